"""How much may be uploaded at once: so many files a person and minute, so many bytes in this process. What is too much is told to wait.

A person is who signed in, else the address that they ask from: behind a proxy the one that it names, where uvicorn trusts the proxy
(FORWARDED_ALLOW_IPS). The bytes are those on their way and those that no page has taken over yet, so that a store that is away fills no memory either.

Where sign-in is on, nobody uploads who has not signed in: Streamlit itself takes files from whoever has a page open.

An upload that is refused is answered by 429 and Retry-After, one that is too large by 413. Streamlit's uploader shows the number only; so the page of that
session runs once more, and says in its own words what to do (pages/shared/by_itself.py).
"""

import asyncio
import logging
import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from lib import schema
from pages.shared import by_itself, who

_UPLOADS = "/_stcore/upload_file/"
_MINUTE = 60
_LONGEST = 300
"""How long an upload may take, in seconds: ten megabytes arrive within it at 300 kbit/s."""
_LARGEST = schema.MAX_BYTES + 2**20
"""What one upload may hold in bytes, with what stands around its file. Streamlit takes no more either (server.maxUploadSize)."""

_LOG = logging.getLogger(__name__)


class Limits(NamedTuple):
    """How many uploads a person may begin within a minute, and how many bytes of uploads the process holds at once."""

    per_minute: int
    held: int


def limits() -> Limits:
    """What MATRICES_UPLOADS_PER_MINUTE and MATRICES_UPLOAD_MEGABYTES say, else 20 and 100. ValueError where one is no number of at least one upload."""
    found = Limits(int(os.environ.get("MATRICES_UPLOADS_PER_MINUTE") or 20), int(os.environ.get("MATRICES_UPLOAD_MEGABYTES") or 100) * 2**20)
    if found.per_minute < 1 or found.held < _LARGEST:
        raise ValueError(found)
    return found


class Uploads:
    """Middleware: lets uploads through to Streamlit as far as there is room."""

    def __init__(self, app: ASGIApp, limits: Limits, now: Callable[[], float] = time.monotonic, longest: float = _LONGEST) -> None:
        self.app = app
        self.limits = limits
        self.now = now
        self.longest = longest
        self.arriving = 0
        self.begun: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or answer 429; 413 where an upload is too large, 408 where it takes too long."""
        if scope["type"] != "http" or scope["method"] != "PUT" or _UPLOADS not in scope["path"]:
            await self.app(scope, receive, send)
            return
        session, expected = _session(scope["path"]), _expected(scope)
        if session and who.guarded() and not _signed_in(session):
            await PlainTextResponse("Forbidden\n", 403)(scope, receive, send)
            return
        if expected > _LARGEST:
            await self._refuse("large", session, 413, scope, receive, send)
            return
        if why := self._refusal(_who(scope, session), expected):
            await self._refuse(why, session, 429, scope, receive, send)
            return
        self.arriving += expected
        try:
            async with asyncio.timeout(self.longest):
                await self.app(scope, receive, send)
        except TimeoutError:
            await self._refuse("slow", session, 408, scope, None, send)
        finally:
            self.arriving -= expected

    def _refusal(self, who: str, expected: int) -> str:
        """Why an upload has to wait: "own" has sent too many, "many" are arriving; "" where it has not."""
        now = self.now()
        for one, times in [*self.begun.items()]:
            while times and times[0] <= now - _MINUTE:
                times.popleft()
            if not times:
                del self.begun[one]
        if len(self.begun.get(who, ())) >= self.limits.per_minute:
            return "own"
        if self.arriving + _held() + expected > self.limits.held:
            return "many"
        self.begun.setdefault(who, deque()).append(now)
        return ""

    async def _refuse(self, why: str, session: Any, code: int, scope: Scope, receive: Receive | None, send: Send) -> None:
        _LOG.warning("turned_away", extra={"facts": {"why": why}})
        if receive:  # a browser that is still sending would take an answer before its end for a broken line
            await _let_run_out(receive)
        again = {} if code == 413 else {"Retry-After": str(_MINUTE)}
        await PlainTextResponse(f"Not taken: {why}\n", code, headers={"Connection": "close", **again})(scope, _nothing, send)
        if session:
            by_itself.run_again(session, by_itself.TURNED_AWAY, why)


async def _let_run_out(receive: Receive) -> None:
    """Read what is left of a request, piece by piece, and keep nothing of it."""
    left = _LARGEST
    with suppress(TimeoutError):
        async with asyncio.timeout(_MINUTE):
            while left > 0:
                message: Message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _expected(scope: Scope) -> int:
    """How many bytes an upload says that it has; the most there may be where it says nothing that can be believed."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else _LARGEST


def _session(path: str) -> Any:
    """The session whose page an upload belongs to; None where there is none."""
    if not runtime.exists():
        return None
    found = runtime.get_instance()._session_mgr.get_active_session_info(path.rpartition(_UPLOADS)[2].partition("/")[0])
    return found.session if found else None


def _signed_in(session: Any) -> str:
    """The address of whoever signed in; "" where nobody did."""
    return str(session._user_info.get("email") or "")


def _who(scope: Scope, session: Any) -> str:
    """Who sends it: whoever signed in, else the machine."""
    person = session and _signed_in(session)
    return f"person {person}" if person else f"machine {scope['client'][0] if scope['client'] else ''}"


def _held() -> int:
    """The bytes of uploads that Streamlit holds: those that a page has not taken over, of all sessions."""
    if not runtime.exists():
        return 0
    found: Any = runtime.get_instance().uploaded_file_mgr
    return sum(stat.byte_length for stats in found.get_stats().values() for stat in stats)
