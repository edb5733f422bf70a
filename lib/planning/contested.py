"""A remark → what is missing, and apart from it that the status is contested: `outcome` writes the one below the other into one text.

Limit worth knowing: why a status is contested may go over several lines, so all that stands below such a sentence is taken for part of it.
"""

import re
from string import Formatter

from lib.words import Catalogue


def contested(missing: str, words: Catalogue) -> tuple[str, tuple[str, ...]]:
    """What is missing, and each sentence that the status beside it is contested, as it stands there. `words` are those with which it was written."""
    begins = [found.start() for found in _sentence(words).finditer(missing)]
    if not begins:
        return missing, ()
    pieces = (missing[begin:end].rstrip("\n") for begin, end in zip(begins, [*begins[1:], None], strict=True))
    return missing[: begins[0]].rstrip("\n"), tuple(pieces)


def _sentence(words: Catalogue) -> re.Pattern[str]:
    """A line that begins as the text of `planning.contested` does, whatever is filled in."""
    pieces = Formatter().parse(words.text("planning.contested"))
    return re.compile("^" + "".join(re.escape(text) + (".+?" if field else "") for text, field, *_ in pieces), re.MULTILINE)
