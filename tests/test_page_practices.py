"""Practices as a script runs it: what is shown, what the address says of it, and that nothing invented stands beside what is real."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import shipped
from tests import injection
from tests.test_pages import COVERAGE, address, forget, opened, other_matrices, ran, texts

__all__ = ["other_matrices"]

PRACTICES = "pages/explore/practices.py"


def links(app: AppTest) -> list[Any]:
    """The links of the cards, without those that lead to what words mean or to another page where nothing is shown."""
    return [link.proto for link in app.get("page_link") if "place=" in link.proto.query_string]


def cards(app: AppTest) -> list[str]:
    """The heads of the cards on the page."""
    return [link.label for link in links(app)]


def at_page(page: str) -> AppTest:
    app = opened(PRACTICES)
    app.query_params["page"] = page
    return ran(app.run())


def looked_for(app: AppTest) -> str:
    """What the page says it looked for in vain."""
    return next(html.proto.body for html in app.get("html") if "No activity fits all of this" in html.proto.body)


def options(app: AppTest, facet: str) -> list[str]:
    return app.multiselect(key=f"choose-{facet}").options


def test_all_real_activities_are_there_and_none_that_is_invented():
    app = opened(PRACTICES)
    assert "**774 of 774 activities; none marked by an office as good practice.** Good practices first, then the newest." in texts(app)
    assert address(app) == {}
    assert len(cards(app)) == 20
    assert len(options(app, "regions")) == 8
    assert not [option for facet in ("regions", "groups", "places", "actors") for option in options(app, facet) if "Demonstration" in option]
    assert not app.get("badge")


def test_the_demonstration_is_shown_by_itself_and_says_that_it_is_invented():
    app = opened(PRACTICES, data="demonstration")
    assert "Demonstration – invented data" in texts(app)
    assert "**67 of 67 activities; 17 marked by an office as good practice.**" in texts(app)
    assert options(app, "regions") == ["Demonstration North (34)", "Demonstration South (33)"]
    assert not [option for option in options(app, "places") if "Kenya" in option]
    assert all("Demonstration" in card for card in cards(app))


def test_without_the_demonstration_nobody_is_asked_which_data(other_matrices, monkeypatch):
    monkeypatch.setenv("MATRICES_DEMONSTRATION", "off")
    app = opened(PRACTICES, data="demonstration")
    assert [one.key for one in app.segmented_control] == ["choose-lang"]
    assert "774 of 774" in texts(app)


def test_everything_is_in_the_address_by_code():
    app = opened(PRACTICES)
    ran(app.text_input(key="choose-q").set_value("border").run())
    ran(app.multiselect(key="choose-points").set_value(["3", "4"]).run())
    ran(app.multiselect(key="choose-regions").set_value(["europe"]).run())
    ran(app.multiselect(key="choose-actors").set_value(["unhcr"]).run())
    ran(app.multiselect(key="choose-years").set_value(["2005-2009"]).run())
    assert address(app) == {"q": "border", "points": "3,4", "regions": "europe", "actors": "unhcr", "years": "2005-2009"}
    again = opened(PRACTICES, **address(app))
    assert texts(again) == texts(app)
    assert cards(again) == cards(app) != []
    assert not again.toast


def test_a_count_says_what_its_choice_shows():
    app = opened(PRACTICES, q="training", points="3")
    option = options(app, "regions")[0]
    count = int(option.rsplit("(")[-1][:-1])
    ran(app.multiselect(key="choose-regions").select(option).run())
    assert f"**{count} of 774 activities;" in texts(app)


def test_the_chosen_labels_keep_up_with_their_counts():
    app = opened(PRACTICES, points="3")
    before = app.multiselect(key="choose-points").proto.raw_values
    ran(app.text_input(key="choose-q").set_value("border").run())
    after = app.multiselect(key="choose-points").proto
    assert after.set_value and list(after.raw_values) == [option for option in options(app, "points") if option.startswith("3 ")]
    assert list(before) != list(after.raw_values)


def test_the_points_and_evidence_chosen_on_coverage_are_chosen_here_and_its_region_is_not():
    app = opened(COVERAGE, region="europe", points="3", evidence="document")
    app.query_params.clear()
    ran(app.switch_page(PRACTICES).run())
    assert address(app) == {"points": "3", "evidence": "document"}
    app.query_params.clear()
    ran(app.switch_page(COVERAGE).run())
    assert address(app) == {"region": "europe", "points": "3", "evidence": "document"}


def test_a_page_of_cards_is_in_the_address_until_something_else_is_asked_for():
    app = at_page("39")
    assert len(cards(app)) == 774 - 38 * 20
    app = at_page("2")
    assert address(app) == {"page": "2"}
    ran(app.multiselect(key="choose-points").set_value(["1"]).run())
    assert address(app) == {"points": "1"}
    assert cards(app) == cards(opened(PRACTICES, points="1"))


@pytest.mark.parametrize("page", ["0", "-1", "40", "x", "1e1", "٣", "9" * 5000])
def test_a_page_that_is_not_there_is_the_first(page):
    app = at_page(page)
    assert cards(app) == cards(opened(PRACTICES))
    assert address(app) == {}


@pytest.mark.parametrize(
    "bad", [{"points": "77"}, {"regions": "atlantis"}, {"places": "ZZZ"}, {"places": "XAA"}, {"actors": "<b>"}, {"years": "1066-1070"}, {"data": "x"}]
)
def test_an_address_that_names_what_is_not_here_says_so(bad):
    app = opened(PRACTICES, **bad)
    assert len(app.toast) == 1 and "names something that is not here" in app.toast[0].value
    assert "774 of 774" in texts(app)
    assert address(app) == {}


def test_a_declared_country_without_an_activity_can_be_asked_for_and_the_answer_is_nothing():
    assert not [option for option in options(opened(PRACTICES), "places") if "Andorra" in option]
    app = opened(PRACTICES, places="AND")
    assert not app.toast
    assert "Country or territory: Andorra" in looked_for(app)


def test_where_nothing_is_found_it_says_what_was_looked_for_and_what_to_give_up():
    app = opened(PRACTICES, q="hotline", points="2", regions="europe,americas")
    said = looked_for(app)
    for part in ("Text: hotline", "Action point: 2 Data", "Region: Americas; Europe"):
        assert part in said
    assert "That says nothing about whether one exists" in texts(app)
    assert cards(app) == []
    way = next(button for button in app.button if button.label.startswith("Give up “Text”: "))
    count = int(way.label.split(": ")[1].split()[0])
    ran(way.click().run())
    assert f"**{count} of 774 activities;" in texts(app)
    assert address(app) == {"points": "2", "regions": "europe,americas"}


def test_a_text_without_letters_is_said_to_be_unsearchable():
    app = opened(PRACTICES, q="🙂 *")
    assert "no letter and no digit" in texts(app)
    assert cards(app) == []


def test_all_choices_are_cleared_at_once():
    app = opened(PRACTICES, q="border", points="3", places="HUN", evidence="document")
    ran(next(button for button in app.button if button.label == "Clear all choices").click().run())
    assert address(app) == {}
    assert "774 of 774" in texts(app)


def test_only_good_practices_are_shown_where_that_is_chosen():
    app = opened(PRACTICES, data="demonstration")
    ran(app.toggle(key="choose-good").set_value(True).run())
    assert address(app) == {"data": "demonstration", "good": "yes"}
    assert "**17 of 67 activities; 17 marked" in texts(app)
    shown = [html.proto.body for html in app.get("html") if "<small>" in html.proto.body]
    assert len(shown) == 17 and all("★ good practice" in card for card in shown)


def test_where_no_office_marked_a_good_practice_the_switch_is_off_and_says_none():
    toggle = opened(PRACTICES).toggle(key="choose-good")
    assert toggle.disabled and toggle.label == "Good practice only (0)"


def test_an_activity_known_by_its_title_alone_is_called_an_example():
    app = opened(PRACTICES, evidence="title_only")
    shown = [html.proto.body for html in app.get("html") if "<small>" in html.proto.body]
    assert len(shown) == 20 and all("known by its title only: an example, not a record" in card for card in shown)


def test_a_stage_is_said_to_be_no_approval():
    assert "no approval" in texts(opened(PRACTICES)) and "returns, transfers and limits on movement" in texts(opened(PRACTICES))


def test_a_card_opens_its_cell_on_coverage_whatever_was_chosen_there_before():
    app = opened(COVERAGE, region="americas", group="un-subregion.central-america")
    app.query_params.clear()
    ran(app.switch_page(PRACTICES).run())
    ran(app.multiselect(key="choose-places").set_value(["BRA"]).run())
    link = links(app)[0]
    app.query_params.clear()
    for pair in link.query_string.split("&"):
        name, _, value = pair.partition("=")
        app.query_params[name] = value
    ran(app.switch_page(COVERAGE).run())
    assert app.header[0].value.startswith("Brazil – ")
    assert "group" not in address(app)


def test_what_is_taken_away_is_all_that_was_found_in_the_words_of_the_workbook(monkeypatch):
    offered = {}
    monkeypatch.setattr("pages.shared.downloads.offer", lambda name, table, **_: offered.update({name: table()}))
    opened(PRACTICES, points="3")
    table = offered["practices"]
    assert len(table) == 82
    assert list(table.columns[:4]) == ["Region", "Ref", "Country or territory", "Action point"]
    assert set(table["Action point"]) == {"3 Entry systems"}
    opened(PRACTICES, data="demonstration")
    assert len(offered["practices-demonstration"]) == 67


def test_a_workbook_with_errors_is_named_and_the_others_are_searched(other_matrices):
    (other_matrices / "europe.xlsx").write_bytes(b"not a workbook")
    app = opened(PRACTICES)
    assert app.error[0].value == "The workbook of Europe cannot be shown"
    assert "**677 of 677 activities;" in texts(app)


def test_where_no_matrix_holds_an_activity_that_is_said(other_matrices):
    for region in shipped.places().regions:
        (other_matrices / f"{region.id}.xlsx").unlink()
    app = opened(PRACTICES)
    assert "No activity is recorded in any of these matrices. That says nothing about whether one exists." in texts(app)
    assert cards(app) == []


def test_what_a_workbook_says_is_shown_as_text(tmp_path, monkeypatch):
    monkeypatch.setenv("MATRICES_FOLDER", str(injection.fill(tmp_path)))
    forget()
    try:
        app = opened(PRACTICES)
        assert [one.key for one in app.segmented_control] == ["choose-lang"]
        for text in ('<img src=x onerror="window.pwned=1">', "[run](javascript:window.pwned=1)", "{0} {place}"):
            ran(app.text_input(key="choose-q").set_value(text).run())
            assert text not in texts(app)
    finally:
        forget()
