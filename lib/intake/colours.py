"""Colours of cells as a workbook declares them – as such, by the theme, by a number – → "#rrggbb".

Only openpyxl's readings of styles come in here. A colour that cannot be resolved is none.
"""

import re
from collections.abc import Callable, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.fonts import Font

WHITE, BLACK = "#ffffff", "#000000"
PALETTE = tuple(f"#{colour[-6:].lower()}" for colour in COLOR_INDEX)
"""The colours that a number stands for where a workbook has no palette of its own."""

_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""What the numbers of theme colours stand for. The first two pairs stand in another order than in the theme's own list."""
_DEFAULTS = ("ffffff", "000000", "eeece1", "1f497d", "4f81bd", "c0504d", "9bbb59", "8064a2", "4bacc6", "f79646", "0000ff", "800080")
"""Excel's own theme of 2007, which holds where a workbook has none."""
_TEXT = 1
"""The theme's colour of text: as good as automatic."""
_HEX = re.compile(r"[0-9a-f]{6}")

Resolve = Callable[[Color | None], str]


def theme(root: Element | None) -> tuple[str, ...]:
    """The colours of a theme, "rrggbb", in the order of their numbers."""
    found: dict[str, str] = {}
    for scheme in root.iter() if root is not None else ():
        if scheme.tag.endswith("}clrScheme"):
            for colour in scheme:
                value = next((one.get("lastClr") or one.get("val") or "" for one in colour), "").lower()
                if _HEX.fullmatch(value):
                    found.setdefault(colour.tag.rpartition("}")[2], value)
    return tuple(found.get(name, default) for name, default in zip(_THEME, _DEFAULTS, strict=True))


def resolver(themed: Sequence[str], indexed: Sequence[str] = COLOR_INDEX) -> Resolve:
    """How colours are resolved in one workbook: by the colours of its theme, and its palette ("aarrggbb")."""

    def resolve(colour: Color | None) -> str:
        if colour is None:
            return ""
        try:
            match colour.type:
                case "rgb":
                    base = colour.rgb[-6:]
                case "theme":
                    base = themed[colour.theme]
                case "indexed":
                    base = indexed[colour.indexed][-6:]
                case _:
                    return ""
        except IndexError:  # 64 and 65, the system's own colours, among them
            return ""
        return tinted(f"#{base.lower()}", colour.tint)

    return resolve


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint up to 1) or darker (down to -1), as Excel shows it."""
    if not tint:
        return colour
    hue, light, saturation = rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "#" + "".join(f"{int(part * 255 + 1e-6):02x}" for part in hls_to_rgb(hue, light, saturation))


def of_fill(fill: Any, resolve: Resolve) -> str:
    """The colour of a cell that is filled evenly; empty for white, patterns and gradients."""
    if getattr(fill, "fill_type", None) != "solid":
        return ""
    colour = resolve(fill.fgColor)
    return "" if colour == WHITE else colour


def of_font(font: Font, resolve: Resolve) -> str:
    """The colour of a text; empty for black and for whatever the theme has texts in."""
    colour = font.color
    if colour is None or (colour.type == "theme" and colour.theme == _TEXT and not colour.tint):
        return ""
    resolved = resolve(colour)
    return "" if resolved == BLACK else resolved
