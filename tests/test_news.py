"""Which open pages run again when something is published."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState

from lib.store import Stamp
from pages.shared import by_itself
from pages.shared.data import Shown
from serving import news
from tests.test_edge import running

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OLD, NEW = Stamp(1, "a"), Stamp(2, "b")


@pytest.mark.parametrize(
    ("stamps", "as_of", "regions"),
    [
        ({"africa": NEW, "asia": OLD}, None, ()),
        ({"africa": OLD, "asia": OLD}, None, ("africa",)),
        ({}, None, ("africa", "asia")),
        ({"africa": OLD, "asia": OLD}, NOW, ()),
    ],
)
def test_a_page_has_missed_what_it_shows_an_earlier_revision_of_unless_it_looks_back(stamps, as_of, regions):
    shown = Shown(stamps, as_of, NOW, reached=True)
    assert news.missed(shown, {"africa": NEW, "asia": OLD}) == regions


def test_a_page_that_shows_nothing_yet_has_missed_nothing():
    assert news.missed(None, {"africa": NEW}) == ()


def test_a_page_is_counted_by_looks_at_the_same_news():
    first = news._looks({}, "one", {"africa": NEW}, still=True)
    assert first[1] == 1
    assert news._looks({"one": first}, "one", {"africa": NEW}, still=True)[1] == 2
    assert news._looks({"one": first}, "one", {"africa": NEW}, still=False)[1] == 1, "it runs, and may see the news itself"
    assert news._looks({"one": first}, "one", {"africa": Stamp(3, "c")}, still=True)[1] == 1


class Open:
    """A session of Streamlit's as far as it is asked, with a run that has begun or not."""

    def __init__(self, runs: bool, id: str = "one") -> None:
        self.id = id
        self._scriptrunner = object() if runs else None
        self._client_state = ClientState(page_name="before the click", query_string="place=MLI")
        self.session_state = SimpleNamespace(query_params=SimpleNamespace(_query_params={"place": "UGA"}))
        self.sent: list[ClientState] = []

    def request_rerun(self, state: ClientState) -> None:
        self.sent.append(state)


def test_a_click_that_has_only_just_arrived_is_not_put_aside_for_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its run has ended Streamlit knows only what was chosen before."""
    monkeypatch.setattr(by_itself, "_BETWEEN", 0.01)

    async def meanwhile() -> None:
        session = Open(runs=True)
        by_itself.run_again(session, by_itself.PUBLISHED, ("africa",))
        await asyncio.sleep(0.05)
        assert session.sent == []
        session._scriptrunner, session._client_state.page_name = None, "after the click"
        await asyncio.sleep(0.05)
        assert [(asked.page_name, asked.query_string) for asked in session.sent] == [("after the click", "place=UGA")]

    running(meanwhile)


def test_an_open_page_runs_once_for_the_same_news_and_not_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    still, runs = Open(runs=False), Open(runs=True)
    runs.id = "two"
    monkeypatch.setattr(news, "SECONDS_BETWEEN_LOOKS", 0)
    monkeypatch.setattr(news, "_open", lambda: [still, runs])
    monkeypatch.setattr(news, "_shown", lambda session: Shown({"africa": OLD}, None, NOW, reached=True))

    async def meanwhile() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.3):
                await news.tell(lambda: {"africa": NEW})

    running(meanwhile)
    assert (len(still.sent), len(runs.sent)) == (1, 0)
