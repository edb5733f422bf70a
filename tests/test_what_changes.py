"""What changes from one matrix to another, as a page shows it."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from coloraide import Color
from streamlit.testing.v1 import AppTest

from lib import charts, figures, merge
from lib.charts import CHANGE_GLYPHS, change_look, change_map, paint_changes
from lib.figures import CHANGES
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Matrix, Remark, Stage, Status
from lib.outputs import framed, picture
from pages.shared import changes, what_changes
from tests import injection
from tests.strategies import FRAMEWORK
from tests.test_page_gaps import html
from tests.test_pages import address, ran, texts

IN, PARTLY, PLANNED, NOT, NA = Status
RECORD = Activity("a", "HUN", "3", "A centre for arrivals", Stage.PLANNED, year="2024")
BEFORE = Matrix(
    About("europe"),
    ("HUN", "AUT"),
    (Assessment("HUN", "1", PARTLY), Assessment("AUT", "2", NOT)),
    remarks=(Remark("HUN", "3", "There is no staff at night"),),
    activities=(RECORD,),
)
AFTER = replace(
    BEFORE,
    assessments=(Assessment("HUN", "1", IN), Assessment("AUT", "3", PARTLY)),
    remarks=(Remark("HUN", "3", "There is one officer at night"),),
    activities=(replace(RECORD, stage=Stage.IN_PLACE), Activity("b", "HUN", "3", "A second centre")),
)
ASKED: dict[str, Any] = {}


def page() -> None:
    import streamlit as st

    from pages.shared import data, what_changes
    from tests.test_what_changes import ASKED

    data.look_up()
    st.session_state["taken"] = what_changes.show(**ASKED)


def shown(before: Matrix, after: Matrix, parameters: dict[str, str] | None = None, **more: Any) -> AppTest:
    ASKED.clear()
    ASKED.update(before=before, after=after, name="changes", **more)
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in (parameters or {}).items():
        app.query_params[name] = value
    return ran(app.run())


def listed(app: AppTest) -> str:
    """What the list says to who reads it, without its markup."""
    return re.sub(r"<[^>]+>", "", html(app).replace("<br>", "\n").replace("</li>", "\n"))


def test_no_change_is_one_sentence():
    app = shown(BEFORE, replace(BEFORE, activities=BEFORE.activities[::-1]))
    assert [element.value for element in app.info] == ["Nothing changes: both say the same of every cell, activity and remark."]
    assert app.session_state["taken"] == {} and not app.subheader


def test_the_first_sentence_counts_statuses_by_kind_and_rows_by_sheet():
    said = texts(shown(BEFORE, AFTER))
    assert (
        "**Of 1 cell that both revisions assess: progress in 0, setback in 0.** Newly known: 1 cell, which is no progress. Corrected: 1 cell. "
        "Withdrawn: 1 cell. Remarks: 1 row changed. Activities: 1 row added and 1 row changed."
    ) in said


def test_every_change_is_listed_old_and_new_and_told_to_who_only_listens():
    app = shown(BEFORE, AFTER)
    said = listed(app)
    assert "Hungary, 1 Cooperation: Partly in place → In place (correction)" in said
    assert "Austria, 2 Data: Reported as not in place → Not assessed (withdrawn)" in said
    assert "Stage:  removed: Planned (end)  →  added: In place (end) " in said
    assert "There is removed:  no staff (end)  added:  one officer (end)  at night" in said
    assert "added\n added: A second centre (end) " in said
    assert re.search(r"<del style=[^>]*line-through[^>]*>.*?no staff", html(app)) and re.search(r"<ins style=[^>]*underline", html(app))


def test_the_map_shows_only_countries_and_points_with_a_change_and_counts_the_other_rows():
    app = shown(BEFORE, AFTER)
    assert "Only countries and action points with a change are shown." in texts(app)
    drawn = changes.change_map(figures.changes(BEFORE, AFTER), merge.row_changes(BEFORE, AFTER), "europe", ("HUN", "AUT"), "light")
    assert drawn is not None and not drawn.part
    assert len(drawn.datasets[charts.CHANGED]) == 3 * 10, "few countries are shown whole, with the region-wide row"
    table = shown(BEFORE, AFTER, parameters={"view": "table"}).table[0].value
    assert [*map(tuple, table.to_numpy())] == [
        ("Austria", "2 Data", "Reported as not in place → Not assessed (withdrawn)"),
        ("Austria", "3 Entry systems", "Not assessed → Partly in place (newly known)"),
        ("Hungary", "1 Cooperation", "Partly in place → In place (correction)"),
        ("Hungary", "3 Entry systems", "3 rows change beside the status"),
    ]


def test_the_map_is_taken_away_as_a_picture_with_whose_it_is():
    found = changes.found(BEFORE, AFTER)
    drawn = picture(framed(what_changes._picture(found.cells, found, "europe"), "", ["Revision: a, b"]), "svg").decode()
    for said in ("Hungary", "Austria", "✎", "✕", "+3", "Europe: what changes", "newly known", "Revision: a, b"):
        assert said in drawn


def test_without_a_change_in_a_cell_there_is_no_map():
    app = shown(BEFORE, replace(BEFORE, about=replace(BEFORE.about, office="An office")))
    assert "**Statuses: no change.** About: 1 row changed." in texts(app)
    assert "No cell changes, so there is no map" in texts(app)
    assert [button.proto.label for button in app.get("download_button")] == ["Data, row by row (CSV, for Excel)"]
    assert "Every sentence of the region's figures stays as it was." in texts(app)


def test_what_the_publisher_took_a_change_for_is_what_is_said():
    app = shown(BEFORE, AFTER, judged={Cell("HUN", "1"): "progress", Cell("AUT", "3"): "progress"})
    assert "Of 1 cell that both revisions assess: progress in 1, setback in 0." in texts(app)
    assert "Partly in place → In place (progress)" in listed(app)
    assert app.session_state["taken"] == {Cell("HUN", "1"): "progress", Cell("AUT", "3"): "newly_known", Cell("AUT", "2"): "withdrawn"}


def test_each_changed_status_may_be_judged_and_the_sentences_follow():
    app = shown(BEFORE, AFTER, judge=True)
    assert [box.label for box in app.selectbox] == [
        "Austria, 2 Data: Reported as not in place → Not assessed",
        "Austria, 3 Entry systems: Not assessed → Partly in place",
        "Hungary, 1 Cooperation: Partly in place → In place",
    ]
    assert app.selectbox[2].options == ["progress", "correction", "reclassification"]
    assert app.session_state["taken"][Cell("HUN", "1")] == "correction"
    ran(app.selectbox[2].select("progress").run())
    assert app.session_state["taken"][Cell("HUN", "1")] == "progress"
    assert "progress in 1" in texts(app)
    ran(app.selectbox[2].select("reclassification").run())
    assert app.session_state["taken"][Cell("HUN", "1")] == "reclassification"
    ASKED["after"] = replace(AFTER, assessments=(Assessment("HUN", "1", NOT),))
    ran(app.run())
    assert app.session_state["taken"][Cell("HUN", "1")] == "correction", "what was said of another change"


def test_a_long_list_shows_its_first_lines_and_the_rest_on_demand():
    many = replace(BEFORE, activities=tuple(Activity(f"n{n}", "HUN", "3", f"Centre {n}") for n in range(40)))
    app = shown(BEFORE, many)
    assert listed(app).count("removed: A centre") == 1
    assert listed(app).count("added: Centre") == 14
    [more] = [button for button in app.button if button.label.startswith("Show ")]
    assert more.label == "Show 26 more"
    ran(more.click().run())
    assert listed(app).count("added: Centre") == 40
    assert address(app)["open"] == "activities"
    assert not [button for button in app.button if button.label.startswith("Show ")]


def test_a_matrix_that_says_two_things_of_one_cell_is_told_in_a_sentence():
    twice = replace(BEFORE, assessments=(Assessment("HUN", "1", IN), Assessment("HUN", "1", NOT)))
    app = shown(BEFORE, twice)
    assert app.error[0].value.startswith("What changed cannot be shown")


def test_what_offices_wrote_is_text_only():
    app = shown(Matrix(About(injection.REGION.id)), injection.MATRIX, parameters={"open": "about,matrix,remarks,activities,situation,follow_up"})
    found = html(app)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z!][a-zA-Z0-9]*)", found)}
    assert tags <= {"div", "ul", "li", "strong", "small", "br", "span", "ins", "del", "bdi", "p"}
    for text in injection.PAYLOADS:
        assert text[:40] not in texts(app) or len(text) < 4
    again = shown(injection.MATRIX, replace(injection.MATRIX, activities=(), remarks=(Remark(*injection.FULL, injection.EVERYTHING + " more"),)))
    assert "pwned" in html(again)
    assert not re.search(r"<(img|script|svg|iframe|a|style|math|form)\b", html(again))


def test_the_file_of_changes_has_a_line_for_each_column_of_a_row():
    table = changes.every_change(figures.changes(BEFORE, AFTER), merge.row_changes(BEFORE, AFTER))
    rows = {(row["Sheet"], row["ISO3"], row["Action point"], row["Column"]): row for row in table.to_dict("records")}
    status = rows["Matrix", "HUN", "1 Cooperation among key partners", "1 Cooperation"]
    assert (status["Before"], status["Afterwards"], status["Kind of change"]) == ("Partly in place", "In place", "correction")
    text = rows["Remarks", "HUN", "3 Protection-sensitive entry systems", "What is missing, or challenges"]
    assert (text["Before"], text["Afterwards"], text["Kind of change"]) == ("There is no staff at night", "There is one officer at night", None)
    assert len(table) == sum(len(row.fields) for row in merge.row_changes(BEFORE, AFTER))


# The map


def test_every_kind_of_change_has_a_glyph_of_its_own_and_can_be_read_in_both_themes():
    assert set(CHANGE_GLYPHS) == set(CHANGES) and len(set(CHANGE_GLYPHS.values())) == len(CHANGES)
    assert not set(CHANGE_GLYPHS.values()) & {*FRAMEWORK.glyphs.values()}
    for theme in ("light", "dark"):
        for kind in (*CHANGES, None):
            look = change_look(FRAMEWORK, theme, kind)
            assert Color(look.ink).contrast(look.fill, method="wcag21") >= 4.5, (theme, kind)


def test_a_cell_shows_what_became_of_its_status_and_how_many_rows_beside_it():
    rows = [("progress", 0), ("withdrawn", 2), (None, 3), (None, 0)]
    cells = pd.DataFrame([(REGION_WIDE, str(n), *row) for n, row in enumerate(rows)], columns=["place", "point", "change", "others"], dtype=object)
    assert [*paint_changes(cells, FRAMEWORK, "light")["mark"]] == ["▲", "✕ +2", "+3", ""]


@pytest.mark.parametrize("places", [{"HUN": "Hungary"}, {f"X{n}": f"Country {n}" for n in range(50)}])
def test_the_map_can_be_drawn_as_a_picture(places: dict[str, str]):
    cells = pd.DataFrame([(place, "1", "setback", 1) for place in places], columns=["place", "point", "change", "others"], dtype=object)
    rows = paint_changes(cells, FRAMEWORK, "light").assign(place_name="x", point_name="y", words="z", label="l")
    titles = {"place": "Country", "point": "Point", "change": "Change"}
    specification = change_map(places, {"1": "1 Cooperation"}, titles, footnote=("A line",), ink="#000000")
    drawn = picture({**specification, "datasets": {charts.CHANGED: rows}}, "svg").decode()
    assert drawn.count("▼ +1") == len(places)
