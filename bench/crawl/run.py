"""Runs each crawler over the same local site, several times in turn, and writes CPU seconds of the whole process as CSV."""

import argparse
import csv
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
HOME = HERE.parent.parent


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def commands(options, start, out, host):
    environment = dict(os.environ, HOOPOE_JAVA_OPTS="-Xmx256m", XDG_CONFIG_HOME=str(out / "config"))
    hoopoe = [str(HOME / "hoopoe"), "crawl", start, "--out", str(out / "md"), "--allow-host", host]
    sides = {"hoopoe": (hoopoe + ["--max-pages", "5000", "--depth", "100"], environment)}
    if options.scrapy:
        for how in ("plain", "markdownify", "trafilatura"):
            sides["scrapy " + how] = ([options.scrapy, str(HERE / "scrapy_peer.py"), start, str(out / "md"), how], None)
    if options.crawl4ai:
        sides["crawl4ai http"] = ([options.crawl4ai, str(HERE / "crawl4ai_peer.py"), start, str(out / "md"), "5000"], None)
    return sides


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=pathlib.Path, required=True)
    parser.add_argument("--scrapy", help="a Python with scrapy, markdownify and trafilatura")
    parser.add_argument("--crawl4ai", help="a Python with crawl4ai")
    parser.add_argument("--only", help="sides, with commas between")
    parser.add_argument("--out", default="/dev/shm", help="where files go; in memory, a slow disk does not count for anybody")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    server = subprocess.Popen([sys.executable, str(HERE / "serve_site.py"), str(options.site)], stdout=subprocess.PIPE, text=True)
    rows = csv.writer(sys.stdout)
    rows.writerow(["side", "run", "pages", "cpu_s", "wall_s", "pages_per_cpu_s", "max_rss_mb"])
    try:
        port = server.stdout.readline().strip()
        start = f"http://127.0.0.1:{port}/index.html"
        with tempfile.TemporaryDirectory(dir=options.out) as folder:
            for run in range(options.times):
                for side in commands(options, start, pathlib.Path(folder), "").keys():
                    if options.only and side not in options.only.split(","):
                        continue
                    out = pathlib.Path(folder) / side.replace(" ", "-")
                    command, environment = commands(options, start, out, f"127.0.0.1:{port}")[side]
                    rows.writerow([side, run + 1, *measured(command, environment, out)])
                    sys.stdout.flush()
    finally:
        server.terminate()
        server.wait()


def measured(command, environment, out):
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    before, begun = cpu(), time.time()
    log = out / "log"
    with log.open("w") as said:
        code = subprocess.call(["/usr/bin/time", "-f", "rss %M", *command], env=environment, stdout=said, stderr=said)
    wall, used = time.time() - begun, cpu() - before
    if code:
        print(log.read_text()[-2000:], file=sys.stderr)
    rss = [line.split()[1] for line in log.read_text().splitlines() if line.startswith("rss ")]
    pages = sum(1 for file in (out / "md").rglob("*") if file.is_file() and ".hoopoe" not in file.parts)
    return pages, round(used, 2), round(wall, 2), round(pages / used, 1), int(rss[-1]) // 1024 if rss else ""


if __name__ == "__main__":
    main()
