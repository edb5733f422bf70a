"""The small workbook that asks one country about some points: what it holds, and that its answers are read as these cells and no others."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lib.exceptions import UnknownText
from lib.model import About, Activity, Assessment, Cell, Matrix, Remark, Report, Scope, Status
from lib.outputs import questions
from lib.schema import LANGUAGES, NOT_ASSESSED
from tests.strategies import FRAMEWORK, PLACES, tries
from tests.test_findings import remove, without_column
from tests.workbooks import CATALOGUES, SAMPLE, Edit, after, codes, report, saved

BASE = "f" * 64
ABOUT, MATRIX, REMARKS = 0, 1, 2
"""The sheets by their place: their names are in the workbook's language."""


def asked(place: str = "ETH", points: tuple[str, ...] = ("3", "10"), language: str = "en", about: About = SAMPLE.about) -> bytes:
    return questions(Matrix(about), place, points, FRAMEWORK, PLACES, CATALOGUES[language], base=BASE)


def answered(data: bytes, *cells: tuple[int, str, str]) -> Report:
    """What the reader says once somebody has written into cells: (sheet, cell, value)."""
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet, cell, value in cells:
        book.worksheets[sheet][cell] = value
    return report(saved(book))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_a_workbook_that_asks(language):
    said = report(asked(language=language))
    assert said.findings == ()
    assert said.cells_not_read == 0
    assert (said.scope, said.base, said.language) == (Scope.PARTIAL, BASE, language)
    assert said.matrix.about == About("gulf-of-aden", office="An office", framework=FRAMEWORK.id)
    assert (said.matrix.places, said.matrix.assessments, said.erased) == (("ETH",), (), ())


def test_what_is_recorded_of_the_cells_is_there_to_be_confirmed_and_nothing_else():
    here, elsewhere = Activity("a1", "ETH", "3", "A desk"), (Activity("a2", "ETH", "4", "A hall"), Activity("a3", "KEN", "3", "A boat"))
    matrix = Matrix(SAMPLE.about, activities=(here, *elsewhere), remarks=(Remark("ETH", "3", "No desk at night."), Remark("ETH", "4", "No beds.")))
    said = report(questions(matrix, "ETH", ("3",), FRAMEWORK, PLACES, CATALOGUES["fr"], base=BASE))
    assert said.findings == ()
    assert said.matrix.activities == (here,)
    assert said.matrix.remarks == (Remark("ETH", "3", "No desk at night."),)


def test_only_the_cells_to_ask_are_in_it_in_the_order_of_the_framework():
    sheet = openpyxl.load_workbook(BytesIO(asked(points=("10", "3")))).worksheets[MATRIX]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        ("Country or territory", "ISO3", "3 Protection-sensitive entry systems", "10 Information strategy"),
        ("Ethiopia", "ETH", None, None),
    ]
    listed = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert listed == {"A2": "list_place", "C2": "list_status", "D2": "list_status"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_is_asked_in_its_own_language(language):
    sheet = openpyxl.load_workbook(BytesIO(asked(language=language))).worksheets[ABOUT]
    words = CATALOGUES[language]
    (sentence,) = [right for left, right in sheet.iter_rows(max_col=2, values_only=True) if left == words.text("workbook.questions")]
    assert words.text("place.ETH") in sentence
    assert words.text("point.3") in sentence and words.text("point.10") in sentence
    assert words.text("point.4") not in sentence


@tries(12)
@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(PLACES.region("gulf-of-aden").countries),
    st.dictionaries(st.sampled_from(FRAMEWORK.point_ids), st.sampled_from((None, NOT_ASSESSED, *Status)), min_size=1),
)
def test_its_answers_are_read_as_exactly_these_cells(language, place, answers):
    points = [id for id in FRAMEWORK.point_ids if id in answers]
    words = CATALOGUES[language]
    statuses = [(MATRIX, f"{'CDEFGHIJKL'[at]}2", words.text(f"status.{answers[id]}")) for at, id in enumerate(points) if answers[id]]
    reasons = [id for id in points if answers[id] is Status.NOT_APPLICABLE]
    given = [(REMARKS, f"{column}{row}", text) for row, id in enumerate(reasons, 2) for column, text in (("A", place), ("B", id), ("E", "A reason"))]
    said = answered(asked(place, tuple(answers), language), *statuses, *given)
    assert said.findings == ()
    chosen = {id: answers[id] for id in points}
    assert said.matrix.assessments == tuple(Assessment(place, id, status) for id, status in chosen.items() if status in tuple(Status))
    assert said.erased == tuple(Cell(place, id) for id, status in chosen.items() if status == NOT_ASSESSED)
    assert said.matrix.remarks == tuple(Remark(place, id, reason="A reason") for id in reasons)


def test_not_applicable_still_needs_its_reason():
    assert codes(answered(asked(), (MATRIX, "C2", "Not applicable"))) == ["reason-missing"]


def test_a_point_that_the_framework_does_not_have_is_never_asked():
    with pytest.raises(UnknownText):
        asked(points=("3", "99"))


def left_out(scope: str, *edits: Edit) -> list[str]:
    """The codes of what is said of the sample's workbook with a scope, once something of it is gone."""

    def edit(book: Workbook) -> None:
        (field,) = [row[1] for row in book["About"].iter_rows() if row[0].value == "Scope"]
        field.value = scope
        for one in edits:
            one(book)

    return codes(after(edit))


@pytest.mark.parametrize("edit", [remove("Follow-up"), without_column("Matrix", 4), lambda book: book["Matrix"].delete_rows(6)])
def test_what_a_partial_workbook_leaves_out_is_no_fault(edit):
    assert left_out("Partial", edit) == []
    assert left_out("Full", edit) != []


def test_a_column_that_other_sheets_lack_is_named_in_a_partial_workbook_too():
    """Its rows would be read with a blank there."""
    assert left_out("Partial", without_column("Remarks", 6)) == ["column-absent"]
