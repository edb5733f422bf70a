"""The share of a group's countries that has a point in place: what it is at least, and at most, whatever the unknown cells hold.

Limit worth knowing: the bounds are for the worst case (Manski 1989, 1990). They say what cannot be excluded, not what is likely, and are wide where
little is assessed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.model import REGION_WIDE, Message, Param, Status

SHARES: Mapping[str, tuple[str, ...]] = {"in_place": (Status.IN_PLACE,), "in_place_or_partly": (Status.IN_PLACE, Status.PARTLY)}
"""The two nested shares and the statuses that count as having it."""

UNKNOWN = "unknown"
"""The kind of a cell that no office assessed: recorded only, or nothing at all."""

_FEWEST_FOR_PERCENT = 10


def tally(cells: pd.DataFrame, by: Sequence[str] = ("point",)) -> pd.DataFrame:
    """Cells of countries by status, counted over the columns of `by`: what every share, order and comparison is made of.

    Indexed by the group, in the table's order; a column for each Status and one for UNKNOWN, to which recorded cells belong. The region-wide row
    counts nowhere.
    """
    country = cells["place"] != REGION_WIDE
    if "place" in by:
        cells, country = cells[country], country[country]
    # By whole numbers: pandas compares and adds them far faster than objects and truth values. An unknown status is -1, one that is nowhere -2.
    codes, found = pd.factorize(cells["status"])
    code = {str(status): number for number, status in enumerate(found)}
    kinds = {str(status): (country & (codes == code.get(status, -2))).astype(int) for status in Status}
    counted = pd.DataFrame({**kinds, UNKNOWN: (country & (codes == -1)).astype(int)})
    return counted.groupby([cells[column] for column in by], sort=False).sum()


def assessed(tally: pd.DataFrame) -> pd.Series:
    """A: the cells that apply and that an office assessed."""
    return tally.drop(columns=[Status.NOT_APPLICABLE, UNKNOWN]).sum(axis=1)


def applicable(tally: pd.DataFrame) -> pd.Series:
    """N: the cells that apply, or may: an unknown one is in it."""
    return tally.drop(columns=Status.NOT_APPLICABLE).sum(axis=1)


def having(tally: pd.DataFrame) -> pd.DataFrame:
    """k: the assessed cells that have it, a column for each of SHARES."""
    return pd.DataFrame({share: tally[[*statuses]].sum(axis=1) for share, statuses in SHARES.items()})


def bounds(tally: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lowest and the highest possible value of each of SHARES (0 to 1), L = k / N and H = (k + U) / N; NaN where nothing is assessed.

    They hold for every status that an unknown cell may turn out to have, "not applicable" among them. Each is one division of whole numbers, so equal
    shares are equal numbers and may be compared as they are.
    """
    have, countries = having(tally), applicable(tally).where(assessed(tally) > 0)
    return have.div(countries, axis=0), have.add(tally[UNKNOWN], axis=0).div(countries, axis=0)


def shares(cells: pd.DataFrame, by: Sequence[str] = ("point",)) -> pd.DataFrame:
    """Both shares of each group of countries, two rows a group.

    Columns: those of `by`; applicable (countries to which the point applies, or may: N), assessed (of those: A), unknown (U = N − A), not_applicable;
    known (A / N, 0 to 1; NaN where it applies nowhere); share (of SHARES); have (k); lowest, highest (0 to 1; NaN where nothing is assessed).
    """
    counts = tally(cells, by)
    lowest, highest = bounds(counts)
    groups = pd.DataFrame(
        {
            "applicable": applicable(counts),
            "assessed": assessed(counts),
            "unknown": counts[UNKNOWN],
            "not_applicable": counts[Status.NOT_APPLICABLE],
            "known": assessed(counts) / applicable(counts),
        }
    ).reset_index()
    return (
        groups.loc[groups.index.repeat(len(SHARES))]
        .assign(
            share=[*SHARES] * len(groups),
            have=having(counts).to_numpy().ravel(),
            lowest=lowest.to_numpy().ravel(),
            highest=highest.to_numpy().ravel(),
        )
        .reset_index(drop=True)
    )


def share_in_words(share: Mapping[Any, Any]) -> Message:
    """One row of `shares` in words: in how many countries, or in how many at least and at most; always with the number assessed.

    Percentages stand beside it only where at least ten countries count and at most a third of them is unknown; an interval is rounded outwards.
    """
    n, unknown, least = int(share["applicable"]), int(share["unknown"]), int(share["have"])
    if n == 0:
        return Message("share.none_applicable")
    if unknown == n:
        return Message("share.nothing_assessed")
    most = least + unknown
    params: dict[str, Param] = {"share": Message(f"share.{share['share']}"), "least": least, "most": most, "assessed": n - unknown, "n": n}
    kind = "between" if unknown else "known"
    if n < _FEWEST_FOR_PERCENT or 3 * unknown > n:
        return Message(f"share.{kind}", params)
    percents: dict[str, Param] = {"lowest": 100 * least // n, "highest": -(-100 * most // n)} if unknown else {"percent": round(100 * least / n)}
    return Message(f"share.{kind}_percent", params | percents)
