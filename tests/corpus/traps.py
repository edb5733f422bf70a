"""Files that tempt a reader into a wrong answer: a question or a warning is right, and so is nothing; a wrong figure is not."""

import datetime
from collections.abc import Mapping

from lib.mapping import Layout
from lib.model import Stage
from tests.corpus.book import Book, Sheet, Value, Wrong, book
from tests.corpus.case import Expect, asked, case, noted, recorded, statuses
from tests.corpus.colours import blank, lights
from tests.corpus.table import (
    AMERICAS,
    ANSWERED,
    CENTRAL_ASIA,
    EAST,
    ENGLISH,
    EUROPE,
    GULF,
    MENA,
    TICKED,
    WEST,
    country,
    filled_in,
    grid,
    marks,
    numbered,
    put,
    rows,
)
from tests.corpus.writing import xls

NOTHING = Expect(layout=Layout.NOT_READ, says=(asked("no-matrix"),))


# What looks like points and is none

PROGRAMMES = (
    "Quality asylum",
    "Safe borders",
    "Local integration",
    "Resettlement",
    "Labour mobility",
    "Repatriation",
    "Statelessness",
    "Cities",
    "Data",
    "Youth",
)


@case(Expect(layout=None, outside=200))
def the_ten_programmes_of_another_plan() -> Book:
    """Ten numbers with ten names, and another plan's."""
    return book(*grid(ANSWERED, {"●": "Yes", "○": "No"}, headings=[f"{at}. {name}" for at, name in enumerate(PROGRAMMES, 1)]))


@case(NOTHING)
def twelve_months_are_no_points() -> Book:
    return book(["Meetings held"], ["Country", *range(1, 13)], *([country(place), *(at % 2 for at in range(12))] for place in EAST))


@case(NOTHING)
def outputs_of_a_project_are_no_points() -> Book:
    return book(["Country", "3.1", "3.2", "3.3", "4.1", "4.2"], *([country(place), "Yes", "No", "Yes", "Yes", "No"] for place in MENA))


@case(NOTHING)
def flows_between_countries_are_no_matrix() -> Book:
    places = [country(place) for place in WEST]
    return book(["From / to", *places], *([name, *(0 if name == other else 100 + len(other) for other in places)] for name in places))


@case(NOTHING)
def a_ranking_of_countries_is_no_matrix() -> Book:
    return book(["Rank", "Country", "Score"], *([at, country(place), 10 - at] for at, place in enumerate(EUROPE, 1)))


@case(NOTHING)
def pledges_of_a_forum_are_no_matrix() -> Book:
    head = ["Pledge", "Entity", "Stage", "Update"]
    return book(head, *([f"Pledge on work permits {at}", country(place), "In progress", "2021"] for at, place in enumerate(EAST)))


@case(NOTHING)
def practices_of_another_initiative_are_no_matrix() -> Book:
    head = ["Type of practice", "Country", "Stakeholder", "Phase", "Description"]
    rows_ = [
        ["Preparedness", "Kenya, Uganda", "States", "Pre-crisis", "A plan for citizens abroad"],
        ["Response", "Global", "IOM", "Emergency", "A fund"],
    ]
    return book(head, *rows_, ["Recovery", None, "Employers", "Post-crisis", "Help with new work"])


@case(Expect(layout=None, outside=100))
def the_plan_of_action_of_a_conference() -> Book:
    head = ["Topic", "Objective", "Activity", "Specific actions", "Calendar"]
    first = ["Migration policies", "Promote orderly migration", "Seminar on legislation", "Agree on the agenda", "March 2003"]
    return book(
        ["Plan of Action"],
        head,
        first,
        [None, None, None, "Invite the speakers", "May 2003"],
        [None, "Protect rights", "Study on children", None, "2003"],
    )


PILLARS = ("Pillar 1. Reception and admission", "Pillar 2. Humanitarian needs", "Pillar 3. Host communities", "Pillar 4. Solutions for refugees")
PILLAR_POINTS = frozenset(((place, point), Stage.IN_PLACE) for place in ("CRI", "GTM") for point in ("4", "7"))


@case(Expect(layout=None, may=PILLAR_POINTS, outside=30))
def the_four_pillars_of_another_framework() -> Book:
    """Reception may be point 4, solutions point 7; no pillar's number is a point's."""
    return book(["Country", *PILLARS], ["Costa Rica", *["Yes"] * 4], ["Guatemala", *["Yes"] * 4])


@case(Expect(layout=None, outside=60))
def the_poster_of_conferences() -> Book:
    """Conferences across, themes down; Dakar and Almaty are no countries here, and the themes no points."""
    head = ["Thematic area", "Sana'a", "Dakar", "San José", "Almaty"]
    themes = [["Determining profiles and needs", "Training of officials", None, "Guidelines", "Envisaged follow-up: manual"]]
    return book(
        ["Implementation of the 10-Point Plan: conferences"], head, *themes, ["Follow-up", "Task force", "Steering group", None, "Almaty Process"]
    )


# What looks like a status and is another


def one(cell: str, value: Value) -> Book:
    """The grid of East Africa with something else in one cell."""
    return book(*put(grid(EAST), {cell: value}))


def without(place: str, point: int, pattern: Mapping[str, str] = EAST) -> dict[str, str]:
    """A pattern with a cell blank."""
    return {**pattern, place: pattern[place][: point - 1] + " " + pattern[place][point:]}


CHECKED = ("Not yet in place", "Not fully in place", "Yes, partially", "No, but planned for 2012", "In place in Nairobi; planned in Mombasa")
MEANT = {"KEN": "○◐◐", "UGA": EAST["UGA"]}
OR_ELSE = frozenset({(("KEN", "4"), Stage.PLANNED), (("KEN", "4"), Stage.NOT_IN_PLACE), (("KEN", "5"), Stage.PARTLY), (("KEN", "5"), None)})


@case(statuses(MEANT, may=OR_ELSE, hard=True))
def words_that_hold_other_words() -> Book:
    """Each of Kenya's cells has "in place", "yes" or "no" in it, and means less or something else."""
    return book(["Country", *numbered()], ["Kenya", *CHECKED], *rows({"UGA": EAST["UGA"]}))


@case(statuses(CENTRAL_ASIA, hard=True), "ru")
def слова_с_отрицанием() -> Book:
    return book(*grid(CENTRAL_ASIA, {"●": "Действует", "◐": "Не полностью", "◔": "Планируется", "○": "Не действует"}, "ru"))


@case(statuses(WEST, hard=True), "fr")
def des_mots_avec_une_négation() -> Book:
    return book(*grid(WEST, {"●": "Existant", "◐": "Pas entièrement en place", "◔": "Prévu", "○": "Inexistant"}, "fr"))


@case(statuses({place: row.replace("◔", " ") for place, row in EAST.items()}, hard=True, lost=filled_in(EAST, "◔"), says=(asked("", "Not planned"),)))
def not_planned_is_not_planned() -> Book:
    return book(*grid(EAST, ENGLISH | {"◔": "Not planned (under discussion)"}))


@case(statuses({place: row.replace("●", "○") for place, row in TICKED.items()}, outside=1))
def a_legend_that_turns_the_usual_meaning_around() -> Book:
    return book(["X = not in place, blank = no information"], [], *grid(TICKED, {"●": "X"}))


@case(statuses(WEST, outside=1))
def numbers_whose_legend_counts_down() -> Book:
    return book(["1 = in place; 2 = partly; 3 = planned; 4 = not in place"], *grid(WEST, {"●": 1, "◐": 2, "◔": 3, "○": 4}))


TURNED = {"●": "#ff0000", "◐": "#ffc000", "◔": "#ffff00", "○": "#00b050"}


@case(statuses(GULF, outside=4, coloured=filled_in(GULF)))
def colours_whose_legend_is_the_wrong_way_round() -> Book:
    above = [["Red = in place"], ["Orange = partly in place"], ["Yellow = planned"], ["Green = not in place"]]
    return book(*above, *blank(GULF), fills=lights(GULF, 6, colours=TURNED))


@case(statuses(without("KEN", 3), lost=1, says=(noted("2010"),), hard=True))
def a_date_where_a_status_was_typed() -> Book:
    """Somebody typed "1/2", and the spreadsheet made a day of it."""
    return one("D2", datetime.date(2010, 2, 1))


@case(statuses(without("UGA", 5), lost=1, hard=True))
def a_number_among_words() -> Book:
    return one("F3", 7)


@case(statuses(MENA, hard=True))
def ticks_of_a_font_of_symbols() -> Book:
    """In Wingdings these letters are ✓, ✗ and others."""
    return book(*grid(MENA, {"●": "ü", "◐": "l", "◔": "m", "○": "û"}))


@case(statuses(without("KEN", 3), outside=1, coloured=1, may_ask=True), file="Matrix.xls", write=xls)
def an_error_in_an_old_workbook() -> Book:
    return one("D2", Wrong("#N/A"))


@case(statuses(EAST))
def not_assessed_in_words() -> Book:
    return book(*put(grid(EAST), {"E3": "Not assessed", "K3": "NOT ASSESSED"}))


# Who is meant

NIGER = {"NER": WEST["BEN"], "NGA": WEST["BFA"], "GIN": WEST["CIV"], "GNB": WEST["GHA"], "MRT": WEST["SEN"]}


@case(statuses(NIGER))
def names_that_begin_alike() -> Book:
    return book(*grid(NIGER))


DOMINICA = {"DMA": AMERICAS["CRI"], "DOM": AMERICAS["PAN"], "GTM": AMERICAS["MEX"], "GUY": AMERICAS["GTM"]}


@case(statuses(DOMINICA))
def dominica_and_the_dominican_republic() -> Book:
    return book(
        ["Country", *numbered()],
        *([name, *marks(row, ENGLISH)] for name, row in zip(("Dominica", "Dominican Rep.", "Guatemala", "Guyana"), DOMINICA.values(), strict=True)),
    )


ASKED = filled_in({"": WEST["BEN"]})


@case(statuses(EUROPE, lost=ASKED, outside=1, says=(noted("Kosovo"),), may_ask=True))
def kosovo_is_nobody_else() -> Book:
    return book(*grid(EUROPE), ["Kosovo (S/RES/1244)", *marks(WEST["BEN"], ENGLISH)])


@case(statuses({place: EAST[place] for place in ("KEN", "UGA")}, lost=2 * ASKED, outside=2, says=(noted("Dadaab"), noted("Nairobi")), may_ask=True))
def places_inside_a_country() -> Book:
    towns = [[town, *marks(WEST["BEN"], ENGLISH)] for town in ("  - Nairobi", "  - Dadaab")]
    table = rows({place: EAST[place] for place in ("KEN", "UGA")})
    return book(["Country", *numbered()], table[0], *towns, table[1])


@case(statuses({"KOR": WEST["BEN"], "IDN": WEST["BFA"], "LAO": WEST["CIV"]}, lost=ASKED, outside=1, says=(noted("Korea"),), may_ask=True))
def one_korea_without_saying_which() -> Book:
    named = ("Republic of Korea", "Indonesia", "Lao PDR")
    return book(
        ["Country", *numbered()],
        *([name, *marks(row, ENGLISH)] for name, row in zip(named, WEST.values(), strict=False)),
        ["Korea", *marks(WEST["BEN"], ENGLISH)],
    )


# Which column is meant

TWICE = without("KEN", 3, without("UGA", 3, without("TZA", 3, without("ZMB", 3, without("NAM", 3)))))


@case(
    statuses(
        TWICE,
        hard=True,
        may=frozenset((cell, stage) for cell, stage in recorded(EAST).items() if cell[1] == "3"),
        says=(noted("Protection-sensitive entry systems"),),
    )
)
def one_point_in_two_columns_that_differ() -> Book:
    table = grid(EAST)
    other = ["Protection-sensitive entry systems (airports)", *(None if row[3] == "In place" else "In place" for row in table[1:])]
    return book(*([*row, value] for row, value in zip(table, other, strict=True)))


YEARS = ["Country", *(f"{name} {year}" for name in numbered()[2:4] for year in (2009, 2010))]


@case(
    Expect(
        layout=None,
        may=frozenset(((place, point), stage) for place in ("KEN", "UGA") for point in ("3", "4") for stage in (Stage.IN_PLACE, Stage.PARTLY)),
        outside=20,
        says=(noted("2009"),),
    )
)
def a_column_for_each_point_and_year() -> Book:
    return book(YEARS, ["Kenya", "Partly", "In place", "Partly", "In place"], ["Uganda", "Partly", "In place", "Partly", "In place"])


PLAN = {("KEN", "3"): Stage.IN_PLACE, ("KEN", "4"): Stage.PARTLY, ("UGA", "3"): Stage.PLANNED}


@case(Expect(layout=None, may=frozenset(PLAN.items()), outside=40))
def targets_beside_statuses() -> Book:
    """What is to be reached by 2012 is no status."""
    head = ["Country", "3. Entry systems: status", "3. Entry systems: target 2012", "4. Reception: status", "4. Reception: target 2012"]
    return book(head, ["Kenya", "In place", "In place", "Partly", "In place"], ["Uganda", "Planned", "In place", None, "In place"])


@case(Expect(layout=None, may=frozenset(), outside=60))
def an_empty_form_that_nobody_filled_in() -> Book:
    """Only the words that may be chosen stand in it, once each, as an example."""
    choices = [["Choose from:"], *([word] for word in ENGLISH.values())]
    return (Sheet("Matrix", grid(GULF, {})), Sheet("Choices", choices))
