"""What people said about how files in a layout of their own are read: of a file while it waits, and of every file of its shape once one was published.

Neither is knowledge: nothing that is shown comes from it, and a file that is read anew is read by what the page says then.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lib.mapping import Mapping
from lib.model import Actor
from lib.plain import from_plain, to_plain
from lib.store import tables
from lib.store.opening import Store
from lib.store.rights import check
from lib.store.tables import HAND_IN, READING


@dataclass(frozen=True, slots=True)
class Remembered:
    """How files of one shape were last read: what was said of them, by whom, when (UTC)."""

    mapping: Mapping
    by: str
    at: datetime


def correct(store: Store, region: str, receipt: str, mapping: Mapping) -> None:
    """Keep what was said of a file that waits; it goes when the file goes. Of one that waits no longer nothing is kept. StoreFull, StoreUnavailable."""
    with store.writing() as connection:
        check(store, connection, "correct", region, receipt)
        connection.execute(
            update(HAND_IN).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt).values(corrections=_text(mapping)),
        )


def corrections(store: Store, region: str, receipt: str) -> Mapping | None:
    """What was said of a file that waits; None where nothing was. StoreUnavailable, DamagedStore."""
    query = select(HAND_IN.c.corrections).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt)
    with store.reading() as connection:
        check(store, connection, "corrections", region, receipt)
        found = connection.scalars(query).first()
    return None if found is None else _mapping(store, found)


def remember(store: Store, shape: str, mapping: Mapping, by: Actor) -> None:
    """Remember how files of a shape are read, instead of what was remembered before: whoever publishes for any region may. StoreFull, StoreUnavailable."""
    values = {"corrections": _text(mapping), "actor": tables.storable(by.name), "at": tables.moment(store.now())}
    try:
        with store.writing() as connection:
            check(store, connection, "remember", None, shape, by=by)
            if not connection.execute(update(READING).where(READING.c.shape == shape).values(**values)).rowcount:
                connection.execute(insert(READING).values(shape=shape, **values))
    except IntegrityError:  # PostgreSQL: somebody remembered the same shape between the two; of two at one moment either may be the last
        pass


def remembered(store: Store, shape: str) -> Remembered | None:
    """How files of a shape were last read; None where no such was. StoreUnavailable, DamagedStore."""
    with store.reading() as connection:
        check(store, connection, "remembered", subject=shape)
        row = connection.execute(select(READING).where(READING.c.shape == shape)).mappings().first()
    return None if row is None else Remembered(_mapping(store, row["corrections"]), row["actor"], datetime.fromisoformat(row["at"]))


def _text(mapping: Mapping) -> str:
    return json.dumps(to_plain(mapping), separators=(",", ":"))


def _mapping(store: Store, text: Any) -> Mapping:
    try:
        return from_plain(Mapping, json.loads(text))
    except ValueError:
        raise store.damaged() from None
