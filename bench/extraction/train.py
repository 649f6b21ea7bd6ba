"""Trains the lexicons and the forest: train.py SHARED WORK [--check] [--quick] [--threads N].

Without --check it writes blocks.model into tools/reading. With --check it trains for each of five
folds on the other four alone, lexicons and stacking included, and prints what comes out of fold;
--quick checks with stacked scores made once for all folds, which is faster and a little too kind.
"""
import argparse
import gzip
import shutil
import struct
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from blocks import labels, load, read_blocks, shingle_f1, words

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "tools/reading"
JDK = Path(subprocess.check_output([HERE.parent.parent / "hoopoe", "--print-jdk"], text=True).strip())
RESOURCE = MODULE / "src/main/resources/dev/hoopoe/reading/extract/blocks.model"
MAGIC = 0x484F4F50
FOLDS = 5
TEXT, NAMES = 1 << 16, 1 << 15
TEXT_C, NAMES_C = 0.2, 0.04
# Types with few pages and many kinds of layout; the rest is learnt from articles soon enough.
HARD = {"product": 2, "listing": 2, "collection": 2, "forum": 2}
# A word that fewer sites use says more about the site than about its blocks.
LEAST_SITES = 3
FOREST = dict(rounds=200, num_leaves=8, min_data_in_leaf=300, learning_rate=0.1, feature_fraction=0.2)
COMMON = dict(objective="cross_entropy", bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, max_bin=63,
              seed=7, deterministic=True, force_row_wise=True, use_missing=False, verbose=-1)


class Data:
    """Pages, blocks, labels and weights, and the files that Java reads and writes."""

    def __init__(self, shared, work, threads):
        self.shared, self.work, self.threads = shared, Path(work), threads
        self.work.mkdir(parents=True, exist_ok=True)
        for old in list(self.work.glob("*.f32")):
            old.unlink()
        self.classpath = compile_java(self.work)
        self.java("words")
        self.pages = load(shared)
        self.counts = read_blocks(self.pages, self.work)
        self.n = len(self.counts)
        self.y = np.zeros(self.n, dtype=np.float32)
        for p in self.pages:
            if p.texts:
                self.y[p.start:p.end] = labels(p)
        self.w = self.weights(np.asarray)
        # Lexicons are about short blocks as much as about long ones.
        self.sw = self.weights(np.sqrt)
        self.text = self.sparse("text.bin", TEXT)
        self.names = self.sparse("names.bin", NAMES)
        self.folds = self.split(self.pages)

    def java(self, step):
        subprocess.run([JDK / "bin/java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", self.classpath,
                        "dev.hoopoe.reading.extract.Export", step, str(self.work),
                        self.shared + "/pages/html", self.shared + "/articles/html"], check=True)

    def weights(self, of):
        """Each page counts the same, whatever its length; pages that lack the wanted text do not count."""
        w = np.zeros(self.n)
        for p in self.pages:
            c = of(self.counts[p.start:p.end].astype(float))
            right = (self.counts[p.start:p.end] * self.y[p.start:p.end]).sum()
            if p.wanted and right >= 20:
                share = c / (c.sum() + (c * self.y[p.start:p.end]).sum())
                w[p.start:p.end] = share * HARD.get(p.type, 1)
        return w * self.n / w.sum()

    def sparse(self, file, size):
        a = np.fromfile(self.work / file, dtype="<i4")
        at, rows = 0, []
        for _ in range(self.n):
            rows.append((at + 1, a[at]))
            at += 1 + 2 * a[at]
        pairs = np.concatenate([a[s:s + 2 * c] for s, c in rows]).reshape(-1, 2)
        ends = np.concatenate([[0], np.cumsum([c for _, c in rows])])
        m = sp.csr_matrix((pairs[:, 1].copy().view("<f4"), pairs[:, 0], ends), shape=(self.n, size))
        m.sum_duplicates()
        return m

    @staticmethod
    def split(pages):
        """Folds by site, each with its share of every type."""
        f = np.zeros(len(pages), int)
        s = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=1)
        for k, (_, test) in enumerate(s.split(pages, [p.type + p.set for p in pages], [p.site for p in pages])):
            f[test] = k
        return f

    def rows(self, pages):
        return np.concatenate([np.arange(p.start, p.end) for p in pages if p.end > p.start])

    def table(self, file):
        return np.fromfile(self.work / file, dtype="<f4").reshape(self.n, -1)

    def save(self, file, scores):
        scores.astype("<f4").tofile(self.work / file)


def compile_java(work):
    """Compiles Export beside the module's classes; returns the class path."""
    list_file = (work / "classpath").absolute()
    subprocess.run(["mvn", "-q", "-ntp", "compile", "dependency:build-classpath", "-Dmdep.outputFile=" + str(list_file),
                    "-Dspotless.check.skip=true"], cwd=MODULE, check=True)
    # A copy, so that the module can be built again meanwhile.
    classes = (work / "classes").absolute()
    shutil.copytree(MODULE / "target/classes", classes, dirs_exist_ok=True)
    classpath = "%s:%s" % (classes, list_file.read_text().strip())
    subprocess.run([JDK / "bin/javac", "-proc:none", "-d", str(classes), "-cp", classpath, *map(str, HERE.glob("java/*.java"))],
                   check=True)
    return classpath


# ---- the parts that are trained


def fit_lexicon(d, matrix, c, pages):
    rows = d.rows(pages)
    rows = rows[d.sw[rows] > 0]
    part = matrix[rows]
    site = {s: i for i, s in enumerate(sorted({p.site for p in pages}))}
    at = np.zeros(d.n, int)
    for p in pages:
        at[p.start:p.end] = site[p.site]
    sites = sp.csr_matrix((np.ones(len(rows)), (at[rows], np.arange(len(rows)))), shape=(len(site), len(rows)))
    seen = np.asarray((((sites @ (part != 0)) > 0)).sum(0)).ravel() >= LEAST_SITES
    model = LogisticRegression(C=c, max_iter=60, tol=1e-3)
    model.fit(part @ sp.diags(seen.astype(float)), d.y[rows] > 0.5, sample_weight=d.sw[rows])
    weights = model.coef_[0] * seen
    scale = max(1e-9, np.abs(weights).max() / 127)
    return np.round(weights / scale).astype(np.int8), float(scale), float(model.intercept_[0])


def apply_lexicon(lexicon, matrix):
    weights, scale, bias = lexicon
    return 1 / (1 + np.exp(-(matrix @ (weights * scale) + bias)))


class Table:
    """Rows of features, cut into bins once for all fits."""

    def __init__(self, d, x):
        self.x = x
        self.bins = lgb.Dataset(x, d.y, weight=d.w, params=dict(COMMON, num_threads=d.threads)).construct()

    def fit(self, d, pages, rounds, **settings):
        rows = d.rows(pages)
        rows = np.sort(rows[d.w[rows] > 0])
        return lgb.train(dict(COMMON, num_threads=d.threads, **settings), self.bins.subset(rows), rounds)


def stacked(d, pages, fit, apply):
    """Out-of-fold scores of these pages by models of the others, and scores of the rest by all of them."""
    scores = np.zeros(d.n, dtype=np.float32)
    fold = Data.split(pages)
    for k in range(FOLDS):
        log("fold %d" % k)
        model = fit([p for p, f in zip(pages, fold) if f != k])
        test = d.rows([p for p, f in zip(pages, fold) if f == k])
        scores[test] = apply(model, test)
    whole = fit(pages)
    mine = set(p.id for p in pages)
    rest = [p for p in d.pages if p.id not in mine and p.texts]
    if rest:
        rows = d.rows(rest)
        scores[rows] = apply(whole, rows)
    return scores, whole


def lexicons(d, pages, key):
    text, text_model = stacked(d, pages, lambda p: fit_lexicon(d, d.text, TEXT_C, p),
                               lambda m, r: apply_lexicon(m, d.text[r]))
    names, names_model = stacked(d, pages, lambda p: fit_lexicon(d, d.names, NAMES_C, p),
                                 lambda m, r: apply_lexicon(m, d.names[r]))
    d.save("lexicon-text-%s.f32" % key, text)
    d.save("lexicon-names-%s.f32" % key, names)
    return text_model, names_model


def forest(d, pages, key):
    """The features of all pages, and a forest of these pages' blocks."""
    table = Table(d, d.table("x-%s.f32" % key))
    return table.x, table.fit(d, pages, **FOREST)


# ---- what comes out


def choose(counts, scores):
    """As Choice.java does it."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(scores[order] * counts[order])
    f1 = 2 * right / (np.cumsum(counts[order]) + (scores * counts).sum() + 1e-9)
    kept = np.zeros(len(scores), bool)
    kept[order[:int(np.argmax(f1)) + 1]] = True
    return kept


def page_text(d, p, scores):
    if not p.texts:
        return ""
    kept = choose(d.counts[p.start:p.end], scores[p.start:p.end])
    return "\n".join(t for t, k in zip(p.texts, kept) if k)


def bag_f1(predicted, wanted):
    a, b = Counter(words(predicted)), Counter(words(wanted))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def report(name, d, scores, texts=None):
    by_type, articles = defaultdict(list), []
    for p in d.pages:
        text = page_text(d, p, scores) if texts is None else texts[p.id]
        if p.set == "articles":
            articles.append((text, p.wanted))
        elif p.wanted:
            p.f1 = bag_f1(text, p.wanted)
            by_type[p.type].append(p.f1)
    everything = [f for v in by_type.values() for f in v]
    print(name, "pages %.4f" % np.mean(everything), {k: round(float(np.mean(v)), 3) for k, v in sorted(by_type.items())},
          "articles %.4f (precision %.3f, recall %.3f)" % shingle_f1(articles), flush=True)


def report_shipped(d, scores):
    """The same by Java's own choice of blocks, which also drops repetitions and reads embedded state."""
    d.save("final-all.f32", scores)
    d.java("texts")
    report("shipped", d, scores, {p.id: (d.work / "texts" / (p.id + ".txt")).read_text() for p in d.pages})


def log(stage):
    print("%.0f s CPU" % time.process_time(), stage, file=sys.stderr, flush=True)


def check(d):
    """The whole training for each fold, on the other folds alone."""
    train = {str(k): [p for p, f in zip(d.pages, d.folds) if f != k] for k in range(FOLDS)}
    for key, pages in train.items():
        lexicons(d, pages, key)
        log("lexicons of fold " + key)
    d.java("features")
    out = np.zeros(d.n, dtype=np.float32)
    for key, pages in train.items():
        rows = d.rows([p for p, f in zip(d.pages, d.folds) if str(f) == key])
        x, model = forest(d, pages, key)
        out[rows] = model.predict(x[rows])
        log("forest of fold " + key)
    report("blocks ", d, out)
    report_shipped(d, out)


def quick(d):
    lexicons(d, d.pages, "all")
    d.java("features")
    table = Table(d, d.table("x-all.f32"))
    out = np.zeros(d.n, dtype=np.float32)
    for k in range(FOLDS):
        rows = d.rows([p for p, f in zip(d.pages, d.folds) if f == k])
        out[rows] = table.fit(d, [p for p, f in zip(d.pages, d.folds) if f != k], **FOREST).predict(table.x[rows])
    report("blocks ", d, out)
    report_shipped(d, out)


def ship(d):
    text, names = lexicons(d, d.pages, "all")
    d.java("features")
    x, model = forest(d, d.pages, "all")
    raw = struct.pack(">i", MAGIC) + pack_lexicon(text) + pack_lexicon(names) + pack_forest(model)
    RESOURCE.parent.mkdir(parents=True, exist_ok=True)
    RESOURCE.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(RESOURCE, RESOURCE.stat().st_size, "bytes")
    report("in sample", d, model.predict(x))


def pack_lexicon(lexicon):
    weights, scale, bias = lexicon
    return struct.pack(">ff", scale, bias) + weights.tobytes()


def pack_forest(model):
    """Nodes in the order of the tree; a child below 0 is leaf -1 - child."""
    trees = model.dump_model()["tree_info"]
    parts, nodes = [], 0
    for tree in trees:
        splits, leaves = [], []
        walk(tree["tree_structure"], splits, leaves)
        assert splits, "a tree without a split"
        nodes += len(splits)
        parts.append(struct.pack(">H", len(splits)))
        parts += [struct.pack(">hfhh", *s) for s in splits]
        parts += [struct.pack(">f", v) for v in leaves]
    return struct.pack(">iii", model.num_feature(), len(trees), nodes) + b"".join(parts)


def walk(node, splits, leaves):
    if "leaf_value" in node and "split_feature" not in node:
        leaves.append(node["leaf_value"])
        return -len(leaves)
    at = len(splits)
    splits.append(None)
    # A float compares with a double as with the greatest float that is not above it.
    threshold = np.float32(node["threshold"])
    if float(threshold) > node["threshold"]:
        threshold = np.nextafter(threshold, np.float32(-np.inf))
    yes = walk(node["left_child"], splits, leaves)
    no = walk(node["right_child"], splits, leaves)
    splits[at] = (node["split_feature"], float(threshold), yes, no)
    return at


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", help="the folder with pages/, articles/ and manifest.tsv")
    parser.add_argument("work", help="a folder for what lies between")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    d = Data(options.shared, options.work, options.threads)
    if options.check:
        check(d)
    elif options.quick:
        quick(d)
    else:
        ship(d)


if __name__ == "__main__":
    sys.exit(main())
