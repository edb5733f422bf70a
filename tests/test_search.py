"""What is found by text and by choice, and that no count and no text misleads."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import search
from lib.model import REGION_WIDE, About, Activity, Evidence, Matrix
from lib.search import Facet, Found, Index
from tests.injection import PAYLOADS
from tests.strategies import PLACES, matrices, texts, tries


def activity(text: str, place: str = "KEN", point: str = "1", **more: object) -> Activity:
    return replace(Activity("", place, point, text), **more)


def index(*activities: Activity, region: str = "europe") -> Index:
    return search.index({region: Matrix(About(region), activities=activities)}, PLACES)


def said(found: Found) -> list[str]:
    return [practice.activity.activity for practice in found.practices]


def finds(asked: str, *written: str) -> list[str]:
    """Those of some activities that a text finds, the best first."""
    return said(search.search(index(*map(activity, written)), asked, {}))


# By text


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("REFUGEE", "Refugees are registered at sea."),
        ("registering", "Refugees were registered at sea."),
        ("refugies", "Des réfugiés sont enregistrés en mer."),
        ("réfugiée", "Les réfugiés sont enregistrés."),
        ("regresaron", "Regresará a su país."),
        ("frontiere", "Les agents des frontières sont formés."),
        ("detencion", "Se visitan los centros de detenciones."),
        ("niño", "Las niñas y los ninos van a la escuela."),
        ("oeuvre", "Une œuvre de secours"),
        ("asylum seeker", "Interviews with asylum-seekers"),
        ("asylum-seekers", "An interview with every asylum seeker"),
        ("Sana’a", "After the Sana'a conference"),
        ("l'asile", "Le droit d’asile"),
        ("беженцы", "Беженцы регистрируются"),
        ("مهاجر", "مُهَاجِر في البحر"),
        ("保护", "难民保护中心"),
        ("ผู้ลี้ภัย", "การคุ้มครองผู้ลี้ภัย"),
        ("ｈｏｔｌｉｎｅ", "A hotline"),
    ],
)
def test_a_word_is_found_whatever_its_form_accents_and_capitals(asked, written):
    assert finds(asked, written, "Something else") == [written]


def test_every_word_must_be_found_in_any_order():
    assert finds("sea rescue", "A rescue at sea", "A rescue", "The sea") == ["A rescue at sea"]


def test_words_that_say_nothing_need_not_be_found():
    assert finds("the registration of children", "Children: registration at birth") == ["Children: registration at birth"]
    assert finds("of", "Lists of places", "Places listed") == ["Lists of places"]


def test_the_last_word_may_be_unfinished_and_no_other():
    assert finds("interp", "Interpreters at the border") == ["Interpreters at the border"]
    assert finds("interp ", "Interpreters at the border") == []
    assert finds("interp border", "Interpreters at the border") == []


def test_a_phrase_in_quotation_marks_is_found_as_it_is_written():
    written = "They returned home by bus.", "They return home by bus.", "Their home, to which they returned"
    assert finds('"returned home"', *written) == [written[0]]
    assert finds("« returned home » bus", *written) == [written[0]]
    assert set(finds("returned home", *written)) == {*written}


def test_a_phrase_does_not_reach_from_one_field_into_the_next():
    known = index(activity("A bus home", actors=("Border guard", "Red Cross"), source="Report"))
    assert len(search.search(known, '"border guard"', {}).practices) == 1
    assert search.search(known, '"home border"', {}).practices == ()
    assert search.search(known, '"guard red"', {}).practices == ()


@pytest.mark.parametrize("asked", ["A bus", "Danish Council", "Final report", "Germany", "allemagne", "Alemania", "Europe"])
def test_activity_actors_source_country_and_region_are_searched(asked):
    known = index(activity("A bus", "DEU", actors=("IOM", "Danish Refugee Council"), source="Final Report 2011"))
    assert said(search.search(known, asked, {})) == ["A bus"]
    assert said(search.search(known, "Poland", {})) == []


def test_what_names_a_word_more_often_comes_first():
    assert finds("hotline", "A hotline, and a very long story of much else", "Hotline after hotline", "Nothing") == [
        "Hotline after hotline",
        "A hotline, and a very long story of much else",
    ]


def test_without_a_text_good_practices_come_first_then_the_newest():
    known = index(
        activity("old", year="2008"),
        activity("no year"),
        activity("long", year="2005-2019"),
        activity("good and old", year="2007", good_practice=True),
        activity("good and new", year="2024-06", good_practice=True),
    )
    assert said(search.search(known, "  ", {})) == ["good and new", "good and old", "long", "old", "no year"]


HOSTILE = [
    *("AND", "OR", "NOT", "NEAR", "a AND", "NEAR(a b, 2)", "written : x", "{written} : a", "^a", "a*", "*", "-", "-a", "a + b", "(", ")", "()"),
    *('"', '""', '"a', 'a"', '"a" OR "', "'; DROP TABLE activities; --", "\0", "a\0b", "🙂", "👩‍🚀 🇰🇪", "\ud800", "\u202eabc\u202c", "שלום", "مرحبا"),
    *("\ue000", "x" * 10_000, "ab " * 3_333, '"' * 10_000, "保" * 10_000, " ".join(map(str, range(2_000))), "é\u0301\u0301", "%", "_", "\\", "?"),
    *PAYLOADS,
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_safe(asked):
    known = index(activity("A hotline and a bus"), activity("or near"))
    found = search.search(known, asked, {})
    assert len(found.practices) <= 2
    assert len(search.search(known, "hotline", {}).practices) == 1, "the index is as it was"


@given(st.text(max_size=60))
def test_any_text_at_all_is_safe(asked):
    search.search(SOME, asked, {})


SOME = index(activity("A hotline and a bus"), activity("Une ligne d'écoute"))


def test_a_text_without_a_letter_finds_nothing_and_says_that_it_cannot():
    for asked in ("🙂", "…", '""', "*"):
        assert finds(asked, "Anything") == []
        assert not search.searchable(asked)
    assert search.searchable("of")


@given(texts(1))
def test_an_activity_is_found_by_its_own_text(written):
    assert finds(written, written, "Something else")[:1] == ([written] if search.searchable(written) else [])


def test_many_threads_may_search_at_once():
    known = index(*(activity(f"training number {number}", point=str(number % 10 + 1)) for number in range(500)))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: said(search.search(known, f'"number {number}"', {})), range(200)))
    assert found == [[f"training number {number}"] for number in range(200)]


# By choice

CODES = {
    Facet.POINT: ("1", "2"),
    Facet.PLACE: ("DEU", "POL", REGION_WIDE),
    Facet.GROUP: ("un-subregion.western-europe", "un-subregion.eastern-europe"),
    Facet.ACTOR: ("iom", "police"),
    Facet.YEARS: ("2005-2009", "2010-2014", search.NO_YEAR),
    Facet.EVIDENCE: tuple(Evidence),
    Facet.GOOD: (search.GOOD,),
}
MANY = index(
    *(
        activity(f"{word} {number}", place, str(number % 2 + 1), actors=actors, year=year, evidence=evidence, good_practice=number % 3 == 0)
        for number, (word, place, actors, year, evidence) in enumerate(
            product(("boat", "bus"), CODES[Facet.PLACE], ((), ("IOM",), ("Iom", "Police")), ("", "2009-2011", "2012"), Evidence)
        )
    )
)
choices = st.fixed_dictionaries({facet: st.sets(st.sampled_from(codes)) for facet, codes in CODES.items()})


@given(st.sampled_from(("", "boat", "bus 1")), choices)
def test_a_count_is_what_its_choice_shows(asked, chosen):
    found = search.search(MANY, asked, chosen)
    for facet in Facet:
        for code in MANY.members[facet]:
            shown = search.search(MANY, asked, {**chosen, facet: {code}}).practices
            assert found.counts[facet].get(code, 0) == len(shown)


@given(st.sampled_from(("", "boat", "bus 1")), choices)
def test_several_codes_of_a_facet_widen_and_several_facets_narrow(asked, chosen):
    found = search.search(MANY, asked, chosen)
    shown = {practice.activity for practice in search.search(MANY, asked, {}).practices}
    for facet, codes in chosen.items():
        if codes:
            shown &= {practice.activity for code in codes for practice in search.search(MANY, "", {facet: {code}}).practices}
    assert {practice.activity for practice in found.practices} == shown
    assert found.good == sum(one.good_practice for one in shown)


@given(st.sampled_from(("", "boat", "nowhere")), choices)
def test_what_giving_up_a_choice_would_show_is_what_it_shows(asked, chosen):
    found = search.search(MANY, asked, chosen)
    assert set(found.without) == {facet for facet, codes in chosen.items() if codes}
    for facet, n in found.without.items():
        assert n == len(search.search(MANY, asked, {**chosen, facet: set()}).practices)
    assert found.without_text == len(search.search(MANY, "", chosen).practices)


@tries(25)
@given(matrices())
def test_every_activity_of_a_matrix_is_there_once_and_in_each_of_its_facets(matrix):
    known = search.index({matrix.about.region: matrix}, PLACES)
    assert sorted(map(repr, matrix.activities)) == sorted(repr(practice.activity) for practice in known.practices)
    found = search.search(known, "", {})
    for facet in (Facet.POINT, Facet.PLACE, Facet.REGION, Facet.EVIDENCE):
        assert sum(found.counts[facet].values()) == len(matrix.activities)
    assert sum(found.counts[Facet.YEARS].values()) >= len(matrix.activities)


def test_a_code_that_nothing_has_shows_nothing():
    assert search.search(MANY, "", {Facet.PLACE: {"FRA"}}).practices == ()


def test_a_period_belongs_to_all_the_years_that_it_touches():
    known = index(activity("a", year="2009-2016"), activity("b", year="2010"), activity("c"), activity("d", year="about 2010"))
    assert search.search(known, "", {}).counts[Facet.YEARS] == {"2005-2009": 1, "2010-2014": 2, "2015-2019": 1, search.NO_YEAR: 2}


def test_an_actor_spelt_in_two_ways_is_one_and_counts_once_an_activity():
    known = index(activity("a", actors=("Côte-d'Ivoire police", "cote d’ivoire Police")), activity("b", actors=("…",)))
    assert search.search(known, "", {}).counts[Facet.ACTOR] == {"cote-d-ivoire-police": 1}
    assert known.actors["cote-d-ivoire-police"] == "Côte-d'Ivoire police"


def test_two_regions_may_use_the_same_ref():
    one = Activity("000000000001", "KEN", "1", "A hotline")
    regions = ("gulf-of-aden", "eastern-and-southern-africa")
    known = search.index({region: Matrix(About(region), activities=(one,)) for region in regions}, PLACES)
    found = search.search(known, "hotline", {})
    assert {(practice.region, practice.activity.ref) for practice in found.practices} == {(region, one.ref) for region in regions}
    assert said(search.search(known, "", {Facet.REGION: {"gulf-of-aden"}})) == ["A hotline"]


def test_no_activity_at_all_is_nothing_found():
    found = search.search(index(), "anything", {Facet.POINT: {"1"}})
    assert (found.practices, found.without_text, found.without) == ((), 0, {Facet.POINT: 0})


def test_a_region_is_found_by_its_name_in_every_language():
    known = index(activity("A bus", "BEN"), region="west-africa")
    for asked in ("West Africa", "Afrique de l'Ouest", "África Occidental"):
        assert said(search.search(known, asked, {})) == ["A bus"]
