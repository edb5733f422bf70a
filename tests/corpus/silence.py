"""Files in which a short word or a mark says something else than it seems to: nothing wrong may be read in silence."""

from collections.abc import Mapping

from lib.model import Stage
from tests.corpus.book import Book, Row, Value, book
from tests.corpus.case import Act, Expect, asked, case, noted, recorded, statuses
from tests.corpus.colours import blank, lights
from tests.corpus.lists import A, B, C, D, listed
from tests.corpus.table import (
    AMERICAS,
    CENTRAL_ASIA,
    EAST,
    EUROPE,
    FRENCH,
    GULF,
    MENA,
    SPANISH,
    TICKED,
    WEST,
    filled_in,
    grid,
    names,
    numbered,
    put,
)


def filled_with(pattern: Mapping[str, str], words: Mapping[str, str], language: str, missing: tuple[str, ...]) -> Book:
    """A grid whose blanks hold, in turn, words that say that nothing is known."""
    table = [list(row) for row in grid(pattern, words, language)]
    blanks = [(row, column) for row in table[1:] for column, value in enumerate(row) if value is None]
    for at, (row, column) in enumerate(blanks):
        row[column] = missing[at % len(missing)]
    return book(*table)


# Words that begin like an answer and say that there is none


@case(statuses(EAST, hard=True))
def no_data_is_not_no() -> Book:
    return filled_with(
        EAST,
        {"●": "Yes", "◐": "Partly", "◔": "Planned", "○": "No"},
        "en",
        ("No data", "No reply received", "No information available", "Not reported", "Not known"),
    )


@case(statuses(WEST, hard=True), "fr")
def pas_d_information_n_est_pas_non() -> Book:
    return filled_with(
        WEST, {"●": "Oui", "◐": "Partiel", "◔": "Prévu", "○": "Non"}, "fr", ("Non disponible", "Non renseigné", "Pas d'information", "Non communiqué")
    )


@case(statuses(AMERICAS, hard=True), "es")
def sin_datos_no_es_no() -> Book:
    return filled_with(
        AMERICAS,
        {"●": "Sí", "◐": "Parcial", "◔": "Previsto", "○": "No"},
        "es",
        ("Sin datos", "No se sabe", "Sin información", "No disponible", "No reportado"),
    )


@case(statuses(CENTRAL_ASIA, hard=True), "ru")
def нет_данных_не_нет() -> Book:
    return filled_with(
        CENTRAL_ASIA,
        {"●": "Да", "◐": "Частично", "◔": "Планируется", "○": "Нет"},
        "ru",
        ("Нет данных", "Нет информации", "Неизвестно", "Нет сведений"),
    )


OPEN = ("Yes?", "Yes/No", "In place / planned", "TBC", "Pending", "Non-governmental organisations only", "No-fee permits since 2009")
UNSURE = {"KEN": EAST["KEN"], "UGA": EAST["UGA"], "TZA": EAST["TZA"]}
TEXTS = frozenset((("ZMB", point), None) for point in ("6", "7"))


@case(statuses(UNSURE, hard=True, may=TEXTS | {(("ZMB", "7"), Stage.IN_PLACE), (("ZMB", "1"), Stage.IN_PLACE)}))
def answers_that_are_none() -> Book:
    return book(*grid(UNSURE, {"●": "Yes", "◐": "Partly", "◔": "Planned", "○": "No"}), ["Zambia", *OPEN])


# Grids that are about something else


def nothing(pattern: Mapping[str, str], **more: object) -> Expect:
    """A grid of points and countries whose marks nobody can know: they are asked, or the file is no matrix."""
    return Expect(layout=None, region="", cells={}, says=(asked(""),), outside=sum(map(len, pattern.values())), **more)


@case(nothing(WEST))
def who_does_what() -> Book:
    return book(["Lead agency by action point"], *grid(WEST, {"●": "UNHCR", "◐": "IOM", "◔": "Government", "○": "NGOs"}))


@case(nothing(EAST))
def the_year_in_which_something_began() -> Book:
    return book(["Year of adoption"], *grid(EAST, {"●": 2008, "◐": 2009, "◔": 2010, "○": 2006}))


@case(nothing(GULF))
def how_many_activities_there_are() -> Book:
    return book(["Number of activities"], *grid(GULF, {"●": 7, "◐": 3, "◔": 1, "○": 0}))


@case(nothing(TICKED))
def a_cross_for_a_priority() -> Book:
    return book(["X = priority for 2012"], [], *grid(TICKED, {"●": "X"}))


@case(nothing(TICKED))
def a_cross_for_a_gap() -> Book:
    return book(["Gaps by country (an X marks a gap)"], [], *grid(TICKED, {"●": "X"}))


@case(nothing(MENA))
def ranks_of_urgency() -> Book:
    return book(["Order of urgency"], *grid(MENA, {"●": "1st", "◐": "2nd", "◔": "3rd", "○": "4th"}))


@case(nothing(EUROPE))
def documents_by_their_letters() -> Book:
    return book(["Sources: a annual report, b web site, c interview"], *grid(EUROPE, {"●": "a", "◐": "a, b", "◔": "c", "○": "b"}))


# Headings with more than one number


@case(statuses(EAST))
def headings_that_point_at_others() -> Book:
    headings = [f"{heading} (see also point {number % 10 + 1})" for number, heading in enumerate(numbered(), 1)]
    return book(*grid(EAST, headings=headings))


@case(statuses(WEST, outside=3))
def groups_that_name_a_range_of_points() -> Book:
    groups: Row = [None, "Points 1–5", *[None] * 4, "Points 6–10", *[None] * 4]
    return book(["10 points, 5 countries"], groups, *grid(WEST), merged=("B2:F2", "G2:K2"))


OLD: dict[str, Value] = {"●": "Not in place", "◐": "Not in place", "◔": "Not in place", "○": "In place"}


@case(Expect(layout=None, outside=150, may=frozenset((cell, stage) for cell, stage in recorded(GULF).items())))
def statuses_of_last_year_in_hidden_columns() -> Book:
    """Which of the two counts is not for a reader to say."""
    now, before = grid(GULF), grid(GULF, OLD)
    paired = [[row[0], *(cell for pair in zip(row[1:], old[1:], strict=True) for cell in pair)] for row, old in zip(now, before, strict=True)]
    headings = [cell for heading in numbered() for cell in (heading, f"{heading} (2009)")]
    return book(["Country", *headings], *paired[1:], hidden_columns=tuple("CEGIKMOQSU"))


# Colours


SHADES = {"●": "#00b050", "◐": "#92d050", "◔": "#ffff00", "○": "#ff0000"}


@case(statuses(GULF, outside=4, coloured=filled_in(GULF)))
def two_shades_of_green() -> Book:
    legend: list[Row] = [[None, "In place"], [None, "Partly in place"], [None, "Planned"], [None, "Not in place"]]
    return book(*legend, [], *blank(GULF), fills=dict(zip(("A1", "A2", "A3", "A4"), SHADES.values(), strict=True)) | lights(GULF, 7, colours=SHADES))


GREYED = {place: row.replace(" ", "–", 1) for place, row in MENA.items()}
WITH_GREY = SHADES | {"–": "#d9d9d9"}


@case(statuses(MENA, outside=5, coloured=filled_in(GREYED), says=(noted("not applicable"),)))
def grey_for_not_applicable() -> Book:
    words = ("In place", "Partly in place", "Planned", "Not in place", "Not applicable")
    key = dict(zip(("A1", "A2", "A3", "A4", "A5"), WITH_GREY.values(), strict=True))
    return book(*([None, word] for word in words), [], *blank(GREYED), fills=key | lights(GREYED, 8, colours=WITH_GREY))


# Lists and countries


@case(
    listed(
        {("KEN", "1"): (Act(A, Stage.IN_PLACE),), ("UGA", "4"): (Act(C),), ("UGA", "7"): (Act(D),), ("KEN", "3"): (Act(B),)},
        may_ask=True,
        lost=0,
        outside=3,
    )
)
def activities_that_were_cancelled_or_delayed() -> Book:
    head = ["Country", "Action point", "Activity", "Status"]
    rows = [["Kenya", names()[0], A, "Completed"], ["Uganda", names()[3], C, "Cancelled"], ["Uganda", names()[6], D, "On hold"]]
    return book(head, *rows, ["Kenya", names()[2], B, "Delayed"])


CAMPS = frozenset(recorded({"KEN": EAST["KEN"]}).items()) | frozenset(recorded({"KEN": EAST["UGA"]}).items())


@case(statuses({"TZA": EAST["TZA"], "ZMB": EAST["ZMB"]}, hard=True, may=CAMPS, says=(noted("Dadaab"),)))
def one_country_in_two_places() -> Book:
    both = grid({"KEN": EAST["KEN"], "UGA": EAST["UGA"], "TZA": EAST["TZA"], "ZMB": EAST["ZMB"]})
    return book(*put(both, {"A2": "Kenya (Dadaab)", "A3": "Kenya (Kakuma)"}))


SPANISH_NAMES = {"GNQ": WEST["BEN"], "GIN": WEST["BFA"], "GNB": WEST["CIV"], "NER": WEST["GHA"], "NGA": WEST["SEN"]}


@case(statuses(SPANISH_NAMES), "es")
def tres_guineas() -> Book:
    return book(*grid(SPANISH_NAMES, SPANISH, "es"))


@case(statuses(SPANISH_NAMES), "fr")
def trois_guinées() -> Book:
    return book(*grid(SPANISH_NAMES, FRENCH, "fr"))


SUDANS = {"SDN": EAST["KEN"], "SSD": EAST["UGA"], "ZAF": EAST["TZA"], "SWZ": EAST["ZMB"]}


@case(statuses(SUDANS, outside=1))
def two_sudans_and_a_row_for_southern_africa() -> Book:
    table = grid(SUDANS)
    return book(*table[:3], ["Southern Africa"], *table[3:])
