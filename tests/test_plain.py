"""The values of the model as plain ones: nothing is lost on the way there and back, and nothing is guessed."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.model import Cell, Finding, Matrix, Message, Report, Scope, Severity
from lib.plain import from_plain, to_plain
from tests.strategies import matrices
from tests.workbooks import SAMPLE, edited, report, write

SINGLE = st.one_of(
    st.text(), st.integers(), st.dates(), st.builds(Message, st.text(), st.dictionaries(st.text(), st.text() | st.dates(), max_size=2))
)
MESSAGES = st.builds(Message, st.text(), st.dictionaries(st.text(), SINGLE | st.lists(SINGLE, max_size=3).map(tuple), max_size=3))
FINDINGS = st.builds(Finding, st.text(), st.sampled_from(Severity), MESSAGES, MESSAGES, st.text(), st.text(), st.text())
REPORTS = st.builds(
    Report,
    st.text(),
    st.none() | st.text(),
    st.none() | matrices(),
    st.lists(FINDINGS, max_size=3).map(tuple),
    st.integers(0),
    st.integers(0),
    st.sampled_from(("en", "fr")),
    st.sampled_from(Scope),
    st.text(),
    st.lists(st.builds(Cell, st.text(), st.text()), max_size=3).map(tuple),
)


def there_and_back(value: object) -> object:
    return from_plain(type(value), json.loads(json.dumps(to_plain(value))))


@settings(max_examples=50)
@given(matrices())
def test_a_matrix_comes_back_as_it_was(matrix: Matrix):
    assert there_and_back(matrix) == matrix


@settings(max_examples=50)
@given(REPORTS)
def test_a_report_comes_back_as_it_was(said: Report):
    assert there_and_back(said) == said


def test_types_come_back_too_not_only_what_compares_equal():
    said = there_and_back(report(edited(write(("Matrix", "D4", "plannned")))))
    assert isinstance(said, Report)
    assert said.matrix == SAMPLE
    assert isinstance(said.matrix.about.as_of, date)
    assert isinstance(said.matrix.activities[0].actors, tuple)
    assert isinstance(said.findings[0].severity, Severity)
    assert hash(said.erased) == hash(())


def test_a_day_and_the_text_of_a_day_stay_two_things_in_a_message():
    message = Message("a", {"day": date(2026, 6, 30), "text": "2026-06-30", "both": (date(2026, 6, 30), "2026-06-30")})
    assert there_and_back(message) == message


def test_a_field_that_is_missing_has_its_default_and_an_unknown_one_is_refused():
    assert from_plain(Report, {"file": "a"}) == Report("a")
    with pytest.raises(ValueError, match="Report"):
        from_plain(Report, {"file": "a", "newcomer": 1})


@pytest.mark.parametrize(
    "plain",
    [
        None, [], "a", {}, {"file": 1}, {"file": None}, {"file": "a", "scope": "x"}, {"file": "a", "cells_read": "1"}, {"file": "a", "cells_read": True},
        {"file": "a", "cells_read": 1.0}, {"file": "a", "findings": {}}, {"file": "a", "findings": [{}]}, {"file": "a", "erased": [["KEN"]]},
        {"file": "a", "matrix": {"about": {"region": "x", "as_of": "yesterday"}}}, {"file": "a", "scope": []}, {"file": "a", "erased": ["ab"]},
    ],
)  # fmt: skip
def test_what_does_not_fit_its_type_is_refused(plain: object):
    with pytest.raises(ValueError):
        from_plain(Report, plain)


@pytest.mark.parametrize("param", [None, 1.5, {"id": 1, "params": {}}, {"day": 1}, {"id": "a"}, [None]])
def test_a_message_holds_no_other_parameters(param: object):
    with pytest.raises(ValueError):
        from_plain(Message, {"id": "a", "params": {"x": param}})


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="set"):
        to_plain({1, 2})
