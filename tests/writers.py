"""Processes that publish into one store at the same time, are killed while they do, or have no disk left; and what must be true afterwards.

They are forked from a server process that has imported the store but opened none: starting one costs milliseconds, and it shares nothing with others.
"""

import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any
from unittest.mock import patch

from lib import shipped, store
from lib.exceptions import Overtaken, StoreError
from lib.model import Actor, Matrix, Remark, RevisionKind
from lib.store import Store
from tests.workbooks import SAMPLE

REGION = SAMPLE.about.region
_SECONDS = 240
"""How long a process may tell nothing before it counts as stuck."""

_processes = get_context("forkserver")
_processes.set_forkserver_preload(["alembic.command", "psycopg", "tests.writers"])


def started(work: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, Connection]:
    """A process that does this work, and the end of the pipe on which it tells; its own end comes last among the work's arguments."""
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=work, args=(*arguments, theirs), daemon=True)
    # A test of a page leaves the page as the main program, and every process would run it once more.
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
    theirs.close()
    return process, ours


def told(pipe: Connection) -> list[Any]:
    """Everything that a process told until it ended, however it ended. What it was telling when it was killed counts as not told."""
    found = []
    try:
        while pipe.poll(_SECONDS):
            found.append(pipe.recv())
    except (EOFError, OSError):
        return found
    raise AssertionError(f"nothing told for {_SECONDS} seconds, after {found[-1:]}")


def edited(matrix: Matrix, writer: int, edit: int) -> Matrix:
    """The matrix with one remark more, on a cell that no other writer touches."""
    place, point = SAMPLE.places[writer % len(SAMPLE.places)], str(1 + writer // len(SAMPLE.places))
    return replace(matrix, remarks=(*matrix.remarks, Remark(place, point, missing=name(writer, edit))))


def name(writer: int, edit: int) -> str:
    return f"writer {writer}, edit {edit}"


def publish_edits(address: str, writer: int, edits: int, pipe: Connection) -> None:
    """Work: publish so many edits one by one, each upon whatever is current; tell the number that each has got."""
    opened = store.open_store(address)
    for edit in range(edits):
        current = store.current(opened, REGION)
        while True:
            matrix, upon = (current.matrix, current.fingerprint) if current else (SAMPLE, "")
            try:
                data = random.Random(f"{writer} {edit}").randbytes(20_000)
                said = name(writer, edit)
                new = store.publish(
                    opened, edited(matrix, writer, edit), data, Actor(said), kind=RevisionKind.PLANNING, expected=upon, base=upon, note=said
                )
            except Overtaken as overtaken:
                current = overtaken.current
            else:
                pipe.send((edit, new.number))
                break


def publish_on_a_small_disk(address: str, limit: int, size: int, pipe: Connection) -> None:
    """Work: publish so many bytes where no file may grow beyond a limit; tell which error comes of it."""
    opened = store.open_store(address)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        current = store.current(opened, REGION)
        store.publish(
            opened,
            edited(SAMPLE, 0, 0),
            random.Random(0).randbytes(size),
            Actor(""),
            kind=RevisionKind.UPLOAD,
            expected=current.fingerprint if current else "",
        )
    except StoreError as error:
        pipe.send(type(error).__name__)


def open_it(address: str, moment: float, pipe: Connection) -> None:
    """Work: open a store at a moment (in seconds since 1970), no more."""
    time.sleep(max(0.0, moment - time.time()))
    store.open_store(address)
    pipe.send("open")


def start_it(address: str, moment: float, pipe: Connection) -> None:
    """Work: start as a dashboard does, at a moment (in seconds since 1970); tell which regions have a revision then."""
    time.sleep(max(0.0, moment - time.time()))
    opened = store.open_store(address)
    shipped.publish_first(opened, shipped.framework(), shipped.places())
    pipe.send(Counter(store.latest_stamp(opened).keys()))


def everyone_starts(address: str, processes: int) -> None:
    """So many dashboards start on a store that nobody has opened yet, at the same moment: each has all shipped workbooks, and each is published once."""
    moment = time.time() + 0.5
    running = [started(start_it, address, moment) for _ in range(processes)]
    shipped_once = Counter({region.id: 1 for region in shipped.places().regions if (shipped.folder() / f"{region.id}.xlsx").exists()})
    assert [told(pipe) for _, pipe in running] == [[shipped_once]] * processes
    for process, _ in running:
        process.join()
    opened = store.open_store(address)
    assert Counter(entry.region for entry in store.history(opened)) == shipped_once
    opened.close()


def everyone_gets_through(address: str, writers: int, edits: int) -> None:
    """So many processes publish so many edits each, from an empty database on: every acknowledged one is there once, whole, under its number."""
    running = [started(publish_edits, address, writer, edits) for writer in range(writers)]
    acknowledged = {}
    for writer, (process, pipe) in enumerate(running):
        for edit, number in told(pipe):
            acknowledged[number] = name(writer, edit)
        process.join()
        assert process.exitcode == 0, f"writer {writer} ended with {process.exitcode}"
    opened = store.open_store(address)
    total = writers * edits
    assert [entry.number for entry in store.history(opened, REGION)] == list(range(1, total + 1))
    assert {entry.number: entry.note for entry in store.history(opened, REGION)} == acknowledged
    assert Counter(acknowledged.values()) == {name(writer, edit): 1 for writer in range(writers) for edit in range(edits)}
    last = store.current(opened, REGION)
    assert last is not None
    written = Counter(remark.missing for remark in last.matrix.remarks) - Counter(remark.missing for remark in SAMPLE.remarks)
    assert written == Counter(acknowledged.values())
    whole(opened, 1)
    opened.close()


def acknowledged_survive_kills(address: str, times: int, seed: int = 0) -> None:
    """A process that publishes without pause is killed so many times, each at another moment: what it told is there, and nothing is half there."""
    chance = random.Random(seed)
    published: dict[int, str] = {}
    interrupted = 0
    for turn in range(times):
        process, pipe = started(publish_edits, address, turn % 50, 10_000)
        first = pipe.recv()
        time.sleep(chance.uniform(0, 0.03))
        assert process.pid and process.is_alive()
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        acknowledged = {number: name(turn % 50, edit) for edit, number in (first, *told(pipe))}
        opened = store.open_store(address)
        entries = {entry.number: entry.note for entry in store.history(opened, REGION)}
        assert list(entries) == list(range(1, len(entries) + 1))
        expected = published | acknowledged
        assert {number: note for number, note in entries.items() if number in expected} == expected
        assert len(entries) - len(expected) in (0, 1), "at most the one revision that was on the disk but not yet told of"
        interrupted += len(entries) - len(expected)
        whole(opened, len(published) + 1)
        published = entries
        opened.close()
    opened = store.open_store(address)
    whole(opened, 1)
    opened.close()


def whole(opened: Store, first: int) -> None:
    """Every revision from this number on says what its note says, and has the bytes that were handed in with it."""
    before = store.revision(opened, REGION, first - 1).matrix.remarks if first > 1 else SAMPLE.remarks
    for entry in store.history(opened, REGION)[first - 1 :]:
        found = store.revision(opened, REGION, entry.number)
        assert found.matrix.remarks[:-1] == before
        assert found.matrix.remarks[-1].missing == entry.note
        writer, edit = (part.split()[1] for part in entry.note.split(", "))
        assert store.bytes_of(opened, REGION, entry.number) == random.Random(f"{writer} {edit}").randbytes(20_000)
        before = found.matrix.remarks
