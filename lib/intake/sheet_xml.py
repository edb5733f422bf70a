"""What only the XML of a worksheet tells: formulas that were saved without their results, error values, hidden rows and columns."""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from lib.intake.codes import address
from lib.intake.grid import Address, Beside, Broken, Looked, Unseen
from lib.intake.limits import LAST_COLUMN

_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")

Attributes = Mapping[str, str]


def look(data: bytes) -> Looked:
    """All that the XML of a workbook's sheets tells, in either dialect of Open XML; their colours and merged cells are left to others."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        looked = Looked(unseen={Unseen.COLOURS})
        if any(name.startswith("xl/comments") for name in names):
            looked.unseen.add(Unseen.COMMENTS)
        relations = _root(archive, names, "xl/_rels/workbook.xml.rels")
        targets = {one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:].lower() for one in relations}
        sheets = (one for one in _root(archive, names, "xl/workbook.xml").iter() if one.tag.endswith("}sheet"))
        for number, sheet in enumerate(sheets):
            target = next((targets.get(value, "") for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if target in names:
                try:
                    looked.beside[number] = _beside(archive.read(names[target]), looked.unseen)
                except (ParseError, ValueError):
                    looked.unseen |= {Unseen.ERRORS, Unseen.HIDDEN, Unseen.LINKS}
    return looked


def _root(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> Element:
    return fromstring(archive.read(names[part])) if part in names else Element("none")


def _beside(xml: bytes, unseen: set[Unseen]) -> Beside:
    found = Beside()
    number = 0
    for name, element in _elements(xml):
        match name:
            case "row":
                number = _number(element.get("r"), number + 1)
                if _is_true(element.get("hidden")):
                    found.hidden.add(number)
                for column, cell in enumerate(element, 1):
                    if broken := _broken(cell):
                        place = cell.get("r")
                        found.broken[address(place) if place else (number, column)] = broken
                element.clear()
            case "col":
                found.hidden_columns |= hidden_columns([element.attrib])
            case "hyperlink":
                unseen.add(Unseen.LINKS)
            case "conditionalFormatting":
                unseen.add(Unseen.RULES)
    return found


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
        for column in range(int(look["min"]), min(int(look.get("max", look["min"])), LAST_COLUMN) + 1)
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
