"""Records → a Matrix, and the account of every cell: each is read or not read, and what is not read has a finding."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from lib.framework import Framework
from lib.intake.codes import CODES, Loses, address, finding
from lib.intake.grid import Address, Grid
from lib.intake.reading import Reading, Record
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Finding, FollowUp, Matrix, Remark, Situation
from lib.schema import ACTIVITIES, FOLLOW_UP, MATRIX, NOT_ASSESSED, REMARKS, SITUATION, Kind, Sheet

_Row = TypeVar("_Row")

Lost = Mapping[str, frozenset[int]]
"""By sheet key, the rows that are not read."""

_NAMED_ROWS = 20
"""How many lost rows a sentence names."""


def lost_rows(reading: Reading, findings: Iterable[Finding]) -> Lost:
    """The rows that cannot be read: a finding says so, or they lack a value that they must have."""
    refused: dict[str, set[int]] = {}
    for one in findings:
        if CODES[one.code].loses is Loses.ROW:
            refused.setdefault(one.sheet, set()).add(address(one.cell)[0])
    lost: dict[str, frozenset[int]] = {}
    for key, table in reading.tables.items():
        if table.turned:
            continue
        required = [column.key for column in table.sheet.columns if column.required]
        lacking = (record.number for record in reading.records[key] if any(name not in record.values for name in required))
        lost[key] = frozenset(refused.get(table.title, set()).union(lacking))
    return lost


def lost_rows_named(reading: Reading, lost: Lost) -> Iterator[Finding]:
    """One note a sheet that names the rows that are not read."""
    for key, rows in lost.items():
        if rows:
            named = ", ".join(map(str, sorted(rows)[:_NAMED_ROWS]))
            yield finding("rows-not-read", reading.tables[key].title, n=len(rows), rows=f"{named} …" if len(rows) > _NAMED_ROWS else named)


def unread(grids: Sequence[Grid], reading: Reading, findings: Iterable[Finding], lost: Lost) -> int:
    """How many filled cells are not read."""
    by_sheet: dict[str, list[Finding]] = {}
    for one in findings:
        by_sheet.setdefault(one.sheet, []).append(one)
    rows = {reading.tables[key].title: numbers for key, numbers in lost.items()}
    return sum(len(_unread(grid, by_sheet.get(grid.title, ()), rows.get(grid.title, frozenset()))) for grid in grids)


def _unread(grid: Grid, findings: Iterable[Finding], rows: frozenset[int]) -> set[Address]:
    """The filled cells of a sheet that are not read: those of its lost rows, and what its findings say."""
    cells = {(number, column) for number in rows for column in grid.rows[number]}
    columns: dict[int, int] = {}
    for one in findings:
        match CODES[one.code].loses:
            case Loses.SHEET:
                return {(number, column) for number, row in grid.rows.items() for column in row}
            case Loses.COLUMN:
                heading, column = address(one.cell)
                columns[column] = heading
            case Loses.CELL:
                cells.add(address(one.cell))
    if columns:
        cells |= {(number, column) for number, row in grid.rows.items() for column in row.keys() & columns.keys() if number >= columns[column]}
    return cells


def placed(findings: Iterable[Finding], reading: Reading) -> Iterator[Finding]:
    """The findings with the country and the action point that each one's row and column are about, as far as they were read."""
    rows = {
        table.title: {record.number: record.values for record in reading.records[key]} for key, table in reading.tables.items() if not table.turned
    }
    points = {
        table.title: {column: name.removeprefix("point.") for name, column in table.columns.items() if name.startswith("point.")}
        for table in reading.tables.values()
    }
    for one in findings:
        if one.cell and one.sheet in rows:
            row, column = address(one.cell)
            values = rows[one.sheet].get(row, {})
            one = replace(one, place=values.get("place", ""), point=points[one.sheet].get(column, values.get("point", "")))
        yield one


def matrix(reading: Reading, lost: Lost, framework: Framework) -> Matrix | None:
    """The Matrix of all that was read; None where it is not known of which region.

    `places` are the rows of the Matrix sheet in its order; a declared country without a row is not added, the region's own list has it.
    """
    if "region" not in reading.about:
        return None
    rows = list(_kept(reading, MATRIX, lost))
    named = {field.name for field in fields(About)}
    return Matrix(
        about=About(**{"framework": framework.id} | {key: value for key, value in reading.about.items() if key in named}),
        places=tuple(row.values["place"] for row in rows if row.values["place"] != REGION_WIDE),
        assessments=tuple(Assessment(*cell, status) for cell, status in _statuses(rows) if status != NOT_ASSESSED),
        remarks=_all(Remark, reading, REMARKS, lost),
        activities=_all(Activity, reading, ACTIVITIES, lost),
        situations=_all(Situation, reading, SITUATION, lost),
        follow_up=_all(FollowUp, reading, FOLLOW_UP, lost),
    )


def erased(reading: Reading, lost: Lost) -> tuple[Cell, ...]:
    """The cells where the file says "not assessed" in words."""
    return tuple(cell for cell, status in _statuses(_kept(reading, MATRIX, lost)) if status == NOT_ASSESSED)


def _statuses(rows: Iterable[Record]) -> Iterator[tuple[Cell, Any]]:
    for row in rows:
        for key, status in row.values.items():
            if key.startswith("point."):
                yield Cell(row.values["place"], key.removeprefix("point.")), status


def _kept(reading: Reading, sheet: Sheet, lost: Lost) -> Iterator[Record]:
    return (record for record in reading.records.get(sheet.key, ()) if record.number not in lost[sheet.key])


def _all(kind: type[_Row], reading: Reading, sheet: Sheet, lost: Lost) -> tuple[_Row, ...]:
    """A sheet's rows as values of the model: the keys of the format are the names of its fields."""
    blank = {column.key: "" for column in sheet.columns if column.kind is Kind.REF}
    return tuple(kind(**blank | dict(record.values)) for record in _kept(reading, sheet, lost))
