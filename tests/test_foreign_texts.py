"""The pieces of one cell's text: items, what introduces them, and the countries and statuses that lines open with."""

import pytest

from lib.intake.foreign.headings import heading
from lib.intake.foreign.texts import items, items_and_more, labelled, led, led_lines, names, repaired, several
from lib.intake.foreign.wording import says_assessed, speaks_of_gaps

PLACES = {"Kenya", "Uganda"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("protecciÃ³n", "protección"),
        ("Â¿QuÃ©?", "¿Qué?"),
        ("lâ€™asile", "l’asile"),
        ("Â«loiÂ»", "«loi»"),
        ("&eacute;t&eacute;", "été"),
        ("&amp;eacute;t&#233;", "été"),
        ("proteccioacuten", "protección"),
        ("nintildeos", "niños"),
    ],
)
def test_a_text_that_was_saved_in_another_encoding_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert repaired(written) == meant


@pytest.mark.parametrize("text", ["Ãx", "¿Qué?", "R&D; a centre", "A law & a centre", "sacute"])
def test_a_text_that_only_looks_so_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text


def test_a_text_that_was_escaped_a_thousand_times_is_read_all_the_same() -> None:
    assert repaired("&" + "amp;" * 5000).startswith("&amp;amp;")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- a\n- b;\n  more\n3. c - d;", ["a", "b;\n  more", "c - d"]),
        ("Intro\n- a\n- b", ["Intro", "a", "b"]),
        ("✓ a\n✗ b", ["✓ a", "✗ b"]),
        ("- a\n- Annex X", ["a", "Annex X"]),
        ("- a", ["a"]),
        ("Intro\n- a", ["Intro\n- a"]),
        ("two\nlines", ["two\nlines"]),
        ("- a\n- - b", ["a", "- b"]),
    ],
)
def test_lines_with_bullets_numbers_or_signs_are_items_and_others_go_on_with_theirs(text: str, found: list[str]) -> None:
    assert items(text) == found


@pytest.mark.parametrize(
    ("text", "found", "left_out"),
    [
        ("Measures taken:\n- a\n- b\nSource: UNHCR", ["a", "b"], ["Measures taken:", "Source: UNHCR"]),
        ("a\nSource: UNHCR", ["a"], ["Source: UNHCR"]),
        ("- a\n- b\nNote: x", ["a", "b\nNote: x"], []),
        ("Measures taken:", ["Measures taken:"], []),
        ("Source: UNHCR", ["Source: UNHCR"], []),
        ("a\nSource", ["a\nSource"], []),
    ],
)
def test_what_introduces_items_and_their_source_are_no_items(text: str, found: list[str], left_out: list[str]) -> None:
    assert items_and_more(text, heading) == (found, left_out)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Intro\ngoes on\n Kenya: a\nmore\nUganda – b", ["Intro\ngoes on", "Kenya: a\nmore", "Uganda – b"]),
        ("Kenya: a\nmore", ["Kenya: a\nmore"]),
        ("a\nb", ["a\nb"]),
    ],
)
def test_lines_that_open_with_a_country_are_apart_where_several_do(text: str, pieces: list[str]) -> None:
    assert led_lines(text, PLACES.__contains__) == pieces


@pytest.mark.parametrize(
    ("text", "opening", "rest"),
    [
        ("Ukraine: a hotline", "Ukraine", "a hotline"),
        ("Ukraine – a hotline\nand more", "Ukraine", "a hotline\nand more"),
        ("Ukraine", "", "Ukraine"),
        ("It: a hotline", "", "It: a hotline"),
        ("Law no. 5: a hotline", "", "Law no. 5: a hotline"),
    ],
)
def test_an_item_may_open_with_a_name_before_a_colon_or_a_dash(text: str, opening: str, rest: str) -> None:
    assert led(text) == (opening, rest)


def test_a_text_has_several_parts_where_more_than_one_begins_with_a_status() -> None:
    def is_label(part: str) -> bool:
        return part.startswith(("In place", "planned"))

    asked = ["In place in Nairobi; planned in Mombasa", "In place in Nairobi\nplanned in Mombasa", "In place in Nairobi; and in Mombasa", "In place"]
    assert [several(text, is_label) for text in asked] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "rest", "counts"),
    [
        ("Planned: a law", "a law", True),
        ("[planned] a law", "a law", True),
        ("Yes (since 2009)", "(since 2009)", False),
        ("Yes, " + "x" * 48, "x" * 48, False),
        ("Yes, " + "x" * 49, "x" * 49, True),
    ],
)
def test_a_status_is_a_label_before_a_colon_or_a_long_text(text: str, rest: str, counts: bool) -> None:
    assert labelled(text, rest) is counts


def test_the_names_of_a_list_are_each_named_once() -> None:
    assert names(" UNHCR; IOM / UNHCR,\nWHO; ") == ("UNHCR", "IOM", "WHO")


@pytest.mark.parametrize(
    ("title", "assessed", "gaps"),
    [
        ("Assessment by the office, 2010", True, False),
        ("Autoévaluation", True, False),
        ("Reassessment by themselves", False, False),
        ("Gaps and challenges", False, True),
        ("Lacunes", False, True),
        ("Gapsy", False, False),
        ("Activities", False, False),
    ],
)
def test_a_title_says_whose_judgement_the_statuses_are_and_whether_it_is_about_gaps(title: str, assessed: bool, gaps: bool) -> None:
    assert (says_assessed(title), speaks_of_gaps(title)) == (assessed, gaps)
