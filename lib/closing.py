"""A planning session on its way to the next revision of its region: what it comes to upon what is published by now, and closing it with that.

What the room recorded is applied to the matrix that the session began upon, and merged three ways with the current one; where both changed one thing,
somebody is asked, as with a file that is handed in.
"""

from collections.abc import Collection
from dataclasses import replace

from lib import merge, planning, store
from lib.handing_in import Comparison
from lib.merge.three_ways import Answers
from lib.model import Actor, Draft, Judged, Report, Revision
from lib.planning import Recorded
from lib.store import Session, Store
from lib.words import Catalogue


def compare(
    session: Session, said: Recorded, base: Revision, upon: Revision | None, words: Catalogue, *, answers: Answers | None = None
) -> Comparison:
    """What a session changes in the current revision (None: its region has none yet), as far as it is decided. `base` is what it began upon, and `words`
    are in the language of the matrix.

    CannotBeMerged where the two are of different regions.
    """
    after = planning.outcome(said, base.matrix, on=session.begun_at.date(), words=words)
    before = upon.matrix if upon else base.matrix
    # The day that a matrix speaks for is nobody's answer to give: it is the later of both, and by itself nothing to publish.
    day = before.about.as_of
    was, unmoved = (replace(matrix, about=replace(matrix.about, as_of=day)) for matrix in (base.matrix, after))
    merged = merge.merge(was, before, unmoved, answers)
    if merged.changes and after.about.as_of and (day is None or after.about.as_of > day):
        merged = merge.merge(was, before, after, answers)
    # A report without a matrix: nothing of a session was checked as it came, so `handing_in.errors` checks whole what is merged.
    return Comparison(Report(session.name, base=session.fingerprint), upon, before, base, merged)


def close(
    kept: Store, session: Session, drafts: Collection[Draft], compared: Comparison, by: Actor, *, note: str, judged: tuple[Judged, ...] = ()
) -> Revision:
    """Publish what was merged of these `drafts` and close the session with it.

    Overtaken where another revision is current by now, MoreRecorded where something else is recorded; SessionClosed; StoreError.
    """
    assert compared.merged.matrix is not None
    expected = compared.upon.fingerprint if compared.upon else ""
    return store.close(kept, session.id, compared.merged.matrix, b"", by, expected=expected, note=note, judged=judged, came_of=drafts)
