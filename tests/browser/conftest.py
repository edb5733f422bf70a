"""A real server and a real browser. Every page opened here must stay on this machine and free of errors, whatever else its test looks at."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, ViewportSize, expect, sync_playwright

from tests import injection
from tests.browser import chromium

ROOT = Path(__file__).parents[2]
LONGEST_START = 60  # seconds
ELSEWHERE = re.compile(r"^(https?|wss?)://(?!(localhost|127\.0\.0\.1)[:/])")
FLAGS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # nothing else is reached, and the cache stays on
    "--disable-background-networking",  # what the browser itself would call home about is none of the dashboard's doing
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--no-opt --no-maglev --single-threaded",  # a page lives for seconds: to make its code faster takes longer than that saves
)

_TELL = """addEventListener('securitypolicyviolation', (e) =>
  console.error(`Content Security Policy refused: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"""
"""What the content security policy refuses is an error in the console, even where a script does without it in silence."""

LAPTOP: ViewportSize = {"width": 1280, "height": 720}
NOTHING = "/_stcore/health"
"""A page of the server without a script: a window waits there for the next test, in the process that has Streamlit's front end compiled."""
_MEDIA = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}

expect.set_options(timeout=20_000)  # what a busy machine takes long for is not wrong

StartServer = Callable[..., str]
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """`server(MATRICES_FOLDER=…)` starts the dashboard in a fresh process with these variables and gives its address; it runs until the tests end."""
    with ExitStack() as running:
        yield lambda **variables: running.enter_context(serving(tmp_path_factory.mktemp("home"), variables))


@pytest.fixture(scope="session")
def address(server: StartServer) -> str:
    """The address of the dashboard as it is shipped."""
    return server()


@pytest.fixture(scope="session")
def hostile(server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a dashboard whose one workbook is full of injections."""
    return server(MATRICES_FOLDER=str(injection.fill(tmp_path_factory.mktemp("hostile"))))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of the session."""
    path = chromium.find()
    assert path, chromium.ADVICE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _told() -> tuple[list[str], list[str]]:
    """Where every window of the session tells what no window may do: the two fixtures below."""
    return [], []


@pytest.fixture
def sent_elsewhere(_told: tuple[list[str], list[str]]) -> list[str]:
    """Addresses beyond this machine that a page asked for; it got nothing. One left at the end fails the test."""
    _told[0].clear()
    return _told[0]


@pytest.fixture
def console_errors(_told: tuple[list[str], list[str]]) -> list[str]:
    """Errors in the browser's console. One left at the end fails the test."""
    _told[1].clear()
    return _told[1]


@pytest.fixture(scope="session")
def _waiting() -> Iterator[defaultdict[str, list[Page]]]:
    """Windows that no test uses now, by the address of their dashboard. To fetch and compile its front end costs a new one two seconds of a processor."""
    windows: defaultdict[str, list[Page]] = defaultdict(list)
    yield windows
    for page in chain.from_iterable(windows.values()):
        page.context.close()


@pytest.fixture
def new_page(
    browser: Browser, request: pytest.FixtureRequest, _waiting: defaultdict[str, list[Page]], sent_elsewhere: list[str], console_errors: list[str]
) -> Iterator[NewPage]:
    """`new_page(color_scheme="dark", viewport=…)` opens a window with playwright's context options; `base_url` is another server's address.

    It may be a window of an earlier test, without its cookies and whatever else a site keeps in a browser. Who puts a script into it for good
    (`add_init_script`) asks for one of their `own`, which is opened and closed for this test, and gets it too with any other option."""
    with ExitStack() as windows:

        def new(base_url: str = "", own: bool = False, **options: Any) -> Page:
            address = base_url or request.getfixturevalue("address")
            if not own and options.keys() <= {"viewport", *_MEDIA}:
                return windows.enter_context(lent(_waiting[address], opening, address, **options))
            return windows.enter_context(watched(browser, sent_elsewhere, console_errors, base_url=address, **options))

        def opening(address: str) -> Page:
            return _open(browser, sent_elsewhere, console_errors, base_url=address)

        yield new
    assert not sent_elsewhere, "the page asked for something beyond this machine"
    assert not console_errors, "the browser's console shows errors"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A window of 1280 × 720 on the dashboard as it is shipped."""
    return new_page()


@contextmanager
def lent(waiting: list[Page], opening: Callable[[str], Page], address: str, viewport: ViewportSize = LAPTOP, **media: Any) -> Iterator[Page]:
    """A window that waits, or a new one, for one test: of this size and in these colours."""
    page = waiting.pop() if waiting else opening(address)
    page.set_viewport_size(viewport)
    page.emulate_media(media="null", **{**_MEDIA, **media})
    yield page
    try:
        for other in page.context.pages:
            if other != page:
                other.close()
        page.unroute_all()
        page.goto(NOTHING)
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        page.context.clear_cookies()
        page.mouse.move(0, 0)
    except Error:  # what was closed or hangs serves nobody else
        page.context.close()
    else:
        waiting.append(page)


@contextmanager
def watched(browser: Browser, sent_elsewhere: list[str], console_errors: list[str], **options: Any) -> Iterator[Page]:
    """A window with playwright's context options. What it asks for beyond this machine, and what its console calls an error, goes into the lists."""
    page = _open(browser, sent_elsewhere, console_errors, **options)
    yield page
    page.context.close()


def _open(browser: Browser, sent_elsewhere: list[str], console_errors: list[str], **options: Any) -> Page:
    window = browser.new_context(**{"viewport": LAPTOP, **options})
    window.on("request", lambda asked: ELSEWHERE.match(asked.url) and sent_elsewhere.append(asked.url))
    window.on("weberror", lambda error: console_errors.append(str(error.error)))
    window.on("console", lambda message: _is_an_error(message) and console_errors.append(f"{message.text} {message.location['url']}"))
    window.add_init_script(_TELL)
    page = window.new_page()
    page.on("websocket", lambda socket: ELSEWHERE.match(socket.url) and sent_elsewhere.append(socket.url))
    return page


def _is_an_error(message: ConsoleMessage) -> bool:
    # On a link to a page Streamlit first looks for its server beneath that page, and the browser notes the 404.
    return message.type == "error" and not message.location["url"].endswith(("/_stcore/health", "/_stcore/host-config"))


def forget_the_lost_connection(console_errors: list[str]) -> None:
    """For tests that kill a server: a planning room asks every four seconds what others recorded, also while its server is away."""
    console_errors[:] = [error for error in console_errors if "when disconnected from server" not in error]


@contextmanager
def serving(home: Path, variables: dict[str, str]) -> Iterator[str]:
    """The dashboard as `make run` starts it, in an empty home and on a free port. A traceback in its log fails the session."""
    port = free_port()
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "MATRICES_"))}
    own = {"HOME": str(home), "MATRICES_DATABASE_URL": f"sqlite:///{home / 'matrices.sqlite'}"}
    command = (sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port), "--server.headless", "true")
    log = home / "server.log"
    with log.open("w") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**ours, **own, **variables}, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT
        )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
    assert '"errors"' not in log.read_text() and "Traceback" not in log.read_text(), log.read_text()[-4000:]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=LONGEST_START):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()[-4000:]}")
