"""The floor: what the dashboard asks Streamlit to draw, recorded once, so that a page of constants can draw it again.

`python -m benchmarks.recording OUT REGION FILE [PAGE?QUERY …]` runs the dashboard on each of these views of a region, in this order, and writes the calls
that it made, with their arguments and what stood in which container. Before a view that names a file, FILE is handed in ("" is none). Labels take the
place of codes: who plays the calls needs nothing of the dashboard.
"""

import inspect
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from lib import store
from lib.model import Cell
from pages.shared.data import kept

ROOT = Path(__file__).parents[1]

Call = tuple[str, dict[str, Any], list[str], dict[str, Any], list[list[Any]]]
"""A command of Streamlit; its arguments; the names of those that were functions; what its key held in the session; the calls made within what it
made, a list for each container."""

_calls: list[list[Call]] = [[]]
"""The calls so far; behind them, while a container is open, those within it."""
_within: dict[int, tuple[DeltaGenerator, list[Call]]] = {}
"""The calls within each container that was made, by its identity."""


def coverage(*cell: str) -> str:
    """The name of the view of Coverage with this cell open, or none."""
    return "coverage?" + (f"place={cell[0]}&point={cell[1]}" if cell else "")


def record(path: Path, region: str, cells: Iterable[Cell] = (), **environment: str) -> Path:
    """Record Coverage of a region with no cell open, and with each of these, into a file; returns the file. `environment` may name the folder of
    matrices."""
    return record_views(path, region, [coverage(), *(coverage(*cell) for cell in cells)], **environment)


def record_views(path: Path, region: str, views: Iterable[str], handed_in: Path | None = None, **environment: str) -> Path:
    """Record these views of a region, in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.recording", path, region, handed_in or "", *views)
    own = {"MATRICES_DATABASE_URL": f"sqlite:///{path}.sqlite"}  # not that of whoever measures
    done = subprocess.run(command, cwd=ROOT, env=os.environ | own | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the dashboard could not be recorded:\n{done.stderr[-4000:]}")
    return path


def only(calls: Path, command: str, path: Path) -> Path:
    """A recording with the calls of one command alone; returns its file."""
    chart, states = pickle.loads(calls.read_bytes())
    path.write_bytes(pickle.dumps((chart, {state: [call for call in _flat(made) if call[0] == command] for state, made in states.items()})))
    return path


def _main(path: Path, region: str, handed_in: str, *views: str) -> None:
    _listen()
    dashboard = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    dashboard.run()
    dashboard.query_params["region"] = region
    states = {}
    for view in views:
        page, _, query = view.partition("?")
        choices = dict(parse_qsl(query))
        if "file" in choices:
            store.keep(kept(), region, Path(handed_in).name, Path(handed_in).read_bytes())
        script = next(path for path in (ROOT / "pages").glob(f"*/{page}.py") if path.parent.name != "shared")
        dashboard.switch_page(str(script.relative_to(ROOT)))
        for name, code in choices.items():
            dashboard.query_params[name] = code
        states[view] = _made(dashboard)
    chart = next(arguments["key"] for name, arguments, *_ in _flat(states[views[0]]) if name == "vega_lite_chart")
    data = pickle.dumps((chart, states))
    _Apart(BytesIO(data)).load()
    path.write_bytes(data)


class _Apart(pickle.Unpickler):
    """Reads what the literal page will read. TypeError where an argument holds a value of the dashboard's: the page would import it."""

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] in ("lib", "pages"):
            raise TypeError(f"an argument holds a {module}.{name}")
        return super().find_class(module, name)


def _made(dashboard: AppTest) -> list[Call]:
    _calls[:] = [[]]
    dashboard.run()
    for wrong in (*dashboard.exception, *dashboard.error):
        raise RuntimeError(wrong.value)
    return _calls[0]


def _flat(calls: Iterable[Call]) -> Iterable[Call]:
    for call in calls:
        yield call
        for inside in call[-1]:
            yield from _flat(inside)


def _listen() -> None:
    """Have every drawing command of `st` note its calls."""
    for name in [name for name in dir(st) if not name.startswith("_")]:
        command = getattr(st, name)
        if isinstance(getattr(command, "__self__", None), DeltaGenerator) or name == "set_page_config":
            setattr(st, name, _noting(name, command))
            if hasattr(DeltaGenerator, name):
                setattr(DeltaGenerator, name, _noting(name, getattr(DeltaGenerator, name), on_a_container=True))
    st.navigation = _noting_pages(st.navigation)
    st.components.v2.component = _noting_mounts(st.components.v2.component)
    enter, leave = DeltaGenerator.__enter__, DeltaGenerator.__exit__

    def entering(container: DeltaGenerator) -> None:
        _calls.append(_within[id(container)][1] if id(container) in _within else _calls[-1])
        enter(container)

    def leaving(container: DeltaGenerator, *error: Any) -> Any:
        _calls.pop()
        return leave(container, *error)

    DeltaGenerator.__enter__, DeltaGenerator.__exit__ = entering, leaving  # type: ignore[method-assign]


def _noting(name: str, command: Callable[..., Any], *, on_a_container: bool = False) -> Callable[..., Any]:
    """`command`, which notes its calls: where the page is, or within the container that it is called on (`head.html(…)`)."""
    signature = inspect.signature(command)

    @wraps(command)
    def noted(*args: Any, **options: Any) -> Any:
        made = command(*args, **options)
        arguments = dict(signature.bind(*args, **options).arguments)
        calls = _calls[-1]
        if on_a_container:
            container = arguments.pop("self")
            if id(container) not in _within:  # one of Streamlit's own, by which it draws what `st` was asked for
                return made
            calls = _within[id(container)][1]
        within: list[list[Call]] = []
        calls.append((name, *_literal(arguments), within))
        for one in made if isinstance(made, list) else [made]:
            if isinstance(one, DeltaGenerator):
                within.append([])
                _within[id(one)] = (one, within[-1])
        return made

    return noted


def _literal(arguments: dict[str, Any]) -> tuple[dict[str, Any], list[str], dict[str, Any]]:
    """Arguments as constants, the names of those that were functions, and the choice in the session, by key. Codes become their labels."""
    constants = {name: value for name, value in arguments.items() if name not in ("args", "kwargs", "format_func") and not callable(value)}
    functions = [name for name, value in arguments.items() if name != "format_func" and callable(value)]
    state = {}
    if "options" in arguments:
        label = arguments.get("format_func", str)
        constants["options"] = [label(one) for one in arguments["options"]]
        if (default := arguments.get("default")) is not None:
            constants["default"] = [label(one) for one in default] if isinstance(default, list | tuple) else label(default)
        if (key := arguments.get("key")) and key in st.session_state:
            chosen = st.session_state[key]
            state[key] = [label(one) for one in chosen] if isinstance(chosen, list) else chosen if chosen is None else label(chosen)
    return constants, functions, state


def _noting_pages(navigation: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(navigation)
    def noted(pages: dict[str, list[Any]], **options: Any) -> Any:
        listed = {section: [_page(one) for one in found] for section, found in pages.items()}
        inside: list[Call] = []
        _calls[-1].append(("navigation", {"pages": listed, **options}, [], {}, [inside]))
        page = navigation(pages, **options)
        run = page.run

        def running() -> None:
            _calls[-1].append(("run", {}, [], {}, []))
            _calls.append(inside)
            run()
            _calls.pop()

        page.run = running
        return page

    return noted


def _page(page: Any) -> dict[str, Any]:
    return {"title": page.title, "icon": page.icon, "help": page.help, "url_path": page.url_path or "home", "default": not page.url_path}


def _noting_mounts(component: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(component)
    def declared(name: str, **parts: Any) -> Any:
        mount = component(name, **parts)

        def mounted(**options: Any) -> Any:
            _calls[-1].append(("component", *_literal({"declared": (name, parts), **options}), []))
            return mount(**options)

        return mounted

    return declared


if __name__ == "__main__":
    _main(Path(sys.argv[1]), *sys.argv[2:])
