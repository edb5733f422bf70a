"""What is known of one country over the points, and what of its situation may stand as a figure. No coverage and no share: points are not alike."""

import pandas as pd

from lib.figures.coverage import by_place
from lib.model import REGION_WIDE, Matrix, Message, Situation, Status


def country_in_words(cells: pd.DataFrame) -> tuple[Message, ...]:
    """The sentences over a country's points, from its rows of `cells`: how many are assessed and how, then those recorded, unknown, not applicable."""
    counts = by_place(cells).iloc[0]
    applicable, assessed, recorded, beside = (int(counts[name]) for name in ("applicable", "assessed", "recorded", "not_applicable"))
    if not applicable:
        return (Message("country.none_applicable", {"n": beside}),)
    unknown = applicable - assessed - recorded
    said = [_first(cells, applicable, assessed, recorded)]
    if assessed and recorded:
        said.append(Message("country.more_recorded", {"n": recorded}))
    if unknown < applicable and unknown:
        said.append(Message("country.unknown", {"n": unknown}))
    if beside:
        said.append(Message("country.not_applicable", {"n": beside}))
    return tuple(said)


def _first(cells: pd.DataFrame, applicable: int, assessed: int, recorded: int) -> Message:
    if assessed:
        points = {status: int((cells["status"] == status).sum()) for status in Status if status is not Status.NOT_APPLICABLE}
        parts = tuple(Message(f"country.part.{status}", {"points": count}) for status, count in points.items() if count)
        return Message("country.assessed", {"assessed": assessed, "n": applicable, "parts": parts})
    if recorded:
        return Message("country.recorded", {"recorded": recorded, "n": applicable})
    return Message("country.nothing_known", {"n": applicable})


def situation_figure(situation: Situation) -> Message | None:
    """The figure of a situation with what it counts and of when. Where one of these or its source lacks, what lacks instead of the figure; None where no
    figure was recorded.
    """
    if situation.figure is None:
        return None
    needed = {"meaning": situation.figure_meaning, "date": situation.as_of, "source": situation.source}
    if all(needed.values()):
        return Message("country.figure", {"figure": situation.figure, "meaning": situation.figure_meaning, "as_of": situation.as_of})
    return Message("country.figure.withheld", {"lacks": tuple(Message(f"country.figure.{part}") for part, there in needed.items() if not there)})


def region_wide_in_words(matrix: Matrix) -> Message:
    """How many activities are those of the region as a whole, and of none of its countries."""
    n = sum(activity.place == REGION_WIDE for activity in matrix.activities)
    return Message("country.region_wide", {"n": n}) if n else Message("country.region_wide.none")
