"""A picture of a chart looks the same on every machine, holds what the chart shows, and asks nobody for anything."""

import io
import re
import struct
import time
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any, get_args
from xml.etree import ElementTree

import pandas as pd
import pytest
import vl_convert

from lib.exceptions import CannotBeDrawn
from lib.outputs import Format, beside, digest, drawer, drawing, framed, picture

FORMATS = get_args(Format)
TEXTS = ("● 2 ≠", "◐", "◔", "○", "–", "·", "▶ ▼ ★", "Côte d'Ivoire", "Российская Федерация", "المملكة العربية السعودية", "Türkiye", "Λ")
MARK = {"type": "text", "fontSize": 10}
ENCODING = {"y": {"field": "text", "type": "nominal"}, "text": {"field": "text", "type": "nominal"}}


def chart(rows: Any = None, **more: Any) -> dict[str, Any]:
    """A chart that writes the texts of its rows, also as the labels of an axis."""
    data = pd.DataFrame({"text": TEXTS}) if rows is None else rows
    return {"data": {"name": "rows"}, "mark": MARK, "encoding": ENCODING, "width": 300, "datasets": {"rows": data}, **more}


def svg(specification: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(picture(specification, "svg"))


def written(specification: dict[str, Any]) -> list[str]:
    """The texts that a picture shows."""
    return [text for element in svg(specification).iter("{http://www.w3.org/2000/svg}text") for text in element.itertext()]


def fonts(pdf: bytes) -> set[str]:
    """The fonts that a PDF embeds."""
    return {name.decode() for name in re.findall(rb"/FontName\s*/[A-Z]{6}\+(\S+)", pdf)}


def test_a_picture_is_what_its_name_says():
    assert picture(chart(), "png").startswith(b"\x89PNG")
    assert picture(chart(), "svg").startswith(b"<svg")
    assert picture(chart(), "pdf").startswith(b"%PDF")


def test_every_glyph_and_letter_is_of_our_own_font_on_any_machine():
    bold = chart(encoding=ENCODING | {"y": ENCODING["y"] | {"axis": {"labelFontWeight": "bold"}}})
    assert fonts(picture(bold, "pdf")) == {"DejaVuSans", "DejaVuSans-Bold"}
    families = {element.get("font-family") for element in svg(chart()).iter() if element.get("font-family")}
    assert families == {"DejaVu Sans, Verdana, sans-serif"}


def test_our_fonts_are_made_known_before_the_first_picture(monkeypatch):
    """This machine may have the same ones, so the test above cannot tell."""
    known: list[str] = []
    monkeypatch.setattr(vl_convert, "register_font_directory", known.append)
    drawing.main(io.BytesIO(), io.BytesIO(), str(drawer.FONTS), 1)
    assert known == [str(drawer.FONTS)] == [drawer._COMMAND[-2]]
    assert {path.name for path in drawer.FONTS.iterdir()} == {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"}


def test_all_texts_of_a_chart_are_in_its_picture():
    assert set(written(chart())) >= set(TEXTS)


def test_a_png_has_two_pixels_for_each_of_the_chart_and_stands_on_white():
    drawn = svg(chart())
    width, height = struct.unpack(">II", picture(chart(), "png")[16:24])
    assert (width, height) == (2 * int(drawn.get("width")), 2 * int(drawn.get("height")))
    assert drawn[0].get("fill") == "white"


def test_texts_are_smaller_by_as_much_as_our_font_is_wider():
    assert MARK["fontSize"] == 10
    assert "9px" in {element.get("font-size") for element in svg(chart()).iter()}


def test_whole_numbers_stay_whole_and_what_is_missing_is_missing():
    table = pd.DataFrame({"text": ["a", None], "n": pd.Series([2024, None], dtype=object), "m": [1, 2]})
    rows = [{"text": "a", "n": 2024, "m": 1}, {"text": None, "n": None, "m": 2}]
    assert digest(chart(table)) == digest(chart(rows))
    assert digest(chart(table)) != digest(chart([rows[0]]))


def test_the_digest_tells_apart_what_looks_different():
    assert digest(chart()) == digest(dict(reversed(chart().items())))
    assert len({digest(chart()), digest(chart(width=301)), digest(chart(pd.DataFrame({"text": TEXTS[1:]})))}) == 3


def test_a_dataset_without_rows_breaks_nothing():
    empty = pd.DataFrame(columns=["text"], dtype=str)
    assert picture(chart(empty), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "more",
    [
        {"data": {"url": "https://example.org/rows.json"}},
        {"data": {"url": "file:///etc/passwd", "format": {"type": "csv"}}},
        {"mark": {"type": "image", "url": "https://example.org/picture.png"}},
        {"mark": "image", "encoding": {"url": {"field": "text", "type": "nominal"}}},
        {"layer": [{"mark": "point"}, {"data": {"url": "rows.csv"}, "mark": "point"}]},
        {"transform": [{"lookup": "text", "from": {"data": {"url": "rows.csv"}, "key": "a"}}]},
    ],
)
def test_a_chart_that_would_load_something_is_refused(format, more):
    with pytest.raises(CannotBeDrawn, match="from an address"):
        picture(chart(**more), format)


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_drawn_is_an_error_of_ours_that_quotes_nothing(format):
    with pytest.raises(CannotBeDrawn) as raised:
        picture(chart([{"text": "secret"}], mark="secret"), format)
    assert "secret" not in str(raised.value)
    assert raised.value.__context__ is None


@pytest.mark.parametrize("value", [float("inf"), object()])
def test_data_that_are_no_texts_or_numbers_are_an_error_of_ours(value):
    with pytest.raises(CannotBeDrawn):
        picture(chart([{"text": value}]), "svg")


CLICK = [{"name": "cell", "select": {"type": "point", "fields": ["text"]}}]


@pytest.mark.parametrize(
    "specification",
    [
        chart(title="A title"),
        chart(params=CLICK),
        chart(layer=[{"mark": MARK}, {"mark": "point"}]),
        {**{name: part for name, part in chart().items() if name in ("data", "datasets")}, "hconcat": [{"mark": MARK, "encoding": ENCODING}] * 2},
    ],
    ids=["with a title", "with a selection", "in layers", "side by side"],
)
def test_small_print_stands_below_any_chart_and_changes_nothing_of_it(specification):
    said = "As of 2026-11-23"
    assert written(framed(specification, "", [said])) == [*written(specification), said]
    assert sorted(written(framed(specification, "A title", [said]))) == sorted([*written(specification), said, "A title"])


def test_pictures_beside_one_another_keep_their_own_data_and_titles():
    several = beside([("One", chart()), ("", chart([{"text": "another"}])), ("Three", chart())], 2)
    assert sorted(written(several)) == sorted([*written(chart()) * 2, *written(chart([{"text": "another"}])), "One", "Three"])
    assert set(written(framed(several, "A title", ["below"]))) == {*written(several), "A title", "below"}


def test_pictures_beside_one_another_may_be_made_as_wide_as_each_other():
    several = beside([("One", chart()), ("", chart(width=10))], 1, width=300)
    assert [part.get("width") or part["vconcat"][0]["width"] for part in several["concat"]] == [300, 300]
    assert int(svg(several).get("width")) > 300


# The process that draws


def big() -> dict[str, Any]:
    """A chart that takes a while."""
    return chart(pd.DataFrame({"text": [f"{n}" for n in range(1500)]}))


def test_other_threads_run_on_while_a_picture_is_made():
    picture(chart(), "png")  # the process is there
    took: list[float] = []

    def make() -> None:
        begun = time.perf_counter()
        picture(big(), "png")
        took.append(time.perf_counter() - begun)

    thread, stops = Thread(target=make), [time.perf_counter()]
    thread.start()
    while thread.is_alive():
        time.sleep(0.001)
        stops.append(time.perf_counter())
    assert took[0] > 0.2, "too quick to tell"
    assert max(after - before for before, after in pairwise(stops)) < took[0] / 2


def test_a_process_that_ended_is_started_anew():
    picture(chart(), "png")
    first = drawer._child
    assert first is not None
    first.kill()
    assert picture(chart(), "png").startswith(b"\x89PNG")
    assert drawer._child is not first
    second = drawer._child
    picture(chart(), "svg")
    assert drawer._child is second, "one is kept for all pictures"


def test_a_chart_that_takes_too_long_ends_its_process_and_no_other_chart(monkeypatch):
    picture(chart(), "png")
    monkeypatch.setattr(drawer, "SECONDS", 0.05)
    with pytest.raises(CannotBeDrawn, match="more than"):
        picture(big(), "png")
    monkeypatch.undo()
    assert picture(chart(), "png").startswith(b"\x89PNG")


def test_a_chart_over_which_the_process_ends_twice_is_an_error_of_ours(monkeypatch):
    monkeypatch.setattr(drawer, "_COMMAND", ("-c", "raise SystemExit(3)"))
    monkeypatch.setattr(drawer, "_child", None)
    with pytest.raises(CannotBeDrawn, match="ended over a chart"):
        picture(chart(), "png")


def test_the_process_sees_no_password_writes_no_file_and_has_limits(monkeypatch):
    monkeypatch.setenv("MATRICES_DATABASE_URL", "postgresql://somebody:secret@host/base")
    monkeypatch.setattr(drawer, "_child", None)
    picture(chart(), "png")
    assert drawer._child is not None
    proc = Path("/proc") / str(drawer._child.pid)
    assert b"secret" not in (proc / "environ").read_bytes()
    limits = {line[:26].strip(): line.split()[-3] for line in (proc / "limits").read_text().splitlines()}
    assert limits["Max file size"] == "0" and limits["Max data size"] == str(2 * 1024**3)
