"""The page of a country: what it tells of each kind of country, what it makes of an address, and what can be taken away."""

import re
from dataclasses import replace
from functools import cache
from html import escape, unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import shipped, words
from lib.model import Revision, Stage, State, Status
from lib.outputs import workbook
from pages.shared import country
from tests import injection
from tests.strategies import FRAMEWORK, PLACES
from tests.test_pages import COVERAGE, address, forget, opened, other_matrices, ran, texts
from tests.test_second_framework import folder, of_the_ten, shown

assert other_matrices and folder  # fixtures
PAGE = "pages/explore/country.py"


def html(app: AppTest) -> str:
    """The pieces of HTML for reading: neither the style nor the keys."""
    return "\n".join(element.value for element in app.get("html") if '<div class="sheet">' in element.value)


def plain(html: str) -> str:
    """HTML as its reader sees it, any run of white space as one space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def read(app: AppTest) -> str:
    """All that the page says."""
    return plain(html(app)) + texts(app)


def section(app: AppTest, point: str) -> str:
    found = re.search(rf'<section><h3 id="point-{point}">(.*?)</section>', html(app), re.DOTALL)
    assert found, point
    return plain(found[1])


def links(app: AppTest) -> dict[str, str]:
    """The page's links to other pages: what they say and the query that they open."""
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def test_a_recorded_country_is_told_with_its_situation_routes_points_and_groupings():
    app = opened(PAGE, place="ETH")
    assert app.title[0].value == "Ethiopia"
    said = read(app)
    assert "**Gulf of Aden** – No point is assessed. Activities are recorded at 7 of 10 points. 3 are not known." in said
    assert "71,500 migrants returned from Saudi Arabia to Ethiopia by force, March to end of August 2022 (as of 2022-08)" in said
    assert "Role in mixed movements: Origin" in said
    assert "<strong>Ethiopia</strong> → Djibouti / Somalia → Yemen → Saudi Arabia" in html(app)
    assert "Three camps were opened for refugees from Somalia." in section(app, "4")
    assert (
        "Nothing known, not even an example: 3 points" in said
        and "1 Cooperation among key partners; 2 Data collection and analysis; 3 Protection" in said
    )
    assert "UNHCR regional bureau: East and Horn of Africa and Great Lakes" in said and "Region: Gulf of Aden" in said
    assert "32 activities are recorded for the region as a whole. They are none of this country's own." in said
    assert "imply no opinion on the legal status" in said
    assert "%" not in said


def test_a_country_of_which_nothing_is_known_is_not_told_as_one_that_has_nothing():
    app = opened(PAGE, place="AND")
    said = read(app)
    assert "Nothing is known yet of the 10 points. Not known is not the same as not in place." in said
    assert "Not known: no situation is recorded." in said
    assert "It lies on none of the declared routes. Others may exist." in said
    assert "Nothing known, not even an example: 10 points" in said
    assert said.count("No office has assessed these points here") == 1
    assert "Who could help" not in said


def test_an_assessed_country_shows_each_status_in_its_colour_and_in_words():
    app = opened(PAGE, place="XAB")
    assert "10 of 10 points assessed: in place at 4, partly in place at 4, and reported as not in place at 2." in read(app)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html(app))
    assert len(rows) == 10
    fill = FRAMEWORK.assessed["light"][Status.IN_PLACE].fill
    assert f"--fill:{fill}" in rows[0] and "Assessed as: In place" in rows[0] and FRAMEWORK.glyphs[Status.IN_PLACE] in rows[0]
    outlined = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html(opened(PAGE, place="ETH")))[3]
    look = FRAMEWORK.recorded["light"][Stage.IN_PLACE]
    assert f"--outline:{look.outline}" in outlined and look.outline != look.fill


def test_who_could_help_stands_at_reported_gaps_only_and_invented_countries_help_invented_ones():
    app = opened(PAGE, place="XAB")
    assert "Who could help" not in section(app, "1") and "Who could help" not in section(app, "3")
    assert "Nobody is known: no office has marked an activity at this point elsewhere as good practice." in section(app, "8")
    helped = section(app, "10")
    assert "Country A, Demonstration North : A telephone hotline in six languages" in helped
    assert "An office marked it as good practice" in helped
    assert "Ask: Invented bureau of Demonstration North, Office of Demonstration North, demonstration-north@example.org" in helped
    real = {names["en"] for code, names in PLACES.names.items() if not code.startswith("XA")}
    assert not [name for name in real if f"{name}, " in helped]


def test_no_more_than_three_helpers_stand_at_a_gap_and_the_rest_is_counted():
    gap = section(opened(PAGE, place="XAB"), "4")
    assert gap.count("An office marked it as good practice") == 3
    assert "1 more good practice at this point is not listed here." in gap


def test_a_recorded_country_is_offered_no_help_where_nobody_reports_a_gap():
    assert "Who could help" not in read(opened(PAGE, place="ETH"))


def test_the_newest_year_stands_beside_each_point_and_no_age_that_would_go_stale():
    rows = dict(re.findall(r'<tr><th scope="row"><a href="#[^"]*">(\d+) .*?<td class="year">(.*?)</td>', html(opened(PAGE, place="THA"))))
    assert rows["4"] == "2019" and rows["10"] == "no year" and rows["2"] == ""
    assert "years old" not in read(opened(PAGE, place="THA"))


def test_a_figure_without_its_date_is_not_shown():
    said = read(opened(PAGE, place="THA"))
    assert "500,000" not in said
    assert "A figure is recorded but not shown. It lacks: its date." in said


def test_agreed_actions_and_targets_that_documents_name_stand_apart(other_matrices):
    assert "Follow-up Write one referral form" in section(opened(PAGE, place="XAB"), "5")
    only_targets(other_matrices)
    forget()  # a store in which this workbook is the first to be published
    said = section(opened(PAGE, place="XAB"), "5")
    assert "Targets that documents name: nobody here agreed to them Write one referral form" in said
    assert "Follow-up" not in said


def only_targets(folder: Path) -> None:
    """The invented region's workbook with its agreed actions turned into targets of documents."""
    matrix = shipped.current("demonstration-north", FRAMEWORK, PLACES).matrix
    targets = tuple(replace(action, state=State.RECORDED) for action in matrix.follow_up)
    catalogue = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
    (folder / "demonstration-north.xlsx").write_bytes(workbook(replace(matrix, follow_up=targets), FRAMEWORK, PLACES, catalogue))


def test_invented_countries_are_marked_and_stand_after_the_real_ones():
    app = opened(PAGE, place="XAB")
    assert "Demonstration – invented data" in texts(app)
    options = app.selectbox(key="choose-place").options
    assert len(options) == 217
    assert options[0] == "Afghanistan" and options[196] == "Zimbabwe" and options[197] == "Country A (invented)"
    assert "invented" not in texts(opened(PAGE, place="ETH"))


def test_the_address_carries_the_country_and_its_region():
    app = opened(PAGE, place="SEN")
    assert address(app) == {"place": "SEN", "region": "west-africa"}
    ran(app.selectbox(key="choose-place").select("KEN").run())
    assert app.title[0].value == "Kenya"
    assert address(app) == {"place": "KEN", "region": "eastern-and-southern-africa"}


@pytest.mark.parametrize(
    ("asked", "country"),
    [({}, "AFG"), ({"region": "west-africa"}, "BEN"), ({"place": "SEN", "region": "europe"}, "SEN"), ({"region": "atlantis"}, "AFG")],
)
def test_without_a_country_the_first_opens_and_the_country_decides_the_region(asked, country):
    app = opened(PAGE, **asked)
    assert address(app) == {"place": country, "region": PLACES.region_of(country).id}
    assert not app.toast


@pytest.mark.parametrize("bad", ["ZZZ", "<script>", "__proto__", "{0}"])
def test_an_address_of_a_country_that_is_not_here_says_so(bad):
    app = opened(PAGE, place=bad)
    assert len(app.toast) == 1 and "names something that is not here" in app.toast[0].value
    assert app.title[0].value == "Afghanistan"


def test_coverage_shows_the_region_and_country_that_were_read_and_back_again():
    app = opened(PAGE, place="SEN")
    app.query_params.clear()  # as the navigation does
    ran(app.switch_page(COVERAGE).run())
    assert address(app) == {"region": "west-africa", "place": "SEN"}
    app.query_params.clear()
    ran(app.switch_page(PAGE).run())
    assert address(app) == {"place": "SEN", "region": "west-africa"}


def test_after_the_region_wide_row_the_first_country_of_the_region_opens_without_a_warning():
    app = opened(COVERAGE, region="west-africa", place="region-wide")
    app.query_params.clear()
    ran(app.switch_page(PAGE).run())
    assert app.title[0].value == "Benin" and not app.toast


def test_every_point_told_of_opens_its_cell_on_coverage():
    found = links(opened(PAGE, place="SEN"))
    cells = [query for query in found.values() if "point=" in query]
    told = re.findall(r'<h3 id="point-(\w+)">', html(opened(PAGE, place="SEN")))
    assert cells == [f"region=west-africa&group=&place=SEN&point={point}" for point in told]
    assert found["Open Senegal on Coverage"] == "region=west-africa&group=&place=SEN"
    assert found["Open the region-wide row on Coverage"] == "region=west-africa&group=&place=region-wide"


def test_every_link_of_the_table_leads_to_a_section_that_is_there():
    for place in ("ETH", "AND", "XAB", "XAS"):
        page = html(opened(PAGE, place=place))
        anchors = re.findall(r'<a href="#([^"]+)"', page)
        assert len(anchors) == 10
        assert set(anchors) <= set(re.findall(r'id="([^"]+)"', page))


@cache
def read_once(region: str) -> Revision:
    return shipped.current(region, FRAMEWORK, PLACES)


@pytest.mark.parametrize("place", sorted({*PLACES.names} & {place for region in PLACES.regions for place in region.countries}))
def test_every_declared_country_can_be_told(place):
    """Without the screen, which all of them share: the pieces that differ."""
    region = PLACES.region_of(place)
    revision = read_once(region.id)
    assert tuple(country.known(revision, place).cells) == FRAMEWORK.point_ids
    assert country.routes(place) and country.groupings(place, region) and country.situation(revision.matrix, place)
    table = country.table(revision, place)
    assert list(dict.fromkeys(table["Action point"])) == [f"{point.id} {point.name['en']}" for point in FRAMEWORK.points]
    assert (table["Activity"] != "").sum() == sum(activity.place == place for activity in revision.matrix.activities)


def test_the_table_to_take_away_says_in_words_what_the_page_says():
    revision = shipped.current("demonstration-north", FRAMEWORK, PLACES)
    table = country.table(revision, "XAB").set_index("Action point")
    row = table.loc["5 Mechanisms for profiling and referral"]
    assert row["What is known"] == "Assessed as: Partly in place; newest record: Partly in place (2024)"
    assert row["Recommendation"] == "Write one referral form and try it at two border posts."
    assert row["Follow-up"] == "Write one referral form and try it at two border posts. (Agreed)"
    assert (row["Stage"], row["Year or period"], row["Good practice"], row["Evidence"]) == ("Partly in place", "2024", "No", "Document")
    assert table.loc["1 Cooperation among key partners", "Activity"] == ""


def test_a_region_whose_workbook_cannot_be_used_is_named_and_its_country_not_told(other_matrices):
    (other_matrices / "europe.xlsx").write_bytes(b"not a workbook")
    app = opened(PAGE, place="AND")
    assert app.title[0].value == "Andorra"
    assert app.error[0].value == "The workbook of Europe cannot be shown"
    assert "Nothing is known" not in read(app)


def test_a_helpers_region_whose_workbook_cannot_be_used_is_named(other_matrices):
    (other_matrices / "demonstration-south.xlsx").write_bytes(b"not a workbook")
    app = opened(PAGE, place="XAB")
    assert app.error[0].value == "The workbook of Demonstration South cannot be shown"
    assert "Country A, Demonstration North" in section(app, "10")


def test_what_offices_wrote_is_text_and_nothing_else(tmp_path, monkeypatch):
    injection.fill(tmp_path)
    monkeypatch.setenv("MATRICES_FOLDER", str(tmp_path))
    forget()
    try:
        page = html(opened(PAGE, place=injection.FULL.place))
    finally:
        forget()
    assert page.count("<script") == page.count("<img") == page.count("<iframe") == 0
    assert all(escape(line) in page for text in injection.PAYLOADS for line in text.split("\n"))
    assert set(re.findall(r'<a href="(http[^"]*)"', page)) == {escape(link) for link in injection.GOOD_LINKS}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', page)).replace(escape(injection.GOOD_LINKS[-1]), "")


def test_another_framework_has_its_own_points_on_the_page(folder):
    app = opened(PAGE, place="TZA")
    assert "4 of 5 points assessed: in place at 1, partly in place at 1, planned at 1, and reported as not in place at 1." in read(app)
    assert "1 is not known. 1 further point is not applicable." in read(app)
    assert "It has none" in section(app, "E")
    assert of_the_ten(shown(app)) == set()
