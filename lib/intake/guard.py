"""What a file is, by its bytes and never by its name: what is no workbook of ours is refused here, in a word of its own."""

import zipfile
from io import BytesIO

from lib import schema
from lib.intake.codes import finding
from lib.model import Param, Report

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _ZIP_ENCRYPTED = "EncryptedPackage".encode("utf-16-le"), 0x1
_OLD_EXCEL = tuple(stream.encode("utf-16-le") for stream in ("Workbook", "Book"))
_LOCK_LENGTH, _LOCK_NAME = 165, 55
_WEB = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style")


def unreadable(name: str, code: str, cells: int = 0, **params: Param) -> Report:
    """The Report on a file of which nothing is read."""
    params.setdefault("limit", schema.MAX_BYTES // 2**20)
    return Report(name, findings=(finding(code, "", "", "", None, **params),), cells_not_read=cells)


def refusal(data: bytes) -> str | None:
    """The code of the finding that says why these bytes are not opened; None for what looks like an Excel workbook."""
    return beginning(data) or _zip(data)


def beginning(data: bytes) -> str | None:
    """As `refusal`, as far as it can be told without looking into a package: None for all that begins as a zip does."""
    if len(data) > schema.MAX_BYTES:
        return "too-large"
    if not data.strip():
        return "empty-file"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if _is_lock(data):
        return "lock-file"
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        return "web-page"
    return "text-file" if _is_text(data) else "not-a-workbook"


def _ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "password-protected"
    return "old-excel" if any(stream in data for stream in _OLD_EXCEL) else "not-a-workbook"


def _zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if any(part.flag_bits & _ZIP_ENCRYPTED for part in parts):
                return "password-protected"
            if "mimetype" in names:
                return "open-document" if b"spreadsheet" in archive.open("mimetype").read(100) else "not-a-workbook"
    except Exception:  # zipfile has no one error for what a broken archive can do
        return "damaged"
    if "xl/workbook.bin" in names:
        return "binary-excel"
    foreign = any(name.startswith(("word/", "ppt/")) for name in names)
    return None if "[Content_Types].xml" in names and not foreign else "not-a-workbook"


def _is_lock(data: bytes) -> bool:
    """Whether this is what Excel keeps beside a workbook while it is open (~$…): the user's name twice, in bytes and in UTF-16, padded with blanks."""
    return len(data) == _LOCK_LENGTH and 0 < data[0] < _LOCK_NAME and not data[1 + data[0] : _LOCK_NAME].strip()


def _is_text(data: bytes) -> bool:
    """Whether people wrote these bytes: no control characters, in one of the encodings that Excel saves text in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096])
