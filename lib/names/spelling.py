"""A spelling as it is compared: what offices write in different ways though they mean the same words.

`plain` takes away what nobody hears (case, accents, hyphens, invisible characters), `ordered` also the order of the words, articles and abbreviations,
so "Congo, Dem. Rep. of the" meets "Democratic Republic of the Congo". No word that tells one country from another is ever dropped.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

_LETTERS = str.maketrans(
    {"羣": "群", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "w": "v"}
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "ڤ": "ف", "ڨ": "ق"}
    | {"ج": "غ", "گ": "غ"}  # a foreign g: Cairo writes غواتيمالا as جواتيمالا
    | dict.fromkeys("ʼʻʹʽ", " ")
)
_POSSESSIVE = re.compile(r"['’‘](?=s\b)")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.\s*(?=[^\W\d_]\b)")
_DOUBLED = re.compile(r"([a-zа-я])\1+")
_SHORT = ((re.compile(r"\bо\W{1,3}ва\b"), "острова"), (re.compile(r"\bо\W{1,3}в\b"), "остров"), (re.compile(r"\bee\.?\s*uu\b"), "eua"))
"""Short forms that would fall apart: Russian for islands, Spanish for the United States."""
_LINES = re.compile(r"\s*[\r\n]+\s*")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")

_MARK_BEFORE = re.compile(r"^(?:[^\w(\[]+|\d{1,3}[.)]\s*)")
_MARK_BEHIND = re.compile(
    r"""(?:
      \s*[(\[]\s*(?:\d{1,3}|[a-z]|[^\w\s]+)\s*[)\]]  # Chad (1)   Chad [b]   Chad (*)
    | (?<=[^\W\d_])(?<![A-Z])[A-Z]\d{1,3}            # TürkiyeW10
    | (?<!\d)(?<!\+)(?<!\+\ )\d{1,2}\s*[/)]?          # Chad 2     France 1/, but not "Chad + 2"
    | (?:\s+|[/,])[a-z]\s*[/)]                       # Chad a/
    | (?:\s+|[/,])[a-df-mo-rt-vx-z]                  # Chad b, but not "Korea s"
    | [^\w)\].]+                                     # Chad *     Chad,
    )$""",
    re.VERBOSE,
)

_READ_AS = [
    *((wrong, "utf-8") for wrong in ("cp1252", "latin-1", "mac_roman", "cp850", "cp437", "cp1250", "cp1251", "cp1256")),
    *(("cp1252", right) for right in ("mac_roman", "cp850", "cp1251", "cp1256")),
    ("mac_roman", "cp1252"),
]
"""Mix-ups of encodings that happen between Windows, Macs, consoles and the web: read as the one, written as the other."""


_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[^\w\x00-\x7f‘’–—\u00a0\u00ad]")


def legible(text: str) -> str:
    """A text without what only a machine sees: entities, escapes, invisible and raised characters; compatibility forms are made plain."""
    text = _LINES.sub(" / ", _ESCAPED.sub(" ", html.unescape(text)).strip())
    seen = (char for char in text if unicodedata.category(char) != "Cf" and not unicodedata.decomposition(char).startswith("<super>"))
    return " ".join(unicodedata.normalize("NFKC", "".join("'" if char in "´`" else char for char in seen)).split())


def plain(text: str) -> str:
    """The words of a text as they are compared: letters and digits without case, accents and doubling, single spaces between. Idempotent."""
    folded = unicodedata.normalize("NFKD", legible(text).casefold()).casefold().translate(_LETTERS)
    heard = "".join(char for char in folded if not unicodedata.category(char).startswith("M"))
    for written, full in _SHORT:
        heard = written.sub(full, heard)
    words = "".join(char if char.isalnum() else " " for char in _INITIALS.sub("", _POSSESSIVE.sub("", heard))).split()
    return _DOUBLED.sub(r"\1", " ".join(words))


def unmarked(text: str) -> str:
    """A legible text without footnote marks at its ends: "Chad 2", "France 1/", "TürkiyeW10", "* Holy See"."""
    before = ""
    while text != before:
        before = text
        text = _MARK_BEHIND.sub("", _MARK_BEFORE.sub("", text)).strip()
    return text


def repaired(text: str, accented: frozenset[str]) -> Iterator[str]:
    """What a text may have been before its encoding was mistaken: "CÃ´te" → "Côte". Nothing for plain ASCII, and only what is right to its accents:
    "Laï" was not "LaÔ"."""
    if text.isascii():
        return
    for wrong, right in _READ_AS:
        try:
            before = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if all(word.isascii() or word in accented for word in letters(before)) and not _SIGNS.search(before):
            yield before


def letters(text: str) -> list[str]:
    """The words of a text, in small letters, with their accents."""
    return _LETTERS_ONLY.findall(text.casefold())


def words_of(text: str) -> frozenset[str]:
    """The words of a text, each as it is compared."""
    return frozenset(plain(word) for word in text.split())


def _table(lines: str) -> dict[str, str]:
    """Lines of words that mean the same; the first word of a line stands for all."""
    return {plain(word): plain(line.split()[0]) for line in lines.strip().splitlines() for word in line.split()}


_SMALL = words_of("""
    the of and a an u & l le la les de d du des et au aux el los las del y e o os as do da dos das der die den und von
    il lo i gli di della delle dello dei degli dell ed het een en van и или و
""")
_SAME_WORD = _table(
    """
    republic rep repub republique republica republik repubblica republiek республика جمهورية
    democratic dem democr democratique democratica demokratische democratische ديمقراطية ديموقراطية
    people peoples peo popular populaire pop
    federal fed federated federation federative federativa federale federales federados federes federees
    kingdom royaume reino konigreich regno koninkrijk королевство مملكة
    united utd untd unidos unidas unies unis unida unie متحدة موحدة اتحادية
    states sts estados etats
    emirates emir emirats emiratos
    saint st sankt sainte ste سانت سان سنت سينت
    santa sta
    santo sto
    island islands isle is isl isls islet isla islas ile iles ilha ilhas insel inseln isola isole eiland eilanden остров острова جزر جزيرة
    british brit
    union unione uniao
    territory territories territoire territoires territorio territorios
    special speciale especial специальный خاصة
    administrative administrativa административный إدارية
    region район منطقة
    """
)
_SAID_AS = {same: tuple(word for word, one in _SAME_WORD.items() if one == same) for same in _SAME_WORD.values()}
_SPELLED_OUT = {
    plain(short): plain(words).split()
    for short, words in {
        "pdr": "people democratic republic",
        "rdp": "people democratic republic",
        "dpr": "democratic people republic",
        "rpd": "democratic people republic",
        "dr": "democratic republic",
        "rd": "democratic republic",
        "pr": "people republic",
        "ur": "united republic",
        "ir": "islamic republic",
        "ar": "arab republic",
        "rb": "bolivarian republic",
        **dict.fromkeys(("sar", "ras", "rae", "сар"), "special administrative region"),
        "fs": "federal states",
        "us": "united states",
        "usa": "united states",
        "eua": "united states",
        "eeuu": "united states",
        "uk": "united kingdom",
    }.items()
}
_AL = re.compile(r"^و?ال(?=\w{4})")
"""The Arabic article, also behind "and": offices write البحرين and بحرين."""
_AT_THE_START = {plain(short): plain(word) for short, word in (("n", "north"), ("s", "south"), ("e", "east"), ("w", "west"))}
FORMS = words_of("republic kingdom commonwealth union country territory pays pais союз государство دولة اتحاد")
"""Words that say what kind of place a name is of: a name with one of them too many is still that name."""
ISLAND = words_of("island")
"""Its kinds of words that only a name of islands may have too many: "Île-de-France" is not France."""
REALM = re.compile(r"(?:共和国|共和國|王国|王國|联邦|聯邦)$")
"""Chinese has no spaces: its words for republic, kingdom and federation, which end a name."""


def starts(start: str, word: str) -> bool:
    """Whether a word of `ordered`, or one that means the same, begins so: "rép" begins "republic"."""
    return any(one.startswith(start) for one in _SAID_AS.get(word, (word,)))


def ordered(words: str, without: frozenset[str] = frozenset()) -> str:
    """The telling words of a plain text in alphabetical order: articles gone, abbreviations as their words; "" where none tells anything."""
    given = words.split()
    if len(given) > 1 and given[0] in _AT_THE_START:
        given[0] = _AT_THE_START[given[0]]
    telling: list[str] = []
    for place, word in enumerate(given, 1):
        if word in _SPELLED_OUT and len(given) > 1:
            telling += _SPELLED_OUT[word]
        elif word not in _SMALL or (place == len(given) and word in _AT_THE_START):
            telling.append(_SAME_WORD.get(bare := _AL.sub("", word), bare))
    return " ".join(sorted(word for word in telling if word not in without))
