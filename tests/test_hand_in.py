"""What a file that an office hands in changes: only what it says, and nothing is taken away unasked."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lib import intake, shipped
from lib.exceptions import CannotBeMerged
from lib.merge import Alike, Change, Clash, Merged, Unit, differences, hand_in, merge, with_refs
from lib.model import (
    REGION_WIDE,
    About,
    Activity,
    Assessment,
    Cell,
    Finding,
    FollowUp,
    Matrix,
    Message,
    Remark,
    Report,
    Scope,
    Severity,
    Stage,
    State,
    Status,
    fingerprint,
)
from lib.outputs import workbook
from tests.strategies import FRAMEWORK, PLACES, matrices, tries, versions
from tests.workbooks import CATALOGUES, SAMPLE, after, write

PARTLY, IN_PLACE = Status.PARTLY, Status.IN_PLACE
ABOUT = About("europe")
CENTRE = Activity("a", "KEN", "1", "A reception centre at the border", Stage.PLANNED, year="2010")
TRAINING = Activity("b", "KEN", "1", "A training of border guards", year="2012")
BEFORE = Matrix(
    ABOUT, ("KEN", "UGA"), (Assessment("KEN", "1", PARTLY), Assessment("UGA", "1", IN_PLACE)), (Remark("KEN", "1", "A gap"),), (CENTRE, TRAINING)
)


def a_file(matrix: Matrix, scope: Scope = Scope.FULL, *erased: Cell) -> Report:
    return Report("matrix.xlsx", matrix=matrix, scope=scope, erased=erased)


def same(one: Matrix | None, other: Matrix) -> bool:
    return one is not None and fingerprint(one) == fingerprint(other)


def units(changes: tuple[Change, ...]) -> set[Unit]:
    return {change.unit for change in changes}


# Laws


@tries(25)
@given(versions(3), st.booleans())
def test_a_partial_file_withdraws_nothing(three: tuple[Matrix, ...], based: bool):
    base, current, file = three
    merged = hand_in(a_file(file, Scope.PARTIAL), current, base if based else None)
    assert merged.withdrawn == ()
    assert all(change.after is not None for change in merged.changes)
    assert all(clash.theirs is not None for clash in merged.clashes)


@tries(25)
@given(versions(3), st.booleans(), st.sampled_from(Scope))
def test_what_nobody_confirms_stays_and_no_blank_erases_a_status(three: tuple[Matrix, ...], based: bool, scope: Scope):
    base, current, file = three
    report = a_file(file, scope)
    merged = hand_in(report, current, base if based else None)
    assert all(change.after is not None for change in merged.changes)
    kept = hand_in(report, current, base if based else None, answers={clash: clash.mine for clash in merged.clashes})
    assert kept.matrix is not None
    assert all(change.after is not None for change in differences(current, kept.matrix))
    assert not {unit for unit in units(merged.withdrawn) if unit.sheet == "matrix" and unit.column}
    assert not units(merged.withdrawn) & units(merged.changes)


@tries(25)
@given(versions(2))
def test_a_full_file_of_which_all_is_confirmed_is_what_it_says(both: tuple[Matrix, ...]):
    current, file = both
    given_up = {(a.place, a.point) for a in current.assessments} - {(a.place, a.point) for a in file.assessments}
    erased = [Cell(*cell) for cell in sorted(given_up) if cell[0] in (REGION_WIDE, *file.places)]
    report = a_file(file, Scope.FULL, *erased)
    asked = hand_in(report, current)
    assert asked.clashes == ()
    merged = hand_in(report, current, confirmed=asked.withdrawn)
    assert same(merged.matrix, file)
    assert set(merged.changes) == set(differences(current, file))
    assert hand_in(report, file).changes == hand_in(report, file).withdrawn == ()


@tries(25)
@given(versions(3))
def test_a_full_file_with_its_base_is_merged_as_matrices_are(three: tuple[Matrix, ...]):
    base, current, file = three
    statuses = {(a.place, a.point): a for a in base.assessments if a.place in (REGION_WIDE, *file.places)}
    filled = replace(file, assessments=tuple((statuses | {(a.place, a.point): a for a in file.assessments}).values()))
    expected = merge(base, current, filled)
    asked = hand_in(a_file(file), current, base)
    assert set(asked.clashes) == set(expected.clashes)
    assert set(hand_in(a_file(file), current, base, confirmed=asked.withdrawn).changes) == set(expected.changes)


@tries(12)
@given(matrices(), st.sampled_from(Scope), st.sampled_from(("en", "fr", "es")))
def test_a_workbook_handed_in_as_it_was_taken_changes_nothing(matrix: Matrix, scope: Scope, language: str):
    data = workbook(matrix, FRAMEWORK, PLACES, CATALOGUES[language], scope=scope, base=fingerprint(matrix))
    report = intake.read(BytesIO(data), "matrix.xlsx", FRAMEWORK, PLACES)
    assert report.base == fingerprint(matrix)
    merged = hand_in(replace(report, findings=()), matrix, matrix)  # an invented matrix lacks reasons that a published one has
    assert (merged.changes, merged.withdrawn, merged.clashes, merged.alike) == ((), (), (), ())
    assert same(merged.matrix, matrix)


@pytest.mark.parametrize("region", [region.id for region in PLACES.regions])
def test_a_shipped_matrix_handed_in_as_it_was_taken_changes_nothing(region: str):
    matrix = shipped.current(region, FRAMEWORK, PLACES).matrix
    report = intake.read(BytesIO(workbook(matrix, FRAMEWORK, PLACES, CATALOGUES["en"])), "matrix.xlsx", FRAMEWORK, PLACES)
    assert hand_in(report, matrix) == Merged(matrix)


# The workbook

EDITS = [
    ("Matrix", "E5", "In place", Change(Unit("matrix", ("SOM",), "point.3"), None, IN_PLACE)),
    ("Matrix", "E4", "In place", Change(Unit("matrix", ("ETH",), "point.3"), PARTLY, IN_PLACE)),
    ("Matrix", "E4", "Not assessed", Change(Unit("matrix", ("ETH",), "point.3"), PARTLY, None)),
    ("Remarks", "C3", "Another gap", Change(Unit("remarks", ("DJI", "1"), "missing"), "A gap", "Another gap")),
    ("Activities", "E2", "In place", Change(Unit("activities", ("a1",), "stage"), Stage.PLANNED, Stage.IN_PLACE)),
    ("Activities", "F2", "A; C", Change(Unit("activities", ("a1",), "actors"), ("A", "B"), ("A", "C"))),
    ("Situation", "D2", 0, Change(Unit("situation", ("YEM",), "figure"), 1200, 0)),
    ("Follow-up", "I2", "Done", Change(Unit("follow_up", ("f1",), "state"), State.AGREED, State.DONE)),
    ("About", "B3", "Another office", Change(Unit("about", ("gulf-of-aden",), "office"), "An office", "Another office")),
]


@pytest.mark.parametrize("scope", ["Full", "Partial"])
@pytest.mark.parametrize(("sheet", "cell", "value", "change"), EDITS)
def test_one_cell_edited_in_the_workbook_changes_that_cell_and_no_other(sheet: str, cell: str, value: object, change: Change, scope: str):
    merged = hand_in(after(write((sheet, cell, value), ("About", "B9", scope))), SAMPLE, SAMPLE)
    assert merged.changes == (change,)
    assert (merged.withdrawn, merged.clashes, merged.alike) == ((), (), ())


BLANKED = [
    ("Remarks", "C3", "missing"),
    ("Activities", "E2", "stage"),
    ("Activities", "F2", "actors"),
    ("Situation", "D2", "figure"),
    ("About", "B12", "notes"),
]


@pytest.mark.parametrize(("sheet", "cell", "column"), BLANKED)
def test_a_field_that_was_emptied_is_asked_in_a_full_file_and_unchanged_in_a_partial_one(sheet: str, cell: str, column: str):
    full = hand_in(after(write((sheet, cell, None))), SAMPLE)
    assert full.changes == ()
    assert [(change.unit.column, change.after) for change in full.withdrawn] == [(column, None)]
    assert hand_in(after(write((sheet, cell, None))), SAMPLE, confirmed=full.withdrawn).changes == full.withdrawn
    partial = hand_in(after(write((sheet, cell, None), ("About", "B9", "Partial"))), SAMPLE)
    assert (partial.changes, partial.withdrawn) == ((), ())


@pytest.mark.parametrize("scope", ["Full", "Partial"])
def test_a_status_that_was_emptied_in_the_workbook_is_neither_changed_nor_asked(scope: str):
    merged = hand_in(after(write(("Matrix", "E4", None), ("About", "B9", scope))), SAMPLE)
    assert (merged.changes, merged.withdrawn) == ((), ())


@pytest.mark.parametrize(("sheet", "row", "unit"), [("Matrix", 4, "ETH"), ("Activities", 2, "a1"), ("Situation", 3, "DJI"), ("Follow-up", 2, "f1")])
def test_a_row_that_was_deleted_is_asked_in_a_full_file_and_unchanged_in_a_partial_one(sheet: str, row: int, unit: str):
    report = after(lambda book: book[sheet].delete_rows(row))
    merged = hand_in(report, SAMPLE, SAMPLE)
    assert merged.changes == ()
    assert [(change.unit.row, change.unit.column, change.after) for change in merged.withdrawn] == [((unit,), "", None)]
    assert same(merged.matrix, SAMPLE)
    confirmed = hand_in(report, SAMPLE, SAMPLE, confirmed=merged.withdrawn)
    assert confirmed.matrix is not None
    assert differences(SAMPLE, confirmed.matrix) == confirmed.withdrawn == confirmed.changes
    partial = hand_in(replace(report, scope=Scope.PARTIAL), SAMPLE, SAMPLE)
    assert (partial.changes, partial.withdrawn) == ((), ())


def without_refs(book: Workbook) -> None:
    for sheet in ("Activities", "Follow-up"):
        book[sheet].delete_cols(1)


def test_rows_are_known_again_when_the_column_of_refs_was_deleted():
    merged = hand_in(after(without_refs), SAMPLE)
    assert (merged.changes, merged.withdrawn, merged.alike) == ((), (), ())
    assert {unit.row[0] for unit in merged.recognised} >= {"a1", "a2", "f1"}


def test_a_new_row_in_the_workbook_is_one_new_row_and_once_published_it_has_a_ref():
    report = after(write(("Activities", "B4", "Ethiopia"), ("Activities", "C4", 3), ("Activities", "D4", "A third activity")))
    merged = hand_in(report, SAMPLE)
    [change] = merged.changes
    assert (change.unit.sheet, change.before, dict(change.after)["activity"]) == ("activities", None, "A third activity")
    assert merged.matrix is not None
    assert merged.matrix.activities[-1].ref == change.unit.row[0] != ""
    assert hand_in(report, merged.matrix).changes == ()
    again = workbook(merged.matrix, FRAMEWORK, PLACES, CATALOGUES["en"])
    sheet = openpyxl.load_workbook(BytesIO(again))["Activities"]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["a1", "a2", *change.unit.row]


# With and without a base


def test_what_was_added_since_is_not_withdrawn_by_a_file_that_never_had_it():
    since = replace(BEFORE, activities=(*BEFORE.activities, Activity("c", "UGA", "2", "Something new")))
    assert hand_in(a_file(BEFORE), since, BEFORE).withdrawn == ()
    assert units(hand_in(a_file(BEFORE), since).withdrawn) == {Unit("activities", ("c",))}


def test_what_was_changed_since_stays_where_the_file_left_it_alone_and_clashes_where_it_did_not():
    since = replace(BEFORE, assessments=(Assessment("KEN", "1", IN_PLACE), Assessment("UGA", "1", Status.PLANNED)))
    file = replace(BEFORE, assessments=(Assessment("KEN", "1", PARTLY), Assessment("UGA", "1", PARTLY)))
    merged = hand_in(a_file(file), since, BEFORE)
    clash = Clash(Unit("matrix", ("UGA",), "point.1"), IN_PLACE, Status.PLANNED, PARTLY)
    assert (merged.matrix, merged.changes, merged.clashes) == (None, (), (clash,))
    answered = hand_in(a_file(file), since, BEFORE, answers={clash: PARTLY})
    assert answered.changes == (Change(clash.unit, Status.PLANNED, PARTLY),)
    assert units(hand_in(a_file(file), since).changes) == {clash.unit, Unit("matrix", ("KEN",), "point.1")}


def test_not_assessed_takes_a_status_back_and_clashes_with_one_that_was_changed_since():
    file = a_file(replace(BEFORE, assessments=BEFORE.assessments[1:]), Scope.PARTIAL, Cell("KEN", "1"))
    unit = Unit("matrix", ("KEN",), "point.1")
    assert hand_in(file, BEFORE, BEFORE).changes == (Change(unit, PARTLY, None),)
    since = replace(BEFORE, assessments=(Assessment("KEN", "1", IN_PLACE), BEFORE.assessments[1]))
    assert hand_in(file, since, BEFORE).clashes == (Clash(unit, PARTLY, IN_PLACE, None),)


def test_a_row_that_the_file_leaves_out_and_that_was_edited_since_is_a_clash_and_not_one_of_a_list():
    since = replace(BEFORE, activities=(replace(CENTRE, source="A source"), TRAINING))
    merged = hand_in(a_file(replace(BEFORE, activities=(TRAINING,))), since, BEFORE)
    assert merged.withdrawn == ()
    assert [(clash.unit.row, clash.theirs) for clash in merged.clashes] == [(("a",), None)]


def test_a_withdrawal_counts_only_for_what_was_shown():
    file = a_file(replace(BEFORE, activities=(TRAINING,)))
    shown = hand_in(file, BEFORE).withdrawn
    since = replace(BEFORE, activities=(replace(CENTRE, source="A source"), TRAINING))
    later = hand_in(file, since, confirmed=shown)
    assert later.changes == ()
    assert units(later.withdrawn) == units(shown)


def test_a_country_whose_row_is_withdrawn_says_which_statuses_go_with_it():
    [change] = hand_in(a_file(replace(BEFORE, places=("UGA",), assessments=BEFORE.assessments[1:])), BEFORE).withdrawn
    assert change == Change(Unit("matrix", ("KEN",)), (("point.1", PARTLY),), None)


# Rows without Ref


def handed(
    *rows: Activity, scope: Scope = Scope.PARTIAL, current: Matrix = BEFORE, base: Matrix | None = None, same: tuple[Alike, ...] = ()
) -> Merged:
    return hand_in(a_file(replace(BEFORE, activities=rows), scope), current, base, same=same)


@pytest.mark.parametrize("others", [("current",), ("base",), ("current", "base")])
def test_a_file_is_never_merged_with_another_region_s_matrix(others: tuple[str, ...]):
    elsewhere = replace(BEFORE, about=About("americas"))
    with pytest.raises(CannotBeMerged):
        handed(CENTRE, **{"base": BEFORE, **dict.fromkeys(others, elsewhere)})


def test_a_row_typed_again_is_noticed_and_goes_in_only_as_long_as_nobody_says_that_it_is_the_same():
    typed = replace(CENTRE, ref="", activity="A RECEPTION  centre at the borders", stage=IN_PLACE)
    merged = handed(typed)
    [change], [alike] = merged.changes, merged.alike
    assert (change.before, alike.new, alike.known) == (None, change.unit, Unit("activities", ("a",)))
    told = handed(typed, same=merged.alike)
    assert {(c.unit.row, c.unit.column) for c in told.changes} == {(("a",), "activity"), (("a",), "stage")}
    assert told.alike == ()


def test_a_double_of_a_row_that_the_file_has_too_is_left_out_once_somebody_says_so():
    double = replace(CENTRE, ref="")
    merged = handed(CENTRE, TRAINING, double, scope=Scope.FULL)
    assert [change.before for change in merged.changes] == [None]
    assert [alike.known for alike in merged.alike] == [Unit("activities", ("a",))]
    assert handed(CENTRE, TRAINING, double, scope=Scope.FULL, same=merged.alike) == Merged(BEFORE)
    new = Activity("", "UGA", "2", "Something new")
    told = handed(CENTRE, TRAINING, double, new, scope=Scope.FULL, same=merged.alike)
    assert [change.after for change in told.changes] == [handed(new).changes[0].after], "what stands below it goes in all the same"


def test_of_two_rows_that_are_said_to_be_one_known_row_the_first_counts():
    first, second = (replace(CENTRE, ref="", activity=f"A reception centre at the {words}") for words in ("border!", "border, too"))
    merged = handed(first, second)
    assert [alike.known for alike in merged.alike] == [Unit("activities", ("a",))] * 2
    assert handed(first, second, same=merged.alike) == handed(first, same=merged.alike)


def test_of_two_rows_with_the_content_of_one_known_row_one_is_known_and_the_other_asked_about():
    typed = replace(CENTRE, ref="")
    merged = handed(typed, typed)
    assert merged.recognised == (Unit("activities", ("a",)),)
    assert [alike.known for alike in merged.alike] == [Unit("activities", ("a",))]
    assert [change.before for change in merged.changes] == [None]


def test_rows_of_other_words_or_another_cell_are_not_taken_for_doubles():
    assert handed(Activity("", "KEN", "1", "A reception centre in the capital, for children")).alike == ()
    assert handed(Activity("", "KEN", "1", "A training")).alike == ()  # part of what is known is not the same
    assert handed(replace(CENTRE, ref="", point="2")).alike == ()


def test_a_row_handed_in_twice_is_one_row():
    new = Activity("", "UGA", "2", "Something new")
    first = handed(new)
    assert len(first.changes) == 1
    assert first.matrix is not None
    assert handed(new, current=first.matrix).changes == handed(new, current=first.matrix, base=BEFORE).changes == ()
    edited = replace(first.matrix, activities=(*BEFORE.activities, replace(first.matrix.activities[-1], year="2020")))
    again = handed(new, current=edited, base=BEFORE)
    assert again.changes == ()
    assert again.recognised == (Unit("activities", (edited.activities[-1].ref,)),)
    assert handed(replace(new, year="2021"), current=first.matrix).alike != ()


def test_two_new_rows_of_the_same_content_are_two_and_the_order_does_not_matter():
    new = Activity("", "UGA", "2", "Something new")
    assert len(units(handed(new, new).changes)) == 2
    other = replace(new, year="2020")
    assert units(handed(new, other).changes) == units(handed(other, new).changes)


def test_no_row_is_lost_where_one_has_the_words_that_another_once_had():
    new = Activity("", "UGA", "2", "Something new")
    born = with_refs(replace(BEFORE, activities=(new,))).activities[0]
    current = replace(BEFORE, activities=(replace(born, year="2020"),))
    for rows in ((new, replace(new, year="2020")), (replace(new, year="2020"), new)):
        merged = handed(*rows, current=current, base=BEFORE)
        assert merged.matrix is not None
        assert sorted(row.year for row in merged.matrix.activities if row.place == "UGA") == ["", "2020"]


def test_a_new_row_does_not_become_one_that_once_had_its_words_and_that_the_office_saw_edited():
    new = Activity("", "UGA", "2", "Something new")
    born = with_refs(replace(BEFORE, activities=(new,))).activities[0]
    current = replace(BEFORE, activities=(replace(born, year="2020"),))
    for base in (current, None):
        [change] = handed(new, current=current, base=base).changes
        assert change.before is None


def test_a_row_without_ref_that_was_edited_since_is_known_by_what_it_was():
    since = replace(BEFORE, activities=(replace(CENTRE, source="A source"), TRAINING))
    merged = handed(replace(CENTRE, ref=""), replace(TRAINING, ref=""), scope=Scope.FULL, current=since, base=BEFORE)
    assert (merged.changes, merged.withdrawn, merged.alike, merged.clashes) == ((), (), (), ())


def test_a_row_said_to_be_a_known_one_keeps_that_ref_to_itself():
    new = Activity("", "UGA", "2", "Something new")
    born = with_refs(replace(BEFORE, activities=(new,))).activities[0]
    current = replace(BEFORE, activities=(replace(born, year="2020"),))
    typed = replace(new, activity="Something  new!")
    told = handed(typed, new, current=current, base=BEFORE, same=handed(typed, current=current, base=BEFORE).alike)
    assert Unit("activities", (born.ref,), "activity") in {clash.unit for clash in told.clashes}
    assert [alike.known for alike in told.alike] == [Unit("activities", (born.ref,))]


def test_follow_up_actions_are_known_again_too():
    current = replace(BEFORE, follow_up=(FollowUp("f", "KEN", "1", "Do it"),))
    file = replace(BEFORE, follow_up=(FollowUp("", "KEN", "1", "Do it"), FollowUp("", "KEN", "1", "Do  it", state=State.DONE)))
    merged = hand_in(a_file(file), current)
    assert merged.recognised == (Unit("follow_up", ("f",)),)
    assert [alike.known for alike in merged.alike] == [Unit("follow_up", ("f",))]
    told = hand_in(a_file(file), current, same=merged.alike)
    assert told.matrix is not None
    assert told.matrix.follow_up == current.follow_up, "it is the action that the file has too"
    [edited] = hand_in(a_file(replace(BEFORE, follow_up=file.follow_up[1:]), Scope.PARTIAL), current, same=merged.alike).changes[1:]
    assert (edited.unit, edited.after) == (Unit("follow_up", ("f",), "state"), State.DONE)
    since = replace(current, follow_up=(replace(current.follow_up[0], lead="An office"),))
    assert hand_in(a_file(replace(file, follow_up=file.follow_up[:1])), since, current).recognised == merged.recognised, "by what it was"


# What is refused


@pytest.mark.parametrize(
    "report",
    [
        Report("matrix.xlsx"),
        replace(
            a_file(BEFORE),
            findings=(Finding("unknown-label", Severity.ERROR, Message("finding.unknown-label"), Message("finding.unknown-label.fix")),),
        ),
        a_file(replace(BEFORE, about=About("americas"))),
    ],
)
def test_a_file_that_was_not_wholly_read_or_is_of_another_region_is_not_merged(report: Report):
    with pytest.raises(CannotBeMerged):
        hand_in(report, BEFORE)
