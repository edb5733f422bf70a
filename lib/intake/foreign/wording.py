"""The words of foreign workbooks (words.toml), and how a text is compared with them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from lib import schema
from lib.intake.vocabulary import normalise
from lib.names.spelling import legible, letters, repaired

LONGEST = 200
"""Longer texts (in characters) are no labels, headings or names."""

_REMEMBERED = 2**15
"""How many texts are kept as they are compared: each is looked up in several tables."""
_FOOTNOTE = re.compile(r"(?<=\w)(?:\s*[(\[]\s*(?:\d{1,2}|[a-z]|\*+)\s*[)\]]|\s*\b\d{1,2}/|(?<=[^\W\d_])\d{1,2}|\s*[*†‡§^])+$")
_JOINED = re.compile(r"['\"«»“”„_]+|(?<=[^\W\d])-+(?=\w)|(?<=\w)-+(?=[^\W\d])|^-+(?=\s)|(?<=\s)-+$")
_AROUND = " .,:;!*()[]{}|¿¡"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "\ufe0f": None})


@lru_cache(_REMEMBERED)
def folded(text: str) -> str:
    """A text as it is compared: `normalise`d, in one line, without entities, hyphens, quotation marks, and the punctuation around it.

    A text without a letter or a digit keeps its signs: "-", "✓", "#".
    """
    line = normalise(legible(" ".join(text.split()))).translate(_LIGATURES)
    return " ".join(_JOINED.sub(" ", line).split()).strip(_AROUND) if any(map(str.isalnum, line)) else line


@lru_cache(_REMEMBERED)
def compared(text: str) -> str:
    """A label as it is compared: folded, and without the marks of footnotes: "In place*", "Country (1)", "Yes 1/"."""
    line = normalise(legible(" ".join(text.split()))).translate(_LIGATURES)
    return folded(_FOOTNOTE.sub("", line))


@lru_cache(_REMEMBERED)
def spellings(text: str) -> tuple[str, ...]:
    """A text as it is compared; then, one after the other, what it may have been before its encoding was mistaken ("PrÃ©vu")."""
    return (compared(text), *map(compared, repaired(text, _accented()))) if len(text) <= LONGEST else ()


@cache
def table(name: str) -> Mapping[str, str]:
    """A table's phrases, as they are compared, and what each means: "prevu" → "planned"."""
    return {compared(phrase): key for key, languages in _file()[name].items() for phrase in chain.from_iterable(_lists(languages))}


@cache
def listed(name: str) -> frozenset[str]:
    """The phrases of a table that has one meaning only, as they are compared."""
    return frozenset(compared(phrase) for phrase in chain.from_iterable(_file()[name].values()))


def look_up(text: str, name: str) -> str | None:
    """What a text means by a table; None where it does not have it."""
    return next((found for spelling in spellings(text) if (found := table(name).get(spelling)) is not None), None)


def alternatives(name: str) -> str:
    """The phrases of a table of one meaning for a regular expression, each before those that it begins with."""
    return "|".join(map(re.escape, sorted(listed(name), reverse=True)))


def language(texts: Iterable[str]) -> str:
    """The language that most words of some texts are of: "en", "fr", "es" or "ru"; English where nothing tells."""
    own = _words()
    met = Counter(own[word] for text in texts for word in compared(text[: LONGEST * 10]).split() if word in own)
    return max(_LANGUAGES, key=lambda code: met[code])


def says_assessed(text: str) -> bool:
    """Whether a title or a note says that the statuses are the office's own judgement."""
    line = f" {folded(text[: 2 * LONGEST])} "
    return any(f" {phrase} " in line for phrase in listed("assessment"))


def speaks_of_gaps(text: str) -> bool:
    """Whether a line over a table says that it shows what is missing, or comes first."""
    return not listed("gap").isdisjoint(folded(text[: 2 * LONGEST]).split())


_LANGUAGES = (*schema.LANGUAGES, "ru")


@cache
def _file() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _lists(languages: Any) -> Iterable[list[str]]:
    return languages.values() if isinstance(languages, dict) else [languages]


def _of_language(code: str) -> Iterator[str]:
    """All phrases in a language, however deep they stand."""
    for entries in _file().values():
        for key, value in entries.items():
            if key == code:
                yield from value
            elif isinstance(value, dict):
                yield from value.get(code, ())


@cache
def _words() -> Mapping[str, str]:
    """The words that one language alone has, and which it is."""
    of = {code: {word for phrase in _of_language(code) for word in compared(phrase).split()} for code in _LANGUAGES}
    met = Counter(word for found in of.values() for word in found)
    return {word: code for code, found in of.items() for word in found if met[word] == 1 and word.isalpha()}


@cache
def _accented() -> frozenset[str]:
    """The words with letters beyond ASCII, and their beginnings: what a repaired text may consist of."""
    found = {word for code in (*_LANGUAGES, "pt") for phrase in _of_language(code) for word in letters(phrase) if not word.isascii()}
    return frozenset(word[:length] for word in found for length in range(1, len(word) + 1))
