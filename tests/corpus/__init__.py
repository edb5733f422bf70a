"""Foreign workbooks built by code, one quirk or one combination each, with what must be known of each once it is read.

They stand for what offices really send (docs/workbook.md). The reader was not looked at for them: they judge it.
"""

from importlib import import_module

from tests.corpus.case import Case

FAMILIES = (
    "marks",
    "headings",
    "colours",
    "narrative",
    "lists",
    "sections",
    "names",
    "sheets",
    "packages",
    "assessed",
    "nasty",
    "traps",
    "variants",
    "forms",
    "silence",
)
"""The modules that hold the cases, by what is odd in them."""

CASES: tuple[Case, ...] = tuple(
    made for family in FAMILIES for made in vars(import_module(f"tests.corpus.{family}")).values() if isinstance(made, Case)
)
