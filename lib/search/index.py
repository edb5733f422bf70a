"""All activities of some matrices, ready to be searched by text and by choice.

Built once per set of revisions. SQLite finds the words, in memory; the choices are sets of bits. Any number of threads may search at once: they take
turns at SQLite.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from lib import words
from lib.model import Activity, Matrix, years
from lib.places import Places
from lib.schema import LANGUAGES
from lib.search import text
from lib.search.facets import Bits, Facet, Practice, actor, bits, everything, flags, members
from lib.search.query import expression

Choices = Mapping[Facet, Collection[str]]
"""The codes chosen of each facet; a facet without any does not narrow."""

_PARTED = "\ue000"
"""Stands between the fields of an activity, so that no phrase reaches from one into the next: nobody can type it."""


@dataclass(frozen=True)
class Index:
    """The activities, good practices first and the newest on top; the activities of each choice; each actor's code → a spelling; SQLite's index."""

    practices: tuple[Practice, ...]
    members: Mapping[Facet, Mapping[str, Bits]]
    actors: Mapping[str, str]
    connection: sqlite3.Connection
    turns: Lock


@dataclass(frozen=True)
class Found:
    """What a search found, best first, and what other choices would find.

    `counts` are of activities: what each code of a facet would show by itself under the text and all *other* facets' choices; a code that would show none
    is not there. `without` says how many activities there would be if a facet's choice were given up, `without_text` if the text were.
    """

    practices: tuple[Practice, ...]
    counts: Mapping[Facet, Mapping[str, int]]
    without: Mapping[Facet, int]
    without_text: int

    @property
    def good(self) -> int:
        """How many of them an office marked as good practice."""
        return sum(practice.activity.good_practice for practice in self.practices)


def index(matrices: Mapping[str, Matrix], places: Places) -> Index:
    """The activities of matrices, by their region's identifier."""
    practices = [Practice(region, activity) for region, matrix in matrices.items() for activity in matrix.activities]
    practices.sort(key=lambda one: (not one.activity.good_practice, -max(years(one.activity.year), default=0)))
    actors: dict[str, str] = {}
    for practice in practices:
        for name in practice.activity.actors:
            actors.setdefault(actor(name), name)
    # Whoever holds the lock may use the connection, whichever thread opened it. "ascii" takes all that is not ASCII for letters: what a word is,
    # lib.search.text has said before. Without content SQLite keeps the words and not the texts, which stand in the matrices.
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE activities USING fts5({', '.join(text.FORMS)}, content='', tokenize='ascii')")
    connection.executemany(
        f"INSERT INTO activities (rowid, {', '.join(text.FORMS)}) VALUES (?{', ?' * len(text.FORMS)})",
        ((number, *row) for number, row in enumerate(_rows(practices, places))),
    )
    connection.commit()
    return Index(tuple(practices), members(practices, places), actors, connection, Lock())


def search(index: Index, asked: str, choices: Choices) -> Found:
    """The activities that a text finds among those chosen: the best match first, without a text in the index's order. Any text is safe."""
    size = len(index.practices)
    numbers = matching(index, expression(asked)) if asked.strip() else range(size)
    by_text = bits(numbers, size) if asked.strip() else everything(size)
    chosen = {facet: _any_of(index.members[facet], codes) for facet, codes in choices.items() if codes}
    others = {facet: _all_of(by_text, chosen, but=facet) for facet in Facet}
    shown = flags(_all_of(by_text, chosen), size)
    return Found(
        tuple(index.practices[number] for number in numbers if shown[number] == "1"),
        {facet: {code: n for code, some in codes.items() if (n := (some & others[facet]).bit_count())} for facet, codes in index.members.items()},
        {facet: others[facet].bit_count() for facet in chosen},
        _all_of(everything(size), chosen).bit_count(),
    )


def searchable(asked: str) -> bool:
    """Whether a text holds anything that can be searched: a letter or a digit."""
    return bool(expression(asked))


def matching(index: Index, match: str) -> list[int]:
    """The numbers of the activities that an expression of FTS5 finds, best first (bm25); none for an empty one."""
    if not match:
        return []
    with index.turns:
        found = index.connection.execute("SELECT rowid FROM activities WHERE activities MATCH ? ORDER BY rank, rowid", (match,)).fetchall()
    return [number for (number,) in found]


def _rows(practices: Collection[Practice], places: Places) -> Iterator[list[str]]:
    """The columns of each activity: all its words in each of their forms."""
    forms = text.forming()
    speaking = [words.catalogue(language, places.texts(language)) for language in LANGUAGES]
    regions = {region.id: [one.text(f"region.{region.id}") for one in speaking] for region in places.regions}
    for practice in practices:
        fields = _fields(practice.activity, regions[practice.region], places)
        found = [word for field in fields for word in (*text.words(field), _PARTED)]
        yield [" ".join(column) for column in zip(*map(forms, found), strict=True)]


def _fields(activity: Activity, region: Collection[str], places: Places) -> list[str]:
    return [activity.activity, *activity.actors, activity.source, *places.names.get(activity.place, {}).values(), *region]


def _any_of(codes: Mapping[str, Bits], chosen: Collection[str]) -> Bits:
    found = 0
    for code in chosen:
        found |= codes.get(code, 0)
    return found


def _all_of(found: Bits, chosen: Mapping[Facet, Bits], but: Facet | None = None) -> Bits:
    for facet, some in chosen.items():
        if facet is not but:
            found &= some
    return found
