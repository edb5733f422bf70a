"""Colours as legends name them, and as cells have them: which fill is "green"."""

import re
from collections.abc import Collection
from colorsys import rgb_to_hls

from lib.intake.foreign.wording import compared, listed, table

_CLOSE = 10
"""By how many degrees one name must be nearer to a hue than another where both may mean it."""
_NEUTRAL = 0.06
"""The chroma (0–1) below which a colour is white, grey or black."""
_HUES = {"red": (345, 375), "orange": (12, 50), "yellow": (38, 72), "green": (65, 175), "blue": (170, 262), "purple": (255, 345)}
"""From which hue to which, in degrees, people use a name; 360 is 0."""
_MIDST = {"red": 360, "orange": 42, "yellow": 58, "green": 115, "blue": 212, "purple": 285}


def colour(name: str) -> str | None:
    """The colour that a text names, with or without the like of "light" or "cells": "red", "orange", "yellow" … in any language; None for other words."""
    words = [word for word in re.split(r"[\s/]+", compared(name)) if word not in listed("shade")]
    return table("colour").get(words[0]) if len(words) == 1 else None


def which_colour(names: Collection[str], rgb: str) -> str | None:
    """The one of several names that a colour ("#rrggbb") has; None where it has none of them, or two about as well."""
    fitting = sorted((_distance(found, rgb), name) for name in names if (found := colour(name)) and found in _named(rgb))
    if not fitting or (len(fitting) > 1 and fitting[1][0] - fitting[0][0] < _CLOSE):
        return None
    return fitting[0][1]


def _named(rgb: str) -> frozenset[str]:
    """The names that people may have for a colour."""
    red, green, blue = _parts(rgb)
    if max(red, green, blue) - min(red, green, blue) < _NEUTRAL:
        light = (red + green + blue) / 3
        return frozenset({"white"} if light > 0.96 else {"black"} if light < 0.15 else {"grey"})
    hue = _hue(rgb)
    return frozenset(name for name, (first, last) in _HUES.items() if first <= hue <= last or first <= hue + 360 <= last)


def _distance(name: str, rgb: str) -> float:
    """How far a colour is from the midst of those of a name, in degrees."""
    apart = abs(_hue(rgb) - _MIDST.get(name, _hue(rgb)))
    return min(apart, 360 - apart)


def _hue(rgb: str) -> float:
    return rgb_to_hls(*_parts(rgb))[0] * 360


def _parts(rgb: str) -> tuple[float, float, float]:
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
