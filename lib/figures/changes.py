"""What changed between two matrices of a region, and what kind of change each is: proposed by rule, for the publisher to change.

The rule, for a cell that the two matrices assess differently; the first line that fits is taken:

1. the earlier one does not assess it → newly known (never progress: nobody knew how it was before);
2. the later one does not assess it → withdrawn;
3. the matrices follow different frameworks → reclassification;
4. one of them calls it not applicable → correction;
5. the later one brings later evidence → progress if its status is better, setback if it is worse;
6. else → correction.

Later evidence is a year (or month, or day) in the cell's remark or in one of its activities, titles alone left out, that lies after everything the
earlier matrix says of the cell and after the day that it speaks for. Where one is given more finely than the other, both are compared as coarsely as
the coarser. Where the earlier matrix says nothing of when, nothing can be called later.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from lib.model import REGION_WIDE, Cell, Evidence, Matrix, Message, Status

Change = Literal["progress", "setback", "newly_known", "correction", "reclassification", "withdrawn"]
_TREND: tuple[Change, ...] = ("progress", "setback")
CHANGES: tuple[Change, ...] = (*_TREND, "newly_known", "correction", "reclassification", "withdrawn")

_DATE = re.compile(r"(?:[0-9]{4}-)?([0-9]{4})|([0-9]{4}(?:-[0-9]{2}){1,2})")
_WORTH = {Status.NOT_IN_PLACE: 0, Status.PLANNED: 1, Status.PARTLY: 2, Status.IN_PLACE: 3}
"""An order, not a scale: only better and worse are read off it."""


def changes(before: Matrix, after: Matrix) -> pd.DataFrame:
    """The cells that either matrix assesses, in the order of the later matrix and then of the earlier one.

    Columns: place, point; before, after (a Status, or None where not assessed); change (one of CHANGES, or None where the status is the same).
    """
    was, now = ({Cell(a.place, a.point): a.status for a in matrix.assessments} for matrix in (before, after))
    redefined = before.about.framework != after.about.framework
    later = _with_later_evidence(before, after)
    rows = [(*cell, was.get(cell), now.get(cell), _change(was.get(cell), now.get(cell), redefined, cell in later)) for cell in {**now, **was}]
    return pd.DataFrame(rows, columns=["place", "point", "before", "after", "change"], dtype=object).astype({"place": str, "point": str})


def _change(was: Status | None, now: Status | None, redefined: bool, later: bool) -> Change | None:
    if was is now:
        return None
    if was is None:
        return "newly_known"
    if now is None:
        return "withdrawn"
    if redefined:
        return "reclassification"
    if was not in _WORTH or now not in _WORTH or not later:
        return "correction"
    return "progress" if _WORTH[now] > _WORTH[was] else "setback"


def choices(change: Mapping[Any, Any]) -> tuple[Change, ...]:
    """What a changed cell of `changes` may be taken for; the rule's proposal is among them. What was not known before is never progress, and what got
    better is no setback, whoever says so."""
    was, now = change["before"], change["after"]
    if was is None:
        return ("newly_known", "correction", "reclassification")
    if now is None:
        return ("withdrawn", "correction", "reclassification")
    if was not in _WORTH or now not in _WORTH:
        return ("correction", "reclassification")
    return ("progress" if _WORTH[now] > _WORTH[was] else "setback", "correction", "reclassification")


def as_judged(changes: pd.DataFrame, judged: Mapping[Cell, str]) -> pd.DataFrame:
    """The changes as somebody took them, by the rule where nobody said or where the change cannot be what was said (`choices`)."""
    taken = []
    for place, point, was, now, proposed in changes[["place", "point", "before", "after", "change"]].itertuples(index=False, name=None):
        said = judged.get(Cell(place, point))
        taken.append(said if proposed and said in choices({"before": was, "after": now}) else proposed)
    return changes.assign(change=pd.Series(taken, changes.index, dtype=object))


def _with_later_evidence(before: Matrix, after: Matrix) -> set[Cell]:
    old, spoke_for = _dates(before), [before.about.as_of.isoformat()] if before.about.as_of else []
    return {
        cell
        for cell, dates in _dates(after).items()
        if (known := old.get(cell, []) + spoke_for) and any(all(_later(date, earlier) for earlier in known) for date in dates)
    }


def _later(new: str, old: str) -> bool:
    """Whether an ISO date, month or year surely lies after another."""
    precision = min(len(new), len(old))
    return new[:precision] > old[:precision]


def _dates(matrix: Matrix) -> dict[Cell, list[str]]:
    """When the evidence of each cell is of, as ISO dates, months or years: the end of a period; what is written otherwise is left out."""
    written = [(Cell(r.place, r.point), r.year) for r in matrix.remarks]
    written += [(Cell(a.place, a.point), a.year) for a in matrix.activities if a.evidence is not Evidence.TITLE_ONLY]
    dates: dict[Cell, list[str]] = {}
    for cell, text in written:
        if found := _DATE.fullmatch(text):
            dates.setdefault(cell, []).append(found[1] or found[2])
    return dates


def trend(changes: pd.DataFrame) -> dict[str, int]:
    """How many cells of countries changed in each way (CHANGES), and "held": those that both matrices assess as applicable.

    Only progress and setback are a trend, and they count only among the cells held, whatever the publisher calls the others.
    """
    countries = changes[changes["place"] != REGION_WIDE]
    held = countries[countries["before"].isin(_WORTH) & countries["after"].isin(_WORTH)]
    counts: dict[str, int] = {change: int(((held if change in _TREND else countries)["change"] == change).sum()) for change in CHANGES}
    return {"held": len(held)} | counts


def trend_in_words(trend: Mapping[str, int]) -> tuple[Message, ...]:
    """The counts of `trend` in words: progress and setback of the cells held, then what is no trend, each by its own name. Where none was held, what is
    newly known comes first: it is what a first assessment brings."""
    others = tuple(Message(f"change.{kind}", {"n": trend[kind]}) for kind in CHANGES if kind not in _TREND and trend[kind])
    if trend["held"]:
        return (Message("change.trend", {"progress": trend["progress"], "setback": trend["setback"], "n": trend["held"]}), *others)
    lead = 1 if trend["newly_known"] else 0
    return (*others[:lead], Message("change.none_held"), *others[lead:])


def region_wide_changes_in_words(changes: pd.DataFrame) -> tuple[Message, ...]:
    """How many statuses of the region-wide row, which is in no trend, changed; nothing where none did."""
    n = int(changes.loc[changes["place"] == REGION_WIDE, "change"].notna().sum())
    return (Message("change.region_wide", {"n": n}),) if n else ()


def change_in_words(change: Mapping[Any, Any]) -> Message:
    """One changed cell of `changes` in words: from which status to which, and what kind of change it is taken for."""
    was, now = (Message(f"status.{change[when] or 'not_assessed'}") for when in ("before", "after"))
    return Message("change.cell", {"before": was, "after": now, "change": Message(f"change.{change['change']}.name")})
