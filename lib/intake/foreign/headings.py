"""What a heading of a column says that the column holds: text → key of the format."""

import re
from collections.abc import Mapping
from functools import cache

from lib.intake.foreign.wording import LONGEST, listed, spellings, table

NOT_READ = frozenset({"number", "region", "total", "comments"})
"""Headings that people have and the format has no column for: row numbers, regions, totals, comments."""

_APART = re.compile(r"\s*[/,;&+|]\s*|\s+(?:and|et|y|e|и|or|ou|o|или|и/или|and/or)\s+|\s+[-–—]+\s+|\s*\n\s*")
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*")
_OF = re.compile(r"\s+(?:of|by|to|from|for|in|de|des|du|del|por|par|para|pour|à|aux|для|по|в)\s", re.IGNORECASE)
_OF_SOMETHING = frozenset({"activity", "missing", "recommendation"})
"""What stays what it is, whatever it is of or by: "Activities of partners", "Recommendations to States"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_HXL = re.compile(r"#(\w+)((?:\+\w+)*)")
_TAGS: Mapping[str, str] = {
    "country": "place",
    "activity": "activity",
    "status": "status",
    "org": "actors",
    "date": "year",
    "need": "missing",
    "region": "region",
}
"""Tags of the Humanitarian Exchange Language, which stand in a row of their own under the headings."""


def heading(text: str) -> str | None:
    """What a column holds by its heading: a key of `lib.mapping.ColumnMeaning`, or one of NOT_READ; None for a heading that is not known.

    Several words in one heading must agree: "Pays / Country", "Gaps and challenges", but not "Gaps and recommendations".
    """
    if len(text) > LONGEST:
        return None
    if tag := _HXL.fullmatch(text.strip().casefold()):
        return "iso3" if "code" in tag[2] and tag[1] == "country" else _TAGS.get(tag[1])
    head = _OF.split(text)[0]
    if head != text and (key := _known(head)) in _OF_SOMETHING:
        return key
    bare = _IN_BRACKETS.sub(" ", text)
    return _known(text) or _agreed(text) or _known(bare) or _agreed(bare)


def _agreed(text: str) -> str | None:
    """What all parts of a heading mean."""
    meanings = {_known(part) for part in _APART.split(text) if part.strip()}
    return meanings.pop() if len(meanings) == 1 else None


def _known(text: str) -> str | None:
    for spelling in spellings(text):
        if found := table("heading").get(spelling) or _telling_words().get(_telling(spelling)):
            return found
    return None


@cache
def _telling_words() -> Mapping[str, str]:
    """The known headings by the words that tell, but those that mean something else without the others."""
    found: dict[str, str | None] = {}
    for phrase, key in table("heading").items():
        words = _telling(phrase)
        found[words] = key if found.get(words, key) == key else None
    return {words: key for words, key in found.items() if words and key}


def _telling(spelling: str) -> str:
    """The words that tell what a heading means, without the like of "main", "list of", and years."""
    return " ".join(word for word in spelling.split() if word not in listed("modifier") and not _YEAR.fullmatch(word))
