"""What people type, files and folders → the files to read, and what of a folder is passed over, with the reason."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lib.commands import printable

_LOCK, _HIDDEN = "~$", "."


class File(NamedTuple):
    """A file to read: where it lies, and what it is called: its name or, in a folder, that folder's name and the way from there."""

    path: str
    name: str


class PassedOver(NamedTuple):
    """What of a folder is not read; `why` is the end of the text `check.passed_over.<why>`."""

    name: str
    why: str


def files(typed: Iterable[str]) -> tuple[list[File], list[PassedOver]]:
    """The files that are meant, those of a folder in the order of their names, and what is passed over. A file that is named itself is always meant.

    A folder that cannot be looked into counts as a file: reading it will say so.
    """
    found = [one for path in typed for one in _meant(path)]
    return [one for one in found if isinstance(one, File)], [one for one in found if isinstance(one, PassedOver)]


def _meant(typed: str) -> Iterator[File | PassedOver]:
    own = Path(typed).name
    if not os.path.isdir(typed):
        return iter([File(typed, printable(own or typed))])
    found = _below(typed, "" if own == ".." else own)
    first = next(found, PassedOver(printable(typed), "empty"))
    return chain([first], found)


def _below(folder: str, called: str) -> Iterator[File | PassedOver]:
    """Everything that lies in a folder, and in the folders in it."""
    waiting = [(folder, called)]
    while waiting:
        path, name = waiting.pop()
        why = _why_not(path) if path != folder else ""
        if why:
            yield PassedOver(printable(name), why)
        elif not os.path.isdir(path):
            yield File(path, printable(name))
        else:
            try:
                entries = sorted(os.listdir(path), reverse=True)
            except OSError:
                yield File(path, printable(name or folder))
            else:
                waiting += [(os.path.join(path, entry), os.path.join(name, entry)) for entry in entries]


def _why_not(path: str) -> str:
    """Why something in a folder is passed over; "" for what is read, or gone into."""
    name = os.path.basename(path)
    if name.startswith(_LOCK):
        return "lock"
    if name.startswith(_HIDDEN):
        return "hidden"
    if os.path.isdir(path):
        return "link" if os.path.islink(path) else ""
    return "" if os.path.isfile(path) else "special"
