"""An office's own workbook with one sheet added in front: the list of what to correct, each cell a click away.

The package is edited, not the workbook loaded and saved: no library keeps all that a spreadsheet program puts into a file. What names the sheets changes
(the content types, the workbook's part and its relations, the properties of the document); every other part stays as it is, byte by byte.

`lib.intake` does not offer this by itself: it needs lxml, which the child process that reads files from outside may not load. A package that is unusual,
or that another sheet would take beyond a limit, gives None: its list comes as a workbook of its own (`lib.outputs.fix_list_alone`).
"""

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import count

from lxml import etree

from lib import schema
from lib.intake import list_xml, package
from lib.intake.guard import Form
from lib.intake.listing import Listing, listing
from lib.intake.parts import MAIN
from lib.model import Finding, Report
from lib.words import Catalogue

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TYPES = "[Content_Types].xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_KEPT_WHOLE = re.compile(r"_xmlsignatures/.*|.*/revisions/.*", re.IGNORECASE)
"""A signature covers the whole package, and the log of a shared workbook knows its sheets: such packages are not edited."""


class _Unusual(Exception):
    """The package is none that a sheet can be added to without a risk."""


def with_fix_list(data: bytes, report: Report, catalogue: Catalogue, handed_in: date | None = None) -> bytes | None:
    """A workbook (.xlsx, .xlsm) with the list of its report in front, in the language of `catalogue`; None for any other file, and for an unusual one.

    Never raises. `data` has to be what the report is about: it went through the checks of `receive`.
    """
    if report.layout is None:
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            edited = _written(archive, _changed(_Parts(archive), listing(report, catalogue, handed_in, linked=True)))
    except Exception:  # neither zipfile nor lxml has one error for what an odd package can do
        return None
    # What is sent out must be taken when it comes back.
    return None if len(edited) > schema.MAX_BYTES or isinstance(package.look(edited, Form.EXCEL), Finding) else edited


class _Parts:
    """The parts of a package by name, in whatever case, and the relations between them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.casefold(): name for name in archive.namelist()}
        if len(self.names) < len(archive.namelist()) or any(map(_KEPT_WHOLE.fullmatch, self.names)):
            raise _Unusual

    def name(self, part: str) -> str:
        """A part's name as the package writes it. KeyError where there is none."""
        return self.names[part.casefold()]

    def root(self, part: str) -> etree._Element:
        """The first element of a part."""
        return etree.fromstring(self.archive.read(self.name(part)), _PARSER)

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """The parts that a part ("" is the package) leads to by relations of some kinds, in both dialects of the format."""
        for relation in self.root(relations(part)):
            if str(relation.get("Type")).endswith(kinds):
                yield posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target", "")))[1:]


def relations(part: str) -> str:
    """Where the relations of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _changed(parts: _Parts, listed: Listing) -> dict[str, bytes]:
    """The parts that change, and the new one, by name."""
    main = next(parts.related("", "/officeDocument"))
    book = parts.root(main)
    name = etree.QName(book)
    if name.localname != "workbook" or name.namespace not in MAIN:
        raise _Unusual
    folder = posixpath.dirname(main)
    new = _first_free((posixpath.join(folder, f"worksheets/sheet{n}.xml") for n in count(1)), parts.names)
    links = parts.root(relations(main))
    id = _relation(links, posixpath.relpath(new, folder or "."))
    sheets = book.find("{*}sheets")
    if sheets is None or sheets.find("{*}sheet") is None:
        raise _Unusual
    titles = [str(sheet.get("name")) for sheet in sheets.iterfind("{*}sheet")]
    title = _first_free((listed.title if n == 1 else f"{listed.title} {n}" for n in count(1)), {one.casefold() for one in titles})
    _in_front(book, sheets, title, id)
    types = parts.root(_TYPES)
    etree.SubElement(types, etree.QName(types, "Override"), PartName=f"/{new}", ContentType=_SHEET_TYPE)
    wrapping = next((look for part in parts.related(main, "/styles") if (look := list_xml.wrapping(parts.root(part)))), None)
    changed = {_TYPES: types, main: book, relations(main): links}
    for part in parts.related("", "/extended-properties", "/extendedProperties"):
        properties = parts.root(part)
        if _named_in_properties(properties, title, titles):
            changed[part] = properties
    written = {
        parts.name(part): etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        for part, root in changed.items()
    }
    return {**written, new: list_xml.sheet(listed, frozenset(titles), str(name.namespace), wrapping)}


def _first_free(names: Iterable[str], taken: Collection[str]) -> str:
    """The first of some names that is not among those taken, which are casefolded."""
    return next(name for name in names if name.casefold() not in taken)


def _relation(links: etree._Element, target: str) -> str:
    """Add the relation to a new sheet, of the type that the other sheets have in this dialect; its identifier."""
    kind = next(str(link.get("Type")) for link in links if str(link.get("Type")).endswith("/worksheet"))
    id = _first_free((f"rId{n}" for n in count(1)), {str(link.get("Id")).casefold() for link in links})
    etree.SubElement(links, etree.QName(links, "Relationship"), Id=id, Type=kind, Target=target)
    return id


def _in_front(book: etree._Element, sheets: etree._Element, title: str, id: str) -> None:
    """Name a new sheet before all others: whatever goes by the number of a sheet goes by the next one.

    The workbook opens where it did before, with the list as its leftmost tab. To open on the list would be dangerous: the sheet that was open before says
    in its own part, which is not touched, that it is selected. Two selected sheets are a group, and what is then typed into one goes into the other too.
    """
    others = sheets.findall("{*}sheet")
    relation = next(key for key in others[0].attrib if etree.QName(key).localname == "id" and etree.QName(key).namespace)
    number = max(int(one.get("sheetId", "0")) for one in others) + 1
    new = etree.SubElement(sheets, etree.QName(sheets, "sheet"), {"name": title, "sheetId": str(number), relation: id}, nsmap=others[0].nsmap)
    sheets.insert(sheets.index(others[0]), new)
    views = list(book.iterfind("{*}bookViews/{*}workbookView"))
    if not views:
        holder = etree.Element(etree.QName(sheets, "bookViews"), nsmap=book.nsmap)
        views = [etree.SubElement(holder, etree.QName(sheets, "workbookView"))]
        sheets.addprevious(holder)
    for view in views:
        view.set("activeTab", str(int(view.get("activeTab", "0")) + 1))
        view.attrib.pop("firstSheet", None)  # the first tab in sight: now the list
    for one in book.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
        one.set("localSheetId", str(int(one.get("localSheetId", "0")) + 1))


def _named_in_properties(properties: etree._Element, title: str, titles: list[str]) -> bool:
    """Name the new sheet among the titles of parts in the document's properties, and count it. Whether these name the sheets: many do not."""
    counts = properties.findall("{*}HeadingPairs/{*}vector/{*}variant/{*}i4")
    vector = properties.find("{*}TitlesOfParts/{*}vector")
    if vector is None or len(vector) != sum(int(one.text or "0") for one in counts):
        return False
    start = 0
    for counted in counts:
        size = int(counted.text or "0")
        if size and vector[start].text in titles:
            new = etree.Element(vector[start].tag, nsmap=vector.nsmap)
            new.text = title
            vector.insert(start, new)
            vector.set("size", str(len(vector)))
            counted.text = str(size + 1)
            return True
        start += size
    return False


def _written(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """The package with some parts changed and some added; the order, the dates and the packing of the others are kept."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in archive.infolist():
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type, copy.external_attr = entry.compress_type, entry.external_attr
            target.writestr(copy, changed.get(entry.filename) or archive.read(entry))
        for name in changed.keys() - set(archive.namelist()):
            new = zipfile.ZipInfo(name)
            new.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(new, changed[name])
    return data.getvalue()
