"""The findings of a report as the rows of a fix list, for the office that sent the workbook: alike ones together, the code last, all of it in words.

A sheet with such a list may come back with the workbook: `is_fix_list` knows it by its title and its first cell, whatever the language.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lib import words
from lib.intake.codes import shortened
from lib.intake.grid import Grid
from lib.intake.values import text
from lib.intake.vocabulary import normalise
from lib.model import Finding, Message, Param, Report, Severity
from lib.schema import LANGUAGES, MAX_TEXT
from lib.words import Catalogue, render

WIDTHS = (13, 18, 9, 30, 60, 60, 22)
"""How wide the columns of a list are, in characters."""

_COLUMNS = ("severity", "sheet", "cell", "value", "message", "fix", "code")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Row(NamedTuple):
    """One finding in words, in the order of the columns. `sheet` and `cell` are "" where it is about the file, or a whole sheet."""

    severity: str
    sheet: str
    cell: str
    value: str
    message: str
    fix: str
    code: str


class Listing(NamedTuple):
    """A fix list: the title of its sheet, the lines above its headings, the headings, its rows. Each text fits into a cell and into XML."""

    title: str
    above: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def listing(report: Report, catalogue: Catalogue, handed_in: date | None = None, *, linked: bool = False) -> Listing:
    """The fix list of a report in the language of `catalogue` (which has the framework's and the places' texts).

    `linked`: its cells lead into the workbook that it stands in; the lines above say so.
    """
    counts: dict[str, Param] = {"counts": _counts(report.findings)}
    if handed_in:
        counts["date"] = handed_in
    above = [
        Message("fix_list.title", {"file": report.file}),
        Message("fix_list.counts.on" if handed_in else "fix_list.counts", counts),
        Message("fix_list.how"),
        *([Message("fix_list.answer")] if report.foreign else []),
        *([Message("fix_list.links")] if linked else []),
    ]
    rows = [Row(*map(_fitting, _row(one, catalogue))) for alike in together(report.findings, catalogue) for one in alike]
    headings = tuple(catalogue.text(f"upload.finding.{name}") for name in _COLUMNS)
    return Listing(catalogue.text("fix_list.sheet"), tuple(_fitting(render(line, catalogue)) for line in above), headings, tuple(rows))


def together(findings: Iterable[Finding], catalogue: Catalogue) -> list[list[Finding]]:
    """The findings by severity, then by code, then by what they say, each in the order in which it first comes; those that say the same are one group."""
    kinds: dict[tuple[Severity, str], dict[str, list[Finding]]] = {}
    for one in findings:
        kinds.setdefault((one.severity, one.code), {}).setdefault(said(one, catalogue), []).append(one)
    order = list(Severity)
    return [alike for kind in sorted(kinds, key=lambda kind: order.index(kind[0])) for alike in kinds[kind].values()]


def said(finding: Finding, catalogue: Catalogue) -> str:
    """What is wrong, and what to write instead."""
    return f"{render(finding.message, catalogue)} {render(finding.fix, catalogue)}"


def is_fix_list(grid: Grid) -> bool:
    """Whether a sheet is a list that we sent: by its title ("Fix list", "Fix list 2") and the beginning of its first cell, in any language."""
    first = normalise(text(grid.rows.get(1, {}).get(1, "")))
    for language in LANGUAGES:
        texts = words.catalogue(language)
        begins, _, _ = texts.text("fix_list.title").partition("{")
        if re.fullmatch(re.escape(texts.text("fix_list.sheet")) + r"( \d+)?", grid.title) and first.startswith(normalise(begins)):
            return True
    return False


def _counts(findings: Iterable[Finding]) -> tuple[Message, ...]:
    """How many errors, warnings and notes there are, without those that there are not."""
    found = [one.severity for one in findings]
    return tuple(Message(f"fix_list.{severity}", {"n": found.count(severity)}) for severity in Severity if severity in found)


def _row(one: Finding, catalogue: Catalogue) -> Row:
    severity = catalogue.text(f"upload.severity.{one.severity}.name")
    return Row(severity, one.sheet, one.cell, one.value, render(one.message, catalogue), render(one.fix, catalogue), one.code)


def _fitting(text: str) -> str:
    """A text without what XML forbids, as long as a cell may hold it: its limit counts some characters twice."""
    return shortened(_NO_XML.sub("", text), MAX_TEXT // 2)
