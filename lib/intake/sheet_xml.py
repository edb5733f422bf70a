"""What the XML of a worksheet says of its rows and columns, and of formulas that were saved without their results."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO

from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from lib.intake.codes import address
from lib.intake.grid import Address
from lib.intake.limits import LAST_COLUMN

_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
_TAG = f"{{{SHEET_MAIN_NS}}}"

Attributes = Mapping[str, str]


def formulas_without_result(xml: bytes) -> dict[Address, str]:
    """The formulas of a sheet that were saved without their results, as programs other than a spreadsheet save them."""
    if not _FORMULA.search(xml):
        return {}
    found: dict[Address, str] = {}
    for _, element in iterparse(BytesIO(xml)):
        if element.tag == f"{_TAG}c":
            formula = element.find(f"{_TAG}f")
            # A formula whose result is an empty text is stored as text (t="str") with nothing in it.
            stored = element.get("t") == "str" or element.findtext(f"{_TAG}v")
            if formula is not None and not stored and (cell := element.get("r")):
                found[address(cell)] = formula.text or ""
        elif element.tag == f"{_TAG}row":
            element.clear()
    return found


def hidden_rows(rows: Iterable[tuple[str, Attributes]]) -> frozenset[int]:
    """The numbers of the rows that say so, of numbers and what their elements say."""
    return frozenset(int(row) for row, look in rows if is_true(look.get("hidden")))


def hidden_columns(looks: Iterable[Attributes]) -> frozenset[int]:
    """The numbers of the columns that say so, of the elements that each describe several columns."""
    return frozenset(
        column for look in looks if is_true(look.get("hidden")) for column in range(_number(look, "min"), min(_number(look, "max"), LAST_COLUMN) + 1)
    )


def is_true(said: str | None) -> bool:
    """Whether XML says yes."""
    return said in ("1", "true", "on")


def _number(look: Attributes, name: str) -> int:
    said = look.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
