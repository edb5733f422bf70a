"""Status grids whose cells speak by colour, of their ground or of their letters; and colours that say nothing."""

from collections.abc import Callable, Mapping
from functools import partial

from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter

from lib.mapping import Layout, MarkKind, MarkMeaning
from lib.mapping import Mapping as Reading
from tests.corpus import odd
from tests.corpus.book import Book, Row, Sheet, book
from tests.corpus.case import GLYPHS, Act, Expect, allowed, asked, case, noted, recorded, statuses, warned
from tests.corpus.table import AMERICAS, EAST, EUROPE, GULF, MENA, WEST, filled_in, grid, numbered
from tests.corpus.writing import ods, xls

GREEN, AMBER, RED, YELLOW, GREY, BLUE = "#00b050", "#ffc000", "#ff0000", "#ffff00", "#d9d9d9", "#bdd7ee"
LIGHTS = {"●": GREEN, "◐": AMBER, "◔": YELLOW, "○": RED}
LEGEND: tuple[Row, ...] = ((None, "In place"), (None, "Partly in place"), (None, "Planned"), (None, "Not in place"))
KEY = {"A2": GREEN, "A3": AMBER, "A4": YELLOW, "A5": RED}


def lights(pattern: Mapping[str, str], first: int, column: int = 2, colours: Mapping[str, str] = LIGHTS) -> dict[str, str]:
    """The colours of a grid whose first country stands in row `first` and whose first point in a column."""
    return {
        f"{get_column_letter(at)}{number}": colours[glyph]
        for number, row in enumerate(pattern.values(), first)
        for at, glyph in enumerate(row, column)
        if glyph in colours
    }


def blank(pattern: Mapping[str, str], language: str = "en") -> list[Row]:
    """A grid with nothing written in it."""
    return grid(pattern, {}, language)


@case(statuses(WEST, outside=5, coloured=filled_in(WEST)))
def a_legend_of_colours_above() -> Book:
    return book(["Legend"], *LEGEND, [], *blank(WEST), fills={**KEY, **lights(WEST, 8)})


@case(statuses(EAST, outside=5, coloured=filled_in(EAST)))
def a_legend_of_colours_below() -> Book:
    rows = blank(EAST)
    return book(*rows, [], ["Key:"], *LEGEND, fills={f"A{9 + at}": colour for at, colour in enumerate(LIGHTS.values())} | lights(EAST, 2))


@case(statuses(GULF, outside=4, coloured=filled_in(GULF)))
def a_legend_whose_words_stand_in_the_colours() -> Book:
    above = ["In place", "Partly in place", "Planned", "Not in place"]
    fills = dict(zip(("A1", "B1", "C1", "D1"), LIGHTS.values(), strict=True))
    return book(above, [], *blank(GULF), fills=fills | lights(GULF, 4))


@case(statuses(MENA, outside=4, coloured=filled_in(MENA)), "fr")
def une_légende_en_mots() -> Book:
    words = [["Vert = en place"], ["Orange = partiellement en place"], ["Jaune = prévu"], ["Rouge = pas en place"]]
    return book(*words, [], *blank(MENA, "fr"), fills=lights(MENA, 7))


@case(statuses(AMERICAS, outside=4, coloured=filled_in(AMERICAS)), "es")
def una_leyenda_al_lado_de_la_tabla() -> Book:
    rows = [list(row) for row in blank(AMERICAS, "es")]
    for row, word in zip(rows[1:], ("Existe", "Existe en parte", "Previsto", "No existe"), strict=False):
        row += [None, None, word]
    return book(*rows, fills={f"M{2 + at}": colour for at, colour in enumerate(LIGHTS.values())} | lights(AMERICAS, 2))


@case(statuses(EUROPE, outside=5, coloured=0))
def a_legend_of_letters_in_colours() -> Book:
    """Every cell says "x"; what it means is the colour of the letter."""
    inks = {"●": GREEN, "◐": "#ed7d31", "◔": "#4472c4", "○": RED}
    words = dict.fromkeys(inks, "x")
    fonts = {f"A{2 + at}": colour for at, colour in enumerate(inks.values())} | lights(EUROPE, 8, colours=inks)
    legend = [["x", "In place"], ["x", "Partly in place"], ["x", "Planned"], ["x", "Not in place"]]
    return book(["Colours of the marks:"], *legend, [], *grid(EUROPE, words), fonts=fonts)


PAIR = {place: row.replace("◔", " ").replace("○", " ") for place, row in WEST.items()}
UNKNOWN = Expect(
    layout=Layout.STATUS_GRID, region="west-africa", coloured=filled_in(PAIR), says=(asked("colour-asked", GREEN), asked("colour-asked", AMBER))
)  # fmt: skip
MEANT = (MarkMeaning(MarkKind.FILL, GREEN, "in_place"), MarkMeaning(MarkKind.FILL, AMBER, "partly"))


@case(UNKNOWN, answers=(Reading(marks=MEANT), statuses(PAIR, coloured=filled_in(PAIR))))
def colours_without_a_legend_are_asked() -> Book:
    return book(*blank(PAIR), fills=lights(PAIR, 2))


@case(statuses(EAST, outside=5))
def words_and_colours_that_agree() -> Book:
    return book(["Legend"], *LEGEND, [], *grid(EAST), fills={**KEY, **lights(EAST, 8)})


@case(statuses(EAST, outside=5, says=(warned(),)))
def words_win_over_colours_that_disagree() -> Book:
    """Kenya's first cell says "In place" and is red."""
    return book(["Legend"], *LEGEND, [], *grid(EAST), fills={**KEY, **lights(EAST, 8), "B8": RED})


@case(statuses(WEST))
def words_and_colours_without_a_legend() -> Book:
    return book(*grid(WEST), fills=lights(WEST, 2))


@case(statuses(WEST))
def banded_rows_are_decoration() -> Book:
    return book(*grid(WEST), fills={"A1:K1": BLUE, "A3:K3": GREY, "A5:K5": GREY})


@case(statuses(EUROPE, outside=5, coloured=filled_in(EUROPE)))
def headings_in_a_colour_that_means_something_below() -> Book:
    return book(["Legend"], *LEGEND, [], *blank(EUROPE), fills={**KEY, **lights(EUROPE, 8), "A7:K7": GREEN})


@case(statuses(MENA))
def yellow_for_what_somebody_wants_to_check() -> Book:
    return book(*grid(MENA), fills={"C3": YELLOW, "F2": YELLOW, "A4": YELLOW})


def _looks(colours: Mapping[str, Color]) -> Callable[[Book], bytes]:
    return partial(odd.refilled, looks={plain: PatternFill("solid", fgColor=colour) for plain, colour in colours.items()})


THEME = {GREEN: Color(theme=9), AMBER: Color(theme=7, tint=0.4), YELLOW: Color(theme=7, tint=0.8), RED: Color(theme=5, tint=-0.25)}
INDEXED = {GREEN: Color(indexed=17), AMBER: Color(indexed=51), YELLOW: Color(indexed=13), RED: Color(indexed=10)}


@case(statuses(GULF, outside=5, coloured=filled_in(GULF)), write=_looks(THEME))
def colours_of_a_theme_with_tints() -> Book:
    return book(["Legend"], *LEGEND, [], *blank(GULF), fills={**KEY, **lights(GULF, 8)})


@case(statuses(MENA, outside=5, coloured=filled_in(MENA)), write=_looks(INDEXED))
def colours_by_their_number_in_a_palette() -> Book:
    return book(["Legend"], *LEGEND, [], *blank(MENA), fills={**KEY, **lights(MENA, 8)})


TEXTS = {"●": "Reception centre in the capital", "◐": "Centre for women only", "◔": "A centre is foreseen"}


STAGE_GLYPHS = {str(status): glyph for glyph, status in GLYPHS.items()}
SAID = {place: row[:5].replace("○", " ") for place, row in WEST.items()}


@case(
    Expect(
        layout=Layout.NARRATIVE_GRID,
        region="west-africa",
        activities={(place, point): (Act(TEXTS[STAGE_GLYPHS[stage]], stage),) for (place, point), stage in recorded(SAID).items()},
        outside=5,
    )
)
def texts_whose_stage_is_a_colour_with_a_legend() -> Book:
    return book(["Legend"], *LEGEND, [], *grid(SAID, TEXTS, headings=numbered()[:5]), fills={**KEY, **lights(SAID, 8)})


UNSEEN = Expect(layout=None, may=allowed(PAIR), outside=200, coloured=filled_in(PAIR), says=(noted("colour"),))


@case(UNSEEN, write=xls, file="Matrix.xls")
def nothing_but_colours_in_an_old_workbook() -> Book:
    return book(*blank(PAIR), fills=lights(PAIR, 2))


@case(UNSEEN, write=ods, file="Matrix.ods")
def nothing_but_colours_in_open_document() -> Book:
    return book(*blank(PAIR), fills=lights(PAIR, 2))


@case(statuses(EUROPE), write=xls, file="Matrix.xls")
def words_with_colours_in_an_old_workbook() -> Book:
    return book(*grid(EUROPE), fills=lights(EUROPE, 2))


@case(Expect(layout=None, may=allowed(WEST), outside=200, coloured=filled_in(WEST)))
def a_legend_of_colours_on_a_sheet_of_its_own() -> Book:
    return (Sheet("Key", (("Colour", "Meaning"), *LEGEND), fills=KEY), Sheet("Matrix", blank(WEST), fills=lights(WEST, 2)))


@case(statuses(EAST, outside=1, says=(noted("colour"),)), write=odd.conditional)
def conditional_colours_beside_words() -> Book:
    return book(["Colours follow the words in the cells"], [], *grid(EAST))
