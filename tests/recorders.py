"""Processes that record in one planning session at the same time, or are killed while they do; and what must be true afterwards."""

import random
import signal
import time
from typing import Any

from lib import store
from lib.exceptions import Changed
from lib.model import Actor
from lib.store import Store
from tests.writers import REGION, started, told

SHARED = ("session", "note")
"""The field into which all of them write."""


def mark(writer: int, edit: int) -> str:
    return f"<{writer}.{edit}>"


def record(address: str, session: str, writer: int, edits: int, pipe: Any) -> None:
    """Work: write so many times into a field of one's own and add a mark to the one that everybody shares; tell each pair of edits that is kept."""
    opened = store.open_store(address)
    by = Actor(f"writer {writer}")
    before = {(draft.subject, draft.field): draft for draft in store.drafts(opened, session)}
    current, own = before.get(SHARED), before.get((f"point/{writer}", "note"))
    for edit in range(edits):
        own = store.write(opened, session, f"point/{writer}", "note", mark(writer, edit), by, expected=own.version if own else 0)
        while True:
            text, version = (current.value, current.version) if current else ("", 0)
            try:
                current = store.write(opened, session, *SHARED, text + mark(writer, edit), by, expected=version)
            except Changed as changed:
                current = changed.current
            else:
                break
        pipe.send(edit)


def begun(address: str) -> tuple[Store, str]:
    """The store, and a session in it."""
    opened = store.open_store(address)
    return opened, store.begin(opened, REGION, Actor("A person"), name="A session").id


def everyone_is_heard(address: str, writers: int, edits: int) -> None:
    """So many recorders write at once: in the shared field each mark stands once, and no version was given twice."""
    opened, session = begun(address)
    running = [started(record, address, session, writer, edits) for writer in range(writers)]
    assert [told(pipe) for _, pipe in running] == [list(range(edits))] * writers
    for process, _ in running:
        process.join()
    found = {(draft.subject, draft.field): draft for draft in store.drafts(opened, session)}
    shared = found.pop(SHARED)
    assert shared.version == writers * edits
    assert sorted(shared.value.replace(">", "> ").split()) == sorted(mark(writer, edit) for writer in range(writers) for edit in range(edits))
    assert {where: (draft.value, draft.version, draft.by) for where, draft in found.items()} == {
        (f"point/{writer}", "note"): (mark(writer, edits - 1), edits, f"writer {writer}") for writer in range(writers)
    }
    opened.close()


def what_was_acknowledged_survives_kills(address: str, times: int, seed: int = 0) -> None:
    """A recorder is killed so many times, each at another moment: every mark that it told of is there, once and in order, and at most one more."""
    chance = random.Random(seed)
    opened, session = begun(address)
    opened.close()
    expected = ""
    for turn in range(times):
        process, pipe = started(record, address, session, turn, 10_000)
        first = pipe.recv()
        time.sleep(chance.uniform(0, 0.03))
        assert process.pid and process.is_alive()
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        edits = [first, *told(pipe)]
        opened = store.open_store(address)
        found = {(draft.subject, draft.field): draft for draft in store.drafts(opened, session)}
        expected += "".join(mark(turn, edit) for edit in edits)
        untold = mark(turn, edits[-1] + 1)
        assert found[SHARED].value in (expected, expected + untold), "at most the one that was on the disk but not yet told of"
        assert found[f"point/{turn}", "note"].value in (mark(turn, edits[-1]), untold)
        assert found[SHARED].version == found[SHARED].value.count("<")
        expected = found[SHARED].value
        opened.close()
