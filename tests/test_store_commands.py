"""history, publish, restore, export-store and import-store: what people and scripts get from them, in an empty store of its own each time."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lib import shipped, store
from lib.__main__ import main
from lib.merge import with_refs
from lib.model import Assessment, Matrix, Scope, Status, fingerprint, receipt
from lib.outputs import workbook
from tests.strategies import FRAMEWORK, PLACES
from tests.workbooks import CATALOGUES, SAMPLE, edited, write, written

ROOT = Path(__file__).parents[1]
NEWER = replace(SAMPLE, assessments=(*SAMPLE.assessments, Assessment("SOM", "4", Status.PLANNED)))
SIGNED = ("--by", "A person", "--note", "A note")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_here: None) -> Path:
    """The current folder; the store is a file in it, and what is shipped is the sample alone. Only `python -m lib` starts children."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATRICES_DATABASE_URL", f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    ships(monkeypatch, tmp_path)
    return tmp_path


def ships(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    own = folder / "shipped"
    own.mkdir()
    (own / "gulf-of-aden.xlsx").write_bytes(written())
    monkeypatch.setattr(shipped, "folder", lambda: own)
    monkeypatch.setattr(shipped, "framework", lambda: FRAMEWORK)
    monkeypatch.setattr(shipped, "places", lambda: PLACES)


def book(name: str, matrix: Matrix, base: Matrix | None = SAMPLE) -> bytes:
    """Write the workbook of a matrix that was edited from another."""
    data = workbook(matrix, FRAMEWORK, PLACES, CATALOGUES["en"], base=fingerprint(base) if base else "")
    Path(name).write_bytes(data)
    return data


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["history", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_new_store_lists_what_is_shipped(capsys: pytest.CaptureFixture[str]):
    [entry] = listed(capsys)
    assert datetime.fromisoformat(entry.pop("at")).tzinfo == UTC
    assert entry == {
        "region": "gulf-of-aden",
        "number": 1,
        "receipt": receipt(written()),
        "fingerprint": fingerprint(SAMPLE),
        "by": "",
        "note": "",
        "kind": "shipped",
    }


def test_a_published_workbook_is_listed_with_its_receipt(capsys: pytest.CaptureFixture[str]):
    data = book("newer.xlsx", NEWER)
    assert main(["publish", "newer.xlsx", *SIGNED]) == 0
    assert f"Published as revision 2 of Gulf of Aden; receipt {receipt(data)}." in capsys.readouterr().out
    [_, entry] = listed(capsys, "--region", "Golfe d’Aden")
    assert (entry["number"], entry["receipt"], entry["fingerprint"]) == (2, receipt(data), fingerprint(with_refs(NEWER)))
    assert (entry["by"], entry["note"], entry["kind"]) == ("A person", "A note", "command_line")
    opened = store.open_store(store.address())
    assert store.bytes_of(opened, "gulf-of-aden", 2) == data
    assert store.history(opened)[1].base == fingerprint(SAMPLE)
    opened.close()


def test_history_for_people_is_a_line_per_revision(capsys: pytest.CaptureFixture[str]):
    book("newer.xlsx", NEWER)
    main(["publish", "newer.xlsx", "--by", "A person\x1b[2J", "--note", "Two\nlines"])
    capsys.readouterr()
    assert main(["history"]) == 0
    first, second = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert (first[:2], first[3:]) == (["gulf-of-aden", "1"], ["shipped", "", ""])
    assert (second[:2], second[3:]) == (["gulf-of-aden", "2"], ["command_line", "A person\ufffd[2J", "Two lines"]), (
        "nobody who publishes clears the console of who looks"
    )


def test_a_region_without_revisions_has_an_empty_history(capsys: pytest.CaptureFixture[str]):
    assert listed(capsys, "--region", "europe") == []
    assert main(["history", "--region", "Atlantis"]) == 2
    assert capsys.readouterr().err.startswith("No region is called “Atlantis”. ")


def test_the_first_workbook_of_a_region_needs_no_base(capsys: pytest.CaptureFixture[str]):
    book("europe.xlsx", Matrix(replace(SAMPLE.about, region="europe"), ("ALB",)), base=None)
    assert main(["publish", "europe.xlsx", *SIGNED]) == 0
    assert [entry["number"] for entry in listed(capsys, "--region", "europe")] == [1]


@pytest.mark.parametrize("signed", [("--by", " ", "--note", "New"), ("--by", "A person", "--note", "")])
def test_nobody_publishes_without_a_name_and_a_note(signed: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    for command in (("publish", "newer.xlsx"), ("restore", "europe", "1")):
        with pytest.raises(SystemExit) as ended:
            main([*command, *signed])
        assert ended.value.code == 2
        assert "it is blank" in capsys.readouterr().err


def test_the_same_again_is_not_published_twice(capsys: pytest.CaptureFixture[str]):
    book("same.xlsx", SAMPLE, base=None)
    assert main(["publish", "same.xlsx", *SIGNED]) == 3
    assert "Nothing was published: this is what revision 1 of Gulf of Aden says already." in capsys.readouterr().out
    assert len(listed(capsys)) == 1


def test_a_workbook_with_errors_and_a_file_that_is_none_are_not_published(files: Path, capsys: pytest.CaptureFixture[str]):
    Path("wrong.xlsx").write_bytes(edited(write(("Matrix", "D4", "plannned"))))
    Path("none.xlsx").write_bytes(b"Country;Status")
    for name, ended, said in (("wrong", 1, "“plannned” is not a status."), ("none", 2, "none.xlsx"), ("absent", 2, "absent.xlsx")):
        assert main(["publish", f"{name}.xlsx", *SIGNED]) == ended
        shown = capsys.readouterr()
        assert said in shown.out
        assert str(files) not in shown.out + shown.err
    assert len(listed(capsys)) == 1


@pytest.mark.parametrize("base", [NEWER, None])
def test_a_workbook_whose_base_is_not_known_is_compared_with_the_current_revision_alone(base: Matrix | None):
    book("other.xlsx", NEWER, base)
    assert main(["publish", "other.xlsx", *SIGNED]) == 0
    assert statuses() == set(NEWER.assessments)


def test_of_two_workbooks_that_start_from_one_revision_both_end_up_published(capsys: pytest.CaptureFixture[str]):
    book("one.xlsx", NEWER)
    book("two.xlsx", replace(SAMPLE, about=replace(SAMPLE.about, notes="Another note")))
    assert [main(["publish", name, *SIGNED]) for name in ("one.xlsx", "two.xlsx")] == [0, 0]
    assert [entry["number"] for entry in listed(capsys)] == [1, 2, 3]
    assert published().about.notes == "Another note"
    assert statuses() == set(NEWER.assessments)


def test_somebody_who_publishes_at_the_same_moment_is_merged_with(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    book("one.xlsx", NEWER)
    book("two.xlsx", replace(SAMPLE, about=replace(SAMPLE.about, notes="Another note")))
    publish = store.publish

    def overtaken(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(store, "publish", publish)
        main(["publish", "one.xlsx", *SIGNED])
        return publish(*arguments, **options)

    monkeypatch.setattr(store, "publish", overtaken)
    assert main(["publish", "two.xlsx", *SIGNED]) == 0
    assert [entry["number"] for entry in listed(capsys)] == [1, 2, 3]
    assert (published().about.notes, statuses()) == ("Another note", set(NEWER.assessments))


def test_what_both_changed_differently_is_listed_and_nothing_is_written(capsys: pytest.CaptureFixture[str]):
    base = {"base": fingerprint(SAMPLE)}
    save("one.xlsx", base, ("Matrix", "C3", "Planned"))
    save("two.xlsx", base, ("Matrix", "C3", "Partly in place"), ("Matrix", "D3", "Planned"))
    assert main(["publish", "one.xlsx", *SIGNED]) == 0
    capsys.readouterr()
    assert main(["publish", "two.xlsx", *SIGNED]) == 4
    said = capsys.readouterr().out
    assert "Nothing was published: the file and revision 2 of Gulf of Aden changed the same since the file was taken." in said
    assert "Matrix – Djibouti, 1 Cooperation: it was “In place”; the current revision says “Planned”, the file “Partly in place”." in said
    assert main(["publish", "--json", "two.xlsx", *SIGNED]) == 4
    shown = json.loads(capsys.readouterr().out)
    assert (shown["outcome"], shown["revision"]["number"]) == ("clash", 2)
    assert [(one["current"], one["file"]) for one in shown["clashes"]] == [("Planned", "Partly in place")]
    assert len(listed(capsys)) == 2


def test_what_a_file_leaves_out_stays_unless_it_is_withdrawn_by_saying_so(capsys: pytest.CaptureFixture[str]):
    book("less.xlsx", replace(NEWER, activities=SAMPLE.activities[:1], situations=()))
    assert main(["publish", "less.xlsx", *SIGNED]) == 0
    assert "3 things that the file leaves out stay as they are" in capsys.readouterr().out
    assert published().activities == SAMPLE.activities
    assert main(["publish", "less.xlsx", *SIGNED]) == 3
    assert "3 things that the file leaves out stay as they are" in capsys.readouterr().out
    assert main(["publish", "less.xlsx", "--withdraw", *SIGNED]) == 0
    assert "leaves out" not in capsys.readouterr().out
    assert (published().activities, published().situations) == (SAMPLE.activities[:1], ())


def test_what_would_be_wrong_once_it_is_merged_is_not_published(capsys: pytest.CaptureFixture[str]):
    """The status stays, since a blank takes none back; its reason would go."""
    book("less.xlsx", replace(SAMPLE, assessments=SAMPLE.assessments[:2], remarks=SAMPLE.remarks[1:]))
    assert main(["publish", "less.xlsx", "--withdraw", *SIGNED]) == 1
    said = capsys.readouterr().out
    assert "needs its reason: there is none in Remarks" in said
    assert "Nothing was published: put together with revision 1 of Gulf of Aden, the workbook has these errors." in said
    assert len(listed(capsys)) == 1


def published() -> Matrix:
    opened = store.open_store(store.address())
    found = store.current(opened, "gulf-of-aden")
    opened.close()
    assert found is not None
    return found.matrix


def statuses() -> set[Assessment]:
    return set(published().assessments)


def save(name: str, about: dict[str, str], *cells: tuple[str, str, object]) -> None:
    """Save the shipped workbook under another name, with values in fields of About and in cells."""

    def change(book: Workbook) -> None:
        fields = {row[0].value: row[1] for row in book["About"].iter_rows(max_col=2)}
        for field, value in about.items():
            fields[CATALOGUES["en"].text(f"field.{field}")].value = value
        write(*cells)(book)

    Path(name).write_bytes(edited(change))


def test_a_blank_takes_no_published_status_back_but_the_words_do(capsys: pytest.CaptureFixture[str]):
    base = {"base": fingerprint(SAMPLE)}
    save("blank.xlsx", base, ("Matrix", "C3", None))
    save("erased.xlsx", base, ("Matrix", "C3", "Not assessed"))
    assert main(["publish", "blank.xlsx", *SIGNED]) == 3
    assert len(listed(capsys)) == 1
    assert main(["publish", "erased.xlsx", *SIGNED]) == 0
    assert set(SAMPLE.assessments) - statuses() == {Assessment("DJI", "1", Status.IN_PLACE)}


def test_a_part_of_a_matrix_changes_what_it_holds_and_nothing_else():
    part = replace(
        SAMPLE, places=("DJI",), assessments=(Assessment("DJI", "2", Status.PLANNED),), remarks=(), activities=(), situations=(), follow_up=()
    )
    data = workbook(part, FRAMEWORK, PLACES, CATALOGUES["en"], scope=Scope.PARTIAL, base=fingerprint(SAMPLE))
    Path("part.xlsx").write_bytes(data)
    assert main(["publish", "part.xlsx", *SIGNED]) == 0
    assert fingerprint(published()) == fingerprint(with_refs(replace(SAMPLE, assessments=(*SAMPLE.assessments, *part.assessments))))


def test_publish_as_json_says_what_became_of_it(capsys: pytest.CaptureFixture[str]):
    data = book("newer.xlsx", NEWER)
    Path("wrong.xlsx").write_bytes(edited(write(("Matrix", "D4", "plannned"))))
    said = []
    for name in ("newer.xlsx", "newer.xlsx", "wrong.xlsx"):
        main(["publish", "--json", name, *SIGNED])
        said.append(json.loads(capsys.readouterr().out))
    assert [one["outcome"] for one in said] == ["published", "unchanged", "findings"]
    assert (said[0]["revision"]["number"], said[0]["revision"]["receipt"]) == (2, receipt(data))
    assert said[1]["revision"] == said[0]["revision"]
    assert said[2]["revision"] is None
    assert [finding["code"] for finding in said[2]["report"]["findings"]] == ["unknown-label"]


def test_a_revision_is_restored_as_the_next_one(capsys: pytest.CaptureFixture[str]):
    book("newer.xlsx", NEWER)
    main(["publish", "newer.xlsx", *SIGNED])
    assert main(["restore", "Gulf of Aden", "1", *SIGNED]) == 0
    assert "Published as revision 3 of Gulf of Aden" in capsys.readouterr().out
    entries = listed(capsys)
    assert [(entry["number"], entry["kind"]) for entry in entries] == [(1, "shipped"), (2, "command_line"), (3, "restore")]
    assert (entries[2]["fingerprint"], entries[2]["receipt"]) == (entries[0]["fingerprint"], entries[0]["receipt"])
    assert main(["restore", "gulf-of-aden", "1", *SIGNED]) == 3
    assert main(["restore", "gulf-of-aden", "9", *SIGNED]) == 2
    assert capsys.readouterr().err == "There is no revision 9 of this region.\n"
    assert len(listed(capsys)) == 3


def test_a_store_is_exported_and_imported_into_an_empty_one(files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    book("newer.xlsx", NEWER)
    main(["publish", "newer.xlsx", *SIGNED])
    before = listed(capsys)
    assert main(["export-store", "all.zip"]) == 0
    assert capsys.readouterr().out == "2 revisions were written to all.zip.\n"
    assert main(["import-store", "all.zip"]) == 2
    assert "Nothing was imported" in capsys.readouterr().err
    monkeypatch.setenv("MATRICES_DATABASE_URL", f"sqlite:///{files / 'another.sqlite'}")
    assert main(["import-store", "all.zip"]) == 0
    assert capsys.readouterr().out == "2 revisions were imported from all.zip.\n"
    assert listed(capsys) == before


def test_an_export_overwrites_no_file_and_leaves_no_half_one(files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    Path("all.zip").write_bytes(b"mine")
    assert main(["export-store", "all.zip"]) == 2
    assert Path("all.zip").read_bytes() == b"mine"
    assert str(files) not in capsys.readouterr().err

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "export_store", full)
    assert main(["export-store", "half.zip"]) == 2
    assert not Path("half.zip").exists()


def test_an_import_of_something_else_is_one_sentence(capsys: pytest.CaptureFixture[str]):
    Path("other.zip").write_bytes(b"Country;Status")
    assert main(["import-store", "other.zip"]) == 2
    assert capsys.readouterr().err.startswith("This is no whole export of a store")
    assert main(["import-store", "absent.zip"]) == 2
    assert capsys.readouterr().err == "absent.zip cannot be opened: No such file or directory.\n"


def test_a_damaged_store_stops_every_command_with_what_to_do(files: Path, capsys: pytest.CaptureFixture[str]):
    (files / "matrices.sqlite").write_bytes(b"Country;Status\n" * 1000)
    for command in (
        ["history"],
        ["publish", "x.xlsx", *SIGNED],
        ["restore", "europe", "1", *SIGNED],
        ["export-store", "x.zip"],
        ["import-store", "x.zip"],
    ):
        Path("x.zip").unlink(missing_ok=True)
        if command[0] == "import-store":
            Path("x.zip").write_bytes(b"")
        assert main(command) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "is damaged" in said
        assert "docs/store.md" in said
    assert (files / "matrices.sqlite").read_bytes() == b"Country;Status\n" * 1000


def test_the_commands_work_from_any_folder(files: Path):
    book("newer.xlsx", NEWER, base=None)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MATRICES_FOLDER": str(ROOT / "matrices")}
    ended = []
    for command in (["publish", "--json", "newer.xlsx", *SIGNED], ["history", "--json"]):
        run = subprocess.run([sys.executable, "-m", "lib", *command], capture_output=True, text=True, env=environment, check=False)
        assert (run.returncode, run.stderr) == (0, "")
        ended.append(json.loads(run.stdout))
    assert ended[0]["outcome"] == "published"
    assert {entry["region"] for entry in ended[1]} == {path.stem for path in (ROOT / "matrices").glob("*.xlsx")}
    assert [entry["number"] for entry in ended[1] if entry["region"] == "gulf-of-aden"] == [1, 2]


# A workbook in a layout of its own


def theirs(name: str, *rows: tuple[str, ...]) -> None:
    """Write a grid of statuses as an office could have made it."""
    book = Workbook()
    book.active.append(("Country", "1. Cooperation among key partners", "4. Reception arrangements"))  # type: ignore[union-attr]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(name)


def test_what_a_workbook_in_a_layout_of_its_own_records_is_published_once(capsys: pytest.CaptureFixture[str]):
    theirs("theirs.xlsx", ("Djibouti", "In place", "Planned"), ("Somalia", "", "Partly"))
    assert main(["publish", "theirs.xlsx", *SIGNED]) == 0
    assert [one["number"] for one in listed(capsys, "--region", "gulf-of-aden")] == [1, 2]
    assert main(["publish", "theirs.xlsx", *SIGNED]) == 3
    assert len(listed(capsys, "--region", "gulf-of-aden")) == 2


def test_a_workbook_that_asks_is_not_published_and_led_to_the_page_that_answers(capsys: pytest.CaptureFixture[str]):
    theirs("theirs.xlsx", ("Djibouti", "In place", "Planned"), ("Somaliland", "Planned", "Partly"))
    assert main(["publish", "theirs.xlsx", *SIGNED]) == 1
    assert capsys.readouterr().out.endswith("what is asked about how to read it is answered on the page Upload.\n")
    assert len(listed(capsys, "--region", "gulf-of-aden")) == 1


def test_of_countries_of_several_regions_those_of_the_one_that_is_named_are_published(capsys: pytest.CaptureFixture[str]):
    theirs("theirs.xlsx", ("Djibouti", "In place", "Planned"), ("Benin", "Planned", "Partly"), ("Togo", "Planned", "Partly"))
    assert main(["publish", "theirs.xlsx", "--region", "Gulf of Aden", *SIGNED]) == 0
    assert [(one["region"], one["number"]) for one in listed(capsys)] == [("gulf-of-aden", 1), ("gulf-of-aden", 2)]
