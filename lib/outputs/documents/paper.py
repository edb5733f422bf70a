"""The paper that all documents are written on: A4, one typeface, page numbers, tables whose heads repeat – and bytes that hang on the content alone."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lib.outputs.cells import clean, right_to_left
from lib.words import Catalogue, named

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_TYPEFACE = "Calibri"
_ACCENT, _INK = RGBColor(0x00, 0x72, 0xBC), RGBColor(0x19, 0x18, 0x17)
_HEAD, _BORDER = "E6F0F8", "A9B4BF"
_IN_TABLES, _IN_FOOT = "Table text", "Small print"
_MARGIN = Mm(20)
WIDTH = 170
"""What a table may take, in millimetres."""
_SIZES = {"Title": 22, "Subtitle": 12, "Heading 1": 16, "Heading 2": 13, "Caption": 9.5, "Normal": 10.5}
_WEB = re.compile(r"https?://\S+")


class Link(NamedTuple):
    """A text that leads somewhere if `address` is a web address."""

    text: str
    address: str


class Strong(str):
    """A text in bold."""

    __slots__ = ()


Text = str | Link | Sequence[Link]


def new(words: Catalogue, title: str, subtitle: str, made: datetime) -> Paper:
    """A document with its title. `made` is the time that it speaks for: that of its newest revision."""
    paper = Document()
    _dress(paper, words.language)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    about = paper.core_properties
    about.title, about.author, about.comments, about.language = clean(title), words.text("app.title"), "", _LANGUAGES[words.language]
    about.created = about.modified = made.replace(microsecond=0, tzinfo=None)
    _number_pages(section.footer.paragraphs[0])
    _line(paper, "Title", title)
    _line(paper, "Subtitle", subtitle)
    return paper


def heading(paper: Paper, text: str, level: int) -> None:
    """A heading of level 1 or 2."""
    _line(paper, f"Heading {level}", text)


def say(paper: Paper, text: str, *, strong: bool = False, leads: bool = False) -> None:
    """A paragraph; one that is strong, or leads to what comes next, stands on the page of that."""
    line = paper.add_paragraph()
    line.add_run(clean(text)).bold = strong or None
    line.paragraph_format.keep_with_next = strong or leads or None


def remark(paper: Paper, text: str) -> None:
    """Small print."""
    line = _line(paper, _IN_TABLES, text)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(3), Pt(8)


def facts(paper: Paper, pairs: Iterable[tuple[str, str]], words: Catalogue) -> None:
    """Facts, each with its name in front, those that are blank left out."""
    for name, fact in pairs:
        if fact:
            line = paper.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            line.add_run(named(clean(name), "", words)).bold = True
            line.add_run(clean(fact))


def linked(paper: Paper, name: str, link: Link) -> None:
    """A line that leads somewhere, with its name in front; what does not fit stands indented below it."""
    line = _line(paper, _IN_TABLES)
    line.paragraph_format.space_after, line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(2), Mm(10), Mm(-10)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(10))
    line.add_run(f"{clean(name)}\t")
    _link(line, link)


def caption(paper: Paper, kind: Literal["Table", "Figure"], name: str, text: str, words: Catalogue) -> None:
    """The caption of what comes next, numbered by Word among those of its kind, which the document calls `name`."""
    line = _line(paper, "Caption")
    line.paragraph_format.keep_with_next = True
    line.add_run(f"{clean(name)} ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), f"SEQ {kind} \\* ARABIC")
    line._p.append(number)
    count = sum(one.get(qn("w:instr")) == number.get(qn("w:instr")) for one in paper.element.iter(qn("w:fldSimple")))
    shown, digits = OxmlElement("w:r"), OxmlElement("w:t")
    digits.text = str(count)
    shown.append(digits)
    number.append(shown)
    line.add_run(named("", clean(text), words))


def picture(paper: Paper, png: bytes, alt: str, width: float) -> None:
    """A picture, so many millimetres wide, with what it shows in words for who cannot see it."""
    line = paper.add_paragraph()
    drawn = line.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    drawn._inline.docPr.set("descr", clean(alt))


def foot(paper: Paper, lines: Iterable[str]) -> None:
    """Small print above the number of every page."""
    number = paper.sections[0].footer.paragraphs[0]
    for text in lines:
        number.insert_paragraph_before(clean(text))._p.style = _id(_IN_FOOT)


def points(paper: Paper, texts: Iterable[str]) -> None:
    """A bulleted list."""
    for text in texts:
        _line(paper, "List Bullet", text)


def table(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[Text]], shares: Sequence[int], below: str = "") -> None:
    """A table whose first row repeats on every page, and of which no page has one row alone. `shares` are the widths of its columns, as parts of the
    whole; `below` is small print under it."""
    made = paper.add_table(len(rows) + 1, len(heads), "Table Grid")
    made.autofit = False
    cells = made._cells  # asking for each cell by itself would count all the others anew
    widths = [Mm(WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for index, text in enumerate(text for row in (heads, *rows) for text in row):
        cell = cells[index]
        cell.width = widths[index % len(heads)]
        _write(cell, text, head=index < len(heads), kept=index // len(heads) in {0, 1, len(rows) - 1} - {len(rows)})
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if below:
        remark(paper, below)
    else:
        paper.add_paragraph().paragraph_format.space_after = Pt(2)


def _line(paper: Paper, style: str, text: str = "") -> Paragraph:
    """A paragraph in a style. python-docx would look through all of them for each paragraph that names one."""
    line = paper.add_paragraph(clean(text))
    line._p.style = _id(style)
    return line


def _id(style: str) -> str:
    """A style's identifier, as the template and python-docx make it of its name."""
    return style.replace(" ", "")


def _write(cell: _Cell, text: Text, *, head: bool, kept: bool) -> None:
    line = cell.paragraphs[0]
    line._p.style = _id(_IN_TABLES)
    if kept:
        line.paragraph_format.keep_with_next = True
    if isinstance(text, str):
        line.add_run(clean(text)).bold = head or isinstance(text, Strong) or None
    else:
        for number, link in enumerate([text] if isinstance(text, Link) else text):
            if number:
                line.add_run(", ")
            _link(line, link)
    if right_to_left(line.text):
        line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if head:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _link(line: Paragraph, link: Link) -> None:
    run = line.add_run(clean(link.text))
    if not _WEB.fullmatch(link.address):
        return
    run.font.underline, run.font.color.rgb = True, _ACCENT
    around = OxmlElement("w:hyperlink")
    around.set(qn("r:id"), line.part.relate_to(link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    line._p.replace(run._r, around)
    around.append(run._r)


def _dress(paper: Paper, language: str) -> None:
    """One typeface in all styles, the sizes of ours, and the language of the text."""
    for fonts in paper.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{name}"), _TYPEFACE)
    for spoken in paper.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGES[language])
    for name, size in _SIZES.items():
        style = paper.styles[name]
        assert isinstance(style, ParagraphStyle) and style.type is WD_STYLE_TYPE.PARAGRAPH
        style.font.size, style.font.italic = Pt(size), False
        style.font.color.rgb = _ACCENT if name.startswith(("Title", "Heading")) else _INK
        style.paragraph_format.space_after = Pt(6)
        if name == "Heading 1":
            style.paragraph_format.space_before = Pt(14)
    for added, size in ((_IN_TABLES, 9), (_IN_FOOT, 7.5)):
        small = paper.styles.add_style(added, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(small, ParagraphStyle)
        small.base_style, small.font.size, small.paragraph_format.space_after = paper.styles["Normal"], Pt(size), Pt(0)
    for borders in paper.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for border in borders:
            border.set(qn("w:color"), _BORDER)


def _number_pages(line: Paragraph) -> None:
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            line.add_run(" / ")
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        line._p.append(number)
