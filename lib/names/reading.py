"""What a text means: a name, a name with footnote marks, a name with a note, or several names of the same country.

A meaning is the set of codes that a text may stand for: empty where nothing is known; with several codes, or with NONE, where it does not decide.
"""

import re
from collections.abc import Iterable
from itertools import permutations

from lib.names.known import Names
from lib.names.sources import NONE
from lib.names.spelling import FORMS, ordered, plain, unmarked

Meaning = frozenset[str]

_NOTHING: Meaning = frozenset()

_NOTE = re.compile(r"(.+?)\s*[(\[{]([^()\[\]{}]*)[)\]}]?")
_APART = re.compile(r",?\s+(?:formerly|previously|now|aka|ex)\b[\s-]+|\s*[/|;:=,()\[\]{}]\s*|\s+[-–—]+\s+")
_FORMERLY = re.compile(r"\b(?:formerly(?: known as)?|previously|former|was|now|also|aka|anciennement|antes|ehemals|ex\b-?)\s*", re.IGNORECASE)
_COMMENT = re.compile(r"\d|(?:see|notes?|data|as|options?|figures?|numbers?|est|prelim|provisional|draft|tbc|updated|revised|voir|ver|nota|datos)\b")
_PART = re.compile(
    r"north|south|east|west|part|region|province|state|zone|area|only|former|until|before|after|since|prior|pre |excl|incl|without|except"
)
_CUT = re.compile(r"\b([^\W\d_]{2,})\.")
_MOST_CUT = 4
_LOST = re.compile(r"([\ufffd?]+)")

_TERRITORIES = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC TWN",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "COK NIU TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
"""Whose name may stand in brackets behind whose: "Reunion (French)", "Guam (USA)". For reading only; it says nothing about status."""
_ADJECTIVES = {
    plain(word): iso3
    for iso3, words in {
        "AUS": "australian",
        "DNK": "danish den",
        "FRA": "french fr",
        "GBR": "british br",
        "NLD": "dutch neth",
        "NOR": "norwegian nor",
        "USA": "american",
    }.items()
    for word in words.split()
}


def meaning(text: str, names: Names) -> Meaning:
    """The codes that a legible text may mean; empty where it is not known."""
    bare = unmarked(text)
    return _known(text, names) or _known(bare, names) or _with_note(bare, names) or _agreed(bare, names)


def named(text: str, names: Names) -> Meaning:
    """All countries that the parts of a text name."""
    return frozenset(code for part in _parts(text) for code in meaning(part, names))


def _known(text: str, names: Names) -> Meaning:
    """The codes of a text that is one name: as written in capitals, or as compared, without the like of "Republic of" if need be, or cut short."""
    if iso3 := names.written.get(text.replace(".", "").replace(" ", "")):
        return frozenset({iso3})
    words = plain(text)
    for key in (words.replace(" ", ""), ordered(words), ordered(words, without=FORMS)):
        if key and (found := names.keys.get(key)):
            return found
    return _cut_short(text, names) or _with_letters_lost(text, names)


def _cut_short(text: str, names: Names) -> Meaning:
    """What a text with words cut short may mean: "Bosnia and Herz.", "Eq. Guinea". One word at least must be whole."""
    cut = {plain(word) for word in _CUT.findall(text)}
    words = ordered(plain(text)).split()
    whole, starts = [word for word in words if word not in cut], [word for word in words if word in cut]
    if not whole or not starts:
        return _NOTHING
    return _union(codes for key, codes in names.keys.items() if _completes(key.split(), whole, starts))


def _completes(name: list[str], whole: list[str], starts: list[str]) -> bool:
    """Whether a name's words are these whole ones and, in some order, one for each start."""
    rest = [word for word in name if word not in whole]
    if not len(rest) == len(starts) <= _MOST_CUT or len(name) != len(whole) + len(starts):
        return False
    return any(all(map(str.startswith, order, starts)) for order in permutations(rest))


def _with_letters_lost(text: str, names: Names) -> Meaning:
    """The country whose name a text is but for letters that came out as "?" or "\\ufffd"; empty where several could be."""
    if not _LOST.search(text):
        return _NOTHING
    pieces = [f".{{0,{len(piece)}}}" if _LOST.fullmatch(piece) else re.escape(plain(piece).replace(" ", "")) for piece in _LOST.split(text)]
    pattern = re.compile("".join(pieces))
    found = _union(codes for key, codes in names.keys.items() if pattern.fullmatch(key))
    return found if len(found) == 1 else _NOTHING


def _with_note(text: str, names: Names) -> Meaning:
    """The country of a name that a note in brackets follows; empty where the note may make it another place."""
    behind = _NOTE.fullmatch(text)
    if behind is None:
        return _NOTHING
    name, note = behind.groups()
    country = meaning(name, names)
    return country if _goes_with(note, country, names) or _abbreviates(note, name) else _NOTHING


def _agreed(text: str, names: Names) -> Meaning:
    """The country that all parts of a text agree on: names of it in two languages, or a name and a code. Empty where they do not."""
    parts = _parts(text)
    if len(parts) < 2:
        return _NOTHING
    country = next((found for part in parts if (found := meaning(part, names))), _NOTHING)
    return country if all(_means(part, country, names) for part in parts) else _NOTHING


def _parts(text: str) -> list[str]:
    return [part for part in _APART.split(text) if part.strip()]


def _means(part: str, country: Meaning, names: Names) -> bool:
    """Whether a part of a text is a name or a code of a country."""
    code = part.strip().upper()
    return meaning(part, names) == country or not country.isdisjoint({names.codes.get(code), names.written.get(code)})


def _goes_with(note: str, country: Meaning, names: Names) -> bool:
    """Whether a note leaves a country's name what it is: an article, "country", its former or other name, its code, whose it is, or a comment."""
    note = _FORMERLY.sub("", note) or note
    if not ordered(plain(note), without=FORMS) or _means(note, country, names):
        return True
    owner = _ADJECTIVES.get(plain(note)) or next(iter(meaning(note, names)), NONE)
    if country <= set(_TERRITORIES.get(owner, "").split()):
        return True
    comment = note.casefold()
    return bool(_COMMENT.match(comment)) and not _PART.search(comment)


def _abbreviates(note: str, name: str) -> bool:
    """Whether a note is made of a name's initials: "Republic of the Congo (RoC)"."""
    letters, words = plain(note), plain(name)
    initials = iter(word[0] for word in words.split())
    return 1 < len(ordered(words).split()) <= len(letters) and all(letter in initials for letter in letters)


def _union(meanings: Iterable[Meaning]) -> Meaning:
    return frozenset(code for codes in meanings for code in codes)
