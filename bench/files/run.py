"""Counts what three jobs cost a model, and times the content search, against npm's servers.

    python run.py tokens OUT PEERS        one file of text for each job and server; ../pages/Count.java counts o200k tokens
    python run.py search FOLDER PEERS     seconds for the same search: hoopoe, rg, server-filesystem by names, desktop-commander

PEERS is a folder with node_modules of @modelcontextprotocol/server-filesystem, @wonderwhy-er/desktop-commander and
@bytebase/dbhub. A scripted reader takes the cheapest way that a server's own tool list offers, and reads on until it holds
the wanted value.
"""

import json
import pathlib
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "pages"))
from run import Server  # noqa: E402  (one client for all benches)

HERE = pathlib.Path(__file__).resolve().parent
HOOPOE = str(HERE.parent.parent / "hoopoe")
WORDS = (
    "harbour winter ledger engine river garden copper letter signal market window station forest paper "
    "bridge summer island silver carpet lantern pepper mirror orchard railway"
).split()
TABLES = (
    "customer invoice invoice_line product supplier warehouse stock_move employee department payroll leave_request machine "
    "machine_log repair ticket ticket_note contract contract_item region country currency exchange_rate budget budget_line "
    "project task task_log audit_entry login session_token document document_tag tag campaign lead visit survey survey_answer "
    "vehicle trip"
).split()


def files(folder):
    """601 notes in 20 folders; one names the boiler's serial number."""
    chance = random.Random(4)
    for i in range(601):
        place = folder / f"area{i % 20:02d}"
        place.mkdir(parents=True, exist_ok=True)
        lines = [" ".join(chance.choices(WORDS, k=12)) for _ in range(30)]
        if i == 377:
            lines[17] = "The boiler has the serial number KX-5512."
        (place / f"note{i:03d}.md").write_text("\n".join(lines) + "\n")
    return "note377"


def page(folder):
    """One page of about 16,000 tokens with one fact in its middle."""
    chance = random.Random(5)
    parts = [f"## Part {i}\n\n" + " ".join(chance.choices(WORDS, k=150)) + "." for i in range(90)]
    parts[52] += " The ferry to Anholt leaves at 06:40 on Sundays."
    (folder / "page.md").write_text("# The handbook\n\n" + "\n\n".join(parts) + "\n")
    return "06:40"


def database(folder):
    """40 tables; the answer takes a join of two."""
    place = folder / "shop.sqlite"
    with sqlite3.connect(place) as db:
        for name in TABLES:
            columns = f"{name}_name TEXT, code TEXT, created DATE, updated DATE, owner_id INTEGER, status TEXT, amount NUMERIC"
            if name == "customer":
                columns = "full_name TEXT, city TEXT, country_id INTEGER, since DATE, email TEXT, phone TEXT, notes TEXT"
            if name == "invoice":
                columns = (
                    "customer_id INTEGER REFERENCES customer(id), issued DATE, total_cents INTEGER, status TEXT,"
                    " currency_id INTEGER, reference TEXT, paid_on DATE"
                )
            db.execute(f"CREATE TABLE {name}(id INTEGER PRIMARY KEY, {columns})")
            for i in range(1, 51):
                row = [i, f"{name} {i}", f"C{i}", "2025-01-01", "2025-01-02", i % 9, "ok", i * 1.5]
                if name == "customer":
                    row = [i, f"Person {i}", f"City {i % 7}", i % 5, "2020-01-02", f"p{i}@x.example", "1", "n"]
                if name == "invoice":
                    row = [i, i, "2026-01-02", 1000 * i + 77, "open", 1, f"R{i}", None]
                db.execute("INSERT INTO " + name + " VALUES (?,?,?,?,?,?,?,?)", row)
    return "Person 50"


QUESTION = "boiler has the serial number"
JOIN = (
    "SELECT c.full_name, sum(i.total_cents) AS total FROM invoice i JOIN customer c ON c.id = i.customer_id"
    " GROUP BY c.id ORDER BY total DESC LIMIT 1"
)


def whole(server, text, wanted):
    while wanted not in text:
        more = re.search(r"result_read id=(\w+) from=(\d+)", text)
        if not more:
            raise SystemExit("not found: " + wanted + "\n" + text[:500])
        text = server.call("result_read", id=more[1], **{"from": int(more[2])})
    return text


def hoopoe(job, server, folder):
    if job == "files":
        return server.call("file_search", query=QUESTION)
    if job == "page":
        return whole(server, server.call("file_read", path="page.md", focus="ferry to Anholt on Sundays", max_tokens=300), "06:40")
    server.call("db_schema", find="invoice")
    server.call("db_schema", find="customer")
    return server.call("db_query", sql=JOIN)


def filesystem(job, server, folder):
    if job == "files":
        text = server.call("search_files", path=str(folder), pattern="**/*.md")
        paths = [line.strip() for line in text.splitlines() if line.strip().endswith(".md")]
        for i in range(0, len(paths), 20):
            text = server.call("read_multiple_files", paths=paths[i : i + 20])
            if QUESTION in text:
                break
        return text
    return server.call("read_text_file", path=str(folder / "page.md"))


def commander(job, server, folder):
    wanted = QUESTION if job == "files" else "ferry to Anholt"
    text = server.call("start_search", path=str(folder), pattern=wanted, searchType="content", literalSearch=True)
    if job == "files":
        return text
    line = int(re.search(r"page\.md:(\d+) - " + wanted, text)[1])
    return server.call("read_file", path=str(folder / "page.md"), offset=line - 1, length=1)


def dbhub(job, server, folder):
    server.call("search_objects", object_type="table", pattern="%invoice%", detail_level="full")
    server.call("search_objects", object_type="table", pattern="%customer%", detail_level="full")
    return server.call("execute_sql", sql=JOIN)


def end(server):
    """Not every server ends with its input."""
    try:
        server.end()
    except subprocess.TimeoutExpired:
        server.process.kill()


def tokens(out, peers):
    out.mkdir(parents=True, exist_ok=True)
    bins = peers / "node_modules" / ".bin"
    for job, make in (("files", files), ("page", page), ("join", database)):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            wanted = make(folder)
            base = [HOOPOE, "serve", "--profile", "all", "--root", place]
            sides = {"hoopoe": (hoopoe, base + (["--db", f"shop={place}/shop.sqlite"] if job == "join" else []))}
            if job == "join":
                sides["dbhub"] = (dbhub, [str(bins / "dbhub"), "--transport", "stdio", "--dsn", f"sqlite://{place}/shop.sqlite"])
            else:
                sides["filesystem"] = (filesystem, [str(bins / "mcp-server-filesystem"), place])
                sides["commander"] = (commander, [str(bins / "desktop-commander")])
            for name, (script, command) in sides.items():
                with open(out / f"{name}.log", "w") as log:
                    server = Server(command, log)
                    found = wanted in script(job, server, folder)
                    (out / f"{job}-{name}.txt").write_text("\n".join(server.text))
                    end(server)
                print(job, name, "found" if found else "NOT FOUND", len(server.text), "calls", flush=True)


def search(folder, peers, rounds=5):
    """The search for a rare word; each server is started once and asked once before the clock runs."""
    bins = peers / "node_modules" / ".bin"
    with open("/dev/null", "w") as log:
        ours = Server([HOOPOE, "serve", "--profile", "all", "--root", str(folder)], log)
        theirs = Server([str(bins / "mcp-server-filesystem"), str(folder)], log)
        sides = {
            "hoopoe text": lambda: ours.call("file_search", query="needleword"),
            "rg -i text": lambda: subprocess.run(["rg", "-in", "needleword", str(folder)], capture_output=True, check=True),
            "hoopoe regex": lambda: ours.call("file_search", query="needle[a-z]+ is", by="regex"),
            "rg -i regex": lambda: subprocess.run(["rg", "-in", "needle[a-z]+ is", str(folder)], capture_output=True, check=True),
            "hoopoe name": lambda: ours.call("file_search", query="*f49*", by="name"),
            "server-filesystem name": lambda: theirs.call("search_files", path=str(folder), pattern="**/*f49*"),
        }
        seconds = {name: [] for name in sides}
        for turn in range(rounds + 1):
            for name, ask in sides.items():
                begun = time.monotonic()
                ask()
                if turn > 0:
                    seconds[name].append(time.monotonic() - begun)
        for name, times in seconds.items():
            print(f"{name}: median {statistics.median(times):.2f} s, {min(times):.2f}-{max(times):.2f}")
        ours.end()
        theirs.end()


if __name__ == "__main__":
    {"tokens": tokens, "search": search}[sys.argv[1]](pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
