"""What a store is like, seen without opening it: nothing is made, and nothing is brought up to date."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from lib.exceptions import StoreUnavailable
from lib.store import opening
from lib.store.tables import VERSION

_VERSION = "SELECT version_num FROM alembic_version"


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a store is (without a password), which version of its tables it has ("": none yet), and what its clock says."""

    database: Literal["sqlite", "postgresql"]
    where: str
    version: str
    clock: datetime

    @property
    def age(self) -> Literal["new", "older", "current", "newer"]:
        """What its version is to this code."""
        if not self.version:
            return "new"
        return "current" if self.version == VERSION else "newer" if self.version > VERSION else "older"


def look_at(address: str) -> Condition:
    """The condition of the store at an address. UnknownStore, StoreUnavailable; DamagedStore where a SQLite file is not sound."""
    url = opening.located(address)
    where = opening.shown(url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.parent.is_dir() and path.parent != opening.FOLDER:  # that one is made
            raise StoreUnavailable(store=where)
        opening.look(path, url)
        return Condition("sqlite", where, _version_of(path), datetime.now(UTC))  # it is on this machine
    engine = create_engine(url, connect_args={"connect_timeout": opening.CONNECTING})
    try:
        with engine.connect() as connection:
            version = connection.scalar(text(_VERSION)) if inspect(connection).has_table("alembic_version") else None
            clock: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    except DBAPIError as error:
        raise (opening.said_of(error.orig) or StoreUnavailable)(store=where) from None
    finally:
        engine.dispose()
    return Condition("postgresql", where, version or "", clock.astimezone(UTC))


def _version_of(path: Path) -> str:
    if not path.exists():
        return ""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return ""
        found: tuple[str] | None = connection.execute(_VERSION).fetchone()
        return found[0] if found else ""
