"""The corpus is what it says, and its judge can be trusted."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import load_workbook

from lib.mapping import Foreign, Layout, Mapping, Preview
from lib.model import REGION_WIDE, About, Activity, Assessment, Finding, Matrix, Message, Remark, Report, Scope, Severity, Situation, Stage, Status
from tests.corpus import CASES, table
from tests.corpus.book import Formula, Value, Wrong, filled, seen, shown
from tests.corpus.case import FRAMEWORK, PLACES, Case, Expect
from tests.corpus.judging import Verdict, judge
from tests.corpus.score import Score, said
from tests.corpus.writing import _csv, xls, xlsx

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, of what it leaves out

by_name = partial(pytest.mark.parametrize, "case", ids=lambda case: case.name)
NAMED = {case.name: case for case in CASES}


# The corpus is what it says


def test_the_corpus_is_large_and_speaks_four_languages():
    languages = Counter(case.language for case in CASES)
    endings = Counter(case.file.rpartition(".")[2] for case in CASES)
    assert len(CASES) >= 110
    assert min(languages["en"], languages["fr"], languages["es"], languages["ru"]) >= 10
    assert {"xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt"} <= set(endings)
    assert {layout for case in CASES if isinstance(layout := case.expect.layout, Layout)} == set(Layout) - {Layout.TEMPLATE}
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({case.expect.region for case in CASES} - {""}) == sum(not region.demonstration for region in PLACES.regions)


def patterns() -> Iterator[tuple[str, dict[str, str]]]:
    yield from ((name, value) for name, value in vars(table).items() if name.isupper() and isinstance(value, dict) and set(value) & set(PLACES.names))


@pytest.mark.parametrize(("name", "pattern"), [(name, value) for name, value in patterns() if name != "COUNTRIES_RUSSIAN"])
def test_a_pattern_has_a_glyph_or_a_blank_for_each_point_and_countries_of_one_region(name: str, pattern: dict[str, str]):
    assert {len(row) for row in pattern.values()} == {len(FRAMEWORK.point_ids)}
    assert {glyph for row in pattern.values() for glyph in row} <= {*"●◐◔○– "}
    assert len({PLACES.region_of(place).id for place in pattern}) == 1


@by_name(CASES)
def test_what_must_be_known_can_be_known(case: Case):
    for expect in (case.expect, *(case.answers or ())[1:]):
        places = {place for place, _ in (*expect.cells, *expect.activities, *expect.remarks)} - {REGION_WIDE}
        assert places <= set(PLACES.region(expect.region).countries if expect.region else places)
        assert {point for _, point in (*expect.cells, *expect.activities, *expect.remarks)} <= set(FRAMEWORK.point_ids)
        assert expect.lost <= filled(case.build())
        ideal = judge(case, expect, perfect(case, expect), case.name)
        assert ideal.good, str(ideal)


@by_name(CASES)
def test_a_file_holds_what_was_put_into_it(case: Case):
    sheets = list(opened(case))
    made = case.build()
    assert [title for title, _ in sheets] == [sheet.title for sheet in made] or case.file.endswith((".csv", ".txt")) or case.write.func is _csv
    for (_, cells), sheet in zip(sheets, made, strict=True):
        expected = {(row, column): text(value) for row, column, value in sheet.values() if seen(value) and not unseen(value)}
        assert {address: value for address, value in cells.items() if address in expected} == expected
        assert {address for address, value in cells.items() if seen(value)} - set(expected) <= {
            (row, column) for row, column, value in sheet.values() if unseen(value)
        }


@by_name([case for case in CASES if case.write is xlsx])
def test_colours_merged_and_hidden_cells_and_comments_are_in_the_file(case: Case):
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(case.make()))
    for made, sheet in zip(by_openpyxl, case.build(), strict=True):
        for kind, looks in (("fill", sheet.fills), ("font", sheet.fonts)):
            for ref, colour in looks.items():
                left, top, _, _ = range_boundaries(ref)
                look = made.cell(top, left)
                found = look.fill.fgColor if kind == "fill" else look.font.color
                assert f"#{found.rgb[2:].lower()}" == colour
        assert {str(one) for one in made.merged_cells.ranges} == set(sheet.merged)
        assert {number for number, row in made.row_dimensions.items() if row.hidden} == set(sheet.hidden_rows)
        assert {letter for letter in sheet.hidden_columns if made.column_dimensions[letter].hidden} == set(sheet.hidden_columns)
        assert {ref for ref in sheet.comments if made[ref].comment} == set(sheet.comments)
        assert {ref: made[ref].hyperlink.target for ref in sheet.links} == dict(sheet.links)
        assert (made.sheet_state == "hidden") is sheet.hidden


def opened(case: Case) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """A case's sheets as python-calamine, or the csv module, reads them."""
    data = case.make()
    if isinstance(case.write, partial) and case.write.func is _csv:
        rows = csv.reader(io.StringIO(data.decode(case.write.keywords["encoding"]), newline=""), delimiter=case.write.keywords["delimiter"])
        yield "", {(at, column): value for at, row in enumerate(rows, 1) for column, value in enumerate(row, 1) if value}
        return
    workbook = load_workbook(io.BytesIO(data))
    for title in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        yield title, {(at, column): text(value) for at, row in enumerate(rows, 1) for column, value in enumerate(row, 1) if value != ""}


def text(value: Value) -> str:
    match value:
        case bool():
            return str(value)
        case int() | float():
            return f"{value:.15g}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case str():
            return value.strip() if seen(value) else value
        case _:
            return shown(value)


def unseen(value: Value) -> bool:
    """What python-calamine does not show: errors, and formulas without a result."""
    return isinstance(value, Wrong) or (isinstance(value, Formula) and value.result is None)


@pytest.mark.parametrize(
    "name", ["a fill that says nothing", "sans textes partagés", "a drawing that is not there"]
)  # fmt: skip
def test_openpyxl_cannot_open_it(name: str):
    with pytest.raises((TypeError, KeyError, ValueError)):
        openpyxl.load_workbook(io.BytesIO(NAMED[name].make()))


def test_openpyxl_sees_no_sheets_in_strict_open_xml():
    assert openpyxl.load_workbook(io.BytesIO(NAMED["strict open xml"].make())).sheetnames == []


@pytest.mark.parametrize(
    ("name", "part", "text"),
    [
        ("a declared size that is too small", "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B2"'),
        ("a declared size that is too large", "xl/worksheets/sheet1.xml", b'<dimension ref="A1:XFD1048576"'),
        ("a title merged over 16384 columns", "xl/worksheets/sheet1.xml", b'<mergeCell ref="A1:XFD1"/>'),
        ("a million declared rows", "xl/worksheets/sheet1.xml", b'<row r="1048576"'),
        ("colours of a theme with tints", "xl/styles.xml", b'theme="7" tint="0.4"'),
        ("colours by their number in a palette", "xl/styles.xml", b'indexed="51"'),
        ("conditional colours beside words", "xl/worksheets/sheet1.xml", b"<conditionalFormatting"),
        ("texts with words in bold", "xl/sharedStrings.xml", b"<r><rPr><b"),
        ("country names by formula", "xl/worksheets/sheet1.xml", b"<f>VLOOKUP(L2,Codes!A:B,2,0)</f><v>Benin</v>"),
        ("a formula without its result", "xl/worksheets/sheet1.xml", b'<f>PROPER("UGANDA")</f><v'),
        ("percentages", "xl/styles.xml", b'numFmtId="9"'),
        ("cells that do not say where they stand", "xl/worksheets/sheet1.xml", b"<row><c t="),
        ("elements with a prefix", "xl/worksheets/sheet1.xml", b"<x:c r="),
        ("a saved filter with hidden rows", "xl/worksheets/sheet1.xml", b"<autoFilter"),
        ("a pivot table of other data", "xl/pivotCache/pivotCacheRecords1.xml", b"<r><n v="),
        ("with macros", "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    ],
)  # fmt: skip
def test_the_quirk_is_in_the_file(name: str, part: str, text: bytes):
    with zipfile.ZipFile(io.BytesIO(NAMED[name].make())) as archive:
        assert text in archive.read(part)


def test_an_old_workbook_is_one():
    assert {case.make()[:8] for case in CASES if case.write is xls} == {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}


# The judge


def perfect(case: Case, expect: Expect) -> Report:
    """The report of a reader that knows exactly what must be known."""
    recorded = [
        Activity("", *cell, f"Point: {stage}", stage, source=f"{case.file}, Sheet1!C4")
        for cell, stage in expect.cells.items()
        if isinstance(stage, Stage)
    ]
    told = [
        Activity(
            "", *cell, act.text, act.stage, act.actors or (), "-".join(map(str, act.years or ())), bool(act.good_practice), link=act.link or "",
            source=f"{case.file}, Sheet1!C4",
        )
        for cell, acts in expect.activities.items()
        for act in acts
    ]  # fmt: skip
    matrix = Matrix(
        About(expect.region),
        assessments=tuple(Assessment(*cell, status) for cell, status in expect.cells.items() if isinstance(status, Status)),
        remarks=tuple(Remark(*cell, **texts) for cell, texts in expect.remarks.items()),
        activities=(*recorded, *told),
        situations=tuple(Situation(place, situation=text) for place, text in expect.situations.items()),
    )
    there = filled(case.build())
    lost = there if expect.layout is Layout.NOT_READ else expect.lost
    covering = Finding("covering", Severity.NOTE, Message("finding.rows-not-read", {"n": lost, "rows": "1"}), Message("finding.rows-not-read.fix"))
    findings = [Finding(one.code, one.severity, covering.message, covering.fix, value=" ".join(one.words)) for one in expect.says]
    layout = expect.layout[0] if isinstance(expect.layout, tuple) else expect.layout
    return Report(
        case.file, layout, None if layout is Layout.NOT_READ else matrix, (covering, *findings), there - lost, lost, scope=Scope.PARTIAL,
        confidence=1, mapping=Mapping(), foreign=Foreign("", previews=(Preview("Sheet1", (), (), 0, 0),)),
    )  # fmt: skip


CASE = NAMED["words in english"]
PERFECT = perfect(CASE, CASE.expect)
WARNING = Finding("a-code", Severity.WARNING, Message("finding.outside-table"), Message("finding.outside-table.fix"), "Sheet1", "C9")


def judged(report: Report) -> Verdict:
    return judge(CASE, CASE.expect, report, CASE.name)


def changed(*findings: Finding, **more: object) -> Report:
    """The perfect report with another stage in its first cell, and what it says of that."""
    assert PERFECT.matrix is not None
    first, *others = PERFECT.matrix.activities
    other = replace(first, stage=Stage.NOT_IN_PLACE, **more)
    return replace(PERFECT, matrix=replace(PERFECT.matrix, activities=(other, *others)), findings=(*PERFECT.findings, *findings))


def test_a_wrong_cell_counts_as_wrong_and_as_not_read():
    verdict = judged(changed())
    assert ([fact.meaning for fact in verdict.wrong], [fact.meaning for fact in verdict.missed]) == (["not_in_place"], ["in_place"])
    assert verdict.right == len(CASE.expect.cells)  # with the region, without this cell


def test_a_wrong_cell_is_silent_unless_a_warning_stands_near_it():
    near = replace(WARNING, cell="")
    assert len(judged(changed()).silent) == 1
    assert len(judged(changed(WARNING, source=f"{CASE.file}, Sheet1!D4")).silent) == 1
    assert len(judged(changed(replace(WARNING, sheet="Sheet2"))).silent) == 1
    assert judged(changed(WARNING)).silent == ()  # its column
    assert judged(changed(near)).silent == ()
    assert len(judged(changed(replace(near, severity=Severity.NOTE))).silent) == 1


def test_a_cell_that_nobody_wrote_is_wrong():
    assert PERFECT.matrix is not None
    more = Activity("", "BEN", "4", "4. Reception arrangements: Planned", Stage.PLANNED)
    verdict = judged(replace(PERFECT, matrix=replace(PERFECT.matrix, activities=(*PERFECT.matrix.activities, more))))
    assert [fact[:2] for fact in verdict.wrong] == [("BEN", "4")]


def test_an_assessment_is_not_what_is_recorded():
    assert PERFECT.matrix is not None
    other = replace(PERFECT.matrix, activities=(), assessments=tuple(Assessment(*cell, Status(stage)) for cell, stage in CASE.expect.cells.items()))
    assert len(judged(replace(PERFECT, matrix=other)).wrong) == len(CASE.expect.cells)


@pytest.mark.parametrize(
    ("report", "trouble"),
    [
        (replace(PERFECT, layout=Layout.LONG_LIST), "layout"),
        (replace(PERFECT, scope=Scope.FULL), "counts as withdrawn"),
        (replace(PERFECT, foreign=None), "no preview"),
        (replace(PERFECT, confidence=None), "how it was read"),
        (replace(PERFECT, cells_read=PERFECT.cells_read - 1), "are counted"),
        (replace(PERFECT, cells_read=PERFECT.cells_read - 3, cells_not_read=3), "cells are not read"),
        (replace(PERFECT, findings=(replace(WARNING, severity=Severity.ERROR),)), "a needless error"),
        (replace(PERFECT, findings=(replace(WARNING, value="Traceback (most recent call last)"),)), "a machine's words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_else_is_wrong_with_a_report_is_told(report: Report, trouble: str):
    assert judged(PERFECT).good
    assert any(trouble in one for one in judged(report).troubles)


def test_what_must_be_said_is_missed_when_it_is_not():
    case = NAMED["puntland and somaliland are asked"]
    report = perfect(case, case.expect)
    quiet = replace(report, findings=tuple(one for one in report.findings if "Puntland" not in one.value))
    soft = replace(report, findings=tuple(replace(one, severity=Severity.NOTE) for one in report.findings))
    assert judge(case, case.expect, report, "").good
    assert not judge(case, case.expect, quiet, "").good
    assert not judge(case, case.expect, soft, "").good


def test_the_score_of_all_is_of_all():
    both = Score([judged(PERFECT), judged(changed())])
    whole = len(CASE.expect.cells) + 1
    assert (both.right, both.wrong, both.missed, both.silent, both.good) == (2 * whole - 1, 1, 1, 1, 1)
    assert both.precision == both.recall == (2 * whole - 1) / (2 * whole)
    assert "1 wrong without a warning" in said(both)
