#!/usr/bin/env python3
"""make_worlds.py --seed N [N ...] --out DIR: writes DIR/worldN (site, files, corpus, db, manifest.json, tasks.jsonl) for each seed.
Seeds below 100 are for development, from 101 on held out. The same seed gives the same world."""
import argparse
import os
import shutil

import db_tasks
import file_tasks
import other_tasks
import site_tasks
from world import World


def build(seed):
    w = World(seed)
    for part in (site_tasks, file_tasks, db_tasks, other_tasks):
        part.add(w)
    return w


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--seed', type=int, nargs='+', required=True)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    for seed in a.seed:
        folder = os.path.join(a.out, f'world{seed}')
        if os.path.exists(os.path.join(folder, 'manifest.json')):
            shutil.rmtree(folder)            # one of ours, made before
        w = build(seed)
        digest = w.write(folder)
        print(f'{folder}: {w.split}, {w.d.key}, {len(w.tasks)} tasks, sha256 {digest[:16]}')


if __name__ == '__main__':
    main()
