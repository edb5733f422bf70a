"""What the look of a whole grid tells: where colours are decoration, and where they are all that differs."""

from collections import defaultdict
from collections.abc import Iterable

from lib.intake.foreign.said import ANY, Said
from lib.intake.grid import Address


def alike(said: Iterable[Said]) -> frozenset[str]:
    """The sheets in whose crossings one mark stands everywhere, in different colours: then the colour is what counts."""
    shown: defaultdict[str, set[str]] = defaultdict(set)
    fonts: defaultdict[str, set[str]] = defaultdict(set)
    for one in said:
        at = one.cells.get(ANY)
        if at is not None and (words := one.sheet.text(*at)):
            shown[one.sheet.title].add(words)
            fonts[one.sheet.title].add(one.sheet.grid.fonts.get(one.sheet.origin(*at), "#000000"))
    return frozenset(title for title, words in shown.items() if len(words) == 1 and len(fonts[title]) > 1)


def decoration(said: Iterable[Said]) -> frozenset[tuple[str, Address]]:
    """The crossings whose fill is a band over their whole row, the place's cell too, or their whole column, its heading too."""
    rows: defaultdict[tuple[str, int], list[tuple[Said, Address]]] = defaultdict(list)
    columns: defaultdict[tuple[str, int], list[tuple[Said, Address]]] = defaultdict(list)
    for one in said:
        if (at := one.cells.get(ANY)) is not None:
            rows[one.sheet.title, at[0]].append((one, at))
            columns[one.sheet.title, at[1]].append((one, at))
    found: set[tuple[str, Address]] = set()
    for (title, row), cells in rows.items():
        sheet = cells[0][0].sheet
        fills = {sheet.fill(*at) for _, at in cells} | {sheet.fill(row, at[1]) for one, _ in cells for at in one.beside if at[0] == row}
        if len(fills) == 1 and len(cells) > 1:
            found |= {(title, at) for _, at in cells}
    for (title, column), cells in columns.items():
        sheet, mapping = cells[0][0].sheet, cells[0][0].mapping
        fills = {sheet.fill(*at) for _, at in cells} | {sheet.fill(mapping.last, column)}
        if len(fills) == 1 and len(cells) > 1:
            found |= {(title, at) for _, at in cells}
    return frozenset(found)
