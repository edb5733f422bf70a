"""Who may do what: granted in the store alone, and asked for in each of its functions, whatever a page offers.

A sign-in says who somebody is and nothing more. Rights are read with each call, so that one that was revoked is gone at the next click. A publisher of a
region may do what a contributor may, a contributor what a viewer may; whoever may look at one region may look at all of them, since comparing is what it
is for. A store that is not guarded (nobody signs in; the command line) asks for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from lib.exceptions import CannotBeGranted, NotAllowed, SignsForAnother
from lib.model import Actor, Right
from lib.store import tables
from lib.store.opening import Store
from lib.store.tables import GRANTED

RIGHTS: Mapping[str, Right | None] = {
    **dict.fromkeys(("allowed", "signed_in"), None),
    **dict.fromkeys(("as_of", "bytes_of", "current", "history", "latest_stamp", "remembered", "revision"), Right.VIEWER),
    **dict.fromkeys(("bytes_waiting", "correct", "corrections", "count_errors", "keep", "take_out", "waiting"), Right.CONTRIBUTOR),
    **dict.fromkeys(("begin", "drafts", "session", "sessions", "write"), Right.CONTRIBUTOR),
    **dict.fromkeys(("abandon", "close", "publish", "remember", "restore"), Right.PUBLISHER),
    **dict.fromkeys(("audit", "export_store", "grant", "import_store", "revoke", "rights"), Right.ADMINISTRATOR),
}
"""The least right that each function of the store takes, in the region that it is about; None: anybody may, about themselves."""

_ORDER = tuple(Right)
_EVERYWHERE = (Right.VIEWER, Right.ADMINISTRATOR)
"""The rights that are for all regions; the others are for one."""


@dataclass(frozen=True, slots=True)
class Granted:
    """One right that somebody holds: in which region ("": in all), from whom (a name or an address; "": the command line) and since when (UTC)."""

    identity: str
    region: str
    right: Right
    granted_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Allowed:
    """What somebody may do at this moment: their rights by region ("": in all). None where the store is not guarded, and everybody may do everything."""

    held: Mapping[str, Right] | None

    def may(self, action: str, region: str | None = None) -> bool:
        """Whether a function of the store (`RIGHTS`) would do it for them in a region; without one: anywhere. What four eyes ask for is another matter."""
        least = RIGHTS[action]
        return least is None or self.has(least, region)

    def has(self, right: Right, region: str | None = None) -> bool:
        """Whether they hold a right, or a greater one, in a region; without one: in any."""
        if self.held is None or Right.ADMINISTRATOR in self.held.values():
            return True
        there = self.held.values() if right is Right.VIEWER or region is None else [one for of, one in self.held.items() if of == region]
        return any(_ORDER.index(one) >= _ORDER.index(right) for one in there)

    def regions(self, right: Right) -> frozenset[str] | None:
        """The regions in which they hold a right, or a greater one; None: in all."""
        if self.held is None or self.has(Right.ADMINISTRATOR):
            return None
        return frozenset(region for region in self.held if region and self.has(right, region))


def allowed(store: Store) -> Allowed:
    """What whoever asks may do now: one query, none where the store is not guarded. StoreUnavailable."""
    if not store.guarded:
        return Allowed(None)
    with store.reading() as connection:
        return held(store, connection)


def check(
    store: Store,
    connection: Connection,
    action: str,
    region: str | None = "",
    subject: str = "",
    *,
    by: Actor | None = None,
    least: Right | None = None,
) -> None:
    """Go on only for somebody who may do this in a region (None: in any), in a transaction that ends with the refusal; `least` where it takes more than
    `RIGHTS` says.

    NotAllowed; SignsForAnother where `by`, whose name it would bear, is not who asks.
    """
    if not store.guarded:
        return
    right = least or RIGHTS[action]
    if right and not held(store, connection).has(right, region):
        raise NotAllowed(action, region or "", subject, right=right)
    if by not in (None, store.by):
        raise SignsForAnother(action, region or "", subject)


def own(store: Store, connection: Connection, action: str, query: Select[Any], region: ColumnElement[str]) -> Select[Any]:
    """A query that lists things of all regions, for those alone in which whoever asks may do this."""
    right = RIGHTS[action]
    regions = held(store, connection).regions(right) if store.guarded and right else None
    return query if regions is None else query.where(region.in_(sorted(regions)))


def held(store: Store, connection: Connection) -> Allowed:
    """What whoever asks may do, by one query over the primary key. Without an address, or with one that no table can hold, they may do nothing."""
    identity = store.by.identity
    if not identity or identity != tables.storable(identity):
        return Allowed({})
    rows = connection.execute(select(GRANTED.c.region, GRANTED.c.right).where(GRANTED.c.identity == identity))
    with store.sound():
        return Allowed({region: Right(right) for region, right in rows})


def grant(store: Store, identity: str, right: Right, region: str = "") -> Granted:
    """Give somebody a right, instead of the one that they have in that region; viewers and administrators are that in all regions ("").

    CannotBeGranted for what is no e-mail address, for a right of all regions with a region, and for another one without; StoreFull, StoreUnavailable.
    """
    address = identity.strip().lower()
    if "@" not in address.strip("@") or any(map(str.isspace, address)) or address != tables.storable(address):
        raise CannotBeGranted(identity, right, why="no_address")
    if (right in _EVERYWHERE) is bool(region):
        raise CannotBeGranted(address, right, why="no_region" if region else "region_needed")
    try:
        with store.writing() as connection:
            check(store, connection, "grant", region, f"{address} {right}")
            new = Granted(address, region, right, store.by.identity or tables.storable(store.by.name), store.now())
            values = {"right": right, "granted_by": new.granted_by, "at": tables.moment(new.at)}
            where = (GRANTED.c.identity == address) & (GRANTED.c.region == region)
            if not connection.execute(update(GRANTED).where(where).values(**values)).rowcount:
                connection.execute(insert(GRANTED).values(identity=address, region=region, **values))
            store.note(connection, new.at, "grant", region, f"{address} {right}")
            return new
    except IntegrityError:  # PostgreSQL: somebody granted them one at the same moment; of two either may be the last
        return grant(store, identity, right, region)


def revoke(store: Store, identity: str, region: str | None = None) -> tuple[Granted, ...]:
    """Take somebody's right in a region away ("": the one for all regions), or all that they have (None); what was taken away, nothing where there was
    nothing. It holds at once. StoreFull."""
    address = tables.storable(identity.strip().lower())
    where = GRANTED.c.identity == address
    if region is not None:
        where &= GRANTED.c.region == region
    with store.writing() as connection:
        check(store, connection, "revoke", region or "", address)
        with store.sound():
            gone = tuple(map(granted_of, connection.execute(select(GRANTED).where(where).order_by(GRANTED.c.region)).mappings()))
        connection.execute(delete(GRANTED).where(where))
        for one in gone:
            store.note(connection, store.now(), "revoke", one.region, f"{address} {one.right}")
    return gone


def rights(store: Store) -> tuple[Granted, ...]:
    """The rights that people hold, by their addresses. StoreUnavailable, DamagedStore."""
    with store.reading() as connection, store.sound():
        check(store, connection, "rights")
        return tuple(map(granted_of, connection.execute(select(GRANTED).order_by(GRANTED.c.identity, GRANTED.c.region)).mappings()))


def granted_of(row: Mapping[Any, Any]) -> Granted:
    """The right of a row; ValueError where it holds no such thing."""
    return Granted(row["identity"], row["region"], Right(row["right"]), row["granted_by"], datetime.fromisoformat(row["at"]))
