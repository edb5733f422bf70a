"""A status that a room contested, on the pages where that status is read: it stays, and beside it stands that it is doubted and why."""

import re
from datetime import date

import pytest

from lib import planning
from lib.model import Cell, Matrix
from lib.planning import AtCell, Recorded
from tests.test_page_country import PAGE as COUNTRY
from tests.test_page_gaps import GAPS, html
from tests.test_page_history import NORTH, current, publish
from tests.test_page_history import kept as kept
from tests.test_pages import COVERAGE, opened, texts
from tests.workbooks import CATALOGUES

IN_PLACE, GAP = Cell("XAB", "3"), Cell("XAB", "8")
WHY = "The <b>centre</b> closed"
SHOWN = f'<strong><span dir="auto">{{}}{WHY.replace("<", "&lt;").replace(">", "&gt;")}</span></strong>'


def contest(matrix: Matrix, cell: Cell, missing: str = "") -> tuple[Matrix, str]:
    """The matrix after a session that contested a cell, and how its sentence stands on a page."""
    said = Recorded(cells=(AtCell(cell, missing=missing, contested=WHY),))
    after = planning.outcome(said, matrix, on=date(2026, 11, 26), words=CATALOGUES["en"])
    [remark] = [one for one in after.remarks if (one.place, one.point) == cell]
    line = remark.missing.rpartition("\n")[2]
    return after, SHOWN.format(line.removesuffix(WHY))


@pytest.fixture
def sentence(kept) -> str:
    """A region in which a cell that is in place, and one that is a gap, are contested."""
    after, _ = contest(current(kept).matrix, IN_PLACE)
    after, sentence = contest(after, GAP, "No form")
    publish(kept, after)
    return sentence


def test_coverage_says_so_before_what_is_missing(sentence):
    for cell in (IN_PLACE, GAP):
        assert sentence in html(opened(COVERAGE, region=NORTH, place=cell.place, point=cell.point))
    app = opened(COVERAGE, region=NORTH, place=GAP.place, point=GAP.point)
    assert html(app).index(sentence) < html(app).index("What is missing")
    assert '<dd><span dir="auto">No form</span></dd>' in html(app)
    assert "Contested" not in html(opened(COVERAGE, region=NORTH, place="XAB", point="1"))


def test_a_country_says_so_at_a_glance_and_at_the_point(sentence):
    said = html(opened(COUNTRY, place="XAB"))
    assert said.count(sentence) == 2
    rows = [row for row in re.findall("<tr>(.*?)</tr>", said) if "; contested in a planning session" in row]
    assert len(rows) == 2 and "Assessed as: In place" in rows[0]


def test_gaps_say_so_in_the_list_and_of_a_cell_that_is_in_none_apart(sentence):
    app = opened(GAPS, region=NORTH, point=GAP.point)
    assert f'{sentence}<br>What is missing, or challenges: <span dir="auto">No form</span>' in html(app)
    assert "In no list" not in texts(app)
    app = opened(GAPS, region=NORTH, point=IN_PLACE.point)
    assert "**In no list, but contested in a planning session: 1**" in texts(app)
    assert re.search(f"<strong>Country B</strong>: Assessed as: In place[^<]*<br>{re.escape(sentence)}", html(app))
    assert "In no list" in texts(opened(GAPS, region=NORTH, by="place", place="XAB"))
