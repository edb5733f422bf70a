"""Declared groups of countries side by side, whatever grouping declares them: whose matrices tell of their countries, and what these say.

Limit worth knowing: a country is looked up in the matrix of the one region that declares it. A territory that no region declares has no matrix: its
cells are unknown, and it counts. Region-wide activities are a region's own and stand in no country's figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from lib.figures.comparison import NOTHING_ASSESSED
from lib.figures.coverage import by_point, cells
from lib.figures.shares import UNKNOWN, applicable, assessed, shares
from lib.figures.spread import CANNOT_BE_SAID
from lib.framework import point_in_words
from lib.model import REGION_WIDE, About, Activity, Evidence, Matrix, Message, years
from lib.places import Places

_UNSAID = (CANNOT_BE_SAID, NOTHING_ASSESSED)
_FEW = 3
"""Up to this number of groups each is compared with each."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A declared group of countries: a region, a group of another grouping, or the countries of a route in travel order.

    `id` names it in an address; `sources` are its countries (ISO3) by the region whose matrix tells of them, `outside` those that no region declares;
    `region_wide` says that the region-wide activities of its matrix are its own; `demonstration`, that it is invented.
    """

    id: str
    name: Message
    countries: tuple[str, ...]
    sources: Mapping[str, tuple[str, ...]]
    outside: tuple[str, ...]
    region_wide: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Practices:
    """A group's activities at one point, newest first: marked as good practice by an office, otherwise recorded, and known by their title alone."""

    good: tuple[Activity, ...]
    recorded: tuple[Activity, ...]
    examples: tuple[Activity, ...]


def comparables(places: Places) -> dict[str, Comparable]:
    """Every declared region, group and route by its identifier. Invented countries are looked up in invented regions only, real ones in real ones."""
    regions = [
        Comparable(r.id, Message(f"region.{r.id}"), r.countries, {r.id: r.countries}, (), region_wide=True, demonstration=r.demonstration)
        for r in places.regions
    ]
    groups = [_comparable(group.id, Message(f"group.{group.id}"), group.countries, places) for group in places.groups]
    # A country may stand on a route twice. A route's identifier may be a region's too, but for the word before it.
    routes = [
        _comparable(f"route.{route.id}", Message(f"route.{route.id}"), tuple(dict.fromkeys(stop.place for stop in route.stops)), places)
        for route in places.routes
    ]
    return {one.id: one for one in (*regions, *groups, *routes)}


def _comparable(id: str, name: Message, countries: tuple[str, ...], places: Places) -> Comparable:
    invented = any(set(countries) & set(region.countries) for region in places.regions if region.demonstration)
    declared = {r.id: tuple(place for place in countries if place in r.countries) for r in places.regions if r.demonstration is invented}
    sources = {region: found for region, found in declared.items() if found}
    inside = {place for found in sources.values() for place in found}
    outside = tuple(place for place in countries if place not in inside)
    return Comparable(id, name, countries, sources, outside, region_wide=False, demonstration=invented)


def group_cells(group: Comparable, matrices: Mapping[str, Matrix], points: Sequence[str]) -> pd.DataFrame:
    """The `cells` of a group's countries in its order, without a region-wide row. `matrices` are those of its `sources` by region."""
    table = cells(_gathered(group, matrices), group.countries, points)
    return table[table["place"] != REGION_WIDE].reset_index(drop=True)


def practices(group: Comparable, matrices: Mapping[str, Matrix], point: str) -> Practices:
    """What a group's countries do at a point, and a region as a whole: to borrow from, and the rest. Activities without a year stand last."""
    there = [activity for activity in _gathered(group, matrices).activities if activity.point == point]
    there.sort(key=lambda activity: max(years(activity.year), default=0), reverse=True)
    others = [activity for activity in there if not activity.good_practice]
    return Practices(
        good=tuple(activity for activity in there if activity.good_practice),
        recorded=tuple(activity for activity in others if activity.evidence is not Evidence.TITLE_ONLY),
        examples=tuple(activity for activity in others if activity.evidence is Evidence.TITLE_ONLY),
    )


def practices_in_words(practices: Practices, group: Comparable) -> tuple[Message, ...]:
    """How many activities are recorded in how many of a group's countries, and apart from them region-wide and by their title alone; then how many an
    office marked as good practice. A count of records, so it bears no comparison.
    """
    marked_or_recorded = (*practices.good, *practices.recorded)
    records = [activity for activity in marked_or_recorded if activity.evidence is not Evidence.TITLE_ONLY]
    of_countries = [activity for activity in records if activity.place != REGION_WIDE]
    countries = Message("groups.practices.countries", {"found": len({activity.place for activity in of_countries}), "n": len(group.countries)})
    counts = {
        "groups.practices.region_wide": len(records) - len(of_countries),
        "groups.practices.examples": len(practices.examples) + len(marked_or_recorded) - len(records),
    }
    return (
        Message("groups.practices.recorded", {"n": len(of_countries), "countries": countries}) if of_countries else Message("groups.practices.none"),
        *(Message(id, {"n": n}) for id, n in counts.items() if n),
        Message("groups.practices.good", {"n": len(practices.good)}) if practices.good else Message("groups.practices.no_good"),
    )


def group_counts(groups: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The cells of some groups counted by point and kind (`by_point`), with the group of each row. Columns: group, point, kind, countries."""
    return pd.concat([by_point(table).assign(group=id) for id, table in groups.items()], ignore_index=True)[["group", "point", "kind", "countries"]]


def group_totals(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of `group_counts` with a row for each group and point: a column for each kind, then applicable (N) and assessed (A)."""
    wide = counts.pivot(index=["group", "point"], columns="kind", values="countries").reindex(columns=counts["kind"].unique())
    wide = wide.reindex(pd.MultiIndex.from_frame(counts[["group", "point"]].drop_duplicates()))
    tallied = wide.assign(**{UNKNOWN: wide[UNKNOWN] + wide["recorded"]}).drop(columns="recorded")
    return wide.assign(applicable=applicable(tallied), assessed=assessed(tallied)).rename_axis(columns=None).reset_index()


def group_shares(groups: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The `shares` of the groups that have something assessed at a point, with the group of each row: where nothing is assessed there is no interval."""
    table = pd.concat([shares(table).assign(group=id) for id, table in groups.items()])
    return table[table["assessed"] > 0].reset_index(drop=True)


def interval_in_words(share: Mapping[Any, Any]) -> Message:
    """One row of `group_shares` in brief: "6 of 9", or "6 to 7 of 9" where cells are unknown. `share_in_words` says it in full."""
    least, unknown = int(share["have"]), int(share["unknown"])
    return Message("groups.interval" if unknown else "groups.known", {"least": least, "most": least + unknown, "of": int(share["applicable"])})


def pairs(groups: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Which groups are compared with which: each with each, or where there are more than three, the first with each of the others."""
    return tuple(combinations(groups, 2)) if len(groups) <= _FEW else tuple((groups[0], other) for other in groups[1:])


def assessed_in_words(totals: pd.DataFrame, names: Mapping[str, Message]) -> Message:
    """In how many countries of each group a point is assessed: what stands over the counts of one point. `totals` are its rows of `group_totals`."""
    rows = zip(totals["group"], totals["assessed"], totals["applicable"], strict=True)
    return Message("groups.assessed", {"groups": tuple(_assessed_in_words(names[group], int(found), int(n)) for group, found, n in rows)})


def _assessed_in_words(group: Message, assessed: int, n: int) -> Message:
    if n == 0:
        return Message("groups.assessed.none_applicable", {"group": group})
    return Message("groups.assessed.part", {"assessed": assessed, "n": n, "group": group})


def said_at_in_words(comparisons: Sequence[pd.DataFrame]) -> Message:
    """At which points something can be said of at least one pair of groups (`comparison`, with the same points): what stands over all points' counts."""
    said = pd.concat([table.set_index("point")["verdict"] for table in comparisons], axis=1).map(lambda verdict: verdict not in _UNSAID).any(axis=1)
    points = tuple(map(point_in_words, said.index[said]))
    return Message("groups.said_at", {"points": points}) if points else Message("groups.said_nowhere")


def _gathered(group: Comparable, matrices: Mapping[str, Matrix]) -> Matrix:
    """What the matrices say of a group's countries – each by the one of its region – and, of a region, region-wide."""
    own = {REGION_WIDE} if group.region_wide else set()
    told = [(matrices[region], {*countries, *own}) for region, countries in group.sources.items()]
    return Matrix(
        About(group.id),
        assessments=tuple(one for matrix, places in told for one in matrix.assessments if one.place in places),
        activities=tuple(one for matrix, places in told for one in matrix.activities if one.place in places),
    )
