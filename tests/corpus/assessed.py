"""Files that say, or of which people say, that their statuses are the office's own assessment."""

from collections.abc import Mapping

from lib.mapping import Layout
from lib.mapping import Mapping as Reading
from tests.corpus.book import Book, book
from tests.corpus.case import Act, Expect, asked, case, judged, region_of, statuses, warned
from tests.corpus.table import AMERICAS, CENTRAL_ASIA, EAST, ENGLISH, EUROPE, FRENCH, GULF, RUSSIAN, SPANISH, WEST, country, grid, names, put


def assessed(pattern: Mapping[str, str], **more: object) -> Expect:
    """What a grid of this pattern must give as an office's own assessment, its first warning that it was taken for one."""
    more.setdefault("says", (warned("assess"),))
    more.setdefault("outside", 1)
    return Expect(layout=Layout.STATUS_GRID, region=region_of(pattern), cells=judged(pattern), **more)


OWN = Reading(assessed=True)


@case(statuses(WEST), answers=(OWN, assessed(WEST, says=(), outside=0)))
def people_say_that_it_is_their_assessment() -> Book:
    return book(*grid(WEST))


@case(assessed(EAST))
def a_title_that_says_self_assessment() -> Book:
    return book(["Self-assessment of the implementation of the 10-Point Plan, Regional Office, June 2010"], [], *grid(EAST))


@case(assessed(WEST), "fr")
def un_titre_qui_dit_auto_évaluation() -> Book:
    return book(["Auto-évaluation de la mise en œuvre du Plan d’action en dix points"], [], *grid(WEST, FRENCH, "fr"))


@case(assessed(AMERICAS), "es")
def un_título_que_dice_autoevaluación() -> Book:
    return book(["Autoevaluación de la oficina: Plan de Acción de los 10 Puntos"], [], *grid(AMERICAS, SPANISH, "es"))


@case(assessed(CENTRAL_ASIA), "ru")
def заголовок_с_самооценкой() -> Book:
    return book(["Самооценка выполнения Плана действий из 10 пунктов"], [], *grid(CENTRAL_ASIA, RUSSIAN, "ru"))


APPLIES = {**EUROPE, "HUN": EUROPE["HUN"].replace(" ", "–", 1)}


@case(assessed(APPLIES, says=(warned("assess"), asked("reason-missing"))))
def not_applicable_needs_its_reason() -> Book:
    return book(["Assessment by the office"], [], *grid(APPLIES, ENGLISH | {"–": "Not applicable"}))


@case(statuses(GULF, outside=1))
def a_sentence_about_assessments_is_no_word_for_one() -> Book:
    """What the documents assess is not what the office does."""
    return book(["Needs assessments were carried out in 2009 in all countries"], [], *grid(GULF))


LONG = [[country(place), number, ENGLISH[glyph]] for place, row in EAST.items() for number, glyph in enumerate(row, 1) if glyph in ENGLISH]


@case(Expect(layout=Layout.LONG_LIST, region="eastern-and-southern-africa", cells=judged(EAST), outside=1, says=(warned("assess"),)))
def a_list_of_assessments() -> Book:
    return book(["Assessment by the Regional Office"], [], ["Country", "Point", "Status"], *LONG)


ACTIVITY = Expect(
    layout=Layout.NARRATIVE_GRID, region="eastern-and-southern-africa",
    activities={("KEN", "4"): (Act("Reception centre in Garissa"),), ("UGA", "7"): (Act("Land for settlements"),)},
)  # fmt: skip


@case(ACTIVITY, answers=(OWN, ACTIVITY))
def texts_are_activities_whoever_assesses() -> Book:
    return book(["Country", names()[3], names()[6]], ["Kenya", "Reception centre in Garissa", None], ["Uganda", None, "Land for settlements"])


@case(assessed(EAST, lost=1, outside=1, says=(warned("assess"), asked("", "Moderate"))))
def an_assessment_with_a_word_that_nobody_declared() -> Book:
    return book(["Self-assessment 2010"], [], *put(grid(EAST), {"H2": "Moderate"}))
