"""The change report as a document: region by region what changed between two days, progress apart from all that only looks like it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from docx.document import Document as Paper

from lib import schema
from lib.change_report import KINDS, ChangeReport, Line, called_by, cell_address, revision_address, told
from lib.model import Message, Param, Revision
from lib.outputs.documents import paper
from lib.outputs.documents.paper import Link
from lib.outputs.packing import finished
from lib.words import Catalogue, named, render


def change_report(
    reports: Sequence[ChangeReport], since: date, until: date, words: Catalogue, *, rests_on: Mapping[str, Message] | None = None, base: str = ""
) -> bytes:
    """A change report as .docx: what was published from `since` to `until` (both days counted) in the regions of at least one report.

    `rests_on` says of a region (its identifier) what kind of knowledge its matrix is; `base` is the address of the dashboard, for links to cells and
    revisions.
    """

    def say(id: str, **params: Param) -> str:
        return render(Message(id, params), words)

    span = say("change_report.span", since=since, until=until)
    document = paper.new(words, say("change_report.title"), span, max(report.after.at for report in reports))
    paper.say(document, say("change_report.introduction"))
    changed = [report for report in reports if report.lines or report.unlisted]
    for report in changed:
        region = say(f"region.{report.region}")
        paper.heading(document, region, 1)
        paper.facts(document, _facts(report, (rests_on or {}).get(report.region), words), words)
        paper.say(document, " ".join(render(one, words) for one in report.said), strong=True)
        for sheet in KINDS:
            _lines(document, report, sheet, words, base)
        if report.unlisted:
            paper.say(document, say("change_report.unlisted", counts=" ".join(render(one, words) for one in report.unlisted)))
    if same := [report for report in reports if report not in changed]:
        paper.heading(document, say("change_report.same"), 1)
        paper.points(document, (say("change_report.same.region", region=Message(f"region.{one.region}"), number=one.after.number) for one in same))
    paper.heading(document, say("change_report.kinds"), 1)
    paper.facts(
        document, ((say(f"change.{kind}.name").capitalize(), say(f"what_changes.kind.{kind}.help")) for kind in KINDS[schema.MATRIX.key]), words
    )
    paper.heading(document, say("downloads.note"), 1)
    paper.say(document, say("app.disclaimer"))
    return finished(document.save)


def _facts(report: ChangeReport, rests: Message | None, words: Catalogue) -> Iterator[tuple[str, str]]:
    yield words.text("change_report.from"), _revision(report.before, words)
    yield words.text("change_report.to"), _revision(report.after, words)
    if rests:
        yield words.text("change_report.rests_on"), render(rests, words)


def _revision(revision: Revision, words: Catalogue) -> str:
    params: dict[str, Param] = {"number": revision.number, "at": revision.at.date(), "fingerprint": revision.fingerprint[:12]}
    if as_of := revision.matrix.about.as_of:
        return render(Message("change_report.revision", params | {"as_of": as_of}), words)
    return render(Message("change_report.revision.undated", params), words)


def _lines(document: Paper, report: ChangeReport, sheet: str, words: Catalogue, base: str) -> None:
    """The lines of one sheet, a table for each kind of change."""
    heads = [words.text(f"change_report.column.{id}") for id in ("point", "place", "name", "before", "after", "revisions")]
    shares = (28, 26, 36, 31, 31, 18)
    if sheet == schema.MATRIX.key:
        heads[2], shares = words.text("change_report.column.called_by"), (40, 33, 26, 27, 26, 18)
    for kind in KINDS[sheet]:
        lines = [line for line in report.lines if (line.sheet, line.kind) == (sheet, kind)]
        if lines:
            called = Message(f"change_report.of.{kind}" if sheet == schema.MATRIX.key else f"change_report.rows.{kind}", {"n": len(lines)})
            of = words.text("change_report.statuses" if sheet == schema.MATRIX.key else f"sheet.{sheet}")
            paper.heading(document, named(of, render(called, words), words), 2)
            paper.table(document, heads, list(_rows(lines, report.region, words, base)), shares)


def _rows(lines: Iterable[Line], region: str, words: Catalogue, base: str) -> Iterator[Sequence[paper.Text]]:
    for line in lines:
        cell = f"{base}{cell_address(region, line)}" if base else ""
        yield (
            Link(f"{line.point} {words.text(f'point.{line.point}.short')}", cell),
            words.text(f"place.{line.place}"),
            line.name or render(called_by(line), words),
            *("\n".join(render(one, words) for one in told(line, when)) for when in ("before", "after")),
            [Link(str(number), f"{base}{revision_address(region, number)}" if base else "") for number in line.revisions],
        )
