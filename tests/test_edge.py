"""The edge of the process, piece by piece: what every answer carries, who sees its figures, how much may be uploaded, what its log tells."""

import asyncio
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message
from streamlit.proto.ClientState_pb2 import ClientState

from lib.exceptions import StoreUnavailable
from pages.shared import who
from serving import faults, log, metrics, readiness
from serving import limits as limiting
from serving.headers import Headers, headers
from serving.inside import Inside, is_inside, networks
from serving.limits import Limits, Uploads, limits

ROOT = Path(__file__).parents[1]
MARK = "Zweiundvierzig"
"""A text that must not leave the process."""


# Headers


def answering(**options: Any) -> Starlette:
    """A server whose answers are those of Streamlit in kind: a page, a file that comes in pieces, nothing of this name, a request that breaks."""

    async def breaks(_: Request) -> PlainTextResponse:
        raise ValueError(MARK)

    routes = [
        Route("/", lambda _: PlainTextResponse("a page")),
        Route("/media/file", lambda _: StreamingResponse(iter((b"a", b"b")))),
        Route("/metrics", lambda _: PlainTextResponse("figures")),
        Route("/_stcore/metrics", lambda _: PlainTextResponse("figures")),
        Route("/breaks", breaks),
    ]
    return Starlette(routes=routes, exception_handlers={Exception: faults.answer_with(headers())}, **options)


@pytest.mark.parametrize(("path", "code"), [("/", 200), ("/media/file", 200), ("/nothing", 404), ("/breaks", 500)])
def test_every_answer_tells_the_browser_to_allow_nothing_from_elsewhere(path: str, code: int) -> None:
    client = TestClient(answering(middleware=[Middleware(Headers, headers())]), raise_server_exceptions=False)
    answer = client.get(path)
    assert answer.status_code == code
    assert {name: answer.headers.get(name) for name in headers()} == dict(headers())


def test_the_policy_lets_no_text_become_a_script() -> None:
    policy = dict(part.split(" ", 1) for part in headers()["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not {"'unsafe-eval'", "'unsafe-inline'", "data:", "*", "https:"} & set(policy["script-src"].split())
    assert not [value for value in policy.values() if re.search(r"https?:|//|\*", value)]


# Who may see the figures


def asking(client: str | None, **headers: str) -> dict[str, Any]:
    return {"client": client and (client, 1), "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


def test_the_figures_are_for_this_machine_and_not_for_who_comes_through_a_proxy() -> None:
    allowed = networks()
    assert is_inside(asking("127.0.0.1"), allowed)
    assert is_inside(asking("::1"), allowed)
    assert is_inside(asking("::ffff:127.0.0.1"), allowed)
    assert not is_inside(asking("10.0.0.7"), allowed)
    assert not is_inside(asking(None), allowed)
    assert not is_inside(asking("127.0.0.1", **{"x-forwarded-for": "127.0.0.1"}), allowed)


def test_another_network_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATRICES_METRICS_FROM", "10.0.0.0/24, ::1")
    assert is_inside(asking("10.0.0.7"), networks())
    assert not is_inside(asking("127.0.0.1"), networks())


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/_stcore/metrics"])
def test_to_others_the_figures_are_not_there(path: str) -> None:
    app = answering(middleware=[Middleware(Inside, networks())])
    assert TestClient(app, client=("10.0.0.7", 1)).get(path).status_code == 404
    assert TestClient(app, client=("127.0.0.1", 1)).get(path).text == "figures"
    assert TestClient(app, client=("10.0.0.7", 1)).get("/").text == "a page"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MATRICES_METRICS_FROM", "everywhere"),
        ("MATRICES_UPLOADS_PER_MINUTE", "many"),
        ("MATRICES_UPLOADS_PER_MINUTE", "0"),
        ("MATRICES_UPLOAD_MEGABYTES", "5"),
        ("MATRICES_LOG", "loud"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_at_the_start(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=re.escape(value) if name != "MATRICES_UPLOAD_MEGABYTES" else "held"):
        networks(), limits(), log.level()


# How much may be uploaded

MEGABYTE = 2**20
UPLOAD = "/_stcore/upload_file/a-session/a-file"


LITTLE = {
    "_client_state": ClientState(),
    "_scriptrunner": None,
    "session_state": SimpleNamespace(query_params=SimpleNamespace(_query_params={})),
    "request_rerun": lambda state: None,
}
"""What else is asked of a session here."""


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Uploads behind the limits: each stays under way until `finish` is set, and is then taken."""

    def __init__(self, allowed: Limits, longest: float = 60) -> None:
        self.clock = Clock()
        self.finish = asyncio.Event()
        self.most = 0
        self.edge = Uploads(self.take, allowed, self.clock, longest)

    async def take(self, scope: Any, receive: Any, send: Any) -> None:
        self.most = max(self.most, self.edge.arriving)
        await self.finish.wait()
        await PlainTextResponse("taken", 204)(scope, receive, send)

    async def put(self, size: int = MEGABYTE, client: str = "10.0.0.7", path: str = UPLOAD, method: str = "PUT") -> int:
        """Begin an upload; gives the code of its answer."""
        said: list[Message] = []
        pieces = iter([{"type": "http.request", "body": b"x" * 1000, "more_body": True}, {"type": "http.request", "body": b"", "more_body": False}])
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "client": (client, 1),
            "headers": [(b"content-length", str(size).encode())] if size else [],
        }

        async def send(message: Message) -> None:
            said.append(message)

        async def receive() -> Message:
            return next(pieces)

        await self.edge(scope, receive, send)
        return int(said[0]["status"])


def running(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test that waits, in a thread of its own: a browser that is open in this process waits in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(test(), 20)).result()


def test_twenty_files_at_once_are_bounded_and_the_rest_told_to_wait() -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=100, held=100 * MEGABYTE))
        sending = [asyncio.create_task(server.put(10 * MEGABYTE, client=f"10.0.0.{n}")) for n in range(20)]
        await asyncio.sleep(0.05)
        server.finish.set()
        codes = await asyncio.gather(*sending)
        assert sorted(codes) == [204] * 10 + [429] * 10
        assert server.most == 100 * MEGABYTE
        assert server.edge.arriving == 0
        assert await server.put(10 * MEGABYTE) == 204, "there is room again"

    running(test)


def test_an_upload_that_does_not_say_its_size_counts_as_the_largest() -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=100, held=15 * MEGABYTE))
        first = asyncio.create_task(server.put(0))
        await asyncio.sleep(0.01)
        assert await server.put(5 * MEGABYTE) == 429
        server.finish.set()
        assert await first == 204

    running(test)


def test_a_person_may_send_so_many_a_minute_and_others_are_not_held_up_by_it() -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=3, held=100 * MEGABYTE))
        server.finish.set()
        assert [await server.put() for _ in range(5)] == [204, 204, 204, 429, 429]
        assert await server.put(client="10.0.0.8") == 204
        server.clock.now = 61
        assert await server.put() == 204
        assert set(server.edge.begun) == {"machine 10.0.0.7"}, "whoever sent nothing for a minute is forgotten"

    running(test)


def test_only_uploads_are_counted() -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=1, held=100 * MEGABYTE))
        server.finish.set()
        assert [await server.put(method="DELETE") for _ in range(3)] == [204] * 3
        assert [await server.put(path="/media/file") for _ in range(3)] == [204] * 3

    running(test)


def test_an_upload_that_is_too_large_is_never_begun(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=1, held=100 * MEGABYTE))
        server.finish.set()
        assert [await server.put(size) for size in (limiting._LARGEST + 1, limiting._LARGEST)] == [413, 204]

    running(test)
    assert [vars(record)["facts"] for record in caplog.records if record.message == "turned_away"] == [{"why": "large"}]


def test_an_upload_that_never_ends_does_not_keep_its_room() -> None:
    async def test() -> None:
        server = Server(Limits(per_minute=100, held=15 * MEGABYTE), longest=0.05)
        assert await server.put(10 * MEGABYTE) == 408
        server.finish.set()
        assert await server.put(10 * MEGABYTE) == 204

    running(test)


def test_where_people_sign_in_nobody_else_uploads(monkeypatch: pytest.MonkeyPatch) -> None:
    """And each has their own share, from whatever machine they send."""
    people = {"a-session": {}, "b-session": {"email": "b@example.org"}, "c-session": {"email": "c@example.org"}}
    monkeypatch.setattr(limiting, "_session", lambda path: SimpleNamespace(_user_info=people[path.split("/")[3]], id=path, **LITTLE))
    monkeypatch.setattr(who, "guarded", lambda: True)

    async def test() -> None:
        server = Server(Limits(per_minute=1, held=100 * MEGABYTE))
        server.finish.set()
        codes = [await server.put(path=UPLOAD.replace("a-session", session)) for session in ("a-session", "b-session", "b-session", "c-session")]
        assert codes == [403, 204, 429, 204]

    running(test)


def test_whoever_is_told_to_wait_is_told_for_how_long(caplog: pytest.LogCaptureFixture) -> None:
    app = Starlette(middleware=[Middleware(Uploads, Limits(per_minute=0, held=100 * MEGABYTE))])
    answer = TestClient(app).put(UPLOAD, content=b"x")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert caplog.records[-1].message == "turned_away"


# Readiness


def test_readiness_follows_the_store_and_tells_no_detail(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(readiness, "_SECONDS", 0)
    away: list[Exception] = []

    def read() -> None:
        if away:
            raise away[0]

    client = TestClient(Starlette(routes=[readiness.route(read)]))
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ready\n")
    away.append(StoreUnavailable(store=MARK))
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (503, "not ready\n")
    assert [record.message for record in caplog.records if record.name == "serving.readiness"] == ["not_ready"]
    away.clear()
    assert client.get("/readyz").status_code == 200


def test_however_many_ask_the_store_is_asked_once_in_a_second() -> None:
    asked: list[int] = []
    client = TestClient(Starlette(routes=[readiness.route(lambda: asked.append(1))]))
    assert {client.get("/readyz").status_code for _ in range(20)} == {200}
    assert len(asked) <= 2


# The log


def logged(code: str, **variables: str) -> list[dict[str, Any]]:
    """What a process writes that begins the log and runs this."""
    begin = "import logging, sys; from serving import log; log.begin(log.level()); "
    ended = subprocess.run((sys.executable, "-c", begin + code), cwd=ROOT, capture_output=True, text=True, check=False, env={**variables})
    assert ended.stdout == ""
    return [json.loads(line) for line in ended.stderr.splitlines()]


def test_an_event_of_ours_is_one_line_with_its_facts_from_the_level_on_that_is_named() -> None:
    code = "logging.getLogger('lib').info('read'); logging.getLogger('lib').warning('refused', extra={'facts': {'action': 'publish', 'region': 'europe'}})"
    (event,) = logged(code, MATRICES_LOG="warning")
    assert event["timestamp"].endswith("Z")
    assert {**event, "timestamp": ""} == {"event": "refused", "level": "warning", "action": "publish", "region": "europe", "timestamp": ""}


def test_on_a_terminal_a_line_is_made_for_reading() -> None:
    code = (
        "import sys; sys.stderr.isatty = lambda: True; from serving import log; log.begin(20); "
        "import logging; logging.getLogger('lib').info('done', extra={'facts': {'action': 'publish'}})"
    )
    said = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True, env={"NO_COLOR": "1"}).stderr
    assert re.search(r"\[info.*\] done +.*action=", re.sub(r"\x1b\[\d*m", "", said))


def test_of_an_error_stands_its_type_and_its_place_and_those_of_its_causes() -> None:
    code = f"""
def cause():
    try: int({MARK!r})
    except ValueError as error: raise RuntimeError({MARK!r}) from error
try: cause()
except RuntimeError: logging.getLogger('elsewhere').exception('It broke')
"""
    (event,) = logged(code)
    assert [error["type"] for error in event["errors"]] == ["RuntimeError", "ValueError"]
    assert all(error["where"][0].endswith(" cause") for error in event["errors"])
    assert MARK not in str(event)


SAID = {
    "'no gap'": "no gap",
    f"'%s in a gap', {MARK!r}": "%s in a gap",
    f'f"put together {{str({MARK!r})}}"': "(a text that was put together)",
    f"ValueError({MARK!r})": "(a text that was put together)",
}
"""What others may say, and what of it is written."""


def test_of_what_others_say_stands_what_their_program_holds() -> None:
    lines = logged("\n".join(f"\nlogging.getLogger('elsewhere').warning({said})" for said in SAID))
    assert [line["event"] for line in lines] == [*SAID.values()]
    assert MARK not in str(lines)


def test_what_nobody_catches_is_a_line_too() -> None:
    """In the program itself, in a thread, and while something is thrown away."""
    code = f"""
import threading
def breaks(*_): int({MARK!r})
thread = threading.Thread(target=breaks)
thread.start(), thread.join()
type('', (), {{'__del__': breaks}})()
breaks()
"""
    events = logged(code)
    assert [(event["event"], event["errors"][0]["type"]) for event in events] == [("not_caught", "ValueError")] * 3
    assert MARK not in str(events)


def test_loggers_of_the_server_and_of_streamlit_write_nowhere_else() -> None:
    """Those too that Streamlit makes later, and after it has read its settings again."""
    code = (
        "import streamlit.logger, uvicorn; uvicorn.Config('x'); log.begin(log.level()); streamlit.logger.get_logger('late').warning('One'); "
        "streamlit.logger.update_formatter(); streamlit.logger.get_logger('late').warning('Two'); logging.getLogger('uvicorn.error').warning('Three')"
    )
    assert [event["event"] for event in logged(code)] == ["One", "Two", "Three"]


# Figures


def figures() -> dict[str, float]:
    client = TestClient(Starlette(routes=[metrics.route()]))
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {f"{one.name}{sorted(one.labels.items())}": one.value for family in families for one in family.samples}


def test_what_is_logged_is_counted() -> None:
    record = logging.makeLogRecord({"msg": "done", "facts": {"action": "publish", "region": "europe", "subject": MARK}})
    name = "matrices_actions_total[('action', 'publish'), ('region', 'europe')]"
    before = figures().get(name, 0)
    metrics.Counting().emit(record)
    assert figures()[name] == before + 1
    assert MARK not in str(figures())


def test_the_figures_tell_of_memory_and_version() -> None:
    found = figures()
    assert found["process_resident_memory_bytes[]"] > 1e6
    assert any(name.startswith("matrices_build_info") for name in found)


# Memory

EIGHT_UPLOADS = """
import threading
from mmap import PAGESIZE
from pathlib import Path
from serving import memory

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGESIZE

def upload():
    for _ in range(2):
        bytes(10 * 2**20).count(1)
        everybody.wait()
    everybody.wait()  # its thread lives on

memory.give_back()
everybody, least = threading.Barrier(9), held()
for _ in range(8):
    threading.Thread(target=upload).start()
for _ in range(2):
    everybody.wait()
print((held() - least) // 2**20)
everybody.wait()
"""


def test_what_a_large_file_took_goes_back_to_the_machine() -> None:
    """A thread would keep ten megabytes for the next one."""
    ended = subprocess.run((sys.executable, "-c", EIGHT_UPLOADS), cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) < 10
