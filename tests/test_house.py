"""The house rules that a tool can hold: who imports whom, what happens at import, what is declared, what stays small and up to date."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from coloraide import Color
from streamlit import config

import docs.build
from lib.framework import Theme
from pages.shared.matrix import ACCENT, INK, PAPER
from pages.shared.theme import STYLE

ROOT = Path(__file__).parents[1]
OURS = ("lib", "pages", "serving", "matrices", "docs", "dashboard.py", "serve.py")


def sources(*places: str, endings: tuple[str, ...] = (".py",)) -> list[Path]:
    """The files with these endings in folders and files of the project."""
    found = [path for place in places for path in ([ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*")))]
    assert found, places
    return [path for path in found if path.suffix in endings and "__pycache__" not in path.parts]


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


# Who imports whom

BREACHES = [
    ("lib/words/__init__.py", "import lib.outputs", "What stands below never imports what stands above"),
    ("lib/figures/__init__.py", "import lib.intake", "What stands below never imports what stands above"),
    ("lib/merge/__init__.py", "import lib.intake", "What stands below never imports what stands above"),
    ("lib/newcomer.py", "", "What stands below never imports what stands above"),
    ("lib/charts/__init__.py", "import streamlit", "lib knows no screen"),
    ("lib/outputs/__init__.py", "import openpyxl", "Only intake opens workbooks"),
    ("lib/figures/__init__.py", "import python_calamine", "Only intake opens workbooks"),
    ("lib/intake/__init__.py", "import xlsxwriter", "Only outputs write workbooks"),
    ("lib/figures/__init__.py", "import altair", "Only charts draw"),
    ("lib/charts/__init__.py", "import vl_convert", "Only outputs make pictures"),
    ("lib/outputs/__init__.py", "import docx", "Only documents know Word"),
    ("lib/outputs/__init__.py", "import pptx", "Only slides know PowerPoint"),
    ("lib/charts/__init__.py", "import fpdf", "Only outputs write PDF"),
    ("lib/figures/__init__.py", "import sqlite3", "Only search and store ask SQLite itself"),
    ("lib/outputs/__init__.py", "from sqlalchemy import text", "Only store speaks SQL"),
    ("lib/store/__init__.py", "import lib.intake", "What stands below never imports what stands above"),
]


@pytest.fixture(scope="module")
def copied_lib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "lib", copy / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    assert lint_imports(copy).returncode == 0, lint_imports(copy).stdout
    return copy


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, Path(sys.executable).with_name("lint-imports"), "--no-cache")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("file", "line", "contract"), BREACHES)
def test_a_breach_of_who_may_import_whom_fails(copied_lib: Path, file: str, line: str, contract: str) -> None:
    module = copied_lib / file
    before = module.read_text() if module.exists() else None
    module.write_text(f"{before or ''}\n{line}\n")
    try:
        said = lint_imports(copied_lib)
    finally:
        module.unlink() if before is None else module.write_text(before)
    assert said.returncode == 1
    assert f"{contract} BROKEN" in said.stdout


def test_lib_imports_neither_pages_nor_what_starts_them() -> None:
    above = {"pages", "serving", "dashboard", "serve", "matrices", "docs", "tests", "benchmarks"}
    assert [f"{path.name}: {name}" for path in sources("lib") for name in imported(path) if name in above] == []


def test_a_page_works_without_the_edge_of_the_process() -> None:
    assert [where(path, 1) for path in sources("lib", "pages", "dashboard.py", "docs") if "serving" in imported(path)] == []


# What happens when


def test_no_page_computes_or_opens_files() -> None:
    forbidden = {"groupby", "pivot", "pivot_table", "agg", "open", "read_text", "read_bytes", "read_csv", "read_excel", "iterdir", "glob", "rglob"}
    found = [
        where(path, node.lineno)
        for path in sources("pages", "dashboard.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and called(node) in forbidden
    ]
    assert found == []


def test_no_cache_shows_the_name_of_a_function_while_it_fills() -> None:
    """ "Running `_current(...)`." is no text of ours; and outside a session, where serve.py fills the caches, it is a warning in the log."""
    found = [
        where(path, node.lineno)
        for path in sources("pages", "dashboard.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if "st.cache_" in ast.unparse(decorator) and "show_spinner=False" not in ast.unparse(decorator)
    ]
    assert found == []


def test_lib_reads_no_clock_environment_or_folder_when_imported() -> None:
    reads = {
        *("open", "read_text", "read_bytes", "exists", "is_file", "is_dir", "stat", "iterdir", "glob", "rglob", "listdir", "scandir", "walk"),
        *("now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "getenv", "cwd", "getcwd", "home", "expanduser"),
    }
    found = [
        where(path, node.lineno)
        for path in sources("lib")
        if path.name != "__main__.py"
        for node in run_at_import(ast.parse(path.read_text()))
        if (isinstance(node, ast.Call) and called(node) in reads) or (isinstance(node, ast.Attribute) and node.attr == "environ")
    ]
    assert found == []


JOINED = re.compile(r"""^[^\w<'"]*[:;](?:\s|</|\*\*)|^:$""")
"""How a text goes on that code joins to another by a mark: French sets a space before it."""
FOR_PROGRAMS = {"lib/outputs/workbook.py", "lib/outputs/leaving/tables.py"}
"""Where lists stand in a cell for programs, this reader's own among them, to be taken apart again."""
ENGLISH = {"lib/commands/__init__.py", "lib/commands/doctor.py", "lib/commands/machine.py"}
"""What the command line says to whoever keeps a server, of its use and of the machine: in English, and in no catalogue."""


def joins(tree: ast.AST) -> Iterator[int]:
    """The lines on which a colon or a semicolon is joined to a text: in an f-string behind a value, by `+`, or between the parts of a list."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                for before, part in pairwise(values):
                    if isinstance(before, ast.FormattedValue) and isinstance(part, ast.Constant):
                        ends = part is values[-1] and any(isinstance(one, ast.Call) for one in ast.walk(before))
                        if JOINED.search(part.value) and (part.value != ":" or ends):
                            yield node.lineno
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                if any(isinstance(one, ast.Constant) and isinstance(one.value, str) and JOINED.search(one.value) for one in (left, right)):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=str() as mark))) if JOINED.search(mark):
                yield node.lineno


def test_no_code_joins_a_colon_or_a_semicolon_to_words() -> None:
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "lib/briefing").rglob("*.py"), *(ROOT / "lib/outputs").rglob("*.py")]
    files += [*(ROOT / "lib/commands").glob("*.py"), ROOT / "lib/change_report.py", ROOT / "lib/pictured.py"]
    found = {str(path.relative_to(ROOT)): [*joins(ast.parse(path.read_text(encoding="utf-8")))] for path in files}
    assert {name: lines for name, lines in found.items() if lines and name not in FOR_PROGRAMS | ENGLISH} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'f"{say(1)}: {text}"',
        'f"<b>{say(1)}:</b> {text}"',
        'f"**{say(1)}:** {text}"',
        'f"<b>{say(1)} ({n}):</b>"',
        'f"{say(1)}:"',
        'say(1) + ": " + text',
        '"; ".join(texts)',
        '": ".join((name, fact))',
    ],
)
def test_a_mark_that_code_joins_to_words_is_found(planted: str) -> None:
    assert [*joins(ast.parse(planted))]


@pytest.mark.parametrize("harmless", ['f"{a}:{b}"', 'f"var(--{n});color:{c}"', '",".join(codes)', 'f":material/{icon}:"', "named(say(1), text)"])
def test_what_is_no_text_may_have_its_colons(harmless: str) -> None:
    assert not [*joins(ast.parse(harmless))]


def test_nothing_is_fetched_from_elsewhere() -> None:
    hosts = re.compile(r"//[\w.-]*(cdn|unpkg|jsdelivr|googleapis|gstatic|cloudflare|bootstrapcdn|fontawesome|typekit|tile|basemaps)[\w.-]*")
    files = sources(*OURS, ".streamlit", endings=(".py", ".toml", ".css", ".js", ".html", ".po"))
    assert [where(path, 1) for path in files if hosts.search(path.read_text())] == []


# What is declared


def test_every_setting_of_streamlit_is_one_that_it_knows() -> None:
    """Hidden ones too (runner.postScriptGC): a new Streamlit that drops one says so here, not in slow clicks."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    unknown = []
    for name in flat(settings):
        try:
            config.get_option(name)
        except RuntimeError:
            unknown.append(name)
    assert unknown == []
    assert settings["runner"]["postScriptGC"] is False


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_links_chosen_labels_and_captions_stand_out_from_the_page(theme: str) -> None:
    """4.5 : 1 (WCAG 1.4.3), where Streamlit writes a chosen label in the primary colour on a tenth of it, and a caption in 60 % of the text's."""
    colours = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][theme]
    page = colours.get("backgroundColor", "#FFFFFF")
    tint = Color(page).mix(colours["primaryColor"], 0.1, space="srgb")
    caption = Color(page).mix(colours["textColor"], 0.6, space="srgb")
    assert Color(colours["linkColor"]).contrast(page, method="wcag21") >= 4.5
    assert Color(colours["primaryColor"]).contrast(tint, method="wcag21") >= 4.5
    assert caption.contrast(page, method="wcag21") >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_the_main_button_and_the_focus_stand_out(theme: Theme) -> None:
    """4.5 : 1 for what is read, on the page, in a box and in the matrix's own ink; 3 : 1 for the ring around what has the focus (WCAG 1.4.3, 1.4.11)."""
    colours = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][theme]
    page = colours.get("backgroundColor", "#FFFFFF")
    button = re.search(r"stBaseButton-primary.*background-color: (#\w+); color: (#\w+)", STYLE)
    assert button
    read = [(colours["textColor"], page), (INK[theme], page), (ACCENT[theme], page), (button[2], button[1])]
    if "secondaryBackgroundColor" in colours:
        read.append((colours["textColor"], colours["secondaryBackgroundColor"]))
    assert [pair for pair in read if Color(pair[0]).contrast(pair[1], method="wcag21") < 4.5] == []
    assert Color(colours["primaryColor"]).contrast(page, method="wcag21") >= 3
    assert PAPER[theme] == page, "the stretches along a route are cut out of the page's own colour"


@pytest.mark.parametrize("file", ["requirements.in", "requirements-dev.in"])
def test_every_dependency_has_its_reason(file: str) -> None:
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith(("#", "-c"))]
    assert lines
    assert [line for line in lines if not re.search(r"\S\s+# .{10}", line)] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_exact_and_name_no_host(file: str) -> None:
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", line)] == []


def test_what_runs_is_declared_and_what_is_declared_runs() -> None:
    assert brought(*OURS) == declared("requirements.in") - BY_ANOTHER


def test_what_tests_and_benchmarks_use_is_declared() -> None:
    assert brought("tests", "benchmarks") - declared("requirements.in") - declared("requirements-dev.in") == set()


# What stays small and up to date


def test_modules_stay_short() -> None:
    assert [str(path.relative_to(ROOT)) for path in sources(*OURS) if len(path.read_text().splitlines()) > 350] == []


@pytest.mark.parametrize(("name", "text"), docs.build.pages().items(), ids=docs.build.pages())
def test_a_generated_page_is_up_to_date(name: str, text: str) -> None:
    assert (ROOT / "docs" / name).read_text() == text, "run `make docs`"


def test_the_changelog_tells_of_the_newest_version_first() -> None:
    assert re.search(r"^# Changelog\n\n.*^## ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE | re.DOTALL)


def test_nothing_points_outside_the_project() -> None:
    outside = ("..", "shared")  # in two parts, or this line would be found
    endings = (".py", ".md", ".toml", ".in", ".txt", ".po", ".csv", ".js", ".css", "")
    files = sources(*OURS, "tests", "benchmarks", "Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci", ".streamlit", endings=endings)
    texts = {path: path.read_text() for path in files if path.is_file()}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if "/".join(outside) in text or "/".join(("", "work", "")) in text] == []


def test_a_skipped_test_does_not_count_as_passing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(
        "import pytest\ndef test_a(): pytest.skip('no time')\n@pytest.mark.skip\ndef test_b(): ...\n@pytest.mark.xfail\ndef test_c(): assert False\n"
    )
    said = subprocess.run((sys.executable, "-m", "pytest", "-q", tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "skipped test does not count" in said.stdout
    assert not re.search(r"\d (passed|skipped|xfailed)", said.stdout)


# How the tests above look at code


def imported(path: Path) -> Iterator[str]:
    """The top-level names of the packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def brought(*places: str) -> set[str]:
    """The packages from elsewhere that these import."""
    own = {*sys.stdlib_module_names, "lib", "pages", "serving", "serve", "matrices", "docs", "tests", "benchmarks"}
    return {name for path in sources(*places) for name in imported(path)} - own


IMPORTED_AS = {
    "vl_convert_python": "vl_convert",
    "odfpy": "odf",
    "pyyaml": "yaml",
    "python_docx": "docx",
    "python_pptx": "pptx",
    "libhxl": "hxl",
    "fpdf2": "fpdf",
}
"""The packages whose names differ from what is imported of them."""

BY_ANOTHER = {"uharfbuzz"}
"""What another package imports, and does not bring along: fpdf2, to shape text."""


def declared(file: str) -> set[str]:
    """The packages that a requirements file asks for, as they are imported."""
    names = {name.replace("-", "_") for name in re.findall(r"^([\w-]+)", (ROOT / file).read_text(), re.MULTILINE)}
    return {IMPORTED_AS.get(name, name) for name in names}


def called(call: ast.Call) -> str:
    """The last name of what is called: `path.open(…)` and `open(…)` are both "open"."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when a module is imported: everything but the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (part for outer in (*node.decorator_list, node.args) for part in (outer, *run_at_import(outer)))
        elif not isinstance(node, ast.Lambda):
            yield node
            yield from run_at_import(node)


def flat(settings: dict[str, object], prefix: str = "") -> Iterator[str]:
    """{"theme": {"light": {"primaryColor": …}}} → "theme.light.primaryColor"."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_a_text_stands_in_one_catalogue_only() -> None:
    """Of two texts with one id, the file that is read later would take the other's place in silence."""
    ids = [
        line
        for path in sources("lib/words/en", endings=(".po",))
        for line in path.read_text().splitlines()
        if line.startswith('msgid "') and line != 'msgid ""'
    ]
    assert sorted(ids) == sorted(set(ids))
