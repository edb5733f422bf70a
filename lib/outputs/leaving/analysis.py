"""A workbook for analysts: the cells, activities and follow-up as Excel tables, and a summary whose figures are formulas over the cells.

The formulas' values stand beside them as lib.figures counts them, so that a viewer which calculates nothing shows them too. Who changes a status in the
table sees what follows.

Limit worth knowing: COUNTIFS compares without regard to case, and takes * and ? in a label for wildcards; labels and points are the declared ones.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib import figures
from lib.figures import SHARES
from lib.framework import Framework
from lib.model import Revision, Status
from lib.outputs.cells import Value, fit, put, put_link
from lib.outputs.leaving import imprint
from lib.outputs.leaving.tables import ACTIVITIES, CELLS, FOLLOW_UP, TABLES
from lib.outputs.workbook import CREATED, OPTIONS
from lib.places import Places
from lib.words import Catalogue

STANDS = "#status+stands"
"""What stands in a cell: its status or, where it has none, whether documents record it. The one column by which the summary counts."""
_CODES = {"#region+name", *(tag for table in (CELLS, ACTIVITIES, FOLLOW_UP) for tag in table if tag.endswith("+code"))}
"""What people read as words, or what is the same on each row."""
_WIDTHS = {"#description": 50, "#activity+description": 60, "#activity+followup+description": 60, "#indicator+name": 36, "#country+name": 28}
_WIDTH, _ABOUT = 16, (26, 110)

_JUDGED = tuple(status for status in Status if status is not Status.NOT_APPLICABLE)
_LABELS = (*_JUDGED, "recorded", "unknown")
_HEAD = 3
"""The summary's row of headings."""
_AT = {name: at for at, name in enumerate(("point", "countries", Status.NOT_APPLICABLE, "applicable", "assessed", *_LABELS, "known"))}
"""The summary's columns; the bounds of each share follow."""


def analysis(revision: Revision, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """The .xlsx of a revision, in the language of `words`. UnknownRegion; CannotBeWritten where a text is longer than a cell holds."""
    data = io.BytesIO()
    with Workbook(data, OPTIONS) as book:
        book.set_properties({"title": imprint.title(revision, words), "author": words.text("app.title"), "created": CREATED})
        styles = {
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
            "link": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0B5CAD", "underline": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "count": book.add_format({"num_format": "0", "valign": "top"}),
            "share": book.add_format({"num_format": "0.00", "valign": "top", "align": "right"}),
            "head": book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#E8EDF3", "bottom": 1}),
            "label": book.add_format({"text_wrap": True, "valign": "top", "bold": True}),
            "title": book.add_format({"bold": True, "font_size": 16}),
        }
        summary = _sheet(book, words.text("leaving.summary"), words)
        tables = {name: make(revision, framework, places, words) for name, (_, make) in TABLES.items()}
        for name, table in tables.items():
            sheet = _sheet(book, words.text(f"leaving.table.{name}"), words)
            _table(book, sheet, name, _stood(table) if name == "cells" else table.drop(columns=_CODES & set(table.columns)), words, styles)
        _summary(summary, revision, framework, places, words, styles)
        _about(_sheet(book, words.text("sheet.about"), words), revision, framework, places, words, styles)
    return data.getvalue()


def _sheet(book: Workbook, name: str, words: Catalogue) -> Worksheet:
    """A new sheet that prints on A4 across, as wide as the page, with the disclaimer below."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{words.text('workbook.disclaimer').replace('&', '&&')}&R&P / &N")
    return sheet


def _stood(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with what stands in each in one column."""
    stands = cells["#status+assessed+name"].where(cells["#status+assessed+name"].notna(), cells["#status+known"])
    told = cells.assign(**{"#status+known": stands}).rename(columns={"#status+known": STANDS})
    return told.drop(columns=(_CODES | {"#status+assessed+name"}) & set(told.columns))


def _table(book: Workbook, sheet: Worksheet, name: str, table: pd.DataFrame, words: Catalogue, styles: Mapping[str, Format]) -> None:
    """A table of Excel, with a blank row where it has none: Excel opens no table without."""
    texts = {**TABLES[name][0], STANDS: "leaving.stands"}
    last = max(len(table), 1)
    heads = [{"header": words.text(texts[tag]), "header_format": styles["head"]} for tag in table.columns]
    sheet.add_table(0, 0, last, len(heads) - 1, {"name": f"table_{name}", "columns": heads, "style": "Table Style Light 1"})
    sheet.freeze_panes(1, 0)
    for at, (tag, values) in enumerate(table.items()):
        sheet.set_column(at, at, _width(str(tag)))
        book.define_name(f"{name}_{_name(str(tag))}", f"={_quoted(sheet)}!{xl_range_abs(1, at, last, at)}")
        for row, value in enumerate(values, start=1):
            if tag == "#meta+url" and value:
                put_link(sheet, row, at, value, styles["link"], styles["plain"])
            else:
                put(sheet, row, at, value, styles["day" if tag == "#date+due" else "plain"])
    widths = [_width(tag) for tag in table.columns]
    fit(sheet, 0, [(head["header"], width - 3) for head, width in zip(heads, widths, strict=True)])  # bold, and with a button
    for row, texts_of_row in enumerate(table.itertuples(index=False, name=None), start=1):
        fit(sheet, row, zip(texts_of_row, widths, strict=True))


def _summary(sheet: Worksheet, revision: Revision, framework: Framework, places: Places, words: Catalogue, styles: Mapping[str, Format]) -> None:
    """One row per point: COUNTIFS over the cells of countries, and the bounds made of them."""
    cells = figures.cells(revision.matrix, places.region(revision.region).countries, framework.point_ids)
    counts = figures.by_point(cells)
    shares = figures.shares(cells)
    put(sheet, 0, 0, imprint.title(revision, words), styles["title"])
    sheet.set_row(1, 62)
    sheet.merge_range(1, 0, 1, _AT["known"], words.text("leaving.summary.how"), styles["plain"])
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, len(_AT) + 2 * len(SHARES) - 1, 13)
    sheet.freeze_panes(_HEAD + 1, 1)
    for at, head in enumerate(_heads(words)):
        put(sheet, _HEAD, at, head, styles["head"])
    fit(sheet, _HEAD, [(head, 11) for head in _heads(words)[1:]])
    for row, point in enumerate(framework.point_ids, start=_HEAD + 1):
        put(sheet, row, 0, f"{point} {words.text(f'point.{point}')}", styles["label"])
        counted = counts[counts["point"] == point].set_index("kind")["countries"]
        bounds = [*shares[shares["point"] == point].itertuples()]
        for at, (formula, value) in enumerate(_row(row, counted, bounds, words), start=1):
            sheet.write_formula(row, at, formula, styles["share" if at >= _AT["known"] else "count"], value)
    after = _HEAD + len(framework.point_ids) + 2
    for row, (name, fact) in enumerate(imprint.imprint(revision, places, words).items(), start=after):
        put(sheet, row, 0, name, styles["label"])
        sheet.merge_range(row, 1, row, _AT["known"], "", styles["plain"])
        put(sheet, row, 1, fact, styles["plain"])
        fit(sheet, row, [(fact, 120)])


def _heads(words: Catalogue) -> list[str]:
    """The headings of the summary; those of its counts by status are the labels that stand in the cells, word for word."""
    labels = [words.text(f"status.{kind}" if kind in set(Status) else f"downloads.known.{kind}") for kind in _LABELS]
    first = [words.text(f"leaving.summary.{name}") for name in ("applicable", "assessed")]
    bounds = [words.text(f"leaving.summary.{share}.{end}") for share in SHARES for end in ("lowest", "highest")]
    return [
        words.text("downloads.point"),
        words.text("heatmap.counts"),
        words.text(f"status.{Status.NOT_APPLICABLE}"),
        *first,
        *labels,
        words.text("leaving.summary.known"),
        *bounds,
    ]


def _row(row: int, counted: "pd.Series[int]", bounds: Sequence[Any], words: Catalogue) -> Iterable[tuple[str, Value | float]]:
    """The formulas of one point and their values, from the second column on."""
    at = {name: xl_rowcol_to_cell(row, column) for name, column in _AT.items()}
    here = f'cells_indicator_name,{xl_rowcol_to_cell(row, 0, col_abs=True)},cells_country_code,"<>"'

    one = bounds[0]
    n, a = at["applicable"], at["assessed"]

    def of(kind: str) -> tuple[str, Value | float]:
        count = f"COUNTIFS({here},cells_status_stands,{xl_rowcol_to_cell(_HEAD, _AT[kind], row_abs=True)})"
        if kind not in _JUDGED:
            return f"={count}", int(counted[kind])
        return f'=IF({a}=0,"",{count})', int(counted[kind]) if one.assessed else ""  # none found among none is not a zero

    yield f"=COUNTIFS({here})", int(counted.sum())
    yield of(Status.NOT_APPLICABLE)
    yield f"={at['countries']}-{at[Status.NOT_APPLICABLE]}", int(one.applicable)
    yield f"={n}-{at['recorded']}-{at['unknown']}", int(one.assessed)
    yield from map(of, _LABELS)
    none, nothing = (words.text(f"share.{id}").replace('"', '""') for id in ("none_applicable", "nothing_assessed"))
    yield f'=IF({n}=0,"{none}",{a}/{n})', words.text("share.none_applicable") if one.applicable == 0 else float(one.known)
    for share in bounds:
        have = "+".join(at[status] for status in SHARES[share.share])
        for end, formula in (("lowest", have), ("highest", f"{have}+{n}-{a}")):
            value: str | float
            if one.applicable == 0:
                value = words.text("share.none_applicable")
            else:
                value = float(getattr(share, end)) if one.assessed else words.text("share.nothing_assessed")
            yield f'=IF({n}=0,"{none}",IF({a}=0,"{nothing}",({formula})/{n}))', value


def _about(sheet: Worksheet, revision: Revision, framework: Framework, places: Places, words: Catalogue, styles: Mapping[str, Format]) -> None:
    """What the workbook says of itself, and what each status means."""
    for at, width in enumerate(_ABOUT):
        sheet.set_column(at, at, width)
    put(sheet, 0, 0, imprint.title(revision, words), styles["title"])
    facts = [*imprint.imprint(revision, places, words).items(), (words.text("workbook.legend"), "")]
    facts += [(f"{framework.glyphs[status]} {words.text(f'status.{status}')}", words.text(f"status.{status}.definition")) for status in Status]
    facts += [(words.text(f"downloads.known.{kind}"), words.text(f"legend.{kind}.help")) for kind in ("recorded", "unknown")]
    for row, (name, fact) in enumerate(facts, start=2):
        put(sheet, row, 0, name, styles["label"])
        put(sheet, row, 1, fact, styles["plain"])
        fit(sheet, row, [(fact, _ABOUT[1])])


def _width(tag: str) -> int:
    return next((width for start, width in _WIDTHS.items() if tag.startswith(start)), _WIDTH)


def _name(tag: str) -> str:
    """A tag as part of a defined name: "#country+code+v_iso3" → "country_code"."""
    return tag.removeprefix("#").removesuffix("+v_iso3").replace("+", "_")


def _quoted(sheet: Worksheet) -> str:
    """A sheet's name as a formula has it."""
    return "'" + str(sheet.get_name()).replace("'", "''") + "'"
