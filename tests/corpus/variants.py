"""The same grid in other words: how else offices name points, countries' columns and statuses."""

import unicodedata

from lib.mapping import Layout
from tests.corpus.book import Book, Formula, Row, Sheet, book
from tests.corpus.case import Expect, asked, case, recorded, statuses, warned
from tests.corpus.table import (
    AMERICAS,
    CENTRAL_ASIA,
    EAST,
    ENGLISH,
    EUROPE,
    FRENCH,
    GULF,
    MENA,
    WEST,
    country,
    filled_in,
    grid,
    names,
    numbered,
    turned,
)
from tests.corpus.writing import csv_in

# Statuses


@case(statuses(EAST))
def implemented_and_partially_implemented() -> Book:
    return book(*grid(EAST, {"●": "Implemented", "◐": "Partially implemented", "◔": "Planned", "○": "Not implemented"}))


@case(statuses(WEST), "fr")
def mis_en_œuvre() -> Book:
    return book(*grid(WEST, {"●": "Mis en œuvre", "◐": "Partiellement mis en œuvre", "◔": "Planifié", "○": "Non mis en œuvre"}, "fr"))


@case(statuses(AMERICAS), "es")
def implementado() -> Book:
    return book(*grid(AMERICAS, {"●": "Implementado", "◐": "Parcialmente implementado", "◔": "Planificado", "○": "No implementado"}, "es"))


@case(statuses(CENTRAL_ASIA), "ru")
def реализовано() -> Book:
    return book(*grid(CENTRAL_ASIA, {"●": "Реализовано", "◐": "Частично реализовано", "◔": "Запланировано", "○": "Не реализовано"}, "ru"))


@case(statuses(GULF, hard=True))
def exists_and_does_not_exist() -> Book:
    return book(*grid(GULF, {"●": "Exists", "◐": "Exists in part", "◔": "Foreseen", "○": "Does not exist"}))


@case(statuses(MENA, hard=True))
def fully_partially_none() -> Book:
    return book(*grid(MENA, {"●": "Fully", "◐": "Partially", "◔": "Planned", "○": "None"}))


GRADES = {"●": "High", "◐": "Medium", "○": "Low"}


@case(
    Expect(layout=Layout.STATUS_GRID, region="europe", lost=filled_in(EUROPE, "●◐○"), says=(asked("", "High"), asked("", "Medium"), asked("", "Low")))
)
def high_medium_low_are_asked() -> Book:
    return book(*grid(EUROPE, GRADES))


@case(Expect(layout=Layout.STATUS_GRID, region="west-africa", cells={}, hard=True, may=frozenset(recorded(WEST).items())))
def the_names_of_traffic_lights_as_words() -> Book:
    return book(*grid(WEST, {"●": "Green", "◐": "Amber", "○": "Red"}))


@case(statuses({place: row.replace("◔", " ") for place, row in WEST.items()}, outside=3))
def the_names_of_traffic_lights_with_a_legend() -> Book:
    legend: list[Row] = [["Green: in place"], ["Amber: partly in place"], ["Red: not in place"]]
    return book(*legend, [], *grid(WEST, {"●": "Green", "◐": "Amber", "○": "Red"}))


@case(statuses(EAST, hard=True))
def y_n_and_p() -> Book:
    return book(*grid(EAST, {"●": "Y", "◐": "P", "◔": "planned", "○": "N"}))


@case(statuses(EUROPE, hard=True))
def ticks_in_colour_from_a_telephone() -> Book:
    return book(*grid(EUROPE, {"●": "✅", "◐": "🟡", "◔": "planned", "○": "❌"}))


@case(
    statuses({place: row.replace("◔", " ") for place, row in AMERICAS.items()}, says=(warned(),)),
    "es",
    file="matriz.csv",
    write=csv_in("cp1252", ";"),
)
def porcentajes_con_coma() -> Book:
    return book(*grid(AMERICAS, {"●": "100,0 %", "◐": "50,0 %", "○": "0,0 %"}, "es"))


# Points


def _headed(form: str) -> Book:
    return book(*grid(WEST, headings=numbered(form=form)))


@case(statuses(WEST))
def pt_and_a_number() -> Book:
    return book(*grid(WEST, headings=[f"Pt. {number}" for number in range(1, 11)]))


@case(statuses(WEST))
def numbers_in_brackets_before_names() -> Book:
    return _headed("({}) {}")


@case(statuses(WEST))
def numbers_with_a_dash_before_names() -> Book:
    return _headed("{} – {}")


@case(statuses(WEST))
def point_with_its_number_before_names() -> Book:
    return _headed("POINT {}: {}")


@case(statuses(EUROPE))
def roman_numerals_before_names_in_capitals() -> Book:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    return book(*grid(EUROPE, headings=[f"{number}. {name.upper()}" for number, name in zip(roman, names(), strict=True)]))


@case(statuses(WEST), "fr")
def numéros_avec_degré() -> Book:
    return book(*grid(WEST, FRENCH, "fr", headings=[f"{number}° {name}" for number, name in enumerate(names("fr"), 1)]))


@case(statuses(EAST))
def names_with_a_definition_behind_them() -> Book:
    return book(*grid(EAST, headings=[f"{name}\n(laws, procedures, services that exist in the country)" for name in numbered()]))


@case(statuses(WEST), "fr")
def lettres_décomposées() -> Book:
    """As a Mac writes them: a letter, then its accent."""
    return book(*([unicodedata.normalize("NFD", str(cell)) if cell else None for cell in row] for row in grid(WEST, FRENCH, "fr")))


# The column and the sheet of countries


@case(statuses(WEST))
def member_states() -> Book:
    return book(*grid(WEST, corner="ECOWAS Member State"))


@case(statuses(EAST))
def country_operations() -> Book:
    return book(*grid(EAST, corner="Country operation"))


@case(statuses(EUROPE, outside=2))
def groups_of_countries_over_countries_across() -> Book:
    table = turned(grid(EUROPE, corner="Action point"))
    return book([None, "Central Europe", None, "Other States", None, None], *table, merged=("B1:C1", "D1:F1"))


@case(statuses(GULF, outside=4))
def a_sheet_of_lists_that_is_not_ours() -> Book:
    lists = Sheet("Lists", [[word] for word in ENGLISH.values()], hidden=True)
    return (Sheet("10-Point Plan (Plan d'action), v2", grid(GULF)), lists)


@case(statuses(MENA))
def formulas_that_come_to_nothing_far_below() -> Book:
    """Somebody prepared five hundred rows; those without a country show nothing."""
    blank: list[Row] = [[Formula(f'IF(M{at}="","",M{at})', ""), *[None] * 9, Formula(f'IF(A{at}="","","-")', "")] for at in range(6, 500)]
    return book(*grid(MENA), *blank)


HOT: tuple[Row, ...] = (
    ["Country", "Action point", "In place", "Partly in place", "Planned", "Not in place"],
    *(
        [country(place), number, *("X" if glyph == column else None for column in "●◐◔○")]
        for place, row in EAST.items()
        for number, glyph in enumerate(row, 1)
        if glyph in ENGLISH
    ),
)


@case(Expect(layout=Layout.LONG_LIST, region="eastern-and-southern-africa", cells=recorded(EAST), hard=True))
def a_cross_under_one_of_four_statuses() -> Book:
    return book(*HOT)


@case(statuses(EAST, hard=True))
def the_countries_in_the_last_column() -> Book:
    return book(*([*row[1:], row[0]] for row in grid(EAST)))


@case(statuses(GULF))
def a_blank_row_under_the_headings() -> Book:
    table = grid(GULF)
    return book(table[0], [], *table[1:])
