"""A point along a route: where a movement passes from a country that has it to one that reports it as not in place.

Limit worth knowing: a route lists the countries that its source names, in the order of travel that it gives. People also travel otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby, pairwise, product
from typing import Any

import pandas as pd

from lib.figures.shares import SHARES
from lib.framework import point_in_words
from lib.model import Message, Status
from lib.places import Stop

_HAVE = SHARES["in_place_or_partly"]


def stretches(cells: pd.DataFrame, stops: Sequence[Stop]) -> pd.DataFrame:
    """The patchy stretches of a route, point by point in travel order: `cells` has the countries of its stops (`group_cells`).

    A stretch joins two stops of which one has the point at least partly and the other reports it as not in place, and which are alternatives to each
    other (the same order), or have no assessed country to which the point applies between them. So it is patchy whatever the cells between hold.
    Columns: point; start, end (places, in travel order), have, missing (the same two, by what they report); between (places: a tuple).
    """
    found = {point: dict(zip(here["place"], here["status"], strict=True)) for point, here in cells.groupby("point", sort=False)}
    rows = [
        (point, a.place, b.place, *sorted((a.place, b.place), key=lambda place: status[place] not in _HAVE), _between(a, b, stops))
        for point, status in found.items()
        for a, b in _neighbours(stops, status)
        if _is_patchy(status[a.place], status[b.place])
    ]
    return pd.DataFrame(rows, columns=["point", "start", "end", "have", "missing", "between"], dtype=object)


def _neighbours(stops: Sequence[Stop], status: Mapping[str, Status | None]) -> Iterator[tuple[Stop, Stop]]:
    """Alternatives to each other, and stops that follow one another, among those where an office says how far the point has come."""
    telling = [stop for stop in stops if status[stop.place] not in (None, Status.NOT_APPLICABLE)]
    steps = [list(together) for _, together in groupby(telling, key=lambda stop: stop.order)]
    alternatives = chain.from_iterable(combinations(together, 2) for together in steps)
    following = chain.from_iterable(product(*two) for two in pairwise(steps))
    yield from sorted((*alternatives, *following), key=lambda two: (two[0].order, two[1].order))


def _is_patchy(one: Status | None, other: Status | None) -> bool:
    return Status.NOT_IN_PLACE in (one, other) and (one in _HAVE or other in _HAVE)


def _between(a: Stop, b: Stop, stops: Sequence[Stop]) -> tuple[str, ...]:
    return tuple(stop.place for stop in stops if a.order < stop.order < b.order)


def stretch_in_words(stretch: Mapping[Any, Any]) -> Message:
    """One row of `stretches` in words: who has it, who reports it as not in place, and who lies between."""
    ends = {end: Message(f"place.{stretch[end]}") for end in ("have", "missing")}
    if not stretch["between"]:
        return Message("route.stretch", ends)
    return Message("route.stretch.across", {**ends, "between": tuple(Message(f"place.{place}") for place in stretch["between"])})


def route_takeaway(cells: pd.DataFrame, stretches: pd.DataFrame) -> Message:
    """The sentence over a route: at which points it has patchy stretches, as far as they are assessed."""
    if not (cells["known"] == "assessed").any():
        return Message(
            "route.takeaway.nothing_assessed", {"n": cells["place"].nunique(), "recorded": cells.loc[cells["known"] == "recorded", "place"].nunique()}
        )
    patchy = tuple(map(point_in_words, stretches["point"].unique()))
    return Message("route.takeaway.patchy", {"points": patchy}) if patchy else Message("route.takeaway.none")


def route_in_words(cells: pd.DataFrame, stretches: pd.DataFrame, point: str) -> tuple[Message, ...]:
    """A point along a route in words: its patchy stretches or that there is none as assessed, or that nothing is assessed; then how many are."""
    here = cells[cells["point"] == point]
    assessed = int((here["known"] == "assessed").sum())
    if not assessed:
        return (Message("route.nothing_assessed", {"recorded": int((here["known"] == "recorded").sum()), "n": len(here)}),)
    patchy = [stretch_in_words(row) for row in stretches[stretches["point"] == point].to_dict("records")]
    return (*(patchy or [Message("route.no_stretch")]), Message("route.assessed", {"assessed": assessed, "n": len(here)}))
