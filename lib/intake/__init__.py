"""A workbook → a Report: the matrix it holds, and everything that is wrong with it, found in one pass.

The way is guard (what are these bytes?) → opening (the filled cells, whoever can read them) → layout (which table is which) → reading (what each cell
means) → checks (does it hold together) → assembly; a layout of its own goes its own way (lib/intake/foreign). Nothing is dropped in silence: each filled
cell is counted as read or as not read, and what is not read has a finding.

`receive` is for files from outside: package (is anything in it dangerous?) comes before any library, and all of it happens in a child process with
limits. `read` is for workbooks that were published, so checked before.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from lib import names, schema
from lib.framework import Framework
from lib.intake import assembly, guard, layout, lists, opening, package
from lib.intake.checks import CHECKS
from lib.intake.codes import address
from lib.intake.foreign import read_foreign
from lib.intake.grid import Grid, Looked
from lib.intake.guard import Form, unreadable
from lib.intake.limits import Refused
from lib.intake.listing import is_fix_list
from lib.intake.opening import Opened
from lib.intake.package import Received, kind
from lib.intake.reading import Reading, records
from lib.intake.receiving import busy, readers, receive
from lib.intake.vocabulary import Vocabulary, known_labels
from lib.mapping import Mapping
from lib.model import Finding, Report, Scope
from lib.names import Names
from lib.places import Places

__all__ = ["Received", "busy", "checked", "kind", "read", "readers", "receive", "unreadable"]


def read(source: BinaryIO, name: str, framework: Framework, places: Places) -> Report:
    """What the file in a stream says. `name` is what the Report calls the file. Only for files that were checked before: see `receive`.

    Bad data never raises: what is no table that can be read is a Report without a matrix, with one finding that says why.
    """
    return _read(source.read(schema.MAX_BYTES + 1), name, framework, places, lambda: names.index(places), None, "")


def checked(
    data: bytes,
    name: str,
    framework: Framework,
    places: Places,
    known_names: Callable[[], Names] | None = None,
    *,
    corrections: Mapping | None = None,
    region: str = "",
) -> Report:
    """As `read`, after a look through the file; with notes on what it carries along. What the child process of `receive` does.

    `corrections` is what people said of how to read it, `region` the region that it is handed in for where it names none; `known_names` gives the index of
    country names, if it is needed.
    """
    form = guard.form(data)
    if not isinstance(form, Form):
        return unreadable(name, form)
    try:
        looked = package.look(data, form)
        if isinstance(looked, Finding):
            return Report(name, findings=(looked,))
        report = _read(data, name, framework, places, known_names or (lambda: names.index(places)), corrections, region, looked)
    except MemoryError:
        return unreadable(name, "took-too-much-memory", limit=schema.READER_MEMORY // 2**20)
    if report.layout is None:
        return report
    if len(report.findings) > schema.MAX_FINDINGS:
        return unreadable(name, "too-many-findings", report.cells_read + report.cells_not_read, limit=schema.MAX_FINDINGS)
    return replace(report, findings=(*package.notes(data, name, form), *report.findings))


def _read(
    data: bytes,
    name: str,
    framework: Framework,
    places: Places,
    known_names: Callable[[], Names],
    corrections: Mapping | None,
    region: str,
    looked: Looked | None = None,
) -> Report:
    try:
        file = opening.opened(data, looked)
    except Refused as refused:
        return unreadable(name, refused.code, **refused.params)
    if not file.grids:
        return unreadable(name, "no-sheets")
    file = replace(file, grids=tuple(grid for grid in file.grids if not is_fix_list(grid)) or file.grids)
    language = layout.language(file.grids)
    labels = lists.own_labels(lists.lists_sheet(file.grids))
    known = known_labels(framework, places, language, labels.values())
    if not layout.recognised(file.grids, known):
        return _foreign(file, name, framework, places, known_names, corrections, region)
    unseen = opening.not_seen(file.unseen & opening.TELLING)
    return _report(name, file.grids, language, known, framework, places, [*unseen, *lists.ambiguous(labels)])


def _foreign(
    file: Opened,
    name: str,
    framework: Framework,
    places: Places,
    known_names: Callable[[], Names],
    corrections: Mapping | None,
    region: str,
) -> Report:
    """The Report on a file in a layout of its own."""
    said = (*opening.not_seen(file.unseen), *file.guessed)
    return read_foreign(file.grids, name, framework, places, known_names(), corrections or Mapping(), region, said)


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
