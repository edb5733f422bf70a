"""Status grids by where their headings stand and what these say."""

from lib.mapping import ColumnMeaning, Layout, SheetMapping
from lib.mapping import Mapping as Reading
from lib.model import Stage
from tests.corpus.book import Book, book
from tests.corpus.case import Expect, asked, case, noted, statuses
from tests.corpus.table import (
    AMERICAS,
    ANSWERED,
    CENTRAL_ASIA,
    EAST,
    EUROPE,
    FRENCH,
    GULF,
    MENA,
    NAMES_2016,
    NAMES_RUSSIAN,
    RUSSIAN,
    SPANISH,
    WEST,
    country,
    grid,
    names,
    numbered,
    put,
    rows,
    turned,
)  # fmt: skip

TITLES = (["Implementation of the 10-Point Plan of Action", *[None] * 10], ["UNHCR, Regional Office, June 2010"])
SHORT = ("Cooperation", "Data", "Entry", "Reception", "Profiling", "Procedures", "Solutions", "Secondary", "Return", "Information")


# Where they stand


@case(statuses(WEST, outside=2))
def two_title_rows_over_the_headings() -> Book:
    return book(*TITLES, *grid(WEST))


@case(statuses(EAST, outside=7))
def headings_in_row_nine() -> Book:
    above = (
        *TITLES,
        [],
        ["Prepared for the regional workshop, Nairobi, 14-15 June 2010"],
        ["Status of:", "30 June 2010"],
        ["Draft – not for distribution"],
    )
    return book(*above, ["Please send comments to the Regional Office"], [], *grid(EAST))


@case(statuses(WEST, outside=4))
def groups_of_points_merged_over_the_headings() -> Book:
    groups = [None, "Cooperation and data", None, "Entry and reception", None, None, "Procedures", "Outcomes", None, None, None]
    return book(groups, *grid(WEST), merged=("B1:C1", "D1:F1", "H1:K1"))


@case(statuses(AMERICAS, outside=6), "es")
def four_rows_of_headings_with_merged_groups() -> Book:
    title = ["Plan de Acción de los 10 Puntos: estado de implementación", *[None] * 10]
    halves = [None, "Prevención", *[None] * 4, "Respuesta", *[None] * 4]
    groups = [None, "Cooperación", None, "Acceso", *[None] * 3, "Soluciones y retorno", *[None] * 3]
    merged = ("A1:K1", "B2:F2", "G2:K2", "B3:C3", "D3:G3", "H3:K3")
    return book(title, halves, groups, *grid(AMERICAS, SPANISH, "es"), merged=merged)


@case(statuses(GULF))
def numbers_in_one_row_and_names_in_the_next() -> Book:
    return book(["Country", *range(1, 11)], [None, *names()], *rows(GULF), merged=("A1:A2",))


@case(statuses(WEST), "fr")
def a_second_row_of_headings_in_another_language() -> Book:
    return book(["Pays", *numbered("fr")], ["Country", *numbered("en")], *rows(WEST, FRENCH, "fr"))


@case(statuses(EAST, outside=11))
def a_row_of_hxl_tags_under_the_headings() -> Book:
    tags = ["#country+name", *(f"#status+point{number}" for number in range(1, 11))]
    return book(["Country", *numbered()], tags, *rows(EAST))


@case(statuses(EUROPE, outside=11))
def a_row_of_units_under_the_headings() -> Book:
    return book(["Country", *numbered()], ["(name)", *["(status)"] * 10], *rows(EUROPE))


@case(statuses(WEST))
def headings_repeated_where_a_page_broke() -> Book:
    table = grid(WEST)
    return book(*table[:4], table[0], *table[4:])


@case(statuses(MENA, outside=1))
def a_heading_over_the_countries_that_is_blank() -> Book:
    return book(["10-Point Plan: North Africa"], *grid(MENA, corner=""))


@case(statuses(EAST))
def a_table_that_begins_in_row_five_and_column_d() -> Book:
    return book([], [], [], [], *([None, None, None, *row] for row in grid(EAST)))


# Which way it is turned


@case(statuses(WEST))
def points_down_and_countries_across() -> Book:
    return book(*turned(grid(WEST, corner="Action point")))


@case(statuses(WEST), "fr")
def points_vers_le_bas() -> Book:
    return book(*turned(grid(WEST, FRENCH, "fr", corner="Point d'action")))


@case(statuses(CENTRAL_ASIA), "ru")
def пункты_вниз_страны_поперёк() -> Book:
    return book(*turned(grid(CENTRAL_ASIA, RUSSIAN, "ru", corner="Пункт плана")))


@case(statuses(GULF, outside=2))
def points_down_with_number_and_name_in_two_columns() -> Book:
    body = turned(grid(GULF, headings=names(), corner="Action point"))
    return book(["Status of implementation"], [], *(["No." if at == 0 else at, *row] for at, row in enumerate(body)))


# What they say


@case(statuses(WEST))
def numbers_alone() -> Book:
    return book(*grid(WEST, headings=range(1, 11)))


@case(statuses(EUROPE))
def numbers_with_a_full_stop() -> Book:
    return book(*grid(EUROPE, headings=[f"{number}." for number in range(1, 11)]))


@case(statuses(EAST))
def ap1_to_ap10() -> Book:
    return book(*grid(EAST, headings=[f"AP{number}" for number in range(1, 11)]))


@case(statuses(GULF))
def point_1_to_point_10() -> Book:
    return book(*grid(GULF, headings=[f"Point {number}" for number in range(1, 11)]))


@case(statuses(CENTRAL_ASIA), "ru")
def пункт_1_до_пункта_10() -> Book:
    return book(*grid(CENTRAL_ASIA, RUSSIAN, "ru", headings=[f"Пункт {number}" for number in range(1, 11)]))


@case(statuses(WEST), "fr")
def point_d_action_no_1() -> Book:
    return book(*grid(WEST, FRENCH, "fr", headings=[f"Point d’action n° {number}" for number in range(1, 11)]))


@case(statuses(AMERICAS), "es")
def punto_1_a_punto_10() -> Book:
    return book(*grid(AMERICAS, SPANISH, "es", headings=[f"Punto {number}" for number in range(1, 11)]))


@case(statuses(MENA))
def roman_numerals() -> Book:
    return book(*grid(MENA, headings=("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")))


@case(statuses(WEST))
def names_of_2007_without_numbers() -> Book:
    return book(*grid(WEST, headings=names()))


@case(statuses(WEST))
def names_of_2016_without_numbers() -> Book:
    return book(*grid(WEST, headings=NAMES_2016))


@case(statuses(CENTRAL_ASIA), "ru")
def названия_без_номеров() -> Book:
    return book(*grid(CENTRAL_ASIA, RUSSIAN, "ru", headings=NAMES_RUSSIAN))


@case(statuses(AMERICAS), "es")
def nombres_sin_números_en_mayúsculas_sin_acentos() -> Book:
    plain = str.maketrans("ÁÉÍÓÚ", "AEIOU")
    return book(*grid(AMERICAS, SPANISH, "es", headings=[name.upper().translate(plain) for name in names("es")]))


@case(statuses(EAST))
def other_forms_of_the_names() -> Book:
    """As offices wrote them: "with key partners", "onward movements", a hyphen lost, "and" as a sign."""
    forms = (
        "1. Cooperation with key partners",
        "2. Data collection & analysis",
        "3. Protection sensitive entry systems",
        "4. Reception Arrangements",
    )
    more = ("5. Profiling and referral", "6. Differentiated processes", "7. Solutions for Refugees", "8. Onward movements")
    last = ("9. Return of non-refugees and alternative migration options", "10. Information strategies")
    return book(*grid(EAST, headings=(*forms, *more, *last)))


@case(statuses(WEST))
def names_broken_over_lines_with_soft_hyphens() -> Book:
    broken = [name.replace("arrangements", "arrange\u00adments").replace(" ", "\n", 1).replace("Coop", "Co\u00adop") for name in numbered()]
    return book(*grid(WEST, headings=broken))


@case(statuses(GULF))
def number_behind_the_name() -> Book:
    return book(*grid(GULF, headings=[f"{name} ({number})" for number, name in enumerate(names(), 1)]))


@case(statuses(EAST))
def numbers_with_a_zero_before_them() -> Book:
    return book(*grid(EAST, headings=[f"{number:02}" for number in range(1, 11)]))


ORDER = (3, 1, 10, 2, 9, 4, 8, 5, 7, 6)


@case(statuses(WEST))
def points_in_another_order() -> Book:
    return book(*([row[0], *(row[number] for number in ORDER)] for row in grid(WEST)))


@case(statuses({place: f"  {row[2:5]}  {row[7]}  " for place, row in EAST.items()}))
def four_of_the_ten_points() -> Book:
    return book(*([row[0], *row[3:6], row[8]] for row in grid(EAST)))


THEMES = {place: f"{row[0]}{row[1]} {row[3]}      " for place, row in EUROPE.items()}


@case(statuses(THEMES, outside=1, lost=sum(row[4] != " " for row in EUROPE.values()), says=(noted("Determining profiles and needs"),)))
def a_theme_that_spans_several_points_is_not_guessed() -> Book:
    table = grid(EUROPE)
    kept = [[row[0], row[1], row[2], row[4], row[5]] for row in table]
    return book(*put(kept, {"E1": "Determining profiles and needs"}))


CONTRADICTED = {place: row[:3] + " " + row[4:] for place, row in WEST.items()}


@case(statuses(CONTRADICTED, outside=1, lost=sum(row[3] != " " for row in WEST.values()), says=(noted("Solutions for refugees"),)))
def a_number_and_a_name_of_two_points_are_not_guessed() -> Book:
    return book(*put(grid(WEST), {"E1": "4. Solutions for refugees"}))


# What stands beside the points


@case(statuses(EAST, outside=6))
def a_column_of_row_numbers() -> Book:
    return book(*(["No." if at == 0 else at, *row] for at, row in enumerate(grid(EAST))))


@case(statuses(WEST))
def a_column_of_codes_beside_the_names() -> Book:
    table = grid(WEST)
    return book(["ISO3", *table[0]], *([place, *row] for place, row in zip(WEST, table[1:], strict=True)))


@case(statuses(EAST, outside=12))
def columns_of_totals_at_the_end() -> Book:
    def total(row: str) -> list[int]:
        return [row.count("●"), row.count("○")]

    table = grid(EAST)
    return book(
        [*table[0], "Total in place", "Total not in place"], *([*row, *total(glyphs)] for row, glyphs in zip(table[1:], EAST.values(), strict=True))
    )


@case(statuses(WEST, outside=4))
def a_column_of_comments_at_the_end() -> Book:
    table = put([[*row, None] for row in grid(WEST)], {"L1": "Comments", "L2": "To be updated", "L4": "Elections in October", "L5": "See annex"})
    return book(*table)


@case(statuses(GULF, outside=5))
def a_column_of_regions_before_the_countries() -> Book:
    table = grid(GULF)
    sub = {"DJI": "Horn of Africa", "ETH": None, "SOM": None, "YEM": "Arabian Peninsula"}
    return book(["Sub-region", *table[0]], *([sub[place], *row] for place, row in zip(GULF, table[1:], strict=True)), merged=("A2:A4",))


SITUATIONS = {"DJI": "Transit towards Yemen", "SOM": "Departures from Bossaso", "YEM": "First country of arrival by sea"}


@case(statuses(GULF, situations=SITUATIONS))
def a_column_on_the_situation_before_the_points() -> Book:
    table = grid(GULF)
    told = [[row[0], SITUATIONS.get(place), *row[1:]] for place, row in zip(GULF, table[1:], strict=True)]
    return book(["Country", "Mixed movement situation", *table[0][1:]], *told)


@case(statuses(EUROPE, says=(noted("hidden"),)))
def rows_hidden_by_a_filter() -> Book:
    return book(*grid(EUROPE), hidden_rows=(2, 3, 4, 6))


@case(statuses(WEST, says=(noted("hidden"),)))
def columns_that_are_hidden() -> Book:
    return book(*grid(WEST), hidden_columns=("G", "H", "I", "J", "K"))


TREATIES = ("1951 Convention", "1967 Protocol", "1954 Convention", "1961 Convention", "CAT", "ICCPR")


@case(Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),)))
def treaties_are_no_points() -> Book:
    table = [["Country", *TREATIES], *([country(place), *["Yes" if glyph == "●" else "No" for glyph in row[:6]]] for place, row in ANSWERED.items())]
    return book(*table, ["Mauritius", *["No"] * 6])


ANSWER = SheetMapping(
    "Sheet1", Layout.STATUS_GRID, 1, 1, columns=(ColumnMeaning(1, "place"), ColumnMeaning(2, "point.4"), ColumnMeaning(3, "point.7"))
)
TOLD = {(place, point): Stage.IN_PLACE for place in ("KEN", "UGA") for point in ("4", "7")}


@case(
    Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),)),
    answers=(Reading(sheets=(ANSWER,)), Expect(layout=Layout.STATUS_GRID, region="eastern-and-southern-africa", cells=TOLD)),
)
def headings_that_only_people_can_tell() -> Book:
    return book(["Country", "Shelter programme", "Livelihoods"], ["Kenya", "Yes", "Yes"], ["Uganda", "Yes", "Yes"])


@case(statuses(WEST))
def short_names_of_the_points() -> Book:
    return book(*grid(WEST, headings=[f"{number}. {name}" for number, name in enumerate(SHORT, 1)]))
