"""Refs: what makes an activity or a follow-up action the same row in two matrices, whatever was edited in it.

A row that has none is given one out of its own content, so it is the same on every machine and for whoever hands the row in again. Two rows of the
same content get two.

A hand-in may bring a known row without its Ref: the column was deleted, the office typed the row again. It is taken for the row only where its content
is the same in every column. Where only the words are (nearly) the same, somebody is asked: two trainings of two years may well have one title.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from lib.model import Activity, FollowUp, Matrix

_Row = TypeVar("_Row", bound=Activity | FollowUp)

_LENGTH = 12
_NEARLY = 90
"""How alike two texts must be to be asked about, of 100: a typing error or two in a sentence."""


class Recognised(NamedTuple, Generic[_Row]):
    """The rows of a hand-in, each with a ref: those that came without and are known by content, and pairs (new ref, known ref) that look alike."""

    rows: tuple[_Row, ...]
    known: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]


def with_refs(matrix: Matrix) -> Matrix:
    """The matrix with a ref for each row that has none; the order of rows does not matter to it."""
    return replace(matrix, activities=tuple(_with_refs(matrix.activities)), follow_up=tuple(_with_refs(matrix.follow_up)))


def _with_refs(rows: Sequence[_Row]) -> Iterable[_Row]:
    taken = {row.ref for row in rows}
    for row in rows:
        yield row if row.ref else replace(row, ref=_new(row, taken))


def _new(row: _Row, taken: set[str]) -> str:
    """A ref that is not taken, out of the content of a row without one; from now on it is."""
    content = json.dumps(asdict(row), sort_keys=True)
    for number in count():
        ref = hashlib.sha256(f"{number} {content}".encode()).hexdigest()[:_LENGTH]
        if ref not in taken:
            break
    taken.add(ref)
    return ref


def recognised(rows: Sequence[_Row], base: Sequence[_Row], mine: Sequence[_Row], same: Collection[tuple[str, str]]) -> Recognised[_Row]:
    """The rows of a hand-in, known again where they come without Ref. All rows of `base` and `mine` have theirs.

    `same` are pairs of an earlier answer in which the new row is the known one: it takes its ref, or is left out where the known one is there too.
    """
    rows, known = _known_by_content(rows, (*base, *mine))
    used, current = {row.ref for row in rows if row.ref}, {row.ref for row in mine}
    # A ref that a row got in the current matrix since is not taken: a row that is handed in twice is one row.
    taken = used | {row.ref for row in base}
    found: list[_Row] = []
    alike: list[tuple[str, str]] = []
    for row in rows:
        if row.ref:
            found.append(row)
            continue
        ref = _new(row, taken)
        if ref in current:
            known.append(ref)
        elif (pair := (ref, _nearest(row, mine))) in same:
            ref = pair[1]
            if ref in used:
                continue
            taken.add(ref)
        elif pair[1]:
            alike.append(pair)
        used.add(ref)
        found.append(replace(row, ref=ref))
    return Recognised(tuple(found), tuple(known), tuple(alike))


def _known_by_content(rows: Sequence[_Row], before: Sequence[_Row]) -> tuple[list[_Row], list[str]]:
    """The rows, those without Ref with that of a row of the same content, as long as there are such rows; and the refs given."""
    used = {row.ref for row in rows}
    refs: dict[_Row, list[str]] = {}
    for row in before:
        refs.setdefault(replace(row, ref=""), []).append(row.ref)
    found: list[_Row] = []
    known: list[str] = []
    for row in rows:
        if not row.ref and (ref := next((ref for ref in refs.get(row, ()) if ref not in used), "")):
            used.add(ref)
            known.append(ref)
            row = replace(row, ref=ref)
        found.append(row)
    return found, known


def _nearest(row: _Row, among: Iterable[_Row]) -> str:
    """The ref of the row at the same place and point whose words are nearest; empty where none is near."""
    texts = {one.ref: _words(one) for one in among if (one.place, one.point) == (row.place, row.point)}
    near = process.extractOne(_words(row), texts, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    return near[2] if near else ""


def _words(row: Activity | FollowUp) -> str:
    text = row.activity if isinstance(row, Activity) else row.action
    return " ".join(text.casefold().split())
