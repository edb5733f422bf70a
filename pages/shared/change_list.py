"""Every change, old → new, as a list in HTML. What offices wrote is escaped; what was added or removed is told by more than colour."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from lib import figures, merge, schema
from lib.change_report import Line
from lib.merge import Field, Part, RowChange, Value
from pages.shared.cell_panel import as_text
from pages.shared.data import named, render, say

_Row = RowChange | Line
_COMPARED = 20_000
"""Letters of two texts together that are compared word by word: longer ones are shown whole, the old and the new."""
_NOT_MARKED = {"added": (None, False), "withdrawn": (False, None)}
"""Of a row that is whole: no good practice. It goes without saying."""
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
_LOOK = {
    "added": ("ins", "text-decoration:underline;text-decoration-thickness:2px;font-weight:600"),
    "removed": ("del", "text-decoration:line-through;opacity:.8"),
}


def status(change: dict[str, Any]) -> str:
    """A changed status: where, from what to what, and what it is taken for."""
    where = _where(schema.MATRIX.key, change["place"], change["point"])
    return named(where, escape(render(figures.change_in_words(change))))


def country(change: _Row) -> str:
    """A country that got a row in the Matrix, or lost it; its statuses are told one by one."""
    return named(_where(change.sheet, change.place, ""), escape(say(f"what_changes.row.{change.kind}")))


def row(change: _Row) -> str:
    """A changed row: where, whether it was added, changed or withdrawn, which one it is, and each column that changed."""
    where, what = _where(change.sheet, change.place, change.point), escape(say(f"what_changes.row.{change.kind}"))
    head = named(where, what) if where else what
    fields = [_field(change, field) for field in change.fields if change.kind == "changed" or field[1:] != _NOT_MARKED[change.kind]]
    facts = fields if change.kind == "changed" else filter(None, [" · ".join(fields)])
    return "<br>".join((head, *_name(change), *facts))


def _where(sheet: str, place: str, point: str) -> str:
    parts = [say(f"place.{place}")] if place else []
    parts += [render(merge.column_in_words(sheet, f"point.{point}"))] if point else []
    return f"<strong>{escape(', '.join(parts))}</strong>" if parts else ""


def _name(change: _Row) -> Iterator[str]:
    if change.name and change.kind == "added":
        yield _marked("added", change.name)
    elif change.name and change.kind == "withdrawn":
        yield _marked("removed", change.name)
    elif change.name:
        yield as_text(change.name)


def _field(change: _Row, field: Field) -> str:
    old, new = (_words(change.sheet, field.column, value) for value in (field.before, field.after))
    if change.kind == "added":
        return _headed(change.sheet, field.column, as_text(new))
    if change.kind == "withdrawn":
        return _headed(change.sheet, field.column, as_text(old))
    # An office's own words; a code is told by its label.
    if (field.before, field.after) == (old, new) and len(old) + len(new) <= _COMPARED:
        parts = merge.word_differences(old, new)
        if any(kind == "same" for kind, _ in parts):
            return _headed(change.sheet, field.column, _differences(parts))
    was = as_text(old) if field.before is None else _marked("removed", old)
    return _headed(change.sheet, field.column, f"{was} → {as_text(new) if field.after is None else _marked('added', new)}")


def _headed(sheet: str, column: str, text: str) -> str:
    return named(f"<small>{escape(render(merge.column_in_words(sheet, column)))}</small>", text)


def _words(sheet: str, column: str, value: Value) -> str:
    return render(merge.value_in_words(sheet, column, value))


def _differences(parts: Iterable[Part]) -> str:
    marked = [_escaped(text) if kind == "same" else _mark(kind, text) for kind, text in parts]
    return f"<bdi>{''.join(marked)}</bdi>"


def _marked(kind: str, text: str) -> str:
    return f"<bdi>{_mark(kind, text)}</bdi>"


def _mark(kind: str, text: str) -> str:
    """A text that was added or removed: underlined or struck out, and said so to who listens. What is said has a direction of its own (`dir`): the text
    around takes its own from what the office wrote."""
    tag, look = _LOOK[kind]
    told = [f'<span dir="auto" style="{_UNSEEN}"> {escape(say(f"what_changes.text.{part}"))} </span>' for part in (kind, "end")]
    return f'<{tag} style="{look}">{told[0]}{_escaped(text)}{told[1]}</{tag}>'


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
