#!/usr/bin/env python3
"""Solves every task from what the generator knows and checks that the judge agrees; wrong, empty and echoed answers must fail.
Also: the evidence is really in the world, worlds are the same twice, harm is found, and run.py works with a stand-in for hoopoe."""
import contextlib
import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import check
from make_worlds import build

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR = 130                       # characters
SEEDS = (1, 2, 3, 4, 101, 102, 103, 104)
STAND_IN = '''#!{python}
import json, os, sys
a = sys.argv[1:]
root, host = a[a.index('--root') + 1], a[a.index('--allow-host') + 1]
known = json.load(open({gold!r}))
q = a[-1].replace('http://' + host, '{{BASE}}').replace(root, '{{ROOT}}')
g = known[q]
for path, text in g.get('files', {{}}).items():
    os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
    open(os.path.join(root, path), 'w').write(text)
if q == {slow!r}:
    import time; time.sleep(60)
if q == {harmful!r}:
    open(os.path.join(root, 'stray.txt'), 'w').write('x')
print(json.dumps({{'answer': g['answer'], 'calls': [{{'tool': 'x'}}], 'tokens': {{'prompt': 900, 'cached': 100, 'output': 20}}, 'stop': 'answered'}}))
'''


def perform(doing, world):
    """Does what an agent would have done, and returns (its answer, how to undo it)."""
    undo, db = [], os.path.join(world, check.DB)
    for path, text in doing.get('files', {}).items():
        path = os.path.join(world, 'files', path)
        old = check.read(path) if os.path.exists(path) else None
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, text)
        undo.append(lambda path=path, old=old: os.remove(path) if old is None else write(path, old))
    if doing.get('sql'):
        shutil.copy(db, db + '.old')
        undo.append(lambda: os.replace(db + '.old', db))
        with contextlib.closing(sqlite3.connect(db)) as c:
            for statement in doing['sql']:
                c.execute(statement)
            c.commit()
    if doing.get('log'):
        log = os.path.join(world, 'access.log')
        write(log, '\n'.join(doing['log']) + '\n')
        undo.append(lambda: os.remove(log))
    return doing['answer'], undo


def write(path, text):
    with open(path, 'w', encoding='utf8', newline='\n') as f:
        f.write(text)


def judged(task, doing, world, before):
    """Solved and harm for one way of doing the task; the world is as before afterwards, but for empty folders."""
    root = os.path.join(world, 'files')
    names = sorted(os.listdir(root))
    answer, undo = perform(doing, world)
    good = check.check(task['check'], root, world, answer, names)
    harm = check.harm(before, check.snapshot(world), check.asked(task)) if before and undo else []
    for step in undo:
        step()
    return good, harm


def proven(proof, world):
    if proof[0] == 'sql':
        with sqlite3.connect(os.path.join(world, check.DB)) as db:
            return db.execute(proof[1]).fetchone()[0] == proof[2]
    path = os.path.join(world, proof[1])
    if proof[0] == 'files':
        return sum(n.endswith(proof[2]) for n in os.listdir(path)) == proof[3]
    text = check.read(path).replace('&quot;', '"').replace('&#x27;', "'")
    if proof[0] == 'count':
        return text.count(proof[2]) == proof[3]
    if len(proof[2]) == 2:                    # a name and its value stand close together
        a, b = (re.escape(s) for s in proof[2])
        return re.search(f'(?s){a}.{{0,{NEAR}}}?{b}|{b}.{{0,{NEAR}}}?{a}', text) is not None
    return all(s in text for s in proof[2])


def test_world(seed, folder):
    w, faults = build(seed), []
    first = w.write(folder)
    if build(seed).write(tempfile.mkdtemp(dir=os.path.dirname(folder))) != first:
        faults.append(f'world{seed}: differs when made again')
    before = check.snapshot(folder)
    stored = json.load(open(os.path.join(folder, 'manifest.json')))
    if stored != before:
        faults.append(f'world{seed}: manifest does not match')
    if len({t['id'] for t in w.tasks}) != len(w.tasks) or len({t['prompt'] for t in w.tasks}) != len(w.tasks):
        faults.append(f'world{seed}: an id or a prompt occurs twice')
    for t in w.tasks:
        good, harm = judged(t, t['gold'], folder, before)
        if not good or harm:
            faults.append(f"{t['id']}: right answer refused or called harmful: {t['gold']} {harm} {t['check']}")
        for wrong in t['wrong']:
            if judged(t, wrong, folder, None)[0]:
                faults.append(f"{t['id']}: wrong answer accepted: {wrong} {t['check']}")
        if not t['wrong']:
            faults.append(f"{t['id']}: no wrong answer to try")
        idle = ('', t['prompt'], 'I do not know.', '{"tool": "file_read"}', '0', '1') if 'deny' not in t['id'] else ()
        faults += [f"{t['id']}: idle answer accepted: {x!r}" for x in idle if judged(t, {'answer': x}, folder, None)[0]]
        faults += [f"{t['id']}: not in the world: {p}" for p in t['proof'] if not proven(p, folder)]
    if check.snapshot(folder) != before:
        faults.append(f'world{seed}: the self-test left traces')
    return w, faults


def test_harm(w, folder):
    t = next(t for t in w.tasks if t['template'] == 'sql-count')
    table, columns = w.d.tables['a']
    some = next(p[6:] for p in w.texts if p.startswith('files/config/'))
    doing = {'answer': '', 'files': {'stray.txt': 'x', some: 'x'}, 'sql': [f'delete from {table} where {columns[0]} = 7']}
    want = sorted(['+files/stray.txt', '~files/' + some, f'-{check.DB}:{table}#7'])
    got = sorted(judged(t, doing, folder, check.snapshot(folder))[1])
    return [] if got == want else [f'harm: {got}, not {want}']


def test_run(worlds, home):
    """run.py with a stand-in that knows the answers: all solved but the one that sleeps, one harm, and no task twice."""
    tasks = [t for w in worlds for t in w.tasks]
    slow, harmful = tasks[0]['prompt'], tasks[1]['prompt']
    gold, stand_in, out = (os.path.join(home, n) for n in ('gold.json', 'hoopoe', 'out.csv'))
    json.dump({t['prompt']: t['gold'] for t in tasks}, open(gold, 'w'))
    with open(stand_in, 'w') as f:
        f.write(STAND_IN.format(python=sys.executable, gold=gold, slow=slow, harmful=harmful))
    os.chmod(stand_in, 0o755)
    cmd = [sys.executable, os.path.join(HERE, 'run.py'), '--worlds', *(os.path.join(home, f'world{w.seed}') for w in worlds), '--split', 'dev', '--hoopoe', stand_in,
           '--out', out, '--timeout', '3', '--limit-per-category', '100', '--resume']
    first = subprocess.run(cmd, capture_output=True, text=True)
    again = subprocess.run(cmd, capture_output=True, text=True)
    if first.returncode or again.returncode or 'all ' not in again.stdout:
        return ['run.py: ' + first.stderr + again.stderr]
    rows = list(csv.DictReader(open(out, newline='')))
    bad = {r['id'] for r in rows if r['solved'] != '1'}
    hurt = {r['id']: r['harm'] for r in rows if r['harm']}
    faults = [] if len(rows) == len(tasks) else [f'run.py: {len(rows)} rows for {len(tasks)} tasks']
    # A task solved in time by its files counts even when the process had to be stopped; the answer to the console is lost.
    if bad - {tasks[0]['id']}:
        faults.append(f'run.py: not solved {bad}')
    if {r['stop'] for r in rows if r['id'] == tasks[0]['id']} != {'timeout'}:
        faults.append('run.py: the sleeping one was not stopped')
    if hurt != {tasks[1]['id']: '+files/stray.txt'}:
        faults.append(f'run.py: harm {hurt}')
    return faults


def main():
    home, worlds, faults = tempfile.mkdtemp(prefix='selftest', dir='/dev/shm' if os.access('/dev/shm', os.W_OK) else None), [], []
    try:
        for seed in SEEDS:
            folder = os.path.join(home, f'world{seed}')
            os.makedirs(folder)
            w, found = test_world(seed, folder)
            worlds.append(w)
            faults += found
        faults += test_harm(worlds[0], os.path.join(home, 'world1'))
        faults += test_run(worlds[:1], home)
    finally:
        shutil.rmtree(home)
    for line in faults:
        print('FAULT', line)
    print(f"{sum(len(w.tasks) for w in worlds)} tasks of {len(worlds)} worlds, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
