"""What a file that an office hands in changes in the current matrix.

The file is read against the matrix that it was taken from (`base`), or against the current one where that is not known:

- a blank status erases nothing; "not assessed" in words does;
- in a partial file, what is absent or blank is unchanged;
- in a full file, a row that is absent and a field that is blank are withdrawn: asked in one list, and only what is confirmed goes.

Then the two sides are merged (lib/merge/three_ways.py). What was added to the current matrix since is not withdrawn by a file that never had it; but
without a base nobody can tell, so it is asked.
"""

from collections.abc import Collection
from dataclasses import replace

from lib import schema
from lib.exceptions import CannotBeMerged
from lib.merge.refs import recognised, with_refs
from lib.merge.three_ways import Answers, merged, of_one_region, three_ways
from lib.merge.units import Alike, Change, Merged, Tables, Unit, tables
from lib.model import Matrix, Report, Scope


def hand_in(
    report: Report,
    current: Matrix,
    base: Matrix | None = None,
    *,
    confirmed: Collection[Change] = (),
    answers: Answers | None = None,
    same: Collection[Alike] = (),
) -> Merged:
    """What a file changes, as far as it is decided. Call it again with what somebody decided since.

    `confirmed` are those of `Merged.withdrawn` that may go, `answers` say what goes in for each of `Merged.clashes`, `same` are those of `Merged.alike`
    where the new row is the known one. Each of them counts only for what was shown: if the current matrix has changed since, it is asked again.

    CannotBeMerged for a file with errors, of which something is not read and would look withdrawn, and for one of another region.
    """
    if report.matrix is None or report.errors:
        raise CannotBeMerged(f"{report.file} has errors")
    base = current if base is None else base
    of_one_region(report.matrix, current, base)
    theirs, alike, known = _with_known_refs(report.matrix, with_refs(base), with_refs(current), same)
    said = tables(theirs)
    was = tables(base)
    mine = was if current is base else tables(current)
    _complete(said, was, report.scope, {Unit(schema.MATRIX.key, (cell.place,), f"point.{cell.point}") for cell in report.erased})
    changes, clashes = three_ways(was, mine, said)
    withdrawn = tuple(change for change in changes if _withdraws(change))
    kept = (change for change in changes if change not in withdrawn or change in confirmed)
    return replace(merged(current, kept, clashes, answers or {}), withdrawn=withdrawn, alike=alike, recognised=known)


def _withdraws(change: Change) -> bool:
    """Whether a change takes away what a file left out. A status is taken back in words alone."""
    return change.after is None and not (change.unit.sheet == schema.MATRIX.key and change.unit.column)


def _complete(said: Tables, base: Tables, scope: Scope, erased: Collection[Unit]) -> None:
    """Puts into a file's tables what it leaves unchanged without saying it."""
    for sheet, rows in base.items():
        for key, row in rows.items():
            if key not in said[sheet]:
                if scope is Scope.PARTIAL:
                    said[sheet][key] = dict(row)
            elif scope is Scope.PARTIAL or sheet == schema.MATRIX.key:
                unchanged = {column: value for column, value in row.items() if Unit(sheet, key, column) not in erased}
                said[sheet][key] = unchanged | said[sheet][key]


def _with_known_refs(theirs: Matrix, base: Matrix, current: Matrix, same: Collection[Alike]) -> tuple[Matrix, tuple[Alike, ...], tuple[Unit, ...]]:
    """A file's matrix with a ref for each row: its own, that of the row it is known to be, or a new one."""
    one, two = schema.ACTIVITIES.key, schema.FOLLOW_UP.key
    activities = recognised(theirs.activities, base.activities, current.activities, _pairs(one, same))
    actions = recognised(theirs.follow_up, base.follow_up, current.follow_up, _pairs(two, same))
    alike = [
        Alike(Unit(sheet, (new,)), Unit(sheet, (old,))) for sheet, pairs in ((one, activities.alike), (two, actions.alike)) for new, old in pairs
    ]
    known = [Unit(sheet, (ref,)) for sheet, refs in ((one, activities.known), (two, actions.known)) for ref in refs]
    return replace(theirs, activities=activities.rows, follow_up=actions.rows), tuple(alike), tuple(known)


def _pairs(sheet: str, same: Collection[Alike]) -> set[tuple[str, str]]:
    return {(one.new.row[0], one.known.row[0]) for one in same if one.new.sheet == sheet}
