"""The language of the interface: chosen once, kept everywhere, and the browser's where nobody has chosen."""

import ast
import io
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.schema import LANGUAGES
from pages.shared import data
from tests.test_pages import COVERAGE, ROOT, address, opened, ran

CHOICE = "choose-lang"


def chosen(app: AppTest, language: str) -> AppTest:
    return ran(app.button_group(key=CHOICE).set_value(language).run())


def browsing(locale: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.context = {"locale": locale}
    for name, value in parameters.items():
        app.query_params[name] = value
    return ran(app.run())


def status(app: AppTest) -> str:
    """The language in which the key to the colours is."""
    key = "".join(element.proto.body for element in app.get("html"))
    return next(language for language in LANGUAGES if f">{data.catalogue(language).text('status.planned')}<" in key)


def test_the_interface_speaks_english_where_nothing_says_otherwise():
    app = opened()
    assert status(app) == "en"
    assert address(app) == {}


@pytest.mark.parametrize(("locale", "language"), [("fr-CA", "fr"), ("es", "es"), ("de-DE", "en")])
def test_it_speaks_the_language_of_the_browser_where_that_is_one_of_ours(locale: str, language: str):
    app = browsing(locale)
    assert status(app) == language
    assert address(app) == {}, "a link without a choice opens in the language of whoever gets it"


def test_an_address_that_names_a_language_goes_before_the_browser():
    assert status(browsing("fr-FR", lang="es")) == "es"


def test_an_address_that_names_a_language_that_is_not_here_says_so():
    app = browsing("fr-FR", lang="xx")
    assert status(app) == "fr"
    assert len(app.toast) == 1


def test_every_language_is_offered_by_its_own_name():
    assert [option.content for option in opened().button_group(key=CHOICE).proto.options] == ["English", "Français", "Español"]


def test_a_chosen_language_stands_in_the_address_and_stays_when_the_page_changes():
    app = chosen(opened(), "fr")
    assert address(app) == {"lang": "fr"}
    app.query_params.clear()  # as the navigation does
    ran(app.switch_page(COVERAGE).run())
    assert address(app) == {"lang": "fr"}
    assert status(app) == "fr"


def test_a_chosen_language_goes_along_on_links_which_may_be_opened_in_a_new_tab():
    links = [link.proto.query_string for link in chosen(opened(), "es").get("page_link") if link.proto.page]
    assert links and all("lang=es" in link for link in links)


def test_what_was_chosen_before_is_shown_in_the_new_language():
    app = opened(COVERAGE, region="europe", place="HUN", point="3")
    chosen(app, "fr")
    texts = data.catalogue("fr")
    assert address(app) == {"lang": "fr", "region": "europe", "place": "HUN", "point": "3"}
    for widget, id in (("choose-region", "region.europe"), ("choose-place", "place.HUN")):
        box = app.selectbox(key=widget)
        assert box.proto.set_value, "the browser would go on showing the label of before"
        assert box.proto.raw_value == texts.text(id)


def test_countries_stand_in_the_order_of_their_names_in_the_language_of_the_page():
    names = opened(COVERAGE, region="west-africa", lang="fr").selectbox(key="choose-place").options
    assert names[1:4] == ["Bénin", "Burkina Faso", "Cabo Verde"]


@pytest.mark.parametrize(
    ("page", "view"),
    [
        (COVERAGE, {"region": "west-africa", "place": "SEN", "point": "7"}),
        ("pages/explore/country.py", {"place": "SEN"}),
        ("pages/explore/practices.py", {"q": "border"}),
        ("pages/plan/briefing.py", {"about": "west-africa"}),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_page_that_quotes_says_that_quoted_texts_are_not_translated_unless_it_is_in_english(page: str, view: dict[str, str]):
    for language, times in (("fr", 1), ("en", 0)):
        captions = [caption.value for caption in opened(page, **view, lang=language).caption]
        assert captions.count(data.catalogue(language).text("languages.as_written")) == times


def test_where_nothing_is_quoted_nothing_is_said_of_its_language():
    said = data.catalogue("fr").text("languages.as_written")
    for page, view in ((COVERAGE, {"region": "europe", "place": "AND", "point": "3"}), ("pages/explore/country.py", {"place": "AND"})):
        assert said not in [caption.value for caption in opened(page, **view, lang="fr").caption]


def test_what_is_made_at_a_click_is_in_the_language_in_which_its_button_was_drawn(monkeypatch):
    made = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *, file_name, **look: made.update({file_name: data}))
    data.look_up()
    from pages.shared import downloads, matrix
    from tests.test_downloads import beside_the_script, view

    region = "demonstration-north"
    for language in ("fr", "es"):
        data.speak(language)
        downloads.offer(language, lambda: matrix.table(data.current(region), view(region)))
    data.speak("en")
    for language in ("fr", "es"):
        file = io.StringIO(beside_the_script(made[f"{language}.csv"]).decode("utf-8-sig"))
        assert data.catalogue(language).text("downloads.status") in file.readline()


def test_no_button_makes_a_file_later_without_knowing_the_language():
    """A lambda is called in a thread that has no session: the language would be English there, whatever the page's. `in_this_language` holds it fast, and so
    does `partial` what it was given."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted(Path(ROOT / "pages").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.download_button" and isinstance(call.args[1], ast.Lambda)
    ]
    assert found == []


def test_what_somebody_typed_and_handed_in_stays_when_the_language_changes():
    app = opened("pages/plan/planning.py", region="demonstration-north")
    app.text_input(key="acting-name").set_value("Ada")
    app.text_input(key="planning-called-demonstration-north").set_value("A session of ours")
    app = chosen(ran(app.run()), "fr")
    assert app.text_input(key="acting-name").value == "Ada"
    assert app.text_input(key="planning-called-demonstration-north").value == "A session of ours"
