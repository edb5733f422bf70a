"""Long lists: a row for each activity, or for each country and point."""

import datetime
from collections.abc import Sequence

from lib.mapping import Layout
from lib.model import REGION_WIDE, Stage
from tests.corpus.book import Book, Row, Sheet, book
from tests.corpus.case import Act, Cell, Expect, asked, case, noted, recorded, region_of, warned
from tests.corpus.table import EAST, ENGLISH, country, names, numbered

A, B, C, D, E = (
    "Joint border committee meets twice a year",
    "Training of border officials in Moyale",
    "Reception centre for women and children",
    "Resettlement from Nakivale",
    "Radio spots on the dangers of irregular travel",
)


def listed(activities: dict[Cell, tuple[Act, ...]], **more: object) -> Expect:
    """What a long list must give; its region is that of the first country."""
    return Expect(layout=Layout.LONG_LIST, region=region_of({place: "" for place, _ in activities}), activities=activities, **more)


PLAIN = {("KEN", "1"): (Act(A),), ("KEN", "3"): (Act(B),), ("UGA", "4"): (Act(C),), ("UGA", "7"): (Act(D),), ("TZA", "10"): (Act(E),)}
HEAD: Row = ("Country", "Action point", "Activity")
ROWS: tuple[Row, ...] = (
    ("Kenya", "1. Cooperation among key partners", A),
    ("Kenya", "3. Protection-sensitive entry systems", B),
    ("Uganda", "4. Reception arrangements", C),
    ("Uganda", "7. Solutions for refugees", D),
    ("United Republic of Tanzania", "10. Information strategy", E),
)


@case(listed(PLAIN))
def a_row_for_each_activity() -> Book:
    return book(HEAD, *ROWS)


@case(listed(PLAIN, outside=3))
def a_list_under_a_title_and_over_notes() -> Book:
    return book(["Activities under the 10-Point Plan, 2008-2010"], ["Draft"], [], HEAD, *ROWS, [], ["Source: field offices"])


@case(listed(PLAIN))
def points_by_number_only() -> Book:
    return book(("Country", "AP", "Activities undertaken"), *((row[0], number, row[2]) for row, number in zip(ROWS, (1, 3, 4, 7, 10), strict=True)))


@case(listed(PLAIN))
def countries_in_merged_cells() -> Book:
    rows = [list(row) for row in ROWS]
    rows[1][0] = rows[3][0] = None
    return book(HEAD, *rows, merged=("A2:A3", "A4:A5"))


@case(listed(PLAIN))
def countries_written_once_over_blanks() -> Book:
    rows = [list(row) for row in ROWS]
    rows[1][0] = rows[3][0] = None
    return book(HEAD, *rows)


TWICE = {("KEN", "1"): (Act(A), Act(B)), ("KEN", "4"): (Act(C),), ("UGA", "7"): (Act(D), Act(E))}


@case(listed(TWICE))
def countries_and_points_in_merged_cells() -> Book:
    first, fourth, seventh = numbered()[0], numbered()[3], numbered()[6]
    rows = [["Kenya", first, A], [None, None, B], [None, fourth, C], ["Uganda", seventh, D], [None, None, E]]
    return book(HEAD, *rows, merged=("A2:A4", "B2:B3", "A5:A6", "B5:B6"))


@case(listed(PLAIN))
def sections_by_point() -> Book:
    rows: list[Row] = []
    for row in ROWS:
        rows += [[row[1]], [row[0], row[2]]]
    return book(["Country", "Activity"], *rows)


@case(listed(PLAIN))
def sections_by_country_in_merged_rows() -> Book:
    rows: list[Row] = [["Kenya", None], *(row[1:] for row in ROWS[:2]), ["Uganda", None], *(row[1:] for row in ROWS[2:4])]
    return book(["Action point", "Activity"], *rows, ["Tanzania", None], ROWS[4][1:], merged=("A2:B2", "A5:B5", "A8:B8"))


# Statuses

STAGED = {
    ("KEN", "1"): (Act(A, Stage.IN_PLACE),),
    ("KEN", "3"): (Act(B, Stage.PARTLY), Act(C, Stage.PLANNED)),
    ("UGA", "4"): (Act(D, Stage.NOT_IN_PLACE), Act(E)),
}


def staged(words: Sequence[str]) -> list[Row]:
    first, third, fourth = names()[0], names()[2], names()[3]
    rows = [("Kenya", first, A), ("Kenya", third, B), ("Kenya", third, C), ("Uganda", fourth, D)]
    return [
        ["Country", "Action point", "Activity", "Status"],
        *((*row, word) for row, word in zip(rows, words, strict=True)),
        ["Uganda", fourth, E, None],
    ]


@case(listed(STAGED))
def a_status_for_each_activity() -> Book:
    return book(*staged(["In place", "Partly", "Planned", "Not in place"]))


@case(listed(STAGED, says=(warned("In progress"),)))
def a_status_in_the_words_of_pledges() -> Book:
    return book(*staged(["Fulfilled", "In progress", "Planning", "Not in place"]))


LONG = [[country(place), number, ENGLISH[glyph]] for place, row in EAST.items() for number, glyph in enumerate(row, 1) if glyph in ENGLISH]


@case(Expect(layout=Layout.LONG_LIST, region="eastern-and-southern-africa", cells=recorded(EAST)))
def a_row_for_each_country_and_point_with_a_status() -> Book:
    return book(["Country", "Point", "Level of implementation"], *LONG)


# More columns

FULL = {
    ("KEN", "1"): (Act(A, actors=("UNHCR", "IOM"), years=(2008, 2011), good_practice=True, link="https://example.org/a"),),
    ("UGA", "4"): (Act(C, actors=("Uganda Red Cross",), years=(2010,), good_practice=False, link=""),),
}
MORE = ["Country", "Action point", "Activity", "Partners", "Year", "Good practice", "Source", "Link"]


@case(listed(FULL))
def partners_years_good_practice_and_links() -> Book:
    first = ["Kenya", names()[0], A, "UNHCR; IOM", "2008-2011", "Yes", "Annual report", "https://example.org/a"]
    return book(MORE, first, ["Uganda", names()[3], C, "Uganda Red Cross", 2010, "No", "Annual report", None])


@case(listed({("KEN", "1"): (Act(A, years=(2010,), actors=("UNHCR", "IOM", "Kenya Red Cross")),), ("UGA", "4"): (Act(C, years=(2009,)),)}))
def true_dates_and_partners_on_lines() -> Book:
    first = ["Kenya", names()[0], A, "UNHCR\nIOM\nKenya Red Cross", datetime.date(2010, 6, 30)]
    return book(
        ["Country", "Action point", "Activity", "Partners", "Date"], first, ["Uganda", names()[3], C, None, 2009.0], formats={"E2": "d mmm yyyy"}
    )


FORMS = ("2010-11", "since 2009", "end of 2012", "2008, 2010", "ongoing")


@case(listed(PLAIN, outside=5))
def years_and_partners_as_people_write_them() -> Book:
    partners = ("UNHCR/IOM", "UNHCR, IOM and the Kenya Red Cross", "IOM; Ministry of Interior, Immigration and Citizenship", "the Red Cross", "ILO")
    return book([*HEAD, "Partners", "Period"], *([*row, *more] for *more, row in zip(partners, FORMS, ROWS, strict=True)))


@case(listed({("KEN", "1"): (Act(A, link="https://example.org/a"),), ("UGA", "4"): (Act(C, link="https://example.org/c"),)}))
def links_behind_words() -> Book:
    rows = [["Kenya", names()[0], A, "Report"], ["Uganda", names()[3], C, "https://example.org/c"]]
    return book(["Country", "Action point", "Activity", "Link"], *rows, links={"D2": "https://example.org/a"})


REMARKED = Expect(
    layout=Layout.LONG_LIST,
    region="eastern-and-southern-africa",
    activities={("KEN", "3"): (Act(B),), ("UGA", "4"): (Act(C),)},
    remarks={
        ("KEN", "3"): {"missing": "No interpreters at night", "recommendation": "Recruit two interpreters"},
        ("UGA", "4"): {"missing": "Only forty beds"},
    },
)


@case(REMARKED)
def gaps_and_recommendations_in_columns() -> Book:
    head = ["Country", "Action point", "Activities", "Gaps and challenges", "Recommendations"]
    rows = [["Kenya", names()[2], B, "No interpreters at night", "Recruit two interpreters"], ["Uganda", names()[3], C, "Only forty beds", None]]
    return book(head, *rows)


@case(listed(PLAIN, outside=8))
def columns_that_nobody_needs() -> Book:
    head = ("No.", *HEAD, "Budget (USD)", "Focal point")
    return book(head, *((at, *row, None, None) for at, row in enumerate(ROWS, 1)))


@case(listed(PLAIN, outside=6))
def a_list_with_units_and_tags_under_its_headings() -> Book:
    return book(HEAD, ["(name)", "(number)", "(text)"], ["#country+name", "#sector", "#activity"], *ROWS)


# Who and where

SHARED = {
    ("KEN", "1"): (Act(A),), ("UGA", "1"): (Act(A),), ("TZA", "1"): (Act(A),),
    ("RWA", "4"): (Act(C),), ("BDI", "4"): (Act(C),), ("ZMB", "7"): (Act(D),),
}  # fmt: skip


@case(listed(SHARED, says=(warned("Kenya", "Uganda", "Tanzania"), warned("Rwanda", "Burundi"))))
def several_countries_in_one_cell() -> Book:
    return book(HEAD, ["Kenya, Uganda and Tanzania", names()[0], A], ["Rwanda/Burundi", names()[3], C], ["Zambia", names()[6], D])


@case(listed({("KEN", "1"): (Act(A),), (REGION_WIDE, "10"): (Act(E),), (REGION_WIDE, "1"): (Act(B),)}))
def rows_for_the_region() -> Book:
    return book(HEAD, ["Kenya", names()[0], A], ["Regional", names()[9], E], ["Region-wide", names()[0], B])


@case(listed({("KEN", "1"): (Act(A),)}, lost=2, outside=4, says=(asked("place-asked", "Global"), asked("place-asked", "Mediterranean region"))))
def global_and_the_mediterranean_are_asked() -> Book:
    return book(HEAD, ["Kenya", names()[0], A], ["Global", names()[9], E], ["Mediterranean region", names()[3], C])


@case(listed({("KEN", "1"): (Act(A),)}, lost=1, outside=2, may_ask=True, says=(noted("Determining profiles and needs"),)))
def a_theme_in_the_place_of_a_point() -> Book:
    return book(HEAD, ["Kenya", names()[0], A], ["Uganda", "Determining profiles and needs", C])


# Other languages


@case(
    listed({("SEN", "1"): (Act("Groupe de travail à Dakar", Stage.IN_PLACE),), ("MLI", "4"): (Act("Centre d'accueil à Gao", Stage.PLANNED),)}), "fr"
)
def une_liste() -> Book:
    head = ["Pays", "Point d’action", "Activité", "État d’avancement", "Partenaires", "Année"]
    rows = [
        ["Sénégal", names("fr")[0], "Groupe de travail à Dakar", "En place", "OIM", 2009],
        ["Mali", names("fr")[3], "Centre d'accueil à Gao", "Prévu", None, 2011],
    ]
    return book(head, *rows)


@case(listed({("CRI", "1"): (Act("Mesa nacional", Stage.IN_PLACE),), ("GTM", "4"): (Act("Albergue en la frontera", Stage.PARTLY),)}), "es")
def una_lista() -> Book:
    head = ["País", "Punto", "Actividad", "Estado", "Socios", "Año", "Fuente"]
    rows = [["Costa Rica", names("es")[0], "Mesa nacional", "Existe", "OIM", 2008, "Informe"], [None, None, None, None, None, None, None]]
    return book(head, *rows, ["Guatemala", names("es")[3], "Albergue en la frontera", "Parcial", "CICR", 2010, "Informe"])


@case(listed({("KAZ", "1"): (Act("Рабочая группа", Stage.IN_PLACE),), ("TJK", "4"): (Act("Центр приема", Stage.PLANNED),)}), "ru")
def список() -> Book:
    head = ["Страна", "Пункт плана", "Мероприятие", "Статус", "Партнеры", "Год"]
    first, fourth = numbered("ru")[0], numbered("ru")[3]
    return book(
        head, ["Казахстан", first, "Рабочая группа", "Действует", "МОМ", 2009], ["Таджикистан", fourth, "Центр приема", "Планируется", None, 2012]
    )


@case(listed(PLAIN))
def a_list_on_the_third_sheet() -> Book:
    return (Sheet("Cover", ()), Sheet("Empty", ()), Sheet("Data", (HEAD, *ROWS)))
