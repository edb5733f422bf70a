"""Offices open our workbooks in LibreOffice too, and save them there: what comes back must say the same, with a fix list in front as without.
`make faults` runs this."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from lib import intake, outputs, schema, shipped, words
from lib.intake.codes import finding
from lib.intake.fix_list import with_fix_list
from lib.model import Report

FRAMEWORK = shipped.framework()
PLACES = shipped.places()
SHIPPED = sorted(path.name for path in shipped.folder().glob("*.xlsx"))
TEMPLATES = [f"template-{language}.xlsx" for language in schema.LANGUAGES]
SENT_BACK = {f"sent-back-{language}.xlsx": language for language in schema.LANGUAGES}


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every shipped workbook, a blank template in each language, and one workbook with a fix list in front in each."""
    folder = tmp_path_factory.mktemp("originals")
    for name in SHIPPED:
        shutil.copy(shipped.folder() / name, folder)
    for language, name in zip(schema.LANGUAGES, TEMPLATES, strict=True):
        texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
        (folder / name).write_bytes(outputs.template(PLACES.regions[0], FRAMEWORK, PLACES, texts))
    data = (shipped.folder() / SHIPPED[0]).read_bytes()
    for name, language in SENT_BACK.items():
        texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
        said = Report(name, "template", findings=(finding("unknown-place", "Matrix", "B3", "=1+1"), finding("sheet-not-read", "Situation", n=1)))
        back = with_fix_list(data, said, texts)
        assert back is not None
        (folder / name).write_bytes(back)
    return folder


@pytest.fixture(scope="session")
def saved(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same workbooks as LibreOffice saves them."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "This needs LibreOffice Calc (Debian and Ubuntu: sudo apt-get install libreoffice-calc-nogui)."
    folder = tmp_path_factory.mktemp("saved")
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"
    subprocess.run((office, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, *sorted(originals.iterdir())), check=True, timeout=600)
    return folder


@pytest.mark.parametrize("name", [*SHIPPED, *TEMPLATES, *SENT_BACK])
def test_a_workbook_saved_by_libreoffice_says_the_same(name: str, originals: Path, saved: Path) -> None:
    before, after = (intake.read(io.BytesIO((folder / name).read_bytes()), name, FRAMEWORK, PLACES) for folder in (originals, saved))
    assert before.matrix is not None
    assert after.matrix == before.matrix
    assert after.findings == before.findings
    assert (after.language, after.scope, after.base, after.cells_not_read) == (before.language, before.scope, before.base, before.cells_not_read)


@pytest.mark.parametrize("name", SENT_BACK)
def test_libreoffice_keeps_a_fix_list_in_front_with_the_way_to_each_cell(name: str, saved: Path) -> None:
    book = openpyxl.load_workbook(saved / name)
    assert book.sheetnames[0] == words.catalogue(SENT_BACK[name]).text("fix_list.sheet")
    rows = [*book.worksheets[0].iter_rows(min_row=7, max_row=8)]
    assert [[cell.value for cell in row][1:4] for row in rows] == [["Matrix", "B3", "=1+1"], ["Situation", None, None]]
    assert rows[0][3].data_type == "s"  # text, no formula
    assert (rows[0][2].hyperlink.location, rows[1][1].hyperlink.location) == ("'Matrix'!B3", "'Situation'!A1")
