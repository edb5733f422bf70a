"""/readyz: whether this process can do its work – its store answers, and the current matrix of every region can be read.

200 or 503, and no word why: whoever may know reads it in the log. However many ask, the store is asked once in a second. (Whether the process lives at
all is told by Streamlit's own /_stcore/health, which every browser asks too.)
"""

import logging
import time
from asyncio import Lock, to_thread
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lib.exceptions import MatricesError

PATH = "/readyz"
_SECONDS = 1
"""How long an answer holds."""

_LOG = logging.getLogger(__name__)


def route(read: Callable[[], object]) -> Route:
    """The route; `read` reads what has to be readable, and raises what stands in the way (MatricesError, OSError)."""
    asking = Lock()
    ready, until = True, 0.0

    async def answer(_: Request) -> PlainTextResponse:
        nonlocal ready, until
        async with asking:
            if time.monotonic() >= until:
                was, ready = ready, await to_thread(_is_readable, read)
                until = time.monotonic() + _SECONDS
                if ready is not was:
                    _LOG.log(logging.INFO if ready else logging.ERROR, "ready" if ready else "not_ready")
        return PlainTextResponse("ready\n" if ready else "not ready\n", 200 if ready else 503, headers={"Cache-Control": "no-store"})

    return Route(PATH, answer)


def _is_readable(read: Callable[[], object]) -> bool:
    try:
        read()
    except (MatricesError, OSError):
        return False
    return True
