"""Files that are meant well and are hard: several quirks at once."""

from tests.corpus.case import Case

CASES: tuple[Case, ...] = ()
