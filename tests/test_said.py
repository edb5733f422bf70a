"""What is said of a region afterwards that was not said before, and what somebody may take a change for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Matrix, Remark, Status
from tests.examples import said
from tests.strategies import FRAMEWORK, PLACES, tries, versions

IN, PARTLY, PLANNED, NOT, NA = Status
COUNTRIES = ("KEN", "UGA")
POINTS = ("1", "2")


def matrix(*statuses: tuple[str, str, Status], **more: object) -> Matrix:
    return replace(Matrix(About("eastern-and-southern-africa"), COUNTRIES, tuple(Assessment(*one) for one in statuses)), **more)


def sentences(before: Matrix, after: Matrix) -> dict[str, tuple[str, str]]:
    found = figures.said_otherwise(before, after, COUNTRIES, POINTS)
    return {said(one.about): (said(one.before), said(one.after)) for one in found}


def test_a_point_that_becomes_patchy_is_said_with_its_counts_and_what_was_said_before():
    before = matrix(("KEN", "1", NOT), ("UGA", "1", NOT))
    found = sentences(before, matrix(("KEN", "1", NOT), ("UGA", "1", IN)))
    assert found["1 Cooperation: countries"] == (
        "reported as not in place in 2, of 2 countries",
        "in place in 1 and reported as not in place in 1, of 2 countries",
    )
    assert found["1 Cooperation: what it lacks"][0].startswith("Absent throughout")
    assert found["1 Cooperation: what it lacks"][1].startswith("Patchy")
    assert not [about for about in found if about.startswith("2 ") and "order" not in about]


def test_a_tie_that_is_gone_is_said_of_both_points():
    before = matrix(("KEN", "1", NOT))
    after = matrix(("KEN", "1", NOT), ("KEN", "2", IN), ("UGA", "2", IN))
    found = sentences(before, after)
    for point, other in (("1 Cooperation", "2 Data"), ("2 Data", "1 Cooperation")):
        was, now = found[f"{point}: its place in the order"]
        assert was.startswith("Its place in this order is not certain") and other in was and now.startswith("Its place in this order is certain")


def test_a_point_is_tied_as_before_when_the_others_only_change_places():
    before, after = matrix(), matrix(("KEN", "3", NOT))
    ties = [figures.order(figures.cells(one, COUNTRIES, ("1", "2", "3"))).set_index("point").at["1", "tied"] for one in (before, after)]
    assert ties == [("2", "3"), ("3", "2")]
    found = figures.said_otherwise(before, after, COUNTRIES, ("1", "2", "3"))
    assert [said(one.about) for one in found if "order" in said(one.about)] == []


def test_what_offices_only_wrote_changes_no_sentence():
    before = matrix(("KEN", "1", NOT))
    assert sentences(before, replace(before, remarks=(Remark("KEN", "1", "Staff"),), about=replace(before.about, office="Another"))) == {}


def test_an_activity_that_documents_record_is_said_where_nobody_assessed():
    found = sentences(matrix(), matrix(activities=(Activity("", "KEN", "1", "A centre"),)))
    assert set(found) == {"The region", "1 Cooperation: countries"}


@tries(10)
@given(versions(2))
def test_sentences_differ_the_same_way_from_either_side(both: tuple[Matrix, ...]):
    countries = PLACES.region(both[0].about.region).countries
    there, back = (figures.said_otherwise(*pair, countries, FRAMEWORK.point_ids) for pair in (both, both[::-1]))
    assert [(one.about, one.before, one.after) for one in there] == [(one.about, one.after, one.before) for one in back]
    assert all(one.before != one.after and said(one.about) and said(one.before) and said(one.after) for one in there)
    assert figures.said_otherwise(both[0], both[0], countries, FRAMEWORK.point_ids) == ()


# What a change may be taken for


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, IN, {"newly_known", "correction", "reclassification"}),
        (IN, None, {"withdrawn", "correction", "reclassification"}),
        (PARTLY, IN, {"progress", "correction", "reclassification"}),
        (IN, NOT, {"setback", "correction", "reclassification"}),
        (NA, IN, {"correction", "reclassification"}),
        (NOT, NA, {"correction", "reclassification"}),
    ],
)
def test_a_change_may_be_taken_only_for_what_it_can_be(before: Status | None, after: Status | None, expected: set[str]):
    assert set(figures.choices({"before": before, "after": after})) == expected


def test_what_the_publisher_took_a_change_for_stands_instead_of_the_rules_proposal():
    before, after = matrix(("KEN", "1", PARTLY), ("KEN", "2", IN)), matrix(("KEN", "1", IN), ("KEN", "2", IN), ("UGA", "1", IN))
    changes = figures.changes(before, after)
    assert [*changes["change"]] == ["correction", None, "newly_known"]
    judged = {Cell("KEN", "1"): "progress", Cell("KEN", "2"): "progress", Cell("UGA", "1"): "progress", Cell("ZMB", "1"): "setback"}
    taken = figures.as_judged(changes, judged)
    assert [*taken["change"]] == ["progress", None, "newly_known"]
    assert figures.trend(taken)["progress"] == 1
    assert [*figures.as_judged(changes, {})["change"]] == [*changes["change"]]
    assert figures.as_judged(changes.iloc[:0], judged).empty


def test_some_rows_of_the_changes_are_judged_each_by_its_own_cell():
    changes = figures.changes(matrix(("KEN", "1", PARTLY), ("KEN", "2", PARTLY)), matrix(("KEN", "1", IN), ("KEN", "2", IN)))
    taken = figures.as_judged(changes[changes["point"] == "2"], {Cell("KEN", "2"): "progress"})
    assert taken.to_dict("index") == {1: {"place": "KEN", "point": "2", "before": PARTLY, "after": IN, "change": "progress"}}


@tries(10)
@given(versions(2), st.sampled_from(figures.CHANGES))
def test_whatever_somebody_says_every_change_keeps_a_kind_and_is_counted_once(both: tuple[Matrix, ...], kind: str):
    changes = figures.changes(*both)
    cells = [Cell(place, point) for place, point in zip(changes["place"], changes["point"], strict=True)]
    taken = figures.as_judged(changes, dict.fromkeys(cells, kind))
    assert [one is None for one in taken["change"]] == [one is None for one in changes["change"]]
    trend = figures.trend(taken)
    countries = taken[taken["place"] != REGION_WIDE]
    assert sum(trend[one] for one in figures.CHANGES) == countries["change"].notna().sum()


def test_the_region_wide_row_is_told_apart_from_the_counts():
    before, after = matrix((REGION_WIDE, "1", NOT)), matrix((REGION_WIDE, "1", IN))
    assert [said(one) for one in figures.region_wide_changes_in_words(figures.changes(before, after))] == [
        "In the region-wide row, which is counted nowhere: 1 status changed."
    ]
    assert figures.region_wide_changes_in_words(figures.changes(before, before)) == ()
