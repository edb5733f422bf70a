"""What somebody typed → an expression of SQLite's FTS5, which holds nothing of it but letters and digits between quotation marks.

Every word must be found, in any order; its stem in one of the three languages is enough. A phrase in quotation marks is found as it is written. A last
word that no space or mark follows may not be finished yet.
"""

import re
from collections.abc import Iterable

from lib.search import text

_PHRASE = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_SMALL = """
    a an and as at by for from in is of on or s that the to with
    au aux avec d dans de des du en et l la le les ou par pour qu que sur un une
    al con del el las lo los o para por u una y
"""
"""Words that say nothing by themselves, in the three languages: searched within a phrase, or where there is nothing else."""


def expression(asked: str) -> str:
    """The expression for a text; "" where it holds no letter and no digit, so that nothing can be found."""
    forms, small = text.forming(), _SMALL.split()
    phrases = [words for phrase in _PHRASE.findall(asked) if (words := text.words(phrase))]
    typed = text.runs(_PHRASE.sub('"', asked))
    telling = [run for run in typed if len(run) > 1 or run[0] not in small]
    parts = [_found("plain", map(text.plain, words)) for words in phrases]
    for run in telling or ([] if phrases else typed):
        ways = [*map(_found, text.FORMS, zip(*map(forms, run), strict=True))]
        if run is typed[-1] and asked[-1].isalnum():
            ways[0] += "*"
        parts.append(f"({' OR '.join(ways)})")
    return " AND ".join(dict.fromkeys(parts))


def _found(form: str, words: Iterable[str]) -> str:
    return f'{form} : "{" ".join(words)}"'
