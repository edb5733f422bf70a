"""A workbook → a Report: the matrix it holds, and everything that is wrong with it, found in one pass.

The way is guard (what are these bytes?) → grid (the filled cells) → layout (which table is which) → reading (what each cell means) → checks (does it
hold together) → assembly. Nothing is dropped in silence: each filled cell is counted as read or as not read, and what is not read has a finding.

`receive` is for files from outside: package (is anything in it dangerous?) comes before any library, and all of it happens in a child process with
limits. `read` is for workbooks that were published, so checked before; it trusts openpyxl with any file that looks like a workbook.

Limit worth knowing: only the template's own layout is read.
"""

from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from lib import schema
from lib.framework import Framework
from lib.intake import assembly, guard, layout, lists, package
from lib.intake.checks import CHECKS
from lib.intake.codes import address
from lib.intake.grid import Grid, grids
from lib.intake.guard import unreadable
from lib.intake.package import Received, kind
from lib.intake.reading import Reading, records
from lib.intake.receiving import receive
from lib.intake.vocabulary import Vocabulary, known_labels
from lib.model import Finding, Report, Scope
from lib.places import Places

__all__ = ["Received", "checked", "kind", "read", "receive", "unreadable"]


def read(source: BinaryIO, name: str, framework: Framework, places: Places) -> Report:
    """What the workbook in a stream says. `name` is what the Report calls the file. Only for workbooks that were checked before: see `receive`.

    Bad data never raises: what is no workbook in our format is a Report without a matrix, with one finding that says why.
    """
    data = source.read(schema.MAX_BYTES + 1)
    if refusal := guard.refusal(data):
        return unreadable(name, refusal)
    try:
        sheets = grids(data)
    except MemoryError:
        raise
    except Exception:  # openpyxl raises nearly anything on a file that it cannot open, with server paths in its words
        return unreadable(name, "damaged")
    if not sheets:
        return unreadable(name, "no-sheets")
    language = layout.language(sheets)
    labels = lists.own_labels(lists.lists_sheet(sheets))
    known = known_labels(framework, places, language, labels.values())
    if not layout.recognised(sheets, known):
        return unreadable(name, "foreign-layout", sum(sheet.filled for sheet in sheets))
    return _report(name, sheets, language, known, framework, places, list(lists.ambiguous(labels)))


def checked(data: bytes, name: str, framework: Framework, places: Places) -> Report:
    """As `read`, after a look through the package; with notes on what it carries along. What the child process of `receive` does."""
    try:
        if code := guard.refusal(data):
            return unreadable(name, code)
        if refusal := package.refusal(data):
            return Report(name, findings=(refusal,))
        report = read(BytesIO(data), name, framework, places)
    except MemoryError:
        return unreadable(name, "took-too-much-memory", limit=schema.READER_MEMORY // 2**20)
    if len(report.findings) > schema.MAX_FINDINGS:
        return unreadable(name, "too-many-findings", report.cells_read + report.cells_not_read, limit=schema.MAX_FINDINGS)
    return replace(report, findings=(*package.notes(data, name), *report.findings))


def _report(
    name: str, sheets: tuple[Grid, ...], language: str, known: Vocabulary, framework: Framework, places: Places, findings: list[Finding]
) -> Report:
    tables, wrong = layout.tables(sheets, known, framework)
    rows = {key: list(records(table, known)) for key, table in tables.items()}
    region = next((record.values.get("region") for record in rows.get(schema.ABOUT.key, ())), None)
    reading = Reading(tables, rows, places.region(region) if region else None)
    findings += [one for one in wrong if not (reading.scope is Scope.PARTIAL and layout.left_out(one))]
    for check in CHECKS:
        findings += check(reading)
    lost = assembly.lost_rows(reading, findings)
    findings += assembly.lost_rows_named(reading, lost)
    not_read = assembly.unread(sheets, reading, findings, lost)
    order = {sheet.title: number for number, sheet in enumerate(sheets)}
    findings.sort(key=lambda one: (order.get(one.sheet, -1), address(one.cell) if one.cell else (0, 0)))
    return Report(
        file=name,
        layout=layout.NAME,
        matrix=assembly.matrix(reading, lost, framework),
        findings=tuple(assembly.placed(findings, reading)),
        cells_read=sum(sheet.filled for sheet in sheets) - not_read,
        cells_not_read=not_read,
        language=reading.about.get("language", language),
        scope=reading.scope,
        base=reading.about.get("base", ""),
        erased=assembly.erased(reading, lost),
    )
