"""The first hour with the dashboard: what a page says that has nothing to show, the look around, and what words mean."""

from collections.abc import Iterator
from itertools import pairwise

from streamlit.testing.v1 import AppTest

from lib import words
from lib.model import Status
from pages.shared import first_look, glossary
from pages.shared.data import framework, say
from tests.test_pages import COVERAGE, address, opened, other_matrices, ran, texts  # noqa: F401  (a fixture)

UPLOAD, PLANNING = "pages/manage/upload.py", "pages/plan/planning.py"
METHOD = "pages/about/method.py"
PAGES = {
    "overview": "pages/explore/overview.py",
    "coverage": COVERAGE,
    "gaps": "pages/explore/gaps.py",
    "compare": "pages/explore/compare.py",
    "country": "pages/explore/country.py",
    "practices": "pages/explore/practices.py",
    "planning": PLANNING,
    "briefing": "pages/plan/briefing.py",
    "progress": "pages/plan/progress.py",
    "upload": UPLOAD,
    "history": "pages/manage/history.py",
}
LONG_AGO = "2020-01-01"


def links(app: AppTest) -> list[str]:
    """What the links to other pages are called, in the order of the page."""
    return [link.label for link in app.get("page_link")]


def each_page(**parameters: str) -> Iterator[tuple[str, AppTest]]:
    """Every page but Method in one session, with these choices."""
    app = opened(COVERAGE, **parameters)
    for name, page in PAGES.items():
        yield name, ran(app.switch_page(page).run())


# A page with nothing to show


def test_a_page_of_a_region_of_which_nothing_is_known_leads_to_where_that_can_be_changed(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").unlink()
    for name, app in each_page(region="europe", place="HUN"):
        if name in ("overview", "coverage", "gaps", "country", "progress", "history"):
            assert {"Hand in a workbook", "Go to a planning session"} <= set(links(app)), name


def test_a_region_of_which_something_is_known_is_not_told_to_begin():
    app = opened(COVERAGE, region="europe")
    assert "Nothing is known of Europe yet" not in texts(app)
    assert "Hand in a workbook" not in links(app)


def test_the_overview_says_of_an_empty_region_alone_where_to_hand_in_its_workbook(other_matrices):  # noqa: F811
    (other_matrices / "europe.xlsx").unlink()
    found = links(opened())
    assert found.count("Hand in a workbook") == 1 and found[found.index("Hand in a workbook") - 1] == "**Europe**"


def test_looking_back_to_before_the_first_revision_is_not_taken_for_a_finding():
    for name, app in each_page(region="west-africa", as_of=LONG_AGO):
        assert "Nothing had been published of any region by then" in texts(app), name
        assert "Hand in a workbook" not in links(app), f"{name}: nothing can be published into the past"


def test_what_was_agreed_is_told_as_of_then_when_looking_back():
    app = opened(PAGES["progress"], region="west-africa", as_of=LONG_AGO)
    assert "No action and no target was written down for this region by then." in texts(app)


def test_a_cell_of_which_nothing_is_known_leads_to_where_it_can_be_assessed():
    unknown = opened(COVERAGE, region="europe", place="HUN", point="8")
    assert "**Not known**" in texts(unknown) and "Go to a planning session" in links(unknown)
    assert "Go to a planning session" not in links(opened(COVERAGE, region="demonstration-north", place="XAB", point="3"))


def test_a_gap_with_which_nobody_helps_leads_to_the_activities_of_its_point():
    app = opened(PAGES["gaps"], region="demonstration-north", point="8", place="XAB")
    [link] = [link for link in app.get("page_link") if link.label == "Search all activities at this point"]
    assert "points=8" in link.proto.query_string


def test_what_if_says_what_to_press():
    assert "Press a country above" in texts(opened(PAGES["gaps"], region="west-africa", part="what_if"))


def test_a_region_without_an_open_session_says_so():
    assert "No session of this region is open." in texts(opened(PLANNING, region="west-africa"))


# The look around


def test_nothing_opens_by_itself_and_the_hint_can_be_sent_away():
    app = opened()
    assert "First time here?" in texts(app) and not [one for one in app.header if " of 5: " in one.value]
    ran(app.button(key="look-skip").click().run())
    assert "First time here?" not in texts(app)
    assert app.button(key="look-open").label == "Look around in 5 steps"


def test_the_look_around_goes_step_by_step_and_ends():
    app = opened()
    ran(app.button(key="look-open").click().run())
    seen = []
    while address(app).get("look"):
        seen += [one.value for one in app.header if " of 5: " in one.value]
        ran(app.button(key="look-next").click().run())
    assert [one.partition(" ")[0] for one in seen] == ["1", "2", "3", "4", "5"]
    assert "First time here?" not in texts(app)


def test_a_link_opens_a_step_and_all_of_them_stand_together_to_be_printed():
    app = opened("pages/explore/overview.py", look="gaps")
    assert "3 of 5: See what is missing" in [one.value for one in app.header]
    ran(app.button(key="look-back").click().run())
    assert address(app)["look"] == "open_cell"
    ran(app.button(key="look-all").click().run())
    assert len([one for one in app.header if " of 5: " in one.value]) == 5


def test_a_step_that_is_not_there_opens_nothing():
    app = opened("pages/explore/overview.py", look="<script>")
    assert "look" not in address(app) and "First time here?" in texts(app)


def test_a_step_is_tried_where_nothing_real_is_touched():
    tried = [link for link in opened("pages/explore/overview.py", look="all").get("page_link") if link.label.startswith("Try it")]
    assert len(tried) == 5
    assert all("region=demonstration-" in link.proto.query_string for link in tried)


# What words mean


def test_every_page_says_what_its_words_mean_and_leads_to_all_of_them():
    for name, app in each_page(region="west-africa"):
        assert links(app).count("All words, on Method") == 1, name
        meant = [one.value for one in app.markdown if one.value.startswith("- **") and " – " in one.value]
        assert meant and all(line.startswith("- **") for line in meant[0].splitlines()), name


def test_method_has_every_word_with_an_anchor():
    [shown] = [html for html in opened(METHOD).get("html") if "<dl>" in html.proto.body]
    codes = [*(code for code in glossary.TERMS if code != glossary.STATUSES), *Status]
    assert all(f'<dt id="word-{code}">' in shown.proto.body for code in codes)
    assert framework().texts("en")["status.planned.definition"] in shown.proto.body


def test_no_word_is_defined_that_the_glossary_does_not_show():
    ours = {"open", "all", "line", "title"}
    defined = {id.split(".")[1] for id in words.ids("glossary.")} - ours
    assert defined == set(glossary.TERMS) - {glossary.STATUSES}


def test_what_the_key_and_the_glossary_say_is_one_text():
    said = dict(tuple(one[1:]) for one in glossary._told(("recorded", "not_known")))
    assert said == {"Recorded": say("legend.recorded.help"), "Not known": say("legend.unknown.help")}


def test_method_leads_to_its_parts_in_their_order():
    app = opened(METHOD)
    anchors = [header.proto.anchor for header in app.header]
    line = next(one.value for one in app.markdown if "](#known)" in one.value)
    at = [line.index(f"(#{anchor})") for anchor in anchors]
    assert all(first < then for first, then in pairwise(at)) and "words" in anchors


def test_the_steps_of_the_look_have_their_texts():
    assert {f"look.{step}" for step in first_look._STEPS} <= set(words.ids("look."))
