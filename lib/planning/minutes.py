"""What a planning session comes to, for its minutes: what was assessed, contested and agreed, what was noted, and what was not reached."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lib import merge
from lib.framework import Framework
from lib.model import Cell, Draft, FollowUp, Matrix, Remark, Status
from lib.places import Places
from lib.planning.recorded import Incomplete, Note, recorded
from lib.planning.subjects import of_cell
from lib.store import Session


@dataclass(frozen=True, slots=True)
class Assessed:
    """A cell whose status the room set: what was published before (None: not assessed), what the room said, and what stands there afterwards.

    `after` is another than `said` only where somebody else had published meanwhile and that was kept. `reason`, `source` and `year` stand there afterwards.
    """

    cell: Cell
    before: Status | None
    said: Status
    after: Status | None
    reason: str
    source: str
    year: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """What the room wrote of a cell: what is missing there and what is recommended ("": nothing)."""

    cell: Cell
    missing: str
    recommendation: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A cell whose published status (None: not assessed) the room doubts, and why."""

    cell: Cell
    status: Status | None
    why: str


@dataclass(frozen=True, slots=True)
class Followed:
    """An action of an earlier time, as it was and as it is afterwards."""

    before: FollowUp
    after: FollowUp


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session; everything in the order of the framework's points and the region's places.

    `held` is the day (UTC) on which it began, `by` everybody who recorded something, the one who began it first. `present` is who was in the room, as it
    was written. `notes` hold the internal ones too: whoever passes minutes on leaves those out (`for_sharing`). `not_reached` are points of the
    agenda. `incomplete` is what was recorded and could not be published.
    """

    session: Session
    held: date
    by: tuple[str, ...]
    present: str
    assessed: tuple[Assessed, ...]
    remarked: tuple[Remarked, ...]
    contested: tuple[Contested, ...]
    actions: tuple[FollowUp, ...]
    no_actions: tuple[FollowUp, ...]
    followed: tuple[Followed, ...]
    notes: tuple[Note, ...]
    not_reached: tuple[str, ...]
    incomplete: tuple[Incomplete, ...]


def minutes(session: Session, drafts: Iterable[Draft], before: Matrix, after: Matrix, framework: Framework, places: Places) -> Minutes:
    """The minutes of a session out of its drafts, the matrix upon which it was published, and the one that it was closed with.

    While it is open, `before` is the current matrix and `after` the `outcome` upon it. UnknownRegion; ValueError as `recorded`.
    """
    drafts = sorted(drafts, key=lambda draft: (draft.at, draft.subject, draft.field))
    said = recorded(drafts, before, framework, places)
    was, now = ({Cell(one.place, one.point): one.status for one in matrix.assessments} for matrix in (before, after))
    remarks = {Cell(one.place, one.point): one for one in after.remarks}
    known, rows = ({one.ref: one for one in merge.with_refs(matrix).follow_up} for matrix in (before, after))
    left_out = {one.subject for one in said.incomplete}
    return Minutes(
        session=session,
        held=session.begun_at.date(),
        by=tuple(filter(None, dict.fromkeys((session.begun_by, *(draft.by for draft in drafts))))),
        present=said.present,
        assessed=tuple(
            _assessed(one.cell, was.get(one.cell), one.status, now.get(one.cell), remarks.get(one.cell, Remark(*one.cell)))
            for one in said.cells
            if one.status and of_cell(one.cell) not in left_out
        ),
        remarked=tuple(Remarked(one.cell, one.missing, one.recommendation) for one in said.cells if one.missing or one.recommendation),
        contested=tuple(Contested(one.cell, was.get(one.cell), one.contested) for one in said.cells if one.contested),
        actions=tuple(rows.get(one.ref, one) for one in said.actions),
        no_actions=tuple(rows.get(one.ref, one) for one in said.no_actions),
        followed=tuple(Followed(known[one.ref], rows[one.ref]) for one in said.moved if one.ref in known and one.ref in rows),
        notes=said.notes,
        not_reached=tuple(point for point in framework.point_ids if point not in said.reached),
        incomplete=said.incomplete,
    )


def for_sharing(minutes: Minutes) -> Minutes:
    """The minutes without the internal notes."""
    return replace(minutes, notes=tuple(note for note in minutes.notes if not note.internal))


def _assessed(cell: Cell, before: Status | None, said: Status, after: Status | None, remark: Remark) -> Assessed:
    return Assessed(cell, before, said, after, remark.reason, remark.source, remark.year)
