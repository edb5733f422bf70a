"""What changed between two revisions, line by line, whatever was published in between."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from lib import change_report, figures, model
from lib.change_report import ChangeReport, Line
from lib.exceptions import CannotBeMerged
from lib.model import REGION_WIDE, About, Activity, Assessment, FollowUp, Judged, Matrix, Remark, Revision, RevisionKind, Stage, State, Status
from tests.examples import WORDS, said
from tests.strategies import FRAMEWORK, tries, versions

IN, PARTLY, PLANNED, NOT, NA = Status
POINTS = FRAMEWORK.point_ids


def revision(number: int, matrix: Matrix, *judged: Judged) -> Revision:
    return Revision(
        region=matrix.about.region,
        number=number,
        fingerprint=model.fingerprint(matrix),
        receipt="",
        by="A person",
        at=datetime(2026, number % 12 + 1, 1, tzinfo=UTC),
        kind=RevisionKind.UPLOAD,
        judged=judged,
        matrix=matrix,
    )


def statuses(**given: Status | None) -> Matrix:
    assessed = tuple(Assessment(place, "3", status) for place, status in given.items() if status)
    return Matrix(About("europe", framework=FRAMEWORK.id), ("AUT", "HUN"), assessed)


def report(*revisions: Revision) -> ChangeReport:
    return change_report.change_report(revisions, POINTS)


def in_short(report: ChangeReport) -> list[tuple[str, str, str, tuple[int, ...], bool]]:
    return [(line.sheet, line.place, line.kind, line.revisions, line.judged) for line in report.lines]


def test_one_revision_alone_has_no_lines():
    found = report(revision(4, statuses(HUN=IN)))
    assert found.lines == () and found.region == "europe"
    assert [said(one) for one in found.said] == ["Statuses: no change."]


def test_a_line_names_its_cell_what_it_was_and_is_and_the_revision():
    [line] = report(revision(1, statuses(HUN=PARTLY)), revision(2, statuses(HUN=IN), Judged("HUN", "3", "progress"))).lines
    assert (line.place, line.point, line.kind, line.revisions, line.judged) == ("HUN", "3", "progress", (2,), True)
    assert [[said(one) for one in change_report.told(line, when)] for when in ("before", "after")] == [["Partly in place"], ["In place"]]
    assert change_report.cell_address("europe", line) == "coverage?region=europe&place=HUN&point=3&group="


def test_what_went_up_and_down_again_is_no_line():
    assert report(revision(1, statuses(HUN=PARTLY)), revision(2, statuses(HUN=IN)), revision(3, statuses(HUN=PARTLY))).lines == ()


def test_several_steps_that_were_taken_for_the_same_are_that():
    steps = (statuses(HUN=PLANNED), statuses(HUN=PARTLY), statuses(HUN=IN))
    first, second, third = steps
    found = report(revision(1, first), revision(2, second, Judged("HUN", "3", "progress")), revision(3, third, Judged("HUN", "3", "progress")))
    assert in_short(found) == [("matrix", "HUN", "progress", (2, 3), True)]


def test_steps_that_were_taken_for_different_things_are_proposed_anew_by_rule():
    first, second, third = statuses(HUN=PLANNED), statuses(HUN=PARTLY), statuses(HUN=IN)
    found = report(revision(1, first), revision(2, second, Judged("HUN", "3", "correction")), revision(3, third, Judged("HUN", "3", "progress")))
    assert in_short(found) == [("matrix", "HUN", "correction", (2, 3), False)], "nothing says of when the evidence is"


def test_what_was_not_known_at_first_is_never_progress():
    found = report(
        revision(1, statuses()),
        revision(2, statuses(HUN=PARTLY), Judged("HUN", "3", "newly_known")),
        revision(3, statuses(HUN=IN), Judged("HUN", "3", "progress")),
    )
    assert in_short(found) == [("matrix", "HUN", "newly_known", (2, 3), False)]
    assert [said(one) for one in found.said][:2] == [
        "Newly known: 1 cell, which is no progress.",
        "No cell is assessed in both revisions, so nothing can be said of progress or setback.",
    ]


def test_a_judgement_of_another_step_is_not_taken_for_one_of_this():
    """Somebody published from the command line, where nobody is asked."""
    found = report(
        revision(1, statuses(HUN=PLANNED)),
        revision(2, statuses(HUN=PARTLY)),
        revision(3, statuses(HUN=IN), Judged("HUN", "3", "correction")),
    )
    assert in_short(found) == [("matrix", "HUN", "correction", (2, 3), False)]


ACTIVITY = Activity("a", "HUN", "3", "A centre", Stage.PLANNED, year="2024")
ACTION = FollowUp("f", "HUN", "3", "Train the police", due="2026", state=State.AGREED)


def test_rows_of_activities_and_follow_up_are_lines_and_the_others_are_counted():
    before = replace(statuses(HUN=PARTLY), activities=(ACTIVITY,), follow_up=(ACTION,), remarks=(Remark("HUN", "3", "No staff"),))
    after = replace(
        before,
        activities=(replace(ACTIVITY, stage=Stage.IN_PLACE), Activity("b", "AUT", "1", "A hotline")),
        follow_up=(replace(ACTION, state=State.DONE),),
        remarks=(),
    )
    found = report(revision(1, before), revision(2, replace(after, follow_up=(ACTION,))), revision(3, after))
    assert in_short(found) == [
        ("activities", "AUT", "added", (2,), False),
        ("activities", "HUN", "changed", (2,), False),
        ("follow_up", "HUN", "changed", (3,), False),
    ]
    added, changed, action = found.lines
    assert (added.name, change_report.told(added, "before")) == ("A hotline", ())
    assert [said(one) for one in change_report.told(added, "after")] == ["Evidence: Document"]
    assert [said(one) for one in change_report.told(changed, "before")] == ["Stage: Planned"]
    assert (action.name, [said(one) for one in change_report.told(action, "after")]) == ("Train the police", ["State: Done"])
    assert [said(one) for one in found.unlisted] == ["Remarks: 1 row withdrawn."]


def test_lines_stand_by_kind_then_by_point_then_by_place():
    first = Matrix(About("europe"), ("HUN", "AUT"), (Assessment("AUT", "2", PARTLY), Assessment("HUN", "2", PARTLY)))
    last = replace(
        first, assessments=(*(replace(one, status=IN) for one in first.assessments), Assessment(REGION_WIDE, "10", IN), Assessment("HUN", "1", IN))
    )
    found = report(revision(1, first), revision(2, last, *(Judged(one.place, "2", "progress") for one in first.assessments)))
    assert [(line.kind, line.point, line.place) for line in found.lines] == [
        ("progress", "2", "HUN"), ("progress", "2", "AUT"), ("newly_known", "1", "HUN"), ("newly_known", "10", REGION_WIDE),
    ]  # fmt: skip


def test_the_table_has_a_row_for_each_line_with_the_address_of_its_cell():
    before = statuses(HUN=PARTLY)
    after = replace(statuses(HUN=IN), activities=(replace(ACTIVITY, activity="=cmd"),))
    found = report(revision(1, before), revision(2, after, Judged("HUN", "3", "progress")))
    status, activity = change_report.table([found], WORDS, "https://example.org/").to_dict("records")
    assert (status["Region"], status["ISO3"], status["Kind of change"], status["Called so"]) == ("Europe", "HUN", "progress", "by its publisher")
    assert (status["Before"], status["After"], status["Revision"]) == ("Partly in place", "In place", "2")
    assert activity["Which one"] == "=cmd" and activity["Before"] is None and activity["Called so"] is None
    assert activity["Cell"] == "https://example.org/coverage?region=europe&place=HUN&point=3&group="
    assert list(change_report.table([], WORDS).columns) == list(change_report.table([found], WORDS).columns)


@tries(60)
@given(versions(3))
def test_whatever_is_published_in_between_each_line_is_a_difference_of_the_two_ends(matrices):
    found = report(*(revision(number, matrix) for number, matrix in enumerate(matrices, 1)))
    first, last = matrices[0], matrices[-1]
    ends = figures.changes(first, last)
    changed = ends[ends["change"].notna()]
    lines = [line for line in found.lines if line.sheet == "matrix"]
    assert sorted((line.place, line.point) for line in lines) == sorted(zip(changed["place"], changed["point"], strict=True))
    for line in found.lines:
        assert line.revisions and set(line.revisions) <= {2, 3} and not line.judged
        assert line.kind in change_report.KINDS[line.sheet]
        if line.sheet == "matrix" and line.fields[0].before is None:
            assert line.kind not in ("progress", "setback")
    assert all(said(one) for line in found.lines for when in ("before", "after") for one in change_report.told(line, when))


def test_a_report_of_two_regions_cannot_be_made():
    other = replace(statuses(), about=About("americas"))
    with pytest.raises(CannotBeMerged):
        report(revision(1, statuses()), revision(2, other))


def test_a_line_is_called_what_it_is():
    line = Line("follow_up", "HUN", "3", "added", "An action", (), (2,), judged=False)
    assert said(change_report.kind_in_words(line)) == "added"
