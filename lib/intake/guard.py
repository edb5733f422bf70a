"""What a file is, by its bytes and never by its name: what is no table is refused here, in a word of its own."""

import zipfile
from enum import StrEnum
from io import BytesIO

from lib import schema
from lib.intake import biff, biff12, cfb, open_document
from lib.intake.codes import finding
from lib.model import Param, Report

_ENCRYPTED, _ZIP_ENCRYPTED = "EncryptedPackage".encode("utf-16-le"), 0x1
_OLD_EXCEL = tuple(stream.encode("utf-16-le") for stream in biff.STREAMS)
_OLDEST_EXCEL = tuple(bytes([9, version, length, 0]) for version, length in ((0, 4), (0, 6), (2, 6), (4, 6)))
"""How the workbooks of Excel 2, 3 and 4 begin, which are no compound files yet."""
_LOCK_LENGTH, _LOCK_NAME = 165, 55
_WEB = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"mime-version:")
_XML, _RICH_TEXT = b"<?xml", b"{\\rtf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Form(StrEnum):
    """The kinds of files that are opened, called by the ending that their names should have."""

    EXCEL = ".xlsx"
    BINARY_EXCEL = ".xlsb"
    OLD_EXCEL = ".xls"
    OPEN_DOCUMENT = ".ods"
    TEXT = ".csv"


def unreadable(name: str, code: str, cells: int = 0, /, **params: Param) -> Report:
    """The Report on a file of which nothing is read."""
    params.setdefault("limit", schema.MAX_BYTES // 2**20)
    return Report(name, findings=(finding(code, "", "", "", None, **params),), cells_not_read=cells)


def form(data: bytes) -> Form | str:
    """What kind of file these bytes are or, where they are not opened, the code of the finding that says why."""
    if refusal := beginning(data):
        return refusal
    if data.startswith(cfb.BEGINS):
        return Form.OLD_EXCEL
    return _packed(data) if _is_zip(data) else Form.TEXT


def beginning(data: bytes) -> str | None:
    """Why these bytes are not opened, as far as it can be told without looking into them; None for all that begins well."""
    if len(data) > schema.MAX_BYTES:
        return "too-large"
    if not data.strip():
        return "empty-file"
    if data.startswith(cfb.BEGINS):
        return _compound(data)
    if data.startswith(_OLDEST_EXCEL):
        return "old-excel"
    if _is_zip(data):
        return None
    if _is_lock(data):
        return "lock-file"
    begins = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(_WEB) or (begins.startswith(_XML) and b"<html" in begins):
        return "web-page"
    if begins.startswith(_XML):
        return "xml-file"
    return None if _is_text(data) and not begins.startswith(_RICH_TEXT) else "not-a-workbook"


def _is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _compound(data: bytes) -> str | None:
    if _ENCRYPTED in data:
        return "password-protected"
    if any(stream in data for stream in _OLD_EXCEL):
        return None
    try:
        cfb.CompoundFile(data)
    except cfb.Damaged:
        return "damaged"
    return "not-a-workbook"


def _packed(data: bytes) -> Form | str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if any(part.flag_bits & _ZIP_ENCRYPTED for part in parts):
                return "password-protected"
            if "mimetype" in names:
                return Form.OPEN_DOCUMENT if archive.open("mimetype").read(100).strip() in open_document.MEDIA_TYPES else "not-a-workbook"
    except Exception:  # zipfile has no one error for what a broken archive can do
        return "damaged"
    if biff12.BOOK in names:
        return Form.BINARY_EXCEL
    foreign = any(name.startswith(("word/", "ppt/")) for name in names)
    return Form.EXCEL if {"[content_types].xml", "xl/workbook.xml"} & names and not foreign else "not-a-workbook"


def _is_lock(data: bytes) -> bool:
    """Whether this is what Excel keeps beside a workbook while it is open (~$…): the user's name twice, in bytes and in UTF-16, padded with blanks."""
    return len(data) == _LOCK_LENGTH and 0 < data[0] < _LOCK_NAME and not data[1 + data[0] : _LOCK_NAME].strip()


def _is_text(data: bytes) -> bool:
    """Whether people wrote these bytes: no control characters, in one of the encodings that Excel saves text in."""
    if data.startswith(_WIDE):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096])
