"""A grid → what stands at its crossings of places and points, whichever of the two goes down."""

from collections.abc import Iterator
from dataclasses import replace

from lib.intake.foreign.account import Account
from lib.intake.foreign.heads import OF_A_POINT, heads
from lib.intake.foreign.known import Known
from lib.intake.foreign.said import ANY, Asked, Said, called, explains, places_of, settle_place
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.mapping import ColumnMeaning, Layout, SheetMapping


def crossings(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, asked: Asked) -> Iterator[Said]:
    """The crossings of a grid, blank ones too (they may have a colour). Where other headings follow below, they hold from there on."""
    if mapping.turned:
        yield from _turned(sheet, mapping, known, account, asked)
        return
    begins = [mapping, *_further(sheet, mapping, known)]
    for one, following in zip(begins, [*begins[1:], None], strict=True):
        if one is not mapping:
            account.read(sheet, *((one.first, column.column) for column in one.columns))
        yield from _straight(sheet, one, known, account, asked, following.first if following else sheet.last + 1)


def _further(sheet: Spread, mapping: SheetMapping, known: Known) -> Iterator[SheetMapping]:
    """The tables with headings of their own below the first one, in the same columns of places."""
    place = {one.column: one.means for one in mapping.columns if one.means in ("place", "iso3", "number")}
    before = {one.column: one.means for one in mapping.columns}
    for row in (row for row in sheet.rows if row > mapping.last):
        found = heads(sheet, known, row, row)
        points = {column: means for column, means in found.points.items() if column not in place}
        named = [column for column, means in place.items() if means != "number" and places_of(known.spot(sheet.text(row, column))) is not None]
        if len(points) > 1 and not named and any(before.get(column) != means for column, means in points.items()):
            before = points
            yield replace(mapping, first=row, last=row, columns=tuple(ColumnMeaning(*one) for one in sorted((place | points).items())))


def heading(sheet: Spread, mapping: SheetMapping, column: int) -> str:
    """What stands over a column, from top to bottom."""
    texts = (sheet.text(row, column) for row in range(mapping.first, mapping.last + 1))
    return " – ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def read_headings(sheet: Spread, mapping: SheetMapping, account: Account) -> None:
    """The headings of the columns that have a meaning are read."""
    for one in mapping.columns:
        if one.means:
            account.read(sheet, *((row, one.column) for row in range(mapping.first, mapping.last + 1)))


def is_heading_again(sheet: Spread, mapping: SheetMapping, row: int) -> bool:
    """Whether a row repeats the headings, as where a table goes on on another page."""
    own = sheet.own(row)
    return len(own) > 1 and any(
        all(sheet.own(heading).get(column, "").casefold() == text.casefold() for column, text in own.items())
        for heading in range(mapping.first, mapping.last + 1)
    )


def columns_without_meaning(sheet: Spread, mapping: SheetMapping, account: Account) -> None:
    """What stands in columns that nobody knows the meaning of, and what is still open in the rows of values."""
    meant = {one.column for one in mapping.columns if one.means}
    columns = {column for _, column in account.open(sheet, mapping.first)} - meant
    for column in sorted(columns):
        cells = [cell for cell in account.open(sheet, mapping.first) if cell[1] == column]
        label = heading(sheet, mapping, column)
        account.lost("column-without-meaning" if label else "column-without-heading", sheet, cells, label)


def _straight(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, asked: Asked, until: int) -> Iterator[Said]:
    """The rows of a grid, or of several beside each other, each with its own column of places."""
    columns = {one.column: one.means for one in mapping.columns if one.means}
    begins = sorted(column for column, means in columns.items() if means == "place")
    edges = zip(begins, [*begins[1:], sheet.width + 1], strict=False)
    parts = [{column: means for column, means in columns.items() if first <= column < end} for first, end in edges]
    if len(parts) > 1 and all(any(means.startswith("point.") for means in part.values()) for part in parts):
        for part in parts:
            yield from _one(sheet, mapping, part, (min(part), max(part)), known, account, asked, until)
        return
    for column in begins[1:]:
        account.read(sheet, *((row, column) for row in sheet.rows if mapping.last < row < until))
    yield from _one(sheet, mapping, columns, (1, sheet.width), known, account, asked, until)


def _one(
    sheet: Spread, mapping: SheetMapping, columns: dict[int, str], edges: tuple[int, int], known: Known, account: Account, asked: Asked, until: int
) -> Iterator[Said]:
    """The rows of one grid between two columns."""
    place = next((column for column, means in columns.items() if means == "place"), None)
    code = next((column for column, means in columns.items() if means == "iso3"), None)
    points = _points(sheet, mapping, columns, account)
    by_row = _column_of_keys(sheet, mapping, columns, known)
    labels = {point: heading(sheet, mapping, next(iter(keys.values()))) for point, keys in points.items()}
    before: tuple[tuple[str, ...], Address] | None = None
    for row in (row for row in sheet.rows if mapping.last < row < until):
        if is_heading_again(sheet, mapping, row):
            account.read(sheet, *((row, column) for column in sheet.grid.rows[row]))
            continue
        cells = [(row, column) for column in sheet.grid.rows[row] if edges[0] <= column <= edges[1]]
        numbers = [(row, column) for column, means in columns.items() if means == "number"]
        beside = [(row, column) for column in (place, code) if column is not None and sheet.text(row, column)]
        if not beside:
            if not cells or not any(sheet.text(*cell) for cell in cells):
                continue
            if all(explains(sheet, known, cell) for cell in cells):
                continue
            if before is None or mapping.layout is not Layout.NARRATIVE_GRID:
                account.lost("row-without-place", sheet, cells)
                continue
            places = before[0]
            account.say("place-carried", sheet, cells[0], sheet.text(*before[1]))
        else:
            at = beside[0]
            if code is not None and (row, code) in beside and known.spot(sheet.text(row, code), True).codes:
                places = _by_code(sheet, known, account, asked, (row, code), (row, place) if place else None, cells)
            else:
                places = settle_place(sheet, known, account, asked, at, cells, codes=at[1] == code)
            before = (places, at) if places else None
            if not places:
                continue
        named = called(sheet, known, beside[0]) if beside else ""
        for point, keys in points.items():
            said_by = (known.heading(sheet.text(row, by_row)) or ANY) if by_row else ANY
            at_keys = {said_by if key == ANY else key: (row, column) for key, column in keys.items()}
            yield Said(sheet, mapping, row, places, point, labels[point], at_keys, (*beside, *numbers, *([(row, by_row)] if by_row else [])), named)
        if (situation := next((column for column, means in columns.items() if means == "situation"), None)) is not None:
            yield Said(sheet, mapping, row, places, "", "", {"situation": (row, situation)}, tuple(beside))


def _column_of_keys(sheet: Spread, mapping: SheetMapping, columns: dict[int, str], known: Known) -> int:
    """The column that says of each row what it holds of the points ("Status", "Gaps"); 0 where there is none."""
    for column in range(1, sheet.width + 1):
        keys = {known.heading(sheet.text(row, column)) for row in sheet.rows if row > mapping.last and sheet.text(row, column)}
        if column not in columns and len(keys) > 1 and keys <= OF_A_POINT:
            return column
    return 0


def _by_code(
    sheet: Spread, known: Known, account: Account, asked: Asked, code: Address, place: Address | None, cells: list[Address]
) -> tuple[str, ...]:
    """The place of a row that names a code. The name beside it must be of the same country, or not be known."""
    places = settle_place(sheet, known, account, asked, code, cells, codes=True)
    named = known.spot(sheet.text(*place)).codes if place else ()
    if places and named and set(named) != set(places):
        account.lost("code-disagrees", sheet, [place or code, *cells], sheet.text(*(place or code)), iso3=sheet.text(*code))
        return ()
    return places


def _points(sheet: Spread, mapping: SheetMapping, columns: dict[int, str], account: Account) -> dict[str, dict[str, int]]:
    """The columns of each point, by what they hold. Where two hold the same, nobody knows which one counts."""
    found: dict[str, dict[str, int]] = {}
    twice: dict[tuple[str, str], list[int]] = {}
    for column, means in columns.items():
        if means.startswith("point."):
            point, _, key = means.removeprefix("point.").partition("/")
            key = key or ANY
            if key in found.setdefault(point, {}):
                twice.setdefault((point, key), [found[point][key]]).append(column)
            else:
                found[point][key] = column
    for (point, key), both in twice.items():
        del found[point][key]
        cells = [cell for cell in sheet.cells(mapping.first) if cell[1] in both]
        account.lost("two-columns", sheet, cells, heading(sheet, mapping, both[0]))
    return {point: keys for point, keys in found.items() if keys}


def _turned(sheet: Spread, mapping: SheetMapping, known: Known, account: Account, asked: Asked) -> Iterator[Said]:
    columns = {one.column: one.means for one in mapping.columns if one.means}
    down = [column for column, means in columns.items() if means == "point"]
    across: dict[int, tuple[str, ...]] = {column: (means.removeprefix("place."),) for column, means in columns.items() if means.startswith("place.")}
    beyond = max(down, default=0)
    for column in sheet.grid.rows.get(mapping.last, {}):
        if column not in columns and column > beyond and sheet.text(mapping.last, column):
            below = [cell for cell in sheet.cells(mapping.last + 1) if cell[1] == column]
            if places := settle_place(sheet, known, account, asked, (mapping.last, column), below):
                across[column] = places
                account.read(sheet, (mapping.last, column))
    for row in (row for row in sheet.rows if row > mapping.last):
        if is_heading_again(sheet, mapping, row):
            account.read(sheet, *((row, column) for column in sheet.grid.rows[row]))
            continue
        named = [(row, column) for column in down if sheet.text(row, column)]
        cells = [(row, column) for column in sheet.grid.rows[row]]
        met = [known.point(sheet.text(*cell)) for cell in named]
        ids = {one.id for one in met if one.id}
        if len(ids) != 1:
            if not named:
                account.lost("row-without-point", sheet, cells)
            elif any(sheet.text(row, column) for column in across):
                asked.ask(sheet, named[-1], cells, "", point=True)
            else:
                account.lost("note-row", sheet, cells)
            continue
        [point] = ids
        label = " ".join(" ".join(sheet.text(*cell).split()) for cell in named)
        for column, places in across.items():
            name = called(sheet, known, (mapping.last, column))
            yield Said(sheet, mapping, row, places, point, label, {ANY: (row, column)}, (*named, (mapping.last, column)), name)
