"""The commands on the store of published revisions: history, publish, restore, export-store, import-store.

Each but the last is a start of the product, too: a region that nobody has published yet has its shipped workbook for its first revision.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lib import handing_in, shipped, store
from lib.commands import CLASH, ERRORS, GOOD, UNCHANGED, catalogue, printable, refuse, region_called, reports
from lib.exceptions import Overtaken
from lib.framework import Framework
from lib.handing_in import Ended
from lib.merge import held_in_words, unit_in_words
from lib.model import Actor, Entry, Message, Param, Report, Revision
from lib.places import Places
from lib.store import Store
from lib.words import Catalogue, joined, render

_OUTCOMES = ("published", "findings", "unreadable", "unchanged", "clash")
"""What the numbers that `publish` ends with mean."""


@dataclass(frozen=True, slots=True)
class _House:
    """What these commands work on."""

    store: Store
    framework: Framework
    places: Places
    texts: Catalogue

    def say(self, id: str, **params: Param) -> None:
        print(render(Message(id, params), self.texts))

    def say_of(self, id: str, revision: Revision) -> None:
        self.say(id, number=revision.number, region=Message(f"region.{revision.region}"), receipt=revision.receipt)


def history(chosen: argparse.Namespace) -> int:
    """List what was published, each region's first revision first."""
    with _house() as house:
        region = region_called(chosen.region, "en", house.framework, house.places).id if chosen.region else None
        entries = [_plain(entry) for entry in store.history(house.store, region)]
    if chosen.json:
        print(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        for entry in entries:
            print(*(printable(" ".join(str(entry[name]).split())) for name in ("region", "number", "at", "kind", "by", "note")), sep="\t")
    return GOOD


def publish(chosen: argparse.Namespace) -> int:
    """Publish a workbook, or say why not: the numbers are those of `_OUTCOMES`."""
    with _house() as house:
        region = region_called(chosen.region, "en", house.framework, house.places).id if chosen.region else ""
        report, data = reports.read(chosen.file, house.framework, house.places, region)
        code, ended = reports.grade(report), None
        if report.matrix and code == GOOD:
            code, ended = _publish(house, report, data, chosen)
        if chosen.json:
            revision = ended and (ended.revision or ended.compared.upon)
            said = {
                "outcome": _OUTCOMES[code],
                "revision": revision and _plain(revision),
                "left": ended.left if ended else 0,
                "clashes": _clashes(house, ended) if ended else [],
                "report": reports.plain(replace(report, findings=(*report.findings, *(ended.errors if ended else ()))), house.texts),
            }
            print(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            print("\n".join(reports.lines(report, house.texts)))
            if ended:
                _say_ended(house, code, ended)
            else:
                house.say("publish.asked" if report.mapping else "publish.findings")
    return code


def restore(chosen: argparse.Namespace) -> int:
    """Publish an earlier revision anew: 0 published, 3 it is what is current, 4 somebody else published at the same moment."""
    with _house() as house:
        region = region_called(chosen.region, "en", house.framework, house.places).id
        earlier, upon = store.revision(house.store, region, chosen.number), store.current(house.store, region)
        if upon and earlier.fingerprint == upon.fingerprint:
            house.say_of("publish.unchanged", upon)
            return UNCHANGED
        try:
            house.say_of("publish.published", store.restore(house.store, region, chosen.number, Actor(chosen.by), note=chosen.note))
        except Overtaken as overtaken:
            refuse(render(overtaken.message, house.texts))
            return CLASH
    return GOOD


def export_store(chosen: argparse.Namespace) -> int:
    """Write everything that the store holds into one new file."""
    with _house() as house:
        path = Path(chosen.file)
        with path.open("xb") as file:
            try:
                n = store.export_store(house.store, file)
            except BaseException:
                path.unlink()
                raise
        house.say("store.exported", n=n, file=chosen.file)
    return GOOD


def import_store(chosen: argparse.Namespace) -> int:
    """Put everything that an export holds into the store, which must be empty."""
    with open(chosen.file, "rb") as file, _house(first=False) as house:
        house.say("store.imported", n=store.import_store(house.store, file), file=chosen.file)
    return GOOD


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line of these commands."""
    where = "The store is var/matrices.sqlite, or the database that MATRICES_DATABASE_URL names (docs/store.md)."

    one = commands.add_parser("history", help="list what was published", epilog=where)
    one.add_argument("--region", metavar="NAME", help="only of this region: its name in any language, or its identifier")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=history)

    ends = "Ends with 0: published, 1: errors, 2: the file cannot be read, 3: nothing new in it, 4: it and the current revision changed the same."
    one = commands.add_parser("publish", help="publish a filled workbook", epilog=f"{ends} {where}")
    one.add_argument("file", metavar="FILE")
    one.add_argument(
        "--region", metavar="NAME", help="whose countries are read where a workbook in a layout of its own names those of several regions"
    )
    _signed(one)
    one.add_argument("--withdraw", action="store_true", help="take away what a workbook of scope “Full” leaves out; without it, that stays")
    one.add_argument("--json", action="store_true", help="what became of it as JSON on standard output")
    one.set_defaults(run=publish)

    one = commands.add_parser("restore", help="publish an earlier revision anew", epilog=where)
    one.add_argument("region", metavar="REGION", help="its name in any language, or its identifier")
    one.add_argument("number", metavar="NUMBER", type=int, help="the revision's number")
    _signed(one)
    one.set_defaults(run=restore)

    one = commands.add_parser("export-store", help="write everything that was published into one file", epilog=where)
    one.add_argument("file", metavar="FILE", help="where to write it; an existing file is left alone")
    one.set_defaults(run=export_store)

    one = commands.add_parser("import-store", help="fill an empty store from an export", epilog=where)
    one.add_argument("file", metavar="FILE")
    one.set_defaults(run=import_store)


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", required=True, type=_words, metavar="NAME", help="who publishes it")
    command.add_argument("--note", required=True, type=_words, metavar="TEXT", help="what has changed, and why")


def _words(text: str) -> str:
    if not text.strip():  # as on the pages; without a name the trail would take it for the dashboard's own doing
        raise argparse.ArgumentTypeError("it is blank")
    return text


@contextmanager
def _house(first: bool = True) -> Iterator[_House]:
    framework, places = shipped.framework(), shipped.places()
    opened = store.open_store(store.address())
    try:
        if first:
            shipped.publish_first(opened, framework, places)
        yield _House(opened, framework, places, catalogue("en", framework, places))
    finally:
        opened.close()


def _publish(house: _House, report: Report, data: bytes, chosen: argparse.Namespace) -> tuple[int, Ended]:
    """How publishing a workbook without errors ended, and what came of it."""
    lists = house.framework, house.places, house.texts
    ended = handing_in.publish_unasked(house.store, report, data, Actor(chosen.by), *lists, note=chosen.note, withdraw=chosen.withdraw)
    if ended.revision:
        return GOOD, ended
    if ended.compared.merged.clashes:
        return CLASH, ended
    return ERRORS if ended.errors else UNCHANGED, ended


def _say_ended(house: _House, code: int, ended: Ended) -> None:
    """What became of a workbook without errors, for people."""
    for finding in ended.errors:
        print(reports.line(finding, house.texts))
    if revision := ended.revision or ended.compared.upon:
        merged = "merged" if code == ERRORS else _OUTCOMES[code]
        house.say_of(f"publish.{merged}", revision)
    for clash in _clashes(house, ended):
        print(" ", printable(render(Message("publish.clash.one", dict(clash)), house.texts)))
    if ended.left:
        house.say("publish.left", n=ended.left)


def _clashes(house: _House, ended: Ended) -> list[dict[str, str]]:
    """What clashes, in words: where, and what the base, the current revision and the file say."""
    compared = ended.compared
    where = compared.where
    return [
        {"where": render(unit_in_words(clash.unit, where), house.texts)}
        | {
            name: joined((render(piece, house.texts) for piece in held_in_words(clash.unit, value)), house.texts)
            for name, value in (("base", clash.base), ("current", clash.mine), ("file", clash.theirs))
        }
        for clash in compared.merged.clashes
    ]


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON has it."""
    return {
        "region": entry.region,
        "number": entry.number,
        "receipt": entry.receipt,
        "fingerprint": entry.fingerprint,
        "by": entry.by,
        "at": entry.at.isoformat(),
        "note": entry.note,
        "kind": entry.kind,
    }
