"""The user's folder and the questions and small jobs on it."""
import json

import domains as words
from world import day


def add(w):
    for part in (_settings, _logs, _notes, _people, _letters, _drafts, _create, _stock):
        part(w, w.rnd(part.__name__))


def _settings(w, r):
    services = r.sample(('gateway', 'printer', 'archive', 'tickets', 'backup', 'display'), 4)
    confs = {}
    for s in services:
        confs[s] = {'service': s, 'network': {'host': f'{s}.{w.d.key}.example', 'port': r.randint(2011, 9899)}, 'retries': r.randint(12, 48), 'cache_mb': r.choice((96, 160, 224, 352, 608)), 'owner': r.choice(w.names[:20])}
        w.file(f'config/{s}.json', json.dumps(confs[s], indent=2) + '\n')
    a, b, c = r.sample(services, 3)
    w.ask('config-port', 'S', 'files', [f'Which port is set in config/{a}.json?', f'What port does the file config/{a}.json give?', f'Read {{ROOT}}/config/{a}.json and tell me the port.'],
          confs[a]['network']['port'], 'number', 1, [confs[b]['network']['port']], [('text', f'files/config/{a}.json', [f'"port": {confs[a]["network"]["port"]}'])])
    w.ask('config-owner', 'S', 'files', [f'Who is the owner named in config/{c}.json?', f'What does the key "owner" say in config/{c}.json?'],
          confs[c]['owner'], 'text', 1, [next(x for x in w.names[:20] if x != confs[c]['owner'])], [('text', f'files/config/{c}.json', ['"owner"', confs[c]['owner']])])
    keys = {'volume': r.randint(31, 98), 'timeout_s': r.randint(125, 890), 'language': r.choice(('et', 'pt', 'sv', 'hu')), 'room': f'{r.choice("BCDEF")}{r.randint(112, 480)}'}
    name, form = r.choice((('settings.ini', '{} = {}'), ('device.yaml', '{}: {}'), ('kiosk.properties', '{}={}')))
    w.file(f'config/{name}', ('[device]\n' if name.endswith('ini') else '# kiosk in the hall\n') + ''.join(form.format(k, v) + '\n' for k, v in keys.items()))
    w.ask('setting-value', 'S', 'files', [f'What is the value of timeout_s in config/{name}?', f'Look into config/{name}: what is timeout_s set to?', f'Tell me the timeout_s that config/{name} sets.'],
          keys['timeout_s'], 'number', 1, [keys['volume']], [('text', f'files/config/{name}', ['timeout_s', str(keys['timeout_s'])])])


def _logs(w, r):
    codes, entries = r.sample(range(1000, 9999), 8), []
    days = sorted(r.sample([f'2025-{m:02}-{n:02}' for m in (3, 4) for n in range(2, 29)], 3))
    parts = ('scheduler', 'printer', 'door', 'mailer', 'sensor')
    for k, d in enumerate(days):
        lines = []
        times = sorted(r.sample(range(6 * 3600, 20 * 3600), 34))
        marked = dict(zip(r.sample(range(34), 2), codes[2 * k:2 * k + 2]))
        for i, t in enumerate(times):
            clock = f'{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}'
            if i in marked:
                entries.append((d, clock, r.choice(parts), marked[i]))
                lines.append(f'{clock} ERROR {entries[-1][2]} failed with E{marked[i]}')
            else:
                lines.append(f'{clock} {r.choice(("INFO", "DEBUG", "WARN", "WARN"))} {r.choice(parts)} {r.choice(("cycle done", "waiting for input", "nothing to do", "restarted by hand"))}')
        w.file(f'logs/{d}.log', '\n'.join(lines) + '\n')
    a, b, c = r.sample(entries, 3)
    w.ask('log-time', 'S', 'files', [f'At what time was error E{a[3]} logged in logs/{a[0]}.log? Answer as HH:MM:SS.', f'Find E{a[3]} in logs/{a[0]}.log and tell me its time (HH:MM:SS).', f'logs/{a[0]}.log mentions E{a[3]}. Give the time of that line as HH:MM:SS.'],
          a[1], 'text', 1, [b[1]], [('text', f'files/logs/{a[0]}.log', [a[1], f'E{a[3]}'])])
    w.ask('log-part', 'S', 'files', [f'Which component failed with E{c[3]} in logs/{c[0]}.log?', f'Look in logs/{c[0]}.log: which part reported the error E{c[3]}?'],
          c[2], 'text', 1, [next(p for p in parts if p != c[2])], [('text', f'files/logs/{c[0]}.log', [f'ERROR {c[2]} failed with E{c[3]}'])], [p for p in parts if p != c[2]])
    day_ = days[0]
    errors = w.texts[f'files/logs/{day_}.log'].count(' WARN ')
    w.ask('log-warnings', 'M', 'files', [f'How many lines of logs/{day_}.log have the level WARN?', f'Count the WARN lines in logs/{day_}.log.'],
          errors, 'number', 1, [errors + 1], [('count', f'files/logs/{day_}.log', ' WARN ', errors)], to_file=True)


def _notes(w, r):
    things, people = r.sample(words.THINGS, 8), r.sample(w.names[20:50], 8)
    verbs = ('will be repaired by', 'was borrowed by', 'goes back to', 'was paid for by')
    lasts = r.sample(('Next meeting in the blue room at nine.', 'The keys stay with the porter until Thursday.', 'Nobody objected to the new rota.', 'Bring the old ledger along next time.', 'The minutes were read aloud and accepted.'), 4)
    months, said = r.sample(words.MONTHS, 4), []
    for i, m in enumerate(months):
        two = [f'The {things[2 * i + j]} {r.choice(verbs)} {people[2 * i + j]}.' for j in (0, 1)]
        said += [(m, things[2 * i + j], two[j], people[2 * i + j]) for j in (0, 1)]
        w.file(f'{w.d.notes}/{m.lower()}.md', f'# {m}\n\n{r.choice(words.FILLER)}\n{two[0]}\n{r.choice(words.FILLER)}\n{two[1]}\n\n{lasts[i]}\n')
    a, b, c = r.sample(said, 3)
    path = f'{w.d.notes}/{a[0].lower()}.md'
    name = r.choice(('quote.txt', 'sentence.txt', 'out/quote.txt'))
    prompt = r.choice((f'{path} has one sentence about the {a[1]}. Copy that sentence to {name}.', f'Copy the sentence on the {a[1]} from {path} into a new file {name}.', f'Write the sentence of {path} that mentions the {a[1]} to {name}, unchanged.'))
    w.task('copy-sentence', 'S', 'files', prompt, {'type': 'file_equals', 'path': name, 'value': a[2]}, 2, {'answer': 'Done.', 'files': {name: a[2]}},
           [{'answer': a[2], 'files': {name: b[2]}}, {'answer': a[2]}], [name], [('text', 'files/' + path, [a[2]])])
    path = f'{w.d.notes}/{c[0].lower()}.md'
    w.ask('note-who', 'S', 'files', [f'Which person does {path} name together with the {c[1]}?', f'In {path}, whose name stands in the sentence about the {c[1]}?'],
          c[3], 'text', 1, [b[3]], [('text', 'files/' + path, [c[3], c[1]])], [x[3] for x in said if x[0] == c[0] and x is not c])
    m = r.randrange(4)
    path = f'{w.d.notes}/{months[m].lower()}.md'
    w.ask('last-line', 'S', 'files', [f'What does the last line of {path} say?', f'Copy the last line of {path}.', f'Give me the final line of {path}, word for word.'],
          lasts[m], 'text', 1, [lasts[(m + 1) % 4]], [('text', 'files/' + path, [lasts[m]])], to_file=True)
    name, line = f'{w.d.notes}/{months[0].lower()}.md', f'{w.names[51]} takes over in {words.MONTHS[r.randrange(12)]}.'
    old = [x for x in w.texts['files/' + name].splitlines() if x.strip()]
    w.task('append-line', 'M', 'files', r.choice((f'Add the line "{line}" to the end of {name} and leave the rest as it is.', f'Append one line to {name}: {line}')),
           {'type': 'file_lines', 'path': name, 'value': old + [line]}, 2, {'answer': 'Done.', 'files': {name: '\n'.join(old + [line])}},
           [{'answer': 'Done.', 'files': {name: line}}, {'answer': 'Done.'}], [name])


def _people(w, r):
    name = r.choice(('staff.csv', 'rota.csv', 'team/contacts.csv'))
    rows = [(n, p, r.choice(words.TOWNS[:6]), x, r.randint(18, 39)) for n, p, x in zip(r.sample(range(200, 899), 16), w.names[:16], r.sample(range(4000, 4999), 16))]
    w.file(name, 'badge,name,town,extension,hours\n' + ''.join(','.join(map(str, x)) + '\n' for x in rows))
    a, b, c, f = r.sample(rows, 4)
    proof = [('text', 'files/' + name, [','.join(map(str, x)) for x in (a, c, f)])]
    w.ask('row-name', 'S', 'files', [f'Who has badge {a[0]} in {name}?', f'Look up badge {a[0]} in {name}. What is the name?', f'Which name belongs to badge {a[0]} in {{ROOT}}/{name}?'],
          a[1], 'text', 1, [b[1]], proof, [b[1], c[1]])
    w.ask('row-value', 'S', 'files', [f'What is the extension of {c[1]} in {name}?', f'Which extension does {name} list for {c[1]}?'], c[3], 'number', 1, [b[3]], proof)
    out = {'badge': f[0], 'name': f[1], 'town': f[2]}
    w.task('row-json', 'M', 'files', f'Take the row of {f[1]} from {name} and save {f[1].split()[0].lower()}.json as {{"badge": number, "name": text, "town": text}}.',
           {'type': 'json_equals', 'path': f[1].split()[0].lower() + '.json', 'value': out}, 2, {'answer': 'Done.', 'files': {f[1].split()[0].lower() + '.json': json.dumps(out)}},
           [{'answer': 'Done.', 'files': {f[1].split()[0].lower() + '.json': json.dumps(out | {'badge': b[0]})}}], [f[1].split()[0].lower() + '.json'], proof)
    limit = sorted(x[4] for x in rows)[8]
    many = sum(x[4] >= limit for x in rows)
    w.ask('rows-count', 'M', 'files', [f'How many people in {name} work {limit} hours or more?', f'Count the rows of {name} with hours of at least {limit}.'], many, 'number', 1, [many - 1], proof, to_file=True)


def _letters(w, r):
    names, things = r.sample(('ash', 'beech', 'cedar', 'elm', 'hazel', 'larch', 'maple', 'rowan', 'yew', 'alder'), 8), r.sample(words.THINGS, 8)
    for n, t, p in zip(names, things, r.sample(w.names[20:50], 8)):
        w.file(f'{w.d.letters}/{n}.txt', f'Dear {w.org},\n\nwe write about the {t} that was promised to us. {r.choice(words.FILLER)}\n\nYours,\n{p}\n')
    k = r.randrange(8)
    w.ask('find-file', 'S', 'files', [f'Which file in the folder {w.d.letters} is about the {things[k]}?', f'One of the files in {w.d.letters} mentions the {things[k]}. Which one? Give the file name.', f'Search the folder {w.d.letters} for the text "{things[k]}" and name the file that has it.'],
          f'{names[k]}.txt', 'text', 1, [f'{names[k - 1]}.txt'], [('text', f'files/{w.d.letters}/{names[k]}.txt', [things[k]])], [f'{names[k - 1]}.txt', f'{names[k - 2]}.txt'], to_file=False)


def _drafts(w, r):
    kinds = r.sample(('md', 'txt', 'csv', 'svg'), 3)
    stems = r.sample(('spring', 'summer', 'hall', 'north', 'south', 'window', 'counter', 'evening', 'winter', 'market', 'stairs', 'platform', 'door', 'autumn', 'kiosk', 'corner', 'roof'), 17)
    many = r.randint(9, 13)
    for i, s in enumerate(stems[:many + 4]):
        w.file(f'{w.d.drafts}/{s}.{kinds[0] if i < many else kinds[1]}', f'{s} {r.randint(100, 999)}\n')
    w.ask('count-files', 'S', 'files', [f'How many .{kinds[0]} files are in the folder {w.d.drafts}?', f'Count the .{kinds[0]} files in {w.d.drafts}.', f'The folder {w.d.drafts} holds files of two kinds. How many of them end in .{kinds[0]}?'],
          many, 'number', 1, [many + 4], [('files', f'files/{w.d.drafts}/', '.' + kinds[0], many)])
    folder = r.choice(('inbox', 'scans', 'pending'))
    inside = [f'{s}-{r.randint(11, 99)}.{kinds[2]}' for s in stems[-3:]] + [f'{r.choice(("plan", "map", "list"))}{r.randint(100, 999)}.txt']
    for n in inside:
        w.file(f'{folder}/{n}', f'{n} {r.randint(1000, 9999)}\n')
    other = f'{stems[0]}.{kinds[0]}'
    w.task('list-folder', 'S', 'files', r.choice((f'Which files are in the folder {folder}?', f'List the files of {folder}.', f'Tell me the names of all files in {{ROOT}}/{folder}.')),
           {'type': 'answer_says', 'all': inside, 'lacks': [other]}, 1, {'answer': 'The files are ' + ', '.join(inside) + '.'}, [{'answer': ', '.join(inside[:-1])}, {'answer': ', '.join(inside + [other])}],
           (), [('files', f'files/{folder}/', '', len(inside))])


def _create(w, r):
    name = r.choice(('welcome.txt', 'notice.txt', 'signs/door.txt', 'out/message.txt'))
    text = r.choice((f'Closed on {r.choice(words.WEEKDAYS)} because of the stocktaking.', f'Please ring the bell at door {r.randint(12, 88)}.', f'{w.names[52]} is at lunch until {r.randint(2, 4)} pm.', f'Room {r.randint(21, 68)} is reserved for {w.names[53]}.'))
    prompt = r.choice((f'Create the file {name} with this text: {text}', f'Write "{text}" into a new file {name}.', f'Please make a file called {name} that contains exactly: {text}'))
    w.task('create-file', 'S', 'files', prompt, {'type': 'file_equals', 'path': name, 'value': text}, 1, {'answer': 'Done.', 'files': {name: text + '\n'}},
           [{'answer': 'Done.', 'files': {name: text[:-6]}}, {'answer': f'I wrote: {text}'}], [name])
    items = r.sample(words.THINGS, 3)
    name = r.choice(('todo.txt', 'shopping.txt', 'lists/needed.txt'))
    w.task('create-list', 'S', 'files', r.choice((f'Make a file {name} with three lines: {items[0]}, {items[1]}, {items[2]}.', f'Write these to {name}, one a line, in this order: {items[0]}; {items[1]}; {items[2]}.')),
           {'type': 'file_lines', 'path': name, 'value': items}, 1, {'answer': 'Done.', 'files': {name: '\n'.join(items)}}, [{'answer': 'Done.', 'files': {name: '\n'.join(items[::-1])}}, {'answer': '\n'.join(items)}], [name])


def _stock(w, r):
    name = r.choice(('reports/2024.csv', 'ledger/takings.csv'))
    rows = [(day(r, 2024), r.choice(w.places[:5]), r.randint(210, 990)) for _ in range(12)]
    w.file(name, 'day,place,amount\n' + ''.join(','.join(map(str, x)) + '\n' for x in sorted(rows)))
    total = sum(x[2] for x in rows)
    w.ask('csv-total', 'M', 'files', [f'What is the total of the column amount in {name}?', f'Add up all amounts in {name}.'], total, 'number', 1, [total - rows[0][2]], [], to_file=True)
