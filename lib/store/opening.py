"""Opens a store: looks whether it is sound, brings its tables up to date, and says in our words what databases say in theirs.

A SQLite file is looked at through a connection that cannot write before anything else touches it: what is damaged stays byte by byte what it is, for
whoever repairs it. Each commit is on the disk before it is acknowledged (WAL, synchronous=FULL).
"""

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from lib.exceptions import DamagedStore, NewerStore, Refused, StoreError, StoreFull, StoreUnavailable, UnknownStore
from lib.model import Actor
from lib.store import tables
from lib.store.tables import AUDIT, VERSION

FOLDER = Path(__file__).parents[2] / "var"
"""Where the store is unless somebody says otherwise."""

_PATIENCE = 30
"""How long a writer waits for the others (SQLite), in seconds."""
CONNECTING = 5
"""How long a PostgreSQL server may take to answer at all, in seconds."""
_MIGRATING = 0x10707
"""The PostgreSQL advisory lock that is held while tables change: one starting process does it, the others wait."""

THIS_MACHINE = Actor("")
"""Who asks where nobody signs in."""
_ONCE_IN = timedelta(hours=1)
"""The same refusal is noted once in this time: a page that asks again and again must not fill the disk."""

_OF_PEOPLE = {"grant", "revoke"}
"""Actions whose subject is a person's address."""
_LOG = logging.getLogger(__name__)

_UPDATING = Lock()
"""Alembic works on one database at a time within a process."""


def now() -> datetime:
    """The time of a revision."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; safe to share between threads, not to be carried into a forked process.

    Where it is `guarded`, its functions do for `by` only what `by` has the right to (`lib.store.rights`), and with `four_eyes` nobody publishes alone.
    """

    engine: Engine
    now: Callable[[], datetime] = now
    by: Actor = THIS_MACHINE
    guarded: bool = False
    four_eyes: bool = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask by."""
        with self._noting(), self._said(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes all arrive when the block ends, or none of them."""
        done: list[dict[str, str]] = []
        with self._noting(), self._said(), self.engine.connect().execution_options(write=True, done=done) as connection, connection.begin():
            yield connection
        for facts in done:
            _LOG.info("done", extra={"facts": facts})

    def note(self, connection: Connection, at: datetime, action: str, region: str = "", subject: str = "", *, by: Actor | None = None) -> None:
        """Add to the trail what is done in this transaction (`by`: by somebody else than who asks): the trail and what it tells of arrive together."""
        connection.execute(insert(AUDIT).values(tables.noted(by or self.by, at, action, region, subject, "done")))
        connection.get_execution_options()["done"].append(_facts(action, region, subject))

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def damaged(self) -> DamagedStore:
        """What to raise where something that was read cannot have been written."""
        return DamagedStore(store=shown(self.engine.url))

    @contextmanager
    def sound(self) -> Iterator[None]:
        """DamagedStore where a row that is read in here turns out to hold no such thing (ValueError)."""
        try:
            yield
        except ValueError:
            raise self.damaged() from None

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note a refusal, after the transaction that it ended. Whoever is refused stays so where it cannot be noted."""
        try:
            yield
        except Refused as refused:
            _LOG.warning("refused", extra={"facts": _facts(refused.action, refused.region, refused.subject)})
            with suppress(StoreError), self.writing() as connection:
                at = self.now()
                row = tables.noted(self.by, at, refused.action, refused.region, refused.subject, "refused")
                same = [AUDIT.c[name] == row[name] for name in ("identity", "action", "region", "subject", "outcome")]
                if not connection.execute(select(AUDIT.c.id).where(AUDIT.c.at > tables.moment(at - _ONCE_IN), *same).limit(1)).first():
                    connection.execute(insert(AUDIT).values(row))
            raise

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What the databases raise, as what we say. Where we do not know it, it is a mistake of ours and passes as it is."""
        try:
            yield
        except TimeoutError:
            _LOG.error("store_error", extra={"facts": {"error": StoreUnavailable.__name__}})
            raise StoreUnavailable(store=shown(self.engine.url)) from None
        except DBAPIError as error:
            if said := said_of(error.orig):
                _LOG.error("store_error", extra={"facts": {"error": said.__name__}})
                raise said(store=shown(self.engine.url)) from None
            raise


def address() -> str:
    """Where the store is: the variable MATRICES_DATABASE_URL, or a SQLite file in the folder var/ of the product."""
    return os.environ.get("MATRICES_DATABASE_URL") or f"sqlite:///{FOLDER / 'matrices.sqlite'}"


def open_store(url: str, now: Callable[[], datetime] = now, *, guarded: bool = False, four_eyes: bool = False) -> Store:
    """The store at an address (sqlite:///path or postgresql://…), made if it is not there and brought up to date if it is older than this code.
    `guarded` and `four_eyes`: see `Store`.

    UnknownStore, StoreUnavailable, NewerStore; DamagedStore where a SQLite file is not sound, which is then left as it is.
    """
    where = located(url)
    if where.get_backend_name() == "sqlite":
        path = Path(where.database or "")
        with suppress(OSError):  # SQLite will say that it cannot open the file
            # Only our own folder is made: where somebody's disk is not mounted, a new and empty store in its stead would hide the real one.
            if path.parent == FOLDER:
                FOLDER.mkdir(exist_ok=True)
        look(path, where)
        store = Store(_sqlite(where), now, guarded=guarded, four_eyes=four_eyes)
    else:
        engine = create_engine(where, pool_pre_ping=True, connect_args={"connect_timeout": CONNECTING})
        store = Store(engine, now, guarded=guarded, four_eyes=four_eyes)
    try:
        _update(store)
    except BaseException:
        store.close()
        raise
    return store


def shown(url: URL) -> str:
    """An address as messages name it: where, but not who or by which password."""
    return (url.database or "") if url.get_backend_name() == "sqlite" else f"{url.host or 'PostgreSQL'}/{url.database or ''}"


def _facts(action: str, region: str, subject: str) -> dict[str, str]:
    """What the log says of something that the trail tells: what was done to what. Who did it stands in the trail alone."""
    return {"action": action, "region": region, "subject": "" if action in _OF_PEOPLE else subject}


def located(address: str) -> URL:
    """An address taken apart. UnknownStore where it names neither a SQLite file nor a PostgreSQL database."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the latter where a port is no number
        raise UnknownStore() from None
    match url.drivername:
        case "sqlite" if url.database and url.database != ":memory:":
            return url
        case "postgres" | "postgresql" | "postgresql+psycopg" if _are_options(url.query):
            return url.set(drivername="postgresql+psycopg")
    raise UnknownStore()


def _are_options(names: Iterable[str]) -> bool:
    """Whether PostgreSQL knows options of these names."""
    from psycopg import ProgrammingError, conninfo  # only here: a SQLite store has no use for it

    try:
        conninfo.make_conninfo("", **dict.fromkeys(names, ""))
    except ProgrammingError:
        return False
    return True


def look(path: Path, url: URL) -> None:
    """DamagedStore where there is a file that SQLite does not find sound. Nothing is written, not even what a crash left in the write-ahead log."""
    if not path.exists() or not path.stat().st_size:
        return
    try:
        try:
            found = _checked(path, "ro")
        except sqlite3.OperationalError as error:
            # A process that was killed before there was a write-ahead log: what it had half written is taken back by whoever may write.
            if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
                raise
            found = _checked(path, "rw")
    except sqlite3.DatabaseError as error:
        raise (said_of(error) or StoreUnavailable)(store=shown(url)) from None
    if found != "ok":
        raise DamagedStore(store=shown(url))


def _checked(path: Path, mode: str) -> str:
    """What SQLite finds in a file: "ok", or the first thing that is wrong."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=_PATIENCE)) as connection:
        found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        return found


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own idea of when a transaction begins is in the way
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its turn at once: one that read first could not wait for the others, but would have to start anew.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Give a file its write-ahead log. Where several want to at the same moment, as processes that start together on a new file do, SQLite lets none of them
    wait for the others but says at once that it is busy: whoever hears that asks again."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _update(store: Store) -> None:
    """Bring the tables up to date, once, however many processes start at the same time."""
    with store.reading() as connection:
        if inspect(connection).has_table("alembic_version"):
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if found == VERSION:
                return
    from alembic import command  # only here: slow to load, and seldom needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with _UPDATING, store.writing() as connection:
        if store.engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, VERSION)
        except CommandError:
            raise NewerStore(store=shown(store.engine.url)) from None


def said_of(error: BaseException | None) -> type[StoreError] | None:
    """Which of our errors a driver's error is; None where it is none that a user can do something about."""
    if error is None:
        return None
    return _said_of_sqlite(error) if isinstance(error, sqlite3.Error) else _said_of_postgresql(error)


def _said_of_sqlite(error: sqlite3.Error) -> type[StoreError] | None:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or str(error).startswith("Could not decode"):  # the driver's own, on a text that is none
        return DamagedStore
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return StoreFull
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_PROTOCOL")):
        return StoreUnavailable
    return None


def _said_of_postgresql(error: BaseException) -> type[StoreError] | None:
    from psycopg import InterfaceError, OperationalError, errors  # only here: a SQLite store has no use for it

    if isinstance(error, errors.DiskFull):
        return StoreFull
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return DamagedStore
    if isinstance(error, OperationalError | InterfaceError | errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return StoreUnavailable
    return None
