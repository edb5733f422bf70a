"""Sections: the form of 2010, a section for each point with activities, gaps and recommendations beside each other."""

from collections.abc import Sequence

from lib.mapping import Layout
from lib.model import REGION_WIDE
from tests.corpus.book import Book, Row, book
from tests.corpus.case import Act, Cell, Expect, case, noted
from tests.corpus.table import numbered

HEAD: Row = ("Activities", "Remaining gaps and challenges", "Recommendations")
ABOVE: tuple[Row, ...] = (
    ("Implementation status of the Ten-Point Plan of Action", None, None),
    ("UNHCR Regional Representation, Kyiv", None, None),
    ("April 2010", None, None),
    (),
)
MEETINGS, TRAINING, MONITORING = (
    "Regular meetings of the Soderkoping process",
    "Training of border guards on asylum law",
    "Border monitoring by partners at the western borders",
)
GAP, OTHER_GAP = "Movements of people between the countries are not analysed together", "Interpreters are missing at the eastern borders"
ADVICE, OTHER_ADVICE = "Agree on a common form for data", "Recruit interpreters with the border guard"


def told(activities: dict[Cell, Sequence[Act]], remarks: dict[Cell, dict[str, str]], region: str = "europe", **more: object) -> Expect:
    return Expect(
        layout=Layout.SECTIONS, region=region, activities={cell: tuple(acts) for cell, acts in activities.items()}, remarks=remarks, **more
    )  # fmt: skip


KYIV = told(
    {(REGION_WIDE, "1"): [Act(MEETINGS)], (REGION_WIDE, "3"): [Act(TRAINING), Act(MONITORING)]},
    {
        (REGION_WIDE, "1"): {"missing": GAP, "recommendation": ADVICE},
        (REGION_WIDE, "3"): {"missing": OTHER_GAP, "recommendation": OTHER_ADVICE},
    },
    outside=3,
)
FIRST: Row = (MEETINGS, GAP, ADVICE)
THIRD: Row = (f"• {TRAINING};\n• {MONITORING}", f"• {OTHER_GAP}", f"• {OTHER_ADVICE}")


@case(KYIV, region="europe")
def the_form_of_kyiv() -> Book:
    return book(*ABOVE, HEAD, ["1. Cooperation with key partners"], FIRST, ["3. Protection-sensitive entry systems"], THIRD)


@case(KYIV, region="europe")
def the_form_of_kyiv_with_merged_headings() -> Book:
    rows = [*ABOVE, HEAD, ["1. Cooperation with key partners", None, None], FIRST, ["3. Protection-sensitive entry systems", None, None], THIRD]
    return book(*rows, merged=("A1:C1", "A2:C2", "A3:C3", "A6:C6", "A8:C8"))


@case(KYIV, region="europe")
def the_columns_headed_in_every_section() -> Book:
    return book(*ABOVE, ["1. Cooperation with key partners"], HEAD, FIRST, ["3. Protection-sensitive entry systems"], HEAD, THIRD)


@case(KYIV, region="europe")
def numbers_and_names_of_sections_in_two_cells() -> Book:
    head = ["No.", *HEAD]
    return book(*ABOVE, head, [1, "Cooperation with key partners"], [None, *FIRST], [3, "Protection-sensitive entry systems"], [None, *THIRD])


LEVELS = told(
    {(REGION_WIDE, "1"): [Act(MEETINGS)], ("UKR", "1"): [Act(MONITORING)], ("MDA", "1"): [Act(TRAINING)], ("MDA", "4"): [Act("Centre in Chisinau")]},
    {(REGION_WIDE, "1"): {"missing": GAP}, ("UKR", "1"): {"recommendation": OTHER_ADVICE}},
)


@case(LEVELS)
def levels_and_countries_inside_sections() -> Book:
    rows = [["1. Cooperation among key partners"], ["Regional level"], [MEETINGS, GAP, None], ["Ukraine"], [MONITORING, None, OTHER_ADVICE]]
    return book(HEAD, *rows, ["Republic of Moldova"], [TRAINING], ["4. Reception arrangements"], ["Republic of Moldova"], ["Centre in Chisinau"])


NAMED = told(
    {
        ("UKR", "3"): [Act(TRAINING, written=f"Ukraine: {TRAINING}")],
        ("MDA", "3"): [Act(MONITORING, written=f"Moldova – {MONITORING}")],
        (REGION_WIDE, "3"): [Act(MEETINGS)],
    },
    {("BLR", "3"): {"missing": OTHER_GAP}},
    says=(noted("Ukraine"),),
    same={f"Belarus: {OTHER_GAP}": OTHER_GAP},
)


@case(NAMED, region="europe")
def bullets_that_open_with_a_country() -> Book:
    acts = f"• Ukraine: {TRAINING};\n• Moldova – {MONITORING};\n• {MEETINGS}"
    return book(HEAD, ["3. Protection-sensitive entry systems"], [acts, f"• Belarus: {OTHER_GAP}", None])


@case(told({(REGION_WIDE, "1"): [Act(MEETINGS)], (REGION_WIDE, "7"): [Act(TRAINING)]}, {(REGION_WIDE, "7"): {"missing": GAP}}), region="europe")
def sections_with_nothing_in_them() -> Book:
    empty = [[heading] for heading in numbered()[1:6]]
    return book(HEAD, [numbered()[0]], [MEETINGS], *empty, [numbered()[6]], [TRAINING, GAP], [numbered()[7]])


JOINED = told(
    {(REGION_WIDE, "2"): [Act(MEETINGS), Act(TRAINING)]}, {(REGION_WIDE, "2"): {"missing": f"{GAP}\n{OTHER_GAP}", "recommendation": ADVICE}}
)


@case(JOINED, region="europe")
def several_rows_in_a_section() -> Book:
    return book(HEAD, ["2. Data collection and analysis"], [MEETINGS, GAP, None], [TRAINING, OTHER_GAP, ADVICE])


RUSSIAN = told(
    {(REGION_WIDE, "1"): [Act("Регулярные встречи рабочей группы")], ("KAZ", "3"): [Act("Обучение пограничников в Алматы")]},
    {
        (REGION_WIDE, "1"): {"missing": "Нет общих данных", "recommendation": "Согласовать форму обмена"},
        ("KAZ", "3"): {"missing": "Не хватает переводчиков"},
    },
    "central-asia",
    outside=2,
)


@case(RUSSIAN, "ru")
def разделы() -> Book:
    head = ["Мероприятия", "Пробелы и вызовы", "Рекомендации"]
    first = ["Региональный уровень"], ["Регулярные встречи рабочей группы", "Нет общих данных", "Согласовать форму обмена"]
    third = ["Казахстан"], ["Обучение пограничников в Алматы", "Не хватает переводчиков", None]
    return book(["Выполнение Плана действий из 10 пунктов"], ["Алматы, 2011"], head, [numbered("ru")[0]], *first, [numbered("ru")[2]], *third)


FRENCH = told(
    {("SEN", "4"): [Act("Centre d'accueil à Dakar")], ("MLI", "4"): [Act("Maison de passage à Gao")]},
    {("SEN", "4"): {"missing": "Capacité insuffisante", "recommendation": "Ouvrir un second centre"}},
    "west-africa",
)


@case(FRENCH, "fr")
def des_sections() -> Book:
    head = ["Activités", "Lacunes et défis", "Recommandations"]
    return book(
        head,
        [numbered("fr")[3]],
        ["Sénégal"],
        ["Centre d'accueil à Dakar", "Capacité insuffisante", "Ouvrir un second centre"],
        ["Mali"],
        ["Maison de passage à Gao"],
    )


SPANISH = told(
    {("CRI", "1"): [Act("Mesa nacional sobre flujos mixtos")], (REGION_WIDE, "10"): [Act("Campaña de radio en tres países")]},
    {("CRI", "1"): {"missing": "Falta de datos"}, (REGION_WIDE, "10"): {"recommendation": "Traducir los mensajes"}},
    "americas",
)


@case(SPANISH, "es")
def unas_secciones() -> Book:
    head = ["Actividades", "Vacíos y desafíos", "Recomendaciones"]
    first = [numbered("es")[0]], ["Costa Rica"], ["Mesa nacional sobre flujos mixtos", "Falta de datos"]
    return book(head, *first, [numbered("es")[9]], ["Regional"], ["Campaña de radio en tres países", None, "Traducir los mensajes"])


PREFACE = (
    "Southern European States receive people who come by sea for different reasons¹. This paper gathers elements of a strategy, built on the plan. "
    "It says what UNHCR does, what its partners do, and what is proposed to the Union and its member States²."
)
PRESENT, HELPS = "UNHCR is present at the landing places in the south", "The Red Cross runs a reception centre for minors³"
SOUTHERN = told(
    {(REGION_WIDE, "3"): [Act(PRESENT)], (REGION_WIDE, "4"): [Act(HELPS)]},
    {(REGION_WIDE, "3"): {"recommendation": "Fund interpreters at the landing places"}},
    outside=5,
)


@case(SOUTHERN, region="europe")
def the_form_of_southern_europe() -> Book:
    head = ["UNHCR activities", "Activities of partners", "Recommendations to the European Union and its member States"]
    third = ["3. Protection-sensitive entry systems"], [PRESENT, None, "Fund interpreters at the landing places"]
    fourth = ["4. Reception arrangements"], [None, HELPS, None]
    notes = ["¹ Figures of 2008"], ["² As of 2009"], ["³ See the Hague programme"]
    return book(["Elements of a comprehensive strategy"], [PREFACE], [], head, *third, *fourth, [], *notes)
