"""Files that wait to be published: none is lost, none waits twice, and publishing one ends its waiting – on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from lib import model, store
from lib.exceptions import DamagedStore, Overtaken
from lib.model import Actor, Revision, RevisionKind
from lib.store import HandIn, Store, opening, tables
from tests.workbooks import SAMPLE, written

REGION = SAMPLE.about.region
START = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    """An empty store whose clock goes on by an hour at each look."""
    hours = iter(range(10**6))
    opened = store.open_store(address, now=lambda: START + timedelta(hours=next(hours)))
    yield opened
    opened.close()


def publish(opened: Store, data: bytes, expected: str = "") -> None:
    store.publish(opened, SAMPLE, data, Actor("A person"), kind=RevisionKind.UPLOAD, expected=expected)


def test_a_file_that_was_handed_in_is_there_after_the_store_was_opened_anew(address: str):
    first = store.open_store(address)
    kept = store.keep(first, REGION, "Ma matrice\0 finale.xlsx", b"\0\xff" + written())
    first.close()
    again = store.open_store(address)
    assert store.waiting(again) == (kept,)
    assert (kept.region, kept.receipt, kept.name) == (REGION, model.receipt(b"\0\xff" + written()), "Ma matrice finale.xlsx")
    assert store.bytes_waiting(again, REGION, kept.receipt) == b"\0\xff" + written()
    again.close()


def test_the_same_bytes_wait_once_for_a_region_and_once_for_another(opened: Store):
    first = store.keep(opened, REGION, "one.xlsx", b"x")
    assert store.keep(opened, REGION, "two.xlsx", b"x") == first
    other = store.keep(opened, "europe", "three.xlsx", b"x")
    assert store.waiting(opened) == (other, first)
    assert first == HandIn(REGION, model.receipt(b"x"), "one.xlsx", START)


def test_a_published_file_waits_no_longer_and_others_still_do(opened: Store):
    kept, other, elsewhere = (
        store.keep(opened, region, "a.xlsx", data) for region, data in ((REGION, written()), (REGION, b"x"), ("europe", written()))
    )
    publish(opened, written())
    assert store.waiting(opened) == (elsewhere, other)
    assert store.bytes_waiting(opened, REGION, kept.receipt) is None
    assert store.bytes_of(opened, REGION, 1) == written()


def test_a_publication_that_failed_leaves_the_file_waiting(opened: Store):
    publish(opened, b"first")
    kept = store.keep(opened, REGION, "a.xlsx", written())
    with pytest.raises(Overtaken):
        publish(opened, written(), expected="another")
    assert store.waiting(opened) == (kept,)
    assert store.bytes_waiting(opened, REGION, kept.receipt) == written()


def test_an_earlier_revision_that_is_published_anew_takes_no_file_out(opened: Store):
    publish(opened, written())
    kept = store.keep(opened, REGION, "again.xlsx", written())
    store.restore(opened, REGION, 1, Actor("A person"))
    assert store.waiting(opened) == (kept,)


def test_a_store_of_the_version_before_keeps_what_it_holds(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "VERSION", "r0001")
    old = store.open_store(address)
    new = Revision(
        region=REGION, number=1, matrix=SAMPLE, fingerprint=model.fingerprint(SAMPLE), receipt=model.receipt(b"x"), by="A person", at=START
    )
    with old.writing() as connection:
        connection.execute(insert(tables.REVISION).values(**tables.row(new), data=b"x"))
    old.close()
    monkeypatch.undo()
    again = store.open_store(address)
    assert store.waiting(again) == ()
    assert store.revision(again, REGION, 1) == new
    again.close()


def test_a_file_is_taken_out_only_by_name(opened: Store):
    kept, other = store.keep(opened, REGION, "a.xlsx", b"x"), store.keep(opened, REGION, "b.xlsx", b"y")
    store.take_out(opened, "europe", kept.receipt)
    assert store.waiting(opened) == (other, kept)
    for _ in range(2):
        store.take_out(opened, REGION, kept.receipt)
        assert store.waiting(opened) == (other,)


def test_how_many_errors_a_file_has_is_told_once_it_was_counted(opened: Store):
    kept, other = store.keep(opened, REGION, "a.xlsx", b"x"), store.keep(opened, REGION, "b.xlsx", b"y")
    store.count_errors(opened, REGION, kept.receipt, 4)
    store.count_errors(opened, "europe", other.receipt, 1)
    assert store.waiting(opened) == (other, replace(kept, errors=4))
    assert other.errors is None


def test_bytes_that_are_not_what_was_received_are_not_given_out(opened: Store):
    kept = store.keep(opened, REGION, "a.xlsx", b"x")
    with opened.writing() as connection:
        connection.execute(text("UPDATE hand_in SET name = 'other.xlsx', data = :data"), {"data": b"y"})
    with pytest.raises(DamagedStore):
        store.bytes_waiting(opened, REGION, kept.receipt)
