"""What to ask first: the countries of which most is unknown, then the cells one of whose answers could settle what cannot be said."""

from collections.abc import Callable

import pandas as pd

from lib.figures.comparison import apart, tallies, verdicts
from lib.figures.coverage import by_place
from lib.figures.shares import UNKNOWN, tally
from lib.figures.spread import CANNOT_BE_SAID, spread_of
from lib.model import REGION_WIDE, Message, Status

_NAMED = 3
"""How many countries with equally much to ask are named."""


def countries_to_ask(cells: pd.DataFrame) -> pd.DataFrame:
    """The countries with unknown cells, those with most of them first, then those of which documents record more of them.

    Columns: place, unknown (points), recorded (of those, the points that documents record). It ranks what is left to ask, not what countries do.
    """
    places = by_place(cells[cells["place"] != REGION_WIDE])
    asked = places.assign(unknown=places["applicable"] - places["assessed"])
    return asked.loc[asked["unknown"] > 0, ["place", "unknown", "recorded"]].sort_values(["unknown", "recorded"], ascending=False, ignore_index=True)


def asking_in_words(asked: pd.DataFrame) -> Message:
    """What `countries_to_ask` comes to (at least one row): how many cells of how many countries, and where most of them are."""
    if len(asked) > _NAMED and asked["unknown"].nunique() == 1:
        return Message("asking.alike", {"countries": len(asked), "cells": int(asked["unknown"].sum()), "each": int(asked["unknown"].max())})
    most = asked.loc[asked["unknown"] == asked["unknown"].max(), "place"]
    where = tuple(Message(f"place.{place}") for place in most) if len(most) <= _NAMED else Message("asking.countries", {"n": len(most)})
    counts = {"n": len(asked), "cells": int(asked["unknown"].sum()), "each": int(asked["unknown"].max())}
    return Message("asking.countries_to_ask", {**counts, "where": where})


def settling(cells: pd.DataFrame) -> pd.DataFrame:
    """The unknown cells one of whose answers would settle whether the gaps of a point are patchy, absent throughout or neither (`spread`).

    Columns: place, point, known ("recorded" or "unknown"), answers (the statuses that would settle it, a tuple). Found by trying every status.
    """
    return _cells(cells, _answers(tally(cells), spread_of))


def settling_comparison(x: pd.DataFrame, y: pd.DataFrame) -> pd.DataFrame:
    """The unknown cells one of whose answers would settle a comparison of two groups that cannot be said (`comparison`): columns as for `settling`,
    and side ("x" or "y").
    """
    of_x, of_y = tallies(x, y)
    x, y, _ = apart(x, y)
    from_x = _cells(x, _answers(of_x, lambda counts: verdicts(counts, of_y)))
    from_y = _cells(y, _answers(of_y, lambda counts: verdicts(of_x, counts)))
    return pd.concat([from_x.assign(side="x"), from_y.assign(side="y")], ignore_index=True)


def _answers(counts: pd.DataFrame, verdict: Callable[[pd.DataFrame], pd.Series]) -> pd.Series:
    """Of each point of a tally, the statuses that would settle its verdict if one of its unknown cells had it: which one makes no difference."""
    unsaid = verdict(counts) == CANNOT_BE_SAID
    settled = {status: unsaid & (verdict(_answered(counts, status)) != CANNOT_BE_SAID) for status in Status}
    return pd.Series([tuple(s for s in Status if settled[s][point]) for point in counts.index], counts.index)


def _answered(counts: pd.DataFrame, status: Status) -> pd.DataFrame:
    return counts.assign(**{UNKNOWN: counts[UNKNOWN] - 1, str(status): counts[status] + 1})


def _cells(cells: pd.DataFrame, answers: pd.Series) -> pd.DataFrame:
    unknown = cells.loc[(cells["place"] != REGION_WIDE) & (cells["known"] != "assessed"), ["place", "point", "known"]]
    found = unknown.assign(answers=unknown["point"].map(answers))
    return found[found["answers"].map(len) > 0].reset_index(drop=True)


def settling_in_words(cells: pd.DataFrame, point: str) -> tuple[Message, ...]:
    """The rows of `settling` or `settling_comparison` at a point in words: whose answer would settle it, and which; or that no single one would."""
    there = cells[cells["point"] == point]
    if there.empty:
        return (Message("asking.no_single_answer"),)
    alike: dict[tuple[Status, ...], list[str]] = {}
    for place, answers in zip(there["place"], there["answers"], strict=True):
        alike.setdefault(answers, []).append(place)
    return tuple(
        Message(
            "asking.one_answer",
            {"places": tuple(Message(f"place.{place}") for place in places), "answers": tuple(Message(f"status.{status}") for status in answers)},
        )
        for answers, places in alike.items()
    )
