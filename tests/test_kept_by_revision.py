"""What pages make once of a revision is never shown of another."""

from dataclasses import replace

import pyarrow as pa
import pytest
from streamlit import dataframe_util
from streamlit.dataframe_util import convert_anything_to_arrow_bytes as as_bytes

from lib.model import Assessment, Cell, Evidence, Revision, Status, fingerprint
from pages.shared import country, data, helping, matrix
from tests.test_pages import opened

NORTH = "demonstration-north"
WANTED = "Something that nobody did before"


@pytest.fixture(autouse=True)
def look_up() -> None:
    """As dashboard.py does before a page runs."""
    data.look_up()


@pytest.fixture
def north() -> Revision:
    return data.current(NORTH)


def with_(revision: Revision, **changed: object) -> Revision:
    """Another revision, which says something else."""
    matrix = replace(revision.matrix, **changed)
    return replace(revision, matrix=matrix, fingerprint=fingerprint(matrix))


def with_other_words(revision: Revision) -> Revision:
    return with_(revision, activities=tuple(replace(one, activity=WANTED) for one in revision.matrix.activities))


def test_countries_with_most_assessed_cells_come_first_in_each_revision(north):
    countries = data.places().region(NORTH).countries
    *_, last = matrix.in_order(north, countries, "assessed")
    all_of_it = tuple(Assessment(last, point, Status.IN_PLACE) for point in data.framework().point_ids)
    first, *_ = matrix.in_order(with_(north, assessments=all_of_it), countries, "assessed")
    assert first == last != matrix.in_order(north, countries, "assessed")[0]


def test_what_stands_behind_a_countrys_cells_is_each_revisions_own(north):
    place = next(one.place for one in north.matrix.activities if one.place in data.places().region(NORTH).countries)

    def told(revision: Revision) -> str:
        return "".join(country.written(revision, place, country.known(revision, place)).values())

    assert WANTED not in told(north)
    assert WANTED in told(with_other_words(north))


def test_who_could_help_is_told_from_the_revisions_that_are_shown(north):
    others = data.revisions(demonstration=True)
    gap = next(
        Cell(one.place, one.point)
        for one in north.matrix.assessments
        if one.status is Status.NOT_IN_PLACE and "★" in country.helpers(Cell(one.place, one.point), others)
    )
    changed = {region: with_other_words(one) for region, one in others.items()}
    for tell in (country.helpers, told_on_gaps):
        assert WANTED not in tell(gap, others)
        assert WANTED in tell(gap, changed)


def told_on_gaps(gap: Cell, revisions: dict[str, Revision]) -> str:
    offered, _ = helping._told(" ".join(one.fingerprint for one in revisions.values()), revisions, gap, data.language())
    return offered.html if offered else ""


def test_a_matrix_that_is_kept_is_sent_as_its_table_would_be(north):
    view = matrix.View(NORTH, data.places().region(NORTH).countries, data.framework().point_ids, frozenset(Evidence))
    kept, small = matrix.drawn(north, view), matrix.thumbnail(north, "light", "en")
    for tables, sent in ((kept.datasets, kept.sent), (small.specification["datasets"], small.sent["datasets"])):
        assert {name: as_bytes(table) for name, table in sent.items()} == {name: as_bytes(table) for name, table in tables.items()}


@pytest.mark.parametrize("page", ["overview", "coverage"])
def test_who_looks_again_gets_what_was_sent_before_and_no_table_is_looked_through_again(page, monkeypatch):
    app = opened(f"pages/explore/{page}.py")
    rows: list[int] = []
    monkeypatch.setattr(dataframe_util, "convert_pandas_df_to_arrow_table", lambda table, **_: rows.append(len(table)) or pa.Table.from_pandas(table))
    app.run()
    assert not app.exception
    assert max(rows, default=0) <= 1, "the cell that is open is all that is each visitor's own"
