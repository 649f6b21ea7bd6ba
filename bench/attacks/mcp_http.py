"""Sends the HTTP rows of mcp.jsonl to `hoopoe serve --http` and compares the status with the wanted one.

    python mcp_http.py ../shared/attacks/mcp.jsonl

Two servers run, one of them with a token, which the rows about tokens meet. A row that must be answered only has to be
answered in time; its status is printed.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys

HOOPOE = str(pathlib.Path(__file__).resolve().parents[2] / "hoopoe")
TOKEN = "a-token-for-this-bench-only"
PORTS = {False: 18771, True: 18772}


def start(port, options):
    server = subprocess.Popen(
        [HOOPOE, "serve", "--http", str(port), *options],
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ, BENCH_TOKEN=TOKEN),
        start_new_session=True,
    )
    for line in server.stderr:
        if "Serving MCP" in line:
            return server
    raise SystemExit("the server did not start")


def send(row, token):
    given = row["input"]
    port = PORTS[token]
    headers = dict(given.get("headers", {}))
    headers.setdefault("Host", f"127.0.0.1:{port}")
    path = given.get("path", "/mcp").replace("{{token}}", TOKEN)
    body = given.get("send") or ""
    headers.setdefault("Content-Length", str(len(body.encode())))
    lines = [f"{given.get('method', 'POST')} {path} HTTP/1.1"]
    for name, value in headers.items():
        text = str(value).replace("{{port}}", str(port))
        lines.append(f"{name}: " + text.replace("{{token_other_audience}}", "x" * 30).replace("{{token_expired}}", "y" * 30))
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall("\r\n".join([*lines, "Connection: close", "", body]).encode())
        answer = b""
        try:
            while part := line.recv(65536):
                answer += part
        except OSError:
            pass
    return answer[9:12].decode() or "none"


def main(path):
    servers = [start(PORTS[False], []), start(PORTS[True], ["--token-env", "BENCH_TOKEN"])]
    right = 0
    rows = [row for row in map(json.loads, open(path)) if row["input"].get("transport") == "http"]
    try:
        for row in rows:
            wanted = row["input"].get("expect") or row.get("expect")
            text = json.dumps(row["input"])
            status = send(row, "oken" in text or "Bearer" in text)
            good = status == str(wanted) if row["must"] == "refuse" else status != "none"
            right += good
            print(row["id"], row["must"], "status", status, "wanted", wanted, "" if good else "WRONG", "|", row["why"])
    finally:
        for server in servers:
            os.killpg(server.pid, signal.SIGTERM)
    print(right, "of", len(rows), "right")


if __name__ == "__main__":
    main(sys.argv[1])
