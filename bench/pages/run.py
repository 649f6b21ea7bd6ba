"""Counts what five page jobs cost a model: arguments and answers, until a scripted reader holds the
wanted value. Each server gets its cheapest way that its own tool list offers.

    python run.py OUT hoopoe -- COMMAND…
    python run.py OUT playwright -- COMMAND…
    python run.py OUT fetch -- COMMAND…

Writes one file of text for each job into OUT; Count.java counts their o200k tokens.
"""

import http.server
import json
import pathlib
import re
import subprocess
import sys
import threading
import urllib.parse

NAV = "".join(f"<li><a href=/nav/{i}>Section number {i}</a></li>" for i in range(24))
FOOT = "".join(f"<li><a href=/foot/{i}>Legal notice {i}</a></li>" for i in range(16))
ASIDE = "".join(f"<li><a href=/rel/{i}>Related story about topic {i}</a></li>" for i in range(12))
WORDS = "The harbour was quiet when the ships of the northern fleet came home with salted fish and wool. "


def shell(title, body):
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><header><nav><ul>{NAV}</ul></nav>"
        f"<form role=search><input aria-label=Search><button>Search</button></form></header><main>{body}</main>"
        f"<aside><h2>Related</h2><ul>{ASIDE}</ul></aside><footer><ul>{FOOT}</ul></footer></body></html>"
    )


def article():
    parts = []
    for i in range(30):
        extra = " The lighthouse keeper was called Elspeth Marwick." if i == 21 else ""
        parts.append(f"<p>Part {i}. {WORDS * 5}{extra}</p>")
    return shell("The harbour", "<article><h1>The harbour</h1>" + "".join(parts) + "</article>")


def table():
    rows = "".join(
        f"<tr><td>Town {i}</td><td>{1000 + 37 * i}</td><td>{i % 7}.{i % 10} km</td><td>Region {i % 5}</td></tr>"
        for i in range(60)
    )
    head = "<tr><th>Town</th><th>Inhabitants</th><th>Coast</th><th>Region</th></tr>"
    return shell("Towns", f"<h1>Towns</h1><table>{head}{rows}</table>")


FORM = shell(
    "Order",
    "<h1>Order</h1><form action=/done><label>Name <input name=n></label><label>Street <input name=s></label>"
    "<label>Country <select name=c><option>Norway<option>Scotland<option>Iceland</select></label>"
    "<label><input type=checkbox name=g> Gift wrap</label><button>Place order</button></form>",
)
PRICE = shell(
    "Copper kettle",
    "<h1>Copper kettle</h1><p>" + WORDS * 6 + "</p><div><span>Price</span> <b>84.50 EUR</b></div><button>Add to basket</button>"
    "<h2>Reviews</h2>" + "".join(f"<div><h3>Review {i}</h3><p>{WORDS * 2}</p></div>" for i in range(12)),
)


def listing(page):
    items = "".join(
        f"<li><a href=/item/{page}-{i}>Item {page}-{i} in blue</a> <span>{page * 10 + i} EUR</span></li>" for i in range(15)
    )
    more = f"<a href=/list?page={page + 1}>Next page</a>" if page < 4 else "<p>The last item is the amber lamp, 412 EUR</p>"
    return shell(f"List {page}", f"<h1>Catalogue, page {page}</h1><ul>{items}</ul>{more}")


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = urllib.parse.parse_qs(url.query)
        pages = {"/article": article, "/table": table, "/form": lambda: FORM, "/price": lambda: PRICE}
        if url.path == "/list":
            body = listing(int(query["page"][0]))
        elif url.path == "/done":
            right = query.get("n") == ["Ada"] and query.get("c") == ["Iceland"] and query.get("g") == ["on"]
            body = shell("Done", f"<h1>{'Order number HX-7731 for Ada' if right else 'Wrong'}</h1>")
        elif url.path in pages:
            body = pages[url.path]()
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


class Server:
    def __init__(self, command, log):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        self.last = 0
        self.text = []
        self.request("initialize", dict(protocolVersion="2025-06-18", capabilities={}, clientInfo=dict(name="bench", version="1")))
        self.send(dict(jsonrpc="2.0", method="notifications/initialized"))
        self.definitions = self.request("tools/list", {})["tools"]

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def request(self, method, params):
        self.last += 1
        self.send(dict(jsonrpc="2.0", id=self.last, method=method, params=params))
        while True:
            answer = json.loads(self.process.stdout.readline())
            if answer.get("id") == self.last:
                return answer["result"] if "result" in answer else answer

    def call(self, name, **arguments):
        result = self.request("tools/call", dict(name=name, arguments=arguments))
        text = "\n".join(part.get("text", "") for part in result.get("content", []))
        self.text.append(json.dumps(dict(name=name, arguments=arguments)) + "\n" + text)
        return text

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)


def paged(server, text, wanted):
    while wanted not in text:
        more = re.search(r"result_read id=(\w+) from=(\d+)", text)
        if not more:
            return text
        text = server.call("result_read", id=more[1], **{"from": int(more[2])})
    return text


def hoopoe(server, base):
    yield "article", "Elspeth Marwick", lambda: paged(
        server, server.call("web_fetch", url=base + "/article", focus="lighthouse keeper name", max_tokens=200), "Elspeth Marwick")
    yield "table", "2554", lambda: paged(
        server, server.call("web_fetch", url=base + "/table", focus="Town 42", max_tokens=200), "2554")

    def form():
        opened = server.call("browser_open", url=base + "/form")
        session = re.search(r"session=(\w+)", opened)[1]
        return server.call("browser_act", session=session, steps=[
            "type Name Ada", "type Street Pier 4", "select Country Iceland", "check 'Gift wrap'",
            "click 'Place order'", "read Order number"])

    yield "form", "HX-7731", form
    yield "price", "84.50", lambda: paged(
        server, server.call("web_fetch", url=base + "/price", focus="price", max_tokens=200), "84.50")

    def pages():
        opened = server.call("browser_open", url=base + "/list?page=1")
        session = re.search(r"session=(\w+)", opened)[1]
        return server.call("browser_act", session=session, steps=["click 'Next page'"] * 3 + ["read amber lamp"])

    yield "pagination", "412 EUR", pages


def playwright(server, base):
    def find(path, wanted):
        server.call("browser_navigate", url=base + path)
        return server.call("browser_find", text=wanted)

    yield "article", "Elspeth Marwick", lambda: find("/article", "lighthouse keeper")
    yield "table", "2554", lambda: find("/table", "Town 42")

    def form():
        server.call("browser_navigate", url=base + "/form")
        refs = server.call("browser_find", regex="textbox|combobox|checkbox|Place order")
        ref = lambda pattern: re.search(pattern + r".*?\[ref=(\w+)\]", refs)[1]
        server.call("browser_fill_form", fields=[
            dict(target=ref('textbox "Name"'), name="Name", type="textbox", value="Ada"),
            dict(target=ref('textbox "Street"'), name="Street", type="textbox", value="Pier 4"),
            dict(target=ref('combobox "Country"'), name="Country", type="combobox", value="Iceland"),
            dict(target=ref('checkbox "Gift wrap"'), name="Gift", type="checkbox", value="true")])
        server.call("browser_click", target=ref('button "Place order"'))
        return server.call("browser_find", text="Order number")

    yield "form", "HX-7731", form
    yield "price", "84.50", lambda: find("/price", "EUR")

    def pages():
        server.call("browser_navigate", url=base + "/list?page=1")
        for _ in range(3):
            text = server.call("browser_find", text="Next page")
            server.call("browser_click", target=re.search(r'link "Next page".*?\[ref=(\w+)\]', text)[1])
        return server.call("browser_find", text="amber lamp")

    yield "pagination", "412 EUR", pages


def fetch(server, base):
    def read(path, wanted, start=0):
        text = server.call("fetch", url=base + path, **({"start_index": start} if start else {}))
        more = re.search(r"start_index of (\d+)", text)
        return text if wanted in text or not more else read(path, wanted, int(more[1]))

    yield "article", "Elspeth Marwick", lambda: read("/article", "Elspeth Marwick")
    yield "table", "2554", lambda: read("/table", "2554")
    yield "price", "84.50", lambda: read("/price", "84.50")
    yield "pagination", "412 EUR", lambda: [read(f"/list?page={i}", "EUR") for i in range(1, 5)][-1]


def main():
    out, kind, command = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[4:]
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 8893), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    out.mkdir(parents=True, exist_ok=True)
    with open(out / f"{kind}.log", "w") as log:
        server = Server(command, log)
        (out / f"{kind}.definitions.txt").write_text(json.dumps(server.definitions))
        for name, wanted, job in globals()[kind](server, "http://127.0.0.1:8893"):
            server.text = []
            try:
                held = wanted in job()
            except (TypeError, KeyError, IndexError) as e:
                held = f"no: {e!r}"
            (out / f"{kind}.{name}.txt").write_text("\n".join(server.text))
            print(kind, name, "held" if held is True else held, len(server.text), "calls", flush=True)
        server.end()


if __name__ == "__main__":
    main()
