"""A report on a workbook at the command line: read, graded, said to people and to programs."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from lib import intake, schema
from lib.commands import ERRORS, GOOD, UNREADABLE, printable
from lib.framework import Framework
from lib.mapping import Layout
from lib.model import Finding, Message, Param, Report, Severity
from lib.places import Places
from lib.plain import to_plain
from lib.words import Catalogue, named, render

_SHOWN = 3
"""How many findings of one code the text form spells out."""
_NAMED = 10
"""How many more it names the cells of."""


def read(file: str, framework: Framework, places: Places, region: str = "") -> tuple[Report, bytes]:
    """What a file says, and its bytes. A file that cannot be opened has a report too.

    `region` is the identifier of the one whose countries are read where a file in a layout of its own names those of several.
    """
    name = Path(file).name or file
    try:
        with open(file, "rb") as source:
            data = source.read(schema.MAX_BYTES + 1)
    except OSError:
        return intake.unreadable(name, "not-found"), b""
    return intake.receive(BytesIO(data), name, framework, places, region=region), data


def grade(report: Report) -> int:
    """What a command ends with for a report."""
    if report.layout is None:
        return UNREADABLE
    return ERRORS if report.errors else GOOD


def plain(report: Report, catalogue: Catalogue) -> dict[str, Any]:
    """A report as JSON has it."""
    matrix = report.matrix
    return {
        "file": report.file,
        "layout": report.layout,
        "layout_confidence": report.confidence,
        "mapping": to_plain(report.mapping) if report.mapping else None,
        "language": report.language if report.layout else None,
        "region": matrix.about.region if matrix else None,
        "countries": list(matrix.places) if matrix else [],
        "activities": len(matrix.activities) if matrix else 0,
        "cells_read": report.cells_read,
        "cells_not_read": report.cells_not_read,
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "value": finding.value,
                "message": render(finding.message, catalogue),
                "fix": render(finding.fix, catalogue),
            }
            for finding in report.findings
        ],
    }


def lines(report: Report, catalogue: Catalogue) -> Iterator[str]:
    """A report for people: what was read, then the findings by severity and kind."""
    return map(printable, _lines(report, catalogue))


def line(finding: Finding, catalogue: Catalogue) -> str:
    """A finding on a line: how grave, where, what is wrong, and what to write instead."""
    said = f"{render(finding.message, catalogue)} {render(finding.fix, catalogue)}"
    return printable(f"  {finding.severity:7}  {named(_where(finding), said, catalogue) if finding.sheet else said}")


def _lines(report: Report, catalogue: Catalogue) -> Iterator[str]:
    yield render(_summary(report), catalogue)
    severities, kinds = list(Severity), list(dict.fromkeys(finding.code for finding in report.findings))
    found = sorted(report.findings, key=lambda one: (severities.index(one.severity), kinds.index(one.code)))
    for (_, code), group in groupby(found, key=lambda one: (one.severity, one.code)):
        alike = list(group)
        for finding in alike[:_SHOWN]:
            yield line(finding, catalogue)
        if more := [_where(finding) for finding in alike[_SHOWN:]]:
            cells = ", ".join(more[:_NAMED]) + (" …" if len(more) > _NAMED else "")
            yield "           " + render(Message("check.more", {"n": len(more), "code": code, "cells": cells}), catalogue)


def _summary(report: Report) -> Message:
    if report.layout is None:
        return Message("check.unreadable", {"file": report.file})
    errors, matrix = len(report.errors), report.matrix
    counts: dict[str, Param] = {
        "file": report.file,
        "cells": Message("check.cells", {"read": report.cells_read, "not_read": report.cells_not_read}),
        "errors": Message("check.errors", {"n": errors}) if errors else Message("check.no_errors"),
    }
    if matrix is None:
        return Message("check.read.no_matrix" if report.layout == Layout.NOT_READ else "check.read.no_region", counts)
    counts["region"] = Message(f"region.{matrix.about.region}")
    counts["countries"] = Message("check.countries", {"n": len(matrix.places)})
    counts["activities"] = Message("check.activities", {"n": len(matrix.activities)})
    return Message("check.read", counts)


def _where(finding: Finding) -> str:
    return "!".join(filter(None, (finding.sheet, finding.cell)))
