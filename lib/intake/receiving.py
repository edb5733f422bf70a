"""A file from outside → its Report, with this process never at risk: the first bytes decide here, all else happens in a child process.

Two files at most are read at a time, and a child that takes too long is ended. Whatever becomes of it, the sender gets a plain sentence, and the log what
a developer needs. The child sees nothing of this process's environment, where passwords stand.
"""

import json
import logging
import os
import pickle
import re
import signal
import subprocess
import sys
from functools import lru_cache
from threading import BoundedSemaphore
from typing import BinaryIO

from lib import names, schema
from lib.framework import Framework
from lib.intake import guard, worker
from lib.intake.guard import unreadable
from lib.mapping import Mapping
from lib.model import Param, Report
from lib.places import Places
from lib.plain import from_plain

_LOG = logging.getLogger(__name__)
_READING: set[object] = set()
"""The files that are being read at this moment."""
_FREE = BoundedSemaphore(schema.READERS)
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What a Python may need to start, wherever it is installed."""
_COMMAND = ("-I", "-B", "-W", "ignore", worker.__file__)
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
"""How a process ends that has used up its limit; Windows has no such signal."""

_ABORTED, _NO_ROOM = -signal.SIGABRT, b"memory allocation of"
"""How a process ends in which calamine found no memory, and what it says then."""
_WHERE = re.compile(rb"^(?:%b.*|thread .* panicked at \S+)" % worker.ENDED_BY.encode(), re.MULTILINE)
"""What a child that breaks says of where it broke. The rest of its last words may be what stands in the file."""


def readers() -> int:
    """How many files are being read at this moment."""
    return len(_READING)


def busy() -> bool:
    """Whether the next file has to wait until another is read."""
    return readers() >= schema.READERS


def receive(source: BinaryIO, name: str, framework: Framework, places: Places, *, corrections: Mapping | None = None, region: str = "") -> Report:
    """What a file from outside says. `name` is what the Report calls it; it decides nothing.

    `corrections` is what people said of how to read it, `region` the region that it is handed in for, where it names none itself.

    As `read`, and never dangerous: no bytes hang, exhaust or end this process. Takes a fifth of a second more than `read`.
    """
    data = source.read(schema.MAX_BYTES + 1)
    if refusal := guard.beginning(data):
        return unreadable(name, refusal)
    if not _FREE.acquire(timeout=schema.READER_WAIT):
        _LOG.warning("read", extra={"facts": {"ended": "readers-busy"}})
        return unreadable(name, "readers-busy", limit=schema.READERS)
    child = object()
    _READING.add(child)
    try:
        known_names = _names(pickle.dumps(places))
        report, ended = _in_a_child(
            worker.Request(data, name, schema.READER_SECONDS, schema.READER_MEMORY, framework, places, known_names, corrections, region)
        )
    finally:
        _READING.discard(child)
        _FREE.release()
    _LOG.info("read", extra={"facts": {"ended": ended}})
    return report


@lru_cache(2)
def _names(places: bytes) -> bytes:
    """The index of country names, for these places: building it takes half a second, so it is done once and here."""
    return pickle.dumps(names.index(pickle.loads(places)))


def _in_a_child(request: worker.Request) -> tuple[Report, str]:
    """What a child says of a file, and how it ended: "answered", or the finding's code that says why not."""

    def without(code: str, **params: Param) -> tuple[Report, str]:
        return unreadable(request.name, code, **params), code

    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        ended = subprocess.run(
            (sys.executable, *_COMMAND),
            input=pickle.dumps(tuple(request)),
            capture_output=True,
            env=environment,
            timeout=schema.READER_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return without("took-too-long", limit=schema.READER_WAIT)
    if ended.returncode and ended.returncode == _OUT_OF_TIME:
        return without("took-too-long", limit=request.seconds)
    if ended.returncode and ended.returncode == _ABORTED and _NO_ROOM in ended.stderr:
        return without("took-too-much-memory", limit=request.memory // 2**20)
    try:
        return from_plain(Report, json.loads(ended.stdout)), "answered"
    except (ValueError, RecursionError):
        where = [line.decode(errors="replace") for line in _WHERE.findall(ended.stderr)]
        _LOG.error("reader_stopped", extra={"facts": {"code": ended.returncode, "where": where}})
        return without("reader-stopped")
