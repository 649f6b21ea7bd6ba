"""crawl4ai by its HTTP strategy (no browser), robots.txt obeyed, breadth first, Markdown into a folder."""

import asyncio
import pathlib
import sys

from crawl4ai import AsyncWebCrawler, CacheMode, CrawlerRunConfig, HTTPCrawlerConfig
from crawl4ai.async_crawler_strategy import AsyncHTTPCrawlerStrategy
from crawl4ai.deep_crawling import BFSDeepCrawlStrategy

START, OUT, PAGES = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])


async def main():
    OUT.mkdir(parents=True, exist_ok=True)
    config = CrawlerRunConfig(
        deep_crawl_strategy=BFSDeepCrawlStrategy(max_depth=50, max_pages=PAGES, include_external=False),
        check_robots_txt=True,
        cache_mode=CacheMode.BYPASS,
        stream=True,
        verbose=False,
    )
    strategy = AsyncHTTPCrawlerStrategy(browser_config=HTTPCrawlerConfig())
    async with AsyncWebCrawler(crawler_strategy=strategy, verbose=False) as crawler:
        async for page in await crawler.arun(START, config=config):
            if page.success:
                name = page.url.rsplit("/", 1)[1] + ".md"
                (OUT / name).write_text(str(page.markdown), encoding="utf-8")


asyncio.run(main())
