"""`check`: what stands in the way of files, and of all files in folders. Two are read at a time; what it ends with is the worst of them.

Nothing is written but the fix lists that were asked for, and never over a file.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import click

from lib import intake, outputs, schema, shipped
from lib.commands import UNREADABLE, catalogue, folders, refuse, region_called, reports
from lib.commands.folders import File, PassedOver
from lib.framework import Framework
from lib.intake.fix_list import with_fix_list
from lib.mapping import Layout
from lib.model import Message, Report, Severity
from lib.places import Places
from lib.words import Catalogue, named, render


class _Way(NamedTuple):
    """How the files are read, and where their fix lists go ("": nowhere)."""

    framework: Framework
    places: Places
    region: str
    fix_lists: str


class _Checked(NamedTuple):
    """What is kept of a file. `rank`: the higher, the worse; `in_short` says why in the summary; `unwritten` says why its fix list was not written."""

    name: str
    grade: int
    rank: tuple[int, int]
    in_short: Message
    lines: Sequence[str]
    plain: dict[str, Any]
    unwritten: Message | None


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line of this command."""
    one = commands.add_parser(
        "check",
        help="say what is wrong with workbooks",
        description="Reads files, and all files in folders, whatever their layout. Nothing is published.",
        epilog="Ends with 0: no errors, 1: errors, 2: a file cannot be read, or a fix list not be written; of several files with the worst.",
    )
    one.add_argument("files", nargs="+", metavar="FILE|FOLDER")
    one.add_argument("--region", metavar="NAME", help="whose countries are read where a file names those of several regions")
    one.add_argument(
        "--fix-list", metavar="FOLDER", help="write there what each sender has to correct: the own workbook with the list in front, or the list"
    )
    one.add_argument("--json", action="store_true", help="the findings as JSON on standard output")
    one.set_defaults(run=check)


def check(chosen: argparse.Namespace) -> int:
    """Read files and say what is wrong with them: 0 nothing, 1 errors, 2 a file that cannot be read, or a fix list that cannot be written."""
    framework, places = shipped.framework(), shipped.places()
    texts = catalogue("en", framework, places)
    region = region_called(chosen.region, "en", framework, places).id if chosen.region else ""
    if chosen.fix_list:
        Path(chosen.fix_list).mkdir(parents=True, exist_ok=True)
    files, passed_over = folders.files(chosen.files)
    checked = _all(files, _Way(framework, places, region, chosen.fix_list or ""), texts)
    summary = ["\n".join(_summary(checked, passed_over, texts))] if passed_over or len(checked) != 1 else []
    if chosen.json:
        print(json.dumps([one.plain for one in checked], ensure_ascii=False, indent=2))
        print(*summary, sep="\n", end="\n" if summary else "", file=sys.stderr)
    else:
        print("\n\n".join([*("\n".join(one.lines) for one in checked), *summary]))
    for one in checked:
        if one.unwritten:
            refuse(render(one.unwritten, texts))
    return max((UNREADABLE if one.unwritten else one.grade for one in checked), default=UNREADABLE)


def _all(files: Sequence[File], way: _Way, texts: Catalogue) -> list[_Checked]:
    """All files, in their order. A bar on a terminal says how far it is."""
    pool = ThreadPoolExecutor(schema.READERS)
    hidden = len(files) < 2 or not sys.stderr.isatty()
    try:
        checked = pool.map(lambda file: _checked(file, way, texts), files)
        with click.progressbar(checked, len(files), texts.text("check.progress"), hidden=hidden, show_pos=True, file=sys.stderr) as bar:
            return list(bar)
    finally:
        pool.shutdown(cancel_futures=True)  # whoever stops the command waits for two files at most


def _checked(file: File, way: _Way, texts: Catalogue) -> _Checked:
    report, data = reports.read(file.path, way.framework, way.places, way.region)
    report = replace(report, file=file.name)
    to_correct = any(one.severity is not Severity.NOTE for one in report.findings)
    written, unwritten = _fix_list(file, report, data, way) if way.fix_lists and to_correct else ("", None)
    lines = [*reports.lines(report, texts), *([render(Message("check.fix_list", {"file": written}), texts)] if written else [])]
    plain = reports.plain(report, texts) | ({"fix_list": written or None} if way.fix_lists else {})
    rank, in_short = _in_short(report)
    return _Checked(file.name, reports.grade(report), rank, in_short, lines, plain, unwritten)


def _in_short(report: Report) -> tuple[tuple[int, int], Message]:
    """How bad a file is, beside others, and what is said of it in one word."""
    errors = len(report.errors)
    if report.layout is None:
        return (3, errors), Message("check.in_short.unreadable")
    if report.layout == Layout.NOT_READ:
        return (2, errors), Message("check.in_short.no_matrix")
    return (1 if errors else 0, errors), Message("check.errors", {"n": errors}) if errors else Message("check.no_errors")


def _summary(checked: Sequence[_Checked], passed_over: Sequence[PassedOver], texts: Catalogue) -> Iterator[str]:
    """How many files are how good; then those that are not, the worst first; then what was passed over."""
    kinds = Counter(one.rank[0] for one in checked)
    parts = tuple(Message(f"check.summary.{name}", {"n": kinds[rank]}) for rank, name in enumerate(_KINDS) if kinds[rank])
    yield render(
        Message("check.summary", {"files": Message("check.files", {"n": len(checked)}), "parts": parts}) if parts else Message("check.nothing"), texts
    )
    for one in sorted(checked, key=lambda one: one.rank, reverse=True):
        if one.rank[0]:
            yield f"  {named(one.name, render(one.in_short, texts), texts)}"
    for over in passed_over:
        yield f"  {named(over.name, texts.text(f'check.passed_over.{over.why}'), texts)}"


_KINDS = ("good", "errors", "no_matrix", "unreadable")
"""What a file's rank is called in the summary."""


def _fix_list(file: File, report: Report, data: bytes, way: _Way) -> tuple[str, Message | None]:
    """Write what the sender has to correct, in the language of the file: where to, and why not."""
    texts = catalogue(report.language, way.framework, way.places)
    own, suffix = with_fix_list(data, report, texts), PurePath(file.name).suffix
    ending = intake.kind(data).ending if own else ".xlsx"
    # The list for a.xls must not be taken for the one for a.xlsx.
    stem = file.name.removesuffix(suffix) if suffix.lower() == ending else file.name
    path = Path(way.fix_lists, f"{stem} – {texts.text('fix_list.sheet')}{ending}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            target.write(own or outputs.fix_list_alone(report, texts))
    except FileExistsError:
        return "", Message("check.fix_list.there", {"file": str(path)})
    except OSError as error:
        return "", Message("check.fix_list.cannot", {"file": str(path), "reason": error.strerror or ""})
    return str(path), None
