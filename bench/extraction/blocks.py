"""The two data sets, the two published metrics, and the labels of blocks."""
import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

WORD = re.compile(r"\w+")
SHORT = 5


def words(text):
    return WORD.findall((text or "").lower())


def word_f1(predicted, wanted):
    """WCXB's main metric: F1 over the bags of lower-case words."""
    predicted, wanted = words(predicted), words(wanted)
    if not predicted or not wanted:
        return float(not predicted and not wanted)
    both = sum((Counter(predicted) & Counter(wanted)).values())
    return 2 * both / (len(predicted) + len(wanted))


def shingles(text, n=4):
    found = WORD.findall(text or "")
    return Counter(tuple(found[i:i + n]) for i in range(max(1, len(found) - n + 1)) if found)


def shingle_scores(predicted, wanted):
    """Precision and recall over 4-gram shingles; None where a side has none."""
    predicted, wanted = shingles(predicted), shingles(wanted)
    both = sum((predicted & wanted).values())
    p, w = sum(predicted.values()), sum(wanted.values())
    return (both / p if p else None, both / w if w else None)


def shingle_f1(pairs):
    """The article-extraction-benchmark's F1: of the mean precision and the mean recall."""
    scores = [shingle_scores(p, w) for p, w in pairs]
    precision = np.mean([p for p, _ in scores if p is not None])
    recall = np.mean([r for _, r in scores if r is not None])
    return 2 * precision * recall / (precision + recall), precision, recall


class Page:
    """One page of a set: its id, set, type, site, wanted text and, once read, its blocks."""

    def __init__(self, id, set, type, site, wanted):
        self.id, self.set, self.type, self.site, self.wanted = id, set, type, site, wanted
        self.start = self.end = 0
        self.texts = []


def load(shared):
    """All pages of both sets, in the order of their files."""
    shared = Path(shared)
    rows = list(csv.DictReader(open(shared / "manifest.tsv"), delimiter="\t"))
    site = {(r["set"], r["id"]): r["domain"] for r in rows}
    kind = {(r["set"], r["id"]): r["page_type"] for r in rows}
    pages = []
    for file in sorted((shared / "pages/ground-truth").glob("*.json")):
        truth = json.load(open(file))["ground_truth"].get("main_content") or ""
        key = ("pages", file.stem)
        pages.append(Page(file.stem, "pages", kind[key], site[key], truth))
    articles = json.load(open(shared / "articles/ground-truth.json"))
    for id in sorted(articles):
        key = ("articles", id)
        pages.append(Page(id, "articles", "article", site.get(key, id), articles[id].get("articleBody", "")))
    return pages


def read_blocks(pages, folder):
    """Gives each page its blocks' texts and rows; returns words per block."""
    by_id = {p.id: p for p in pages}
    counts = []
    last = None
    with open(Path(folder) / "blocks.tsv") as lines:
        for i, line in enumerate(lines):
            id, count, text = line.rstrip("\n").split("\t", 2)
            if id != last:
                last = id
                by_id[id].start = i
            by_id[id].end = i + 1
            by_id[id].texts.append(text)
            counts.append(int(count))
    return np.array(counts)


def labels(page):
    """For each block of a page the share of its words that people want, by alignment."""
    from rapidfuzz.distance import LCSseq

    vocabulary = defaultdict(lambda: len(vocabulary))
    wanted = [vocabulary[w] for w in words(page.wanted)]
    blocks = [[vocabulary[w] for w in words(t)] for t in page.texts]
    flat = [w for b in blocks for w in b]
    owner = [k for k, b in enumerate(blocks) for _ in b]
    to = align(LCSseq, flat, wanted)
    back = {g: i for i, g in enumerate(to) if g >= 0}
    rest = Counter(tuple(wanted[i:i + 4]) for i in range(len(wanted) - 3))
    result = np.zeros(len(blocks), dtype=np.float32)
    position = 0
    spans = []
    for k, block in enumerate(blocks):
        spans.append((position, position + len(block)))
        matched = to[position:position + len(block)]
        if len(block) >= SHORT:
            result[k] = sum(g >= 0 for g in matched) / len(block)
            if result[k] > 0.5:
                rest.subtract(tuple(block[i:i + 4]) for i in range(len(block) - 3))
            else:
                result[k] = 0
        elif block and tight(matched) and rooted(matched, back, owner, k):
            result[k] = 1
        position += len(block)
    # The wanted text may have its parts in another order than the page.
    for k, block in enumerate(blocks):
        if len(block) >= SHORT and result[k] == 0:
            grams = [tuple(block[i:i + 4]) for i in range(len(block) - 3)]
            hits = [i for i, g in enumerate(grams) if rest[g] > 0]
            covered = {j for i in hits for j in range(i, i + 4)}
            if len(covered) > len(block) / 2:
                result[k] = len(covered) / len(block)
                rest.subtract(grams[i] for i in hits)
    return result


def align(lcs, flat, wanted):
    to = [-1] * len(flat)
    if flat and wanted:
        for op in lcs.opcodes(flat, wanted):
            if op.tag == "equal":
                for d in range(op.src_end - op.src_start):
                    to[op.src_start + d] = op.dest_start + d
    return to


def tight(matched):
    return min(matched) >= 0 and matched[-1] - matched[0] == len(matched) - 1


def rooted(matched, back, owner, k):
    """Whether the words beside the match belong to a block close by, or end the text."""
    for g in (matched[0] - 1, matched[-1] + 1):
        i = back.get(g)
        if i is not None and abs(owner[i] - k) <= 2:
            return True
    return False
