"""A subject with what its sections need: its matrix, its cells, and the small things that all of them say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from lib import figures, planning
from lib.briefing.citing import Citing
from lib.briefing.content import Said, Subject
from lib.framework import Framework, point_in_words
from lib.model import REGION_WIDE, About, Matrix, Message
from lib.places import Places
from lib.words import Catalogue


@dataclass(frozen=True)
class Told:
    """What is told of a subject: its matrix (of a group, what the matrices of its countries say of them), its cells, and what else the sections need."""

    subject: Subject
    matrix: Matrix
    cells: pd.DataFrame
    others: Mapping[str, Matrix]
    framework: Framework
    places: Places
    words: Catalogue
    citing: Citing
    on: date

    @property
    def name(self) -> Message:
        """What the subject is called."""
        return self.subject.group.name

    @cached_property
    def nothing_assessed(self) -> bool:
        """Whether no office has judged any of its cells."""
        return figures.begin_in_words(self.cells) is not None

    @cached_property
    def takeaway(self) -> Message:
        """The sentence over its cells."""
        return figures.takeaway(self.cells)

    @cached_property
    def counts(self) -> Mapping[str, Message]:
        """The counts of each point in words."""
        counts = figures.by_point(self.cells)
        return {point: figures.counts_in_words(counts, point) for point in self.framework.point_ids}

    @cached_property
    def gaps(self) -> Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]:
        """The points that have gaps, in the order in which these are shown: of each its lists that hold a country, and of each country what its office
        wrote is missing there ("": nothing). What is not known is no gap, and that a status is contested is nothing that is missing."""
        found: dict[str, dict[str, list[tuple[str, str]]]] = {point: {} for point in self.order}
        for kind, cells in figures.gaps(self.cells, self.matrix).items():
            if kind != figures.LISTS[-1]:
                for place, point, missing in zip(cells["place"], cells["point"], cells["missing"], strict=True):
                    found[point].setdefault(kind, []).append((place, planning.contested(missing)[0]))
        return {point: lists for point, lists in found.items() if lists}

    @cached_property
    def contests(self) -> Sequence[tuple[str, str, str]]:
        """Where a published status is contested: the point, the place, and the sentence that says so."""
        shown = [*self.cells["place"].unique()]
        found = [(row.point, row.place, one) for row in self.matrix.remarks if row.place in shown for one in planning.contested(row.missing)[1]]
        return sorted(found, key=lambda one: (self.framework.point_ids.index(one[0]), shown.index(one[1])))

    @cached_property
    def order(self) -> Mapping[str, tuple[str, ...]]:
        """The points in the order in which their gaps are shown, each with those with which it is tied."""
        found = figures.order(self.cells)
        return dict(zip(found["point"], found["tied"], strict=True))


def told(subject: Subject, others: Mapping[str, Matrix], framework: Framework, places: Places, words: Catalogue, citing: Citing, on: date) -> Told:
    """A subject with its cells, countries by their names in the language of `words`."""
    matrix = _matrix(subject)
    countries = words.by_name(subject.group.countries)
    cells = figures.cells(matrix, countries, framework.point_ids)
    if not subject.group.region_wide:
        cells = cells[cells["place"] != REGION_WIDE].reset_index(drop=True)
    return Told(subject, matrix, cells, others, framework, places, words, citing, on)


def _matrix(subject: Subject) -> Matrix:
    """The matrix of a region; of a group, the rows of its countries, each by the matrix of its region."""
    if subject.group.region_wide:
        [revision] = subject.revisions.values()
        return revision.matrix
    of = [(subject.revisions[region].matrix, {*countries}) for region, countries in subject.group.sources.items()]
    return Matrix(
        About(subject.group.id),
        subject.group.countries,
        **{
            part: tuple(row for matrix, countries in of for row in getattr(matrix, part) if row.place in countries)
            for part in ("assessments", "remarks", "activities", "situations", "follow_up")
        },
    )


def point_said(point: str) -> Said:
    """A point, for a cell of a table."""
    return Said((point_in_words(point),))


def place_said(place: str) -> Said:
    """A country or territory, for a cell of a table."""
    return Said((Message(f"place.{place}"),))


def number_said(n: Any) -> Message:
    """A whole number, written as the language writes it."""
    return Message("briefing.number", {"number": int(n)})


def more(n: int, page: str) -> tuple[Message, ...]:
    """How much is left out, and the page of the dashboard that has it."""
    return (Message("briefing.more", {"n": n, "page": Message(f"page.{page}")}),) if n > 0 else ()
