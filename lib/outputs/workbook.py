"""A matrix as a workbook of our own format (lib/schema.py), the blank one that an office fills in, and a small one that asks for a few cells.

The same matrix gives the same parts, byte by byte, once unzipped. Drop-downs go by defined names, since openpyxl drops Excel's newer list extensions
when it saves; they warn and forbid nothing, and no sheet is protected.
"""

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib import schema
from lib.framework import Framework
from lib.model import REGION_WIDE, About, Activity, FollowUp, Matrix, Message, Remark, Scope, Situation, Status
from lib.outputs.cells import Value, fit, put, put_link
from lib.places import Places, Region
from lib.schema import Column, Kind, Sheet
from lib.words import Catalogue, render

SPARE = 2_000
"""Rows below the last one in which the drop-downs work: room for what an office adds."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2000, 1, 1)
"""Not the clock: the same matrix gives the same file."""
_ABOUT_WIDTH = 110
_LISTED = {Kind.PLACE, Kind.POINT, Kind.STATUS, Kind.STAGE, Kind.EVIDENCE, Kind.STATE, Kind.YES_NO, Kind.SCOPE, Kind.LANGUAGE}
"""The kinds that have a drop-down: those with one label a cell."""
_AS_TYPED = {Kind.YEAR, Kind.REF}
"""The kinds whose cells are formatted as text, or Excel would turn 2024-06 into a day."""
_HOW = (
    "workbook.how.matrix",
    "workbook.how.remarks",
    "workbook.how.activities",
    "workbook.how.situation",
    "workbook.how.follow_up",
    "workbook.how.rows",
    "workbook.scope",
)

Row = Remark | Activity | Situation | FollowUp


def workbook(matrix: Matrix, framework: Framework, places: Places, words: Catalogue, *, scope: Scope = Scope.FULL, base: str = "") -> bytes:
    """The .xlsx of a matrix, in the language of `words` (which has the framework's and the places' texts).

    `base` is the fingerprint of the revision that it was taken from. UnknownRegion where no such region is declared, UnknownText where a place or a
    point has no name, CannotBeWritten where a text is longer than a cell holds.
    """
    return _written(matrix, framework, places, words, scope, base, framework.point_ids)


def template(region: Region, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """The blank workbook of a region: its declared countries by their names in the language of `words`, and nothing said of them."""
    countries = tuple(words.by_name(region.countries))
    return workbook(Matrix(About(region.id, framework=framework.id), countries), framework, places, words)


def questions(
    matrix: Matrix, place: str, points: Collection[str], framework: Framework, places: Places, words: Catalogue, *, base: str = ""
) -> bytes:
    """The workbook that asks one country or territory (ISO3) about some points (at least one): its row of Matrix has these columns alone, all blank;
    the remarks and activities of these cells are there to be confirmed or corrected.

    Its scope is partial: what it does not hold is unchanged by its answers. `base` is the fingerprint of the revision whose matrix it is; the date and
    the rest of About are for the one who answers. Errors as of `workbook`.
    """
    for point in points:
        words.text(f"point.{point}")  # one that the framework does not have: UnknownText rather than left out
    asked = tuple(point for point in framework.point_ids if point in points)
    shown = tuple(Message("figure.point", {"id": point, "name": Message(f"point.{point}")}) for point in asked)
    sentence = render(Message("workbook.asked", {"place": Message(f"place.{place}"), "points": shown}), words)
    held = Matrix(
        About(matrix.about.region, matrix.about.office, framework=framework.id),
        (place,),
        remarks=tuple(row for row in matrix.remarks if row.place == place and row.point in asked),
        activities=tuple(row for row in matrix.activities if row.place == place and row.point in asked),
    )
    return _written(held, framework, places, words, Scope.PARTIAL, base, asked, sentence)


def _written(
    matrix: Matrix, framework: Framework, places: Places, words: Catalogue, scope: Scope, base: str, points: tuple[str, ...], asked: str = ""
) -> bytes:
    region = places.region(matrix.about.region)
    data = io.BytesIO()
    with Workbook(data, OPTIONS) as book:
        draft = _draft(book, framework, words, region, points, asked)
        _about(draft, matrix.about, scope, base)
        _matrix(draft, matrix)
        tables: tuple[tuple[Sheet, Sequence[Row]], ...] = (
            (schema.REMARKS, matrix.remarks),
            (schema.ACTIVITIES, matrix.activities),
            (schema.SITUATION, matrix.situations),
            (schema.FOLLOW_UP, matrix.follow_up),
        )
        for sheet, rows in tables:
            _table(draft, sheet, rows)
        _lists(draft, matrix)
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A workbook on its way: what the writing of every sheet needs."""

    book: Workbook
    framework: Framework
    words: Catalogue
    title: str
    banner: str
    """What stands over every page of an invented matrix; empty for any other."""
    styles: dict[str, Format]
    looks: dict[Status, Format]
    points: tuple[str, ...]
    """The points that have a column in Matrix."""
    asked: str
    """What the workbook asks, in a sentence; empty where it is a whole matrix."""


def _draft(book: Workbook, framework: Framework, words: Catalogue, region: Region, points: tuple[str, ...], asked: str) -> _Draft:
    title = render(Message("workbook.title", {"region": Message(f"region.{region.id}")}), words)
    book.set_properties({"title": title, "created": CREATED})
    wrapped = {"text_wrap": True, "valign": "top"}
    styles = {
        "plain": book.add_format({**wrapped, "align": "left"}),
        "typed": book.add_format({**wrapped, "num_format": "@"}),
        "number": book.add_format({**wrapped, "num_format": "#,##0"}),
        "day": book.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": "left"}),
        "link": book.add_format({**wrapped, "font_color": "#0B5CAD", "underline": 1}),
        "status": book.add_format({"text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": "#D5DAE0"}),
        "label": book.add_format({**wrapped, "bold": True}),
        "head": book.add_format({**wrapped, "bold": True, "bg_color": "#E8EDF3", "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 16}),
    }
    look = framework.assessed["light"]
    looks = {status: book.add_format({"bg_color": look[status].fill, "font_color": look[status].ink}) for status in Status}
    banner = words.text("workbook.demonstration") if region.demonstration else ""
    return _Draft(book, framework, words, title, banner, styles, looks, points, asked)


def _sheet(draft: _Draft, key: str) -> Worksheet:
    """A new sheet, set up to print on A4 across, as wide as the page."""
    sheet = draft.book.add_worksheet(draft.words.text(f"sheet.{key}"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{_in_margin(draft.title)}&R{_in_margin(draft.banner)}")
    sheet.set_footer(f"&L{_in_margin(draft.words.text('workbook.disclaimer'))}&R&P / &N")
    return sheet


def _in_margin(text: str) -> str:
    """A text for the margin of a page, where "&" begins a code."""
    return text.replace("&", "&&")


def _about(draft: _Draft, about: About, scope: Scope, base: str) -> None:
    sheet = _sheet(draft, schema.ABOUT.key)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, _ABOUT_WIDTH)
    put(sheet, 0, 0, draft.title, draft.styles["title"])
    facts = _facts(draft, about, scope, base)
    first = 1
    if draft.asked:  # what is asked comes before everything else
        put(sheet, first, 0, draft.words.text("workbook.questions"), draft.styles["label"])
        put(sheet, first, 1, draft.asked, draft.styles["plain"])
        fit(sheet, first, [(draft.asked, _ABOUT_WIDTH)])
        first += 1
    for row, column in enumerate(schema.ABOUT.columns, start=first):
        put(sheet, row, 0, draft.words.text(f"field.{column.key}"), draft.styles["label"])
        put(sheet, row, 1, facts[column.key], draft.styles["day" if column.kind is Kind.DAY else "plain"])
        _drop_down(sheet, column, row, 1, row)
        fit(sheet, row, [(facts[column.key], _ABOUT_WIDTH)])
    for row, (left, right, style) in enumerate(_legend(draft), start=first + len(schema.ABOUT.columns) + 1):
        put(sheet, row, 0, left, style)
        put(sheet, row, 1, right, draft.styles["plain"])
        fit(sheet, row, [(right, _ABOUT_WIDTH)])


def _facts(draft: _Draft, about: About, scope: Scope, base: str) -> dict[str, Value]:
    """The fields of About with what stands beside each."""
    words = draft.words
    ours = about.framework == draft.framework.id
    return {
        "region": words.text(f"region.{about.region}"),
        "office": about.office,
        "as_of": about.as_of,
        "contact": about.contact,
        "language": words.text(schema.label(Kind.LANGUAGE, words.language)),
        "framework": words.text("framework.name") if ours else about.framework,
        "version": schema.VERSION,
        "scope": words.text(schema.label(Kind.SCOPE, scope)),
        "base": base,
        "sharing": about.sharing,
        "notes": about.notes,
    }


def _legend(draft: _Draft) -> Iterable[tuple[str, str, Format]]:
    """What stands below the fields: whether it is invented, what each status means, how to fill in the workbook. (left, right, style of the left)"""
    words, label = draft.words, draft.styles["label"]
    if draft.banner:
        yield draft.banner, "", label
    yield words.text("workbook.legend"), "", label
    for status in Status:
        yield f"{draft.framework.glyphs[status]} {words.text(f'status.{status}')}", words.text(f"status.{status}.definition"), draft.looks[status]
    if draft.asked:
        yield words.text("workbook.points"), "", label
        yield from ((_point(draft, point), words.text(f"point.{point}.definition"), label) for point in draft.points)
    yield words.text("workbook.how"), "", label
    for id in _HOW:
        yield "", words.text(id), label
    yield "", words.text("workbook.disclaimer"), label


def _matrix(draft: _Draft, matrix: Matrix) -> None:
    declared = schema.matrix_sheet(draft.framework, draft.points)
    first = () if draft.asked else (REGION_WIDE,)
    places = dict.fromkeys((*first, *matrix.places, *(a.place for a in matrix.assessments)))
    statuses = {(a.place, f"point.{a.point}"): a.status for a in matrix.assessments}
    longest = max((draft.words.text(f"status.{status}") for status in Status), key=len)  # room for any status that is chosen later
    sheet = _headed(draft, declared, len(places))
    sheet.freeze_panes(1, len(schema.MATRIX.columns))
    for row, place in enumerate(places, start=1):
        put(sheet, row, 0, draft.words.text(f"place.{place}"), draft.styles["label"])
        put(sheet, row, 1, "" if place == REGION_WIDE else place, draft.styles["plain"])
        for at, column in enumerate(declared.columns[2:], start=2):
            put(sheet, row, at, _shown(draft, column, statuses.pop((place, column.key), None)), draft.styles["status"])
        fit(sheet, row, [(longest, column.width) for column in declared.columns[2:]])
    for _, key in statuses:
        draft.words.text(key)  # a status at no point of this framework: UnknownText rather than lost
    _colour(draft, sheet, len(declared.columns), len(places) + SPARE)


def _colour(draft: _Draft, sheet: Worksheet, columns: int, rows: int) -> None:
    """Colours that follow the labels, so that an edited cell changes its own."""
    for status, look in draft.looks.items():
        label = draft.words.text(f"status.{status}").replace('"', '""')
        sheet.conditional_format(1, 2, rows, columns - 1, {"type": "cell", "criteria": "==", "value": f'"{label}"', "format": look})


def _table(draft: _Draft, declared: Sheet, rows: Sequence[Row]) -> None:
    sheet = _headed(draft, declared, len(rows))
    sheet.freeze_panes(1, 0)
    for row, record in enumerate(rows, start=1):
        shown = [_shown(draft, column, getattr(record, column.key)) for column in declared.columns]
        for at, (column, value) in enumerate(zip(declared.columns, shown, strict=True)):
            style = _style(draft, column)
            if column.kind is Kind.LINK:
                put_link(sheet, row, at, str(value), draft.styles["link"], style)
            else:
                put(sheet, row, at, value, style)
        fit(sheet, row, [(value, column.width) for column, value in zip(declared.columns, shown, strict=True) if not column.hidden])


def _headed(draft: _Draft, declared: Sheet, rows: int) -> Worksheet:
    """A sheet with its headings, widths and drop-downs, for so many rows and those that may be added."""
    sheet = _sheet(draft, declared.key)
    sheet.repeat_rows(0)
    for at, column in enumerate(declared.columns):
        sheet.set_column(at, at, column.width, _style(draft, column), {"hidden": column.hidden})
        put(sheet, 0, at, _heading(draft, column), draft.styles["head"])
        _drop_down(sheet, column, 1, at, rows + SPARE)
        if column.kind in _AS_TYPED:
            letter = xl_col_to_name(at)
            sheet.ignore_errors({"number_stored_as_text": f"{letter}2:{letter}{rows + SPARE + 1}"})
    fit(sheet, 0, [(_heading(draft, column), column.width - 2) for column in declared.columns if not column.hidden])  # bold runs wider
    return sheet


def _style(draft: _Draft, column: Column) -> Format:
    match column.kind:
        case Kind.STATUS:
            return draft.styles["status"]
        case Kind.NUMBER:
            return draft.styles["number"]
        case kind if kind in _AS_TYPED:
            return draft.styles["typed"]
        case _:
            return draft.styles["plain"]


def _heading(draft: _Draft, column: Column) -> str:
    point = column.key.removeprefix("point.")
    return _point(draft, point) if point != column.key else draft.words.text(schema.heading(column))


def _drop_down(sheet: Worksheet, column: Column, first: int, at: int, last: int) -> None:
    if column.kind in _LISTED:
        sheet.data_validation(first, at, last, at, {"validate": "list", "source": f"={_name(column.kind.value)}", "error_type": "warning"})


def _name(vocabulary: str) -> str:
    """The defined name of a vocabulary's labels on the Lists sheet."""
    return f"list_{vocabulary}"


def _shown(draft: _Draft, column: Column, value: object) -> Value:
    """What a cell shows for a value of the model: a label where the format has one, several joined by semicolons, blank for nothing."""
    words = draft.words
    match column.kind, value:
        case _, None:
            return None
        case Kind.PLACE, str():
            return words.text(f"place.{value}")
        case Kind.POINT, str():
            return _point(draft, value)
        case Kind.YES_NO, bool():
            return words.text(schema.label(Kind.YES_NO, "yes" if value else "no"))
        case Kind.NAMES | Kind.ROLES as kind, tuple():
            return "; ".join(words.text(schema.label(kind, one)) if kind is Kind.ROLES else one for one in value)
        case kind, str() if kind in schema.VOCABULARIES:
            return words.text(schema.label(kind, value))
        case _, str() | int():
            return value
    raise TypeError(f"{column.key} cannot hold a {type(value).__name__}")


def _point(draft: _Draft, id: str) -> str:
    """A point's label: "3 Protection-sensitive entry systems"."""
    return f"{id} {draft.words.text(f'point.{id}')}"


def _lists(draft: _Draft, matrix: Matrix) -> None:
    """The hidden sheet that maps labels to codes: what the format declares, and this workbook's countries, region and framework."""
    words, plain = draft.words, draft.styles["plain"]
    rows = [(list, code, _point(draft, code) if list == "point" else words.text(id)) for list, code, id in schema.lists(draft.framework)]
    rows += [("place", place, words.text(f"place.{place}")) for place in matrix.places]
    rows += [("region", matrix.about.region, words.text(f"region.{matrix.about.region}"))]
    rows += [("framework", draft.framework.id, words.text("framework.name"))]
    sheet = draft.book.add_worksheet(schema.LISTS)
    sheet.hide()
    put(sheet, 0, 0, schema.LISTS_MARK, plain)
    lines: dict[str, list[int]] = {}
    for row, texts in enumerate((schema.LISTS_COLUMNS, *rows), start=1):
        lines.setdefault(texts[0], []).append(row + 1)
        for at, text in enumerate(texts):
            put(sheet, row, at, text, plain)
    for vocabulary in sorted(kind.value for kind in _LISTED):
        draft.book.define_name(_name(vocabulary), f"={schema.LISTS}!$C${lines[vocabulary][0]}:$C${lines[vocabulary][-1]}")
