"""What offices get in their own language: everything that the reader may say of their workbook, in French and Spanish too."""

from string import Formatter

import pytest
from babel.messages.pofile import read_po

from lib import words
from lib.exceptions import UnknownText
from lib.schema import LANGUAGES

SENT_BACK = ("finding.", "fix_list.", "email.", "upload.finding.", "upload.severity.", "layout.", "unseen.")
"""The texts that go back to the office that sent a workbook."""
ON_THE_PAGE_ONLY = {"upload.severity.error", "upload.severity.warning", "upload.severity.note", "upload.finding.count", "upload.finding.more"}


def texts(language: str) -> dict[str, tuple[str, ...]]:
    """The texts of a language alone, without what it takes from English: id → its forms."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((words.FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language):
                id, forms = (entry.id, (entry.string,)) if isinstance(entry.id, str) else (entry.id[0], tuple(entry.string))
                assert id not in found or not id, id
                found[id] = forms
    return found


ENGLISH = texts("en")
SAID = sorted(id for id in ENGLISH if id.startswith(SENT_BACK) and id not in ON_THE_PAGE_ONLY)


def blanks(form: str) -> set[str]:
    """What is filled into a text: "{n} cells" → n."""
    return {name for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_what_goes_back_to_an_office_is_said_in_its_language(language: str):
    assert SAID
    own = texts(language)
    assert [id for id in SAID if not all(own.get(id, ("",)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_english_text_does(language: str):
    own = texts(language)
    assert [id for id in SAID if len(own[id]) != len(ENGLISH[id])] == []
    assert [id for id in SAID if any(blanks(form) != blanks(ENGLISH[id][-1]) for form in own[id])] == []


def test_a_text_without_plural_forms_is_the_same_for_any_number():
    words_of = words.catalogue("en")
    assert "{" not in words_of.text("app.title")
    assert words_of.text("app.title", 2) == words_of.text("app.title", 1) == words_of.text("app.title")
    with pytest.raises(UnknownText):
        words_of.text("app.no-such-text", 2)
