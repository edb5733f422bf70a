"""The child process that draws charts: `python -I drawing.py FONTS SCALE`, one after the other until nobody asks any more.

What draws holds the interpreter for a second or more, and nothing else of its process runs meanwhile: so it is a process of its own. It loads nothing but
what it needs, may write no file, and has a limit of memory; the time that a chart may take is its parent's matter.

A request on standard input: the format in three letters, four bytes of how long the chart is, the chart as JSON. An answer on standard output: "+" or "-",
four bytes of how long it is, the picture – or nothing, for what cannot be drawn.
"""

import sys
from contextlib import suppress
from struct import pack, unpack
from typing import BinaryIO

import vl_convert

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # asked for below, where it limits

_MEMORY = 2 * 1024**3
"""Bytes of data: the engine alone asks for half a gigabyte, most of which it never uses."""


def main(asked: BinaryIO, answered: BinaryIO, fonts: str, scale: float) -> None:
    """Answer requests until there are no more, with the fonts of a folder, and so many pixels of a PNG for each of the chart's."""
    vl_convert.register_font_directory(fonts)
    while head := asked.read(7):
        (size,) = unpack(">I", head[3:])
        picture = _drawn(asked.read(size).decode(), head[:3].decode(), scale)
        answered.write((b"-" if picture is None else b"+") + pack(">I", len(picture or b"")) + (picture or b""))
        answered.flush()


def _drawn(chart: str, format: str, scale: float) -> bytes | None:
    """A chart as a picture; None where it cannot be drawn. What the engine says of it quotes the chart and its data, which are no matter for a log."""
    try:
        match format:
            case "png":
                return vl_convert.vegalite_to_png(chart, scale=scale, allowed_base_urls=[])
            case "svg":
                return vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]).encode()
            case _:
                return vl_convert.vegalite_to_pdf(chart, allowed_base_urls=[])
    except ValueError:
        return None


def _limit() -> None:
    if resource is None:
        return
    for kind, limit in ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a lower limit stands already, or the platform has none of this kind
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    _limit()
    main(sys.stdin.buffer, sys.stdout.buffer, sys.argv[1], float(sys.argv[2]))
