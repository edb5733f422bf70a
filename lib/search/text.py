"""A text as it is searched: its words without case and accents, and the stems of each in English, French and Spanish.

French needs its accents to find a stem, and people leave them out: a word has its stem with them and its stem without. Other scripts are found as they
are written.
"""

import re
import unicodedata
from collections.abc import Callable

import snowballstemmer

FORMS = ("plain", "english", "french", "unaccented_french", "spanish")
"""The forms of a word by which it is found."""

_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
"""Letters that are other letters without their accent, though Unicode does not say so."""

_UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese put no space between words: each letter is searched as a word."""


class _Letters(dict[int, str]):
    """What of a text is a word, found out once for each character: letters, digits and the marks on them stay, everything else parts words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalnum() or unicodedata.category(char).startswith("M") else " "
        return self[code]


_LETTERS = _Letters()


def runs(text: str) -> list[list[str]]:
    """The words of a text in small letters, those together that nothing parts: "L'Été 2011" → [[l], [été], [2011]], "难民" → [[难, 民]]."""
    legible = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_LETTERS)
    found = ([run] if run.isascii() else [word for word in _UNSPACED.sub(r" \1 ", run).split() if plain(word)] for run in legible.split())
    return [run for run in found if run]


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return [word for run in runs(text) for word in run]


def plain(word: str) -> str:
    """A word in small letters without accents and vowel points."""
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char)).translate(_JOINED)


def forming() -> Callable[[str], tuple[str, ...]]:
    """A function that gives a word's FORMS. Not to be shared between threads: a stemmer works on what it holds."""
    english, french, spanish = (snowballstemmer.stemmer(language) for language in ("english", "french", "spanish"))
    known: dict[str, tuple[str, ...]] = {}

    def forms(word: str) -> tuple[str, ...]:
        if word not in known:
            bare = plain(word)
            known[word] = (bare, english.stemWord(bare), plain(french.stemWord(word)), french.stemWord(bare), spanish.stemWord(bare))
        return known[word]

    return forms
