"""The compound file in which Excel kept workbooks before 2007 (.xls), and in which it keeps those with a password: its streams by name.

A compound file is a small file system: sectors of 512 bytes (or 4,096), a table that says which sector follows which, a directory, and a stream of its
own in which the short streams stand, in pieces of 64 bytes.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

BEGINS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER, _ENTRY, _PIECE = 512, 128, 6
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors but the end of a stream, or a free sector."""
_SHORT = 4096
"""A stream of fewer bytes stands among the short ones."""
_STREAM = 2


class Damaged(ValueError):
    """These bytes are no compound file, or a damaged one."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory. The entries below a folder are a tree: `child` is its root, `before` and `after` are its branches."""

    name: str
    kind: int
    before: int
    after: int
    child: int
    first: int
    size: int


class CompoundFile:
    """The streams of a compound file. Damaged where they cannot be told."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of a compound file and its directory; as long as the file is, at most."""
        if len(data) < _HEADER or not data.startswith(BEGINS):
            raise Damaged
        shift, piece = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or piece != _PIECE:
            raise Damaged
        self._data, self._shift, self._most = data, shift, len(data) >> shift
        directory, short, more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        self._next = self._numbers(self._tables(more))
        self._entries = list(map(self._entry, self._blocks(self._joined(directory))))
        if not self._entries:
            raise Damaged
        self._next_piece = self._numbers(self._chain(short, self._next, self._most))
        self._pieces = self._joined(self._entries[0].first)

    def top(self) -> frozenset[str]:
        """The names at the top of the directory: what is embedded in a document stands below."""
        found: set[int] = set()
        waiting = [self._entries[0].child]
        while waiting:
            number = waiting.pop()
            if number < len(self._entries) and number not in found:
                found.add(number)
                waiting += [self._entries[number].before, self._entries[number].after]
        return frozenset(self._entries[number].name for number in found)

    def stream(self, *names: str) -> bytes | None:
        """The first stream of one of these names, wherever in the directory."""
        for entry in self._entries:
            if entry.kind == _STREAM and entry.name in names:
                return self._read(entry)
        return None

    def _read(self, entry: _Entry) -> bytes:
        if entry.size >= _SHORT:
            return self._joined(entry.first)[: entry.size]
        pieces = self._chain(entry.first, self._next_piece, len(self._pieces) >> _PIECE)
        return b"".join(self._pieces[number << _PIECE : number + 1 << _PIECE] for number in pieces)[: entry.size]

    def _tables(self, more: int) -> Iterator[int]:
        """The sectors of the table: the first 109 stand in the header, further ones in sectors of their own."""
        yield from (number for number in struct.unpack_from("<109I", self._data, 76) if number < _LAST)
        met: set[int] = set()
        while more < _LAST and more not in met:
            met.add(more)
            *numbers, more = self._numbers([more]) or [_LAST]
            yield from (number for number in numbers if number < _LAST)

    def _sector(self, number: int) -> bytes:
        at = number + 1 << self._shift
        return self._data[at : at + (1 << self._shift)]

    def _numbers(self, sectors: Iterator[int] | Sequence[int]) -> Sequence[int]:
        """What stands in these sectors, as numbers; as many sectors at most as the file has."""
        data = b"".join(self._sector(number) for number in islice(sectors, self._most))
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    @staticmethod
    def _chain(first: int, following: Sequence[int], most: int) -> list[int]:
        """The sectors of one stream, from its first on; so many at most, for a damaged one may go round in a circle."""
        chain: list[int] = []
        while first < len(following) and len(chain) < most:
            chain.append(first)
            first = following[first]
        return chain

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._next, self._most)))

    @staticmethod
    def _blocks(directory: bytes) -> Iterator[bytes]:
        return (directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY))

    @staticmethod
    def _entry(block: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", block, 64)
        before, after, child = struct.unpack_from("<III", block, 68)
        first, size = struct.unpack_from("<II", block, 116)
        name = block[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
        return _Entry(name, kind, before, after, child, first, size)
