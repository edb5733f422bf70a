"""Files that were handed in and are not yet published: kept with their bytes until they are published, or somebody takes them out.

They are no revisions: nothing that is shown comes from them, and an export leaves them behind. The same bytes wait once for a region, however often they
are handed in.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from lib import model
from lib.store import tables
from lib.store.opening import Store
from lib.store.tables import HAND_IN


@dataclass(frozen=True, slots=True)
class HandIn:
    """A file that waits: for which region, the SHA-256 of its bytes, what it was called, when it was handed in (UTC); how many errors it had when it was
    last read, None where nobody has counted."""

    region: str
    receipt: str
    name: str
    at: datetime
    errors: int | None = None


def keep(store: Store, region: str, name: str, data: bytes) -> HandIn:
    """Keep a file until it is published. One that waits already keeps its name and time. StoreFull, StoreUnavailable.

    When this returns, the file is on the disk.
    """
    new = HandIn(region, model.receipt(data), tables.storable(name), store.now())
    values = {"region": new.region, "receipt": new.receipt, "name": new.name, "at": tables.moment(new.at), "data": data}
    try:
        with store.writing() as connection:
            connection.execute(insert(HAND_IN).values(values))
    except IntegrityError:
        return next((one for one in waiting(store) if (one.region, one.receipt) == (region, new.receipt)), new)
    return new


def waiting(store: Store) -> tuple[HandIn, ...]:
    """The files that wait, of all regions, the newest first."""
    columns = (HAND_IN.c.region, HAND_IN.c.receipt, HAND_IN.c.name, HAND_IN.c.at, HAND_IN.c.errors)
    with store.reading() as connection:
        found = connection.execute(select(*columns).order_by(HAND_IN.c.at.desc(), HAND_IN.c.receipt))
        return tuple(HandIn(region, receipt, name, datetime.fromisoformat(at), errors) for region, receipt, name, at, errors in found)


def bytes_waiting(store: Store, region: str, receipt: str) -> bytes | None:
    """The bytes of a file that waits; None where it waits no longer. DamagedStore where they are not what was received."""
    query = select(HAND_IN.c.data).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt)
    with store.reading() as connection:
        data = connection.scalars(query).first()
    if data is not None and model.receipt(data) != receipt:
        raise store.damaged()
    return None if data is None else bytes(data)


def count_errors(store: Store, region: str, receipt: str, errors: int) -> None:
    """Note how many errors a file that waits has, for the list of those that do. Of one that waits no longer nothing is noted. StoreUnavailable."""
    with store.writing() as connection:
        connection.execute(update(HAND_IN).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt).values(errors=errors))


def take_out(store: Store, region: str, receipt: str) -> None:
    """Forget a file that waits, for good. One that waits no longer is no error."""
    with store.writing() as connection:
        connection.execute(delete(HAND_IN).where(HAND_IN.c.region == region, HAND_IN.c.receipt == receipt))
