"""A briefing as slides: one message each, said in its title. How the figures are made, and the sources that a slide cites, stand in its notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from lib.briefing import Block, Briefing, Chart, Part, Points, Said, Section, Table, in_words, sentences
from lib.model import Message
from lib.outputs.packing import finished
from lib.outputs.pictures import picture
from lib.outputs.slides import deck, room
from lib.words import Catalogue, render

Draw = Callable[[Chart], bytes]
"""A chart → a picture in PNG."""


@dataclass(frozen=True)
class _Made:
    """The deck as far as it is made, with what stands on all of its slides."""

    deck: Deck
    told: Briefing
    words: Catalogue
    draw: Draw | None
    foot: str

    def add(self, above: str, title: str, cites: Sequence[int] = ()) -> Slide:
        """A slide; the notes have its title whole, the sources that it cites, the method and the disclaimer."""
        sources = [" ".join((f"[{one.number}] {one.text}", *one.links)) for one in self.told.sources or () if one.number in cites]
        notes = [title, *sources, self.words.text("briefing.method"), *(render(one, self.words) for one in self.told.method)]
        marked = (("workbook.demonstration", self.told.invented), ("briefing.internal", self.told.internal))
        above = " – ".join((*(self.words.text(id) for id, so in marked if so), above))
        return deck.slide(self.deck, above, title, self.foot, [*notes, render(self.told.disclaimer, self.words)])


def briefing(told: Briefing, words: Catalogue, *, draw: Draw | None = lambda chart: picture(chart.specification, "png")) -> bytes:
    """A briefing as .pptx, in the language that it was made for. `draw` makes its pictures; CannotBeDrawn where one cannot be made. With None it says
    that it has none, and in words what they would show."""
    title = render(told.title, words)
    parts = (*(one if isinstance(one, str) else render(one, words).rstrip(".") for one in told.foot), words.text("workbook.disclaimer"))
    foot = room.fitted(" – ".join(parts), room.FOOT, 11.5, 5)
    made = _Made(deck.new(words.language, title, words.text("app.title"), max(one.at for one in told.revisions)), told, words, draw, foot)
    for number, part in enumerate(told.parts):
        _answers(made, part, title if number == 0 else render(part.heading, words))
        for section in part.sections:
            if section.blocks:
                _section(made, part, section)
    if told.sources:
        _sources(made)
    return finished(made.deck.save)


def _answers(made: _Made, part: Part, title: str) -> None:
    """The answer of each section, so that one slide alone says the most important; an answer that rests on nothing more has no slide of its own."""
    told = [Message("briefing.point", {"point": one.heading, "said": one.takeaway}) for one in part.sections]
    _paragraphs(made, render(made.told.subtitle, made.words), title, [_bullet(render(one, made.words)) for one in told])


def _bullet(text: str) -> str:
    return f"• {text}"


def _section(made: _Made, part: Part, section: Section) -> None:
    """The slides of a section: the first has its answer for a title, a further one what it shows."""
    above = render(Message("briefing.point", {"point": part.heading, "said": section.heading}), made.words)
    title, begun = render(section.takeaway, made.words), False
    beside = _beside(section.blocks, made.words)
    for number, block in enumerate(section.blocks):
        match block:
            case Said(strong=True):
                title, begun = in_words(block, made.words), False
            case Points():
                lead = [in_words(block.lead, made.words)] if block.lead else []
                _paragraphs(made, above, title, [*lead, *(_bullet(in_words(item, made.words)) for item in block.items)])
                begun = True
            case Table():
                _table(made, above, render(block.caption, made.words) if begun else title, block, beside.get(number, ()))
                begun = True
            case Chart(large=True):
                cited = render(block.title, made.words) if begun else title
                if made.draw is None:
                    _paragraphs(made, above, cited, [render(one, made.words) for one in (Message("briefing.not_drawn"), *block.alt)])
                else:
                    deck.picture(made.add(above, cited), made.draw(block), sentences(block.alt, made.words))
                begun = True
            case _:
                pass  # sentences stand beside a table, and the numbers of a small chart in one: a table can be edited
    if not begun:
        _paragraphs(made, above, title, beside.get(None, ()))


def _beside(blocks: Sequence[Block], words: Catalogue) -> Mapping[int | None, Sequence[str]]:
    """The sentences of a section by the table (its place among the blocks) beside which they stand: the next one, else the last, else none."""
    tables = [number for number, block in enumerate(blocks) if isinstance(block, Table)]
    found: dict[int | None, list[str]] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Said) and not block.strong:
            table = next((one for one in tables if one > number), tables[-1] if tables else None)
            found.setdefault(table, []).append(in_words(block, words))
    return found


def _paragraphs(made: _Made, above: str, title: str, paragraphs: Sequence[str]) -> None:
    """Text on one slide in the largest letters that have room there, else on as many slides as it takes; without any, the title alone."""
    space = room.BOTTOM - room.TOP
    size = room.text_size(paragraphs, space)
    fitted = [room.fitted(one, size, room.WIDTH, room.most_lines(size, space)) for one in paragraphs]
    pages = list(room.packed(room.heights(fitted, size), space)) or [range(0)]
    for number, page in enumerate(pages, 1):
        slide = made.add(above, _numbered(title, number, len(pages), made.words))
        if page:
            deck.text(slide, [fitted[index] for index in page], room.TOP, size)


def _table(made: _Made, above: str, title: str, table: Table, beside: Sequence[str]) -> None:
    """A table on as many slides as it takes, its head on each; what is to be known of it stands below it on the last one."""
    heads, widths = [(render(head, made.words), True) for head in table.heads], room.columns(table.shares)
    below = room.fitted("\n".join((*beside, sentences(table.below, made.words))).strip(), room.SMALL, room.WIDTH, 6)
    whole = room.BOTTOM - room.TOP - (room.height(below, room.SMALL, room.WIDTH) + room.BELOW if below else 0)
    rows = [[(in_words(cell, made.words, "\n"), cell.strong) for cell in row] for row in table.rows]
    size = room.cell_size((heads, *rows), widths, whole)
    space = whole - room.row_height(heads, widths, size)
    most = room.most_lines(size, space - 2 * room.MARGIN)
    rows = [
        [(room.fitted(text, size, room.cell_width(width, strong), most), strong) for (text, strong), width in zip(row, widths, strict=True)]
        for row in rows
    ]
    pages = room.shared([room.row_height(row, widths, size) for row in rows], space)
    for number, page in enumerate(pages, 1):
        cites = [cite for index in page for cell in table.rows[index] for cite in cell.cites]
        slide = made.add(above, _numbered(title, number, len(pages), made.words), cites)
        end = deck.table(slide, [heads, *(rows[index] for index in page)], table.shares, size)
        if below and number == len(pages):
            deck.text(slide, below.split("\n"), end + room.BELOW, room.SMALL)


def _sources(made: _Made) -> None:
    """Every source that the slides cite, each leading to where it stands."""
    named = [
        (f"[{one.number}] {text}" if first == 0 else text, link) for one in made.told.sources or () for first, (text, link) in enumerate(one.lines)
    ]
    texts = [room.fitted(text, room.SMALL, room.WIDTH, 3) for text, _ in named]
    pages = list(room.packed(room.heights(texts, room.SMALL), room.BOTTOM - room.TOP))
    for number, page in enumerate(pages, 1):
        slide = made.add(render(made.told.title, made.words), _numbered(made.words.text("briefing.sources"), number, len(pages), made.words))
        deck.text(slide, [texts[index] for index in page], room.TOP, room.SMALL, links=[named[index][1] for index in page])


def _numbered(title: str, number: int, of: int, words: Catalogue) -> str:
    if of == 1:
        return title
    return render(
        Message("briefing.of_several", {"title": room.fitted(title, room.TITLES[-1], room.WIDTH - 1.5, 3), "number": number, "of": of}), words
    )
