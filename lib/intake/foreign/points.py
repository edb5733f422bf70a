"""Which action point a text names: by number, by name, by both, or, unsure, by a key word.

A number alone is a point in a column of points; among headings only as part of the whole run: years and row numbers are no points.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import chain
from typing import NamedTuple

from lib.framework import Framework, Point
from lib.intake.foreign.wording import alternatives, compared, folded, spellings

_LONGEST = 200
"""Longer texts (in characters) name no point; those longer than half of it have no key words."""
_ROMAN = {numeral: str(number) for number, numeral in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)}
_AND = r"(?:\s*[-,/&+]\s*|\s+(?:and|et|y|и|to|a)\s+)"


class PointRead(NamedTuple):
    """The point (its identifier) that a text names, None where it names none or two. Not `sure`: by a key word only."""

    id: str | None = None
    sure: bool = True


class _Known(NamedTuple):
    """A framework's points: identifiers as compared, names as compared, and key words with the points that they and their beginnings belong to."""

    ids: Mapping[str, str]
    names: Mapping[str, str]
    keywords: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str] | None


def point(text: str, framework: Framework) -> PointRead:
    """The point that one text names: "3", "AP 3:", "Point d'action 3 – …", "Reception arrangements", "3. Protection-sensitive entry systems"."""
    if not text.strip() or len(text) > _LONGEST:
        return PointRead()
    known = _known(framework)
    found = (_read(spelling, known) for spelling in _readings(text))
    return next((one for one in found if one.id), PointRead())


def points_in(headings: Sequence[str], framework: Framework, read: Callable[[str], PointRead] | None = None) -> Mapping[int, PointRead]:
    """Which of a row's or column's texts (by index, from 0) name points.

    Numbers alone count where all points stand there, each once and in order; single words where they and the names make up half of the points.
    """
    known = _known(framework)
    bare = {index: id for index, text in enumerate(headings) if (id := _bare(text, known))}
    found = {
        index: one for index, text in enumerate(headings) if index not in bare and (one := (read or partial(point, framework=framework))(text)).id
    }
    counts_on = any(folded(text).isdecimal() and len(text.strip()) < 3 and not _bare(text, known) for text in headings)
    run = sorted([*bare.items(), *((index, read.id) for index, read in found.items() if read.sure)])
    if bare and not counts_on and [id for _, id in run] == list(framework.point_ids):
        return {index: PointRead(id) for index, id in run}
    numbered = {index: id for index, text in enumerate(headings) if (id := _begun(text, known))}
    agree = all(read.id == numbered.get(index) for index, read in found.items() if read.sure)
    if agree and not counts_on and list(numbered.values()) == list(framework.point_ids):
        return {index: PointRead(id) for index, id in numbered.items()}
    enough = len({read.id for read in found.values()}) * 2 >= len(framework.points)
    return {index: read for index, read in found.items() if enough or (read.sure and not compared(headings[index]).isalpha())}


def _begun(text: str, known: _Known) -> str | None:
    """The identifier that a text begins with, unless another point's name stands behind it."""
    match = _numbered()[0].fullmatch(folded(text)) if len(text) <= _LONGEST else None
    id = _id(match, known) if match else None
    return id if match and id and _by_parts(match["name"].strip(), known).id in (None, id) and _about(match["name"], known) <= {id} else None


def _readings(text: str) -> Iterator[str]:
    yield folded(text)
    yield from spellings(text)


def _read(text: str, known: _Known) -> PointRead:
    """What a text names as it is compared."""
    if id := known.ids.get(text) or known.names.get(text):
        return PointRead(id)
    if _numbered()[1].match(text):
        return PointRead()
    numbered = _numbered()[0].fullmatch(text)
    id = _id(numbered, known) if numbered else None
    return _beside(id, numbered, known) if numbered and id else _by_parts(text, known)


def _id(match: re.Match[str], known: _Known) -> str | None:
    """The identifier in a numbered text. Only digits may be glued to the word before; a Roman numeral needs that word, or a sign behind it."""
    written = match["id"].lstrip("0")
    roman = _ROMAN.get(written, "") if match["word"] or match["end"].strip() else ""
    return (known.ids.get(written) or known.ids.get(roman)) if written.isdigit() or match["gap"] or not match["word"] else None


def _beside(id: str, match: re.Match[str], known: _Known) -> PointRead:
    """A number with what stands behind it. Another point's name takes it back; with an unknown one, a word must say that it is a point's number."""
    name = match["name"].strip()
    if not name or (named := _by_parts(name, known)) == (id, True):
        return PointRead(id)
    about = {named.id} if named.sure and named.id else _about(name, known)
    if about:
        return PointRead(id, sure=about == {id}) if id in about else PointRead()
    return PointRead(id, sure=bool(match["end"].strip())) if match["word"] else PointRead()


def _by_parts(text: str, known: _Known) -> PointRead:
    """The one point whose name stands in a text before or behind a sign, or in brackets; else the one whose key words it has."""
    parts = (part.strip() for part in re.split(r"\s*[()\[\]:;|–—]\s*|\s-\s|\.\s", text))
    if len(named := {known.names[part] for part in parts if part in known.names}) == 1:
        return PointRead(named.pop())
    about = _about(text, known) if not named and len(text) <= _LONGEST / 2 else named
    return PointRead(about.pop(), sure=False) if len(about) == 1 else PointRead()


def _about(text: str, known: _Known) -> set[str]:
    """The points whose key words stand at the beginnings of a text's words."""
    return set().union(*(known.keywords[found[1]] for found in known.pattern.finditer(text))) if known.pattern else set()


def _bare(text: str, known: _Known) -> str | None:
    """The identifier that a text is, and nothing else; Roman numerals, too."""
    written = folded(text).removesuffix(".0").lstrip("0")
    return known.ids.get(written) or known.ids.get(_ROMAN.get(written, ""))


@cache
def _numbered() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a numbered point looks like; and what several look like."""
    word = rf"(?P<word>{alternatives('numbered')})(?:(?P<gap>[\s.:]+)(?:no\.?|n°|nr\.?|#)?\s*|(?=\d))"
    one = rf"(?:{word})?(?P<id>\w+)(?:\.0)?(?P<end>\s*[.:)\]/-]+\s*(?!\d)|\s+|$)(?P<name>.*)"
    return re.compile(one), re.compile(rf"(?:{word})?\d+(?:{_AND}\d+)+\b")


def _known(framework: Framework) -> _Known:
    return _compared(tuple(map(_spelled, framework.points)))


def _spelled(point: Point) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return point.id, tuple(chain(point.name.values(), point.short.values(), point.aliases)), point.keywords


@lru_cache(maxsize=4)
def _compared(points: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]) -> _Known:
    """Names that two points share are left out."""
    names: dict[str, str] = {}
    shared: set[str] = set()
    for id, spelled, _ in points:
        for name in map(compared, spelled):
            shared |= {name} if names.get(name, id) != id else set()
            names[name] = id
    keywords = {folded(keyword): id for id, _, words in points for keyword in words}
    either = "|".join(re.escape(keyword) for keyword in sorted(keywords, key=len, reverse=True))
    return _Known(
        {folded(id): id for id, _, _ in points},
        {name: id for name, id in names.items() if name not in shared},
        {keyword: frozenset(id for other, id in keywords.items() if keyword.startswith(other)) for keyword in keywords},
        re.compile(rf"\b(?=({either}))") if keywords else None,
    )
