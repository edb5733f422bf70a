"""What kind of change each status is that a session changes: as the room said it, never guessed by dates.

Between two assessments, what got better is progress only if the situation moved; else the earlier status was wrong, which is a correction. Only the room
knows which. What the room cannot choose – newly known, not applicable – is by the rule of `figures.changes`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from lib import figures
from lib.figures.changes import Change
from lib.model import Cell, Matrix, Status
from lib.planning.recorded import Recorded
from lib.planning.subjects import MOVED, WAS_WRONG


class Kind(NamedTuple):
    """A status that changes (None: not assessed), and what kind of change it is; `change` is None while nobody said it. `asked`: it is the room's to say."""

    before: Status | None
    after: Status | None
    change: Change | None
    asked: bool


def kinds(said: Recorded, before: Matrix, after: Matrix) -> dict[Cell, Kind]:
    """The cells whose status a session changes from one matrix to another, in the order of the later matrix."""
    told = {one.cell: one.change for one in said.cells}
    rows = figures.changes(before, after)
    return {
        Cell(row["place"], row["point"]): _kind(told.get(Cell(row["place"], row["point"]), ""), row)
        for row in rows[rows["change"].notna()].to_dict("records")
    }


def _kind(told: str, row: Mapping[Any, Any]) -> Kind:
    by_rule: Change = row["change"]
    trend = next((one for one in figures.choices(row) if one in ("progress", "setback")), None)
    asked = trend is not None and by_rule != "reclassification"
    said: dict[str, Change | None] = {MOVED: trend, WAS_WRONG: "correction"}
    return Kind(row["before"], row["after"], said.get(told) if asked else by_rule, asked)
