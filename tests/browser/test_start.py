"""The first minute of a process, as `make run` starts it: in an empty home, on a machine that reaches nothing else."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NOTHING, NewPage, StartServer, lent
from tests.browser.look import keep_picture, visit

ROOT = Path(__file__).parents[2]
FETCH = "() => fetch('https://example.org/font.woff2').catch(() => console.error('no font'))"


def test_a_link_to_a_page_works_as_the_first_request_of_a_fresh_process(server: StartServer, new_page: NewPage) -> None:
    page = new_page(base_url=server())
    visit(page, "/coverage?region=west-africa")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coverage")
    expect(page.get_by_label("Region", exact=True)).to_have_value("West Africa")
    expect(page.get_by_text("Page not found")).to_have_count(0)
    keep_picture(page, "start")


def test_a_widget_that_a_browser_draws_late_shows_what_the_address_says(new_page: NewPage, address: str) -> None:
    """The page runs again, and says nothing new of the widget, before the browser has the script that draws it."""
    page = new_page(base_url=address)  # one that has nothing of the front end yet
    page.route(re.compile(r"/Selectbox\.[^/]*\.js"), lambda route: (time.sleep(2), route.continue_())[1])
    page.goto("/planning?region=demonstration-north")
    expect(page.get_by_role("combobox", name="Region")).to_have_value("Demonstration North", timeout=30_000)


def test_a_window_that_serves_another_test_has_forgotten_the_one_before(browser: Browser, address: str) -> None:
    waiting: list[Page] = []
    for _ in range(2):
        with lent(waiting, lambda base_url: browser.new_context(base_url=base_url).new_page(), address) as page:
            page.goto(NOTHING)
            assert page.evaluate("() => [document.cookie.includes('a=1'), localStorage.length, sessionStorage.length]") == [False, 0, 0]
            assert page.evaluate("() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [1280, False]
            page.evaluate("() => { document.cookie = 'a=1'; localStorage.a = 1; sessionStorage.a = 1 }")
            page.set_viewport_size({"width": 400, "height": 700})
            page.emulate_media(color_scheme="dark")
            page.route("**/*", lambda route: route.abort())
        assert waiting == [page]
    page.context.close()


def test_a_request_to_elsewhere_and_an_error_in_the_console_are_noticed(page: Page, sent_elsewhere: list[str], console_errors: list[str]) -> None:
    """What the tests of pages rest on. Tried on a page that allows it."""
    page.route("**/allows-all", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("/allows-all")
    page.evaluate(FETCH)
    page.wait_for_timeout(200)
    assert sent_elsewhere == ["https://example.org/font.woff2"]
    assert any("no font" in error for error in console_errors)
    sent_elsewhere.clear()
    console_errors.clear()


def test_a_browser_sends_no_request_to_elsewhere_from_a_page_and_the_attempt_is_noticed(page: Page, console_errors: list[str]) -> None:
    visit(page, "/method")
    page.evaluate(FETCH)
    page.wait_for_timeout(200)
    assert any("refused: connect-src https://example.org/font.woff2" in error for error in console_errors)
    console_errors.clear()


def test_a_folder_that_is_not_there_is_named_in_one_sentence() -> None:
    command = (sys.executable, "-m", "streamlit", "run", "serve.py", "--server.headless", "true")
    said = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "MATRICES_FOLDER": "/nowhere"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert said.returncode == 1
    assert "The folder of matrices cannot be used" in said.stderr
    assert "/nowhere" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_second_start_on_the_same_port_says_so_in_plain_words(address: str) -> None:
    """Not a traceback, and no other port that nobody would look at."""
    port = address.rsplit(":")[-1]
    again = (sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", port, "--server.headless", "true")
    said = subprocess.run(again, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 1
    assert f"Port {port} is not available" in said.stdout + said.stderr
    assert "Traceback" not in said.stdout + said.stderr
