"""The site of a world: HTML in one of four layouts, with lists in one of three shapes."""
from html import escape as e

_FRAMES = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body><header><p>{org}</p><nav>{nav}</nav></header>\n'
    '<main><h1>{h1}</h1>\n{body}\n</main>\n<footer><p>{org}. {phone}. We use cookies to count visits.</p></footer></body></html>\n',
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{h1} | {org}</title><style>.side{{float:left;width:12em}}</style></head>\n'
    '<body><div id="page"><div class="side"><ul>{navli}</ul></div>\n<div class="content"><h1>{h1}</h1>\n{body}\n</div>\n'
    '<div class="foot">{org}, {phone}</div></div></body></html>\n',
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><script>window.seen=Date.now();</script></head>\n'
    '<body><div class="banner" role="dialog">We use cookies. <button>Accept</button></div><nav>{nav}</nav>\n<article><header><h1>{h1}</h1></header>\n{body}\n'
    '</article>\n<aside><h3>See also</h3><ul>{navli}</ul></aside><footer>{org} · {phone}</footer></body></html>\n',
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body><header class="top"><a href="/">{org}</a> {nav}</header>\n'
    '<section class="hero"><h1>{h1}</h1></section>\n<section class="text">{body}</section>\n<footer><small>{phone}</small></footer></body></html>\n',
)


class Site:
    def __init__(self, layout, shape, org, phone, links):
        self.frame = _FRAMES[layout % len(_FRAMES)]
        self.shape = shape
        self.org, self.phone, self.links = org, phone, links

    def page(self, title, body):
        nav = [f'<a href="{url}">{e(name)}</a>' for name, url in self.links]
        return self.frame.format(title=e(f'{title} – {self.org}'), h1=e(title), org=e(self.org), phone=e(self.phone), nav=' '.join(nav),
                                 navli=''.join(f'<li>{a}</li>' for a in nav), body=body)

    def records(self, labels, rows, links=None):
        """Rows under labels: a table, definition lists under small headings, or list entries."""
        def first(i):
            return f'<a href="{links[i]}">{e(rows[i][0])}</a>' if links else e(rows[i][0])
        if self.shape == 'table':
            head = ''.join(f'<th>{e(x)}</th>' for x in labels)
            return f'<table><thead><tr>{head}</tr></thead><tbody>\n' + '\n'.join(
                f'<tr><td>{first(i)}</td>' + ''.join(f'<td>{e(x)}</td>' for x in r[1:]) + '</tr>' for i, r in enumerate(rows)) + '</tbody></table>'
        if self.shape == 'cards':
            return '\n'.join(f'<div class="card"><h3>{first(i)}</h3><dl>' + ''.join(
                f'<dt>{e(a)}</dt><dd>{e(x)}</dd>' for a, x in zip(labels[1:], r[1:])) + '</dl></div>' for i, r in enumerate(rows))
        return '<ul>\n' + '\n'.join(f'<li><b>{first(i)}</b>: ' + '; '.join(
            f'{e(a.lower())} {e(x)}' for a, x in zip(labels[1:], r[1:])) + '</li>' for i, r in enumerate(rows)) + '</ul>'


def paragraphs(*texts):
    return '\n'.join(f'<p>{e(t)}</p>' for t in texts)
