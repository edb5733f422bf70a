"""Who could help with a gap: countries where an office marked an activity at the same point as good practice.

Limit worth knowing: an activity that is merely recorded is no recommendation. The records also tell of returns, transfers and limits on movement, so
those stand apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.model import REGION_WIDE, Activity, Cell, Evidence, Matrix, Message
from lib.places import Places


@dataclass(frozen=True, slots=True)
class Helper:
    """An activity elsewhere, the region whose matrix tells of it, the office to ask (and how, both from About), and why it is offered."""

    activity: Activity
    region: str
    office: str
    contact: str
    reasons: tuple[Message, ...]


def helpers(gap: Cell, matrices: Mapping[str, Matrix], places: Places) -> tuple[Helper, ...]:
    """The activities at a gap's point that an office marked as good practice, with reasons: first those of countries on the same route, then those in
    the same region or another grouping, then the others. `matrices` are all regions' by identifier; the order within each is theirs.
    """
    found = [_helper(*there, gap, places) for there in _elsewhere(gap, matrices, places) if there[0].good_practice]
    return tuple(sorted(found, key=lambda helper: min(_NEARNESS.index(reason.id) for reason in helper.reasons)))


def also_recorded(gap: Cell, matrices: Mapping[str, Matrix], places: Places) -> tuple[Helper, ...]:
    """The other activities that are recorded at a gap's point elsewhere, in the order of the matrices: without a reason, because nobody recommends
    them. Those known by their title alone are left out.
    """
    return tuple(
        Helper(activity, region, matrix.about.office, matrix.about.contact, ())
        for activity, region, matrix in _elsewhere(gap, matrices, places)
        if not activity.good_practice and activity.evidence is not Evidence.TITLE_ONLY
    )


_NEARNESS = ("helper.route", "helper.grouping", "helper.good_practice")
"""The reasons, nearest first."""


def _elsewhere(gap: Cell, matrices: Mapping[str, Matrix], places: Places) -> Iterator[tuple[Activity, str, Matrix]]:
    """The activities at the point in other places. An invented region helps no real country, nor the other way round."""
    invented = any(gap.place in region.countries for region in places.regions if region.demonstration)
    for id, matrix in matrices.items():
        if places.region(id).demonstration is invented:
            yield from ((activity, id, matrix) for activity in matrix.activities if activity.point == gap.point and activity.place != gap.place)


def _helper(activity: Activity, region: str, matrix: Matrix, gap: Cell, places: Places) -> Helper:
    reasons = [Message("helper.good_practice")]
    both = {gap.place, activity.place}
    if routes := tuple(Message(f"route.{route.id}") for route in places.routes if both <= {stop.place for stop in route.stops}):
        reasons.append(Message("helper.route", {"routes": routes}))
    if groupings := tuple(_groupings(activity.place, region, gap.place, places)):
        reasons.append(Message("helper.grouping", {"groupings": groupings}))
    return Helper(activity, region, matrix.about.office, matrix.about.contact, tuple(reasons))


def _groupings(place: str, region: str, other: str, places: Places) -> Iterator[Message]:
    """The region and the other groupings to which both belong; a region-wide activity belongs to its region alone."""
    countries = places.region(region).countries
    if other in countries and place in (REGION_WIDE, *countries):
        yield Message(f"region.{region}")
    yield from (Message(f"group.{group.id}") for group in places.groups if {place, other} <= set(group.countries))
