"""Many visitors at once, each a real session over a WebSocket of its own: they open, click, filter, change pages, hand in – and think in between.

All of them live in one process beside the server's, and parse of what they get only what a browser must know to go on: they take little from the
machine that is measured.
"""

import asyncio
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks import region
from benchmarks.client import LONGEST_RUN, STREAM, Seen, is_the_end
from benchmarks.views import ORDERS, UPLOAD, Place, after_hand_in, another, places, plan

THINKING = 5.0  # seconds on average between an answer and the next act; some think long, most do not (exponential)
ONE_FILE_IN = 50  # visits
_SMALL = 1_000  # bytes: what a browser must know to go on fits into messages of this size
_XSRF = "_streamlit_xsrf"


class Wrong(Exception):
    """The server did not answer, or with something else than was asked for."""


@dataclass(frozen=True)
class Act:
    """What somebody did: when, and how many seconds it took until all of the answer was there. `wrong` says what was not right; "" is nothing."""

    kind: str
    begun: float
    seconds: float
    wrong: str = ""


@dataclass
class Visitor(Seen):
    """One session among many. Where all is parsed (`careful`), `answers` are the messages that came since what was asked before, up to the end of the run
    that answers; `sign` is by which it is known. On the literal page the address names what is to be drawn."""

    address: str = field(kw_only=True)
    connection: ClientConnection = field(kw_only=True)
    literal: bool = False
    careful: bool = False
    sign: bool = False
    answers: list[ForwardMsg] = field(default_factory=list)

    async def do(self, act: str, place: Place) -> None:
        """Do what leads to a place. Wrong where the answer is no page, or none comes."""
        match act:
            case "click":
                message = self.clicking(place.cell)
            case "filter":
                message = self.rerun()
                state = message.rerun_script.widget_states.widgets.add()
                state.id, state.string_value = self.widgets["choose-order"], ORDERS[place.order]
            case _:
                # As by a link that names the view: some pages forget a cell that they cannot show.
                self.page = self.pages["" if place.page == "overview" else place.page] if self.pages else ""
                self.query = f"region={region.ID}&{place.view.partition('?')[2]}"
                message = self.rerun()
        await self.send(message, place.view)

    async def hand_in(self, name: str, data: bytes, place: Place, view: str) -> None:
        """Go to Upload and hand a file in; `view` is what is seen then."""
        await self.do("switch", place._replace(page="upload"))
        asked = BackMsg()
        asked.file_urls_request.request_id, asked.file_urls_request.session_id = "1", self.session
        asked.file_urls_request.file_names.append(name)
        await self.connection.send(asked.SerializeToString())
        answer = ForwardMsg()
        while answer.WhichOneof("type") != "file_urls_response":
            answer = ForwardMsg.FromString(await self._received())
        urls = answer.file_urls_response.file_urls[0]
        await asyncio.to_thread(put_file, self.address, urls.upload_url, name, data)
        message = self.rerun()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = next(id for key, id in self.widgets.items() if key.startswith("upload-"))
        state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(data), file_id=urls.file_id, file_urls=urls)
        await self.send(message, view)

    async def send(self, message: BackMsg, view: str) -> None:
        """Tell the server, and wait until all of its answer is there. Wrong."""
        if self.literal:
            message.rerun_script.query_string = f"view={quote(view)}"
        answers = [b""]
        if self.careful:
            self.sign = not self.sign
            await self.connection.send(BackMsg(set_run_on_save=self.sign).SerializeToString())
        await self.connection.send(message.SerializeToString())
        begun = not self.careful
        while not (begun and is_the_end(answers[-1])):
            answers.append(await self._received())
            begun = begun or self._is_for_us(answers[-1])
        parsed = [ForwardMsg.FromString(answer) for answer in answers if self.careful or len(answer) <= _SMALL]
        self.remember(parsed)
        if self.careful:
            self.answers = parsed
        if broken := [made for made in self.drawn.values() if made.startswith("exception")]:
            raise Wrong(f"{view}: {broken}")

    def _is_for_us(self, answer: bytes) -> bool:
        """Whether a run begins here for what was asked last. A page also runs by itself when there is news, and such a run may begin while the question is on
        its way: nothing tells the two apart. So a visitor who is careful changes, with each question, a setting of the session that means nothing here
        (whether it runs when a file of the code is saved) and that the server repeats as each run begins."""
        message = ForwardMsg.FromString(answer)
        return message.WhichOneof("type") == "new_session" and message.new_session.initialize.session_status.run_on_save == self.sign

    async def _received(self) -> bytes:
        try:
            async with asyncio.timeout(LONGEST_RUN):
                return await self.connection.recv(decode=False)
        except TimeoutError:
            raise Wrong(f"no answer in {LONGEST_RUN} seconds") from None


@asynccontextmanager
async def arriving(address: str, place: Place, known: Seen | None = None, *, literal: bool = False, careful: bool = False) -> AsyncIterator[Visitor]:
    """A session with a place opened by its address; what another has seen need not be learnt again."""
    async with connect(STREAM.format(address=address), subprotocols=["streamlit"], max_size=None, open_timeout=LONGEST_RUN) as connection:  # type: ignore[list-item]
        one = Visitor("", address=address, connection=connection, literal=literal, careful=careful)
        if known:
            one.chart, one.widgets, one.pages = known.chart, dict(known.widgets), known.pages
        await one.do("open", place)
        yield one


def put_file(address: str, path: str, name: str, data: bytes) -> None:
    """Send a file as a browser does. urllib.error.HTTPError where the server takes it not."""
    body = beginning(name) + data + b"\r\n--end--\r\n"
    request = urllib.request.Request(f"http://{address}{path}", body, upload_headers(address), method="PUT")
    urllib.request.urlopen(request, timeout=LONGEST_RUN).close()


def beginning(name: str) -> bytes:
    """What stands before a file within the body of its upload."""
    return f'--end\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()


def upload_headers(address: str) -> dict[str, str]:
    """What a browser says before a file: that the page which sends it is the server's own, by the server's token."""
    with urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=LONGEST_RUN) as healthy:
        token = next(one for one in healthy.headers.get_all("Set-Cookie") if one.startswith(_XSRF)).partition("=")[2].partition(";")[0]
    return {"Content-Type": "multipart/form-data; boundary=end", "Cookie": f"{_XSRF}={token}", "X-Xsrftoken": token}


async def walk(address: str, file: bytes, *, literal: bool) -> tuple[Seen, dict[str, dict], list[Act]]:
    """One visitor alone goes everywhere and hands in a file, so that nobody after is the first. What was seen, what was drawn on each view, and how long
    each act took (twice: the first time may be slow)."""
    drawn, acts = {}, []
    first, *others = places()
    async with arriving(address, first, literal=literal, careful=True) as one:
        drawn[first.view] = one.drawn
        for rounds in range(2):
            now = first
            for place in others:
                act = "click" if place.cell != now.cell else "filter" if place.page == now.page else "switch"
                begun = time.perf_counter()
                await one.do(act, place)
                if rounds:
                    acts.append(Act(act, begun, time.perf_counter() - begun))
                drawn[place.view], now = one.drawn, place
            await one.do("filter", now._replace(order=first.order))
            await one.do("click", first)
        await one.do("switch", first._replace(page="upload"))
        drawn[UPLOAD] = one.drawn
        await one.hand_in("handed-in.xlsx", file, first, after_hand_in(file))
        drawn[after_hand_in(file)] = one.drawn
        return deepcopy(Seen(one.query, one.page, one.pages, one.session, one.chart, one.widgets)), drawn, acts


class Crowd:
    """Visitors of one server that come and go, think and act: none at first, `probe` brings as many as it is asked for. Between the probes they wait."""

    def __init__(self, address: str, known: Seen, file: bytes, *, literal: bool = False, thinking: float = THINKING) -> None:
        """`known` is what `walk` saw; `file` is handed in, each time as from another sender."""
        self.address, self.known, self.file, self.literal, self.thinking = address, known, file, literal, thinking
        self.acts: list[Act] = []
        self.visits: Iterator[int] = count(ONE_FILE_IN // 2)
        self._people: list[asyncio.Task[None]] = []
        self._open = asyncio.Event()
        self._busy = 0

    async def probe(self, number: int, settle: float, hold: float) -> list[Act]:
        """Let so many people be there for a while; what they began to do in the last `hold` seconds."""
        await self.resize(number)
        self._open.set()
        await asyncio.sleep(settle)
        begun = time.perf_counter()
        await asyncio.sleep(hold)
        ended = time.perf_counter()
        await self.pause()
        return [act for act in self.acts if begun <= act.begun < ended]

    async def pause(self) -> None:
        """Let everybody finish what they do, and then wait."""
        self._open.clear()
        while self._busy:
            await asyncio.sleep(0.05)

    async def resize(self, number: int) -> None:
        """Let people come, or go, until there are so many."""
        while len(self._people) < number:
            self._people.append(asyncio.create_task(self._life(Random(len(self._people)))))
        gone, self._people = self._people[number:], self._people[:number]
        for one in gone:
            one.cancel()
        await asyncio.gather(*gone, return_exceptions=True)

    async def _life(self, chance: Random) -> None:
        while True:
            await self._think(chance)
            visit = next(self.visits)
            (_, place), *acts = plan(chance)
            try:
                session = arriving(self.address, place, self.known, literal=self.literal)
                one = await self._timed("open", session.__aenter__)
            except Wrong:
                continue
            try:
                for act, place in acts:
                    await self._think(chance)
                    await self._timed(act, partial(one.do, act, place))
                if visit % ONE_FILE_IN == 0:
                    await self._think(chance)
                    data, view = another(self.file, visit), after_hand_in(self.file)
                    await self._timed("hand in", partial(one.hand_in, f"sender-{visit}.xlsx", data, place, view))
            except Wrong:
                pass  # it is told in the act: this visit is over
            finally:
                await session.__aexit__(None, None, None)

    async def _think(self, chance: Random) -> None:
        await asyncio.sleep(min(chance.expovariate(1 / self.thinking), 6 * self.thinking))
        while not self._open.is_set():
            await self._open.wait()
            await asyncio.sleep(chance.uniform(0, self.thinking))

    async def _timed(self, kind: str, act: Callable) -> object:
        begun, wrong = time.perf_counter(), ""
        self._busy += 1
        try:
            return await act()
        except (Wrong, WebSocketException, OSError) as error:
            wrong = f"{type(error).__name__}: {error}"
            raise Wrong(wrong) from error
        finally:
            self._busy -= 1
            self.acts.append(Act(kind, begun, time.perf_counter() - begun, wrong))
