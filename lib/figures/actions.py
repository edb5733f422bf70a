"""Follow-up actions by where they stand on a day: what is late comes first.

Due is a day, a month, a year or a period, and an action is overdue from the day after its last day. A target that a document records was agreed by nobody
here: it stands apart, is never overdue, and is in no count of actions.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lib.model import FollowUp, Matrix, Message, Param, State

OPEN = ("overdue", "soon", "later", "undated")
"""The groups of actions that somebody still has to do."""
TO_DO = (State.AGREED, State.IN_PROGRESS)
"""The states of such actions."""
_CLOSED = (State.DONE, State.DROPPED, State.NO_ACTION)
GROUPS: tuple[str, ...] = (*OPEN, *_CLOSED, State.RECORDED)
SOON = timedelta(days=90)
"""How far ahead an action counts as due soon."""

_DUE = re.compile(r"(?:[0-9]{4}-)?([0-9]{4})|([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_COLUMNS = ("ref", "place", "point", "action", "lead", "partners", "target", "due", "state", "reason", "source")


def last_day(due: str) -> date | None:
    """The last day on which something is in time: "2027" → 31 December 2027, "2027-06" → 30 June 2027, "2025-2027" → 31 December 2027. None where it
    names no day, month or year that there is."""
    found = _DUE.fullmatch(due)
    if found is None:
        return None
    year, month = int(found[1] or found[2]), int(found[3] or 12)
    try:
        return date(year, month, int(found[4] or monthrange(year, month)[1]))
    except ValueError:
        return None


def actions(matrix: Matrix, on: date) -> pd.DataFrame:
    """The follow-up of a matrix as it stands on a day, group by group (GROUPS), what is due first in front; then in the order of the sheet.

    Columns: group; last_day (a date, or None); and the fields of FollowUp (partners is a tuple).
    """
    rows = [{"group": _group(one, on), "last_day": last_day(one.due), **asdict(one)} for one in matrix.follow_up]
    rows.sort(key=lambda row: (GROUPS.index(row["group"]), row["last_day"] or date.max))
    return pd.DataFrame(rows, columns=["group", "last_day", *_COLUMNS], dtype=object)


def is_overdue(action: FollowUp, on: date) -> bool:
    """Whether somebody still has to do an action of which the last day is past."""
    return _group(action, on) == "overdue"


def _group(action: FollowUp, on: date) -> str:
    if action.state not in TO_DO:
        return action.state
    last = last_day(action.due)
    if last is None:
        return "undated"
    return "overdue" if last < on else "soon" if last <= on + SOON else "later"


def action_counts(actions: pd.DataFrame) -> dict[str, int]:
    """How many of `actions` are in each group (GROUPS), zero where none."""
    counted = actions["group"].value_counts()
    return {group: int(counted.get(group, 0)) for group in GROUPS}


def actions_in_words(counts: Mapping[str, int], on: date) -> tuple[Message, ...]:
    """The counts of `action_counts` in words: the open actions, those that ended, and apart from both what documents record."""
    if n := sum(counts[group] for group in OPEN):
        said = [Message("actions.open", {"n": n, "parts": _parts(counts, OPEN, on)})]
    else:
        said = [Message("actions.none_open")]
    if any(counts[group] for group in _CLOSED):
        said.append(Message("actions.closed", {"parts": _parts(counts, _CLOSED, on)}))
    if n := counts[State.RECORDED]:
        said.append(Message("actions.recorded", {"n": n}))
    return tuple(said)


def _parts(counts: Mapping[str, int], groups: tuple[str, ...], on: date) -> tuple[Message, ...]:
    return tuple(Message(f"actions.part.{group}", {"n": counts[group], "date": on + SOON}) for group in groups if counts[group])


def due_in_words(action: Mapping[Any, Any], on: date) -> Message:
    """When a row of `actions` is or was due; of an open one also how late it is, or how soon."""
    last, group = action["last_day"], action["group"]
    if last is None:
        return Message("actions.due.other", {"due": action["due"]}) if action["due"] else Message("actions.due.none")
    params: dict[str, Param] = {"date": last}
    match group:
        case "overdue":
            return Message("actions.due.overdue", params | {"n": (on - last).days})
        case "soon":
            return Message("actions.due.soon", params | {"n": (last - on).days})
        case State.RECORDED:
            return Message("actions.due.recorded", params)
    return Message("actions.due.by", params)
