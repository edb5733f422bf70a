"""Drafts → what a room has recorded, typed; and what of it is not complete.

Limit worth knowing: what is not complete is told of with its reason and left out of what is published. Whoever closes a session looks at it first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Literal

from lib import figures, merge
from lib.framework import Framework
from lib.model import REGION_WIDE, Cell, Draft, FollowUp, Matrix, Message, State, Status
from lib.places import Places
from lib.planning.subjects import FIELDS, MOVED, WAS_WRONG, YES, Kind, Subject, of_action, of_cell, of_follow_up, taken_apart

Fields = Mapping[str, str]
"""What is written of one subject, by field; blank ones are left out."""


@dataclass(frozen=True, slots=True)
class AtCell:
    """What is recorded of one cell. What is blank (a status: None) says nothing.

    `change` is why `status` is another than the published one: the situation changed ("moved") or the published one was wrong ("was_wrong"); "" where
    nobody said. `contested` is why the published status is doubted: that status stays until somebody sets another.
    """

    cell: Cell
    status: Status | None = None
    reason: str = ""
    source: str = ""
    year: str = ""
    missing: str = ""
    recommendation: str = ""
    contested: str = ""
    change: Literal["", "moved", "was_wrong"] = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of an action that is in the matrix; what is blank (a state: None) stays."""

    ref: str
    state: State | None = None
    reason: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a cell, on a point (`place` is empty) or on the session (both are). An internal one is not for onward sharing."""

    place: str
    point: str
    text: str
    internal: bool


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A subject that cannot be published as it is, and why."""

    subject: str
    why: Message


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a session has recorded, by the framework's points and the region's places; actions further by what was written.

    `no_actions` are the points and cells at which the room decided that nothing is done, each with its reason. `reached` are the points that somebody
    marked as such or of which anything is recorded. What is `incomplete` stands among the others too.
    """

    cells: tuple[AtCell, ...] = ()
    actions: tuple[FollowUp, ...] = ()
    no_actions: tuple[FollowUp, ...] = ()
    moved: tuple[Moved, ...] = ()
    notes: tuple[Note, ...] = ()
    reached: tuple[str, ...] = ()
    present: str = ""
    incomplete: tuple[Incomplete, ...] = ()


def recorded(drafts: Iterable[Draft], matrix: Matrix, framework: Framework, places: Places) -> Recorded:
    """What the drafts of one session say upon a region's matrix. The order of drafts does not matter.

    UnknownRegion; ValueError where a draft is in no field of ours (`FIELDS`), or holds a status, state or kind of change that there is not.
    """
    drafts = tuple(drafts)
    said = _by_kind(drafts)
    points, countries = framework.point_ids, places.region(matrix.about.region).countries
    rank = _rank(points, (REGION_WIDE, *countries))
    cells = sorted((_at_cell(at, fields) for at, fields in said["cell"].items() if fields.keys() - _NOT_ALONE), key=lambda one: rank(*one.cell))
    planned = [_action(at, fields) for at, fields in said["action"].items() if _is_action(fields)]
    planned.sort(key=lambda one: (rank(one.place, one.point), one.action, one.ref))
    moved = [_moved(at, fields) for at, fields in sorted(said["follow_up"].items())]
    notes = [_note(at, fields) for kind in _NOTED for at, fields in said[kind].items() if "note" in fields]
    reached = {one.point for one in planned} | {
        at.point for kind in _NOTED for at, fields in said[kind].items() if fields.keys() - {"internal", "change"}
    }
    rows = {one.ref: one for one in merge.with_refs(matrix).follow_up} if moved else {}
    reached |= {rows[one.ref].point for one in moved if one.ref in rows}
    return Recorded(
        cells=tuple(cells),
        actions=tuple(one for one in planned if one.state is not State.NO_ACTION),
        no_actions=tuple(one for one in planned if one.state is State.NO_ACTION),
        moved=tuple(moved),
        notes=tuple(sorted(notes, key=lambda one: rank(one.place, one.point))),
        reached=tuple(point for point in points if point in reached),
        present=said["session"].get(Subject("session"), {}).get("present", ""),
        incomplete=tuple(
            Incomplete(subject, why)
            for subject, why in _incomplete(cells, planned, moved, matrix, rows, _past(drafts), {"", *points}, {"", REGION_WIDE, *countries})
        ),
    )


_NEEDS_REASON = {State.NO_ACTION: "because", State.DROPPED: "dropped"}
_OPEN = (State.AGREED, State.IN_PROGRESS)
_OF_NOTES = {"note", "internal"}
_NOT_ALONE = {*_OF_NOTES, "change"}
"""Fields of a cell that say nothing of the matrix where no other one does."""
_NOTED: tuple[Kind, ...] = ("session", "point", "cell")


def _by_kind(drafts: Iterable[Draft]) -> Mapping[Kind, Mapping[Subject, Fields]]:
    found: dict[Kind, dict[Subject, dict[str, str]]] = {kind: {} for kind in FIELDS}
    for draft in drafts:
        subject = taken_apart(draft.subject)
        if draft.field not in FIELDS[subject.kind]:
            raise ValueError(f"{subject.kind} has no {draft.field}")
        if text := draft.value.replace("\r\n", "\n").strip():
            found[subject.kind].setdefault(subject, {})[draft.field] = text
    return found


def _past(drafts: Iterable[Draft]) -> Set[str]:
    """The subjects whose due date was over on the day (UTC) on which somebody wrote it."""
    dues = [(draft, figures.last_day(draft.value.strip())) for draft in drafts if draft.field == "due"]
    return {draft.subject for draft, last in dues if last and last < draft.at.date()}


def _rank(points: tuple[str, ...], places: tuple[str, ...]) -> Callable[[str, str], tuple[int, int, str, str]]:
    """The order of places and points: what is of the whole session, or of a whole point, comes before; what nobody declares, last."""

    def rank(place: str, point: str) -> tuple[int, int, str, str]:
        by_point, by_place = (
            (codes.index(code) if code in codes else len(codes)) if code else -1 for code, codes in ((point, points), (place, places))
        )
        return by_point, by_place, point, place

    return rank


def _at_cell(at: Subject, fields: Fields) -> AtCell:
    texts: dict[str, Any] = {name: text for name, text in fields.items() if name not in {"status", *_OF_NOTES}}
    if texts.get("change", MOVED) not in (MOVED, WAS_WRONG):
        raise ValueError(f"no kind of change: {texts['change']}")
    return AtCell(Cell(at.place, at.point), Status(fields["status"]) if "status" in fields else None, **texts)


def _is_action(fields: Fields) -> bool:
    """Whether anything is said of an action but where it would be; one that was taken back is none."""
    return "withdrawn" not in fields and (fields.get("state") == State.NO_ACTION or bool(fields.keys() - {"place", "point", "state"}))


def _action(at: Subject, fields: Fields) -> FollowUp:
    texts = {name: text for name, text in fields.items() if name not in {"state", "partners"}}
    partners = tuple(filter(None, map(str.strip, fields.get("partners", "").split(";"))))
    return FollowUp(at.id, **{"place": "", "point": "", "action": "", **texts}, partners=partners, state=State(fields.get("state", State.AGREED)))


def _moved(at: Subject, fields: Fields) -> Moved:
    return Moved(at.id, State(fields["state"]) if "state" in fields else None, fields.get("reason", ""), fields.get("due", ""))


def _note(at: Subject, fields: Fields) -> Note:
    return Note(at.place, at.point, fields["note"], fields.get("internal") == YES)


def _incomplete(
    cells: Iterable[AtCell],
    planned: Iterable[FollowUp],
    moved: Iterable[Moved],
    matrix: Matrix,
    rows: Mapping[str, FollowUp],
    past: Set[str],
    points: set[str],
    places: set[str],
) -> Iterator[tuple[str, Message]]:
    """Each subject that cannot be published as it is, with each reason why."""
    assessed = {Cell(one.place, one.point) for one in matrix.assessments}
    reasons = {Cell(remark.place, remark.point) for remark in matrix.remarks if remark.reason}
    for cell in cells:
        subject = of_cell(cell.cell)
        yield from ((subject, why) for why in _undeclared(*cell.cell, points, places))
        if cell.status is Status.NOT_APPLICABLE and not cell.reason and cell.cell not in reasons:
            yield subject, Message("planning.incomplete.not_applicable")
        if cell.contested and cell.cell not in assessed:
            yield subject, Message("planning.incomplete.contested")
    for action in planned:
        subject = of_action(action.ref)
        yield from ((subject, why) for why in _undeclared(action.place, action.point, points, places))
        if not action.place or not action.point:
            yield subject, Message("planning.incomplete.where")
        if action.state is State.NO_ACTION and not action.reason:
            yield subject, Message("planning.incomplete.because")
        if action.state is not State.NO_ACTION and not action.action:
            yield subject, Message("planning.incomplete.action")
        if action.state is not State.NO_ACTION and not action.lead:
            yield subject, Message("planning.incomplete.lead")
        if action.state is not State.NO_ACTION and subject in past:
            yield subject, Message("planning.incomplete.past")
    for one in moved:
        subject = of_follow_up(one.ref)
        if one.ref not in rows:
            yield subject, Message("planning.incomplete.gone")
            continue
        row = rows[one.ref]
        # Why an action stays what it was, stands there already.
        reason = one.reason or (row.reason if one.state in (None, row.state) else "")
        if one.state in _NEEDS_REASON and not reason:
            yield subject, Message(f"planning.incomplete.{_NEEDS_REASON[one.state]}")
        if (one.state or row.state) in _OPEN and subject in past:
            yield subject, Message("planning.incomplete.past")


def _undeclared(place: str, point: str, points: set[str], places: set[str]) -> Iterator[Message]:
    if place not in places:
        yield Message("planning.incomplete.place")
    if point not in points:
        yield Message("planning.incomplete.point")
