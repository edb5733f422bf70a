"""Files that were handed in and are not yet published: kept with their bytes until they are published, or somebody takes them out.

They are no revisions: nothing that is shown comes from them, and an export leaves them behind. The same bytes wait once for a region, however often they
are handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from lib import model
from lib.model import Actor, Right
from lib.store import tables
from lib.store.opening import THIS_MACHINE, Store
from lib.store.rights import check, own
from lib.store.tables import HAND_IN


@dataclass(frozen=True, slots=True)
class HandIn:
    """A file that waits: for which region, the SHA-256 of its bytes, what it was called, when it was handed in (UTC); how many errors it had when it was
    last read, None where nobody has counted; who handed it in, and what they wrote to it."""

    region: str
    receipt: str
    name: str
    at: datetime
    errors: int | None = None
    by: Actor = THIS_MACHINE
    note: str = ""


def keep(store: Store, region: str, name: str, data: bytes, *, note: str = "") -> HandIn:
    """Keep a file until it is published. One that waits already keeps its name, its time, its note and who handed it in. StoreFull, StoreUnavailable.

    When this returns, the file is on the disk.
    """
    receipt = model.receipt(data)
    try:
        with store.writing() as connection:
            check(store, connection, "keep", region, receipt)
            by = Actor(tables.storable(store.by.name), store.by.identity)
            new = HandIn(region, receipt, tables.storable(name), store.now(), by=by, note=tables.storable(note))
            values = {"region": region, "receipt": receipt, "name": new.name, "at": tables.moment(new.at), "actor": by.name, "identity": by.identity}
            connection.execute(insert(HAND_IN).values(**values, note=new.note, data=data))
            store.note(connection, new.at, "keep", region, receipt)
    except IntegrityError:
        return next((one for one in waiting(store) if (one.region, one.receipt) == (region, receipt)), new)
    return new


def waiting(store: Store) -> tuple[HandIn, ...]:
    """The files that wait, of all regions in which whoever asks hands in, the newest first."""
    columns = [column for column in HAND_IN.columns if column.name not in ("data", "corrections")]
    query = select(*columns).order_by(HAND_IN.c.at.desc(), HAND_IN.c.receipt)
    with store.reading() as connection:
        return tuple(_hand_in(row) for row in connection.execute(own(store, connection, "waiting", query, HAND_IN.c.region)).mappings())


def bytes_waiting(store: Store, region: str, receipt: str) -> bytes | None:
    """The bytes of a file that waits; None where it waits no longer. DamagedStore where they are not what was received."""
    query = select(HAND_IN.c.data).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt)
    with store.reading() as connection:
        check(store, connection, "bytes_waiting", region, receipt)
        data = connection.scalars(query).first()
    if data is not None and model.receipt(data) != receipt:
        raise store.damaged()
    return None if data is None else bytes(data)


def count_errors(store: Store, region: str, receipt: str, errors: int) -> None:
    """Note how many errors a file that waits has, for the list of those that do. Of one that waits no longer nothing is noted. StoreUnavailable."""
    with store.writing() as connection:
        check(store, connection, "count_errors", region, receipt)
        connection.execute(update(HAND_IN).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt).values(errors=errors))


def take_out(store: Store, region: str, receipt: str) -> None:
    """Forget a file that waits, for good; somebody else's only for who publishes. One that waits no longer is no error."""
    where = (HAND_IN.c.region == region) & (HAND_IN.c.receipt == receipt)
    with store.writing() as connection:
        check(store, connection, "take_out", region, receipt)
        kept = connection.execute(select(HAND_IN.c.identity).where(where)).first() if store.guarded else None
        if kept and kept.identity != store.by.identity:
            check(store, connection, "take_out", region, receipt, least=Right.PUBLISHER)
        if connection.execute(delete(HAND_IN).where(where)).rowcount:
            store.note(connection, store.now(), "take_out", region, receipt)


def _hand_in(row: Mapping[Any, Any]) -> HandIn:
    by = Actor(row["actor"] or "", row["identity"] or "")
    return HandIn(row["region"], row["receipt"], row["name"], datetime.fromisoformat(row["at"]), row["errors"], by, row["note"] or "")
