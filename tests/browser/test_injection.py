"""What a workbook says stays text: nothing of it runs, becomes an element, or asks for anything elsewhere (that last the fixtures see to)."""

from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from lib.intake.codes import quoted
from tests import injection
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import settle, visit
from tests.injection import FULL, GOOD_LINKS, LONG, MATRIX, PAYLOADS, REGION, TALL

EVERYTHING_HERE = """() => {
  const found = []
  const walk = (root) => root.querySelectorAll('*').forEach((element) => {
    found.push(element)
    if (element.shadowRoot) walk(element.shadowRoot)
  })
  walk(document)
  return { found }
}"""
FOREIGN = f"""() => {{
  const {{ found }} = ({EVERYTHING_HERE})()
  const wrong = []
  for (const element of found) {{
    const said = element.outerHTML.slice(0, 200)
    if (element.matches('iframe, object, embed, base, form:not(.vega-bindings), marquee, math, [srcdoc], meta[http-equiv=refresh]')) wrong.push(said)
    if (element.matches('details:not([data-testid=stExpander] *)')) wrong.push(said)
    if (element.matches('img, script, link, style, source, video, audio') && /evil|pwned/.test(element.outerHTML)) wrong.push(said)
    for (const {{ name, value }} of element.attributes) if (/^on/.test(name) || /^\\s*(java\\s*script|vbscript|data:text|file):?/i.test(value)) wrong.push(said)
    if (element.matches('span[dir=auto]') && [...element.children].some((child) => child.tagName !== 'BR')) wrong.push(said)
  }}
  return wrong
}}"""
"""Elements and attributes that the dashboard has no use for, and texts from a workbook that hold any element but a line break."""
LINKS = "() => [...document.querySelectorAll('a[target=_blank]')].map((a) => [a.protocol, a.rel, a.getAttribute('href')])"


@pytest.fixture
def page(new_page: NewPage, hostile: str) -> Page:
    """A window on a dashboard that is full of injections."""
    return watched(new_page(base_url=hostile, own=True))


def watched(page: Page) -> Page:
    """A window in which opening a dialog or another window is remembered."""
    page.add_init_script("window.opened = []; for (const way of ['alert', 'confirm', 'prompt', 'open']) window[way] = () => window.opened.push(way)")
    return page


def unharmed(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.mouse.move(640, 400)
    assert page.evaluate("() => [window.pwned, window.opened]") == [None, []]
    assert page.evaluate(FOREIGN) == []
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth"), "a text is wider than the page"


def seen(text: str) -> str:
    """A text as a reader sees it: any run of white space is one space."""
    return " ".join(text.split())


def shown(page: Page) -> Counter[str]:
    """The texts from the workbook that the panel shows."""
    return Counter(map(seen, page.locator("span[dir=auto]").all_inner_texts()))


def said(cell: tuple[str, str]) -> Counter[str]:
    """What the workbook says of a cell and its panel has to show."""
    texts: list[str] = []
    for row in MATRIX.remarks:
        if (row.place, row.point) == cell:
            texts += [row.missing, row.recommendation, row.reason, f"{row.source} {row.year}"]
    for row in MATRIX.activities:
        if (row.place, row.point) == cell:
            texts += [row.activity, row.year, "; ".join(row.actors), row.source]
    for row in MATRIX.follow_up:
        if (row.place, row.point) == cell:
            texts += [row.action, f"due {row.due}", row.lead, "; ".join(row.partners), row.target, row.reason, row.source]
    return Counter(map(seen, texts))


PAGES = (
    "/",
    "/method",
    f"/coverage?region={REGION.id}&order=assessed",
    *(f"/gaps?region={REGION.id}&point={FULL.point}&by=place&place={FULL.place}&part={part}" for part in ("missing", "ask", "what_if", "route")),
    f"/briefing?about={REGION.id}",
    *(f"/country?place={place}" for place in (FULL.place, TALL.place)),
)
"""What only has to be unharmed. More is looked at on other pages: here below, and in the tests of Planning, History, Practices, Progress and Compare."""


def test_no_page_runs_what_a_workbook_says(page: Page) -> None:
    for path in PAGES:
        visit(page, path)
        unharmed(page)


def test_the_panel_shows_every_text_letter_by_letter_and_links_web_addresses_alone(page: Page) -> None:
    for view in ("chart", "table"):
        visit(page, f"/coverage?region={REGION.id}&view={view}&place={FULL.place}&point={FULL.point}")
        unharmed(page)
        assert not said(FULL) - shown(page)
        assert said(FULL).total() > 11 * len(PAYLOADS)
        links = page.evaluate(LINKS)
        assert [href for _, _, href in links] == list(GOOD_LINKS)
        assert {protocol for protocol, _, _ in links} == {"http:", "https:"}
        assert {rel for _, rel, _ in links} == {"noopener noreferrer"}
        for turned in page.locator("span[dir=auto]").filter(has_text="\u202e").all():
            assert turned.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate", "a text from right to left turns what stands around it"


def test_32_000_letters_without_a_space_stay_in_the_panel(page: Page) -> None:
    visit(page, f"/coverage?region={REGION.id}&place={TALL.place}&point={TALL.point}")
    assert not said(TALL) - shown(page)
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        unharmed(page)
        assert page.locator("[data-testid=stHtml]").filter(has_text=LONG[:20]).evaluate("e => e.scrollWidth <= e.clientWidth")


def test_an_address_full_of_injections_opens_the_page_without_them(page: Page) -> None:
    for text in ("<img src=x onerror=window.pwned=1>](javascript:window.pwned=1)", "__proto__", "{0}"):
        it = quote(text)
        visit(page, f"/coverage?region={it}&group={it}&points={it},{it}&evidence={it}&order={it}&view={it}&place={it}&point={it}")
        unharmed(page)
        expect(page.get_by_text("Choose a cell in the matrix")).to_be_visible()


def test_why_a_workbook_cannot_be_used_is_said_in_plain_text(new_page: NewPage, server: StartServer, tmp_path: Path) -> None:
    texts = injection.broken(tmp_path)
    page = watched(new_page(base_url=server(MATRICES_FOLDER=str(tmp_path)), own=True))
    for region in texts:
        visit(page, f"/coverage?region={region.id}")
        unharmed(page)
        expect(page.get_by_text(f"The workbook of {region.name} cannot be shown")).to_be_visible()
        lines = page.get_by_test_id("stText").inner_text().split("\n")
        assert list(map(seen, lines)) == [
            f"Matrix!C{row}: “{seen(quoted(text))}” is not a status." for row, text in enumerate(texts[region], start=2)
        ]
    visit(page, "/")
    unharmed(page)
    expect(page.get_by_test_id("stText")).to_have_count(len(texts))
