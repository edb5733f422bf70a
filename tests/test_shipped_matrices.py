"""The matrices that come with the product: every coded fact and no assessment; the invented ones show all that a matrix can hold."""

import calendar
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib import intake
from lib.model import REGION_WIDE, Evidence, Matrix, Stage, State, Status, years
from lib.places import slug
from lib.words import catalogue
from matrices import build
from tests.strategies import FRAMEWORK, PLACES

WORDS = catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))


def built() -> dict[str, Matrix]:
    return {matrix.about.region: matrix for matrix in build.matrices(FRAMEWORK.id, PLACES, WORDS)}


MATRICES = built()
CODED = [MATRICES[region.id] for region in PLACES.regions if not region.demonstration]
INVENTED = [MATRICES[region.id] for region in PLACES.regions if region.demonstration]
NORTH, SOUTH = INVENTED


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_building_again_gives_the_shipped_workbooks_part_by_part(tmp_path: Path):
    build.build(tmp_path)
    made, shipped = sorted(tmp_path.glob("*.xlsx")), sorted(build.FOLDER.glob("*.xlsx"))
    assert [path.stem for path in made] == [path.stem for path in shipped] == sorted(region.id for region in PLACES.regions)
    for one, other in zip(made, shipped, strict=True):
        assert parts(one) == parts(other), f"{other.name} is not what its sources give: run python -m matrices.build"


@pytest.mark.parametrize("region", MATRICES)
def test_a_shipped_workbook_is_read_whole_and_without_a_finding(region: str):
    with (build.FOLDER / f"{region}.xlsx").open("rb") as file:
        report = intake.read(file, file.name, FRAMEWORK, PLACES)
    assert report.matrix == MATRICES[region]
    assert (report.findings, report.cells_not_read) == ((), 0)


def test_eight_regions_hold_every_coded_activity_and_every_declared_country_and_no_assessment():
    assert len(CODED) == 8
    assert sum(len(matrix.activities) for matrix in CODED) == 774
    assert sum(len(matrix.situations) for matrix in CODED) == 117
    assert len({place for matrix in CODED for place in matrix.places}) == sum(len(matrix.places) for matrix in CODED) == 197
    assert not any(matrix.assessments or matrix.remarks for matrix in CODED)
    assert all("Nobody's official assessment" in matrix.about.notes for matrix in CODED)


def test_what_documents_record_keeps_its_stage_and_its_evidence():
    activities = [activity for matrix in CODED for activity in matrix.activities]
    assert Counter(activity.stage for activity in activities) == {Stage.IN_PLACE: 366, Stage.PARTLY: 237, Stage.PLANNED: 134, Stage.NOT_IN_PLACE: 37}
    assert Counter(activity.evidence for activity in activities) == {Evidence.DOCUMENT: 697, Evidence.TITLE_ONLY: 77}
    assert sum(activity.place == REGION_WIDE for activity in activities) == 224
    assert not any(activity.good_practice for activity in activities)
    assert not any(";" in actor or actor != actor.strip() for activity in activities for actor in activity.actors)


def test_every_place_of_a_matrix_is_declared_for_its_region_and_stands_by_its_name():
    for matrix in MATRICES.values():
        rows = (*matrix.assessments, *matrix.remarks, *matrix.activities, *matrix.situations, *matrix.follow_up)
        assert {row.place for row in rows} <= {REGION_WIDE, *matrix.places}
        assert set(matrix.places) == set(PLACES.region(matrix.about.region).countries)
        assert list(matrix.places) == sorted(matrix.places, key=lambda place: slug(WORDS.text(f"place.{place}")))


def test_targets_of_the_old_plan_are_recorded_and_never_agreed():
    targets = [(matrix, target) for matrix in CODED for target in matrix.follow_up]
    assert len(targets) == 13
    assert {matrix.about.region for matrix, _ in targets} == {"eastern-and-southern-africa"}
    assert {(target.state, target.due, target.place) for _, target in targets} == {(State.RECORDED, "2012", REGION_WIDE)}
    assert all("Dar es Salaam" in target.source for _, target in targets)
    assert {target.action for _, target in targets} <= {a.activity for matrix in CODED for a in matrix.activities if a.stage is Stage.PLANNED}


@pytest.mark.parametrize("region", MATRICES)
def test_a_reference_names_one_row_of_a_region(region: str):
    refs = [row.ref for row in (*MATRICES[region].activities, *MATRICES[region].follow_up)]
    assert len(set(refs)) == len(refs)
    assert all(re.fullmatch("[0-9a-f]{8,}", ref) for ref in refs)


def test_a_reference_does_not_depend_on_the_order_of_the_sources(monkeypatch: pytest.MonkeyPatch):
    rows = build._rows
    monkeypatch.setattr(build, "_rows", lambda name, region: random.Random(1).sample(found := list(rows(name, region)), len(found)))
    shuffled = built()
    assert shuffled != MATRICES
    for region, matrix in MATRICES.items():
        assert {row.ref: row for row in shuffled[region].activities} == {row.ref: row for row in matrix.activities}
        assert {row.ref: row for row in shuffled[region].follow_up} == {row.ref: row for row in matrix.follow_up}


# The invented regions: each shows everything, and is plainly invented.


def statuses(matrix: Matrix, point: str) -> list[Status | None]:
    """The status of each country at a point; None where it is not assessed."""
    given = {a.place: a.status for a in matrix.assessments if a.point == point}
    return [given.get(place) for place in matrix.places]


def cells(matrix: Matrix) -> Iterator[tuple[str, str]]:
    return ((place, point) for place in matrix.places for point in FRAMEWORK.point_ids)


def assessed(matrix: Matrix) -> set[tuple[str, str]]:
    return {(a.place, a.point) for a in matrix.assessments}


def recorded(matrix: Matrix) -> set[tuple[str, str]]:
    return {(a.place, a.point) for a in matrix.activities if a.evidence is not Evidence.TITLE_ONLY}


def test_invented_countries_have_names_and_codes_of_their_own():
    places = [*NORTH.places, *SOUTH.places]
    assert (len(NORTH.places), len(SOUTH.places)) == (8, 12)
    assert all(re.fullmatch("XA[A-Z]", place) for place in places)
    for language, country in {"en": "Country", "fr": "Pays", "es": "País"}.items():
        assert [PLACES.names[place][language] for place in places] == [f"{country} {place[-1]}" for place in places]
    real = {name for place, names in PLACES.names.items() if place not in places for name in names.values()}
    assert not real & {name for place in places for name in PLACES.names[place].values()}


def test_invented_countries_have_a_grouping_and_routes_of_their_own():
    invented = {*NORTH.places, *SOUTH.places}
    mixed = [set(group.countries) for group in PLACES.groups if invented & set(group.countries)]
    routes = [{stop.place for stop in route.stops} for route in PLACES.routes if invented & {stop.place for stop in route.stops}]
    assert len(mixed) == 5 and len(routes) == 2
    assert all(found <= invented for found in (*mixed, *routes))
    assert all(found & set(NORTH.places) and found & set(SOUTH.places) for found in routes)
    assert sum(bool(found & set(NORTH.places) and found & set(SOUTH.places)) for found in mixed) == 3


def test_invented_matrices_name_nothing_real():
    for matrix in INVENTED:
        assert {row.source for row in (*matrix.remarks, *matrix.activities, *matrix.situations, *matrix.follow_up)} == {build.INVENTED}
        assert all(row.link == "" or row.link.startswith("https://example.org/") for row in (*matrix.activities, *matrix.situations))
        real = {name for place, names in PLACES.names.items() if place[:2] != "XA" for name in names.values()} | {"UNHCR", "IOM", "Red Cross"}
        texts = "\n".join(str(row) for row in (*matrix.remarks, *matrix.activities, *matrix.situations, *matrix.follow_up))
        assert not [name for name in real if re.search(rf"\b{re.escape(name)}\b", texts)]


@pytest.mark.parametrize("matrix", INVENTED, ids=lambda matrix: matrix.about.region)
def test_an_invented_matrix_shows_every_kind_of_cell(matrix: Matrix):
    assert {a.status for a in matrix.assessments} == set(Status)
    reasons = {(r.place, r.point) for r in matrix.remarks if r.reason}
    assert {(a.place, a.point) for a in matrix.assessments if a.status is Status.NOT_APPLICABLE} <= reasons
    only_recorded = recorded(matrix) - assessed(matrix)
    assert {place for place, _ in only_recorded} - {REGION_WIDE}
    assert set(cells(matrix)) - assessed(matrix) - recorded(matrix)
    examples = {(a.place, a.point) for a in matrix.activities if a.evidence is Evidence.TITLE_ONLY}
    assert examples - recorded(matrix)
    assert {a.place for a in matrix.assessments} & {REGION_WIDE}
    assert {a.place for a in matrix.activities} & {REGION_WIDE}
    assert [r for r in matrix.remarks if r.missing and r.recommendation]


@pytest.mark.parametrize("matrix", INVENTED, ids=lambda matrix: matrix.about.region)
def test_an_invented_matrix_shows_every_kind_of_activity(matrix: Matrix):
    activities = matrix.activities
    assert {a.evidence for a in activities} == set(Evidence)
    assert {a.stage for a in activities} == {*Stage, None}
    assert sum(a.good_practice for a in activities) >= 5
    assert any(len(a.actors) > 2 for a in activities)
    assert {len(list(years(a.year))) for a in activities} == {0, 1, 2}
    assert {a.link == "" for a in activities} == {True, False}
    order = list(Stage)
    dated = [(a, b) for a in activities for b in activities if (a.place, a.point) == (b.place, b.point) and a.stage and b.stage and a.year and b.year]
    assert any(max(years(a.year)) > max(years(b.year)) and order.index(a.stage) > order.index(b.stage) for a, b in dated), "no records conflict"
    assert {bool(s.figure is not None) for s in matrix.situations} == {True, False}
    assert {len(s.roles) for s in matrix.situations} >= {1, 2}


def test_invented_follow_up_stands_in_every_state_overdue_and_due_soon():
    def last_day(due: str) -> date:
        year, month, day = [*map(int, due.split("-")), 0, 0][:3]
        return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])

    actions = [action for matrix in INVENTED for action in matrix.follow_up]
    assert {action.state for action in actions} == set(State)
    for matrix in INVENTED:
        open_ones = [last_day(a.due) for a in matrix.follow_up if a.state in (State.AGREED, State.IN_PROGRESS)]
        assert any(day < build.AS_OF for day in open_ones)
        assert any(build.AS_OF <= day <= build.AS_OF + timedelta(days=60) for day in open_ones)
        assert any(day > build.AS_OF + timedelta(days=60) for day in open_ones)
    assert all(action.reason for action in actions if action.state in (State.DROPPED, State.NO_ACTION))
    assert any(len(action.partners) > 1 for action in actions)


@pytest.mark.parametrize("matrix", INVENTED, ids=lambda matrix: matrix.about.region)
def test_an_invented_region_has_patchy_points_absent_ones_and_ones_of_which_it_cannot_be_said(matrix: Matrix):
    def kind(point: str) -> str:
        found = {status for status in statuses(matrix, point) if status is not Status.NOT_APPLICABLE}
        has, lacks = bool(found & {Status.IN_PLACE, Status.PARTLY}), Status.NOT_IN_PLACE in found
        if has and lacks:
            return "patchy"
        if not has and None not in found:
            return "absent throughout"
        return "cannot be said" if None in found else "present throughout"

    assert {kind(point) for point in FRAMEWORK.point_ids} >= {"patchy", "absent throughout", "cannot be said"}


def bounds(matrix: Matrix, point: str, *counted: Status) -> tuple[float, float]:
    """The lowest and the highest possible share of countries, whatever the unknown cells hold."""
    applicable = [status for status in statuses(matrix, point) if status is not Status.NOT_APPLICABLE]
    having, unknown = sum(status in counted for status in applicable), applicable.count(None)
    return having / len(applicable), (having + unknown) / len(applicable)


@pytest.mark.parametrize(("more", "less", "point"), [(NORTH, SOUTH, "3"), (SOUTH, NORTH, "4")])
def test_one_invented_region_is_ahead_of_the_other_whatever_the_unknown_cells_hold(more: Matrix, less: Matrix, point: str):
    shares = [(Status.IN_PLACE,), (Status.IN_PLACE, Status.PARTLY)]
    margins = [bounds(more, point, *counted)[0] - bounds(less, point, *counted)[1] for counted in shares]
    assert min(margins) >= 0
    assert max(margins) > 0


def test_of_other_points_it_cannot_be_said_which_invented_region_is_ahead():
    shares = [(Status.IN_PLACE,), (Status.IN_PLACE, Status.PARTLY)]

    def ahead(more: Matrix, less: Matrix, point: str) -> bool:
        return all(bounds(more, point, *counted)[0] >= bounds(less, point, *counted)[1] for counted in shares)

    assert [point for point in FRAMEWORK.point_ids if not ahead(NORTH, SOUTH, point) and not ahead(SOUTH, NORTH, point)]
