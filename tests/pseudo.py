"""A language that nobody speaks, made from English: accented, a third longer, in brackets. What is on a page and not in it is in no catalogue."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from html import unescape
from typing import Any

import openpyxl
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from lib import words
from lib.words import Catalogue

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "àƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻḾÑÔÞǪŔŠŢÛṼŴẊÝŽ"
_SPEAKING = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"\{\w*\}|\]\([^)]*\)|</?\w[^>]*>|&\w+;|:material/\w+:|`[^`]*`")
"""What is no text in a text: blanks, where a link leads, tags, entities, icons, code."""


def pseudo(text: str) -> str:
    """A text in the language that nobody speaks; an empty one stays empty."""
    if not text:
        return text
    pieces, end = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(_SPEAKING), kept.group()]
        end = kept.end()
    return f"⟦{''.join(pieces)}{text[end:].translate(_SPEAKING)}{'ẍ' * (len(text) // 3)}⟧"


class PseudoCatalogue(Catalogue):
    """A catalogue in the language that nobody speaks."""

    __slots__ = ()

    def text(self, id: str, n: int | None = None) -> str:
        """The English text of an id, as nobody says it."""
        return pseudo(super().text(id, n))


def catalogue(language: str, *names: Mapping[str, str]) -> Catalogue:
    """In the place of `lib.words.catalogue`."""
    found = words.catalogue(language, *names)
    return PseudoCatalogue(found.language, found.texts, found.names)


# What stands on a page

_NO_TEXT = {
    "name",
    *(
        "id",
        "key",
        "element_id",
        "form_id",
        "group_id",
        "js_content",
        "css_content",
        "html_content",
        "component_name",
        "anchor",
        "icon",
        "icon_position",
    ),
    *("url", "page", "page_script_hash", "query_string", "deferred_file_id", "type", "format", "data_hash", "language", "theme", "selection_mode"),
    *("value_type", "fragment_id", "file_name", "shortcut", "alignment", "border_mode", "accept", "autocomplete", "delta_generator_call_site"),
    *(
        "min",
        "max",
        "default",
        "value",
        "raw_value",
        "custom_theme_name",
        "unit",
        "import_path",
        "columns",
        "styles",
        "cell_id",
        "uuid",
        "script_run_id",
    ),
    *("user_key", "query_param_key", "allowed_types", "bound_query_param", "param"),
}
"""Fields of Streamlit's messages that no reader sees, or that only repeat what somebody chose or typed."""
_CODES = {
    *(
        "id",
        "place",
        "point",
        "kind",
        "known",
        "status",
        "stage",
        "fill",
        "ink",
        "outline",
        "first_place",
        "first_point",
        "list",
        "row",
        "group",
        "change",
    ),
    *("start", "end", "region", "colour", "mark", "theme", "language", "step", "between", "share", "stop", "begun", "kept"),
}
"""Columns of a chart's data, and keys of a component's, by which it is drawn: a tooltip or a label is in others."""
_SHOWN_BY_CHARTS = {"title", "text", "labelExpr", "subtitle", "description"}


def seen(app: AppTest) -> Iterator[str]:
    """Every text on a page, as often as it is there."""
    yield from _of_block(app._tree)


def _of_block(block: Any) -> Iterator[str]:
    proto = getattr(block, "proto", None)
    if proto is not None:
        yield from _of_proto(proto)
    for child in (getattr(block, "children", None) or {}).values():
        yield from _of_block(child)


def _of_proto(proto: Any, of_chart: bool = False) -> Iterator[str]:
    of_chart = of_chart or "Vega" in proto.DESCRIPTOR.name
    for field, value in proto.ListFields():
        values = value if field.is_repeated else [value]
        if field.name in ("spec", "json"):
            found = json.loads(value) if value else None
            yield from _of_chart(found) if field.name == "spec" else _of_data(found) if isinstance(found, Mapping) else ()
        elif field.name in ("arrow_data", "data") and field.type == field.TYPE_BYTES:
            yield from _of_table(value, of_chart)
        elif field.name in _NO_TEXT:
            continue
        elif field.type == field.TYPE_STRING:
            yield from values
        elif field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for one in values:
                yield from _of_proto(one, of_chart)


def _of_table(arrow: bytes, of_chart: bool) -> Iterator[str]:
    table = convert_arrow_bytes_to_pandas_df(arrow)
    for name in table.columns:
        if not of_chart:
            yield str(name)
        if not of_chart or name not in _CODES:
            yield from (one for one in table[name] if isinstance(one, str))


def _of_chart(specification: Any) -> Iterator[str]:
    if isinstance(specification, Mapping):
        for key, value in specification.items():
            if key in _SHOWN_BY_CHARTS:
                yield from _said(key, value)
            yield from _of_chart(value)
    elif isinstance(specification, list):
        for one in specification:
            yield from _of_chart(one)


def _said(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r'"([^"]*)"(?!:)', value) if key == "labelExpr" else [value]
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


def _of_data(data: Any) -> Iterator[str]:
    """The values of a component's data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in _CODES:
                yield from _of_data(value)
    elif isinstance(data, list):
        for one in data:
            yield from _of_data(one)


# What of it is no data and in no catalogue

_TAGS = re.compile(r"<style>.*?</style>|<[^>]*\b(?:title|aria-label)=\"([^\"]*)\"[^>]*>|<[^>]+>", re.DOTALL)
_LEADS = re.compile(
    r"\b\w+\?\w+=\S*|\]\([^)]*\)|:material/\w+:|:[a-z]+(?:-[a-z]+)*\[|https?://\S+|`[^`]*`|#?(?<![A-Za-z])(?=[a-f]*[0-9])[0-9a-f]{6,64}(?![A-Za-z])"
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def written(value: object) -> Iterator[str]:
    """Every text of a matrix, a revision or whatever else was written by somebody."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from written(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from written(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from written(getattr(value, field.name))


def unsaid(text: str, data: Iterable[str], known: Iterable[str] = ()) -> str:
    """The words of a text that are neither in the pseudo-language nor of `data` nor `known`, and where they stand; "" where there is none."""
    plain = " ".join(_LEADS.sub(" ", unescape(_TAGS.sub(lambda tag: f" {tag.group(1) or ''} ", text))).split())
    if not _WORD.search(plain):
        return ""
    for one in data:
        if one in plain:
            plain = plain.replace(one, " ")
    left = set(_WORD.findall(plain)) - set(known)
    return f"{', '.join(sorted(left))}: {plain}" if left else ""


# What stands in a file


def in_file(name: str, data: bytes) -> Iterator[str]:
    """Every text of a file that a page offers: a table, a picture as SVG, a document or a workbook."""
    match name.rpartition(".")[2]:
        case "csv":
            yield from (cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row)
        case "svg":
            yield from re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", data.decode())
        case "docx":
            yield from _of_document(data)
        case "xlsx":
            yield from _of_workbook(openpyxl.load_workbook(io.BytesIO(data)))
        case "txt":
            yield data.decode()
        case ending:
            raise ValueError(ending)


def _of_document(data: bytes) -> Iterator[str]:
    parts = zipfile.ZipFile(io.BytesIO(data))
    for part in parts.namelist():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|comments)\.xml", part):
            for paragraph in re.findall(r"<w:p[ >].*?</w:p>", parts.read(part).decode(), re.DOTALL):
                yield "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))
    yield from re.findall(r"<dc:title>([^<]*)<", parts.read("docProps/core.xml").decode())


def _of_workbook(book: openpyxl.Workbook) -> Iterator[str]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        yield from (
            text for said in sheet.data_validations.dataValidation for text in (said.promptTitle, said.prompt, said.errorTitle, said.error) if text
        )
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not sheet.column_dimensions[cell.column_letter].hidden:
                    yield cell.value
                if cell.comment:
                    yield cell.comment.text
