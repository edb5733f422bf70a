"""What a benchmark is: the same work twice, once as the dashboard does it and once at a floor, in turns, and the ratio of the two medians."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

Seconds = list[float]


@dataclass(frozen=True)
class Timings:
    """One run's times: the dashboard's, the floor's, and what is worth knowing beside them, by name. Without a unit they are no times but counts."""

    ours: Seconds
    floor: Seconds
    beside: Mapping[str, Seconds] = field(default_factory=dict)
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the floor's median ours is."""
        return median(self.ours) / median(self.floor)


@dataclass(frozen=True)
class Benchmark:
    """A promise: `what` takes at most `goal` times as long as its `floor`. `run` may keep files in a folder that all benchmarks share."""

    name: str
    what: str
    floor: str
    goal: float
    run: Callable[[Path], Timings]


def in_turns(times: int, *runs: Callable[[int], float]) -> tuple[Seconds, ...]:
    """The seconds of each run, A B, B A, A B …, so that whatever else the machine does meets all of them. Each gets the number of the round; round 0
    warms up and is not counted."""
    found: tuple[Seconds, ...] = tuple([] for _ in runs)
    for number in range(times + 1):
        for run, seconds in list(zip(runs, found, strict=True))[:: (-1) ** number]:
            seconds.append(run(number))
    return tuple(seconds[1:] for seconds in found)
