"""What a briefing says: the figures of the pages, recorded and assessed apart, what is not known never as a zero, and nothing internal by accident."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib import figures, shipped
from lib.briefing import SECTIONS, Block, Briefing, Chart, Points, Said, Section, Subject, Table, briefing, in_words, written
from lib.model import Matrix, Message, Remark, Revision
from lib.outputs import picture
from lib.planning import Note
from lib.words import render
from tests.examples import WORDS
from tests.strategies import FRAMEWORK, PLACES

ON = date(2026, 11, 27)
NORTH, SOUTH = "demonstration-north", "demonstration-south"
KNOWN = figures.comparables(PLACES)
REVISIONS: dict[str, Revision] = {}
SECRET = (Note("XAA", "3", "A secret", True),)


def revision(region: str) -> Revision:
    if region not in REVISIONS:
        REVISIONS[region] = shipped.current(region, FRAMEWORK, PLACES)
    return REVISIONS[region]


def told(
    *ids: str,
    changed: Matrix | None = None,
    notes: tuple[Note, ...] = (),
    sections: Sequence[Any] = SECTIONS,
    internal: bool = False,
    words: Any = WORDS,
) -> Briefing:
    """A briefing on some groups; `changed` takes the place of the first one's matrix."""
    sources = {region for id in ids for region in KNOWN[id].sources}
    revisions = {region: revision(region) for region in sources}
    if changed is not None:
        revisions[ids[0]] = replace(revisions[ids[0]], matrix=changed)
    subjects = [Subject(KNOWN[id], {region: revisions[region] for region in KNOWN[id].sources}, notes) for id in ids]
    others = {one.id: revision(one.id).matrix for one in PLACES.regions if one.demonstration is KNOWN[ids[0]].demonstration}
    return briefing(subjects, others, FRAMEWORK, PLACES, words, sections=sections, on=ON, internal=internal)


def empty(region: str = "europe") -> Matrix:
    return shipped.empty(region, FRAMEWORK, PLACES).matrix


def section(of: Briefing, id: str) -> Section:
    return next(one for part in of.parts for one in part.sections if one.id == id)


def blocks(of: Briefing) -> Iterator[Block]:
    yield from (block for part in of.parts for one in part.sections for block in one.blocks)


def tables(of: Section) -> list[Table]:
    return [block for block in of.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[in_words(cell, WORDS, "\n") for cell in row] for row in table.rows]


def said(message: Message) -> str:
    return render(message, WORDS)


def everything(of: Briefing) -> str:
    """All texts of a briefing."""
    found = [said(of.title), *(one if isinstance(one, str) else said(one) for one in of.foot)]
    for part in of.parts:
        for one in part.sections:
            found += [said(one.heading), said(one.takeaway)]
            for block in one.blocks:
                match block:
                    case Said():
                        found.append(in_words(block, WORDS))
                    case Points():
                        found += [in_words(item, WORDS) for item in (*([block.lead] if block.lead else []), *block.items)]
                    case Table():
                        found += [said(block.caption), *(text for row in rows(block) for text in row), *map(said, block.below)]
                    case Chart():
                        found += [said(block.title), *map(said, block.alt)]
    return "\n".join((*found, *(source.text for source in of.sources or ())))


def cells(region: str) -> Any:
    return figures.cells(revision(region).matrix, PLACES.region(region).countries, FRAMEWORK.point_ids)


# The figures


@pytest.mark.parametrize("region", [NORTH, "west-africa"])
def test_what_stands_where_is_counted_as_on_the_pages(region):
    found = section(told(region), "situation")
    assert said(found.takeaway) == said(figures.takeaway(cells(region)))
    counts = figures.by_point(cells(region))
    assert [row[1].split("\n")[0] for row in rows(tables(found)[0])] == [said(figures.counts_in_words(counts, id)) for id in FRAMEWORK.point_ids]


def test_where_nothing_is_assessed_no_gap_is_named_and_records_are_counted_apart():
    found = told("west-africa")
    assert section(found, "gaps").blocks == () and "No gap can be named" in said(section(found, "gaps").takeaway)
    table = tables(section(found, "situation"))[0]
    assert said(table.heads[2]) == "Countries in which documents record an activity that is in place"
    recorded = figures.recorded_in_place(cells("west-africa")).set_index("point")["recorded"]
    assert [row[2].split(" [")[0] for row in rows(table)] == [
        f"{n} of 22 countries" if n else "none recorded as in place, of 22 countries" for n in recorded
    ]
    assert not [text for row in rows(table) for text in row if "0 of 22" in text]
    assert found.method[0].id == "briefing.method.recorded_only" and told(NORTH).method[0].id == "briefing.method.counts"


def test_each_count_of_records_names_the_newest_documents_that_it_rests_on():
    found, matrix = told("west-africa"), revision("west-africa").matrix
    sources = {one.number: one for one in found.sources or ()}
    table = tables(section(found, "situation"))[0]
    for point, row in zip(FRAMEWORK.point_ids, table.rows, strict=True):
        there = [one for one in matrix.activities if (one.point, one.stage) == (point, "in_place") and one.place != "region-wide"]
        named = {sources[number].text for number in row[2].cites}
        assert named <= {written(one.source) for one in there} and bool(named) is bool(there)
        newest = max(there, key=lambda one: one.year[-4:], default=None)
        assert newest is None or (written(newest.source) in named and newest.link in {link for one in row[2].cites for link in sources[one].links})


def test_gaps_stand_in_the_order_of_the_gaps_page_and_say_how_many_are_left_out():
    [table] = tables(section(told(NORTH), "gaps"))
    order = list(figures.order(cells(NORTH))["point"])
    listed = figures.gaps(cells(NORTH), revision(NORTH).matrix)
    with_gaps = [point for point in order if any(point in set(listed[kind]["point"]) for kind in figures.LISTS[:-1])]
    assert [text.split()[0] for text, *_ in rows(table)] == with_gaps[: len(table.rows)]
    assert said(table.below[-1]) == f"{len(with_gaps) - len(table.rows)} more stand on the page Gaps of the dashboard."
    assert rows(table)[0][1].startswith("Reported as not in place in 5 countries: Country A, Country B, Country D, Country E, and Country G")


def test_an_order_that_is_not_certain_says_so():
    [table] = tables(section(told(NORTH), "gaps"))
    tied = dict(zip(*(figures.order(cells(NORTH))[column] for column in ("point", "tied")), strict=True))
    uncertain = [text for text, *_ in rows(table) if tied[text.split()[0]]]
    assert uncertain and all(one in said(table.below[1]) for one in uncertain)


def test_what_is_not_known_is_no_gap_and_stands_in_a_section_of_its_own():
    found = told(NORTH)
    assert said(section(found, "unknown").takeaway) == said(figures.asking_in_words(figures.countries_to_ask(cells(NORTH))))
    assert "not known" not in "".join(text for table in tables(section(found, "gaps")) for row in rows(table) for text in row).lower()


def test_a_practice_is_offered_for_a_gap_with_the_nearest_reason_and_whom_to_ask():
    [table] = tables(section(told(NORTH), "practices"))
    first = rows(table)[0]
    assert first[0] == "9 Return and alternatives" and first[1] == "Country N\nDemonstration South"
    assert first[3] == "For Country B:\nAn office marked it as good practice\nAsk Invented bureau of Demonstration South"
    assert "\nIn the same grouping: Demonstration North" in rows(table)[1][3] and "An office marked" not in rows(table)[1][3]
    assert table.rows[0][2].cites


def test_what_is_overdue_stands_first_and_the_days_are_counted_from_the_day_of_the_briefing():
    found = section(told(NORTH), "follow_up")
    assert said(found.takeaway) == "5 agreed actions are open: 2 overdue, 1 due by February 25, 2027, and 2 due later."
    [table] = tables(found)
    assert [cell.strong for cell, *_ in table.rows] == [True, True, False, False, False]
    assert rows(table)[0][0] == "Overdue: by March 31, 2026, 241 days late"


def test_targets_of_documents_are_told_as_nobodys_agreement():
    found = section(told("eastern-and-southern-africa"), "follow_up")
    assert said(found.takeaway) == "No agreed action is open."
    [table] = tables(found)
    assert said(table.caption) == "Targets that documents record; agreed by nobody here"


def test_a_region_of_which_nothing_is_known_is_told_without_a_picture_or_a_zero():
    found = told("europe", changed=empty())
    assert said(section(found, "situation").takeaway) == "Nothing is known yet of the 48 countries shown. Not known is not the same as not in place."
    assert not [block for block in blocks(found) if isinstance(block, Chart)]
    assert {row[1] for row in rows(tables(section(found, "situation"))[0])} == {"not known in 48, of 48 countries"}
    assert found.sources == ()


def test_a_matrix_of_many_countries_comes_in_pictures_that_show_each_of_them_once():
    large = [block for block in blocks(told("europe")) if isinstance(block, Chart) and block.large]
    shown = [place for one in large for place in dict.fromkeys(one.specification["datasets"]["grid"]["place"]) if place != "region-wide"]
    assert sorted(shown) == sorted(PLACES.region("europe").countries) and len(large) == 3
    assert [said(one.title)[-8:] for one in large] == ["(1 of 3)", "(2 of 3)", "(3 of 3)"]


def test_every_chart_can_be_drawn_and_says_in_words_what_it_shows():
    for chart in [block for block in blocks(told(NORTH)) if isinstance(block, Chart)]:
        assert picture(chart.specification, "png").startswith(b"\x89PNG")
        counts = figures.by_point(cells(NORTH))
        assert f"8 Secondary movements: {said(figures.counts_in_words(counts, '8'))}" in [said(one) for one in chart.alt]


def test_where_nothing_is_assessed_no_chart_of_statuses_is_drawn_and_a_sentence_says_so():
    recorded, assessed = blocks(told("west-africa")), blocks(told(NORTH))
    assert not [block for block in recorded if isinstance(block, Chart) and not block.large]
    assert len([block for block in assessed if isinstance(block, Chart) and not block.large]) == 1
    said_why = "No office has assessed anything here, so there is no chart of statuses."
    assert said_why in everything(told("west-africa")) and said_why not in everything(told(NORTH))


def test_what_one_answer_would_settle_is_explained_before_it_is_listed():
    [points] = [block for block in section(told(NORTH), "unknown").blocks if isinstance(block, Points)]
    assert points.lead is not None and "patchy, absent throughout or neither" in in_words(points.lead, WORDS)


def test_a_source_is_listed_once_with_every_address_that_it_was_cited_with():
    [source] = told(NORTH).sources or ()
    assert source.text == "Invented for demonstration"
    assert len(source.links) == len({*source.links}) > 1
    assert source.lines == (("Invented for demonstration", ""), *((link, link) for link in source.links))
    assert all(len(one.lines) == 1 for one in told("west-africa").sources or ())


def test_that_a_status_is_contested_is_no_gap_and_stands_in_a_table_of_its_own():
    matrix = revision(NORTH).matrix
    contest = "Contested in the planning session of June 1, 2026: the office sees it otherwise"
    at = next(one for one in matrix.assessments if one.status == "not_in_place")
    remarks = (Remark(at.place, at.point, f"No interpreter\n{contest}"),)
    found = section(told(NORTH, changed=replace(matrix, remarks=remarks)), "gaps")
    listed, contested = tables(found)
    assert "No interpreter" in str(rows(listed)) and "Contested" not in str(rows(listed))
    assert [row[2] for row in rows(contested)] == [contest] and said(contested.caption).startswith("Contested")


# Several beside one another


def test_groups_beside_one_another_are_told_practices_first_and_compared_as_compare_does():
    found = told(NORTH, SOUTH)
    assert [said(part.heading) for part in found.parts] == ["Side by side", "Demonstration North", "Demonstration South"]
    assert [one.id for one in found.parts[0].sections] == ["compare_practices", "compare_figures"]
    x, y = (table[table["place"] != "region-wide"] for table in (cells(NORTH), cells(SOUTH)))
    verdicts = figures.comparison(x, y).to_dict("records")
    names = KNOWN[NORTH].name, KNOWN[SOUTH].name
    [table] = tables(section(found, "compare_figures"))
    for row, verdict in zip(rows(table), verdicts, strict=True):
        assert all(said(sentence) in row[1] for sentence in figures.comparison_in_words(verdict, *names))


def test_what_is_only_recorded_is_never_compared():
    found = section(told("west-africa", "europe"), "compare_figures")
    assert "Nothing is assessed here" in said(found.takeaway)
    assert "larger share" not in " ".join(text for table in tables(found) for row in rows(table) for text in row)
    assert "not to be compared" in in_words(next(block for block in found.blocks if isinstance(block, Said)), WORDS)


def test_a_group_that_is_no_region_is_told_by_the_matrices_of_its_countries():
    id = "unhcr-regional-bureau.southern-africa"
    found, group = told(id), KNOWN[id]
    assert len(group.sources) > 0
    counted = figures.by_point(figures.group_cells(group, {region: revision(region).matrix for region in group.sources}, FRAMEWORK.point_ids))
    assert rows(tables(section(found, "situation"))[0])[0][1] == said(figures.counts_in_words(counted, "1"))
    assert {one.region for one in found.revisions} == {*group.sources}


# What is in it


def test_only_the_sections_that_were_asked_for_are_in_it():
    found = told(NORTH, sections=("gaps",))
    assert [one.id for one in found.parts[0].sections] == ["gaps"] and found.sources is None


def test_internal_notes_are_in_it_only_if_asked_for():
    shared, inside = told(NORTH, notes=SECRET), told(NORTH, notes=SECRET, internal=True)
    assert "secret" not in repr(shared) and "internal" not in everything(shared).lower()
    assert "A secret" in everything(inside) and inside.internal
    assert "Holds internal notes: not for onward sharing" in [said(one) for one in inside.foot if isinstance(one, Message)]


def test_the_foot_says_that_data_are_invented_how_they_may_be_shared_and_of_when_they_are():
    matrix = revision(NORTH).matrix
    foot = [said(one) for one in told(NORTH, changed=replace(matrix, about=replace(matrix.about, sharing="Bureau only"))).foot]
    assert foot[:2] == ["Demonstration – invented data", "Sharing: Bureau only"]
    assert foot[2] == f"Data: Demonstration North as of November 23, 2026, revision 1 ({revision(NORTH).fingerprint[:12]})"
    assert next(said(one) for one in told("europe").foot) == "Coded by the project from public documents; nobody's official assessment"


def test_every_number_in_the_text_is_a_source_and_every_source_is_cited():
    for id in (NORTH, "europe"):
        found = told(id)
        texts = [cell for block in blocks(found) if isinstance(block, Table) for row in block.rows for cell in row]
        assert {number for cell in texts for number in cell.cites} == {one.number for one in found.sources or ()}
        assert [one.number for one in found.sources or ()] == list(range(1, len(found.sources or ()) + 1))


def test_what_somebody_wrote_is_cut_with_a_mark_and_stays_in_a_line():
    assert written("one\ntwo  three") == "one two three"
    assert written("word " * 10_000) == "word " * 47 + "word […]"
    assert written("x" * 32_000) == "x" * 240 + " […]"
    assert written("a \u202e b") == "a \N{REPLACEMENT CHARACTER} b"


def test_no_text_of_an_office_runs_on_in_a_briefing():
    matrix, long = revision(NORTH).matrix, "y" * 32_000
    changed = replace(
        matrix,
        about=replace(matrix.about, sharing=long, office=long),
        remarks=tuple(replace(one, missing=long, source=long) for one in matrix.remarks) or (Remark("XAB", "3", long),),
        activities=tuple(replace(one, activity=long, source=long) for one in matrix.activities),
        follow_up=tuple(replace(one, action=long, lead=long, reason=long, source=long, due=long) for one in matrix.follow_up),
        situations=tuple(replace(one, situation=long, figure_meaning=long, source=long) for one in matrix.situations),
    )
    found = everything(told(NORTH, changed=changed))
    assert "y" * 100 in found and "y" * 241 not in found
