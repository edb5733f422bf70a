"""A small matrix, its workbook, and what the reader says of it once somebody has edited it."""

import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO

import openpyxl
from openpyxl import Workbook

from lib import intake, words
from lib.model import (
    REGION_WIDE,
    About,
    Activity,
    Assessment,
    Evidence,
    Finding,
    FollowUp,
    Matrix,
    Remark,
    Report,
    Role,
    Situation,
    Stage,
    State,
    Status,
)  # fmt: skip
from lib.outputs import workbook
from lib.schema import LANGUAGES
from tests.strategies import FRAMEWORK, PLACES

CATALOGUES = {language: words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language)) for language in LANGUAGES}
COUNTRIES = ("DJI", "ETH", "SOM", "YEM", "BHR", "KWT", "OMN", "QAT", "SAU", "ARE")

SAMPLE = Matrix(
    About("gulf-of-aden", office="An office", as_of=date(2026, 6, 30), framework=FRAMEWORK.id, notes="A note"),
    COUNTRIES,
    (Assessment("DJI", "1", Status.IN_PLACE), Assessment("ETH", "3", Status.PARTLY), Assessment("YEM", "10", Status.NOT_APPLICABLE)),
    (Remark("YEM", "10", reason="A reason"), Remark("DJI", "1", missing="A gap", recommendation="A proposal", source="A source", year="2024")),
    (
        Activity(
            "a1", "DJI", "3", "One activity", Stage.PLANNED, ("A", "B"), "2008-2011", True, Evidence.TITLE_ONLY, "A source", "https://example.org/1"
        ),
        Activity("a2", REGION_WIDE, "1", "Another activity"),
    ),
    (Situation("YEM", (Role.ORIGIN, Role.TRANSIT), "In words", 1200, "people", "2024-06", "A source"), Situation("DJI", situation="More words")),
    (FollowUp("f1", "ETH", "3", "One action", "A lead", ("A",), "A target", "2027", State.AGREED), FollowUp("", "SOM", "4", "Another action")),
)
"""In its workbook: Djibouti in row 3 of Matrix, Ethiopia 4, Somalia 5, Yemen 6; point 1 in column C, point 10 in column L."""

Edit = Callable[[Workbook], object]


@cache
def written(language: str = "en") -> bytes:
    """The sample's workbook."""
    return workbook(SAMPLE, FRAMEWORK, PLACES, CATALOGUES[language])


def saved(book: Workbook) -> bytes:
    """A workbook as openpyxl saves it."""
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def edited(edit: Edit, language: str = "en") -> bytes:
    """The sample's workbook after somebody's edit."""
    book = openpyxl.load_workbook(BytesIO(written(language)))
    edit(book)
    return saved(book)


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with the parts of its package changed: `change` gets each part's name and content."""
    new = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(new, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return new.getvalue()


def report(data: bytes) -> Report:
    """What the reader says of some bytes."""
    return intake.read(BytesIO(data), "matrix.xlsx", FRAMEWORK, PLACES)


def after(edit: Edit, language: str = "en") -> Report:
    """What the reader says of the sample's workbook after somebody's edit."""
    return report(edited(edit, language))


def write(*cells: tuple[str, str, object]) -> Edit:
    """An edit that writes values into cells: (sheet, cell, value)."""

    def edit(book: Workbook) -> None:
        for sheet, cell, value in cells:
            book[sheet][cell] = value

    return edit


def says(finding: Finding) -> str:
    """A finding in English: what is wrong, and what to write instead."""
    return f"{words.render(finding.message, CATALOGUES['en'])} {words.render(finding.fix, CATALOGUES['en'])}"


def codes(said: Report) -> list[str]:
    """The codes of a report's findings, in its order."""
    return [finding.code for finding in said.findings]
