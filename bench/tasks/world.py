"""One world: site, files, documents and database as plain data, all from the seed; and the tasks that the templates add to it."""
import datetime
import hashlib
import json
import os
import random
import sqlite3

import domains as words
from pages import Site


def money(rnd, low=2, high=90):
    """A price that keeps both decimals in every spelling."""
    return f'{rnd.randint(low, high)}.{rnd.randint(0, 9)}{rnd.randint(1, 9)}'


def day(rnd, year=2025):
    return (datetime.date(year, 1, 1) + datetime.timedelta(days=rnd.randrange(365))).isoformat()


def long_date(iso):
    y, m, d = iso.split('-')
    return f'{int(d)} {words.MONTHS[int(m) - 1]} {y}'


class World:
    def __init__(self, seed):
        self.seed = seed
        self.d = words.domain_of(seed)
        self.split = words.split_of(seed)
        self.texts = {}                   # path in the world: text
        self.routes = {}
        self.tables = {}                  # name: (columns, rows)
        self.tasks = []
        r = self.rnd('world')
        self.places = r.sample(words.PLACES, len(words.PLACES))
        self.org = self.d.org.format(self.places[0])
        self.names = self._names(r, 60)
        d = self.d
        self.phone = f'01632 961{r.randint(101, 998)}'
        self.site = Site(seed, 'table', self.org, 'Tel. ' + self.phone,
                         [('Home', '/'), (d.items.capitalize(), f"/{d.paths['items']}/"), ('News', f"/{d.paths['news']}/"), ('Help', f"/{d.paths['help']}/codes.html"),
                          ('Opening hours', '/hours.html'), ('Contact', '/contact.html')])
        item_names = r.sample([f'{a} {b}' for a in d.first for b in d.second], 24)
        measures, fees = r.sample(range(d.measure[2], d.measure[3]), 24), set()
        while len(fees) < 24:
            fees.add(money(r))
        fees = sorted(fees)
        r.shuffle(fees)
        self.items = [{'name': n, 'group': r.choice(d.groups), 'measure': measures[i], 'price': fees[i], 'code': f'{n[0]}{n.split()[1][0]}-{r.randint(1000, 9999)}'}
                      for i, n in enumerate(item_names)]

    def rnd(self, name):
        """A stream of its own for each part, so that a new template leaves the others as they are."""
        return random.Random(f'{self.seed}:{name}')

    def _names(self, r, n):
        pairs = [f'{a} {b}' for a in words.GIVEN for b in words.FAMILY]
        return r.sample(pairs, n)

    def page(self, path, title, body):
        self.texts['site' + path] = self.site.page(title, body)

    def file(self, path, text):
        self.texts['files/' + path] = text

    def sql(self, query):
        """The answer of the world's database, for the templates' own sums."""
        db = sqlite3.connect(':memory:')
        self._fill(db)
        rows = db.execute(query).fetchall()
        db.close()
        return rows

    def _fill(self, db):
        for name, (columns, rows) in self.tables.items():
            kinds = ['integer' if isinstance(v, int) else 'real' if isinstance(v, float) else 'text' for v in rows[0]]
            db.execute(f'create table {name} (' + ', '.join(f'{c} {k}{" primary key" if i == 0 else ""}' for i, (c, k) in enumerate(zip(columns, kinds))) + ')')
            db.executemany(f"insert into {name} values ({','.join('?' * len(columns))})", rows)
        db.commit()

    def task(self, template, tier, category, prompt, rule, steps, gold, wrong, changes=(), proof=()):
        """gold and wrong ({'answer','files','sql','log'}) and proof (text that a file holds, or a query's value) serve the self-test only."""
        self.tasks.append({'id': f'{template}@{self.seed}', 'template': template, 'seed': self.seed, 'tier': tier, 'category': category, 'prompt': prompt,
                           'check': rule, 'changes': list(changes), 'min_steps': steps, 'split': self.split, 'world': f'world{self.seed}',
                           'gold': gold, 'wrong': wrong, 'proof': list(proof)})

    def ask(self, template, tier, category, prompts, value, kind, steps, wrong, proof, decoys=(), to_file=None):
        """A question with one answer, to be said or to be written to a file: the seed chooses the wording and, unless told, the place."""
        r = self.rnd('ask ' + template)
        prompt, text = r.choice(prompts), str(value)
        if to_file if to_file is not None else r.random() < 0.45:
            name = r.choice(('answer.txt', 'answer.txt', 'answer.txt', 'result.txt', 'out/answer.txt'))
            prompt += ' ' + r.choice((f'Write only that to {name}.', f'Put just the answer into {name}.', f'Save the answer, and nothing else, in {name}.'))
            rule = {'number': {'type': 'file_number', 'path': name, 'value': value, 'tol': 0.005}, 'digits': {'type': 'file_digits', 'path': name, 'value': ''.join(filter(str.isdigit, text))},
                    'text': {'type': 'file_one_of', 'path': name, 'values': [text]}}[kind]
            self.task(template, tier, category, prompt, rule, steps + 1, {'answer': 'Done.', 'files': {name: text + '\n'}},
                      [{'answer': text, 'files': {name: str(w) + '\n'}} for w in wrong] + [{'answer': text}], [name], proof)
            return
        rule = {'number': {'type': 'answer_number', 'value': value, 'tol': 0.005, 'ignore': _numbers_of(prompt)}, 'digits': {'type': 'answer_digits', 'value': ''.join(filter(str.isdigit, text))},
                'text': {'type': 'answer_says', 'all': [text], 'lacks': list(decoys)}}[kind]
        self.task(template, tier, category, prompt, rule, steps, {'answer': f'It is {text}, as the source says.'},
                  [{'answer': f'It is {w}.'} for w in wrong] + [{'answer': 'I could not find it.'}], (), proof)

    def write(self, folder):
        """Writes folder/site, files, corpus, db and manifest.json; tasks.jsonl without what only the self-test may know."""
        for path, text in self.texts.items():
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf8', newline='\n') as f:
                f.write(text)
        with open(os.path.join(folder, 'site/_routes.json'), 'w', encoding='utf8') as f:
            json.dump(self.routes, f, indent=1)
        os.makedirs(os.path.join(folder, 'db'), exist_ok=True)
        db = sqlite3.connect(os.path.join(folder, 'db/shop.sqlite'))
        self._fill(db)
        db.close()
        import check
        sums = check.snapshot(folder)
        with open(os.path.join(folder, 'manifest.json'), 'w', encoding='utf8') as f:
            json.dump(sums, f, indent=1, sort_keys=True)
        with open(os.path.join(folder, 'tasks.jsonl'), 'w', encoding='utf8') as f:
            for t in self.tasks:
                f.write(json.dumps({k: v for k, v in t.items() if k not in ('gold', 'wrong', 'proof')}, ensure_ascii=False) + '\n')
        return hashlib.sha256((json.dumps(sums, sort_keys=True) + open(os.path.join(folder, 'tasks.jsonl'), encoding='utf8').read()).encode()).hexdigest()


def _numbers_of(prompt):
    import check
    return sorted(check.numbers(prompt))
