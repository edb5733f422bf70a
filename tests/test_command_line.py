"""The command line: what people and scripts get from it, and that it never shows a traceback or a path that nobody typed."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import openpyxl
import pytest

from lib import intake, schema
from lib.__main__ import main
from lib.intake.codes import CODES
from lib.mapping import Layout, Mapping
from lib.plain import from_plain
from tests.corpus import CASES
from tests.workbooks import edited, report, write, written

ROOT = Path(__file__).parents[1]


CORPUS = {case.name: case for case in CASES}
RIGHT, WRONG = written(), edited(write(("Matrix", "D4", "plannned"), ("Remarks", "H3", "x")))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_here: None) -> Path:
    """A folder, and the current one, with a workbook that is right, one with an error, and one that is none. Only `python -m lib` starts children."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "right.xlsx").write_bytes(RIGHT)
    (tmp_path / "wrong.xlsx").write_bytes(WRONG)
    (tmp_path / "none.xlsx").write_bytes(b"%PDF-1.7\0")
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
        "layout_confidence": None,
        "mapping": None,
        "language": "en",
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
    assert (none["layout_confidence"], none["mapping"], none["language"]) == (None, None, None)


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
    assert main(["check", "--json", "absent.xlsx"]) == 2
    [said] = as_json(capsys)
    assert (said["file"], said["cells_read"]) == ("absent.xlsx", 0)
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


# Files in layouts of their own


def test_how_a_file_in_a_layout_of_its_own_is_read_is_in_the_json(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "theirs.xlsx").write_bytes(CORPUS["un título que dice autoevaluación"].make())
    assert main(["check", "--json", "theirs.xlsx"]) == 0
    [said] = as_json(capsys)
    mapping = from_plain(Mapping, said["mapping"])
    assert (said["layout"], said["language"], mapping.region, mapping.assessed) == (Layout.STATUS_GRID, "es", "americas", True)
    assert isinstance(said["layout_confidence"], float)
    assert 0.5 < said["layout_confidence"] <= 1


def test_of_a_file_with_countries_of_several_regions_those_of_the_region_are_read(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "theirs.xlsx").write_bytes(CORPUS["a country of another region in a grid"].make())
    main(["check", "--json", "theirs.xlsx"])
    main(["check", "--json", "--region", "Europe", "theirs.xlsx"])
    decoded = json.JSONDecoder()
    shown = capsys.readouterr().out
    first, end = decoded.raw_decode(shown)
    second, _ = decoded.raw_decode(shown[end:].lstrip())
    assert (first[0]["region"], second[0]["region"], second[0]["countries"]) == ("west-africa", "europe", ["HUN"])


def test_check_for_a_region_that_is_none_reads_nothing(files: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--region", "Atlantis", "right.xlsx"]) == 2
    assert capsys.readouterr().err.startswith("No region is called “Atlantis”. The regions are: ")


def test_a_table_without_a_matrix_is_said_to_be_one(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "list.csv").write_text("Name,Telephone\nA,1\nB,2\n")
    assert main(["check", "list.csv"]) == 1
    assert capsys.readouterr().out.startswith("list.csv: no matrix found in it; 0 cells read, 6 not read; 1 error\n")


def test_a_cell_cannot_move_the_cursor_of_a_console(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "list.csv").write_text(
        "Country;1. Cooperation among key partners;4. Reception arrangements\n" + "Benin;yes;yes\n" * 400 + "Benin;\x1b[2Jx;yes\n"
    )
    main(["check", "list.csv"])
    shown = capsys.readouterr().out
    assert "[2Jx" in shown
    assert "\x1b" not in shown


# Folders


@pytest.fixture
def offices(files: Path) -> Path:
    """A folder as offices fill it, in the current one, and an empty one."""
    for name, data in (
        ("offices/b/wrong.xlsx", WRONG),
        ("offices/a.xlsx", RIGHT),
        ("offices/b/none.xlsx", b"%PDF-1.7\0"),
        ("offices/b/list.csv", b"Name,Telephone\nA,1\nB,2\n"),
        ("offices/b/~$wrong.xlsx", b"\6A name".ljust(165)),
        ("offices/.hidden.xlsx", RIGHT),
        ("offices/.git/a.xlsx", RIGHT),
    ):
        (files / name).parent.mkdir(parents=True, exist_ok=True)
        (files / name).write_bytes(data)
    (files / "empty").mkdir()
    return files / "offices"


def test_all_files_of_a_folder_are_read_in_the_order_of_their_names(offices: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--json", "right.xlsx", "offices"]) == 2
    names = ["right.xlsx", "offices/a.xlsx", "offices/b/list.csv", "offices/b/none.xlsx", "offices/b/wrong.xlsx"]
    assert [one["file"] for one in as_json(capsys)] == names


def test_the_end_says_how_many_files_are_how_good_and_names_the_worst_first(offices: Path, capsys: pytest.CaptureFixture[str]):
    (offices / "b" / "worse.xlsx").write_bytes(edited(write(("Matrix", "D4", "plannned"), ("Matrix", "E4", "plannned"))))
    assert main(["check", "offices"]) == 2
    summary = capsys.readouterr().out.split("\n\n")[-1].splitlines()
    assert summary[:5] == [
        "5 files: 1 read without errors, 2 with errors, 1 without a matrix, and 1 that cannot be read.",
        "  offices/b/none.xlsx: cannot be read",
        "  offices/b/list.csv: no matrix found",
        "  offices/b/worse.xlsx: 2 errors",
        "  offices/b/wrong.xlsx: 1 error",
    ]


def test_what_is_passed_over_in_a_folder_is_named(offices: Path, capsys: pytest.CaptureFixture[str]):
    (offices / "elsewhere").symlink_to(offices.parent / "empty", target_is_directory=True)
    (offices / "gone.xlsx").symlink_to("nowhere.xlsx")
    main(["check", "offices", "empty"])
    assert [line.partition(": passed over: ")[::2] for line in capsys.readouterr().out.splitlines() if "passed over" in line] == [
        ("  offices/.git", "hidden"),
        ("  offices/.hidden.xlsx", "hidden"),
        ("  offices/b/~$wrong.xlsx", "what a spreadsheet program keeps beside a workbook while it is open"),
        ("  offices/elsewhere", "a link to a folder"),
        ("  offices/gone.xlsx", "no file that can be read"),
        ("  empty", "a folder without files"),
    ]


def test_a_file_that_is_named_itself_is_never_passed_over(offices: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--json", "offices/.hidden.xlsx", "offices/b/~$wrong.xlsx"]) == 2
    hidden, lock = as_json(capsys)
    assert (hidden["region"], [one["code"] for one in lock["findings"]]) == ("gulf-of-aden", ["lock-file"])  # type: ignore[index,attr-defined]


def test_a_folder_without_files_is_no_success(offices: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "empty"]) == 2
    assert capsys.readouterr().out == "There is no file to read.\n  empty: passed over: a folder without files\n"


def test_a_folder_that_may_not_be_looked_into_is_a_file_that_cannot_be_read(offices: Path, monkeypatch: pytest.MonkeyPatch):
    listed = os.listdir
    closed = str(Path("offices", "b"))

    def listdir(path: str) -> list[str]:
        if path == closed:
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    assert main(["check", "offices/a.xlsx"]) == 0
    monkeypatch.setattr(os, "listdir", listdir)
    assert main(["check", "offices"]) == 2


def test_a_file_name_cannot_write_lines_of_its_own(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "in").mkdir()
    (files / "in" / "a\x1b[2J\n5 files: all good.xlsx").write_bytes(b"%PDF-1.7\0")
    main(["check", "in"])
    shown = capsys.readouterr().out
    assert "in/a\ufffd[2J\ufffd5 files: all good.xlsx: cannot be read\n" in shown
    assert "\x1b" not in shown


def test_two_files_are_read_at_a_time_and_no_more(offices: Path, monkeypatch: pytest.MonkeyPatch):
    together, lock = threading.Barrier(schema.READERS), threading.Lock()
    now: list[int] = [0, 0]

    def receive(source: object, name: str, *more: object, **others: object) -> object:
        with lock:
            now[0] += 1
            now[1] = max(now)
        together.wait(timeout=20)
        time.sleep(0.2)  # long enough for a third to come in
        with lock:
            now[0] -= 1
        return intake.unreadable(name, "not-a-workbook")

    monkeypatch.setattr(intake, "receive", receive)
    main(["check", "offices"])
    assert now == [0, schema.READERS]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_tells_a_terminal_how_far_it_is(offices: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    main(["check", "offices"])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "stderr", Terminal())
    main(["check", "offices"])
    assert "4/4" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "4/4" not in capsys.readouterr().out


def test_whoever_stops_it_gets_no_traceback(offices: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def receive(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "receive", receive)
    assert main(["check", "offices"]) == 130
    assert capsys.readouterr() == ("", "")


def test_what_the_log_keeps_for_developers_is_not_written_to_a_console(files: Path):
    broken = "from lib.intake import receiving\nreceiving._COMMAND = ('-c', 'raise SystemExit(__import__(\"sys\").executable)')\n"
    (files / "sitecustomize.py").write_text(broken)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(files), str(ROOT)))}
    run = subprocess.run([sys.executable, "-m", "lib", "check", "right.xlsx"], capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stderr) == (2, "")
    assert "Reading this workbook ended without an answer" in run.stdout


# Fix lists


def test_each_sender_gets_a_workbook_with_the_fix_list_in_front_or_the_list_alone(offices: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "offices", "wrong.xlsx", "--fix-list", "lists/of today", "--json"]) == 2
    said = {one["file"]: one["fix_list"] for one in as_json(capsys)}
    written = {path.relative_to(offices.parent).as_posix() for path in offices.parent.rglob("lists/**/*.*")}
    assert said == {
        "offices/a.xlsx": None,
        "offices/b/list.csv": "lists/of today/offices/b/list.csv – Fix list.xlsx",
        "offices/b/none.xlsx": "lists/of today/offices/b/none – Fix list.xlsx",
        "offices/b/wrong.xlsx": "lists/of today/offices/b/wrong – Fix list.xlsx",
        "wrong.xlsx": "lists/of today/wrong – Fix list.xlsx",
    }
    assert written == {path for path in said.values() if path}
    own, alone = (openpyxl.load_workbook(said[name]).sheetnames for name in ("wrong.xlsx", "offices/b/list.csv"))  # type: ignore[arg-type]
    assert own == ["Fix list", *openpyxl.load_workbook("wrong.xlsx").sheetnames]
    assert alone == ["Fix list"]


def test_a_fix_list_is_in_the_language_of_the_workbook(files: Path):
    (files / "la suya.xlsx").write_bytes(CORPUS["un título que dice autoevaluación"].make())
    main(["check", "la suya.xlsx", "--fix-list", "."])
    assert openpyxl.load_workbook("la suya – Lista de correcciones.xlsx").sheetnames[0] == "Lista de correcciones"


def test_a_fix_list_never_takes_the_place_of_a_file(files: Path, capsys: pytest.CaptureFixture[str]):
    there = files / "wrong – Fix list.xlsx"
    there.write_bytes(b"precious")
    assert main(["check", "wrong.xlsx", "--fix-list", "."]) == 2
    assert there.read_bytes() == b"precious"
    assert capsys.readouterr().err == "wrong – Fix list.xlsx is there already; it was left as it is, and no fix list was written.\n"


def test_two_files_whose_names_differ_in_the_ending_have_two_fix_lists(files: Path):
    (files / "wrong.csv").write_text("Name,Telephone\nA,1\nB,2\n")
    main(["check", "wrong.csv", "wrong.xlsx", "--fix-list", "lists"])
    assert sorted(path.name for path in (files / "lists").iterdir()) == ["wrong – Fix list.xlsx", "wrong.csv – Fix list.xlsx"]


def test_a_fix_list_that_cannot_be_written_is_one_sentence(files: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "wrong.xlsx", "--fix-list", "right.xlsx"]) == 2
    assert capsys.readouterr().err == "right.xlsx cannot be opened: File exists.\n"
    (files / ("x" * 240 + ".xlsx")).write_bytes(WRONG)
    assert main(["check", "x" * 240 + ".xlsx", "--fix-list", "lists"]) == 2
    assert capsys.readouterr().err == f"lists/{'x' * 240} – Fix list.xlsx cannot be written: File name too long.\n"
