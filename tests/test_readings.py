"""What people said about the reading of files: kept while the file waits, remembered for its shape – on both databases."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, text

from lib import model, store
from lib.exceptions import BrokenExport, DamagedStore
from lib.mapping import ColumnMeaning, Layout, Mapping, MarkKind, MarkMeaning, NameMeaning, SheetMapping
from lib.model import Actor, RevisionKind
from lib.store import Remembered, Store, opening, tables
from tests.exports import held
from tests.workbooks import SAMPLE, written

REGION = SAMPLE.about.region
START = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
SAID = Mapping(
    region="west-africa",
    assessed=True,
    sheets=(
        SheetMapping(
            "Matrice «2»", Layout.STATUS_GRID, 2, 3, False, (ColumnMeaning(1, "place"), ColumnMeaning(4, "point.1"), ColumnMeaning(5, "")), "GHA"
        ),
    ),
    marks=(MarkMeaning(MarkKind.FILL, "#00b050", "in_place"), MarkMeaning(MarkKind.TEXT, "?", "")),
    names=(NameMeaning("Puntland", "SOM"), NameMeaning("Total", "")),
)
LESS = Mapping(assessed=True)


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    """An empty store whose clock goes on by an hour at each look."""
    hours = iter(range(10**6))
    opened = store.open_store(address, now=lambda: START + timedelta(hours=next(hours)))
    yield opened
    opened.close()


# A file that waits


def test_what_was_said_of_a_file_is_there_after_the_store_was_opened_anew(address: str):
    first = store.open_store(address)
    kept = store.keep(first, REGION, "matrice.xlsx", written())
    assert store.corrections(first, REGION, kept.receipt) is None
    store.correct(first, REGION, kept.receipt, SAID)
    first.close()
    again = store.open_store(address)
    assert store.corrections(again, REGION, kept.receipt) == SAID
    assert store.bytes_waiting(again, REGION, kept.receipt) == written()
    store.correct(again, REGION, kept.receipt, LESS)
    assert store.corrections(again, REGION, kept.receipt) == LESS
    again.close()


def test_what_was_said_of_a_file_holds_for_it_alone(opened: Store):
    one, other, elsewhere = (store.keep(opened, *where) for where in ((REGION, "a", b"x"), (REGION, "b", b"y"), ("europe", "a", b"x")))
    store.correct(opened, REGION, one.receipt, SAID)
    assert store.corrections(opened, REGION, other.receipt) is None
    assert store.corrections(opened, "europe", elsewhere.receipt) is None


def test_a_file_that_is_handed_in_again_keeps_what_was_said_of_it(opened: Store):
    kept = store.keep(opened, REGION, "a.xlsx", b"x")
    store.correct(opened, REGION, kept.receipt, SAID)
    store.keep(opened, REGION, "a.xlsx", b"x")
    assert store.corrections(opened, REGION, kept.receipt) == SAID


@pytest.mark.parametrize("end", ["published", "taken out"])
def test_of_a_file_that_waits_no_longer_nothing_is_kept(opened: Store, end: str):
    kept = store.keep(opened, REGION, "a.xlsx", written())
    store.correct(opened, REGION, kept.receipt, SAID)
    if end == "published":
        store.publish(opened, SAMPLE, written(), Actor("A person"), kind=RevisionKind.UPLOAD, expected="")
    else:
        store.take_out(opened, REGION, kept.receipt)
    store.correct(opened, REGION, kept.receipt, SAID)
    assert store.corrections(opened, REGION, kept.receipt) is None
    store.keep(opened, REGION, "a.xlsx", written())
    assert store.corrections(opened, REGION, kept.receipt) is None


def test_files_that_waited_in_a_store_of_the_version_before_still_wait(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "VERSION", "r0002")
    old = store.open_store(address)
    values = {"region": REGION, "receipt": model.receipt(b"x"), "name": "a.xlsx", "at": tables.moment(START), "data": b"x"}
    with old.writing() as connection:
        connection.execute(insert(tables.HAND_IN).values(values))
    old.close()
    monkeypatch.undo()
    again = store.open_store(address)
    [kept] = store.waiting(again)
    assert store.bytes_waiting(again, REGION, kept.receipt) == b"x"
    assert store.corrections(again, REGION, kept.receipt) is None
    again.close()


# A shape


def test_how_a_shape_was_read_last_is_remembered_with_who_and_when(opened: Store):
    assert store.remembered(opened, "abc") is None
    store.remember(opened, "abc", LESS, Actor("A person"))
    store.remember(opened, "def", LESS, Actor("A person"))
    store.remember(opened, "abc", SAID, Actor("Another\0 person"))
    assert store.remembered(opened, "abc") == Remembered(SAID, "Another person", START + timedelta(hours=2))
    assert store.remembered(opened, "def") == Remembered(LESS, "A person", START + timedelta(hours=1))


def test_of_two_who_remember_one_shape_at_the_same_moment_one_is_the_last_and_none_fails(address: str):
    both = store.open_store(address), store.open_store(address)
    ready, failed = Barrier(2), list[BaseException]()

    def remember(opened: Store, said: Mapping) -> None:
        try:
            for number in range(20):
                ready.wait(30)
                store.remember(opened, f"shape {number}", said, Actor("A person"))
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=remember, args=pair) for pair in zip(both, (SAID, LESS), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = [store.remembered(both[0], f"shape {number}") for number in range(20)]
    assert all(one and one.mapping in (SAID, LESS) for one in found)
    for one in both:
        one.close()


def test_what_was_said_and_cannot_be_read_is_damage_and_no_guess(opened: Store):
    kept = store.keep(opened, REGION, "a.xlsx", b"x")
    store.correct(opened, REGION, kept.receipt, SAID)
    store.remember(opened, "abc", SAID, Actor("A person"))
    with opened.writing() as connection:
        connection.execute(text("""UPDATE hand_in SET corrections = '{"odd": 1}'"""))
        connection.execute(text("UPDATE reading SET corrections = '['"))
    with pytest.raises(DamagedStore):
        store.corrections(opened, REGION, kept.receipt)
    with pytest.raises(DamagedStore):
        store.remembered(opened, "abc")


# Export and import


def exported(opened: Store) -> bytes:
    target = io.BytesIO()
    store.export_store(opened, target)
    return target.getvalue()


def test_what_is_remembered_moves_with_the_store(opened: Store, tmp_path: Path):
    store.publish(opened, SAMPLE, b"", Actor("A person"), kind=RevisionKind.UPLOAD, expected="")
    plain = exported(opened)
    store.remember(opened, "abc", SAID, Actor("A person"))
    store.remember(opened, "def", LESS, Actor("A person"))
    data = exported(opened)
    assert zipfile.ZipFile(io.BytesIO(plain)).read("readings.jsonl") == b""
    for name, source, expected in (("one", data, store.remembered(opened, "abc")), ("other", plain, None)):
        another = store.open_store(f"sqlite:///{tmp_path / name}.sqlite")
        assert store.import_store(another, io.BytesIO(source)) == 1
        assert store.remembered(another, "abc") == expected
        assert held(exported(another)) == held(source)
        another.close()


def without_a_line(data: bytes) -> bytes:
    return b"\n".join(data.splitlines()[1:])


@pytest.mark.parametrize("harm", [without_a_line, lambda _: b"{}\n", lambda data: data.replace(b"west-africa", b"europe"), None])
def test_an_export_whose_readings_are_not_what_was_written_is_refused_whole(address: str, tmp_path: Path, harm: Callable[[bytes], bytes] | None):
    source, target = store.open_store(address), store.open_store(f"sqlite:///{tmp_path / 'target.sqlite'}")
    store.publish(source, SAMPLE, b"", Actor("A person"), kind=RevisionKind.UPLOAD, expected="")
    store.remember(source, "abc", SAID, Actor("A person"))
    data = exported(source)
    source.close()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    readings = parts.pop("readings.jsonl")
    if harm:
        parts["readings.jsonl"] = harm(readings)
    harmed = io.BytesIO()
    with zipfile.ZipFile(harmed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(BrokenExport):
        store.import_store(target, harmed)
    assert store.history(target) == ()
    target.close()
