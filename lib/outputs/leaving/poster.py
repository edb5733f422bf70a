"""A region's follow-up on one page of A3: point by point what is reported as missing where, and what was agreed: who does what by when.

What no point has is no column of ten blanks: it is said once above the table, and where nothing is assessed the countries of which documents record
activities stand in its place.
The text is text, in fonts that the file holds, shaped and ordered as its script needs. The size of letters goes by how much there is to say; what then
does not fit is cut, with how much more there is, and never runs on to a second page.

Limit worth knowing: letters that DejaVu Sans lacks (Chinese, Ethiopic, emoji) stand as "\N{REPLACEMENT CHARACTER}". fpdf2 tags no text, so the page is
read aloud from the web page or the workbook rather than from this.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from babel.dates import format_date
from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from lib import figures, planning
from lib.figures import LISTS
from lib.framework import Framework
from lib.model import REGION_WIDE, Matrix, Message, Revision, State, Status
from lib.outputs.drawer import FONTS
from lib.outputs.leaving import imprint
from lib.places import Places
from lib.words import Catalogue, joined, named, render

_WIDTH, _HEIGHT, _MARGIN = 420, 297, 12
"""The page and its margin, in millimetres."""
_LONGEST_WORD = 20
"""Letters of a word that is torn in no column: the letters are smaller instead. What is longer is no word."""
_SIZES = (13, 12, 11, 10, 9, 8)
"""The sizes of letters to try, in points."""
_LEADING = 0.45
"""Millimetres of a line for each point of its letters."""
_PAD = 1.2
_LONGEST = 600
"""Letters of a text of which any may be shown: no more lines than that fit."""
_LONGEST_FACT = 160
_INK, _ACCENT, _HEAD, _RULE = "#191817", "#005A94", "#E6F0F8", "#A9B4BF"
_SPACES = re.compile("[^\\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")
"""Where a line may end: a space that holds what French sets behind it is none."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"

Item = tuple[str, ...]
"""Texts that stand beside one another, one in each column of a block."""


class _Block(NamedTuple):
    """Columns that belong together: their headings and widths (parts of the whole), and of each point, in order, what stands in them."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[Sequence[Item]]


def poster(revision: Revision, framework: Framework, places: Places, words: Catalogue, *, on: date) -> bytes:
    """The .pdf of a revision, one page of A3 across, in the language of `words`; actions are judged on the day `on`. UnknownRegion."""
    page = _Page(words.language)
    page.set_title(page.seen(imprint.title(revision, words)))
    page.set_author(words.text("app.title"))
    page.set_subject(words.text("leaving.poster.title"))
    page.set_creation_date(revision.at)
    cells = figures.cells(revision.matrix, words.by_name(places.region(revision.region).countries), framework.point_ids)
    blocks, absent = _blocks(revision.matrix, cells, framework, words, on)
    said = (render(imprint.rests_on(revision, places), words), render(figures.takeaway(cells), words), *(words.text(id) for id in absent))
    top = _head(page, revision, said, words)
    bottom = _foot(page, revision, framework, places, words, on)
    _table(page, blocks, top, bottom, words)
    return bytes(page.output())


class _Page(FPDF):
    """The one page, with its fonts."""

    def __init__(self, language: str) -> None:
        super().__init__("landscape", "mm", "A3")
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margin(_MARGIN)
        self.set_auto_page_break(False)
        self.add_font("DejaVu Sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu Sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.c_margin = 0.0
        self._widths: dict[tuple[str, str], float] = {}
        self.letters(10)
        self.set_text_shaping(True)
        self.add_page()

    def letters(self, size: float, *, bold: bool = False, colour: str = _INK) -> None:
        """What follows is written in letters of this size (in points)."""
        self.set_font("DejaVu Sans", "B" if bold else "", size)
        self.set_text_color(colour)

    def seen(self, text: str) -> str:
        """A text in one line, as far as it may be shown, with the letters that the font has; what directs letters unseen is left out."""
        line = " ".join(_SPACES.split(text[: 2 * _LONGEST].strip()))
        line = f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
        kept = (letter for letter in line if unicodedata.category(letter) not in ("Cf", "Cc") or letter in _JOINERS)
        font = self.fonts["dejavu sans"]
        assert isinstance(font, TTFFont)
        return "".join(letter if ord(letter) in font.cmap else "\N{REPLACEMENT CHARACTER}" for letter in kept)

    def wrapped(self, text: str, width: float, most: int = 0) -> list[str]:
        """A text in lines of at most this width, in the letters of now; of `most` (0: all), the last says that there is more."""
        lines: list[str] = []
        left = 0.0
        for word in self._words(self.seen(text), width):
            wide = self._width(word)
            if left >= wide:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
                left = width
            left -= wide + self._width(" ")
        if most and len(lines) > most:
            last = f"{lines[most - 1]} …"
            while len(last) > 2 and self.get_string_width(last) > width:
                last = f"{last[:-3].rstrip()} …"
            lines = [*lines[: most - 1], last]
        return lines

    def _words(self, text: str, width: float) -> Iterator[str]:
        """The words of a text; one that is wider than a line in parts that are not."""
        for word in filter(None, _SPACES.split(text)):
            part = len(word)
            if self._width(word) > width:
                part = max(1, int(part * width / self._width(word)))
            while part > 1 and any(self._width(word[at : at + part]) > width for at in range(0, len(word), part)):
                part -= 1
            yield from (word[at : at + part] for at in range(0, len(word), part))

    def tears(self, text: str, width: float) -> bool:
        """Whether a word of a text is wider than its column."""
        return any(len(word) <= _LONGEST_WORD and self._width(word) > width - 2 * _PAD for word in _SPACES.split(self.seen(text)))

    def _width(self, word: str) -> float:
        """The width of a word in the letters of now. Shaping takes long, so each is measured once and enlarged."""
        key = (word, self.font_style)
        if key not in self._widths:
            self._widths[key] = self.get_string_width(word) / self.font_size_pt
        return self._widths[key] * self.font_size_pt

    def put(self, x: float, y: float, width: float, height: float, lines: Sequence[str]) -> None:
        """Lines of text, one below the other."""
        for number, line in enumerate(lines):
            self.set_xy(x, y + number * height)
            self.cell(width, height, line)


def _blocks(matrix: Matrix, cells: pd.DataFrame, framework: Framework, words: Catalogue, on: date) -> tuple[list[_Block], list[str]]:
    """The blocks of the table, as wide as the page, and the ids of what is said once of those that no point needs."""
    counts = figures.by_point(cells)
    points = [
        [(f"{point} {words.text(f'point.{point}')}",), (render(figures.counts_in_words(counts, point), words),)] for point in framework.point_ids
    ]
    missing = [[*_missing(cells[cells["point"] == point], matrix, framework, words)] for point in framework.point_ids]
    actions = figures.actions(matrix, on)
    agreed = [[*_agreed(actions[actions["point"] == point], words, on)] for point in framework.point_ids]
    recorded = [[*_recorded(cells[cells["point"] == point], words)] for point in framework.point_ids]
    blocks = [_Block(("downloads.point",), (78,), points)]
    absent = []
    if any(missing):
        none = [("", words.text("leaving.poster.none"))]
        blocks.append(_Block(("leaving.poster.where", "leaving.poster.missing"), (38, 78), [row or none for row in missing]))
    else:
        absent.append("leaving.poster.none")
        if figures.begin_in_words(cells) is not None and any(recorded):
            blocks.append(_Block(("leaving.poster.recorded",), (116,), recorded))
    if any(agreed):
        heads = ("column.action", "downloads.place", "minutes.column.who", "column.due", "column.state")
        nothing = [(words.text("leaving.poster.nothing"), "", "", "", "")]
        blocks.append(_Block(heads, (68, 32, 42, 36, 24), [row or nothing for row in agreed]))
    else:
        absent.append("leaving.poster.nothing_at_all")
    return [one._replace(widths=_stretched(one.widths, blocks)) for one in blocks], absent


def _stretched(widths: Sequence[float], blocks: Sequence[_Block]) -> tuple[float, ...]:
    """Widths in millimetres, so that all blocks together are as wide as the page."""
    whole = sum(sum(one.widths) for one in blocks)
    return tuple(width * (_WIDTH - 2 * _MARGIN) / whole for width in widths)


def _recorded(cells: pd.DataFrame, words: Catalogue) -> Iterator[Item]:
    """The countries of which documents record an activity at a point, each with how many: what nobody assessed."""
    there = [(place, n) for place, known, n in zip(cells["place"], cells["known"], cells["records"], strict=True) if known == "recorded"]
    if there:
        yield (
            joined(
                (render(Message("leaving.poster.records", {"place": Message(f"place.{place}"), "records": n}), words) for place, n in there), words
            ),
        )


def _missing(cells: pd.DataFrame, matrix: Matrix, framework: Framework, words: Catalogue) -> Iterator[Item]:
    """At one point by status, gaps first: the countries of which no more is said, together; then each place with what is missing, also where nothing is
    assessed. That a status is contested is no gap: it stands behind them, as contested."""
    statuses = dict(zip(cells["place"], cells["status"], strict=True))
    told = {row.place: planning.contested(row.missing) for row in matrix.remarks if row.point in set(cells["point"])}
    written = {place: missing for place, (missing, _) in told.items() if missing}
    for status in (*map(Status, LISTS[:-1]), Status.IN_PLACE, Status.NOT_APPLICABLE, None):
        there = [place for place, its in statuses.items() if its == status]
        bare = [words.text(f"place.{place}") for place in there if place not in written and place != REGION_WIDE]
        if bare and status in LISTS:
            yield f"{framework.glyphs[status]} {words.text(f'status.{status}')}", ", ".join(bare)
        # What an office wrote of a cell that nobody assessed is no gap: the place says so.
        beside = "" if status else f" ({words.text('status.not_assessed')})"
        yield from ((f"{framework.glyphs[status]} {words.text(f'place.{place}')}{beside}", written[place]) for place in there if place in written)
    for place in statuses:
        for contest in told.get(place, ("", ()))[1]:
            yield f"{words.text('glossary.contested')} ({words.text(f'place.{place}')})", contest


def _agreed(actions: pd.DataFrame, words: Catalogue, on: date) -> Iterator[Item]:
    """The actions at a point, what is overdue first and then by when; behind them how many targets documents name, which nobody agreed to."""
    rows: list[Any] = actions.to_dict("records")
    for one in rows:
        if one["state"] is not State.RECORDED:
            because = f"{one['action']} ({one['reason']})" if one["action"] and one["reason"] else one["action"] or one["reason"]
            due = render(figures.due_in_words(one, on), words) if one["due"] else ""
            yield (
                because,
                words.text(f"place.{one['place']}"),
                joined((one["lead"], *one["partners"]), words),
                due,
                words.text(f"state.{one['state']}"),
            )
    if targets := sum(one["state"] is State.RECORDED for one in rows):
        yield render(Message("leaving.poster.targets", {"n": targets}), words), "", "", "", ""


def _head(page: _Page, revision: Revision, said: Iterable[str], words: Catalogue) -> float:
    """The title and what the whole comes to; gives where it ends."""
    title = render(Message("leaving.poster.title", {"region": Message(f"region.{revision.region}")}), words)
    page.letters(22, bold=True, colour=_ACCENT)
    page.put(_MARGIN, _MARGIN, page.epw, 10, page.wrapped(title, page.epw, 1))
    page.letters(11)
    lines = page.wrapped(" ".join(f"{one.rstrip('.')}." for one in said), page.epw, 4)
    page.put(_MARGIN, _MARGIN + 11, page.epw, 5, lines)
    return _MARGIN + 13 + 5 * len(lines)


def _foot(page: _Page, revision: Revision, framework: Framework, places: Places, words: Catalogue, on: date) -> float:
    """The key to the glyphs and what the page says of itself, at its foot; gives where it begins."""
    statuses = ", ".join(f"{framework.glyphs[status]} {words.text(f'status.{status}')}" for status in Status)
    glyphs = f"{statuses}, {framework.glyphs[None]} {words.text('status.not_assessed')}"
    *facts, note = imprint.imprint(revision, places, words).items()
    if revision.matrix.follow_up:
        facts.append((words.text("leaving.poster.judged"), format_date(on, "long", locale=words.language)))
    wrote = (revision.matrix.about.office, revision.matrix.about.sharing)
    page.letters(8)
    lines = page.wrapped(glyphs, page.epw, 1)
    # What an office wrote may be of any length; what the house says of the page is never cut.
    shown = (named(name, f"{fact[:_LONGEST_FACT]}…" if fact in wrote and len(fact) > _LONGEST_FACT else fact, words) for name, fact in facts)
    lines += page.wrapped(" – ".join(shown), page.epw, 3)
    lines += page.wrapped(named(*note, words), page.epw)
    top = _HEIGHT - _MARGIN - 3.8 * len(lines)
    page.put(_MARGIN, top, page.epw, 3.8, lines)
    return top - 2


def _table(page: _Page, blocks: Sequence[_Block], top: float, bottom: float, words: Catalogue) -> None:
    """The rows between two heights, in the largest letters in which all of it fits and no word is torn; in the smallest, cut, where it does not."""
    heads, widths = [words.text(id) for one in blocks for id in one.heads], [width for one in blocks for width in one.widths]
    rows = list(zip(*(one.rows for one in blocks), strict=True))
    for size in _SIZES:
        height = size * _LEADING
        page.letters(size)
        (head,) = _needs(page, [tuple(heads)], widths, bold=True)
        lines = int((bottom - top - head * height - 2 * _PAD * (len(rows) + 1)) / height)
        needs = [
            max(sum(_needs(page, items, one.widths, bold=at == 0)) for at, (items, one) in enumerate(zip(row, blocks, strict=True))) for row in rows
        ]
        if sum(needs) <= lines and not _torn(page, heads, widths, rows, blocks):
            break
    page.set_draw_color(_RULE)
    page.set_fill_color(_HEAD)
    page.rect(_MARGIN, top, page.epw, head * height + 2 * _PAD, style="F")
    page.letters(size, bold=True)
    _across(page, heads, widths, _MARGIN, top + _PAD, height, head)
    y = top + head * height + 2 * _PAD
    for row, given in zip(rows, _shared(needs, lines), strict=True):
        x: float = _MARGIN
        for number, (items, one) in enumerate(zip(row, blocks, strict=True)):
            _block(page, items, one.widths, x, y + _PAD, size, given, words, bold=number == 0)
            x += sum(one.widths)
        y += given * height + 2 * _PAD
        page.line(_MARGIN, y, _WIDTH - _MARGIN, y)


def _torn(page: _Page, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Sequence[Item]]], blocks: Sequence[_Block]) -> bool:
    """Whether a word is wider than its column in the letters of now: of a heading, or of what stands below."""
    page.letters(page.font_size_pt, bold=True)
    torn = any(map(page.tears, heads, widths))
    page.letters(page.font_size_pt)
    return torn or any(
        page.tears(text, width)
        for row in rows
        for items, one in zip(row, blocks, strict=True)
        for item in items
        for text, width in zip(item, one.widths, strict=True)
    )


def _block(
    page: _Page, items: Sequence[Item], widths: Sequence[float], x: float, y: float, size: float, room: int, words: Catalogue, *, bold: bool
) -> None:
    """Items one below the other in so many lines: as many as have one, and how many more there are. The first is bold where it heads the row."""
    height = size * _LEADING
    more = 0
    if len(items) > room:
        more = len(items) - room + 1
        items, room = items[: room - 1], room - 1
    for number, (item, given) in enumerate(zip(items, _shared(_needs(page, items, widths, bold=bold), room), strict=True)):
        page.letters(size, bold=bold and number == 0)
        _across(page, item, widths, x, y, height, given)
        y += given * height
    page.letters(size)
    if more:
        page.put(x + _PAD, y, widths[0], height, [render(Message("leaving.poster.more", {"n": more}), words)])


def _across(page: _Page, texts: Sequence[str], widths: Sequence[float], x: float, y: float, height: float, most: int) -> None:
    for text, width in zip(texts, widths, strict=True):
        page.put(x + _PAD, y, width - 2 * _PAD, height, page.wrapped(text, width - 2 * _PAD, most))
        x += width


def _needs(page: _Page, items: Sequence[Item], widths: Sequence[float], *, bold: bool) -> list[int]:
    """How many lines each item takes; the first is bold where it heads the row."""
    needs = []
    for number, item in enumerate(items):
        page.letters(page.font_size_pt, bold=bold and number == 0)
        needs.append(max(len(page.wrapped(text, width - 2 * _PAD)) for text, width in zip(item, widths, strict=True)))
    return needs


def _shared(needs: Sequence[int], room: int) -> list[int]:
    """So many lines shared out: everybody gets what is needed, or as much as everybody else who needs more."""
    given = [0] * len(needs)
    for done, at in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        given[at] = min(needs[at], room // (len(needs) - done))
        room -= given[at]
    return given
