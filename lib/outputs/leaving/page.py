"""A region's matrix as one web page in one file: it asks nobody for anything, and opens from a disk or an e-mail without a network.

The grid is the dashboard's own (lib/charts/grid.js and grid.css), and so is what stands behind a cell. What offices wrote is data in the file, and the
script sets it as text: nothing of it can become an element. The page's own policy (Content-Security-Policy) lets no script run but this one, by its
hash, and loads nothing. Colours stand in variables, so that it follows a dark screen and prints light.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
from babel import Locale

from lib import charts, figures, planning
from lib.framework import Framework, Look, Theme
from lib.model import Activity, FollowUp, Matrix, Message, Remark, Revision, Stage, State, Status, years
from lib.outputs.leaving import imprint
from lib.outputs.leaving.tables import in_words
from lib.places import Places
from lib.words import Catalogue, joined, named, render

_HERE = Path(__file__).parent
_THEMES: tuple[Theme, Theme] = ("light", "dark")
_KINDS = (*map(str, Status), "recorded", "unknown")
_WEB = ("http://", "https://")

Looks = dict[tuple[Look, ...], int]
"""The looks that the page has, each in both themes, numbered: its colours are variables, `--fill-3` and so on."""
Data = dict[str, Any]


def page(revision: Revision, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """The .html of a revision, in the language of `words`. UnknownRegion."""
    countries = words.by_name(places.region(revision.region).countries)
    cells = figures.cells(revision.matrix, countries, framework.point_ids)
    looks: Looks = {}
    data = {
        "grid": _grid(revision, cells, framework, looks, words),
        "orders": _orders(cells),
        "cells": dict(_cells(revision.matrix, cells, words)),
        "texts": {
            "source": named(words.text("panel.source"), "", words),
            "open": named(words.text("leaving.page.open"), "", words),
            "read": words.text("leaving.page.read"),
        },
    }
    key = _key(framework, looks, words)  # gives looks their numbers, which the style needs
    front = charts.grid_front_end()
    script = front["js"].replace("export default function", "const drawGrid = function") + _read("page.js")
    style = f"{_colours(looks)}{front['css']}{_read('page.css')}"
    takeaway = render(figures.takeaway(cells), words)
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_text(fact)}</dd>" for name, fact in imprint.imprint(revision, places, words).items())
    facts += f"<dt>{escape(words.text('leaving.page.fingerprint'))}</dt><dd>{revision.fingerprint}</dd>"
    orders = "".join(f'<option value="{id}">{escape(words.text(f"order.{id}"))}</option>' for id in data["orders"])
    title = escape(imprint.title(revision, words))
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="{words.language}" dir="{Locale.parse(words.language).text_direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="warning">{escape(render(imprint.rests_on(revision, places), words))}</p>
<p>{escape(takeaway)}</p>
{key}
</header>
<main>
<p class="controls"><label>{escape(words.text("filter.order"))} <select id="order">{orders}</select></label></p>
<p id="line" role="status">{escape(words.text("leaving.page.choose"))}</p>
<noscript><p class="warning">{escape(words.text("leaving.page.noscript"))}</p></noscript>
<div class="beside">
{front["html"]}
<section id="panel" aria-label="{escape(words.text("leaving.page.panel"))}"><p>{escape(words.text("leaving.page.choose"))}</p></section>
</div>
</main>
<footer><dl>{facts}</dl></footer>
<script type="application/json" id="matrix">{_json(data)}</script>
<script>{script}</script>
</body>
</html>
""".encode(errors="replace")


def _grid(revision: Revision, cells: pd.DataFrame, framework: Framework, looks: Looks, words: Catalogue) -> Data:
    """What the grid's script draws, its colours by the numbers of their looks."""
    light, dark = (charts.paint(cells, framework, theme, words.text("legend.example.mark")) for theme in _THEMES)
    look = ["fill", "ink", "outline"]
    pairs = zip(light[look].itertuples(index=False, name=None), dark[look].itertuples(index=False, name=None), strict=True)
    numbers = [_number(looks, Look(*day), Look(*night)) for day, night in pairs]
    told = light.assign(
        place_name=[words.text(f"place.{place}") for place in cells["place"]],
        words=[in_words(cell, words) for cell in cells.to_dict("records")],
        **{name: [f"var(--{name}-{number})" for number in numbers] for name in look},
    )
    known: list[Any] = figures.by_place(cells).to_dict("records")
    return charts.grid(
        told,
        figures.by_point(cells),
        {row["place"]: render(figures.known_in_words(row), words) for row in known},
        {kind: words.text(f"kind.{kind}") for kind in _KINDS},
        {point: f"{point} {words.text(f'point.{point}.short')}" for point in framework.point_ids},
        {
            "caption": render(Message("grid.caption", {"region": Message(f"region.{revision.region}")}), words),
            "corner": words.text("heatmap.place"),
            "margin": words.text("grid.margin"),
        },
    )


def _orders(cells: pd.DataFrame) -> dict[str, list[int]]:
    """The rows by number, in each order: by name, as they stand, and those with the most assessed cells first. Records put nobody in front."""
    assessed = figures.by_place(cells)["assessed"].tolist()
    return {"name": [*range(len(assessed))], "assessed": [0, *sorted(range(1, len(assessed)), key=lambda row: -assessed[row])]}


def _cells(matrix: Matrix, cells: pd.DataFrame, words: Catalogue) -> Iterator[tuple[str, Data]]:
    """What is behind each cell, in the order of the dashboard: remarks, activities, follow-up, targets; under "place point"."""
    for cell in cells.to_dict("records"):
        at = (cell["place"], cell["point"])
        remarks = [_remark(one, words) for one in matrix.remarks if (one.place, one.point) == at]
        activities = [one for one in matrix.activities if (one.place, one.point) == at]
        actions = [one for one in matrix.follow_up if (one.place, one.point) == at]
        lists = {
            render(Message("panel.activities", {"n": len(activities)}), words): [
                _activity(one, words) for one in sorted(activities, key=lambda one: max(years(one.year), default=0), reverse=True)
            ],
            words.text("panel.follow_up"): [_action(one, words) for one in actions if one.state is not State.RECORDED],
            words.text("panel.targets"): [_action(one, words) for one in actions if one.state is State.RECORDED],
        }
        parts = [*remarks, *({"head": head, "items": items} for head, items in lists.items() if items)]
        notes = [] if parts else [f"panel.nothing.{cell['known']}"]
        notes += ["panel.recorded"] if cell["known"] == "recorded" else []
        place, point = (words.text(f"{kind}.{code}") for kind, code in zip(("place", "point"), at, strict=True))
        title = f"{place} – {cell['point']} {point}"
        yield " ".join(at), {"title": title, "known": in_words(cell, words), "parts": parts, "notes": [words.text(id) for id in notes]}


def _remark(remark: Remark, words: Catalogue) -> Data:
    source = " ".join(part for part in (remark.source, remark.year) if part)
    missing, contests = planning.contested(remark.missing)
    facts = (
        *(("glossary.contested", one) for one in contests),
        ("panel.missing", missing),
        ("panel.recommendation", remark.recommendation),
        ("panel.reason", remark.reason),
        ("panel.source", source),
    )
    return {"facts": [(words.text(id), text) for id, text in facts if text]}


def _activity(activity: Activity, words: Catalogue) -> Data:
    facts = (
        words.text(f"stage.{activity.stage}" if activity.stage else "panel.no_stage"),
        activity.year or words.text("panel.no_year"),
        joined(activity.actors, words),
        words.text(f"panel.evidence.{activity.evidence}"),
    )
    web = activity.link.startswith(_WEB)
    source = activity.source or activity.link if web else " ".join(dict.fromkeys(filter(None, (activity.source, activity.link))))
    return {
        "text": activity.activity,
        "good": f"★ {words.text('panel.good_practice')}" if activity.good_practice else "",
        "facts": [fact for fact in facts if fact],
        "source": source,
        "link": activity.link if web else "",
    }


def _action(action: FollowUp, words: Catalogue) -> Data:
    due = render(Message("panel.due", {"due": action.due}), words) if action.due else ""
    facts = (words.text(f"state.{action.state}"), due, action.lead, joined(action.partners, words), action.target, action.reason, action.source)
    return {"text": action.action, "facts": [fact for fact in facts if fact]}


def _key(framework: Framework, looks: Looks, words: Catalogue) -> str:
    """The key to colours and glyphs, as HTML: statuses filled, records outlined, the unknown almost empty."""

    def one(mark: str, label: str, *of: Look) -> str:
        number = _number(looks, *of)
        box = f"background:var(--fill-{number});color:var(--ink-{number});border-color:var(--outline-{number})"
        return f'<span><b style="{box}" aria-hidden="true">{escape(mark)}</b>{escape(label)}</span>'

    def line(title: str, keys: Iterable[str]) -> str:
        return f'<p class="key"><strong>{escape(title)}</strong>{"".join(keys)}</p>'

    recorded, unknown = ([of[theme] for theme in _THEMES] for of in ({t: framework.recorded[t][Stage.IN_PLACE] for t in _THEMES}, framework.unknown))
    other = (
        ("recorded", f"{framework.glyphs[Status.IN_PLACE]} 2", recorded),
        ("conflict", "≠", recorded),
        ("example", words.text("legend.example.mark"), unknown),
        ("unknown", framework.glyphs[None], unknown),
    )
    statuses = (one(framework.glyphs[its], words.text(f"status.{its}"), *(framework.assessed[theme][its] for theme in _THEMES)) for its in Status)
    return line(words.text("legend.assessed"), statuses) + line(
        words.text("legend.other"), (one(mark, words.text(f"legend.{kind}"), *look) for kind, mark, look in other)
    )


def _number(looks: Looks, *themes: Look) -> int:
    return looks.setdefault(themes, len(looks))


def _colours(looks: Looks) -> str:
    """The variables of all looks: for a light screen and for paper, and for a dark screen."""

    def declared(at: int) -> str:
        return "".join(f"--fill-{n}:{of[at].fill};--ink-{n}:{of[at].ink};--outline-{n}:{of[at].outline};" for of, n in looks.items())

    return f":root{{{declared(0)}}}@media screen and (prefers-color-scheme:dark){{:root{{{declared(1)}}}}}"


def _text(text: str) -> str:
    """A text from a cell as HTML: escaped, its direction its own."""
    return f'<span class="text" dir="auto">{escape(text)}</span>'


def _json(data: Data) -> str:
    """Data for a block of the page: no letter in it can end the block."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
