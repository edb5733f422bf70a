"""Offices open our workbooks in LibreOffice too, and save them there: what comes back must say the same. `make faults` runs this."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from lib import intake, outputs, schema, shipped, words

FRAMEWORK = shipped.framework()
PLACES = shipped.places()
SHIPPED = sorted(path.name for path in shipped.folder().glob("*.xlsx"))
TEMPLATES = [f"template-{language}.xlsx" for language in schema.LANGUAGES]


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every shipped workbook and a blank template in each language."""
    folder = tmp_path_factory.mktemp("originals")
    for name in SHIPPED:
        shutil.copy(shipped.folder() / name, folder)
    for language, name in zip(schema.LANGUAGES, TEMPLATES, strict=True):
        texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
        (folder / name).write_bytes(outputs.template(PLACES.regions[0], FRAMEWORK, PLACES, texts))
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


@pytest.mark.parametrize("name", [*SHIPPED, *TEMPLATES])
def test_a_workbook_saved_by_libreoffice_says_the_same(name: str, originals: Path, saved: Path) -> None:
    before, after = (intake.read(io.BytesIO((folder / name).read_bytes()), name, FRAMEWORK, PLACES) for folder in (originals, saved))
    assert before.matrix is not None
    assert after.matrix == before.matrix
    assert after.findings == before.findings
    assert (after.language, after.scope, after.base, after.cells_not_read) == (before.language, before.scope, before.base, before.cells_not_read)
