"""scrapy with robots.txt obeyed; each page as Markdown into a folder (none, markdownify or trafilatura)."""

import pathlib
import sys

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

START, OUT, HOW = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]


def convert(html):
    if HOW == "markdownify":
        import markdownify

        return markdownify.markdownify(html)
    if HOW == "trafilatura":
        import trafilatura

        return trafilatura.extract(html, output_format="markdown", include_links=True, include_tables=True) or ""
    return ""


class Site(scrapy.Spider):
    name = "site"
    start_urls = [START]
    custom_settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    links = LinkExtractor()

    def parse(self, response):
        if HOW != "plain":
            name = response.url.rsplit("/", 1)[1] + ".md"
            (OUT / name).write_text(convert(response.text), encoding="utf-8")
        else:
            (OUT / response.url.rsplit("/", 1)[1]).touch()
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url)


OUT.mkdir(parents=True, exist_ok=True)
process = CrawlerProcess()
process.crawl(Site)
process.start()
