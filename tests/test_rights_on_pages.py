"""What each right shows and offers on each page where people sign in; and that nothing of a region's desk reaches anybody else."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib import outputs, planning, store
from lib.model import Actor, Cell, Right
from lib.planning import YES
from lib.store import HandIn, Noted, Session
from pages.shared import data, trail
from tests.test_page_gaps import html
from tests.test_page_progress import action, with_actions
from tests.test_page_upload import planned, taken
from tests.test_pages import opened, ran
from tests.test_sign_in import ADA, NORTH, WEST, granted, labels, said, visited
from tests.test_sign_in import new_process as new_process

pytestmark = pytest.mark.usefixtures("read_here")

UPLOAD, HISTORY, AUDIT = "pages/manage/upload.py", "pages/manage/history.py", "pages/manage/audit.py"
PLANNING, PROGRESS, BRIEFING = "pages/plan/planning.py", "pages/plan/progress.py", "pages/plan/briefing.py"
ADA_HERSELF, BO = Actor("Ada", ADA), Actor("Bo", "bo@example.org")
NEEDS = {Right.CONTRIBUTOR: "takes the right of a contributor", Right.PUBLISHER: "takes the right of a publisher"}


def handed_in(by: Actor = BO, name: str = "autumn.xlsx") -> HandIn:
    """A workbook of West Africa with one more status, as it waits."""
    return store.keep(replace(data.opened(), by=by), WEST, name, taken(planned()))


def begun(by: Actor = BO, name: str = "Autumn session") -> Session:
    return store.begin(replace(data.opened(), by=by), WEST, by, name=name)


def with_action() -> None:
    """An action is agreed in West Africa."""
    before = store.current(data.opened(), WEST)
    assert before
    matrix = with_actions(before.matrix, replace(action(), place="BEN"))
    store.publish(data.opened(), matrix, b"", BO, kind="upload", expected=before.fingerprint)


def number() -> int:
    return store.latest_stamp(data.opened())[WEST].number


def note(app: AppTest, label: str = "What has changed, and why") -> AppTest:
    next(one for one in app.text_input if one.label == label).set_value("A note")
    return ran(app.run())


def press(app: AppTest, label: str) -> AppTest:
    [found] = [one for one in app.button if one.label == label]
    assert not found.disabled
    return ran(found.click().run())


# Upload


def test_who_may_only_look_is_told_who_hands_in_and_takes_the_workbook_along():
    granted(Right.VIEWER)
    handed_in()
    app = visited(UPLOAD, region=WEST)
    assert not app.file_uploader and "autumn.xlsx" not in said(app)
    assert NEEDS[Right.CONTRIBUTOR] in said(app)
    assert app.get("download_button")


def test_a_contributor_hands_in_under_their_own_name_and_it_waits_for_a_publisher():
    granted(Right.CONTRIBUTOR, WEST)
    app = visited(UPLOAD, region=WEST)
    ran(app.file_uploader[0].set_value(("mine.xlsx", taken(planned()), "application/octet-stream")).run())
    [waits] = store.waiting(data.opened())
    assert waits.by == ADA_HERSELF
    assert "This file waits for somebody who publishes for this region" in said(app) and "Handed in by" in said(app)
    assert "Publish" not in labels(app) and not app.text_input


def test_a_publisher_sees_who_handed_a_file_in_and_publishes_it_in_their_own_name():
    granted(Right.PUBLISHER, WEST)
    handed_in()
    before = number()
    app = visited(UPLOAD, region=WEST)
    assert "Handed in by Bo" in said(app)
    assert [one.label for one in app.text_input] == ["What has changed, and why"], "nobody types a name who has one"
    press(note(app), "Publish")
    assert number() == before + 1
    assert store.history(data.opened(), WEST)[-1].by == "Ada"
    assert [(one.by, one.action, one.region) for one in store.audit(data.opened(), most=1)] == [(ADA_HERSELF, "publish", WEST)]


def test_who_handed_a_file_in_does_not_publish_it_unless_one_person_may_do_both(monkeypatch: pytest.MonkeyPatch):
    granted(Right.PUBLISHER, WEST)
    handed_in(by=ADA_HERSELF)
    app = visited(UPLOAD, region=WEST)
    assert "You handed this in yourself" in said(app) and "Publish" not in labels(app)
    monkeypatch.setenv("MATRICES_FOUR_EYES", "off")
    before = number()
    press(note(ran(app.run())), "Publish")
    assert number() == before + 1


def test_a_right_that_is_revoked_while_the_button_stands_there_publishes_nothing():
    granted(Right.PUBLISHER, WEST)
    handed_in()
    before = number()
    app = note(visited(UPLOAD, region=WEST))
    granted(Right.VIEWER)
    store.revoke(data.opened(), ADA, WEST)
    press(app, "Publish")
    assert number() == before and store.waiting(data.opened())
    assert ("bytes_waiting", True) in [(one.action, one.refused) for one in store.audit(data.opened(), person=ADA)]


# History


def earlier() -> None:
    """West Africa has a second revision."""
    upon = store.current(data.opened(), WEST)
    assert upon
    store.publish(data.opened(), planned(), b"", BO, kind="upload", expected=upon.fingerprint)


def test_who_may_only_look_reads_the_history_and_restores_nothing():
    granted(Right.VIEWER)
    earlier()
    app = visited(HISTORY, region=WEST, revision="1")
    assert NEEDS[Right.PUBLISHER] in said(app) and not app.text_input


def test_one_publisher_may_publish_an_earlier_revision_anew():
    granted(Right.PUBLISHER, WEST)
    earlier()
    app = visited(HISTORY, region=WEST, revision="1")
    press(note(app, "Why"), "Publish revision 1 anew")
    assert [(one.kind, one.by) for one in store.history(data.opened(), WEST)][-1] == ("restore", "Ada")


# Planning


def test_who_may_only_look_sees_no_sessions():
    granted(Right.CONTRIBUTOR, NORTH)
    session = begun()
    app = visited(PLANNING, region=WEST)
    assert "Autumn session" not in said(app) and NEEDS[Right.CONTRIBUTOR] in said(app)
    app = visited(PLANNING, session=session.id)
    assert "Autumn session" not in said(app) and NEEDS[Right.CONTRIBUTOR] in said(app)


def test_a_contributor_begins_a_session_in_their_own_name_and_does_not_close_it():
    granted(Right.CONTRIBUTOR, WEST)
    app = press(visited(PLANNING, region=WEST), "Begin")
    [session] = store.sessions(data.opened(), WEST)
    assert session.begun_by == "Ada"
    ran(app.selectbox(key="choose-step").set_value("end").run())
    assert NEEDS[Right.PUBLISHER] in said(app)
    assert "Publish and close" not in labels(app)
    assert not [one for one in app.text_input if one.key == "acting-name"]


# Progress


@pytest.mark.parametrize(("right", "four_eyes"), [(Right.CONTRIBUTOR, "off"), (Right.PUBLISHER, "on")])
def test_what_became_of_an_action_waits_until_somebody_else_publishes_it(right: Right, four_eyes: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MATRICES_FOUR_EYES", four_eyes)
    granted(right, WEST)
    with_action()
    before = number()
    app = visited(PROGRESS, region=WEST, action="f1")
    next(one for one in app.selectbox if one.label == "State").select("done")
    press(note(app, "Note: how you know"), "Hand in")
    [waits] = store.waiting(data.opened())
    assert (waits.by, waits.name, waits.note, number()) == (ADA_HERSELF, "f1 – Done.xlsx", "A note", before)
    granted(Right.PUBLISHER, WEST, BO.identity)
    other = visited(UPLOAD, {"is_logged_in": True, "email": BO.identity, "name": "Bo", "aud": "matrices"}, region=WEST)
    assert "Note: A note" in html(other)
    press(other, "Publish")  # the note may stand as it is
    assert [(one.by, one.note) for one in store.history(data.opened(), WEST)][-1] == ("Bo", "A note")
    after = store.current(data.opened(), WEST)
    assert after and [one.state for one in after.matrix.follow_up if one.ref == "f1"] == ["done"] and after.number == before + 1


def test_where_one_person_may_do_both_a_publisher_publishes_what_became_of_an_action_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MATRICES_FOUR_EYES", "off")
    granted(Right.PUBLISHER, WEST)
    with_action()
    app = visited(PROGRESS, region=WEST, action="f1")
    next(one for one in app.selectbox if one.label == "State").select("done")
    press(note(app, "Note: how you know"), "Publish")
    assert store.history(data.opened(), WEST)[-1].by == "Ada"


# Whose desk it is


SECRETS = ("Autumn session", "autumn.xlsx", "Not for the room", "Bo wrote this")
PAGES = (
    *("pages/explore/overview.py", "pages/explore/coverage.py", "pages/explore/gaps.py", "pages/explore/country.py", "pages/explore/practices.py"),
    *(PLANNING, PROGRESS, BRIEFING, UPLOAD, HISTORY),
)


def filled_desk() -> dict[str, str]:
    """A file waits, a session is open with an internal note, one was closed with a revision; and an address that asks for all of it."""
    waits, ours = handed_in(), replace(data.opened(), by=BO)
    for session in (begun(), closed := begun()):
        for field, value in {"note": "Not for the room", "internal": YES, "missing": "Bo wrote this"}.items():
            store.write(ours, session.id, planning.of_cell(Cell("BEN", "1")), field, value, BO, expected=0)
    upon = store.current(ours, WEST)
    assert upon
    published = store.close(ours, closed.id, replace(upon.matrix, assessments=()), b"", BO, expected=upon.fingerprint)
    return {"region": WEST, "file": waits.receipt[:12], "internal": "on", "revision": str(published.number), "about": f"region.{WEST}"}


def all_of(app: AppTest, parameters: dict[str, str]) -> dict[str, str]:
    """Every page's whole tree of elements, as one visitor goes round."""
    found = {}
    for page in PAGES:
        for name, value in parameters.items():
            app.query_params[name] = value
        app.switch_page(page)
        found[page] = tree(ran(app.run()))
    return found


def tree(app: AppTest) -> str:
    """All that was sent to the browser, whatever of it is seen."""
    return "\n".join(str(node.proto) for node in app.main)


def test_nothing_of_a_regions_desk_reaches_anybody_else():
    granted(Right.PUBLISHER, NORTH)
    parameters = filled_desk()
    [open] = store.sessions(data.opened(), WEST, open=True)
    found = all_of(visited(), parameters) | {"session": tree(visited(PLANNING, session=open.id))}
    assert [(page, secret) for page, tree in found.items() for secret in SECRETS if secret in tree] == []
    assert [page for page, tree in found.items() if "minutes-" in tree] == []


def test_the_desk_itself_sees_it():
    granted(Right.CONTRIBUTOR, WEST)
    parameters = filled_desk()
    found = all_of(visited(), parameters)
    assert "Autumn session" in found["pages/explore/overview.py"] and "Autumn session" in found[PLANNING]
    assert "autumn.xlsx" in found[UPLOAD] and "Not for the room" in found[BRIEFING] and "minutes-internal" in found[HISTORY]


# The trail


def test_an_administrator_reads_the_trail_and_chooses_from_it():
    granted(Right.ADMINISTRATOR)
    handed_in()
    app = visited(AUDIT)
    assert "Hand a file in" in said(app) and "bo@example.org" in said(app) and "Give a right" in said(app)
    next(one for one in app.selectbox if one.label == "Person").select("bo@example.org")
    ran(app.run())
    assert "1 entry" in said(app) and "Give a right" not in said(app)


def test_nobody_else_reads_the_trail():
    granted(Right.PUBLISHER, WEST)
    handed_in()
    app = visited(AUDIT)
    assert "Only an administrator of this dashboard may do this." in said(app)
    assert "bo@example.org" not in said(app) and not app.get("download_button")


def test_where_nobody_signs_in_everybody_reads_the_trail_and_is_told_so():
    store.begin(data.opened(), WEST, Actor("Amina <b>"), name="Autumn")
    app = opened(AUDIT)
    assert "Amina &lt;b&gt;" in said(app) and "Begin a planning session" in said(app)
    assert "whoever opens this address may do everything" in said(app)


def test_what_somebody_calls_themselves_is_no_formula_in_the_file():
    at = store.audit(data.opened(), most=1)[0].at
    table = trail.table([Noted(at, Actor("=HYPERLINK(1)", ADA), "keep", WEST, "@receipt", False)])
    assert b",'=HYPERLINK(1)," in outputs.csv(table) and b",'@receipt," in outputs.csv(table)
