"""Pages of the site, and the questions that one or two pages answer."""
import domains as words
from pages import paragraphs
from world import day, long_date


def add(w):
    for part in (_items, _news, _contact, _hours, _codes, _about, _places, _moved):
        w.site.shape = w.rnd('shape ' + part.__name__).choice(('table', 'table', 'cards', 'list'))
        part(w, w.rnd(part.__name__))
    w.page('/index.html', w.org, paragraphs(f'Welcome to {w.org}.', words.FILLER[2]))
    w.ask('footer-phone', 'S', 'web', ['Which telephone number is printed at the edge of the home page {BASE}/?', 'The start page {BASE}/ gives a telephone number. What is it?'],
          w.phone, 'digits', 1, ['01632 961099'], [('text', 'site/index.html', [w.phone])])
    w.texts['site/sitemap.xml'] = '<?xml version="1.0"?><urlset>' + ''.join(
        f'<url><loc>{p[4:]}</loc></url>' for p in sorted(w.texts) if p.startswith('site/') and p.endswith('.html')) + '</urlset>\n'


def _items(w, r):
    d, site = w.d, w.site
    folder = '/' + d.paths['items']
    label, unit = d.measure[:2]
    cap = d.item.capitalize()
    labels = [cap, d.group_label.capitalize(), label.capitalize(), d.price_label, 'Code']
    for i, x in enumerate(w.items):
        w.page(f'{folder}/{i + 1}.html', x['name'], site.records(labels, [(x['name'], x['group'], f"{x['measure']} {unit}", '€' + x['price'], x['code'])])
               + paragraphs(*r.sample(words.FILLER, 2)))
    for group in d.groups:
        rows = [x for x in w.items if x['group'] == group]
        w.page(f"{folder}/{group.replace(' ', '-')}.html", f'{d.items.capitalize()}: {group}',
               site.records([cap, label.capitalize(), d.price_label], [(x['name'], f"{x['measure']} {unit}", '€' + x['price']) for x in rows]) if rows else paragraphs('None at present.'))
    shown = w.items[:14]
    labels = [cap, label.capitalize(), 'Code']
    w.page(folder + '/index.html', 'All ' + d.items, paragraphs(r.choice(words.FILLER)) + site.records(
        labels, [(x['name'], f"{x['measure']} {unit}", x['code']) for x in shown], [f'{folder}/{i + 1}.html' for i in range(len(shown))]))

    a, b, c, f, g = r.sample(shown, 5)
    w.ask('page-table', 'S', 'web', [f"What is the {label} of {a['name']} according to {{BASE}}{folder}/?",
                                     f"Open {{BASE}}{folder}/index.html and tell me the {label} of {a['name']}.",
                                     f"How many {unit} are given for {a['name']} on {{BASE}}{folder}/?"],
          a['measure'], 'number', 1, [b['measure']], [('text', f'site{folder}/index.html', [a['name'], f"{a['measure']} {unit}"])])
    n = w.items.index(c) + 1
    w.ask('page-price', 'S', 'web', [f"What {d.price_label.lower()} is shown on {{BASE}}{folder}/{n}.html?", f"Read {{BASE}}{folder}/{n}.html. What does it give as the {d.price_label.lower()}?",
                                     f"I need the {d.price_label.lower()} of the {d.item} on {{BASE}}{folder}/{n}.html."],
          float(c['price']), 'number', 1, [float(b['price'])], [('text', f'site{folder}/{n}.html', [c['price']])])
    w.ask('page-code', 'S', 'web', [f"Which {d.item} on {{BASE}}{folder}/ has the code {f['code']}?", f"Look at {{BASE}}{folder}/. What's the name of the {d.item} with code {f['code']}?",
                                    f"Find the {d.item} whose code is {f['code']} in the list at {{BASE}}{folder}/."],
          f['name'], 'text', 1, [b['name']], [('text', f'site{folder}/index.html', [f['name'], f['code']])], [b['name'], g['name']])
    top = max(shown, key=lambda x: x['measure'])
    others = [x['name'] for x in shown if x is not top]
    w.ask('page-top', 'M', 'web', [f"Which {d.item} in the list on {{BASE}}{folder}/ has the highest {label}?", f"Name the {d.item} with the largest {label} on {{BASE}}{folder}/."],
          top['name'], 'text', 1, others[:1], [('text', f'site{folder}/index.html', [top['name']])], others[:2], to_file=True)
    w.ask('follow-link', 'M', 'web', [f"Starting at {{BASE}}{folder}/, open the page of {g['name']} and find its {d.price_label.lower()}.",
                                      f"What is the {d.price_label.lower()} of {g['name']}? It is on its own page, linked from {{BASE}}{folder}/."],
          float(g['price']), 'number', 2, [float(a['price'])], [('text', f"site{folder}/{w.items.index(g) + 1}.html", [g['price']])])


def _news(w, r):
    d = w.d
    folder = '/' + d.paths['news']
    authors = r.sample(w.names[:12], 4)
    verbs = ('opens a new room', 'looks for helpers', 'breaks its record', 'changes its hours', 'gets a grant', 'invites the neighbours', 'starts repairs', 'says thank you')
    posts, used = [], set()
    for i in range(10):
        place, verb = w.places[i % 5 + 1], verbs[(i * 3 + w.seed) % 8]
        if (place, verb) in used:
            verb = verbs[(i * 3 + w.seed + 1) % 8]
        used.add((place, verb))
        posts.append({'title': f'{place} {verb}', 'slug': f"{place.lower().replace(' ', '-')}-{i + 11}", 'author': r.choice(authors), 'day': day(r, 2024), 'changed': day(r, 2025), 'guests': r.randint(212, 9871)})
    iso = r.random() < 0.5
    for p in posts:
        shown = p['day'] if iso else long_date(p['day'])
        line = r.choice((f"<p class=\"meta\">By {p['author']}, published <time datetime=\"{p['day']}\">{shown}</time></p>",
                         f"<p>Published on <time datetime=\"{p['day']}\">{shown}</time>. Author: <em>{p['author']}</em>.</p>"))
        w.page(f"{folder}/{p['slug']}.html", p['title'], line + paragraphs(r.choice(words.FILLER), f"The organisers counted {p['guests']} guests over the season, more than anyone had hoped for.",
                                                                         r.choice(words.FILLER), f"Last checked on {p['changed'] if iso else long_date(p['changed'])}."))
    w.page(folder + '/index.html', 'News', '<ul>' + ''.join(f"<li><a href=\"{folder}/{p['slug']}.html\">{p['title']}</a> ({p['author']})</li>" for p in posts) + '</ul>')
    a, b, c, f = r.sample(posts, 4)
    url = f"{{BASE}}{folder}/{a['slug']}.html"
    w.ask('post-date', 'S', 'web', [f'When was {url} published? Answer as YYYY-MM-DD.', f'Give me the publication date of {url} in the form YYYY-MM-DD.', f'On what day did {url} come out? Use the format YYYY-MM-DD.'],
          a['day'], 'text', 1, [a['changed']], [('text', f"site{folder}/{a['slug']}.html", ['ublished', f'datetime="{a["day"]}"'])])
    url, other = f"{{BASE}}{folder}/{b['slug']}.html", next(x for x in authors if x != b['author'])
    w.ask('post-author', 'S', 'web', [f'Who wrote {url}?', f'Read {url} and tell me the name of its author.', f'Whose name stands as the author on {url}?'],
          b['author'], 'text', 1, [other], [('text', f"site{folder}/{b['slug']}.html", ['ublished', b['author']])], [x for x in authors if x != b['author']])
    url = f"{{BASE}}{folder}/{c['slug']}.html"
    w.ask('post-fact', 'S', 'web', [f'How many guests were counted according to {url}?', f'According to {url}, how many guests did the organisers count over the season?', f'What number of guests does the article {url} give?'],
          c['guests'], 'number', 1, [c['guests'] + 10], [('text', f"site{folder}/{c['slug']}.html", ['counted', f"{c['guests']} guests"])])
    w.ask('post-find', 'M', 'web', [f"Find the article \"{f['title']}\" on {{BASE}}{folder}/ and read from it how many guests came.", f"On {{BASE}}{folder}/ there is an article with the title \"{f['title']}\". How many guests does it mention?"],
          f['guests'], 'number', 2, [f['guests'] - 7], [('text', f"site{folder}/{f['slug']}.html", [str(f['guests'])])])
    w.ask('post-title', 'S', 'web', [f"What is the title of the article at {{BASE}}{folder}/{f['slug']}.html?", f"Copy the headline of {{BASE}}{folder}/{f['slug']}.html."],
          f['title'], 'text', 1, [a['title']], [('text', f"site{folder}/{f['slug']}.html", [f['title']])], to_file=True)


def _contact(w, r):
    rows = [(n, f'01632 960{x}', f"{n.split()[0].lower()}-{r.randint(10, 99)}@{w.d.key}.example") for n, x in zip(words.DEPARTMENTS, r.sample(range(100, 999), 6))]
    w.page('/contact.html', 'Contact', paragraphs(words.FILLER[1]) + w.site.records(['Department', 'Telephone', 'E-mail'], rows))
    a, b, c = r.sample(rows, 3)
    w.ask('contact-phone', 'S', 'web', [f'What is the telephone number of the {a[0].lower()} on {{BASE}}/contact.html?', f'I want to call the {a[0].lower()}. Which number does {{BASE}}/contact.html give?',
                                        f'Find the phone number for "{a[0]}" on {{BASE}}/contact.html.'],
          a[1], 'digits', 1, [b[1]], [('text', 'site/contact.html', [a[0], a[1]])])
    w.ask('contact-mail', 'S', 'web', [f'Which e-mail address does {{BASE}}/contact.html give for the {c[0].lower()}?', f'Look up the e-mail address of the {c[0].lower()} on {{BASE}}/contact.html.'],
          c[2], 'text', 1, [b[2]], [('text', 'site/contact.html', [c[0], c[2]])], [b[2], a[2]])


def _hours(w, r):
    rows = [(n, f'{r.randint(7, 10):02}:{r.choice((10, 20, 40, 50))}', f'{13 + i % 7}:{r.choice((10, 25, 35, 50))}') for i, n in enumerate(words.WEEKDAYS)]
    w.page('/hours.html', 'Opening hours', w.site.records(['Day', 'Opens', 'Closes'], rows) + paragraphs(words.FILLER[5]))
    a, b = r.sample(rows, 2)
    h, m = a[2].split(':')
    prompt = r.choice((f'When do they close on {a[0]}? See {{BASE}}/hours.html.', f'Until what time are they open on a {a[0]}, according to {{BASE}}/hours.html?', f'Look at {{BASE}}/hours.html: at what time does it close on {a[0]}?'))
    w.task('hours-close', 'S', 'web', prompt, {'type': 'answer_regex', 're': rf'(?i)(?<!\d)({h}[:.]{m}(?!\d)|0?{int(h) - 12}[:.]{m} ?p\.?m)'}, 1, {'answer': f'They close at {a[2]}.'},
           [{'answer': f'They close at {b[2]}.'}, {'answer': ''}], (), [('text', 'site/hours.html', [a[0], a[2]])])


def _codes(w, r):
    d = w.d
    prefix = d.key[:2].upper()
    rows = [(f'{prefix}-{x}', p) for x, p in zip(r.sample(range(110, 990), 6), r.sample(d.problems, 6))]
    path = f"/{d.paths['help']}/codes.html"
    w.page(path, 'What the codes mean', paragraphs(r.choice(words.FILLER)) + w.site.records(['Code', 'Meaning'], rows))
    a, b, c, f = r.sample(rows, 4)
    w.ask('code-for', 'S', 'web', [f'Which code on {{BASE}}{path} means "{a[1]}"?', f'Look up the code for "{a[1]}" on {{BASE}}{path}.', f'{{BASE}}{path} lists codes. Which of them stands for "{a[1]}"?'],
          a[0], 'text', 1, [b[0]], [('text', 'site' + path, list(a))], [b[0], f[0]])
    w.ask('code-means', 'S', 'web', [f'What does the code {c[0]} mean? See {{BASE}}{path}.', f'Our display shows {c[0]}. Explain it with {{BASE}}{path}, in the words of that page.', f'Read {{BASE}}{path} and tell me the meaning of {c[0]} word for word.'],
          c[1], 'text', 1, [b[1]], [('text', 'site' + path, list(c))], [b[1], a[1]], to_file=False)


def _about(w, r):
    year, people = r.randint(1781, 1968), w.names[20:23]
    w.page('/about.html', 'About us', paragraphs(f'{w.org} was founded in {year} by {people[0]}, who had inherited a mill.', r.choice(words.FILLER),
                                                  f'Since {year + r.randint(19, 30)} it has been run by a trust, which {people[1]} leads today. The present house was drawn by {people[2]}.', r.choice(words.FILLER)))
    w.ask('about-year', 'S', 'web', [f'In which year was the {w.d.key.replace("bus", "company")} founded, according to {{BASE}}/about.html?', 'What is the founding year given on {BASE}/about.html?'],
          year, 'number', 1, [year + 3], [('text', 'site/about.html', [f'founded in {year}'])])
    w.ask('about-who', 'S', 'web', ['Who drew the present house, according to {BASE}/about.html?', 'Read {BASE}/about.html. Who is the person that drew the present house?'],
          people[2], 'text', 1, [people[0]], [('text', 'site/about.html', ['drawn by', people[2]])], people[:1])


def _places(w, r):
    n = r.randint(6, 11)
    path = f"/{w.d.places.replace(' ', '-')}.html"
    w.page(path, 'Our ' + w.d.places, '\n'.join(f'<h2>{p}</h2>' + paragraphs(f'{r.randint(12, 99)} {r.choice(("Mill", "Church", "Station", "Quarry"))} Road. {r.choice(words.FILLER)}') for p in r.sample(words.PLACES, n)))
    w.ask('place-count', 'S', 'web', [f'How many {w.d.places} are described on {{BASE}}{path}?', f'Count the {w.d.places} on {{BASE}}{path}.', f'{{BASE}}{path} has a heading for each {w.d.place}. How many {w.d.places} is that?'],
          n, 'number', 1, [n - 1], [('count', 'site' + path, '<h2>', n)])


def _moved(w, r):
    n = r.randint(15, 24)
    old = r.choice(('/go/offer', '/old/start.php', '/2019/item'))
    w.routes = {old: {'status': r.choice((301, 302, 307)), 'location': f"/{w.d.paths['items']}/{n}.html"}, '/go/closed': {'status': 410, 'body': 'gone'}, '/go/error': {'status': 500, 'body': 'error'}}
    x, y = w.items[n - 1], w.items[n - 2]
    w.ask('redirect', 'S', 'web', [f'{{BASE}}{old} sends you on to another page. Which {w.d.item} is on that page?', f'Open {{BASE}}{old} and tell me the name of the {w.d.item} you end up at.', f'Where does {{BASE}}{old} lead? Name the {w.d.item} on the final page.'],
          x['name'], 'text', 1, [y['name']], [('text', f"site/{w.d.paths['items']}/{n}.html", [x['name']])], [y['name']])
