"""Correcting on Upload how a file in a layout of its own is read: what was taken is said, what is asked can be answered, and every answer is kept."""

import re
from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from streamlit.testing.v1 import AppTest

from lib import store
from lib.exceptions import StoreUnavailable
from lib.mapping import ColumnMeaning, Layout, Mapping, MarkKind, MarkMeaning, NameMeaning, NameSeen, Preview, SheetMapping
from lib.model import Actor, Assessment, Stage, Status
from pages.shared import data, mark_meanings, said, sheet_preview
from tests import injection
from tests.test_page_gaps import html
from tests.test_page_upload import button, current, hand_in, page, publish, taken
from tests.test_page_upload import said as all_said
from tests.test_pages import address, forget, ran
from tests.workbooks import saved

GREEN, AMBER = "00B050", "FFC000"
COUNTRIES = ("Bénin", "Ghana", "Togo")


@pytest.fixture(autouse=True)
def new_process(read_here: None):
    forget()
    yield
    forget()


def book(*sheets: tuple[str, Sequence[Sequence[object]]], fills: Names[str, str] | None = None) -> bytes:
    """A workbook of these sheets, row by row; the `fills` are those of the first sheet."""
    found = Workbook()
    found.remove(found.active)
    for title, rows in sheets:
        sheet = found.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value)
    for cell, colour in (fills or {}).items():
        found.worksheets[0][cell].fill = PatternFill("solid", fgColor=colour)
    return saved(found)


def coloured(countries: Sequence[str] = COUNTRIES) -> bytes:
    """A French grid whose headings take two rows and whose statuses are colours alone."""
    heads = (["Pays", "Points d'action"], [None, *(f"Point {number}" for number in range(1, 11))])
    fills = {f"{letter}{row}": colour for row in range(3, 3 + len(countries)) for letter, colour in (("B", GREEN), ("C", AMBER))}
    return book(("Matrice", [*heads, *([country] for country in countries)]), fills=fills)


def marked(**answers: str) -> bytes:
    """A grid with a mark for each country, the same at all points."""
    rows = [[country, *([mark] * 10)] for country, mark in answers.items()]
    return book(("Tracking", [["Country", *(f"Point {number}" for number in range(1, 11))], *rows]))


def choice(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label == label)


def choose(app: AppTest, label: str, value: object) -> AppTest:
    return ran(choice(app, label).set_value(value).run())


def told(app: AppTest) -> Mapping | None:
    """What is kept of what people said of the file that is shown."""
    region = address(app).get("region", "gulf-of-aden")  # the first one stays out of the address
    [one] = [one for one in store.waiting(data.kept()) if one.receipt.startswith(address(app)["file"])]
    return store.corrections(data.kept(), region, one.receipt)


# What was taken, and how sure that is


def test_of_a_file_in_our_own_layout_there_is_nothing_to_correct():
    app = hand_in(page(), taken())
    assert "layout of its own" not in all_said(app) and not [one for one in app.expander if one.label == "Correct the reading"]


def test_a_file_in_a_layout_of_its_own_says_how_it_was_taken_and_asks_what_only_a_person_knows():
    app = hand_in(page(), coloured())
    assert "It was read as a grid of countries and action points with a mark or a colour in each cell" in all_said(app)
    assert [one.proto.expanded for one in app.expander if one.label == "Correct the reading"] == [True]
    assert choice(app, "What mark 1 stands for").value is None
    assert "filled cell (#00b050)" in html(app) and "3 cells, first Matrice!B3" in html(app)
    assert "Publish" not in [one.label for one in app.button]
    assert told(app) is None


def test_colours_that_were_named_are_read_and_published_and_remembered_for_the_next_file_of_the_shape():
    app = hand_in(page(), coloured())
    app = choose(app, "What mark 1 stands for", "in_place")
    app = choose(app, "What mark 2 stands for", "planned")
    assert set(told(app).marks) == {MarkMeaning(MarkKind.FILL, "#00b050", "in_place"), MarkMeaning(MarkKind.FILL, "#ffc000", "planned")}
    before = current().matrix
    publish(app)
    new = [one for one in current().matrix.activities if one not in before.activities and one.source.startswith("matrix.xlsx")]
    assert sorted((one.place, one.point, one.stage) for one in new) == sorted(
        (place, point, stage) for place in ("BEN", "GHA", "TGO") for point, stage in (("1", Stage.IN_PLACE), ("2", Stage.PLANNED))
    )
    assert current().matrix.assessments == before.assessments
    again = hand_in(page(), coloured(("Mali",)))
    assert "A file with the same headings was published before" in all_said(again)
    assert choice(again, "What mark 1 stands for").value is None, "nothing is taken over unasked"
    again = ran(button(again, "Read it as then").click().run())
    assert "Read as the file with the same headings that was published on" in all_said(again)
    assert choice(again, "What mark 1 stands for").value == "in_place"
    assert "Publish" in [one.label for one in again.button]


def test_what_is_remembered_can_be_left_aside():
    app = choose(hand_in(page(), coloured()), "What mark 1 stands for", "in_place")
    publish(choose(app, "What mark 2 stands for", "planned"))
    again = hand_in(page(), coloured(("Mali",)))
    again = ran(button(again, "Not this time").click().run())
    assert "was published before" not in all_said(again)
    assert choice(again, "What mark 1 stands for").value is None
    assert told(again) == Mapping()


def test_a_reading_that_nobody_corrected_is_not_remembered():
    app = hand_in(page(), marked(Ghana="Yes"))
    publish(app)
    assert "was published before" not in all_said(hand_in(page(), marked(Togo="Yes")))


# What people say


def test_what_was_said_is_there_in_another_session_and_can_be_taken_back():
    app = choose(hand_in(page(), coloured()), "What mark 1 stands for", "in_place")
    other = page(file=address(app)["file"])
    assert choice(other, "What mark 1 stands for").value == "in_place"
    other = choose(other, "What mark 1 stands for", None)
    assert told(other) == Mapping()
    assert choice(other, "What mark 1 stands for").value is None


def test_no_information_is_an_answer():
    app = choose(hand_in(page(), coloured()), "What mark 1 stands for", "in_place")
    app = choose(app, "What mark 2 stands for", "")
    assert MarkMeaning(MarkKind.FILL, "#ffc000", "") in told(app).marks
    publish(app)
    assert not [one for one in current().matrix.activities if one.point == "2" and one.source.startswith("matrix.xlsx")]


def test_statuses_are_recorded_until_somebody_says_that_they_are_the_offices_own_assessment():
    app = hand_in(page(), marked(Ghana="Yes", Togo="No"))
    [whose] = [one for one in app.radio if one.label.startswith("Whose word")]
    assert whose.value is False
    assert "Statuses: no change." in all_said(app)
    app = ran(whose.set_value(True).run())
    assert told(app) == Mapping(assessed=True)
    publish(app)
    found = current().matrix.assessments
    assert {Assessment("GHA", "1", Status.IN_PLACE), Assessment("TGO", "10", Status.NOT_IN_PLACE)} <= set(found) and len(found) == 20


def test_whose_word_the_statuses_are_is_asked_where_there_are_any():
    def asked(app: AppTest) -> bool:
        return any(one.label.startswith("Whose word") for one in app.radio)

    listed = ["Country", "Action point", "Activity"], ["Ghana", "4", "A centre was opened"], ["Togo", "4", "Another one"]
    app = hand_in(page(), book(("List", listed)), "list.xlsx")
    assert "It was read as" in all_said(app) and not asked(app)
    app = hand_in(page(), coloured())
    assert not asked(app), "nobody has said yet that a colour is a status"
    assert asked(choose(app, "What mark 1 stands for", "in_place"))


def test_a_column_can_be_left_out_and_given_another_meaning():
    app = hand_in(page(), marked(Ghana="Yes"))
    assert choice(app, "Column C").value == "point.2"
    app = choose(app, "Column C", "")
    app = choose(app, "Column D", "point.2")
    [sheet] = told(app).sheets
    assert {ColumnMeaning(3, ""), ColumnMeaning(4, "point.2"), ColumnMeaning(5, "point.4")} <= set(sheet.columns)
    assert "as it was said here" in all_said(app)
    publish(app)
    new = [one for one in current().matrix.activities if one.source.startswith("matrix.xlsx")]
    assert {one.point for one in new} == {"1", "2", "4", "5", "6", "7", "8", "9", "10"}
    assert next(one.activity for one in new if one.point == "2").startswith("Point 3")


def test_a_sheet_can_be_left_out():
    rows = [["Country", *(f"Point {number}" for number in range(1, 11))], ["Ghana", *(["Yes"] * 10)]]
    app = hand_in(page(), book(("This year", rows), ("Last year", rows)))
    assert choice(app, "Sheet, one of 2").options == ["This year", "Last year"]
    app = choose(app, "Sheet, one of 2", "Last year")
    [layout] = [one for one in app.radio if one.label == "How is this sheet laid out?"]
    app = ran(layout.set_value(Layout.NOT_READ).run())
    assert [(one.sheet, one.layout) for one in told(app).sheets] == [("Last year", Layout.NOT_READ)]
    assert choice(app, "Sheet, one of 2").value == "Last year"
    publish(app)
    assert not [one for one in current().matrix.activities if "Last year" in one.source]


def test_a_name_that_is_asked_is_answered():
    app = hand_in(page("gulf-of-aden"), marked(Yemen="Yes", Somaliland="Yes"))
    assert "Somaliland" in html(app) and "perhaps Somalia" in html(app)
    box = choice(app, "What name 1 stands for")
    assert box.value is None and box.options[0] == "Somalia" and "No country: leave its row out" in box.options
    app = choose(app, "What name 1 stands for", "SOM")
    assert told(app) == Mapping(names=(NameMeaning("Somaliland", "SOM"),))
    publish(app)
    assert [one for one in current("gulf-of-aden").matrix.activities if one.place == "SOM" and one.source.startswith("matrix.xlsx")]


def turned(*names: str) -> bytes:
    """A grid with its points down, and rows with these names below them."""
    return book(
        ("Tracking", [["Point", "Bénin", "Ghana"], *([f"Point {number}", "Yes", "No"] for number in range(1, 11)), *([name, 4, 5] for name in names)])
    )


def test_a_row_that_is_no_point_is_left_out_and_its_name_stands_there_once():
    app = choose(hand_in(page(), turned("Total Yes")), "What name 1 stands for", "")
    assert told(app) == Mapping(names=(NameMeaning("Total Yes", ""),))
    assert choice(app, "What name 1 stands for").value == ""
    assert "What name 2 stands for" not in [one.label for one in app.selectbox]
    app = choose(app, "What name 1 stands for", None)
    assert told(app) == Mapping() and choice(app, "What name 1 stands for").value is None


def test_marks_and_names_keep_their_places_whatever_is_answered():
    def asked(app: AppTest) -> list[str]:
        return re.findall(r'<strong><span dir="auto">(Total [^<]*)</span></strong>', html(app))

    app = hand_in(page(), turned("Total Yes", "Total No"))
    before = asked(app)
    assert len(before) == 2
    app = choose(app, "What name 1 stands for", "")
    assert asked(app) == before and choice(app, "What name 1 stands for").value == ""
    assert choice(app, "What name 2 stands for").value is None
    app = choose(hand_in(page(), coloured(), "other.xlsx"), "What mark 2 stands for", "planned")
    assert [choice(app, f"What mark {number} stands for").value for number in (1, 2)] == [None, "planned"]
    app = choose(app, "What mark 1 stands for", "in_place")
    assert [choice(app, f"What mark {number} stands for").value for number in (1, 2)] == ["in_place", "planned"]


def test_what_is_open_is_shown_however_much_stands_before_it():
    rows = [["Country", *(f"Point {number}" for number in range(1, 11))], *([country] for country in COUNTRIES)]
    fills = {f"{letter}{row}": f"{row * 40:02X}{number * 20:02X}50" for row in (2, 3, 4) for number, letter in enumerate("BCDEFGHIJK")}
    app = hand_in(page(), book(("Tracking", rows), fills=fills))
    assert [one.value for one in app.toggle if one.label.startswith("Show all")] == [True]
    assert choice(app, "What mark 30 stands for").value is None


def test_a_name_that_was_met_twice_is_answered_by_what_was_said_of_it():
    met = NameSeen("Total", 3, "A!B2", point=True), NameSeen("Total", 2, "A!A9")
    assert mark_meanings._each_once([*met, NameSeen("Total", 0, "", means="")]) == [replace(one, means="") for one in reversed(met)]
    assert mark_meanings._each_once([*met, NameSeen("Total", 0, "", means="point.3", point=True)]) == [met[1], replace(met[0], means="point.3")]
    alone = NameSeen("Total", 0, "", means="GHA")
    assert mark_meanings._each_once([alone, alone]) == [alone]


def test_a_file_in_which_no_matrix_was_found_is_kept_and_can_be_told_how_it_is_laid_out():
    rows = [["Ghana", "A centre was opened", "4"], ["Togo", "Another one", "4"]]
    app = hand_in(page(), book(("Notes", rows)))
    assert "No matrix was found in this file" in all_said(app) and len(store.waiting(data.kept())) == 1
    [layout] = [one for one in app.radio if one.label == "How is this sheet laid out?"]
    app = ran(layout.set_value(Layout.LONG_LIST).run())
    for letter, means in (("A", "place"), ("B", "activity"), ("C", "point")):
        app = choose(app, f"Column {letter}", means)
    publish(app)
    new = [one for one in current().matrix.activities if one.source.startswith("matrix.xlsx")]
    assert [(one.place, one.point, one.activity) for one in new] == [("GHA", "4", "A centre was opened"), ("TGO", "4", "Another one")]


def test_of_a_file_of_which_nothing_is_read_nothing_can_be_published():
    app = hand_in(page(), book(("Notes", [["Ghana", "A centre was opened", "4"]])))
    [layout] = [one for one in app.radio if one.label == "How is this sheet laid out?"]
    app = ran(layout.set_value(Layout.NARRATIVE_GRID).run())
    assert "Publish" not in [one.label for one in app.button]
    assert "all of this is published already" not in all_said(app)


def test_a_file_with_countries_of_several_regions_can_be_handed_in_for_each():
    app = hand_in(page(), marked(Ghana="Yes", Togo="Yes", Yemen="Yes"))
    assert "The file also names countries of Gulf of Aden. Here it is read for West Africa alone" in all_said(app)
    app = ran(button(app, "Hand it in for Gulf of Aden too").click().run())
    assert {one.region for one in store.waiting(data.kept())} == {"west-africa", "gulf-of-aden"}
    assert "Here it is read for Gulf of Aden alone" in all_said(app)


def test_a_file_without_a_country_of_the_chosen_region_is_kept_for_the_one_that_it_is_about():
    app = hand_in(page("europe"), marked(Ghana="Yes", Togo="Yes"))
    assert [one.region for one in store.waiting(data.kept())] == ["west-africa"]
    assert "This workbook is for West Africa; you have chosen Europe. It is kept." in all_said(app)


def test_an_answer_that_could_not_be_kept_is_said_and_asked_again(monkeypatch: pytest.MonkeyPatch):
    app = hand_in(page(), coloured())

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable(store="a store")

    monkeypatch.setattr(store, "correct", away)
    app = choose(app, "What mark 1 stands for", "in_place")
    assert app.toast and choice(app, "What mark 1 stands for").value is None


def test_a_publication_stands_even_if_its_reading_could_not_be_remembered(monkeypatch: pytest.MonkeyPatch):
    app = choose(hand_in(page(), coloured()), "What mark 1 stands for", "in_place")
    app = choose(app, "What mark 2 stands for", "planned")

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable(store="a store")

    monkeypatch.setattr(store, "remember", away)
    assert "Published as revision 2" in all_said(publish(app))


def test_what_offices_wrote_is_text_in_the_preview_and_in_every_question():
    nasty = [text for text in (*injection.HTML, *injection.MARKDOWN) if text.strip()]
    rows = [["Country", *(f"Point {number} {text}" for number, text in enumerate(nasty[:10], 1))], ["Ghana", *nasty[:10]], [nasty[0], "Yes"]]
    app = hand_in(page(), book(("<img src=x onerror=evil>", rows)), name=nasty[0] + ".xlsx")
    shown = html(app).split("<style>")[0]
    assert escape(nasty[0]) in shown and nasty[0] not in shown
    assert not re.search(r"<(script|img|svg|iframe|a|math|details|meta|h1)\b", shown)
    labels = [one.label for kind in (app.selectbox, app.button, app.radio, app.number_input, app.expander) for one in kind]
    assert all("pwned" not in text and "evil" not in text for text in labels)
    for kind in (app.markdown, app.caption, app.info, app.warning, app.error, app.success):
        assert all("pwned" not in element.value and "evil" not in element.value for element in kind)


# What is said, as values

SHEET = SheetMapping("A", Layout.STATUS_GRID, 2, 3, columns=(ColumnMeaning(1, "place"), ColumnMeaning(2, "point.1")))


def test_an_answer_takes_the_place_of_an_earlier_one_about_the_same_alone():
    one = said.with_mark(said.with_mark(Mapping(), MarkKind.TEXT, "x", "in_place"), MarkKind.FILL, "x", "planned")
    assert said.with_mark(one, MarkKind.TEXT, "x", "") == Mapping(
        marks=(MarkMeaning(MarkKind.FILL, "x", "planned"), MarkMeaning(MarkKind.TEXT, "x", ""))
    )
    assert said.with_mark(one, MarkKind.TEXT, "x", None).marks == (MarkMeaning(MarkKind.FILL, "x", "planned"),)
    two = said.with_name(said.with_name(Mapping(), "A", "GHA"), "B", "")
    assert said.with_name(two, "A", None).names == (NameMeaning("B", ""),)
    other = SheetMapping("B", Layout.NOT_READ)
    assert said.with_sheet(said.with_sheet(Mapping(sheets=(SHEET,)), other), other).sheets == (SHEET, other)


@pytest.mark.parametrize(("field", "value", "rows"), [("first", 5, (5, 5)), ("first", 1, (1, 3)), ("last", 1, (1, 1)), ("last", 4, (2, 4))])
def test_headings_end_where_they_begin_or_below(field: str, value: int, rows: tuple[int, int]):
    new = said.with_field(SHEET, field, value)
    assert (new.first, new.last) == rows and new.columns == SHEET.columns


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [("layout", Layout.NARRATIVE_GRID, True), ("layout", Layout.LONG_LIST, False), ("turned", True, False), ("place", "GHA", True)],
)
def test_a_sheet_that_is_laid_out_in_another_way_has_other_columns(field: str, value: object, kept: bool):
    assert (said.with_field(SHEET, field, value).columns == SHEET.columns) == kept


def test_a_column_is_said_beside_the_others():
    assert said.with_column(SHEET, 2, "").columns == (ColumnMeaning(1, "place"), ColumnMeaning(2, ""))
    assert said.with_column(SHEET, 4, "iso3").columns == (*SHEET.columns, ColumnMeaning(4, "iso3"))


# The preview


def test_the_preview_is_a_table_that_says_what_each_column_is_taken_for():
    preview = Preview("A", (("Title", ""), ("Country", "Point 1"), ("", "x"), ("Ghana", "")), (("", ""), ("", ""), ("", ""), ("", "#00b050")), 4, 2)
    shown = sheet_preview.table(preview, SHEET, {1: "Country or territory"})
    assert '<th scope="col" class="">A<small>Country or territory</small></th>' in shown
    assert '<th scope="col" class="quiet">B<small>Not read</small></th>' in shown
    assert [*re.findall(r'<tr class="(\w*)"><th scope="row">(\d)', shown)] == [("", "1"), ("heading", "2"), ("heading", "3"), ("", "4")]
    assert '<td style="background:#00b050;color:#000000">' in shown


def test_a_colour_that_is_none_is_no_style():
    preview = Preview("A", (("x",),), (('red;" onclick="x',),), 1, 1)
    assert "onclick" not in sheet_preview.table(preview, None, {}) and "onclick" not in sheet_preview.swatch('red;" onclick="x')


@given(st.integers(0, 0xFFFFFF))
def test_a_text_stands_out_from_any_fill(number: int):
    fill = f"#{number:06x}"
    assert Color(sheet_preview.ink(fill)).contrast(fill, method="wcag21") >= 4.5


def test_who_said_it_is_remembered():
    app = choose(hand_in(page(), coloured()), "What mark 1 stands for", "in_place")
    publish(choose(app, "What mark 2 stands for", "planned"))
    with data.kept().reading() as connection:
        assert connection.exec_driver_sql("SELECT actor FROM reading").scalars().all() == [Actor("A person").name]
