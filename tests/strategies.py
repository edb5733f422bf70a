"""Matrices that hypothesis invents: any that an office could have, its texts as nasty as what people paste.

The one rule of texts is the reader's: what nobody sees at either end of a cell is not part of it, and line ends are \\n.

A strategy is made once (`cache`): making and validating one takes longer than drawing from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lib import framework as frameworks
from lib import names
from lib import places as declared
from lib.model import REGION_WIDE, About, Activity, Assessment, Evidence, FollowUp, Matrix, Remark, Role, Situation, Stage, State, Status
from lib.places import Region

FOLDER = Path(__file__).parent.parent / "matrices"
FRAMEWORK = frameworks.load(FOLDER / "framework.toml")
PLACES = declared.load(FOLDER)
NAMES = names.index(PLACES)
"""It takes as long as a page: every process of a run makes it once."""

NASTY = (
    "=1+1",
    '=HYPERLINK("https://example.org","click")',
    "+49 30 1234",
    "-5",
    "@SUM(A1)",
    "007",
    "2024",
    "1e5",
    "TRUE",
    "NA",
    "None",
    "#N/A",
    "line one\nline two",
    "two\u00a0words",
    "a\ttab",
    "several  spaces",
    "שלום עולם",
    "مرحبا",
    "👩‍🚀 and 🇰🇪",
    '"quoted", & <b>bold</b>',
    "<r>not rich text</r>",
    "<r>&</r>",
    "_x0041_",
    "a; b; c",
    "n’a pas – ce n'est rien",
    "2024-06",
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_HEX = "0123456789abcdef"
_Row = TypeVar("_Row", Remark, Activity, Situation, FollowUp)
_STATUSES = (None, *Status)
_DAYS = st.one_of(st.none(), st.dates(date(1906, 1, 1), date(2100, 1, 1)))
"""No day of 1905: to Excel that is a year typed into a cell that shows dates."""


def tries(percent: int) -> settings:
    """So many of the profile's examples, for a law that takes long to try once: `make test` tries each law often, `make fuzz` as often as an hour allows."""
    return settings(max_examples=max(1, settings().max_examples * percent // 100))


def trimmed(text: str) -> str:
    """A text as a cell holds it."""
    return text.strip(_UNSEEN)


@cache
def texts(least: int = 0) -> SearchStrategy[str]:
    """Texts without characters that no spreadsheet can hold (control characters, halves of surrogate pairs), and without the one that openpyxl loses:
    it deletes "x005F_" from every text, to undo an escape."""
    written = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t"), max_size=40)
    return st.one_of(st.sampled_from(NASTY), written.map(trimmed)).filter(lambda text: len(text) >= least and "x005F_" not in text)


@cache
def names() -> SearchStrategy[tuple[str, ...]]:
    """Several names that share one cell, parted by semicolons."""
    alone = st.one_of(st.sampled_from(("Agency One", "Ministry, of a kind", "=Agency", "هيئة", "NA")), texts(1))
    return st.lists(alone.map(lambda name: trimmed(name.replace(";", ",").replace("\n", " "))).filter(bool), max_size=4).map(tuple)


@cache
def years() -> SearchStrategy[str]:
    """A year, a period, a month, a day or nothing."""
    year = st.integers(1989, 2035)
    day = st.dates(date(1989, 1, 1), date(2035, 12, 31))
    period = st.tuples(year, st.integers(0, 9)).map(lambda span: f"{span[0]}-{span[0] + span[1]}")
    return st.one_of(st.just(""), year.map(str), period, day.map(date.isoformat), day.map(lambda one: f"{one:%Y-%m}"))


@cache
def links() -> SearchStrategy[str]:
    """Web addresses, and what else stands in a column of links."""
    path = st.text("abcXYZ019-._~/?=&%#+,:;@!'()*é", max_size=40)
    return st.one_of(st.just(""), path.map(lambda rest: f"https://example.org/{rest}"), texts())


@cache
def _rows() -> SearchStrategy[tuple[list[Remark], list[Activity], list[Situation], list[FollowUp]]]:
    """Rows of every table. A row's place is a number as yet: which of the places that the matrix has is seen when they are known."""
    cell = st.tuples(st.sampled_from("012345"), st.sampled_from(FRAMEWORK.point_ids))
    refs = st.one_of(st.just(""), st.text(_HEX, min_size=12, max_size=12))
    remarks = st.builds(lambda where, missing, *rest: Remark(*where, missing, *rest), cell, texts(1), texts(), texts(), texts(), years())
    activities = st.builds(
        lambda ref, where, *rest: Activity(ref, *where, *rest),
        refs, cell, texts(1), st.sampled_from((None, *Stage)), names(), years(), st.booleans(), st.sampled_from(Evidence), texts(), links(),
    )  # fmt: skip
    roles = st.lists(st.sampled_from(Role), unique=True).map(tuple)
    figures = st.one_of(st.none(), st.integers(0, 10**12))
    situations = st.builds(Situation, st.integers(0, 999).map(str), roles, texts(1), figures, texts(), years(), texts(), links())
    follow_up = st.builds(
        lambda ref, where, *rest: FollowUp(ref, *where, *rest),
        refs, cell, texts(1), texts(), names(), texts(), years(), st.sampled_from(State), texts(), texts(),
    )  # fmt: skip
    return st.tuples(
        st.lists(remarks, max_size=4),
        st.lists(activities, max_size=4, unique_by=lambda row: row.ref or id(row)),
        st.lists(situations, max_size=3),
        st.lists(follow_up, max_size=3, unique_by=lambda row: row.ref or id(row)),
    )


def _placed(rows: Iterable[_Row], places: Sequence[str]) -> list[_Row]:
    return [replace(row, place=places[int(row.place) % len(places)]) for row in rows]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """A matrix of a declared region, with some of its countries in any order."""
    region: Region = draw(st.sampled_from(PLACES.regions))
    rows = (REGION_WIDE, *draw(st.lists(st.sampled_from(region.countries), unique=True, max_size=5)))
    cells = [(place, point) for place in rows for point in FRAMEWORK.point_ids]
    given = draw(st.binary(min_size=len(cells), max_size=len(cells)))  # a byte is a status: a choice of its own for each takes ten times as long
    about = About(
        region.id,
        office=draw(texts()),
        as_of=draw(_DAYS),
        contact=draw(texts()),
        framework=FRAMEWORK.id,
        sharing=draw(texts()),
        notes=draw(texts()),
    )
    remarks, activities, situations, follow_up = draw(_rows())
    return Matrix(
        about,
        rows[1:],
        tuple(Assessment(*cell, status) for cell, byte in zip(cells, given, strict=True) if (status := _STATUSES[byte % len(_STATUSES)])),
        tuple({(row.place, row.point): row for row in _placed(remarks, rows)}.values()),
        tuple(_placed(activities, rows)),
        tuple({row.place: row for row in _placed(situations, region.countries)}.values()),
        tuple(_placed(follow_up, rows)),
    )


@st.composite
def versions(draw: st.DrawFn, number: int = 3) -> tuple[Matrix, ...]:
    """Matrices of one region that have much in common: rows there or not, edited in a column, edited in all of them."""
    pool = [_numbered(draw(matrices())) for _ in range(2)]
    random = draw(st.randoms(use_true_random=False))
    return tuple(_version(pool, random) for _ in range(number))


def _numbered(matrix: Matrix) -> Matrix:
    """A matrix whose refs any other has too."""
    activities = tuple(replace(row, ref=f"a{n}") for n, row in enumerate(matrix.activities))
    return replace(matrix, activities=activities, follow_up=tuple(replace(row, ref=f"f{n}") for n, row in enumerate(matrix.follow_up)))


def _version(pool: list[Matrix], random: Random) -> Matrix:
    about, other = (matrix.about for matrix in pool)
    edited = {field.name: getattr(other, field.name) for field in fields(About) if field.name != "region" and random.random() < 0.2}
    places = tuple(place for place in dict.fromkeys((*pool[0].places, *pool[1].places)) if random.random() < 0.8)
    statuses = {(a.place, a.point): random.choice((a.status, a.status, None, Status.PLANNED)) for matrix in pool for a in matrix.assessments}
    return Matrix(
        replace(about, **edited),
        places,
        tuple(Assessment(*cell, status) for cell, status in statuses.items() if status and cell[0] in (REGION_WIDE, *places)),
        _some(pool[0].remarks, pool[1].remarks, ("place", "point"), random),
        _some(pool[0].activities, pool[1].activities, ("ref",), random),
        _some(pool[0].situations, pool[1].situations, ("place",), random),
        _some(pool[0].follow_up, pool[1].follow_up, ("ref",), random),
    )


def _some(ours: tuple[_Row, ...], others: tuple[_Row, ...], keys: tuple[str, ...], random: Random) -> tuple[_Row, ...]:
    def key(row: _Row) -> tuple[str, ...]:
        return tuple(getattr(row, name) for name in keys)

    there = {key(row): row for row in others} | {key(row): row for row in ours}
    found = []
    for row in there.values():
        if random.random() < 0.8:
            donor = random.choice((*ours, *others))
            column = random.choice([field.name for field in fields(row) if field.name not in keys])
            found.append(random.choice((row, row, replace(row, **{column: getattr(donor, column)}))))
    return tuple(found)
