"""What the commands of `python -m lib` share: the numbers that they end with, how they refuse, and what a console may show."""

import re
import sys

from lib import words
from lib.exceptions import UnknownRegion
from lib.framework import Framework
from lib.intake.vocabulary import known_labels
from lib.places import Places, Region
from lib.words import Catalogue

GOOD, ERRORS, UNREADABLE, UNCHANGED, CLASH = range(5)
"""What a command ends with. `check` ends with the worst of its files; the last two are `publish`'s and `restore`'s."""
STOPPED = 130
"""What a command ends with that somebody stops, as shells have it."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def catalogue(language: str, framework: Framework, places: Places) -> Catalogue:
    """The texts of a language with the framework's labels and the names of places."""
    return words.catalogue(language, framework.texts(language), places.texts(language))


def region_called(name: str, language: str, framework: Framework, places: Places) -> Region:
    """The region of this name, in any language, or identifier; UnknownRegion, which names the known ones."""
    code = known_labels(framework, places, language).code("region", name)
    if code is None:
        raise UnknownRegion(f"No region is called “{name}”. The regions are: {'; '.join(region.name for region in places.regions)}")
    return places.region(code)


def refuse(reason: str) -> int:
    """Say on standard error why a command does nothing."""
    print(reason, file=sys.stderr)
    return UNREADABLE


def printable(line: str) -> str:
    """A line as a console may show it: whoever named a file or wrote a cell can neither move its cursor nor add lines of their own."""
    return _CONTROLS.sub("\ufffd", line)
