"""Workbooks of several sheets: instructions first, one for each country, one for each region, one that is hidden."""

from lib.mapping import Layout
from lib.mapping import Mapping as Reading
from lib.model import Stage
from tests.corpus.book import Book, Row, Sheet, filled
from tests.corpus.case import Act, Expect, allowed, asked, case, noted, recorded, statuses
from tests.corpus.table import EAST, ENGLISH, EUROPE, FRENCH, GULF, MENA, WEST, country, grid, names, numbered, rows

READ_ME: tuple[Row, ...] = (
    ("Instructions",),
    ("Please fill in the sheet “Matrix” for your country and send it back by 30 June.",),
    ("In place means: works today.",),
    ("Planned means: decided, not begun.",),
    ("Questions to the regional office",),
)
EITHER = (Layout.NARRATIVE_GRID, Layout.LONG_LIST, Layout.SECTIONS)


@case(statuses(WEST, outside=5, says=(noted("Instructions"),)))
def instructions_before_the_matrix() -> Book:
    return (Sheet("Instructions", READ_ME), Sheet("Matrix", grid(WEST)))


CONTACTS: tuple[Row, ...] = (
    ("Country", "Focal point", "Telephone"),
    ("Kenya", "A. B.", "254 20 1"),
    ("Uganda", "C. D.", "256 41 2"),
    ("Zambia", "E. F.", "260 21 3"),
)


@case(statuses(EAST, outside=12, says=(noted("Contacts"),)))
def a_list_of_contacts_before_the_matrix() -> Book:
    return (Sheet("Contacts", CONTACTS), Sheet("10 Points", grid(EAST)))


@case(statuses(GULF, says=(noted("hidden"),)))
def the_matrix_on_a_hidden_sheet() -> Book:
    return (Sheet("Cover", ()), Sheet("Matrix", grid(GULF), hidden=True))


TEXTS = {
    "KEN": {"1": "Joint committee with the Ministry of Immigration", "4": "Reception centre in Garissa"},
    "UGA": {"3": "Training at Entebbe airport", "7": "Land for settlements in the west"},
    "TZA": {"10": "Radio programme in Kigoma"},
}


def about(place: str, language: str = "en") -> list[Row]:
    """A sheet about one country: points down, their activities beside them."""
    return [["Action point", "Activities"], *([numbered(language)[int(point) - 1], text] for point, text in TEXTS[place].items())]


ACTS = {(place, point): (Act(text),) for place, row in TEXTS.items() for point, text in row.items()}


@case(Expect(layout=EITHER, region="eastern-and-southern-africa", activities=ACTS))
def a_sheet_for_each_country() -> Book:
    return tuple(Sheet(country(place)[:31], about(place)) for place in TEXTS)


@case(Expect(layout=EITHER, region="eastern-and-southern-africa", activities=ACTS))
def a_sheet_for_each_country_named_by_its_code() -> Book:
    return tuple(Sheet(place, about(place)) for place in TEXTS)


@case(Expect(layout=(*EITHER, Layout.STATUS_GRID), region="west-africa", cells=recorded(WEST)), "fr")
def une_feuille_par_pays_avec_des_états() -> Book:
    def sheet(row: Row) -> Sheet:
        body = [[heading, status] for heading, status in zip(numbered("fr"), row[1:], strict=True)]
        return Sheet(str(row[0]), [["Point d’action", "État"], *body])

    return tuple(map(sheet, rows(WEST, FRENCH, "fr")))


TWO = (Sheet("Europe", grid(EUROPE)), Sheet("North Africa", grid(MENA)))
ELSEWHERE = filled((Sheet("", rows(MENA)),))


@case(statuses(EUROPE, lost=ELSEWHERE - 4, outside=4 + 11, says=(noted("Middle East and North Africa"),)))
def two_regions_on_two_sheets() -> Book:
    return TWO


@case(statuses(MENA, lost=filled((Sheet("", rows(EUROPE)),)) - 5, outside=5 + 11, says=(noted("Europe"),)), region="middle-east-and-north-africa")
def two_regions_on_two_sheets_and_the_smaller_is_chosen() -> Book:
    return TWO


STRANGER = filled((Sheet("", rows({"HUN": EUROPE["HUN"]})),))


@case(
    statuses(WEST, lost=STRANGER - 1, outside=1, says=(noted("Europe"),)),
    answers=(
        Reading(region="europe"),
        statuses({"HUN": EUROPE["HUN"]}, lost=filled((Sheet("", rows(WEST)),)) - 5, outside=5, says=(noted("West Africa"),)),
    ),
)
def a_country_of_another_region_in_a_grid() -> Book:
    return (Sheet("Sheet1", [*grid(WEST), *rows({"HUN": EUROPE["HUN"]})]),)


@case(Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),)))
def a_list_of_contacts_alone() -> Book:
    return (Sheet("Contacts", CONTACTS), Sheet("Instructions", READ_ME))


@case(Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),)))
def a_table_of_figures_is_no_matrix() -> Book:
    years = range(2001, 2011)
    body = [[country(place), *(at * 1000 + year % 7 for year in years)] for at, place in enumerate(EAST, 1)]
    return (Sheet("Refugees", [["Refugees and asylum-seekers by country of asylum"], ["Country", *years], *body]),)


@case(Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),)))
def a_letter_is_no_matrix() -> Book:
    return (
        Sheet("Sheet1", [["Dear colleagues,"], [], ["Please find below what we discussed in Nairobi."], ["Kenya and Uganda will report in June."]]),
    )


SPLIT = {"1": {"KEN": Stage.IN_PLACE, "UGA": Stage.PARTLY}, "3": {"KEN": Stage.PLANNED, "TZA": Stage.NOT_IN_PLACE}}
WORD = {Stage.IN_PLACE: ENGLISH["●"], Stage.PARTLY: ENGLISH["◐"], Stage.PLANNED: ENGLISH["◔"], Stage.NOT_IN_PLACE: ENGLISH["○"]}
BY_POINT = {(place, point): stage for point, row in SPLIT.items() for place, stage in row.items()}


@case(Expect(layout=None, region="eastern-and-southern-africa", may=frozenset(BY_POINT.items()), outside=50))
def a_sheet_for_each_point() -> Book:
    return tuple(
        Sheet(f"{point}. {names()[int(point) - 1]}"[:31], [["Country", "Status"], *([country(place), WORD[stage]] for place, stage in row.items())])
        for point, row in SPLIT.items()
    )


BACKWARDS = {place: row[::-1] for place, row in WEST.items()}


@case(Expect(layout=None, may=allowed(WEST) | allowed(BACKWARDS), outside=200, says=(noted("2009"), noted("2010"))))
def two_years_of_the_same_matrix() -> Book:
    """What the two sheets say of a country differs, and nobody can know which one is meant: a question, or both with their years."""
    return (Sheet("2009", grid(WEST)), Sheet("2010", grid(BACKWARDS)))
