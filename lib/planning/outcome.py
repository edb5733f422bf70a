"""What a session recorded → the region's matrix after it. Only what is complete goes in; notes never do.

Applied to the matrix that comes of it, it changes nothing: a session whose outcome is already there does not say it twice.

Limits worth knowing: a blank takes nothing away, as in a workbook. What stood beside a status and belonged to that status alone – why a point does not
apply, why the status was contested – goes with it, or the new status would be shown with the old one's reason. It stays in the history. A remark has one
source and one year for its status and all its texts: where an older text stays beside a new one, or beside a status that the room set, both sources are
named, and an older text never gets a source that did not say it. A source gives way only to one that was typed, where no older text needs it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from lib import merge
from lib.model import REGION_WIDE, Assessment, Cell, FollowUp, Matrix, Message, Remark, State, Status
from lib.planning.contested import contested
from lib.planning.recorded import AtCell, Moved, Recorded
from lib.planning.subjects import of_action, of_cell, of_follow_up
from lib.words import Catalogue, render


def outcome(recorded: Recorded, matrix: Matrix, *, on: date, words: Catalogue) -> Matrix:
    """The matrix after a session that was held on a day; `words` are in the language of the matrix.

    What the room wrote without a source rests on the session itself, as of that day. What is contested stays as it is published; the remark says so. The
    matrix that anything changed in speaks for the day of the session, if that is later.
    """
    left_out = {one.subject for one in recorded.incomplete}
    cells = [one for one in recorded.cells if of_cell(one.cell) not in left_out]
    actions = [one for one in (*recorded.actions, *recorded.no_actions) if of_action(one.ref) not in left_out]
    moved = [one for one in recorded.moved if of_follow_up(one.ref) not in left_out]
    source = _session(on, words)
    statuses = {Cell(one.place, one.point): one.status for one in matrix.assessments}
    remarks = {Cell(one.place, one.point): one for one in matrix.remarks}
    for one in cells:
        before = remarks.get(one.cell, Remark(*one.cell))
        remark = _remark(before, one, statuses.get(one.cell), source, on, words)
        if one.cell in remarks or remark != before:
            remarks[one.cell] = remark
    statuses |= {one.cell: one.status for one in cells if one.status}
    rows = dict.fromkeys((*matrix.places, *(one.cell.place for one in cells if one.status and one.cell.place != REGION_WIDE)))
    after = replace(
        matrix,
        places=tuple(rows),
        assessments=tuple(Assessment(*cell, status) for cell, status in statuses.items()),
        remarks=tuple(remarks.values()),
        follow_up=_follow_up(matrix, [_stated(one, source, words) for one in actions], moved) if actions or moved else matrix.follow_up,
    )
    return after if after == matrix else replace(after, about=replace(after.about, as_of=max(on, matrix.about.as_of or on)))


def _remark(before: Remark, said: AtCell, was: Status | None, session: str, on: date, words: Catalogue) -> Remark:
    """What stands beside a cell after the session; `session` is how it is named as a source."""
    judged = said.status not in (None, was)
    no_longer = judged and was is Status.NOT_APPLICABLE
    plain, contests = contested(before.missing)
    # What of the remark nobody in the room wrote: each with what stands there already, which it must not lose.
    stays = (
        (plain and not said.missing) or (before.recommendation and not said.recommendation) or (before.reason and not said.reason and not no_longer)
    )
    wrote = said.missing or said.recommendation or said.reason or said.contested
    source, year = said.source, said.year
    if not source and (wrote or judged):
        source, year = session, year or on.isoformat()
    if not source or source == before.source or before.source.endswith(f"; {source}"):
        source, year = before.source, said.year or before.year
    elif stays or (before.source and not said.source):
        source = f"{_dated(before, words)}; {source}"
    return replace(
        before,
        missing=_missing(before.missing, plain, contests, said, on, words),
        recommendation=said.recommendation or before.recommendation,
        reason=said.reason or ("" if no_longer else before.reason),
        source=source,
        year=year,
    )


def _dated(before: Remark, words: Catalogue) -> str:
    """The source of an older text, with its year, which no longer has a column of its own; a session's name holds its day."""
    if not before.source:
        return words.text("planning.source.none")
    return ", ".join(filter(None, (before.source, "" if _names_day(before, words) else before.year)))


def _names_day(remark: Remark, words: Catalogue) -> bool:
    try:
        day = date.fromisoformat(remark.year)
    except ValueError:
        return False
    return remark.source.endswith(_session(day, words))


def _session(on: date, words: Catalogue) -> str:
    return render(Message("planning.source", {"day": on}), words)


def _missing(before: str, plain: str, contests: Sequence[str], said: AtCell, on: date, words: Catalogue) -> str:
    """What is missing, and below it, a line each, why the status is contested: until a status is set, which settles it."""
    if said.status:
        return said.missing or plain
    text = said.missing or before
    why = " ".join(said.contested.split())
    lines = [*contests, render(Message("planning.contested", {"day": on, "why": why}), words)] if why else contests
    for line in lines:
        if line not in text.split("\n"):
            text = f"{text}\n{line}".lstrip("\n")
    return text


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
