"""Status grids by what stands in their cells: words, yes and no, ticks, numbers, marks for missing."""

from lib.mapping import Layout, MarkKind, MarkMeaning
from lib.mapping import Mapping as Reading
from lib.model import Stage
from tests.corpus.book import Book, book
from tests.corpus.case import Act, Expect, asked, case, noted, statuses, warned
from tests.corpus.table import (
    AMERICAS,
    ANSWERED,
    CENTRAL_ASIA,
    EAST,
    EUROPE,
    FRENCH,
    MENA,
    RUSSIAN,
    SPANISH,
    TICKED,
    WEST,
    filled_in,
    grid,
    numbered,
    put,
    rows,
)  # fmt: skip

CHOICE = statuses(WEST)


@case(statuses(WEST))
def words_in_english() -> Book:
    return book(*grid(WEST))


@case(statuses(WEST), "fr")
def words_in_french() -> Book:
    return book(*grid(WEST, FRENCH, "fr"))


@case(statuses(AMERICAS), "es")
def words_in_spanish() -> Book:
    return book(*grid(AMERICAS, SPANISH, "es"))


@case(statuses(CENTRAL_ASIA), "ru")
def words_in_russian() -> Book:
    return book(*grid(CENTRAL_ASIA, RUSSIAN, "ru"))


@case(statuses(EAST))
def words_in_capitals_with_blanks_around_them() -> Book:
    return book(*grid(EAST, {"●": "IN PLACE ", "◐": " PARTLY", "◔": "PLANNED\u00a0", "○": "  NOT IN PLACE"}))


@case(statuses(ANSWERED))
def yes_and_no() -> Book:
    return book(*grid(ANSWERED, {"●": "Yes", "○": "No"}))


@case(statuses(WEST), "fr")
def oui_non_et_partiel() -> Book:
    return book(*grid(WEST, {"●": "Oui", "◐": "Partiel", "◔": "Prévu", "○": "Non"}, "fr"))


@case(statuses(AMERICAS), "es")
def sí_no_y_parcial() -> Book:
    return book(*grid(AMERICAS, {"●": "Sí", "◐": "Parcial", "◔": "Previsto", "○": "No"}, "es"))


@case(statuses(CENTRAL_ASIA), "ru")
def да_и_нет() -> Book:
    return book(*grid(CENTRAL_ASIA, {"●": "Да", "◐": "Частично", "◔": "Планируется", "○": "Нет"}, "ru"))


@case(statuses(EUROPE))
def ticks_and_crosses() -> Book:
    return book(*grid(EUROPE, {"●": "✓", "◐": "~", "◔": "Planned", "○": "✗"}))


@case(statuses(MENA))
def circles() -> Book:
    return book(*grid(MENA, {"●": "●", "◐": "◐", "◔": "planned", "○": "○"}))


@case(statuses(TICKED))
def an_X_where_there_is_something() -> Book:
    return book(*grid(TICKED, {"●": "X"}))


@case(statuses(TICKED))
def a_small_x_of_two_keyboards() -> Book:
    """The second is Cyrillic."""
    table = grid(TICKED, {"●": "x"})
    return book(*table[:3], *[[cell if cell != "x" else "х" for cell in row] for row in table[3:]])


@case(statuses(TICKED, says=(warned(),)))
def a_1_where_there_is_something() -> Book:
    return book(*grid(TICKED, {"●": 1}))


@case(statuses(ANSWERED, says=(warned(),)))
def zero_and_one() -> Book:
    return book(*grid(ANSWERED, {"●": 1, "○": 0}))


THREE = {place: row.replace("◔", " ") for place, row in WEST.items()}


@case(statuses(THREE, says=(warned(),)))
def zero_one_two() -> Book:
    return book(*grid(THREE, {"●": 2, "◐": 1, "○": 0}))


@case(statuses(THREE, says=(warned(),)))
def zero_one_two_as_texts() -> Book:
    return book(*grid(THREE, {"●": "2", "◐": "1", "○": "0"}))


@case(statuses(THREE, says=(warned(),)))
def percentages() -> Book:
    return book(*grid(THREE, {"●": 1, "◐": 0.5, "○": 0}), formats={"B2:K6": "0%"})


@case(statuses(THREE, says=(warned(),)))
def percentages_as_texts() -> Book:
    return book(*grid(THREE, {"●": "100%", "◐": "40 %", "○": "0%"}))


FOUR_NUMBERS = {"●": 3, "◐": 2, "◔": 1, "○": 0}


def _numbers(*marks: tuple[str, str]) -> Reading:
    return Reading(marks=tuple(MarkMeaning(MarkKind.TEXT, mark, means) for mark, means in marks))


@case(
    Expect(layout=CHOICE.layout, region=CHOICE.region, lost=filled_in(WEST), says=(asked(""), asked("", "“3”"))),
    answers=(_numbers(("3", "in_place"), ("2", "partly"), ("1", "planned"), ("0", "not_in_place")), CHOICE),
)
def zero_to_three_without_a_legend() -> Book:
    return book(*grid(WEST, FOUR_NUMBERS))


@case(statuses(WEST, outside=5))
def zero_to_three_with_a_legend_above() -> Book:
    return book(
        ["Level of implementation"], ["3 = in place"], ["2 = partly in place"], ["1 = planned"], ["0 = not in place"], *grid(WEST, FOUR_NUMBERS)
    )


@case(statuses(WEST, outside=1))
def zero_to_three_with_a_legend_in_one_line_below() -> Book:
    return book(*grid(WEST, FOUR_NUMBERS), [], ["Key: 3: in place; 2: partly in place; 1: planned; 0: not in place"])


@case(Expect(layout=CHOICE.layout, region=CHOICE.region, lost=filled_in(WEST), says=(asked(""), asked("", "“5”"))))
def one_to_five_without_a_legend() -> Book:
    return book(*grid(WEST, {"●": 5, "◐": 3, "◔": 2, "○": 1}))


@case(statuses(EAST, outside=5), "fr")
def letters_with_a_legend_in_french() -> Book:
    legend = [
        ["Légende :", None, "A = en place"],
        [None, None, "B = partiellement en place"],
        [None, None, "C = prévu"],
        [None, None, "D = pas en place"],
    ]
    return book(*legend, [], *grid(EAST, {"●": "A", "◐": "B", "◔": "C", "○": "D"}, "fr"))


@case(statuses(EAST))
def a_number_and_its_word() -> Book:
    return book(*grid(EAST, {"●": "3 - in place", "◐": "2 - partly", "◔": "1 - planned", "○": "0 - not in place"}))


@case(statuses(WEST, says=(warned("Ongoing"),)))
def ongoing_is_read_as_partly_and_said() -> Book:
    return book(*grid(WEST, {"●": "Yes", "◐": "Ongoing", "◔": "Planned", "○": "No"}))


@case(statuses(WEST, says=(warned("En cours"),)), "fr")
def en_cours_is_read_as_partly_and_said() -> Book:
    return book(*grid(WEST, {"●": "Oui", "◐": "En cours", "◔": "Prévu", "○": "Non"}, "fr"))


@case(statuses(AMERICAS, says=(warned("En proceso"),)), "es")
def en_proceso_is_read_as_partly_and_said() -> Book:
    return book(*grid(AMERICAS, {"●": "Sí", "◐": "En proceso", "◔": "Previsto", "○": "No"}, "es"))


@case(statuses(WEST, says=(warned(),)))
def fulfilled_in_progress_and_planning() -> Book:
    """The words of the Global Refugee Forum's pledges."""
    return book(*grid(WEST, {"●": "Fulfilled", "◐": "In progress", "◔": "Planned", "○": "Not in place"}))


@case(statuses(EAST))
def words_with_more_behind_them() -> Book:
    more = {"●": "Yes (since 2009)", "◐": "Partly - at the two airports only", "◔": "Planned for 2012", "○": "No, not yet"}
    return book(*grid(EAST, more))


@case(statuses(WEST), "fr")
def oui_mais() -> Book:
    return book(*grid(WEST, {"●": "Oui (depuis 2009)", "◐": "Partiellement : aéroports seulement", "◔": "Prévu (2012)", "○": "Non"}, "fr"))


@case(statuses(EAST, outside=2))
def footnote_marks_on_statuses() -> Book:
    notes = [["* According to the Ministry"], ["¹ In the capital"]]
    return book(*grid(EAST, {"●": "In place*", "◐": "Partly¹", "◔": "Planned", "○": "Not in place"}), [], *notes)


MISSING = ("xxx", "...", ". .", "Not available", "no info", "?", 9999, "-")


@case(statuses(WEST))
def marks_for_missing_say_nothing() -> Book:
    table = [list(row) for row in grid(WEST)]
    blanks = [(row, column) for row in table[1:] for column, value in enumerate(row) if value is None]
    for (row, column), mark in zip(blanks, MISSING, strict=False):
        row[column] = mark
    return book(*table)


@case(statuses(EAST, lost=2, says=(asked("", "n/a"),)))
def n_a_alone_is_asked() -> Book:
    return book(*put(grid(EAST), {"E3": "n/a", "K3": "n/a"}))


@case(statuses(EAST, lost=1, says=(asked("", "Moderate"),)))
def a_word_that_nobody_declared_is_asked() -> Book:
    return book(*put(grid(EAST), {"H2": "Moderate"}))


@case(statuses(EUROPE, lost=2, says=(noted("assess"),)))
def not_applicable_is_no_stage() -> Book:
    return book(*put(grid(EUROPE), {"F2": "Not applicable", "D6": "Not applicable"}))


FIRST = Act("3. Protection-sensitive entry systems: Yes (since 2009)", Stage.IN_PLACE)
SECOND = Act("4. Reception arrangements: no", Stage.NOT_IN_PLACE)


@case(Expect(layout=Layout.STATUS_GRID, region="eastern-and-southern-africa", activities={("KEN", "3"): (FIRST,), ("UGA", "4"): (SECOND,)}))
def what_is_recorded_says_what_the_file_said() -> Book:
    return book(["Country", *numbered()[2:4]], ["Kenya", "Yes (since 2009)", None], ["Uganda", None, "no"])


@case(statuses(ANSWERED))
def truth_values_of_a_spreadsheet() -> Book:
    return book(*grid(ANSWERED, {"●": True, "○": False}))


@case(statuses(WEST))
def a_grid_in_english_with_some_answers_in_french() -> Book:
    return book(*put(grid(WEST), {"B2": "Oui", "C2": "Partiellement", "B3": "Non", "B4": "Prévu"}))


@case(statuses(EUROPE))
def answers_under_a_heading_of_two_letter_codes_stay_answers() -> Book:
    """ "No" is an answer in the grid and Norway in the column of codes."""
    codes = {"HUN": "HU", "SVK": "SK", "UKR": "UA", "NOR": "NO", "SVN": "SI"}
    words = {"●": "YES", "◐": "PARTLY", "◔": "PLANNED", "○": "NO"}
    return book(["ISO", *numbered()], *([codes[place], *row[1:]] for place, row in zip(EUROPE, rows(EUROPE, words), strict=True)))
