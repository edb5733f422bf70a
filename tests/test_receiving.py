"""Files from outside: whatever they are, one plain sentence and soon, and nothing dangerous is opened on the way."""

import os
import pickle
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest

from lib import intake, schema
from lib.__main__ import main
from lib.intake import receiving, worker
from lib.model import Report, Severity
from tests import fuzz
from tests.hostile import HARMLESS, HOSTILE, Hostile, numbered, sheet, sixty_thousand_looks, with_parts
from tests.workbooks import FRAMEWORK, PLACES, SAMPLE, codes, edited, report, says, write, written

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, of what it leaves out

ROOT = Path(__file__).parents[1]
SOON = 5
"""Seconds of the processor's time until a file that is refused has its answer."""
FUZZED = 3
"""Seconds of the processor's time that damaged workbooks are tried for in every run: as many on a busy machine as on an idle one."""


def received(data: bytes, name: str = "matrix.xlsx") -> Report:
    return intake.receive(BytesIO(data), name, FRAMEWORK, PLACES)


def is_one_plain_sentence(said: Report, code: str) -> bool:
    words = " ".join(map(says, said.findings))
    machine = ("Traceback", "Error", "Exception", "openpyxl", "xml", str(ROOT), "/", "{")
    return codes(said) == [code] and said.matrix is None and said.cells_read == 0 and not any(name in words for name in machine)


# What is refused, and what is not


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_soon_and_in_a_plain_sentence(hostile: Hostile):
    data = hostile.make()
    begun = time.process_time()
    said = intake.checked(data, "matrix.xlsx", FRAMEWORK, PLACES)
    assert time.process_time() - begun < SOON
    assert is_one_plain_sentence(said, hostile.code)
    assert said.findings[0].severity is Severity.ERROR


THROUGH_THE_CHILD = [one for one in HOSTILE if one.name in (
    "a sheet of 1 GB", "a part that says 1 KB and is 1 GB", "billion laughs in xl/worksheets/sheet3.xml", "row 99999999999",
    "the first cell and the last", "one cell of 21 million characters", "three thousand sheets", "two hundred thousand elements deep",
    "an attribute of 9 MB", "two million blank cells", "five thousand parts",
)]  # fmt: skip


@pytest.mark.parametrize("hostile", THROUGH_THE_CHILD, ids=lambda hostile: hostile.name)
def test_looking_through_a_hostile_file_takes_little_memory(hostile: Hostile, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "READER_MEMORY", 192 * 2**20)
    assert is_one_plain_sentence(received(hostile.make()), hostile.code)


def test_a_limit_is_named_and_so_is_the_sheet():
    said = received(next(one for one in HOSTILE if one.name == "the first cell and the last").make())
    assert said.findings[0].sheet == "Remarks"
    assert says(said.findings[0]).startswith(
        "Something stands in “XFD1048576”, so far from the rest that its sheet would have more than 10,000,000 places"
    )


def test_looking_through_a_file_has_its_time_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "LOOK_SECONDS", 0)
    assert is_one_plain_sentence(intake.checked(written(), "matrix.xlsx", FRAMEWORK, PLACES), "took-too-long")


@pytest.mark.parametrize(("note", "make"), HARMLESS.values(), ids=HARMLESS)
def test_what_only_looks_odd_is_read(note: str, make):
    said = intake.checked(make(), "matrix.xlsx", FRAMEWORK, PLACES)
    assert said.matrix == SAMPLE
    assert codes(said) == ([note] if note else [])
    assert {finding.severity for finding in said.findings} <= {Severity.NOTE}


@pytest.mark.parametrize("path", sorted((ROOT / "matrices").glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_shipped_workbook_is_far_inside_the_limits(path: Path, monkeypatch: pytest.MonkeyPatch):
    for limit in ("MODEST_CELLS", "MODEST_STYLES", "MAX_FILLED", "MAX_ELEMENTS", "MAX_PLACES", "MAX_CHARACTERS", "MAX_UNPACKED", "MAX_PARTS"):
        monkeypatch.setattr(schema, limit, getattr(schema, limit) // 50)
    monkeypatch.setattr(schema, "MAX_RATIO", schema.MAX_RATIO // 5)
    assert not intake.checked(path.read_bytes(), path.name, FRAMEWORK, PLACES).errors


@pytest.mark.parametrize(
    ("name", "note"),
    [("matrix.xls", ["other-ending"]), ("MATRIX.XLSM", []), ("matrix", []), ("matrix.xlsx.csv", ["other-ending"]), ("~$matrix.xlsx", [])],
)
def test_the_name_of_a_file_decides_nothing(name: str, note: list[str]):
    said = intake.checked(written(), name, FRAMEWORK, PLACES)
    assert (said.matrix, codes(said)) == (SAMPLE, note)


def test_a_workbook_with_more_to_say_than_anybody_reads_is_refused_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "MAX_FINDINGS", 2)
    data = edited(write(*(("Matrix", f"{column}4", "xyz") for column in "DEF")))
    said = intake.checked(data, "matrix.xlsx", FRAMEWORK, PLACES)
    assert is_one_plain_sentence(said, "too-many-findings")
    assert said.cells_not_read == report(data).cells_read + report(data).cells_not_read


def test_check_on_the_command_line_goes_the_guarded_way(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    for number, hostile in enumerate(THROUGH_THE_CHILD[2:4]):
        (tmp_path / f"{number}.xlsx").write_bytes(hostile.make())
    assert main(["check", *map(str, sorted(tmp_path.iterdir()))]) == 2
    shown = capfd.readouterr()
    assert "2 files: 2 that cannot be read." in shown.out
    assert shown.err == ""


# The child process


def test_receiving_reads_as_reading_does():
    for data in (written("fr"), edited(write(("Matrix", "D4", "plannned"), ("About", "B4", "2026-02"), ("Remarks", "H3", "x")))):
        assert received(data) == report(data)


def test_what_no_child_needs_to_see_starts_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(receiving, "_COMMAND", ("-c", "raise SystemExit('started')"))
    assert codes(received(b"<html>")) == ["web-page"]
    assert codes(received(b"PK\x03\x04")) == ["reader-stopped"]


def test_a_reader_that_uses_up_its_time_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "READER_SECONDS", 1)
    assert is_one_plain_sentence(received(sixty_thousand_looks()), "took-too-long")


def test_a_reader_that_hangs_is_ended_and_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    said = tmp_path / "pid"
    monkeypatch.setattr(receiving, "_COMMAND", ("-c", f"import os, time; open({str(said)!r}, 'w').write(str(os.getpid())); time.sleep(60)"))
    monkeypatch.setattr(schema, "READER_WAIT", 1)
    begun = time.monotonic()
    assert is_one_plain_sentence(received(written()), "took-too-long")
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text()), 0)


def test_a_reader_that_uses_up_its_memory_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "READER_MEMORY", 64 * 2**20)
    rows = numbered("<row>" + "<c t='inlineStr'><is><t>{n} {x}</t></is></c>" * 2 + "</row>", 60_000)
    assert is_one_plain_sentence(received(with_parts(SHEET=sheet(rows))()), "took-too-much-memory")


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "raise ValueError('a cell')", "print('{')", "print('[]')", "print('{}')", "print('[' * 100000)", ""]
)
def test_a_reader_that_breaks_is_one_sentence_to_the_sender_and_a_line_in_the_log(
    code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(receiving, "_COMMAND", ("-c", code))
    assert is_one_plain_sentence(received(written()), "reader-stopped")
    assert "reader_stopped" in caplog.messages
    assert "a cell" not in str([vars(record) for record in caplog.records])


def test_the_log_tells_where_a_reader_broke_and_never_on_which_text(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from lib.intake import worker; sys.excepthook = worker._break; int('a cell')"
    monkeypatch.setattr(receiving, "_COMMAND", ("-c", code))
    received(written())
    (stopped,) = (record for record in caplog.records if record.message == "reader_stopped")
    assert stopped.facts == {"code": 1, "where": ["ended by ValueError: <string>:1 <module>"]}


def test_the_child_sees_no_password_of_its_parent(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    monkeypatch.setenv("MATRICES_DATABASE_URL", "postgresql://user:password@host")
    monkeypatch.setattr(receiving, "_COMMAND", ("-c", "import os, sys; print('ended by', sorted(os.environ), file=sys.stderr)"))
    received(written())
    (where,) = next(record.facts["where"] for record in caplog.records if record.message == "reader_stopped")
    assert "PATH" in where
    assert "MATRICES_DATABASE_URL" not in where


def test_the_child_runs_no_code_from_the_folder_that_it_starts_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("json", "lib", "openpyxl", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(receiving, "_ENVIRONMENT", ("PATH", "PYTHONPATH"))  # even if it were handed on
    assert received(written()).matrix == SAMPLE


def test_the_child_loads_neither_pandas_nor_what_openpyxl_would_bring_along():
    request = worker.Request(written(), "matrix.xlsx", 20, 2**30, FRAMEWORK, PLACES, b"")
    code = f"import runpy, sys; runpy.run_path({worker.__file__!r}, run_name='__main__'); print(*(n for n, m in sys.modules.items() if m), file=sys.stderr)"
    ended = subprocess.run((sys.executable, "-I", "-c", code), input=pickle.dumps(tuple(request)), capture_output=True, check=True)
    loaded = set(ended.stderr.decode().split())
    assert "openpyxl" in loaded
    assert loaded.isdisjoint({"numpy", "pandas", "PIL", "lxml", "streamlit", "altair", "pyarrow"})


def test_a_platform_without_limits_is_no_obstacle(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "resource", None)  # as on Windows
    worker._limit(1, 1)
    assert list(range(10**6))[-1] == 10**6 - 1  # which one byte of memory would not hold


def test_two_files_are_read_at_a_time_and_the_third_waits(monkeypatch: pytest.MonkeyPatch):
    now, most, lock = 0, 0, threading.Lock()
    told: set[tuple[int, bool]] = set()

    def slow(request: worker.Request) -> tuple[Report, str]:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.1)
        told.add((intake.readers(), intake.busy()))
        with lock:
            now -= 1
        return Report(request.name), "answered"

    monkeypatch.setattr(receiving, "_in_a_child", slow)
    threads = [threading.Thread(target=received, args=(written(),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == schema.READERS == 2
    assert (2, True) in told, "a page can say that a file has to wait"
    assert (intake.readers(), intake.busy()) == (0, False)


def test_who_waits_too_long_is_told_to_send_it_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "READER_WAIT", 0.01)
    with receiving._FREE, receiving._FREE:
        assert is_one_plain_sentence(received(written()), "readers-busy")
    monkeypatch.undo()
    assert received(written()).matrix == SAMPLE


# Damage by chance


def test_damaged_workbooks_are_answered_whatever_the_damage():
    """Always the same ones, as many as there is time for; `make fuzz` tries thousands."""
    begun, seed, read = time.process_time(), 0, 0
    while time.process_time() - begun < FUZZED:
        read += fuzz.attempt(seed).matrix is not None
        seed += 1
    assert 0 < read < seed
