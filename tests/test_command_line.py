"""The command line: what people and scripts get from it, and that it never shows a traceback or a path that nobody typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from lib import schema
from lib.__main__ import main
from lib.intake.codes import CODES
from tests.workbooks import edited, report, write, written

ROOT = Path(__file__).parents[1]


RIGHT, WRONG = written(), edited(write(("Matrix", "D4", "plannned"), ("Remarks", "H3", "x")))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and the current one, with a workbook that is right, one with an error, and one that is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "right.xlsx").write_bytes(RIGHT)
    (tmp_path / "wrong.xlsx").write_bytes(WRONG)
    (tmp_path / "none.xlsx").write_bytes(b"Country;Status\r\nKenya;Planned")
    return tmp_path


def as_json(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("names", "ended"), [("right", 0), ("wrong", 1), ("none", 2), ("absent", 2), ("right wrong right", 1), ("none wrong right", 2)]
)
def test_check_ends_with_the_worst_of_its_files(files: Path, names: str, ended: int):
    assert main(["check", *(f"{name}.xlsx" for name in names.split())]) == ended


def test_a_warning_alone_is_no_error(files: Path):
    (files / "warned.xlsx").write_bytes(edited(write(("Remarks", "H3", "x"))))
    assert main(["check", "warned.xlsx"]) == 0


def test_check_as_json(files: Path, capsys: pytest.CaptureFixture[str]):
    main(["check", "--json", str(files / "wrong.xlsx"), "none.xlsx"])
    wrong, none = as_json(capsys)
    findings = wrong.pop("findings")
    assert wrong == {
        "file": "wrong.xlsx",
        "layout": "template",
        "region": "gulf-of-aden",
        "countries": ["DJI", "ETH", "SOM", "YEM", "BHR", "KWT", "OMN", "QAT", "SAU", "ARE"],
        "activities": 2,
        "cells_read": report(written()).cells_read,
        "cells_not_read": 2,
    }
    assert isinstance(findings, list)
    assert findings[0] == {
        "severity": "error",
        "code": "unknown-label",
        "sheet": "Matrix",
        "cell": "D4",
        "value": "plannned",
        "message": "“plannned” is not a status.",
        "fix": "Did you mean “Planned”?",
    }
    assert [(one["severity"], one["code"], one["cell"]) for one in findings[1:]] == [("warning", "column-unnamed", "H1")]
    assert (none["layout"], none["region"], none["countries"], none["activities"], none["cells_read"]) == (None, None, [], 0, 0)


def test_check_for_people_says_what_was_read_and_what_is_wrong(files: Path, capsys: pytest.CaptureFixture[str]):
    main(["check", "wrong.xlsx"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("wrong.xlsx: Gulf of Aden; 10 countries and territories, 2 activities; ")
    assert lines[0].endswith(" cells read, 2 not read; 1 error")
    assert lines[1] == "  error    Matrix!D4: “plannned” is not a status. Did you mean “Planned”?"
    assert lines[2].startswith("  warning  Remarks!H1: ")


def test_check_for_people_groups_what_is_of_one_kind(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "wrong.xlsx").write_bytes(edited(write(*(("Matrix", f"{column}{row}", "xyz") for column in "DEF" for row in range(3, 10)))))
    main(["check", "wrong.xlsx"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert lines[4].strip().startswith("… and 18 more of this kind (unknown-label): Matrix!D4, Matrix!E4, ")


def test_a_file_that_is_not_there_is_a_finding(files: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("absent.xlsx", "."):
        assert main(["check", "--json", name]) == 2
        [said] = as_json(capsys)
        assert (said["file"], said["cells_read"]) == (Path(name).name or name, 0)
        assert [one["code"] for one in said["findings"]] == ["not-found"]  # type: ignore[index,attr-defined]
    assert "not-found" in CODES


def test_no_path_is_shown_but_the_one_that_was_typed(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "broken.xlsx").write_bytes(written()[:3000])
    main(["check", *(str(path) for path in files.iterdir()), "absent.xlsx"])
    shown = capsys.readouterr()
    assert str(files) not in shown.out + shown.err
    assert "openpyxl" not in shown.out + shown.err


@pytest.mark.parametrize(
    ("name", "language", "region"),
    [
        ("West Africa", "en", "West Africa"),
        ("west-africa", "fr", "Afrique de l'Ouest"),
        ("AFRIQUE DE L’OUEST", "es", "África Occidental"),
        ("áfrica occidental", "en", "West Africa"),
    ],
)
def test_a_template_is_written_for_a_region_by_name_or_identifier(files: Path, name: str, language: str, region: str):
    assert main(["template", "--region", name, "--language", language, "-o", "blank.xlsx"]) == 0
    assert openpyxl.load_workbook(files / "blank.xlsx").worksheets[0]["B2"].value == region
    assert main(["check", "blank.xlsx"]) == 0


def test_a_template_never_overwrites_a_file(files: Path, capsys: pytest.CaptureFixture[str]):
    before = (files / "right.xlsx").read_bytes()
    assert main(["template", "--region", "Europe", "-o", "right.xlsx"]) == 2
    assert (files / "right.xlsx").read_bytes() == before
    assert capsys.readouterr().err == "right.xlsx is there already; nothing was written.\n"


def test_an_unknown_region_is_answered_with_the_known_ones(files: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["template", "--region", "Atlantis", "-o", "blank.xlsx"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("No region is called “Atlantis”. The regions are: ")
    assert "West Africa" in said
    assert not (files / "blank.xlsx").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(files: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["template", "--region", "Europe", "-o", "no/such/folder.xlsx"]) == 2
    assert capsys.readouterr().err == "no/such/folder.xlsx cannot be written: No such file or directory.\n"


def test_without_a_folder_of_matrices_a_command_ends_in_one_sentence(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("MATRICES_FOLDER", str(files))
    assert main(["check", "right.xlsx"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(files) not in said


def test_python_m_lib_works_from_any_folder_and_on_a_console_of_few_letters(files: Path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    run = subprocess.run([sys.executable, "-m", "lib", "check", "wrong.xlsx"], capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stderr) == (1, "")
    assert "Matrix!D4" in run.stdout


def test_the_size_limit_counts_for_the_command_line_too(files: Path, capsys: pytest.CaptureFixture[str]):
    with open("large.xlsx", "wb") as file:
        file.truncate(schema.MAX_BYTES + 1)
    assert main(["check", "large.xlsx"]) == 2
    assert "larger than 10 MiB" in capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert "template" in shown
    assert "check" in shown
