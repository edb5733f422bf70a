"""Writes the generated pages of docs/: `python -m docs.build`. A test compares them with what this gives."""

from collections.abc import Iterator
from pathlib import Path

from lib import framework as frameworks
from lib import schema, words
from lib.framework import Framework
from lib.intake import document
from lib.model import Scope, Status
from lib.schema import Column, Kind
from lib.words import Catalogue

DOCS = Path(__file__).parent

HELD = {
    Kind.TEXT: "text",
    Kind.PLACE: "a country's or territory's name or its ISO 3166 code, or “Region-wide”",
    Kind.ISO3: "its three-letter code, for sorting and joining; it decides where the name is unknown, and another country's name beside it is an error",
    Kind.POINT: "an action point, by number or name",
    Kind.STATUS: "a status, or blank: not assessed",
    Kind.STAGE: "how far it has come, or blank: not said",
    Kind.EVIDENCE: "what it rests on",
    Kind.STATE: "where it stands",
    Kind.ROLES: "one or several, parted by semicolons",
    Kind.NAMES: "names, parted by semicolons",
    Kind.YES_NO: "yes or no; blank is no",
    Kind.YEAR: "a year, month or day (2024, 2024-06, 2024-06-30) or years (2008-2011)",
    Kind.DAY: "a day (2024-06-30)",
    Kind.NUMBER: "a whole number",
    Kind.LINK: "a web address",
    Kind.REF: "the row's own mark, hidden; a new row has none",
    Kind.REGION: "one of the declared regions",
    Kind.FRAMEWORK: "the framework's name",
    Kind.LANGUAGE: "the language of headings and labels",
    Kind.SCOPE: "whether what is left out is withdrawn",
    Kind.VERSION: f"{schema.VERSION}",
}
"""What a cell of each kind holds, in the words of this page."""


def pages() -> dict[str, str]:
    """The generated pages: file name → Markdown."""
    return {"workbook.md": workbook(), "finding-codes.md": document.page()}


def workbook() -> str:
    """docs/workbook.md: the format of the workbook, from its one declaration in lib/schema.py."""
    framework = frameworks.load(DOCS.parent / "matrices" / "framework.toml")
    say = {language: words.catalogue(language, framework.texts(language)) for language in schema.LANGUAGES}
    return "\n".join(_lines(framework, say)) + "\n"


def _lines(framework: Framework, say: dict[str, Catalogue]) -> Iterator[str]:
    english = say["en"].text
    yield "# The workbook"
    yield ""
    yield "<!-- Written by `make docs` from lib/schema.py, matrices/framework.toml and the catalogues: change those, not this page. -->"
    yield ""
    yield (
        f"One workbook per region (format version {schema.VERSION}, Excel's .xlsx, at most {schema.MAX_BYTES // 2**20} MB). "
        "Headings and labels are in the workbook's own language; its hidden sheet "
        f"“{schema.LISTS}” maps them to codes, so a label may be reworded without anything going stale. "
        "Sheets may be left empty, rows sorted, added and deleted. Columns marked * may not be blank in a used row."
    )
    yield ""
    full, partial = (english(schema.label(Kind.SCOPE, scope)) for scope in Scope)
    yield (
        f"A workbook of scope “{partial}” may hold a part only – one country, three points – and leaves everything else unchanged: countries, sheets and "
        f"columns of points that it lacks are no fault in it. In one of scope “{full}” they are, since what that leaves out is withdrawn."
    )
    for sheet in schema.SHEETS:
        whole = schema.matrix_sheet(framework) if sheet is schema.MATRIX else sheet
        yield from ("", f"## {english(f'sheet.{sheet.key}')}", "", f"A row is {english(f'sheet.{sheet.key}.row')}.", "")
        head = "field" if sheet is schema.ABOUT else "column"
        yield from _table([head.capitalize(), "In French", "In Spanish", "Holds"], (_row(head, column, say) for column in whole.columns))
    yield from ("", "## What each status means", "", "An office's own judgement of one country or territory at one action point.", "")
    yield from _table(
        ["Status", "In French", "In Spanish", "Means"],
        ([*(say[language].text(f"status.{status}") for language in schema.LANGUAGES), english(f"status.{status}.definition")] for status in Status),
    )
    erases = english(f"status.{schema.NOT_ASSESSED}")
    yield from ("", f"A blank cell says nothing and erases nothing. The words “{erases}” take a published status back.", "", "## Labels", "")
    yield from _table(
        ["Of", "Label", "In French", "In Spanish", "Code"],
        ([english(of), *(say[language].text(label) for language in schema.LANGUAGES), f"`{code}`"] for of, label, code in _labels()),
    )
    yield from ("", "## Files", "")
    yield (
        "By what a file holds it is judged, not by its name. Values are read from all of these; what else of a cell may mean something is not seen in "
        "every one, and a note says so where there is some. Nothing is opened that has a password."
    )
    yield ""
    yield from _table(["File", "Seen beside its values", "Not seen"], map(list, FILES))
    yield from ("", "## Limits", "")
    yield (
        "A file from outside is looked through before anything opens it, then read in a process of its own. Beyond one of these limits it is refused "
        "whole, and the limit named. A sheet that only declares a larger size is no reason, and neither are macros, links to other files and embedded "
        "files: the values of the cells are read, nothing is run, followed or opened, and a note says so."
    )
    yield ""
    yield from _table(["At most", "Of"], map(list, LIMITS))


FILES = (
    (
        "Excel workbook (.xlsx, .xlsm), in both dialects of Open XML",
        "colours, comments, links, errors, merged cells, what is hidden",
        "colours that rules set",
    ),
    (
        f"the same with more than {schema.MODEST_CELLS:,} cells or {schema.MODEST_ROWS:,} rows in a sheet, blank ones with a look of their own among them, "
        f"more than {schema.MODEST_ELEMENTS:,} XML elements in its sheets or {schema.MODEST_STYLES:,} beside them, or odd inside",
        "errors, merged cells, what is hidden",
        "colours, comments, links",
    ),
    (
        "Excel workbook of before 2007 (.xls)",
        "colours, where comments are, links, errors, merged cells, what is hidden",
        "what comments say, colours that rules set",
    ),
    (
        "OpenDocument spreadsheet (.ods)",
        "colours, where comments are, links, errors, merged cells, what is hidden",
        "what comments say, colours that rules set",
    ),
    ("binary Excel workbook (.xlsb)", "errors, merged cells, what is hidden", "colours, comments, links"),
    (
        "table in text (.csv, .tsv), parted by semicolons, commas, tabs or |, in UTF-8, UTF-16 or an encoding that is guessed and named",
        "nothing: it has nothing else",
        "what is a number or a date",
    ),
)

LIMITS = (
    (f"{schema.MAX_BYTES // 2**20} MiB", "the file"),
    (f"{schema.MAX_UNPACKED // 2**20} MiB", "its parts, unpacked"),
    (f"{schema.MAX_RATIO} times", f"how much larger than the file they are, once they are larger than {schema.MAX_BYTES // 2**20} MiB"),
    (f"{schema.MAX_PARTS:,}", "parts: sheets, pictures, charts …"),
    (f"{schema.MAX_SHEETS:,}", "sheets"),
    (f"{schema.MAX_FILLED:,}", "filled cells of all sheets"),
    (f"{schema.MAX_PLACES:,}", "places of one sheet from its first filled cell to its last, rows times columns"),
    (f"{schema.MAX_CHARACTERS:,}", "characters of text in all cells"),
    (f"{schema.MAX_ELEMENTS:,}", "XML elements: cells, also blank ones with a look of their own, styles, names, comments, drawings"),
    (f"{schema.MAX_DEPTH}", "XML elements that stand in each other"),
    (f"{schema.MAX_TAG // 2**10:,} KiB", "a single XML tag"),
    (f"{schema.MAX_FINDINGS:,}", "findings in one report"),
    (f"{schema.LOOK_SECONDS} s", "the processor's time that looking through the file may take"),
    (f"{schema.READER_SECONDS} s, {schema.READER_MEMORY // 2**20:,} MiB", "the processor's time and the memory that reading the file may take"),
)
"""At most so much of what, for a file from outside."""


def _row(head: str, column: Column, say: dict[str, Catalogue]) -> list[str]:
    entry = f"field.{column.key}" if head == "field" else schema.heading(column)
    names = [say[language].text(entry) for language in schema.LANGUAGES]
    return [names[0] + (" *" if column.required else ""), *names[1:], HELD[column.kind]]


def _labels() -> Iterator[tuple[str, str, str]]:
    """The heading, label and code of each closed list's entries but the statuses; heading and label as catalogue entries."""
    headings = {column.kind: schema.heading(column) for sheet in (schema.MATRIX, *schema.TABLES) for column in sheet.columns}
    headings |= {column.kind: f"field.{column.key}" for column in schema.ABOUT.columns if column.kind not in headings}
    for kind, codes in schema.VOCABULARIES.items():
        if kind is not Kind.STATUS:
            yield from ((headings[kind], schema.label(kind, code), code) for code in codes)


def _table(heads: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
