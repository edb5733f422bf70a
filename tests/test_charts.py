"""The look of the matrix: told apart without colour, and drawn from any framework."""

import json
from itertools import pairwise

import pandas as pd
import pytest
from coloraide import Color

from lib import charts, figures, shipped
from lib.charts.once import once
from lib.framework import Framework
from lib.model import About, Activity, Assessment, Evidence, Matrix, Stage, Status

FRAMEWORK = shipped.framework()
SCALE = (Status.IN_PLACE, Status.PARTLY, Status.PLANNED, Status.NOT_IN_PLACE)
SIGHTS = (None, "grayscale", "deutan", "protan", "tritan")


def seen(colour: str, sight: str | None) -> Color:
    return Color(colour) if sight is None else Color(colour).filter(sight)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbours_on_the_status_scale_are_told_apart_by_everyone(theme, sight):
    scale = [FRAMEWORK.assessed[theme][status].fill for status in SCALE] + [FRAMEWORK.unknown[theme].fill]
    distances = [seen(one, sight).delta_e(seen(other, sight), method="2000") for one, other in pairwise(scale)]
    assert min(distances) >= 8, distances


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_mark_can_be_read_on_its_cell(theme):
    looks = [*FRAMEWORK.assessed[theme].values(), *FRAMEWORK.recorded[theme].values(), FRAMEWORK.unknown[theme]]
    assert min(Color(look.fill).contrast(look.ink) for look in looks) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_outline_can_be_seen_around_a_recorded_cell(theme):
    assert min(Color(look.fill).contrast(look.outline) for look in FRAMEWORK.recorded[theme].values()) >= 3


def test_every_kind_of_cell_has_a_glyph_of_its_own():
    assert len(set(FRAMEWORK.glyphs.values())) == len(Status) + 1


def cells(matrix: Matrix) -> pd.DataFrame:
    return figures.cells(matrix, matrix.places, FRAMEWORK.point_ids)


def painted(*activities: Activity, assessed: Status | None = None) -> pd.Series:
    given = (Assessment("KEN", "3", assessed),) if assessed else ()
    matrix = Matrix(About("x"), places=("KEN",), activities=activities, assessments=given)
    table = charts.paint(cells(matrix), FRAMEWORK, "light", "ex.")
    return table[(table["place"] == "KEN") & (table["point"] == "3")].iloc[0]


def record(stage: Stage | None, year: str = "", evidence: Evidence = Evidence.DOCUMENT) -> Activity:
    return Activity("", "KEN", "3", "x", stage, year=year, evidence=evidence)


def test_an_assessed_cell_is_filled_in_its_status_colour():
    cell = painted(assessed=Status.PARTLY)
    assert (cell["mark"], cell["fill"]) == ("◐", FRAMEWORK.assessed["light"][Status.PARTLY].fill)


def test_a_recorded_cell_is_outlined_and_says_how_many_records_there_are():
    cell = painted(record(Stage.PLANNED), record(Stage.IN_PLACE))
    assert cell["mark"] == "● 2"
    assert cell["fill"] != cell["outline"]
    assert cell["fill"] not in {look.fill for look in FRAMEWORK.assessed["light"].values()}


def test_records_that_conflict_are_marked():
    assert painted(record(Stage.PLANNED, "2012"), record(Stage.IN_PLACE, "2008"))["mark"] == "● 2 ≠"


def test_an_example_known_by_its_title_leaves_the_cell_unknown():
    cell = painted(record(Stage.IN_PLACE, evidence=Evidence.TITLE_ONLY))
    assert (cell["mark"], cell["fill"]) == ("ex.", FRAMEWORK.unknown["light"].fill)


def test_a_cell_of_which_nothing_is_known_is_almost_the_page():
    assert Color(painted()["fill"]).delta_e(Color("white"), method="2000") < 2


def drawn(framework: Framework, rows: int) -> dict:
    places = {f"P{n}": f"Place {n}" for n in range(rows)}
    points = {id: id for id in framework.point_ids}
    titles = {"place": "Country", "point": "Point", "known": "Known", "counts": "Countries"}
    return charts.heatmap(places, points, titles, footnote=("a", "b"), accent="#0072BC", ink="#000000", countries=rows)


def test_a_chart_fetches_nothing_and_holds_no_rows():
    specification = json.dumps({key: value for key, value in drawn(FRAMEWORK, 40).items() if key != "$schema"})
    assert "http" not in specification and '"values"' not in specification and "datasets" not in specification


def test_a_chart_that_was_asked_for_before_is_not_written_again_and_everybody_has_a_copy():
    written = []

    @once
    def specify(rows: list[str], *, ink: str) -> dict:
        written.append(ink)
        return {"rows": rows, "ink": ink}

    specify(["A"], ink="black")["rows"].append("B")
    assert specify(["A"], ink="black") == {"rows": ["A"], "ink": "black"}
    assert specify(["A"], ink="white") == {"rows": ["A"], "ink": "white"}
    assert written == ["black", "white"]


def test_headings_stand_at_both_ends_of_a_tall_matrix():
    def orients(rows):
        layers = drawn(FRAMEWORK, rows)["vconcat"][1]["layer"]
        return {axis["orient"] for layer in layers if (axis := layer["encoding"].get("x", {}).get("axis"))}

    assert orients(10) == {"top"} and orients(40) == {"top", "bottom"}


def test_forty_countries_and_ten_points_fit_a_projector_of_1280_pixels():
    longest = {"GBR": "United Kingdom of Great Britain and Northern Ireland"}
    assert charts.width(longest, {id: id for id in FRAMEWORK.point_ids}) <= 1280 - 160


def test_the_grid_names_each_kind_of_count_that_stands_somewhere():
    matrix = Matrix(About("x"), places=("KEN", "UGA"), activities=(record(Stage.IN_PLACE),))
    painted = charts.paint(cells(matrix), FRAMEWORK, "light", "ex.").assign(words="w", place_name="n")
    kinds = {"in_place": "In place", "recorded": "Recorded", "unknown": "Not known"}
    margin = dict.fromkeys(painted["place"], "m")
    grid = charts.grid(painted, figures.by_point(painted), margin, kinds, {"3": "Three"}, {"caption": "c"})
    assert grid["counts"] == [{"name": "Recorded", "countries": [1]}, {"name": "Not known", "countries": [1]}]


def test_the_script_of_the_grid_sets_text_and_never_html():
    script = charts.grid_front_end()["js"]
    assert "textContent" in script
    assert "innerHTML" not in script and "insertAdjacentHTML" not in script
