"""What to ask first, and which answers would settle what cannot be said."""

import pandas as pd
from hypothesis import given

from lib import figures
from lib.model import REGION_WIDE, About, Activity, Assessment, Matrix, Status
from tests import examples
from tests.completions import cells, several
from tests.examples import said
from tests.strategies import tries

IN, PARTLY, PLANNED, NOT, NA = Status


def test_the_worked_example_of_what_settles_a_comparison_is_right():
    x, y, _ = examples.example("Comparison").tables
    found = figures.settling_comparison(examples.cells(x), examples.cells(y))
    assert [said(message) for message in figures.settling_in_words(found, "5")] == examples.example("What to ask first").sentences


def test_countries_stand_in_the_order_of_their_unknown_cells():
    matrix = Matrix(
        About("europe"),
        assessments=(Assessment("KEN", "1", IN), Assessment("UGA", "1", IN), Assessment("UGA", "2", NA), Assessment(REGION_WIDE, "1", IN)),
        activities=(Activity("", "TZA", "1", "A centre"),),
    )
    found = figures.countries_to_ask(figures.cells(matrix, ("KEN", "UGA", "TZA"), ("1", "2")))
    assert found.to_dict("records") == [{"place": "TZA", "unknown": 2, "recorded": 1}, {"place": "KEN", "unknown": 1, "recorded": 0}]


def test_an_answer_settles_whether_a_gap_is_patchy():
    found = figures.settling(cells((IN, None, None), (IN, NOT, None), (None, None, None)))
    assert found[["place", "point", "answers"]].to_numpy().tolist() == [["C1", "1", (NOT,)], ["C2", "1", (NOT,)]]
    assert [said(message) for message in figures.settling_in_words(found, "3")] == ["No single answer would settle it."]


def test_region_wide_and_assessed_cells_are_not_asked():
    found = figures.settling(cells((IN, None)))
    assert {*found["place"]} == {"C1"} and {*found["known"]} == {"unknown"}


def test_a_settling_cell_is_named_with_its_side_and_nothing_else_is_said_of_it():
    found = figures.settling_comparison(cells((IN, None), (NOT, IN)), cells((NOT, IN), (IN, None), prefix="D"))
    assert found.to_dict("index") == {
        0: {"place": "C1", "point": "1", "known": "unknown", "answers": tuple(Status), "side": "x"},
        1: {"place": "D1", "point": "2", "known": "unknown", "answers": tuple(Status), "side": "y"},
    }


def filled(table: pd.DataFrame, place: str, point: str, status: Status) -> pd.DataFrame:
    here = (table["place"] == place) & (table["point"] == point)
    return table.assign(status=table["status"].mask(here, status), known=table["known"].mask(here, "assessed"))


def tried(table: pd.DataFrame, before: pd.DataFrame, again) -> dict[tuple[str, str], tuple[Status, ...]]:
    """The same by force: every unknown cell of a table with every status, and what of it is settled."""
    unsaid = {*before.loc[before.iloc[:, 1] == "cannot_be_said", "point"]}
    settled = {}
    for place, point in table.loc[(table["place"] != REGION_WIDE) & (table["known"] != "assessed"), ["place", "point"]].itertuples(index=False):
        if point in unsaid:
            verdicts = {status: again(filled(table, place, point, status)).set_index("point").iloc[:, 0][point] for status in Status}
            if answers := tuple(status for status in Status if verdicts[status] != "cannot_be_said"):
                settled[place, point] = answers
    return settled


def given_as(found: pd.DataFrame) -> dict[tuple[str, str], tuple[Status, ...]]:
    return {(row.place, row.point): row.answers for row in found.itertuples()}


@tries(6)
@given(several(unknown=2, known=3))
def test_what_settles_a_spread_is_what_trying_every_status_finds(points):
    table = cells(*points[:2])
    assert given_as(figures.settling(table)) == tried(table, figures.spread(table), figures.spread)


@tries(6)
@given(several(unknown=2, known=3), several(unknown=1, known=3))
def test_what_settles_a_comparison_is_what_trying_every_status_finds(left, right):
    x, y = cells(left[0], prefix="X"), cells(right[0], prefix="Y")
    before = figures.comparison(x, y)
    found = figures.settling_comparison(x, y)
    assert given_as(found[found["side"] == "x"]) == tried(x, before, lambda x: figures.comparison(x, y))
    assert given_as(found[found["side"] == "y"]) == tried(y, before, lambda y: figures.comparison(x, y))


def test_what_is_left_to_ask_in_words_names_the_countries_only_where_they_are_few():
    matrix = Matrix(About("demonstration-north"), assessments=(Assessment("XAA", "1", IN),))

    def asked(*countries: str) -> str:
        return said(figures.asking_in_words(figures.countries_to_ask(figures.cells(matrix, countries, ("1", "2")))))

    assert asked("XAA", "XAB") == "2 countries have cells that nobody assessed, 3 in all; most of them in Country B (2 each)."
    assert asked("XAB", "XAC", "XAD", "XAE") == (
        "In each of 4 countries 2 cells wait for an answer, 8 in all. "
        "Those of which documents record most stand first: an office can confirm or correct what is recorded."
    )
    assert asked("XAA") == "1 country has cells that nobody assessed, 1 in all."


def test_of_up_to_three_countries_with_most_to_ask_each_is_named_and_of_four_their_number():
    one_more = (Assessment("XAE", "1", IN),)

    def asked(*countries: str) -> str:
        matrix = Matrix(About("demonstration-north"), assessments=one_more)
        return said(figures.asking_in_words(figures.countries_to_ask(figures.cells(matrix, countries, ("1", "2")))))

    named = "most of them in Country A, Country B, and Country C (2 each)."
    assert asked("XAA", "XAB", "XAC") == f"3 countries have cells that nobody assessed, 6 in all; {named}"
    assert asked("XAA", "XAB", "XAC", "XAE") == f"4 countries have cells that nobody assessed, 7 in all; {named}"
    assert asked("XAA", "XAB", "XAC", "XAD", "XAE") == "5 countries have cells that nobody assessed, 9 in all; most of them in 4 countries (2 each)."


def test_countries_with_as_much_to_ask_stand_in_the_order_of_the_table():
    known = Matrix(About("europe"), assessments=(Assessment("RWA", "1", IN),))
    found = figures.countries_to_ask(figures.cells(known, ("RWA", "UGA", "TZA", "KEN"), ("1", "2")))
    expected = {"UGA": 2, "TZA": 2, "KEN": 2, "RWA": 1}
    assert found.to_dict("index") == {n: {"place": place, "unknown": expected[place], "recorded": 0} for n, place in enumerate(expected)}
