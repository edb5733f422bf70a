"""The minutes of a planning session as a document: what became of the last agreements first, then what was said of cells, then who does what by when."""

from collections.abc import Iterable, Sequence

from docx.document import Document as Paper

from lib import planning
from lib.exceptions import UnknownText
from lib.model import Cell, FollowUp, Message, Param, State, Status
from lib.outputs.documents import paper
from lib.outputs.packing import finished
from lib.planning import Assessed, AtCell, Contested, LeftOut, Minutes, Moved, Note
from lib.schema import NOT_ASSESSED
from lib.words import Catalogue, joined, render


def minutes(minutes: Minutes, words: Catalogue, *, internal: bool, notes: Sequence[Message] = ()) -> bytes:
    """Minutes as .docx. With `internal` the notes that are not for onward sharing too, and the document says so on top.

    `notes` are further sentences for its end (that a region is invented, say).
    """
    told = minutes if internal else planning.for_sharing(minutes)
    session = told.session

    def say(id: str, **params: Param) -> str:
        return render(Message(id, params), words)

    def part(id: str, columns: Sequence[str], rows: Iterable[Sequence[str]], shares: Sequence[int]) -> None:
        if found := list(rows):
            paper.heading(document, say(f"minutes.{id}"), 1)
            paper.table(document, [say(f"minutes.column.{column}") for column in columns], found, shares)

    subtitle = say("minutes.subtitle", region=Message(f"region.{session.region}"), date=told.held)
    document = paper.new(words, say("minutes.title"), subtitle, session.closed_at or session.begun_at)
    if any(note.internal for note in told.notes):
        paper.say(document, say("minutes.internal"), strong=True)
    published = say("minutes.published.as", number=session.number) if session.number else say("minutes.published.not")
    facts = (("session", session.name), ("by", ", ".join(told.by)), ("present", told.present), ("published", published))
    paper.facts(document, ((say(f"minutes.{id}"), text) for id, text in facts), words)
    recorded = (told.followed, told.assessed, told.contested, told.remarked, told.actions, told.no_actions, told.notes, told.incomplete)
    if not any(recorded):
        paper.say(document, say("minutes.nothing"))
    followed = (*((one.before, one.after) for one in told.followed), *((one, one) for one in told.left))
    moved = ((after.action, *_where(after, words), _state(before, words), _moved(before, after, words)) for before, after in followed)
    part("followed", ("action", "point", "place", "before", "after"), moved, (50, 32, 28, 30, 30))
    done = ((one.action, *_where(one, words), _who(one, words), one.target, one.due) for one in told.actions)
    part("actions", ("action", "point", "place", "who", "target", "due"), done, (44, 28, 26, 30, 26, 18))
    part(
        "no_actions", ("point", "place", "about", "because"), ((*_where(one, words), one.action, one.reason) for one in told.no_actions), (3, 3, 5, 6)
    )
    columns = ("point", "place", "before", "after", "change", "reason", "source", "year")
    part("assessed", columns, (_assessed(one, words) for one in told.assessed), (24, 21, 20, 23, 20, 20, 24, 18))
    doubts = ((*_where(one.cell, words), _doubted(one, words), one.why) for one in told.contested)
    part("contested", ("point", "place", "status", "why"), doubts, (34, 30, 30, 76))
    written = ((*_where(one.cell, words), one.missing, one.recommendation) for one in told.remarked)
    part("remarked", ("point", "place", "missing", "recommendation"), written, (34, 30, 53, 53))
    _notes(document, told.notes, words)
    if told.not_reached:
        paper.heading(document, say("minutes.not_reached"), 1)
        paper.points(document, (_point(point, words) for point in told.not_reached))
    left_out = ((*_where(one.cell, words), _left_out(one, words), "\n".join(render(why, words) for why in one.why)) for one in told.incomplete)
    part("incomplete", ("point", "place", "said", "why"), left_out, (30, 28, 62, 50))
    paper.heading(document, say("downloads.note"), 1)
    for note in (*notes, Message("minutes.disclaimer")):
        paper.say(document, render(note, words))
    return finished(document.save)


def _assessed(one: Assessed, words: Catalogue) -> Sequence[str]:
    after = _status(one.said, words)
    if one.after is not one.said:
        after = render(Message("minutes.stands_as", {"said": after, "after": _status(one.after, words)}), words)
    own = one.change in ("same", "not_said")
    change = words.text(f"minutes.change.{one.change}" if own else f"change.{one.change}.name")
    return (*_where(one.cell, words), _status(one.before, words), after, change, one.reason, one.source, one.year)


def _doubted(one: Contested, words: Catalogue) -> str:
    status = _status(one.status, words)
    if one.settled is None:
        return status
    return render(Message("minutes.settled", {"status": status, "settled": _status(one.settled, words)}), words)


def _moved(before: FollowUp, after: FollowUp, words: Catalogue) -> str:
    return words.text("minutes.left") if before == after else _state(after, words)


def _notes(document: Paper, notes: Sequence[Note], words: Catalogue) -> None:
    if not notes:
        return
    paper.heading(document, words.text("minutes.notes"), 1)
    for note in notes:
        where = ", ".join(filter(None, _where(Cell(note.place, note.point), words))) or words.text("minutes.notes.session")
        marked = render(Message("minutes.notes.internal", {"where": where}), words) if note.internal else where
        paper.facts(document, [(marked, note.text)], words)


def _where(one: FollowUp | Cell, words: Catalogue) -> tuple[str, str]:
    """Point and place, each "" where there is none. A code that is not declared, which a draft may hold, stands as it is."""
    return _point(one.point, words), _named(f"place.{one.place}", one.place, words)


def _point(point: str, words: Catalogue) -> str:
    name = _named(f"point.{point}.short", "", words)
    return f"{point} {name}".rstrip()


def _named(id: str, code: str, words: Catalogue) -> str:
    try:
        return words.text(id)
    except UnknownText:
        return code


def _state(action: FollowUp, words: Catalogue) -> str:
    return "\n".join(filter(None, (words.text(f"state.{action.state}"), action.due, action.reason)))


def _status(status: Status | None, words: Catalogue) -> str:
    return words.text(f"status.{status or NOT_ASSESSED}")


def _who(action: FollowUp, words: Catalogue) -> str:
    return joined((action.lead, *action.partners), words)


def _left_out(one: LeftOut, words: Catalogue) -> str:
    """All that the room wrote of something incomplete, a line each: what it is first, then each field under its name."""
    match one.said:
        case AtCell() as at:
            heads = [_status(at.status, words)] if at.status else []
            heads += [words.text(f"planning.change.{at.change}")] if at.change else []
            names = ("reason", "missing", "recommendation", "contested", "source", "year")
            fields = [(name, getattr(at, name)) for name in names]
        case FollowUp() as action:
            heads = [action.action, *([words.text(f"state.{action.state}")] if action.state is State.NO_ACTION else [])]
            fields = [("who", _who(action, words)), *((name, getattr(action, name)) for name in ("target", "due", "reason", "source"))]
        case Moved() as moved:
            heads = [one.action, *([words.text(f"state.{moved.state}")] if moved.state else [])]
            fields = [("due", moved.due), ("reason", moved.reason)]
    named = (Message("change_report.field", {"column": Message(f"minutes.column.{name}"), "value": text}) for name, text in fields if text)
    return "\n".join((*filter(None, heads), *(render(message, words) for message in named)))
