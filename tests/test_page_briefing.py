"""The Briefing page as a script runs it: what it is about stands in the address, it says what the files say, and a file comes at a click."""

import io
import re
from dataclasses import replace

import docx
import pytest
from streamlit.testing.v1 import AppTest

from lib import store, words
from lib.exceptions import CannotBeDrawn, CannotBeWritten
from lib.model import Actor
from lib.planning.subjects import YES, of_point
from lib.store import Store
from pages.shared import take_away, takes
from pages.shared.takes import TAKES
from tests.test_briefing_files import PICTURE
from tests.test_page_gaps import html
from tests.test_page_history import current, publish
from tests.test_page_history import kept as kept
from tests.test_pages import address, opened, ran, texts
from tests.workbooks import CATALOGUES

BRIEFING = "pages/plan/briefing.py"
NORTH = "demonstration-north"


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here waits for a chart."""
    monkeypatch.setattr(takes.outputs, "picture", lambda specification, format: PICTURE)


def made(app: AppTest, label: str = "briefing.take.docx") -> AppTest:
    return ran(app.button(key=f"make-{label}").click().run())


def offered(app: AppTest) -> list[str]:
    return [one.key for one in app.get("download_button")]


def document(choice: object) -> str:
    """All text of the Word document of a choice."""
    found = docx.Document(io.BytesIO(takes.made(TAKES[0], choice)))
    return "\n".join((*(one.text for one in found.paragraphs), *(cell.text for table in found.tables for row in table.rows for cell in row.cells)))


@pytest.fixture
def choices(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The choices that files were made of."""
    found: list[object] = []
    monkeypatch.setattr(take_away, "made", lambda take, choice: found.append(choice) or takes.made(take, choice))
    return found


def test_it_opens_on_the_region_that_was_looked_at_and_the_address_names_it():
    app = opened(BRIEFING, region="west-africa")
    assert address(app) == {"region": "west-africa", "about": "west-africa"}
    assert "No office has assessed a cell yet. Activities are recorded in 15 of 22 countries" in html(app)


def test_a_link_opens_the_same_briefing():
    parameters = {"about": f"{NORTH},demonstration-south", "sections": "gaps,unknown", "language": "fr"}
    app = opened(BRIEFING, **parameters)
    assert address(app) == parameters
    assert "Demonstration – invented data" in texts(app) and 'lang="fr"' in html(app)
    gaps, situation, beside = (CATALOGUES["fr"].text(f"briefing.{id}") for id in ("section.gaps", "section.situation", "side_by_side"))
    assert f"<h4>{gaps}</h4>" in html(app) and f"<h4>{situation}</h4>" not in html(app) and f"<h3>{beside}</h3>" in html(app)


def test_invented_and_real_are_never_in_one_briefing():
    app = opened(BRIEFING, about=f"west-africa,{NORTH}")
    assert address(app)["about"] == "west-africa"
    assert app.warning[0].value == "Invented and real data are never shown together. Left out: Demonstration North."


def test_nothing_chosen_asks_for_a_choice():
    app = opened(BRIEFING, about="none")
    assert app.info[0].value.startswith("Choose at least one region") and not app.button


def test_a_file_is_made_at_a_click_and_offered_at_the_next_run(choices):
    app = opened(BRIEFING, about=NORTH)
    assert offered(app) == []
    app = made(app)
    assert offered(app) == ["download-briefing.take.docx"]
    assert re.fullmatch(rf"briefing-{NORTH}-\d{{4}}-\d\d-\d\d", choices[0].name)
    assert "8 of 8 countries have assessed cells." in document(choices[0])
    app = made(app, "briefing.take.pptx")
    assert offered(app) == ["download-briefing.take.docx", "download-briefing.take.pptx"]


def test_another_choice_is_another_file():
    app = made(opened(BRIEFING, about=NORTH))
    app.query_params["language"] = "es"
    assert offered(ran(app.run())) == []


def test_a_file_is_made_once_for_everybody_and_anew_for_a_new_revision(kept: Store, choices):
    made(opened(BRIEFING, about=NORTH))
    made(opened(BRIEFING, about=NORTH))
    first, again = choices
    assert first.key == again.key and takes.made(TAKES[0], first) is takes.made(TAKES[0], again)
    matrix = current(kept).matrix
    changed = replace(matrix, assessments=matrix.assessments[1:])
    publish(kept, changed)
    publish(kept, matrix, note="As it was")
    made(opened(BRIEFING, about=NORTH))  # the same content, by another number
    assert choices[2].key != first.key and "revision 3" in foot(choices[2])


def foot(choice: object) -> str:
    """The small print of the Word document of a choice."""
    return "".join(one.text for one in docx.Document(io.BytesIO(takes.made(TAKES[0], choice))).sections[0].footer.paragraphs)


def test_where_pictures_cannot_be_drawn_the_file_says_so_and_the_next_one_has_them(monkeypatch, choices):
    def broken(*_: object) -> bytes:
        raise CannotBeDrawn("the chart cannot be drawn")

    with monkeypatch.context() as patched:
        patched.setattr(takes.outputs, "picture", broken)
        app = made(opened(BRIEFING, about="demonstration-south", sections="situation"))
        assert not app.error and len(offered(app)) == 1
        assert "The pictures could not be drawn this time." in document(choices[0])
    assert "The pictures could not be drawn this time." not in document(choices[0])


def test_a_file_that_cannot_be_made_is_told_and_none_is_offered(monkeypatch):
    def broken(*_: object, **__: object) -> bytes:
        raise CannotBeWritten("a text is too long")

    monkeypatch.setattr(take_away, "TAKES", (TAKES[0]._replace(make=broken),))
    app = made(opened(BRIEFING, about="demonstration-south", sections="follow_up"))
    assert [one.value for one in app.error] == ["Word document (.docx) could not be made. Please report this, with the address of this page."]
    assert offered(app) == []


@pytest.fixture
def noted(kept: Store) -> Store:
    """A region whose last session, closed by now, left one note for everybody and one that is internal."""
    upon = current(kept)
    session = store.begin(kept, NORTH, Actor("Amina"), name="A session")
    for subject, text, internal in ((of_point("3"), "For everybody", ""), (of_point("4"), "A secret", YES)):
        store.write(kept, session.id, subject, "note", text, Actor("Amina"), expected=0)
        store.write(kept, session.id, subject, "internal", internal, Actor("Amina"), expected=0)
    after = replace(upon.matrix, assessments=upon.matrix.assessments[1:])
    store.close(kept, session.id, after, b"", Actor("Amina"), expected=upon.fingerprint, note="A note", came_of=store.drafts(kept, session.id))
    return kept


def test_internal_notes_are_off_until_somebody_asks_and_then_marked(noted, choices):
    app = made(opened(BRIEFING, about=NORTH))
    assert app.toggle[0].value is False and "A secret" not in html(app) + document(choices[-1])
    app = made(opened(BRIEFING, about=NORTH, internal="on"))
    assert "A secret" in html(app) and "For everybody" not in html(app)
    assert app.warning[0].value.startswith("Not for onward sharing")
    assert "A secret" in document(choices[-1]) and choices[-1].name.endswith("-internal")


def test_without_an_internal_note_the_page_says_so_and_marks_nothing(kept, choices):
    app = made(opened(BRIEFING, about=NORTH, internal="on"))
    assert app.info[0].value == "No planning session of these regions has an internal note."
    assert not choices[0].internal and not choices[0].name.endswith("-internal")


def test_looking_back_tells_what_was_known_then_and_nothing_noted_since(noted):
    app = opened(BRIEFING, about=NORTH, internal="on", as_of="2026-11-25")
    assert "A secret" not in html(app) and "Nothing is known yet" in html(app)


def test_every_form_has_a_name_of_its_own():
    assert len({take.label for take in TAKES}) == len(TAKES)
    for take in TAKES:
        assert words.catalogue("en").text(take.label)


def test_what_offices_wrote_is_text_on_the_page(kept):
    matrix = current(kept).matrix
    nasty = "<script>window.pwned=1</script> **bold** [a](javascript:b)"
    changed = replace(matrix, follow_up=tuple(replace(one, action=nasty) for one in matrix.follow_up))
    publish(kept, changed)
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt; **bold** [a](javascript:b)" in html(opened(BRIEFING, about=NORTH))
    assert "<script>" not in html(opened(BRIEFING, about=NORTH))
