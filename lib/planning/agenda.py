"""What a planning session goes through: what was agreed last time, then a region's points with their gaps, the point that most report as missing first.

Nothing is counted here: order and lists are those of `lib.figures`.

Limit worth knowing: targets of old plans are "recorded in a document". Nobody in the room agreed to them, so they stand apart.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from lib import figures, merge
from lib.figures import Helper
from lib.framework import Framework
from lib.model import REGION_WIDE, Activity, Cell, FollowUp, Matrix, Message, State, Status
from lib.places import Places, Route

_STATES = tuple(State)
_OPEN = (State.AGREED, State.IN_PROGRESS)


class OnRoute(NamedTuple):
    """A route, and the countries on it that report a point as a gap or of which it is not known, each in travel order."""

    route: Route
    reported: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell of one of the four lists (`figures.LISTS`): its status (None: not assessed), what is known of it in words (`figures.cell_in_words`), what
    its office wrote ("": nothing), and the activities that are recorded there."""

    cell: Cell
    status: Status | None
    said: tuple[Message, ...]
    missing: str
    recommendation: str
    records: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One action point: what is said of it over all countries, the points it is tied with, its gaps by the names of `figures.LISTS` (all four are there),
    the region-wide activities, the actions that were agreed at it, and the routes on which any of these countries lies."""

    point: str
    said: Message
    tied: tuple[str, ...]
    gaps: Mapping[str, tuple[Gap, ...]]
    region_wide: tuple[Activity, ...]
    follow_up: tuple[FollowUp, ...]
    routes: tuple[OnRoute, ...]

    @property
    def reported(self) -> tuple[Gap, ...]:
        """What offices report as a gap; what is not known is none."""
        return tuple(gap for kind in figures.LISTS[:-1] for gap in self.gaps[kind])


@dataclass(frozen=True, slots=True)
class Agenda:
    """Actions of earlier times with their refs – those still open first, by due date –, apart from them the targets of documents; then all points."""

    last_time: tuple[FollowUp, ...]
    targets: tuple[FollowUp, ...]
    points: tuple[AgendaPoint, ...]


def agenda(matrix: Matrix, framework: Framework, places: Places) -> Agenda:
    """The agenda of a session on a region's matrix. UnknownRegion."""
    region = places.region(matrix.about.region)
    known = merge.with_refs(matrix)
    cells = figures.cells(matrix, region.countries, framework.point_ids)
    counts, order = figures.by_point(cells), figures.order(cells)
    told: list[dict[Any, Any]] = cells.to_dict("records")
    said = {Cell(row["place"], row["point"]): figures.cell_in_words(row) for row in told}
    statuses = {Cell(one.place, one.point): one.status for one in matrix.assessments}
    records: dict[Cell, list[Activity]] = {}
    for activity in known.activities:
        records.setdefault(Cell(activity.place, activity.point), []).append(activity)
    lists: dict[str, dict[str, list[Gap]]] = {point: {kind: [] for kind in figures.LISTS} for point in framework.point_ids}
    for kind, rows in figures.gaps(cells, matrix).items():
        for row in rows.to_dict("records"):
            at = Cell(row["place"], row["point"])
            gap = Gap(at, statuses.get(at), said[at], row["missing"], row["recommendation"], tuple(records.get(at, ())))
            lists[at.point][kind].append(gap)
    actions = _in_turn(one for one in known.follow_up if one.state is not State.RECORDED)
    points = []
    for row in order.to_dict("records"):
        point = row["point"]
        gaps = {kind: tuple(found) for kind, found in lists[point].items()}
        points.append(
            AgendaPoint(
                point=point,
                said=figures.counts_in_words(counts, point),
                tied=row["tied"],
                gaps=gaps,
                region_wide=tuple(records.get(Cell(REGION_WIDE, point), ())),
                follow_up=tuple(one for one in actions if one.point == point),
                routes=_routes(gaps, places),
            )
        )
    return Agenda(actions, tuple(one for one in known.follow_up if one.state is State.RECORDED), tuple(points))


def helping(point: AgendaPoint, matrices: Mapping[str, Matrix], places: Places) -> Mapping[Cell, tuple[Helper, ...]]:
    """Who could help with each reported gap of a point (`figures.helpers`); `matrices` are all regions' by identifier."""
    return {gap.cell: figures.helpers(gap.cell, matrices, places) for gap in point.reported}


def _in_turn(actions: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Those that are still to be done first, by their due date, those without one last of them; then the others, state by state."""
    return tuple(sorted(actions, key=lambda one: (one.state not in _OPEN and _STATES.index(one.state), not one.due, one.due)))


def _routes(gaps: Mapping[str, Collection[Gap]], places: Places) -> tuple[OnRoute, ...]:
    unknown = {gap.cell.place for gap in gaps[figures.LISTS[-1]]}
    reported = {gap.cell.place for kind in figures.LISTS[:-1] for gap in gaps[kind]}
    routes = places.routes_through(*reported, *unknown)
    return tuple(
        OnRoute(route, *(tuple(stop.place for stop in route.stops if stop.place in some) for some in (reported, unknown))) for route in routes
    )
