"""Published revisions, kept for good: every matrix that was published, the bytes that it came in, who published it, when and why.

Its revisions only grow. Nothing in here changes or deletes one, and the database itself refuses to. Beside them wait the files that were handed in and
are not yet published, and stand the planning sessions with what was recorded in them. It is a SQLite file, or a PostgreSQL database that several servers
share; what a revision says is the same in both, character by character. docs/store.md tells its keeper what to do.

Limits worth knowing: a SQLite store needs a disk of this machine (its write-ahead log does not work over a network), and who changes the file by other
means can change history: the seals find a change of a matrix or its bytes, not the replacement of the whole.
"""

from lib.store.drafts import Session, abandon, begin, close, drafts, session, sessions, write
from lib.store.opening import Store, address, open_store
from lib.store.portable import export_store, import_store
from lib.store.revisions import Stamp, as_of, bytes_of, current, history, latest_stamp, publish, restore, revision
from lib.store.waiting import HandIn, bytes_waiting, keep, take_out, waiting

__all__ = [
    "HandIn",
    "Session",
    "Stamp",
    "Store",
    "abandon",
    "address",
    "as_of",
    "begin",
    "bytes_of",
    "bytes_waiting",
    "close",
    "current",
    "drafts",
    "export_store",
    "history",
    "import_store",
    "keep",
    "latest_stamp",
    "open_store",
    "publish",
    "restore",
    "revision",
    "session",
    "sessions",
    "take_out",
    "waiting",
    "write",
]
