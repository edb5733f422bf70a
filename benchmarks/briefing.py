"""briefing: what a region's briefing says, found and written as a Word document, against python-docx writing the same text and the same pictures.

The pictures are ready for both: drawing one takes a second whoever asks.
"""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import docx

from benchmarks import region
from benchmarks.measure import Timings, in_turns
from benchmarks.workbooks import timed
from lib import figures, intake, words
from lib.briefing import SECTIONS, Briefing, Chart, Points, Said, Section, Subject, Table, briefing, in_words, sentences
from lib.model import Matrix, Message, Revision, fingerprint
from lib.outputs import documents, picture
from lib.words import Catalogue, render

WRITTEN = 15


def written(folder: Path) -> Timings:
    """A briefing on the large region, from its matrix to the document's bytes; and the same text into a document by python-docx alone."""
    path = region.write(folder)
    framework, places = region.lists(folder)
    catalogue = words.catalogue("en", framework.texts("en"), places.texts("en"))
    with path.open("rb") as file:
        matrix = intake.read(file, path.name, framework, places).matrix
    assert matrix is not None
    kept = Revision(
        region=region.ID, number=1, fingerprint=fingerprint(matrix), receipt="", by="", at=datetime(2026, 6, 30, tzinfo=UTC), matrix=matrix
    )

    def told() -> Briefing:
        subject = Subject(figures.comparables(places)[region.ID], {region.ID: kept})
        others: dict[str, Matrix] = {region.ID: matrix}
        return briefing([subject], others, framework, places, catalogue, sections=SECTIONS, on=date(2026, 11, 27))

    same = told()
    drawn = next(picture(chart.specification, "png") for chart in charts(same) if not chart.large)
    ours = timed(lambda: documents.briefing(told(), catalogue, draw=lambda _: drawn))
    return Timings(*in_turns(WRITTEN, ours, timed(lambda: _plainly(same, catalogue, drawn))))


def charts(told: Briefing) -> list[Chart]:
    """The charts of a briefing."""
    return [block for part in told.parts for section in part.sections for block in section.blocks if isinstance(block, Chart)]


def _plainly(told: Briefing, catalogue: Catalogue, drawn: bytes) -> bytes:
    """The text, tables and picture of a briefing as python-docx writes them, in the styles of its own template."""
    document = docx.Document()
    document.add_heading(_said(told.title, catalogue), 0)
    document.add_paragraph(_said(told.subtitle, catalogue))
    for part in told.parts:
        for section in part.sections:
            _section(document, section, catalogue, drawn)
    document.add_paragraph(sentences(told.method, catalogue))
    for source in told.sources or ():
        document.add_paragraph(" ".join((f"[{source.number}] {source.text}", *source.links)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _section(document: "docx.document.Document", section: Section, catalogue: Catalogue, drawn: bytes) -> None:
    document.add_heading(_said(section.heading, catalogue), 1)
    document.add_paragraph(_said(section.takeaway, catalogue))
    for block in section.blocks:
        match block:
            case Said():
                document.add_paragraph(in_words(block, catalogue))
            case Points():
                if block.lead:
                    document.add_paragraph(in_words(block.lead, catalogue))
                for item in block.items:
                    document.add_paragraph(in_words(item, catalogue), "List Bullet")
            case Table():
                document.add_paragraph(_said(block.caption, catalogue), "Caption")
                table = document.add_table(len(block.rows) + 1, len(block.heads), "Table Grid")
                texts = [_said(head, catalogue) for head in block.heads] + [in_words(cell, catalogue, "\n") for row in block.rows for cell in row]
                for index, (cell, text) in enumerate(zip(table._cells, texts, strict=True)):
                    cell.width = docx.shared.Mm(170 * block.shares[index % len(block.heads)] / sum(block.shares))
                    cell.paragraphs[0].add_run(text).bold = index < len(block.heads)
                document.add_paragraph(sentences(block.below, catalogue))
            case Chart(large=False):
                document.add_paragraph(_said(block.title, catalogue), "Caption")
                document.add_picture(io.BytesIO(drawn), docx.shared.Mm(170))


def _said(message: Message, catalogue: Catalogue) -> str:
    return render(message, catalogue)
