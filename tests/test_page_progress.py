"""The Progress page as a script runs it: what is late, what became of an action, and what changed between two days."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
import streamlit as st
from babel.dates import format_date
from streamlit.testing.v1 import AppTest

from lib import merge, store
from lib.exceptions import StoreFull
from lib.model import FollowUp, Judged, Matrix, Revision, RevisionKind, State
from lib.store import Store
from pages.shared import since
from tests.test_page_gaps import html
from tests.test_page_history import better, current, publish, said
from tests.test_page_history import kept as kept
from tests.test_pages import address, opened, ran, texts

PROGRESS = "pages/plan/progress.py"
NORTH = "demonstration-north"
TODAY = datetime.now(UTC).date()


def with_actions(matrix: Matrix, *rows: FollowUp) -> Matrix:
    return replace(matrix, follow_up=rows)


def action(ref: str = "f1", due: str = "2020", state: State = State.AGREED, **more: object) -> FollowUp:
    return FollowUp(ref, "XAB", "3", more.pop("action", "Train *the* <b>police</b>"), "Ministry", ("Agency",), due=due, state=state, **more)


@pytest.fixture
def late(kept: Store) -> Revision:
    """A region with one action that is overdue and one target of a document."""
    target = action("f2", "2012", State.RECORDED, action="Sign the convention")
    return publish(kept, with_actions(current(kept).matrix, action(), target))


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.subheader]


def became(app: AppTest, state: State = State.DONE, name: str = "Amina", note: str = "She called") -> AppTest:
    """The page with one action opened, its new state chosen, and the fields filled in that publishing needs."""
    ran(app.selectbox(key="choose-action").select("f1").run())
    box(app, "State").select(state)
    field(app, "Your name").input(name)
    field(app, "Note: how you know").input(note)
    return ran(app.run())


def field(app: AppTest, label: str):
    return next(one for one in app.text_input if one.label == label)


def box(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label == label)


# What was agreed


def test_what_is_overdue_stands_first_and_the_documents_targets_apart(late):
    app = opened(PROGRESS, region=NORTH)
    assert "**1 agreed action is open: 1 overdue.** 1 target is recorded in a document: nobody here agreed to it, and it is never overdue." in texts(
        app
    )
    assert headings(app)[0] == "Overdue (1)"
    assert [one.label for one in app.expander] == ["Recorded in a document, agreed by nobody here (1)"]
    days = (datetime.now(UTC).date() - date(2020, 12, 31)).days
    assert f"<strong>Overdue: by December 31, 2020, {days:,} days late</strong>" in html(app)
    assert box(app, "Action").options == ["3, Country B: Train *the* <b>police</b> (overdue)", "3, Country B: Sign the convention"]
    assert "Train *the* &lt;b&gt;police&lt;/b&gt;" in html(app) and "Ministry" in html(app) and "Agency" in html(app)


def test_a_region_without_follow_up_says_where_actions_come_from(kept):
    app = opened(PROGRESS, region="west-africa")
    assert app.info[0].value.startswith("No action and no target is written down for this region yet.")
    assert "choose-action" not in [box.key for box in app.selectbox]


def test_targets_of_old_plans_alone_open_with_nothing_overdue(kept):
    app = opened(PROGRESS, region="eastern-and-southern-africa")
    assert "**No agreed action is open.** 13 targets are recorded in documents" in texts(app)
    assert not [one for one in headings(app) if one.startswith("Overdue")]


def test_looking_back_judges_by_the_day_looked_back_to_and_nothing_can_be_published(late):
    stamp = late.at.date()
    app = opened(PROGRESS, region=NORTH, as_of=(stamp + timedelta(1)).isoformat())
    assert f"{(stamp + timedelta(1) - date(2020, 12, 31)).days:,} days late" in html(app)
    assert "choose-action" not in [box.key for box in app.selectbox]


# What became of an action


def test_a_new_state_is_published_as_a_revision_of_its_own(kept, late):
    app = became(opened(PROGRESS, region=NORTH))
    ran(app.button(key="publish-action").click().run())
    new = current(kept)
    assert (new.number, new.kind, new.by, new.note, new.base) == (late.number + 1, RevisionKind.PLANNING, "Amina", "She called", late.fingerprint)
    assert [(one.ref, one.state) for one in new.matrix.follow_up] == [("f1", State.DONE), ("f2", State.RECORDED)]
    assert [(change.unit.row, change.unit.column) for change in merge.differences(late.matrix, new.matrix)] == [(("f1",), "state")]
    assert [one.value for one in app.success] == [f"Published: revision {new.number} of Demonstration North is current now."]
    assert "No agreed action is open." in texts(app) and address(app)["action"] == "f1"


def test_two_actions_that_read_alike_are_told_apart_and_the_chosen_one_is_changed(kept):
    publish(kept, with_actions(current(kept).matrix, action("f1", "2098"), action("f2", "2099")))
    app = opened(PROGRESS, region=NORTH)
    assert [one.rpartition(" – ")[2] for one in box(app, "Action").options] == ["f1", "f2"]
    ran(box(app, "Action").select("f2").run())
    assert field(app, "Due").value == "2099"


def test_an_overdue_action_says_so_beside_its_cell_and_on_the_countrys_page(late):
    day = format_date(TODAY, "long", "en")
    for page in ("pages/explore/coverage.py", "pages/explore/country.py"):
        app = opened(page, region=NORTH, place="XAB", point="3")
        assert html(app).count(f"overdue on {day}") == 1


def test_a_later_date_and_a_reason_are_published_with_it_and_a_blank_one_is_none(kept, late):
    app = became(opened(PROGRESS, region=NORTH), State.IN_PROGRESS)
    field(app, "Due").input("2099-06")
    field(app, "Reason").input("Funds came late")
    ran(app.run())
    ran(app.button(key="publish-action").click().run())
    assert current(kept).matrix.follow_up[0] == replace(late.matrix.follow_up[0], state=State.IN_PROGRESS, due="2099-06", reason="Funds came late")
    assert headings(app)[0] == "Due later (1)"
    field(app, "Due").input(" ")
    field(app, "Note: how you know").input("Nobody knows")
    ran(app.run())
    ran(app.button(key="publish-action").click().run())
    assert current(kept).matrix.follow_up[0].due == "" and headings(app)[0] == "Without a due date (1)"


@pytest.mark.parametrize(
    ("state", "due", "reason", "name", "note", "missing"),
    [
        (State.AGREED, "2020", "", "Amina", "Why", "Nothing is changed yet"),
        (State.DONE, "next year", "", "Amina", "Why", "Write when it is due"),
        (State.DROPPED, "2020", "", "Amina", "Why", "needs a reason"),
        (State.NO_ACTION, "2020", " ", "Amina", "Why", "needs a reason"),
        (State.DONE, "2020", "", " ", "Why", "name"),
        (State.DONE, "2020", "", "Amina", " ", ""),
    ],
)
def test_there_is_nothing_to_click_while_something_is_missing(late, state, due, reason, name, note, missing):
    app = became(opened(PROGRESS, region=NORTH), state, name, note)
    field(app, "Due").input(due)
    field(app, "Reason").input(reason)
    ran(app.run())
    assert app.button(key="publish-action").disabled
    assert missing in "\n".join(one.value for one in app.caption)


def test_a_target_of_a_document_can_be_taken_up_but_nothing_becomes_one(late):
    app = opened(PROGRESS, region=NORTH, action="f2")
    assert box(app, "State").value is State.RECORDED
    assert len(box(app, "State").options) == len(State)
    assert len(box(opened(PROGRESS, region=NORTH, action="f1"), "State").options) == len(State) - 1


def test_somebody_elses_revision_is_not_undone_and_what_was_entered_still_stands(kept, late):
    app = became(opened(PROGRESS, region=NORTH))
    theirs = publish(kept, better(late.matrix)[0])
    ran(app.button(key="publish-action").click().run())
    assert current(kept).fingerprint == theirs.fingerprint
    assert "This action is as it was, and what you entered still stands below" in app.warning[0].value
    assert box(app, "State").value is State.DONE
    ran(app.button(key="publish-action").click().run())
    assert current(kept).matrix.follow_up[0].state is State.DONE
    assert current(kept).matrix.assessments == theirs.matrix.assessments


@pytest.mark.parametrize("by_a_click", [True, False])
def test_where_somebody_else_changed_the_same_action_what_was_typed_is_shown_and_not_published(kept, late, by_a_click):
    app = became(opened(PROGRESS, region=NORTH))
    field(app, "Reason").input("Done <i>in May</i>")
    ran(app.run())
    publish(kept, with_actions(late.matrix, replace(late.matrix.follow_up[0], state=State.IN_PROGRESS), late.matrix.follow_up[1]))
    ran(app.button(key="publish-action").click().run() if by_a_click else app.run())  # open pages run by themselves
    assert sum("somebody else changed this action" in one.value for one in app.warning) == 1
    assert "You had entered: Done; Done <i>in May</i>; She called" in said(app).replace("&lt;", "<").replace("&gt;", ">")
    assert box(app, "State").value is State.IN_PROGRESS and app.button(key="publish-action").disabled


def test_a_full_disk_is_one_sentence_and_what_was_entered_stays(late, monkeypatch):
    app = became(opened(PROGRESS, region=NORTH))

    def full(*_: object, **__: object) -> None:
        raise StoreFull(store="here")

    monkeypatch.setattr(store, "publish", full)
    ran(app.button(key="publish-action").click().run())
    assert len(app.error) == 1 and box(app, "State").value is State.DONE


@pytest.mark.parametrize(
    ("before", "state", "reason", "asked"),
    [
        (State.IN_PROGRESS, State.DROPPED, "Funds came late", True),
        (State.IN_PROGRESS, State.DROPPED, "The law fell", False),
        (State.IN_PROGRESS, State.DONE, "Funds came late", False),
        (State.DROPPED, State.IN_PROGRESS, "Funds came late", True),
        (State.DROPPED, State.IN_PROGRESS, "", False),
        (State.DROPPED, State.NO_ACTION, "Funds came late", False),
    ],
)
def test_a_reason_of_another_state_is_not_taken_for_the_new_one(kept, before, state, reason, asked):
    publish(kept, with_actions(current(kept).matrix, action(due="2099", state=before, reason="Funds came late")))
    app = became(opened(PROGRESS, region=NORTH), state)
    field(app, "Reason").input(reason)
    ran(app.run())
    assert ("The reason was given for the state" in "\n".join(one.value for one in app.caption)) is asked
    assert app.button(key="publish-action").disabled is asked
    assert field(app, "Reason").value == reason


@pytest.mark.parametrize(
    ("due", "lead", "doubts"),
    [
        ("2020-06", "Ministry", ["June 30, 2020 is past: the action would be overdue at once."]),
        ("2099", "", ["No lead is named: nobody could be asked what became of it."]),
        (
            "2021",
            " ",
            ["December 31, 2021 is past: the action would be overdue at once.", "No lead is named: nobody could be asked what became of it."],
        ),
        ("2099", "Police", []),
    ],
)
def test_a_date_that_is_past_and_an_action_without_a_lead_are_asked_about_and_kept_as_typed(kept, late, due, lead, doubts):
    app = became(opened(PROGRESS, region=NORTH), State.IN_PROGRESS)
    field(app, "Due").input(due)
    field(app, "Lead").input(lead)
    ran(app.run())
    assert [one.value for one in app.warning] == doubts
    assert app.button(key="publish-action").disabled is bool(doubts)
    for tick in app.checkbox:
        ran(tick.check().run())
    ran(app.button(key="publish-action").click().run())
    assert current(kept).matrix.follow_up[0] == replace(late.matrix.follow_up[0], state=State.IN_PROGRESS, due=due, lead=lead.strip())


def test_a_tick_answers_what_was_asked_and_nothing_that_is_typed_later(kept, late):
    app = became(opened(PROGRESS, region=NORTH), State.IN_PROGRESS)
    field(app, "Due").input("2020-06")
    ran(app.run())
    ran(app.checkbox[0].check().run())
    assert not app.button(key="publish-action").disabled
    field(app, "Due").input("2002-06")
    ran(app.run())
    assert app.button(key="publish-action").disabled and not app.checkbox[0].value


def test_what_was_overdue_already_is_not_asked_about_again_but_what_is_taken_up_so_is(kept, late):
    assert not became(opened(PROGRESS, region=NORTH), State.IN_PROGRESS).warning
    publish(kept, with_actions(late.matrix, action(state=State.DROPPED)))
    assert "is past" in became(opened(PROGRESS, region=NORTH), State.AGREED).warning[0].value


# What changed


def test_two_days_stand_in_the_address_whatever_today_is(kept):
    app = opened(PROGRESS, region=NORTH)
    assert address(app) == {"region": NORTH, "since": (TODAY - since.HALF_A_YEAR).isoformat(), "until": TODAY.isoformat()}
    app = opened(PROGRESS, region=NORTH, since="2026-02-01", until="2026-03-01")
    assert [one.value for one in app.date_input] == [date(2026, 2, 1), date(2026, 3, 1)]
    ran(app.date_input[0].set_value(date(2026, 1, 5)).run())
    assert address(app)["since"] == "2026-01-05"
    ran(app.date_input[0].set_value(None).run())
    assert app.date_input[0].value == date(2026, 1, 5), "a day that is taken out comes back"


@pytest.mark.parametrize("bad", ["yesterday", "2026-02-30", "1066-10-14", "2999-01-01"])
def test_a_day_that_cannot_be_is_said_and_replaced(kept, bad):
    app = opened(PROGRESS, region=NORTH, until=bad)
    assert len(app.toast) == 1 and address(app)["until"] != bad


def test_a_region_that_was_first_published_since_begins_with_its_first_revision(kept):
    app = opened(PROGRESS, region=NORTH)
    assert "**Statuses: no change.**" in texts(app)
    assert "The first revision was published" in texts(app)


def test_each_line_leads_to_its_cell_and_revision_and_says_who_called_it_so(kept):
    matrix, cell = better(current(kept).matrix)
    new = publish(kept, matrix, judged=(Judged(cell.place, cell.point, "progress"),))
    app = opened(PROGRESS, region=NORTH)
    assert "progress in 1, setback in 0.**" in texts(app)
    shown = html(app)
    assert "Statuses: progress in 1 cell" in shown and "Partly in place → In place (progress)" in shown
    assert f'href="coverage?region={NORTH}&amp;place={cell.place}&amp;point={cell.point}&amp;group="' in shown
    assert f'href="history?region={NORTH}&amp;revision={new.number}"' in shown
    assert "by its publisher" in shown


def test_a_day_before_everything_has_nothing_to_tell(kept):
    app = opened(PROGRESS, region=NORTH, since="2001-01-01", until="2001-02-01")
    assert app.info[-1].value.startswith("Nothing had been published by then.")


def test_all_regions_of_the_same_sort_are_counted_one_by_one(kept):
    publish(kept, better(current(kept).matrix)[0])
    app = opened(PROGRESS, region=NORTH, scope="all")
    assert "**Demonstration North**" in texts(app) and "Demonstration South**" not in texts(app)
    real = opened(PROGRESS, region="europe", scope="all")
    assert any(one.value.startswith("Nothing changed in any region since") for one in real.info)


def test_many_lines_are_shown_at_a_click(kept):
    matrix = current(kept).matrix
    publish(kept, replace(matrix, activities=tuple(replace(one, ref=f"n{n}") for one in matrix.activities for n in (f"{one.ref}1", f"{one.ref}2"))))
    app = opened(PROGRESS, region=NORTH)
    before = html(app).count("<li>")
    ran(app.button(key="more-activities-added").click().run())
    assert html(app).count("<li>") > before and address(app)["open"] == "activities-added"


@pytest.fixture
def made(monkeypatch) -> dict[str, object]:
    """What would be made, by the names of the files that are offered."""
    files: dict[str, object] = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *, file_name, **look: files.update({file_name: data}))
    return files


def test_the_report_is_offered_as_a_document_and_as_a_table(kept, made):
    matrix, cell = better(current(kept).matrix)
    publish(kept, matrix, judged=(Judged(cell.place, cell.point, "progress"),))
    opened(PROGRESS, region=NORTH, since="2026-01-01")
    stem = f"changes-{NORTH}-2026-01-01-{TODAY}"
    document = docx.Document(io.BytesIO(made[f"{stem}.docx"]()))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 2"] == ["Statuses: progress in 1 cell"]
    assert "What it rests on: Demonstration – invented data" in "\n".join(one.text for one in document.paragraphs)
    rows = made[f"{stem}.csv"]().decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "Demonstration North" in rows[1] and "progress" in rows[1]
    assert "Overdue" in made[f"actions-{NORTH}.csv"]().decode("utf-8-sig")


def test_the_steps_between_two_days_are_all_that_were_published(kept):
    matrix = current(kept).matrix
    up, cell = better(matrix)
    publish(kept, up, judged=(Judged(cell.place, cell.point, "progress"),))
    publish(kept, matrix)
    app = opened(PROGRESS, region=NORTH)
    assert "**Statuses: no change.**" in texts(app), "what went up and down again is no line"
