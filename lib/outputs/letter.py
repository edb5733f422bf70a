"""A short text for the e-mail that goes with a fix list: what was received, what is wrong, what to do. It greets nobody and signs nothing."""

from collections.abc import Iterator, Sequence

from lib.intake.listing import said, together
from lib.model import Finding, Message, Report, Severity
from lib.words import Catalogue, render

_SPELT_OUT = 5
"""How many things that are wrong the text names …"""
_CELLS = 5
"""… how many cells of each …"""
_NAMED = 12
"""… and how many characters of a receipt, as in the address and the names of files."""


def email(report: Report, catalogue: Catalogue, region: Message, receipt: str, *, own: bool) -> str:
    """The text in the language of `catalogue` (which has the framework's and the places' texts), for a file of `region` with this `receipt`.

    `own`: the list goes back in front of the office's own workbook; otherwise it is a workbook beside it.
    """

    def say(id: str, **params: str | int | Message) -> str:
        return render(Message(id, params), catalogue)

    asked = [one for one in report.findings if one.severity is not Severity.NOTE]
    errors, warnings = len(report.errors), len(asked) - len(report.errors)
    verdict = say("email.errors", n=errors) if errors else say("email.no_errors")
    if warnings:
        verdict += " " + say("email.warnings", n=warnings)
    lines = [say("email.received", file=report.file, region=region, receipt=receipt[:_NAMED]), verdict]
    groups = together(asked, catalogue)
    if groups:
        lines.append("\n".join(_named(groups, catalogue)))
    if report.foreign:
        lines.append(say("fix_list.answer"))
    list_is = "email.own" if own else "email.alone"
    return "\n\n".join([*lines, say(list_is if errors else f"{list_is}.no_errors")]) + "\n"


def _named(groups: Sequence[Sequence[Finding]], catalogue: Catalogue) -> Iterator[str]:
    """The first of what is wrong, a line each, and how much more there is."""
    for alike in groups[:_SPELT_OUT]:
        cells = [where for one in alike if (where := f"{one.sheet} {one.cell}".strip())]
        where = ", ".join(cells[:_CELLS]) + (" …" if len(cells) > _CELLS else "")
        line = Message("email.line", {"where": where}) if where else Message("email.line.file")
        yield f"{render(line, catalogue)} {said(alike[0], catalogue)}"
    if more := sum(map(len, groups[_SPELT_OUT:])):
        yield render(Message("email.more", {"n": more}), catalogue)
