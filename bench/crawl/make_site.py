"""Writes a static site: 2,000 pages of an encyclopaedia's shape, the same for the same seed."""

import argparse
import pathlib
import random

WORDS = (
    "river valley stone bridge market tower garden winter summer harbour island forest mountain village castle road "
    "trade council builder painter writer teacher farmer sailor merchant history language music science law medicine "
    "school library railway canal engine bird feather nest song migration habitat insect meadow orchard grain copper "
    "silver glass paper cloth wool pottery festival calendar treaty border survey census archive letter journal"
).split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 20))]
    return " ".join(words).capitalize() + "."


def paragraph(rng, pages):
    text = " ".join(sentence(rng) for _ in range(rng.randint(3, 6)))
    if rng.random() < 0.7:
        to = rng.randrange(pages)
        text += f' See <a href="/wiki/{to // 100}/page-{to}.html">page {to}</a> and <em>{rng.choice(WORDS)}</em>.'
    return f"<p>{text}</p>"


def page(rng, number, pages):
    title = f"{rng.choice(WORDS).capitalize()} {rng.choice(WORDS)} {number}"
    parts = [f"<h1>{title}</h1>"]
    for _ in range(rng.randint(3, 5)):
        parts.append(f"<h2>{sentence(rng)[:-1]}</h2>")
        parts += [paragraph(rng, pages) for _ in range(rng.randint(2, 4))]
    rows = "".join(
        f"<tr><td>{rng.choice(WORDS)}</td><td>{rng.randint(1, 9999)}</td><td>{rng.choice(WORDS)}</td></tr>"
        for _ in range(8)
    )
    parts.append(f"<table><thead><tr><th>name</th><th>number</th><th>kind</th></tr></thead><tbody>{rows}</tbody></table>")
    links = [(number * 3 + i) % pages for i in (1, 2, 3)] + [rng.randrange(pages) for _ in range(12)]
    see = "".join(f'<li><a href="/wiki/{n // 100}/page-{n}.html">{rng.choice(WORDS)} {n}</a></li>' for n in links)
    nav = "".join(f'<li><a href="/wiki/{i}/page-{i * 100}.html">Part {i}</a></li>' for i in range(pages // 100))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Example encyclopaedia</title>
<meta name="description" content="{sentence(rng)}"><link rel="stylesheet" href="/style.css"></head>
<body><header><a href="/">Example encyclopaedia</a><form action="/search"><input name="q"></form></header>
<nav><ul>{nav}</ul></nav><main><article>{"".join(parts)}</article></main>
<aside><h3>Related</h3><ul>{see}</ul></aside>
<footer><p>Text is free. <a href="/private/edit-{number}.html">Edit</a></p></footer></body></html>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    for number in range(options.pages):
        file = options.out / "wiki" / str(number // 100) / f"page-{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(rng, number, options.pages), encoding="utf-8")
    front = page(rng, 0, options.pages)
    (options.out / "index.html").write_text(front, encoding="utf-8")
    (options.out / "robots.txt").write_text("User-agent: *\nDisallow: /private/\n", encoding="utf-8")


if __name__ == "__main__":
    main()
