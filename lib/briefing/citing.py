"""The sources that a briefing cites, numbered as they first come up."""

from collections.abc import Iterable

from lib.briefing.content import Source, written
from lib.model import Activity


class Citing:
    """Gives each source its number: what is called the same is one source, with all the addresses that it was cited with."""

    def __init__(self) -> None:
        self._links: dict[str, dict[str, None]] = {}

    def number(self, source: str, link: str = "") -> tuple[int, ...]:
        """The number of a source; none where nothing names it."""
        called = written(source or link)
        if not called:
            return ()
        self._links.setdefault(called, {}).update({link: None} if link else {})
        return ([*self._links].index(called) + 1,)

    def of(self, activities: Iterable[Activity], most: int) -> tuple[int, ...]:
        """The numbers of the first sources that some activities name, each once."""
        named = {one.source or one.link: one.link for one in activities if one.source or one.link}
        return tuple(number for source, link in list(named.items())[:most] for number in self.number(source, link))

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source that was numbered, by its number."""
        return tuple(Source(number, text, tuple(links)) for number, (text, links) in enumerate(self._links.items(), 1))
