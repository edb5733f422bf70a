"""A file that an office hands in → the next revision of its region: what it changes, whether that holds together, and publishing it.

The upload page and the command line go this one way. A file is read three ways wherever the store knows the revision that it was taken from, else
against the current one alone; and what was merged is written and read back before it may be published, as if it had been handed in itself.

Limit worth knowing: nothing is remembered between two calls. Whoever asks people keeps their answers, and hands them in again.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from io import BytesIO

from lib import intake, merge, outputs, schema, store
from lib.exceptions import CannotBeWritten, Overtaken
from lib.framework import Framework
from lib.merge import Alike, Change, Merged, Row, Unit, Where, with_refs
from lib.merge.three_ways import Answers
from lib.merge.units import row, tables
from lib.model import About, Actor, Finding, Judged, Matrix, Message, Report, Revision, RevisionKind, Severity
from lib.places import Places
from lib.store import Store
from lib.words import Catalogue


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file comes to upon one revision (None: its region has none yet).

    `before` is that revision's matrix, or one that says nothing; `base` the revision that the file was taken from, None where the store has no such.
    """

    report: Report
    upon: Revision | None
    before: Matrix
    base: Revision | None
    merged: Merged

    @property
    def where(self) -> Where:
        """Where the rows that are asked about stand."""
        return merge.where(*([self.base.matrix] if self.base else []), self.before)

    def row(self, unit: Unit) -> Row | None:
        """A whole row of `before`; None where it has no such."""
        return row(tables(self.before)[unit.sheet].get(unit.row))

    @property
    def unchanged(self) -> bool:
        """Whether the file says nothing that is not published, and there is nothing to ask."""
        found = self.merged
        return self.upon is not None and not (found.changes or found.withdrawn or found.clashes or found.alike)


def download(upon: Revision, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """A revision's workbook to edit and hand in: it remembers from which revision it was taken, and each of its rows has its Ref."""
    return outputs.workbook(with_refs(upon.matrix), framework, places, words, base=upon.fingerprint)


def compare(
    kept: Store,
    report: Report,
    upon: Revision | None,
    *,
    confirmed: Collection[Change] = (),
    answers: Answers | None = None,
    same: Collection[Alike] = (),
) -> Comparison:
    """What a file without errors changes in the current revision, as far as it is decided (see `lib.merge.hand_in`). StoreError, CannotBeMerged."""
    before, base = _before(report, upon), _base(kept, report, upon)
    merged = merge.hand_in(report, before, base.matrix if base else None, confirmed=confirmed, answers=answers, same=same)
    return Comparison(report, upon, before, base, merged)


def errors(compared: Comparison, framework: Framework, places: Places, words: Catalogue) -> tuple[Finding, ...]:
    """What forbids to publish what was merged: the errors that its own workbook (`merged_workbook`) would be sent back with."""
    matrix = compared.merged.matrix
    if matrix is None or not compared.merged.changes or _says_the_same(matrix, compared.report.matrix):
        return ()  # what the file itself says was checked as it came
    try:
        data = merged_workbook(compared, framework, places, words)
    except CannotBeWritten:
        return (
            Finding(
                "too-long-to-write", Severity.ERROR, Message("handing_in.too_long"), Message("handing_in.too_long.fix", {"most": schema.MAX_TEXT})
            ),
        )
    return intake.read(BytesIO(data), compared.report.file, framework, places).errors


def merged_workbook(compared: Comparison, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """The workbook of what was merged, to be corrected and handed in. CannotBeWritten; not while a clash is open."""
    assert compared.merged.matrix is not None
    return outputs.workbook(compared.merged.matrix, framework, places, words, base=compared.upon.fingerprint if compared.upon else "")


def publish(kept: Store, compared: Comparison, data: bytes, by: Actor, *, kind: RevisionKind, note: str, judged: tuple[Judged, ...] = ()) -> Revision:
    """Publish what was merged, with the bytes of the file, upon the revision that it was merged with. Overtaken where another is current by now."""
    assert compared.merged.matrix is not None
    expected = compared.upon.fingerprint if compared.upon else ""
    return store.publish(kept, compared.merged.matrix, data, by, kind=kind, expected=expected, base=compared.report.base, note=note, judged=judged)


@dataclass(frozen=True, slots=True)
class Ended:
    """How handing in without a person to ask ended: `revision` is the new one, or None where nothing was written, and `errors` or clashes say why.

    `left` counts what the file leaves out and nobody withdrew.
    """

    compared: Comparison
    revision: Revision | None
    errors: tuple[Finding, ...]
    left: int


def publish_unasked(
    kept: Store, report: Report, data: bytes, by: Actor, framework: Framework, places: Places, words: Catalogue, *, note: str, withdraw: bool = False
) -> Ended:
    """Publish what of a file needs no answer; `withdraw` confirms everything that it leaves out. A row that looks like another is a new row.

    Merged anew as often as somebody else publishes first. StoreError.
    """
    assert report.matrix is not None
    upon = store.current(kept, report.matrix.about.region)
    while True:
        compared = compare(kept, report, upon)
        if withdraw:
            compared = compare(kept, report, upon, confirmed=compared.merged.withdrawn)
        left = 0 if withdraw else len(compared.merged.withdrawn)
        wrong = errors(compared, framework, places, words)
        if wrong or compared.merged.matrix is None or (upon and not compared.merged.changes):
            return Ended(compared, None, wrong, left)
        try:
            return Ended(compared, publish(kept, compared, data, by, kind=RevisionKind.COMMAND_LINE, note=note), (), left)
        except Overtaken as overtaken:
            upon = overtaken.current


def _before(report: Report, upon: Revision | None) -> Matrix:
    """The current matrix; where there is none, one of the same region that says nothing."""
    if upon:
        return upon.matrix
    assert report.matrix is not None
    return Matrix(About(report.matrix.about.region, framework=report.matrix.about.framework))


def _base(kept: Store, report: Report, upon: Revision | None) -> Revision | None:
    """The revision that a file says it was taken from, if its region has it."""
    if upon is None or not report.base:
        return None
    if report.base == upon.fingerprint:
        return upon
    numbers = [entry.number for entry in store.history(kept, upon.region) if entry.fingerprint == report.base]
    return store.revision(kept, upon.region, numbers[-1]) if numbers else None


def _says_the_same(one: Matrix, other: Matrix | None) -> bool:
    """Whether two matrices differ in Refs and the order of rows at most."""
    return other is not None and _content(one) == _content(other)


def _content(matrix: Matrix) -> tuple[object, ...]:
    rows = [(one for one in sorted(repr(replace(row, ref="")) for row in rows)) for rows in (matrix.activities, matrix.follow_up)]
    plain = [sorted(map(repr, rows)) for rows in (matrix.places, matrix.assessments, matrix.remarks, matrix.situations)]
    return (matrix.about, *plain, *(list(row) for row in rows))
