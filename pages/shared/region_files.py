"""The files that hold a whole region each: of the regions that were chosen, or on whose matrices the groups that were chosen rest."""

from collections.abc import Callable, Mapping
from functools import partial

from lib.framework import Framework
from lib.model import Revision
from lib.outputs import leaving, packing
from lib.places import Places
from lib.words import Catalogue
from pages.shared.briefing import Choice
from pages.shared.data import catalogue, framework, places

Make = Callable[[Revision, Framework, Places, Catalogue], bytes]


def regions(choice: Choice) -> Mapping[str, Revision]:
    """The regions of a choice, each once."""
    return {region: revision for subject in choice.subjects for region, revision in subject.revisions.items()}


def analysis(choice: Choice) -> bytes:
    """The workbook for analysis."""
    return _each(choice, "xlsx", leaving.analysis)


def poster(choice: Choice) -> bytes:
    """The poster. It alone needs fpdf2, which is slow to load."""
    from lib.outputs.leaving.poster import poster

    return _each(choice, "pdf", partial(poster, on=choice.on))


def page(choice: Choice) -> bytes:
    """The one web page."""
    return _each(choice, "html", leaving.page)


def hxl(choice: Choice) -> bytes:
    """All tables with HXL tags, as CSV and as a workbook: always zipped."""
    forms: dict[str, Make] = {f"-{table.replace('_', '-')}.csv": partial(_csv, table) for table in leaving.TABLES} | {".xlsx": leaving.hxl_workbook}
    return packing.bundle({f"hxl-{region}{end}": _made(make, one, choice) for region, one in regions(choice).items() for end, make in forms.items()})


def _csv(table: str, revision: Revision, framework: Framework, places: Places, words: Catalogue) -> bytes:
    return leaving.hxl_csv(revision, table, framework, places, words)


def _each(choice: Choice, ending: str, make: Make) -> bytes:
    """The file of the one region; of several, all of them zipped."""
    files = {f"{region}.{ending}": _made(make, revision, choice) for region, revision in regions(choice).items()}
    return packing.bundle(files) if len(files) > 1 else next(iter(files.values()))


def _made(make: Make, revision: Revision, choice: Choice) -> bytes:
    return make(revision, framework(), places(), catalogue(choice.language))
