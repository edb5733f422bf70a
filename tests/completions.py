"""Every way in which unknown cells may turn out, counted the plain way: what the closed forms of the figures are tried against.

A group is the statuses of one point's cells, None where unknown; a completed group has no None.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pandas as pd
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lib import figures
from lib.model import About, Assessment, Matrix, Status

Group = Sequence[Status | None]

HAVING = {"in_place": {Status.IN_PLACE}, "in_place_or_partly": {Status.IN_PLACE, Status.PARTLY}}


def completions(group: Group) -> Iterator[tuple[Status, ...]]:
    """A group with every unknown cell filled, in every way: 5 to the power of the unknown cells."""
    yield from product(*([status] if status else list(Status) for status in group))


def share(completed: Sequence[Status], name: str) -> Fraction | None:
    """The share of a completed group's applicable cells that have it; None where none applies."""
    applicable = [status for status in completed if status is not Status.NOT_APPLICABLE]
    return Fraction(sum(status in HAVING[name] for status in applicable), len(applicable)) if applicable else None


def is_assessed(group: Group) -> bool:
    """Whether an office assessed an applicable cell."""
    return any(status not in (None, Status.NOT_APPLICABLE) for status in group)


def both_shares(completed: Sequence[Status]) -> tuple[Fraction | None, Fraction | None]:
    return share(completed, "in_place"), share(completed, "in_place_or_partly")


def groups(unknown: int = 3, known: int = 5) -> SearchStrategy[list[Status | None]]:
    """Groups of some cells in any order, with no more unknown ones than can be tried."""
    cells = st.tuples(st.lists(st.none(), max_size=unknown), st.lists(st.sampled_from(Status), max_size=known)).map(lambda both: both[0] + both[1])
    return cells.flatmap(st.permutations)


def several(unknown: int = 3, known: int = 5) -> SearchStrategy[list[list[Status | None]]]:
    """Some groups at once, as points of one table: one table is counted as fast as another."""
    return st.lists(groups(unknown, known), min_size=1, max_size=5)


def cells(*points: Group, prefix: str = "C") -> pd.DataFrame:
    """The table of groups, each at a point of its own ("1", "2" …), with countries "C0", "C1" …; a point with fewer cells is not applicable in the rest."""
    countries = tuple(f"{prefix}{number}" for number in range(max(1, *map(len, points))))
    filled = [(*point, *[Status.NOT_APPLICABLE] * (len(countries) - len(point))) for point in points]
    assessments = tuple(
        Assessment(country, str(number), status)
        for number, point in enumerate(filled, 1)
        for country, status in zip(countries, point, strict=True)
        if status
    )
    return figures.cells(Matrix(About("europe"), countries, assessments), countries, [str(number) for number in range(1, len(points) + 1)])
