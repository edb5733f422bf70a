"""The pages as a script runs them: what they say and what they make of an address. How they look is tested in a browser."""

import os
import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import make_url
from streamlit.testing.v1 import AppTest

from lib import shipped, store
from pages.shared import data
from tests.conftest import new_store

ROOT = Path(__file__).parents[1]
COVERAGE = "pages/explore/coverage.py"


@pytest.fixture
def other_matrices(tmp_path, monkeypatch):
    """A folder of matrices to change, in use instead of the shipped one."""
    folder = Path(shutil.copytree(shipped.folder(), tmp_path / "matrices", ignore=shutil.ignore_patterns("sources", "__pycache__")))
    monkeypatch.setenv("MATRICES_FOLDER", str(folder))
    shipped_store = store.address()
    forget()
    yield folder
    forget(shipped_store)


def forget(address: str = "") -> None:
    """As in a new process with a new store, in which nothing but what is shipped is published, or with this one."""
    st.cache_resource.clear()
    for loaded in (data.framework, data.places, data.catalogue, data.opened):
        loaded.cache_clear()
    data._last_known.clear()
    os.environ["MATRICES_DATABASE_URL"] = address or (new_store() if "MATRICES_FOLDER" in os.environ else _filled())


def _filled() -> str:
    """The address of a store of its own in which the shipped workbooks are published: a copy, as reading them takes most of a second."""
    address = new_store()
    with closing(sqlite3.connect(_first())) as source, closing(sqlite3.connect(make_url(address).database or "")) as copy:
        source.backup(copy)
    return address


@cache
def _first() -> str:
    """The file of the store that the others are copied from."""
    address = new_store()
    shipped.publish_first(store.open_store(address), data.framework(), data.places())
    return make_url(address).database or ""


def opened(page: str = "", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    return ran((app.switch_page(page) if page else app).run())


def ran(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def texts(app: AppTest) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.header, app.subheader, app.info) for element in kind)


def test_overview_shows_every_region_in_a_fixed_order_and_no_share():
    said = texts(opened())
    assert said.count("With recorded cells: ") == 10
    assert "With assessed cells: 0 of 22 countries  \nWith recorded cells: 15 of 22 countries" in said
    assert "%" not in said


def test_coverage_opens_on_the_first_region_with_a_clean_address():
    app = opened(COVERAGE)
    assert app.selectbox(key="choose-region").value == "gulf-of-aden"
    assert address(app) == {}
    assert "No office has assessed a cell yet" in texts(app)


@pytest.mark.parametrize("region", [region.id for region in shipped.places().regions])
def test_every_region_can_be_shown(region):
    app = opened(COVERAGE, region=region)
    assert app.selectbox(key="choose-region").value == region
    assert address(app) == ({} if region == "gulf-of-aden" else {"region": region})


def test_a_cell_is_opened_by_its_address():
    app = opened(COVERAGE, region="demonstration-north", place="XAB", point="3")
    assert app.header[0].value == "Country B – 3 Protection-sensitive entry systems"
    assert "Assessed as: In place" in texts(app)


def test_a_cell_is_opened_by_name_and_the_address_says_so():
    app = opened(COVERAGE, region="demonstration-north")
    app.selectbox(key="choose-place").select("XAD").run()
    assert "Choose a cell" in texts(app)
    ran(app.selectbox(key="choose-point").select("8").run())
    assert app.header[0].value == "Country D – 8 Addressing secondary movements"
    assert address(app) == {"region": "demonstration-north", "place": "XAD", "point": "8"}


def test_another_region_closes_a_cell_that_it_does_not_have():
    app = opened(COVERAGE, region="demonstration-north", place="XAB", point="3")
    ran(app.selectbox(key="choose-region").select("europe").run())
    assert address(app) == {"region": "europe", "point": "3"}
    assert not app.toast


def test_points_and_evidence_in_the_address_are_codes_in_the_frameworks_order():
    app = opened(COVERAGE, points="8,3", evidence="own_knowledge")
    assert app.multiselect(key="choose-points").value == ["8", "3"]
    ran(app.multiselect(key="choose-points").set_value(["8", "3", "1"]).run())
    assert address(app) == {"points": "8,3,1", "evidence": "own_knowledge"}


def test_a_grouping_shows_only_its_countries():
    app = opened(COVERAGE, region="americas", group="un-subregion.central-america")
    places = app.selectbox(key="choose-place").options
    assert "Mexico" in places and "Brazil" not in places and places[0] == "Region-wide"


@pytest.mark.parametrize("bad", [{"region": "atlantis"}, {"point": "77"}, {"points": "1,77"}, {"view": "<script>"}, {"group": "x"}, {"place": "ZZZ"}])
def test_an_address_that_names_what_is_not_here_says_so_and_shows_the_default(bad):
    app = opened(COVERAGE, **bad)
    assert len(app.toast) == 1 and "names something that is not here" in app.toast[0].value
    assert app.selectbox(key="choose-region").value == "gulf-of-aden"
    assert address(app) == ({"points": "1"} if "points" in bad else {})


def test_a_choice_is_kept_while_another_page_is_looked_at():
    app = opened(COVERAGE, region="europe", place="HUN", point="3")
    app.query_params.clear()  # as the navigation does
    ran(app.switch_page("pages/about/method.py").run())
    app.query_params.clear()
    ran(app.switch_page(COVERAGE).run())
    assert address(app) == {"region": "europe", "place": "HUN", "point": "3"}


def test_a_link_overrules_what_was_chosen_before():
    app = opened(COVERAGE, region="europe")
    app.query_params["region"] = "americas"
    ran(app.run())
    assert app.selectbox(key="choose-region").value == "americas"


def test_a_region_without_a_workbook_is_all_unknown_and_says_what_that_means(other_matrices):
    (other_matrices / "europe.xlsx").unlink()
    app = opened(COVERAGE, region="europe", place="HUN", point="3")
    assert "Nothing is known yet of the 48 countries shown. Not known is not the same as not in place." in texts(app)
    assert "**Not known**" in texts(app)


def test_a_workbook_with_errors_is_named_and_not_shown_as_an_empty_matrix(other_matrices):
    (other_matrices / "europe.xlsx").write_bytes(b"not a workbook")
    app = opened(COVERAGE, region="europe")
    assert app.error[0].value == "The workbook of Europe cannot be shown"
    assert "Nothing is known" not in texts(app)
    overview = opened()
    assert overview.error[0].value == "The workbook of Europe cannot be shown"
    assert texts(overview).count("With recorded cells: ") == 9


def test_a_shipped_workbook_that_is_replaced_never_takes_the_place_of_what_is_published(other_matrices):
    assert "No office has assessed a cell yet" in texts(opened(COVERAGE, region="europe"))
    (other_matrices / "europe.xlsx").unlink()
    assert "No office has assessed a cell yet" in texts(opened(COVERAGE, region="europe"))


def test_without_the_demonstration_its_regions_are_nowhere(other_matrices, monkeypatch):
    monkeypatch.setenv("MATRICES_DEMONSTRATION", "off")
    app = opened(COVERAGE)
    assert not [name for name in app.selectbox(key="choose-region").options if "Demonstration" in name]
    assert "Demonstration" not in texts(opened())


def test_invented_data_are_called_invented_wherever_they_are_shown():
    assert "Demonstration – invented data" in texts(opened(COVERAGE, region="demonstration-south"))
    assert "invented" not in texts(opened(COVERAGE, region="europe"))
    assert texts(opened()).count("Demonstration – invented data") == 2


def test_method_defines_every_status_point_and_sheet():
    app = opened("pages/about/method.py")
    tables = [table.value.to_string() for table in app.table]
    assert "Reported as not in place" in tables[0] and "Secondary" not in tables[0]
    assert "Addressing secondary movements" in tables[1]
    assert "Demonstration North" in tables[2] and "Zimbabwe" in tables[2]
    assert "Follow-up" in tables[3]


def test_every_page_says_that_names_imply_no_opinion():
    for page in ("", COVERAGE, "pages/about/method.py"):
        assert "imply no opinion on the legal status" in texts(opened(page))
