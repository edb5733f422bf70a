"""A hand-in from the workbook that is taken away to the revision that is published: nothing changes but what was edited."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import handing_in, intake, store
from lib.exceptions import Overtaken
from lib.handing_in import Comparison
from lib.merge import Change, Clash, Unit, differences, with_refs
from lib.model import About, Actor, Assessment, Matrix, Remark, Report, Revision, RevisionKind, Scope, Status, fingerprint, receipt
from lib.outputs import workbook
from lib.store import Store
from tests.strategies import FRAMEWORK, PLACES, matrices, tries
from tests.workbooks import CATALOGUES, SAMPLE, report, saved

BY = Actor("A person")
LISTS = FRAMEWORK, PLACES, CATALOGUES["en"]


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    opened = store.open_store(address)
    yield opened
    opened.close()


def first(kept: Store, matrix: Matrix = SAMPLE) -> Revision:
    return store.publish(kept, matrix, b"", BY, kind=RevisionKind.SHIPPED, expected="")


def hand_in(kept: Store, data: bytes, upon: Revision | None, **decided: object) -> Comparison:
    return handing_in.compare(kept, report(data), upon, **decided)  # type: ignore[arg-type]


def publish(kept: Store, data: bytes, compared: Comparison) -> Revision:
    return handing_in.publish(kept, compared, data, BY, kind=RevisionKind.UPLOAD, note="A note")


def with_cell(data: bytes, sheet: str, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    book[sheet][cell] = value
    return saved(book)


def noted(note: str, *assessments: Assessment) -> Matrix:
    return replace(SAMPLE, about=replace(SAMPLE.about, notes=note), assessments=(*SAMPLE.assessments, *assessments))


def taken(matrix: Matrix, base: Revision, scope: Scope = Scope.FULL) -> bytes:
    return workbook(with_refs(matrix), *LISTS, scope=scope, base=base.fingerprint)


# Laws


def reasoned(matrix: Matrix) -> Matrix:
    """A matrix that no check refuses: a status that needs a reason and has none is another."""
    given = {(row.place, row.point) for row in matrix.remarks if row.reason}
    assessments = tuple(
        one if one.status is not Status.NOT_APPLICABLE or (one.place, one.point) in given else replace(one, status=Status.PLANNED)
        for one in matrix.assessments
    )
    return replace(matrix, assessments=assessments)


def as_revision(matrix: Matrix) -> Revision:
    about = {"region": matrix.about.region, "number": 1, "receipt": "", "by": "", "at": store.opening.now()}
    return Revision(matrix=matrix, fingerprint=fingerprint(matrix), **about)  # type: ignore[arg-type]


@tries(15)
@given(matrices().map(reasoned), st.sampled_from(tuple(CATALOGUES)))
def test_a_workbook_that_comes_back_as_it_was_taken_changes_nothing(matrix: Matrix, language: str):
    upon = as_revision(matrix)
    said = report(handing_in.download(upon, FRAMEWORK, PLACES, CATALOGUES[language]))
    assert not said.errors
    compared = handing_in.compare(None, said, upon)  # type: ignore[arg-type]  # the store is not asked where the base is current
    assert compared.unchanged
    assert compared.base is upon
    assert compared.merged.matrix == matrix


@tries(15)
@given(matrices().map(reasoned), st.data())
def test_one_edited_cell_changes_exactly_that_cell(matrix: Matrix, data: st.DataObject):
    upon = as_revision(matrix)
    row = data.draw(st.integers(0, len(matrix.places)), label="row")
    column = data.draw(st.integers(0, len(FRAMEWORK.point_ids) - 1), label="column")
    place, point = ("region-wide", *matrix.places)[row], FRAMEWORK.point_ids[column]
    was = next((one.status for one in matrix.assessments if (one.place, one.point) == (place, point)), None)
    status = data.draw(st.sampled_from([one for one in Status if one not in (was, Status.NOT_APPLICABLE)]), label="status")
    book = openpyxl.load_workbook(BytesIO(handing_in.download(upon, *LISTS)))
    book["Matrix"].cell(row + 2, column + 3).value = CATALOGUES["en"].text(f"status.{status}")
    compared = handing_in.compare(None, report(saved(book)), upon)  # type: ignore[arg-type]  # the store is not asked where the base is current
    assert compared.merged.changes == (Change(Unit("matrix", (place,), f"point.{point}"), was, status),)
    assert compared.merged.matrix is not None
    assert differences(matrix, compared.merged.matrix) == compared.merged.changes


# Bases


def test_two_edits_of_one_base_are_both_published(kept: Store):
    base = first(kept)
    one, two = taken(noted("Another note"), base), taken(noted("A note", Assessment("SOM", "4", Status.PLANNED)), base)
    publish(kept, one, hand_in(kept, one, base))
    late = hand_in(kept, two, base)
    with pytest.raises(Overtaken) as overtaken:
        publish(kept, two, late)
    again = hand_in(kept, two, overtaken.value.current)
    assert again.base == base
    new = publish(kept, two, again)
    assert (new.number, new.base, new.receipt) == (3, base.fingerprint, receipt(two))
    assert fingerprint(new.matrix) == fingerprint(with_refs(noted("Another note", Assessment("SOM", "4", Status.PLANNED))))


def test_without_a_known_base_nothing_clashes_and_what_is_there_is_asked_as_withdrawn(kept: Store):
    base = first(kept)
    newer = store.publish(kept, noted("Theirs"), b"", BY, kind=RevisionKind.UPLOAD, expected=base.fingerprint)
    data = taken(replace(noted("Mine"), situations=()), base)
    known, unknown = hand_in(kept, data, newer), hand_in(kept, with_cell(data, "About", "B10", "0000"), newer)
    assert known.base == base and unknown.base is None
    assert known.merged.clashes == (Clash(Unit("about", (SAMPLE.about.region,), "notes"), "A note", "Theirs", "Mine"),)
    assert unknown.merged.clashes == () and len(unknown.merged.withdrawn) == len(known.merged.withdrawn) == 2


def test_the_first_file_of_a_region_is_taken_as_it_is_and_a_part_too(kept: Store):
    for region, scope in (("gulf-of-aden", Scope.FULL), ("europe", Scope.PARTIAL)):
        place = PLACES.region(region).countries[0]
        matrix = Matrix(About(region, framework=FRAMEWORK.id, notes="First"), (place,), (Assessment(place, "1", Status.PLANNED),))
        data = workbook(matrix, *LISTS, scope=scope)
        compared = hand_in(kept, data, None)
        assert not compared.unchanged
        assert publish(kept, data, compared).matrix == matrix


def test_a_file_that_was_published_is_unchanged_when_it_comes_again(kept: Store):
    base = first(kept)
    data = taken(noted("Another note"), base)
    new = publish(kept, data, hand_in(kept, data, base))
    assert hand_in(kept, data, new).unchanged
    assert hand_in(kept, taken(replace(noted("Another note"), activities=()), new), new).unchanged is False


# What was merged is checked


def test_what_two_hands_leave_wrong_between_them_is_found(kept: Store):
    """One takes a "not applicable" for granted and gives its reason back; the other says it anew."""
    base = first(kept, replace(SAMPLE, assessments=SAMPLE.assessments[:2]))
    one = taken(replace(base.matrix, remarks=SAMPLE.remarks[1:]), base)
    two = taken(replace(base.matrix, assessments=SAMPLE.assessments), base)
    for data in (one, two):
        said = report(data)
        assert not said.errors
    alone = hand_in(kept, one, base)
    alone = hand_in(kept, one, base, confirmed=alone.merged.withdrawn)
    assert handing_in.errors(alone, *LISTS) == ()
    newer = publish(kept, one, alone)
    both = hand_in(kept, two, newer)
    # The reason was taken away since, and the file still has it as it was: it stays away.
    assert [finding.code for finding in handing_in.errors(both, *LISTS)] == ["reason-missing"]
    back = intake.read(BytesIO(handing_in.merged_workbook(both, *LISTS)), "merged.xlsx", FRAMEWORK, PLACES)
    assert back.base == newer.fingerprint
    assert [finding.code for finding in back.errors] == ["reason-missing"]


def test_an_answer_that_no_cell_can_hold_is_an_error_and_not_cut(kept: Store):
    base = first(kept)
    newer = publish_noted(kept, base, "Theirs")
    data = taken(noted("Mine"), base)
    [clash] = hand_in(kept, data, newer).merged.clashes
    answered = hand_in(kept, data, newer, answers={clash: "x" * 32_768})
    assert [finding.code for finding in handing_in.errors(answered, *LISTS)] == ["too-long-to-write"]
    assert handing_in.errors(hand_in(kept, data, newer, answers={clash: "Both"}), *LISTS) == ()


def publish_noted(kept: Store, upon: Revision, note: str) -> Revision:
    return store.publish(kept, noted(note), b"", BY, kind=RevisionKind.UPLOAD, expected=upon.fingerprint)


def test_a_file_of_which_nothing_changes_needs_no_second_look(kept: Store):
    wrong = replace(SAMPLE, remarks=(Remark("DJI", "1", missing="A gap"),))
    base = first(kept, wrong)  # published by other means: its own workbook would be refused
    said = Report("matrix.xlsx", matrix=wrong, base=base.fingerprint)
    assert handing_in.errors(handing_in.compare(kept, said, base), *LISTS) == ()
