"""What if some gaps were closed: the same cells with those in place, to be counted like any others. It forecasts nothing and chooses nothing."""

from collections.abc import Collection

import pandas as pd

from lib.figures.gaps import LISTS
from lib.model import REGION_WIDE, Cell, Message, Status


def what_if(cells: pd.DataFrame, closed: Collection[Cell]) -> pd.DataFrame:
    """The cells with those of `closed` assessed as in place, for `by_point` and `shares` to count before and after.

    Only what stands in one of the four lists of `gaps` can be closed: cells that are in place, not applicable or region-wide stay as they are.
    """
    ticked = pd.MultiIndex.from_frame(cells[["place", "point"]]).isin([tuple(cell) for cell in closed])
    gap = (cells["status"].isna() | cells["status"].isin(LISTS)) & (cells["place"] != REGION_WIDE) & ticked
    return cells.assign(status=cells["status"].mask(gap, Status.IN_PLACE), known=cells["known"].mask(gap, "assessed"))


def what_if_in_words(before: pd.DataFrame, after: pd.DataFrame, point: str) -> Message:
    """A point of `shares` before and after in words: what is in place in how many countries as assessed now, and with the gaps closed."""
    now, then = (table[(table["point"] == point) & (table["share"] == "in_place")].iloc[0] for table in (before, after))
    return Message("what_if.in_place", {"now": int(now["have"]), "then": int(then["have"]), "n": int(then["applicable"])})
