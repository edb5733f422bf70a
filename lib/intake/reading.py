"""Tables → records: each row's values by column, typed, with what is wrong with each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.intake.codes import finding
from lib.intake.grid import Broken
from lib.intake.layout import Table, named
from lib.intake.values import READERS, Wrong, text, web_target
from lib.intake.vocabulary import Vocabulary
from lib.model import Finding, Scope, Severity
from lib.places import Region
from lib.schema import ABOUT, Kind


@dataclass(frozen=True, slots=True)
class Record:
    """One row: what its cells mean, by column, and what is wrong with them. A blank cell is in neither."""

    number: int
    values: Mapping[str, Any]
    wrong: Mapping[str, Finding]

    def refused(self, key: str) -> bool:
        """Whether a cell has an error of its own already."""
        return key in self.wrong and self.wrong[key].severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says, before it is known whether it holds together: what the checks look at."""

    tables: Mapping[str, Table]
    records: Mapping[str, Sequence[Record]]
    region: Region | None

    @property
    def about(self) -> Mapping[str, Any]:
        """The fields of About, by key."""
        rows = self.records.get(ABOUT.key)
        return rows[0].values if rows else {}

    @property
    def scope(self) -> Scope:
        """Full unless the file says otherwise."""
        return Scope(self.about.get("scope", Scope.FULL))


def records(table: Table, known: Vocabulary) -> Iterator[Record]:
    """The rows of a table in their order; a row that is blank in all its columns is none, but About always is one.

    A Ref names one row: where it comes again it is not read, as it is not known whose it is.
    """
    columns = [(column, table.columns[column.key], READERS[column.kind]) for column in table.sheet.columns if column.key in table.columns]
    refs: dict[str, int] = {}
    for number, row in table.rows.items():
        values: dict[str, Any] = {}
        wrong: dict[str, Finding] = {}
        for column, place, read in columns:
            cell = row.get(place)
            if cell is None:
                continue
            if column.kind is Kind.LINK:
                cell = web_target(cell, table.links.get((number, place)))
            meant = Wrong(cell.code) if isinstance(cell, Broken) else read(cell, known)
            if column.kind is Kind.REF and isinstance(meant, str) and refs.setdefault(meant, number) != number:
                meant = Wrong("ref-twice", {"first": str(refs[meant])})
            if isinstance(meant, Wrong):
                params = {"column": named(table.sheet, column.key), **meant.params}
                wrong[column.key] = finding(meant.code, table.title, table.at(number, column.key), text(cell), meant.fix, **params)
                meant = meant.kept
            if meant is not None:
                values[column.key] = meant
        if values or wrong or table.turned:
            yield _settled(Record(number, values, wrong), table)


def _settled(record: Record, table: Table) -> Record:
    """A row whose place is also given by its ISO3 code goes by the code, however the place is written; another country's name is an error."""
    code, name = record.values.get("iso3"), record.values.get("place")
    if code is None:
        return record
    wrong = {key: finding for key, finding in record.wrong.items() if key != "place"}
    if name is not None and name != code:
        at = table.at(record.number, "place")
        wrong["place"] = finding("place-disagrees", table.title, at, text(table.rows[record.number][table.columns["place"]]), iso3=code)
    return Record(record.number, {**record.values, "place": code}, wrong)
