"""Units and their values in words: which cell, row or field it is, and what stands there."""

from lib import schema
from lib.merge.units import Unit, Value
from lib.model import Matrix, Message, Param, Status
from lib.schema import Column, Kind

_COLUMNS = {sheet.key: {column.key: column for column in sheet.columns} for sheet in schema.SHEETS}
_POINT = "point."
_MAIN = {schema.ACTIVITIES.key: ("activity",), schema.FOLLOW_UP.key: ("action",), schema.SITUATION.key: ("situation",)}
"""By sheet, the column that a row is known by to people; a remark is all that it says."""


def unit_in_words(unit: Unit, *matrices: Matrix) -> Message:
    """Which unit it is. A row that is known by its Ref is looked for in matrices, for its place and point."""
    column: Param = Message(_heading(unit)) if unit.column else ""
    if unit.sheet == schema.ABOUT.key:
        return Message("unit.about", {"column": column})
    place, point = _where(unit, matrices)
    params: dict[str, Param] = {"sheet": Message(f"sheet.{unit.sheet}"), "place": Message(f"place.{place}") if place else "", "column": column}
    if unit.sheet == schema.MATRIX.key:
        params["point"] = _point(unit.column.removeprefix(_POINT)) if unit.column else ""
        return Message("unit.cell" if unit.column else "unit.country", params)
    if not place:
        return Message("unit.somewhere", params)
    if point:
        params["point"] = _point(point)
        return Message("unit.at_point.column" if unit.column else "unit.at_point", params)
    return Message("unit.at_place.column" if unit.column else "unit.at_place", params)


def value_in_words(unit: Unit, value: Value) -> tuple[Param, ...]:
    """What a unit holds, in pieces; a blank one says so. Of a whole row what it is known by to people, of a country's row its statuses."""
    if value is None:
        taken_back = unit.column.startswith(_POINT)
        return (Message(schema.label(Kind.STATUS, schema.NOT_ASSESSED) if taken_back else "unit.blank" if unit.column else "unit.no_row"),)
    if unit.column:
        return _single(unit.sheet, unit.column, value)
    fields: dict[str, Value] = dict(value)  # type: ignore[arg-type]  # a whole row is a Row
    if unit.sheet == schema.MATRIX.key:
        cells = [
            Message("unit.status", {"point": _point(key.removeprefix(_POINT)), "status": Message(f"status.{code}")})
            for key, code in fields.items()
            if isinstance(code, Status)
        ]
        return tuple(cells) or (Message("unit.no_status"),)
    main = _MAIN.get(unit.sheet, tuple(key for key in fields if key not in ("place", "point")))
    return tuple(piece for key in main if key in fields for piece in _single(unit.sheet, key, fields[key]))


def column_of(unit: Unit) -> Column | None:
    """The format's declaration of a unit's column; None for a row as such."""
    if unit.sheet == schema.MATRIX.key and unit.column.startswith(_POINT):
        return Column(unit.column, Kind.STATUS)
    return _COLUMNS[unit.sheet].get(unit.column)


def _single(sheet: str, key: str, value: Value) -> tuple[Param, ...]:
    column = column_of(Unit(sheet, (), key))
    kind = column.kind if column else Kind.TEXT
    if isinstance(value, bool):
        return (Message(schema.label(Kind.YES_NO, "yes" if value else "no")),)
    if isinstance(value, tuple):
        return tuple(Message(schema.label(kind, one)) if kind in schema.VOCABULARIES else one for one in value if isinstance(one, str))
    if kind in schema.VOCABULARIES:
        return (Message(schema.label(kind, str(value))),)
    return (value,) if value is not None else ()


def _heading(unit: Unit) -> str:
    prefix = "field" if unit.sheet == schema.ABOUT.key else "column"
    return unit.column if unit.column.startswith(_POINT) else f"{prefix}.{unit.column}"


def _point(id: str) -> Message:
    return Message("figure.point", {"id": id, "name": Message(f"point.{id}.short")})


def _where(unit: Unit, matrices: tuple[Matrix, ...]) -> tuple[str, str]:
    """The place and point that a unit is about; empty where it is about none, or its row is in none of the matrices."""
    if unit.sheet in (schema.ACTIVITIES.key, schema.FOLLOW_UP.key):
        for matrix in matrices:
            for row in (*matrix.activities, *matrix.follow_up):
                if row.ref == unit.row[0]:
                    return row.place, row.point
        return "", ""
    place, *point = unit.row
    return place, point[0] if point else ""
