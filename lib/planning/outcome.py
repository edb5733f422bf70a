"""What a session recorded → the region's matrix after it. Only what is complete goes in; notes never do.

Applied to the matrix that comes of it, it changes nothing: a session whose outcome is already there does not say it twice.

Limits worth knowing: a blank takes nothing away, as in a workbook. What stood beside a status and belonged to that status alone – why a point does not
apply, what the judgement rests on and of when – goes with it, or the new status would be shown with the old one's reason. It stays in the history.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lib import merge
from lib.model import REGION_WIDE, Assessment, Cell, FollowUp, Matrix, Message, Remark, State, Status
from lib.planning.recorded import AtCell, Moved, Recorded
from lib.planning.subjects import of_action, of_cell, of_follow_up
from lib.words import Catalogue, render


def outcome(recorded: Recorded, matrix: Matrix, *, on: date, words: Catalogue) -> Matrix:
    """The matrix after a session that was held on a day; `words` are in the language of the matrix.

    A status that the room set without a source rests on the session itself, as of that day. What is contested stays as it is published; the remark says
    so.
    """
    left_out = {one.subject for one in recorded.incomplete}
    cells = [one for one in recorded.cells if of_cell(one.cell) not in left_out]
    actions = [one for one in (*recorded.actions, *recorded.no_actions) if of_action(one.ref) not in left_out]
    moved = [one for one in recorded.moved if of_follow_up(one.ref) not in left_out]
    source = render(Message("planning.source", {"day": on}), words)
    statuses = {Cell(one.place, one.point): one.status for one in matrix.assessments}
    remarks = {Cell(one.place, one.point): one for one in matrix.remarks}
    for one in cells:
        before = remarks.get(one.cell, Remark(*one.cell))
        remark = _remark(before, one, statuses.get(one.cell), source, on, words)
        if one.cell in remarks or remark != before:
            remarks[one.cell] = remark
    statuses |= {one.cell: one.status for one in cells if one.status}
    rows = dict.fromkeys((*matrix.places, *(one.cell.place for one in cells if one.status and one.cell.place != REGION_WIDE)))
    return replace(
        matrix,
        places=tuple(rows),
        assessments=tuple(Assessment(*cell, status) for cell, status in statuses.items()),
        remarks=tuple(remarks.values()),
        follow_up=_follow_up(matrix, [_stated(one, source, words) for one in actions], moved) if actions or moved else matrix.follow_up,
    )


def _remark(before: Remark, said: AtCell, was: Status | None, source: str, on: date, words: Catalogue) -> Remark:
    """What stands beside a cell after the session."""
    judged = said.status not in (None, was)
    rests_on = said.source or (source if judged else before.source)
    when = before.year if rests_on == before.source else "" if said.source else on.isoformat()
    no_longer = judged and was is Status.NOT_APPLICABLE
    return replace(
        before,
        missing=_contested(said.missing or before.missing, said.contested, words),
        recommendation=said.recommendation or before.recommendation,
        reason=said.reason or ("" if no_longer else before.reason),
        source=rests_on,
        year=said.year or when,
    )


def _contested(missing: str, why: str, words: Catalogue) -> str:
    """What is missing, and below it why the status is contested, once."""
    if not why:
        return missing
    line = render(Message("planning.contested", {"why": why}), words)
    return missing if f"\n{line}\n" in f"\n{missing}\n" else f"{missing}\n{line}".lstrip("\n")


def _stated(action: FollowUp, source: str, words: Catalogue) -> FollowUp:
    """An action as it stands in the sheet; one that nobody put in words because nothing is done is about its point."""
    about = Message("figure.point", {"id": action.point, "name": Message(f"point.{action.point}")})
    return replace(action, action=action.action or render(about, words), source=action.source or source)


def _follow_up(matrix: Matrix, actions: Iterable[FollowUp], moved: Iterable[Moved]) -> tuple[FollowUp, ...]:
    rows = {one.ref: one for one in merge.with_refs(matrix).follow_up} | {one.ref: one for one in actions}
    for one in moved:
        rows[one.ref] = _after(rows[one.ref], one)
    return tuple(rows.values())


def _after(row: FollowUp, said: Moved) -> FollowUp:
    state: State = said.state or row.state
    # A reason belongs to its state: why something was dropped is not why it was taken up again.
    return replace(row, state=state, reason=said.reason or (row.reason if state is row.state else ""), due=said.due or row.due)
