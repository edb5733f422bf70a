"""A remark → what is missing, and apart from it that the status is contested: `outcome` writes the one below the other into one text.

It is written in the language of whoever closes the session, and told in whichever is read: it is known by its beginning in all of them.

Limit worth knowing: why a status is contested may go over several lines, so all that stands below such a sentence is taken for part of it.
"""

import re
from functools import cache
from string import Formatter

from lib import words
from lib.schema import LANGUAGES


def contested(missing: str) -> tuple[str, tuple[str, ...]]:
    """What is missing, and each sentence that the status beside it is contested, as it stands there."""
    begins = [found.start() for found in sentence().finditer(missing)]
    if not begins:
        return missing, ()
    pieces = (missing[begin:end].rstrip("\n") for begin, end in zip(begins, [*begins[1:], None], strict=True))
    return missing[: begins[0]].rstrip("\n"), tuple(pieces)


@cache
def sentence() -> re.Pattern[str]:
    """A line that begins as the text of `planning.contested` does in one of the languages, whatever is filled in."""
    texts = dict.fromkeys(words.catalogue(language).text("planning.contested") for language in LANGUAGES)
    return re.compile(f"^(?:{'|'.join(map(_begun, texts))})", re.MULTILINE)


def _begun(text: str) -> str:
    return "".join(re.escape(piece) + (".+?" if field else "") for piece, field, *_ in Formatter().parse(text))
