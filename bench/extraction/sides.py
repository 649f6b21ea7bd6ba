"""Measures systems side by side: sides.py SHARED WORK SYSTEM... appends rows to RESULTS.md.

SYSTEM is hoopoe or a function of peer.py. F1 by the sets' published definitions, with a bootstrap
95 % interval over pages; pages per CPU-second counts user and system time of the whole process.
"""
import os
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

from blocks import load, shingle_scores, word_f1

HERE = Path(__file__).parent
PACKAGES = {"rs_trafilatura": "rs-trafilatura", "trafilatura": "trafilatura",
            "trafilatura_comments": "trafilatura", "resiliparse": "resiliparse"}
DRAWS = 1000


def command(system, source, target):
    if system == "hoopoe":
        return [str(HERE.parent.parent / "hoopoe"), "extract", "--in", source, "--out", target, "--format", "text"]
    return [sys.executable, str(HERE / "peer.py"), system, source, target]


def cpu_of(arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def interval(values, statistic):
    draw = np.random.default_rng(1)
    n = len(values)
    drawn = [statistic([values[i] for i in draw.integers(0, n, n)]) for _ in range(DRAWS)]
    return np.percentile(drawn, [2.5, 97.5])


def shingle_f1(scores):
    precision = np.mean([p for p, _ in scores if p is not None])
    recall = np.mean([r for _, r in scores if r is not None])
    return 2 * precision * recall / (precision + recall)


def line(system, number, which, kind, values, statistic, speed):
    low, high = interval(values, statistic)
    return "| %s | %s | %s | %s | %d | %.3f | %.3f-%.3f | %s |" % (
        system, number, which, kind, len(values), statistic(values), low, high, speed)


def measure(system, shared, work):
    number = "this tree" if system == "hoopoe" else version(PACKAGES[system])
    pages = load(shared)
    rows = []
    for which in ("pages", "articles"):
        target = work / system / which
        cpu = cpu_of(command(system, str(Path(shared) / which / "html"), str(target)))
        mine = [p for p in pages if p.set == which and p.wanted]
        files = sum(p.set == which for p in pages)
        speed = "%.0f" % (files / cpu)
        texts = {p.id: read(target / (p.id + ".txt")) for p in mine}
        if which == "articles":
            rows.append(line(system, number, which, "all", [shingle_scores(texts[p.id], p.wanted) for p in mine],
                             shingle_f1, speed))
            continue
        scores = {p.id: word_f1(texts[p.id], p.wanted) for p in mine}
        rows.append(line(system, number, which, "all", list(scores.values()), np.mean, speed))
        for kind in sorted({p.type for p in mine}):
            rows.append(line(system, number, which, kind, [scores[p.id] for p in mine if p.type == kind], np.mean, ""))
    return rows


def read(file):
    return file.read_text() if file.exists() else ""


def main():
    shared, work, systems = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    for system in systems:
        rows = measure(system, shared, work)
        print("\n".join(rows), flush=True)
        if not os.environ.get("DRY"):
            with open(HERE / "RESULTS.md", "a") as results:
                results.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
