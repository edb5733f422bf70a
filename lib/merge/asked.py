"""What is asked about, in words: the value of a unit, which may be a whole row."""

from collections.abc import Mapping

from lib import schema
from lib.merge.in_words import column_in_words, value_in_words
from lib.merge.units import Unit, Value
from lib.model import Message
from lib.schema import Column, Kind

_POINT = "point."
_COLUMNS = {sheet.key: {column.key: column for column in sheet.columns} for sheet in schema.SHEETS}
_MAIN = {schema.ACTIVITIES.key: ("activity",), schema.FOLLOW_UP.key: ("action",), schema.SITUATION.key: ("situation",)}
"""By sheet, the column by which people know a row; a remark is all that it says."""


def held_in_words(unit: Unit, value: Value) -> tuple[Message, ...]:
    """What a unit holds, in pieces: of a whole row that by which people know it, of a country's row its statuses."""
    if unit.column:
        return (value_in_words(unit.sheet, unit.column, value),)
    if value is None:
        return (Message("unit.no_row"),)
    fields = row_fields(value)
    if unit.sheet == schema.MATRIX.key:
        cells = [
            Message("unit.status", {"point": column_in_words(unit.sheet, column), "status": value_in_words(unit.sheet, column, status)})
            for column, status in fields.items()
        ]
        return tuple(cells) or (Message("unit.no_status"),)
    main = _MAIN.get(unit.sheet, tuple(fields))
    return tuple(value_in_words(unit.sheet, column, fields[column]) for column in main if column in fields)


def row_fields(value: Value) -> Mapping[str, Value]:
    """A whole row's columns that are not blank."""
    return dict(value)  # type: ignore[arg-type]  # a whole row is a Row


def column_of(unit: Unit) -> Column | None:
    """The format's declaration of a unit's column; None for a row as such."""
    return Column(unit.column, Kind.STATUS) if unit.column.startswith(_POINT) else _COLUMNS[unit.sheet].get(unit.column)
