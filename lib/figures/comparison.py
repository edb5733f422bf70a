"""Two declared groups of countries side by side on a point: what is true whatever the unknown cells hold, or that it cannot be said.

X is said to have more only where its lowest possible share is at least Y's highest possible one on both nested shares, and larger on one of them.
That is exact: those extremes can all happen at once, so where the sentence is not written, some way of filling the unknown cells would make it false.

Limit worth knowing: countries that belong to both groups are left out of both, and a group whose countries all belong to the other cannot be
compared.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lib.figures.recorded import recorded_in_place, recorded_in_words
from lib.figures.shares import SHARES, UNKNOWN, applicable, assessed, bounds, tally
from lib.figures.spread import CANNOT_BE_SAID
from lib.model import REGION_WIDE, Message, Param, Status

NOTHING_ASSESSED = "nothing_assessed"


def apart(x: pd.DataFrame, y: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """The cells of both groups without the countries that belong to both, and those countries."""
    others = {*y["place"]} - {REGION_WIDE}
    shared = tuple(place for place in x["place"].unique() if place in others)
    return x[~x["place"].isin(shared)], y[~y["place"].isin(shared)], shared


def tallies(x: pd.DataFrame, y: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What both groups have at each point (`tally`), each without the countries of both; all zeros where a group has no country left."""
    points = x["point"].unique()
    first, second = (tally(cells).reindex(points, fill_value=0) for cells in apart(x, y)[:2])
    return first, second


def comparison(x: pd.DataFrame, y: pd.DataFrame) -> pd.DataFrame:
    """Two groups of countries (their `cells`, with the same points), point by point, each without the countries of both.

    Columns: point; verdict ("x" or "y": a larger share there, whatever the unknown cells hold; "same", "divided": neither, whatever they hold;
    CANNOT_BE_SAID; NOTHING_ASSESSED: no comparison); for each share of SHARES the least and the most by which X's may exceed Y's (`in_place_least` …,
    −1 to 1; NaN where nothing is assessed); for each side (`x_countries` …, counts) countries, applicable, unknown, not_applicable, recorded (where
    documents record an activity in place).
    """
    counts = dict(zip("xy", tallies(x, y), strict=True))
    x, y, _ = apart(x, y)
    (lowest_x, highest_x), (lowest_y, highest_y) = bounds(counts["x"]), bounds(counts["y"])
    columns: dict[str, pd.Series] = {"verdict": verdicts(counts["x"], counts["y"])}
    for share in SHARES:
        columns |= {f"{share}_least": lowest_x[share] - highest_y[share], f"{share}_most": highest_x[share] - lowest_y[share]}
    for side, cells in (("x", x), ("y", y)):
        records = recorded_in_place(cells).set_index("point").reindex(counts[side].index, fill_value=0)
        columns |= {
            f"{side}_countries": records["countries"],
            f"{side}_applicable": applicable(counts[side]),
            f"{side}_unknown": counts[side][UNKNOWN],
            f"{side}_not_applicable": counts[side][Status.NOT_APPLICABLE],
            f"{side}_recorded": records["recorded"],
        }
    return pd.DataFrame(columns).rename_axis("point").reset_index()


def verdicts(x: pd.DataFrame, y: pd.DataFrame) -> pd.Series:
    """The verdict on each row of two tallies with the same index."""
    (lowest_x, highest_x), (lowest_y, highest_y) = bounds(x), bounds(y)
    found = pd.Series(CANNOT_BE_SAID, x.index).mask(~_more(highest_x, lowest_y) & ~_more(highest_y, lowest_x), "divided")
    found = found.mask((lowest_x == highest_y).all(axis=1) & (highest_x == lowest_y).all(axis=1), "same")
    found = found.mask(_more(lowest_x, highest_y), "x").mask(_more(lowest_y, highest_x), "y")
    return found.mask((assessed(x) == 0) | (assessed(y) == 0), NOTHING_ASSESSED)


def _more(a: pd.DataFrame, b: pd.DataFrame) -> pd.Series:
    """Whether a is at least b on both shares, and larger on one."""
    return (a >= b).all(axis=1) & (a > b).any(axis=1)


def comparison_in_words(point: Mapping[Any, Any], x: Message, y: Message) -> tuple[Message, ...]:
    """One row of `comparison` in words, with the groups' names: the verdict; where nothing is assessed, only what documents record of each group;
    then that the point is not applicable to another part of the one group than of the other.
    """
    if point["verdict"] == NOTHING_ASSESSED:
        return tuple(_without_comparison(point, {"x": x, "y": y}))
    said = [_verdict_in_words(point, x, y)]
    if point["x_not_applicable"] * point["y_countries"] != point["y_not_applicable"] * point["x_countries"]:
        numbers = {key: int(point[key]) for key in ("x_not_applicable", "x_countries", "y_not_applicable", "y_countries")}
        said.append(Message("comparison.not_applicable", {**numbers, "x": x, "y": y}))
    return tuple(said)


def _verdict_in_words(point: Mapping[Any, Any], x: Message, y: Message) -> Message:
    match point["verdict"]:
        case "x" | "y" as side:
            surplus = [point[f"{share}_least"] if side == "x" else -point[f"{share}_most"] for share in SHARES]
            larger = [share for share, least in zip(SHARES, surplus, strict=True) if least > 0]
            more, less = (x, y) if side == "x" else (y, x)
            return Message("comparison.more" if len(larger) == len(SHARES) else f"comparison.more.{larger[0]}", {"more": more, "less": less})
        case "same":
            return Message("comparison.same", {"x": x, "y": y})
        case "divided":
            in_place, partly = (x, y) if point["in_place_least"] > 0 else (y, x)
            return Message("comparison.divided", {"in_place": in_place, "in_place_or_partly": partly})
    numbers: dict[str, Param] = {key: int(point[key]) for key in ("x_unknown", "x_applicable", "y_unknown", "y_applicable")}
    return Message("comparison.cannot_be_said", {**numbers, "x": x, "y": y})


def _without_comparison(point: Mapping[Any, Any], groups: Mapping[str, Message]) -> Iterator[Message]:
    for side, group in groups.items():
        if not point[f"{side}_countries"]:
            yield Message("comparison.no_country", {"group": group})
        elif not point[f"{side}_applicable"]:
            yield Message("comparison.none_applicable", {"group": group})
        elif point[f"{side}_unknown"] == point[f"{side}_applicable"]:
            yield Message("comparison.nothing_assessed", {"group": group})
    for side, group in groups.items():
        if point[f"{side}_countries"]:
            yield recorded_in_words({"recorded": point[f"{side}_recorded"], "countries": point[f"{side}_countries"]}, group)


def shared_in_words(shared: tuple[str, ...]) -> Message:
    """The countries that belong to both groups (at least one, from `apart`) in words: they are counted in neither."""
    return Message("comparison.shared", {"n": len(shared), "places": tuple(Message(f"place.{place}") for place in shared)})
