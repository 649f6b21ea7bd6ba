"""Drives an MCP server over stdio with the official Python SDK, and prints a table.

    pip install mcp
    python python_sdk.py --tool bird_echo --arguments '{"text":"hi"}' -- java -cp … Main

Needs nothing of ours: the command after -- may start any server. Exit code 1 if a call was lost,
failed, or brought another text than the first one.
"""

import argparse
import asyncio
import json
import re
import sys
import time

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

HANDLE = re.compile(r"^ok r\d+ ")  # each result has a handle of its own


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", required=True)
    parser.add_argument("--arguments", type=json.loads, default={})
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--outstanding", type=int, default=64)
    parser.add_argument("--timeout", type=float, default=30, help="seconds for one call")
    parser.add_argument("--cancel", metavar="TOOL", help="a tool that reports progress and waits")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def text_of(result):
    return HANDLE.sub("ok ", "\n".join(c.text for c in result.content))


def is_error(result):
    return getattr(result, "is_error", getattr(result, "isError", False))


async def flood(session, asked):
    """Calls the tool again and again with a fixed number of calls under way."""
    first = text_of(await session.call_tool(asked.tool, asked.arguments))
    numbers = iter(range(asked.calls))
    times, faults = [], []

    async def worker():
        for number in numbers:
            start = time.perf_counter()
            try:
                call = session.call_tool(asked.tool, asked.arguments)
                result = await asyncio.wait_for(call, asked.timeout)
                if is_error(result) or text_of(result) != first:
                    faults.append(f"call {number}: {text_of(result)[:100]}")
                times.append(time.perf_counter() - start)
            except Exception as e:  # a lost answer shows as a timeout
                faults.append(f"call {number}: {type(e).__name__} {e}")

    start = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(asked.outstanding)))
    return time.perf_counter() - start, sorted(times), faults


async def cancel(session, tool):
    """Cancels a call after its first progress; the next call must still be answered."""
    reported = asyncio.Event()

    async def progress(*_):
        reported.set()

    task = asyncio.create_task(session.call_tool(tool, {}, progress_callback=progress))
    await asyncio.wait_for(reported.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return task.cancelled()


async def main():
    asked = options()
    rows = []
    start = time.perf_counter()
    server = StdioServerParameters(command=asked.command[0], args=asked.command[1:])
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write) as session:
            hello = await session.initialize()
            tools = (await session.list_tools()).tools
            rows.append(("start to tools/list", f"{time.perf_counter() - start:.2f} s"))
            name = getattr(hello, "server_info", None) or hello.serverInfo
            rows.append(("server", f"{name.name} {name.version}"))
            rows.append(("tools", ", ".join(t.name for t in tools)))
            if asked.cancel:
                rows.append(("cancelled after progress", await cancel(session, asked.cancel)))
            rows.append(("one call", text_of(await session.call_tool(asked.tool, asked.arguments))))
            seconds, times, faults = await flood(session, asked)
            rows.append(("calls sent / outstanding", f"{asked.calls} / {asked.outstanding}"))
            rows.append(("calls answered", len(times)))
            rows.append(("calls lost or wrong", len(faults)))
            rows.append(("calls per second", f"{len(times) / seconds:.0f}"))
            if times:
                rows.append(("p50, p99", f"{times[len(times) // 2] * 1e3:.1f} ms, {times[len(times) * 99 // 100] * 1e3:.1f} ms"))
        closing = time.perf_counter()
    rows.append(("end of input to exit", f"{time.perf_counter() - closing:.2f} s"))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value!r}" if "\n" in str(value) else f"{name:<{width}}  {value}")
    for fault in faults[:5]:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
