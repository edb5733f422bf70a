"""What a planning session comes to, for its minutes: what was assessed, contested and agreed, what was noted, and what was not reached."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from lib import merge
from lib.figures.changes import Change
from lib.framework import Framework
from lib.model import Cell, Draft, FollowUp, Judged, Matrix, Message, State, Status
from lib.places import Places
from lib.planning.kinds import kinds
from lib.planning.recorded import AtCell, Moved, Note, Recorded, recorded
from lib.planning.subjects import of_action, of_cell, of_follow_up
from lib.store import Session


@dataclass(frozen=True, slots=True)
class Assessed:
    """A cell whose status the room set: what was published before (None: not assessed), what the room said, and what stands there afterwards.

    `after` is another than `said` only where somebody else had published meanwhile and that was kept. `reason`, `source` and `year` are what the room
    wrote of it. `change` is what kind of change it is; "same" where the status is none, "not_said" where it is for the room to say.
    """

    cell: Cell
    before: Status | None
    said: Status
    after: Status | None
    reason: str
    source: str
    year: str
    change: Change | Literal["same", "not_said"]


@dataclass(frozen=True, slots=True)
class Remarked:
    """What the room wrote of a cell: what is missing there and what is recommended ("": nothing)."""

    cell: Cell
    missing: str
    recommendation: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A cell whose published status (None: not assessed) the room doubts, and why; and the status that it set there itself, which settles it."""

    cell: Cell
    status: Status | None
    why: str
    settled: Status | None


@dataclass(frozen=True, slots=True)
class Followed:
    """An action of an earlier time, as it was and as it is afterwards."""

    before: FollowUp
    after: FollowUp


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the room recorded of a cell, of a new action or of an earlier one, and why (at least one reason) it was not published.

    `cell` is where it belongs, as far as it is known; `action` is the earlier action's text ("": a cell, a new action, or one that is gone).
    """

    cell: Cell
    said: AtCell | FollowUp | Moved
    action: str
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session; everything in the order of the framework's points and the region's places.

    `held` is the day (UTC) on which it began, `by` everybody who recorded something, the one who began it first. `present` is who was in the room, as it
    was written. `no_actions` are told as the room wrote them. `left` are the actions of earlier times, still to be done, of which nothing was recorded.
    `notes` hold the internal ones too: whoever passes minutes on leaves those out (`for_sharing`). `not_reached` are the framework's points that are not
    `Recorded.reached`. `incomplete` is what was recorded and could not be published: it stands in none of the others.
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
    left: tuple[FollowUp, ...]
    notes: tuple[Note, ...]
    not_reached: tuple[str, ...]
    incomplete: tuple[LeftOut, ...]


def minutes(
    session: Session,
    drafts: Iterable[Draft],
    before: Matrix,
    after: Matrix,
    framework: Framework,
    places: Places,
    *,
    judged: Iterable[Judged] = (),
) -> Minutes:
    """The minutes of a session out of its drafts, the matrix upon which it was published, and the one that it was closed with.

    While it is open, `before` is the current matrix and `after` the `outcome` upon it. `judged` is what the changes were published as.
    UnknownRegion; ValueError as `recorded`.
    """
    drafts = sorted(drafts, key=lambda draft: (draft.at, draft.subject, draft.field))
    told = recorded(drafts, before, framework, places)
    said = _complete(told)
    was, now = ({Cell(one.place, one.point): one.status for one in matrix.assessments} for matrix in (before, after))
    changed = kinds(said, before, after)
    change: dict[Cell, Any] = {cell: kind.change or "not_said" for cell, kind in changed.items()}
    change |= {Cell(one.place, one.point): one.change for one in judged if Cell(one.place, one.point) in changed}
    known, rows = ({one.ref: one for one in merge.with_refs(matrix).follow_up} for matrix in (before, after))
    moved = {one.ref for one in told.moved}
    left = tuple(one for ref, one in known.items() if ref not in moved and one.state in (State.AGREED, State.IN_PROGRESS))
    return Minutes(
        session=session,
        held=session.begun_at.date(),
        by=tuple(filter(None, dict.fromkeys((session.begun_by, *(draft.by for draft in drafts))))),
        present=said.present,
        assessed=tuple(
            Assessed(one.cell, was.get(one.cell), one.status, now.get(one.cell), one.reason, one.source, one.year, change.get(one.cell, "same"))
            for one in said.cells
            if one.status
        ),
        remarked=tuple(Remarked(one.cell, one.missing, one.recommendation) for one in said.cells if one.missing or one.recommendation),
        contested=tuple(Contested(one.cell, was.get(one.cell), one.contested, one.status) for one in said.cells if one.contested),
        actions=tuple(rows.get(one.ref, one) for one in said.actions),
        no_actions=said.no_actions,
        followed=tuple(Followed(known[one.ref], rows[one.ref]) for one in said.moved if one.ref in known and one.ref in rows),
        left=left,
        notes=said.notes,
        not_reached=tuple(point for point in framework.point_ids if point not in told.reached),
        incomplete=tuple(_left_out(told, known)),
    )


def _complete(said: Recorded) -> Recorded:
    """What was recorded, without what is incomplete."""
    left_out = {one.subject for one in said.incomplete}
    return replace(
        said,
        cells=tuple(one for one in said.cells if of_cell(one.cell) not in left_out),
        actions=tuple(one for one in said.actions if of_action(one.ref) not in left_out),
        no_actions=tuple(one for one in said.no_actions if of_action(one.ref) not in left_out),
        moved=tuple(one for one in said.moved if of_follow_up(one.ref) not in left_out),
    )


def _left_out(said: Recorded, known: Mapping[str, FollowUp]) -> Iterator[LeftOut]:
    """What is incomplete, once each, with all its reasons; `known` are the actions of the matrix by ref."""
    why: dict[str, list[Message]] = {}
    for one in said.incomplete:
        why.setdefault(one.subject, []).append(one.why)
    for cell in said.cells:
        if reasons := why.get(of_cell(cell.cell)):
            yield LeftOut(cell.cell, cell, "", tuple(reasons))
    for action in (*said.actions, *said.no_actions):
        if reasons := why.get(of_action(action.ref)):
            yield LeftOut(Cell(action.place, action.point), action, "", tuple(reasons))
    for moved in said.moved:
        if reasons := why.get(of_follow_up(moved.ref)):
            row = known.get(moved.ref, FollowUp(moved.ref, "", "", ""))
            yield LeftOut(Cell(row.place, row.point), moved, row.action, tuple(reasons))


def for_sharing(minutes: Minutes) -> Minutes:
    """The minutes without the internal notes."""
    return replace(minutes, notes=tuple(note for note in minutes.notes if not note.internal))
