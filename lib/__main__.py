"""The command line: `python -m lib template …`, `check …`, `names`, and the commands on the store. A command is one function and one entry in a parser.

Nothing here writes a path that the user did not type, and no command ends in a traceback for what is wrong with a file.
"""

import argparse
import logging
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from lib import shipped, words
from lib.commands import GOOD, STOPPED, access, catalogue, checking, doctor, refuse, region_called, revisions
from lib.exceptions import MatricesError, StoreError
from lib.schema import LANGUAGES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the number that the process ends with."""
    warnings.filterwarnings("ignore", module="openpyxl")
    chosen = _parser().parse_args(arguments)
    try:
        ended: int = chosen.run(chosen)
    except StoreError as error:
        ended = refuse(words.render(error.message, words.catalogue("en")))
    except MatricesError as error:
        ended = refuse(f"{error}.")
    except OSError as error:
        ended = refuse(f"{Path(error.filename or 'The output').name} cannot be opened: {error.strerror}.")
    except KeyboardInterrupt:
        ended = STOPPED
    return ended


def template(chosen: argparse.Namespace) -> int:
    """Write the blank workbook of a region."""
    framework, places = shipped.framework(), shipped.places()
    region = region_called(chosen.region, chosen.language, framework, places)
    from lib import outputs  # only here: the writer is slow to load

    data = outputs.template(region, framework, places, catalogue(chosen.language, framework, places))
    try:
        with open(chosen.output, "xb") as file:
            file.write(data)
    except FileExistsError:
        return refuse(f"{chosen.output} is there already; nothing was written.")
    except OSError as error:
        return refuse(f"{chosen.output} cannot be written: {error.strerror}.")
    return GOOD


def names(chosen: argparse.Namespace) -> int:
    """Read spellings of countries from standard input, one a line, and write each with the code that it means and how it was recognised."""
    from lib.names import index, recognise  # only here: no other command needs the names

    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]  # what came in goes out
    known = index(shipped.places())
    for line in sys.stdin:
        spelling = line.removesuffix("\n").removesuffix("\r")
        found = recognise(spelling, known)
        print(spelling.replace("\t", " "), found.iso3 or "", found.how or "", sep="\t")
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib", description="Implementation matrices from the command line.")
    commands = parser.add_subparsers(required=True, metavar="command")

    one = commands.add_parser("template", help="write the blank workbook of a region")
    one.add_argument("--region", required=True, metavar="NAME", help="its name in any language, or its identifier")
    one.add_argument("--language", choices=LANGUAGES, default="en", help="the workbook's language (default: en)")
    one.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write it; an existing file is left alone")
    one.set_defaults(run=template)

    checking.add_to(commands)

    one = commands.add_parser(
        "names",
        help="read country names as offices spell them",
        description="Reads spellings from standard input, one a line, and writes each with its ISO3 code and how it was recognised, parted by tabs.",
        epilog="exact and normalised are answers; proposed is only similar; nothing: not recognised (docs/names.md).",
    )
    one.set_defaults(run=names)

    revisions.add_to(commands)
    access.add_to(commands)
    doctor.add_to(commands)
    return parser


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a console that lacks a character still gets its report
    logging.getLogger("lib").addHandler(logging.NullHandler())  # what the log keeps for developers has our paths in it
    sys.exit(main())
