"""What the Upload page offers to send back to an office, as the page's script runs it."""

from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from lib import handing_in, outputs, store
from lib.intake.codes import finding
from lib.model import Message, Report, Severity, receipt
from pages.shared import sending_back
from tests.injection import PAYLOADS
from tests.strategies import FRAMEWORK, PLACES
from tests.test_page_upload import current, hand_in, new_process, page, ran, taken, with_cell
from tests.workbooks import CATALOGUES, report

__all__ = ["new_process"]  # a fixture that every test here uses


def sent_back(app: AppTest, data: bytes) -> AppTest:
    """The page with "Send it back" open."""
    app.session_state[f"send-back-{receipt(data)}"] = True
    return ran(app.run())


def offered(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


def wrong(language: str = "en") -> bytes:
    upon, words = current(), CATALOGUES[language]
    data = handing_in.download(upon, FRAMEWORK, PLACES, words)
    return with_cell(data, words.text("sheet.matrix"), "C3", "Plannd")


def test_a_file_with_nothing_to_say_of_it_need_not_go_back():
    app = hand_in(page(), taken())
    assert "Nothing new" in app.success[0].value
    assert not app.code and "Their workbook, the fix list in front" not in offered(app)


def test_nothing_is_made_before_somebody_asks_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending_back, "_made", None)
    app = hand_in(page(), wrong())
    assert "Their workbook, the fix list in front" not in offered(app)
    assert not app.code


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1 error has to be corrected"), ("fr", "1 erreur doit être corrigée"), ("es", "Hay que corregir 1 error antes")],
)
def test_what_goes_back_is_in_the_language_of_the_file(language: str, words: str):
    data = wrong(language)
    app = sent_back(hand_in(page(), data), data)
    assert words in app.code[0].value
    assert receipt(data)[:12] in app.code[0].value
    assert "Their workbook, the fix list in front" in offered(app)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("language", "asks", "looks"),
    [
        ("en", "Please correct", "please look at it"),
        ("fr", "Merci de corriger", "merci de le vérifier"),
        ("es", "que corrija", "rogamos que la revise"),
    ],
)
def test_without_errors_nothing_is_asked_but_to_look_at_the_warnings(language: str, asks: str, looks: str, own: bool):
    def text(code: str) -> str:
        found = Report("a.xlsx", "template", findings=(finding(code, "A", "B2", "x"),))
        return outputs.email(found, CATALOGUES[language], Message("region.europe"), "f", own=own)

    assert asks in text("unknown-place")
    assert asks not in text("not-a-link") and looks in text("not-a-link")


def test_another_language_can_be_chosen():
    data = wrong()
    app = sent_back(hand_in(page(), data), data)
    app = ran(app.get("button_group")[1].set_value("fr").run())
    assert "1 erreur doit être corrigée" in app.code[0].value


def test_what_goes_back_is_the_office_s_own_workbook_with_what_is_wrong_in_front():
    data = wrong("fr")
    hand_in(page(), data)
    [one] = store.waiting(sending_back.kept())
    made = sending_back._made(one.region, one.receipt, "fr", "", one, report(data))
    assert (made.ending, made.own) == (".xlsx", True)
    book = openpyxl.load_workbook(BytesIO(made.data))
    assert book.sheetnames[0] == "Liste de corrections"
    assert f"Remis le {one.at.day} " in book.worksheets[0]["A2"].value
    assert book["Matrice"]["C3"].value == "Plannd"


def test_a_file_that_no_sheet_can_be_added_to_gets_the_list_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending_back, "with_fix_list", lambda *_: None)
    data = wrong()
    app = sent_back(hand_in(page(), data), data)
    assert "The fix list (.xlsx)" in offered(app) and "Their workbook, the fix list in front" not in offered(app)
    assert "The complete list is attached." in app.code[0].value
    assert any("No sheet can be added to this file" in caption.value for caption in app.caption)


@pytest.mark.parametrize("text", PAYLOADS[:3])
def test_what_an_office_wrote_stands_in_the_text_for_the_email_as_it_is(text: str):
    data = with_cell(taken(), "Matrix", "C3", "x")
    book = openpyxl.load_workbook(BytesIO(data))
    book["Matrix"]["C3"].value = text
    book["Matrix"]["C3"].data_type = "s"
    out = BytesIO()
    book.save(out)
    app = sent_back(hand_in(page(), out.getvalue()), out.getvalue())
    assert app.code[0].language == "plaintext"
    [one] = [found for found in report(out.getvalue()).findings if found.severity is Severity.ERROR]
    assert one.message.params["quoted"] in app.code[0].value


def test_a_file_that_was_taken_out_meanwhile_is_gone_from_the_page():
    data = wrong()
    app = hand_in(page(), data)
    store.take_out(sending_back.kept(), "west-africa", receipt(data))
    app = sent_back(app, data)
    assert not app.code and not store.waiting(sending_back.kept())
