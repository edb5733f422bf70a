"""A long list, or the form with a section for each point → what each row says.

Places and points are carried down: from a merged cell, from the row before where a cell is blank, from a row that heads a section. A new point's section
begins with the sheet's own place again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.intake.foreign.account import Account
from lib.intake.foreign.bodies import heads_section
from lib.intake.foreign.crossings import heading, is_heading_again
from lib.intake.foreign.known import Known
from lib.intake.foreign.said import FOOTNOTES, Asked, Said, called, places_of, settle_place
from lib.intake.foreign.spots import SpotKind
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.mapping import Layout, SheetMapping
from lib.model import REGION_WIDE

_TEXTS = ("activity", "missing", "recommendation", "reason", "situation")
"""Of these several columns may hold one."""
_CONTENT = ("activity", "status", "missing", "recommendation", "reason", "situation")
"""What a row is about. The other columns say more of it."""


@dataclass(slots=True)
class _Carried:
    """What holds for the next row, unless it says otherwise, and the cells that say so."""

    places: tuple[str, ...]
    point: str
    heading: str
    called: str = ""


def rows(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, asked: Asked) -> Iterator[Said]:
    """What the rows of a list say, in their order."""
    columns, more = _columns(sheet, mapping, account)
    own_place = (mapping.place or REGION_WIDE,)
    label = sheet.title if mapping.point else ""
    carried = _Carried(own_place, mapping.point, label)
    place = next((column for column, means in columns.items() if means == "place"), None)
    code = next((column for column, means in columns.items() if means == "iso3"), None)
    point = next((column for column, means in columns.items() if means == "point"), None)
    _section_above(sheet, mapping, known, account, carried)
    for row in (row for row in sheet.rows if row > mapping.last):
        if is_heading_again(sheet, mapping, row):
            account.read(sheet, *((row, column) for column in sheet.grid.rows[row]))
            continue
        if _is_section(sheet, known, mapping, row, columns | dict(more)):
            _begin_section(sheet, known, account, asked, row, carried, own_place)
            continue
        cells = [(row, column) for column in sheet.grid.rows[row]]
        if len(cells) == 1 and sheet.text(*cells[0]).startswith(FOOTNOTES):
            account.lost("note-row", sheet, cells)
            continue
        beside: list[Address] = [(row, column) for column, means in columns.items() if means == "number"]
        spot = next(((row, column) for column in (code, place) if column is not None and sheet.text(row, column)), None)
        if spot is not None:
            found = settle_place(sheet, known, account, asked, spot, cells, codes=spot[1] == code)
            carried.places, carried.called = found, called(sheet, known, spot)
            beside += [(row, column) for column in (code, place) if column is not None]
            if not found:
                continue
        if not carried.places:
            account.lost("row-without-place", sheet, cells)
            continue
        if point is not None and sheet.text(row, point):
            met = known.point(sheet.text(row, point))
            if met.id is None:
                asked.ask(sheet, (row, point), cells, "", point=True)
                carried.point = ""
                continue
            carried.point, carried.heading = met.id, " ".join(sheet.text(row, point).split())
            beside.append((row, point))
        at: dict[str, Address] = {}
        again: list[tuple[str, Address]] = []
        for column, means in (*columns.items(), *more):
            if means in ("place", "iso3", "point", "number") or (
                sheet.value(row, column) is None and not (means == "status" and sheet.fill(row, column))
            ):
                continue
            if means in at:
                again.append((means, (row, column)))
            else:
                at[means] = row, column
        if not any(means in _CONTENT for means in at):
            account.lost("row-without-content", sheet, cells)
        elif not carried.point and set(at) != {"situation"}:
            account.lost("row-without-point", sheet, cells)
        else:
            yield Said(sheet, mapping, row, carried.places, carried.point, carried.heading, at, tuple(beside), carried.called)
            for means, cell in again:
                yield Said(sheet, mapping, row, carried.places, carried.point, carried.heading, at | {means: cell}, tuple(beside), carried.called)


def _columns(sheet: Spread, mapping: SheetMapping, account: Account) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """The columns by what they hold; and those that hold texts as another does. Of two others that hold the same, nobody knows which one counts."""
    columns: dict[int, str] = {}
    more: list[tuple[int, str]] = []
    for one in mapping.columns:
        if one.means and one.means in columns.values() and one.means in _TEXTS:
            more.append((one.column, one.means))
        elif one.means and one.means in columns.values():
            account.lost(
                "two-columns", sheet, [cell for cell in sheet.cells(mapping.first) if cell[1] == one.column], heading(sheet, mapping, one.column)
            )
        elif one.means:
            columns[one.column] = one.means
    return columns, more


def _section_above(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, carried: _Carried) -> None:
    """A section's heading right above the headings of the columns."""
    above = [row for row in sheet.rows if row < mapping.first][-1:]
    if above and all(one.means != "point" for one in mapping.columns) and (point := heads_section(sheet, known, above[0])):
        carried.point, carried.heading = point, " ".join(" ".join(text.split()) for text in sheet.own(above[0]).values())
        account.read(sheet, *((above[0], column) for column in sheet.own(above[0])))


def _is_section(sheet: Spread, known: Known, mapping: SheetMapping, row: int, columns: dict[int, str]) -> bool:
    """Whether a row heads what follows: one text alone, or a point's number and name, and no value beside it."""
    own = sheet.own(row)
    if len(own) == 2 and mapping.layout is Layout.SECTIONS:
        return heads_section(sheet, known, row) is not None
    if len(own) != 1:
        return False
    text = next(iter(own.values()))
    [column] = own
    wide = sheet.origin(row, column + 1) == (row, column)
    if columns.get(column) not in _CONTENT or wide:
        return True
    heads = heads_section(sheet, known, row) is not None or places_of(known.spot(text)) is not None
    return mapping.layout is Layout.SECTIONS and column == min(columns) and heads


def _begin_section(sheet: Spread, known: Known, account: Account, asked: Asked, row: int, carried: _Carried, own_place: tuple[str, ...]) -> None:
    own = sheet.own(row)
    cells = [(row, column) for column in own]
    text = list(own.values())[-1]
    met = known.point(text)
    if met.id is not None and (met.sure or known.spot(text).kind not in (SpotKind.COUNTRY, SpotKind.COUNTRIES, SpotKind.REGION_WIDE)):
        carried.point, carried.places, carried.called = met.id, own_place, ""
        carried.heading = " ".join(" ".join(one.split()) for one in own.values())
        account.read(sheet, *cells)
        return
    spot = known.spot(text)
    if (places := places_of(spot)) is not None:
        carried.places, carried.called = places, called(sheet, known, cells[-1])
        account.read(sheet, *cells)
    elif spot.kind is SpotKind.AREA:
        asked.ask(sheet, cells[-1], [], spot.proposal)
        carried.places = ()
    else:
        account.lost("group-row" if spot.kind is SpotKind.GROUP else "note-row", sheet, cells, text)
