"""What is said → what is known: marks become statuses or stages, texts become activities and remarks, and every cell has its account."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lib import schema
from lib.intake.foreign import marks, texts
from lib.intake.foreign.account import Account
from lib.intake.foreign.decided import Decided, Taken, is_status
from lib.intake.foreign.facts import Facts
from lib.intake.foreign.known import Known
from lib.intake.foreign.look import ARROWS
from lib.intake.foreign.said import ANY, Said
from lib.intake.foreign.spots import SpotKind
from lib.intake.foreign.spread import Spread
from lib.intake.foreign.waiting import Waiting
from lib.intake.grid import Address, Broken
from lib.intake.values import READERS, Wrong, text, web_target
from lib.intake.vocabulary import Vocabulary
from lib.mapping import Layout, MarkKind
from lib.model import Activity, Cell, Message, Stage, Status
from lib.schema import Kind as ColumnKind

_MARK = 24
"""A text of so many characters at most, in a grid of marks, is a mark that nobody knows; a longer one is a text."""

Fact = Mapping[str, Any]


@dataclass(slots=True)
class Reader:
    """What a file's cells mean. `label` gives a status in the file's language."""

    known: Known
    decided: Decided
    account: Account
    facts: Facts
    file: str
    assessed: bool
    label: Callable[[str], str]
    decoration: frozenset[tuple[str, Address]]
    waiting: Waiting = field(default_factory=Waiting)
    without_reason: dict[Cell, tuple[Spread, Address]] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)
    """By a sheet's title, the year that it speaks for."""
    by_font: frozenset[str] = frozenset()
    """The sheets whose marks are all alike and differ in colour only."""

    def read(self, said: Sequence[Said]) -> None:
        """All that is said, in its order."""
        once = Counter((place, one.point) for one in said if "status" in one.cells or ANY in one.cells for place in one.places)
        for one in said:
            self.facts.met(one.places)
            self.account.read(one.sheet, *one.beside)
            self._one(one, all(once[place, one.point] == 1 for place in one.places))
            if (
                any(once[place, one.point] > 1 for place in one.places)
                and not one.called
                and one.mapping.layout is not Layout.LONG_LIST
                and one.beside
            ):
                self.waiting.add("place-twice", one.sheet, one.beside[0], one.sheet.text(*one.beside[0]))
        for cell, (sheet, at) in self.without_reason.items():
            if "reason" not in self.facts.remarks.get(cell, {}):
                self.account.say("reason-missing", sheet, sheet.origin(*at), sheet.text(*at), point=Message(f"point.{cell.point}"))
        self.waiting.settle(self.account)

    def _one(self, said: Said, once: bool) -> None:
        status: str | None = None
        found: list[tuple[str, str | None]] = []
        heading = said.heading
        if (at := said.cells.get(ANY)) is not None:
            status, found = self._crossing(said, at)
        if (at := said.cells.get("status")) is not None:
            status = self._status(said, at)
        if (at := said.cells.get("activity")) is not None and (words := self._text(said, at)):
            found = [*found, *self._items(said, at, words, staged=status is None)]
        self._beside(said)
        if is_status(status):
            found = self._with_status(said, str(status), found, heading, once)
        more = self._more(said) if found else {}
        for words, stage in found:
            self._activity(said, words, stage, more)
        if not found:
            for key in ("actors", "year", "source", "link", "good_practice"):
                if (at := said.cells.get(key)) is not None:
                    self.account.lost("beside-nothing", said.sheet, [at])

    # One cell

    def _repaired(self, said: Said, at: Address, words: str) -> str:
        """A text whose encoding was mistaken as it was meant, with a warning."""
        meant = texts.repaired(words)
        if meant != words:
            self.waiting.add("text-repaired", said.sheet, at, words)
        return meant

    def _text(self, said: Said, at: Address) -> str:
        """The text of a cell, which is read with it; "" for none, and for what says in words that there is none."""
        value = said.sheet.value(*at)
        if isinstance(value, Broken):
            self._broken(said, at, value)
            return ""
        self.account.read(said.sheet, at)
        words = said.sheet.text(*at)
        return "" if self.known.says_nothing(words) else self._repaired(said, at, words)

    def _broken(self, said: Said, at: Address, value: Broken) -> None:
        if value.code == "formula-without-value":
            self.account.lost("formulas-without-value", said.sheet, [at])
        else:
            self.waiting.add("errors-say-nothing", said.sheet, at, value.text)

    def _crossing(self, said: Said, at: Address) -> tuple[str | None, list[tuple[str, str | None]]]:
        """A grid's cell: a mark, a colour, or a text with activities."""
        value = said.sheet.value(*at)
        if isinstance(value, Broken):
            self._broken(said, at, value)
            return None, []
        words = said.sheet.text(*at)
        if not words:
            return self._colour(said, at), []
        if said.sheet.title in self.by_font:
            return self._font(said, at), []
        taken = self.decided.text(words)
        if taken.means is not None and not (taken.rest and (said.mapping.layout is Layout.NARRATIVE_GRID or texts.labelled(words, taken.rest))):
            self._note_text(said, at, words, taken)
            return (taken.means or None), []
        if taken.means is None and said.mapping.layout is Layout.STATUS_GRID and (signed := self._signed(words)) is not None:
            self._note_text(said, at, words, signed)
            return (signed.means or None), []
        if taken.means is None and said.mapping.layout is Layout.STATUS_GRID and texts.several(words, self._is_label):
            self._ask_text(said, at, words)
            return None, []
        if taken.means is None and said.mapping.layout is Layout.STATUS_GRID and (len(words) <= _MARK or self.decided.counted[words] > 2):
            self._ask_text(said, at, words)
            return None, []
        self.account.read(said.sheet, at)
        colour = self._stage_by_colour(said, at)
        if self.known.says_nothing(words):
            return None, []
        return None, [(item, stage or colour) for item, stage in self._items(said, at, self._repaired(said, at, words), staged=True)]

    def _signed(self, words: str) -> Taken | None:
        """What a sign before a remark means ("~ in the capital only"); an arrow says nothing by itself."""
        bare = words.lstrip(ARROWS)
        lead = marks.meaning(bare) if bare != words else marks.leading(words)
        return Taken(lead.means, False, False, lead.rest) if lead.means and not texts.labelled(words, lead.rest) else None

    def _is_label(self, text: str) -> bool:
        return self.known.mark(text).means is not None or any(self.known.mark(" ".join(text.split()[:n])).means for n in (1, 2, 3))

    def _status(self, said: Said, at: Address) -> str | None:
        """The status column of a list, or of a point in a grid."""
        value = said.sheet.value(*at)
        if isinstance(value, Broken):
            self._broken(said, at, value)
            return None
        words = said.sheet.text(*at)
        if not words:
            return self._colour(said, at)
        taken = self.decided.text(words)
        if taken.means is None:
            self._ask_text(said, at, words)
            return None
        self._note_text(said, at, words, taken)
        return taken.means or None

    def _note_text(self, said: Said, at: Address, words: str, taken: Taken) -> None:
        means = str(taken.means)
        self.decided.note(MarkKind.TEXT, words, said.sheet, at, means)
        if means == Status.NOT_APPLICABLE and not self.assessed:
            self.waiting.add("not-a-record", said.sheet, at, words)
            return
        self.account.read(said.sheet, at)
        if means and not taken.sure:
            self.waiting.add("scale-taken" if taken.scale else "mark-taken", said.sheet, at, words, means)
        fill = said.sheet.fill(*at)
        if means and fill and not self._decorates(said, at):
            by_colour = self.decided.fill(fill).means
            if is_status(by_colour) and by_colour != means:
                self.waiting.add("colour-disagrees", said.sheet, at, words, means)

    def _ask_text(self, said: Said, at: Address, words: str) -> None:
        self.decided.note(MarkKind.TEXT, words, said.sheet, at, None)
        self.waiting.add("mark-asked", said.sheet, at, words)

    def _decorates(self, said: Said, at: Address) -> bool:
        return (said.sheet.title, at) in self.decoration

    def _colour(self, said: Said, at: Address) -> str | None:
        """The status of a cell without a text, by its fill. It holds nothing that could be lost, so what is not known is only said."""
        fill = said.sheet.fill(*at)
        if not fill or self._decorates(said, at):
            return None
        means = self.decided.fill(fill).means
        self.decided.note(MarkKind.FILL, fill, said.sheet, at, means)
        if means == Status.NOT_APPLICABLE and not self.assessed:
            self.waiting.add("not-a-record", said.sheet, at, self.label("status.not_applicable"))
        if means is None:
            self.waiting.add("colour-asked" if self.decided.by_colour else "colours-not-read", said.sheet, at, fill)
        return means or None

    def _font(self, said: Said, at: Address) -> str | None:
        colour = said.sheet.grid.fonts.get(said.sheet.origin(*at), "#000000")
        means = self.decided.font(colour).means
        self.decided.note(MarkKind.FONT, colour, said.sheet, at, means)
        if means is None:
            self.waiting.add("colour-asked", said.sheet, at, colour)
            return None
        self.account.read(said.sheet, at)
        return means or None

    def _stage_by_colour(self, said: Said, at: Address) -> str | None:
        """The stage of a text by its fill, where somebody said what that means."""
        fill = said.sheet.fill(*at)
        if not fill or self._decorates(said, at):
            return None
        means = self.decided.fill(fill).means
        self.decided.note(MarkKind.FILL, fill, said.sheet, at, means)
        if means is None:
            self.waiting.add("colours-not-read", said.sheet, at, fill)
        return means if means in set(Stage) else None

    def _is_place(self, name: str) -> bool:
        return bool(name) and self.known.spot(name).kind in (SpotKind.COUNTRY, SpotKind.COUNTRIES)

    def _is_none(self, words: str) -> bool:
        """Whether a text among gaps or recommendations says that there are none: there "None" is an answer, and no gap."""
        met = self.known.mark(words)
        return met.means == Status.NOT_IN_PLACE and not met.rest

    def _items(self, said: Said, at: Address, words: str, staged: bool) -> list[tuple[str, str | None]]:
        """The activities of a text, each with the stage that it opens with."""
        found: list[tuple[str, str | None]] = []
        pieces, left_out = ([words], []) if self.decided.is_signed(words) else texts.items_and_more(words, self.known.heading)
        for line in left_out:
            self.waiting.add("line-left-out", said.sheet, at, line)
        if said.mapping.layout is Layout.SECTIONS:
            pieces = [part for piece in pieces for part in texts.led_lines(piece, self._is_place)]
        for item in pieces:
            label = marks.leading(item) if staged else marks.Meaning()
            if self.decided.is_signed(item):
                label = marks.Meaning(self.known.mark(item[0]).means, False, item[1:].strip())
            if label.means in set(Stage):
                found.append((label.rest, label.means))
                if not label.sure:
                    self.waiting.add("mark-taken", said.sheet, at, item.removesuffix(label.rest), str(label.means))
            else:
                found.append((item, None))
        return found

    # What it comes to

    def _with_status(self, said: Said, status: str, found: list[tuple[str, str | None]], heading: str, once: bool) -> list[tuple[str, str | None]]:
        """A status, assessed or recorded."""
        at = said.cells.get("status") or said.cells[ANY]
        if self.assessed and once:
            for place in said.places:
                self.facts.assessed[Cell(place, said.point)] = Status(status)
                self.facts.remark(Cell(place, said.point), "source", f"{self.file}, {said.sheet.where(said.sheet.origin(*at))}")
                if year := self.years.get(said.sheet.title):
                    self.facts.remark(Cell(place, said.point), "year", year)
                if status == Status.NOT_APPLICABLE:
                    self.without_reason[Cell(place, said.point)] = said.sheet, at
            return found
        if self.assessed:
            self.waiting.add("assessed-twice", said.sheet, at, said.sheet.text(*at))
        if status not in set(Stage):
            return found
        if found:
            return [(words, stage or status) for words, stage in found]
        shown = said.sheet.text(*at)
        words = " ".join(shown.split()) if shown and said.sheet.title not in self.by_font else self._words_of_colour(said, at, status)
        return [(f"{heading or self.label(f'point.{said.point}')}: {words}", status)]

    def _words_of_colour(self, said: Said, at: Address, status: str) -> str:
        return self.decided.legend.words.get(said.sheet.fill(*at)) or self.label(f"status.{status}")

    def _activity(self, said: Said, words: str, stage: str | None, more: Fact) -> None:
        at = said.sheet.origin(*next(said.cells[key] for key in ("activity", ANY, "status") if key in said.cells))
        places, words = self._led_by_country(said, words, at)
        if len(words) > schema.MAX_TEXT:
            self.waiting.add("text-cut", said.sheet, at, words)
            words = words[: schema.MAX_TEXT]
        if said.called:
            words = f"{said.called}: {words}"
        source = more.get("source") or f"{self.file}, {said.sheet.where(at)}"
        for place in places:
            self.facts.activity(Activity("", place, said.point, words, Stage(stage) if stage else None, **{**more, "source": source}))

    def _led_by_country(self, said: Said, words: str, at: Address) -> tuple[tuple[str, ...], str]:
        """The places of a text: in the form by sections, those of the country that it opens with."""
        if said.mapping.layout is not Layout.SECTIONS:
            return said.places, words
        name, rest = texts.led(words)
        if self._is_place(name):
            spot = self.known.spot(name)
            self.waiting.add("led-by-country", said.sheet, at, name)
            self.facts.met(spot.codes)
            return spot.codes, rest
        return said.places, words

    def _more(self, said: Said) -> Fact:
        """What else is known of the activities of a row."""
        found: dict[str, Any] = {"year": self.years[said.sheet.title]} if said.sheet.title in self.years else {}
        if (at := said.cells.get("actors")) is not None and (words := self._text(said, at)):
            found["actors"] = texts.names(words)
        if (at := said.cells.get("source")) is not None and (words := self._text(said, at)):
            found["source"] = words
        for key in ("year", "link"):
            if (at := said.cells.get(key)) is not None and self._text(said, at):
                found[key] = self._typed(said, key, at)
        if (at := said.cells.get("good_practice")) is not None and (words := self._text(said, at)):
            found["good_practice"] = self.decided.known.mark(words).means == Status.IN_PLACE
        return found

    def _typed(self, said: Said, key: str, at: Address) -> str:
        value = said.sheet.value(*at)
        assert value is not None
        if key == "link":
            value = web_target(value, said.sheet.grid.links.get(said.sheet.origin(*at)))
        meant = READERS[ColumnKind(key)](value, _NO_WORDS)
        if isinstance(meant, Wrong):
            self.waiting.add("not-links" if key == "link" else "unusual-years", said.sheet, at, text(value))
            meant = meant.kept
        return str(meant or "")

    def _beside(self, said: Said) -> None:
        """The texts that stand beside a cell of the matrix, and about a country as a whole."""
        for key in ("missing", "recommendation", "reason"):
            if (at := said.cells.get(key)) is not None and (words := self._text(said, at)) and not self._is_none(words):
                pieces = [part for piece in texts.items(words) for part in texts.led_lines(piece, self._is_place)]
                if len(pieces) > 1 and not any(self._led_by_country(said, piece, at)[1] != piece for piece in pieces):
                    pieces = [words]
                for piece in pieces:
                    places, rest = self._led_by_country(said, piece, at)
                    for place in places:
                        self.facts.remark(Cell(place, said.point), key, rest)
        if (at := said.cells.get("situation")) is not None and (words := self._text(said, at)):
            for place in said.places:
                self.facts.situation(place, words)


_NO_WORDS = Vocabulary({}, {})
