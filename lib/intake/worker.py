"""The child process that reads one file from outside: `python -I worker.py`, a Request on standard input, the Report as JSON on standard output.

It limits itself before it looks at the file: the processor's time, memory, no file written. What reading does not need is not even loaded (openpyxl would
bring numpy and pictures along), so it starts in a sixth of a second. Where the platform knows no such limits (Windows), only the time that may pass is
limited, by the parent.
"""

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # asked for below, where it limits


ENDED_BY = "ended by "
"""What the last words begin with of a process that broke: an error's type and where it was. What the error says may be what stands in the file."""


class Request(NamedTuple):
    """What the parent asks: to read these bytes within these limits (seconds, bytes), going by these lists."""

    data: bytes
    name: str
    seconds: int
    memory: int
    framework: Any
    places: Any
    names: bytes
    """The index of country names, pickled: it is needed for some files only, and loading it takes a tenth of a second."""
    corrections: Any = None
    region: str = ""


def main() -> None:
    """Answer one request."""
    sys.excepthook = _break
    sys.path.insert(0, str(Path(__file__).parents[2]))  # -I knows the environment's packages, not the folder that this project lies in
    for unneeded in ("numpy", "PIL", "lxml"):
        sys.modules[unneeded] = None  # type: ignore[assignment]  # as if it were not installed
    import json
    import pickle

    request = Request(*pickle.load(sys.stdin.buffer))  # from the parent, which is trusted; what goes back is JSON
    _limit(request.seconds, request.memory)
    from lib import intake
    from lib.plain import to_plain

    report = intake.checked(
        request.data,
        request.name,
        request.framework,
        request.places,
        lambda: pickle.loads(request.names),
        corrections=request.corrections,
        region=request.region,
    )
    sys.stdout.write(json.dumps(to_plain(report)))


def _break(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    import traceback

    for frame in traceback.extract_tb(trace):
        print(f"{ENDED_BY}{kind.__name__}: {Path(frame.filename).name}:{frame.lineno} {frame.name}", file=sys.stderr)


def _limit(seconds: int, memory: int) -> None:
    """What this process may use. It may write no file, and leaves its memory in none when it breaks."""
    if resource is None:
        return
    limits = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),  # first a signal of its own, by which the parent knows; a second later the end
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, limit in limits.items():
        with suppress(ValueError, OSError):  # a lower limit stands already, or the platform has none of this kind
            resource.setrlimit(kind, limit)


if __name__ == "__main__":
    main()
