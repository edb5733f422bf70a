"""What a file's own legend says that its marks and colours mean, from the cells that are in no table."""

from collections.abc import Mapping

import pytest

from lib import mapping
from lib.intake.foreign.account import Account
from lib.intake.foreign.known import Known
from lib.intake.foreign.legends import Legend, legend
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address, Grid
from lib.model import Status
from tests.strategies import FRAMEWORK, NAMES, PLACES

KNOWN = Known(FRAMEWORK, PLACES, NAMES, mapping.Mapping())
IN_PLACE, PARTLY, PLANNED, NOT_IN_PLACE, _ = Status
GREEN, YELLOW, ORANGE, RED = "#00b050", "#ffff00", "#ffc000", "#ff0000"
SHOWN = (GREEN, YELLOW, ORANGE, RED)

Colours = Mapping[Address, str]


def found(*rows: tuple[str, ...], fills: Colours | None = None, fonts: Colours | None = None) -> tuple[Legend, set[Address]]:
    """The legend of these rows, blank cells "", and the cells that it leaves unread."""
    cells = {at: {column: text for column, text in enumerate(row, 1) if text} for at, row in enumerate(rows, 1)}
    sheet = Spread(Grid("Sheet1", cells, fills=fills or {}, fonts=fonts or {}))
    account = Account([sheet])
    read = legend([(sheet, tuple(sheet.cells()))], SHOWN, KNOWN, account)
    return read, set(account.open(sheet))


@pytest.mark.parametrize("kind", ["fills", "fonts"])
@pytest.mark.parametrize(("row", "at"), [(("In  place",), 1), (("", "In  place"), 1), (("", "In  place"), 2), (("abc", "In  place"), 1)])
def test_the_colour_of_a_status_or_of_the_cell_before_it_stands_for_the_status(kind: str, row: tuple[str, ...], at: int) -> None:
    read, left = found(row, **{kind: {(1, at): GREEN}})
    assert (read.colours, read.words, read.texts) == ({GREEN: IN_PLACE}, {GREEN: "In place"}, {})
    assert left == set()


def test_a_colour_that_no_table_shows_and_a_text_that_is_no_status_are_no_legend() -> None:
    assert found(("In place",), fills={(1, 1): "#4472c4"}) == (Legend({}, {}, {}), {(1, 1)})
    assert found(("The region",), fills={(1, 1): GREEN}) == (Legend({}, {}, {}), {(1, 1)})


def test_the_text_before_a_status_whose_own_cell_has_the_colour_is_left_to_others() -> None:
    read, left = found(("A long text", "In place"), fills={(1, 2): GREEN})
    assert (read.colours, left) == ({GREEN: IN_PLACE}, {(1, 1)})


def test_a_colour_may_be_named_in_a_line_or_in_the_cell_before() -> None:
    for rows in ((("Green = in place",), ("Red = none",)), (("Green", "In place"), ("Red", "None"))):
        read, left = found(*rows)
        assert read.colours == {GREEN: IN_PLACE, RED: NOT_IN_PLACE}
        assert read.texts == {"green": IN_PLACE, "red": NOT_IN_PLACE}
        assert {colour: words.casefold() for colour, words in read.words.items()} == {GREEN: "in place", RED: "none"}
        assert left == set()


def test_a_name_that_would_fit_two_colours_is_of_the_one_that_no_other_name_fits_better() -> None:
    read, _ = found(("Yellow = planned",), ("Orange = partly",))
    assert {colour: read.colours[colour] for colour in (YELLOW, ORANGE)} == {YELLOW: PLANNED, ORANGE: PARTLY}


def test_statuses_beside_one_another_have_each_its_own_colour_and_a_mark_has_that_of_the_words_behind_it() -> None:
    assert found(("In place", "Planned"), fills={(1, 1): GREEN, (1, 2): YELLOW})[0].colours == {GREEN: IN_PLACE, YELLOW: PLANNED}
    assert found(("Yes", "Planned"), fills={(1, 1): GREEN})[0].colours == {GREEN: PLANNED}


def test_a_colour_that_stands_beside_its_words_is_not_looked_for_by_name() -> None:
    read, _ = found(("In place",), ("Green = planned",), fills={(1, 1): GREEN})
    assert read.colours == {GREEN: IN_PLACE}


def test_a_mark_is_what_the_words_behind_it_say_whatever_it_means_elsewhere() -> None:
    read, left = found(("X", "Planned"), ("abc", "In place"), ("abcd", "Partly"))
    assert (read.texts, read.colours) == ({"x": PLANNED, "abc": IN_PLACE}, {})
    assert left == {(3, 1), (3, 2)}


def test_a_word_that_means_what_stands_behind_it_needs_no_legend() -> None:
    assert found(("Yes", "In place")) == (Legend({}, {}, {}), {(1, 1), (1, 2)})


def test_two_answers_for_one_mark_or_colour_are_none() -> None:
    read, _ = found(("X = in place",), ("X = planned",), ("Y = planned",), ("In place",), ("Planned",), fills={(4, 1): RED, (5, 1): RED})
    assert (read.texts, read.colours) == ({"y": PLANNED}, {})


def test_what_a_line_explains_in_words_that_are_no_status_is_told() -> None:
    read, left = found(("3 = well advanced; 0 = none",))
    assert (read.texts, read.unknown, left) == ({"0": NOT_IN_PLACE}, {"3"}, set())
