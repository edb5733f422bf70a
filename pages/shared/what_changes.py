"""What a matrix changes in another: until it is there, nothing is said and nothing is judged."""

from collections.abc import Mapping, Sequence

from lib.model import Cell, Matrix, Revision


def show(
    before: Matrix,
    after: Matrix,
    *,
    name: str,
    revisions: Sequence[Revision] = (),
    judged: Mapping[Cell, str] | None = None,
    judge: bool = False,
) -> dict[Cell, str]:
    """Draw what changes; the kinds of change that were chosen."""
    return {}
