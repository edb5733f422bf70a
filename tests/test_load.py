"""What `make load` and `make soak` reckon with: a wrong sum would promise what nobody measured. And the literal page, which is their floor."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from benchmarks.crowd import Visitor
from benchmarks.load import percentile_95, seek
from benchmarks.recording import ROOT, _literal, coverage, record
from benchmarks.soak import ALLOCATORS, Grown, growth
from benchmarks.views import CELLS, ORDERS, PAGES, places
from lib.model import Cell
from tests.test_edge import running


@pytest.mark.parametrize("most", [0, 1, 2, 7, 40, 41, 160, 999])
@pytest.mark.parametrize("first", [1, 30, 100, 400])
def test_the_number_that_is_found_passes_and_one_a_little_larger_does_not(most: int, first: int) -> None:
    seeking, tried = seek(first), set()
    number = next(seeking)
    with pytest.raises(StopIteration) as end:
        while True:
            assert number not in tried, "the same twice"
            tried.add(number)
            number = seeking.send(number <= most)
    found = end.value.value
    assert found <= most <= max(found * 1.08, found + 1)
    assert found in {0, *tried}


def test_near_the_first_guess_a_number_is_found_in_six_steps() -> None:
    for most in range(80, 125):
        seeking, steps = seek(100), 1
        number = next(seeking)
        with pytest.raises(StopIteration):
            while True:
                number = seeking.send(number <= most)
                steps += 1
        assert steps <= 6


def test_ninety_five_of_a_hundred_take_no_longer() -> None:
    assert percentile_95([float(number) for number in range(101)]) == 95
    assert percentile_95([0.1] * 96 + [9.0] * 4) == 0.1
    assert percentile_95([0.1] * 90 + [9.0] * 10) == 9.0
    assert percentile_95([0.3]) == 0.3
    assert percentile_95([]) == 0


def test_growth_is_told_for_each_session_that_ended_however_fast_they_came_and_noise_is_none() -> None:
    ended = [60 * look if look < 8 else 480 + 20 * (look - 8) for look in range(16)]
    steady = [300_000_000 + (500_000 if look % 2 else -500_000) for look in range(16)]
    growing = [held + 60_000 * number for held, number in zip(steady, ended, strict=True)]
    assert abs(growth(ended, steady)) < 1000
    assert growth(ended, growing) == pytest.approx(60_000, rel=0.02)
    assert Grown(takes=130_000, leaves=growth(ended, steady)).holds
    assert not Grown(takes=130_000, leaves=growth(ended, growing)).holds


@pytest.mark.parametrize("file", ["Containerfile", "matrices@.service"])
def test_memory_is_measured_of_a_process_that_allocates_as_one_that_is_deployed(file: str) -> None:
    said = (ROOT / "deploy" / file).read_text()
    assert [name for name, value in ALLOCATORS.items() if f"{name}={value}" not in said] == []


def test_a_visitor_alone_comes_to_every_view_and_each_differs_from_the_last_by_one_act() -> None:
    there = list(places())
    assert {(place.page, place.cell) for place in there} == {(page, cell) for page in ("coverage", *PAGES) for cell in CELLS}
    assert {(place.cell, place.order) for place in there if place.page == "coverage"} == {(cell, order) for cell in CELLS for order in ORDERS}
    for one, other in pairwise(there):
        assert sum(a != b for a, b in zip(one, other, strict=True)) == 1


def run_of(title: str, *, sign: bool) -> Iterator[bytes]:
    """What a server sends of a run that draws a title."""
    begins, draws, ends = ForwardMsg(), ForwardMsg(), ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    begins.new_session.initialize.session_status.run_on_save = sign
    draws.delta.new_element.heading.body = title
    return (message.SerializeToString() for message in (begins, draws, ends))


class Connection:
    """A server to which each question comes when a run for news is about to begin: its answer comes after that run's end."""

    def __init__(self) -> None:
        self.sign, self.waiting = False, list[bytes]()

    async def send(self, data: bytes) -> None:
        message = BackMsg.FromString(data)
        if message.WhichOneof("type") == "set_run_on_save":
            self.waiting += run_of("News", sign=self.sign)
            self.sign = message.set_run_on_save
        else:
            self.waiting += run_of(message.rerun_script.query_string, sign=self.sign)

    async def recv(self, **_: Any) -> bytes:
        return self.waiting.pop(0)


def test_a_run_that_came_for_news_is_not_taken_for_the_answer() -> None:
    shown = []

    async def visit() -> None:
        one = Visitor("", address="", connection=Connection(), careful=True)  # type: ignore[arg-type]
        for one.query in ("first", "second", "third"):
            await one.send(one.rerun(), "")
            shown.append(one.answers[-2].delta.new_element.heading.body)

    running(visit)
    assert shown == ["first", "second", "third"]


def test_what_is_chosen_at_first_stands_in_the_recording_by_its_label() -> None:
    constants, _, _ = _literal({"options": ["en", "fr"], "default": "fr", "format_func": {"en": "English", "fr": "Français"}.__getitem__})
    assert constants == {"options": ["English", "Français"], "default": "Français"}
    constants, _, _ = _literal({"options": [1, 2, 3], "default": [3]})
    assert constants == {"options": ["1", "2", "3"], "default": ["3"]}


def test_the_literal_page_draws_what_coverage_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERAL_RECORDING", str(record(tmp_path / "calls", "west-africa", [Cell("MLI", "3")])))
    floor = AppTest.from_file(str(ROOT / "benchmarks" / "literal" / "dashboard.py"), default_timeout=60)
    floor.query_params["view"] = coverage("MLI", "3")
    ours = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    ours.switch_page("pages/explore/coverage.py")
    for name, code in {"region": "west-africa", "place": "MLI", "point": "3"}.items():
        ours.query_params[name] = code
    drawn = [[element.type for element in page.run().main] for page in (floor, ours)]
    assert not floor.exception
    assert drawn[0] == drawn[1] and "vega_lite_chart" in drawn[0]
