"""A specification is a function of what it is asked for – names, colours, sizes –, no figure among it, and takes a fifth of a second to write. What was
asked for before is at hand: the same rows of another revision, a picture in a language that somebody looked at."""

import pickle
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec

_Asked = ParamSpec("_Asked")
_KEPT = 200
"""How many of each kind of chart are kept: seven kilobytes each."""


def once(specify: Callable[_Asked, dict[str, Any]]) -> Callable[_Asked, dict[str, Any]]:
    """`specify`, which writes each specification once. Everybody gets a copy. Nothing may depend on anything but the arguments."""

    # As bytes: tables and mappings are no keys, and what nobody can change need not be copied with care.
    @lru_cache(_KEPT)
    def written(asked: bytes) -> bytes:
        arguments, named = pickle.loads(asked)
        return pickle.dumps(specify(*arguments, **named))

    @wraps(specify)
    def specified(*arguments: _Asked.args, **named: _Asked.kwargs) -> dict[str, Any]:
        found: dict[str, Any] = pickle.loads(written(pickle.dumps((arguments, named))))
        return found

    return specified
