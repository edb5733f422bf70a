"""A planning session on its way to the next revision: merged with what is published by now, checked whole, published once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lib import closing, handing_in, planning, store
from lib.exceptions import MoreRecorded, Overtaken
from lib.handing_in import Comparison
from lib.model import About, Actor, Assessment, Cell, Judged, Matrix, Remark, Revision, RevisionKind, Status
from lib.store import Session, Store
from tests.strategies import FRAMEWORK, PLACES
from tests.test_drafts import opened as opened
from tests.workbooks import CATALOGUES

REGION = "demonstration-north"
A, B = Cell("XAA", "1"), Cell("XAB", "2")
BY = Actor("A person")
LISTS = FRAMEWORK, PLACES, CATALOGUES["en"]


def matrix(*assessments: Assessment, remarks: tuple[Remark, ...] = ()) -> Matrix:
    return Matrix(About(REGION, framework=FRAMEWORK.id), PLACES.region(REGION).countries, assessments, remarks)


def publish(kept: Store, new: Matrix) -> Revision:
    upon = store.current(kept, REGION)
    return store.publish(kept, new, b"", BY, kind=RevisionKind.UPLOAD, expected=upon.fingerprint if upon else "")


def begun(kept: Store, *said: tuple[Cell, str, str]) -> Session:
    session = store.begin(kept, REGION, BY, name="Spring")
    for cell, field, value in said:
        store.write(kept, session.id, planning.of_cell(cell), field, value, BY, expected=0)
    return session


def compared(kept: Store, session: Session, base: Revision, upon: Revision | None = None, **more: object) -> Comparison:
    said = planning.recorded(store.drafts(kept, session.id), base.matrix, FRAMEWORK, PLACES)
    return closing.compare(session, said, base, upon, CATALOGUES["en"], **more)


def test_what_the_room_said_is_what_changes(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    found = compared(opened, begun(opened, (B, "status", Status.IN_PLACE)), base, base)
    assert found.merged.matrix is not None and not found.merged.clashes
    assert set(found.merged.matrix.assessments) == {Assessment(*A, Status.PLANNED), Assessment(*B, Status.IN_PLACE)}


def test_what_others_published_since_stays(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    session = begun(opened, (B, "status", Status.IN_PLACE))
    upon = publish(opened, matrix(Assessment(*A, Status.PARTLY)))
    found = compared(opened, session, base, upon)
    assert found.merged.matrix is not None
    assert set(found.merged.matrix.assessments) == {Assessment(*A, Status.PARTLY), Assessment(*B, Status.IN_PLACE)}


def test_a_cell_that_both_changed_is_asked(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    session = begun(opened, (A, "status", Status.IN_PLACE), (A, "source", "The room"))
    upon = publish(opened, matrix(Assessment(*A, Status.PARTLY)))
    found = compared(opened, session, base, upon)
    [clash] = found.merged.clashes
    assert found.merged.matrix is None
    answered = compared(opened, session, base, upon, answers={clash: clash.theirs})
    assert answered.merged.matrix is not None and Assessment(*A, Status.IN_PLACE) in answered.merged.matrix.assessments


def dated(day: date | None, status: Status) -> Matrix:
    found = matrix(Assessment(*A, status))
    return replace(found, about=replace(found.about, as_of=day))


def test_the_day_a_matrix_speaks_for_is_the_later_of_both_and_never_asked(opened: Store):
    base = publish(opened, dated(date(2020, 1, 1), Status.PLANNED))
    session = begun(opened, (B, "status", Status.IN_PLACE))
    held = session.begun_at.date()
    for day, after in ((date(2021, 1, 1), held), (held + timedelta(days=9), held + timedelta(days=9)), (None, held)):
        upon = publish(opened, dated(day, Status.PARTLY))
        found = compared(opened, session, base, upon)
        assert found.merged.matrix is not None and not found.merged.clashes
        assert found.merged.matrix.about.as_of == after


def test_a_session_that_says_only_what_is_published_by_now_changes_nothing_not_even_the_day(opened: Store):
    base = publish(opened, dated(date(2020, 1, 1), Status.PLANNED))
    session = begun(opened, (A, "status", Status.PARTLY), (A, "source", "The room"))
    said = planning.recorded(store.drafts(opened, session.id), base.matrix, FRAMEWORK, PLACES)
    there = planning.outcome(said, base.matrix, on=session.begun_at.date(), words=CATALOGUES["en"])
    upon = publish(opened, replace(there, about=base.matrix.about))
    assert compared(opened, session, base, upon).merged.changes == ()


def test_what_is_merged_is_checked_whole_though_nobody_published_since(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED), remarks=(Remark(*A, missing="x" * 32_767),)))
    found = compared(opened, begun(opened, (A, "contested", "The law was changed")), base, base)
    assert [one.code for one in handing_in.errors(found, *LISTS)] == ["too-long-to-write"]


def test_a_session_is_closed_with_the_revision_and_what_the_publisher_took_its_changes_for(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    session = begun(opened, (A, "status", Status.IN_PLACE))
    new = closing.close(
        opened,
        session,
        store.drafts(opened, session.id),
        compared(opened, session, base, base),
        Actor("Ada"),
        note="A note",
        judged=(Judged("XAA", "1", "correction"),),
    )
    assert (new.number, new.by, new.note, new.kind, new.base) == (2, "Ada", "A note", RevisionKind.PLANNING, base.fingerprint)
    assert new.judged == (Judged("XAA", "1", "correction"),)
    assert store.session(opened, session.id).number == 2


def test_a_region_without_a_revision_gets_its_first_by_a_session(opened: Store):
    nothing = replace(publish(opened, matrix()), number=0)
    empty = replace(nothing, matrix=replace(nothing.matrix, about=About("demonstration-south", framework=FRAMEWORK.id), places=()))
    session = store.begin(opened, "demonstration-south", BY, name="Spring")
    place = PLACES.region("demonstration-south").countries[0]
    store.write(opened, session.id, planning.of_cell(Cell(place, "1")), "status", Status.PARTLY, BY, expected=0)
    new = closing.close(opened, session, store.drafts(opened, session.id), compared(opened, session, empty), BY, note="")
    assert new.number == 1 and new.matrix.assessments == (Assessment(place, "1", Status.PARTLY),)


def test_a_session_is_not_closed_upon_what_is_no_longer_current(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    session = begun(opened, (B, "status", Status.IN_PLACE))
    found = compared(opened, session, base, base)
    publish(opened, matrix(Assessment(*A, Status.PARTLY)))
    with pytest.raises(Overtaken):
        closing.close(opened, session, store.drafts(opened, session.id), found, BY, note="")
    assert store.session(opened, session.id).open


def test_what_is_recorded_after_the_room_looked_is_never_left_out_in_silence(opened: Store):
    base = publish(opened, matrix(Assessment(*A, Status.PLANNED)))
    session = begun(opened, (A, "status", Status.IN_PLACE))
    seen, found = store.drafts(opened, session.id), compared(opened, session, base, base)
    store.write(opened, session.id, planning.of_cell(Cell(*B)), "status", Status.PARTLY, BY, expected=0)
    with pytest.raises(MoreRecorded):
        closing.close(opened, session, seen, found, BY, note="")
    assert store.session(opened, session.id).open and len(store.history(opened, base.region)) == 1
