"""Files that nobody should send, built by code: each a name, the code of the finding that it must be answered with, and how its bytes are made.

They are variations of the sample's workbook, so each would be read but for the one thing that is wrong with it. `HARMLESS` look odd and must be read.
"""

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from tests.workbooks import repacked, written

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Hostile:
    """A file, and the code of what must be said of it."""

    name: str
    code: str
    make: Callable[[], bytes]


def archive(parts: Mapping[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def parts() -> dict[str, bytes]:
    """The parts of the sample's workbook."""
    with zipfile.ZipFile(BytesIO(written())) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_parts(**changes: bytes | Change) -> Callable[[], bytes]:
    """The sample's workbook with parts changed or added, by the names of this module's constants or their own."""

    def make() -> bytes:
        whole = parts()
        for name, change in changes.items():
            path = globals().get(name, name)
            whole[path] = change(whole[path]) if callable(change) else change
        return archive(whole)

    return make


def without(*names: str) -> bytes:
    return archive({name: content for name, content in parts().items() if name not in names})


def sheet(rows: str, after: str = "", before: str = "", space: str = NS) -> bytes:
    return f'<?xml version="1.0"?><worksheet xmlns="{space}" xmlns:r="{REL}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def replaced(old: bytes, new: bytes) -> Change:
    def change(xml: bytes) -> bytes:
        assert old in xml, (old, xml[:300])
        return xml.replace(old, new, 1)

    return change


def behind_declaration(declared: str) -> Change:
    """A document type put before the root of a part."""

    def change(xml: bytes) -> bytes:
        at = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return xml[:at] + declared.encode() + xml[at:]

    return change


def appended(tag: bytes, text: str) -> Change:
    return lambda xml: xml.replace(tag, text.encode() + tag, 1)


# Packages that zipfile would not write


def entry(name: str, packed: bytes, size: int, crc: int = 0, at: int = 0) -> tuple[bytes, bytes]:
    """A part as it stands in a zip, and its line in the list at the end; what it says of its size may be a lie."""
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + common + name.encode() + packed
    return local, b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name.encode()


def raw_zip(contents: Iterator[tuple[str, bytes, int, int]]) -> bytes:
    body, listed, count = b"", b"", 0
    for name, packed, size, crc in contents:
        local, line = entry(name, packed, size, crc, len(body))
        body, listed, count = body + local, listed + line, count + 1
    return body + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(body), 0)


def deflated(before: bytes, block: bytes, times: int, after: bytes) -> tuple[bytes, int]:
    """`before`, a block many times over, `after`, packed; and the size. The block is packed once: its bytes can be repeated as they are."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    many = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + many * times + packer.compress(after) + packer.flush(), len(before) + len(block) * times + len(after)


def bomb(part: str, before: bytes, block: bytes, times: int, after: bytes, declared: int | None = None) -> bytes:
    """The sample's workbook with one huge part; `declared` is what it says of that part's size."""

    def contents() -> Iterator[tuple[str, bytes, int, int]]:
        for name, content in parts().items():
            if name == part:
                packed, size = deflated(before, block, times, after)
                yield name, packed, size if declared is None else declared, 0
            else:
                yield name, *deflated(content, b"", 0, b""), zlib.crc32(content)

    return raw_zip(contents())


def overlapping() -> bytes:
    """Three thousand parts that are one: the list names the same bytes again and again."""
    packed, size = deflated(b"<x>", b" " * 2**16, 1, b"</x>")
    local, line = entry(TYPES, packed, size)
    listed = line + b"".join(entry(f"xl/media/{number}", packed, size)[1] for number in range(2_999))
    return local + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 3_000, 3_000, len(listed), len(local), 0)


def flagged() -> bytes:
    """A package with a password of its own."""
    data = bytearray(written())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice(name: str, again: str) -> bytes:
    data = BytesIO(written())
    with zipfile.ZipFile(data, "a") as file:
        content = file.read(name)
        file.filelist = [*file.filelist]
        file.NameToInfo.pop(again, None)
        file.writestr(again, content)
    return data.getvalue()


def damaged_in_the_middle() -> bytes:
    data = bytearray(written())
    with zipfile.ZipFile(BytesIO(written())) as file:
        part = file.getinfo(STRINGS)
    at = part.header_offset + 30 + len(STRINGS) + part.compress_size // 2
    data[at : at + 40] = bytes(40)
    return bytes(data)


# Parts


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)  # fmt: skip
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/a.dtd">'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'


def entity_used(declared: str, times: int = 1) -> bytes:
    return f'<?xml version="1.0"?>{declared}<sst xmlns="{NS}"><si><t>{"&a;" * times}</t></si></sst>'.encode()


def sheets(number: int) -> bytes:
    whole = parts()
    more = range(1000, 1000 + number)
    whole |= {f"xl/worksheets/sheet{n}.xml": sheet("") for n in more}
    whole[TYPES] = appended(
        b"</Types>",
        "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in more
        ),
    )(whole[TYPES])
    whole[RELATIONS] = appended(
        b"</Relationships>", "".join(f'<Relationship Id="x{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in more)
    )(whole[RELATIONS])
    whole[BOOK] = appended(b"</sheets>", "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="x{n}"/>' for n in more))(whole[BOOK])
    return archive(whole)


def texts_shared(length: int, cells: int) -> bytes:
    text = "".join(random.Random(1).choices("abcdefghij klmnop", k=length))
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    return with_parts(STRINGS=f'<sst xmlns="{NS}"><si><t>{text}</t></si></sst>'.encode(), SHEET=sheet(rows))()


def long_text(length: int) -> bytes:
    """One cell of so many characters, which are not packed too tightly."""
    some = random.Random(1)
    text = "".join(f"{some.getrandbits(80):020x}" + "x" * 180 for _ in range(length // 200))
    return with_parts(SHEET=sheet(f'<row r="1">{cell("A1", text)}</row>'))()


def numbered(row: str, number: int) -> str:
    """A row of XML for each number; different enough not to be packed too tightly."""
    some = random.Random(1)
    return "".join(row.format(n=n, x=some.getrandbits(48)) for n in range(1, number + 1))


def names(number: int) -> Change:
    several = numbered('<definedName name="n{n}">Matrix!$A${n}</definedName>', number)
    return lambda xml: appended(b"</workbook>", f"<definedNames>{several}</definedNames>")(re.sub(rb"<definedNames>.*</definedNames>", b"", xml))


def comments(number: int) -> bytes:
    several = numbered('<comment ref="A{n}" authorId="0"><text><t>{x}</t></text></comment>', number)
    return f'<comments xmlns="{NS}"><authors><author/></authors><commentList>{several}</commentList></comments>'.encode()


def in_utf16(declared: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>{declared}<worksheet xmlns="{NS}"/>'.encode("utf-16")


def named_otherwise() -> bytes:
    """A sheet with a document type, in a part whose name does not say that it is XML."""
    whole = parts()
    whole["xl/media/picture.png"] = behind_declaration(LAUGHS)(whole.pop(SHEET))
    whole[RELATIONS] = whole[RELATIONS].replace(b"worksheets/sheet3.xml", b"media/picture.png")
    whole[TYPES] = whole[TYPES].replace(f"/{SHEET}".encode(), b"/xl/media/picture.png")
    return archive(whole)


def elsewhere() -> bytes:
    """The workbook where nobody expects it, with a sheet that is there twice."""
    whole = parts()
    whole[TYPES] = whole[TYPES].replace(b"/xl/workbook.xml", b"/book/a.xml")
    whole["book/a.xml"] = whole.pop(BOOK)
    relations = whole.pop(RELATIONS).replace(b'Target="', b'Target="../xl/')
    whole["book/_rels/a.xml.rels"] = relations.replace(b"worksheets/sheet2.xml", b"worksheets/../worksheets/sheet3.xml")
    return archive(whole)


def in_strict(data: bytes) -> bytes:
    """A workbook in the other dialect of Open XML."""
    return repacked(
        data,
        lambda name, xml: xml.replace(NS.encode(), STRICT.encode()).replace(REL.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )


def office(folder: str) -> bytes:
    return archive({TYPES: b"<x/>", f"{folder}/document.xml": b"<x/>"})


def lock() -> bytes:
    user = "Somebody"
    return bytes([len(user)]) + user.encode().ljust(54) + struct.pack("<H", len(user)) + user.ljust(54).encode("utf-16-le")


def pivot_cache(records: int) -> bytes:
    """A workbook with a pivot cache, whole with its relations: openpyxl builds an object of each record, for each sheet anew."""
    whole = parts()
    several = numbered('<r><n v="{n}"/><s v="{x}"/></r>', records)
    whole["xl/pivotCache/pivotCacheRecords1.xml"] = f'<pivotCacheRecords xmlns="{NS}" count="{records}">{several}</pivotCacheRecords>'.encode()
    whole["xl/pivotCache/pivotCacheDefinition1.xml"] = f'<pivotCacheDefinition xmlns="{NS}" xmlns:r="{REL}" r:id="rId1"/>'.encode()
    whole["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></Relationships>'
    ).encode()
    whole[RELATIONS] = appended(
        b"</Relationships>", f'<Relationship Id="p1" Type="{REL}/pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/>'
    )(whole[RELATIONS])
    whole[BOOK] = appended(b"</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="p1"/></pivotCaches>')(whole[BOOK])
    return archive(whole)


MERGED = '<mergeCells><mergeCell ref="{}"/></mergeCells>'
LINKED = '<hyperlinks><hyperlink ref="{}" location="A1"/></hyperlinks>'
BLOCK = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 20_000

HOSTILE = [
    # Zips that are larger than they look
    Hostile("a sheet of 1 GB", "unpacks-too-large", partial(bomb, SHEET, sheet("")[:-24], BLOCK, 1_000, sheet("")[-24:])),
    Hostile("shared strings of 600 MB", "unpacks-too-large", partial(bomb, STRINGS, b"<sst>", b"<si><t>x</t></si>" * 35_000, 1_000, b"</sst>")),
    Hostile("one cell of 1 GB", "unpacks-too-large", partial(bomb, SHEET, b"<x>", b"x" * 2**20, 1_024, b"</x>")),
    Hostile("a hundred parts of 2 MB", "unpacks-too-large", lambda: archive(parts() | {f"xl/media/{n}.png": bytes(2**21) for n in range(100)})),
    Hostile("parts that overlap", "unpacks-too-large", overlapping),
    Hostile("60 MB packed a thousand to one", "packed-too-tightly", partial(bomb, SHEET, b"<x>", b" " * 2**20, 60, b"</x>")),
    Hostile("a part that says 1 KB and is 1 GB", "damaged", partial(bomb, SHEET, b"<x>", b" " * 2**20, 1_024, b"</x>", 1_000)),
    Hostile("a part that says 50 MB and is 1 KB", "damaged", partial(bomb, SHEET, b"<x>", b" ", 1_000, b"</x>", 2**20)),
    Hostile("zips in a zip", "not-a-workbook", lambda: archive({f"lib {n}.zip": archive({"0": bytes(2**20)}) for n in range(16)})),
    Hostile("five thousand parts", "too-many-parts", lambda: archive(parts() | {f"xl/media/{n}.png": b"" for n in range(5_000)})),
    # Document types
    *(
        Hostile(f"billion laughs in {part}", "document-type", with_parts(**{part: behind_declaration(LAUGHS)}))
        for part in (SHEET, STRINGS, STYLES, BOOK, TYPES, RELATIONS, "_rels/.rels", "docProps/core.xml", "xl/theme/theme1.xml")
    ),
    Hostile("an external entity", "document-type", with_parts(STRINGS=entity_used(EXTERNAL))),
    Hostile("an external document type", "document-type", with_parts(STRINGS=behind_declaration(PARAMETER))),
    Hostile("quadratic blow-up", "document-type", with_parts(STRINGS=entity_used(QUADRATIC, 50_000))),
    Hostile("a document type in UTF-16", "document-type", with_parts(SHEET=in_utf16(LAUGHS))),
    Hostile("a document type in a sheet that is called a picture", "document-type", named_otherwise),
    Hostile("a document type behind half a megabyte of blanks", "document-type", with_parts(SHEET=b" " * 2**19 + f"{LAUGHS}<x/>".encode())),
    Hostile("a document type in a pivot cache", "document-type", with_parts(**{"xl/pivotCache/a.xml": f"{LAUGHS}<x/>".encode()})),
    # Cells that really lie beyond the limits
    Hostile("two columns merged", "damaged", with_parts(SHEET=sheet("", MERGED.format("A:B")))),
    Hostile("the first cell and the last", "too-far-away", with_parts(
        SHEET=sheet(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'))),
    Hostile("a cell beyond Excel's columns", "too-far-away", with_parts(SHEET=sheet(f'<row r="1">{cell("ZZZ1")}</row>'))),
    Hostile("a cell without an address", "too-far-away", with_parts(SHEET=sheet(f'<row r="1">{cell("A" * 50 + "1")}</row>'))),
    Hostile("row 99999999999", "too-far-away", with_parts(SHEET=sheet('<row r="99999999999"><c><v>1</v></c></row>'))),
    Hostile("a row of a million digits", "too-far-away", with_parts(SHEET=sheet(f'<row r="{"9" * 1_000_000}"/>'))),
    Hostile("row 1e9", "too-far-away", with_parts(SHEET=sheet('<row r="1e9"/>'))),
    Hostile("a row below nought", "too-far-away", with_parts(SHEET=sheet('<row r="-5"/>'))),
    Hostile("a long text in a thousand cells", "too-much-text", partial(texts_shared, 30_000, 1_000)),
    Hostile("half a million filled cells", "too-many-cells", lambda: with_parts(
        SHEET=sheet(numbered("<row>" + "<c><v>{x}</v></c>" * 10 + "</row>", 50_001)))()),
    Hostile("cells in another namespace", "too-many-cells", lambda: with_parts(
        SHEET=sheet(numbered("<row>" + "<c><v>{x}</v></c>" * 10 + "</row>", 50_001), space=STRICT))()),
    Hostile("two million blank cells", "too-many-elements", lambda: with_parts(SHEET=sheet(numbered("<row>" + "<c s='{x}'/>" * 50 + "</row>", 40_000)))()),
    Hostile("one cell of 21 million characters", "too-much-text", partial(long_text, 21_000_000)),
    Hostile("three thousand sheets", "too-many-sheets", partial(sheets, 3_000)),
    # XML that is made to tire
    Hostile("two hundred thousand elements deep", "nested-too-deep", with_parts(SHEET=sheet("<a>" * 200_000 + "</a>" * 200_000))),
    Hostile("deep in a part of no use", "nested-too-deep", with_parts(**{"docProps/app.xml": b"<a>" * 200_000 + b"</a>" * 200_000})),
    Hostile("an attribute of 9 MB", "tag-too-long", with_parts(SHEET=sheet(f'<row a="{"a" * 9_000_000}"/>'))),
    Hostile("a comment of 9 MB", "tag-too-long", with_parts(SHEET=sheet(f"<!--{'a' * 9_000_000}-->"))),
    Hostile("two million elements of no use", "too-many-elements", lambda: with_parts(SHEET=sheet(numbered("<x/><y/><z a='{x}'/>", 700_000)))()),
    # Packages that are put together wrongly
    Hostile("a part that climbs", "part-elsewhere", lambda: archive(parts() | {"xl/../../../etc/passwd": b"x"})),
    Hostile("a part that climbs as Windows does", "part-elsewhere", lambda: archive(parts() | {"xl\\..\\..\\a.dll": b"x"})),
    Hostile("a part from the root", "part-elsewhere", lambda: archive(parts() | {"/etc/passwd": b"x"})),
    Hostile("a part on a drive", "part-elsewhere", lambda: archive(parts() | {"C:/a.dll": b"x"})),
    Hostile("a part that is there twice", "part-twice", partial(twice, SHEET, SHEET)),
    Hostile("a part that is there in capitals too", "part-twice", partial(twice, SHEET, SHEET.upper())),
    Hostile("two sheets that are one part", "part-twice", with_parts(RELATIONS=replaced(b"sheet2.xml", b"sheet3.xml"))),
    Hostile("a sheet that is called a pivot cache", "damaged", with_parts(
        SHEET=sheet(f'<row r="1048576">{cell("XFD1048576")}</row>').replace(b"worksheet", b"pivotCacheRecords"))),
    Hostile("two sheets that are one part of a workbook elsewhere", "part-twice", elsewhere),
    Hostile("truncated at the start", "damaged", lambda: written()[:2_000]),
    Hostile("truncated at the end", "damaged", lambda: written()[:-100]),
    Hostile("corrupt in the middle", "damaged", damaged_in_the_middle),
    Hostile("a sheet cut off", "damaged", with_parts(SHEET=lambda xml: xml[: len(xml) // 2])),
    Hostile("NUL bytes in a sheet", "damaged", with_parts(SHEET=replaced(b"<sheetData>", b"<sheetData>\0\0"))),
    Hostile("bytes that are no UTF-8", "damaged", with_parts(STRINGS=replaced(b"<t>", b"<t>\xff\xfe\xc3"))),
    Hostile("an encoding that nobody knows", "damaged", with_parts(STRINGS=b'<?xml version="1.0" encoding="klingon"?><sst/>')),
    Hostile("no shared strings", "damaged", lambda: without(STRINGS)),
    Hostile("no workbook", "no-sheets", lambda: without(BOOK)),
    Hostile("no relations", "damaged", lambda: without(RELATIONS)),
    Hostile("no parts but their list", "damaged", lambda: archive({TYPES: parts()[TYPES]})),
    Hostile("relations in a circle", "damaged", with_parts(RELATIONS=lambda xml: xml.replace(b"worksheets/sheet3.xml", b"_rels/workbook.xml.rels"))),
    Hostile("a way of packing that Excel lacks", "damaged", lambda: repacked_as(zipfile.ZIP_LZMA)),
    # Something else under the name of a workbook
    Hostile("nothing", "empty-file", lambda: b""),
    Hostile("blanks", "empty-file", lambda: b" \r\n\t" * 1_000),
    Hostile("11 MB", "too-large", lambda: bytes(11 * 2**20)),
    Hostile("a text", "text-file", lambda: b"Dear colleagues,\n"),
    Hostile("a web page", "web-page", lambda: b"<html><table><tr><td>Kenya</td></tr></table></html>"),
    Hostile("a PDF file", "not-a-workbook", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00"),
    Hostile("a picture", "not-a-workbook", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    Hostile("a document of Word", "not-a-workbook", partial(office, "word")),
    Hostile("slides", "not-a-workbook", partial(office, "ppt")),
    Hostile("a workbook with a password", "password-protected", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    Hostile("a zip with a password", "password-protected", flagged),
    Hostile("a workbook of Excel 4", "old-excel", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00"),
    Hostile("a workbook in one XML file", "xml-file", lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    Hostile("a text with formats", "not-a-workbook", lambda: b"{\\rtf1 Kenya;Planned"),
    Hostile("what begins as an old workbook and ends at once", "damaged", lambda: OLE),
    Hostile("what Excel keeps beside an open workbook", "lock-file", lock),
]  # fmt: skip


def repacked_as(method: int) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        for name, content in parts().items():
            file.writestr(name, content)
    return data.getvalue()


def with_macros() -> bytes:
    return archive(parts() | {TYPES: macro_types(parts()[TYPES]), "xl/vbaProject.bin": OLE})


def macro_types(xml: bytes) -> bytes:
    return xml.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )


def sixty_thousand_looks() -> bytes:
    """Nearly as many as Excel allows; openpyxl takes seconds over them."""
    return with_parts(STYLES=appended(b"</cellXfs>", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 60_000))()


BOOK_LINK = f'<externalLink xmlns="{NS}"><externalBook/></externalLink>'.encode()


def beside(rows: str = "", after: str = "", before: str = "") -> Change:
    """The sheet Remarks as it was, and more."""

    def change(xml: bytes) -> bytes:
        xml = xml.replace(b"</sheetData>", f"{rows}</sheetData>".encode(), 1)
        if before:
            at = xml.index(b"<dimension")
            xml = xml[:at] + before.encode() + xml[xml.index(b"/>", at) + 2 :]
        return xml.replace(b"<pageMargins", f"{after}<pageMargins".encode(), 1) if after else xml

    return change


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a dimension that is not true": ("", with_parts(SHEET=beside(before='<dimension ref="A1:XFD1048576"/>'))),
    "an empty last row, as LibreOffice writes it": ("", with_parts(SHEET=beside('<row r="1048576" hidden="1" ht="12.8"/>'))),
    "a blank row with a look, to the last column": ("", with_parts(
        SHEET=beside('<row r="900">' + "".join(f'<c r="{letters}900" s="0"/>' for letters in ("A", "ZZ", "XFD")) + "</row>"))),
    "everything below merged": ("", with_parts(SHEET=beside(after=MERGED.format("A900:XFD1048576")))),
    "one link over everything": ("", with_parts(SHEET=beside(after=LINKED.format("A1:XFD1048576")))),
    "Strict Open XML": ("", lambda: in_strict(written())),
    "a filter that openpyxl does not understand": ("", with_parts(
        SHEET=beside(after='<autoFilter ref="A1:B2"><filterColumn colId="x"/></autoFilter>'))),
    "a fill that is none": ("", with_parts(STYLES=replaced(b'<fill><patternFill patternType="none"/></fill>', b"<fill/>"))),
    "properties that are broken": ("", with_parts(**{"docProps/app.xml": b"<a><b></a>"})),
    "a font that openpyxl does not understand": ("not-seen", with_parts(STYLES=replaced(b'<family val="2"/>', b'<family val="99"/>'))),
    "content types that are wrong": ("not-seen", with_parts(
        TYPES=lambda xml: xml.replace(b"spreadsheetml.sheet.main", b"spreadsheetml.nothing"))),
    "a hundred thousand rows with a look": ("not-seen", lambda: with_parts(SHEET=beside(numbered('<row ht="{x}"/>', 100_001)))()),
    "three hundred thousand blank cells": ("not-seen", lambda: with_parts(
        SHEET=beside(numbered("<row>" + '<c s="{x}"/>' * 10 + "</row>", 30_001)))()),
    "half a million names": ("not-seen", lambda: with_parts(BOOK=names(500_000))()),
    "two hundred thousand comments": ("not-seen", lambda: with_parts(**{"xl/comments1.xml": comments(200_000)})()),
    "a title merged over all columns": ("", with_parts(SHEET=beside(after=MERGED.format("A900:XFD903")))),
    "sixty thousand looks": ("", sixty_thousand_looks),
    "a drawing that is no XML": ("", with_parts(**{"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>"})),
    "a pivot cache of fifty thousand records": ("", partial(pivot_cache, 50_000)),
    "macros": ("has-macros", with_macros),
    "a link to another workbook": ("has-external-links", with_parts(**{"xl/externalLinks/externalLink1.xml": BOOK_LINK})),
    "an embedded file": ("has-embedded-objects", with_parts(**{"xl/embeddings/Microsoft_Excel_Sheet1.xlsx": archive({"0": bytes(2**20)})})),
}  # fmt: skip
"""Workbooks that look odd and are read as if they did not, by what is odd, with the note that is made of it."""
