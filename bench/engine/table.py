"""Rows of measurements in a CSV file that a stopped run goes on with, and the tables made of them."""
import csv
import json
import math
import os
import platform
import statistics
import time

COLUMNS = ('label', 'row', 'model', 'config', 'side', 'round', 'wall', 'cpu', 'first', 'prompt', 'cached', 'output', 'peak_mb', 'detail', 'load_before', 'load_after', 'others', 'busy', 'at')
# Cores that other processes used while a row was taken. Above this it is marked: such figures are good for ratios at best.
QUIET_CORES = 0.15


def machine():
    with open('/proc/cpuinfo') as f:
        name = next((line.partition(':')[2].strip() for line in f if line.startswith('model name')), platform.machine())
    with open('/proc/meminfo') as f:
        memory = int(f.readline().split()[1]) / 2**20
    return f'{name}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}'


def used_seconds():
    """Processor time of the whole machine, time stolen by its host included."""
    with open('/proc/stat') as f:
        user, nice, system, idle, wait, irq, soft, steal = map(int, f.readline().split()[1:9])
    return (user + nice + system + irq + soft + steal) / os.sysconf('SC_CLK_TCK')


def await_quiet(seconds):
    """Waits until the machine is idle for a second, for at most so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        used, begun = used_seconds(), time.monotonic()
        time.sleep(1)
        if (used_seconds() - used) / (time.monotonic() - begun) < QUIET_CORES:
            return


class Sheet:
    def __init__(self, path, label, patience=0):
        self.path, self.label, self.patience = path, label, patience
        self.rows = []
        if os.path.exists(path):
            with open(path, newline='', encoding='utf8') as f:
                self.rows = list(csv.DictReader(f))

    def key(self, row):
        return tuple(str(row[c]) for c in ('label', 'row', 'model', 'config', 'side', 'round'))

    def has(self, row, model, config, side, round_):
        wanted = (self.label, row, model, config, side, str(round_))
        return any(self.key(r) == wanted for r in self.rows)

    def drop_busy(self):
        """Forgets this label's rows that were taken beside other work, so that they are taken again."""
        self.rows = [r for r in self.rows if r['label'] != self.label or r['busy'] != 'busy']
        with open(self.path, 'w', newline='', encoding='utf8') as f:
            writer = csv.DictWriter(f, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows)

    def measure(self, row, model, config, side, round_, work, companions=0.0):
        """Runs work() for a row that is not there yet and appends the Answer that it gives. companions: cores that are taken on purpose."""
        if self.has(row, model, config, side, round_):
            return None
        if self.patience:
            await_quiet(self.patience)
        before, used, begun = os.getloadavg()[0], used_seconds(), time.monotonic()
        answer = work()
        elapsed = time.monotonic() - begun
        others = (used_seconds() - used - answer.detail.pop('all_cpu', answer.cpu)) / elapsed - companions
        entry = {'label': self.label, 'row': row, 'model': model, 'config': config, 'side': side, 'round': round_, 'wall': f'{answer.wall:.4f}',
                 'cpu': f'{answer.cpu:.2f}', 'first': f'{answer.first:.4f}', 'prompt': answer.prompt, 'cached': answer.cached, 'output': answer.output,
                 'peak_mb': answer.detail.pop('peak_mb', ''), 'load_before': f'{before:.2f}', 'load_after': f'{os.getloadavg()[0]:.2f}',
                 'others': f'{others:.2f}',
                 'busy': 'busy' if others > QUIET_CORES else '', 'at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}
        entry['detail'] = json.dumps(answer.detail, ensure_ascii=False)
        self.append(entry)
        return answer

    def append(self, entry):
        new = not os.path.exists(self.path)
        os.makedirs(os.path.dirname(os.path.abspath(self.path)), exist_ok=True)
        with open(self.path, 'a', newline='', encoding='utf8') as f:
            writer = csv.DictWriter(f, COLUMNS)
            if new:
                writer.writeheader()
            writer.writerow(entry)
        self.rows.append({k: str(v) for k, v in entry.items()})

    def get(self, row, **wanted):
        return [r for r in self.rows if r['label'] == self.label and r['row'] == row and all(r[k] == str(v) for k, v in wanted.items())]

    def groups(self, row):
        return sorted({(r['model'], r['config']) for r in self.get(row)})


def interval(values):
    """The 95 % interval of the median by order statistics; the whole range where there are fewer than six values."""
    values = sorted(values)
    n = len(values)
    low = 0
    outside = 0.0
    for k in range(n // 2):
        outside += 2 * math.comb(n, k) / 2**n
        if outside > 0.05:
            break
        low = k
    return values[low], values[n - 1 - low]


def ratios(ours, theirs, value):
    """value(ours) / value(theirs) of the rounds that both have."""
    other = {r['round']: r for r in theirs}
    pairs = [(value(r), value(other[r['round']])) for r in ours if r['round'] in other]
    return [a / b for a, b in pairs if a and b]


def spread(values, digits=2):
    if not values:
        return '–'
    low, high = interval(values)
    return f'{statistics.median(values):.{digits}f} ({low:.{digits}f}–{high:.{digits}f})'


def median(rows, value, digits=1):
    values = [value(r) for r in rows]
    return f'{statistics.median(values):.{digits}f}' if values else '–'


def loads(rows):
    if not rows:
        return '–'
    before, after = [float(r['load_before']) for r in rows], [float(r['load_after']) for r in rows]
    busy = sum(r['busy'] == 'busy' for r in rows)
    return f'{statistics.median(before):.1f}/{statistics.median(after):.1f}' + (f', {busy} of {len(rows)} busy' if busy else '')


def table(head, body):
    return '\n'.join(['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head)] + ['| ' + ' | '.join(map(str, line)) + ' |' for line in body]) + '\n'
