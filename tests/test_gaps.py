"""What is missing and what is not known, in four lists; the order of the points; patchy or absent throughout; and gaps closed in thought."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Evidence, Matrix, Remark, Status
from tests import completions, examples
from tests.completions import cells, groups, several, share
from tests.examples import said
from tests.strategies import tries

IN, PARTLY, PLANNED, NOT, NA = Status
EMPTY = Matrix(About("europe"))
POINTS = ("1", "3")
SHOWN = Matrix(
    About("eastern-and-southern-africa"),
    assessments=(
        Assessment(REGION_WIDE, "1", NOT),
        Assessment("KEN", "1", NOT),
        Assessment("UGA", "1", PARTLY),
        Assessment("TZA", "1", NOT),
        Assessment("KEN", "3", PLANNED),
        Assessment("UGA", "3", IN),
        Assessment("RWA", "1", NA),
    ),
    remarks=(Remark("UGA", "1", "No interpreters.", "Keep a list of interpreters."),),
    activities=(Activity("", "RWA", "3", "A centre"), Activity("", "TZA", "3", "A title", evidence=Evidence.TITLE_ONLY)),
)
CHANGES_PLACE = "Its place in this order is not certain: it may change with 2 Data once the cells that nobody assessed are known."
COUNTRIES = ("KEN", "UGA", "TZA", "RWA", "BDI")


def lists():
    return figures.gaps(figures.cells(SHOWN, COUNTRIES, POINTS), SHOWN)


def test_the_worked_example_of_gaps_is_right():
    table = examples.cells(examples.example("Gaps").tables[0])
    found = figures.gaps_in_words(figures.gaps(table, EMPTY), "point")["4"]
    assert [said(message) for message in found] == examples.example("Gaps").sentences


def test_the_worked_example_of_the_order_is_right():
    table = examples.cells(examples.example("Gaps").tables[0])
    shares = figures.shares(table).query("share == 'in_place_or_partly'").set_index("point")
    rows = examples.example("Order of the points").tables[0][1:]
    assert [(row.point, row.not_in_place, row.unknown, row.tied) for row in figures.order(table).itertuples()] == [
        (point, int(n), int(unknown), tuple(tied.split())) for point, n, unknown, _, _, tied in rows
    ]
    assert [(shares.loc[point, "lowest"], shares.loc[point, "highest"]) for point, *_ in rows] == [
        (float(Fraction(lowest)), float(Fraction(highest))) for _, _, _, lowest, highest, _ in rows
    ]


def test_the_worked_example_of_patchy_and_absent_is_right():
    table = figures.spread(examples.cells(examples.example("Gaps").tables[0]))
    assert [said(figures.spread_in_words(row)) for row in table.to_dict("records")] == examples.example("Patchy or absent throughout").sentences


def test_the_worked_example_of_what_if_is_right():
    before = examples.cells(examples.example("Shares").tables[0])
    after = figures.what_if(before, {Cell("XAG", "3"), Cell("XAJ", "3")})
    assert [said(figures.what_if_in_words(figures.shares(before), figures.shares(after), "3"))] == examples.example("What if").sentences


def test_there_are_four_lists_and_no_cell_stands_in_two():
    found = lists()
    assert {kind: [*zip(rows["place"], rows["point"], strict=True)] for kind, rows in found.items()} == {
        "not_in_place": [("KEN", "1"), ("TZA", "1")],
        "planned": [("KEN", "3")],
        "partly": [("UGA", "1")],
        "unknown": [("RWA", "3"), ("TZA", "3"), ("BDI", "1"), ("BDI", "3")],
    }


def test_what_is_recorded_only_comes_before_what_is_not_known_at_all():
    assert [*lists()["unknown"]["known"]] == ["recorded", "unknown", "unknown", "unknown"]
    assert [*lists()["unknown"]["examples"]] == [0, 1, 0, 0]


def test_what_is_missing_stands_beside_the_gap_as_the_office_wrote_it():
    found = lists()
    assert found["partly"][["missing", "recommendation"]].to_numpy().tolist() == [["No interpreters.", "Keep a list of interpreters."]]
    assert {*found["not_in_place"]["missing"]} == {""}


def test_where_the_office_wrote_nothing_of_a_gap_both_texts_are_empty():
    for kind in ("not_in_place", "planned", "unknown"):
        rows = lists()[kind]
        assert rows[["missing", "recommendation"]].to_numpy().tolist() == [["", ""]] * len(rows)


@pytest.mark.parametrize(("by", "codes"), [("point", ["3", "10", "2"]), ("place", ["UGA", "KEN"])])
def test_gaps_are_counted_and_read_in_the_order_of_the_table_and_not_of_the_alphabet(by, codes):
    table = figures.cells(EMPTY, ("UGA", "KEN"), ("3", "10", "2"))
    of = 6 // len(codes)
    expected = pd.DataFrame([{by: code, "not_in_place": 0, "planned": 0, "partly": 0, "recorded": 0, "unknown": of} for code in codes])
    pd.testing.assert_frame_equal(figures.gap_counts(table, by), expected)
    assert [*figures.gaps_in_words(figures.gaps(table, EMPTY), by)] == codes


def test_gaps_are_read_point_by_point_naming_countries():
    found = {point: [said(message) for message in messages] for point, messages in figures.gaps_in_words(lists(), "point").items()}
    assert found == {
        "1": [
            "Reported as not in place in 2 countries: Kenya and United Republic of Tanzania",
            "Partly in place in 1 country: Uganda",
            "Not known in 1 country: Burundi",
        ],
        "3": [
            "Planned, not begun, in 1 country: Kenya",
            "Not assessed, but recorded in 1 country: Rwanda",
            "Not known in 2 countries: United Republic of Tanzania and Burundi",
        ],
    }


def test_gaps_are_read_country_by_country_naming_points():
    found = {place: [said(message) for message in messages] for place, messages in figures.gaps_in_words(lists(), "place").items()}
    assert found == {
        "KEN": ["Reported as not in place at 1 point: 1 Cooperation", "Planned, not begun, at 1 point: 3 Entry systems"],
        "UGA": ["Partly in place at 1 point: 1 Cooperation"],
        "TZA": ["Reported as not in place at 1 point: 1 Cooperation", "Not known at 1 point: 3 Entry systems"],
        "RWA": ["Not assessed, but recorded at 1 point: 3 Entry systems"],
        "BDI": ["Not known at 2 points: 1 Cooperation and 3 Entry systems"],
    }


def test_a_matrix_without_gaps_has_four_empty_lists():
    found = figures.gaps(cells((IN, NA)), EMPTY)
    assert [*found] == [*figures.LISTS] and all(rows.empty for rows in found.values())
    assert figures.gaps_in_words(found, "point") == {}


def test_points_with_equal_reports_and_nothing_unknown_are_tied():
    assert [*figures.order(cells((NOT, IN), (NOT, IN)))["tied"]] == [("2",), ("1",)]


def test_an_unknown_cell_ties_points_that_it_could_turn_round():
    table = figures.order(cells((NOT, IN, IN), (None, None, IN)))
    assert [*table["point"]] == ["1", "2"] and [*table["tied"]] == [("2",), ("1",)]
    assert said(figures.tied_in_words(table["tied"][0])) == CHANGES_PLACE


def test_a_point_that_applies_nowhere_lacks_no_more_than_one_in_place_everywhere():
    assert [*zip(*figures.order(cells((NA, NA), (IN, IN), (NOT, IN)))[["point", "tied"]].to_numpy().T, strict=True)] == [
        ("3", ()),
        ("1", ("2",)),
        ("2", ("1",)),
    ]


def test_of_equally_many_reports_the_point_with_the_lower_highest_share_stands_first():
    sure, open_ended = (NOT, PLANNED, IN, IN), (NOT, IN, None, None)
    table = figures.order(cells(open_ended, sure))
    assert table.to_dict("list") == {"point": ["2", "1"], "not_in_place": [1, 1], "unknown": [0, 2], "tied": [("1",), ("2",)]}


def test_of_three_points_with_which_one_is_tied_each_is_named_and_of_four_their_number():
    assert said(figures.tied_in_words(("2", "3", "4"))) == CHANGES_PLACE.replace("2 Data", "2 Data, 3 Entry systems, and 4 Reception")
    assert said(figures.tied_in_words(("2", "3", "4", "5"))) == (
        "Its place in this order is not certain: it may change with 4 other points once the cells that nobody assessed are known."
    )


def outcomes(group):
    """What a point's order may come to go by: minus the number not in place, and the share that has it at least partly."""
    for completed in completions.completions(group):
        reached = share(completed, "in_place_or_partly")
        yield -completed.count(NOT), Fraction(1) if reached is None else reached


@tries(40)
@given(several())
def test_two_points_are_tied_unless_their_order_holds_under_every_completion(points):
    table = figures.order(cells(*points)).set_index("point")
    reached = {str(number): set(outcomes(group)) for number, group in enumerate(points, 1)}
    for p, q in permutations(reached, 2):
        never_after = all(a <= b for a in reached[p] for b in reached[q])
        never_before = all(b <= a for a in reached[p] for b in reached[q])
        holds = never_after and not never_before
        assert (q in table["tied"][p]) == (never_after == never_before)
        assert not holds or [*table.index].index(p) < [*table.index].index(q)


def kind(completed):
    has = any(status in completions.HAVING["in_place_or_partly"] for status in completed)
    if has and NOT in completed:
        return "patchy"
    return "absent" if not has and any(status is not NA for status in completed) else "neither"


@tries(25)
@given(several())
def test_patchy_and_absent_are_said_where_they_hold_under_every_completion(points):
    kinds = [{kind(completed) for completed in completions.completions(group)} for group in points]
    assert [*figures.spread(cells(*points))["spread"]] == [some.pop() if len(some) == 1 else "cannot_be_said" for some in kinds]


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ((IN, NOT, None), "Patchy: in place or partly in 1 of 3 countries, reported as not in place in 1."),
        ((NOT, PLANNED, NA), "Absent throughout: not even partly in place in any of 2 countries, all assessed."),
        ((IN, PLANNED), "Neither patchy nor absent throughout: none of 2 countries, all assessed, reports it as not in place."),
        ((IN, None), "Whether it is patchy, absent throughout or neither cannot be said: not assessed in 1 of 2 countries."),
        ((NA, NA), "not applicable in any of 2 countries"),
    ],
)
def test_how_gaps_are_spread_is_said_in_words(group, sentence):
    assert said(figures.spread_in_words(figures.spread(cells(group)).to_dict("records")[0])) == sentence


def test_a_point_that_applies_in_one_country_alone_may_be_absent_throughout():
    assert [*figures.spread(cells((NOT, NA), (PLANNED,)))["spread"]] == ["absent", "absent"]


def test_what_if_says_of_each_point_its_own_countries():
    before = cells((IN, IN, NOT), (IN, NOT, NOT))
    after = figures.what_if(before, {Cell("C1", "2"), Cell("C2", "2")})
    assert said(figures.what_if_in_words(figures.shares(before), figures.shares(after), "2")) == (
        "In place in 1 of 3 countries as assessed now, in 3 with the gaps closed"
    )


def test_a_closed_gap_counts_as_assessed():
    closed = figures.what_if(cells((None, NOT)), {Cell("C0", "1"), Cell("C1", "1")}).query("place != @REGION_WIDE")
    assert [*closed["known"]] == ["assessed", "assessed"] and [*closed["status"]] == [IN, IN]


def test_only_gaps_can_be_closed():
    before = figures.cells(SHOWN, COUNTRIES, POINTS)
    every = {Cell(place, point) for place in (REGION_WIDE, *COUNTRIES) for point in POINTS}
    after = figures.what_if(before, every).set_index(["place", "point"])
    assert after["status"].to_dict() == {cell: NA if cell == ("RWA", "1") else IN for cell in every if cell[0] != REGION_WIDE} | {
        (REGION_WIDE, "1"): NOT,
        (REGION_WIDE, "3"): None,
    }
    assert figures.what_if(before, ()).equals(before)


@tries(10)
@given(groups(), st.sets(st.integers(0, 7)))
def test_closing_gaps_lowers_no_share_and_is_told_in_every_list(group, ticked):
    before = cells([IN, *group])
    after = figures.what_if(before, {Cell(f"C{n}", "1") for n in ticked})
    was, now = (figures.shares(table) for table in (before, after))
    assert (now["lowest"] >= was["lowest"]).all() and (now["highest"] >= was["highest"]).all()
    closed = {f"C{n}" for n in ticked}
    assert all(closed.isdisjoint(rows["place"]) for rows in figures.gaps(after, EMPTY).values())


@tries(12)
@given(groups())
def test_the_four_lists_hold_what_applies_and_is_not_in_place(group):
    table = cells(group)
    found = figures.gaps(table, replace(EMPTY, remarks=(Remark("C0", "1", "Something"),)))
    assert sum(map(len, found.values())) == sum(status not in (IN, NA) for status in group)


@pytest.mark.parametrize("by", ["point", "place"])
@given(several())
def test_the_counts_of_the_lists_are_the_lengths_of_the_lists(by, points):
    table = cells(*points)
    found, counts = figures.gaps(table, EMPTY), figures.gap_counts(table, by)
    for row in counts.to_dict("records"):
        for kind, of in figures.KINDS.items():
            rows = found[of][found[of][by] == row[by]]
            assert row[kind] == len(rows if kind == of != "unknown" else rows[rows["known"] == kind])


def test_what_it_would_take_to_begin_is_said_where_nothing_is_assessed_and_only_there():
    nothing = Matrix(About("europe"), activities=SHOWN.activities, assessments=(Assessment(REGION_WIDE, "1", IN),))
    assert said(figures.begin_in_words(figures.cells(nothing, COUNTRIES, POINTS))).startswith(
        "**What it would take to begin:** no office has assessed a cell yet. 5 countries × 2 points leave 10 cells to ask; in 1 of them"
    )
    assert figures.begin_in_words(figures.cells(SHOWN, COUNTRIES, POINTS)) is None
    assert figures.begin_in_words(figures.cells(nothing, (), POINTS)) is None
