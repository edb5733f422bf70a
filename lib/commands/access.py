"""The commands on who may do what, and on what happened: role, audit. Whoever can run them may: they have the server's shell, and so the database."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from lib import shipped, store
from lib.commands import GOOD, UNCHANGED, catalogue, printable, refuse, region_called
from lib.model import Message, Param, Right
from lib.places import Places
from lib.store import Granted, Noted, Store
from lib.words import Catalogue, render


@dataclass(frozen=True, slots=True)
class _House:
    """What these commands work on: the store as it is, the declared regions, the texts."""

    store: Store
    places: Places
    texts: Catalogue

    def say_of(self, id: str, one: Granted) -> None:
        """Say what became of a right."""
        right: dict[str, Param] = {"who": printable(one.identity), "right": Message(f"access.right.{one.right}")}
        declared = one.region in {region.id for region in self.places.regions}
        where: dict[str, Param] = {"region": Message(f"region.{one.region}") if declared else one.region}
        print(render(Message(id, right | where) if one.region else Message(f"{id}.everywhere", right), self.texts))


def grant(chosen: argparse.Namespace) -> int:
    """Give somebody a right."""
    with _house(chosen) as (house, region):
        house.say_of("role.granted", store.grant(house.store, chosen.email, Right(chosen.right), region or ""))
    return GOOD


def revoke(chosen: argparse.Namespace) -> int:
    """Take somebody's right in a region away, or all that they have: 3 where there is none."""
    with _house(chosen) as (house, region):
        gone = store.revoke(house.store, chosen.email, region)
        for one in gone:
            house.say_of("role.revoked", one)
        if not gone:
            refuse(render(Message("role.nothing_revoked", {"who": printable(chosen.email)}), house.texts))
    return GOOD if gone else UNCHANGED


def list_rights(chosen: argparse.Namespace) -> int:
    """List who has which right."""
    with _house(chosen) as (house, _):
        rows = [
            {"email": one.identity, "right": one.right, "region": one.region, "granted_by": one.granted_by, "at": one.at.isoformat()}
            for one in store.rights(house.store)
        ]
    _print(rows, chosen)
    return GOOD


def audit(chosen: argparse.Namespace) -> int:
    """Write what happened, the oldest first: on the console, as JSON, or into one new CSV file."""
    since = datetime.combine(chosen.since, time(), UTC) if chosen.since else None
    with _house(chosen) as (house, region):
        rows = [_plain(one, house.texts) for one in reversed(store.audit(house.store, since=since, region=region))]
        if chosen.csv:
            import pandas as pd  # only here: slow to load

            from lib import outputs

            with open(chosen.csv, "xb") as file:
                file.write(outputs.csv(pd.DataFrame(rows, columns=_COLUMNS)))
            print(render(Message("audit.written", {"n": len(rows), "file": chosen.csv}), house.texts))
            return GOOD
    _print(rows, chosen)
    return GOOD


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line of these commands."""
    where = "The store is var/matrices.sqlite, or the database that MATRICES_DATABASE_URL names (docs/access.md)."

    roles = commands.add_parser("role", help="say who may do what", epilog=where).add_subparsers(required=True, metavar="what")

    one = roles.add_parser("grant", help="give somebody a right", epilog=where)
    one.add_argument("email", metavar="EMAIL", help="the address that they sign in with")
    one.add_argument("right", metavar="RIGHT", choices=[str(right) for right in Right], help=", ".join(Right))
    one.add_argument(
        "region", metavar="REGION", nargs="?", help="of a contributor or publisher: the region's name in any language, or its identifier"
    )
    one.set_defaults(run=grant)

    one = roles.add_parser("revoke", help="take rights away: they end at once", epilog=where)
    one.add_argument("email", metavar="EMAIL")
    one.add_argument("region", metavar="REGION", nargs="?", help="only the right in this region; without it, all that they have")
    one.set_defaults(run=revoke)

    one = roles.add_parser("list", help="list who has which right", epilog=where)
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=list_rights, region=None)

    one = commands.add_parser("audit", help="list what happened", epilog=where)
    one.add_argument("--since", metavar="DAY", type=_day, help="only from this day on (UTC), as in 2026-11-27")
    one.add_argument("--region", metavar="NAME", help="only in this region: its name in any language, or its identifier")
    how = one.add_mutually_exclusive_group()
    how.add_argument("--csv", metavar="FILE", help="into a new file that a spreadsheet opens; an existing one is left alone")
    how.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=audit)


@contextmanager
def _house(chosen: argparse.Namespace) -> Iterator[tuple[_House, str | None]]:
    """What a command works on, and the region that it names, if any. UnknownRegion, StoreError."""
    framework, places = shipped.framework(), shipped.places()
    region = region_called(chosen.region, "en", framework, places).id if chosen.region else None
    opened = store.open_store(store.address())
    try:
        yield _House(opened, places, catalogue("en", framework, places)), region
    finally:
        opened.close()


_COLUMNS = ["at", "by", "email", "action", "region", "subject", "outcome"]


def _plain(one: Noted, texts: Catalogue) -> dict[str, Any]:
    """A line of the trail as JSON and CSV have it."""
    by = render(Message("audit.product"), texts) if one.by_product else one.by.name
    what = (one.at.isoformat(), by, one.by.identity, one.action, one.region, one.subject, "refused" if one.refused else "done")
    return dict(zip(_COLUMNS, what, strict=True))


def _print(rows: list[dict[str, Any]], chosen: argparse.Namespace) -> None:
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(*(printable(" ".join(str(text).split())) for text in row.values()), sep="\t")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as in 2026-11-27") from None
