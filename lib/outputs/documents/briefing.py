"""A briefing as a document: about two pages for one region, with captions, pictures that say in words what they show, and a list of sources that opens.

A large chart is left to formats that have a page for it.
"""

import struct
from collections.abc import Callable, Iterator
from itertools import zip_longest

from docx.document import Document as Paper

from lib.briefing import Block, Briefing, Chart, Points, Said, Section, Table, in_words, sentences
from lib.model import Message
from lib.outputs.documents import paper
from lib.outputs.documents.paper import Link, Strong
from lib.outputs.drawer import SCALE
from lib.outputs.packing import finished
from lib.outputs.pictures import picture
from lib.words import Catalogue, render

Draw = Callable[[Chart], bytes]
"""A chart → a picture in PNG."""

_MILLIMETRES = 0.17
"""Of each of a chart's pixels, as far as the page is wide."""


def briefing(told: Briefing, words: Catalogue, *, draw: Draw | None = lambda chart: picture(chart.specification, "png")) -> bytes:
    """A briefing as .docx, in the language that it was made for. `draw` makes its pictures; CannotBeDrawn where one cannot be made. With None it says
    that it has none, and in words what they would show."""
    document = paper.new(words, render(told.title, words), render(told.subtitle, words), max(one.at for one in told.revisions))
    paper.foot(document, _foot(told, words))
    for id, so in (("workbook.demonstration", told.invented), ("briefing.internal", told.internal)):
        if so:
            paper.say(document, words.text(id), strong=True)
    for part in told.parts:
        if len(told.parts) > 1:
            paper.heading(document, render(part.heading, words), 1)
        for section in part.sections:
            _section(document, section, words, draw, level=2 if len(told.parts) > 1 else 1)
    if told.sources is not None:
        _sources(document, told, words)
    return finished(document.save)


def _foot(told: Briefing, words: Catalogue) -> Iterator[str]:
    yield " – ".join(one if isinstance(one, str) else render(one, words).rstrip(".") for one in told.foot)
    yield render(told.disclaimer, words)


def _section(document: Paper, section: Section, words: Catalogue, draw: Draw | None, level: int) -> None:
    paper.heading(document, render(section.heading, words), level)
    paper.say(document, render(section.takeaway, words), strong=True)
    for block, next in zip_longest(section.blocks, section.blocks[1:]):
        _block(document, block, words, draw, leads=isinstance(next, Table | Chart))


def _block(document: Paper, block: Block, words: Catalogue, draw: Draw | None, leads: bool) -> None:
    match block:
        case Said():
            paper.say(document, in_words(block, words), strong=block.strong, leads=leads)
        case Points():
            if block.lead:
                paper.say(document, in_words(block.lead, words), leads=True)
            paper.points(document, (in_words(item, words) for item in block.items))
        case Table():
            paper.caption(document, "Table", words.text("briefing.caption.table"), render(block.caption, words), words)
            rows = [[(Strong if cell.strong else str)(in_words(cell, words, "\n")) for cell in row] for row in block.rows]
            paper.table(document, [render(head, words) for head in block.heads], rows, block.shares, sentences(block.below, words))
        case Chart(large=False):
            if draw is None:
                paper.say(document, sentences((Message("briefing.not_drawn"), *block.alt), words))
                return
            png = draw(block)
            (pixels,) = struct.unpack(">I", png[16:20])
            paper.caption(document, "Figure", words.text("briefing.caption.figure"), render(block.title, words), words)
            paper.picture(document, png, sentences(block.alt, words), min(paper.WIDTH, _MILLIMETRES * pixels / SCALE))


def _sources(document: Paper, told: Briefing, words: Catalogue) -> None:
    paper.heading(document, words.text("briefing.section.sources"), 1)
    paper.remark(document, sentences(told.method, words))
    if not told.sources:
        paper.say(document, words.text("briefing.sources.none"))
        return
    paper.heading(document, words.text("briefing.sources"), 2)
    for source in told.sources:
        for name, line in zip((f"[{source.number}]", *[""] * len(source.links)), source.lines, strict=False):
            paper.linked(document, name, Link(*line))
