"""Two or three matrices → one: nothing gets lost, nothing gets in that nobody wrote."""

from dataclasses import fields, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exceptions import CannotBeMerged
from lib.merge import Change, Clash, Unit, apply, differences, merge, with_refs, word_differences
from lib.model import About, Activity, Assessment, FollowUp, Matrix, Remark, Role, Situation, Stage, State, Status, fingerprint
from tests.strategies import matrices, texts, tries, versions
from tests.workbooks import SAMPLE

PARTLY, IN_PLACE = Status.PARTLY, Status.IN_PLACE
ABOUT = About("europe")
CELL = Unit("matrix", ("KEN",), "point.1")
ROW = Unit("activities", ("a",))


def a_cell(status: Status | None) -> Matrix:
    return Matrix(ABOUT, ("KEN",), (Assessment("KEN", "1", status),) if status else ())


def a_row(**columns: object) -> Matrix:
    return Matrix(ABOUT, activities=(replace(Activity("a", "KEN", "1", "A centre"), **columns),))


NO_ROW = Matrix(ABOUT)


def same(one: Matrix | None, other: Matrix) -> bool:
    return one is not None and fingerprint(one) == fingerprint(other)


# Laws


@tries(25)
@given(versions(2))
def test_what_one_side_alone_changed_goes_in(both: tuple[Matrix, ...]):
    base, other = both
    for merged in (merge(base, base, other), merge(base, other, base), merge(base, other, other), merge(other, other, other)):
        assert same(merged.matrix, other)
        assert merged.clashes == ()


@tries(25)
@given(versions(2))
def test_differences_applied_to_the_first_matrix_give_the_second(both: tuple[Matrix, ...]):
    before, after = both
    found = differences(before, after)
    assert same(apply(before, found), after)
    assert (found == ()) == (fingerprint(before) == fingerprint(after))
    assert all(change.before != change.after for change in found)
    assert {change.unit for change in differences(after, before)} == {change.unit for change in found}


@tries(25)
@given(versions(3))
def test_clashes_are_the_same_from_either_side(three: tuple[Matrix, ...]):
    base, mine, theirs = three
    here, there = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {Clash(c.unit, c.base, c.theirs, c.mine) for c in here.clashes} == set(there.clashes)
    assert (here.matrix is None) == (there.matrix is None) == bool(here.clashes)
    if here.matrix is not None:
        assert same(there.matrix, here.matrix)


@tries(25)
@given(versions(3))
def test_answering_every_clash_with_one_side_keeps_what_else_the_other_did(three: tuple[Matrix, ...]):
    base, mine, theirs = three
    open_ = merge(base, mine, theirs)
    for side in ("mine", "theirs"):
        merged = merge(base, mine, theirs, {clash: getattr(clash, side) for clash in open_.clashes})
        assert merged.matrix is not None
        assert set(differences(mine, merged.matrix)) == set(merged.changes)
        assert set(open_.changes) <= set(merged.changes)
        lost = {change.unit for change in differences(mine if side == "mine" else theirs, merged.matrix)}
        assert not lost & {clash.unit for clash in open_.clashes}
        assert not {unit[:2] for unit in lost} & {clash.unit[:2] for clash in open_.clashes if not clash.unit.column}


@tries(25)
@given(versions(2), st.randoms(use_true_random=False))
def test_edits_in_different_rows_both_go_in_whichever_comes_first(both: tuple[Matrix, ...], random):
    base, other = both
    rows: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for change in differences(base, other):
        rows.setdefault(change.unit[:2], []).append(change)
    mine: list[Change] = []
    theirs: list[Change] = []
    for row in rows.values():
        (mine if random.random() < 0.5 else theirs).extend(row)
    merged = merge(base, apply(base, mine), apply(base, theirs))
    assert merged.clashes == ()
    assert set(merged.changes) == set(theirs)
    assert same(merged.matrix, other)


@tries(12)
@given(versions(2), st.randoms(use_true_random=False))
def test_sorting_a_sheet_changes_nothing(both: tuple[Matrix, ...], random):
    base, other = both

    def shuffled(matrix: Matrix) -> Matrix:
        rows = {field.name: getattr(matrix, field.name) for field in fields(matrix) if field.name != "about"}
        return replace(matrix, **{name: tuple(random.sample(value, len(value))) for name, value in rows.items()})

    assert differences(base, shuffled(base)) == ()
    assert set(differences(shuffled(base), shuffled(other))) == set(differences(base, other))


# Every small case

STATUSES = (None, PARTLY, IN_PLACE)
REMARKS = (None, Remark("KEN", "1"), Remark("KEN", "1", missing="A"), Remark("KEN", "1", missing="B", source="S"), Remark("KEN", "1", source="S"))


def flat(matrix: Matrix) -> tuple[Status | None, Remark | None]:
    return (matrix.assessments[0].status if matrix.assessments else None, matrix.remarks[0] if matrix.remarks else None)


def small(status: Status | None, remark: Remark | None) -> Matrix:
    return replace(a_cell(status), remarks=(remark,) if remark else ())


def test_in_every_small_case_a_cell_holds_what_the_sides_that_changed_it_say():
    for base, mine, theirs in product(product(STATUSES, REMARKS), repeat=3):
        merged = merge(small(*base), small(*mine), small(*theirs))
        status = decided(base[0], mine[0], theirs[0])
        if base[1] is None or (mine[1] and theirs[1]):
            columns = [[getattr(side[1], name, "") for side in (base, mine, theirs)] for name in ("missing", "source")]
            remark = [decided(*column) for column in columns]
            expected = None if not mine[1] and not theirs[1] else CLASH if CLASH in remark else Remark("KEN", "1", remark[0], source=remark[1])
        else:
            expected = decided(base[1], mine[1], theirs[1])
        if CLASH in (status, expected):
            assert merged.matrix is None
            assert merged.clashes
        else:
            assert merged.clashes == ()
            assert flat(merged.matrix) == (status, expected)


CLASH = object()


def decided(base: object, mine: object, theirs: object) -> object:
    if mine == theirs:
        return mine
    return theirs if mine == base else mine if theirs == base else CLASH


def test_no_merge_says_of_a_record_what_no_side_wrote():
    stages, years = (None, Stage.PLANNED, Stage.IN_PLACE), ("", "2010", "2020")
    for pairs in product(product(stages, years), repeat=3):
        merged = merge(*(a_row(stage=stage, year=year) for stage, year in pairs))
        if merged.matrix is not None:
            [row] = merged.matrix.activities
            assert (row.stage, row.year) in pairs


# What clashes, and what is answered


def test_one_cell_changed_differently_is_a_clash_that_says_whose_each_was():
    merged = merge(a_cell(None), a_cell(PARTLY), a_cell(IN_PLACE))
    assert merged.matrix is None
    assert merged.clashes == (Clash(CELL, None, PARTLY, IN_PLACE),)


@pytest.mark.parametrize("answer", [PARTLY, IN_PLACE, Status.PLANNED, None])
def test_an_answer_goes_in_and_mine_may_be_one(answer: Status | None):
    [clash] = merge(a_cell(None), a_cell(PARTLY), a_cell(IN_PLACE)).clashes
    merged = merge(a_cell(None), a_cell(PARTLY), a_cell(IN_PLACE), {clash: answer})
    assert same(merged.matrix, a_cell(answer))
    assert merged.changes == (() if answer is PARTLY else (Change(CELL, PARTLY, answer),))
    assert merged.clashes == (clash,)


def test_an_answer_does_not_count_once_a_side_has_changed_since():
    [clash] = merge(a_cell(None), a_cell(PARTLY), a_cell(IN_PLACE)).clashes
    later = merge(a_cell(None), a_cell(Status.PLANNED), a_cell(IN_PLACE), {clash: IN_PLACE})
    assert later.matrix is None
    assert later.clashes == (Clash(CELL, None, Status.PLANNED, IN_PLACE),)


def test_no_matrix_until_the_last_clash_is_answered():
    base, mine, theirs = (a_row(source=text, link=text) for text in ("", "mine", "theirs"))
    one, two = merge(base, mine, theirs).clashes
    assert merge(base, mine, theirs, {one: "theirs"}).matrix is None
    merged = merge(base, mine, theirs, {one: "both", two: ""})
    assert same(merged.matrix, a_row(**{one.unit.column: "both"}))
    assert merged.changes == (Change(one.unit, "mine", "both"), Change(two.unit, "mine", None))


def test_a_row_deleted_on_one_side_and_edited_on_the_other_is_a_clash():
    deleted_here = merge(a_row(), NO_ROW, a_row(year="2020"))
    assert [(c.unit, c.mine) for c in deleted_here.clashes] == [(ROW, None)]
    deleted_there = merge(a_row(), a_row(year="2020"), NO_ROW)
    [clash] = deleted_there.clashes
    assert (clash.unit, clash.theirs, dict(clash.mine)["year"]) == (ROW, None, "2020")
    assert same(merge(a_row(), a_row(year="2020"), NO_ROW, {clash: clash.mine}).matrix, a_row(year="2020"))
    assert same(merge(a_row(), a_row(year="2020"), NO_ROW, {clash: None}).matrix, NO_ROW)
    assert same(merge(a_row(), NO_ROW, a_row(year="2020"), {deleted_here.clashes[0]: deleted_here.clashes[0].theirs}).matrix, a_row(year="2020"))


def test_a_row_deleted_on_one_side_alone_goes():
    assert same(merge(a_row(), a_row(), NO_ROW).matrix, NO_ROW)
    assert same(merge(a_row(), NO_ROW, a_row()).matrix, NO_ROW)


def test_a_figure_and_what_it_counts_are_not_taken_from_two_sides():
    def situation(figure: int, meaning: str, source: str = "") -> Matrix:
        return Matrix(ABOUT, situations=(Situation("KEN", figure=figure, figure_meaning=meaning, source=source),))

    merged = merge(situation(1200, "people"), situation(1300, "people"), situation(1200, "households"))
    assert {(c.unit.column, c.base, c.mine, c.theirs) for c in merged.clashes} == {
        ("figure", 1200, 1300, 1200),
        ("figure_meaning", "people", "people", "households"),
    }
    apart = merge(situation(1200, "people"), situation(1300, "people"), situation(1200, "people", "A census"))
    assert same(apart.matrix, situation(1300, "people", "A census"))
    alike = merge(situation(1200, "people"), situation(1300, "people"), situation(1300, "households"))
    assert same(alike.matrix, situation(1300, "households"))
    half = merge(situation(1200, "people"), situation(1300, "families"), situation(1200, "households"))
    assert {clash.unit.column for clash in half.clashes} == {"figure", "figure_meaning"}
    [clash] = merge(situation(1200, "people"), situation(1300, "families"), situation(1300, "households")).clashes
    assert clash.unit.column == "figure_meaning"


def test_a_status_of_a_country_without_a_row_and_a_record_without_words_are_kept():
    before = Matrix(ABOUT, (), (Assessment("KEN", "1", Status.PLANNED),), activities=(Activity("a", "KEN", "1", "", Stage.PLANNED),))
    after = merge(before, before, replace(before, remarks=(Remark("KEN", "1", missing="A gap"),))).matrix
    assert after is not None
    assert (after.places, after.assessments, after.activities) == (("KEN",), before.assessments, before.activities)


def test_a_state_and_its_reason_are_not_taken_from_two_sides():
    def action(state: State, reason: str) -> Matrix:
        return Matrix(ABOUT, follow_up=(FollowUp("f", "KEN", "1", "Do it", state=state, reason=reason),))

    merged = merge(action(State.DROPPED, "No money"), action(State.DONE, "No money"), action(State.DROPPED, "No need"))
    assert {clash.unit.column for clash in merged.clashes} == {"state", "reason"}


def test_two_sides_may_say_different_things_beside_one_cell():
    one, two = (
        Matrix(ABOUT, remarks=(Remark("KEN", "1", missing="A gap"),)),
        Matrix(ABOUT, remarks=(Remark("KEN", "1", recommendation="A proposal"),)),
    )
    assert same(merge(NO_ROW, one, two).matrix, Matrix(ABOUT, remarks=(Remark("KEN", "1", "A gap", "A proposal"),)))


def test_a_new_row_is_one_change_and_an_edited_one_a_change_a_column():
    row = (("activity", "A centre"), ("evidence", "document"), ("good_practice", False), ("place", "KEN"), ("point", "1"))
    assert differences(NO_ROW, a_row()) == (Change(ROW, None, row),)
    assert differences(a_row(), NO_ROW) == (Change(ROW, row, None),)
    edited = a_row(stage=Stage.PLANNED, actors=("A", "B"), good_practice=True)
    assert set(differences(a_row(), edited)) == {
        Change(ROW._replace(column="stage"), None, Stage.PLANNED),
        Change(ROW._replace(column="actors"), None, ("A", "B")),
        Change(ROW._replace(column="good_practice"), False, True),
    }


def test_every_sheet_has_its_units():
    other = replace(
        SAMPLE,
        about=replace(SAMPLE.about, as_of=date(2026, 7, 1), notes=""),
        places=SAMPLE.places[1:],
        assessments=(Assessment("ETH", "3", IN_PLACE), *SAMPLE.assessments[2:]),
        remarks=(replace(SAMPLE.remarks[0], reason="Another"), SAMPLE.remarks[1]),
        situations=(replace(SAMPLE.situations[0], figure=0, roles=(Role.ORIGIN,)), SAMPLE.situations[1]),
        follow_up=(replace(SAMPLE.follow_up[0], state=State.DONE), SAMPLE.follow_up[1]),
    )
    assert {(change.unit, change.before, change.after) for change in differences(SAMPLE, other)} == {
        (("about", ("gulf-of-aden",), "as_of"), date(2026, 6, 30), date(2026, 7, 1)),
        (("about", ("gulf-of-aden",), "notes"), "A note", None),
        (("matrix", ("DJI",), ""), (("point.1", IN_PLACE),), None),
        (("matrix", ("ETH",), "point.3"), PARTLY, IN_PLACE),
        (("remarks", ("YEM", "10"), "reason"), "A reason", "Another"),
        (("situation", ("YEM",), "figure"), 1200, 0),
        (("situation", ("YEM",), "roles"), (Role.ORIGIN, Role.TRANSIT), (Role.ORIGIN,)),
        (("follow_up", ("f1",), "state"), State.AGREED, State.DONE),
    }


@pytest.mark.parametrize("other", range(3))
def test_regions_are_never_merged_into_each_other_whichever_is_the_other_one(other: int):
    three = [NO_ROW] * 3
    three[other] = Matrix(About("americas"))
    with pytest.raises(CannotBeMerged, match="americas, europe"):
        merge(*three)


def test_matrices_of_two_regions_do_not_differ_they_are_not_compared():
    for two in ((NO_ROW, Matrix(About("americas"))), (Matrix(About("americas")), NO_ROW)):
        with pytest.raises(CannotBeMerged, match="americas, europe"):
            differences(*two)


def test_a_matrix_that_says_two_things_of_one_cell_is_refused_and_none_of_them_lost():
    with pytest.raises(CannotBeMerged, match="KEN has two statuses"):
        differences(NO_ROW, replace(a_cell(PARTLY), assessments=(Assessment("KEN", "1", PARTLY), Assessment("KEN", "1", IN_PLACE))))
    with pytest.raises(CannotBeMerged, match="Remark for KEN 1"):
        differences(NO_ROW, Matrix(ABOUT, remarks=(Remark("KEN", "1", "A"), Remark("KEN", "1", "B"))))


# Refs


@tries(25)
@given(matrices(), st.randoms(use_true_random=False))
def test_every_row_gets_a_ref_of_its_own_whatever_the_order_of_rows(matrix: Matrix, random):
    twice = replace(matrix, activities=(*matrix.activities, *(replace(row, ref="") for row in matrix.activities)))
    given = with_refs(twice)
    refs = [row.ref for row in given.activities]
    assert all(refs) and len(set(refs)) == len(refs)
    assert [row.ref for row in twice.activities if row.ref] == [
        row.ref for row, old in zip(given.activities, twice.activities, strict=True) if old.ref
    ]
    shuffled = replace(twice, activities=tuple(random.sample(twice.activities, len(twice.activities))))
    assert same(with_refs(shuffled), given)
    assert with_refs(given) == given


def test_a_ref_is_the_same_on_every_machine_and_never_one_that_is_taken():
    row = Activity("", "KEN", "1", "A centre")
    [first] = with_refs(Matrix(ABOUT, activities=(row,))).activities
    assert first.ref == "e2a341bc72e3"
    both = with_refs(Matrix(ABOUT, activities=(row, Activity(first.ref, "UGA", "2", "Something else"))))
    assert both.activities[0].ref != first.ref


def test_rows_without_ref_can_be_compared_too():
    before = Matrix(ABOUT, follow_up=(FollowUp("", "KEN", "1", "Do it"), FollowUp("", "KEN", "1", "Do it")))
    after = replace(before, follow_up=before.follow_up[:1])
    [change] = differences(before, after)
    assert change.unit.sheet == "follow_up" and change.after is None
    assert differences(before, with_refs(before)) == ()


# Texts


@given(texts(), texts())
def test_the_parts_of_two_texts_make_up_both(before: str, after: str):
    parts = word_differences(before, after)
    assert "".join(text for kind, text in parts if kind != "added") == before
    assert "".join(text for kind, text in parts if kind != "removed") == after
    assert all(text for _, text in parts)
    assert (before == after) == all(kind == "same" for kind, _ in parts)


def test_the_difference_of_two_texts_goes_by_words():
    assert word_differences("A centre in the north", "A new centre in the south.") == (
        ("same", "A"),
        ("added", " new"),
        ("same", " centre in the"),
        ("removed", " north"),
        ("added", " south."),
    )
    assert word_differences("", "") == ()
    assert word_differences("A sentence. ", "A sentence.") == (("same", "A sentence."), ("removed", " "))
    assert word_differences("one two", "three four") == (("removed", "one two"), ("added", "three four"))
    assert word_differences("A sentence.", "A sentence. Another.") == (("same", "A sentence."), ("added", " Another."))
