#!/usr/bin/env python3
"""Runs the hostile addresses and servers of ../shared/attacks against the real `hoopoe serve`.

Judged by effect first: no hit on a canary, no canary text in an answer, the server still answers.
Then by verdict: refused rows are errors, allowed rows hold the page, all others answer in time.

  python3 bench/attacks/run.py --attacks ../shared/attacks [--hoopoe ./hoopoe] [--only PREFIX] [--out rows.csv]
"""
import argparse
import csv
import gzip
import http.server
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

PUBLIC = "127.0.0.2"
CANARY_TEXT = "CANARY-7f3a91"
ANSWER_LIMIT_S = 75
NAMES = {
    "pub.test": [PUBLIC],
    "xn--bcher-kva.test": [PUBLIC],
    "localhost.pub.test": [PUBLIC],
    "internal.test": ["127.0.0.1"],
    "rebind.test": ["127.0.0.1"],
    "multi.test": [PUBLIC, "127.0.0.1"],
    "mapped.test": ["::ffff:127.0.0.1"],
}
ALLOWED = ["pub.test", "xn--bcher-kva.test", "localhost.pub.test", PUBLIC]
PAGES = {
    "formpost": "<body onload='document.forms[0].submit()'><form method=post action='{to}'></form>outer",
    "iframe": "<p>outer</p><iframe src='{to}'></iframe>",
    "jsloc": "<p>outer</p><script>location='{to}'</script>",
    "imgs": "<p>outer</p><img src='{to}'><script src='{to}'></script><link rel=stylesheet href='{to}'>",
    "prefetch": "<link rel=prefetch href='{to}'><link rel=preload as=fetch href='{to}'><p>outer",
    "popup": "<p>outer</p><script>open('{to}')</script>",
    "metarefresh": "<meta http-equiv=refresh content='0;url={to}'><p>outer",
}
# A page that needs scripts is rendered in the browser, where the hop then happens.
SHELL = "<script>window.app = 1</script><noscript>Please enable JavaScript.</noscript><div id=root></div>"


class Site(http.server.BaseHTTPRequestHandler):
    """The public site of the url rows."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        to = urllib.parse.parse_qs(query).get("to", ["/ok"])[0]
        name = path.strip("/").split("/")[0]
        if name == "robots.txt":
            self.send(b"User-agent: *\nDisallow: /private\nAllow: /public\n", "text/plain")
        elif name == "r":
            self.send_response(int(urllib.parse.parse_qs(query).get("code", ["302"])[0]))
            self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif name in PAGES:
            html = "<html><head><title>hop</title></head>" + SHELL + PAGES[name].format(to=to)
            self.send(html.encode())
        elif name == "gzip":
            self.send(gzip.compress(b"<p>ALLOWED</p>"), extra=("Content-Encoding", "gzip"))
        else:
            self.send(b"<title>ok</title><p>ALLOWED</p>")

    def send(self, body, kind="text/html", extra=None):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if extra:
            self.send_header(*extra)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


class Server:
    """`hoopoe serve`, spoken to in lines of JSON."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, text=True, bufsize=1)
        self.answers = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.next = 0
        self.request("initialize", {"protocolVersion": "2025-11-25", "capabilities": {},
                                    "clientInfo": {"name": "attacks", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def read(self):
        for line in self.process.stdout:
            self.answers.put(json.loads(line))

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")

    def request(self, method, params, limit=ANSWER_LIMIT_S):
        self.next += 1
        self.send({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params})
        end = time.time() + limit
        while time.time() < end:
            try:
                answer = self.answers.get(timeout=max(0.01, end - time.time()))
            except queue.Empty:
                break
            if answer.get("id") == self.next:
                return answer
        return None

    def fetch(self, url):
        answer = self.request("tools/call", {"name": "web_fetch", "arguments": {"url": url}})
        if answer is None:
            return None, True
        result = answer.get("result", {})
        text = "".join(part.get("text", "") for part in result.get("content", []))
        return text or json.dumps(answer), bool(result.get("isError", True))

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def free_port():
    import socket
    with socket.socket() as s:
        s.bind((PUBLIC, 0))
        return s.getsockname()[1]


def hits(port):
    total = 0
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/hits", timeout=5) as answer:
        total += int(answer.read())
    return total


def verdict(row, text, error, struck):
    if struck or (text and CANARY_TEXT in text):
        return "HIT"
    if text is None:
        return "SILENT"
    if row["must"] == "refuse":
        outer_may_answer = "may be answered" in row["why"] or "fragment" in row["why"]
        return "ok" if error or outer_may_answer else "ANSWERED"
    if row["must"] == "allow":
        return "ok" if not error and "ALLOWED" in text else "REFUSED"
    return "ok"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attacks", required=True)
    parser.add_argument("--hoopoe", default="./hoopoe")
    parser.add_argument("--only", default="")
    parser.add_argument("--out")
    options = parser.parse_args()
    folder = Path(options.attacks)
    site_port, evil_port, canary_port = free_port(), free_port(), free_port()
    site = http.server.ThreadingHTTPServer((PUBLIC, site_port), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    evil = subprocess.Popen([sys.executable, folder / "evilserver.py", str(evil_port)])
    canary = subprocess.Popen([sys.executable, folder / "evilserver.py", "--canary", str(canary_port)])
    time.sleep(1)
    rows = [json.loads(line) for name in ("url", "http")
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["id"].startswith(options.only)]
    results = []
    with tempfile.TemporaryDirectory() as scratch:
        hosts = Path(scratch, "hosts")
        hosts.write_text("".join(f"{ip} {name}\n" for name, ips in NAMES.items() for ip in ips))
        Path(scratch, "root").mkdir()
        environment = dict(os.environ, HOOPOE_JAVA_OPTS=f"-Djdk.net.hosts.file={hosts}")
        command = [options.hoopoe, "serve", "--profile", "all", "--root", str(Path(scratch, "root"))]
        command += [f"--allow-host={name}" for name in ALLOWED]
        server = Server(command, environment)
        try:
            for row in rows:
                url = row["input"]["url"]
                for key, value in (("pub_port", site_port), ("sec_port", canary_port),
                                   ("pub", f"{PUBLIC}:{site_port}"), ("evil", f"{PUBLIC}:{evil_port}")):
                    url = url.replace("{{" + key + "}}", str(value))
                before, begun = hits(canary_port), time.time()
                text, error = server.fetch(url)
                took = time.time() - begun
                time.sleep(0.2 if row["cls"] == "browser-hop" else 0)
                judged = verdict(row, text, error, hits(canary_port) > before)
                results.append([row["id"], row["cls"], row["must"], judged, f"{took:.1f}",
                                (text or "").replace("\n", " ")[:160]])
                mark = "" if judged == "ok" else "   <---"
                print(f"{row['id']} {row['cls']:14} {row['must']:7} {judged:9} {took:5.1f} s{mark}", flush=True)
            alive, failed = server.fetch(f"http://{PUBLIC}:{site_port}/ok")
            print("alive afterwards:", bool(alive) and not failed)
        finally:
            server.close()
            for process in (evil, canary):
                process.terminate()
    wrong = [r for r in results if r[3] != "ok"]
    print(f"{len(results) - len(wrong)} of {len(results)} right; slowest {max(float(r[4]) for r in results):.1f} s")
    for row in wrong:
        print(" ", row)
    if options.out:
        with open(options.out, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["id", "class", "must", "verdict", "seconds", "text"]] + results)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
