"""The machine that the dashboard is to run on, as `doctor` sees it: its Python, its packages, its file systems, its limits."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from lib.commands.served import Served

_OLDEST_PYTHON = (3, 11)
_FILES = 4096
"""Open files that a process may have: each visitor takes some."""
NETWORKS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "davfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.rclone",
}
"""File systems that are somewhere else."""

Grade = Literal["good", "look", "wrong"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at: what it is about, how it is, what was found, and what to do (nothing where it is good)."""

    about: str
    grade: Grade
    what: str
    do: str = ""


def python(served: Served) -> Iterator[Found]:
    """Which Python this is, and whether the packages are the pinned ones."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        yield Found("Python", "wrong", f"this is {version}", f"Install {'.'.join(map(str, _OLDEST_PYTHON))} or newer, and make the environment anew.")
    else:
        yield Found("Python", "good", version)
    pins = [line.split("==") for line in _lines(served.folder / "requirements.txt") if "==" in line]
    others = [f"{name} is {_installed(name) or 'missing'} instead of {pin}" for name, pin in pins if _installed(name) != pin]
    if not pins:
        yield Found("Packages", "look", "requirements.txt is not there: nothing to compare with", "Take the product's files as a whole.")
    elif others:
        yield Found(
            "Packages",
            "wrong",
            "; ".join(others),
            "pip install --require-hashes --requirement deploy/requirements.lock, in the environment of the service.",
        )
    else:
        yield Found("Packages", "good", f"all {len(pins)} are the pinned ones")


def limits(_: Served) -> Iterator[Found]:
    """How many files a process may have open."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if 0 <= files < _FILES:
        yield Found("Limits", "look", f"a process may open {files} files here", f"ulimit -n {_FILES}; the unit in deploy/ sets its own.")
    else:
        yield Found("Limits", "good", "enough files may be open")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def mounted(folder: Path, mounts: Path = Path("/proc/mounts")) -> tuple[str, str]:
    """On which kind of file system a folder is, and where that is mounted; ("", "") where the system does not say."""
    found = [(Path(where.replace("\\040", " ")), kind) for _, where, kind, *_ in map(str.split, _lines(mounts))]
    holding = [(where, kind) for where, kind in found if folder.is_relative_to(where)]
    where, kind = max(holding, key=lambda one: len(one[0].parts), default=(Path(), ""))
    return kind, str(where)
