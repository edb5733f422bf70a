"""What changed in a region from one revision to a later one, line by line: each line names its cell, what it was and is, and where that was published.

A line compares the two ends: what went up and down again in between is no line. A changed status is called what its publishers took it for where all of
them, step by step, took it for the same and the whole way can be that; else the rule of lib.figures proposes again, over the whole way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import urlencode

import pandas as pd

from lib import figures, merge, schema
from lib.figures import CHANGES
from lib.merge import ROW_KINDS, Field, RowChange, RowKind
from lib.model import REGION_WIDE, Cell, Message, Revision
from lib.words import Catalogue, render

_SHEETS = (schema.ACTIVITIES.key, schema.FOLLOW_UP.key)
"""The sheets whose rows have lines; rows of the others are counted."""
KINDS: Mapping[str, tuple[str, ...]] = {schema.MATRIX.key: CHANGES, **dict.fromkeys(_SHEETS, ROW_KINDS)}
"""By sheet, what a line may be, in the order in which lines stand."""
_UNSAID = (None, False)
"""What a row that is whole need not say: a blank, and that it is no good practice."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed in one cell: a status (sheet "matrix", kind of CHANGES) or a row of another sheet (kind of ROW_KINDS; `name` is its text).

    `fields` are the columns that changed, old and new. `revisions` are the numbers of those that changed it; `judged` tells whether a publisher named
    the kind, or only the rule.
    """

    sheet: str
    place: str
    point: str
    kind: str
    name: str
    fields: tuple[Field, ...]
    revisions: tuple[int, ...]
    judged: bool


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """The lines between two revisions of one region, the sentences that count them, and those that count what has no line."""

    before: Revision
    after: Revision
    lines: tuple[Line, ...]
    said: tuple[Message, ...]
    unlisted: tuple[Message, ...]

    @property
    def region(self) -> str:
        """The region's identifier."""
        return self.after.region


def change_report(revisions: Sequence[Revision], points: Sequence[str]) -> ChangeReport:
    """What changed from the first of a region's revisions to the last; between them, in order, stand all that were published. `points` orders the lines.

    CannotBeMerged where a matrix says two things of one cell.
    """
    first, last = revisions[0], revisions[-1]
    cells, statuses = _statuses(revisions)
    rows = merge.row_changes(first.matrix, last.matrix)
    listed = [row for row in rows if row.sheet in _SHEETS]
    lines = [*statuses, *_rows(revisions, listed)]
    order = {place: number for number, place in enumerate((REGION_WIDE, *last.matrix.places))}

    def where(line: Line) -> tuple[int, int, int, int]:
        point = points.index(line.point) if line.point in points else len(points)
        return list(KINDS).index(line.sheet), KINDS[line.sheet].index(line.kind), point, order.get(line.place, len(order))

    unlisted = merge.counts_in_words(merge.row_counts(row for row in rows if row.sheet not in _SHEETS))
    return ChangeReport(first, last, tuple(sorted(lines, key=where)), in_words(cells, rows), unlisted)


def in_words(cells: pd.DataFrame, rows: Sequence[RowChange]) -> tuple[Message, ...]:
    """What changed, counted: the statuses (`figures.changes`) by kind of change, then the rows of each sheet."""
    if cells["change"].notna().any():
        statuses = (*figures.trend_in_words(figures.trend(cells)), *figures.region_wide_changes_in_words(cells))
    else:
        statuses = (Message("what_changes.statuses"),)
    return (*statuses, *merge.counts_in_words(merge.row_counts(rows)))


def _statuses(revisions: Sequence[Revision]) -> tuple[pd.DataFrame, list[Line]]:
    """The changes of statuses over the whole way, as they are called, and a line for each."""
    numbers: dict[Cell, list[int]] = {}
    called: dict[Cell, set[str]] = {}
    unjudged: set[Cell] = set()
    for one, other in pairwise(revisions):
        judged = {Cell(said.place, said.point): said.change for said in other.judged}
        step = figures.as_judged(figures.changes(one.matrix, other.matrix), judged)
        for place, point, change in step.loc[step["change"].notna(), ["place", "point", "change"]].itertuples(index=False, name=None):
            cell = Cell(place, point)
            numbers.setdefault(cell, []).append(other.number)
            called.setdefault(cell, set()).add(change)
            if judged.get(cell) != change:
                unjudged.add(cell)
    alike = {cell: next(iter(kinds)) for cell, kinds in called.items() if len(kinds) == 1}
    cells = figures.as_judged(figures.changes(revisions[0].matrix, revisions[-1].matrix), alike)
    lines = []
    for row in cells[cells["change"].notna()].to_dict("records"):
        cell = Cell(row["place"], row["point"])
        field = Field(f"point.{cell.point}", row["before"], row["after"])
        judged_so = cell not in unjudged and alike.get(cell) == row["change"]
        lines.append(Line(schema.MATRIX.key, *cell, row["change"], "", (field,), tuple(numbers[cell]), judged_so))
    return cells, lines


def _rows(revisions: Sequence[Revision], rows: Iterable[RowChange]) -> Iterable[Line]:
    numbers: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for one, other in pairwise(revisions):
        for row in merge.row_changes(one.matrix, other.matrix):
            numbers.setdefault((row.sheet, row.key), []).append(other.number)
    for row in rows:
        yield Line(row.sheet, row.place, row.point, row.kind, row.name, row.fields, tuple(numbers[row.sheet, row.key]), judged=False)


def told(line: Line, when: Literal["before", "after"]) -> tuple[Message, ...]:
    """What a line's cell or row said before, or says after: a status, or each column that changed; of a row that is whole what is filled in."""
    whole: dict[str, RowKind] = {"before": "added", "after": "withdrawn"}
    if line.kind == whole[when]:
        return ()
    values = [(field.column, getattr(field, when)) for field in line.fields]
    if line.sheet == schema.MATRIX.key:
        return tuple(merge.value_in_words(line.sheet, column, value) for column, value in values)
    return tuple(
        Message(
            "change_report.field", {"column": merge.column_in_words(line.sheet, column), "value": merge.value_in_words(line.sheet, column, value)}
        )
        for column, value in values
        if line.kind == "changed" or value not in _UNSAID
    )


def kind_in_words(line: Line) -> Message:
    """What kind of change a line is."""
    return Message(f"change.{line.kind}.name" if line.sheet == schema.MATRIX.key else f"what_changes.row.{line.kind}")


def cell_address(region: str, line: Line) -> str:
    """The page of a line's cell, relative to the dashboard."""
    return f"coverage?{urlencode({'region': region, 'place': line.place, 'point': line.point, 'group': ''})}"


def revision_address(region: str, number: int) -> str:
    """The page of a revision, relative to the dashboard."""
    return f"history?{urlencode({'region': region, 'revision': number})}"


def table(reports: Iterable[ChangeReport], words: Catalogue, base: str = "") -> pd.DataFrame:
    """Every line as a row of a file, its columns named in words; `base` is the address of the dashboard."""

    def say(message: Message) -> str:
        return render(message, words)

    rows = [
        (
            words.text(f"region.{report.region}"),
            words.text(f"place.{line.place}"),
            line.place if line.place != REGION_WIDE else None,
            f"{line.point} {words.text(f'point.{line.point}')}",
            words.text(f"sheet.{line.sheet}"),
            say(kind_in_words(line)),
            say(called_by(line)) if line.sheet == schema.MATRIX.key else None,
            line.name or None,
            "\n".join(map(say, told(line, "before"))) or None,
            "\n".join(map(say, told(line, "after"))) or None,
            ", ".join(map(str, line.revisions)),
            base + cell_address(report.region, line),
        )
        for report in reports
        for line in report.lines
    ]
    heads = ("region", "place", "iso3", "point", "sheet", "kind", "called_by", "name", "before", "after", "revisions", "cell")
    return pd.DataFrame(rows, columns=[words.text(f"change_report.column.{head}") for head in heads], dtype=object)


def called_by(line: Line) -> Message:
    """Who called a change what it is called: its publisher, or the rule."""
    return Message("change_report.judged" if line.judged else "change_report.by_rule")
