"""A chart as a picture: drawn on this machine, with fonts of our own, on white.

The fonts of the machine would decide otherwise what a picture looks like, and one line of glyphs and words would mix two faces. DejaVu Sans stands
beside this module: it has the glyphs of the statuses, and Latin, Cyrillic, Greek and Arabic letters. Verdana, named second for an SVG that is opened
elsewhere, runs as wide.

Limit worth knowing: data stand in the chart's datasets. A chart that would load anything from an address is refused.
"""

import hashlib
import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.exceptions import CannotBeDrawn
from lib.outputs import drawer
from lib.outputs.drawer import Format

FONT = "DejaVu Sans, Verdana, sans-serif"
SMALLER = 0.9
"""Of each size of text: DejaVu Sans runs a tenth wider than the fonts of browsers, for which the charts have room."""
_OF_THE_WHOLE = {"$schema", "background", "config", "datasets", "padding", "usermeta"}
"""What a specification has once, however many charts are in it."""
_FOOT_WIDTH, _HEAD_WIDTH, _FOOT_INK = 140, 100, "#4B5563"


def picture(specification: Mapping[str, Any], format: Format) -> bytes:
    """A Vega-Lite specification as PNG, SVG or PDF, with its "datasets" (tables, or rows already). Another process draws it: other threads run on.

    CannotBeDrawn where the specification or its data cannot be drawn.
    """
    return drawer.drawn(_whole(specification), format)


def framed(specification: Mapping[str, Any], title: str, lines: Sequence[str]) -> dict[str, Any]:
    """A specification with a title above it (none: "") and small print below: what a picture says of itself once it has left its page. Each line is wrapped."""
    wrapped = [part for line in lines for part in textwrap.wrap(line, _FOOT_WIDTH)]
    foot = {"text": wrapped, "orient": "bottom", "anchor": "start", "fontSize": 10, "fontWeight": "normal", "color": _FOOT_INK, "offset": 8}
    head = {"text": textwrap.wrap(title, _HEAD_WIDTH), "anchor": "start", "fontSize": 15, "fontWeight": "bold", "color": _FOOT_INK, "offset": 12}
    outer = {name: part for name, part in specification.items() if name in _OF_THE_WHOLE}
    inner = {name: part for name, part in specification.items() if name not in outer}
    below = {"vconcat": [inner], "title": foot}
    return {**outer, "vconcat": [below], "title": head} if title else {**outer, **below}


def beside(specifications: Sequence[tuple[str, Mapping[str, Any]]], columns: int, *, width: int = 0) -> dict[str, Any]:
    """Several specifications as one, each under its title (none: ""), row by row in so many columns; with a `width` (pixels of the chart's own), as wide as
    that. What a specification has once is the first one's."""
    parts: list[dict[str, Any]] = []
    datasets: dict[str, Any] = {}
    for number, (title, specification) in enumerate(specifications):
        inner = _renamed({name: part for name, part in specification.items() if name not in _OF_THE_WHOLE}, f"{number}-")
        datasets |= {f"{number}-{name}": data for name, data in specification.get("datasets", {}).items()}
        sized = {**inner, "width": width} if width else inner
        parts.append({"vconcat": [sized], "title": {"text": title, "anchor": "start", "fontSize": 12}} if title else sized)
    outer = {name: part for name, part in specifications[0][1].items() if name in _OF_THE_WHOLE - {"padding"}}
    return {**outer, "concat": parts, "columns": columns, "datasets": datasets}


def digest(specification: Mapping[str, Any]) -> str:
    """What names a specification with its datasets: SHA-256 of its canonical JSON (hexadecimal)."""
    return hashlib.sha256(_whole(specification).encode()).hexdigest()


def _renamed(part: Any, prefix: str) -> Any:
    """A part of a specification with its datasets under names of their own: of two charts, each may have a "grid"."""
    if isinstance(part, list):
        return [_renamed(one, prefix) for one in part]
    if not isinstance(part, Mapping):
        return part
    named = {name: _renamed(value, prefix) for name, value in part.items()}
    if isinstance(data := part.get("data"), Mapping) and "name" in data:
        named["data"] = {**data, "name": f"{prefix}{data['name']}"}
    return named


def _whole(specification: Mapping[str, Any]) -> str:
    """The specification as it is drawn, as JSON: the data in it, one font, on white."""
    whole = _ours({name: part for name, part in specification.items() if name != "datasets"})
    whole["datasets"] = {name: _rows(data) for name, data in specification.get("datasets", {}).items()}
    whole["background"] = "white"
    whole["config"] = {**whole.get("config", {}), "font": FONT}
    try:
        return json.dumps(whole, sort_keys=True, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        raise CannotBeDrawn("the chart's data are more than texts and numbers") from None


def _ours(part: Any) -> Any:
    """A part of a specification with texts sized for our font. CannotBeDrawn where it names an address of data, an image or a map."""
    if isinstance(part, list):
        return [_ours(one) for one in part]
    if not isinstance(part, Mapping):
        return part
    if "url" in part:
        raise CannotBeDrawn("the chart would load something from an address")
    return {
        name: value * SMALLER if name.endswith(("fontSize", "FontSize")) and isinstance(value, int | float) else _ours(value)
        for name, value in part.items()
    }


def _rows(data: Any) -> Any:
    """A table as rows: what is missing is null, whole numbers stay whole."""
    if not isinstance(data, pd.DataFrame):
        return data
    plain = data.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")
