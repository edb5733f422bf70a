"""What is known from a foreign file: values of the model, gathered place by place and point by point."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Matrix, Remark, Situation, Stage, Status


@dataclass(slots=True)
class Facts:
    """The facts of one region. What is said twice in the same words is there once."""

    activities: dict[tuple[str, ...], Activity] = field(default_factory=dict)
    assessed: dict[Cell, Status] = field(default_factory=dict)
    remarks: dict[Cell, dict[str, list[str]]] = field(default_factory=dict)
    situations: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)

    def met(self, places: Iterable[str]) -> None:
        """These places have a row."""
        self.places |= dict.fromkeys(place for place in places if place != REGION_WIDE)

    def activity(self, activity: Activity) -> None:
        """An activity. Where the same words stand with and without a stage, the stage counts."""
        key = activity.place, activity.point, activity.activity, activity.year
        known = self.activities.get(key)
        if known is None or (known.stage is None and activity.stage is not None):
            self.activities[key] = activity

    def remark(self, cell: Cell, column: str, text: str) -> None:
        """A text beside a cell."""
        texts = self.remarks.setdefault(cell, {}).setdefault(column, [])
        if text not in texts:
            texts.append(text)

    def situation(self, place: str, text: str) -> None:
        """Mixed movements in one country, in words."""
        texts = self.situations.setdefault(place, [])
        if text not in texts:
            texts.append(text)

    def matrix(self, region: str, framework: str) -> Matrix:
        """All of it as a matrix."""
        return Matrix(
            About(region, framework=framework),
            tuple(self.places),
            tuple(Assessment(*cell, status) for cell, status in self.assessed.items()),
            tuple(Remark(*cell, **{column: "\n".join(texts) for column, texts in columns.items()}) for cell, columns in self.remarks.items()),
            tuple(self.activities.values()),
            tuple(Situation(place, situation="\n".join(texts)) for place, texts in self.situations.items()),
        )

    def staged(self, activity: Activity, status: str) -> Activity:
        """An activity with the stage that a status words."""
        return replace(activity, stage=Stage(status))
