"""Measures the time from starting an MCP server over stdio to its answer to tools/list.

    python cold_start.py --runs 10 -- java -cp … Main

Prints the median and the range of the wall time, and the median of the processor time.
"""

import argparse
import json
import os
import statistics
import subprocess
import time

HELLO = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "cold_start", "version": "1"},
}
LINES = [
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {}},
]


def once(command):
    """Waits for each answer before the next message, as a client does."""
    start = time.perf_counter()
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    for message in LINES:
        server.stdin.write(json.dumps(message).encode() + b"\n")
        server.stdin.flush()
        if "id" in message:
            answer = json.loads(server.stdout.readline())
            assert answer["id"] == message["id"], answer
    wall = time.perf_counter() - start
    server.stdin.close()
    _, _, used = os.wait4(server.pid, 0)
    server.returncode = 0
    return wall, used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    runs = [once(asked.command) for _ in range(asked.runs)]
    walls = [wall for wall, _ in runs]
    print(
        f"wall {statistics.median(walls) * 1e3:.0f} ms"
        f" [{min(walls) * 1e3:.0f}-{max(walls) * 1e3:.0f}],"
        f" cpu {statistics.median(cpu for _, cpu in runs) * 1e3:.0f} ms, n={asked.runs}"
    )


if __name__ == "__main__":
    main()
