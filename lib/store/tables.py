"""The table of revisions, and a row of it ↔ an Entry, a Revision; and the tables of files that wait to be published, of planning sessions and drafts, of
how files of a shape are read, of who may do what, and of what happened.

Times are text in UTC to the microsecond, matrices the JSON of lib/plain in ASCII: the same in SQLite as in PostgreSQL, character by character, so that
a row's `seal` (SHA-256 of everything in it; of the bytes their receipt) holds in both and in an export. Migrations make the tables; this is what
they have come to.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

from lib.model import Actor, Entry, Judged, Matrix, Revision, RevisionKind
from lib.plain import from_plain, to_plain

VERSION = "r0006"
"""The newest migration: what this code goes by."""

METADATA = MetaData()

REVISION = Table(
    "revision",
    METADATA,
    Column("region", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("judged", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("matrix", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

HAND_IN = Table(
    "hand_in",
    METADATA,
    Column("region", Text, primary_key=True),
    Column("receipt", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("corrections", Text),
    Column("errors", Integer),
    Column("actor", Text),
    Column("identity", Text),
    Column("note", Text),
)

READING = Table(
    "reading",
    METADATA,
    Column("shape", Text, primary_key=True),
    Column("corrections", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
)

SESSION = Table(
    "session",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("region", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("begun_by", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("closed_at", Text),
    Column("number", Integer),
    Column("begun_identity", Text),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("identity", Text),
)

GRANTED = Table(
    "granted",
    METADATA,
    Column("identity", Text, primary_key=True),
    Column("region", Text, primary_key=True),
    Column("right", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False, index=True),
    Column("actor", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

ENTRY = tuple(column for column in REVISION.columns if column.name not in ("matrix", "data"))
"""The columns of a revision that are short."""
KEPT = (*ENTRY, REVISION.c.matrix)
"""All but the bytes."""

_SEALED = ("region", "number", "fingerprint", "receipt", "base", "actor", "at", "note", "kind", "judged", "matrix")
"""What a seal covers. A column that is added later is not put in here, or every older seal would be broken."""


def row(revision: Revision) -> dict[str, Any]:
    """A revision as the table has it, sealed, without the bytes."""
    found = {
        "region": revision.region,
        "number": revision.number,
        "fingerprint": revision.fingerprint,
        "receipt": revision.receipt,
        "base": revision.base,
        "actor": revision.by,
        "at": moment(revision.at),
        "note": revision.note,
        "kind": str(revision.kind),
        "judged": json.dumps([to_plain(one) for one in revision.judged], separators=(",", ":")),
        "matrix": json.dumps(to_plain(revision.matrix), separators=(",", ":")),
    }
    return found | {"seal": seal(found)}


def entry(row: Mapping[Any, Any]) -> Entry:
    """The entry of a row; ValueError where it holds no such thing."""
    return Entry(**_entry(row))


def revision(row: Mapping[Any, Any]) -> Revision:
    """The revision of a row; ValueError where its seal is broken."""
    if seal(row) != row["seal"]:
        raise ValueError("the seal is broken")
    return Revision(**_entry(row), matrix=from_plain(Matrix, json.loads(row["matrix"])))


def noted(by: Actor, at: datetime, action: str, region: str, subject: str, outcome: str) -> dict[str, str]:
    """What happened as the trail has it: who did or asked for what, never what a cell, a note or a file says."""
    who = {"actor": storable(by.name), "identity": storable(by.identity)}
    return {"at": moment(at), **who, "action": action, "region": storable(region), "subject": storable(subject), "outcome": outcome}


def seal(row: Mapping[Any, Any]) -> str:
    """SHA-256 over what a row says (hexadecimal)."""
    text = json.dumps([row[name] for name in _SEALED])
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A time as the table has it; texts in this form are in the order of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """A text without what no database can hold: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _entry(row: Mapping[Any, Any]) -> dict[str, Any]:
    same = {name: row[name] for name in ("region", "number", "fingerprint", "receipt", "note", "base")}
    return {
        **same,
        "by": row["actor"],
        "at": datetime.fromisoformat(row["at"]),
        "kind": RevisionKind(row["kind"]),
        "judged": tuple(from_plain(Judged, one) for one in json.loads(row["judged"])),
    }
