"""What the process writes of itself: one line of JSON an event on standard error, a readable line where that is a terminal.

No secret and no word of a matrix, a note or a file's name stands in it, whoever writes. So of an error stand its type and where it was, never what it
says: others put cells and addresses with passwords in there. Of a sentence from elsewhere stands the text that its program holds, never what was put into
its gaps; a text that was put together is left out. Only the product's own events are written with their facts: identifiers, counts and codes.

Who did something is not in here either: the trail of audit in the store says so, and guards it. A log is copied to more places than a store, and may not
become a second list of who works on what. `MATRICES_LOG` says from which level on (debug, info, warning, error).
"""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import streamlit.logger
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from serving import metrics

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
OURS = ("lib", "pages", "serving")
"""The loggers of the product: what they write are events, with `facts` beside them (`extra={"facts": {…}}`)."""

_ROOT = Path(__file__).parents[1]
_FROM_ELSEWHERE = logging.WARNING
"""From which level on others are heard. What they say of a normal day is said by our own events."""
_TOLD_BY_US = {"Uncaught app execution"}
"""What Streamlit says beside our own event of the same error (`faults`)."""


def level() -> int:
    """The level that MATRICES_LOG names, else info. ValueError where it names none."""
    name = os.environ.get("MATRICES_LOG") or "info"
    if name not in LEVELS:
        raise ValueError(name)
    return LEVELS[name]


def begin(lowest: int) -> None:
    """Let everything that writes a log in this process write it here, from a level on."""
    readable = sys.stderr.isatty()
    render = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback) if readable else structlog.processors.JSONRenderer()
    common: list[Processor] = [structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.stdlib.add_log_level, _told]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=common, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render], use_get_message=False
        )
    )
    handler.addFilter(lambda record: record.msg not in _TOLD_BY_US if isinstance(record.msg, str) else True)
    root = logging.getLogger()
    root.handlers = [handler, metrics.Counting()]
    root.setLevel(lowest if lowest < logging.INFO else max(lowest, _FROM_ELSEWHERE))
    for name in OURS:
        logging.getLogger(name).setLevel(lowest)
    logging.captureWarnings(True)
    sys.excepthook = _not_caught
    threading.excepthook = lambda found: _not_caught(found.exc_type, found.exc_value, found.exc_traceback)
    sys.unraisablehook = lambda found: _not_caught(found.exc_type, found.exc_value, found.exc_traceback)
    # Streamlit and uvicorn give each of their loggers a way to the terminal of its own; Streamlit anew whenever its settings are read.
    streamlit.logger.setup_formatter = _through_us
    for name in [*streamlit.logger._loggers, "streamlit", "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"]:
        _through_us(logging.getLogger(name))


def _through_us(logger: logging.Logger) -> None:
    logger.handlers = []
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


def _not_caught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    logging.getLogger("serving").critical("not_caught", exc_info=(kind, error or kind(), trace))


def _told(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What may be told of a record: of ours its facts, of others the text that stands in their program; of an error its type and where it was."""
    record: logging.LogRecord = event["_record"]
    if record.name.partition(".")[0] in OURS:
        event["event"] = str(record.msg)
        event.update(getattr(record, "facts", {}))
    else:
        event["event"] = record.msg if _stands_in_its_program(record) else "(a text that was put together)"
        event["from"], event["at"] = record.name, f"{Path(record.pathname).name}:{record.lineno}"
    event.pop("exc_info", None), event.pop("stack_info", None)
    if record.exc_info and record.exc_info[1]:
        event["errors"] = errors(record.exc_info[1])
    return event


def errors(error: BaseException) -> list[dict[str, Any]]:
    """An error and those that led to it, each as its type and the places that it passed through, the innermost first."""
    return [{"type": _name(type(one)), "where": _places(one)} for one in _chain(error)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield from _chain(one)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _name(kind: type[BaseException]) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(error: BaseException) -> list[str]:
    found = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(*path.parts[-2:])
        found.append(f"{shown}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[:-21:-1]


def _stands_in_its_program(record: logging.LogRecord) -> bool:
    """Whether a record's text is written as it is in the function that logs it: then nothing was put into it."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == record.pathname and frame.f_lineno == record.lineno:
            return record.msg in frame.f_code.co_consts
        frame = frame.f_back
    return False
