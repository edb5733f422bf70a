"""Which open pages run again when something is published."""

from datetime import UTC, datetime

import pytest

from lib.store import Stamp
from pages.shared.data import Shown
from serving import news

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
    first = news._looks({}, "one", {"africa": NEW})
    assert first[1] == 1
    assert news._looks({"one": first}, "one", {"africa": NEW})[1] == 2
    assert news._looks({"one": first}, "one", {"africa": Stamp(3, "c")})[1] == 1
