"""`make load`: how many people one process serves, and what memory each of them takes, beside the literal page in the same run.

N is the number of people at whom 95 of 100 acts are answered within a second. It is sought for both pages in turns, a step of the one after a step of
the other, so that whatever else the machine does meets both. The visitors live in this process, each server in one of its own.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Generator
from contextlib import AsyncExitStack
from itertools import islice
from math import sqrt
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from tempfile import TemporaryDirectory

from benchmarks.client import Drawn, Seen
from benchmarks.crowd import THINKING, Crowd, arriving, walk
from benchmarks.serving import LITERAL, REAL, Server, running
from benchmarks.views import plan, record

PROMPT = 1.0  # seconds within which 95 of 100 acts are answered
GOAL, MEMORY_GOAL = 0.7, 1.5
SETTLE, HOLD = 6.0, 16.0
"""Seconds for which people are there before it counts, and while it does."""
FIRST = 120
"""How many people are tried first."""
SESSIONS = 60
REST = 11  # seconds: twice as long as it takes until what sessions left behind is collected


def percentile_95(seconds: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else max(seconds, default=0.0)


def seek(first: int, growth: float = 1.5, near: float = 1.08) -> Generator[int, bool, int]:
    """Seek the largest number that passes: yields what to try and is sent whether it passed. It grows or shrinks by `growth` until one passes and another
    does not, then halves what lies between them until they are as near as `near`. Returns the largest that passed, 0 where not even 1 did."""
    low, high, number = 0, 0, max(1, first)
    while not high or high > max(low + 1, low * near):
        if (yield number):
            low = number
        else:
            high = number
        if low and high:
            number = round(sqrt(low * high))
            number = min(max(number, low + 1), high - 1)
        else:
            number = max(1, round(high / growth)) if high else max(low + 1, round(low * growth))
    return low


async def memory(server: Server, known: Seen, *, literal: bool) -> float:
    """The bytes that a session takes: what the process grows by when so many come, half of whom look at one view, half of whom go through a visit. As
    many have come before, so that what the process itself needs for so many is there."""
    async with AsyncExitStack() as before:
        await _come(before, server, known, SESSIONS // 2, literal)
        await asyncio.sleep(REST)
        least = server.memory
        await _come(before, server, known, SESSIONS, literal)
        await asyncio.sleep(REST)
        return (server.memory - least) / SESSIONS


async def _come(there: AsyncExitStack, server: Server, known: Seen, number: int, literal: bool) -> None:
    for one in range(number):
        (_, place), *acts = plan(Random(one))
        visitor = await there.enter_async_context(arriving(server.address, place, known, literal=literal))
        for act, where in islice(acts, 0 if one % 2 else None):
            await visitor.do(act, where)


async def measure(real: Server, literal: Server, file: bytes, say: Callable[[str], None]) -> tuple[float, float]:
    """The two ratios: people served, and memory a session."""
    seen, drawn, acts = await walk(real.address, file, literal=False)
    floor_seen, floor_drawn, floor_acts = await walk(literal.address, file, literal=True)
    for view in drawn:
        if other := _without_charts(drawn[view]) ^ _without_charts(floor_drawn[view]):
            raise AssertionError(f"the literal page draws another {view}: {sorted(other)}")
    say(
        f"one act, nobody else there: {mean(act.seconds for act in acts) * 1000:.0f} ms; literal {mean(act.seconds for act in floor_acts) * 1000:.0f} ms"
    )

    grown = [await memory(server, known, literal=server is literal) for server, known in ((real, seen), (literal, floor_seen))]
    say(f"memory a session: {grown[0] / 1024:.0f} KB; literal {grown[1] / 1024:.0f} KB ({SESSIONS} sessions)")

    crowds = [Crowd(real.address, seen, file), Crowd(literal.address, floor_seen, file, literal=True)]
    seeking = [seek(FIRST), seek(FIRST)]
    numbers = [next(one) for one in seeking]
    found: list[int | None] = [None, None]
    while None in found:
        for which in (0, 1):
            if found[which] is not None:
                continue
            number, server = numbers[which], (real, literal)[which]
            used, before = server.processor, len(crowds[which].acts)
            done = await crowds[which].probe(number, SETTLE, HOLD)
            wrong = [act.wrong for act in done if act.wrong]
            slow = percentile_95([act.seconds for act in done])
            used = (server.processor - used) / max(1, len(crowds[which].acts) - before)
            say(
                f"{'literal' if which else 'ours':8} {number:4} people: {slow * 1000:6.0f} ms for 95 of 100 of {len(done)} acts, "
                f"{used * 1000:.0f} ms of the processor an act{_told(wrong)}"
            )
            try:
                numbers[which] = seeking[which].send(bool(done) and slow <= PROMPT and not wrong)
            except StopIteration as end:
                found[which] = end.value
                await crowds[which].resize(0)
    return (found[0] or 0) / max(1, found[1] or 0), grown[0] / grown[1]


def _without_charts(drawn: Drawn) -> set[tuple[tuple[int, ...], str]]:
    """What was drawn. Of charts not their sizes: a table that was read from a recording is packed closer."""
    return {(place, "chart" if made.startswith("vega_lite_chart") else made) for place, made in drawn.items()}


def _told(wrong: list[str]) -> str:
    return f"; {len(wrong)} went wrong: {wrong[0]}" if wrong else ""


def main() -> None:
    """Print the figures. It measures; it fails nobody."""
    begun = time.monotonic()
    with TemporaryDirectory() as name:
        folder = Path(name)
        recording, file = record(folder)
        with (
            running(REAL, MATRICES_FOLDER=name, MATRICES_UPLOADS_PER_MINUTE="100000") as real,
            running(LITERAL, LITERAL_RECORDING=str(recording)) as literal,
        ):
            people, taken = asyncio.run(measure(real, literal, file, lambda line: print("         ", line, file=sys.stderr, flush=True)))
    print(f"load      {people:5.2f}   goal ≥ {GOAL}: {'met' if people >= GOAL else 'MISSED'}   (people served ÷ the literal page's)")
    print(f"memory    {taken:5.2f}   goal ≤ {MEMORY_GOAL}: {'met' if taken <= MEMORY_GOAL else 'MISSED'}   (memory a session ÷ the literal page's)")
    print(f"          {time.monotonic() - begun:.0f} s in all; people think {THINKING:.0f} s on average")


if __name__ == "__main__":
    main()
