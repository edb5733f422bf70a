"""The Upload page as a script runs it: a file is handed in, kept, looked at, decided about and published – once."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from lib import handing_in, intake, shipped, store
from lib.exceptions import StoreFull
from lib.model import Activity, Actor, Assessment, Matrix, Remark, Revision, RevisionKind, Scope, Status, receipt
from lib.outputs import workbook
from lib.schema import MAX_BYTES
from pages.shared import by_itself, data
from tests import hostile, injection
from tests.strategies import FRAMEWORK, PLACES
from tests.test_news import Open
from tests.test_page_gaps import html
from tests.test_pages import address, forget, opened, ran
from tests.workbooks import CATALOGUES, saved

UPLOAD = "pages/manage/upload.py"
REGION = "west-africa"
LISTS = FRAMEWORK, PLACES, CATALOGUES["en"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def new_process(read_here: None):
    forget()
    yield
    forget()


def current(region: str = REGION) -> Revision:
    found = store.current(data.kept(), region)
    assert found is not None
    return found


def taken(matrix: Matrix | None = None, region: str = REGION) -> bytes:
    """The current workbook of a region, or one of another matrix that was taken from it."""
    upon = current(region)
    return handing_in.download(upon if matrix is None else replace(upon, matrix=matrix), *LISTS)


def with_cell(data: bytes, sheet: str, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    book[sheet][cell] = value
    return saved(book)


def page(region: str = REGION, **parameters: str) -> AppTest:
    return opened(UPLOAD, region=region, **parameters)


def hand_in(app: AppTest, data: bytes, name: str = "matrix.xlsx") -> AppTest:
    return ran(app.file_uploader[0].set_value((name, data, XLSX)).run())


def said(app: AppTest) -> str:
    """All that stands on the page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join([element.value for kind in kinds for element in kind] + [html(app)])


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def waiting(app: AppTest):
    """The list of files that wait."""
    return next(one for one in app.selectbox if one.label.startswith("Handed in, not yet published"))


def sign(app: AppTest, name: str = "A person", note: str = "A note") -> AppTest:
    app.text_input(key="acting-name").set_value(name)
    next(one for one in app.text_input if one.label == "What has changed, and why").set_value(note)
    return ran(app.run())


def publish(app: AppTest) -> AppTest:
    return ran(button(sign(app), "Publish").click().run())


def planned(place: str = "BEN", point: str = "1", status: Status = Status.PLANNED) -> Matrix:
    matrix = current().matrix
    return replace(matrix, assessments=(*matrix.assessments, Assessment(place, point, status)))


def by_another(matrix: Matrix) -> Revision:
    upon = current()
    by = Actor("Another person")
    return store.publish(data.kept(), matrix, b"", by, kind=RevisionKind.UPLOAD, expected=upon.fingerprint, note="Theirs")


# Hand in, look, publish


@pytest.mark.parametrize("region", [region.id for region in shipped.places().regions])
def test_the_page_opens_on_every_region(region: str):
    app = page(region)
    assert "1. Take the current workbook" in said(app)
    assert not app.error


def test_the_template_that_findings_speak_of_has_a_button():
    app = page()
    keys = [one.proto.id for one in app.get("download_button")]
    assert sum("template-" in key for key in keys) == sum("take-" in key for key in keys) == 3


def test_a_changed_workbook_is_published_with_who_and_why():
    file = taken(planned())
    app = hand_in(page(), file)
    assert "4. What changes" in said(app) and not app.error
    app = publish(app)
    assert "Published as revision 2 of West Africa" in said(app)
    assert "By A person: A note" in html(app)
    new = current()
    assert (new.number, new.by, new.note, new.kind, new.base) == (
        2,
        "A person",
        "A note",
        "upload",
        store.history(data.kept(), REGION)[0].fingerprint,
    )
    assert Assessment("BEN", "1", Status.PLANNED) in new.matrix.assessments
    assert store.bytes_of(data.kept(), REGION, 2) == file
    assert store.waiting(data.kept()) == ()


def test_nothing_is_published_without_a_name_and_a_note():
    app = hand_in(page(), taken(planned()))
    assert button(app, "Publish").disabled
    assert "Not yet: your name is missing." in said(app) and "Not yet: the note is missing." in said(app)
    app = sign(app, note="  ")
    assert button(app, "Publish").disabled
    assert "Not yet: the note is missing." in said(app) and "your name is missing" not in said(app)
    assert not button(sign(app), "Publish").disabled


def test_an_unchanged_workbook_is_said_to_be_published_already():
    app = hand_in(page(), taken())
    assert "Nothing new: all of this is published already, as revision 1." in said(app)
    assert "Publish" not in [one.label for one in app.button]


def test_a_second_click_publishes_nothing_a_second_time():
    app = sign(hand_in(page(), taken(planned())))
    button(app, "Publish").click()
    ran(app.run())
    again = page(file=receipt(taken_again := store.bytes_of(data.kept(), REGION, 2))[:12])
    assert "Published as revision 2 of West Africa" in said(again)
    assert "Publish" not in [one.label for one in again.button]
    app = hand_in(again, taken_again)
    assert "This very file was published as revision 2" in said(app)
    assert "Nothing new: all of this is published already, as revision 2." in said(app)
    assert len(store.history(data.kept(), REGION)) == 2


def test_two_tabs_that_show_one_file_publish_it_once():
    one = sign(hand_in(page(), taken(planned())))
    two = sign(page(file=address(one)["file"]))
    ran(button(one, "Publish").click().run())
    two = ran(button(two, "Publish").click().run())
    assert "Published as revision 2 of West Africa" in said(two)
    assert len(store.history(data.kept(), REGION)) == 2


# Nothing handed in is lost


def test_a_file_is_found_again_by_its_address_and_in_the_list_of_another_tab():
    file = taken(planned())
    kept = address(hand_in(page(), file, "Ma matrice.xlsx"))["file"]
    assert "4. What changes" in said(page(file=kept))
    other = page("europe")
    box = waiting(other)
    assert box.label == "Handed in, not yet published: 1 file"
    assert box.options[1].startswith("Ma matrice.xlsx – West Africa, handed in ") and box.options[1].endswith(" – no errors")
    other = ran(box.set_value(f"{REGION} {receipt(file)}").run())
    assert address(other) == {"region": REGION, "file": kept}
    assert "4. What changes" in said(other)


def test_the_list_of_files_says_how_many_errors_each_has_and_the_page_opens_on_the_regions_latest():
    hand_in(page(), with_cell(taken(), "Matrix", "C3", "perhaps"), "first.xlsx")
    hand_in(page("europe"), taken(region="europe"), "elsewhere.xlsx")
    app = hand_in(page(), taken(planned()), "second.xlsx")
    again = page()
    assert "4. What changes" in said(again) and "file" not in address(again)
    box = waiting(again)
    assert [option.partition(" – ")[0] for option in box.options] == ["second.xlsx", "elsewhere.xlsx", "first.xlsx"]
    assert [option.rpartition(" – ")[2] for option in box.options] == ["no errors", "no errors", "1 error"]
    assert box.value == waiting(app).value
    assert "Choose a file to look at" in waiting(page("americas")).options
    assert "Published as revision 2" in said(publish(again))
    assert "It cannot be published yet: 1 error comes first." in said(page())


def test_two_files_of_one_name_from_the_same_minute_are_told_apart_and_the_chosen_one_opens():
    files = [taken(planned()), with_cell(taken(planned()), "Matrix", "C3", "perhaps"), with_cell(taken(planned()), "Matrix", "C4", "perhaps")]
    kept = replace(data.kept(), now=lambda: datetime(2026, 11, 27, 9, tzinfo=UTC))
    for file in files:
        store.keep(kept, REGION, "matrix.xlsx", file)
        store.count_errors(data.kept(), REGION, receipt(file), int(file is not files[0]))
    app = page(file=receipt(files[0])[:12])
    assert sum(one.endswith(" – no errors") for one in waiting(app).options) == 1, "only what reads alike has a mark"
    for file in files[1:]:
        ran(waiting(app).set_value(f"{REGION} {receipt(file)}").run())
        assert address(app)["file"] == receipt(file)[:12]
        assert sum(one.endswith(f" – 1 error – {receipt(file)[:7]}") for one in waiting(app).options) == 1


def test_how_many_errors_a_file_has_follows_how_it_is_read_now():
    app = hand_in(page(), taken(planned()))
    [one] = store.waiting(data.kept())
    store.count_errors(data.kept(), one.region, one.receipt, 7)
    assert waiting(app.run()).options[0].endswith("no errors")
    assert store.waiting(data.kept())[0].errors == 0


def test_a_publication_that_fails_leaves_the_file_and_says_so(monkeypatch: pytest.MonkeyPatch):
    app = sign(hand_in(page(), taken(planned())))
    real = store.publish

    def full(*_: object, **__: object) -> None:
        raise StoreFull(store="a store")

    monkeypatch.setattr(store, "publish", full)
    app = ran(button(app, "Publish").click().run())
    assert "the disk of the store of published revisions is full" in said(app) and "The file is still here." in said(app)
    assert len(store.waiting(data.kept())) == 1
    monkeypatch.setattr(store, "publish", real)
    assert "Published as revision 2" in said(ran(button(app, "Publish").click().run()))


def test_a_file_that_cannot_be_kept_yet_is_kept_as_soon_as_the_store_can(monkeypatch: pytest.MonkeyPatch):
    app = page()
    real = store.keep

    def full(*_: object, **__: object) -> None:
        raise StoreFull(store="a store")

    monkeypatch.setattr(store, "keep", full)
    app = hand_in(app, taken(planned()))
    assert "The file could not be kept yet." in said(app)
    monkeypatch.setattr(store, "keep", real)
    app = ran(app.run())
    assert "4. What changes" in said(app)
    assert len(store.waiting(data.kept())) == 1


def test_a_file_is_taken_out_only_by_saying_so():
    app = hand_in(page(), taken(planned()))
    app = ran(button(app, "Take the file out for good").click().run())
    assert store.waiting(data.kept()) == ()
    assert "4. What changes" not in said(app)
    assert "file" not in address(app)


def test_the_receipt_names_the_bytes():
    file = taken(planned())
    app = hand_in(page(), file)
    [found] = [one for one in app.get("download_button") if one.proto.label == "Receipt"]
    assert found is not None
    text = data.say("upload.receipt", name="a", receipt=receipt(file), region="b", at="c")
    assert receipt(file) in text and text.startswith("Receipt\n")


# What is noticed


def test_what_is_no_workbook_is_one_sentence_and_nothing_is_kept():
    app = hand_in(page(), b"<!DOCTYPE html><html><body><table><tr><td>Benin</td></tr></table></body></html>", "matrix.xlsx")
    assert [error.value for error in app.error] == ["This file was not taken, and nothing of it is kept."]
    assert "This is a web page, not an Excel workbook" in html(app)
    app = hand_in(app, b"PK\x03\x04" + bytes(MAX_BYTES), "large.xlsx")
    assert "The file is larger than 10 MiB" in html(app)
    assert store.waiting(data.kept()) == ()


def test_a_hostile_file_is_refused_and_the_page_lives(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()  # read in a child process, as everything from outside
    bomb = next(one for one in hostile.HOSTILE if one.code == "unpacks-too-large")
    app = hand_in(page(), bomb.make(), bomb.name)
    assert "Unpacked, this file is larger than" in html(app)
    assert store.waiting(data.kept()) == ()
    assert "4. What changes" in said(hand_in(app, taken(planned())))


def test_under_a_refusal_no_other_file_is_shown_until_one_is_chosen():
    app = hand_in(hand_in(page(), taken(planned())), b"<html>sign in</html>", "web.xlsx")
    assert "This is a web page" in html(app) and "file" not in address(app)
    assert "It may also be a sign-in page" in html(app)
    assert "4. What changes" not in said(app) and "Publish" not in [one.label for one in app.button]
    [one] = store.waiting(data.kept())
    assert waiting(app).value == ""
    app = ran(waiting(app).set_value(f"{one.region} {one.receipt}").run())
    assert "This is a web page" not in html(app) and "4. What changes" in said(app)


def test_errors_are_named_with_their_cells_together_and_nothing_can_be_published():
    book = openpyxl.load_workbook(BytesIO(taken()))
    for cell in ("C3", "D4", "E5"):
        book["Matrix"][cell] = "Plannd"
    book["Matrix"]["C6"] = "perhaps"
    app = hand_in(page(), saved(book))
    assert "4 errors: forbid publishing" in html(app)
    assert "Benin, 1 Cooperation – Matrix C3; Burkina Faso, 2 Data – Matrix D4;" in html(app)
    assert "Planned" in html(app)  # did you mean
    assert "In 4 places</small>" in html(app) and "unknown-label" not in html(app)
    assert "It cannot be published yet: 4 errors come first." in said(app)
    assert "Publish" not in [one.label for one in app.button]
    assert len(store.waiting(data.kept())) == 1


def test_the_list_of_findings_can_be_taken_away_as_a_table():
    from pages.shared.findings import table

    report = intake.read(BytesIO(with_cell(taken(), "Matrix", "C3", "=perhaps")), "a.xlsx", FRAMEWORK, PLACES)
    found = table(report.findings)
    assert list(found.columns) == ["Severity", "Sheet", "Cell", "What stands there", "What is wrong", "What to write instead", "Code"]
    assert list(found.iloc[0][["Severity", "Sheet", "Cell"]]) == ["Warning", "Matrix", "C3"]


def test_a_workbook_of_another_region_is_kept_and_the_page_offers_to_go_there():
    app = hand_in(page("europe"), taken(planned()))
    assert "This workbook is for West Africa; you have chosen Europe. It is kept." in said(app)
    assert "4. What changes" not in said(app)
    app = ran(button(app, "Go on with West Africa").click().run())
    assert address(app)["region"] == REGION
    assert "4. What changes" in said(app)


def test_an_older_base_an_unknown_one_and_none_are_told_apart():
    older = taken(planned())
    by_another(planned("GHA", "2"))
    app = hand_in(page(), older)
    assert "This workbook was taken from revision 1 (" in said(app) and "revision 2 is current by now" in said(app)
    app = hand_in(page(), with_cell(older, "About", "B10", "0000"))
    assert "The workbook names a revision that is not known here" in said(app)
    app = hand_in(page(), with_cell(older, "About", "B10", None))
    assert "The workbook does not say from which revision it was taken" in said(app)


def test_a_part_of_a_matrix_is_said_to_be_one():
    upon = current()
    part = Matrix(upon.matrix.about, ("BEN",), (Assessment("BEN", "1", Status.PLANNED),))
    app = hand_in(page(), workbook(part, *LISTS, scope=Scope.PARTIAL, base=upon.fingerprint))
    assert "what is not in it stays as it is" in said(app)
    assert "not in the file any more" not in said(app)
    publish(app)
    assert set(current().matrix.assessments) == {*upon.matrix.assessments, Assessment("BEN", "1", Status.PLANNED)}
    assert current().matrix.activities == upon.matrix.activities


def test_looking_back_the_page_hands_in_nothing():
    app = page(as_of="2026-01-01")
    assert "you are looking back" in said(app)
    assert not app.file_uploader


# What has to be decided


def gone(app: AppTest, number: int):
    """The question whether a thing that is not in the file any more goes or stays."""
    return next(one for one in app.radio if one.label == f"What happens to number {number}?")


def test_what_a_full_file_leaves_out_goes_or_stays_as_it_is_said_of_each():
    upon = current()
    app = sign(hand_in(page(), taken(replace(planned(), activities=upon.matrix.activities[2:]))))
    assert "2 things that are not in the file any more" in said(app)
    assert "Not yet: 2 questions above are open." in said(app) and button(app, "Publish").disabled
    app = ran(gone(app, 1).set_value("remove").run())
    assert "Not yet: 1 question above is open." in said(app) and button(app, "Publish").disabled
    app = ran(gone(app, 2).set_value("keep").run())
    publish(app)
    assert current().matrix.activities == upon.matrix.activities[1:]


@pytest.mark.parametrize(("label", "left"), [("Remove all of them", 2), ("Keep all of them", 0)])
def test_all_that_a_full_file_leaves_out_is_answered_by_one_click(label: str, left: int):
    upon = current()
    app = hand_in(page(), taken(replace(planned(), activities=upon.matrix.activities[2:])))
    app = ran(button(app, label).click().run())
    assert "is open" not in said(app)
    publish(app)
    assert current().matrix.activities == upon.matrix.activities[left:]


def test_a_clash_is_asked_and_until_it_is_answered_nothing_can_be_published():
    mine = taken(planned(status=Status.PARTLY))
    by_another(planned())
    app = sign(hand_in(page(), mine))
    assert "1 thing that both changed" in said(app)
    assert "Revision 2, by Another person" in html(app)
    assert button(app, "Publish").disabled and "Not yet: 1 question above is open." in said(app)
    answer = next(one for one in app.radio if one.label.startswith("What goes in"))
    assert answer.value is None
    app = ran(answer.set_value("theirs").run())
    assert "Not yet" not in said(app)
    publish(app)
    assert Assessment("BEN", "1", Status.PARTLY) in current().matrix.assessments


def test_a_clash_can_be_answered_with_something_else():
    mine = taken(planned(status=Status.PARTLY))
    by_another(planned())
    app = hand_in(page(), mine)
    app = ran(next(one for one in app.radio if one.label.startswith("What goes in")).set_value("other").run())
    assert "Not yet: 1 question above is open." in said(app)
    app = ran(next(one for one in app.selectbox if one.label.startswith("What goes in instead")).set_value(Status.IN_PLACE).run())
    publish(app)
    assert Assessment("BEN", "1", Status.IN_PLACE) in current().matrix.assessments


def test_an_answer_counts_only_for_what_was_shown():
    mine = taken(planned(status=Status.PARTLY))
    by_another(planned())
    app = hand_in(page(), mine)
    app = ran(next(one for one in app.radio if one.label.startswith("What goes in")).set_value("theirs").run())
    matrix = current().matrix
    others = [one for one in matrix.assessments if one.place != "BEN"]
    by_another(replace(matrix, assessments=(*others, Assessment("BEN", "1", Status.IN_PLACE))))
    app = ran(sign(app).run())
    assert "Not yet: 1 question above is open." in said(app)


def test_what_was_typed_instead_stays_where_somebody_publishes_the_same_meanwhile():
    def noted(notes: str) -> Matrix:
        matrix = current().matrix
        return replace(matrix, about=replace(matrix.about, notes=notes))

    mine = taken(noted("The file's"))
    by_another(noted("Theirs"))
    app = hand_in(page(), mine)
    app = ran(next(one for one in app.radio if one.label.startswith("What goes in")).set_value("other").run())
    assert app.text_area[0].value == "Theirs"
    by_another(noted("Theirs, later"))
    app = ran(app.run())
    assert app.text_area[0].value == "Theirs, later", "nobody typed"
    app = ran(next(one for one in app.radio if one.label.startswith("What goes in")).set_value("other").run())
    app = ran(app.text_area[0].set_value("Both of us agreed on this").run())
    assert "Not yet: 1 question" not in said(app)
    by_another(noted("Theirs, last"))
    app = ran(app.run())
    assert "Theirs, last" in said(app) and "What is published has changed since." in said(app)
    assert app.text_area[0].value == "Both of us agreed on this"
    assert "Not yet: 1 question above is open." in said(app)
    app = ran(next(one for one in app.radio if one.label.startswith("What goes in")).set_value("other").run())
    publish(app)
    assert current().matrix.about.notes == "Both of us agreed on this"


def test_rows_that_look_like_known_ones_are_asked_before_anything_else():
    upon = current()
    first = upon.matrix.activities[0]
    again = replace(first, ref="", activity=first.activity + ".", year="2024")
    file = handing_in.outputs.workbook(replace(planned(), activities=(again, *upon.matrix.activities[1:])), *LISTS, base=upon.fingerprint)
    app = hand_in(page(), file)
    assert "Is this row a new one?" in said(app)
    assert "not in the file any more" not in said(app)
    assert "Not yet: 1 question above is open." in said(app)
    app = ran(next(one for one in app.radio if one.label.startswith("Which is it")).set_value("same").run())
    assert "not in the file any more" not in said(app)
    publish(app)
    assert replace(again, ref=first.ref) in current().matrix.activities
    assert len(current().matrix.activities) == len(upon.matrix.activities)


def test_rows_that_are_known_by_their_content_are_told():
    book = openpyxl.load_workbook(BytesIO(taken()))
    rows = book["Activities"].max_row
    for row in range(2, rows + 1):
        book["Activities"].cell(row, 1).value = None
    app = hand_in(page(), saved(book))
    assert "rows came without their Ref and were known by their content" in said(app)
    assert "Nothing new: all of this is published already" in said(app)


def test_somebody_who_was_faster_is_merged_with_and_shown_first(monkeypatch: pytest.MonkeyPatch):
    app = sign(hand_in(page(), taken(planned())))
    theirs = by_another(replace(planned("GHA", "2"), about=replace(current().matrix.about, notes="Theirs")))
    app = ran(button(app, "Publish").click().run())
    assert "somebody else was first" in said(app)
    assert current().number == theirs.number == 2
    app = ran(button(app, "Publish").click().run())
    assert "Published as revision 3" in said(app)
    assert {Assessment("BEN", "1", Status.PLANNED), Assessment("GHA", "2", Status.PLANNED)} <= set(current().matrix.assessments)
    assert current().matrix.about.notes == "Theirs"


def test_what_would_be_wrong_once_it_is_merged_is_shown_and_not_published():
    cell = ("BEN", "1")
    reason = Remark(*cell, reason="A reason")
    with_reason = replace(planned(*cell, Status.NOT_APPLICABLE), remarks=(*current().matrix.remarks, reason))
    by_another(with_reason)
    less = taken(current().matrix)
    book = openpyxl.load_workbook(BytesIO(less))
    row = next(cells for cells in book["Matrix"].iter_rows(min_row=2) if cells[1].value == "BEN")
    row[2].value = None
    sheet = book["Remarks"]
    for cells in sheet.iter_rows(min_row=2):
        if cells[4].value == "A reason":
            for one in cells:
                one.value = None
    app = sign(hand_in(page(), saved(book)))
    app = ran(gone(app, 1).set_value("remove").run())
    assert "Put together with what is published, the matrix has errors" in said(app)
    assert "needs its reason" in html(app)
    assert button(app, "Publish").disabled


# What offices write is text


def test_nasty_texts_are_shown_as_text():
    nasty = (*injection.HTML, *injection.MARKDOWN)
    activities = tuple(Activity("", "BEN", "1", text) for text in nasty)
    upon = current()
    by_another(replace(upon.matrix, activities=tuple(replace(one, ref=f"n{n}") for n, one in enumerate(activities))))
    app = hand_in(page(), taken(replace(current().matrix, activities=())), name=injection.HTML[0] + injection.MARKDOWN[0] + ".xlsx")
    assert f"{len(nasty)} things that are not in the file any more" in said(app)
    shown = html(app).split("<style>")[0]
    assert nasty[0] not in shown and escape(nasty[0]) in shown
    assert not re.search(r"<(script|img|svg|iframe|a|style|math|details|meta|h1)\b", shown)
    for kind in (app.markdown, app.caption, app.info, app.warning, app.error, app.success, app.header, app.subheader):
        for element in kind:
            assert "pwned" not in element.value and "evil" not in element.value
    assert all("pwned" not in one.label and "evil" not in one.label for one in (*app.checkbox, *app.button, *app.radio))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("many", "many files are arriving at this moment. Wait a minute and choose it again."),
        ("large", "it is larger than 10 MB. Take out pictures and sheets that are not needed, and choose it again."),
    ],
)
def test_a_file_that_the_server_did_not_let_in_is_spoken_of_once(why: str, said: str) -> None:
    app = page()
    for session, reason in (("test session id", why), ("somebody else's", "slow")):
        by_itself.run_again(Open(runs=False, id=session), by_itself.TURNED_AWAY, reason)
    assert [warning.value for warning in app.run().warning if "not taken" in warning.value] == [f"This file was not taken: {said}"]
    assert [warning.value for warning in app.run().warning if "not taken" in warning.value] == []
