"""What changed between two matrices row by row, and in words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from lib import merge
from lib.exceptions import CannotBeMerged
from lib.merge import Field, RowChange, Unit
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, FollowUp, Matrix, Remark, Role, Situation, Stage, State, Status
from tests.examples import said
from tests.injection import EVERYTHING
from tests.strategies import tries, versions

ABOUT = About("europe")
RECORD = Activity("a", "HUN", "3", "A centre", Stage.PLANNED, year="2024")
EMPTY = Matrix(ABOUT)


def one(before: Matrix, after: Matrix) -> RowChange:
    [found] = merge.row_changes(before, after)
    return found


def test_an_activity_that_was_edited_is_one_row_with_the_columns_that_changed():
    later = replace(RECORD, stage=Stage.IN_PLACE, source="A report")
    found = one(Matrix(ABOUT, activities=(RECORD,)), Matrix(ABOUT, activities=(later,)))
    assert (found.sheet, found.place, found.point, found.kind, found.name) == ("activities", "HUN", "3", "changed", "A centre")
    assert found.fields == (Field("stage", Stage.PLANNED, Stage.IN_PLACE), Field("source", None, "A report"))


def test_an_activity_that_was_added_or_withdrawn_shows_all_that_was_filled_in():
    whole = Matrix(ABOUT, activities=(RECORD,))
    for before, after, kind in ((EMPTY, whole, "added"), (whole, EMPTY, "withdrawn")):
        found = one(before, after)
        assert (found.kind, found.name, found.place, found.point) == (kind, "A centre", "HUN", "3")
        assert [field.column for field in found.fields] == ["stage", "year", "good_practice", "evidence"]
        assert all((field.before is None) == (kind == "added") for field in found.fields)


def test_a_row_that_was_moved_stands_where_it_is_now_and_says_from_where():
    moved = replace(RECORD, place="AUT", point="4")
    found = one(Matrix(ABOUT, activities=(RECORD,)), Matrix(ABOUT, activities=(moved,)))
    assert (found.place, found.point) == ("AUT", "4")
    assert found.fields == (Field("place", "HUN", "AUT"), Field("point", "3", "4"))


def test_an_activity_that_was_reworded_is_called_as_it_was():
    found = one(Matrix(ABOUT, activities=(RECORD,)), Matrix(ABOUT, activities=(replace(RECORD, activity="Two centres"),)))
    assert found.name == "A centre"
    assert found.fields == (Field("activity", "A centre", "Two centres"),)


def test_the_statuses_of_a_country_come_in_the_order_of_their_points():
    after = Matrix(ABOUT, ("HUN",), tuple(Assessment("HUN", point, Status.PLANNED) for point in ("10", "2", "1")))
    assert [field.column for field in one(EMPTY, after).fields] == ["point.1", "point.2", "point.10"]


def test_what_a_region_and_a_country_are_said_to_be_have_no_point():
    after = Matrix(replace(ABOUT, office="An office"), situations=(Situation("HUN", (Role.TRANSIT,)),))
    about, situation = merge.row_changes(EMPTY, after)
    assert (about.sheet, about.place, about.point) == ("about", "", "")
    assert (situation.sheet, situation.place, situation.point, situation.kind) == ("situation", "HUN", "", "added")


def test_rows_of_each_sheet_are_counted_and_statuses_are_not():
    before = Matrix(ABOUT, ("HUN",), (Assessment("HUN", "1", Status.PARTLY),), remarks=(Remark("HUN", "3", "Staff"),), activities=(RECORD,))
    after = Matrix(
        ABOUT,
        ("HUN", "AUT"),
        (Assessment("HUN", "1", Status.IN_PLACE),),
        remarks=(Remark("HUN", "3", "Money"),),
        activities=(replace(RECORD, ref="b"), replace(RECORD, ref="c")),
    )
    rows = merge.row_changes(before, after)
    assert merge.row_counts(rows) == {
        "matrix": {"added": 1, "changed": 0, "withdrawn": 0},
        "remarks": {"added": 0, "changed": 1, "withdrawn": 0},
        "activities": {"added": 2, "changed": 0, "withdrawn": 1},
    }
    assert [said(message) for message in merge.counts_in_words(merge.row_counts(rows))] == [
        "Countries and territories: 1 row added.",
        "Remarks: 1 row changed.",
        "Activities: 2 rows added and 1 row withdrawn.",
    ]
    assert merge.beside_statuses(rows) == {Cell("HUN", "3"): 4}


@tries(25)
@given(versions(2))
def test_rows_differ_where_units_do_and_say_what_was_and_what_is(both: tuple[Matrix, ...]):
    before, after = both
    rows = merge.row_changes(before, after)
    assert {(row.sheet, row.key) for row in rows} == {(c.unit.sheet, c.unit.row) for c in merge.differences(before, after)}
    back = {(row.sheet, row.key): row for row in merge.row_changes(after, before)}
    for row in rows:
        other = back[row.sheet, row.key]
        assert {(f.column, f.before, f.after) for f in row.fields} == {(f.column, f.after, f.before) for f in other.fields}
        assert (row.kind, other.kind) in {("added", "withdrawn"), ("withdrawn", "added"), ("changed", "changed")}
        assert all(field.before != field.after for field in row.fields)
        assert said(merge.place_in_words(row.sheet, row.place, row.point))
        for field in row.fields:
            assert said(merge.column_in_words(row.sheet, field.column))
            assert said(merge.value_in_words(row.sheet, field.column, field.before)) != ""


def test_a_row_that_place_and_point_tell_has_no_name_beside_and_about_stands_nowhere():
    after = Matrix(replace(ABOUT, office="Another office"), remarks=(Remark("HUN", "3", "Staff"),), situations=(Situation("HUN", figure=5),))
    found = {row.sheet: (row.name, row.place, row.point) for row in merge.row_changes(EMPTY, after)}
    assert found == {"about": ("", "", ""), "situation": ("", "HUN", ""), "remarks": ("", "HUN", "3")}


def test_of_about_each_field_that_changed_counts():
    rows = merge.row_changes(EMPTY, Matrix(replace(ABOUT, office="Another office", contact="desk@example.org")))
    assert merge.row_counts(rows) == {"about": {"added": 0, "changed": 2, "withdrawn": 0}}


def test_rows_of_two_regions_are_not_compared():
    with pytest.raises(CannotBeMerged):
        merge.row_changes(EMPTY, Matrix(About("americas")))


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit("about", ("europe",), "office"), "About: Bureau or office"),
        (Unit("matrix", ("HUN",)), "Matrix – Hungary"),
        (Unit("matrix", ("HUN",), "point.3"), "Matrix – Hungary, 3 Entry systems"),
        (Unit("matrix", (REGION_WIDE,), "point.3"), "Matrix – Region-wide, 3 Entry systems"),
        (Unit("remarks", ("HUN", "3"), "missing"), "Remarks – Hungary, 3 Entry systems: What is missing, or challenges"),
        (Unit("activities", ("a",)), "Activities – Hungary, 3 Entry systems"),
        (Unit("situation", ("HUN",), "figure"), "Situation – Hungary: Figure"),
        (Unit("follow_up", ("f",), "due"), "Follow-up – Hungary, 4 Reception: Due"),
        (Unit("activities", ("nowhere",)), "Activities"),
    ],
)
def test_a_unit_is_named_by_where_it_stands(unit: Unit, words: str):
    matrix = Matrix(
        ABOUT,
        ("HUN",),
        remarks=(Remark("HUN", "3", "Staff"),),
        activities=(RECORD,),
        situations=(Situation("HUN"),),
        follow_up=(FollowUp("f", "HUN", "4", "Ask"),),
    )
    assert said(merge.unit_in_words(unit, merge.where(EMPTY, matrix))) == words


@pytest.mark.parametrize(
    ("sheet", "column", "value", "words"),
    [
        ("matrix", "point.3", Status.NOT_IN_PLACE, "Reported as not in place"),
        ("matrix", "point.3", None, "Not assessed"),
        ("remarks", "missing", None, "not given"),
        ("remarks", "missing", EVERYTHING, EVERYTHING),
        ("activities", "stage", Stage.PARTLY, "Partly in place"),
        ("activities", "good_practice", False, "No"),
        ("activities", "good_practice", True, "Yes"),
        ("activities", "actors", ("One", "Another"), "One; Another"),
        ("activities", "place", "HUN", "Hungary"),
        ("activities", "point", "3", "3 Entry systems"),
        ("situation", "roles", (Role.ORIGIN, Role.TRANSIT), "Origin and Transit"),
        ("situation", "figure", 0, "0"),
        ("situation", "figure", 1200, "1,200"),
        ("follow_up", "state", State.NO_ACTION, "No action"),
        ("about", "as_of", date(2026, 6, 30), "June 30, 2026"),
        ("about", "region", "europe", "Europe"),
    ],
)
def test_a_value_is_told_by_its_label_and_what_an_office_wrote_as_it_is(sheet: str, column: str, value: object, words: str):
    assert said(merge.value_in_words(sheet, column, value)) == words
