"""The History page as a script runs it: what was published, what it changed, and the way back."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from streamlit.testing.v1 import AppTest

from lib import intake, model, store
from lib.exceptions import StoreUnavailable
from lib.model import Actor, Assessment, Entry, Judged, Matrix, Remark, Revision, RevisionKind, Status
from lib.store import Store
from pages.shared import data, history
from tests import hostile
from tests.test_page_gaps import html
from tests.test_pages import address, forget, opened, other_matrices, ran, texts  # noqa: F401
from tests.workbooks import written

HISTORY = "pages/manage/history.py"
NORTH = "demonstration-north"
PAGES = [
    "pages/explore/overview.py",
    "pages/explore/coverage.py",
    "pages/explore/gaps.py",
    "pages/explore/compare.py",
    "pages/explore/country.py",
    "pages/explore/practices.py",
    HISTORY,
]


@pytest.fixture
def kept() -> Store:
    """The store of this test alone, as the pages have it: the shipped workbooks are its first revisions."""
    forget()
    yield data.kept()
    forget()


def current(kept: Store, region: str = NORTH) -> Revision:
    found = store.current(kept, region)
    assert found
    return found


def publish(kept: Store, matrix: Matrix, note: str = "A note", by: str = "A person", file: bytes = b"", **more: object) -> Revision:
    upon = current(kept, matrix.about.region).fingerprint
    kind = more.pop("kind", RevisionKind.UPLOAD)
    return store.publish(kept, matrix, file, Actor(by), kind=kind, expected=upon, base=upon, note=note, **more)


def with_remark(matrix: Matrix, text: str) -> Matrix:
    return replace(matrix, remarks=(*(one for one in matrix.remarks if (one.place, one.point) != ("XAA", "1")), Remark("XAA", "1", text)))


def better(matrix: Matrix) -> tuple[Matrix, Assessment]:
    """The matrix with one status that is better, and that cell."""
    index, one = next((i, one) for i, one in enumerate(matrix.assessments) if one.status is Status.PARTLY and one.place != "region-wide")
    rows = list(matrix.assessments)
    rows[index] = replace(one, status=Status.IN_PLACE)
    return replace(matrix, assessments=tuple(rows)), one


def said(app: AppTest) -> str:
    """What the page says outside Markdown, without its markup."""
    return re.sub(r"<[^>]+>", "", html(app))


def signed(app: AppTest, name: str = "Amina Diallo", note: str = "Back to March") -> AppTest:
    app.text_input(key="acting-name").input(name)
    next(field for field in app.text_input if field.label == "Why").input(note)
    return ran(app.run())


def headings(app: AppTest) -> list[str]:
    return [element.value for element in (*app.header, *app.subheader)]


# The list


def test_a_region_with_one_revision_says_that_there_is_none_before_it(kept):
    app = opened(HISTORY, region="west-africa")
    assert len(app.header) == 1 and app.header[0].value.startswith("Revision 1: ")
    assert "by the product itself · came with the product" in said(app)
    assert "The first revision: there is none before it." in said(app)
    assert [box.label for box in app.selectbox] == ["Region"], "there is nothing to compare"


def test_revisions_stand_newest_first_with_who_when_why_and_what_they_changed(kept):
    matrix, cell = better(current(kept).matrix)
    new = publish(kept, matrix, "Quarterly *update*", "Amina <b>", b"PK", judged=(Judged(cell.place, cell.point, "progress"),))
    app = opened(HISTORY, region=NORTH)
    assert [title.split(":")[0] for title in headings(app)] == ["Revision 2", "Revision 1"]
    assert f"{new.at:%H:%M} UTC" in headings(app)[0]
    assert "by Amina &lt;b&gt; · handed in as a workbook" in said(app)
    assert "Quarterly *update*" in said(app)
    assert "progress in 1, setback in 0" in said(app), "as the publisher took it"
    assert f"Receipt {new.receipt[:12]}…, content {new.fingerprint[:12]}…" in said(app)
    assert address(app) == {"region": NORTH}
    whole = said(opened(HISTORY, region=NORTH, revision="2"))
    assert new.receipt in whole and new.fingerprint in whole


def test_many_revisions_are_shown_a_page_at_a_time(kept):
    matrix = current(kept).matrix
    for number in range(45):
        publish(kept, with_remark(matrix, f"Remark {number}"))
    app = opened(HISTORY, region=NORTH)
    assert headings(app)[0].startswith("Revision 46") and len(headings(app)) == 20
    assert "1 to 20 of 46" in texts(app)
    ran(app.button(key="older").click().run())
    ran(app.button(key="older").click().run())
    assert "41 to 46 of 46" in texts(app) and app.button(key="older").disabled
    assert address(app) == {"region": NORTH, "batch": "3"}
    ran(app.button(key="newer").click().run())
    assert address(app)["batch"] == "2"
    assert "41 to 46 of 46" in texts(opened(HISTORY, region=NORTH, batch="99"))
    assert "1 to 20 of 46" in texts(opened(HISTORY, region=NORTH, batch="-1"))


def test_a_region_of_which_nothing_is_published_says_so(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").unlink()
    app = opened(HISTORY, region="europe")
    assert app.info[0].value == "Nothing has been published of this region yet."


def test_a_store_that_goes_away_is_one_sentence(kept, monkeypatch):
    app = opened(HISTORY, region=NORTH)

    def away(*_: object) -> None:
        raise StoreUnavailable()

    monkeypatch.setattr(store, "history", away)
    ran(app.run())
    assert [element.value for element in app.error] == [data.render(StoreUnavailable().message)]
    assert not app.header


# One revision


def test_a_revision_that_is_opened_shows_what_it_changed_and_stands_in_the_address(kept):
    matrix, _ = better(current(kept).matrix)
    publish(kept, matrix, file=written())
    app = opened(HISTORY, region=NORTH)
    ran(app.button(key="open-2").click().run())
    assert address(app) == {"region": NORTH, "revision": "2"}
    assert "What it changed, compared with revision 1" in headings(app)
    assert "Partly in place → In place (correction)" in said(app)
    assert "It was edited from revision 1." in texts(app)
    again = opened(HISTORY, region=NORTH, revision="2")
    assert headings(again) == headings(app) and said(again) == said(app)
    ran(app.button(key="all").click().run())
    assert address(app) == {"region": NORTH}


def test_the_bytes_are_taken_away_as_they_came_and_the_matrix_as_a_workbook_that_knows_its_base(kept):
    new = publish(kept, with_remark(current(kept).matrix, "A remark"), file=written())
    app = opened(HISTORY, region=NORTH, revision="2")
    labels = [button.proto.label for button in app.get("download_button")]
    assert "The file as it was received" in labels and "As a workbook to edit" in labels
    assert store.bytes_of(kept, NORTH, 2) == written()
    ours = history.as_workbook(new)
    report = intake.read(BytesIO(ours), "x.xlsx", data.framework(), data.places())
    assert (report.base, report.matrix) == (new.fingerprint, new.matrix)


@pytest.mark.parametrize(
    ("file", "ending"), [(hostile.with_macros(), ".xlsm"), (written(), ".xlsx"), (b"%PDF-1.7\n\0", ".bin"), (b"PK\x03\x04", ".bin")]
)
def test_a_file_as_it_came_has_the_ending_of_its_content_and_tells_of_macros(kept, file, ending):
    publish(kept, with_remark(current(kept).matrix, "A remark"), file=file)
    app = opened(HISTORY, region=NORTH, revision="2")
    assert intake.kind(file).ending == ending
    assert ("The workbook contains macros. They were not run" in texts(app)) == (ending == ".xlsm")


def test_a_revision_that_was_entered_on_a_page_has_no_file(kept):
    publish(kept, with_remark(current(kept).matrix, "A remark"), kind=RevisionKind.PLANNING)
    app = opened(HISTORY, region=NORTH, revision="2")
    assert "There is no file of it: it was entered on a page." in texts(app)
    for shown in (said(app), said(opened(HISTORY, region=NORTH))):
        assert model.receipt(b"")[:12] not in shown and "what became of an action, edited on Progress" in shown
    assert "No file, content" in shown
    assert "The file as it was received" not in [button.proto.label for button in app.get("download_button")]


def test_what_a_session_was_closed_with_is_told_from_what_was_edited_on_progress(kept):
    upon = current(kept)
    session = store.begin(kept, NORTH, Actor("Amina"), name="Autumn")
    store.close(kept, session.id, with_remark(upon.matrix, "A remark"), b"", Actor("Amina"), expected=upon.fingerprint)
    publish(kept, with_remark(upon.matrix, "Another remark"), kind=RevisionKind.PLANNING)
    for number, way in ((2, "from a planning session"), (3, "edited on Progress")):
        told = said(opened(HISTORY, region=NORTH, revision=str(number)))
        assert [one in told for one in ("from a planning session", "edited on Progress")] == [
            one == way for one in ("from a planning session", "edited on Progress")
        ]


def test_a_number_that_is_no_revision_says_so_and_shows_the_list(kept):
    for bad in ("9", "x", "<script>"):
        app = opened(HISTORY, region=NORTH, revision=bad)
        assert len(app.toast) == 1 and address(app) == {"region": NORTH}
        assert headings(app)[0].startswith("Revision 1")


def test_what_is_opened_of_one_region_is_not_opened_of_another(kept):
    publish(kept, with_remark(current(kept).matrix, "A remark"))
    app = opened(HISTORY, region=NORTH, revision="1")
    ran(app.selectbox(key="choose-region").select("demonstration-south").run())
    assert address(app) == {"region": "demonstration-south"}
    ran(app.run())
    app.query_params["region"], app.query_params["revision"] = NORTH, "2"
    ran(app.run())
    assert address(app) == {"region": NORTH, "revision": "2"}, "a link that says so itself"


# Any two


def test_any_two_revisions_are_compared_by_rule_unless_they_follow_each_other(kept):
    matrix, cell = better(current(kept).matrix)
    publish(kept, matrix, judged=(Judged(cell.place, cell.point, "progress"),))
    third, other = better(matrix)
    publish(kept, with_remark(third, "A remark"), judged=(Judged(other.place, other.point, "progress"),))
    app = opened(HISTORY, region=NORTH, revision="2")
    ran(app.selectbox(key="choose-from").select("1").run())
    ran(app.selectbox(key="choose-to").select("3").run())
    assert address(app) == {"region": NORTH, "from": "1", "to": "3"}
    assert headings(app)[0] == "From revision 1 to revision 3"
    assert "These two do not follow each other" in texts(app)
    assert said(app).count("(correction)") == 2 and "(progress)" not in said(app) and "A remark" in said(app)
    app = opened(HISTORY, region=NORTH, **{"from": "1", "to": "2"})
    assert "(progress)" in said(app) and "do not follow" not in texts(app)
    back = opened(HISTORY, region=NORTH, **{"from": "2", "to": "1"})
    assert "In place → Partly in place (correction)" in said(back)
    same = opened(HISTORY, region=NORTH, **{"from": "2", "to": "2"})
    assert "Nothing changes" in same.info[0].value


# Going back


def test_going_back_publishes_the_earlier_revision_as_the_next_one_and_opens_it(kept):
    first = current(kept)
    publish(kept, with_remark(first.matrix, "A mistake"))
    app = opened(HISTORY, region=NORTH, revision="1")
    assert app.button(key="act").disabled and "Publishing needs your name and why" in texts(app)
    signed(app)
    ran(app.button(key="act").click().run())
    new = current(kept)
    assert (new.number, new.fingerprint, new.kind, new.by, new.note) == (3, first.fingerprint, "restore", "Amina Diallo", "Back to March")
    assert app.success[0].value == "Published: revision 3 of Demonstration North is current now."
    assert address(app) == {"region": NORTH, "revision": "3"}
    assert "This is the current revision." in texts(app)
    ran(app.run())
    assert not app.success


def test_what_was_published_anew_names_the_revision_that_it_is_and_what_is_current_is_marked(kept):
    first = current(kept).matrix
    publish(kept, with_remark(first, "Second"))
    publish(kept, with_remark(first, "A mistake"))
    for number in (2, 4):
        store.restore(kept, NORTH, number, Actor("Amina Diallo"), note="Back")
    app = opened(HISTORY, region=NORTH)
    assert said(app).count("by Amina Diallo · revision 2 again") == 2
    assert "published anew" not in said(app)
    assert len([one for one in app.markdown if "Current" in one.value]) == 1
    assert any("Current" in one.value for one in opened(HISTORY, region=NORTH, revision="5").markdown)
    assert not any("Current" in one.value for one in opened(HISTORY, region=NORTH, revision="4").markdown)
    then = opened(HISTORY, region=NORTH, as_of=store.history(kept, NORTH)[1].at.replace(tzinfo=None).isoformat())
    assert [one.value for one in then.markdown if "-badge[" in one.value and "Current then" in one.value] and "Current]" not in texts(then)


def test_what_going_back_would_change_can_be_seen_first(kept):
    publish(kept, with_remark(current(kept).matrix, "A mistake"))
    app = opened(HISTORY, region=NORTH, revision="1")
    ran(app.button(key="see").click().run())
    assert address(app) == {"region": NORTH, "from": "2", "to": "1"}
    assert headings(app)[0] == "From revision 2 to revision 1" and "A mistake" in said(app)


def test_a_name_or_a_note_of_blanks_is_none(kept):
    publish(kept, with_remark(current(kept).matrix, "A mistake"))
    assert signed(opened(HISTORY, region=NORTH, revision="1"), note="   ").button(key="act").disabled
    assert signed(opened(HISTORY, region=NORTH, revision="1"), name=" ").button(key="act").disabled


def test_going_back_after_somebody_else_published_writes_nothing_and_shows_the_newest(kept):
    first = current(kept).matrix
    publish(kept, with_remark(first, "A mistake"))
    app = signed(opened(HISTORY, region=NORTH, revision="1"))
    publish(kept, with_remark(first, "Somebody else's"))
    ran(app.button(key="act").click().run())
    assert "something else became current in the meantime" in app.warning[0].value
    assert current(kept).number == 3 and address(app)["revision"] == "3"


def test_a_second_click_publishes_nothing_and_says_what_is_current(kept):
    first = current(kept)
    publish(kept, with_remark(first.matrix, "A mistake"))
    app = signed(opened(HISTORY, region=NORTH, revision="1"))
    store.restore(kept, NORTH, 1, Actor("The first of two clicks"))
    ran(app.button(key="act").click().run())
    assert app.info[0].value == "This is what is current: revision 3 says the same."
    assert current(kept).number == 3


def test_a_store_that_goes_away_while_going_back_is_said_and_nothing_is_lost(kept, monkeypatch):
    publish(kept, with_remark(current(kept).matrix, "A mistake"))
    app = signed(opened(HISTORY, region=NORTH, revision="1"))

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable()

    monkeypatch.setattr(store, "restore", away)
    ran(app.button(key="act").click().run())
    assert app.error[0].value == data.render(StoreUnavailable().message)
    assert current(kept).number == 2
    assert next(field for field in app.text_input if field.label == "Why").value == "Back to March"


def test_what_is_current_cannot_be_gone_back_to(kept):
    first = current(kept)
    publish(kept, with_remark(first.matrix, "A mistake"))
    publish(kept, first.matrix)
    app = opened(HISTORY, region=NORTH, revision="3")
    assert "This is the current revision." in texts(app) and not app.text_input
    app = opened(HISTORY, region=NORTH, revision="1")
    assert "This is what is current: revision 3 says the same." in texts(app) and not app.text_input


# Looking back


def test_looking_back_shows_the_revisions_of_then_and_offers_no_way_back(kept):
    first = current(kept)
    publish(kept, with_remark(first.matrix, "A mistake"))
    moment = first.at.replace(tzinfo=None).isoformat()
    app = opened(HISTORY, region=NORTH, as_of=moment)
    assert [title.split(":")[0] for title in headings(app)] == ["Revision 1"]
    app = opened(HISTORY, region=NORTH, as_of=moment, revision="1")
    assert "You are looking back." in texts(app) and not app.text_input


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_looks_back_where_nothing_was_published_by_then(kept, page):
    app = opened(page, as_of="2020-01-01")
    assert any("This is what was published by January 1, 2020, 23:59 (UTC)." in element.value for element in app.warning)
    assert not app.error and not app.toast


def entry(number: int, at: datetime) -> Entry:
    return Entry(region=NORTH, number=number, fingerprint=str(number), receipt="", by="", at=at)


def test_the_link_to_a_moment_shows_the_revision_that_it_names():
    start = datetime(2026, 11, 26, 20, 15, 7, 250_000, tzinfo=UTC)
    alone = entry(1, start)
    assert history.moment(alone, [alone]) == "2026-11-26T20:15:08"
    assert history.moment(alone, [entry(2, start + timedelta(seconds=5)), alone]) == "2026-11-26T20:15:08"
    assert history.moment(alone, [entry(2, start + timedelta(milliseconds=5)), alone]) == "2026-11-26T20:15:07.250000"
    whole = entry(1, start.replace(microsecond=0))
    assert history.moment(whole, [whole]) == "2026-11-26T20:15:07"


def test_a_page_opened_at_the_moment_of_a_revision_shows_it(kept):
    first = current(kept)
    second = publish(kept, with_remark(first.matrix, "A mistake"))
    found = tuple(reversed(store.history(kept, NORTH)))
    for one in (first, second):
        app = opened(HISTORY, region=NORTH, as_of=history.moment(next(e for e in found if e.number == one.number), found))
        assert headings(app)[0].startswith(f"Revision {one.number}:")


# What came with the product


def test_a_newer_shipped_workbook_is_offered_shown_and_published_knowingly(other_matrices):  # noqa: F811
    kept = data.kept()
    assert not opened(HISTORY, region=NORTH).info
    before = current(kept)
    newer, cell = better(before.matrix)
    (other_matrices / f"{NORTH}.xlsx").write_bytes(history.as_workbook(replace(before, matrix=newer)))
    history.restoring._offered.clear()
    app = opened(HISTORY, region=NORTH)
    assert "A newer workbook of this region came with the product." in app.info[0].value
    assert current(kept).number == 1, "never forced"
    ran(app.button(key="offer").click().run())
    assert address(app) == {"region": NORTH, "offer": "on"}
    assert "Partly in place → In place (correction)" in said(app)
    [kind] = [box for box in app.selectbox if "→" in box.label]
    ran(kind.select("progress").run())
    signed(app, note="The newer one")
    ran(app.button(key="act").click().run())
    new = current(kept)
    assert (new.number, new.kind, new.matrix, new.note) == (2, "shipped", newer, "The newer one")
    assert new.judged == (Judged(cell.place, cell.point, "progress"),)
    assert not [element for element in opened(HISTORY, region=NORTH).info if "newer" in element.value]


def test_a_workbook_that_became_another_since_it_was_shown_is_not_published(other_matrices):  # noqa: F811
    kept = data.kept()
    before = current(kept)
    newer, _ = better(before.matrix)
    path = other_matrices / f"{NORTH}.xlsx"
    path.write_bytes(history.as_workbook(replace(before, matrix=newer)))
    app = signed(opened(HISTORY, region=NORTH, offer="on"))
    path.write_bytes(history.as_workbook(replace(before, matrix=with_remark(newer, "Another"))))
    ran(app.button(key="act").click().run())
    assert "something else became current" in app.warning[0].value
    assert current(kept).number == 1


def test_looking_back_nothing_is_offered(other_matrices):  # noqa: F811
    before = current(data.kept())
    newer, _ = better(before.matrix)
    (other_matrices / f"{NORTH}.xlsx").write_bytes(history.as_workbook(replace(before, matrix=newer)))
    app = opened(HISTORY, region=NORTH, as_of=history.moment(before, [before]), offer="on")
    assert not app.info and "offer" not in address(app)
