"""Grids whose cells hold text: one activity or several, with a word of their stage or without."""

from collections.abc import Mapping, Sequence

from lib.mapping import Layout
from lib.model import REGION_WIDE, Stage
from tests.corpus.book import Book, Rich, Row, Sheet, Value, book
from tests.corpus.case import Act, Cell, Expect, case, noted, region_of
from tests.corpus.table import country, numbered, turned

Texts = Mapping[str, Mapping[str, Value]]
"""What stands in a grid, by country and point."""

KENYA = "Cross-border meetings of immigration officials with the United Republic of Tanzania, twice a year"
UGANDA = "Registration and first counselling at the transit centre in Nakivale"
TANZANIA = "Border officials in Kigoma were trained on refugee law in 2008; a second training was held in Kagera"
TEXTS: Texts = {
    "KEN": {"1": KENYA, "4": "Reception centre at the border, run with the Kenya Red Cross"},
    "UGA": {"4": UGANDA},
    "TZA": {"3": TANZANIA},
}


def grid(texts: Texts, points: Sequence[str] = ("1", "3", "4", "7"), language: str = "en", corner: str = "Country") -> list[Row]:
    """Countries down, some points across."""
    headings = [numbered(language)[int(point) - 1] for point in points]
    return [[corner, *headings], *([country(place, language), *(row.get(point) for point in points)] for place, row in texts.items())]


def told(acts: Mapping[Cell, Sequence[Act]], layout: Layout | tuple[Layout, ...] = Layout.NARRATIVE_GRID, **more: object) -> Expect:
    """What a narrative grid must give."""
    places = {place: "" for place, _ in acts}
    return Expect(layout=layout, region=region_of(places), activities={cell: tuple(several) for cell, several in acts.items()}, **more)


def one_each(texts: Texts) -> dict[Cell, tuple[Act, ...]]:
    """Each cell as one activity without a stage."""
    return {(place, point): (Act(str(text)),) for place, row in texts.items() for point, text in row.items()}


@case(told(one_each(TEXTS)))
def a_text_in_each_cell() -> Book:
    return book(*grid(TEXTS))


@case(told(one_each(TEXTS), outside=3))
def a_text_in_each_cell_under_a_title_and_over_a_note() -> Book:
    return book(
        ["Table 2: Measures taken by States and partners"], [], *grid(TEXTS), [], ["Source: annual protection reports 2009"], ["* not exhaustive"]
    )


@case(told(one_each(TEXTS)))
def points_down_with_texts() -> Book:
    return book(*turned(grid(TEXTS, corner="Action points")))


FRENCH: Texts = {
    "SEN": {"1": "Réunions trimestrielles du groupe de travail sur la migration mixte à Dakar", "7": "Intégration locale des réfugiés mauritaniens"},
    "MLI": {"4": "Centre d'accueil à Gao, géré avec la Croix-Rouge malienne"},
    "MRT": {"3": "Formation de la police des frontières à Rosso et à Nouadhibou"},
}


@case(told(one_each(FRENCH)), "fr")
def un_texte_par_cellule() -> Book:
    return book(*grid(FRENCH, language="fr", corner="Pays"))


SPANISH: Texts = {
    "CRI": {"1": "Mesa nacional sobre flujos migratorios mixtos, desde 2008", "4": "Albergue temporal en la frontera sur"},
    "PAN": {"3": "Protocolo de referencia en Paso Canoas"},
    "MEX": {"7": "Programa de reasentamiento solidario"},
}


@case(told(one_each(SPANISH)), "es")
def un_texto_en_cada_celda() -> Book:
    return book(*grid(SPANISH, language="es", corner="País"))


RUSSIAN: Texts = {
    "KAZ": {"1": "Совместная рабочая группа миграционной службы и УВКБ ООН", "3": "Обучение пограничников международной защите"},
    "KGZ": {"4": "Центр приема в Бишкеке"},
    "TJK": {"7": "Местная интеграция афганских беженцев"},
}


@case(told(one_each(RUSSIAN)), "ru")
def текст_в_каждой_ячейке() -> Book:
    return book(*grid(RUSSIAN, language="ru", corner="Страна"))


# Several in a cell

ITEMS = ("Training of 40 border officials in Moyale", "Referral forms in Somali and Amharic", "Hotline for asylum-seekers; it is free of charge")


def _listed(marks: Sequence[str], end: str = "") -> Book:
    text = "\n".join(f"{mark}{item}{end}" for mark, item in zip(marks, ITEMS, strict=True))
    return book(*grid({"KEN": {"3": text}, "UGA": {"4": UGANDA}}))


LISTED = told({("KEN", "3"): [Act(item) for item in ITEMS], ("UGA", "4"): [Act(UGANDA)]})


@case(LISTED)
def bullets() -> Book:
    return _listed(["• "] * 3)


@case(LISTED)
def dashes_with_a_semicolon_behind_each() -> Book:
    return _listed(["- ", "– ", "-"], ";")


@case(LISTED)
def numbers_before_each() -> Book:
    return _listed(["1. ", "2. ", "3. "])


@case(LISTED)
def letters_before_each() -> Book:
    return _listed(["a) ", "b) ", "c) "])


@case(LISTED)
def other_bullets_and_blanks_around_them() -> Book:
    return _listed(["  ▪ ", " ·\t", "o  "])


@case(LISTED)
def bullets_with_blank_lines_between() -> Book:
    text = "\n\n".join(f"* {item}" for item in ITEMS)
    return book(*grid({"KEN": {"3": f"\n{text}\n"}, "UGA": {"4": UGANDA}}))


@case(told({("KEN", "3"): [Act("Joint patrols; exchange of lists of travellers; a common database is discussed")], ("UGA", "4"): [Act(UGANDA)]}))
def semicolons_do_not_separate() -> Book:
    return book(*grid({"KEN": {"3": "Joint patrols; exchange of lists of travellers; a common database is discussed"}, "UGA": {"4": UGANDA}}))


LINES = "A centre was opened in 2009.\nIt has forty beds.\nThe Kenya Red Cross runs it."


@case(told({("KEN", "4"): [Act(LINES)], ("UGA", "4"): [Act(UGANDA)]}))
def lines_without_bullets_are_one_activity() -> Book:
    return book(*grid({"KEN": {"4": LINES}, "UGA": {"4": UGANDA}}))


# With a stage

STAGED = told(
    {
        ("KEN", "1"): [Act("A national committee on mixed migration", Stage.IN_PLACE, "In place: A national committee on mixed migration")],
        ("KEN", "4"): [Act("a second reception centre in Garissa", Stage.PLANNED, "Planned – a second reception centre in Garissa")],
        ("UGA", "4"): [Act("registration at the airport only", Stage.PARTLY, "(partly) registration at the airport only")],
        ("TZA", "7"): [Act(TANZANIA)],
    }
)


@case(STAGED)
def labels_before_texts() -> Book:
    texts = {
        "KEN": {"1": "In place: A national committee on mixed migration", "4": "Planned – a second reception centre in Garissa"},
        "UGA": {"4": "(partly) registration at the airport only"},
        "TZA": {"7": TANZANIA},
    }
    return book(*grid(texts))


TICKED = told(
    {
        ("KEN", "3"): [Act(ITEMS[0], Stage.IN_PLACE, f"✓ {ITEMS[0]}"), Act(ITEMS[1], Stage.NOT_IN_PLACE, f"✗ {ITEMS[1]}")],
        ("UGA", "4"): [Act(UGANDA, Stage.IN_PLACE, f"● {UGANDA}")],
    }
)


@case(TICKED)
def ticks_before_texts() -> Book:
    return book(*grid({"KEN": {"3": f"✓ {ITEMS[0]}\n✗ {ITEMS[1]}"}, "UGA": {"4": f"● {UGANDA}"}}))


OPENS = {
    "KEN": {"1": "Planned reforms of the law were discussed with the Ministry", "3": "No. 5 Border Post trains its officials each year"},
    "UGA": {"4": "Partly because of the floods, registration takes place in Arua", "7": "No information was given to refugees before 2009"},
}


@case(told(one_each(OPENS)))
def sentences_that_begin_like_a_label() -> Book:
    return book(*grid(OPENS))


EN_COURS = told(
    {
        ("SEN", "1"): [Act("révision de la loi sur l'asile", Stage.PLANNED, "Prévu : révision de la loi sur l'asile")],
        ("MLI", "4"): [Act("un centre d'accueil à Gao", Stage.IN_PLACE, "En place : un centre d'accueil à Gao")],
        ("MRT", "3"): [Act("formation des policiers", Stage.PARTLY, "En cours : formation des policiers")],
    },
    says=(noted("En cours"),),
)


@case(EN_COURS, "fr")
def des_mots_devant_les_textes() -> Book:
    texts = {
        "SEN": {"1": "Prévu : révision de la loi sur l'asile"},
        "MLI": {"4": "En place : un centre d'accueil à Gao"},
        "MRT": {"3": "En cours : formation des policiers"},
    }
    return book(*grid(texts, language="fr", corner="Pays"))


# What people paste

LONG = "The Government and its partners agreed on a procedure for the reception and referral of those who arrive by sea. " * 25


@case(told({("DJI", "4"): [Act(LONG)], ("YEM", "3"): [Act("<p>Training of the <b>coast guard</b></p> & <script>alert(1)</script>")]}))
def long_texts_and_html() -> Book:
    return book(*grid({"DJI": {"4": LONG}, "YEM": {"3": "<p>Training of the <b>coast guard</b></p> & <script>alert(1)</script>"}}))


BEGINS = {"KEN": {"1": "=A joint committee meets", "3": "+254 700 000 000 is the hotline"}, "UGA": {"4": "@UNHCR_Uganda informs on reception"}}


@case(told(one_each(BEGINS)))
def texts_that_begin_like_formulas() -> Book:
    return book(*grid(BEGINS))


@case(told({("CRI", "1"): [Act("Comisión nacional de protección")], ("PAN", "3"): [Act("Atención en la frontera")]}, same={
    "ComisiÃ³n nacional de protecciÃ³n": "Comisión nacional de protección", "AtenciÃ³n en la frontera": "Atención en la frontera",
}), "es")  # fmt: skip
def letras_estropeadas() -> Book:
    damaged = {"CRI": {"1": "ComisiÃ³n nacional de protecciÃ³n"}, "PAN": {"3": "AtenciÃ³n en la frontera"}}
    return book(*put_first(grid(damaged, language="es", corner="PaÃ­s"), {"Panamá": "PanamÃ¡"}))


ENTITIES = {"CRI": {"1": "Comisi&oacute;n nacional"}, "PAN": {"3": "Atencioacuten en la frontera"}}
REPAIRED = {"Comisi&oacute;n nacional": "Comisión nacional", "Atencioacuten en la frontera": "Atención en la frontera"}


@case(told({("CRI", "1"): [Act("Comisión nacional")], ("PAN", "3"): [Act("Atención en la frontera")]}, same=REPAIRED, hard=True), "es")
def letras_con_entidades() -> Book:
    table = grid(ENTITIES, points=("1", "3", "4"), language="es", corner="Pa&iacute;s")
    return book([table[0][0], "1. Cooperacioacuten entre socios clave", *table[0][2:]], *put_first(table[1:], {"Panamá": "Panam&aacute;"}))


def put_first(table: Sequence[Row], other: Mapping[str, str]) -> list[Row]:
    """A table with other names in its first column."""
    return [[other.get(str(row[0]), row[0]), *row[1:]] for row in table]


@case(told({("KEN", "1"): [Act(KENYA)], ("UGA", "4"): [Act(UGANDA)]}))
def texts_with_words_in_bold() -> Book:
    rich = Rich((KENYA[:12], KENYA[12:30], KENYA[30:]))
    return book(*grid({"KEN": {"1": rich}, "UGA": {"4": Rich(("", UGANDA[:12], UGANDA[12:]))}}))


REGIONAL: Texts = {REGION_WIDE: {"1": "Horn of Africa mixed migration task force"}, **TEXTS}


@case(told(one_each(REGIONAL)))
def a_row_for_the_region_as_a_whole() -> Book:
    return book(*grid(REGIONAL))


MIXED = told(
    {**one_each(TEXTS), ("ZMB", "7"): [Act("7. Solutions for refugees: Planned", Stage.PLANNED)]},
    same={"Planned": "7. Solutions for refugees: Planned"},
)


@case(MIXED)
def a_status_among_texts() -> Book:
    return book(*grid({**TEXTS, "ZMB": {"7": "Planned"}}))


@case(told(one_each(TEXTS), outside=1))
def no_information_among_texts() -> Book:
    return book(*grid({**TEXTS, "ZMB": {"1": "n/a", "3": "No information available", "4": "-", "7": "..."}}), title="Measures")


EITHER = (Layout.NARRATIVE_GRID, Layout.LONG_LIST)
ONE = {"1": "Mesa de trabajo con la cancillería", "4": "Albergue en Tapachula"}


@case(told({("MEX", point): [Act(text)] for point, text in ONE.items()}, EITHER), "es")
def una_hoja_sobre_un_país() -> Book:
    headings = numbered("es")
    return (Sheet("México", [["Punto", "Actividades"], [headings[0], ONE["1"]], [headings[3], ONE["4"]]]),)
