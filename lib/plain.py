"""The frozen values of lib.model ↔ plain values that JSON can hold: `from_plain(type(value), to_plain(value)) == value`.

The types say how each field is read back, and nothing is guessed: what does not fit its type is a ValueError. A field that is missing has its default,
so what was kept before a field existed can still be read; one that is unknown is refused.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lib.model import Message

_T = TypeVar("_T")


def to_plain(value: object) -> Any:
    """A value as dicts, lists, texts, numbers, booleans and None. TypeError for one that has no plain form."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case date():
            return value.isoformat()
        case Message():
            return {"id": value.id, "params": {name: _param_to_plain(param) for name, param in value.params.items()}}
        case tuple():
            return [to_plain(one) for one in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[_T], plain: object) -> _T:
    """The value of a type that `to_plain` gave. ValueError where it is none of that type."""
    return cast(_T, _read(kind, plain))


def _read(kind: Any, plain: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):  # of our fields only `X | None`; a Message's parameters have their own way
        if plain is None and NoneType in get_args(kind):
            return None
        [kind] = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in _checked(list, plain))
    if kind is Message:
        held = _checked(dict, plain)
        params = {_checked(str, name): _param_from_plain(param) for name, param in _checked(dict, held.get("params")).items()}
        return Message(_checked(str, held.get("id")), params)
    if is_dataclass(kind):
        return _fields(kind, _checked(dict, plain))
    if kind is date:
        return date.fromisoformat(_checked(str, plain))
    if issubclass(kind, Enum):
        return kind(plain)
    if issubclass(kind, tuple):  # a NamedTuple
        return kind(*(_read(hint, one) for hint, one in zip(_hints(kind).values(), _checked(list, plain), strict=True)))
    return _checked(kind, plain)


def _fields(kind: Any, plain: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    needed = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
    if plain.keys() - hints.keys() or needed - plain.keys():
        raise ValueError(f"the fields of {kind.__name__} are others")
    return kind(**{name: _read(hints[name], one) for name, one in plain.items()})


def _param_to_plain(param: object) -> Any:
    """A parameter may be a text or a day: the day says that it is one."""
    match param:
        case date():
            return {"day": param.isoformat()}
        case tuple():
            return [_param_to_plain(one) for one in param]
        case _:
            return to_plain(param)


def _param_from_plain(plain: Any) -> Any:
    match plain:
        case {"day": day}:
            return _read(date, day)
        case dict():
            return _read(Message, plain)
        case list():
            return tuple(map(_param_from_plain, plain))
        case str() | int():
            return plain
    raise ValueError("not a parameter")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _checked(kind: type[_T], plain: object) -> _T:
    if type(plain) is not kind:
        raise ValueError(f"not a {kind.__name__}")
    return plain
