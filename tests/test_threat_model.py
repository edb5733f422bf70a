"""The page on what is protected names tests: they are there. What the page on logs and figures names is what there is."""

import ast
import os
import re
from pathlib import Path

from prometheus_client import Metric

from serving import limits, log, metrics

ROOT = Path(__file__).parents[1]
THREATS = (ROOT / "docs/threat-model.md").read_text()
SETTINGS = (ROOT / "docs/settings.md").read_text()
PAGE = (ROOT / "docs/logs-and-metrics.md").read_text()


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", THREATS))
    there = {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert len(named) > 20
    assert named - there == set()


def test_every_line_on_a_threat_names_a_test() -> None:
    table = THREATS.split("## From whom, and by what")[1].split("##")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert rows
    assert [row for row in rows if "`test_" not in row] == []


def test_every_event_that_the_product_logs_is_explained_and_the_other_way_round() -> None:
    calls = [
        node
        for folder in ("lib", "pages", "serving")
        for path in [*(ROOT / folder).rglob("*.py"), ROOT / "serve.py"]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in log.LEVELS or node.func.attr in ("log", "critical")
        if ast.unparse(node.func.value) == "_LOG" or "getLogger" in ast.unparse(node.func.value)
    ]
    logged = {
        leaf.value
        for call in calls
        for argument in call.args
        for leaf in ast.walk(argument)
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
    }
    logged -= {"serving"}
    table = PAGE.split("## The log")[1].split("\n\n")[2]
    explained = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert explained == logged


def test_every_figure_of_ours_is_explained_and_the_other_way_round() -> None:
    def name(family: Metric) -> str:
        return family.name + {"counter": "_total", "info": "_info"}.get(family.type, "")

    there = {name(family) for family in metrics.REGISTRY.collect() if family.name.startswith("matrices_")} | {"matrices_sessions", "matrices_readers"}
    assert set(re.findall(r"`(matrices_[a-z_]+)`", PAGE)) == there


def test_every_setting_of_the_edge_has_the_default_that_is_told() -> None:
    read = {name for path in (ROOT / "serving").glob("*.py") for name in re.findall(r'environ\.get\("(MATRICES_\w+)"', path.read_text())}
    explained = dict(re.findall(r"^\| `(MATRICES_\w+)` \| `([^`]+)` \|", SETTINGS, re.MULTILINE))
    assert read <= set(explained)
    assert read == set(re.findall(r"`(MATRICES_\w+)`", PAGE))
    before = {name: os.environ.pop(name, None) for name in read}
    try:
        told = limits.Limits(int(explained["MATRICES_UPLOADS_PER_MINUTE"]), int(explained["MATRICES_UPLOAD_MEGABYTES"]) * 2**20)
        assert (limits.limits(), log.level()) == (told, log.LEVELS[explained["MATRICES_LOG"]])
    finally:
        os.environ.update({name: value for name, value in before.items() if value is not None})
