"""The same plain grid in every format and package that it may come in."""

import datetime
from functools import partial

from tests.corpus import odd
from tests.corpus.book import Book, Formula, Sheet, Wrong, book
from tests.corpus.case import Expect, asked, case, noted, statuses, warned
from tests.corpus.table import AMERICAS, ANSWERED, CENTRAL_ASIA, EAST, EUROPE, FRENCH, GULF, MENA, RUSSIAN, SPANISH, WEST, country, grid, put, rows
from tests.corpus.writing import csv_in, ods, with_own_texts, xls, xlsb

THREE = {place: row.replace("◔", " ") for place, row in EAST.items()}
TITLE = ["Implementation of the 10-Point Plan"]


# Other formats


@case(statuses(WEST, says=(noted(code="has-macros"),)), file="Matrix.xlsm", write=odd.macros)
def with_macros() -> Book:
    return book(*grid(WEST))


@case(statuses(EAST, outside=1), file="Matrix.xls", write=xls)
def an_old_workbook() -> Book:
    return book(TITLE, [], *grid(EAST))


@case(statuses(WEST, outside=2), "fr", file="Matrice.xls", write=xls)
def un_ancien_classeur_avec_cellules_fusionnées() -> Book:
    title = ["Plan d’action en dix points – état de la mise en œuvre", *[None] * 10]
    return book(title, ["Juin 2010"], *grid(WEST, FRENCH, "fr"), merged=("A1:K1",))


@case(statuses(EUROPE, outside=1, says=(noted(code="other-ending"),)), file="Matrix.xlsx", write=xls)
def an_old_workbook_with_a_new_name() -> Book:
    return book(TITLE, [], *grid(EUROPE))


@case(statuses(AMERICAS, outside=1), "es", file="Matriz.ods", write=ods)
def open_document_with_merged_cells() -> Book:
    return book(["Plan de Acción de los 10 Puntos", *[None] * 10], *grid(AMERICAS, SPANISH, "es"), merged=("A1:K1",))


@case(statuses(GULF, outside=1), file="Matrix.xlsb", write=xlsb)
def a_binary_workbook() -> Book:
    return book(TITLE, [], *grid(GULF))


@case(statuses(THREE, says=(warned(), noted("hidden"))), file="Matrix.xlsb", write=xlsb)
def a_binary_workbook_with_numbers_and_hidden_rows() -> Book:
    return book(*grid(THREE, {"●": 2, "◐": 1, "○": 0}, headings=range(1, 11)), hidden_rows=(3, 5))


@case(statuses(THREE, says=(warned(),)), file="Matrix.xls", write=xls)
def an_old_workbook_with_numbers() -> Book:
    return book(*grid(THREE, {"●": 2, "◐": 1, "○": 0}, headings=range(1, 11)))


@case(statuses(WEST), file="matrix.csv", write=csv_in("utf-8"))
def csv_with_commas() -> Book:
    return book(*grid(WEST))


@case(statuses(WEST), "fr", file="matrice.csv", write=csv_in("utf-8-sig", ";"))
def csv_with_semicolons_and_a_byte_order_mark() -> Book:
    return book(*grid(WEST, FRENCH, "fr"))


@case(statuses(AMERICAS), "es", file="matriz.csv", write=csv_in("cp1252", ";"))
def csv_of_windows_in_the_west() -> Book:
    return book(*grid(AMERICAS, SPANISH, "es"))


@case(statuses(CENTRAL_ASIA), "ru", file="матрица.csv", write=csv_in("cp1251", ";"))
def csv_of_windows_in_the_east() -> Book:
    return book(*grid(CENTRAL_ASIA, RUSSIAN, "ru"))


@case(statuses(CENTRAL_ASIA), "ru", file="матрица.txt", write=csv_in("utf-16", "\t"))
def unicode_text_as_excel_saves_it() -> Book:
    return book(*grid(CENTRAL_ASIA, RUSSIAN, "ru"))


@case(statuses(EAST), file="matrix.csv", write=csv_in("utf-8", "|", "\n"))
def csv_with_bars() -> Book:
    return book(*grid(EAST))


@case(statuses(GULF, outside=3), file="matrix.csv", write=csv_in("utf-8", ",", ragged=True))
def csv_with_short_rows_and_line_breaks_in_quotes() -> Book:
    note = ["Note: “partly” means\nfor some people,\nor for a time"]
    return book(TITLE, [], *put(grid(GULF), {"A1": "Country\nor territory"}), [], note, ["Source: the office"])


@case(statuses(MENA, says=(noted(code="other-ending"),)), file="matrix.xlsx", write=csv_in("cp1252", ";"))
def csv_with_the_name_of_a_workbook() -> Book:
    return book(*grid(MENA))


# Odd packages


@case(statuses(WEST, outside=1), write=odd.strict)
def strict_open_xml() -> Book:
    return book(TITLE, [], *grid(WEST))


@case(statuses(EAST), write=odd.empty_fill)
def a_fill_that_says_nothing() -> Book:
    return book(*grid(EAST))


@case(statuses(WEST), "fr", write=odd.without_shared_strings)
def sans_textes_partagés() -> Book:
    return book(*grid(WEST, FRENCH, "fr"))


@case(statuses(EUROPE), write=partial(odd.dimension, ref="A1:B2"))
def a_declared_size_that_is_too_small() -> Book:
    return book(*grid(EUROPE))


@case(statuses(EUROPE), write=partial(odd.dimension, ref="A1:XFD1048576"))
def a_declared_size_that_is_too_large() -> Book:
    return book(*grid(EUROPE))


@case(statuses(GULF, outside=1), write=odd.merged_to_the_end)
def a_title_merged_over_16384_columns() -> Book:
    return book(TITLE, *grid(GULF))


@case(statuses(WEST), write=odd.last_row_styled)
def a_million_declared_rows() -> Book:
    return book(*grid(WEST))


@case(statuses(EAST), write=partial(odd.blank_cells_with_a_look, rows=20_000, columns=20))
def four_hundred_thousand_blank_cells_with_a_look() -> Book:
    return book(*grid(EAST))


@case(statuses(MENA), write=odd.drawing_missing)
def a_drawing_that_is_not_there() -> Book:
    return book(*grid(MENA))


@case(statuses(WEST, says=(noted(code="has-external-links"),)), write=odd.link_elsewhere)
def a_link_to_another_workbook() -> Book:
    return book(*grid(WEST))


@case(statuses(EUROPE), write=odd.prefixed)
def elements_with_a_prefix() -> Book:
    return book(*grid(EUROPE))


@case(statuses(EAST, says=(noted("hidden"),)), write=odd.filtered)
def a_saved_filter_with_hidden_rows() -> Book:
    return book(*grid(EAST), hidden_rows=(3, 4, 5))


# What stands in cells beside words and numbers


@case(statuses(WEST, outside=5))
def country_names_by_formula() -> Book:
    names = [
        [Formula(f"VLOOKUP(L{at},Codes!A:B,2,0)", country(place)), *row[1:], place]
        for at, (place, row) in enumerate(zip(WEST, rows(WEST), strict=True), 2)
    ]
    return book([*grid(WEST)[0], None], *names)


@case(statuses({place: row for place, row in EAST.items() if place != "UGA"}, lost=8, outside=1, may_ask=True, says=(noted("UGANDA"),)))
def a_formula_without_its_result() -> Book:
    """Nobody stored what it came to: whose row it is, is not known."""
    table = grid(EAST)
    return book(*put(table, {"A3": Formula('PROPER("UGANDA")')}))


@case(statuses(EUROPE, outside=2, may_ask=True, says=(noted("#REF!"),)))
def error_values() -> Book:
    return book(*put(grid(EUROPE), {"F2": Wrong("#N/A"), "D6": Wrong("#REF!")}))


@case(statuses(MENA, says=(noted("comment"),)))
def comments_on_cells() -> Book:
    return book(*grid(MENA), comments={"B2": "Since 2009, see the annual report", "C4": "Not sure. A.B."})


@case(statuses(GULF))
def cells_that_only_look_empty() -> Book:
    table = [list(row) for row in grid(GULF)]
    blanks = [(row, column) for row in table[1:] for column, value in enumerate(row) if value is None]
    for (row, column), value in zip(blanks, ["\u00a0", " ", "\u200b", "\u00ad", "\n"], strict=False):
        row[column] = value
    return book(*table, [None, None, "\u00a0"], [" "])


@case(statuses(EAST, outside=2))
def dates_of_excel_above_the_table() -> Book:
    return book(["Status as of", datetime.date(2010, 6, 30)], [], *grid(EAST), formats={"B1": "dd/mm/yyyy"})


FULL = {place: row.replace(" ", "●") for place, row in WEST.items()}


@case(statuses(FULL), write=odd.without_addresses)
def cells_that_do_not_say_where_they_stand() -> Book:
    return book(*grid(FULL))


@case(Expect(layout=None, says=(asked(""),)))
def a_workbook_with_nothing_in_it() -> Book:
    return (Sheet("Sheet1", ()), Sheet("Sheet2", ()))


@case(statuses(WEST), write=with_own_texts)
def texts_in_their_cells() -> Book:
    return book(*grid(WEST))


@case(statuses(EUROPE), write=odd.pivot_cache)
def a_pivot_table_of_other_data() -> Book:
    return book(*grid(EUROPE))


@case(statuses(ANSWERED), file="10 points - Sheet1.csv", write=csv_in("utf-8"))
def boxes_of_google_sheets() -> Book:
    return book(*grid(ANSWERED, {"●": "TRUE", "○": "FALSE"}))
