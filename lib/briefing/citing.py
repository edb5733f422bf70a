"""The sources that a briefing cites, numbered as they first come up."""

from collections.abc import Iterable

from lib.briefing.content import Source, written
from lib.model import Activity


class Citing:
    """Gives each source its number: the same text and address have the same one."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, source: str, link: str = "") -> tuple[int, ...]:
        """The number of a source; none where nothing names it."""
        key = (written(source or link), link)
        return (self._numbers.setdefault(key, len(self._numbers) + 1),) if key[0] else ()

    def of(self, activities: Iterable[Activity], most: int) -> tuple[int, ...]:
        """The numbers of the first sources that some activities name, each once."""
        named = list(dict.fromkeys((one.source, one.link) for one in activities if one.source or one.link))
        return tuple(dict.fromkeys(number for source, link in named[:most] for number in self.number(source, link)))

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source that was numbered, by its number."""
        return tuple(Source(number, text, link) for (text, link), number in self._numbers.items())
