"""What a text means: a name, a name with footnote marks, a name with a note, or several names of the same country.

A meaning is the set of codes that a text may stand for: empty where nothing is known; with several codes, or with NONE, where it does not decide.
"""

import re
from collections.abc import Iterable
from itertools import permutations

from lib.names.known import NONE, USER_ASSIGNED, Names
from lib.names.spelling import FORMS, ISLAND, REALM, ordered, plain, starts, unmarked, words_of

Meaning = frozenset[str]

_NOTHING: Meaning = frozenset()

_NOTE = re.compile(r"(.+?)\s*[(\[{]([^()\[\]{}]*)[)\]}]?")
_BEHIND_COMMA = re.compile(r"([^,،]+)[,،]\s*([^,،]+)")
_BEHIND_OWNER = re.compile(r"([^,،:]+)[,،:]\s*([^,،:]+)")
_APART = re.compile(r",?\s+(?:formerly|previously|prev\.|now|aka|ex)(?:\b|(?<=\.))[\s-]+|\s*[/|;:=,،()\[\]{}]\s*|\s+[-–—]+\s+")
_AND = re.compile(r"\s*[&+]\s*|\s+(?:and|et|y|e|und|en|и|و)\s+|\s+و")
_FORMERLY = re.compile(
    r"\b(?:formerly(?: known as)?|previously|prev\.|former|was|now|also|aka|anciennement|antes|ehemals|früher|бывш(?:ая|ий)|ранее|سابقا|ex\b-?)\s*",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\d|(?:see|notes?|data|as|options?|figures?|numbers?|est|prelim|provisional|draft|tbc|updated|revised|voir|ver|nota|datos)\b")
_PART = re.compile(
    r"north|south|east|west|part|region|province|state|zone|area|only|former|until|before|after|since|prior|pre |excl|incl|without|except"
)
_CUT = re.compile(r"\b([^\W\d_]{2,})\.")
_MOST_CUT = 4
_LOST = re.compile(r"([\ufffd?]+)")

_ISLAND_PLACES = """
    ABW AIA ALA ASM ATG BES BHS BLM BMU BRB BVT CCK COK COM CPV CUB CUW CXR CYM DMA FJI FLK FRO FSM GGY GLP GRD GRL GUM HMD IMN JAM JEY KIR KNA LCA
    LKA MAF MDG MDV MHL MLT MNP MSR MTQ MUS MYT NCL NFK NIU NRU PCN PHL PLW PRI PYF REU SGS SHN SJM SLB SPM STP SXM SYC TCA TKL TON TTO TUV TWN UMI
    VCT VGB VIR VUT WLF WSM
"""
_ISLANDS = frozenset(_ISLAND_PLACES.split())
"""Places that are all islands, whose names may come with that word or without it."""
_TERRITORIES = {
    "AUS": "CCK CXR HMD NFK",
    "CHN": "HKG MAC TWN",
    "DNK": "FRO GRL",
    "FIN": "ALA",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW BES CUW SXM",
    "NOR": "BVT SJM",
    "NZL": "COK NIU TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
"""Whose name may stand in brackets behind whose: "Reunion (French)", "Guam (USA)". For reading only; it says nothing about status."""
_ADJECTIVES = {
    plain(word): iso3
    for iso3, words in {
        "AUS": "australian",
        "DNK": "danish den",
        "FRA": "french fr français française francés francesa francese franz französisch französischer frans французская французский فرنسي فرنسية",
        "GBR": "british br brit britannique britanniques britanica britanicas britannica britanniche britisch britse британские بريطانية",
        "NLD": "dutch neth néerlandais néerlandaise neerlandesa holandesa olandese niederl niederländisch niederländischer nederlands"
        " нидерландская голландская هولندي هولندية",
        "NOR": "norwegian nor",
        "USA": "american américaines americanas americane amerikanisch amerikaans estadounidenses американские أمريكية",
    }.items()
    for word in words.split()
}
_SIDE = words_of("part partie parte portion side teil deel часть جزء")
"""What "the Dutch part" of an island is called."""
_NAMESAKES = tuple(map(frozenset, (("COG", "COD"), ("MAF", "SXM"), ("WSM", "ASM"))))
"""Places of which one is meant where the name stands alone; a note tells the other: "Congo (DRC)", "Saint-Martin (Pays-Bas)"."""
_SPECIAL_REGIONS = frozenset({"HKG", "MAC"})
"""Which the UN writes behind their country: "China, Hong Kong SAR"."""
_SPECIAL = FORMS | words_of("special administrative region")
_MANDATE = re.compile(r"1244|unmik|\b(?:un|nations)\b.*\badminist|\badminist.*\b(?:un|nations)\b")
_OF_THE_MANDATE = words_of("""
    unmik un uno onu unscr unsc scr sc s res resolution résolution resolución rés rcsnu csnu 1244 99 1999
    security council united nations conseil sécurité nations unies consejo seguridad naciones unidas
    under sous bajo per with accordance administered administration territory by in as to the of de du des la le del
    резолюция резолюции рсб сб оон совета безопасности قرار مجلس الأمن
""")
"""The words of a reference to Security Council resolution 1244 (1999) and to the administration under it, behind Kosovo's name."""


def meaning(text: str, names: Names) -> Meaning:
    """The codes that a legible text may mean; empty where it is not known."""
    bare = unmarked(text)
    if len(several := _joined(bare, names)) > 1:
        return several
    return _known(text, names) or _known(bare, names) or _under_mandate(bare, names) or _with_note(bare, names) or _agreed(bare, names)


def named(text: str, names: Names) -> Meaning:
    """All countries that the parts of a text name."""
    return frozenset(code for part in _parts(text) for code in meaning(part, names))


def _joined(text: str, names: Names) -> Meaning:
    """The countries that an "and" joins, where each part is a country's whole name: "China and Hong Kong" is not "China, Hong Kong"."""
    meanings = [names.keys.get(plain(part).replace(" ", ""), _NOTHING) - {NONE} for part in _AND.split(text)]
    return _union(meanings) if all(meanings) else _NOTHING


def _known(text: str, names: Names) -> Meaning:
    """The codes of a text that is one name: as written in capitals, or as compared, without the like of "Republic of" if need be, or cut short."""
    if iso3 := names.written.get(text.replace(".", "").replace(" ", "")):
        return frozenset({iso3})
    words = plain(text)
    for key in (words.replace(" ", ""), ordered(words), ordered(words, without=FORMS), REALM.sub("", words)):
        if key and (found := names.keys.get(key)):
            return found
    found = names.keys.get(ordered(words, without=FORMS | ISLAND), _NOTHING)
    return found if found and found <= _ISLANDS else _cut_short(text, names) or _with_letters_lost(text, names)


def _cut_short(text: str, names: Names) -> Meaning:
    """What a text with words cut short may mean: "Bosnia and Herz.", "Eq. Guinea". One word at least must be whole, or short as all write it ("Rep.")."""
    given, short = plain(text).split(), [plain(word) for word in _CUT.findall(text)]
    for cut in ([word for word in short if ordered(word) == word], short):
        whole = ordered(" ".join(word for word in given if word not in cut)).split()
        if not whole or not 0 < len(cut) <= _MOST_CUT:
            continue
        longest = max(whole, key=len)  # which few keys hold: all others need no closer look
        if found := _union(codes for key, codes in names.keys.items() if longest in key and _completes(key.split(), whole, cut)):
            return found
    return _NOTHING


def _completes(name: list[str], whole: list[str], cut: list[str]) -> bool:
    """Whether a name's words are these whole ones and, in some order, one for each that is cut short."""
    rest = [word for word in name if word not in whole]
    if len(rest) != len(cut) or len(name) != len(whole) + len(cut):
        return False
    return any(all(map(starts, cut, order)) for order in permutations(rest))


def _with_letters_lost(text: str, names: Names) -> Meaning:
    """The country whose name a text is but for letters that came out as "?" or "\\ufffd"; empty where several could be."""
    if not _LOST.search(text):
        return _NOTHING
    pieces = [f".{{0,{len(piece)}}}" if _LOST.fullmatch(piece) else re.escape(plain(piece).replace(" ", "")) for piece in _LOST.split(text)]
    pattern = re.compile("".join(pieces))
    found = _union(codes for key, codes in names.keys.items() if pattern.fullmatch(key))
    return found if len(found) == 1 else _NOTHING


def _under_mandate(text: str, names: Names) -> Meaning:
    """Kosovo, where nothing follows its name but under whose resolution and administration it is."""
    name, _, rest = plain(text).partition(" ")
    if not _MANDATE.search(rest) or not _OF_THE_MANDATE.issuperset(rest.split()):
        return _NOTHING
    return names.keys.get(name, _NOTHING) & set(USER_ASSIGNED.values())


def _with_note(text: str, names: Names) -> Meaning:
    """The country of a name that a note in brackets follows; empty where the note may make it another place."""
    behind = _NOTE.fullmatch(text)
    if behind is None:
        return _NOTHING
    name, note = behind[1], _FORMERLY.sub("", behind[2]) or behind[2]
    country = meaning(name, names)
    if told := _told_apart(country, note, names):
        return told
    return country if _goes_with(note, country, names) or _abbreviates(note, name) else _NOTHING


def _told_apart(country: Meaning, note: str, names: Names) -> Meaning:
    """The one of several places of a name that a note means, by whose it is or by its own name; empty where it tells nothing."""
    candidates = country.union(*(places for places in _NAMESAKES if places & country)) - {NONE}
    found = candidates & (_territories(note, names) | meaning(note, names))
    return found if len(found) == 1 else _NOTHING


def _territories(note: str, names: Names) -> Meaning:
    """The territories of the country that a note names: "French", "France", "FR", "partie française"."""
    adjective = [word for word in ordered(plain(note)).split() if word not in _SIDE]
    owner = _ADJECTIVES.get(" ".join(adjective)) or names.codes.get(note.strip().upper()) or next(iter(meaning(note, names)), NONE)
    return frozenset(_TERRITORIES.get(owner, "").split())


def _agreed(text: str, names: Names) -> Meaning:
    """The country that all parts of a text agree on: names of it in two languages, a name and a code, or a territory and whose it is."""
    parts = _parts(text)
    if len(parts) < 2:
        return _NOTHING
    country = next((found for part in parts if (found := meaning(part, names))), _NOTHING)
    return country if all(_means(part, country, names) for part in parts) else _of_owner(text, names)


def _of_owner(text: str, names: Names) -> Meaning:
    """The territory whose country stands behind a comma ("Guam, USA"), or, as the UN writes, before it ("China, Hong Kong SAR")."""
    if (behind := _BEHIND_COMMA.fullmatch(text)) and (told := _told_apart(meaning(behind[1], names), behind[2], names)):
        return told
    behind = _BEHIND_OWNER.fullmatch(text)
    if behind and meaning(behind[1], names) == {"CHN"} and (region := meaning(behind[2], names)) <= _SPECIAL_REGIONS:
        return region
    return _NOTHING


def _parts(text: str) -> list[str]:
    return [part for part in _APART.split(text) if part.strip()]


def _means(part: str, country: Meaning, names: Names) -> bool:
    """Whether a part of a text is a name or a code of a country."""
    code = part.strip().upper()
    return meaning(part, names) == country or not country.isdisjoint({names.codes.get(code), names.written.get(code)})


def _goes_with(note: str, country: Meaning, names: Names) -> bool:
    """Whether a note leaves a country's name what it is: an article, "country", its former or other name, its code, whose it is, or a comment."""
    if not ordered(plain(note), without=_SPECIAL if country <= _SPECIAL_REGIONS else FORMS) or _means(note, country, names):
        return True
    comment = note.casefold()
    return bool(_COMMENT.match(comment)) and not _PART.search(comment)


def _abbreviates(note: str, name: str) -> bool:
    """Whether a note is made of a name's initials: "Republic of the Congo (RoC)"."""
    letters, words = plain(note), plain(name)
    initials = iter(word[0] for word in words.split())
    return 1 < len(ordered(words).split()) <= len(letters) and all(letter in initials for letter in letters)


def _union(meanings: Iterable[Meaning]) -> Meaning:
    return frozenset(code for codes in meanings for code in codes)
