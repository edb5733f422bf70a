"""Three matrices → one: what both sides made of a common base.

What only one side changed goes in; what both changed alike is one change; what both changed differently is a clash, and somebody answers it. So is a
row that one side deleted and the other edited. Columns that are read together (a figure and what it counts, a stage and its year) clash together:
one side's figure with the other's meaning would be a sentence that nobody wrote.
"""

from collections.abc import Iterable, Iterator, Mapping

from lib import schema
from lib.exceptions import CannotBeMerged
from lib.merge.units import Change, Clash, Fields, Merged, Tables, Unit, Value, apply, blank, row, tables
from lib.model import Matrix

Answers = Mapping[Clash, Value]
"""What goes in for each clash: its `mine`, its `theirs`, or another value. A clash whose sides have changed since is another clash."""

TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    schema.ACTIVITIES.key: (frozenset({"stage", "year"}),),
    schema.SITUATION.key: (frozenset({"figure", "figure_meaning", "as_of"}),),
    schema.FOLLOW_UP.key: (frozenset({"state", "reason"}),),
}
"""By sheet, the columns that mean something only together."""


def merge(base: Matrix, mine: Matrix, theirs: Matrix, answers: Answers | None = None) -> Merged:
    """What `mine` and `theirs` made of `base`. CannotBeMerged where they are of different regions."""
    of_one_region(base, mine, theirs)
    changes, clashes = three_ways(tables(base), tables(mine), tables(theirs))
    return merged(mine, changes, clashes, answers or {})


def differences(before: Matrix, after: Matrix) -> tuple[Change, ...]:
    """What turns one matrix into another, unit by unit: applied to the first they give the second. CannotBeMerged for different regions."""
    of_one_region(before, after)
    was = tables(before)
    return three_ways(was, was, tables(after))[0]


def of_one_region(*matrices: Matrix) -> None:
    """CannotBeMerged where matrices are of different regions."""
    regions = sorted({matrix.about.region for matrix in matrices})
    if len(regions) > 1:
        raise CannotBeMerged(f"matrices of different regions: {', '.join(regions)}")


def three_ways(base: Tables, mine: Tables, theirs: Tables) -> tuple[tuple[Change, ...], tuple[Clash, ...]]:
    """What is to change in `mine`, and where it clashes with `theirs`."""
    found = [
        one
        for sheet in mine
        for key in mine[sheet] | theirs[sheet]  # what neither has, both deleted
        for one in _row(Unit(sheet, key), base[sheet].get(key), mine[sheet].get(key), theirs[sheet].get(key))
    ]
    return tuple(one for one in found if isinstance(one, Change)), tuple(one for one in found if isinstance(one, Clash))


def _row(unit: Unit, base: Fields | None, mine: Fields | None, theirs: Fields | None) -> Iterator[Change | Clash]:
    if mine is None or theirs is None:
        yield from _unit(unit, row(base), row(mine), row(theirs))
        return
    was = base or {}
    torn = _torn(unit.sheet, was, mine, theirs)
    for column in mine | theirs:
        at, now, other = unit._replace(column=column), mine.get(column), theirs.get(column)
        if column not in torn:
            yield from _unit(at, was.get(column), now, other)
        elif now != other:
            yield Clash(at, was.get(column), now, other)


def _unit(unit: Unit, base: Value, mine: Value, theirs: Value) -> Iterator[Change | Clash]:
    if theirs in (mine, base):
        return
    yield Change(unit, mine, theirs) if mine == base else Clash(unit, base, mine, theirs)


def _torn(sheet: str, base: Fields, mine: Fields, theirs: Fields) -> set[str]:
    """The columns that are read together and of which each side changed some that the other did not change alike."""
    differ = {column for column in mine | theirs if mine.get(column) != theirs.get(column)}
    by_me, by_them = ({column for column in differ if side.get(column) != base.get(column)} for side in (mine, theirs))
    return {column for group in TOGETHER.get(sheet, ()) if by_me & group and by_them & group for column in group}


def merged(mine: Matrix, changes: Iterable[Change], clashes: tuple[Clash, ...], answers: Answers) -> Merged:
    """The current matrix with the changes and with what was answered; without a matrix while an answer is missing."""
    answered = {clash: _plain(clash.unit, answers[clash]) for clash in clashes if clash in answers}
    decided = tuple(Change(clash.unit, clash.mine, value) for clash, value in answered.items() if value != clash.mine)
    changes = (*changes, *decided)
    return Merged(apply(mine, changes) if len(answered) == len(clashes) else None, changes, clashes=clashes)


def _plain(unit: Unit, answer: Value) -> Value:
    """An answer as units hold it: a field that was emptied is blank, an emptied row is still a row."""
    return None if unit.column and blank(answer) else answer
