"""People who click on while something befalls the dashboard, and look at what they are shown: is it still right, and does it come?"""

import asyncio
import re
import resource
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.client import Seen
from benchmarks.crowd import Visitor, arriving
from benchmarks.serving import Server
from benchmarks.views import Place, after_hand_in, places, plan

THINKING = 0.8  # seconds on average
Said = Counter[tuple[str, str]]
"""The texts of a page, each with the kind of its element."""


def said(answers: Iterable[ForwardMsg]) -> Said:
    """What the last run among these answers put on the page, in words."""
    found: dict[tuple[int, ...], tuple[str, str]] = {}
    for answer in answers:
        if answer.WhichOneof("type") == "new_session":
            found = {}
        element = answer.delta.new_element
        kind = element.WhichOneof("type") or ""
        if text := getattr(getattr(element, kind), "body", "") if kind in ("markdown", "html", "heading", "alert", "exception") else "":
            found[tuple(answer.metadata.delta_path)] = (kind, text)
    return Counter(found.values())


@dataclass
class Onlookers:
    """Twenty people, each with a session; `expected` is what each view says on a good day. While `troubled`, a page may say what it cannot do now, in a
    sentence – and never shows another figure, breaks, or stays away. `apart` is what of a text may be another one. `wrong` is what was not right, `right`
    how often all was."""

    server: Server
    known: Seen
    expected: dict[str, Said]
    troubled: bool = False
    apart: str = ""
    right: int = 0
    warned: int = 0
    wrong: list[str] = field(default_factory=list)

    def look(self, one: Visitor, place: Place) -> None:
        """Judge what somebody is shown, of the views of which it is known what they say."""
        if place.view not in self.expected:
            return
        shown, expected = self._without(said(one.answers)), self._without(self.expected[place.view])
        if shown == expected:
            self.right += 1
            return
        more, less = shown - expected, expected - shown
        alerts = [text for kind, text in more if kind == "alert"]
        if self.troubled and alerts and all(kind == "alert" for kind, _ in more):
            self.warned += 1
        else:
            self.wrong.append(f"{place.view}: more {[*more][:3]}, less {[*less][:3]}")

    def _without(self, page: Said) -> Said:
        return Counter({(kind, re.sub(self.apart, "", text)): times for (kind, text), times in page.items()}) if self.apart else page

    async def click_on(self, chance: Random) -> None:
        """One person's time: visit after visit."""
        while True:
            (_, place), *acts = plan(chance)
            async with arriving(self.server.address, place, self.known, careful=True) as one:
                self.look(one, place)
                for act, there in acts:
                    await asyncio.sleep(chance.expovariate(1 / THINKING))
                    troubled = self.troubled
                    await one.do(act, there)
                    self.troubled, after = self.troubled or troubled, self.troubled  # trouble that ended meanwhile was there when this began
                    self.look(one, there)
                    self.troubled = after

    async def all_is_well(self, times: int = 40) -> None:
        """Wait until so many more answers were right, and see that none was wrong."""
        seen = self.right
        async with asyncio.timeout(120):
            while self.right < seen + times and not self.wrong:
                await asyncio.sleep(0.1)
        assert not self.wrong, self.wrong[:3]


async def good_day(server: Server) -> tuple[Seen, dict[str, Said]]:
    """What one visitor learns, and what each view says."""
    first, *others = places()
    async with arriving(server.address, first, careful=True) as one:
        expected, now = {first.view: said(one.answers)}, first
        for place in others:
            await one.do("click" if place.cell != now.cell else "filter" if place.page == now.page else "switch", place)
            expected[place.view], now = said(one.answers), place
        await one.do("switch", first._replace(page="upload"))
        return Seen(one.query, one.page, one.pages, one.session, one.chart, one.widgets), expected


@asynccontextmanager
async def looking_on(server: Server, people: int = 20) -> AsyncIterator[Onlookers]:
    """So many people who click on; at the end all must be well, and the process have written of no mistake of ours."""
    known, expected = await good_day(server)
    crowd = Onlookers(server, known, expected)
    tasks = [asyncio.create_task(crowd.click_on(Random(number))) for number in range(people)]
    try:
        await crowd.all_is_well()
        yield crowd
        await crowd.all_is_well()
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    broken = [repr(one) for one in ended if not isinstance(one, asyncio.CancelledError)]
    assert not broken, broken[:3]
    assert server.process.poll() is None
    assert "Traceback" not in server.said and "script_error" not in server.said, server.said[-4000:]


async def hands_in(server: Server, known: Seen, name: str, data: bytes) -> str:
    """Hand a file in, in a session of its own. What the page says then, in words: of a file that is kept, its address."""
    first = next(places())
    async with arriving(server.address, first, known, careful=True) as one:
        await one.hand_in(name, data, first, after_hand_in(data))
        shown = " ".join(text for _, text in said(one.answers))
        return after_hand_in(data) if after_hand_in(data).partition("?")[2] in one.query else shown


def may_write(server: Server, largest: int) -> None:
    """From now on no file of the process may grow beyond so many bytes, as on a disk that is full; -1 is the end of that."""
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest, -1))


def children(server: Server) -> list[int]:
    """The processes that the server has started, by their numbers."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = stat.read_text().partition(" (")
        except OSError:  # it ended meanwhile
            continue
        if int(rest.rpartition(") ")[2].split()[1]) == server.process.pid:
            found.append(int(number))
    return found
