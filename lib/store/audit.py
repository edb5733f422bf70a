"""The trail of what happened: who handed in, published, planned or was refused what, and when; written with what it tells of (`Store.note`).

It only grows: the database refuses to change or delete a line. It names receipts, numbers, sessions and addresses – never what a cell, a note or a file
says. What people record in a session bears their names itself and is not in here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from lib.model import Actor
from lib.store import tables
from lib.store.opening import Store
from lib.store.rights import check
from lib.store.tables import AUDIT

ACTIONS = (
    *("signed_in", "keep", "take_out", "publish", "restore", "begin", "close", "abandon"),
    *("grant", "revoke", "export_store", "import_store"),
)
"""What is noted where it was done. What was refused may be any function of the store (`RIGHTS`)."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that happened, or (`refused`) that was asked for and not done. `subject` is a receipt, a revision's number, a session's identifier, an
    address and a right, or when somebody signed in; `at` is in UTC."""

    at: datetime
    by: Actor
    action: str
    region: str
    subject: str
    refused: bool

    @property
    def by_product(self) -> bool:
        """Whether the product did it itself: where it starts, it publishes the shipped workbook of a region that has no revision."""
        return (self.action, self.subject, self.by) == ("publish", "1", Actor(""))


def audit(
    store: Store, *, since: datetime | None = None, region: str | None = None, person: str | None = None, most: int | None = None
) -> tuple[Noted, ...]:
    """What happened, the newest first: from a moment on, in one region, by one person (their address or name), the newest so many. StoreUnavailable."""
    query = select(AUDIT).order_by(AUDIT.c.at.desc(), AUDIT.c.id.desc()).limit(most)
    if since is not None:
        query = query.where(AUDIT.c.at >= tables.moment(since))
    if region is not None:
        query = query.where(AUDIT.c.region == region)
    if person is not None:
        query = query.where(or_(AUDIT.c.identity == person.lower(), AUDIT.c.actor == person))
    with store.reading() as connection, store.sound():
        check(store, connection, "audit", region or "")
        return tuple(map(noted_of, connection.execute(query).mappings()))


def signed_in(store: Store, since: str = "") -> None:
    """Note that whoever asks has signed in: once for each sign-in that `since` (a time) tells apart, at every call where it is "". StoreFull,
    StoreUnavailable."""
    noted = select(AUDIT.c.id).where(AUDIT.c.action == "signed_in", AUDIT.c.identity == store.by.identity, AUDIT.c.subject == since).limit(1)
    with store.writing() as connection:
        if not since or connection.execute(noted).first() is None:
            store.note(connection, store.now(), "signed_in", subject=since)


def noted_of(row: Mapping[Any, Any]) -> Noted:
    """What a row of the trail tells; ValueError where its time is none."""
    return Noted(
        datetime.fromisoformat(row["at"]),
        Actor(row["actor"], row["identity"]),
        row["action"],
        row["region"],
        row["subject"],
        row["outcome"] == "refused",
    )
