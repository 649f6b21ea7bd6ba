"""Measures the browser of a running MCP server: memory per session, leaks over 1,000 pages, and deaths of Chromium in
mid-call. Linux only: memory is PSS from /proc/PID/smaps_rollup, summed over Chromium's processes.

    python run.py [--only memory,reuse,fresh,kills] [--name Hoopoe] [--version V] -- ./hoopoe serve --profile browser
    python run.py --only tabs --name @playwright/mcp -- node node_modules/@playwright/mcp/cli.js --headless --isolated …

The local site's address is added to a hoopoe command as --allow-host. Each measure appends one row to RESULTS.md as
soon as it is done; a row that is there already, for the same name and version, is not measured again.
"""

import argparse
import http.server
import json
import os
import pathlib
import queue
import random
import signal
import subprocess
import threading
import time

RESULTS = pathlib.Path(__file__).with_name("RESULTS.md")
ANSWER_LIMIT_S = 90
SETTLE_S = 5
PAGES = 500
KILLS = 50
SESSIONS = (1, 4, 8)
WORDS = "The harbour was quiet when the ships of the northern fleet came home with salted fish and wool. "
SLOW_S = 1.0


def page(path):
    """A page of some 600 elements; under /p/ with a script that keeps 50,000 objects, so that a leak shows."""
    rows = "".join(f"<tr><td>Town {i}</td><td>{1000 + 37 * i}</td><td>{i % 7} km</td></tr>" for i in range(120))
    menu = "".join(f"<li><a href=/nav/{i}>Section {i}</a></li>" for i in range(24))
    text = "".join(f"<p>Part {i}. {WORDS * 4}</p>" for i in range(20))
    hoard = "<script>kept = Array.from({length: 50000}, (_, i) => ({i, text: 'row ' + i}))</script>"
    return (
        f"<!doctype html><title>Page {path}</title><nav><ul>{menu}</ul></nav><main><h1>Page {path}</h1>{text}"
        f"<table>{rows}</table><form><label>Name <input name=n></label><button type=button>Send</button></form>"
        "<img alt=sea src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>'></main>"
        + (hoard if path.startswith("/p/") else "")
    )


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.startswith("/slow"):
            time.sleep(SLOW_S)
        found = self.path.startswith(("/p/", "/plain/", "/slow"))
        body = page(self.path).encode() if found else b"no"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server:
    """An MCP server on stdio; one call at a time."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.answers = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.last = 0
        self.request("initialize", dict(
            protocolVersion="2025-06-18", capabilities={}, clientInfo=dict(name="bench", version="1")))
        self.send(dict(jsonrpc="2.0", method="notifications/initialized"))

    def read(self):
        for line in self.process.stdout:
            self.answers.put(json.loads(line))

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")

    def request(self, method, params):
        self.last += 1
        self.send(dict(jsonrpc="2.0", id=self.last, method=method, params=params))
        end = time.time() + ANSWER_LIMIT_S
        while True:
            answer = self.answers.get(timeout=max(0.01, end - time.time()))
            if answer.get("id") == self.last:
                return answer.get("result", {"isError": True, "content": [{"text": json.dumps(answer)}]})

    def call(self, name, **arguments):
        """The text, and whether the tool worked."""
        try:
            result = self.request("tools/call", dict(name=name, arguments=arguments))
        except queue.Empty:
            return f"no answer in {ANSWER_LIMIT_S} s", False
        text = "\n".join(part.get("text", "") for part in result.get("content", []))
        return text, not result.get("isError", False)

    def must(self, name, **arguments):
        text, worked = self.call(name, **arguments)
        if not worked:
            raise RuntimeError(f"{name} {arguments}: {text[:300]}")
        return text

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def descendants(pid):
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        more = children.get(todo.pop(), [])
        found += more
        todo += more
    return found


def program(pid):
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe"))
    except OSError:
        return ""


def chromium(server):
    return [pid for pid in descendants(server.process.pid) if program(pid).startswith("chrom")]


def mains(server):
    """Chromium's main processes: those without a --type."""
    found = []
    for pid in chromium(server):
        try:
            line = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"--type=" not in line and b"crashpad" not in line and line:
            found.append(pid)
    return found


def kib(pid, file, key):
    try:
        for line in pathlib.Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0


def pss(server):
    return sum(kib(pid, "smaps_rollup", "Pss") for pid in chromium(server)) / 1024


def jvm(server):
    """RSS in MiB after a collection, and open descriptors."""
    pid = server.process.pid
    jcmd = pathlib.Path(os.readlink(f"/proc/{pid}/exe")).with_name("jcmd")
    if jcmd.exists():
        subprocess.run([jcmd, str(pid), "GC.run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)
    return kib(pid, "status", "VmRSS") / 1024, len(os.listdir(f"/proc/{pid}/fd"))


def memory(server, base):
    """One page in each of n sessions."""
    measured = []
    for i in range(max(SESSIONS)):
        server.must("browser_open", url=f"{base}/plain/{i}", session=f"m{i}")
        if i + 1 in SESSIONS:
            time.sleep(SETTLE_S)
            measured.append((i + 1, pss(server)))
    return per_page("sessions", measured)


def tabs(server, base):
    """The same pages as tabs of one context, for a server that has no sessions."""
    measured = []
    for i in range(max(SESSIONS)):
        if i:
            server.must("browser_tabs", action="new")
        server.must("browser_navigate", url=f"{base}/plain/{i}")
        if i + 1 in SESSIONS:
            time.sleep(SETTLE_S)
            measured.append((i + 1, pss(server)))
    return per_page("tabs", measured)


def per_page(kind, measured):
    (few, least), (many, most) = measured[0], measured[-1]
    totals = ", ".join(f"{n}: {total:.0f}" for n, total in measured)
    return f"{kind} {totals} MB; **{(most - least) / (many - few):.1f} MB for each further one**"


def reuse(server, base):
    """All pages in one session."""
    return leak(server, lambda i: server.must("browser_open", url=f"{base}/p/{i}", session="one"))


def fresh(server, base):
    """Each page in a session of its own."""

    def step(i):
        server.must("browser_open", url=f"{base}/p/{i}", session="f")
        if i < PAGES:
            server.must("browser_close", session="f")

    return leak(server, step)


def leak(server, step):
    seen, begun = {}, time.time()
    for i in range(1, PAGES + 1):
        step(i)
        if i in (1, 100, 200, 300, 400, PAGES):
            time.sleep(SETTLE_S)
            seen[i] = (pss(server), *jvm(server), len(chromium(server)))
            print(i, seen[i], flush=True)
    took = (time.time() - begun) / PAGES
    browser = ", ".join(f"{i}: {values[0]:.0f}" for i, values in seen.items())
    change = lambda at: (seen[PAGES][at] / seen[100][at] - 1) * 100
    return (
        f"Chromium after page {browser} MB (**{change(0):+.0f} %** from 100 on), {seen[100][3]} to {seen[PAGES][3]} processes; "
        f"server RSS {seen[100][1]:.0f} to {seen[PAGES][1]:.0f} MB ({change(1):+.0f} %), descriptors "
        f"{seen[100][2]} to {seen[PAGES][2]}; {took:.2f} s a page")


def kills(server, base):
    """SIGKILL for Chromium while a call runs; then the next call must work."""
    calls = [
        ("browser_open", dict(url=f"{base}/slow", session="k"), 0.7),
        ("browser_act", dict(session="k", steps=["wait 2", "type Name Ada"]), 1.5),
        ("browser_view", dict(session="k", show="text"), 0.02),
    ]
    dice = random.Random(5)
    server.must("browser_open", url=f"{base}/p/0", session="k")
    struck, missed, worked, answered, slowest, failures = 0, 0, 0, 0, 0.0, []
    while struck < KILLS and missed < 10 * KILLS:
        name, arguments, most = calls[struck % len(calls)]
        answer = []
        call = threading.Thread(target=lambda: answer.append(server.call(name, **arguments)))
        call.start()
        time.sleep(dice.uniform(0, most))
        victims = mains(server)
        in_call = call.is_alive() and bool(victims)
        for pid in victims if in_call else []:
            os.kill(pid, signal.SIGKILL)
        call.join()
        if not in_call:
            missed += 1
            continue
        struck += 1
        answered += answer[0][1]
        begun = time.time()
        text, right = server.call("browser_view", session="k")
        slowest = max(slowest, time.time() - begun)
        right = right and "Section 0" in text
        worked += right
        if not right:
            failures.append(text[:200])
        print(struck, name, "call", answer[0][1], "next", right, flush=True)
    for failure in failures:
        print("failed:", failure)
    left = len(mains(server))
    return (
        f"{struck} kills in mid-call ({missed} more came too late for their call): the struck call itself worked {answered} "
        f"times, **the next one {worked} of {struck}**, in {slowest:.1f} s at most; {left} browser at the end")


MEASURES = dict(memory=memory, reuse=reuse, fresh=fresh, kills=kills, tabs=tabs)
COUNTS = dict(memory=max(SESSIONS), tabs=max(SESSIONS), reuse=PAGES, fresh=PAGES, kills=KILLS)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="memory,reuse,fresh,kills")
    parser.add_argument("--name", default="Hoopoe")
    parser.add_argument("--version", default="0.1.0-SNAPSHOT")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    where = f"127.0.0.1:{site.server_port}"
    command = options.command + (["--allow-host", where] if "serve" in options.command else [])
    browser = subprocess.run(["chromium", "--version"], capture_output=True, text=True).stdout.split()[1]
    for name in options.only.split(","):
        key = f"| {name} | {options.name} {options.version} |"
        if RESULTS.exists() and key in RESULTS.read_text(encoding="utf-8"):
            print(name, "is there already")
            continue
        before = os.getloadavg()[0]
        server = Server(command)
        try:
            figures = MEASURES[name](server, f"http://{where}")
        finally:
            server.close()
        load = f"{before:.1f}-{os.getloadavg()[0]:.1f}"
        row = f"{key} {browser} | {COUNTS[name]} | {figures} | {load} |"
        print(row, flush=True)
        with open(RESULTS, "a", encoding="utf-8") as file:
            file.write(row + "\n")


if __name__ == "__main__":
    main()
