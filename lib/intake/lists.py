"""The hidden Lists sheet: by it a workbook is known as ours, and in it an office may have put labels of its own."""

from collections.abc import Iterator, Sequence

from lib.intake.codes import a1, finding
from lib.intake.grid import Grid
from lib.intake.values import text
from lib.intake.vocabulary import Label, normalise
from lib.model import Finding
from lib.schema import LISTS, LISTS_MARK


def lists_sheet(grids: Sequence[Grid]) -> Grid | None:
    """The Lists sheet of a workbook in our format; None where there is none, or another of that name."""
    for grid in grids:
        if grid.title == LISTS and normalise(text(grid.rows.get(1, {}).get(1, ""))) == normalise(LISTS_MARK):
            return grid
    return None


def own_labels(lists: Grid | None) -> dict[int, Label]:
    """What the Lists sheet says, by its rows: vocabulary, code, label."""
    rows = lists.rows.items() if lists else ()
    return {number: (text(row[1]), text(row[2]), text(row[3])) for number, row in rows if {1, 2, 3} <= row.keys()}


def ambiguous(labels: dict[int, Label]) -> Iterator[Finding]:
    """A label that stands for two codes of one vocabulary would be read as one of them by chance."""
    first: dict[tuple[str, str], str] = {}
    for number, (vocabulary, code, label) in labels.items():
        if first.setdefault((vocabulary, normalise(label)), code) != code:
            yield finding("ambiguous-label", LISTS, a1(number, 3), label)
