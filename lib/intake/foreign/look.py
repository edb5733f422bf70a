"""A sheet → how it may be read, and how sure that is: where its headings stand, which column is which, whether points go across or down.

Every window of one to four rows among the first thirty is tried as the headings, three ways: points across (a grid), countries across (a grid turned), or
columns of a list. The one that explains most of the sheet is taken.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from lib.intake.foreign import marks, texts
from lib.intake.foreign.bodies import HALF, LONGEST_NAME, PLACES, Bodies
from lib.intake.foreign.heads import Heads, heads
from lib.intake.foreign.known import MARK, Known
from lib.intake.foreign.spots import SpotKind
from lib.intake.foreign.spread import Spread
from lib.mapping import ColumnMeaning, Layout, SheetMapping

GRIDS = (Layout.STATUS_GRID, Layout.NARRATIVE_GRID)
HEADING_ROWS = 30
"""The headings stand somewhere in so many first rows …"""
HEADING_HEIGHT = 4
"""… and take up so many of them at most."""

_OF_A_LIST = frozenset({"activity", "status", "missing", "recommendation"})
"""A list has at least one of these columns."""
_ALIKE = 2
"""So many columns of a list may hold the same; more are values that look like headings."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to read a sheet: how much of it that explains (crossings or cells), and how sure it is (0–1)."""

    mapping: SheetMapping
    explains: int
    confidence: float


def looks(sheet: Spread, known: Known) -> list[Look]:
    """The ways to read a sheet, the best first; none where nothing in it looks like a matrix."""
    bodies = Bodies(sheet, known)
    found: dict[tuple[Layout, bool], Look] = {}
    for window in _windows(sheet, known):
        for look in _ways(sheet, known, window, bodies):
            if look:
                kind = look.mapping.layout, look.mapping.turned
                if kind not in found or _better(look, found[kind]):
                    found[kind] = look
    ranked = sorted(found.values(), key=lambda look: look.explains * look.confidence, reverse=True)
    return [replace(look, mapping=_with_all_headings(sheet, known, look.mapping)) for look in ranked]


def under(sheet: Spread, known: Known, said: SheetMapping) -> SheetMapping:
    """A sheet whose layout and rows of headings people named, with what its columns hold as far as their headings tell."""
    bodies, window = Bodies(sheet, known), heads(sheet, known, said.first, said.last)
    for look in _ways(sheet, known, window, bodies):
        if look and (look.mapping.layout in GRIDS) == (said.layout in GRIDS) and look.mapping.turned == said.turned:
            found = look.mapping
            return replace(said, columns=found.columns, place=said.place or found.place, point=said.point or found.point)
    return replace(said, columns=_meanings({column: means for column, means in window.columns.items() if means}))


def _ways(sheet: Spread, known: Known, window: Heads, bodies: Bodies) -> Iterator[Look | None]:
    for way in (_grid, _list, _turned):
        yield way(sheet, known, window, bodies)


def _better(one: Look, other: Look) -> bool:
    rank = [(look.explains, look.mapping.first - look.mapping.last, look.confidence, look.mapping.last) for look in (one, other)]
    return rank[0] > rank[1]


def _windows(sheet: Spread, known: Known) -> Iterator[Heads]:
    rows = [row for row in sheet.rows if row <= HEADING_ROWS]
    for last in rows:
        for first in range(last, max(0, last - HEADING_HEIGHT), -1):
            if first in rows:
                yield heads(sheet, known, first, last)


def _grid(sheet: Spread, known: Known, heads: Heads, bodies: Bodies) -> Look | None:
    """Points across, countries down."""
    about = heads.points
    if len({means.partition("/")[0] for means in about.values()}) < 2:
        return None
    place, share = bodies.place_column(heads)
    code, coded = bodies.code_column(heads)
    if place in about or (place is None and code is None):
        return None
    columns = {column: means for column, means in heads.columns.items() if means.startswith("point.") or means == "situation"}
    columns |= {column: means for column, means in heads.columns.items() if means == "number"}
    columns |= {column: means for column, means in ((place, "place"), (code, "iso3")) if column is not None}
    columns |= {column: means for column, means in heads.columns.items() if means == "place" and bodies.places(column, heads.last)[1] >= HALF}
    rows = bodies.places(place, heads.last)[0] if place is not None else bodies.places(code or 0, heads.last, codes=True)[0]
    shown = [text for column in about for text in bodies.below(column, heads.last)]
    layout = _kind_of_grid(shown, known)
    mapping = SheetMapping(sheet.title, layout, heads.first, heads.last, columns=_meanings(columns))
    return Look(mapping, rows * len(about), _confidence(heads, columns, max(share, coded)))


def _turned(sheet: Spread, known: Known, heads: Heads, bodies: Bodies) -> Look | None:
    """Countries across, points down. Countries stand in one row."""
    if heads.first != heads.last:
        return None
    names = {column: text for column, text in sheet.own(heads.last).items() if len(text) <= LONGEST_NAME}
    if not any(known.spot(text).kind in PLACES for text in islice(names.values(), _TRIED)):
        return None
    spots = {column: known.spot(text) for column, text in names.items()}
    countries = {column: spot.codes[0] for column, spot in spots.items() if spot.kind is SpotKind.COUNTRY}
    countries |= {column: "region-wide" for column, spot in spots.items() if spot.kind is SpotKind.REGION_WIDE and countries}
    areas = sum(spot.kind is SpotKind.AREA for spot in spots.values())
    if not countries or len(set(countries.values())) + areas < 2:
        return None
    headed = {column: known.heading(text) == "point" for column, text in sheet.own(heads.last).items()}
    below = {column: bodies.points(column, heads.last, headed.get(column, False)) for column in bodies.columns if column not in countries}
    down = {column: found for column, found in below.items() if found[0] > 1}
    if not down:
        return None
    best = max(down, key=lambda column: down[column][::-1])
    columns = {column: "point" for column, (_, share) in down.items() if share >= HALF} | {best: "point"}
    columns |= {column: f"place.{iso3}" for column, iso3 in countries.items()}
    shown = [text for column in countries for text in bodies.below(column, heads.last)]
    layout = _kind_of_grid(shown, known)
    number, share = down[best]
    mapping = SheetMapping(sheet.title, layout, heads.first, heads.last, turned=True, columns=_meanings(columns))
    share = (
        share
        * len(countries)
        / max(1, sum(spot.kind is not SpotKind.NOTE for column, spot in spots.items() if column not in columns or column in countries))
    )
    return Look(mapping, number * len(countries), _confidence(replace(heads, sure=True), columns, min(1.0, share)))


def _list(sheet: Spread, known: Known, heads: Heads, bodies: Bodies) -> Look | None:
    """A row for each activity, or each country and point; or a section for each point."""
    keys = {column: means for column, means in heads.columns.items() if means and not means.startswith("point.")}
    times = Counter(means for means in keys.values() if means != "place")
    if not (_OF_A_LIST | {"place"}) & set(keys.values()) or max(times.values(), default=0) > _ALIKE:
        return None
    place, share = bodies.place_column(heads)
    code, coded = bodies.code_column(heads)
    keys = {column: _state_or_status(known, bodies.below(column, heads.last), means) if column != place else means for column, means in keys.items()}
    if not _OF_A_LIST & set(keys.values()) or max(Counter(keys.values()).values()) > _ALIKE:
        return None
    columns = {column: means for column, means in keys.items() if means not in ("place", "iso3", "point")}
    columns |= {column: means for column, means in ((place, "place"), (code, "iso3")) if column is not None}
    shares = [share for share, column in ((share, place), (coded, code)) if column is not None]
    point = heads.column("point")
    if point is None:
        found = {column: bodies.points(column, heads.last) for column in bodies.columns if column not in columns}
        point = max((column for column, (n, share) in found.items() if n > 1 and share >= HALF), key=lambda column: found[column], default=None)
    sections = any(row > heads.last for row in bodies.sections)
    if point is not None:
        number, named = bodies.points(point, heads.last, headed=True)
        if number:
            columns[point] = "point"
            shares.append(named)
        else:
            point = None
    title = known.point(sheet.title)
    about_one = title.id if title.id and title.sure and point is None else ""
    if point is None and not sections and not about_one:
        return None
    layout = Layout.LONG_LIST if point is not None or about_one or place is not None or code is not None else Layout.SECTIONS
    rows = sum(row > heads.last for row in sheet.rows)
    mapping = SheetMapping(
        sheet.title, layout, heads.first, heads.last, columns=_meanings(columns),
        place="" if place is not None or code is not None else place_of(sheet, known, heads.first), point=about_one or "",
    )  # fmt: skip
    return Look(mapping, rows * len(columns), _confidence(heads, columns, min(shares, default=1.0)))


def _state_or_status(known: Known, below: list[str], means: str) -> str:
    """In some languages one word heads countries and statuses: which of them it is, what stands below tells."""
    shown = sum(known.mark(text).means is not None for text in below)
    return "status" if means == "place" and below and shown >= len(below) * HALF else means


def place_of(sheet: Spread, known: Known, first: int) -> str:
    """The country of a sheet about one country: by the sheet's title, or by a line above its headings ("Country: Kenya"); "" for none."""
    told = [sheet.title]
    for row in sheet.rows:
        if row >= first:
            break
        own = sheet.own(row)
        for column, text in own.items():
            label, _, behind = text.partition(":")
            if known.heading(label) == "place":
                told += [behind.strip() or next((own[one] for one in sorted(own) if one > column), "")]
    for text in told:
        spot = known.spot(text)
        if spot.kind is SpotKind.COUNTRY:
            return spot.codes[0]
    return ""


def _with_all_headings(sheet: Spread, known: Known, mapping: SheetMapping) -> SheetMapping:
    """With the rows above and below that are headings too: groups of columns, a translation, tags, numbers of columns."""
    if not mapping.first:
        return mapping
    first, last = mapping.first, mapping.last
    while first > 1 and last - first < HEADING_HEIGHT and _heads_columns(sheet, known, first - 1, mapping):
        first -= 1
    while last - first < HEADING_HEIGHT + 1 and _heads_columns(sheet, known, last + 1, mapping):
        last += 1
    if (first, last) == (mapping.first, mapping.last) or mapping.turned:
        return replace(mapping, first=first, last=last)
    told = heads(sheet, known, first, last).columns  # all rows together may say more: "3. Entry systems" over "Status" and "Gaps"
    of_points = {one.column: told.get(one.column, "") for one in mapping.columns if one.means.startswith("point.")}
    columns = {one.column: of_points.get(one.column, one.means) for one in mapping.columns}
    layout = mapping.layout
    if layout in GRIDS:
        of_marks = [column for column, means in columns.items() if means.startswith("point.") and means.partition("/")[2] in ("", "status")]
        layout = _kind_of_grid([text for row in sheet.rows if row > last for column in of_marks if (text := sheet.text(row, column))], known)
    return replace(mapping, layout=layout, first=first, last=last, columns=_meanings({column: means for column, means in columns.items() if means}))


def _heads_columns(sheet: Spread, known: Known, row: int, mapping: SheetMapping) -> bool:
    """Whether a row beside the headings is one of them."""
    own = sheet.own(row)
    if len(own) < 2:
        return False
    if sum(bool(_TAG.fullmatch(text)) for text in own.values()) > len(own) * HALF:
        return True
    at = {one.means: one.column for one in mapping.columns}
    place = own.get(at.get("place", 0), "")
    if place and known.heading(place) is None and known.spot(place).kind in (*PLACES, SpotKind.GROUP):
        return False
    if mapping.turned:
        return sum(known.spot(text).kind is SpotKind.COUNTRY for text in own.values()) > len(own) * HALF
    columns = sorted(own)
    met = known.points_in([own[column] for column in columns])
    return len(met) + sum(known.heading(text) is not None for text in own.values()) > len(own) * HALF and not _is_point_row(known, own, at)


_TAG = re.compile(r"#\w.*|\([^()]*\)|\[[^\[\]]*\]")
"""A tag of the Humanitarian Exchange Language, or a unit in brackets."""


def _is_point_row(known: Known, own: Mapping[int, str], at: Mapping[str, int]) -> bool:
    """Whether a row has a point in the column of points: then it is a row of values."""
    text = own.get(at.get("point", 0), "")
    return bool(text) and known.point(text).id is not None


def _kind_of_grid(found: Iterable[str], known: Known) -> Layout:
    """Whether marks or texts stand at the crossings, mostly. What says that there is nothing is neither."""
    told = [text for text in islice(found, _SAMPLE) if not known.says_nothing(text)]
    times = Counter(told)
    shown = sum(_is_mark(text, known) or (len(text.split()) <= _WORDS and times[text] >= _OFTEN) for text in told)
    return Layout.NARRATIVE_GRID if told and shown < len(told) * HALF else Layout.STATUS_GRID


def _is_mark(text: str, known: Known) -> bool:
    if len(text) > MARK:
        return False
    met = known.mark(text)
    if met.means is None and len(text) <= _REMARKED:
        met = marks.meaning(text.lstrip(ARROWS)) if text.startswith(tuple(ARROWS)) else marks.leading(text)
    return (
        (met.means is not None and not (met.rest and texts.labelled(text, met.rest)))
        or len(text) <= _SHORT
        or text.strip(" %").replace(",", "").replace(".", "").isdigit()
    )


_WORDS, _OFTEN = 2, 3
"""A text of so few words that stands so often is a mark, too."""
_TRIED = 6
"""Where none of so many first headings is a country, countries do not go across."""
_SAMPLE = 500
"""So many texts tell whether a grid is one of marks."""
_REMARKED = 30
"""A sign with a remark behind it has so many characters at most."""
ARROWS = "→➔➡⇒>» "
"""What points at a remark and says nothing by itself."""
_SHORT = 3
"""A text of so few characters is a mark even where it is not known."""


def _meanings(columns: Mapping[int, str]) -> tuple[ColumnMeaning, ...]:
    return tuple(ColumnMeaning(column, means) for column, means in sorted(columns.items()))


def _confidence(heads: Heads, columns: Mapping[int, str], known: float) -> float:
    """How sure a reading is: by the share of headings that it understands, and the share of places and points in its rows that are known."""
    headed = min(1.0, len(columns) / heads.filled) if heads.filled else 0.0
    return round((0.3 + 0.3 * headed + 0.4 * known) * (1.0 if heads.sure else 0.75), 2)
