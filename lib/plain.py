"""Frozen values ↔ what JSON can hold, by their annotations: nothing is lost, nothing is guessed.

A dataclass becomes an object of all its fields, a tuple or named tuple an array, an enum its value, a date its ISO form. Where an annotation leaves
open which of several types stands there, text, number and truth value stay as they are and any other type is named: `{"date": "2026-06-30"}`.

Reading is strict: a name too many, a value of another type, an enum's unknown value are errors. Only a field that has a default may be missing: values
written before the field existed can still be read.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")


def to_plain(value: object) -> Any:
    """A frozen value as JSON can hold it; TypeError where an annotation is not kept or not known here."""
    kind: Any = type(value)
    return _form(kind).write(value)


def from_plain(kind: type[_Value], data: object) -> _Value:
    """The value of this type that `to_plain` made `data` from; ValueError where it cannot have been."""
    form: _Form = _form(cast(Any, kind))
    value: _Value = form.read(data)
    return value


class _Form(NamedTuple):
    """How values of one type are written and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@cache
def _form(kind: Any) -> _Form:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(parts)
    if origin is tuple and parts[1:] == (...,):
        return _row(parts[0])
    if origin is Mapping and parts[0] is str:
        return _names(parts[1])
    if is_dataclass(kind):
        return _record(kind)
    if kind in (str, int, float, bool):
        return _same(kind)
    if kind in (date, datetime):
        return _day(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Form(lambda value: _kept(kind, value).value, kind)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    raise TypeError(f"{kind} has no plain form")


def _same(kind: type) -> _Form:
    # A StrEnum in a field for text is written as the text that it is; True is no number.
    def write(value: Any) -> Any:
        return kind(value) if isinstance(value, kind) and (kind is not int or type(value) is int) else _wrong(kind, value, TypeError)

    return _Form(write, lambda data: data if type(data) is kind else _wrong(kind, data))


def _day(kind: Any) -> _Form:
    def read(data: Any) -> Any:
        value = kind.fromisoformat(_same(str).read(data))
        return value if value.isoformat() == data else _wrong(kind, data)

    return _Form(lambda value: _kept(kind, value).isoformat(), read)


def _row(part: Any) -> _Form:
    write, read = _form(part)
    return _Form(lambda value: [write(one) for one in _kept(tuple, value)], lambda data: tuple(read(one) for one in _same(list).read(data)))


def _names(part: Any) -> _Form:
    write, read = _form(part)
    text = _form(str)
    return _Form(
        lambda value: {text.write(name): write(one) for name, one in value.items()},
        lambda data: {name: read(one) for name, one in _same(dict).read(data).items()},
    )


def _named(kind: Any) -> _Form:
    forms = [_form(hint) for hint in get_type_hints(kind).values()]
    return _Form(
        lambda value: [form.write(one) for form, one in zip(forms, _kept(kind, value), strict=True)],
        lambda data: kind(*(form.read(one) for form, one in zip(forms, _same(list).read(data), strict=True))),
    )


def _one_of(parts: tuple[Any, ...]) -> _Form:
    kinds = {get_origin(kind) or kind: kind for kind in parts if kind is not NoneType}
    optional = NoneType in parts
    if optional and len(kinds) == 1:
        [form] = map(_form, kinds.values())
        return _Form(
            lambda value: None if value is None else form.write(value),
            lambda data: None if data is None else form.read(data),
        )
    bare = {kind for kind in kinds if kind in (str, int, bool)}
    named = {kind.__name__: kind for kind in kinds if kind not in bare}

    def write(value: Any) -> Any:
        if value is None and optional:
            return None
        for kind in (type(value), *(kind for kind in kinds if isinstance(value, kind) and type(value) not in (bool, datetime))):
            if kind in kinds:
                plain = _form(kinds[kind]).write(value)
                return plain if kind in bare else {kind.__name__: plain}
        return _wrong(parts, value, TypeError)

    def read(data: Any) -> Any:
        if (data is None and optional) or type(data) in bare:
            return data
        if type(data) is dict and len(data) == 1 and (name := next(iter(data))) in named:
            return _form(kinds[named[name]]).read(data[name])
        return _wrong(parts, data)

    return _Form(write, read)


def _record(kind: Any) -> _Form:
    @cache  # at first use, not before: a type may hold itself
    def parts() -> dict[str, tuple[_Form, bool]]:
        hints = get_type_hints(kind)
        return {one.name: (_form(hints[one.name]), _required(one)) for one in fields(kind)}

    def write(value: Any) -> Any:
        _kept(kind, value)
        return {name: form.write(getattr(value, name)) for name, (form, _) in parts().items()}

    def read(data: Any) -> Any:
        known = parts()
        if odd := _same(dict).read(data).keys() - known.keys():
            raise ValueError(f"{kind.__name__} has no {sorted(odd)}")
        if lacking := [name for name, (_, required) in known.items() if required and name not in data]:
            raise ValueError(f"{kind.__name__} lacks {lacking}")
        return kind(**{name: known[name][0].read(one) for name, one in data.items()})

    return _Form(write, read)


def _required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _kept(kind: type, value: Any) -> Any:
    """A value of exactly this type: one of a type made from it would come back as another."""
    return value if type(value) is kind else _wrong(kind, value, TypeError)


def _wrong(expected: object, value: object, error: type[Exception] = ValueError) -> Any:
    raise error(f"{getattr(expected, '__name__', expected)} expected, not {type(value).__name__}")
