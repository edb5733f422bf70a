"""Files that are meant well and hard to read: several quirks at once, or a form that only one office uses."""

from lib.mapping import Layout
from lib.model import Stage
from tests.corpus.book import Book, Formula, Rich, Row, Sheet, Value, book
from tests.corpus.case import Act, Expect, case, noted, recorded, statuses
from tests.corpus.table import AMERICAS, EAST, ENGLISH, EUROPE, FRENCH, GULF, MENA, SPANISH, WEST, country, grid, marks, names, numbered, put, rows
from tests.corpus.writing import csv_in, xls

GREY = "#d9d9d9"


@case(statuses(EAST, lost=10, outside=9, says=(noted("Total"), noted("hidden"))))
def a_workbook_that_was_mailed_about() -> Book:
    """Titles, a group row, a banded look, blanks that hold something, a hidden row, a total and notes."""
    body = [list(row) for row in rows(EAST)]
    body[0][0] = "Kenya\u00a0"
    body[3][0] = " ZAMBIA*"
    body[1][4] = "\u00a0"
    above: list[Row] = [["UNHCR Regional Support Hub"], ["10-Point Plan of Action – status by country"], ["as of: 30/06/2010"], []]
    groups: Row = [None, "Cooperation", *[None] * 8, "Information"]
    below: list[Row] = [["Total in place", *[2] * 10], [], ["* Zambia: not confirmed"], ["Source: country operations"], ["\u00a0"]]
    looks = {"A5:K5": GREY, "A8:K8": GREY, "A10:K10": GREY}
    return book(*above, groups, ["Country", *numbered()], *body, *below, fills=looks, hidden_rows=(9,), merged=("A2:K2", "B5:J5"))


@case(statuses(WEST))
def the_second_half_of_the_points_under_the_first() -> Book:
    table = grid(WEST)
    return book(*(row[:6] for row in table), [], *([row[0], *row[6:]] for row in table))


FOUR = {place: row[:4] for place, row in WEST.items()}


@case(statuses(FOUR, hard=True))
def half_of_the_countries_beside_the_others() -> Book:
    table = [[row[0], *row[1:5]] for row in grid(WEST)]
    left, right = table[:4], [table[0], *table[4:], [None] * 5]
    return book(*([*one, None, *other] for one, other in zip(left, right, strict=True)))


@case(statuses(GULF))
def blank_rows_and_columns_inside_the_table() -> Book:
    spread = [[cell for value in row for cell in (value, None)] for row in grid(GULF)]
    return book(*(line for row in spread for line in (row, [])))


GAP = "Nobody records the referrals"
BESIDE = {("KEN", "3"): {"missing": GAP}, ("UGA", "4"): {"missing": "Too few beds"}}
PAIRED: tuple[Row, ...] = (
    ["Country", numbered()[2], None, numbered()[3], None],
    [None, "Status", "Gaps", "Status", "Gaps"],
    ["Kenya", "Partly", GAP, "In place", None],
    ["Uganda", "In place", None, "Partly", "Too few beds"],
)
PAIRS = {("KEN", "3"): Stage.PARTLY, ("KEN", "4"): Stage.IN_PLACE, ("UGA", "3"): Stage.IN_PLACE, ("UGA", "4"): Stage.PARTLY}


@case(Expect(layout=Layout.STATUS_GRID, region="eastern-and-southern-africa", cells=PAIRS, remarks=BESIDE, hard=True))
def a_status_and_a_gap_for_each_point() -> Book:
    return book(*PAIRED, merged=("A1:A2", "B1:C1", "D1:E1"))


@case(Expect(layout=Layout.STATUS_GRID, region="eastern-and-southern-africa", cells=PAIRS, remarks=BESIDE, hard=True))
def a_row_of_statuses_and_a_row_of_gaps_for_each_country() -> Book:
    head = ["Country", None, numbered()[2], numbered()[3]]
    kenya = ["Kenya", "Status", "Partly", "In place"], [None, "Gaps", GAP, None]
    uganda = ["Uganda", "Status", "In place", "Partly"], [None, "Gaps", None, "Too few beds"]
    return book(head, *kenya, *uganda, merged=("A2:A3", "A4:A5"))


FORM = Expect(
    layout=(Layout.LONG_LIST, Layout.NARRATIVE_GRID, Layout.SECTIONS),
    region="eastern-and-southern-africa",
    activities={("KEN", "1"): (Act("Joint committee", Stage.IN_PLACE),), ("KEN", "4"): (Act("Reception centre in Garissa", Stage.PARTLY),)},
    remarks={("KEN", "1"): {"recommendation": "Meet each month"}, ("KEN", "4"): {"missing": "Too few beds"}},
)
FILLED: tuple[Row, ...] = (
    ["Action point", "Status", "Activities", "Gaps", "Recommendations"],
    [numbered()[0], "In place", "Joint committee", None, "Meet each month"],
    [numbered()[3], "Partly", "Reception centre in Garissa", "Too few beds", None],
)


@case(FORM)
def the_form_of_one_country_with_its_name_on_the_sheet() -> Book:
    return book(*FILLED, title="Kenya")


@case(Expect(**{**vars(FORM), "outside": 2, "hard": True}))
def the_form_of_one_country_with_its_name_in_a_field_above() -> Book:
    return book(["Country:", "Kenya"], [], *FILLED, title="Form")


@case(Expect(**{**vars(FORM), "hard": True}), file="10-Point matrix Kenya.xlsx")
def the_form_of_one_country_with_its_name_on_the_file_alone() -> Book:
    return book(*FILLED)


@case(statuses(WEST))
def statuses_by_formula() -> Book:
    cells = [
        [Formula(f'IF(Answers!B{at}=1,"{value}","")', str(value)) if value else None for value in row[1:]] for at, row in enumerate(rows(WEST), 2)
    ]
    return book(["Country", *numbered()], *([row[0], *formulas] for row, formulas in zip(rows(WEST), cells, strict=True)))


@case(statuses(EUROPE, outside=6))
def the_countries_again_at_the_right_end() -> Book:
    return book(*([*row, row[0]] for row in grid(EUROPE)))


@case(statuses(WEST))
def two_languages_in_each_heading() -> Book:
    both = [f"{number}. {english} / {french}" for number, (english, french) in enumerate(zip(names("en"), names("fr"), strict=True), 1)]
    return book(*grid(WEST, headings=both, corner="Country / Pays"))


@case(statuses(WEST, lost=1, says=(noted("S.O."),), may_ask=True), "fr")
def sans_objet_et_non_disponible() -> Book:
    return book(*put(grid(WEST, FRENCH, "fr"), {"E2": "S.O.", "K3": "N/D", "F3": "n.d."}))


BROKEN = {"CAF": WEST["BEN"], "BFA": WEST["BFA"], "CIV": WEST["CIV"], "SLE": WEST["GHA"]}


@case(statuses(BROKEN))
def names_broken_over_lines() -> Book:
    named = {"CAF": "Central African\nRepublic", "BFA": "Burkina\nFaso", "CIV": "Côte\nd'Ivoire", "SLE": "Sierra\nLeone"}
    return book(["Country", *numbered()], *([named[place], *marks(row, ENGLISH)] for place, row in BROKEN.items()))


@case(statuses(AMERICAS, outside=14), "es", file="Matriz regional.xls", write=xls)
def una_matriz_antigua_con_de_todo() -> Book:
    above: list[Row] = [
        ["ACNUR – Oficina Regional", *[None] * 10],
        ["Matriz de implementación del Plan de Acción de los 10 Puntos"],
        ["Actualizado: mayo de 2009"],
        [],
    ]
    table = grid(AMERICAS, SPANISH, "es")
    counted = [["N°", *table[0]], *([at, *row] for at, row in enumerate(table[1:], 1))]
    below: list[Row] = [
        [],
        [None, "Fuente: oficinas de país"],
        [None, "* Información preliminar"],
        [None, "Elaborado por la Unidad de Protección"],
        [None, "Página 1 de 1"],
    ]
    return book(*above, *counted, *below, merged=("A1:K1",))


TEXTS: dict[str, Value] = {"●": "✓ works since 2008", "◐": "~ in the capital only", "◔": "planned for 2012", "○": "✗ nothing yet"}


@case(statuses(EAST, may=frozenset((cell, None) for cell in recorded(EAST)), hard=True))
def marks_with_notes_behind_them() -> Book:
    return book(*grid(EAST, TEXTS))


MANY = ("Radio spots; leaflets at bus stations", "Counselling by telephone", "Theatre in border towns")


@case(
    Expect(
        layout=Layout.LONG_LIST,
        region="gulf-of-aden",
        activities={
            ("DJI", "10"): (Act(MANY[0], years=(2009,)), Act(MANY[1])),
            ("YEM", "10"): (Act(MANY[2]),),
            ("YEM", "4"): (Act("Centre in Kharaz"),),
        },
        outside=4,
    )
)
def a_list_with_sections_blanks_and_repeated_headings() -> Book:
    head: Row = ["Country", "Activity", "Year"]
    first: list[Row] = [
        ["10-Point Plan: activities"],
        [],
        ["10. Information strategy", None, None],
        head,
        ["Djibouti", MANY[0], 2009],
        [None, MANY[1], None],
        ["Yemen", MANY[2]],
    ]
    return book(*first, [], ["4. Reception arrangements"], head, ["Yemen", "Centre in Kharaz"], merged=("A1:C1", "A3:C3"))


@case(
    Expect(
        layout=Layout.LONG_LIST,
        region="west-africa",
        activities={("SEN", "3"): (Act("Atelier à Dakar"),), ("SEN", "4"): (Act("Atelier à Dakar"),)},
        hard=True,
    ),
    "fr",
)
def deux_points_dans_une_cellule() -> Book:
    return book(["Pays", "Point d’action", "Activité"], ["Sénégal", "3 et 4", "Atelier à Dakar"])


BULLETS = "Measures taken:\n• Training of judges\n• A helpline\n\nSource: Ministry"


@case(
    Expect(
        layout=Layout.NARRATIVE_GRID,
        region="europe",
        activities={("HUN", "6"): (Act("Training of judges"), Act("A helpline")), ("UKR", "10"): (Act("Leaflets in Dari and Somali"),)},
        same={"Measures taken: Training of judges": "Training of judges", "A helpline Source: Ministry": "A helpline"},
        hard=True,
    )
)
def bullets_under_a_line_of_introduction() -> Book:
    return book(
        ["Country", numbered()[5], numbered()[9]], ["Hungary", BULLETS, None], ["Ukraine", None, Rich(("Leaflets ", "in Dari", " and Somali"))]
    )


@case(statuses(GULF, outside=9), file="export.csv", write=csv_in("utf-8-sig", ";"))
def a_csv_with_titles_totals_and_notes() -> Book:
    above: list[Row] = [["Implementation of the 10-Point Plan"], ["Exported on 2010-06-30 10:15"], []]
    return book(
        *above,
        *grid(GULF),
        ["Number of countries", *[None] * 9, "4"],
        [],
        ["Note: blank means no information; it does not mean “no”."],
        ["Contact: the office"],
    )


PORTUGUESE = {"AGO": EAST["KEN"], "MOZ": EAST["UGA"], "ZAF": EAST["ZMB"]}


@case(statuses(PORTUGUESE, hard=True), "pt")
def uma_matriz_em_português() -> Book:
    words = {"●": "Sim", "◐": "Parcialmente", "◔": "Planeado", "○": "Não"}
    named = {"AGO": "Angola", "MOZ": "Moçambique", "ZAF": "África do Sul"}
    return book(["País", *(f"Ponto {at}" for at in range(1, 11))], *([named[place], *marks(row, words)] for place, row in PORTUGUESE.items()))


@case(statuses(MENA, hard=True), "ar")
def مصفوفة_بالعربية() -> Book:
    words = {"●": "نعم", "◐": "جزئيا", "◔": "مخطط", "○": "لا"}
    named = {"EGY": "مصر", "LBY": "ليبيا", "MAR": "المغرب", "TUN": "تونس"}
    return book(["البلد", *(f"النقطة {at}" for at in range(1, 11))], *([named[place], *marks(row, words)] for place, row in MENA.items()))


@case(statuses(EUROPE, says=(noted("hidden"),), outside=1))
def the_heading_row_is_hidden() -> Book:
    return book(["Europe, June 2010"], *grid(EUROPE), hidden_rows=(2,))


@case(Expect(layout=(Layout.STATUS_GRID, Layout.LONG_LIST), region="west-africa", cells=recorded(WEST), hard=True))
def a_sheet_for_each_point_with_all_countries() -> Book:
    return tuple(
        Sheet(f"Point {at}", [["Country", "Status"], *([country(place), ENGLISH.get(row[at - 1])] for place, row in WEST.items())])
        for at in range(1, 11)
    )


EXAMPLES = {
    ("KEN", "4"): (Act("A reception centre run by volunteers", written="Kenya: A reception centre run by volunteers"),),
    ("UGA", "4"): (Act("Land for new arrivals", written="Uganda: Land for new arrivals"),),
    ("ZMB", "7"): (Act("A programme for local integration", written="Zambia: A programme for local integration"),),
}


@case(Expect(layout=(Layout.LONG_LIST, Layout.SECTIONS), region="eastern-and-southern-africa", activities=EXAMPLES, outside=6, hard=True))
def examples_with_their_country_before_a_colon() -> Book:
    fourth = ["Kenya: A reception centre run by volunteers", 112], ["Uganda: Land for new arrivals", 115]
    seventh = [["Zambia: A programme for local integration", 190]]
    return book(["Examples", "Page"], [numbered()[3]], *fourth, [numbered()[6]], *seventh)


ITALIAN = {"ITA": EUROPE["HUN"], "MLT": EUROPE["SVK"], "GRC": EUROPE["NOR"]}


@case(statuses(ITALIAN, hard=True), "it")
def una_matrice_in_italiano() -> Book:
    words = {"●": "Sì", "◐": "Parzialmente", "◔": "Previsto", "○": "No"}
    named = {"ITA": "Italia", "MLT": "Malta", "GRC": "Grecia"}
    return book(["Paese", *(f"Punto {at}" for at in range(1, 11))], *([named[place], *marks(row, words)] for place, row in ITALIAN.items()))
