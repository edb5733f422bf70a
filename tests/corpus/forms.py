"""Lists, texts and sections in the forms of single offices."""

from dataclasses import replace

from lib.mapping import Layout
from lib.model import REGION_WIDE, Stage
from tests.corpus.book import Book, Row, book
from tests.corpus.case import Act, Expect, asked, case, noted, statuses
from tests.corpus.lists import PLAIN, ROWS, A, B, C, D, E, listed
from tests.corpus.sections import ADVICE, GAP, MEETINGS, OTHER_ADVICE, OTHER_GAP, TRAINING, told
from tests.corpus.table import EAST, ENGLISH, country, names, numbered

# Lists


@case(listed(PLAIN, outside=6))
def number_and_name_of_points_in_two_columns() -> Book:
    split = [(row[0], int(str(row[1]).partition(".")[0]), str(row[1]).partition(". ")[2], row[2]) for row in ROWS]
    return book(["Country", "Point no.", "Action point", "Activity"], *split)


@case(listed(PLAIN))
def activities_before_countries() -> Book:
    return book(["Activity", "Action point", "Country"], *(row[::-1] for row in ROWS))


@case(listed({**PLAIN, ("KEN", "1"): (Act(A), Act("Border posts exchange lists each week"))}))
def activities_in_bullets_in_a_list() -> Book:
    return book(["Country", "Point", "Activities"], ["Kenya", "1", f"- {A}\n- Border posts exchange lists each week"], *(row for row in ROWS[1:]))


@case(listed({("KEN", "1"): (Act(A),), (REGION_WIDE, "10"): (Act(E),), (REGION_WIDE, "3"): (Act(B),)}, hard=True))
def all_countries_and_regional_in_other_words() -> Book:
    return book(
        ["Country", "Action point", "Activity"], ["Kenya", names()[0], A], ["All countries", names()[9], E], ["Regional level", names()[2], B]
    )


@case(listed({("KEN", "1"): (Act(A),), ("UGA", "4"): (Act(C),)}, outside=6))
def a_list_with_columns_for_the_office_alone() -> Book:
    head = ["Country", "Action point", "Activity", "Cost centre", "Approved by", "Internal remarks"]
    return book(head, ["Kenya", names()[0], A, "10021", "M. N.", None], ["Uganda", names()[3], C, None, None, "ask again"])


@case(listed({("KEN", "3"): (Act(B, Stage.IN_PLACE),), ("UGA", "7"): (Act(D, Stage.PLANNED),), ("UGA", "4"): (Act(C),)}))
def a_status_that_is_missing_in_one_row() -> Book:
    head = ["No", "Country", "Action point", "Description of the activity", "Implementation status", "Implementing partner"]
    rows = [[1, "Kenya", "AP 3", B, "implemented", "IOM"], [2, "Uganda", "AP 7", D, "planned", None], [3, "Uganda", "AP 4", C, "...", "UNHCR"]]
    return book(head, *rows)


@case(listed({("KEN", "1"): (Act(A),), ("UGA", "7"): (Act(D),)}, lost=1, outside=2, may_ask=True, says=(noted("11"),)))
def a_point_that_is_not_there() -> Book:
    return book(["Country", "Point", "Activity"], ["Kenya", 1, A], ["Kenya", 11, B], ["Uganda", 7, D])


PART = {"KEN": EAST["KEN"], "UGA": EAST["UGA"]}


@case(Expect(layout=(Layout.LONG_LIST, Layout.STATUS_GRID), region="eastern-and-southern-africa", cells=statuses(PART).cells))
def points_in_rows_under_each_country() -> Book:
    rows: list[Row] = []
    for place, row in PART.items():
        rows += [[country(place)], *([heading, ENGLISH[glyph]] for heading, glyph in zip(numbered(), row, strict=True) if glyph in ENGLISH)]
    return book(["Country / action point", "Status"], *rows)


# Sections


BOTH = {(REGION_WIDE, "1"): [Act(MEETINGS)], (REGION_WIDE, "3"): [Act(TRAINING)]}
SIDES = {(REGION_WIDE, "1"): {"missing": GAP, "recommendation": ADVICE}, (REGION_WIDE, "3"): {"missing": OTHER_GAP, "recommendation": OTHER_ADVICE}}


@case(told(BOTH, SIDES), region="europe")
def gaps_before_activities() -> Book:
    head = ["Gaps", "Recommended action", "Current activities"]
    return book(head, ["Point 1: Cooperation among key partners"], [GAP, ADVICE, MEETINGS], [numbered()[2]], [OTHER_GAP, OTHER_ADVICE, TRAINING])


@case(told(BOTH, SIDES, outside=3), region="europe")
def roman_sections_in_capitals_with_more_columns() -> Book:
    head = ["Activities", "Gaps and challenges", "Recommendations", "Timeframe"]
    first = ["I. COOPERATION AMONG KEY PARTNERS"], [MEETINGS, GAP, ADVICE, "2010-2011"]
    return book(head, *first, ["III. PROTECTION-SENSITIVE ENTRY SYSTEMS"], [TRAINING, OTHER_GAP, OTHER_ADVICE, "ongoing"])


@case(told(BOTH, SIDES, "west-africa", outside=2, hard=True))
def a_form_that_names_its_region_in_the_title_alone() -> Book:
    head = ["Activities", "Gaps and challenges", "Recommendations"]
    rows = [[numbered()[0]], [MEETINGS, GAP, ADVICE], [numbered()[2]], [TRAINING, OTHER_GAP, OTHER_ADVICE]]
    return book(["10-Point Plan of Action: West Africa"], ["Status report"], head, *rows)


@case(replace(told(BOTH, SIDES), layout=(Layout.SECTIONS, Layout.LONG_LIST)), region="europe")
def points_beside_their_texts() -> Book:
    """The form of sections as one table: the point in the first column, merged down."""
    head = ["Action point", "Activities", "Gaps and challenges", "Recommendations"]
    return book(head, [numbered()[0], MEETINGS, GAP, ADVICE], [numbered()[2], TRAINING, OTHER_GAP, OTHER_ADVICE])


@case(Expect(layout=None, says=(asked(""),)))
def a_form_without_a_region_asks_for_it() -> Book:
    return book(["Activities", "Gaps and challenges"], [numbered()[0]], [MEETINGS, GAP], [numbered()[2]], [TRAINING, OTHER_GAP])


# Texts


TEXTS = {
    ("UKR", "4"): (Act("Temporary accommodation centres in Mukachevo and Odesa"),),
    ("MDA", "10"): (Act("Leaflets at the borders, in five languages"),),
}


@case(Expect(layout=Layout.NARRATIVE_GRID, region="europe", activities=TEXTS, outside=1))
def texts_with_blanks_around_them_and_a_long_title() -> Book:
    title = "Overview of measures taken by States and by UNHCR in Eastern Europe to respond to mixed movements, with examples of good practice " * 3
    first, second = "  Temporary accommodation centres in Mukachevo and Odesa \n", "\u00a0Leaflets at the borders, in five languages\u00a0"
    return book([title], ["Country", numbered()[3], numbered()[9]], ["Ukraine", first, None], ["Moldova", None, second])


@case(
    Expect(
        layout=(Layout.NARRATIVE_GRID, Layout.STATUS_GRID),
        region="europe",
        activities=TEXTS,
        cells={},
        hard=True,
        may=frozenset({(("MDA", "4"), Stage.NOT_IN_PLACE)}),
    )
)
def none_reported_among_texts() -> Book:
    rows = [
        ["Ukraine", "Temporary accommodation centres in Mukachevo and Odesa", "No information"],
        ["Moldova", "None reported", "Leaflets at the borders, in five languages"],
    ]
    return book(["Country", numbered()[3], numbered()[9]], *rows)
