"""What stands where a country is expected: names as each office spells them, codes, several at once, areas, groups, notes."""

from lib.mapping import Mapping as Reading
from lib.mapping import NameMeaning
from lib.model import REGION_WIDE
from tests.corpus.book import Book, Row, book
from tests.corpus.case import allowed, asked, case, noted, statuses, warned
from tests.corpus.table import (
    AMERICAS,
    CENTRAL_ASIA,
    EAST,
    ENGLISH,
    EUROPE,
    FRENCH,
    GULF,
    RUSSIAN,
    SPANISH,
    WEST,
    filled_in,
    grid,
    marks,
    numbered,
    rows,
)

HEAD: Row = ("Country", *numbered())
LINE = "●◐○ ◔●○ ◐●"


def spelled(spellings: dict[str, str], pattern: dict[str, str], language: str = "en") -> list[Row]:
    """A grid with other names in its first column."""
    words = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH, "ru": RUSSIAN}[language]
    return [("Country" if language == "en" else "", *numbered(language)), *([spellings[place], *marks(row, words)] for place, row in pattern.items())]


def same(places: str) -> dict[str, str]:
    """The same marks for each of some places (their codes in one text)."""
    return dict.fromkeys(places.split(), LINE)


AFRICA = {"COD": "DRC", "TZA": "Tanzania", "SWZ": "Swaziland", "COG": "Congo-Brazzaville", "COM": "Comores", "SSD": "South  Sudan"}


@case(statuses(same("COD TZA SWZ COG COM SSD")))
def short_and_old_names_in_africa() -> Book:
    return book(*spelled(AFRICA, same("COD TZA SWZ COG COM SSD")))


IVORY = {"CIV": "Cote dIvoire", "GMB": "The Gambia", "GNB": "Guinea Bissau", "STP": "Sao Tome & Principe", "CPV": "Cape Verde", "CAF": "CAR"}


@case(statuses(same("CIV GMB GNB STP CPV CAF")))
def names_without_accents_in_the_west() -> Book:
    return book(*spelled(IVORY, same("CIV GMB GNB STP CPV CAF")))


OTHERWISE = {"CIV": "Ivory Coast", "CPV": "Cabo Verde", "CAF": "République centrafricaine", "TGO": "TOGO", "GAB": "Gabon (le)"}


@case(statuses(same("CIV CPV CAF TGO GAB")))
def other_names_in_the_west() -> Book:
    return book(*spelled(OTHERWISE, same("CIV CPV CAF TGO GAB")))


CONGO = {"COD": "RDC", "COG": "Congo", "TZA": "Tanzanie", "COM": "les Comores", "ZAF": "Afrique du Sud"}


@case(statuses(same("COD COG TZA COM ZAF")), "fr")
def les_deux_congos() -> Book:
    return book(*spelled(CONGO, same("COD COG TZA COM ZAF"), "fr"))


CURLY = {"CIV": "CÔTE D’IVOIRE", "TCD": "Tchad", "MRT": "Mauritanie", "NER": "Niger", "NGA": "Nigéria", "GIN": "Guinée"}


@case(statuses(same("CIV TCD MRT NER NGA GIN")), "fr")
def noms_français_avec_apostrophe_courbe() -> Book:
    return book(*spelled(CURLY, same("CIV TCD MRT NER NGA GIN"), "fr"))


ASIA = {
    "VNM": "Vietnam",
    "LAO": "Laos",
    "KOR": "South Korea",
    "PRK": "DPRK",
    "MMR": "Burma",
    "FSM": "Micronesia (Federated States of)",
    "TLS": "East Timor",
}


@case(statuses(same("VNM LAO KOR PRK MMR FSM TLS")))
def names_in_asia() -> Book:
    return book(*spelled(ASIA, same("VNM LAO KOR PRK MMR FSM TLS")))


OLD = {"LBY": "Libyan Arab Jamahiriya", "SYR": "Syria", "PSE": "occupied Palestinian territory", "DZA": "Algérie", "MAR": "Morocco "}


@case(statuses(same("LBY SYR PSE DZA MAR")))
def names_in_north_africa_and_the_middle_east() -> Book:
    return book(*spelled(OLD, same("LBY SYR PSE DZA MAR")))


FOOT = {
    "TUR": "Türkiye¹",
    "VAT": "Holy See (the) *",
    "CZE": "Czech Republic2",
    "MKD": "the former Yugoslav Republic of Macedonia**",
    "MDA": "Moldova [3]",
}


@case(statuses(same("TUR VAT CZE MKD MDA"), outside=1))
def footnote_marks_on_names() -> Book:
    return book(*spelled(FOOT, same("TUR VAT CZE MKD MDA")), [], ["* Observer"])


@case(statuses(same("TUR DEU FRA")))
def a_footnote_mark_of_a_table_of_figures() -> Book:
    return book(*spelled({"TUR": "TürkiyeW10", "DEU": "Germany", "FRA": "France"}, same("TUR DEU FRA")))


LATIN = {"BRA": "BRASIL", "DOM": "Rep. Dominicana", "TTO": "Trinidad y Tobago", "VEN": "Venezuela", "BOL": "Bolivia", "USA": "EE.UU."}


@case(statuses(same("BRA DOM TTO VEN BOL USA")), "es")
def nombres_cortos_en_américa() -> Book:
    return book(*spelled(LATIN, same("BRA DOM TTO VEN BOL USA"), "es"))


CYRILLIC = {"KAZ": "Республика Казахстан", "KGZ": "Киргизия", "TJK": "Республика Таджикистан", "TKM": "Туркмения", "UZB": "Узбекистан"}


@case(statuses(CENTRAL_ASIA), "ru")
def другие_названия_стран() -> Book:
    return book(*spelled(CYRILLIC, CENTRAL_ASIA, "ru"))


INSIDE = {
    "KEN": "Ke\u00adnya",
    "UGA": "\u200bUganda",
    "TZA": "Tanzania,\u00a0United\u00a0Republic of",
    "ZMB": "Zambia\u00a0\u00a0",
    "NAM": "\ufeffNamibia",
}


@case(statuses(EAST))
def characters_in_names_that_nobody_sees() -> Book:
    return book(*spelled(INSIDE, EAST))


# Codes


@case(statuses(EUROPE))
def three_letter_codes_instead_of_names() -> Book:
    return book(["ISO3", *numbered()], *([place, *marks(row, ENGLISH)] for place, row in EUROPE.items()))


@case(statuses(EAST))
def two_letter_codes_with_namibia() -> Book:
    codes = {"KEN": "KE", "UGA": "UG", "TZA": "TZ", "ZMB": "ZM", "NAM": "NA"}
    return book(["Country code", *numbered()], *([codes[place], *marks(row, ENGLISH)] for place, row in EAST.items()))


@case(statuses({"EGY": LINE, "TUN": LINE}, lost=8, outside=1, says=(asked("place-asked", "ALG"),)))
def a_code_that_is_none_is_asked() -> Book:
    return book(["Code", *numbered()], *([code, *marks(LINE, ENGLISH)] for code in ("EGY", "ALG", "TUN")))


# Several, and areas

ONE_TWO = dict.fromkeys(("HUN", "SVK"), EUROPE["HUN"]) | {"UKR": EUROPE["UKR"], "NOR": EUROPE["NOR"]}


@case(statuses(ONE_TWO, says=(warned("Hungary", "Slovakia"),)))
def two_countries_in_one_row() -> Book:
    return book(HEAD, ["Hungary/Slovakia", *marks(EUROPE["HUN"], ENGLISH)], *rows({"UKR": EUROPE["UKR"], "NOR": EUROPE["NOR"]}))


@case(statuses(same("BIH SRB MNE")))
def and_inside_the_name_of_one_country() -> Book:
    return book(*spelled({"BIH": "Bosnia and Herzegovina", "SRB": "Serbia", "MNE": "Montenegro"}, same("BIH SRB MNE")))


AREAS = {"DJI": GULF["DJI"], "ETH": GULF["ETH"]}
BLIND = statuses(
    AREAS, lost=2 * filled_in({"": GULF["SOM"]}), outside=2, says=(asked("place-asked", "Puntland"), asked("place-asked", "Somaliland"))
)  # fmt: skip
TOLD = Reading(names=(NameMeaning("Puntland", "SOM"), NameMeaning("Somaliland", "")))


@case(BLIND, answers=(TOLD, statuses(AREAS | {"SOM": GULF["SOM"]}, outside=1 + filled_in({"": GULF["SOM"]}))))
def puntland_and_somaliland_are_asked() -> Book:
    return book(HEAD, *rows(AREAS), *([area, *marks(GULF["SOM"], ENGLISH)] for area in ("Puntland", "Somaliland")))


@case(statuses({place: EAST[place] for place in ("KEN", "UGA")}, lost=8, outside=1, says=(asked("place-asked", "Kenia Coast"),)))
def a_name_that_is_nearly_a_country_is_asked() -> Book:
    return book(HEAD, *rows({place: EAST[place] for place in ("KEN", "UGA")}), ["Kenia Coast", *marks(LINE, ENGLISH)])


# Groups, totals, notes


@case(statuses(WEST, outside=2, says=(noted("West Africa"),)))
def rows_of_regions_among_the_countries() -> Book:
    body = rows(WEST)
    return book(HEAD, ["AFRICA"], ["West Africa"], *body)


@case(statuses(EUROPE, lost=20, outside=2, says=(noted("Total"),)))
def rows_of_totals() -> Book:
    return book(HEAD, *rows(EUROPE)[:3], ["Sub-total", *[3] * 10], *rows(EUROPE)[3:], ["TOTAL", *[5] * 10])


@case(statuses(EUROPE, lost=10, outside=3, says=(noted("HIGH HUMAN DEVELOPMENT"),)))
def rows_of_classes_of_income() -> Book:
    return book(HEAD, ["VERY HIGH HUMAN DEVELOPMENT"], *rows(EUROPE)[3:], ["HIGH HUMAN DEVELOPMENT"], *rows(EUROPE)[:3], ["Average", *["60%"] * 10])


@case(statuses(AMERICAS, outside=4), "es")
def notas_debajo_de_la_tabla() -> Book:
    notes = ["Nota: la información se refiere a junio de 2010."], ["Fuente: oficinas del ACNUR"], ["* Datos preliminares para Colombia y México."]
    return book(*grid(AMERICAS, SPANISH, "es"), [], *notes, ["México: pendiente de confirmar"])


WIDE = {REGION_WIDE: LINE, **WEST}


@case(statuses(WIDE), "fr")
def une_ligne_régionale() -> Book:
    return book(["Pays", *numbered("fr")], ["Niveau régional", *marks(LINE, FRENCH)], *rows(WEST, FRENCH, "fr"))


OTHER = WEST["BEN"].replace("●", "○")
ALONE = {place: row for place, row in WEST.items() if place != "BEN"}


@case(statuses(ALONE, outside=18, may=allowed({"BEN": WEST["BEN"]}) | allowed({"BEN": OTHER}), may_ask=True, says=(warned("Benin"),)))
def a_country_twice_with_two_answers() -> Book:
    """One row is as good as the other; a reader that takes one says so."""
    return book(*grid(WEST), ["Benin", *marks(OTHER, ENGLISH)])
