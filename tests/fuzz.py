"""Good workbooks in every format, damaged by chance and the same way each time: `python -m tests.fuzz 5000` tries so many, `… 1 --first 123` one again.

Whatever comes out, the reader must answer with a Report, soon, in words, without a path of this machine, and the Report must survive its way as JSON.
"""

import argparse
import json
import re
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from types import FrameType

from lib import intake
from lib.model import Report
from lib.plain import from_plain, to_plain
from tests.hostile import archive, with_macros
from tests.other_formats import FORMATS, values
from tests.workbooks import FRAMEWORK, PLACES, edited, says, write, written

ROOT = Path(__file__).parents[1]
SECONDS = 10
"""The processor's time that one file may take."""

NUMBERS = (
    b"-1",
    b"0",
    b"1",
    b"65536",
    b"1048576",
    b"1048577",
    b"99999999999",
    b"1e308",
    b"1e999",
    b"-0.0",
    b"NaN",
    b"inf",
    b"9" * 400,
    "٣".encode(),
    b"",
)
TEXTS = (
    b"",
    b"A1",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"A1:A1",
    b"A:A",
    b"rId1",
    b"rId99",
    b"s",
    b"e",
    b"d",
    b"inlineStr",
    b"../x",
    b"/xl/workbook.xml",
)
PIECES = (
    b"<!DOCTYPE x>", b"<!-- -->", b"<?x y?>", b"<![CDATA[<c>]]>", b"&#0;", b"&a;", b"&#x1F600;", b"\0", b"\xff", b"<x>", b"</x>", b"<row/>", b"<c/>",
    b'<row r="7"><c r="C7" t="s"><v>3</v></c></row>', b'<c r="B2" t="e"><v>#REF!</v></c>', b'<c r="D3" t="d"><v>2024-13-45</v></c>', b"<f>A1</f>",
    b'<mergeCells><mergeCell ref="A1:C9"/></mergeCells>', b'<hyperlinks><hyperlink ref="A1:B2" r:id="rId1"/></hyperlinks>', b'<row r="9" hidden="x"/>',
    b'<sheet name="About" sheetId="99" r:id="rId1"/>', b"<si><r><t>a</t></r><r><t>b</t></r></si>", b"<is><t>x</t></is>", b"<v>1</v>",
)  # fmt: skip


@cache
def good() -> tuple[bytes, ...]:
    """The workbooks that are damaged."""
    return written(), written("fr"), edited(write(("Remarks", "C3", "=A1"), ("Matrix", "D4", "xyz"))), with_macros()


@cache
def good_in_other_formats() -> tuple[bytes, ...]:
    """The same in other formats, and a table in text."""
    sheets = values(good()[2])
    lines = [";".join("" if value is None else str(value) for value in line) for line in sheets["Matrix"]]
    return *(make(sheets) for make in FORMATS.values()), "\n".join(lines).encode("cp1252", errors="replace")


def mutant(seed: int) -> bytes:
    """A damaged workbook: the same for the same seed."""
    chance = Random(seed)
    data = chance.choice(good_in_other_formats() if chance.random() < 0.3 else good())
    if chance.random() < 0.1 or not zipfile.is_zipfile(BytesIO(data)):
        return damaged(data, chance, (flip, cut, repeat, overwrite, *(number_in_bytes,) * 4))
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels", ".bin"))]
    for _ in range(chance.choice((1, 1, 1, 3))):
        name = chance.choice(names)
        match chance.randrange(30):
            case 0:
                parts.pop(name, None)
            case 1:
                parts[name] = parts.get(chance.choice(names), b"")
            case 2:
                parts[name.replace("1", "9").upper()] = parts.pop(name, b"")
            case _:
                ways = (number_in_bytes,) * 8 if name.endswith(".bin") else (drop, *(insert, number, text) * 4)
                parts[name] = damaged(parts.get(name, b""), chance, (flip, cut, repeat, *ways))
    return archive(parts)


Damage = Callable[[bytes, Random], bytes]


def damaged(data: bytes, chance: Random, ways: tuple[Damage, ...]) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 1, 5))):
        data = chance.choice(ways)(data, chance)
    return data


def span(data: bytes, chance: Random) -> tuple[int, int]:
    begin = chance.randrange(len(data) + 1)
    return begin, begin + chance.choice((1, 4, 50, 1_000))


def flip(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def cut(data: bytes, chance: Random) -> bytes:
    begin, end = span(data, chance)
    return data[:begin] + data[end:]


def repeat(data: bytes, chance: Random) -> bytes:
    begin, end = span(data, chance)
    return data[:end] + data[begin:end] * chance.choice((1, 2, 50)) + data[end:]


def overwrite(data: bytes, chance: Random) -> bytes:
    begin, end = span(data, chance)
    return data[:begin] + chance.choice((b"\0", b"\xff", b"PK")) * (end - begin) + data[end:]


def number_in_bytes(data: bytes, chance: Random) -> bytes:
    """A number of two or four bytes becomes another one."""
    at, size = chance.randrange(len(data) + 1), chance.choice((2, 4))
    new = chance.choice((0, 1, 0x2F, 0xFF, 0x7FFF, 0xFFFF, 0x100000, 0x7FFFFFFF, 0xFFFFFFFE)).to_bytes(4, "little")[:size]
    return data[:at] + new + data[at + size :]


def replaced(pattern: bytes, choices: tuple[bytes, ...]) -> Damage:
    """A way of damage: one match of the pattern becomes one of these."""

    def damage(data: bytes, chance: Random) -> bytes:
        found = list(re.finditer(pattern, data))
        if not found:
            return data
        begin, end = chance.choice(found).span(1)
        return data[:begin] + chance.choice(choices) + data[end:]

    return damage


insert = replaced(rb">()<", PIECES)
number = replaced(rb"[\">A-Z]([0-9]+)[\"<:]", NUMBERS)
text = replaced(rb"=\"([^\"]*)\"", TEXTS)
drop = replaced(rb"(<[^>]*>)", (b"",))


class Wrong(AssertionError):
    """What the reader did with a damaged workbook and must not."""


def attempt(seed: int) -> Report:
    """Read one damaged workbook. Wrong, with the seed, where that breaks what is promised."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        report = intake.checked(mutant(seed), "matrix.xlsx", FRAMEWORK, PLACES)
        words = " ".join(map(says, report.findings))
        plain = json.dumps(to_plain(report))
    except BaseException as error:
        raise Wrong(f"seed {seed}: {type(error).__name__}: {error}") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if from_plain(Report, json.loads(plain)) != report:
        raise Wrong(f"seed {seed}: another Report after its way as JSON")
    if str(ROOT) in plain + words or "site-packages" in plain + words:
        raise Wrong(f"seed {seed}: a path of this machine is shown: {words}")
    if report.matrix is None and not report.errors:
        raise Wrong(f"seed {seed}: nothing is read, and nothing says why")
    return report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Damage workbooks by chance and see the reader answer each.")
    parser.add_argument("number", type=int, nargs="?", default=5_000, help="how many (default: 5,000)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the first seed (default: 0)")
    chosen = parser.parse_args()
    begun, read, wrong = time.monotonic(), 0, 0
    for seed in range(chosen.first, chosen.first + chosen.number):
        try:
            read += attempt(seed).matrix is not None
        except Wrong as error:
            wrong += 1
            print(error, file=sys.stderr)
    print(f"{chosen.number} damaged workbooks in {time.monotonic() - begun:.0f} s: {read} read in part, {wrong} answered wrongly.")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
