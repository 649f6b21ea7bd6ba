#!/usr/bin/env python3
"""Runs the hostile SQL of ../shared/attacks against the real `hoopoe serve`, on each engine that a row names.

Judged by effect first: the tables' digest is as before, no file outside changed, no canary was hit, no canary text in an answer, the
server still answers. Then by verdict: refused rows are errors, allowed rows hold rows, all others answer in time.
PostgreSQL and MariaDB run with the rights of a superuser, so that the role is no guard. jdbc-url rows are given as `--db x=URL`.

  python3 bench/attacks/sql.py --attacks ../shared/attacks [--hoopoe ./hoopoe] [--postgres BINDIR] [--only ID] [--out rows.csv]

Needs duckdb and h2 jars where the build puts them, `initdb` and `postgres` (or --postgres), `mariadbd`; an engine without a server is said to be left out.
"""
import argparse
import csv
import glob
import hashlib
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import CANARY_TEXT, Server  # noqa: E402

SETUP = [
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name VARCHAR(40), email VARCHAR(40), city VARCHAR(40), balance DECIMAL(9,2))",
    "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, amount DECIMAL(9,2), placed VARCHAR(10))",
    "INSERT INTO customers VALUES (1,'Ana','a@x.test','Izmir',120.5),(2,'Bo','b@x.test',NULL,10),(3,'Cy','c@x.test','Bergen',75)",
    "INSERT INTO orders VALUES (1,1,25.5,'2026-01-01'),(2,1,10,'2026-01-02'),(3,3,99.9,'2026-02-01')",
    "CREATE VIEW v_big AS SELECT * FROM orders WHERE amount > 20",
]
MORE = {
    "h2": ["CREATE SEQUENCE seq1"],
    "duckdb": [],
    "sqlite": [],
    "postgresql": [
        "CREATE SEQUENCE seq1",
        "CREATE FUNCTION evil_write() RETURNS int LANGUAGE sql VOLATILE AS 'DELETE FROM orders; SELECT 1'",
        "CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS n FROM orders",
    ],
    "mysql": [],
}
DIGEST = [
    "SELECT id, name, email, city, balance FROM customers ORDER BY id",
    "SELECT id, customer_id, amount, placed FROM orders ORDER BY id",
    "SELECT count(*) AS n FROM v_big",
]
NAMES = {"sqlite": "sqlite", "h2": "h2", "duckdb": "duckdb", "pg": "postgresql", "postgres": "postgresql",
         "postgresql": "postgresql", "mysql": "mysql", "mariadb": "mysql", "any": "sqlite"}
AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def java(home, place, url, jar, statements):
    """Fills an H2 or DuckDB file through its own driver."""
    source = Path(place, "Fill.java")
    source.write_text(
        'import java.sql.*; public class Fill { public static void main(String[] a) throws Exception {'
        ' try (Connection c = DriverManager.getConnection(a[0], a[0].contains("h2") ? "sa" : "", "");'
        ' Statement s = c.createStatement()) { for (int i = 1; i < a.length; i++) s.execute(a[i]); } } }')
    subprocess.run([home + "/bin/java", "--enable-native-access=ALL-UNNAMED", "-cp", jar, str(source), url, *statements],
                   check=True, stdout=subprocess.DEVNULL)


class Servers:
    """The two servers, in a folder of their own; started as nobody where this runs as root."""

    def __init__(self, folder, binaries):
        self.folder, self.processes = folder, []
        os.chmod(folder, 0o755)
        self.binaries = binaries

    def start(self, command, log):
        process = subprocess.Popen(AS_NOBODY + command, cwd=self.folder, stdout=open(Path(self.folder, log), "w"),
                                   stderr=subprocess.STDOUT)
        self.processes.append(process)

    def hand_over(self):
        if AS_NOBODY:
            subprocess.run(["chown", "-R", "65534:65534", self.folder], check=True)

    def postgres(self):
        initdb, server = (shutil.which(n, path=self.binaries) for n in ("initdb", "postgres"))
        if not initdb or not server:
            return None
        data, port = str(Path(self.folder, "pg")), free_port()
        subprocess.run(AS_NOBODY + [initdb, "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync"],
                       check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
        self.start([server, "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", str(self.folder), "-c", "fsync=off"], "pg.log")
        return f"jdbc:postgresql://127.0.0.1:{port}/postgres"

    def mariadb(self):
        server = shutil.which("mariadbd", path=os.environ["PATH"] + ":/usr/sbin")
        if not server:
            return None
        data, port = "--datadir=" + str(Path(self.folder, "maria")), free_port()
        subprocess.run(AS_NOBODY + ["mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal",
                                    "--skip-test-db"], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
        self.start([server, "--no-defaults", data, f"--port={port}", "--bind-address=127.0.0.1",
                    "--socket=" + str(Path(self.folder, "s")), "--pid-file=" + str(Path(self.folder, "pid"))], "maria.log")
        self.mysql_port = port
        return f"jdbc:mysql://127.0.0.1:{port}/shop"

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)


def patient(command, tries=100):
    for _ in range(tries):
        if subprocess.run(command, capture_output=True).returncode == 0:
            return
        time.sleep(0.2)
    subprocess.run(command, check=True)


class Canary(http.server.BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self):
        Canary.hits += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(CANARY_TEXT.encode())

    def log_message(self, *ignored):
        pass


def outside_state(folder):
    return sorted((str(p), p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "")
                  for p in Path(folder).rglob("*"))


def call(server, tool, arguments):
    answer = server.request("tools/call", {"name": tool, "arguments": arguments})
    if answer is None:
        return None, True
    result = answer.get("result", {})
    text = "".join(part.get("text", "") for part in result.get("content", []))
    return text or json.dumps(answer), bool(result.get("isError", True))


def digest(server, engine):
    return [call(server, "db_query", {"sql": sql, "source": engine})[0].split("\n", 1)[1:] for sql in DIGEST]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attacks", required=True)
    parser.add_argument("--hoopoe", default="./hoopoe")
    parser.add_argument("--postgres", default=os.environ["PATH"] + ":" + ":".join(glob.glob("/usr/lib/postgresql/*/bin")))
    parser.add_argument("--only", default="")
    parser.add_argument("--out")
    options = parser.parse_args()
    rows = [json.loads(line) for line in Path(options.attacks, "sql.jsonl").read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["id"].startswith(options.only)]
    home = subprocess.run([options.hoopoe, "--print-jdk"], capture_output=True, text=True).stdout.strip()
    drivers = Path(os.path.realpath(options.hoopoe)).parent / "cli/target/hoopoe/drivers"
    canary_port = free_port()
    canary = http.server.ThreadingHTTPServer(("127.0.0.1", canary_port), Canary)
    threading.Thread(target=canary.serve_forever, daemon=True).start()
    scratch = tempfile.mkdtemp(prefix="hoopoe-sql-")
    outside, root, servers_at = (Path(scratch, n) for n in ("outside", "root", "servers"))
    for folder in (outside, root, servers_at):
        folder.mkdir()
    for name in ("secret.txt", "secret.csv", "secret.json", "secret.db"):
        (outside / name).write_text('{"a": "' + CANARY_TEXT + '"}')
    os.chmod(scratch, 0o755)
    os.chmod(outside, 0o777)
    servers = Servers(str(servers_at), options.postgres)
    servers.hand_over()
    results = []
    try:
        databases = {}
        import sqlite3
        with sqlite3.connect(root / "app.sqlite") as db:
            for sql in SETUP:
                db.execute(sql)
        databases["sqlite"] = str(root / "app.sqlite")
        jar = {n: next(map(str, drivers.glob(n + "*.jar"))) for n in ("h2", "duckdb")}
        java(home, scratch, f"jdbc:h2:{root}/app", jar["h2"], SETUP + MORE["h2"])
        databases["h2"] = str(root / "app.mv.db")
        java(home, scratch, f"jdbc:duckdb:{root}/app.duckdb", jar["duckdb"], SETUP)
        databases["duckdb"] = str(root / "app.duckdb")
        config = Path(scratch, "config", "hoopoe")
        config.mkdir(parents=True)
        toml = ""
        postgres = servers.postgres()
        if postgres:
            port = postgres.split(":")[-1].split("/")[0]
            psql = [shutil.which("psql", path=options.postgres) or "", "-q", "-h", "127.0.0.1", "-p", port, "-U", "owner", "postgres"]
            script = Path(scratch, "setup.sql")
            script.write_text(";\n".join(SETUP + MORE["postgresql"]) + ";\n")
            patient([*psql, "-c", "SELECT 1"])
            subprocess.run([*psql, "-v", "ON_ERROR_STOP=1", "-f", str(script)], check=True)
            toml += f'[databases.postgresql]\nurl = "{postgres}"\nuser = "owner"\n'
            databases["postgresql"] = ""
        mysql = servers.mariadb()
        if mysql:
            client = ["mariadb", "--no-defaults", "-h", "127.0.0.1", "-P", str(servers.mysql_port), "-u", "root"]
            patient([*client, "-e", "SELECT 1"])
            subprocess.run([*client, "-e", "CREATE DATABASE shop CHARACTER SET utf8mb4"], check=True)
            subprocess.run([*client, "shop", "-e", ";".join(SETUP)], check=True)
            toml += f'[databases.mysql]\nurl = "{mysql}"\nuser = "root"\n'
            databases["mysql"] = ""
        (config / "config.toml").write_text(toml)
        environment = dict(os.environ, XDG_CONFIG_HOME=str(Path(scratch, "config")), XDG_DATA_HOME=str(Path(scratch, "data")))
        command = [options.hoopoe, "serve", "--profile", "db", "--root", str(root)]
        command += [f"--db={name}={location}" for name, location in databases.items()]
        print("engines:", ", ".join(databases), flush=True)
        server = Server(command, environment)
        before = {engine: digest(server, engine) for engine in databases}
        for row in rows:
            engine = NAMES.get(row.get("engine", "any"), row.get("engine"))
            fill = {"outside": outside, "root": root, "sec_port": canary_port}
            text = row["input"].get("sql") or row["input"].get("url")
            for key, value in fill.items():
                text = text.replace("{{" + key + "}}", str(value))
            seen, hits, begun = outside_state(outside), Canary.hits, time.time()
            if row["cls"] == "jdbc-url":
                run = subprocess.run([options.hoopoe, "call", "--root", str(root), "--db", "x=" + text, "db_schema"],
                                     capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL)
                answer, error = run.stdout + run.stderr, run.returncode != 0
                engine = "url"
                harmed = False
            elif engine not in databases:
                continue
            else:
                answer, error = call(server, "db_query", {"sql": text, "source": engine})
                harmed = digest(server, engine) != before[engine]
            took = time.time() - begun
            harmed = harmed or outside_state(outside) != seen or Canary.hits > hits or CANARY_TEXT in (answer or "")
            if harmed:
                judged = "HARM"
            elif answer is None:
                judged = "SILENT"
            elif row["must"] == "refuse":
                judged = "ok" if error else "ANSWERED"
            elif row["must"] == "allow":
                judged = "REFUSED" if error else "ok"
            else:
                judged = "ok"
            results.append([row["id"], engine, row["cls"], row["must"], judged, f"{took:.1f}", text[:90], (answer or "").replace("\n", " ")[:160]])
            if judged != "ok" or took > 20:
                print(*results[-1], sep=" | ", flush=True)
        print("alive afterwards:", not call(server, "db_query", {"sql": "SELECT 1", "source": "sqlite"})[1])
        server.close()
    finally:
        servers.stop()
        shutil.rmtree(scratch, ignore_errors=True)
    for engine in sorted({r[1] for r in results}):
        mine = [r for r in results if r[1] == engine]
        allow = [r for r in mine if r[3] == "allow"]
        counts = Counter(r[4] for r in mine)
        print(f"{engine}: {counts['ok']} of {len(mine)} right, {counts['HARM']} harmful, allow {sum(r[4] == 'ok' for r in allow)} of {len(allow)},"
              f" slowest {max(float(r[5]) for r in mine):.1f} s")
    if options.out:
        with open(options.out, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["id", "engine", "class", "must", "verdict", "seconds", "sql", "answer"]] + results)
    sys.exit(1 if any(r[4] != "ok" for r in results) else 0)


if __name__ == "__main__":
    main()
