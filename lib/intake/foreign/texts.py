"""The text of one cell → its pieces: the items of a list with bullets, and the country that an item opens with."""

import re
from contextlib import suppress

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
    before = text[: starts[0]].strip()
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if before.endswith(":"):
        pieces[0] = f"{before} {_BULLET.sub('', pieces[0], count=1)}"
    elif before:
        pieces.insert(0, before)
    found = (_BULLET.sub("", piece, count=1).strip().rstrip(";").rstrip() for piece in pieces)
    return [piece for piece in found if piece]


def repaired(text: str) -> str:
    """A text that was saved in UTF-8 and read as if in another encoding, as it was meant: "protecciÃ³n"; any other text as it is."""
    if "Ã" in text or "Â" in text or "â€" in text:
        with suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
    return text


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
