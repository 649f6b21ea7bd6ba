"""Sends the stdio rows of mcp.jsonl to `hoopoe serve`, each to a process of its own, after a handshake.

    python3 bench/attacks/mcp_stdio.py ../shared/attacks/mcp.jsonl [--version 2025-11-25]

A row is right if the expected error code comes (where the row names one) and the server then still
lists its tools; rows that end the stream must end the process within five seconds with status 0.
"""
import argparse
import json
import os
import queue
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOOPOE = os.path.join(HERE, "..", "..", "hoopoe")


class Server:
    def __init__(self, folder, version):
        self.p = subprocess.Popen(
            [HOOPOE, "serve", "--root", folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        self.said = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        self.line({"jsonrpc": "2.0", "id": "init", "method": "initialize", "params": {
            "protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "rows", "version": "1"}}})
        self.until("init", 20)
        self.line({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def line(self, message):
        self.raw(json.dumps(message).encode() + b"\n")

    def raw(self, data):
        self.p.stdin.write(data)
        self.p.stdin.flush()

    def listen(self):
        for line in self.p.stdout:
            self.said.put(json.loads(line))

    def answers(self, seconds, stop=lambda m: False):
        found, end = [], time.time() + seconds
        while time.time() < end:
            try:
                found.append(self.said.get(timeout=max(0.01, end - time.time())))
            except queue.Empty:
                break
            if stop(found[-1]):
                break
        return found

    def until(self, ident, seconds):
        return self.answers(seconds, lambda m: m.get("id") == ident)

    def alive(self):
        self.line({"jsonrpc": "2.0", "id": "alive", "method": "tools/list", "params": {}})
        seen = self.until("alive", 20)
        return bool(seen) and "result" in seen[-1], seen

    def close(self):
        self.p.stdin.close()
        try:
            return self.p.wait(5)
        except subprocess.TimeoutExpired:
            self.p.kill()
            return "still running after 5 s"


def call(ident, name, arguments, meta=None):
    params = {"name": name, "arguments": arguments}
    if meta:
        params["_meta"] = meta
    return {"jsonrpc": "2.0", "id": ident, "method": "tools/call", "params": params}


def send(server, row, folder):
    """Sends what the row says; returns the bytes as they went, or a word for what was done."""
    text = row["input"]["send"]
    ident = row["id"]
    if ident == "mcp-036":
        for _ in range(2):
            server.line(call(1, "file_list", {}))
    elif ident == "mcp-039":
        for i in range(10_000):
            server.line({"jsonrpc": "2.0", "id": i, "method": "subscriptions/listen", "params": {}})
    elif ident == "mcp-041":
        server.line({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}})
    elif ident == "mcp-044":
        server.line(call(1, "file_list", {}, {"io.modelcontextprotocol/protocolVersion": "9999-01-01"}))
    elif row["input"].get("gen"):
        how = json.loads(text)
        if "noeol" in how:
            for _ in range(how["noeol"] // 1_000_000):
                server.raw(b"a" * 1_000_000)
            server.raw(b"\n")
        elif "repeat" in how:
            server.raw((how["repeat"] * how["n"]).encode() + b"\n")
        elif "split" in how:
            whole = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}).encode() + b"\n"
            for part in (whole[:10], whole[10:30], whole[30:]):
                server.raw(part)
                time.sleep(1)
        elif "bytes" in how:
            server.raw(b'{"jsonrpc":"2.0","id":1,"method":"' + bytes.fromhex(how["bytes"]) + b'"}\n')
        elif "eof" in how:
            server.raw(b'{"jsonrpc":"2.0","id":1,"meth')
    else:
        server.raw(text.encode("utf-8") + b"\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows")
    parser.add_argument("--version", default="2025-11-25")
    args = parser.parse_args()
    rows = [json.loads(line) for line in open(args.rows)]
    rows = [r for r in rows if r["input"].get("transport") == "stdio"]
    right = 0
    for row in rows:
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder, args.version)
            send(server, row, folder)
            expect = row["input"].get("expect")
            if "eof" in row["input"]["send"]:
                code, seen, ok = server.close(), [], None
                good = code == 0
            else:
                # Requests are answered side by side, so the row's answer is awaited first.
                early = server.answers(5, lambda m: "error" in m) if expect else []
                ok, seen = server.alive()
                seen = early + seen
                codes = [m["error"]["code"] for m in seen if "error" in m]
                good = ok and (expect is None or expect in codes)
                if row["id"] == "mcp-044":
                    good = ok and -32022 in codes
                if row["id"] == "mcp-043":
                    good = ok and not os.path.exists(os.path.join(folder, "n.txt"))
                code = server.close()
                good = good and code == 0
            right += good
            said = [m.get("error", {}).get("code", "result") for m in seen if m.get("id") != "alive"][:4]
            print("%s %s %s, exit %s | %s" % (row["id"], "right" if good else "WRONG", said, code, row["why"]))
    print("%d of %d right" % (right, len(rows)))


main()
