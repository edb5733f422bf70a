"""Planning sessions, and what is recorded in them: kept as it is typed, so that a closed lid or a killed server loses nothing that was acknowledged.

A draft is one field of one subject of a session (`lib.planning` names them). Writing is a compare-and-swap on its version: whoever writes upon something
that is no longer there gets what is there, and nothing is overwritten. A session is closed once, in the transaction that publishes its revision; its
drafts stay, for the minutes. Writers of one session take turns, so `at` goes up in the order in which drafts arrive (as far as the servers' clocks
agree).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from lib.exceptions import Changed, MoreRecorded, Overtaken, SessionClosed, UnknownSession
from lib.model import Actor, Draft, Judged, Matrix, Revision, RevisionKind
from lib.store import four_eyes, revisions, tables
from lib.store.opening import Store
from lib.store.rights import check, own
from lib.store.tables import DRAFT, REVISION, SESSION


@dataclass(frozen=True, slots=True)
class Session:
    """One planning session of a region.

    `base` is the number of the revision that was current when it began (0: none yet) and `fingerprint` that revision's (""). Times are in UTC;
    `closed_at` is None while it is open; `number` is the revision that it was closed with, None where there is none.
    """

    id: str
    region: str
    base: int
    fingerprint: str
    name: str
    begun_by: str
    begun_at: datetime
    closed_at: datetime | None = None
    number: int | None = None

    @property
    def open(self) -> bool:
        """Whether things are still recorded in it."""
        return self.closed_at is None


def begin(store: Store, region: str, by: Actor, *, name: str) -> Session:
    """Begin a session upon the region's current revision. StoreFull, StoreUnavailable. When this returns, it is on the disk."""
    with store.writing() as connection:
        check(store, connection, "begin", region, by=by)
        found = connection.execute(revisions.newest(region, REVISION.c.number, REVISION.c.fingerprint)).first()
        base, fingerprint = found or (0, "")
        new = Session(uuid4().hex, region, base, fingerprint, tables.storable(name), tables.storable(by.name), store.now())
        values = {"id": new.id, "region": region, "base": base, "fingerprint": fingerprint, "name": new.name, "begun_by": new.begun_by}
        connection.execute(insert(SESSION).values(**values, begun_at=tables.moment(new.begun_at), begun_identity=by.identity))
        store.note(connection, new.begun_at, "begin", region, new.id, by=by)
    return new


def sessions(store: Store, region: str | None = None, *, open: bool | None = None) -> tuple[Session, ...]:
    """The sessions of one region, or of all in which whoever asks takes part, the newest first; only those that are open, or only those that are closed,
    where asked for."""
    query = select(SESSION).order_by(SESSION.c.begun_at.desc(), SESSION.c.id)
    if region is not None:
        query = query.where(SESSION.c.region == region)
    if open is not None:
        query = query.where(SESSION.c.closed_at.is_(None) if open else SESSION.c.closed_at.is_not(None))
    with store.reading() as connection:
        if region is None:
            query = own(store, connection, "sessions", query, SESSION.c.region)
        else:
            check(store, connection, "sessions", region)
        return tuple(session_of(row) for row in connection.execute(query).mappings())


def session(store: Store, id: str) -> Session:
    """One session; UnknownSession where there is none of this identifier."""
    with store.reading() as connection:
        found = _found(connection, select(SESSION).where(SESSION.c.id == id))
        check(store, connection, "session", found.region, id)
        return found


def write(store: Store, session_id: str, subject: str, field: str, value: str, by: Actor, *, expected: int) -> Draft:
    """Write one field. `expected` is the version that was seen there (0: nothing was). When this returns, it is on the disk.

    Writing what stands there already changes nothing and succeeds, whatever was expected. Changed where another version stands there by now;
    SessionClosed, UnknownSession; StoreFull, StoreUnavailable.
    """
    where = (DRAFT.c.session == session_id) & (DRAFT.c.subject == subject) & (DRAFT.c.field == field)
    value = tables.storable(value)
    with store.writing() as connection:
        check(store, connection, "write", _take(connection, session_id).region, session_id, by=by)
        row = connection.execute(select(DRAFT).where(where)).mappings().first()
        current = draft_of(row) if row else None
        if current and current.value == value:
            return current
        if expected != (current.version if current else 0):
            raise Changed(current)
        new = Draft(session_id, subject, field, value, expected + 1, tables.storable(by.name), store.now())
        values = {"value": new.value, "version": new.version, "actor": new.by, "at": tables.moment(new.at), "identity": by.identity}
        if current:
            connection.execute(update(DRAFT).where(where).values(values))
        else:
            connection.execute(insert(DRAFT).values(session=session_id, subject=subject, field=field, **values))
    return new


def drafts(store: Store, session_id: str, *, after: datetime | None = None) -> tuple[Draft, ...]:
    """What is recorded in a session, in the order in which it was last written; with `after` what was written at that moment or later.

    UnknownSession.
    """
    query = select(DRAFT).where(DRAFT.c.session == session_id).order_by(DRAFT.c.at, DRAFT.c.subject, DRAFT.c.field)
    if after is not None:
        query = query.where(DRAFT.c.at >= tables.moment(after))
    with store.reading() as connection:
        check(store, connection, "drafts", _found(connection, select(SESSION).where(SESSION.c.id == session_id)).region, session_id)
        return tuple(draft_of(row) for row in connection.execute(query).mappings())


def abandon(store: Store, session_id: str) -> Session:
    """Close a session without a revision; what was recorded in it stays. SessionClosed, UnknownSession; StoreFull, StoreUnavailable."""
    with store.writing() as connection:
        found, at = _take(connection, session_id), store.now()
        check(store, connection, "abandon", found.region, session_id)
        connection.execute(update(SESSION).where(SESSION.c.id == session_id).values(closed_at=tables.moment(at)))
        store.note(connection, at, "abandon", found.region, session_id)
    return replace(found, closed_at=at)


def close(
    store: Store,
    session_id: str,
    matrix: Matrix,
    data: bytes,
    by: Actor,
    *,
    expected: str,
    note: str = "",
    judged: tuple[Judged, ...] = (),
    came_of: Collection[Draft] | None = None,
) -> Revision:
    """Publish what came of a session and close it with that revision: both or, whatever happens, neither.

    `expected` is the fingerprint of the region's current revision ("": it has none yet). Overtaken where it is another by now: the session stays open.
    `came_of` is what was recorded when the matrix was made of it; MoreRecorded where it is something else by now.
    SessionClosed, UnknownSession; StoreFull, StoreUnavailable; FourEyes where nobody else took part; ValueError for another region's matrix.
    """
    try:
        with store.writing() as connection:
            found = _take(connection, session_id)
            check(store, connection, "close", found.region, session_id, by=by)
            four_eyes.closed(store, connection, found.region, session_id)
            if matrix.about.region != found.region:
                raise ValueError(f"a matrix of {matrix.about.region} closes no session of {found.region}")
            recorded = connection.execute(select(DRAFT).where(DRAFT.c.session == session_id)).mappings()
            if came_of is not None and set(map(draft_of, recorded)) != set(came_of):
                raise MoreRecorded()
            new = revisions.add(
                store,
                connection,
                matrix,
                data,
                by,
                kind=RevisionKind.PLANNING,
                expected=expected,
                base=found.fingerprint,
                note=note,
                judged=judged,
            )
            if new:
                values = {"closed_at": tables.moment(new.at), "number": new.number}
                connection.execute(update(SESSION).where(SESSION.c.id == session_id).values(values))
                store.note(connection, new.at, "close", found.region, session_id, by=by)
                return new
    except IntegrityError:  # PostgreSQL: somebody published between the question and the answer
        pass
    raise Overtaken(revisions.current(store, matrix.about.region))


def _take(connection: Connection, id: str) -> Session:
    """An open session, for this transaction alone: whoever else writes into it, or closes it, waits for the end. UnknownSession, SessionClosed."""
    found = _found(connection, select(SESSION).where(SESSION.c.id == id).with_for_update())
    if not found.open:
        raise SessionClosed()
    return found


def _found(connection: Connection, query: Select[Any]) -> Session:
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownSession()
    return session_of(row)


def session_of(row: Mapping[Any, Any]) -> Session:
    """The session of a row; ValueError where its times are none."""
    times: dict[str, Any] = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("begun_at", "closed_at")}
    same: dict[str, Any] = {name: row[name] for name in ("id", "region", "base", "fingerprint", "name", "begun_by", "number")}
    return Session(**same, **times)


def draft_of(row: Mapping[Any, Any]) -> Draft:
    """The draft of a row; ValueError where its time is none."""
    same = {name: row[name] for name in ("session", "subject", "field", "value", "version")}
    return Draft(**same, by=row["actor"], at=datetime.fromisoformat(row["at"]))
