"""The reader knows of every file in the corpus what must be known, and nothing else."""

import io
from dataclasses import replace
from functools import partial

import pytest

from benchmarks import corpus as large
from lib import intake
from tests.corpus import CASES
from tests.corpus.book import Sheet, book, shown
from tests.corpus.case import FRAMEWORK, PLACES, Case
from tests.corpus.judging import judge, read, verdicts
from tests.corpus.writing import xlsx

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, of what it leaves out

by_name = partial(pytest.mark.parametrize, "case", ids=lambda case: case.name)
NAMED = {case.name: case for case in CASES}


@by_name(CASES)
def test_what_must_be_known_of_a_foreign_file_is_known_and_nothing_else(case: Case):
    assert [str(one) for one in verdicts(case) if not one.good] == []


THROUGH_THE_CHILD = (
    "words in english", "bullets", "a list of assessments", "the form of kyiv", "an old workbook", "open document with merged cells",
    "csv of windows in the east", "strict open xml", "a fill that says nothing", "a letter is no matrix", "puntland and somaliland are asked",
)  # fmt: skip


@by_name([NAMED[name] for name in THROUGH_THE_CHILD])
def test_the_child_process_reads_the_same(case: Case):
    corrections, _ = case.answers or (None, None)
    received = intake.receive(io.BytesIO(case.make()), case.file, FRAMEWORK, PLACES, corrections=corrections, region=case.region)
    assert received == read(case, corrections)


def test_ten_thousand_activities_are_read_within_the_limits_of_the_child_process():
    places = large.two_hundred()
    data = xlsx(book(*large.tables(FRAMEWORK, places)["List"]))
    received = intake.receive(io.BytesIO(data), "list.xlsx", FRAMEWORK, places)
    assert received.errors == ()
    assert received.matrix is not None and len(received.matrix.activities) == large.ACTIVITIES


SAME = ("words in english", "a text in each cell", "a row for each activity", "the form of kyiv")


@pytest.mark.parametrize("name", SAME)
def test_two_files_that_differ_in_their_values_alone_have_one_shape(name: str):
    case = NAMED[name]
    sheet = case.build()[0]
    fewer = Sheet(sheet.title, [row for row in sheet.rows if not {"Benin", "Uganda", "United Republic of Tanzania"} & {*map(shown, row)}])
    before, after = read(case), read(replace(case, build=lambda: (fewer,)))
    assert before.foreign is not None and after.foreign is not None
    assert before.foreign.shape == after.foreign.shape != ""


def test_files_of_different_headings_have_different_shapes():
    shapes = [read(NAMED[name]).foreign for name in (*SAME, "numbers alone", "points in another order", "two title rows over the headings")]
    assert None not in shapes
    assert len({one.shape for one in shapes if one}) == len(shapes)


@pytest.mark.parametrize("name", ["words in english", "puntland and somaliland are asked", "colours without a legend are asked", "bullets"])
def test_a_file_read_by_what_its_own_reading_came_to_says_the_same(name: str):
    case = NAMED[name]
    corrections, expect = case.answers or (None, case.expect)
    once = read(case, corrections)
    again = read(case, once.mapping)
    assert again.matrix == once.matrix
    assert judge(case, expect, again, name).wrong == ()
