"""What is said of a region after a change that was not said before: the sentences of its figures, two and two."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lib.figures.coverage import by_point, cells, counts_in_words, takeaway
from lib.figures.order import order, tied_in_words
from lib.figures.spread import spread, spread_in_words
from lib.framework import point_in_words
from lib.model import Matrix, Message

_NOT_TIED = Message("order.not_tied")


class SaidOtherwise(NamedTuple):
    """A sentence that changed: what it is about, how it was, how it is."""

    about: Message
    before: Message
    after: Message


def said_otherwise(before: Matrix, after: Matrix, countries: Sequence[str], points: Sequence[str]) -> tuple[SaidOtherwise, ...]:
    """The sentences that two matrices of a region differ in: the takeaway; then of each point its counts, how what it lacks is spread, and with which
    points it is tied in their order. `countries` are those declared."""
    was, now = (_said(matrix, countries, points) for matrix in (before, after))
    return tuple(SaidOtherwise(about, was[key][1], sentence) for key, (about, sentence) in now.items() if sentence != was[key][1])


def _said(matrix: Matrix, countries: Sequence[str], points: Sequence[str]) -> Mapping[tuple[str, str], tuple[Message, Message]]:
    """The sentences by kind and point, each with what it is about."""
    table = cells(matrix, countries, points)
    counts = by_point(table)
    rows: Any = spread(table).set_index("point").to_dict("index")
    ties = order(table).set_index("point")["tied"]
    said = {("takeaway", ""): (Message("said.takeaway"), takeaway(table))}
    for id in points:
        said["counts", id] = _about("counts", id), counts_in_words(counts, id)
        said["spread", id] = _about("spread", id), spread_in_words(rows[id])
    for id in points:
        tied = tuple(point for point in points if point in ties[id])  # in one order: two points that change places are tied as before
        said["order", id] = _about("order", id), tied_in_words(tied) if tied else _NOT_TIED
    return said


def _about(kind: str, id: str) -> Message:
    return Message(f"said.{kind}", {"point": point_in_words(id)})
