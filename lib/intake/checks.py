"""What holds between the values of a file. A check is a small generator: a new one is one function and one entry in CHECKS.

Only what was read is looked at: a value that is wrong in itself has its finding already.
"""

from collections.abc import Callable, Iterator

from lib.intake.codes import finding
from lib.intake.layout import Table, named
from lib.intake.reading import Reading, Record
from lib.intake.values import text
from lib.model import REGION_WIDE, Finding, Message, Param, Scope, Status
from lib.schema import MATRIX, REMARKS, SITUATION

Check = Callable[[Reading], Iterator[Finding]]

_ONE_ROW_EACH = {MATRIX.key: ("place",), REMARKS.key: ("place", "point"), SITUATION.key: ("place",)}
"""The sheets in which two rows about the same thing contradict each other."""


def values(reading: Reading) -> Iterator[Finding]:
    """What is wrong with single cells, found while they were read."""
    for _, record in _rows(reading):
        yield from record.wrong.values()


def required(reading: Reading) -> Iterator[Finding]:
    """A used row has all that it must have."""
    for table, record in _rows(reading):
        for column in table.sheet.columns:
            if column.required and column.key in table.columns and column.key not in record.values and not record.refused(column.key):
                yield finding("required-blank", table.title, table.at(record.number, column.key), column=named(table.sheet, column.key))


def places_of_the_region(reading: Reading) -> Iterator[Finding]:
    """Every country named belongs to the region whose matrix this is."""
    if reading.region is None:
        return
    declared = {REGION_WIDE, *reading.region.countries}
    for table, record in _rows(reading):
        place = record.values.get("place", REGION_WIDE)
        if place not in declared:
            yield _at(table, record, "place-not-in-region", place=_place(place), region=Message(f"region.{reading.region.id}"))


def one_row_each(reading: Reading) -> Iterator[Finding]:
    """One row for each country in Matrix and Situation, for each country and point in Remarks."""
    for sheet, keys in _ONE_ROW_EACH.items():
        first: dict[tuple[str, ...], Record] = {}
        for record in reading.records.get(sheet, ()):
            if all(key in record.values for key in keys):
                same = first.setdefault(tuple(record.values[key] for key in keys), record)
                if same is not record:
                    yield _at(reading.tables[sheet], record, "row-twice", first=str(same.number))


def reasons(reading: Reading) -> Iterator[Finding]:
    """ "Not applicable" has its reason in Remarks."""
    given = {(row.values.get("place"), row.values.get("point")) for row in reading.records.get(REMARKS.key, ()) if "reason" in row.values}
    for record in reading.records.get(MATRIX.key, ()):
        for key, status in record.values.items():
            point = key.removeprefix("point.")
            if status is Status.NOT_APPLICABLE and (record.values.get("place"), point) not in given | {(None, point)}:
                table = reading.tables[MATRIX.key]
                cell = text(table.rows[record.number][table.columns[key]])
                yield finding("reason-missing", table.title, table.at(record.number, key), cell, point=Message(key))


def all_places(reading: Reading) -> Iterator[Finding]:
    """A full matrix has a row for each declared country."""
    if reading.region and reading.scope is Scope.FULL and MATRIX.key in reading.tables:
        there = {record.values.get("place") for record in reading.records[MATRIX.key]}
        if missing := [place for place in reading.region.countries if place not in there]:
            title = reading.tables[MATRIX.key].title
            yield finding("places-missing", title, n=len(missing), places=tuple(map(_place, missing)))


CHECKS: tuple[Check, ...] = (values, required, places_of_the_region, one_row_each, reasons, all_places)


def _rows(reading: Reading) -> Iterator[tuple[Table, Record]]:
    for sheet, rows in reading.records.items():
        for record in rows:
            yield reading.tables[sheet], record


def _at(table: Table, record: Record, code: str, **params: Param) -> Finding:
    """A finding about a row, at its place."""
    key = "place" if "place" in table.columns and table.columns["place"] in table.rows[record.number] else "iso3"
    value = text(table.rows[record.number][table.columns[key]])
    return finding(code, table.title, table.at(record.number, key), value, None, **params)


def _place(code: str) -> Message:
    return Message(f"place.{code}")
