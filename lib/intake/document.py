"""docs/finding-codes.md, out of the codes and their texts: `python -m lib.intake.document > docs/finding-codes.md`."""

import re
from collections.abc import Iterator

from lib import words
from lib.exceptions import UnknownText
from lib.intake.codes import CODES, Code
from lib.words import Catalogue

INTRODUCTION = """\
# Finding codes

What `python -m lib check` and the upload page say about a workbook. An error cannot be published; a warning is published, but please look; a note is
for information. *Not read* says what is left out because of the finding; a row is left out too where a cell that it must have is not read.

This page is generated: `python -m lib.intake.document > docs/finding-codes.md`.
"""


def page() -> str:
    """The page, in Markdown: one heading for each code."""
    english = words.catalogue("en")
    return "\n".join([INTRODUCTION, *(line for name, code in CODES.items() for line in _section(name, code, english))])


def _section(name: str, code: Code, english: Catalogue) -> Iterator[str]:
    try:
        message = english.text(f"finding.{name}", n=2)
    except UnknownText:
        message = english.text(f"finding.{name}")
    yield f"## {name}\n"
    yield f"{str(code.severity).capitalize()}. Not read: {code.loses.value}.\n"
    yield f"{_placeholders(message)}\n"
    yield f"{_placeholders(english.text(f'finding.{name}.fix'))}\n"


def _placeholders(text: str) -> str:
    return re.sub(r"{(\w+)}", r"*\1*", text)


if __name__ == "__main__":
    print(page(), end="")
