"""What a search found, in a sentence."""

from lib.model import Message
from lib.search.index import Found


def found_in_words(found: Found, whole: int) -> Message:
    """How many of all activities are shown, and how many of these an office marked as good practice."""
    return Message("practices.found" if found.good else "practices.found.none_good", {"found": len(found.practices), "n": whole, "good": found.good})
