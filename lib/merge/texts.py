"""Two texts → what was added and removed, word by word, for a page to show."""

import re
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["same", "added", "removed"], str]


def word_differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts of two texts in their order. Those that are same or removed make up the first text, those that are same or added the second."""
    old, new = (re.findall(r"\s*\S+|\s+", text) for text in (before, after))  # a word with the blanks before it
    parts: list[Part] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if change == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            parts.append(("removed", "".join(old[a:b])))
        if c < d:
            parts.append(("added", "".join(new[c:d])))
    return tuple(parts)
