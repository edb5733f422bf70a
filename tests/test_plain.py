"""Values as JSON and back: what is read is what was written, and what cannot have been written is refused."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import model
from lib.model import About, Activity, Cell, Entry, Evidence, Finding, Matrix, Message, Report, RevisionKind, Scope, Severity, Stage
from lib.plain import from_plain, to_plain
from tests.strategies import matrices, tries
from tests.workbooks import SAMPLE

words = st.text(max_size=8)
single = st.one_of(words, st.integers(), st.dates())
messages = st.recursive(
    st.builds(Message, words, st.dictionaries(words, single, max_size=2)),
    lambda inner: st.builds(
        Message, words, st.dictionaries(words, st.one_of(single, inner, st.lists(st.one_of(single, inner), max_size=3).map(tuple)), max_size=2)
    ),
    max_leaves=4,
)
reports = st.builds(
    Report,
    words,
    st.none() | words,
    st.sampled_from((None, SAMPLE)),
    st.lists(st.builds(Finding, words, st.sampled_from(Severity), messages, messages, words), max_size=2).map(tuple),
    st.integers(0),
    st.integers(0),
    scope=st.sampled_from(Scope),
    erased=st.lists(st.builds(Cell, words, words), max_size=2).map(tuple),
)


def through_json(value: Any) -> Any:
    return from_plain(type(value), json.loads(json.dumps(to_plain(value))))


@tries(25)
@given(matrices())
def test_a_matrix_comes_back_from_json_as_it_was_under_the_same_fingerprint(matrix: Matrix):
    back = through_json(matrix)
    assert back == matrix
    assert model.fingerprint(back) == model.fingerprint(matrix)


@tries(50)
@given(reports)
def test_a_report_comes_back_from_json_as_it_was(report: Report):
    assert repr(through_json(report)) == repr(report)


def test_a_time_an_enum_and_a_text_that_no_utf_8_can_hold_come_back():
    entry = Entry(region="\ud800\0", number=1, fingerprint="", receipt="", by="", at=datetime(2026, 1, 2, 3, 4, 5, 6, UTC), kind=RevisionKind.UPLOAD)
    assert through_json(entry) == entry


def test_json_holds_the_names_and_values_that_people_look_for():
    activity = Activity("a1", "KEN", "3", "One", Stage.PLANNED, ("A", "B"))
    assert to_plain(activity) == {
        "ref": "a1",
        "place": "KEN",
        "point": "3",
        "activity": "One",
        "stage": "planned",
        "actors": ["A", "B"],
        "year": "",
        "good_practice": False,
        "evidence": "document",
        "source": "",
        "link": "",
    }


def test_a_text_that_looks_like_a_date_stays_a_text():
    for value in ("2026-06-30", date(2026, 6, 30), 2026, (1, "a", Message("x")), Message("y", {"n": 1})):
        message = Message("id", {"value": value})  # type: ignore[dict-item]
        assert repr(through_json(message)) == repr(message)


def test_what_was_written_before_a_field_existed_is_read_with_its_default():
    assert from_plain(About, {"region": "europe"}) == About("europe")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (About, {}),
        (About, {"region": "europe", "colour": "blue"}),
        (About, {"region": 1}),
        (About, {"region": "europe", "as_of": "2026-6-1"}),
        (About, {"region": "europe", "as_of": "20260601"}),
        (About, {"region": "europe", "as_of": "someday"}),
        (About, ["europe"]),
        (Activity, to_plain(Activity("", "KEN", "1", "x")) | {"stage": "not_applicable"}),
        (Activity, to_plain(Activity("", "KEN", "1", "x")) | {"good_practice": 1}),
        (Activity, to_plain(Activity("", "KEN", "1", "x")) | {"actors": "A; B"}),
        (Report, to_plain(Report("f")) | {"cells_read": True}),
        (Report, to_plain(Report("f")) | {"erased": [["KEN"]]}),
        (Report, to_plain(Report("f")) | {"language": None}),
        (Message, {"id": "x", "params": {"a": None}}),
        (Message, {"id": "x", "params": {"a": {"time": "2026-06-01"}}}),
        (Message, {"id": "x", "params": {"a": 1.5}}),
    ],
)
def test_what_cannot_have_been_written_is_refused(kind: type, data: object):
    with pytest.raises(ValueError):
        from_plain(kind, data)


@dataclass(frozen=True)
class Odd:
    """A value that breaks its own annotations."""

    number: int = 0
    day: date | None = None
    evidence: Evidence = Evidence.DOCUMENT
    names: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "value",
    [Odd(number=True), Odd(number="1"), Odd(day=datetime(2026, 1, 1)), Odd(evidence="document"), Odd(names=["A"]), Message("x", {"a": True})],  # type: ignore[arg-type]
)
def test_what_would_not_come_back_the_same_is_not_written(value: object):
    with pytest.raises(TypeError):
        to_plain(value)


def test_a_type_without_a_plain_form_is_named():
    with pytest.raises(TypeError, match="complex"):
        to_plain(1.5j)


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_version():
    """The workbooks that offices hold name it as their base."""
    assert model.fingerprint(SAMPLE) == "efed5d524f1f6a16a42ba70a6fb9ac1b70da889fdae8156f33c205a1aa754673"
