"""How the dashboard is served: `streamlit run serve.py` on this machine, `uvicorn serve:app` behind a proxy (one process: uploads live in it).

What dashboard.py cannot do for itself happens here, once per process and before the first visitor: a link to a page works as the very first
request, what is slow to load is loaded, and the garbage collector keeps out of the way of clicks. `streamlit run dashboard.py` works too, without
the three.
"""

import asyncio
import gc
import logging
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, net_util
from streamlit.runtime.pages_manager import PagesManager

from lib import shipped, store, words
from lib.exceptions import MatricesError, StoreError, StoreUnavailable
from pages.shared import data, who
from serving import faults, inside, limits, log, memory, metrics, news, readiness
from serving.headers import Headers, headers

SECONDS_BETWEEN_COLLECTIONS = 5

_LOG = logging.getLogger("serving")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Prepare the process before it answers the first request, and keep its memory bounded while it runs."""
    # A private name: Streamlit's older discovery takes a folder named pages/ for its own, and a deep link that comes first then finds no page.
    PagesManager.uses_pages_directory = False
    # Another: where a page of somebody else's asks, Streamlit asks a service on the internet who we are before it refuses. Nothing here does.
    net_util.get_external_ip = _nothing_outside
    import altair  # noqa: F401  # takes a second: not while the first visitor waits for a chart

    memory.give_back()
    _freeze()
    log.begin(level)  # once more: uvicorn has set up its own meanwhile
    metrics.watch()
    _LOG.info("started")
    behind = [
        asyncio.create_task(asyncio.to_thread(_read_matrices)),
        asyncio.create_task(_collect_between_clicks()),
        asyncio.create_task(news.tell(lambda: store.latest_stamp(data.opened()))),
    ]
    _open_browser()
    yield
    for task in behind:
        task.cancel()
    _LOG.info("stopped")


def _read_matrices() -> None:
    """Every region's matrix, while the first browser is still loading Streamlit itself."""
    with suppress(StoreError):  # the page says that it cannot be reached
        _read_current()
    _freeze()


def _read_current() -> None:
    """The current matrix of each region, read once per process and revision. StoreError."""
    for region, stamp in store.latest_stamp(data.opened()).items():
        data.revision(region, *stamp)


def _nothing_outside() -> None:
    """This machine's address as the internet sees it: not asked for."""


def _freeze() -> None:
    """What has been made so far lives as long as the process: no collection needs to walk it again."""
    gc.collect()
    gc.freeze()


async def _collect_between_clicks() -> None:
    """The full collection that Streamlit would run after every click (runner.postScriptGC, off), now and then instead and only if something ran.

    Python's own thresholds stay as they are: they collect the young often and all rarely. A session that ends leaves old cycles behind.
    """
    seen = 0
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_COLLECTIONS)
        young = gc.get_stats()[0]["collections"]
        if young != seen:
            gc.collect()
            seen = young


def _open_browser() -> None:
    """On a desktop, when started by `streamlit run`: it takes its own name out of the arguments, uvicorn leaves its own in."""
    if Path(sys.argv[0]) == Path(__file__) and not config.get_option("server.headless"):
        webbrowser.open(f"http://{config.get_option('browser.serverAddress')}:{config.get_option('server.port')}")


try:
    level, allowed, room = log.level(), inside.networks(), limits.limits()
except ValueError as error:
    sys.exit(f"A setting cannot be used ({error}): see docs/settings.md.")
log.begin(level)

try:
    shipped.framework(), shipped.places()
except (MatricesError, OSError) as error:
    sys.exit(f"The folder of matrices cannot be used ({shipped.folder()}): {error}. The variable MATRICES_FOLDER names another.")

if problem := who.problem():
    sys.exit(words.render(problem, words.catalogue("en")))

try:
    data.opened()
except StoreUnavailable:
    pass  # it may come back: the pages say so, and it is tried again
except StoreError as error:
    sys.exit(words.render(error.message, words.catalogue("en")))

safe = headers()
app = st.App(
    Path(__file__).with_name("dashboard.py"),
    lifespan=lifespan,
    routes=[readiness.route(_read_current), metrics.route()],
    middleware=[Middleware(Headers, safe), Middleware(inside.Inside, allowed), Middleware(limits.Uploads, room)],
    on_script_error=faults.on_script_error,
    exception_handlers={Exception: faults.answer_with(safe)},
)
