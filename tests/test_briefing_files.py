"""A briefing in Word and PowerPoint: headings, captions, links and notes that are ones, small print on every page, text that stays text and in its place."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from itertools import cycle, pairwise
from typing import Any

import docx
import hypothesis.strategies as st
import pptx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from lxml import etree
from pptx.presentation import Presentation
from pptx.util import Inches

from lib import words
from lib.briefing import Briefing, Chart, Table, in_words, sentences
from lib.outputs import documents, slides
from lib.outputs.cells import clean
from lib.outputs.slides import room
from tests import injection
from tests.examples import WORDS
from tests.strategies import FRAMEWORK, PLACES
from tests.test_briefing import NORTH, SECRET, SOUTH, blocks, empty, everything, revision, said, told
from tests.test_documents import headings, parts


def png(wide: int = 1200, high: int = 700) -> bytes:
    """A white picture, so that no test waits for a chart."""
    pieces = {
        b"IHDR": struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0),
        b"IDAT": zlib.compress((b"\0" + b"\xff" * (wide // 8)) * high),
        b"IEND": b"",
    }
    packed = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in pieces.items())
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PICTURE = png()


def word(of: Briefing) -> bytes:
    return documents.briefing(of, WORDS, draw=lambda _: PICTURE)


def deck(of: Briefing) -> bytes:
    return slides.briefing(of, WORDS, draw=lambda _: PICTURE)


@cache
def north() -> Briefing:
    return told(NORTH)


@cache
def hostile(first: int = 0) -> Briefing:
    """A briefing in which every text and link is one that something could take for more: those of the list from `first` on, again and again."""
    matrix = revision(NORTH).matrix
    text = cycle((*injection.PAYLOADS[first:], *injection.PAYLOADS[:first], injection.LONG))
    link = cycle((*injection.LINKS, *injection.GOOD_LINKS))
    changed = replace(
        matrix,
        about=replace(matrix.about, sharing=next(text), office=next(text)),
        remarks=tuple(replace(one, missing=next(text), source=next(text)) for one in matrix.remarks),
        activities=tuple(replace(one, activity=next(text), source=next(text), link=next(link)) for one in matrix.activities),
        follow_up=tuple(replace(one, action=next(text), lead=next(text), reason=next(text), source=next(text)) for one in matrix.follow_up),
        situations=tuple(
            replace(one, situation=next(text), figure_meaning=next(text), source=next(text), link=next(link)) for one in matrix.situations
        ),
    )
    return told(NORTH, changed=changed)


def in_word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def in_slides(data: bytes) -> Presentation:
    return pptx.Presentation(io.BytesIO(data))


def xml(data: bytes) -> str:
    return "\n".join(text.decode(errors="ignore") for _, text in parts(data))


def shapes(of: Presentation) -> list[tuple[int, Any]]:
    return [(number, shape) for number, slide in enumerate(of.slides, 1) for shape in slide.shapes]


def texts(shape: Any) -> list[str]:
    if shape.has_table:
        return [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return [shape.text_frame.text] if shape.has_text_frame else []


# Word


def test_a_document_has_a_heading_for_each_section_and_says_all_that_the_briefing_says():
    document = in_word(word(north()))
    assert [text for style, text in headings(document) if style == "Heading 1"] == [
        "What stands where",
        "Gaps",
        "What is not known",
        "Practices to borrow",
        "Follow-up and its state",
        "Sources and method",
    ]
    whole = "\n".join(
        (*(one.text for one in document.paragraphs), *(cell.text for table in document.tables for row in table.rows for cell in row.cells))
    )
    for part in north().parts:
        for section in part.sections:
            assert said(section.takeaway) in whole
            for block in section.blocks:
                if isinstance(block, Table):
                    assert all(in_words(cell, WORDS, "\n") in whole for row in block.rows for cell in row)
                    assert sentences(block.below, WORDS) in whole


def test_every_table_has_a_numbered_caption_and_a_head_that_repeats_and_no_row_is_torn():
    document = in_word(word(north()))
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption" and one.text.startswith("Table")]
    assert len(captions) == len(document.tables) == 6
    numbers = [one.get(qn("w:instr")) for one in document.element.iter(qn("w:fldSimple"))]
    assert numbers.count("SEQ Table \\* ARABIC") == 6 and numbers.count("SEQ Figure \\* ARABIC") == 1
    for table in document.tables:
        assert qn("w:tblHeader") in {one.tag for one in table.rows[0]._tr.trPr}
        assert all(qn("w:cantSplit") in {one.tag for one in row._tr.trPr} for row in table.rows)


@pytest.mark.parametrize("region", [NORTH, "europe"])
def test_nothing_that_leads_to_a_table_a_picture_or_a_list_stands_alone_at_the_foot_of_a_page(region: str):
    document = in_word(word(told(region)))
    lines = [one for one in document.iter_inner_content() if isinstance(one, docx.table.Table) or one.text or is_shown(one)]
    leading = [one for one, next in pairwise(lines) if not is_shown(one) and (is_shown(next) or one.style.name.startswith("Heading"))]
    assert len(leading) > 8
    assert [one.text for one in leading if not is_kept(one)] == []
    for table in document.tables:
        begins, ends = table.rows[:2], table.rows[-2:-1]
        assert all(is_kept(line) for row in (*begins, *ends) if row._tr is not table.rows[-1]._tr for cell in row.cells for line in cell.paragraphs)


def is_shown(one: Any) -> bool:
    """Whether it is a table, a picture or a point of a list."""
    return isinstance(one, docx.table.Table) or one.style.name == "List Bullet" or bool(one._p.xpath(".//w:drawing"))


def is_kept(line: Any) -> bool:
    """Whether a paragraph stays on the page of what comes next, by itself or by its style."""
    return bool(line.paragraph_format.keep_with_next or line.style.paragraph_format.keep_with_next)


def test_what_is_overdue_is_told_in_bold():
    table = in_word(word(north())).tables[-1]
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows] == [True, True, True, None, None, None]


def test_every_picture_says_in_words_what_it_shows():
    document = in_word(word(north()))
    pictures = list(document.element.iter(qn("wp:docPr")))
    assert len(pictures) == 1 == len(document.inline_shapes)
    assert "8 Secondary movements: planned in 2 and reported as not in place in 5" in pictures[0].get("descr")


def test_every_source_with_an_address_is_a_link_and_nothing_else_is():
    for told_of in (north(), told("west-africa")):
        document = in_word(word(told_of))
        linked = [document.part.rels[one.get(qn("r:id"))].target_ref for one in document.element.iter(qn("w:hyperlink"))]
        assert linked and linked == [link for one in told_of.sources or () for link in one.links]


def test_every_page_says_what_it_is_of_when_and_whose_opinion_it_is_not():
    [section] = in_word(word(north())).sections
    *small, number = [one.text for one in section.footer.paragraphs]
    assert small[0].startswith("Demonstration – invented data – Data: Demonstration North as of November 23, 2026, revision 1")
    assert "imply no opinion on the legal status" in small[1]
    assert {one.get(qn("w:instr")) for one in section.footer.paragraphs[-1]._p.iter(qn("w:fldSimple"))} == {"PAGE", "NUMPAGES"} and number
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))


@pytest.mark.parametrize("make", [word, deck])
def test_internal_notes_are_in_a_file_only_if_asked_for_and_then_every_page_says_so(make):
    shared, inside = make(told(NORTH, notes=SECRET)), make(told(NORTH, notes=SECRET, internal=True))
    assert not re.search("secret|internal notes", xml(shared))
    assert "A secret" in xml(inside) and "Holds internal notes: not for onward sharing" in xml(inside)


@pytest.mark.parametrize(("language", "spoken"), [("en", "en-GB"), ("fr", "fr-FR"), ("es", "es-ES")])
def test_a_file_says_in_which_language_it_is(language, spoken):
    catalogue = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    found = told(NORTH, words=catalogue)
    document = in_word(documents.briefing(found, catalogue, draw=lambda _: PICTURE))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {spoken}
    presented = in_slides(slides.briefing(found, catalogue, draw=lambda _: PICTURE))
    assert presented.core_properties.language == spoken
    assert {one.get("lang") for slide in presented.slides for one in slide._element.iter(qn("a:rPr"))} == {spoken}


@pytest.mark.parametrize("make", [word, deck])
def test_the_same_briefing_is_the_same_bytes(make):
    assert make(north()) == make(north())
    assert {time for time, _ in parts(make(north()))} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("make", [word, deck])
@pytest.mark.parametrize("first", range(0, len(injection.PAYLOADS), 17))
def test_what_people_wrote_is_text_and_leads_nowhere_but_to_the_web(make, first):
    data = make(hostile(first))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith((".xml", ".rels"))}
    targets = {one.get("Target") for part in parts.values() for one in part.iter("{*}Relationship") if one.get("TargetMode") == "External"}
    assert targets and targets <= {
        *injection.GOOD_LINKS,
        *(link for one in hostile(first).sources or () for link in one.links if link.startswith("https://")),
    }
    whole = "".join(one.text or "" for part in parts.values() for one in part.iter("{*}t"))
    quoted = [one for block in blocks(hostile(first)) if isinstance(block, Table) for row in block.rows for cell in row for one in cell.texts]
    assert all(clean(one)[:60] in whole for one in quoted if isinstance(one, str)) and "x" * 300 not in whole


def test_text_that_runs_from_right_to_left_does_so_in_a_table():
    matrix = revision(NORTH).matrix
    changed = replace(matrix, follow_up=tuple(replace(one, action="مرحبا بالعالم (1)") for one in matrix.follow_up))
    document = in_word(word(told(NORTH, changed=changed, sections=("follow_up",))))
    cells = [cell for row in document.tables[0].rows[1:] for cell in row.cells]
    turned = [cell.text for cell in cells if cell._tc.find(f".//{qn('w:bidi')}") is not None]
    assert len(turned) == 5 and all(text.startswith("مرحبا") for text in turned)


# PowerPoint


def test_every_slide_has_a_title_the_small_print_a_number_and_notes_with_the_method():
    made = in_slides(deck(north()))
    assert (made.slide_width, made.slide_height) == (Inches(13.333), Inches(7.5))
    for slide in made.slides:
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text
        kinds = {one.placeholder_format.type.name: one for one in slide.placeholders}
        assert kinds["FOOTER"].text_frame.text.startswith(
            "Demonstration – invented data – Data: Demonstration North as of November 23, 2026, revision 1"
        )
        assert "imply no opinion on the legal status" in kinds["FOOTER"].text_frame.text
        assert kinds["SLIDE_NUMBER"]._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"
        assert "nothing is weighted, estimated or ranked" in slide.notes_slide.notes_text_frame.text
        assert any("Demonstration – invented data" in text for one in slide.shapes if one.name == "Subject" for text in texts(one))


def test_a_slide_is_called_by_its_message_and_tables_are_native():
    made = in_slides(deck(north()))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    for section in north().parts[0].sections:
        assert said(section.takeaway) in titles
    [gaps] = [
        table
        for slide in made.slides
        for table in slide.shapes
        if table.has_table and table.table.cell(0, 1).text_frame.text == "What offices report"
    ]
    assert gaps.table.cell(1, 0).text_frame.text == "8 Secondary movements"
    assert len([shape for _, shape in shapes(made) if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE]) == 1


def test_the_first_slide_has_every_answer():
    first = in_slides(deck(told("europe"))).slides[0]
    answers = "\n".join(text for shape in first.shapes for text in texts(shape))
    assert all(said(section.takeaway) in answers for section in told("europe").parts[0].sections)


def test_slides_of_two_regions_begin_with_what_is_found_of_both():
    of = told(NORTH, SOUTH)
    first = in_slides(deck(of)).slides[0]
    answers = "\n".join(text for shape in first.shapes for text in texts(shape))
    assert first.shapes.title.text_frame.text == said(of.title)
    assert all(said(one.takeaway) in answers for one in section(of, "compare_practices", "compare_figures"))
    above = [text for slide in in_slides(deck(of)).slides for shape in slide.shapes if shape.name == "Subject" for text in texts(shape)]
    order = [
        next(number for number, text in enumerate(above) if name in text) for name in ("Side by side", "Demonstration North:", "Demonstration South:")
    ]
    assert order == sorted(order)


def section(of: Briefing, *ids: str) -> list[Any]:
    return [one for part in of.parts for one in part.sections if one.id in ids]


def test_text_is_as_large_as_its_slide_has_room_for():
    few, many = ["A sentence."] * 2, ["A sentence that is so long that it takes a line of its own, and then another one. " * 2] * 14
    space = room.BOTTOM - room.TOP
    assert (room.text_size(few, space), room.text_size(many, space)) == (room.TEXTS[0], room.TEXTS[-1])
    row = [("a", True), ("b", False)]
    assert room.cell_size([row] * 5, [4, 4], space) == room.CELLS[0]
    assert room.cell_size([row] * 100, [4, 4], space) == room.CELL


def test_a_picture_on_a_slide_says_in_words_what_it_shows():
    pictures = [shape for _, shape in shapes(in_slides(deck(told("europe")))) if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE]
    assert len(pictures) == 3
    assert all("Europe: what is known of each country" in one._element.nvPicPr.cNvPr.get("descr") for one in pictures)


@pytest.mark.parametrize(
    "of", [lambda: north(), lambda: hostile(), lambda: told("europe"), lambda: told(NORTH, SOUTH), lambda: told("europe", changed=empty())],
    ids=["north", "hostile", "europe", "two", "empty"],
)  # fmt: skip
def test_nothing_runs_over_an_edge_or_over_the_small_print(of):
    made = in_slides(deck(of()))
    for number, shape in shapes(made):
        assert shape.left >= 0 and shape.left + shape.width <= made.slide_width, (number, shape.name)
        assert shape.top >= 0 and shape.top + shape.height <= made.slide_height, (number, shape.name)
        if shape.has_table:
            widths = [column.width.inches - 2 * room.MARGIN for column in shape.table.columns]
            for row in shape.table.rows:
                size = row.cells[0].text_frame.paragraphs[0].runs[0].font.size.pt
                need = max(room.height(cell.text_frame.text, size, width) for cell, width in zip(row.cells, widths, strict=True))
                assert need <= row.height.inches + 0.35 and size >= 10, (number, row.cells[0].text_frame.text)
        if not shape.is_placeholder and shape.name != "Subject":
            assert (shape.top + shape.height) / 914_400 <= room.BOTTOM + 0.05, (number, shape.name, texts(shape))


def test_what_a_slide_cites_stands_in_its_notes():
    for slide in in_slides(deck(told("west-africa"))).slides:
        cited = {number for shape in slide.shapes if shape.has_table for text in texts(shape) for number in re.findall(r"\[(\d+)\]", text)}
        notes = slide.notes_slide.notes_text_frame.text
        assert all(f"[{number}] " in notes for number in cited)


def test_every_row_of_a_table_is_on_one_of_its_slides():
    made = in_slides(deck(told(NORTH, SOUTH)))
    found = "\n".join(text for _, shape in shapes(made) for text in texts(shape))
    for block in blocks(told(NORTH, SOUTH)):
        if isinstance(block, Table):
            assert all(in_words(row[0], WORDS, "\n") in found for row in block.rows)


@pytest.mark.parametrize("write", [documents.briefing, slides.briefing])
def test_a_file_whose_pictures_cannot_be_drawn_says_so_and_what_they_would_show(write):
    data = write(north(), WORDS, draw=None)
    [chart] = [block for block in blocks(north()) if isinstance(block, Chart) and block.large is (write is slides.briefing)]
    whole = xml(data)
    assert "The pictures could not be drawn this time." in whole
    assert all(said(one) in whole for one in chart.alt)
    assert b"\x89PNG" not in b"".join(part for _, part in parts(data))
    assert "could not be drawn" not in xml(word(north())) + xml(deck(north()))


# The room on a slide


def test_a_text_that_is_cut_fits_and_says_that_it_is_cut():
    for text in ("word " * 500, "x" * 3_000, "漢字" * 500, "one\ntwo\nthree\nfour", "a\n" * 40):
        cut = room.fitted(text, 12, 3, 3)
        assert room.lines(cut, 12, 3) <= 3 and cut.endswith(" […]"), text[:10]
    assert room.fitted("short", 12, 3, 3) == "short"


def test_things_are_packed_in_order_and_each_has_room():
    assert [list(page) for page in room.packed([1, 1, 1, 5, 1], 2.5)] == [[0, 1], [2], [3], [4]]
    assert list(room.packed([], 2)) == []


def test_letters_in_bold_take_more_room():
    plain, bold = ([("What the document says", strong)] for strong in (False, True))
    assert room.row_height(plain, [1.3], 16) < room.row_height(bold, [1.3], 16)


@given(st.lists(st.sampled_from([0.3, 0.5, 0.8, 1.1, 2.0, 3.1, 5.0]), min_size=1, max_size=40))
def test_a_table_goes_over_as_few_slides_as_it_takes_and_no_last_row_stands_alone_where_two_have_room(heights: list[float]):
    pages = room.shared(heights, 4)
    assert [index for page in pages for index in page] == list(range(len(heights)))
    assert len(pages) == len(list(room.packed(heights, 4)))
    assert all(len(page) == 1 or sum(heights[index] for index in page) <= 4 for page in pages)
    assert len(pages) == 1 or len(pages[-1]) > 1 or sum(heights[-2:]) > 4


def test_rows_are_shared_out_evenly():
    assert [len(page) for page in room.shared([1] * 11, 10)] == [6, 5]
    assert [len(page) for page in room.shared([1, 1, 1, 1, 4], 5)] == [3, 2]


def test_a_briefing_says_the_same_in_all_forms():
    """Word tells all that is in it: the slides may leave sentences to the notes, and never a number."""
    numbers = set(re.findall(r"\d+ of \d+", everything(north())))
    for data in (word(north()), deck(north())):
        assert numbers <= set(re.findall(r"\d+ of \d+", xml(data)))
    assert revision(NORTH).fingerprint[:12] in xml(deck(north()))
