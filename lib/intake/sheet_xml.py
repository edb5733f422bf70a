"""What only the XML of a worksheet tells: formulas that were saved without their results, error values, hidden rows and columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, iterparse

from lib.intake.codes import address
from lib.intake.grid import Address, Broken

_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
_LAST_COLUMN = 16_384

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reader of values alone does not see of a sheet: cells without a value, hidden rows and columns."""

    broken: Mapping[Address, Broken]
    hidden: frozenset[int]
    hidden_columns: frozenset[int]


def beside(xml: bytes) -> Beside:
    """All that a sheet's XML tells, in either dialect of Open XML."""
    broken: dict[Address, Broken] = {}
    rows: list[tuple[str, Attributes]] = []
    columns: list[Attributes] = []
    number = 0
    for name, element in _elements(xml):
        if name == "row":
            number = _number(element.get("r"), number + 1)
            if "hidden" in element.attrib:
                rows.append((str(number), dict(element.attrib)))
            for column, cell in enumerate(element, 1):
                if found := _broken(cell):
                    place = cell.get("r")
                    broken[address(place) if place else (number, column)] = found
            element.clear()
        elif name == "col":
            columns.append(dict(element.attrib))
    return Beside(broken, hidden_rows(rows), hidden_columns(columns))


def formulas_without_result(xml: bytes) -> dict[Address, str]:
    """The formulas of a sheet that were saved without their results, as programs other than a spreadsheet save them."""
    if not _FORMULA.search(xml):
        return {}
    found: dict[Address, str] = {}
    for name, element in _elements(xml):
        if name == "c":
            formula = _without_result(element)
            if formula is not None and (cell := element.get("r")):
                found[address(cell)] = formula
        elif name == "row":
            element.clear()
    return found


def hidden_rows(rows: Iterable[tuple[str, Attributes]]) -> frozenset[int]:
    """The numbers of the rows that say so, of numbers and what their elements say."""
    return frozenset(int(row) for row, look in rows if _is_true(look.get("hidden")))


def hidden_columns(looks: Iterable[Attributes]) -> frozenset[int]:
    """The numbers of the columns that say so, of the elements that each describe several columns."""
    return frozenset(
        column
        for look in looks
        if _is_true(look.get("hidden"))
        for column in range(int(look["min"]), min(int(look.get("max", look["min"])), _LAST_COLUMN) + 1)
    )


def _elements(xml: bytes) -> Iterator[tuple[str, Element]]:
    """The elements of a sheet as they end, with their names without a namespace."""
    return ((element.tag.rpartition("}")[2], element) for _, element in iterparse(BytesIO(xml)))


def _broken(cell: Element) -> Broken | None:
    formula = _without_result(cell)
    if formula is not None:
        return Broken("formula-without-value", f"={formula}")
    if cell.get("t") != "e":
        return None
    return Broken("error-value", next((part.text or "" for part in cell if part.tag.endswith("}v")), ""))


def _without_result(cell: Element) -> str | None:
    """The formula of a cell, if its result is not stored."""
    formula = stored = None
    for part in cell:
        name = part.tag.rpartition("}")[2]
        if name == "f":
            formula = part.text or ""
        elif name == "v":
            stored = part.text
    # A formula whose result is an empty text is stored as text (t="str") with nothing in it.
    return None if formula is None or stored or cell.get("t") == "str" else formula


def _is_true(said: str | None) -> bool:
    return said in ("1", "true", "on")


def _number(said: str | None, default: int) -> int:
    try:
        return int(float(said)) if said else default
    except (ValueError, OverflowError):
        return default
