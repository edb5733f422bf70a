"""The command line: `python -m lib template …`, `check …`, `names`. A command is one function and one entry in `_parser`.

Nothing here writes a path that the user did not type, and no command ends in a traceback for what is wrong with a file.
"""

import argparse
import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lib import intake, shipped, words
from lib.exceptions import MatricesError
from lib.framework import Framework
from lib.intake.vocabulary import known_labels
from lib.model import Finding, Message, Param, Report, Severity
from lib.places import Places
from lib.schema import LANGUAGES
from lib.words import Catalogue, render

GOOD, ERRORS, UNREADABLE = 0, 1, 2
"""What `check` ends with; of several files the worst."""

_SHOWN = 3
"""How many findings of one code the text form spells out."""
_NAMED = 10
"""How many more it names the cells of."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the number that the process ends with."""
    warnings.filterwarnings("ignore", module="openpyxl")
    chosen = _parser().parse_args(arguments)
    try:
        ended: int = chosen.run(chosen)
    except MatricesError as error:
        ended = _refuse(f"{error}.")
    except OSError as error:
        ended = _refuse(f"{Path(error.filename or 'The output').name} cannot be opened: {error.strerror}.")
    return ended


def template(chosen: argparse.Namespace) -> int:
    """Write the blank workbook of a region."""
    framework, places = shipped.framework(), shipped.places()
    region = known_labels(framework, places, chosen.language).code("region", chosen.region)
    if region is None:
        return _refuse(f"No region is called “{chosen.region}”. The regions are: {'; '.join(region.name for region in places.regions)}.")
    from lib import outputs  # only here: the writer is slow to load

    data = outputs.template(places.region(region), framework, places, _catalogue(chosen.language, framework, places))
    try:
        with open(chosen.output, "xb") as file:
            file.write(data)
    except FileExistsError:
        return _refuse(f"{chosen.output} is there already; nothing was written.")
    except OSError as error:
        return _refuse(f"{chosen.output} cannot be written: {error.strerror}.")
    return GOOD


def check(chosen: argparse.Namespace) -> int:
    """Read workbooks and say what is wrong with them: 0 nothing, 1 errors, 2 a file that cannot be read."""
    framework, places = shipped.framework(), shipped.places()
    catalogue = _catalogue("en", framework, places)
    reports = [_read(file, framework, places) for file in chosen.files]
    if chosen.json:
        print(json.dumps([_plain(report, catalogue) for report in reports], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(_lines(report, catalogue)) for report in reports))
    return max(map(_grade, reports))


def names(chosen: argparse.Namespace) -> int:
    """Read spellings of countries from standard input, one a line, and write each with the code that it means and how it was recognised."""
    from lib.names import index, recognise  # only here: no other command needs the names

    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]  # what came in goes out
    known = index(shipped.places())
    for line in sys.stdin:
        spelling = line.removesuffix("\n").removesuffix("\r")
        found = recognise(spelling, known)
        print(spelling.replace("\t", " "), found.iso3 or "", found.how or "", sep="\t")
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib", description="Implementation matrices from the command line.")
    commands = parser.add_subparsers(required=True, metavar="command")

    one = commands.add_parser("template", help="write the blank workbook of a region")
    one.add_argument("--region", required=True, metavar="NAME", help="its name in any language, or its identifier")
    one.add_argument("--language", choices=LANGUAGES, default="en", help="the workbook's language (default: en)")
    one.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write it; an existing file is left alone")
    one.set_defaults(run=template)

    one = commands.add_parser("check", help="say what is wrong with workbooks", epilog="Ends with 0: no errors, 1: errors, 2: a file cannot be read.")
    one.add_argument("files", nargs="+", metavar="FILE")
    one.add_argument("--json", action="store_true", help="the findings as JSON on standard output")
    one.set_defaults(run=check)

    one = commands.add_parser(
        "names",
        help="read country names as offices spell them",
        description="Reads spellings from standard input, one a line, and writes each with its ISO3 code and how it was recognised, parted by tabs.",
        epilog="exact and normalised are answers; proposed is only similar; nothing: not recognised (docs/names.md).",
    )
    one.set_defaults(run=names)
    return parser


def _catalogue(language: str, framework: Framework, places: Places) -> Catalogue:
    return words.catalogue(language, framework.texts(language), places.texts(language))


def _read(file: str, framework: Framework, places: Places) -> Report:
    name = Path(file).name or file
    try:
        with open(file, "rb") as source:
            return intake.receive(source, name, framework, places)
    except OSError:
        return intake.unreadable(name, "not-found")


def _grade(report: Report) -> int:
    if report.layout is None:
        return UNREADABLE
    return ERRORS if report.errors else GOOD


def _plain(report: Report, catalogue: Catalogue) -> dict[str, Any]:
    """A report as JSON has it."""
    matrix = report.matrix
    return {
        "file": report.file,
        "layout": report.layout,
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


def _lines(report: Report, catalogue: Catalogue) -> Iterator[str]:
    """A report for people: what was read, then the findings by severity and kind."""
    yield render(_summary(report), catalogue)
    severities, kinds = list(Severity), list(dict.fromkeys(finding.code for finding in report.findings))
    found = sorted(report.findings, key=lambda one: (severities.index(one.severity), kinds.index(one.code)))
    for (severity, code), group in groupby(found, key=lambda one: (one.severity, one.code)):
        alike = list(group)
        for finding in alike[:_SHOWN]:
            where = f"{_where(finding)}: " if finding.sheet else ""
            yield f"  {severity:7}  {where}{render(finding.message, catalogue)} {render(finding.fix, catalogue)}"
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
        return Message("check.read.no_region", counts)
    counts["region"] = Message(f"region.{matrix.about.region}")
    counts["countries"] = Message("check.countries", {"n": len(matrix.places)})
    counts["activities"] = Message("check.activities", {"n": len(matrix.activities)})
    return Message("check.read", counts)


def _where(finding: Finding) -> str:
    return "!".join(filter(None, (finding.sheet, finding.cell)))


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return UNREADABLE


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a console that lacks a character still gets its report
    sys.exit(main())
