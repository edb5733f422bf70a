"""The errors that mean "we cannot go on". Bad data is a Finding instead (lib/model.py).

MatricesError
├── CannotBeDrawn      a chart cannot be made into a picture
├── CannotBeMerged     matrices of different regions, a file with errors, a matrix that says two things of one cell
├── CannotBeWritten    a text is longer than a cell of a workbook can hold
├── FrameworkError     matrices/framework.toml cannot be used
├── StoreError         the store of published revisions; says why in a Message
│   ├── BrokenExport       an export of a store is not whole
│   ├── CannotBeGranted    a right for nobody, or for the wrong regions
│   ├── Changed            somebody else has written into the same field in the meantime
│   ├── DamagedStore       what is kept is no longer what was written
│   ├── MoreRecorded       a planning session holds more than what is to be published of it
│   ├── NewerStore         a newer version of the dashboard has written it
│   ├── Overtaken          somebody else has published in the meantime
│   ├── Refused            somebody may not do what they asked for; nothing was done
│   │   ├── FourEyes           somebody else must do it: two people see what is published
│   │   ├── NotAllowed         they lack the right
│   │   └── SignsForAnother    they would sign it with a name that is not theirs
│   ├── SessionClosed      nothing more is recorded in a planning session that was closed
│   ├── StoreFull          the disk is full or failing
│   ├── StoreNotEmpty      an export goes into an empty store only
│   ├── StoreUnavailable   it cannot be reached now
│   ├── UnknownRevision    a region has no revision of this number
│   ├── UnknownSession     there is no planning session of this identifier
│   └── UnknownStore       its address cannot be used
├── UnknownRegion      no declared region has this identifier
├── UnusableWorkbook   a workbook in the folder of matrices cannot be published as it is
└── UnknownText        a Message has no text in the catalogue
"""

from lib.model import Draft, Message, Param, Report, Revision, Right


class MatricesError(Exception):
    """The root: catch this to catch all of ours."""


class CannotBeDrawn(MatricesError):
    """A chart cannot be made into a picture: it would load something from elsewhere, or its data are no data of a chart."""


class CannotBeMerged(MatricesError):
    """Matrices of different regions, a file with errors, or a matrix that says two things of one cell: what came of it would be wrong in silence."""


class CannotBeWritten(MatricesError):
    """A text is longer than a cell of a workbook can hold: cutting it would lose the rest in silence."""


class FrameworkError(MatricesError):
    """framework.toml is missing something, or names a status that the product does not know."""


class StoreError(MatricesError):
    """The root of what the store of published revisions says. `message` is for its user; `id` names its text."""

    id: str

    def __init__(self, **params: Param) -> None:
        super().__init__(self.id, params)
        self.message = Message(self.id, params)


class BrokenExport(StoreError):
    """An export of a store is incomplete, or holds something else than was written into it. Nothing was imported."""

    id = "store.broken_export"


class CannotBeGranted(StoreError):
    """A right cannot be granted. `why` is "no_address", "region_needed" (the right is for one region) or "no_region" (it is for all)."""

    def __init__(self, who: str, right: Right, *, why: str) -> None:
        self.id = f"role.{why}"
        super().__init__(who=who, right=Message(f"access.right.{right}"))


class Changed(StoreError):
    """Somebody else has written into the same field in the meantime: nothing was written. `current` is what stands there now; None: nothing yet."""

    id = "store.changed"

    def __init__(self, current: Draft | None) -> None:
        super().__init__()
        self.current = current


class DamagedStore(StoreError):
    """What the store holds is not what was written into it. It was left as it is."""

    id = "store.damaged"


class NewerStore(StoreError):
    """The store was brought up to date by a newer version of the dashboard than this one."""

    id = "store.newer"


class Overtaken(StoreError):
    """Somebody else has published in the meantime: nothing was written. `current` (None: no revision yet) is what to merge with before trying again."""

    id = "store.overtaken"

    def __init__(self, current: Revision | None) -> None:
        super().__init__()
        self.current = current


class MoreRecorded(StoreError):
    """Somebody has recorded something since it was looked at what a planning session comes to: it would be in no revision."""

    id = "store.more_recorded"


class Refused(StoreError):
    """Somebody may not do what they asked for: nothing was done. `action` is the function of the store, `region` where ("": not of one region),
    `subject` what it was about – a receipt, a number, a session. The audit trail has it."""

    def __init__(self, action: str, region: str = "", subject: str = "") -> None:
        super().__init__(**({"region": Message(f"region.{region}")} if region else {}))
        self.action, self.region, self.subject = action, region, subject


class FourEyes(Refused):
    """Somebody else must do it. `why` is "own" (they handed it in), "unseen" (nobody handed it in) or "alone" (nobody else took part in the session)."""

    def __init__(self, action: str, region: str, subject: str, *, why: str) -> None:
        self.id = f"access.four_eyes.{why}"
        super().__init__(action, region, subject)


class NotAllowed(Refused):
    """Somebody lacks a right, and is told which, for which region, and whom to ask."""

    def __init__(self, action: str, region: str = "", subject: str = "", *, right: Right) -> None:
        self.id = f"access.missing.{right}" if region or right in (Right.VIEWER, Right.ADMINISTRATOR) else f"access.missing.{right}.anywhere"
        super().__init__(action, region, subject)
        self.right = right


class SignsForAnother(Refused):
    """Somebody would sign with a name that is not the one they signed in with."""

    id = "access.signs_for_another"


class SessionClosed(StoreError):
    """A planning session was closed, with a revision or without one: nothing more is recorded in it."""

    id = "store.session_closed"


class StoreFull(StoreError):
    """The disk under the store is full, or fails. Nothing was written."""

    id = "store.full"


class StoreNotEmpty(StoreError):
    """An export is imported into an empty store only: two histories never become one."""

    id = "store.not_empty"


class StoreUnavailable(StoreError):
    """The store cannot be reached now. Where a write was under way, its history tells whether it arrived."""

    id = "store.unavailable"


class UnknownRevision(StoreError):
    """A region has no revision of this number."""

    id = "store.unknown_revision"


class UnknownSession(StoreError):
    """There is no planning session of this identifier."""

    id = "store.unknown_session"


class UnknownStore(StoreError):
    """The address of the store is neither a SQLite file nor a PostgreSQL database."""

    id = "store.unknown"


class UnknownRegion(MatricesError):
    """No declared region has this identifier."""


class UnusableWorkbook(MatricesError):
    """A workbook in the folder of matrices has errors: showing it, or an empty matrix in its stead, would show wrong figures."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.file)
        self.report = report


class UnknownText(MatricesError):
    """A Message names a text that no catalogue holds: a programming error, shown by tests."""
