"""Units and their values in words: where something stands, under which heading, and what it says there."""

from collections.abc import Mapping
from datetime import date

from lib import schema
from lib.framework import point_in_words
from lib.merge.rows import ROW_KINDS, RowKind, Where
from lib.merge.units import Unit
from lib.model import Cell, Message, Param
from lib.schema import Kind

_POINT = "point."
_KINDS: Mapping[tuple[str, str], Kind] = {(sheet.key, column.key): column.kind for sheet in schema.SHEETS for column in sheet.columns}


def unit_in_words(unit: Unit, where: Where) -> Message:
    """Where a unit stands: its sheet, country and point, and the column that it is (`where` knows its row). What offices wrote is not in it."""
    place, point = where.get((unit.sheet, unit.row), Cell("", ""))
    return place_in_words(unit.sheet, place, point, unit.column)


def place_in_words(sheet: str, place: str, point: str, column: str = "") -> Message:
    """A place of a workbook in words: "Remarks – Kenya, 3 Entry systems: Source". Empty codes are left out."""
    if column.startswith(_POINT):  # of Matrix
        point, column = column.removeprefix(_POINT), ""
    parts: dict[str, Param] = {"sheet": Message(f"sheet.{sheet}")}
    if place:
        parts["place"] = Message(f"place.{place}")
    if point:
        parts["point"] = point_in_words(point)
    if column:
        parts["column"] = column_in_words(sheet, column)
    return Message(".".join(("unit", *parts)), parts)


def column_in_words(sheet: str, column: str) -> Message:
    """What heads a column; a fact of About is called by its own name, a status by its point."""
    if column.startswith(_POINT):
        return point_in_words(column.removeprefix(_POINT))
    return Message(f"field.{column}" if sheet == schema.ABOUT.key else f"column.{column}")


def value_in_words(sheet: str, column: str, value: object) -> Message:
    """The value of a column: codes by their labels, lists joined, what an office wrote as it is. "Not given" where it is blank; of a status "Not
    assessed", which is not the same as "Reported as not in place"."""
    kind = Kind.STATUS if column.startswith(_POINT) else _KINDS[sheet, column]
    if value is None:
        return Message(f"status.{schema.NOT_ASSESSED}" if kind is Kind.STATUS else "unit.blank")
    return Message("unit.value", {"value": _param(kind, value)})


def _param(kind: Kind, value: object) -> Param:
    match kind:
        case Kind.PLACE:
            return Message(f"place.{value}")
        case Kind.POINT:
            return point_in_words(str(value))
        case Kind.REGION:
            return Message(f"region.{value}")
        case Kind.YES_NO:
            return Message(schema.label(kind, "yes" if value else "no"))
        case Kind.ROLES if isinstance(value, tuple):
            return tuple(Message(schema.label(kind, one)) for one in value)
        case Kind.NAMES if isinstance(value, tuple):
            return "; ".join(value)
        case _ if kind in schema.VOCABULARIES:
            return Message(schema.label(kind, str(value)))
    return value if isinstance(value, int | date) else str(value)


def counts_in_words(counts: Mapping[str, Mapping[RowKind, int]]) -> tuple[Message, ...]:
    """The counts of `row_counts` in words, a sentence for each sheet."""
    return tuple(
        Message(
            "rows.counts",
            {
                "sheet": Message("rows.countries" if sheet == schema.MATRIX.key else f"sheet.{sheet}"),
                "parts": tuple(Message(f"rows.{kind}", {"n": of[kind]}) for kind in ROW_KINDS if of[kind]),
            },
        )
        for sheet, of in counts.items()
    )
