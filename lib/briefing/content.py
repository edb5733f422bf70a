"""What a briefing is made of: values that every format shows in its own way, in one order, and none of them computes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from lib.figures import Comparable
from lib.model import Message, Revision
from lib.planning import Note
from lib.words import Catalogue, render

SectionId = Literal["situation", "gaps", "unknown", "practices", "follow_up", "sources"]
SECTIONS: tuple[SectionId, ...] = ("situation", "gaps", "unknown", "practices", "follow_up", "sources")
"""What may be in a briefing, in its order."""

Text = Message | str
"""A sentence of ours, or what somebody wrote: that is shown as text and nothing else."""

LONGEST = 240
"""Letters of what somebody wrote that a briefing gives; the whole text stands in the workbook."""
_CUT = " […]"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of everything behind it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a part of a briefing is about: a declared group of countries, the shown revisions of the regions that tell of them (by region), and the notes
    of their last planning sessions that are not for onward sharing (none unless they were asked for)."""

    group: Comparable
    revisions: Mapping[str, Revision]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Texts that belong together, and the numbers of the sources that they rest on: a paragraph, or a cell of a table (each text on a line of its own)."""

    texts: tuple[Text, ...]
    cites: tuple[int, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A bulleted list, below the sentence that leads to it (none: None)."""

    items: tuple[Said, ...]
    lead: Said | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and headings. `shares` are the widths of its columns as parts of the whole; `below` is what is to be known of it: in what
    order it stands, how many rows were left out and where they are."""

    caption: Message
    heads: tuple[Message, ...]
    rows: tuple[tuple[Said, ...], ...]
    shares: tuple[int, ...]
    below: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart with its title, the sentence that it shows, and what it shows in words for who cannot see it.

    A `large` one takes a page or slide of its own. `made` makes the specification: it takes a tenth of a second or more, so not before somebody draws it.
    """

    title: Message
    takeaway: Message
    alt: tuple[Message, ...]
    made: Callable[[], Mapping[str, Any]]
    large: bool = False

    @cached_property
    def specification(self) -> Mapping[str, Any]:
        """The chart in Vega-Lite with its "datasets", in the light theme and the language of the briefing."""
        return self.made()


Block = Said | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """One question answered: its heading, the answer in a sentence, and what it rests on."""

    id: str
    heading: Message
    takeaway: Message
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is told of one subject, or of all beside one another."""

    heading: Message
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A source that the briefing cites, by its number: what somebody wrote it is called, and its addresses (none, one, or several of parts of it)."""

    number: int
    text: str
    links: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """How it is listed: lines of text, each with the address that it leads to ("": none)."""
        if len(self.links) < 2:
            return ((self.text, "".join(self.links)),)
        return ((self.text, ""), *((link, link) for link in self.links))


@dataclass(frozen=True, slots=True)
class Briefing:
    """A whole briefing. `foot` stands at the foot of every page or slide: what kind of data it is, as of when and which revisions, the sharing mark, that
    it holds internal notes. `method` says how its figures are made; `sources` are those that it cites, None where they were not asked for.
    """

    title: Message
    subtitle: Message
    parts: tuple[Part, ...]
    method: tuple[Message, ...]
    sources: tuple[Source, ...] | None
    revisions: tuple[Revision, ...]
    foot: tuple[Text, ...]
    disclaimer: Message
    invented: bool
    internal: bool


def written(text: str, most: int = LONGEST) -> str:
    """What somebody wrote, in a line and cut with a mark where it is long. A character that would turn the direction of what stands behind it becomes
    "\N{REPLACEMENT CHARACTER}", to be seen."""
    line = " ".join(_TURNS.sub("\N{REPLACEMENT CHARACTER}", text[: 10 * most]).split())
    if len(line) <= most and len(text) <= 10 * most:
        return line
    whole, _, rest = line[:most].rpartition(" ")
    return (whole if len(rest) < most // 2 else line[:most]) + _CUT


def in_words(said: Said, words: Catalogue, between: str = " ") -> str:
    """Texts as they are read, and behind them the numbers of their sources: "… [1] [2]"."""
    texts = between.join(text for one in said.texts if (text := one if isinstance(one, str) else render(one, words)))
    return " ".join((texts, *(f"[{number}]" for number in said.cites)))


def sentences(messages: Sequence[Message], words: Catalogue) -> str:
    """Messages one after the other."""
    return " ".join(render(one, words) for one in messages)
