"""A point along a route: whose cells, in which order, and where it is patchy."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import figures
from lib.model import About, Activity, Assessment, Matrix, Status
from lib.places import Stop
from tests import examples
from tests.completions import HAVING, completions
from tests.examples import said

IN, PARTLY, PLANNED, NOT, NA = Status
HAVE = HAVING["in_place_or_partly"]


def route(*steps: str) -> tuple[Stop, ...]:
    """Stops in travel order: "XAA XAB" are two alternatives."""
    return tuple(Stop(place, order, "transit", "", "") for order, step in enumerate(steps, 1) for place in step.split())


def along(stops: tuple[Stop, ...], *statuses: Status | None):
    """The cells of point 1 at the stops, and their stretches."""
    assessed = tuple(Assessment(stop.place, "1", status) for stop, status in zip(stops, statuses, strict=True) if status)
    places = [stop.place for stop in stops]
    cells = figures.cells(Matrix(About("west"), assessments=assessed), places, ["1"]).query("place in @places")
    return cells, figures.stretches(cells, stops)


def ends(stops: tuple[Stop, ...], *statuses: Status | None) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.start, row.end, row.between) for row in along(stops, *statuses)[1].itertuples()]


LINE = route("XAA", "XAB", "XAC", "XAD")


def test_the_worked_example_of_a_route_is_right():
    example = examples.example("Along a route")
    table = examples.cells(example.tables[0]).query("place != 'region-wide'")
    stops = route(*table["place"].unique())
    found = figures.stretches(table, stops)
    assert [said(message) for point in ("3", "4", "5") for message in figures.route_in_words(table, found, point)] == example.sentences


def test_a_stretch_lies_between_one_that_has_it_and_one_that_reports_it_as_not_in_place():
    assert ends(LINE, IN, NOT, PARTLY, PLANNED) == [("XAA", "XAB", ()), ("XAB", "XAC", ())]
    assert ends(LINE, IN, PLANNED, NOT, PLANNED) == []


def test_a_stretch_goes_across_what_is_not_known_or_not_applicable_and_says_so():
    assert ends(LINE, IN, None, NA, NOT) == [("XAA", "XAD", ("XAB", "XAC"))]
    assert ends(LINE, IN, None, PLANNED, NOT) == []


def test_alternatives_are_compared_with_one_another_and_each_with_what_follows():
    assert ends(route("XAA XAB", "XAC"), IN, NOT, PARTLY) == [("XAA", "XAB", ()), ("XAB", "XAC", ())]


def test_stretches_stand_in_travel_order_and_points_in_the_order_of_the_table():
    assert ends(route("XAA", "XAB XAC"), IN, NOT, PARTLY) == [("XAA", "XAB", ()), ("XAB", "XAC", ())]
    stops = route("XAA", "XAB")
    matrix = Matrix(
        About("west"), assessments=tuple(Assessment(place, point, at) for point in ("2", "10", "1") for place, at in (("XAA", IN), ("XAB", NOT)))
    )
    assert [*figures.stretches(figures.cells(matrix, ["XAA", "XAB"], ["2", "10", "1"]), stops)["point"]] == ["2", "10", "1"]


def test_where_nothing_is_assessed_along_a_route_the_countries_of_the_records_are_counted():
    places = ["XAA", "XAB", "XAC"]
    matrix = Matrix(
        About("west"), activities=tuple(Activity("", place, point, "A desk") for place, point in (("XAA", "1"), ("XAB", "1"), ("XAB", "2")))
    )
    cells = figures.cells(matrix, places, ["1", "2"]).query("place in @places")
    found = figures.stretches(cells, route(*places))
    assert said(figures.route_takeaway(cells, found)).endswith("Activities are recorded in 2 of 3 countries.")
    assert [said(message) for message in figures.route_in_words(cells, found, "2")] == [
        "nothing assessed along the route, so nothing can be said of patchy stretches; recorded in 1 of 3 countries"
    ]


def test_a_recorded_cell_ends_no_stretch():
    stops = route("XAA", "XAB")
    matrix = Matrix(About("west"), assessments=(Assessment("XAB", "1", NOT),), activities=(Activity("", "XAA", "1", "A desk"),))
    assert figures.stretches(figures.cells(matrix, ["XAA", "XAB"], ["1"]), stops).empty


@st.composite
def journeys(draw: st.DrawFn):
    places = draw(st.lists(st.sampled_from(["XAA", "XAB", "XAC", "XAD", "XAE", "XAF"]), unique=True, min_size=1))
    orders = sorted(draw(st.lists(st.integers(1, 4), min_size=len(places), max_size=len(places))))
    stops = tuple(Stop(place, order, "transit", "", "") for place, order in zip(places, orders, strict=True))
    return stops, draw(st.lists(st.sampled_from((None, *Status)), min_size=len(places), max_size=len(places)))


@given(journeys())
def test_stretches_are_all_pairs_that_fit_and_patchy_however_the_unknown_cells_turn_out(journey):
    stops, statuses = journey
    status = {stop.place: given for stop, given in zip(stops, statuses, strict=True)}
    telling = {stop.order for stop in stops if status[stop.place] not in (None, NA)}
    expected = {
        (a.place, b.place)
        for a, b in combinations(stops, 2)
        if {status[a.place], status[b.place]} & HAVE and NOT in (status[a.place], status[b.place])
        if not any(a.order < order < b.order for order in telling)
    }
    found = along(stops, *statuses)[1]
    assert {(row.start, row.end) for row in found.itertuples()} == expected
    for row in found.itertuples():
        whole = [status[place] for place in (row.start, *row.between, row.end)]
        if whole.count(None) < 4:
            assert all(set(filled) & HAVE and NOT in filled for filled in completions(whole))
        assert status[row.have] in HAVE and status[row.missing] is NOT


@pytest.mark.parametrize(
    ("statuses", "takeaway", "sentences"),
    [
        (
            (IN, None, NOT, NOT),
            "Patchy stretches along this route at 1 Cooperation.",
            ["patchy between Country A (in place or partly) and Country C (reported as not in place), across Country B", "3 of 4 countries assessed"],
        ),
        (
            (NOT, PARTLY, None, NA),
            "Patchy stretches along this route at 1 Cooperation.",
            ["patchy between Country B (in place or partly) and Country A (reported as not in place)", "3 of 4 countries assessed"],
        ),
        (
            (IN, None, None, PLANNED),
            "No patchy stretch along this route, as far as it is assessed.",
            ["no patchy stretch as assessed", "2 of 4 countries assessed"],
        ),
        (
            (None, None, None, None),
            "Nothing is assessed along this route, so nothing can be said of patchy stretches. Activities are recorded in 0 of 4 countries.",
            ["nothing assessed along the route, so nothing can be said of patchy stretches; recorded in 0 of 4 countries"],
        ),
    ],
)
def test_a_route_in_words(statuses, takeaway, sentences):
    cells, found = along(LINE, *statuses)
    assert said(figures.route_takeaway(cells, found)) == takeaway
    assert [said(message) for message in figures.route_in_words(cells, found, "1")] == sentences
