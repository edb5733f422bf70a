"""role and audit: what whoever keeps the server gets from them, in an empty store of its own each time."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib import store
from lib.__main__ import main
from lib.model import About, Actor, Matrix, RevisionKind, Right


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder; the store is a file in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MATRICES_DATABASE_URL", f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, ends: int = 0) -> str:
    capsys.readouterr()
    assert main(arguments) == ends
    shown = capsys.readouterr()
    return shown.err if ends else shown.out


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    return json.loads(said(capsys, *arguments, "--json"))  # type: ignore[no-any-return]


def rights() -> list[tuple[str, str, Right]]:
    opened = store.open_store(store.address())
    found = [(one.identity, one.region, one.right) for one in store.rights(opened)]
    opened.close()
    return found


def test_a_right_is_granted_in_a_region_that_is_named_in_any_language(capsys: pytest.CaptureFixture[str]):
    text = said(capsys, "role", "grant", "Ada@Example.org", "publisher", "Afrique de l’Ouest")
    assert text == "ada@example.org now has the right “publisher” in West Africa.\n"
    assert said(capsys, "role", "grant", "ada@example.org", "viewer") == "ada@example.org now has the right “viewer”, for all regions.\n"
    assert rights() == [("ada@example.org", "", Right.VIEWER), ("ada@example.org", "west-africa", Right.PUBLISHER)]
    first, second = listed(capsys, "role", "list")
    assert (first["email"], first["right"], first["region"], first["granted_by"]) == ("ada@example.org", "viewer", "", "")
    assert said(capsys, "role", "list").splitlines()[1].split("\t") == list(second.values())


def test_revoking_in_a_region_leaves_the_others_and_without_one_takes_all(capsys: pytest.CaptureFixture[str]):
    for region in ("europe", "west-africa", "americas"):
        said(capsys, "role", "grant", "ada@example.org", "contributor", region)
    assert said(capsys, "role", "revoke", "ADA@example.org", "Europe") == "ada@example.org no longer has the right “contributor” in Europe.\n"
    assert [region for _, region, _ in rights()] == ["americas", "west-africa"]
    assert said(capsys, "role", "revoke", "ada@example.org").count("no longer has") == 2
    assert rights() == []
    assert said(capsys, "role", "revoke", "ada@example.org", ends=3).startswith("ada@example.org has no such right. Nothing was changed")


def test_a_right_in_a_region_that_is_no_longer_declared_can_be_taken_away(capsys: pytest.CaptureFixture[str]):
    opened = store.open_store(store.address())
    store.grant(opened, "ada@example.org", Right.PUBLISHER, "atlantis")
    opened.close()
    assert said(capsys, "role", "revoke", "ada@example.org") == "ada@example.org no longer has the right “publisher” in atlantis.\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("ada", "viewer"), "“ada” is no e-mail address. Nothing was changed."),
        (("ada@example.org", "publisher"), "The right “publisher” is for one region: name it after the right."),
        (("ada@example.org", "administrator", "europe"), "The right “administrator” is for all regions: leave the region out."),
        (("ada@example.org", "publisher", "Atlantis"), "No region is called “Atlantis”."),
    ],
)
def test_what_cannot_be_granted_is_named_in_a_sentence(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str):
    assert said(capsys, "role", "grant", *arguments, ends=2).startswith(expected)
    assert rights() == []


@pytest.mark.parametrize(
    "arguments", [("role",), ("role", "grant", "a@b", "owner"), ("audit", "--since", "yesterday"), ("audit", "--csv", "a", "--json")]
)
def test_what_is_no_command_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "python -m lib" in capsys.readouterr().err


def happen() -> None:
    """Something in the trail, by somebody with a name that a spreadsheet or a console could take for an order."""
    opened = replace(store.open_store(store.address()), by=Actor("=HYPERLINK(1)\x1b[2J", "ada@example.org"))
    store.keep(opened, "europe", "a.xlsx", b"a")
    store.keep(opened, "americas", "a.xlsx", b"b")
    opened.close()


def test_what_happened_is_listed_the_oldest_first_by_day_and_region(capsys: pytest.CaptureFixture[str]):
    happen()
    found = listed(capsys, "audit")
    assert [(one["action"], one["region"], one["email"], one["outcome"]) for one in found] == [
        ("keep", "europe", "ada@example.org", "done"),
        ("keep", "americas", "ada@example.org", "done"),
    ]
    assert listed(capsys, "audit", "--region", "Amériques") == found[1:]
    assert listed(capsys, "audit", "--since", found[0]["at"][:10]) == found
    assert listed(capsys, "audit", "--since", "9999-12-31") == []
    lines = said(capsys, "audit").splitlines()
    assert [line.split("\t")[3:5] for line in lines] == [["keep", "europe"], ["keep", "americas"]]
    assert "\x1b" not in "".join(lines)


def test_what_came_with_the_product_has_its_name(capsys: pytest.CaptureFixture[str]):
    opened, upon = store.open_store(store.address()), ""
    for by in (Actor(""), Actor("Ada")):
        matrix = Matrix(About("europe", office=by.name))
        upon = store.publish(opened, matrix, b"", by, kind=RevisionKind.SHIPPED, expected=upon).fingerprint
    store.keep(opened, "europe", "a.xlsx", b"a")
    opened.close()
    assert [one["by"] for one in listed(capsys, "audit")] == ["The dashboard itself (shipped workbook)", "Ada", ""]


def test_what_happened_goes_into_a_file_that_a_spreadsheet_opens_without_harm(capsys: pytest.CaptureFixture[str]):
    happen()
    assert said(capsys, "audit", "--csv", "trail.csv") == "2 lines were written to trail.csv.\n"
    with open("trail.csv", encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["region"], second["region"]) == ("europe", "americas")
    assert first["by"].startswith("'=")
    before = Path("trail.csv").read_bytes()
    assert "trail.csv cannot be opened" in said(capsys, "audit", "--csv", "trail.csv", ends=2)
    assert Path("trail.csv").read_bytes() == before
