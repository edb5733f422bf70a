"""Published revisions, kept for good: every matrix that was published, the bytes that it came in, who published it, when and why.

Its revisions only grow. Nothing in here changes or deletes one, and the database itself refuses to. Beside them wait the files that were handed in and
are not yet published, and stand the planning sessions with what was recorded in them; and it is remembered how files in a layout of their own are read,
who may do what, and what happened. It is a SQLite file, or a PostgreSQL database that several servers share; what a revision says is the same in both,
character by character. docs/store.md tells its keeper what to do.

Limits worth knowing: a SQLite store needs a disk of this machine (its write-ahead log does not work over a network), and who changes the file by other
means can change history: the seals find a change of a matrix or its bytes, not the replacement of the whole.
"""

from lib.store.audit import ACTIONS, Noted, audit, signed_in
from lib.store.condition import Condition, look_at
from lib.store.drafts import Session, abandon, begin, close, drafts, session, sessions, write
from lib.store.opening import Store, address, open_store
from lib.store.portable import export_store, import_store
from lib.store.readings import Remembered, correct, corrections, remember, remembered
from lib.store.revisions import Stamp, as_of, bytes_of, current, history, latest_stamp, publish, restore, revision
from lib.store.rights import RIGHTS, Allowed, Granted, allowed, grant, revoke, rights
from lib.store.waiting import HandIn, bytes_waiting, count_errors, keep, take_out, waiting

__all__ = [
    "ACTIONS",
    "RIGHTS",
    "Allowed",
    "Condition",
    "Granted",
    "HandIn",
    "Noted",
    "Remembered",
    "Session",
    "Stamp",
    "Store",
    "abandon",
    "address",
    "allowed",
    "as_of",
    "audit",
    "begin",
    "bytes_of",
    "bytes_waiting",
    "close",
    "correct",
    "corrections",
    "count_errors",
    "current",
    "drafts",
    "export_store",
    "grant",
    "history",
    "import_store",
    "keep",
    "latest_stamp",
    "look_at",
    "open_store",
    "publish",
    "remember",
    "remembered",
    "restore",
    "revision",
    "revoke",
    "rights",
    "session",
    "sessions",
    "signed_in",
    "take_out",
    "waiting",
    "write",
]
