"""A CSV file holds what the table held: texts as texts, numbers as numbers, nothing for what is missing, and what the file says of itself."""

import csv as reading
import io
import unicodedata
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.model import Status
from lib.outputs import csv
from tests.strategies import NASTY

ABOUT = {"As of": "2026-11-23", "Revision": "0123456789ab"}
TEXT = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cs",))))


def fields(data: bytes) -> list[list[str]]:
    """The lines of a CSV file as another program reads them."""
    return list(reading.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
@example([("\r", "=1"), ("\ufeff=1", "\u3000＝1"), ('"', ",\r\n"), ("", "'")])
def test_texts_come_back_as_they_were_but_for_the_apostrophe(rows):
    heads, *lines = fields(csv(pd.DataFrame(rows, columns=["a", "b"], dtype=object)))
    assert heads == ["a", "b"]
    assert [[text.removeprefix("'") for text in line] for line in lines] == [[text.removeprefix("'") for text in row] for row in rows]


@given(TEXT)
@example("＝1")
@example("＋1")
@example("－1")
@example("＠1")
@example("  -1")
@example("\N{ZERO WIDTH NO-BREAK SPACE}=1")
@example("\0=1")
@example("\rtext")
def test_no_text_can_be_taken_for_a_formula(text):
    ((_,), (field,)) = fields(csv(pd.DataFrame({"a": [text]}, dtype=object)))
    seen = unicodedata.normalize("NFKC", field).lstrip("\0\ufeff\u200b \t\r\n")
    assert not seen.startswith(("=", "+", "-", "@"))
    assert not field.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["A text", "", "a = b", "2024-06", "○ Reported as not in place", "'quoted'", "– Not applicable", "· not known"])
def test_a_text_without_danger_stays_as_it_is(text):
    assert fields(csv(pd.DataFrame({"a": [text]}, dtype=object)))[1] == [text]


def test_headings_are_texts_too():
    assert fields(csv(pd.DataFrame({"=a": [1]}), {"@b": "=c"})) == [["'=a", "'@b"], ["1", "'=c"]]


@given(st.lists(st.one_of(st.integers(-(10**12), 10**12), st.none()), min_size=1))
def test_whole_numbers_stay_whole_and_what_is_missing_is_no_zero(numbers):
    """Also where pandas keeps them as fractions because one is missing."""
    written = [line[0] for line in fields(csv(pd.DataFrame({"n": numbers, "m": "x"})))[1:]]
    assert written == ["" if number is None else str(number) for number in numbers]


def test_what_a_table_of_ours_can_hold_is_written_as_people_write_it():
    row = (-3.5, -5, date(2024, 6, 30), Status.PARTLY, None, pd.NA, pd.NaT, float("nan"))
    assert fields(csv(pd.DataFrame([row], dtype=object)))[1] == ["-3.5", "-5", "2024-06-30", "partly", "", "", "", ""]


def test_excel_is_told_that_it_is_unicode_and_lines_end_as_the_standard_has_them():
    assert csv(pd.DataFrame({"a": ["Côte d'Ivoire"], "b": ["one\ntwo"]})) == '\ufeffa,b\r\nCôte d\'Ivoire,"one\ntwo"\r\n'.encode()


def test_half_a_character_is_replaced_and_stops_nothing():
    assert fields(csv(pd.DataFrame({"a": ["x\ud800"]}, dtype=object)))[1] == ["x?"]


def test_every_row_says_what_the_file_is():
    lines = fields(csv(pd.DataFrame({"a": [1, 2]}), ABOUT))
    assert lines == [["a", "As of", "Revision"], ["1", *ABOUT.values()], ["2", *ABOUT.values()]]


def test_a_table_without_rows_still_says_what_the_file_is():
    assert fields(csv(pd.DataFrame(columns=["a", "b"]), ABOUT)) == [["a", "b", *ABOUT], ["", "", *ABOUT.values()]]
