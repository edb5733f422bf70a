"""`python -m benchmarks [--json] [NAME …]`: measure all or some, and say plainly which goals were missed. It measures; it fails nobody."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import briefing, corpus, figures, pages, revisions, search, upload, workbooks
from benchmarks.measure import Benchmark, Timings

LITERAL = "the same elements drawn from constants"

BENCHMARKS = (
    Benchmark("rerun", "the server's part of opening a cell: 40 countries, 1,000 activities", LITERAL, 1.4, pages.rerun),
    Benchmark("click", "a click on a cell until the panel shows it, in Chromium", LITERAL, 1.3, pages.click),
    Benchmark("start", "starting the process until the heatmap shows, in a fresh browser", LITERAL, 1.5, pages.start),
    Benchmark("read", "a workbook's bytes → its Matrix: 40 countries, 1,000 activities", "openpyxl opening the same bytes", 1.5, workbooks.read),
    Benchmark("revisions", "the same as rerun, with 8,000 revisions in the store", "the same with 8 revisions", 1.2, revisions.rerun),
    Benchmark("figures", "shares of 200 countries × 10 points × 20 revisions", "one pandas groupby of the same table", 10, figures.shares),
    Benchmark("growth", "reading a workbook of 100 × the cells", "100 × the time at 1 ×", 1.0, workbooks.growth),
    Benchmark("upload", "a workbook handed in → its report: 40 countries", "openpyxl opening the same bytes", 2.0, upload.upload),
    Benchmark(
        "foreign", "200 countries × 10 points twice, a list of 10,000, none in our layout", "openpyxl opening the same bytes", 1.5, corpus.foreign
    ),
    Benchmark("corpus", "facts of foreign workbooks read wrongly or not at all", "all facts that must be known", 0.02, corpus.corpus),
    Benchmark("briefing", "a region's briefing → Word, its pictures ready: 40 countries", "python-docx writing the same", 3.0, briefing.written),
    Benchmark("search", "seven texts → activities and all counts, among 50,000", "SQLite's FTS5 alone on the same index", 2.0, search.search),
)


def main() -> None:
    """Run what is asked for; as text, or as JSON {name: {"ratio": …, "goal": …}}."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios within one run against a floor; lower is faster.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(one.name for one in BENCHMARKS)}")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    asked = parser.parse_args()
    if unknown := set(asked.names) - {one.name for one in BENCHMARKS}:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    found: dict[str, dict[str, float]] = {}
    with TemporaryDirectory() as folder:
        for one in BENCHMARKS:
            if asked.names and one.name not in asked.names:
                continue
            begun = time.monotonic()
            timings = one.run(Path(folder))
            found[one.name] = {"ratio": round(timings.ratio, 2), "goal": one.goal}
            said = "\n".join(_in_words(one, timings, time.monotonic() - begun))
            print(said, file=sys.stderr if asked.json else sys.stdout, flush=True)
    if asked.json:
        print(json.dumps(found))


def _in_words(one: Benchmark, timings: Timings, seconds: float) -> Iterator[str]:
    met = "met" if timings.ratio <= one.goal else "MISSED"
    yield f"{one.name:9} {timings.ratio:5.2f}   goal ≤ {one.goal}: {met}   ({len(timings.ours)} rounds, {seconds:.0f} s in all)"
    for name, measured in {one.what: timings.ours, one.floor: timings.floor, **timings.beside}.items():
        yield f"          {_short(measured, timings.unit)}  {name}"


def _short(measured: list[float], unit: str) -> str:
    return f"{median(measured) * 1000:8,.1f} ms" if unit else f"{median(measured):11,.0f}"


if __name__ == "__main__":
    main()
