"""The text of one cell → its pieces: the items of a list with bullets, and the country that an item opens with."""

import re
from collections.abc import Callable
from contextlib import suppress
from html import unescape

_BULLET = re.compile(
    r"^[ \t\u00a0]*(?:[•●▪■◦·‣⁃*][ \t\u00a0]*|[–—-](?:[ \t\u00a0]+|(?=[^\W\d_]))|(?:o|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t\u00a0]+)(?=\S)", re.MULTILINE
)
"""What stands at the beginning of a line before an item."""
_SIGN = re.compile(r"^(?=[ \t\u00a0]*[✓✔☑✅✗✘☒❌○◐◔√])", re.MULTILINE)
"""Where a line begins with a sign that says how far its item has come: the sign belongs to it."""
_LED = re.compile(r"([^\n:;.]{3,60}?)\s*(?::|\s[–—-]\s)\s*(\S.*)", re.DOTALL)
_NAMES = re.compile(r"\s*[;,/\n]\s*")


def items(text: str) -> list[str]:
    """The items of a text: several where lines of it begin with bullets or numbers, else the text as it is. A line without one goes on with its item."""
    starts = sorted({match.start() for pattern in (_BULLET, _SIGN) for match in pattern.finditer(text)})
    if not starts:
        return [text]
    if len(starts) == 1 and text[: starts[0]].strip():
        return [text]
    pieces = [text[: starts[0]], *(text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))]
    found = (_BULLET.sub("", piece, count=1).strip().rstrip(";").rstrip() for piece in pieces)
    return [piece for piece in found if piece]


def items_and_more(text: str, heading: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    """The items of a text, and its lines that are none: what introduces them ("Measures taken:"), and a source behind them."""
    found = items(text)
    left_out = []
    if len(found) > 1 and found[0].endswith(":"):
        left_out.append(found.pop(0))
    rest, _, last = found[-1].rpartition("\n")
    label, colon, _ = last.partition(":")
    if rest.strip() and colon and heading(label) == "source":
        found[-1] = rest.strip()
        left_out.append(last.strip())
    return found, left_out


def led_lines(text: str, is_place: Callable[[str], bool]) -> list[str]:
    """The pieces of a text in which several lines open with a place ("Belarus: …"), each with the lines behind it; the text whole where they do not."""
    pieces: list[str] = []
    led_by_place = 0
    for line in text.split("\n"):
        if is_place(led(line.strip())[0]):
            led_by_place += 1
            pieces.append(line.strip())
        elif pieces:
            pieces[-1] += f"\n{line}"
        else:
            pieces.append(line)
    return [piece.strip() for piece in pieces if piece.strip()] if led_by_place > 1 else [text]


def several(text: str, is_label: Callable[[str], bool]) -> bool:
    """Whether a text has several parts that each begin with a status: "In place in Nairobi; planned in Mombasa"."""
    return sum(is_label(part) for part in re.split(r"[;\n]\s*", text) if part.strip()) > 1


def repaired(text: str) -> str:
    """A text that was saved in UTF-8 and read as if in another encoding, as it was meant: "protecciÃ³n"; any other text as it is."""
    for _ in range(_ESCAPED):
        if _ENTITY.search(text):
            text = _SIGNLESS.sub(lambda match: unescape(f"&{match[1]};"), unescape(text))
    if "Ã" in text or "Â" in text or "â€" in text:
        with suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
    return text


_ESCAPED = 3
"""How many times a text may have been escaped: "&amp;eacute;". What looks like an entity and is none ("R&D;") stays."""
_ENTITY = re.compile(r"&(?:#\d+|\w+);|[a-z](?:[aeiou]acute|ntilde)n?")
_SIGNLESS = re.compile(r"(?<!&)((?:[aeiouAEIOU]acute)|[nN]tilde)(?=\w|\b)")


def labelled(text: str, rest: str) -> bool:
    """Whether a status stands before a text as its label ("Planned: …", "[planned] …"), so that the text counts, and not as an answer with a remark behind
    it ("Yes (since 2009)")."""
    return len(rest) > _REMARK or bool(_LABEL.match(text))


_LABEL = re.compile(r"\s*(?:[\[(][^\])\n]{1,40}[\])]\s*[:–—-]?|[^:\n]{1,40}:)\s*\S")
_REMARK = 48
"""A remark behind a status has so many characters at most."""


def led(text: str) -> tuple[str, str]:
    """What an item opens with before a colon or a dash, and the rest: "Ukraine: a hotline" → ("Ukraine", "a hotline"); ("", text) for none."""
    match = _LED.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def names(text: str) -> tuple[str, ...]:
    """The names of a list, as people separate them."""
    return tuple(dict.fromkeys(name for name in _NAMES.split(text.strip()) if name))
