"""What is published: written once, never changed, read in whole.

Publishing is a compare-and-swap: it names the content that it was made upon, and where that is no longer the current one nothing is written and the
caller gets the current one, to merge with and try again. No lock outlives a call.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from lib import model
from lib.exceptions import Overtaken, UnknownRevision
from lib.model import Actor, Entry, Judged, Matrix, Revision, RevisionKind
from lib.store import four_eyes, tables
from lib.store.opening import Store
from lib.store.rights import check
from lib.store.tables import ENTRY, HAND_IN, KEPT, REVISION


class Stamp(NamedTuple):
    """Which revision of a region it is. Equal fingerprints are equal content: what a cache of matrices is keyed by."""

    number: int
    fingerprint: str


def publish(
    store: Store,
    matrix: Matrix,
    data: bytes,
    by: Actor,
    *,
    kind: RevisionKind,
    expected: str,
    base: str = "",
    note: str = "",
    judged: tuple[Judged, ...] = (),
) -> Revision:
    """Publish a matrix as the next revision of its region, with the bytes that it was read from (none where it was entered on a page).

    `expected` is the fingerprint of the region's current revision ("": it has none yet). Overtaken where it is another by now; StoreFull,
    StoreUnavailable. When this returns, the revision is on the disk; a file that waited to be published (lib/store/waiting.py) waits no longer. FourEyes
    where nobody else handed it in.
    """
    region = matrix.about.region
    action = "restore" if kind is RevisionKind.RESTORE else "publish"
    try:
        with store.writing() as connection:
            check(store, connection, action, region, model.receipt(data), by=by)
            four_eyes.published(store, connection, kind, region, model.fingerprint(matrix), data)
            if new := add(store, connection, matrix, data, by, kind=kind, expected=expected, base=base, note=note, judged=judged):
                store.note(connection, new.at, action, region, str(new.number), by=by)
                return new
    except IntegrityError:  # PostgreSQL: somebody published between the question and the answer
        pass
    raise Overtaken(current(store, region))


def add(
    store: Store,
    connection: Connection,
    matrix: Matrix,
    data: bytes,
    by: Actor,
    *,
    kind: RevisionKind,
    expected: str,
    base: str,
    note: str,
    judged: tuple[Judged, ...],
) -> Revision | None:
    """Add a revision within a transaction (see `publish`); None where another one than expected is current by now.

    IntegrityError where PostgreSQL finds out only now: the transaction is lost then.
    """
    region = matrix.about.region
    found = connection.execute(newest(region, REVISION.c.number, REVISION.c.fingerprint)).first()
    number, fingerprint = found or (0, "")
    if fingerprint != expected:
        return None
    new = Revision(
        region=region,
        number=number + 1,
        matrix=matrix,
        fingerprint=model.fingerprint(matrix),
        receipt=model.receipt(data),
        by=tables.storable(by.name),
        at=store.now(),
        note=tables.storable(note),
        kind=kind,
        base=base,
        judged=judged,
    )
    connection.execute(insert(REVISION).values(**tables.row(new), data=data))
    if kind is not RevisionKind.RESTORE:  # a file that was published once may have been handed in again since
        connection.execute(delete(HAND_IN).where(HAND_IN.c.region == region, HAND_IN.c.receipt == new.receipt))
    return new


def restore(store: Store, region: str, number: int, by: Actor, *, note: str = "", expected: str = "") -> Revision:
    """Publish an earlier revision's matrix and bytes anew, as the next one.

    `expected` is the fingerprint of what somebody saw as current ("": whatever is). UnknownRevision; Overtaken where another one is current, or somebody
    publishes at the same moment.
    """
    with store.reading() as connection:  # first of all: who may not publish it gets neither matrix nor bytes
        check(store, connection, "restore", region, str(number), by=by)
    earlier, data = revision(store, region, number), bytes_of(store, region, number)
    upon = expected or latest_stamp(store)[region].fingerprint
    return publish(store, earlier.matrix, data, by, kind=RevisionKind.RESTORE, expected=upon, base=upon, note=note)


def current(store: Store, region: str) -> Revision | None:
    """The newest revision of a region; None where it has none."""
    with store.reading() as connection:
        check(store, connection, "current", region)
        return _revision(store, connection, newest(region, *KEPT))


def revision(store: Store, region: str, number: int) -> Revision:
    """One revision of a region; UnknownRevision where there is none of this number."""
    with store.reading() as connection:
        check(store, connection, "revision", region, str(number))
        found = _revision(store, connection, select(*KEPT).where(REVISION.c.region == region, REVISION.c.number == number))
    if found is None:
        raise UnknownRevision(number=number)
    return found


def bytes_of(store: Store, region: str, number: int) -> bytes:
    """The bytes of a revision as they were received; UnknownRevision where there is none of this number."""
    query = select(REVISION.c.receipt, REVISION.c.data).where(REVISION.c.region == region, REVISION.c.number == number)
    with store.reading() as connection:
        check(store, connection, "bytes_of", region, str(number))
        found = connection.execute(query).first()
    if found is None:
        raise UnknownRevision(number=number)
    receipt, data = found
    if model.receipt(data) != receipt:
        raise store.damaged()
    return bytes(data)


def history(store: Store, region: str | None = None) -> tuple[Entry, ...]:
    """What was published, of one region or of all, each region's oldest first."""
    query = select(*ENTRY).order_by(REVISION.c.region, REVISION.c.number)
    with store.reading() as connection, store.sound():
        check(store, connection, "history", region or "")
        rows = connection.execute(query if region is None else query.where(REVISION.c.region == region)).mappings()
        return tuple(tables.entry(row) for row in rows)


def latest_stamp(store: Store) -> Mapping[str, Stamp]:
    """The current revision of each region that has one: one query over the index of the primary key, to be asked at every click."""
    return _stamps(store, "latest_stamp", _LATEST)


def as_of(store: Store, moment: datetime) -> Mapping[str, Stamp]:
    """The revision of each region that was current at a moment; regions without one by then are left out."""
    return _stamps(store, "as_of", _newest_of_all(REVISION.c.at <= tables.moment(moment)))


def _newest_of_all(*conditions: ColumnElement[bool]) -> Select[Any]:
    newest = select(REVISION.c.region, func.max(REVISION.c.number).label("number")).where(*conditions).group_by(REVISION.c.region).subquery()
    same = (REVISION.c.region == newest.c.region) & (REVISION.c.number == newest.c.number)
    return select(REVISION.c.region, REVISION.c.number, REVISION.c.fingerprint).join(newest, same)


_LATEST = _newest_of_all()


def _stamps(store: Store, action: str, query: Select[Any]) -> Mapping[str, Stamp]:
    with store.reading() as connection:
        check(store, connection, action)
        return {region: Stamp(number, fingerprint) for region, number, fingerprint in connection.execute(query)}


def newest(region: str, *columns: Any) -> Select[Any]:
    """A query for columns of a region's current revision."""
    return select(*columns).where(REVISION.c.region == region).order_by(REVISION.c.number.desc()).limit(1)


def _revision(store: Store, connection: Connection, query: Select[Any]) -> Revision | None:
    with store.sound():
        row = connection.execute(query).mappings().first()
        return None if row is None else tables.revision(row)
