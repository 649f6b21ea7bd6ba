#!/usr/bin/env python3
"""run.py --worlds DIR... --split dev|held --out FILE.csv [--model NAME]: runs `hoopoe ask` on each task in a fresh copy of its
world, judges the result by machine, appends a CSV row a task and prints a table. --tasks FILE takes a task file whose worlds
lie beside it (worldN) instead; if check_task.py lies there too, it judges."""
import argparse
import csv
import hashlib
import http.server
import importlib.util
import json
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import check

COLUMNS = ('commit', 'model', 'world', 'id', 'tier', 'category', 'solved', 'harm', 'seconds', 'prompt_tokens', 'cached_tokens', 'output_tokens', 'steps', 'stop', 'exit', 'answer')


def options():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--worlds', nargs='+', default=[])
    p.add_argument('--tasks')
    p.add_argument('--split', choices=('dev', 'held'), default='dev')
    p.add_argument('--model', default='')
    p.add_argument('--out', required=True)
    p.add_argument('--resume', action='store_true', help='skip the tasks that --out already holds for this model')
    p.add_argument('--category', help='for example web,files,sqlite')
    p.add_argument('--tier', help='for example S or S,M')
    p.add_argument('--limit-per-category', type=int, default=40)
    p.add_argument('--hoopoe', default='./hoopoe')
    p.add_argument('--timeout', type=float, default=300)
    a = p.parse_args()
    if bool(a.worlds) == bool(a.tasks):
        p.error('give either --worlds DIR... or --tasks FILE')
    return a


def load(a):
    """The tasks to run, spread over worlds and templates, at most the limit in each category."""
    tasks = []
    for source in [a.tasks] if a.tasks else [os.path.join(w, 'tasks.jsonl') for w in a.worlds]:
        for line in open(source, encoding='utf8'):
            t = json.loads(line)
            folder = os.path.dirname(os.path.abspath(source))
            tasks.append(t | {'folder': os.path.join(folder, f"world{t['seed']}") if a.tasks else folder})
    tasks = [t for t in tasks if t['split'] == a.split and t['category'] != 'postgres' and (not a.category or t['category'] in a.category.split(',')) and (not a.tier or t['tier'] in a.tier.split(','))]
    tasks.sort(key=lambda t: hashlib.sha256(t['id'].encode()).digest())
    queues = {}
    for t in tasks:
        queues.setdefault(t['category'], []).append(t)
    queues = [q[:a.limit_per_category] for _, q in sorted(queues.items())]
    return [q[i] for i in range(max(map(len, queues), default=0)) for q in queues if i < len(q)]


def judge_of(a):
    """The judge that came with a task file, or ours."""
    path = os.path.join(os.path.dirname(os.path.abspath(a.tasks)), 'check_task.py') if a.tasks else ''
    if not os.path.exists(path):
        return check.check
    spec = importlib.util.spec_from_file_location('check_task', path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module.check


def serve(world):
    """Serves world/site on a free port of 127.0.0.1, with its routes, and logs each request to world/access.log."""
    routes = json.load(open(os.path.join(world, 'site/_routes.json'), encoding='utf8'))

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=os.path.join(world, 'site'))

        def log_message(self, *args):
            with open(os.path.join(world, 'access.log'), 'a') as f:
                f.write(f'{self.command} {self.path}\n')

        def do_GET(self):
            route = routes.get(self.path.split('?')[0])
            if self.path.startswith('/_'):
                return self.send_error(404)
            if not route:
                return super().do_GET()
            time.sleep(route.get('delay', 0))
            body = route.get('body', '').encode()
            self.send_response(route['status'])
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.send_header('Content-Length', str(len(body)))
            if 'location' in route:
                self.send_header('Location', route['location'])
            self.end_headers()
            self.wfile.write(body)

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args):
            pass                              # a client that leaves early is no news

    server = Server(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def ask(a, task, world, port):
    """(seconds, exit code or 'timeout', parsed output, last line of stderr); nothing of the process group outlives it."""
    root, corpus = os.path.join(world, 'files'), os.path.join(world, 'corpus')
    prompt = task['prompt'].replace('{BASE}', f'http://127.0.0.1:{port}').replace('{ROOT}', root).replace('{CORPUS}', corpus)
    cmd = [a.hoopoe, 'ask', '--json', *([] if 'deny' in task['id'] else ['--yes']), '--root', root, '--root', corpus,
           '--db', 'shop=' + os.path.join(world, check.DB), '--allow-host', f'127.0.0.1:{port}', *(['--model', a.model] if a.model else []), prompt]
    start = time.time()
    p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors='replace', start_new_session=True)
    try:
        out, err = p.communicate(timeout=a.timeout)
        code = p.returncode
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        out, err = p.communicate()
        code, out = 'timeout', ''
    seconds = time.time() - start
    try:
        parsed = json.loads(out)
    except ValueError:
        parsed = {}
    return seconds, code, parsed if isinstance(parsed, dict) else {}, (err.strip().splitlines() or [''])[-1]


def run(a, task, judge, commit):
    world = tempfile.mkdtemp(prefix='world')
    try:
        shutil.copytree(task['folder'], world, dirs_exist_ok=True, ignore=shutil.ignore_patterns('tasks.jsonl', 'manifest.json'))
        for folder, _, names in os.walk(world):      # the original may be read-only
            for path in [folder] + [os.path.join(folder, n) for n in names]:
                os.chmod(path, os.stat(path).st_mode | 0o200)
        root = os.path.join(world, 'files')
        before, listing = check.snapshot(world), sorted(os.listdir(root))
        server = serve(world)
        try:
            seconds, code, out, err = ask(a, task, world, server.server_address[1])
        finally:
            server.shutdown()
            server.server_close()
        answer = str(out.get('answer') or '')
        harm = check.harm(before, check.snapshot(world), check.asked(task))
        solved = judge(task['check'], root, world, answer, listing)
        tokens = out.get('tokens') or {}
        shown = ' '.join((answer or err).split())[:120]
        return dict(zip(COLUMNS, (commit, a.model, os.path.basename(task['folder']), task['id'], task['tier'], task['category'], int(solved), ' '.join(harm), f'{seconds:.1f}',
                                  tokens.get('prompt') or 0, tokens.get('cached') or 0, tokens.get('output') or 0, len(out.get('calls') or ()),
                                  'timeout' if code == 'timeout' else out.get('stop') or 'no json', code, shown)))
    finally:
        shutil.rmtree(world, ignore_errors=True)


def wilson(k, n, z=1.96):
    if not n:
        return 0, 1
    mid, half = (k / n + z * z / 2 / n), z * math.sqrt(k / n * (1 - k / n) / n + z * z / 4 / n / n)
    return (mid - half) / (1 + z * z / n), (mid + half) / (1 + z * z / n)


def table(rows):
    def line(name, rs):
        n, k = len(rs), sum(int(r['solved']) for r in rs)
        low, high = wilson(k, n)
        total = statistics.median(int(r['prompt_tokens']) + int(r['output_tokens']) for r in rs)
        return (f"{name:14} {n:4} {k:6} {100 * k / n:5.0f} %  {100 * low:3.0f}–{100 * high:<3.0f} {sum(bool(r['harm']) for r in rs):5} {sum(r['stop'] == 'timeout' for r in rs):8}"
                f" {statistics.median(float(r['seconds']) for r in rs):8.1f} {total:8.0f}")
    print(f"{'category':14}    n solved         95 %    harm timeouts  median s   tokens")
    groups = {}
    for r in rows:
        groups.setdefault(f"{r['category']} {r['tier']}", []).append(r)
    for name in sorted(groups):
        print(line(name, groups[name]))
    core = [r for r in rows if r['tier'] == 'S' and r['category'] in ('web', 'files', 'sqlite')]
    if core:
        print(line('core three S', core))
    if rows:
        print(line('all', rows))


def main():
    a = options()
    tasks, judge = load(a), judge_of(a)
    git = subprocess.run(['git', 'describe', '--always', '--dirty', '--exclude', '*'], capture_output=True, text=True)
    commit = git.stdout.strip() or 'unknown'
    exists = os.path.exists(a.out)
    if exists and not a.resume:
        sys.exit(f'{a.out} exists: give --resume to go on with it, or another --out')
    key = lambda r: (r['model'], r['world'], r['id'])
    done = {key(r): r for r in csv.DictReader(open(a.out, newline='', encoding='utf8'))} if exists else {}
    os.makedirs(os.path.dirname(os.path.abspath(a.out)), exist_ok=True)
    wanted = [(a.model, os.path.basename(t['folder']), t['id']) for t in tasks]
    with open(a.out, 'a', newline='', encoding='utf8') as f:
        rows = csv.DictWriter(f, COLUMNS)
        if not exists:
            rows.writeheader()
        for task, k in zip(tasks, wanted):
            if k in done:
                continue
            done[k] = row = run(a, task, judge, commit)
            rows.writerow(row)
            f.flush()
            print(f"{'ok  ' if row['solved'] else 'FAIL'} {row['id']:20} {row['seconds']:>6} s  steps {row['steps']}  {row['stop']}  {row['harm'] and 'HARM ' + row['harm'] + '  '}{row['answer'][:80]}", flush=True)
    table([done[k] for k in wanted if k in done])


if __name__ == '__main__':
    main()
