"""Charts → pictures, by a child process (lib.outputs.drawing) that is started at the first one and kept: starting takes most of a second.

One chart is drawn at a time. A child that takes too long is ended, one that ended is started anew; whoever asked is told, or gets the picture from the next.
It sees nothing of this process's environment, where passwords stand, and ends when this process does.
"""

import os
import subprocess
import sys
from pathlib import Path
from struct import error as too_short
from struct import pack, unpack
from threading import Event, Lock, Timer
from typing import Literal

from lib.exceptions import CannotBeDrawn

Format = Literal["png", "svg", "pdf"]

FONTS = Path(__file__).parent / "fonts"
SCALE = 2
"""Pixels of a PNG for each of the chart's: sharp in print and on a fine screen."""
SECONDS = 60
"""That a chart may take; the largest takes three on a slow machine."""
WAIT = 120
"""Seconds to wait for those who asked before."""
_COMMAND = ("-I", "-B", "-W", "ignore", str(Path(__file__).with_name("drawing.py")), str(FONTS), str(SCALE))
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What a Python may need to start, wherever it is installed."""

_busy = Lock()
_child: "subprocess.Popen[bytes] | None" = None


def drawn(chart: str, format: Format) -> bytes:
    """A chart (Vega-Lite as JSON, its data in it) as a picture. CannotBeDrawn where it is none, or the child ends over it twice or takes too long."""
    if not _busy.acquire(timeout=WAIT):
        raise CannotBeDrawn("too many charts wait to be drawn")
    try:
        # A child may have ended for reasons of its own, such as the memory of the machine: the next one is asked once more.
        return _asked(chart, format) or _asked(chart, format) or _failed(f"the process that draws ended over a chart as {format.upper()}")
    finally:
        _busy.release()


def _asked(chart: str, format: Format) -> bytes | None:
    """What the child answers; None if it ended instead. CannotBeDrawn where it cannot draw the chart, or took too long."""
    data, late = chart.encode(), Event()
    child = _started()
    assert child.stdin and child.stdout

    def end() -> None:
        late.set()
        child.kill()

    timer = Timer(SECONDS, end)
    timer.start()
    try:
        child.stdin.write(format.encode() + pack(">I", len(data)) + data)
        child.stdin.flush()
        said = child.stdout.read(5)
        (size,) = unpack(">I", said[1:])
        picture = child.stdout.read(size)
    except (OSError, too_short):
        picture = None
    finally:
        timer.cancel()
    if picture is not None and len(picture) == size:
        return picture if said[:1] == b"+" else _failed(f"the chart cannot be drawn as {format.upper()}")
    _end(child)
    return _failed(f"the chart took more than {SECONDS} seconds to draw") if late.is_set() else None


def _failed(why: str) -> bytes:
    raise CannotBeDrawn(why)


def _started() -> "subprocess.Popen[bytes]":
    """The child that is there, or a new one."""
    global _child
    if _child is None or _child.poll() is not None:
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        pipe = subprocess.PIPE
        _child = subprocess.Popen((sys.executable, *_COMMAND), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment)
    return _child


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.communicate()
