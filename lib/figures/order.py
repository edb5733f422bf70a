"""In which order a region's points are shown: those that most countries report as not in place first. Points, never countries.

The order of two points *holds* when it is right however the unknown cells turn out. Fill every unknown cell of both with any status, "not applicable"
among them: the first has at least as many countries reporting it as not in place as the second, and where the numbers are equal, no larger a share
that has it in place or partly. (A point that then applies nowhere lacks nothing: its share counts as 1.) It must be so for every way of filling, and
not the other way round for every one too. Otherwise the two are tied.

No filling needs to be tried. With n countries reporting it as not in place and U unknown, the first point stands lowest when none of its unknown
cells is so reported and all are in place (n, H); the second highest when all of its unknown cells are reported as not in place (n + U, L). The cells
of two points are different cells, so both happen together, and the order holds where the first still does not come after the second.
"""

from typing import Any

import pandas as pd

from lib.figures.shares import UNKNOWN, applicable, having, tally
from lib.framework import point_in_words
from lib.model import Message, Status

_NAMED = 3


def order(cells: pd.DataFrame) -> pd.DataFrame:
    """The points by the number of countries reporting them as not in place (most first), then by the highest possible share that has them in place or
    partly (lowest first), then by the lowest possible, so that an order that holds is never shown the other way round; what is still equal stays in the
    table's order.

    Columns: point, not_in_place (countries), unknown (countries), tied (the points with which it is tied, a tuple in this order).
    """
    counts = tally(cells)
    have, countries = having(counts)["in_place_or_partly"], applicable(counts)
    points = pd.DataFrame(
        {
            "not_in_place": counts[Status.NOT_IN_PLACE],
            "unknown": counts[UNKNOWN],
            "highest": ((have + counts[UNKNOWN]) / countries).fillna(1),
            "lowest": (have / countries).fillna(1),
        }
    ).sort_values(["not_in_place", "highest", "lowest"], ascending=[False, True, True])
    rows = list(points.itertuples())
    tied = [tuple(str(q.Index) for q in rows if q is not p and _not_after(p, q) == _not_after(q, p)) for p in rows]
    return points.assign(tied=pd.Series(tied, points.index))[["not_in_place", "unknown", "tied"]].reset_index()


def _not_after(p: Any, q: Any) -> bool:
    """Whether p does not come after q, whatever the unknown cells of both hold."""
    most = q.not_in_place + q.unknown
    return bool(p.not_in_place > most or (p.not_in_place == most and p.highest <= q.lowest))


def tied_in_words(points: tuple[str, ...]) -> Message:
    """The points with which one is tied (at least one), in words: named where they are few."""
    if len(points) > _NAMED:
        return Message("order.tied.many", {"others": len(points)})
    return Message("order.tied", {"points": tuple(map(point_in_words, points))})
