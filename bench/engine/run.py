#!/usr/bin/env python3
"""Measures Hoopoe's engine against a C program on the same natives and against Ollama 0.17.4; one sub-command a row of the table.

  run.py ROW... --model FILE [--model FILE] --work DIR [--product DIR] [--peer PROGRAM] [--ollama TREE] [--rounds 7]

ROW: speed-c speed-ollama first-token-cold first-token-warm tool-call prefix-restore prefix-process agents memory busy-core
batch-cost bfcl oracle, or "all"; "report" only writes the tables. Every measurement is a row of WORK/results.csv; what is there already under
the same --label is not taken again, so a stopped run goes on where it was. After each row RESULTS.md is written anew."""
import sys

sys.dont_write_bytecode = True

import argparse
import os
import signal
import subprocess

import report
import rows
from sides import Product
from table import Sheet

HERE = os.path.dirname(os.path.abspath(__file__))


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('row', nargs='+', choices=[*rows.ROWS, 'all', 'report'])
    p.add_argument('--model', action='append', default=[], help='a GGUF file; repeatable, the first is used where one is enough')
    p.add_argument('--work', required=True, help='folder for results.csv, caches and logs')
    p.add_argument('--product', default=os.path.join(HERE, '../..'), help='checkout of Hoopoe, built (default: this one)')
    p.add_argument('--peer', help='program of build_peer.sh (default: WORK/peer)')
    p.add_argument('--libraries', help='folder of libllama (default: the product\'s)')
    p.add_argument('--ollama', help='tree of build_ollama.sh')
    p.add_argument('--bfcl', help='folder of the leaderboard\'s rows')
    p.add_argument('--rounds', type=int, default=7)
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--context', type=int, default=4096)
    p.add_argument('--repack', default='1,0', help='configurations of the speed and memory rows: weights repacked or not')
    p.add_argument('--open', default='{}', help='more of what the driver\'s "open" takes, such as {"sequences": 1, "drafts": 0}')
    p.add_argument('--agents', type=int, default=8)
    p.add_argument('--per-category', type=int, default=40, help='rows of the leaderboard per category')
    p.add_argument('--label', help='name of this series (default: the product\'s commit)')
    p.add_argument('--patience', type=float, default=0, help='seconds to wait for an idle machine before each measurement')
    p.add_argument('--redo-busy', action='store_true', help='take those rows again that were taken beside other work')
    p.add_argument('--results', default=os.path.join(HERE, 'RESULTS.md'))
    a = p.parse_args()
    a.work = os.path.abspath(a.work)
    a.peer = os.path.abspath(a.peer or os.path.join(a.work, 'peer'))
    a.libraries = os.path.abspath(a.libraries or os.path.join(a.product, 'inference/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64'))
    a.model = [os.path.abspath(m) for m in a.model]
    return a


def main():
    # Ended from outside, the sides must end as well: a left-over process would spoil the next run.
    signal.signal(signal.SIGTERM, lambda *_: exit(143))
    a = options()
    os.makedirs(a.work, exist_ok=True)
    commit = subprocess.run(['git', '-C', a.product, 'rev-parse', '--short', 'HEAD'], capture_output=True, text=True).stdout.strip()
    sheet = Sheet(os.path.join(a.work, 'results.csv'), a.label or commit, a.patience)
    if a.redo_busy:
        sheet.drop_busy()
    wanted = list(rows.ROWS) if 'all' in a.row else [r for r in a.row if r != 'report']
    product = Product(a.product, a.work) if wanted else None
    for row in wanted:
        print(f'== {row}', flush=True)
        try:
            rows.ROWS[row](a, product, sheet)
        finally:
            report.write(a, sheet)
    report.write(a, sheet)


if __name__ == '__main__':
    main()
