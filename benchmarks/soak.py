"""`make soak`: people come and go for ten minutes (SOAK seconds), and the memory of the process must not grow.

They think little, so that a thousand sessions pass in that time. Before it counts, everything that is kept on purpose is full: as many files were handed in
as the process keeps reports of, and so many sessions have come and gone that every view is kept and the allocator has its heap.

A session that has ended must leave less than a twentieth behind of what it takes: a line through the memory over the sessions that ended. Sessions that
Streamlit failed to free once nobody can come back to them any more would leave twenty times that.

Memory is looked at when all pause, as `make load` does. While they act it goes up and down by several megabytes – what runs need until they end, what is
not collected yet – and a few hundred sessions may leave no more than that.
"""

import asyncio
import os
import re
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.crowd import Act, Crowd, arriving, walk
from benchmarks.load import REST, memory, percentile_95
from benchmarks.serving import REAL, Server, running
from benchmarks.views import after_hand_in, another, places, record

PEOPLE, THINKING = 16, 0.5  # how many are there at once, and the seconds that they think on average
ROUND = 29.0  # seconds for which they act between two looks
FIRST = 700
"""Sessions that come and go before it counts. By then a table of the process that every session writes texts into and takes them out of (2¹⁸ of them fit;
by its size it is Python's own, of interned texts) was made anew for the only time: 3.7 MB, once, as much as the bound lets 600 sessions leave."""
KEPT = 50
"""How many reports of files the process keeps (pages/shared/hand_ins.py)."""
TTL = 10
"""Seconds for which Streamlit lets somebody come back whose connection broke (server.disconnectedSessionTTL). Few: of the two minutes that it is
otherwise, as many sessions wait as the machine is fast just then, and twenty more or fewer of them are all that a soak may grow by."""
ALLOCATORS = {"MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
"""As deploy/ serves it: each run is a thread of its own, and both allocators keep apart what threads leave behind that have ended (docs/benchmarks.md)."""
BOUND = 1 / 20
"""What a session may leave behind, of what it takes. Less cannot be told from noise in ten minutes; at this bound a thousand sessions a day leave
less in a month than a few hundred open ones take."""


class Grown(NamedTuple):
    """What ten minutes told: the bytes a session takes while it is there, and those that one leaves behind when it has ended."""

    takes: float
    leaves: float

    @property
    def holds(self) -> bool:
        """Whether memory does not grow."""
        return self.leaves <= BOUND * self.takes


def growth(ended: list[int], held: list[int]) -> float:
    """The bytes by which a process grew for each of the sessions that ended: a line through what it held when so many had."""
    return linear_regression(ended, held).slope


def open_sessions(address: str) -> int:
    """How many sessions have somebody at the other end."""
    with urllib.request.urlopen(f"http://{address}/_stcore/metrics?families=active_sessions", timeout=10) as answer:
        found = re.search(r"^active_sessions\S* (\d+)", answer.read().decode(), re.MULTILINE)
    return int(found[1]) if found else 0


async def measure(server: Server, file: bytes, seconds: float, say: Callable[[str], None]) -> tuple[Grown, list[Act], int]:
    """What a session takes and leaves, what was done, and how many sessions are still open when all have gone."""
    known, _, _ = await walk(server.address, file, literal=False)
    takes = await memory(server, known, literal=False)
    say(f"a session takes {takes / 1024:.0f} KB")
    first = next(places())
    for number in range(1, KEPT + 1):  # by somebody new each time, as on the day: who hands in a second file has another place for it
        async with arriving(server.address, first, known) as one:
            await one.hand_in(f"before-{number}.xlsx", another(file, -number), first, after_hand_in(file))
    crowd = Crowd(server.address, known, file, thinking=THINKING)
    while _sessions(crowd.acts) < FIRST:
        await _at_rest(server, crowd)
    say(f"it counts from here: {server.memory / 2**20:.0f} MB, {_sessions(crowd.acts)} sessions have come")
    crowd.acts.clear()
    begun, ended, held = time.monotonic(), [0], [server.memory]
    while time.monotonic() < begun + seconds:
        held.append(await _at_rest(server, crowd))
        ended.append(_sessions(crowd.acts))
        say(f"{time.monotonic() - begun:4.0f} s: {held[-1] / 2**20:.1f} MB, {ended[-1]} sessions")
    await crowd.resize(0)
    await asyncio.sleep(1)
    return Grown(takes, growth(ended, held)), crowd.acts, open_sessions(server.address)


async def _at_rest(server: Server, crowd: Crowd) -> int:
    """The bytes that the process holds after people have acted for a round, when all have paused and what they left behind is collected."""
    await crowd.probe(PEOPLE, 0, ROUND)
    await asyncio.sleep(REST)
    return server.memory


def _sessions(acts: list[Act]) -> int:
    """How many sessions have come."""
    return sum(act.kind == "open" for act in acts)


def main() -> None:
    """Print the figures; a process that grows, forgets nobody, or answers wrongly ends this one with 1."""
    seconds = float(os.environ.get("SOAK", "600"))
    with TemporaryDirectory() as name:
        _, file = record(Path(name))
        settings = {"MATRICES_UPLOADS_PER_MINUTE": "100000", "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(TTL)}  # all come from one address
        with running(REAL, MATRICES_FOLDER=name, **settings, **ALLOCATORS) as server:
            say = lambda line: print("         ", line, file=sys.stderr, flush=True)  # noqa: E731
            grown, done, left = asyncio.run(measure(server, file, seconds, say))
    wrong = [act.wrong for act in done if act.wrong]
    share = grown.leaves / grown.takes
    print(f"soak      {share:5.2f}   goal ≤ {BOUND}: {'met' if grown.holds else 'MISSED'}   (what a session leaves behind ÷ what it takes)")
    print(f"          {grown.leaves / 1024:+.1f} KB a session that ended, of {grown.takes / 1024:.0f} KB; {seconds:.0f} s")
    slow = percentile_95([act.seconds for act in done])
    print(f"          {_sessions(done)} sessions, {len(done)} acts, 95 of 100 within {slow * 1000:.0f} ms; {len(wrong)} went wrong {wrong[:1] or ''}")
    print(f"          {left} sessions open when all had gone")
    sys.exit(not grown.holds or bool(wrong) or left > 0)


if __name__ == "__main__":
    main()
