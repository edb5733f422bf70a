"""The worked examples of docs/method/figures.md, as its readers see them: tables of glyphs, and the sentences quoted."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lib import figures, words
from lib.model import About, Activity, Assessment, Cell, Matrix, Message, Stage, Status
from tests.strategies import FRAMEWORK, PLACES

PAGE = Path(__file__).parent.parent / "docs" / "method" / "figures.md"
WORDS = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
STATUSES = {glyph: status for status, glyph in FRAMEWORK.glyphs.items()}
CODES = {names["en"]: code for code, names in PLACES.names.items()}


@dataclass(frozen=True)
class Example:
    """A section of the page: its tables (the first row holds the headings) and its quoted sentences."""

    tables: tuple[list[list[str]], ...]
    sentences: list[str]


def example(heading: str) -> Example:
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert section, heading
    tables = re.findall(r"(?:^\|.*\n)+", section[1], re.MULTILINE)
    rows = [[[text.strip() for text in line.strip().strip("|").split("|")] for line in table.splitlines() if "---" not in line] for table in tables]
    return Example(tuple(rows), [line.removeprefix("> ") for line in section[1].splitlines() if line.startswith("> ")])


def cells(table: list[list[str]]) -> pd.DataFrame:
    """The cells that a table of glyphs shows; [●] is an activity in place that documents record."""
    (_, *points), rows = table[0], table[1:]
    glyphs = {Cell(CODES[name], point): glyph for name, *row in rows for point, glyph in zip(points, row, strict=True)}
    assessed = {cell: STATUSES[glyph] for cell, glyph in glyphs.items() if not glyph.startswith("[")}
    matrix = Matrix(
        About("demonstration-north"),
        assessments=tuple(Assessment(*cell, status) for cell, status in assessed.items() if status),
        activities=tuple(Activity("", *cell, "An activity", Stage(STATUSES[g[1:-1]])) for cell, g in glyphs.items() if g.startswith("[")),
    )
    return figures.cells(matrix, [CODES[name] for name, *_ in rows], points)


def said(message: Message) -> str:
    return words.render(message, WORDS)


def status(glyph: str) -> Status | None:
    return STATUSES[glyph]
