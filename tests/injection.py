"""Texts that a workbook may hold and a page must show as nothing but text, and a folder of matrices that is full of them.

Whatever of them runs sets `window.pwned`, opens a dialog or asks for an address at evil.example: none of it may happen.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from lib import words
from lib.model import REGION_WIDE, About, Activity, Assessment, Cell, Evidence, FollowUp, Matrix, Remark, Situation, Stage, Status
from lib.outputs import template, workbook
from lib.places import Region
from tests.strategies import FOLDER, FRAMEWORK, PLACES

HTML = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "<img src='https://evil.example/img.png' onload=window.pwned=1>",
    "<svg/onload=window.pwned=1><rect width=9 height=9></svg>",
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    '<iframe src="https://evil.example/frame"></iframe>',
    '<a href="javascript:window.pwned=1">run</a>',
    "<b onmouseover='window.pwned=1' style='position:fixed;inset:0'>over</b>",
    "<style>body{display:none}@import 'https://evil.example/s.css';</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>",
    "<details open ontoggle=window.pwned=1>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "</span></li></ul></div><h1>out of the panel</h1>",
    "<!--",
    "--><img src=x onerror=window.pwned=1>",
    "<![CDATA[<img src=x onerror=window.pwned=1>]]>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp;",
)
LINKS = (
    "javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1//https://example.org",
    "java\tscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:msgbox(1)",
    "//evil.example/protocol-relative",
    "file:///etc/passwd",
)
MARKDOWN = (
    "[run](javascript:window.pwned=1)",
    "[a link](https://evil.example/)",
    "![picture](https://evil.example/picture.png)",
    "<https://evil.example/automatic> www.evil.example someone@evil.example",
    "# A heading\n\n## Another",
    "- a\n- list\n\n1. and\n2. another",
    "| a | table |\n| --- | --- |\n| of | cells |",
    "`code` and **bold** and *italic* and ~~gone~~ and __dunder__",
    "```html\n<img src=x onerror=window.pwned=1>\n```",
    "a line\n\n    and four spaces of code",
    "> a quotation\n\n---\n\n***",
    "a footnote[^1]\n\n[^1]: below",
    "back\\slash \\*stars\\* \\<",
)
DIRECTIVES = (
    ":red[red] :blue-background[blue] :rainbow[all]",
    ":small[small] :color[x]{foreground='red'}",
    ":material/home: :streamlit: :smile: :+1:",
    ":red-badge[not assessed] :help[x]",
    "$x^2$ costs $5 to $10 and $$\\int_0^1$$",
    '```mermaid\ngraph TD; A-->B; click A "javascript:window.pwned=1"\n```',
)
TEMPLATES = (
    "{{constructor.constructor('window.pwned=1')()}}",
    "${window.pwned=1} #{7*7} <%= 7*7 %>",
    "datum.x + ';window.pwned=1;'",
    '"]+(window.pwned=1)+["',
    "{0} {place} {region!r} {__class__} %s %(name)s {",
)
SHEETS = (
    "=1+1",
    '=HYPERLINK("https://evil.example/","click")',
    "=cmd|' /C calc'!A0",
    "+49 30 1234",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "a\ttab",
    "_x0041_ _x000D_",
    "<r>&amp;</r>",
    "NaN None null undefined TRUE #N/A",
    "²",
    "9" * 5_000,
)
LETTERS = (
    "\u202egnirts desrever\u202c and \u2067isolated\u2069",
    "مرحبا بالعالم (1) – 12 %",
    "שלום עולם",
    "zero\u200bwidth\u200djoiner\ufeffmark\u00adhyphen",
    "delete\x7f next line\x85 escape\x9b[31m",
    "line one\nline two\n\nline four",
    "\u2028line\u2029paragraph",
    "'single' \"double\" `back` “curly” ‘quotes’",
    "👩‍🚀 🇰🇪 Z̸̧̢a̷l̶g̵o̴",
)

PAYLOADS = tuple(text.strip() for text in (*HTML, *LINKS, *MARKDOWN, *DIRECTIVES, *TEMPLATES, *SHEETS, *LETTERS))
"""What nobody sees at either end of a cell is not part of it."""
GOOD_LINKS = (
    "https://example.org/a?b=1&c=2#d",
    'http://example.org/"onmouseover="window.pwned=1',
    "https://example.org/'><img/src=x/onerror=window.pwned=1>",
    "https://example.org/](javascript:window.pwned=1)",
)
"""Web addresses, whatever else they hold: these alone may become links."""
LONG = "https:" + "x" * 32_000
"""A word that has no place to break, near to the most that a cell holds."""

LISTS = ("framework.toml", "groupings.csv", "names.csv", "routes.csv")
"""What a folder of matrices holds beside the workbooks."""
REGION: Region = PLACES.region("west-africa")
FULL = Cell(REGION.countries[0], "3")
"""The cell that holds every payload in every field."""
TALL = Cell(REGION.countries[1], "3")
"""The cell of the 32,000 characters."""


def activity(cell: Cell, text: str, link: str = "") -> Activity:
    """An activity that says the same in every field that takes a text."""
    return Activity("", *cell, text, Stage.IN_PLACE, _names(text), text, True, Evidence.DOCUMENT, text, link or text)


def action(cell: Cell, text: str) -> FollowUp:
    """A follow-up that says the same in every field that takes a text."""
    return FollowUp("", *cell, text, text, _names(text), text, text, reason=text, source=text)


def remark(cell: Cell, text: str) -> Remark:
    """A remark that says the same in every field that takes a text."""
    return Remark(*cell, text, text, text, text, text)


def _names(text: str) -> tuple[str, ...]:
    return (text.replace(";", ","), "another")


EVERYTHING = "\n".join(PAYLOADS)
"""All of them in one text: what one leaves open, the next finds open."""
MATRIX = Matrix(
    About(REGION.id, EVERYTHING, date(2026, 6, 30), EVERYTHING, FRAMEWORK.id, EVERYTHING, EVERYTHING),
    REGION.countries,
    (Assessment(*FULL, Status.PARTLY), Assessment(*TALL, Status.NOT_IN_PLACE)),
    (remark(FULL, EVERYTHING), remark(TALL, LONG)),
    (
        *(activity(FULL, text) for text in PAYLOADS),
        *(activity(FULL, link, link) for link in GOOD_LINKS),
        activity(TALL, LONG),
        # Recorded only, so that its years stand in the sentence of the cell and on the region's card.
        *(activity(Cell(place, "5"), text) for place, text in zip((REGION_WIDE, *REGION.countries), PAYLOADS, strict=False)),
    ),
    tuple(Situation(place, (), EVERYTHING, 1, EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING) for place in REGION.countries),
    (*(action(FULL, text) for text in PAYLOADS), action(TALL, LONG)),
)


def fill(folder: Path) -> Path:
    """A folder of matrices in which one region's workbook holds all of this, and the other regions have none."""
    for name in LISTS:
        shutil.copy(FOLDER / name, folder)
    catalogue = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
    (folder / f"{REGION.id}.xlsx").write_bytes(workbook(MATRIX, FRAMEWORK, PLACES, catalogue))
    return folder


def broken(folder: Path) -> Mapping[Region, Sequence[str]]:
    """A folder of matrices in which the workbooks of some regions have these where a status belongs: they cannot be used, and their pages say why.
    Which texts stand in which, as many in each as a page names."""
    for name in LISTS:
        shutil.copy(FOLDER / name, folder)
    catalogue = words.catalogue("en", FRAMEWORK.texts("en"), PLACES.texts("en"))
    large = [region for region in PLACES.regions if len(region.countries) > 20]
    texts = {region: PAYLOADS[start : start + 20] for region, start in zip(large, range(0, len(PAYLOADS), 20), strict=False)}
    assert sum(map(len, texts.values())) == len(PAYLOADS)
    for region, wrong in texts.items():
        book = openpyxl.load_workbook(BytesIO(template(region, FRAMEWORK, PLACES, catalogue)))
        for row, text in enumerate(wrong, start=2):
            cell = book["Matrix"].cell(row, 3, text)
            cell.data_type = "s"  # or openpyxl would make a formula of some
        book.save(folder / f"{region.id}.xlsx")
    return texts
