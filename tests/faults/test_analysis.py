"""The figures of the workbook for analysts are alive: LibreOffice counts them as lib.figures does, and anew when a status is changed.
`make faults` runs this."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from lib.model import Assessment, Revision, Status
from tests.test_analysis import INAPPLICABLE, NORTH, WEST, approximately, expected, shown, written


@pytest.fixture(scope="module")
def calculate(tmp_path_factory: pytest.TempPathFactory):
    """`calculate(data, change)` gives the summary as LibreOffice calculates it. openpyxl, which saves the change, keeps no value of any formula."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "This needs LibreOffice Calc (Debian and Ubuntu: sudo apt-get install libreoffice-calc-nogui)."
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"

    def calculate(data: bytes, change=lambda book: None) -> list[list[object]]:
        folder = tmp_path_factory.mktemp("book")
        (folder / "analysis.xlsx").write_bytes(data)
        book = openpyxl.load_workbook(folder / "analysis.xlsx")
        change(book)
        book.save(folder / "analysis.xlsx")
        saved = Path(folder / "saved")
        subprocess.run((office, profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, folder / "analysis.xlsx"), check=True, timeout=300)
        return shown(openpyxl.load_workbook(saved / "analysis.xlsx", data_only=True)["Summary"])

    return calculate


@pytest.mark.parametrize("revision", [NORTH, WEST, INAPPLICABLE], ids=("assessed", "recorded", "inapplicable"))
def test_libreoffice_calculates_what_the_figures_count(calculate, revision: Revision) -> None:
    assert calculate(written(revision)) == approximately(expected(revision.matrix, revision.region))


def test_a_status_that_is_changed_in_the_table_is_counted_at_once(calculate) -> None:
    place, point = "XAB", "3"

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Cells"]
        heads = [cell.value for cell in sheet[1]]
        (row,) = (
            row for row in sheet.iter_rows() if row[heads.index("ISO3")].value == place and str(row[heads.index("Action point")].value)[:2] == "3 "
        )
        row[heads.index("Status, or what is known")].value = "Reported as not in place"

    others = tuple(one for one in NORTH.matrix.assessments if (one.place, one.point) != (place, point))
    changed = replace(NORTH.matrix, assessments=(*others, Assessment(place, point, Status.NOT_IN_PLACE)))
    assert expected(changed, NORTH.region) != expected(NORTH.matrix, NORTH.region)
    assert calculate(written(NORTH), change) == approximately(expected(changed, NORTH.region))
