"""What a page shows, to take away: the table as CSV, the picture as PNG, SVG or PDF.

Nothing is made while a page is drawn. A click makes the file, in a thread beside the page's script: what is handed to `offer` is called there and must
not ask for the session or the browser (st.session_state, st.context); every other cache works. If a picture cannot be made, the button says so.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st

from lib import outputs
from lib.model import Message, Revision
from pages.shared import paper
from pages.shared.data import in_this_language, joined, named, places, say

_REVISION = 12
"""How many characters of a fingerprint name a revision in a file."""
_MIME = {"csv": "text/csv", "png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


def offer(
    name: str,
    table: Callable[[], pd.DataFrame],
    picture: Callable[[], dict[str, Any]] | None = None,
    *,
    title: str = "",
    revisions: Sequence[Revision] = (),
) -> None:
    """The button "Download", with the ways in which what is shown can be taken away.

    `name`: the files' stem, in ASCII, unique on its page. `table`: what is shown, its columns named in words. `picture`: the whole Vega-Lite
    specification with its "datasets" and a width of its own, in the light theme; `title` stands above it. `revisions`: of which matrices it is; every
    row of the CSV and the foot of the picture say so, and as of when.
    """
    about = _about(revisions)
    *facts, note = about.items()
    foot = [", ".join(named(heading, fact) for heading, fact in facts), note[1]]
    for line in (foot[0], *(say(id) for id in map(_kind, revisions) if id)):  # the disclaimer stands at the foot of every page
        paper.tell(line)
    with st.popover(say("downloads.open"), icon=":material/download:"):
        _button(name, "csv", lambda: outputs.csv(table(), about))
        if picture is not None:
            for format in get_args(outputs.Format):
                _button(name, format, _in_format(picture, title, foot, format))
            st.caption(say("downloads.wait"))


def _in_format(picture: Callable[[], dict[str, Any]], title: str, foot: list[str], format: outputs.Format) -> Callable[[], bytes]:
    return lambda: _drawn(outputs.framed(picture(), title, foot), format)


def _button(name: str, format: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        say(f"downloads.{format}"),
        in_this_language(make),
        file_name=f"{name}.{format}",
        mime=_MIME[format],
        key=f"download-{name}-{format}",
        on_click="ignore",
        type="tertiary",
    )


def _drawn(specification: dict[str, Any], format: outputs.Format) -> bytes:
    return _picture(outputs.digest(specification), format, specification)


@st.cache_resource(max_entries=60, show_spinner=False)
def _picture(digest: str, format: outputs.Format, _specification: dict[str, Any]) -> bytes:
    return outputs.picture(_specification, format)


def _about(revisions: Sequence[Revision]) -> Mapping[str, str]:
    """What every row of a file says of itself: as of when, which revision, and whose judgement it is not."""
    notes = [f"{say(id).rstrip('.')}." for id in dict.fromkeys((*map(_kind, revisions), "workbook.disclaimer")) if id]
    if not revisions:
        return {say("downloads.note"): " ".join(notes)}
    return {
        say("downloads.as_of"): _each(revisions, [str(one.matrix.about.as_of or say("downloads.undated")) for one in revisions]),
        say("leaving.page.fingerprint"): _each(revisions, [one.fingerprint[:_REVISION] for one in revisions]),
        say("downloads.note"): " ".join(notes),
    }


def _each(revisions: Sequence[Revision], facts: Sequence[str]) -> str:
    """The fact of the one revision; of several, each with its region."""
    if len(revisions) == 1:
        return facts[0]
    return joined(say("downloads.of", region=Message(f"region.{one.region}"), fact=fact) for one, fact in zip(revisions, facts, strict=True))


def _kind(revision: Revision) -> str:
    """The catalogue entry that says what kind of knowledge a revision is; "" for what an office sent."""
    if places().region(revision.region).demonstration:
        return "workbook.demonstration"
    return "workbook.shipped" if revision.kind == "shipped" else ""
