"""Options to choose from that would read alike, told apart: the browser knows an option by its words alone, and would take the one for the other."""

from collections import Counter
from collections.abc import Callable, Mapping

from pages.shared.data import say


def told_apart(named: Mapping[str, str], mark: Callable[[str], str]) -> dict[str, str]:
    """The words of each option by its identifier, with its `mark` where another one has the same words."""
    often = Counter(named.values())
    return {id: say("choice.alike", words=words, mark=mark(id)) if often[words] > 1 else words for id, words in named.items()}
