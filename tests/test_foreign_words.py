"""What offices write in workbooks of their own, and what it means: marks, headings, points, and what stands in a country's place."""

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.framework import Framework, Point
from lib.intake.foreign.colours import which_colour
from lib.intake.foreign.headings import NOT_READ, heading
from lib.intake.foreign.known import Known
from lib.intake.foreign.marks import NOTHING, LegendEntry, Meaning, Scale, leading, legend, meaning, meanings, says_nothing, scale
from lib.intake.foreign.points import PointRead, point, points_in
from lib.intake.foreign.spots import SpotKind, spot
from lib.intake.foreign.wording import language, table
from lib.mapping import Layout, Mapping, MarkKind, MarkMeaning, NameMeaning, SheetMapping
from lib.model import REGION_WIDE, Status
from tests.strategies import FRAMEWORK, NAMES, PLACES

SPELLINGS = Path(__file__).with_name("data") / "country-spellings.csv"
IN_PLACE, PARTLY, PLANNED, NOT_IN_PLACE, NOT_APPLICABLE = Status
ASKED = None

WRITTEN_OTHERWISE: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "spaces around": lambda text: f"  {text}\u00a0",
    "a space that does not break": lambda text: text.replace(" ", "\u00a0"),
    "two lines": lambda text: text.replace(" ", "\n"),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "a character that nobody sees": lambda text: f"{text[0]}\u200b{text[1:]}",
    "a curly apostrophe": lambda text: text.replace("'", "’"),
}
NONSENSE = st.text("bdfghjkqwz ", min_size=2, max_size=40).filter(lambda text: all(len(word) > 3 for word in text.split()) and text.strip() != "")
"""Words of no language."""


# Marks


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Yes | yes | YES. | Y | In place | Fully implemented | Completed | Exists | TRUE | ✓ | ✔️ | ☑ | x | X | [x] | ● | √", IN_PLACE),
        ("Oui | OUI | En place | Mis en œuvre | Mis en oeuvre | réalisée | Opérationnel | existe", IN_PLACE),
        ("Sí | SI | Existe | implementado | En funcionamiento | vigente", IN_PLACE),
        ("Да | Имеется | реализовано | Создан | х", IN_PLACE),
        ("Sim | نعم", IN_PLACE),
        ("Partly | partially in place | In part | Not fully implemented | ~ | ◐ | +/-", PARTLY),
        ("Partiel | partiellement | En partie | Parcial | parcialmente | Existe en parte | Частично | не полностью", PARTLY),
        ("Planned | PLANNED: | to be established | Prévu | prévue | planifié | Previsto | planificada | Планируется | ◔", PLANNED),
        ("No | NO | n | Not in place | not implemented | Does not exist | FALSE | ✗ | ✘ | ○ | ❌", NOT_IN_PLACE),
        ("Non | Pas en place | inexistant | n'existe pas | N’existe pas | No existe | inexistente | no hay | Нет | отсутствует", NOT_IN_PLACE),
        ("Not applicable | Sans objet | s.o. | S/O | No aplica | не применимо | н/п", NOT_APPLICABLE),
    ],
)
def test_a_status_word_or_sign_is_known_in_four_languages(written: str, status: Status) -> None:
    words = written.split(" | ")
    assert {word: meaning(word) for word in words} == dict.fromkeys(words, Meaning(status))


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (
            "Ongoing | on-going | In progress | Under way | Pilot phase | limited | En cours | En curso | en proceso | В процессе | реализуется",
            PARTLY,
        ),
        ("under development | being drafted | envisaged | En préparation | en preparación | разрабатывается", PLANNED),
        ("None | nil | not yet | Aucun | Néant | Pas encore | Ninguna | todavía no | Ещё нет", NOT_IN_PLACE),
        ("Adopted | ratifié | v | +", IN_PLACE),
    ],
)
def test_a_word_that_leaves_doubt_is_taken_with_a_warning(written: str, status: Status) -> None:
    words = written.split(" | ")
    assert {word: meaning(word) for word in words} == dict.fromkeys(words, Meaning(status, sure=False))


MISSING = "- | – | ... | … | . . | xxx | XXX | ? | 9999 | #N/A | #REF! | Not available yet | No info | no information | unknown | TBC | not assessed"
MISSING_ELSEWHERE = "pas d'information | non renseigné | N/D | n.d. | sin datos | se desconoce | s/d | нет данных | Н/Д | неизвестно"


@pytest.mark.parametrize("written", [*MISSING.split(" | "), *MISSING_ELSEWHERE.split(" | ")])
def test_a_mark_for_missing_says_nothing(written: str) -> None:
    assert meaning(written) == Meaning(NOTHING)
    assert says_nothing(written)


@pytest.mark.parametrize("written", ["n/a", "N/A", "n.a.", "NA"])
def test_n_a_is_asked_among_statuses_and_says_nothing_among_words(written: str) -> None:
    assert meaning(written).means is ASKED
    assert says_nothing(written)


@pytest.mark.parametrize(
    "written", ["1", "0", "3", "50%", "A", "green", "High", "delayed", "yes/no", "Yes?", "No. 5", "Training of guards", "", "100"]
)
def test_what_is_not_known_is_asked(written: str) -> None:
    assert meaning(written).means is ASKED
    assert not says_nothing(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2 - partly", Meaning(PARTLY)),
        ("1 = planned", Meaning(PLANNED)),
        ("3. In place", Meaning(IN_PLACE)),
        ("Yes (since 2009)", Meaning(IN_PLACE, rest="(since 2009)")),
        ("Yes, 2009", Meaning(IN_PLACE, rest="2009")),
        ("In place since March 2010", Meaning(IN_PLACE, rest="since March 2010")),
        ("Prévu pour 2012", Meaning(PLANNED, rest="pour 2012")),
        ("Existe desde 2005", Meaning(IN_PLACE, rest="desde 2005")),
        ("Реализовано с 2009 года", Meaning(IN_PLACE, rest="с 2009 года")),
        ("Partly – in the capital", Meaning(PARTLY, rest="in the capital")),
        ("No: no law", Meaning(NOT_IN_PLACE, rest="no law")),
        ("Ongoing (2009)", Meaning(PARTLY, sure=False, rest="(2009)")),
    ],
)
def test_what_only_adds_to_a_status_word_is_given_back(written: str, read: Meaning) -> None:
    assert meaning(written) == read


@pytest.mark.parametrize(
    "written", ["Oui, mais seulement à Paris", "Yes (to be confirmed)", "In place (?)", "Yes – not since 2010", "Sí, pero no en todo el país"]
)
def test_what_takes_something_back_behind_a_status_word_makes_it_less_sure(written: str) -> None:
    read = meaning(written)
    assert (read.means, read.sure) == (IN_PLACE, False)


@pytest.mark.parametrize("written", ["Yes, planned", "partly (planned)", "No / yes", "In place; planned", "No data (2009)"])
def test_two_statuses_in_one_cell_are_asked(written: str) -> None:
    assert meaning(written).means is ASKED


def test_yes_partly_is_partly_with_a_warning() -> None:
    assert meaning("Yes (partly)") == Meaning(PARTLY, sure=False, rest="(partly)")


@pytest.mark.parametrize(
    "written", ["In place*", "In place²", "In place (1)", "In place [a]", "In place 1/", "In place1", "“In place”", "(in place)", "In-place"]
)
def test_footnote_marks_and_quotation_marks_do_not_count(written: str) -> None:
    assert meaning(written) == Meaning(IN_PLACE)


@pytest.mark.parametrize("written", ["PrÃ©vu", "Pr&eacute;vu", "Pr\u00e9vu_x000D_"])
def test_a_spoilt_accent_does_not_count(written: str) -> None:
    assert meaning(written) == Meaning(PLANNED)


@pytest.mark.parametrize("change", WRITTEN_OTHERWISE)
def test_every_known_word_means_the_same_however_it_is_written(change: str) -> None:
    known = {word: (means, True) for word, means in table("status").items()} | {word: (means, False) for word, means in table("unsure").items()}
    words = {word: meaning(WRITTEN_OTHERWISE[change](word)) for word in known if len(word) > 1}
    assert {word: (read.means, read.sure) for word, read in words.items()} == {word: known[word] for word in words}


def test_no_word_means_two_things() -> None:
    lists = [table("status"), table("unsure"), table("symbol")]
    assert [word for at, words in enumerate(lists) for word in words if any(word in other for other in lists[:at])] == []
    assert [word for words in lists for word in words if says_nothing(word)] == []


@given(NONSENSE)
def test_words_of_no_language_mean_nothing_that_we_know(text: str) -> None:
    assert meaning(text) == Meaning()
    assert leading(f"{text}: {text}") == Meaning(rest=f"{text}: {text}")
    assert heading(text) is None
    assert point(text, FRAMEWORK).id is None
    assert spot(text, NAMES, PLACES).codes == ()


SIGNS = st.text(st.sampled_from("aoxn019 .,:;-–()[]/*?=%✓●☐\n\u00a0\u200b&#éх"), max_size=250)


@given(st.one_of(SIGNS, st.text(max_size=60)))
def test_any_text_has_an_answer_and_none_loses_a_word(text: str) -> None:
    read, label = meaning(text), leading(text)
    assert read.means in {None, NOTHING, *Status} and label.means in {None, *Status}
    assert "".join(read.rest.split()) in "".join(text.split()) and "".join(text.split()).endswith("".join(label.rest.split()))
    assert label.means is not None or label.rest == text
    assert set(meanings([text, "1"])) == {text, "1"} and isinstance(legend([text]), tuple)
    assert heading(text) in {None, *table("heading").values()} and point(text, FRAMEWORK).id in {None, *FRAMEWORK.point_ids}
    assert spot(text, NAMES, PLACES).kind in SpotKind


# Numbers, and marks beside one another


@pytest.mark.parametrize(
    ("values", "kind", "means"),
    [
        ("0 1", "0-1", {"0": NOT_IN_PLACE, "1": IN_PLACE}),
        ("0.0 1.0 - ...", "0-1", {"0.0": NOT_IN_PLACE, "1.0": IN_PLACE}),
        ("0 1 2", "0-1-2", {"0": NOT_IN_PLACE, "1": PARTLY, "2": IN_PLACE}),
        ("1", "ones", {"1": IN_PLACE}),
        ("0% 30% 100%", "percent", {"0%": NOT_IN_PLACE, "30%": PARTLY, "100%": IN_PLACE}),
        ("0 0.5 1", "percent", {"0": NOT_IN_PLACE, "0.5": PARTLY, "1": IN_PLACE}),
        ("0 0,25", "percent", {"0": NOT_IN_PLACE, "0,25": PARTLY}),
        ("0% 7%", "percent", {"0%": NOT_IN_PLACE, "7%": PARTLY}),
        ("0 50 100", "percent", {"0": NOT_IN_PLACE, "50": PARTLY, "100": IN_PLACE}),
    ],
)
def test_a_grid_of_numbers_is_read_by_its_scale_with_a_warning(values: str, kind: str, means: dict[str, Status]) -> None:
    found = scale(values.split())
    assert found is not None and (found.kind, found.means) == (kind, means)
    assert {text: read for text, read in meanings(values.split()).items() if text in means} == {t: Meaning(m, sure=False) for t, m in means.items()}


def test_a_number_may_stand_apart_from_its_per_cent_sign() -> None:
    assert scale(["0 %", "50 %"]) == Scale("percent", {"0 %": NOT_IN_PLACE, "50 %": PARTLY})


@pytest.mark.parametrize("values", ["0", "0 1 2 3", "1 2", "1 2 3 4 5", "0 Planned", "2010 2011", "-1 1", "120% 50%", "5% 1", "0 7 100", ""])
def test_other_numbers_are_asked(values: str) -> None:
    assert scale(values.split()) is None
    assert all(read.means is ASKED or text.isalpha() for text, read in meanings(values.split()).items())


@pytest.mark.parametrize(
    ("grid", "text", "read"),
    [
        ("x", "x", Meaning(IN_PLACE)),
        ("✓ x", "x", Meaning(NOT_IN_PLACE, sure=False)),
        ("✓ х", "х", Meaning(NOT_IN_PLACE, sure=False)),
        ("○ x", "○", Meaning()),
        ("○ x", "x", Meaning()),
        ("O X", "X", Meaning()),
        ("● ○", "○", Meaning(NOT_IN_PLACE)),
        ("O N", "O", Meaning(IN_PLACE)),
        ("S N", "S", Meaning(IN_PLACE)),
        ("O", "O", Meaning()),
        ("+ -", "-", Meaning()),
        ("-", "-", Meaning(NOTHING)),
    ],
)
def test_a_mark_is_read_beside_the_others_of_its_grid(grid: str, text: str, read: Meaning) -> None:
    assert meanings(grid.split())[text] == read


# Labels before sentences


@pytest.mark.parametrize(
    ("text", "status", "rest"),
    [
        ("Planned: a law", PLANNED, "a law"),
        ("Planned – a centre", PLANNED, "a centre"),
        ("In place\nLaw of 2009", IN_PLACE, "Law of 2009"),
        ("(partial) a centre", PARTLY, "a centre"),
        ("Existe : loi de 2009", IN_PLACE, "loi de 2009"),
        ("Частично: центр", PARTLY, "центр"),
        ("In place: as follows: a desk", IN_PLACE, "as follows: a desk"),
        ("In place: a partly trained team: six", IN_PLACE, "a partly trained team: six"),
    ],
)
def test_a_label_before_a_sentence_is_its_status(text: str, status: Status, rest: str) -> None:
    assert leading(text) == Meaning(status, rest=rest)


@pytest.mark.parametrize(
    ("text", "status"), [("[En cours] loi", PARTLY), ("✓ loi", IN_PLACE), ("✔️ loi", IN_PLACE), ("✗ loi", NOT_IN_PLACE), ("◐ loi", PARTLY)]
)
def test_a_sign_or_a_doubtful_label_is_taken_with_a_warning(text: str, status: Status) -> None:
    assert leading(text) == Meaning(status, sure=False, rest="loi")


@pytest.mark.parametrize(
    "text",
    [
        "Planned reforms of the law: many",
        "Partly-funded centre",
        "No. 5 of the law",
        "No information",
        "Si les enfants arrivent",
        "Mise en œuvre : la loi",
        "In place: a law; planned: a centre",
        "In place: note: a law. Planned: a centre",
        "● Law",
        "○ Law",
        "• Law",
        "~ 50 people",
        "https://example.org/a",
        "In place",
        "",
    ],
)
def test_a_sentence_that_only_begins_with_such_a_word_has_no_label(text: str) -> None:
    assert leading(text) == Meaning(rest=text)


# Legends and colours


@pytest.mark.parametrize(
    ("texts", "entries"),
    [
        (["Green = in place", "Red = not in place"], [("Green", IN_PLACE), ("Red", NOT_IN_PLACE)]),
        (["2: in place; 1: partly; 0: none"], [("2", IN_PLACE), ("1", PARTLY), ("0", NOT_IN_PLACE)]),
        (["Legend: X = implemented, O = not implemented"], [("X", IN_PLACE), ("O", NOT_IN_PLACE)]),
        (["Légende : Vert clair : en place\nRouge : inexistant"], [("Vert clair", IN_PLACE), ("Rouge", NOT_IN_PLACE)]),
        (["Verde – existe"], [("Verde", IN_PLACE)]),
        (["Светло-зелёный – имеется"], [("Светло-зелёный", IN_PLACE)]),
        (["In place = green"], [("green", IN_PLACE)]),
        (["✓ In place   ✗ Not in place"], [("✓", IN_PLACE), ("✗", NOT_IN_PLACE)]),
        (["3 = well advanced", "0 = not in place"], [("3", ASKED), ("0", NOT_IN_PLACE)]),
        (["IP = in place"], [("IP", IN_PLACE)]),
        (["10: in place"], [("10", IN_PLACE)]),
    ],
)
def test_a_legend_says_what_a_mark_or_a_colour_stands_for(texts: list[str], entries: list[tuple[str, Status | None]]) -> None:
    assert [(entry.mark, entry.means) for entry in legend(texts)] == entries


def test_a_legend_keeps_its_words() -> None:
    assert legend(["Green = in place"]) == (LegendEntry("Green", "in place", IN_PLACE),)


@pytest.mark.parametrize(
    "text", ["Note: all in place", "UK: in place", "Source: UNHCR", "Status: planned", "Law No. 5 = in force", "1 = one, 2 = two"]
)
def test_another_line_is_no_legend(text: str) -> None:
    assert legend([text]) == ()


@pytest.mark.parametrize(
    ("name", "fills"),
    [
        ("green", "#92d050 #00b050 #c6efce #e2efda #00ff00"),
        ("Vert clair", "#c6efce"),
        ("red", "#ff0000 #c00000 #ffc7ce #f4cccc"),
        ("rojo", "#ff0000"),
        ("amber", "#ffc000 #ffa500 #f79646"),
        ("yellow cells", "#ffff00 #ffeb9c #fff2cc"),
        ("жёлтый", "#ffff00"),
        ("azul", "#4472c4 #ddebf7"),
        ("purple", "#ff00ff #7030a0"),
        ("grey", "#d9d9d9 #7f7f7f"),
        ("white", "#ffffff"),
        ("negro", "#000000"),
        # Just within what a name means.
        ("red", "#ff3f00"),
        ("orange", "#ffd400"),
        ("white", "#f5f5f5"),
        ("black", "#262626"),
    ],
)
def test_a_fill_is_called_as_people_call_it(name: str, fills: str) -> None:
    assert {fill: which_colour([name], fill) for fill in fills.split()} == dict.fromkeys(fills.split(), name)


@pytest.mark.parametrize(
    ("name", "fill"),
    [
        ("green", "#ff0000"),
        ("red", "#92d050"),
        ("grey", "#92d050"),
        ("yellow", "#d9d9d9"),
        ("planned", "#92d050"),
        ("Red Cross", "#ff0000"),
        ("", "#ffffff"),
    ],
)
def test_another_fill_is_not(name: str, fill: str) -> None:
    assert which_colour([name], fill) is None


def test_of_several_names_a_fill_has_the_nearest_and_none_where_two_are_as_near() -> None:
    lights = ("Green", "Yellow", "Amber", "Red")
    assert [which_colour(lights, fill) for fill in ("#92d050", "#ffff00", "#ffa500", "#ff0000")] == list(lights)
    assert which_colour(lights, "#ffc000") is None
    assert which_colour(("Green", "Amber", "Red"), "#ffc000") == "Amber"
    assert which_colour(lights, "#4472c4") is None
    assert which_colour(("White", "Green"), "#ffffff") == "White"
    assert which_colour(("Red", "Amber"), "#ff3700") == "Red"


# Points


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3",
            "3.",
            "03",
            "3.0",
            "(3)",
            "Point 3",
            "POINT 3:",
            "AP3",
            "AP 3",
            "Action point 3",
            "Action Point No. 3",
            "Point d'action 3",
            "Point d’action n° 3",
        ),
        *("Punto 3", "Punto de acción 3", "Пункт 3", "пункт плана 3", "П.3", "Point III", "Area 3", "Action point 3 – training of border guards"),
        *(
            "3. Protection-sensitive entry systems",
            "3 Protection sensitive entry systems",
            "Point 3: Entry systems",
            "Protection-sensitive entry systems (Point 3)",
        ),
        *(
            "Protection-sensitive entry systems – status",
            "III. Systèmes d'entrée tenant compte des besoins de protection",
            "3. Entry",
            "3) Border management",
            "Point 3: Legal advice",
        ),
        "Системы въезда, учитывающие потребности в защите",
    ],
)
def test_a_point_is_known_by_its_number_its_name_or_both(text: str) -> None:
    assert point(text, FRAMEWORK) == PointRead("3")


@pytest.mark.parametrize("named", FRAMEWORK.points, ids=FRAMEWORK.point_ids)
@pytest.mark.parametrize("change", WRITTEN_OTHERWISE)
def test_every_name_of_a_point_is_its_name_however_it_is_written(named: Point, change: str) -> None:
    names = (*named.name.values(), *named.short.values(), *named.aliases)
    assert {name: point(WRITTEN_OTHERWISE[change](name), FRAMEWORK).id for name in names} == dict.fromkeys(names, named.id)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Access to reception", "4"),
        ("Border management", "3"),
        ("Resettlement", "7"),
        ("Point 3 legal advice", "3"),
        ("Сотрудничество на границе с соседями", None),
        ("Reception of data", None),
    ],
)
def test_key_words_only_suggest_a_point(text: str, id: str | None) -> None:
    assert point(text, FRAMEWORK) == PointRead(id, sure=id is None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3 Reception arrangements",
            "Point 3: Reception arrangements",
            "Points 3 and 4",
            "3-4",
            "3/4",
            "AP 3, 5 and 7",
            "Determining profiles and needs",
        ),
        *(
            "3: Legal advice",
            "10-Point Plan",
            "2010",
            "11",
            "0",
            "III",
            "1. Legal framework",
            "5 countries",
            "Api",
            "pv",
            "Country",
            "",
            "Reception. " * 20,
        ),
    ],
)
def test_what_names_no_point_or_two_is_none(text: str) -> None:
    assert point(text, FRAMEWORK).id is None


TEN = [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    "headings",
    [
        ["Country", "ISO", *TEN],
        ["", *(f"{number}." for number in TEN), "Total"],
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"],
        ["Country", *(f"AP{number}" for number in TEN), "2009"],
        ["1", "2", "Point 3", *TEN[3:]],
        [p.name["fr"] for p in FRAMEWORK.points],
        [f"{number.zfill(2)}.0" for number in TEN],
        ["1. Law", "2. Police", "3. Protection-sensitive entry systems", *(f"{number}. Other" for number in TEN[3:])],
    ],
)
def test_a_whole_run_of_headings_names_the_points(headings: list[str]) -> None:
    assert [read for _, read in sorted(points_in(headings, FRAMEWORK).items())] == [PointRead(id) for id in TEN]


def test_a_run_of_numbers_beside_a_point_by_its_name_is_none() -> None:
    assert points_in([*(f"{number}. Topic" for number in TEN), "Reception arrangements"], FRAMEWORK) == {10: PointRead("4")}


@pytest.mark.parametrize(
    "headings",
    [
        ["1", "2", "3"],
        ["1.0", "2.0", "3.0"],
        ["01", "02", "03"],
        [str(n) for n in range(1, 15)],
        ["2009", "2010", "2011"],
        TEN[::-1],
        ["Country", "Information", "Reception capacity", "Data"],
        ["1. Law", "2. Police", "3. Courts"],
    ],
)
def test_row_numbers_years_and_single_words_are_no_points(headings: list[str]) -> None:
    assert points_in(headings, FRAMEWORK) == {}


def test_short_headings_are_points_where_they_stand_for_half_of_them_and_key_words_stay_unsure() -> None:
    found = points_in(["Country", "Cooperation", "Data", "Entry", "Reception", "Referral", "Procedures"], FRAMEWORK)
    assert {at: read.id for at, read in found.items()} == {1: "1", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6"}
    assert {at for at, read in found.items() if not read.sure} == {3, 5, 6}


def test_points_of_another_framework_are_known_by_its_own_data(six: Framework) -> None:
    assert point("Area B", six) == point("B", six) == point("Capacity-building", six) == PointRead("B")
    assert point("Reception arrangements", six).id is None
    assert [read.id for _, read in sorted(points_in(["Country", *"ABCDEF"], six).items())] == list("ABCDEF")


@pytest.fixture
def six() -> Framework:
    names = ("Legislative reform", "Capacity-building", "Operations", "Coordination", "Data", "Outreach")
    points = tuple(Point(id, {"en": name}, {"en": name}, {"en": name}, ()) for id, name in zip("ABCDEF", names, strict=True))
    return replace(FRAMEWORK, id="other", points=points)


# Headings


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (
            "Country | COUNTRY: | Country/Territory | Name of country | Pays | Pays/Territoire | État | País | Страна | Страна/территория | البلد",
            "place",
        ),
        ("Country\nPays | Pays / Country | Country / | Country (all) | Country (all) / Pays (tous) | Country* | #country+name", "place"),
        ("ISO | ISO3 | ISO 3166 code | Code pays | Código país | Код страны | #country+code", "iso3"),
        ("Action point | Point | Point d'action | Punto de acción | Пункт плана | 10-Point Plan", "point"),
        (
            "Activities | Activity/Activities undertaken | Measures taken | Activités | Mesures prises | Actividades | Мероприятия | Activities in 2010"
            " | Activities of partners",
            "activity",
        ),
        (
            "Status | Level of implementation | Statut | État d'avancement | Estado | Nivel de implementación | Статус | Status 2010 | In place?",
            "status",
        ),
        ("Gaps | Gaps and challenges | Remaining gaps | Main gaps & challenges | Lacunes et défis | Vacíos y desafíos | Пробелы | Вызовы", "missing"),
        (
            "Recommendations | Next steps | Recommandations | Prochaines étapes | Recomendaciones | Рекомендации | Way forward | Recommendations to States",
            "recommendation",
        ),
        ("Reason | Motif | Motivo | Причина", "reason"),
        ("Partners | Partners/Actors/Lead | Lead agency | Partenaires | Socios | Партнёры", "actors"),
        ("Year | Period | Since | Year/Period/Since | Année | Año | Год | Período", "year"),
        ("Source | Source/Reference | Référence | Fuente | Источник", "source"),
        ("Link | URL | Link/URL | Lien | Enlace | Ссылка", "link"),
        ("Good practice | Good practice (Y/N) | Bonnes pratiques | Buena práctica | Передовой опыт", "good_practice"),
        ("Situation | Context | Mixed movement situation/context | Contexte | Situación | Ситуация", "situation"),
        ("No. | N° | # | Nº | № п/п | Numéro", "number"),
        ("Region | Région | Región | Регион", "region"),
        ("Total | Итого | Moyenne", "total"),
        ("Comments | Comments/Remarks | Observaciones | Commentaires | Примечания", "comments"),
    ],
)
def test_a_heading_is_known_in_four_languages(written: str, key: str) -> None:
    words = written.split(" | ")
    assert {word: heading(word) for word in words} == dict.fromkeys(words, key)


@pytest.mark.parametrize(
    "text",
    [
        "Gaps and recommendations",
        "Country / Action point",
        "Population",
        "Kenya",
        "2010",
        "",
        "Point 3",
        "Country, " * 30,
        "Comments and gaps",
        "Country of origin",
    ],
)
def test_a_heading_of_two_kinds_or_of_none_is_not_known(text: str) -> None:
    assert heading(text) is None


@pytest.mark.parametrize("change", WRITTEN_OTHERWISE)
def test_every_known_heading_means_the_same_however_it_is_written(change: str) -> None:
    known = {phrase: key for phrase, key in table("heading").items() if len(phrase) > 1}
    assert {phrase: heading(WRITTEN_OTHERWISE[change](phrase)) for phrase in known} == known


def test_headings_are_keys_of_the_format_or_named_as_not_read() -> None:
    keys = {
        "place",
        "iso3",
        "point",
        "activity",
        "status",
        "missing",
        "recommendation",
        "reason",
        "actors",
        "year",
        "source",
        "link",
        "good_practice",
        "situation",
    }
    assert set(table("heading").values()) == keys | NOT_READ


# What stands in a country's place


@pytest.mark.parametrize("language_of_names", ["en", "fr", "es"])
def test_every_declared_country_is_one(language_of_names: str) -> None:
    names = {iso3: names[language_of_names] for iso3, names in PLACES.names.items()}
    assert {iso3: spot(name, NAMES, PLACES)[:2] for iso3, name in names.items()} == {iso3: (SpotKind.COUNTRY, (iso3,)) for iso3 in names}


def test_no_real_spelling_is_taken_for_another_country_and_none_for_a_note_or_a_group() -> None:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        real = [(row["spelling"], row["iso3"]) for row in csv.DictReader(file)]
    found = {spelling: spot(spelling, NAMES, PLACES) for spelling, _ in real}
    wrong = [(spelling, iso3) for spelling, iso3 in real if found[spelling].codes not in ((), (iso3,)) and found[spelling].kind is SpotKind.COUNTRY]
    assert wrong == []
    dropped = [spelling for spelling, iso3 in real if iso3 and found[spelling].kind in {SpotKind.NOTE, SpotKind.GROUP, SpotKind.REGION_WIDE}]
    assert dropped == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hungary/Slovakia", "HUN SVK"),
        ("Kenya, Uganda and Tanzania", "KEN UGA TZA"),
        ("Kenya, Uganda, and Tanzania", "KEN UGA TZA"),
        ("Bosnia and Herzegovina, Serbia", "BIH SRB"),
        ("Antigua and Barbuda and Dominica", "ATG DMA"),
        ("Congo, Dem. Rep., Rwanda", "COD RWA"),
        ("Tanzania, United Republic of; Kenya", "TZA KEN"),
        ("Guinea-Bissau & Senegal", "GNB SEN"),
        ("Côte d’Ivoire\nGhana", "CIV GHA"),
        ("Djibouti – Yemen", "DJI YEM"),
        ("France et Belgique", "FRA BEL"),
        ("España y Portugal", "ESP PRT"),
        ("Кения и Уганда", "KEN UGA"),
        ("Kenya / Uganda / Kenya", "KEN UGA"),
        ("Australia/New Zealand", "AUS NZL"),
    ],
)
def test_several_countries_in_one_cell_are_all_named(text: str, codes: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.COUNTRIES, tuple(codes.split()), "", "")


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        *(
            ("Bosnia and Herzegovina", "BIH"),
            ("Trinidad and Tobago", "TTO"),
            ("Congo, Dem. Rep.", "COD"),
            ("Iran (Islamic Republic of)", "IRN"),
            ("1. Kenya", "KEN"),
        ),
        *(("Kenya (continued)", "KEN"), ("Kenya – suite", "KEN"), ("Kenya / Kenia", "KEN"), ("TürkiyeW10", "TUR"), ("São Tomé e Príncipe", "STP")),
    ],
)
def test_a_name_with_and_or_a_comma_is_one_country(text: str, iso3: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.COUNTRY, (iso3,), "", "")


@pytest.mark.parametrize(
    "text", ["Regional", "Region-wide", "REGIONAL LEVEL", "All countries", "Régional", "Niveau régional", "A nivel regional", "Весь регион"]
)
def test_the_region_as_a_whole_is_known_in_four_languages(text: str) -> None:
    assert spot(text, NAMES, PLACES).kind is SpotKind.REGION_WIDE


@pytest.mark.parametrize(
    ("text", "region"),
    [
        *(
            (text, "")
            for text in ("Africa", "Total", "TOTAL:", "Sub-total", "Sub-total: Africa", "Africa, total", "Moyenne", "Итого по региону", "Region")
        ),
        *(
            (text, "")
            for text in (
                "VERY HIGH HUMAN DEVELOPMENT",
                "Low income",
                "LDCs",
                "Sub-Saharan Africa",
                "South-eastern Asia",
                "Khartoum Process (members)",
            )
        ),
        *(("West Africa", "west-africa"), ("Afrique de l’Ouest", "west-africa"), ("Европа", "europe"), ("MENA", "middle-east-and-north-africa")),
        *(("West Africa (ECOWAS)", "west-africa"), ("Africa / Europe", ""), ("Khartoum Process", "")),
    ],
)
def test_groups_and_sums_are_no_countries_and_a_declared_region_is_named(text: str, region: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.GROUP, (), "", region)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Puntland", "SOM"),
        ("Somaliland", "SOM"),
        ("Gaza Strip", "PSE"),
        ("Mediterranean region", ""),
        ("Global", ""),
        ("Sahel", ""),
        ("Serbia/Kosovo", ""),
    ],
)
def test_an_area_that_is_no_declared_country_is_asked_about(text: str, proposal: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.AREA, (), proposal, "")


def test_an_area_that_is_a_declared_region_names_it() -> None:
    assert spot("Gulf of Aden", NAMES, PLACES) == (SpotKind.AREA, (), "", "gulf-of-aden")


@pytest.mark.parametrize(("text", "code"), [("Kosovo", "XKX"), ("Guam", "GUM")])
def test_a_place_that_is_known_and_not_declared_is_asked_about_by_its_code(text: str, code: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.AREA, (code,), "", "")


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("ALG", ""),
        ("Ethiopia (Tigray)", "ETH"),
        ("Nothern Macedonia", "MKD"),
        ("Germany, France, etc.", ""),
        ("Afghanistan, Pakistan, and all the rest of the region", ""),
        ("Korea", ""),
        ("12", ""),
        ("NA", ""),
        ("n/a", ""),
        ("Atlantis", ""),
    ],
)
def test_what_is_not_known_in_a_countrys_place_is_asked_with_a_proposal_at_most(text: str, proposal: str) -> None:
    assert spot(text, NAMES, PLACES) == (SpotKind.UNKNOWN, (), proposal, "")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Source: UNHCR 2010",
            "Fuente: ACNUR",
            "Примечание: данные за 2009 год",
            "Notes",
            "* data of 2009 are provisional",
            "1/ Including the territories overseas",
        ),
        *("The data in this table come from national sources.", "-", "...", "https://example.org of the office of UNHCR"),
    ],
)
def test_notes_under_a_table_are_no_countries(text: str) -> None:
    assert spot(text, NAMES, PLACES).kind is SpotKind.NOTE


@pytest.mark.parametrize(
    ("code", "iso3"), [("NA", "NAM"), ("no", "NOR"), ("SI", "SVN"), ("KEN", "KEN"), ("404", "KEN"), ("36", "AUS"), ("MAR", "MAR"), ("Kenya", "KEN")]
)
def test_a_code_counts_in_a_column_of_codes(code: str, iso3: str) -> None:
    assert spot(code, NAMES, PLACES, codes=True)[:2] == (SpotKind.COUNTRY, (iso3,))


@pytest.mark.parametrize(("code", "proposal"), [("ALG", ""), ("AUS", "AUS"), ("ARE", "ARE"), ("QQ", "")])
def test_a_code_that_others_use_for_another_country_is_asked(code: str, proposal: str) -> None:
    assert spot(code, NAMES, PLACES, codes=True) == (SpotKind.UNKNOWN, (), proposal, "")


# What people said of a file


def a_file() -> Known:
    """A file of which people said something."""
    return Known(
        FRAMEWORK,
        PLACES,
        NAMES,
        Mapping(
            sheets=(SheetMapping("Sheet1", Layout.STATUS_GRID), SheetMapping("Sheet2", Layout.STATUS_GRID)),
            marks=(MarkMeaning(MarkKind.FILL, "high", PLANNED), MarkMeaning(MarkKind.TEXT, "High", IN_PLACE), MarkMeaning(MarkKind.TEXT, "Low", "")),
            names=(
                *(NameMeaning("Shelter", "point.4"), NameMeaning("Reception arrangements", ""), NameMeaning("Puntland", "SOM")),
                *(NameMeaning("Kenya", ""), NameMeaning("Everywhere", REGION_WIDE), NameMeaning("Food and shelter", "point.4")),
            ),
        ),
    )


def test_what_people_said_of_a_name_counts_above_what_the_lists_say() -> None:
    said = a_file()
    assert [said.point(text) for text in ("SHELTER", "Reception arrangements", "3")] == [PointRead("4"), PointRead(None), PointRead("3")]
    asked = [said.spot(text)[:2] for text in ("puntland", "Kenya", "Everywhere", "Shelter", "Uganda")]
    notes, wide = (SpotKind.NOTE, ()), (SpotKind.REGION_WIDE, ())
    assert asked == [(SpotKind.COUNTRY, ("SOM",)), notes, wide, notes, (SpotKind.COUNTRY, ("UGA",))]


def test_a_text_may_be_a_country_in_a_column_of_codes_and_none_elsewhere() -> None:
    said = a_file()
    assert [said.spot("NA", codes).kind for codes in (False, True, False)] == [SpotKind.UNKNOWN, SpotKind.COUNTRY, SpotKind.UNKNOWN]
    assert said.spot("NA").kind is SpotKind.UNKNOWN


def test_what_people_said_of_a_mark_is_of_its_kind_however_it_is_written_and_of_a_sheet_by_its_title() -> None:
    said = a_file()
    asked = [(MarkKind.TEXT, " HIGH "), (MarkKind.TEXT, "low"), (MarkKind.FILL, "High"), (MarkKind.FONT, "High"), (MarkKind.TEXT, "Yes")]
    assert [said.said_mark(kind, mark) for kind, mark in asked] == [IN_PLACE, "", PLANNED, None, None]
    assert [said.said_sheet(title) for title in ("Sheet2", "Sheet3")] == [said.said.sheets[1], None]


def test_a_long_text_is_no_mark_and_does_not_say_nothing() -> None:
    said = a_file()
    remark = "In place (" + "as the law of 2009 and its decree say " * 2 + ")"
    assert [said.mark(text).means for text in ("In place", remark, "Planned")] == [IN_PLACE, None, PLANNED]
    assert meaning(remark).means == IN_PLACE
    assert [said.says_nothing(text) for text in ("no information", "no information" + " " * 20, "no information" + " " * 40, "Yes")] == [
        True,
        True,
        False,
        False,
    ]
    assert [said.heading(text) for text in ("Pays", "Statut", "Pays")] == ["place", "status", "place"]
    row = ["Country", *FRAMEWORK.point_ids]
    assert [read.id for _, read in sorted(said.points_in(row).items())] == list(FRAMEWORK.point_ids)
    assert said.points_in(["Country", "Food and shelter", "Food and more"]) == {1: PointRead("4")}


# Language


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["Country", "Status", "Gaps and challenges"], "en"),
        (["Pays", "Statut", "Lacunes et défis"], "fr"),
        (["País", "Estado", "Vacíos y desafíos"], "es"),
        (["Страна", "Статус", "Пробелы"], "ru"),
        (["The law of refugees and the border"], "en"),
        (["La loi sur les réfugiés et la frontière"], "fr"),
        ([], "en"),
        (["1", "2"], "en"),
        (["Opérationnel"], "fr"),
        (["Период"], "ru"),
    ],
)
def test_the_language_of_a_sheet_is_known_by_its_words(texts: list[str], code: str) -> None:
    assert language(texts) == code
