"""What a draft is about, and in which fields: the words in which a planning page and `recorded` understand each other.

    cell/<place>/<point>   status, change ("moved", "was_wrong"), reason, source, year, missing, recommendation, contested; note, internal
    point/<point>          reached; note, internal
    action/<id>            place, point, action, lead, partners ("a; b"), target, due, state ("agreed", "no_action"), reason, source, withdrawn
    follow_up/<ref>        state, reason, due
    session                present; note, internal

`internal`, `reached` and `withdrawn` hold YES or nothing. A blank field says nothing: it never takes away what is published.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from lib.model import Cell

Kind = Literal["cell", "point", "action", "follow_up", "session"]

YES = "yes"
MOVED, WAS_WRONG = "moved", "was_wrong"
"""Why a status is another than before: the situation changed, or the earlier status was wrong."""
SESSION = "session"
"""The subject of what is said of the session as a whole."""

_NOTE = ("note", "internal")
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "cell": ("status", "change", "reason", "source", "year", "missing", "recommendation", "contested", *_NOTE),
    "point": ("reached", *_NOTE),
    "action": ("place", "point", "action", "lead", "partners", "target", "due", "state", "reason", "source", "withdrawn"),
    "follow_up": ("state", "reason", "due"),
    "session": ("present", *_NOTE),
}


class Subject(NamedTuple):
    """A subject taken apart: `id` is an action's identifier or a known action's ref; what a kind does not have is empty."""

    kind: Kind
    place: str = ""
    point: str = ""
    id: str = ""


def of_cell(cell: Cell) -> str:
    """The subject of a cell."""
    return f"cell/{cell.place}/{cell.point}"


def of_point(point: str) -> str:
    """The subject of an action point."""
    return f"point/{point}"


def of_action(id: str) -> str:
    """The subject of a new action. Its identifier (12 hexadecimal digits, at random) becomes the Ref of its row."""
    return f"action/{id}"


def of_follow_up(ref: str) -> str:
    """The subject of an action that is in the matrix, by its ref (`lib.merge.with_refs` gives one to those without)."""
    return f"follow_up/{ref}"


def taken_apart(subject: str) -> Subject:
    """What a subject is about. ValueError where it is none of ours."""
    kind, _, rest = subject.partition("/")
    place, _, point = rest.partition("/")
    match kind:
        case "cell" if place and point:
            return Subject("cell", place, point)
        case "point" if rest:
            return Subject("point", point=rest)
        case "action" | "follow_up" if rest:
            return Subject(kind, id=rest)
        case "session" if not rest:
            return Subject("session")
    raise ValueError(f"no subject of a planning session: {subject}")
