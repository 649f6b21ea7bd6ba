"""The database of a world and the questions on it; the answers come from SQL run on the generated rows."""
import domains as words
from world import day

EVENTS = 420


def add(w):
    r, d = w.rnd('tables'), w.d
    (ta, ca), (tb, cb), (tc, cc), (tx, cx) = (d.tables[k] for k in ('a', 'b', 'c', 'extra'))
    while True:
        w.tables[ta] = (ca, [(i + 1, x['name'], x['group'], x['measure'], float(x['price'])) for i, x in enumerate(w.items)])
        people = r.sample([f'{a} {b}' for a in words.GIVEN for b in words.FAMILY], 80)
        towns = r.sample(words.TOWNS, 6)
        w.tables[tb] = (cb, [(101 + i, p, r.choice(towns), x) for i, (p, x) in enumerate(zip(people, r.sample(sorted({day(r, y) for y in range(2011, 2024) for _ in range(30)}), 80)))])
        w.tables[tc] = (cc, [(5001 + i, r.randint(1, 24), 101 + r.randrange(80), day(r), r.randint(3, 60)) for i in range(EVENTS)])
        w.tables[tx] = (cx, [(f'{r.choice("ABCDEFGH")}{r.randint(10, 99)}{i}', r.randint(3, 40)) for i in range(9)])
        if _clear(w, tb, cb, tc, cc):
            break
    _ask(w, ta, ca, tb, cb, tc, cc, tx, cx)


def _clear(w, tb, cb, tc, cc):
    """No ties at the top, and a town with enough people that its count is no easy guess."""
    towns = [n for _, n in w.sql(f'select {cb[2]}, count(*) n from {tb} group by 1 order by n desc')]
    sums = w.sql(f'select {cc[2]}, sum({cc[4]}) n from {tc} group by 1 order by n desc limit 2')
    most = w.sql(f'select {cc[1]}, count(*) n from {tc} group by 1 order by n desc limit 2')
    return towns[0] > towns[1] >= 11 and sums[0][1] > sums[1][1] and most[0][1] > most[1][1]


def _ask(w, ta, ca, tb, cb, tc, cc, tx, cx):
    d = w.d
    r = w.rnd('db questions')
    db = r.choice(('the shop database', 'the shop database', 'the database "shop"'))

    def put(template, tier, prompts, query, kind, steps=1, near=None, to_file=None):
        value = w.sql(query)[0][0]
        wrong = near if near is not None else [value + 1] if kind == 'number' else []
        w.ask(template, tier, 'sqlite', prompts, value, kind, steps, wrong, [('sql', query, value)], [] if kind == 'number' else wrong, to_file)

    town = w.sql(f'select {cb[2]}, count(*) n from {tb} group by 1 order by n desc limit 2')[1][0]
    put('sql-count', 'S', [f'How many {d.people} in {db} have {town} as their {cb[2].replace("_", " ")}?', f'In {db}, how many {d.people} belong to {town}?', f'Count the {d.people} of {db} whose {cb[2]} is {town}.'],
        f"select count(*) from {tb} where {cb[2]} = '{town}'", 'number')
    put('sql-total', 'S', [f'How many {d.events} are stored in {db}?', f'How many rows does the table {tc} of {db} have?'], f'select count(*) from {tc}', 'number')
    person = r.choice(w.tables[tb][1])
    other = next(x for x in w.tables[tb][1] if x[2] != person[2])
    put('sql-lookup', 'S', [f'What is the {cb[2].replace("_", " ")} of {person[1]} in {db}?', f'Look up {person[1]} in {db}: which {cb[2].replace("_", " ")} is given?', f'Which {cb[2].replace("_", " ")} does {db} have for {person[1]}?'],
        f"select {cb[2]} from {tb} where {cb[1]} = '{person[1]}'", 'text', near=[other[2]])
    item = r.choice(w.tables[ta][1])
    put('sql-value', 'S', [f'What {ca[4].replace("_", " ")} does {db} give for {item[1]}?', f'Find the {ca[4].replace("_", " ")} of "{item[1]}" in {db}.'], f"select {ca[4]} from {ta} where {ca[1]} = '{item[1]}'", 'number')
    pid = r.choice(w.tables[tb][1])
    put('sql-by-id', 'S', [f'Which {d.person} in {db} has the number {pid[0]}?', f'What is the name of {d.person} {pid[0]} in {db}?'], f'select {cb[1]} from {tb} where {cb[0]} = {pid[0]}', 'text', near=[next(x for x in w.tables[tb][1] if x is not pid)[1]])
    label = d.measure[0]
    big = [x[0] for x in w.sql(f'select {ca[1]} from {ta} order by {ca[3]} desc limit 2')]
    put('sql-max', 'S', [f'Which {d.item} in {db} has the highest {label}?', f'Name the {d.item} with the largest {label} in {db}.', f'In {db}, which of the {d.items} has the greatest value of {ca[3]}?'],
        f'select {ca[1]} from {ta} order by {ca[3]} desc limit 1', 'text', near=big[1:])
    low = [x[0] for x in w.sql(f'select {ca[1]} from {ta} order by {ca[4]} limit 2')]
    put('sql-min', 'S', [f'Which {d.item} has the lowest {ca[4].replace("_", " ")} in {db}?', f'Find the {d.item} with the smallest {ca[4].replace("_", " ")} in {db}.'], f'select {ca[1]} from {ta} order by {ca[4]} limit 1', 'text', near=low[1:])
    group = w.tables[ta][1][0][2]
    put('sql-sum', 'S', [f'What is the sum of {cc[4]} over all {d.events} in {db}?', f'Add up the column {cc[4]} of the table {tc} in {db}.'], f'select sum({cc[4]}) from {tc}', 'number', to_file=True)
    tops = [x[0] for x in w.sql(f'select {cb[2]}, count(*) n from {tb} group by 1 order by n desc')]
    put('sql-group', 'S', [f'Which {cb[2].replace("_", " ")} has the most {d.people} in {db}?', f'In {db}, which {cb[2].replace("_", " ")} occurs most often among the {d.people}?'],
        f'select {cb[2]} from {tb} group by 1 order by count(*) desc limit 1', 'text', near=tops[1:2])
    put('sql-first', 'S', [f'What is the earliest date in the column {cb[3]} of the table {tb} in {db}? Answer as YYYY-MM-DD.', f'Look at {tb} in {db}: which is the first date that the column {cb[3]} holds (YYYY-MM-DD)?'], f'select min({cb[3]}) from {tb}', 'text',
        near=[x[0] for x in w.sql(f'select max({cb[3]}) from {tb}')])
    limit = sorted(x[3] for x in w.tables[ta][1])[9]
    put('sql-over', 'S', [f'How many {d.items} in {db} have a {label} above {limit}?', f'Count the {d.items} in {db} whose {ca[3]} is above {limit}.'], f'select count(*) from {ta} where {ca[3]} > {limit}', 'number')
    tables = [ta, tb, tc, tx]
    w.task('sql-tables', 'S', 'sqlite', r.choice((f'Which tables does {db} have?', f'List the tables of {db}.', f'What are the tables in {db} called?')), {'type': 'answer_says', 'all': tables}, 1,
           {'answer': 'The tables are ' + ', '.join(tables) + '.'}, [{'answer': ', '.join(tables[:-1])}, {'answer': 'customers, orders'}], (), [('sql', "select count(*) from sqlite_master where type = 'table'", 4)])
    w.task('sql-columns', 'S', 'sqlite', r.choice((f'What columns does the table {tc} in {db} have?', f'Name the columns of the table {tc} of {db}.')), {'type': 'answer_says', 'all': list(cc), 'lacks': [cx[1] if cx[1] not in cc else 'rowid', cb[3]]}, 1,
           {'answer': 'Columns: ' + ', '.join(cc)}, [{'answer': ', '.join(cc[:-1])}, {'answer': ', '.join(cc + cb)}], (), [('sql', f"select count(*) from pragma_table_info('{tc}')", 5)])
    month = r.randint(1, 12)
    put('sql-month', 'M', [f'How many {d.events} in {db} fall into {words.MONTHS[month - 1]} 2025?', f'Count the {d.events} of {words.MONTHS[month - 1]} 2025 in {db}.'], f"select count(*) from {tc} where {cc[3]} like '2025-{month:02}-%'", 'number', to_file=True)
    best = [x[0] for x in w.sql(f'select {cb[1]} from {tc} join {tb} using ({cb[0]}) group by {cb[0]} order by sum({cc[4]}) desc limit 2')] if cc[2] == cb[0] else \
        [x[0] for x in w.sql(f'select {cb[1]} from {tc} join {tb} on {tc}.{cc[2]} = {tb}.{cb[0]} group by {tb}.{cb[0]} order by sum({cc[4]}) desc limit 2')]
    put('sql-join', 'M', [f'Which {d.person} in {db} has the highest total of {cc[4]} over all {d.events}?', f'Add up {cc[4]} for each {d.person} in {db}. Who has most?'],
        f'select {cb[1]} from {tb} where {cb[0]} = (select {cc[2]} from {tc} group by 1 order by sum({cc[4]}) desc limit 1)', 'text', 2, best[1:], to_file=True)
    put('sql-avg', 'M', [f'What is the average {label} of the {d.items} with {ca[2]} "{group}" in {db}, rounded to a whole number?', f'In {db}, give the mean {label} of all {d.items} whose {ca[2]} is {group}, rounded to whole numbers.'],
        f"select cast(round(avg({ca[3]})) as integer) from {ta} where {ca[2]} = '{group}'", 'number', to_file=True)
