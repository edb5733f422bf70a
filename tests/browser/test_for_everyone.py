"""The dashboard without a mouse, with somebody's own colours, and for those who are told what happens rather than see it."""

import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from coloraide import Color
from playwright.sync_api import FileChooser, FilePayload, Page, expect

from lib.model import Status
from tests.browser.conftest import NewPage, StartServer
from tests.browser.look import keep_picture, settle, visit
from tests.browser.test_upload import XLSX, edited, planned
from tests.strategies import FRAMEWORK

NORTH = "region=demonstration-north"

_DEEPEST = "let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
_FOCUSED = f"() => {{ {_DEEPEST} return (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || '').replaceAll('\\n', ' ').trim() }}"
_IN_SIGHT = f"""() => {{
  {_DEEPEST}
  if (e === document.body || e.closest('[data-testid=stHeader]')) return true
  const {{ left, top, width, height }} = e.getBoundingClientRect()
  return [0.1, 0.5, 0.9].some((part) => {{
    const above = document.elementFromPoint(left + width / 2, top + height * part)
    return above && !above.closest('[data-testid=stHeader]')
  }})
}}"""
"""Whether some of what has the focus is neither off the screen nor under the header (WCAG 2.4.11)."""
_LOOK = """(e) => {
  const looks = []
  for (let one = e, up = 0; one && up < 4; one = one.parentElement ?? one.getRootNode().host, up++) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecoration, color } = getComputedStyle(one)
    looks.push(outlineStyle, outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow, borderColor, backgroundColor, textDecoration, color)
  }
  return looks.join()
}"""
_LOOK_NOW = f"() => {{ {_DEEPEST} window.now = e; return ({_LOOK})(e) }}"
_LOOK_WITHOUT = f"async () => {{ window.now.blur(); await new Promise((then) => setTimeout(then, 300)); return ({_LOOK})(window.now) }}"
_LONGEST_WAY = 120


def focused(page: Page) -> str:
    """The name of what has the focus, inside components too."""
    return page.evaluate(_FOCUSED)


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is called so. On the way nothing that has it is hidden."""
    for _ in range(_LONGEST_WAY):
        page.keyboard.press(key)
        assert page.evaluate(_IN_SIGHT), f"{focused(page)} has the focus out of sight"
        if re.search(name, focused(page)):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")
    settle(page)


def choose_file(page: Page, file: FilePayload) -> None:
    """Open the system's own choice of files with Enter, which a page that is just being drawn anew may not hear yet."""
    opened: list[FileChooser] = []
    page.once("filechooser", lambda choice: opened.append(choice))  # however late: one that nobody waits for any more would bar the next
    for _ in range(3):
        settle(page)
        tab_to(page, "Upload$")
        page.keyboard.press("Enter")
        for _ in range(100):
            if opened:
                opened[0].set_files(file)
                return
            page.wait_for_timeout(100)
    raise AssertionError("Enter opens no choice of files")


def choose(page: Page, name: str, option: str) -> None:
    """Type into a box to choose from until one option is left, and take it."""
    tab_to(page, name)
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=re.compile(re.escape(option))).first).to_be_visible()
    page.keyboard.press("Enter")
    settle(page)


def go_to(page: Page, section: str, name: str) -> None:
    """Another page, by the menu at the top."""
    page.get_by_role("link", name="Skip to main content").focus()
    tab_to(page, f"^{section}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name=name)).to_be_visible()
    for _ in range(8):
        if page.get_by_role("menuitem", name=name).evaluate("e => e === document.activeElement || e.contains(document.activeElement)"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    settle(page)


def test_from_overview_to_the_source_behind_a_cell_by_keyboard_alone(page: Page) -> None:
    visit(page, "/")
    press(page, "West Africa$")
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage")
    tab_to(page, "^Chart")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page)
    stops = page.get_by_role("grid").locator("[tabindex='0']")
    expect(stops).to_have_count(1)
    tab_to(page, "^Region-wide, 1 ")
    while not focused(page).startswith("Senegal, "):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(_IN_SIGHT)
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Senegal – 7 Solutions for refugees")).to_be_visible()
    settle(page)
    expect(page.get_by_role("status").filter(has_text="Opened: Senegal, 7 Solutions for refugees: ")).to_have_count(1)
    assert focused(page).startswith("Senegal, 7 "), "the focus stays on the cell that was opened"
    expect(stops).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("columnheader", name="7 Solutions")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="Senegal", exact=True)).to_have_count(1)
    tab_to(page, "^UNHCR Global Report 2009")


def test_a_gap_a_comparison_a_practice_and_a_file_by_keyboard_alone(page: Page) -> None:
    visit(page, "/gaps")
    choose(page, "^Region$", "Demonstration North")
    choose(page, "^Read about this point", "4 Reception")
    assert "point=4" in page.url
    go_to(page, "Explore", "Compare")
    choose(page, "^Groups", "Americas")
    page.keyboard.press("Escape")  # the list stays open for more
    expect(page.get_by_role("heading", name="Americas").first).to_be_visible()
    go_to(page, "Explore", "Practices")
    tab_to(page, "^Search")
    page.keyboard.type("border off")
    expect(page).to_have_url(re.compile("q=border"))
    expect(page.get_by_text(re.compile(r"activities;")).or_(page.get_by_text("No activity fits")).filter(visible=True).first).to_be_visible()
    settle(page)
    press(page, "Download")
    tab_to(page, "CSV")
    with page.expect_download():
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    go_to(page, "Plan", "Progress")
    go_to(page, "About", "Method")


def test_a_workbook_is_handed_in_and_its_revision_read_by_keyboard_alone(new_page: NewPage, server: StartServer) -> None:
    page = new_page(base_url=server())
    visit(page, f"/upload?{NORTH}")
    tab_to(page, "In English$")
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    data = edited(openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes())), planned("XAA", "C"))
    choose_file(page, {"name": "matrix.xlsx", "mimeType": XLSX, "buffer": data})
    expect(page.get_by_role("heading", name="4. What changes")).to_be_visible(timeout=20_000)
    settle(page)
    for field, text in (("^Your name", "A person"), ("^What has changed, and why", "A note")):
        tab_to(page, field)
        page.keyboard.type(text)
        page.wait_for_timeout(600)
        settle(page)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_enabled()
    press(page, "Publish$")
    expect(page.get_by_role("status").filter(has_text="Published as revision 2")).to_be_visible()
    settle(page)
    go_to(page, "Manage", "History")
    press(page, "Open revision 2$")
    expect(page.get_by_role("heading", name="What it changed, compared with revision 1")).to_be_visible()


def test_whatever_has_the_focus_looks_otherwise_than_without(page: Page) -> None:
    visit(page, f"/coverage?{NORTH}&view=table&place=XAB&point=3")
    unseen, name = [], ""
    while name != "Country or territory":  # from the menu, over the filters and the table, to the panel
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)  # until it has faded in
        looks, name = page.evaluate(_LOOK_NOW), focused(page)
        if page.evaluate(_LOOK_WITHOUT) == looks:
            unseen.append(name)
        page.evaluate("window.now.focus()")
    assert unseen == []


@pytest.fixture
def own_colours(new_page: NewPage) -> Iterator[Page]:
    """A window in which a reader's own colours replace those of the page, and nothing moves."""
    yield new_page(forced_colors="active", reduced_motion="reduce")


def test_in_somebodys_own_colours_a_matrix_keeps_its_glyphs_and_borders_and_the_focus_is_seen(own_colours: Page) -> None:
    page = own_colours
    visit(page, f"/coverage?{NORTH}&view=table&place=XAB&point=3")
    cell = page.get_by_role("gridcell", name=re.compile("^Country B, 3 "))
    assert set(page.get_by_role("gridcell").filter(has_text="●").first.inner_text()) <= {"●"}
    drawn = cell.evaluate("e => { const s = getComputedStyle(e); return [s.borderTopStyle, s.borderTopWidth, s.outlineStyle, s.outlineWidth] }")
    assert drawn == ["solid", "1px", "solid", "2px"]
    filled = page.get_by_role("gridcell", name=re.compile("^Country A, 3 ")).evaluate("e => getComputedStyle(e).backgroundColor")
    assert filled == Color(FRAMEWORK.assessed["light"][Status.IN_PLACE].fill).convert("srgb").to_string(comma=True), "assessed is filled"
    assert page.get_by_role("radio", name="Table").evaluate("e => getComputedStyle(e).outlineWidth") == "3px"
    page.get_by_role("radio", name="Table").focus()
    page.keyboard.press("Tab")
    keep_picture(page, "own-colours-table")
    visit(page, f"/coverage?{NORTH}&place=XAB&point=3")
    fills = set(page.locator("[data-testid=stVegaLiteChart] svg path").evaluate_all("all => all.map((e) => e.getAttribute('fill'))"))
    assert {look.fill for look in FRAMEWORK.assessed["light"].values()} & fills, "the chart is drawn in its colours"
    kept = page.locator("[data-testid=stVegaLiteChart] svg").evaluate(
        "e => [getComputedStyle(e).forcedColorAdjust, getComputedStyle(e).backgroundColor]"
    )
    assert kept == ["none", "rgb(255, 255, 255)"]
    assert page.locator(".stHtml [aria-hidden]").first.evaluate("e => getComputedStyle(e).forcedColorAdjust") == "none"
    keep_picture(page, "own-colours-chart")


def test_what_happens_is_told_without_being_looked_for(page: Page) -> None:
    """That a page looks back, and what to do, is in what assistive technology reads out by itself (WCAG 4.1.3)."""
    visit(page, "/coverage?region=west-africa&place=&as_of=2026-11-27")
    expect(page.get_by_role("alert").filter(has_text="Later revisions are not shown.")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="Choose a cell in the matrix")).to_have_count(1)
