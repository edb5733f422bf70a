"""A remark → what is missing, and apart from it that the status is contested: `outcome` writes the one below the other into one text, a line for each
contest, in the language of whoever closed the session. So a line is looked for in every language."""

import re
from functools import cache

from lib import words
from lib.schema import LANGUAGES


def contested(missing: str) -> tuple[str, tuple[str, ...]]:
    """What is missing, and each sentence that the status beside it is contested, as it stands there."""
    lines = missing.split("\n")
    contests = tuple(line for line in lines if _sentence().fullmatch(line))
    return "\n".join(line for line in lines if line not in contests), contests


@cache
def _sentence() -> re.Pattern[str]:
    """A line that says what `planning.contested` does, of any day and whatever the reason."""
    texts = [words.catalogue(language).text("planning.contested") for language in LANGUAGES]
    return re.compile("|".join(re.escape(text).replace(r"\{day\}", ".+?").replace(r"\{why\}", ".+") for text in texts))
