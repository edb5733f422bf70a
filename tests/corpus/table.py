"""The grids of the corpus. A pattern has a row of ten glyphs for each country: ● in place, ◐ partly, ◔ planned, ○ not in place, – not applicable; a blank
says nothing. What a file writes for a glyph is up to its case."""

from collections.abc import Mapping, Sequence

from openpyxl.utils.cell import coordinate_to_tuple

from lib.model import REGION_WIDE
from tests.corpus.book import Row, Value
from tests.corpus.case import FRAMEWORK, PLACES

WEST = {"BEN": "●◐○ ◔●○  ●", "BFA": "○○◐●  ◔○● ", "CIV": "◔ ●◐○●  ○◐", "GHA": "●●●◐◔○  ◐●", "SEN": "  ◐○●◔●◐ ○"}
EAST = {"KEN": "●◐◔○●  ○◐●", "UGA": "◐●○ ◔●○●◐ ", "TZA": "○ ●◐●◔ ○●◐", "ZMB": "●●◐○ ◔◐● ○", "NAM": "◔○●  ●◐○●◐"}
EUROPE = {"HUN": "●◐○◔ ●○ ◐●", "SVK": "○●◐ ◔○●● ◐", "UKR": "◐◔●○●  ◐○●", "NOR": "●●◐○◔ ●○ ◐", "SVN": "◔○ ●◐●◐ ○●"}
CENTRAL_ASIA = {"KAZ": "●◐○ ◔●◐○ ●", "KGZ": "◐●◔○ ○●◐● ", "TJK": "○◔●◐●  ○◐●", "TKM": " ○◐●◔○● ●◐", "UZB": "◔●○  ◐●○●◐"}
AMERICAS = {"CRI": "●●◐○◔ ●◐ ○", "PAN": "◐○●◔ ●○ ●◐", "MEX": "●◔◐●○  ●◐○", "GTM": "○◐ ●◐◔●○ ●", "COL": "◔●○◐●  ○●◐"}
MENA = {"EGY": "●◐○◔ ●○ ◐●", "LBY": "○○ ◔◐○  ●◐", "MAR": "●●◐◔○ ●◐ ○", "TUN": "◐◔●○ ●◐○● "}
GULF = {"DJI": "●◐○ ◔●○ ●◐", "ETH": "◐●◔○ ●◐● ○", "SOM": "○○◐ ◔○  ◐●", "YEM": "◔◐●○●  ◐○ "}
ANSWERED = {"KEN": "●○●● ○●○●●", "UGA": "○●○●● ●●○●", "TZA": "●●○○● ○●○●", "ZMB": "○○●●○●● ○●", "NAM": "●○○●●● ○●○"}
"""Yes and no only."""
TICKED = {"DJI": "● ● ●  ● ●", "ETH": " ●●  ●  ●●", "SOM": "●  ●   ●  ", "YEM": "● ●●● ● ● "}
"""One mark only."""

ENGLISH = {"●": "In place", "◐": "Partly in place", "◔": "Planned", "○": "Not in place"}
FRENCH = {"●": "En place", "◐": "Partiellement en place", "◔": "Prévu", "○": "Pas en place"}
SPANISH = {"●": "Existe", "◐": "Parcialmente", "◔": "Previsto", "○": "No existe"}
RUSSIAN = {"●": "Действует", "◐": "Частично", "◔": "Планируется", "○": "Отсутствует"}

NAMES_2016 = (
    "Cooperation among key partners",
    "Data collection and analysis",
    "Protection-sensitive entry systems",
    "Reception arrangements",
    "Mechanisms for screening and referral",
    "Differentiated processes and procedures",
    "Solutions for refugees",
    "Addressing onward movements",
    "Return arrangements for non-refugees and alternative migration options",
    "Information strategy",
)
NAMES_RUSSIAN = (
    "Сотрудничество между основными партнерами",
    "Сбор и анализ данных",
    "Системы въезда, учитывающие потребности в защите",
    "Механизмы приема",
    "Механизмы профилирования и направления",
    "Дифференцированные процессы и процедуры",
    "Решения для беженцев",
    "Реагирование на вторичные перемещения",
    "Механизмы возвращения лиц, не являющихся беженцами, и альтернативные варианты миграции",
    "Информационная стратегия",
)
COUNTRIES_RUSSIAN = {
    "KAZ": "Казахстан",
    "KGZ": "Кыргызстан",
    "TJK": "Таджикистан",
    "TKM": "Туркменистан",
    "UZB": "Узбекистан",
    "HUN": "Венгрия",
    "SVK": "Словакия",
    "UKR": "Украина",
    "NOR": "Норвегия",
    "SVN": "Словения",
    "MDA": "Республика Молдова",
    "BLR": "Беларусь",
}
CORNERS = {"en": "Country", "fr": "Pays", "es": "País", "ru": "Страна"}


def names(language: str = "en") -> tuple[str, ...]:
    """The ten points' names."""
    if language == "ru":
        return NAMES_RUSSIAN
    texts = FRAMEWORK.texts(language)
    return tuple(texts[f"point.{id}"] for id in FRAMEWORK.point_ids)


def numbered(language: str = "en", form: str = "{}. {}") -> tuple[str, ...]:
    """The ten points by number and name."""
    return tuple(form.format(number, name) for number, name in enumerate(names(language), 1))


def country(iso3: str, language: str = "en") -> str:
    """A place's name."""
    if iso3 == REGION_WIDE:
        return {"en": "Regional", "fr": "Régional", "es": "Regional", "ru": "Региональный уровень"}[language]
    return COUNTRIES_RUSSIAN[iso3] if language == "ru" else PLACES.names[iso3][language]


def marks(row: str, words: Mapping[str, Value]) -> list[Value]:
    """One row of a pattern as the file writes it."""
    return [words.get(glyph) for glyph in row]


def rows(pattern: Mapping[str, str], words: Mapping[str, Value] = ENGLISH, language: str = "en") -> list[Row]:
    """A row for each country: its name, then its marks."""
    return [[country(iso3, language), *marks(row, words)] for iso3, row in pattern.items()]


def grid(
    pattern: Mapping[str, str], words: Mapping[str, Value] = ENGLISH, language: str = "en", headings: Sequence[Value] = (), corner: str | None = None
) -> list[Row]:
    """A grid with one row of headings."""
    first = CORNERS[language] if corner is None else corner
    return [[first, *(headings or numbered(language))], *rows(pattern, words, language)]


def turned(table: Sequence[Row]) -> list[Row]:
    """The same table with its rows as columns."""
    return [list(row) for row in zip(*table, strict=True)]


def filled_in(pattern: Mapping[str, str], glyphs: str = "●◐◔○–") -> int:
    """How many cells of a pattern have one of some glyphs."""
    return sum(glyph in glyphs for row in pattern.values() for glyph in row)


def put(table: Sequence[Row], cells: Mapping[str, Value]) -> list[Row]:
    """A table with other values in some cells, by their names in it: "B4"."""
    new = [list(row) for row in table]
    for ref, value in cells.items():
        row, column = coordinate_to_tuple(ref)
        new[row - 1][column - 1] = value
    return new
