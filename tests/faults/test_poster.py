"""The poster as other programs read it: poppler finds its text, letter by letter, and its fonts in the file. `make faults` runs this."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_poster import ARABIC, FULL, NORTH, RUSSIAN, written


@pytest.fixture
def read(tmp_path: Path):
    """`read("pdftotext", data)` gives what a tool of poppler says of a file."""

    def read(tool: str, data: bytes) -> str:
        assert shutil.which(tool), "This needs poppler (Debian and Ubuntu: sudo apt-get install poppler-utils)."
        (tmp_path / "poster.pdf").write_bytes(data)
        command = [tool, tmp_path / "poster.pdf", *(["-"] if tool == "pdftotext" else [])]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return read


def test_its_text_can_be_selected_in_every_script(read) -> None:
    text = " ".join(read("pdftotext", written(FULL)).split())
    assert "Europe: what is missing, and what was agreed" in text
    assert RUSSIAN.split()[0] in text
    assert ARABIC.split()[1] in text
    assert "Write one referral form" in " ".join(read("pdftotext", written(NORTH)).split())


def test_its_fonts_are_in_the_file_and_it_has_one_page_and_a_title(read) -> None:
    fonts = [line.split() for line in read("pdffonts", written(FULL)).splitlines()[2:]]
    assert fonts
    assert all("DejaVuSans" in font[0] and font[-5:-2] == ["yes", "yes", "yes"] for font in fonts), fonts
    told = dict(line.split(":", 1) for line in read("pdfinfo", written(FULL)).splitlines())
    assert (told["Pages"].strip(), told["Title"].strip()) == ("1", "Implementation matrix: Europe")
