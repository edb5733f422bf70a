"""The catalogues: everything that is said in English is said in French and Spanish too, with the same blanks."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from lib import words
from lib.exceptions import UnknownText
from lib.schema import LANGUAGES
from lib.words import ids
from tests.workbooks import PLACES

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
                if id:
                    found[id] = forms
    return found


ENGLISH = texts("en")
SAID = sorted(id for id in ENGLISH if id.startswith(SENT_BACK) and id not in ON_THE_PAGE_ONLY)


def marks(form: str) -> tuple[int, list[str]]:
    """What Markdown makes of a text: how often it turns to bold, and where it leads."""
    return form.count("**"), sorted(re.findall(r"\]\(([^)]*)\)", form))


def blanks(form: str) -> set[str]:
    """What is filled into a text: "{n} cells" → n."""
    return {name for _, name, _, _ in Formatter().parse(form) if name}


OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_what_goes_back_to_an_office_is_said_in_its_language(language: str):
    assert SAID
    own = texts(language)
    assert [id for id in SAID if not all(own.get(id, ("",)))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_english_text_is_translated(language: str):
    own = texts(language)
    assert [id for id in ids("") if not all(own.get(id, ("",)))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_what_the_english_text_does(language: str):
    own = {id: forms for id, forms in texts(language).items() if id in ENGLISH and all(forms)}
    assert [id for id, forms in own.items() if (len(forms) > 1) != (len(ENGLISH[id]) > 1)] == []
    assert [id for id, (*_, form) in own.items() if blanks(form) != blanks(ENGLISH[id][-1])] == []
    # "The one country": a form for one alone need not say how many where the English one does not. In French it is for none as well.
    needed = {id: blanks(ENGLISH[id][0]) & {"n"} for id in own}
    assert [id for id, (*ones, form) in own.items() if not all(needed[id] <= blanks(one) <= blanks(form) for one in ones)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_translates_nothing_that_nobody_says(language: str):
    """An id that English lacks is mistyped or left over; what the lists of a folder of matrices declare (regions, groups, routes) is in no catalogue."""
    declared = PLACES.texts("en")
    assert [id for id in texts(language) if id not in ENGLISH and id not in declared] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_makes_a_text_bold_a_link_or_an_icon(language: str):
    own = {id: forms for id, forms in texts(language).items() if id in ENGLISH and all(forms)}
    assert [id for id, forms in own.items() if any(marks(form) != marks(ENGLISH[id][-1]) for form in forms)] == []


def test_no_french_line_begins_with_a_mark_that_belongs_to_the_one_before():
    """What French sets off by a space is held by one that does not break (U+00A0 or U+202F)."""
    found = [id for id, forms in texts("fr").items() for form in forms if re.search(" [%:;?!»]|« ", form)]
    assert found == []


def test_a_text_without_plural_forms_is_the_same_for_any_number():
    words_of = words.catalogue("en")
    assert "{" not in words_of.text("app.title")
    assert words_of.text("app.title", 2) == words_of.text("app.title", 1) == words_of.text("app.title")
    with pytest.raises(UnknownText):
        words_of.text("app.no-such-text", 2)
