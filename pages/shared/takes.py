"""In which forms a briefing can be taken away: a line for each. What makes a file runs while the page waits, and is cached for everybody after that."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from lib import outputs
from lib.briefing import Chart
from lib.exceptions import CannotBeDrawn
from lib.outputs import documents, slides
from pages.shared import region_files
from pages.shared.briefing import Choice, told
from pages.shared.data import catalogue


class Take(NamedTuple):
    """A form: the id of what it is called, the ending of its files, and what makes one of a choice."""

    label: str
    ending: str
    make: Callable[..., bytes]
    matrix: str = ""
    """What its files are called where each holds the whole matrix of a region, and so never an internal note; of several regions they leave zipped."""

    def ending_of(self, choice: Choice) -> str:
        """The ending of a choice's file."""
        return "zip" if self.matrix and len(region_files.regions(choice)) > 1 else self.ending

    def file_name(self, choice: Choice) -> str:
        """The name of a choice's file."""
        stem = f"{self.matrix}{choice.name.removeprefix('briefing').removesuffix('-internal')}" if self.matrix else choice.name
        return f"{stem}.{self.ending_of(choice)}"


def _told(write: Callable[..., bytes], choice: Choice, *, drawn: bool = True) -> bytes:
    return write(told(choice), catalogue(choice.language), draw=_drawn if drawn else None)


TAKES: tuple[Take, ...] = (
    Take("briefing.take.docx", "docx", partial(_told, documents.briefing)),
    Take("briefing.take.pptx", "pptx", partial(_told, slides.briefing)),
    Take("leaving.take.analysis", "xlsx", region_files.analysis, matrix="analysis"),
    Take("leaving.take.poster", "pdf", region_files.poster, matrix="poster"),
    Take("leaving.take.page", "html", region_files.page, matrix="page"),
    Take("leaving.take.hxl", "zip", region_files.hxl, matrix="hxl"),
)
"""All forms, in the order of the page."""


def _drawn(chart: Chart) -> bytes:
    return _picture(outputs.digest(chart.specification), chart.specification)


@st.cache_resource(max_entries=60, show_spinner=False)
def _picture(digest: str, _specification: Mapping[str, Any]) -> bytes:
    """A chart in PNG, drawn once for all forms that it stands in."""
    return outputs.picture(_specification, "png")


def made(take: Take, choice: Choice) -> bytes:
    """The file of a choice, made once per revisions, language and choice. If its pictures cannot be drawn now, a file without them that says so: it is
    not kept, so that the next one may have them."""
    try:
        return _made(take.label, choice.key, take, choice)
    except CannotBeDrawn:
        return take.make(choice, drawn=False)


@st.cache_resource(max_entries=40, show_spinner=False)
def _made(label: str, key: tuple[str, ...], _take: Take, _choice: Choice) -> bytes:
    return _take.make(_choice)
