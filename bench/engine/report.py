"""Writes RESULTS.md from the rows of one label."""
import contextlib
import json
import os
import subprocess

import bfcl as leaderboard
import rows
from table import loads, machine, median, ratios, spread, table

number = float


def wall_rate(kind):
    return lambda r: tokens(kind, r) / number(r['wall'])


def cpu_rate(kind):
    return lambda r: tokens(kind, r) / number(r['cpu']) if number(r['cpu']) else 0


def tokens(kind, r):
    return number(r['output']) if kind == 'tg' else number(r['prompt']) - number(r['cached'])


def first(r):
    return number(r['first'])


def detail(r):
    return json.loads(r['detail'] or '{}')


def by_side(sheet, row, model, config):
    sides = {}
    for r in sheet.get(row, model=model, config=config):
        sides.setdefault(r['side'], []).append(r)
    return sides


def speed(sheet, row, peer, goals):
    body = []
    for kind, name in (('pp', 'prompt'), ('tg', 'generation')):
        for model, config in sheet.groups(f'{row} {kind}'):
            sides = by_side(sheet, f'{row} {kind}', model, config)
            ours, theirs = sides.get('hoopoe', []), sides.get(peer, [])
            body.append([name, model, config, median(ours, wall_rate(kind)), median(theirs, wall_rate(kind)), spread(ratios(ours, theirs, wall_rate(kind))),
                         median(ours, cpu_rate(kind)), median(theirs, cpu_rate(kind)), spread(ratios(ours, theirs, cpu_rate(kind))), goals[kind], len(ours), loads(ours + theirs)])
    return table(['what', 'model', 'configuration', 'ours, tokens/s', f'{peer}', 'ratio', 'ours, tokens/CPU-s', f'{peer}', 'ratio', 'at least', 'rounds', 'load'], body) if body else ''


def first_token(sheet, row, ours, others):
    """others: (side, what the ratio ours/theirs or theirs/ours must reach)."""
    body = []
    for model, config in sheet.groups(row):
        sides = by_side(sheet, row, model, config)
        mine = sides.get(ours, [])
        body.append([model, config, ours, median(mine, first, 3), median(mine, lambda r: number(r['cpu']), 2), '', '', len(mine), loads(mine)])
        for other, goal in others:
            theirs = sides.get(other, [])
            body.append([model, config, other, median(theirs, first, 3), median(theirs, lambda r: number(r['cpu']), 2), spread(ratios(mine, theirs, first), 3), goal, len(theirs), loads(theirs)])
    return table(['model', 'configuration', 'side', 'first token, s', 'CPU-s', 'ours / theirs', 'wanted', 'rounds', 'load'], body) if body else ''


def tool_call(sheet, row):
    body = []
    for model, config in sheet.groups(row):
        sides = by_side(sheet, row, model, config)
        mine = sides.get('hoopoe', [])
        calls = {r['round']: detail(r)['call'] for r in mine}
        for side, found in sides.items():
            same = [r for r in found if detail(r)['call'] == calls.get(r['round'])]
            right = sum(detail(r)['right'] for r in found)
            faster = ratios(same, mine, lambda r: number(r['wall']))
            cheaper = ratios(same, mine, lambda r: number(r['cpu']))
            body.append([model, f"{side} ({detail(found[0])['form']})", median(found, lambda r: number(r['wall']), 2), median(found, lambda r: number(r['cpu']), 2),
                         median(found, lambda r: number(r['output']), 0), f'{len(same)}/{len(found)}', f'{right}/{len(found)}', '' if side == 'hoopoe' else spread(faster),
                         '' if side == 'hoopoe' else spread(cheaper), loads(found)])
    if not body:
        return ''
    return table(['model', 'side', 'wall, s', 'CPU-s', 'tokens', 'same call as ours', 'right (additions allowed)', 'times as long as ours (same calls)', 'in CPU-s', 'load'], body)


def agents(sheet):
    body = []
    for model, config in sheet.groups('agents'):
        sides = by_side(sheet, 'agents', model, config)
        one = sides.pop('1', [])
        for count, many in sides.items():
            body.append([model, config, count, median(one, wall_rate('tg')), median(many, wall_rate('tg')), spread(ratios(many, one, wall_rate('tg'))),
                         spread(ratios(many, one, cpu_rate('tg'))), '2', len(many), loads(one + many)])
    return table(['model', 'configuration', 'agents', 'one, tokens/s', 'together', 'ratio', 'ratio per CPU-s', 'at least', 'rounds', 'load'], body) if body else ''


def memory(sheet):
    body = []
    peak = lambda r: number(r['peak_mb'])
    for model in sorted({m for m, _ in sheet.groups('memory')}):
        theirs = sheet.get('memory', model=model, side='ollama')
        for config in sorted({c for m, c in sheet.groups('memory') if m == model}):
            ours = sheet.get('memory', model=model, config=config, side='hoopoe')
            body.append([model, config, median(ours, peak, 0), median(theirs, peak, 0), spread(ratios(ours, theirs, peak)), '1.0 or less', len(ours)])
    return table(['model', 'configuration', 'ours, peak MiB', 'Ollama (server and runner)', 'ours / theirs', 'wanted', 'runs'], body) if body else ''


def batch_cost(sheet):
    groups = sheet.groups('batch-cost')
    sizes = sorted({int(r['side']) for r in sheet.get('batch-cost')})
    body = []
    for model, config in groups:
        sides = by_side(sheet, 'batch-cost', model, config)
        for name, value in (('wall', lambda r: number(r['wall'])), ('CPU', lambda r: number(r['cpu']))):
            per_step = {int(k): [value(r) * int(k) / number(r['output']) for r in found] for k, found in sides.items()}
            if per_step.get(1):
                one = sorted(per_step[1])[len(per_step[1]) // 2]
                body.append([model, config, name, f'{1000 * one:.0f}', *(f'{sorted(per_step[k])[len(per_step[k]) // 2] / one:.2f}' if k in per_step else '–' for k in sizes),
                             loads([r for found in sides.values() for r in found])])
    return table(['model', 'configuration', 'time', 'one token, ms', *map(str, sizes), 'load'], body) if body else ''


def busy_core(sheet, threads):
    body = []
    for row in dict.fromkeys(r['row'] for r in sheet.rows if r['label'] == sheet.label and r['row'].startswith('busy-core')):
        kind = row[-2:]
        for model, config in sheet.groups(row):
            sides = by_side(sheet, row, model, config)
            one, all_ = sides.get('1 thread', []), sides.get(f'{threads} threads', [])
            body.append([row[len('busy-core, '):-3], 'prompt' if kind == 'pp' else 'generation', model, median(one, wall_rate(kind)), median(all_, wall_rate(kind)),
                         spread(ratios(all_, one, wall_rate(kind))), spread(ratios(all_, one, cpu_rate(kind))), '' if row.startswith('busy-core, idle') else '0.8', len(all_), loads(one + all_)])
    return table(['machine', 'what', 'model', '1 thread, tokens/s', f'{threads} threads', 'ratio', 'ratio per CPU-s', 'at least', 'rounds', 'load'], body) if body else ''


def tokens_per_step(path):
    with open(path, encoding='utf8') as lines:
        answers = [answer for answer in map(json.loads, lines) if answer.get('steps')]
    return f"{sum(x['output'] for x in answers) / sum(x['steps'] for x in answers):.2f}" if answers else '–'


def bfcl(a, sheet):
    if not a.bfcl:
        return ''
    data, parts = leaderboard.load(a.bfcl, a.per_category), []
    for model in a.model:
        sides = {}
        for mode in ('forced batches', 'token by token'):
            path = rows.answers_file(a, sheet, model, mode)
            if os.path.exists(path):
                sides[mode] = leaderboard.read_answers(path)
        if not sides:
            continue
        counted = {mode: leaderboard.counts(data, answers) for mode, answers in sides.items()}
        parts.append(table([rows.stem(model), *sides], [[c, *('{}/{}'.format(*counted[m].get(c, (0, 0))) for m in sides)] for c in leaderboard.CATEGORIES]
                           + [['tokens per step', *(tokens_per_step(rows.answers_file(a, sheet, model, m)) for m in sides)]]))
        if len(sides) == 2:
            forced, spelt = sides['forced batches'], sides['token by token']
            both = [r for r in data if r['id'] in forced and r['id'] in spelt]
            verdicts = [(r['id'], leaderboard.right(r, forced[r['id']]), leaderboard.right(r, spelt[r['id']])) for r in both]
            lost = [name for name, f, s in verdicts if s and not f]
            won = [name for name, f, s in verdicts if f and not s]
            other = [r['id'] for r in both if forced[r['id']] != spelt[r['id']]]
            parts.append(f'Lost by forced batches: {", ".join(lost) or "none"}. Won: {", ".join(won) or "none"}. '
                         f'Calls that differ at all: {len(other)} of {len(both)}{": " + ", ".join(other) if other else ""}.\n')
    return '\n'.join(parts)


def oracle(sheet):
    body = []
    for model, config in sheet.groups('oracle'):
        found = sheet.get('oracle', model=model, config=config)
        body.append([model, config, f"{sum(detail(r)['same'] for r in found)}/{len(found)}"])
    return table(['model', 'configuration', 'prompts with the same 64 greedy tokens'], body) if body else ''


def versions(a):
    found = [f'Machine: {machine()}', 'Ollama 0.17.4 (built by build_ollama.sh)', 'llama.cpp v0.4.0 (npm @node-llama-cpp 3.21.1)']
    jdk = subprocess.run([os.path.join(a.product, 'hoopoe'), '--print-jdk'], capture_output=True, text=True).stdout.strip()
    with contextlib.suppress(OSError), open(os.path.join(jdk, 'release'), encoding='utf8') as f:
        found += ['Java ' + line.partition('"')[2].rstrip('"\n') for line in f if line.startswith('JAVA_RUNTIME_VERSION')]
    return found


def write(a, sheet):
    sections = [
        ('Prompt and generation speed against a C program on the same natives', speed(sheet, 'speed-c', 'c', {'pp': '0.97', 'tg': '0.97'})),
        ('Prompt and generation speed against Ollama', speed(sheet, 'speed-ollama', 'ollama', {'pp': '1.08', 'tg': '1.15'})),
        ('First token of a cold process, from its start; Ollama with its server running and the model not loaded, and from its server\'s start',
         first_token(sheet, 'first-token-cold', 'hoopoe', [('ollama unloaded', '0.6 or less'), ('ollama restarted', '0.6 or less')])),
        ('First token of a warm process', first_token(sheet, 'first-token-warm', 'hoopoe', [('ollama', '1.0 or less')])),
        ('One tool call with 24 tools, the tool list in memory on every side', tool_call(sheet, 'tool-call')),
        ('The same with one prompt, byte for byte, on every side', tool_call(sheet, 'tool-call, one prompt')),
        ('First token with 24 tools, model loaded: prefix read from disk against computed', first_token(sheet, 'prefix-restore', 'restored', [('computed', '0.02 or less')])),
        ('The same from process start; Ollama restarted with the same prompt', first_token(sheet, 'prefix-process', 'restored', [('computed', '0.083 or less'), ('ollama restarted', 'under 1')])),
        ('Agents on one context, each prompt included', agents(sheet)),
        ('Peak memory (VmHWM) after a 512-token prompt and 96 tokens', memory(sheet)),
        ('One core taken by another process', busy_core(sheet, a.threads)),
        ('What a step of so many tokens costs, in steps of one token (from C)', batch_cost(sheet)),
        ('BFCL sample, calls under the grammar', bfcl(a, sheet)),
        ('Greedy text against llama.cpp\'s own', oracle(sheet))]
    with open(a.results, 'w', encoding='utf8') as out:
        out.write('# The engine against its peers\n\n')
        out.write('Written by `bench/engine/run.py report`; how to run it stands in [README.md](README.md). Do not edit.\n\n')
        out.write(f'Series: `{sheet.label}`. ' + '. '.join(versions(a)) + '.\n\n')
        out.write('Sides alternate, each round begins with another one. Figures are medians; ratios are medians of the rounds\' own ratios with the 95 % interval of the '
                  'median (below six rounds: the whole range) in brackets. Processor time is that of all processes of a side. "Load" is the load average before and after; '
                  '"busy" counts rows during which other processes used more than 0.15 cores.\n')
        taken = [r for r in sheet.rows if r['label'] == sheet.label]
        busy = sum(r['busy'] == 'busy' for r in taken)
        if 2 * busy > len(taken):
            out.write(f'\n**{busy} of {len(taken)} rows were taken beside other work: no final figures. Wall times say little; ratios per CPU-second say more.**\n')
        for title, text in sections:
            if text:
                out.write(f'\n## {title}\n\n{text}')
