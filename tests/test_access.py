"""Who may do what: every function of the store tried by everybody, on both databases; and the trail of what was done and refused."""

import inspect
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError

from lib import model, shipped, store, words
from lib.exceptions import CannotBeGranted, DamagedStore, FourEyes, NotAllowed, Refused, SignsForAnother, StoreFull, StoreNotEmpty
from lib.mapping import Mapping
from lib.model import Actor, Matrix, Remark, Revision, RevisionKind, Right
from lib.schema import LANGUAGES
from lib.store import RIGHTS, Store, opening, tables
from tests.strategies import FRAMEWORK, PLACES
from tests.workbooks import SAMPLE

HERE, ELSEWHERE = SAMPLE.about.region, "europe"
SOMEBODY = Actor("Somebody")
START = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

HOLDERS: dict[str, tuple[Right, str] | None] = {
    "nobody": None,
    "viewer": (Right.VIEWER, ""),
    "contributor elsewhere": (Right.CONTRIBUTOR, ELSEWHERE),
    "contributor": (Right.CONTRIBUTOR, HERE),
    "publisher elsewhere": (Right.PUBLISHER, ELSEWHERE),
    "publisher": (Right.PUBLISHER, HERE),
    "administrator": (Right.ADMINISTRATOR, ""),
}
EVERYBODY = set(HOLDERS)
VIEWERS = EVERYBODY - {"nobody"}
CONTRIBUTORS = {"contributor", "publisher", "administrator"}
PUBLISHERS = {"publisher", "administrator"}
ANY_PUBLISHERS = PUBLISHERS | {"publisher elsewhere"}
ADMINISTRATORS = {"administrator"}

_versions = count()


def content() -> Matrix:
    """A matrix that nobody has published."""
    return replace(SAMPLE, remarks=(Remark("DJI", "1", missing=f"Version {next(_versions)}"),))


# What is asked, and what must be there first


def nothing(_: Store) -> str:
    return ""


def current(free: Store) -> str:
    return store.latest_stamp(free)[HERE].fingerprint


def session(free: Store) -> str:
    return store.begin(free, HERE, SOMEBODY, name="A session").id


def file(free: Store) -> str:
    return store.keep(free, HERE, "a.xlsx", uuid4().bytes).receipt


def publish(asked: Store, upon: str, data: bytes = b"x", kind: RevisionKind = RevisionKind.UPLOAD, matrix: Matrix | None = None) -> Revision:
    return store.publish(asked, matrix or content(), data, asked.by, kind=kind, expected=upon)


def close(asked: Store, id: str) -> Revision:
    return store.close(asked, id, content(), b"", asked.by, expected=store.latest_stamp(asked)[HERE].fingerprint)


def import_into(asked: Store, _: str) -> None:
    data = io.BytesIO()
    store.export_store(replace(asked, guarded=False), data)
    with suppress(StoreNotEmpty):
        store.import_store(asked, data)


class Attempt(NamedTuple):
    """Something that is asked of a store, by whom it may be, and what it is about, which somebody made before."""

    by: set[str]
    make: Callable[[Store], str]
    ask: Callable[[Store, str], object]


ATTEMPTS = {
    "allowed": Attempt(EVERYBODY, nothing, lambda asked, _: store.allowed(asked)),
    "signed_in": Attempt(EVERYBODY, nothing, lambda asked, _: store.signed_in(asked)),
    "as_of": Attempt(VIEWERS, nothing, lambda asked, _: store.as_of(asked, START)),
    "bytes_of": Attempt(VIEWERS, nothing, lambda asked, _: store.bytes_of(asked, HERE, 1)),
    "current": Attempt(VIEWERS, nothing, lambda asked, _: store.current(asked, HERE)),
    "history": Attempt(VIEWERS, nothing, lambda asked, _: store.history(asked)),
    "latest_stamp": Attempt(VIEWERS, nothing, lambda asked, _: store.latest_stamp(asked)),
    "remembered": Attempt(VIEWERS, nothing, lambda asked, _: store.remembered(asked, "shape")),
    "revision": Attempt(VIEWERS, nothing, lambda asked, _: store.revision(asked, HERE, 1)),
    "keep": Attempt(CONTRIBUTORS, nothing, lambda asked, _: store.keep(asked, HERE, "a.xlsx", uuid4().bytes)),
    "bytes_waiting": Attempt(CONTRIBUTORS, file, lambda asked, receipt: store.bytes_waiting(asked, HERE, receipt)),
    "corrections": Attempt(CONTRIBUTORS, file, lambda asked, receipt: store.corrections(asked, HERE, receipt)),
    "correct": Attempt(CONTRIBUTORS, file, lambda asked, receipt: store.correct(asked, HERE, receipt, Mapping(assessed=True))),
    "count_errors": Attempt(CONTRIBUTORS, file, lambda asked, receipt: store.count_errors(asked, HERE, receipt, 3)),
    "take_out": Attempt(PUBLISHERS, file, lambda asked, receipt: store.take_out(asked, HERE, receipt)),
    "begin": Attempt(CONTRIBUTORS, nothing, lambda asked, _: store.begin(asked, HERE, asked.by, name="A session")),
    "session": Attempt(CONTRIBUTORS, session, store.session),
    "sessions": Attempt(CONTRIBUTORS, nothing, lambda asked, _: store.sessions(asked, HERE)),
    "drafts": Attempt(CONTRIBUTORS, session, store.drafts),
    "write": Attempt(CONTRIBUTORS, session, lambda asked, id: store.write(asked, id, "cell/DJI/1", "missing", "A gap", asked.by, expected=0)),
    "publish": Attempt(PUBLISHERS, current, publish),
    "restore": Attempt(PUBLISHERS, nothing, lambda asked, _: store.restore(asked, HERE, 1, asked.by)),
    "abandon": Attempt(PUBLISHERS, session, store.abandon),
    "close": Attempt(PUBLISHERS, session, lambda asked, id: close(asked, id) if store.allowed(asked).may("latest_stamp") else unseen(asked, id)),
    "remember": Attempt(ANY_PUBLISHERS, nothing, lambda asked, _: store.remember(asked, "shape", Mapping(assessed=True), asked.by)),
    "grant": Attempt(ADMINISTRATORS, nothing, lambda asked, _: store.grant(asked, "new@example.org", Right.PUBLISHER, HERE)),
    "revoke": Attempt(ADMINISTRATORS, nothing, lambda asked, _: store.revoke(asked, "new@example.org")),
    "rights": Attempt(ADMINISTRATORS, nothing, lambda asked, _: store.rights(asked)),
    "audit": Attempt(ADMINISTRATORS, nothing, lambda asked, _: store.audit(asked)),
    "export_store": Attempt(ADMINISTRATORS, nothing, lambda asked, _: store.export_store(asked, io.BytesIO())),
    "import_store": Attempt(ADMINISTRATORS, nothing, import_into),
}
LISTS: dict[str, Callable[[Store], Any]] = {"waiting": store.waiting, "sessions": store.sessions}
"""What lists things of all regions: nobody is refused, and everybody gets those of their own regions."""


def unseen(asked: Store, id: str) -> Revision:
    """Close a session without a look at what is published."""
    return store.close(asked, id, content(), b"", asked.by, expected="")


def person(holder: str) -> Actor:
    return Actor(holder.title(), f"{holder.replace(' ', '.')}@example.org")


def signed(free: Store, holder: str, *, four_eyes: bool = False) -> Store:
    """The same store where people sign in, asked by one of them."""
    return replace(free, by=person(holder), guarded=True, four_eyes=four_eyes)


def fill(free: Store) -> None:
    """A revision here, and rights for everybody."""
    store.publish(free, SAMPLE, b"first", SOMEBODY, kind=RevisionKind.UPLOAD, expected="")
    for holder, right in HOLDERS.items():
        if right:
            store.grant(free, person(holder).identity, *right)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all that is tried; it asks nobody for rights."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('access') / 'matrices.sqlite'}"
    else:
        from tests.databases import empty

        address = empty(request.getfixturevalue("postgresql"))
    opened = store.open_store(address)
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture
def opened(address: str) -> Iterator[Store]:
    """A store of its own that asks nobody for rights. Its clock goes on by a second at each look."""
    seconds = count()
    opened = store.open_store(address, now=lambda: START + timedelta(seconds=next(seconds)))
    fill(opened)
    yield opened
    opened.close()


def rows(free: Store) -> list[Any]:
    """All that the database holds but for the trail."""
    with free.reading() as connection:
        return [
            connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for table in tables.METADATA.sorted_tables
            if table is not tables.AUDIT
        ]


def lines(free: Store) -> list[tuple[str, str, str, str, bool]]:
    """The trail, the oldest first, without times and names."""
    return [(one.by.identity, one.action, one.region, one.subject, one.refused) for one in reversed(store.audit(free))]


@contextmanager
def statements(free: Store) -> Iterator[list[str]]:
    """What is asked of the database within the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(free.engine, "before_cursor_execute", note)
    yield asked
    event.remove(free.engine, "before_cursor_execute", note)


# Every function by everybody


def test_every_public_function_that_asks_a_store_has_its_right():
    functions = {name: getattr(store, name) for name in store.__all__ if inspect.isfunction(getattr(store, name))}
    asking = {name for name, one in functions.items() if any(of.annotation is Store for of in inspect.signature(one).parameters.values())}
    assert asking == set(RIGHTS) == set(ATTEMPTS) | set(LISTS)


@pytest.mark.parametrize("action", ATTEMPTS)
def test_everybody_may_do_just_what_their_right_says(shared: Store, action: str):
    attempt = ATTEMPTS[action]
    for holder in HOLDERS:
        asked, about = signed(shared, holder), attempt.make(shared)
        if holder in attempt.by:
            attempt.ask(asked, about)
            continue
        before, earlier = rows(shared), store.audit(shared, person=asked.by.identity)
        with pytest.raises(NotAllowed) as refused:
            attempt.ask(asked, about)
        assert refused.value.action == action
        assert rows(shared) == before, holder
        [new, *older] = store.audit(shared, person=asked.by.identity)
        if action != "import_store":  # it exports first, which is noted too
            assert tuple(older) == earlier, holder
        assert (new.by, new.action, new.region, new.refused) == (asked.by, action, refused.value.region, True), holder


@pytest.mark.parametrize("action", ATTEMPTS)
def test_what_somebody_is_told_that_they_may_do_is_what_they_may(shared: Store, action: str):
    about = {"remember", "grant", "revoke", "rights", "audit", "export_store", "import_store"}
    region = None if action in about else HERE
    may = {holder for holder in HOLDERS if store.allowed(signed(shared, holder)).may(action, region)}
    least = CONTRIBUTORS if action == "take_out" else ATTEMPTS[action].by
    assert may == least
    assert store.allowed(shared).may(action, region)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_all_regions_holds_those_of_ones_own_alone(shared: Store, name: str):
    for region in (HERE, ELSEWHERE):
        store.keep(shared, region, "a.xlsx", uuid4().bytes)
        store.begin(shared, region, SOMEBODY, name="A session")
    found = {holder: {one.region for one in LISTS[name](signed(shared, holder))} for holder in HOLDERS}
    elsewhere = {holder: {ELSEWHERE} for holder in ("contributor elsewhere", "publisher elsewhere")}
    here = {holder: {HERE} for holder in ("contributor", "publisher")}
    assert found == {"nobody": set(), "viewer": set(), "administrator": {HERE, ELSEWHERE}} | elsewhere | here
    assert {one.region for one in LISTS[name](shared)} == {HERE, ELSEWHERE}


@pytest.mark.parametrize("action", [*ATTEMPTS, "waiting"])
def test_where_nobody_signs_in_nobody_is_asked_for_a_right(shared: Store, action: str):
    about, ask = (ATTEMPTS[action].make(shared), ATTEMPTS[action].ask) if action in ATTEMPTS else ("", lambda asked, _: store.waiting(asked))
    with statements(shared) as asked:
        ask(shared, about)
    own = action in ("grant", "revoke", "rights", "export_store", "import_store")
    assert [one for one in asked if "FROM granted" in one] == [] or own
    if action in ("as_of", "bytes_of", "current", "history", "latest_stamp", "remembered", "revision", "waiting", "session", "sessions"):
        assert len([one for one in asked if not one.startswith("BEGIN")]) == 1
        with statements(shared) as asked:
            ask(signed(shared, "administrator"), about)
        assert len([one for one in asked if "FROM granted" in one]) == 1


def test_a_right_that_is_taken_away_is_gone_at_the_next_call_and_one_that_is_given_is_there(opened: Store):
    asked, admin = signed(opened, "contributor"), signed(opened, "administrator")
    receipt = store.keep(asked, HERE, "a.xlsx", b"a").receipt
    [gone] = store.revoke(admin, person("contributor").identity.upper())
    assert (gone.right, gone.region) == (Right.CONTRIBUTOR, HERE)
    for ask in (
        lambda: store.keep(asked, HERE, "b.xlsx", b"b"),
        lambda: store.bytes_waiting(asked, HERE, receipt),
        lambda: store.take_out(asked, HERE, receipt),
        lambda: store.latest_stamp(asked),
    ):
        with pytest.raises(NotAllowed):
            ask()
    store.grant(admin, f" {person('contributor').identity.title()} ", Right.VIEWER)
    assert store.latest_stamp(asked)
    with pytest.raises(NotAllowed):
        store.keep(asked, HERE, "b.xlsx", b"b")


def test_without_an_address_nobody_may_do_anything_where_people_sign_in(opened: Store):
    known = person("administrator").identity
    for by in (Actor(""), Actor("Administrator"), Actor(known), Actor("", known.upper()), Actor("", f"\0{known}"), Actor("", f"{known}\ud800")):
        with pytest.raises(NotAllowed):
            store.latest_stamp(replace(opened, by=by, guarded=True))
    assert store.latest_stamp(replace(opened, by=Actor("", known), guarded=True))


def test_what_belongs_to_no_region_is_for_nobody_with_a_right_in_one(opened: Store):
    nowhere = replace(SAMPLE, about=replace(SAMPLE.about, region=""))
    asked = signed(opened, "publisher")
    for ask in (
        lambda: store.keep(asked, "", "a.xlsx", b"a"),
        lambda: store.begin(asked, "", asked.by, name="A session"),
        lambda: store.sessions(asked, ""),
        lambda: publish(asked, "", matrix=nowhere),
    ):
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.parametrize("action", ["publish", "restore", "begin", "write", "close", "remember"])
def test_nobody_signs_for_another(shared: Store, action: str):
    asked, about = signed(shared, "administrator"), ATTEMPTS[action].make(shared)
    other = replace(asked, by=asked.by)
    signs = {
        "publish": lambda by: store.publish(other, content(), b"", by, kind=RevisionKind.UPLOAD, expected=about),
        "restore": lambda by: store.restore(other, HERE, 1, by),
        "begin": lambda by: store.begin(other, HERE, by, name="A session"),
        "write": lambda by: store.write(other, about, "cell/DJI/1", "missing", "A gap", by, expected=0),
        "close": lambda by: store.close(other, about, content(), b"", by, expected=current(shared)),
        "remember": lambda by: store.remember(other, "shape", Mapping(), by),
    }
    before = rows(shared)
    for by in (person("publisher"), Actor(asked.by.name), Actor("Another", asked.by.identity)):
        with pytest.raises(SignsForAnother):
            signs[action](by)
    assert rows(shared) == before


def test_who_hands_a_file_in_may_take_it_out_and_others_only_if_they_publish(opened: Store):
    asked = signed(opened, "contributor")
    own, other = store.keep(asked, HERE, "a.xlsx", b"a"), store.keep(opened, HERE, "b.xlsx", b"b")
    assert (own.by, other.by) == (person("contributor"), Actor(""))
    with pytest.raises(NotAllowed):
        store.take_out(asked, HERE, other.receipt)
    for _ in range(2):
        store.take_out(asked, HERE, own.receipt)
    assert store.waiting(asked) == (other,)
    store.take_out(signed(opened, "publisher"), HERE, other.receipt)
    assert store.waiting(asked) == ()


def test_who_hands_in_what_waits_already_gets_it_as_it_was_handed_in(opened: Store):
    first = store.keep(signed(opened, "contributor"), HERE, "a.xlsx", b"a")
    assert store.keep(signed(opened, "publisher"), HERE, "b.xlsx", b"a") == first
    assert store.waiting(opened) == (first,)


# Granting


@pytest.mark.parametrize(
    ("identity", "right", "region", "why"),
    [
        *(("", Right.VIEWER, "", "no_address"), ("ada", Right.VIEWER, "", "no_address"), ("@", Right.VIEWER, "", "no_address")),
        *(("a da@example.org", Right.VIEWER, "", "no_address"), ("ada@", Right.VIEWER, "", "no_address")),
        *(("ada\0@example.org", Right.VIEWER, "", "no_address"), ("ada\ud800@example.org", Right.VIEWER, "", "no_address")),
        *(("ada@example.org", Right.VIEWER, HERE, "no_region"), ("ada@example.org", Right.ADMINISTRATOR, HERE, "no_region")),
        *(("ada@example.org", Right.PUBLISHER, "", "region_needed"), ("ada@example.org", Right.CONTRIBUTOR, "", "region_needed")),
    ],
)
def test_a_right_for_nobody_or_for_the_wrong_regions_is_not_granted(shared: Store, identity: str, right: Right, region: str, why: str):
    before = rows(shared)
    with pytest.raises(CannotBeGranted) as refused:
        store.grant(shared, identity, right, region)
    assert refused.value.message.id == f"role.{why}"
    assert words.render(refused.value.message, words.catalogue("en"))
    assert rows(shared) == before


def test_a_new_right_in_a_region_takes_the_place_of_the_one_before(opened: Store):
    for right in (Right.PUBLISHER, Right.CONTRIBUTOR):
        store.grant(signed(opened, "administrator"), "ada@example.org", right, HERE)
    store.grant(opened, "ada@example.org", Right.PUBLISHER, ELSEWHERE)
    store.grant(opened, "ada@example.org", Right.VIEWER)
    held = [one for one in store.rights(opened) if one.identity == "ada@example.org"]
    assert [(one.region, one.right, one.granted_by) for one in held] == [
        ("", Right.VIEWER, ""),
        (ELSEWHERE, Right.PUBLISHER, ""),
        (HERE, Right.CONTRIBUTOR, person("administrator").identity),
    ]
    assert [one.region for one in store.revoke(opened, "ada@example.org", HERE)] == [HERE]
    assert [one.region for one in store.revoke(opened, "ada@example.org")] == ["", ELSEWHERE]
    assert store.revoke(opened, "ada@example.org") == ()


def test_a_right_that_this_version_does_not_know_is_damage_and_opens_nothing(opened: Store):
    with opened.writing() as connection:
        connection.execute(text("""UPDATE granted SET "right" = 'owner' WHERE identity = 'viewer@example.org'"""))
    with pytest.raises(DamagedStore):
        store.latest_stamp(signed(opened, "viewer"))
    with pytest.raises(DamagedStore):
        store.rights(opened)


# Four eyes


def test_what_somebody_handed_in_is_published_by_somebody_else(opened: Store):
    alone, other = signed(opened, "administrator", four_eyes=True), signed(opened, "publisher", four_eyes=True)
    kept = store.keep(alone, HERE, "a.xlsx", b"a")
    before = rows(opened)
    with pytest.raises(FourEyes) as refused:
        publish(alone, current(opened), b"a")
    assert (refused.value.message.id, rows(opened)) == ("access.four_eyes.own", before)
    assert lines(opened)[-1] == (alone.by.identity, "publish", HERE, kept.receipt, True)
    assert publish(other, current(opened), b"a").by == "Publisher"
    assert store.waiting(opened) == ()


@pytest.mark.parametrize("kind", [RevisionKind.UPLOAD, RevisionKind.PLANNING, RevisionKind.COMMAND_LINE, RevisionKind.RESTORE])
def test_what_nobody_handed_in_is_not_published(opened: Store, kind: RevisionKind):
    store.keep(opened, ELSEWHERE, "a.xlsx", b"a")
    store.keep(opened, HERE, "none.xlsx", b"")
    for data in (b"a", b""):
        with pytest.raises(FourEyes) as refused:
            publish(signed(opened, "publisher", four_eyes=True), current(opened), data, kind)
        assert refused.value.message.id == "access.four_eyes.unseen"
    assert len(store.history(opened)) == 1


def test_an_earlier_revision_and_what_comes_with_the_product_need_one_person(opened: Store):
    publish(opened, current(opened))
    asked = signed(opened, "publisher", four_eyes=True)
    assert store.restore(asked, HERE, 1, asked.by).matrix == SAMPLE
    assert publish(asked, current(opened), b"shipped", RevisionKind.SHIPPED).number == 4


def test_a_session_in_which_nobody_else_took_part_is_closed_by_somebody_else(opened: Store):
    alone, other = signed(opened, "publisher", four_eyes=True), signed(opened, "administrator", four_eyes=True)
    mine = store.begin(alone, HERE, alone.by, name="Alone").id
    store.write(alone, mine, "cell/DJI/1", "missing", "A gap", alone.by, expected=0)
    with pytest.raises(FourEyes) as refused:
        close(alone, mine)
    assert (refused.value.message.id, store.session(opened, mine).open) == ("access.four_eyes.alone", True)
    assert close(other, mine).by == "Administrator"


def test_a_session_that_somebody_else_began_or_recorded_in_is_closed_by_one(opened: Store):
    closes, records = signed(opened, "publisher", four_eyes=True), signed(opened, "contributor", four_eyes=True)
    begun = store.begin(records, HERE, records.by, name="Begun by another").id
    shared = store.begin(closes, HERE, closes.by, name="Recorded in by another").id
    store.write(records, shared, "cell/DJI/1", "missing", "A gap", records.by, expected=0)
    assert [close(closes, id).by for id in (begun, shared)] == ["Publisher", "Publisher"]


def test_what_was_kept_before_people_signed_in_counts_as_somebody_elses(opened: Store):
    store.keep(opened, HERE, "a.xlsx", b"a")
    id = session(opened)
    asked = signed(opened, "publisher", four_eyes=True)
    assert publish(asked, current(opened), b"a").number == 2
    assert close(asked, id).number == 3


def test_where_one_person_may_do_both_they_do(opened: Store):
    asked = signed(opened, "publisher")
    store.keep(asked, HERE, "a.xlsx", b"a")
    id = store.begin(asked, HERE, asked.by, name="Alone").id
    assert publish(asked, current(opened), b"a").number == 2
    assert close(asked, id).number == 3


# The trail


HARM = {
    "change": "UPDATE audit SET actor = 'another'",
    "delete": "DELETE FROM audit",
    "all at once, postgresql": "TRUNCATE audit",
    "all at once, sqlite": "INSERT OR REPLACE INTO audit SELECT id, at, 'another', identity, action, region, subject, outcome FROM audit",
}


@pytest.mark.parametrize("harm", ["change", "delete", "all at once"])
def test_the_database_changes_and_deletes_no_line_of_the_trail(opened: Store, harm: str):
    before = store.audit(opened)
    harm = HARM.get(harm) or HARM[f"{harm}, {opened.engine.dialect.name}"]
    with pytest.raises(IntegrityError), opened.writing() as connection:
        connection.execute(text(harm))
    assert before
    assert store.audit(opened) == before


def test_what_is_done_is_in_the_trail_with_who_did_it(opened: Store):
    asked, admin = signed(opened, "publisher"), signed(opened, "administrator")
    begin = len(lines(opened))
    store.signed_in(asked)
    kept, out = store.keep(asked, HERE, "a.xlsx", b"a"), store.keep(asked, HERE, "b.xlsx", b"b")
    store.take_out(asked, HERE, out.receipt)
    publish(asked, current(opened), b"a")
    store.restore(asked, HERE, 1, asked.by)
    one, two = (store.begin(asked, HERE, asked.by, name="A session").id for _ in range(2))
    store.write(asked, one, "cell/DJI/1", "missing", "A gap", asked.by, expected=0)
    close(asked, one)
    store.abandon(asked, two)
    store.grant(admin, "ada@example.org", Right.CONTRIBUTOR, ELSEWHERE)
    store.revoke(admin, "ada@example.org")
    store.export_store(admin, io.BytesIO())
    me, they = asked.by.identity, admin.by.identity
    assert lines(opened)[begin:] == [
        (me, "signed_in", "", "", False),
        (me, "keep", HERE, kept.receipt, False),
        (me, "keep", HERE, out.receipt, False),
        (me, "take_out", HERE, out.receipt, False),
        (me, "publish", HERE, "2", False),
        (me, "restore", HERE, "3", False),
        (me, "begin", HERE, one, False),
        (me, "begin", HERE, two, False),
        (me, "close", HERE, one, False),
        (me, "abandon", HERE, two, False),
        (they, "grant", ELSEWHERE, "ada@example.org contributor", False),
        (they, "revoke", ELSEWHERE, "ada@example.org contributor", False),
        (they, "export_store", "", "", False),
    ]
    assert set(store.ACTIONS) == {one.action for one in store.audit(opened)} | {"import_store"}


def test_the_trail_is_asked_by_day_region_and_person(opened: Store):
    asked = signed(opened, "publisher")
    store.keep(asked, HERE, "a.xlsx", b"a")
    last = store.audit(opened, most=1)
    assert [(one.action, one.by) for one in last] == [("keep", person("publisher"))]
    assert store.audit(opened, since=last[0].at) == last
    assert store.audit(opened, person="PUBLISHER@example.org") == store.audit(opened, person="Publisher") == last
    assert {one.region for one in store.audit(opened, region=ELSEWHERE)} == {ELSEWHERE}
    assert store.audit(opened, since=last[0].at + timedelta(seconds=1)) == ()


def test_a_sign_in_is_noted_once_however_many_windows_it_opens(opened: Store):
    one, two = signed(opened, "publisher"), signed(opened, "viewer")
    begin = len(lines(opened))
    for who, since in ((one, "9:00"), (one, "9:00"), (two, "9:00"), (one, "17:00"), (one, "9:00"), (two, ""), (two, "")):
        store.signed_in(who, since)
    me, they = one.by.identity, two.by.identity
    found = [(by, about) for by, _, _, about, _ in lines(opened)[begin:]]
    assert found == [(me, "9:00"), (they, "9:00"), (me, "17:00"), (they, ""), (they, "")]


def test_where_nobody_signs_in_the_trail_has_the_name_that_was_given(opened: Store):
    store.restore(opened, HERE, 1, Actor("Amina\0 Diallo"))
    assert store.audit(opened, most=1)[0].by == Actor("Amina Diallo")


def test_who_is_refused_for_something_odd_is_refused_and_noted(opened: Store):
    with pytest.raises(NotAllowed):
        store.bytes_waiting(signed(opened, "nobody"), HERE, "a\0b\ud800")
    assert store.audit(opened, most=1)[0].subject == "ab?"


def test_what_failed_is_not_in_the_trail(opened: Store):
    before = lines(opened)
    with pytest.raises(Exception, match="overtaken"):
        publish(opened, "another")
    store.take_out(opened, HERE, "no such file")
    store.keep(opened, HERE, "a.xlsx", b"a")
    store.keep(opened, HERE, "a.xlsx", b"a")
    assert [line[1] for line in lines(opened)[len(before) :]] == ["keep"]


def test_no_text_of_a_file_a_cell_a_note_or_a_session_gets_into_the_trail(opened: Store):
    secret = "Confidential"
    asked, refused = signed(opened, "publisher"), signed(opened, "viewer")
    matrix = replace(SAMPLE, remarks=(Remark("DJI", "1", missing=secret),))
    store.keep(asked, HERE, secret, secret.encode())
    with pytest.raises(NotAllowed):
        store.keep(refused, HERE, secret, secret.encode())
    id = store.begin(asked, HERE, asked.by, name=secret).id
    store.write(asked, id, "session", "internal", secret, asked.by, expected=0)
    with pytest.raises(NotAllowed):
        store.write(refused, id, "session", "internal", secret, refused.by, expected=0)
    for asking in (asked, refused):
        with suppress(NotAllowed):
            store.publish(asking, matrix, secret.encode(), asking.by, kind=RevisionKind.UPLOAD, expected=current(opened), note=secret)
    store.close(asked, id, content(), b"", asked.by, expected=current(opened), note=secret)
    store.restore(asked, HERE, 2, asked.by, note=secret)
    with opened.reading() as connection:
        trail = connection.execute(select(tables.AUDIT)).all()
    assert len(trail) > 8
    assert secret.lower() not in str(trail).lower()


def test_who_asks_again_and_again_is_noted_once_an_hour(address: str):
    minutes = iter(range(10**6))
    opened = store.open_store(address, now=lambda: START + timedelta(minutes=next(minutes)))
    asked = signed(opened, "nobody")
    for _ in range(90):
        with pytest.raises(NotAllowed):
            store.latest_stamp(asked)
    with pytest.raises(NotAllowed):
        store.history(asked, HERE)
    assert [line[1] for line in lines(opened)] == ["latest_stamp", "latest_stamp", "history"]
    opened.close()


def test_a_full_disk_lets_nobody_in_and_keeps_nobody_from_an_export(opened: Store, monkeypatch: pytest.MonkeyPatch):
    asked, target = signed(opened, "nobody"), io.BytesIO()

    @contextmanager
    def full(self: Store) -> Iterator[None]:
        raise StoreFull(store="/here")
        yield

    monkeypatch.setattr(Store, "writing", full)
    with pytest.raises(NotAllowed):
        store.latest_stamp(asked)
    assert store.export_store(opened, target) == 1
    assert target.getvalue()


# Before and after


def test_a_store_of_the_version_before_keeps_what_it_holds(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "VERSION", "r0004")
    old = store.open_store(address)
    with old.writing() as connection:
        connection.execute(insert(tables.HAND_IN).values(region=HERE, receipt="abc", name="a.xlsx", at=tables.moment(START), data=b"a"))
        values = {"id": "s", "region": HERE, "base": 0, "fingerprint": "", "name": "A session", "begun_by": "Amina", "begun_at": tables.moment(START)}
        connection.execute(insert(tables.SESSION).values(values))
        draft = {"session": "s", "subject": "cell/DJI/1", "field": "missing", "value": "A gap", "version": 1, "actor": "Amina"}
        connection.execute(insert(tables.DRAFT).values(**draft, at=tables.moment(START)))
    old.close()
    monkeypatch.undo()
    again = store.open_store(address)
    assert [(one.name, one.by, one.note) for one in store.waiting(again)] == [("a.xlsx", Actor(""), "")]
    assert [one.begun_by for one in store.sessions(again)] == ["Amina"]
    assert [(one.value, one.by) for one in store.drafts(again, "s")] == [("A gap", "Amina")]
    assert (store.rights(again), store.audit(again)) == ((), ())
    again.close()


def exported(free: Store) -> bytes:
    target = io.BytesIO()
    store.export_store(free, target)
    return target.getvalue()


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Store]:
    """An empty store, in SQLite."""
    found = store.open_store(f"sqlite:///{tmp_path / 'another.sqlite'}")
    yield found
    found.close()


def test_an_export_carries_rights_the_trail_and_who_took_part(opened: Store, another: Store):
    asked = signed(opened, "administrator")
    id = store.begin(asked, HERE, asked.by, name="A session").id
    store.write(asked, id, "cell/DJI/1", "missing", "A gap", asked.by, expected=0)
    data, trail = exported(opened), lines(opened)[:-1]
    own = store.grant(another, person("contributor").identity, Right.PUBLISHER, HERE)
    store.import_store(another, io.BytesIO(data))
    assert [line for line in lines(another) if line[1] == "import_store"] == [("", "import_store", "", "", False)]
    assert [line for line in store.audit(another) if line in store.audit(opened)] == list(store.audit(opened)[1:])
    assert len(lines(another)) == len(trail) + 2
    kept = [one for one in store.rights(opened) if one.identity != own.identity]
    assert sorted(map(repr, store.rights(another))) == sorted(map(repr, [*kept, own])), "a right that was granted there already stays"
    with pytest.raises(FourEyes):
        close(signed(another, "administrator", four_eyes=True), id)
    assert close(signed(another, "contributor", four_eyes=True), id).number == 2


def test_an_export_of_before_anybody_signed_in_can_be_imported(opened: Store, another: Store):
    id = session(opened)
    store.write(opened, id, "cell/DJI/1", "missing", "A gap", SOMEBODY, expected=0)
    with zipfile.ZipFile(io.BytesIO(exported(opened))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in ("rights.jsonl", "audit.jsonl")}
    for name, column in (("sessions", "begun_identity"), ("drafts", "identity")):
        found = [json.loads(line) for line in parts[f"{name}.jsonl"].splitlines()]
        parts[f"{name}.jsonl"] = b"".join(json.dumps({key: row[key] for key in row if key != column}).encode() + b"\n" for row in found)
    names = ("revisions", "sessions", "drafts", "readings")
    counts = {name: len(parts[f"{name}.jsonl"].splitlines()) for name in names}
    whole = model.receipt(b"".join(parts[f"{name}.jsonl"] for name in names))
    parts["manifest.json"] = json.dumps({"format": 2, **counts, "sha256": whole}).encode()
    old = io.BytesIO()
    with zipfile.ZipFile(old, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert store.import_store(another, old) == 1
    assert (store.sessions(another), store.drafts(another, id)) == (store.sessions(opened), store.drafts(opened, id))
    assert (store.rights(another), [line[1] for line in lines(another)]) == ((), ["import_store"])


def test_the_product_publishes_what_it_ships_before_anybody_signs_in(address: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any):
    from tests.workbooks import written

    folder = tmp_path_factory.mktemp("shipped")
    (folder / f"{HERE}.xlsx").write_bytes(written())
    monkeypatch.setattr(shipped, "folder", lambda: folder)
    opened = store.open_store(address)
    shipped.publish_first(opened, FRAMEWORK, PLACES)
    opened.close()
    later = store.open_store(address, guarded=True, four_eyes=True)
    with pytest.raises(NotAllowed):
        store.latest_stamp(later)
    [line] = store.audit(replace(later, guarded=False), most=None)[1:]
    assert (line.by, line.action, line.subject) == (Actor(""), "publish", "1")
    later.close()


# What is said


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_refused_is_told_why_and_whom_to_ask(language: str):
    texts = words.catalogue(language, FRAMEWORK.texts(language), PLACES.texts(language))
    here = texts.text(f"region.{HERE}")
    for action, right in RIGHTS.items():
        if right and action not in ("waiting", "remember"):
            said = words.render(NotAllowed(action, HERE, right=right).message, texts)
            assert (here in said) is (right in (Right.CONTRIBUTOR, Right.PUBLISHER))
    others: list[Refused] = [*(NotAllowed("keep", right=right) for right in Right), SignsForAnother("publish", HERE)]
    others += [FourEyes("publish", HERE, "", why=why) for why in ("own", "unseen", "alone")]
    assert all(words.render(one.message, texts) for one in others)
    ids = [f"access.action.{action}" for action in (*RIGHTS, *store.ACTIONS)] + [f"access.right.{right}" for right in Right]
    assert all(texts.text(id) for id in (*ids, "access.outcome.done", "access.outcome.refused"))
