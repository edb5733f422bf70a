"""Four eyes: where people sign in, nobody publishes what nobody else has seen.

A file is published by somebody else than who handed it in, a planning session closed only if somebody else has begun it or recorded in it, and nothing is
published that was not handed in. What was kept before people signed in counts as somebody else's. An earlier revision may go back by one person, since two
have seen it before; and so may a workbook that comes with the product.
"""

from sqlalchemy import Connection, select, union

from lib.exceptions import FourEyes
from lib.model import RevisionKind, receipt
from lib.store.opening import Store
from lib.store.tables import DRAFT, HAND_IN, REVISION, SESSION


def published(store: Store, connection: Connection, kind: RevisionKind, region: str, fingerprint: str, data: bytes) -> None:
    """Go on only where two people see what is published; FourEyes."""
    if not (store.guarded and store.four_eyes) or kind is RevisionKind.SHIPPED:
        return
    named = receipt(data)
    if kind is RevisionKind.RESTORE:
        earlier = select(REVISION.c.number).where(REVISION.c.region == region, REVISION.c.fingerprint == fingerprint).limit(1)
        if connection.execute(earlier).first() is None:
            raise FourEyes("restore", region, named, why="unseen")
        return
    waits = connection.execute(select(HAND_IN.c.identity).where(HAND_IN.c.region == region, HAND_IN.c.receipt == named)).first()
    if not data or waits is None:
        raise FourEyes("publish", region, named, why="unseen")
    if waits.identity == store.by.identity:
        raise FourEyes("publish", region, named, why="own")


def closed(store: Store, connection: Connection, region: str, session: str) -> None:
    """Go on only where somebody else than who closes a session has begun it or recorded in it; FourEyes."""
    if not (store.guarded and store.four_eyes):
        return
    took_part = union(select(SESSION.c.begun_identity).where(SESSION.c.id == session), select(DRAFT.c.identity).where(DRAFT.c.session == session))
    if all(identity == store.by.identity for identity in connection.scalars(took_part)):
        raise FourEyes("close", region, session, why="alone")
