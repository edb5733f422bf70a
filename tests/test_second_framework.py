"""Nothing is wired to ten points: another framework, in a folder of its own, is read, counted, drawn and written by the same code.

The framework is made of the six areas of the Dar es Salaam Action Plan of 2010.
"""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from lib import framework as frameworks
from lib import words
from lib.__main__ import main
from lib.model import About, Activity, Assessment, FollowUp, Matrix, Remark, Stage, Status
from lib.outputs import workbook
from tests.strategies import FOLDER, PLACES
from tests.strategies import FRAMEWORK as TEN
from tests.test_pages import COVERAGE, forget, opened

SIX = {
    "A": "Legislative and policy reform",
    "B": "Capacity-building",
    "C": "Operations",
    "D": "Cooperation and coordination",
    "E": "Data collection and analysis",
    "F": "Communication and outreach",
}
METHOD = "pages/about/method.py"
REGION = "eastern-and-southern-africa"
MATRIX = Matrix(
    About(REGION, framework="dar-es-salaam"),
    PLACES.region(REGION).countries,
    (
        *(Assessment("TZA", point, status) for point, status in zip(SIX, Status, strict=False)),
        Assessment("KEN", "F", Status.NOT_IN_PLACE),
    ),
    (Remark("TZA", "E", reason="It has none"), Remark("KEN", "F", missing="A plain leaflet")),
    (
        Activity("", "KEN", "F", "A radio programme", Stage.PLANNED, ("Agency",), "2010"),
        Activity("", "MOZ", "A", "A new act", Stage.IN_PLACE, year="2012"),
    ),
    (),
    (FollowUp("", "KEN", "F", "Print the leaflet"),),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of matrices with six points and one workbook, in use instead of the shipped one."""
    for name in ("groupings.csv", "names.csv", "routes.csv"):
        shutil.copy(FOLDER / name, tmp_path)
    points = "\n".join(
        f'[[points]]\nid = "{id}"\nname.en = "{name}"\nshort.en = "{name}"\ndefinition.en = "What {id} is about."' for id, name in SIX.items()
    )
    ours = (FOLDER / "framework.toml").read_text(encoding="utf-8")
    looks = ours[ours.index("[statuses.in_place]") :]
    head = 'id = "dar-es-salaam"\nname.en = "Action Plan"\ntitle.en = "Dar es Salaam Action Plan"\nsource = "2010"\n'
    (tmp_path / "framework.toml").write_text(f"{head}\n{points}\n\n{looks}", encoding="utf-8")
    monkeypatch.setenv("MATRICES_FOLDER", str(tmp_path))
    forget()
    framework = frameworks.load(tmp_path / "framework.toml")
    catalogue = words.catalogue("en", framework.texts("en"), PLACES.texts("en"))
    (tmp_path / f"{REGION}.xlsx").write_bytes(workbook(MATRIX, framework, PLACES, catalogue))
    yield tmp_path
    forget()


def shown(app: AppTest) -> str:
    """All that a page sends to the browser, charts and tables too: its messages hold texts as they are."""
    return "\n".join(node.proto.SerializeToString().decode(errors="replace") for node in app.main if node.proto)


def of_the_ten(said: str) -> set[str]:
    """What of a text can only come from the framework of ten points."""
    texts = {text for id, text in TEN.texts("en").items() if not id.startswith("status.")} - {""}
    return {text for text in texts if text in said and not any(text in name for name in SIX.values())}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("", {}),
        (COVERAGE, {"region": REGION, "place": "KEN", "point": "F"}),
        (COVERAGE, {"region": REGION, "place": "KEN", "point": "F", "view": "table"}),
        (METHOD, {}),
    ],
)
def test_no_page_says_anything_of_the_ten_points(folder: Path, page: str, address: dict[str, str]) -> None:
    said = shown(opened(page, **address))
    assert of_the_ten(said) == set()
    assert "10-Point" not in said and "ten points" not in said
    assert all(name in said for name in SIX.values()) or not page


def test_what_is_asked_for_here_is_found_among_ten_points() -> None:
    """What the test above rests on."""
    forget()
    assert len(of_the_ten(shown(opened(COVERAGE, region="west-africa")))) >= 8
    assert len(of_the_ten(shown(opened(METHOD)))) >= 20


def test_overview_counts_what_is_known_at_six_points(folder: Path) -> None:
    app = opened()
    assert any("With assessed cells: 2 of 24 countries" in caption.value for caption in app.caption)
    assert json.loads(app.get("vega_lite_chart")[0].proto.spec)["encoding"]["x"]["scale"]["domain"] == list(SIX)


def test_an_open_cell_shows_what_is_behind_it_in_chart_and_table(folder: Path) -> None:
    for view in ("chart", "table"):
        app = opened(COVERAGE, region=REGION, place="KEN", point="F", view=view)
        assert app.header[0].value == "Kenya – F Communication and outreach"
        behind = next(html.value for html in app.get("html") if "radio" in html.value)
        assert all(text in behind for text in ("A radio programme", "A plain leaflet", "Print the leaflet"))
        assert any("Most often reported as not in place: D Cooperation and coordination and F " in markdown.value for markdown in app.markdown)


def test_the_table_has_six_columns_and_counts_to_six(folder: Path) -> None:
    drawn = (json.loads(one.proto.json) for one in opened(COVERAGE, region=REGION, view="table").get("bidi_component"))
    grid = next(data for data in drawn if "columns" in data)
    assert [column["name"] for column in grid["columns"]] == [f"{id} {name}" for id, name in SIX.items()]
    margins = {row["id"]: row["margin"] for row in grid["rows"]}
    assert (margins["TZA"], margins["KEN"], margins["MOZ"]) == ("4 of 5 assessed", "1 of 6 assessed", "0 of 6 assessed, 1 recorded")


def test_points_are_chosen_by_their_own_identifiers(folder: Path) -> None:
    app = opened(COVERAGE, region=REGION, points="B,F")
    assert app.multiselect(key="choose-points").value == ["B", "F"]
    assert app.multiselect(key="choose-points").options == [f"{id} {name}" for id, name in SIX.items()]


def test_a_template_has_six_status_columns_and_is_read_without_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "template.xlsx"
    assert main(["template", "--region", REGION, "-o", str(path)]) == 0
    assert [cell.value for cell in openpyxl.load_workbook(path)["Matrix"][1]][2:] == [f"{id} {name}" for id, name in SIX.items()]
    assert main(["check", str(path), str(folder / f"{REGION}.xlsx")]) == 0
    assert "no errors" in capsys.readouterr().out


def test_a_workbook_of_ten_points_is_refused_where_there_are_six(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER / "west-africa.xlsx")]) == 1
    assert "is not the framework in use here" in capsys.readouterr().out
