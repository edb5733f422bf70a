"""The deck that slides are made of: 16:9, a title, one thing below it, small print at the foot, and notes – and bytes that hang on the content alone."""

import io
import struct
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from lib.outputs.cells import clean, right_to_left
from lib.outputs.slides import room
from lib.outputs.slides.room import FOOT, TITLES, WIDTH

_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_ACCENT, _INK, _HEAD, _WHITE = map(RGBColor.from_string, ("0072BC", "191817", "E6F0F8", "FFFFFF"))
_LEFT = Inches(0.5)
_TITLE_ONLY = 5
_PLAIN_TABLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's own style "No style, table grid"."""


def new(language: str, title: str, author: str, made: datetime) -> Deck:
    """An empty deck. `made` is the time that it speaks for: that of its newest revision."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    about = deck.core_properties
    about.title, about.author, about.language, about.comments = clean(title), author, _LANGUAGES[language], ""
    about.created = about.modified = made.replace(microsecond=0, tzinfo=None)
    places = {"TITLE": (0.5, 0.62, WIDTH, 1.05), "FOOTER": (0.5, 6.72, 11.5, 0.7), "SLIDE_NUMBER": (12.1, 6.72, 0.75, 0.3)}
    layout: Any = deck.slide_layouts[_TITLE_ONLY]
    for placeholder in layout.placeholders:
        if place := places.get(placeholder.placeholder_format.type.name):
            placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(Inches, place)
    return deck


def slide(deck: Deck, above: str, title: str, foot: str, notes: Sequence[str]) -> Slide:
    """A slide with its title, what it belongs to above it, the small print and the notes."""
    made: Slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    language = deck.core_properties.language or ""
    assert made.shapes.title is not None
    heading = made.shapes.title.text_frame
    size = room.title_size(title)
    _write(heading, room.fitted(title, TITLES[-1], WIDTH, 3), size, language, bold=True, colour=_ACCENT)
    heading.vertical_anchor = MSO_ANCHOR.TOP
    _edges(heading)
    box = made.shapes.add_textbox(_LEFT, Inches(0.3), Inches(WIDTH), Inches(0.32))
    box.name = "Subject"
    _write(box.text_frame, room.fitted(above, 12, WIDTH, 1), 12, language)
    _edges(box.text_frame)
    _small_print(made, foot, language)
    told = made.notes_slide.notes_text_frame
    assert told is not None
    told.text = "\n".join(map(clean, notes))
    return made


def table(made: Slide, rows: Sequence[room.Row], shares: Sequence[int], size: int) -> float:
    """A native table below the title, its rows as `room` measured them, its heads the first. Returns where it ends (inches from the top)."""
    widths = room.columns(shares)
    heights = [room.row_height(row, widths, size) for row in rows]
    frame: Any = made.shapes.add_table(len(rows), len(shares), _LEFT, Inches(room.TOP), Inches(sum(widths)), Inches(sum(heights)))
    native = frame.table
    style = native._tbl.tblPr.find(qn("a:tableStyleId"))
    style.text = _PLAIN_TABLE
    native.horz_banding = False
    for column, width in zip(native.columns, widths, strict=True):
        column.width = Inches(width)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        native.rows[number].height = Inches(height)
        for index, (text, strong) in enumerate(row):
            cell = native.cell(number, index)
            cell.margin_left = cell.margin_right = Inches(room.MARGIN)
            cell.margin_top = cell.margin_bottom = Inches(room.MARGIN / 2)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _HEAD if number == 0 else _WHITE
            _write(cell.text_frame, text, size, _of(made), bold=strong)
    return room.TOP + sum(heights)


def text(made: Slide, paragraphs: Sequence[str], top: float, size: int, *, links: Sequence[str] = ()) -> None:
    """Paragraphs from `top` (inches) on. `links` are the web addresses to which they lead, "" for none."""
    box = made.shapes.add_textbox(_LEFT, Inches(top), Inches(WIDTH), Inches(room.height("\n".join(paragraphs), size, WIDTH)))
    box.name = "Text"
    frame: Any = box.text_frame
    _edges(frame)
    frame.word_wrap = True
    for number, words in enumerate(paragraphs):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _say(line, words, size, _of(made))
        line.space_after = Pt(room.AFTER)
        if links and links[number].startswith(("http://", "https://")):
            line.runs[0].hyperlink.address = links[number]


def picture(made: Slide, png: bytes, alt: str) -> None:
    """A picture as large as the slide has room for, with what it shows in words."""
    wide, high = struct.unpack(">II", png[16:24])
    scale = min(Inches(WIDTH) / wide, Inches(room.BOTTOM - room.TOP) / high)
    drawn: Any = made.shapes.add_picture(io.BytesIO(png), _LEFT, Inches(room.TOP), Emu(int(wide * scale)), Emu(int(high * scale)))
    drawn._element.nvPicPr.cNvPr.set("descr", clean(alt))


def _of(made: Slide) -> str:
    return made.part.package.core_properties.language or ""


def _small_print(made: Any, foot: str, language: str) -> None:
    for placeholder in made.slide_layout.placeholders:
        kind = placeholder.placeholder_format.type.name
        if kind in ("FOOTER", "SLIDE_NUMBER"):
            made.shapes.clone_placeholder(placeholder)
            frame = made.placeholders[placeholder.placeholder_format.idx].text_frame
            _edges(frame)
            frame.vertical_anchor = MSO_ANCHOR.TOP
            if kind == "FOOTER":
                _write(frame, foot, FOOT, language)
            else:
                _number(frame.paragraphs[0], language)


def _number(line: _Paragraph, language: str) -> None:
    """The number of the slide, which PowerPoint keeps."""
    field = OxmlElement("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    look = OxmlElement("a:rPr")
    look.set("lang", language)
    look.set("sz", str(FOOT * 100))
    shown = OxmlElement("a:t")
    shown.text = "‹#›"
    field.append(look)
    field.append(shown)
    line._p.append(field)


def _write(frame: Any, text: str, size: int, language: str, *, bold: bool = False, colour: RGBColor = _INK) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, words in enumerate(text.split("\n")):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _say(line, words, size, language, bold=bold, colour=colour)


def _say(line: _Paragraph, words: str, size: int, language: str, *, bold: bool = False, colour: RGBColor = _INK) -> None:
    run = line.add_run()
    run.text = clean(words).replace("\n", " ")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
    run._r.get_or_add_rPr().set("lang", language)
    properties: Any = line._p.get_or_add_pPr()
    properties.set("rtl" if right_to_left(words) else "algn", "1" if right_to_left(words) else "l")


def _edges(frame: TextFrame) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
