"""Workbooks of any kind → grids, by python-calamine: what openpyxl cannot open or would take too long over, and .xls, .xlsb and .ods.

calamine sees values alone, of errors not even that; what else a file tells is looked up in it (`Beside`). It keeps room for every place between the first
filled cell and the last, and ends the whole process where there is none: whoever calls this has counted the places before.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum, load_workbook

from lib.intake.grid import Beside, Grid, Value, inside, seen, uncover


class Unopened(Exception):
    """calamine cannot open these bytes."""


def grids(data: bytes, beside: Mapping[int, Beside]) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order, with what stands `beside` them by their numbers. Unopened for what calamine cannot read."""
    try:
        with load_workbook(BytesIO(data)) as book:
            return tuple(
                _grid(book.get_sheet_by_index(number), beside.get(number, Beside()), one.visible is not SheetVisibleEnum.Visible)
                for number, one in enumerate(book.sheets_metadata)
                if one.typ is SheetTypeEnum.WorkSheet
            )
    except MemoryError:
        raise
    except Exception as error:
        raise Unopened from error
    except BaseException as error:  # where calamine breaks, its PanicException is no Exception
        if type(error).__name__ == "PanicException":
            raise Unopened from error
        raise


def _grid(sheet: CalamineSheet, beside: Beside, hidden: bool) -> Grid:
    top, left = sheet.start or (0, 0)
    rows: dict[int, dict[int, Value]] = {}
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        filled = {column: value for column, one in enumerate(row, left + 1) if one != "" and (value := _value(one)) is not None}
        if filled:
            rows[number] = filled
    for (number, column), broken in beside.broken.items():
        rows.setdefault(number, {})[column] = broken
    merged = [*beside.merged, *((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())]
    covered = uncover(rows, merged)
    return Grid(
        sheet.name,
        dict(sorted(rows.items())),
        links={place: target for area, target in beside.links for place in inside(area, rows)},
        hidden=frozenset(beside.hidden),
        merged=tuple(merged),
        fills=beside.fills,
        fonts={place: font for place, font in beside.fonts.items() if place[1] in rows.get(place[0], ())},
        comments=beside.comments,
        hidden_columns=frozenset(beside.hidden_columns),
        hidden_sheet=hidden,
        covered=covered,
    )


def _value(value: Any) -> Value | None:
    """A value as openpyxl gives it: whole numbers are integers, days are moments; None where nobody sees anything."""
    match value:
        case str():
            return seen(value) or None
        case float():
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case date() if not isinstance(value, datetime):
            return datetime.combine(value, time())
        case _:
            known: Value = value
            return known
