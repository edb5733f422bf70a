"""/metrics: counts and times of this process, for Prometheus. What is counted is what is logged: an event (`log`) of the product is one more of its name.

A registry of its own, so that nothing stands in it that no page of docs/ names. Its labels are pages, regions and kinds, never people.
"""

import logging
import platform
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

import streamlit as st
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, Info, disable_created_metrics, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import runtime
from streamlit.runtime.scriptrunner import script_runner

from lib import intake
from lib.store.tables import VERSION

PATH = "/metrics"
_RUN = "exec_func_with_error_handling"
"""A private name of Streamlit's: all that runs of a page runs through it, a part that runs alone too."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # when counting began is no figure
REGISTRY = CollectorRegistry()
RUNS = Histogram(
    "matrices_run_seconds",
    "The seconds that a run of a page's script took: the whole page, or a part of it that runs alone.",
    ["page", "part"],
    registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
EVENTS = {
    event: (Counter(f"matrices_{name}", text, labels, registry=REGISTRY), labels)
    for event, name, text, labels in (
        (
            "done",
            "actions",
            "What was done and stands in the trail: files handed in (keep), revisions published, sessions begun …",
            ["action", "region"],
        ),
        ("refused", "refusals", "Actions that the store refused for want of a right or of a second pair of eyes.", ["action", "region"]),
        ("read", "files_read", "Files from outside that a process of their own has read, and how that ended.", ["ended"]),
        ("turned_away", "uploads_turned_away", "Uploads that were told to wait.", ["why"]),
        ("store_error", "store_errors", "Times that the store could not do what was asked.", ["error"]),
        ("script_error", "script_errors", "Runs of a page that ended in a mistake of ours.", ["page"]),
        ("request_error", "request_errors", "Requests that ended in a mistake of ours.", []),
    )
}
"""By event: its counter, and the facts of the event that tell its counts apart."""

Info("matrices_build", "What runs here.", registry=REGISTRY).info(
    {"store": VERSION, "streamlit": st.__version__, "python": platform.python_version()}
)
ProcessCollector(registry=REGISTRY)


class Counting(logging.Handler):
    """Counts the events of the product that pass by."""

    def emit(self, record: logging.LogRecord) -> None:
        """One more of its name, whatever else the record is."""
        if isinstance(record.msg, str) and record.msg in EVENTS:
            counter, labels = EVENTS[record.msg]
            facts = getattr(record, "facts", {})
            (counter.labels(*(str(facts.get(name, "")) for name in labels)) if labels else counter).inc()


def route() -> Route:
    """The route. Who may ask is `inside`'s to say."""

    def answer(_: Request) -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return Route(PATH, answer)


def watch() -> None:
    """Begin to measure: every run of a script, the sessions that are open, the children that read files."""
    setattr(script_runner, _RUN, _timed(getattr(script_runner, _RUN)))
    Gauge("matrices_sessions", "Sessions that are open: tabs with the dashboard in them.", registry=REGISTRY).set_function(_sessions)
    Gauge("matrices_readers", "Processes that read a file from outside at this moment.", registry=REGISTRY).set_function(intake.readers)


def _timed(run: Callable[..., Any]) -> Callable[..., Any]:
    def timed(script: Callable[[], Any], context: Any) -> Any:
        begun = perf_counter()
        try:
            return run(script, context)
        finally:
            RUNS.labels(page(context), "part" if context.fragment_ids_this_run else "page").observe(perf_counter() - begun)

    return timed


def page(context: Any) -> str:
    """The address of the page that a script's context belongs to, among those that there are: never what somebody typed."""
    found = context.pages_manager.get_pages().get(context.page_script_hash, {})
    return str(found.get("url_pathname") or "overview")


def _sessions() -> float:
    if not runtime.exists():
        return 0
    found: Iterable[Any] = runtime.get_instance().stats_mgr.get_stats(["active_sessions"]).get("active_sessions", ())
    return float(sum(stat.value for stat in found))
