"""Letters that are not what they look like: look-alikes of another script, invisible ones, and turned reading order.

They come from keyboards, converters and copied web pages, seldom from malice. Either way a name that holds one is found
by no search and matches no other list. They are flagged, once a source, with how many, where and one example; the text
stays as it is. What is ordinary raises nothing: direction marks beside Arabic and Hebrew, the bounds that WhatsApp
sets around telephone numbers and mentions, the joiners of Persian and of emoji.

Source: Unicode Standard Annex 9 (bidirectional algorithm) and Technical Standard 39 (confusable characters), of which
only letters that nearly all fonts draw alike are taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.flags import flag
from cenotaph.record import Flag, Row, Source, Span, Text

LATIN = "AaBCcEeHhIiJjKMOopPSsTXxyYəƏöÖüÜ"
CYRILLIC = "АаВСсЕеНһІіЈјКМОорРЅѕТХхуҮәӘӧӦӱӰ"
GREEK = {"Ο": "O", "ο": "o", "Α": "A", "Β": "B", "Ε": "E", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ρ": "P",
         "Τ": "T", "Υ": "Y", "Χ": "X", "Ζ": "Z", "ν": "v", "α": "a", "ι": "i"}  # fmt: skip
LOOK_ALIKE = frozenset((*LATIN, *CYRILLIC, *GREEK, "у", "Ү", "h", "Һ"))
"""Letters that stand in a word of another script without being seen."""

_LATIN = "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u0481\u048a-\u052f"
_GREEK = "\u0370-\u0373\u0376-\u03b4\u03b6-\u03bb\u03bd-\u03c8\u03ca-\u03ff"  # without micro's and omega's letter
_SCRIPTS = (
    ("Latin", re.compile(f"[{_LATIN}]")),
    ("Cyrillic", re.compile(f"[{_CYRILLIC}]")),
    ("Greek", re.compile(f"[{_GREEK}]")),
)
_RUNS = tuple((name, re.compile(f"{pattern.pattern}+")) for name, pattern in _SCRIPTS)
_OTHER_SCRIPT = re.compile(f"[{_CYRILLIC}{_GREEK}]")
_MIXED = re.compile(
    rf"[{_LATIN}][\u0300-\u036f]*[{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][\u0300-\u036f]*[{_LATIN}{_GREEK}]"
    rf"|[{_GREEK}][\u0300-\u036f]*[{_LATIN}{_CYRILLIC}]"
)
_STYLED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb]+")  # full-width and mathematical letters
_WIDE_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0000-\U000e01ef])+")

_HIDDEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of Semitic and Indic scripts, of Thai, Khmer and their like: joiners and breaks between them are ordinary."""
_FLAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")  # flags of regions, as emoji

_OPENS = {"\u202a": "L", "\u202b": "R", "\u202d": "LO", "\u202e": "RO", "\u2066": "L", "\u2067": "R", "\u2068": "L"}
_CLOSES = "\u202c\u2069"
_TURNS = re.compile("[\u202b\u202d\u202e\u2067]")
_RARE = 0.1  # of the letters of a text: so few of another script are no second language
_SHOWN = 60  # characters of an example
_SPANS = 3  # places pointed at; the message says how many there are


class _Found(NamedTuple):
    """One place in one text or cell."""

    start: int  # code points, half-open
    end: int
    why: str


class _Place(NamedTuple):
    """A text, or a cell of a table, and its coordinates."""

    words: str
    text: Text | None = None
    row: Row | None = None
    column: int = 0


def disguise_flags(source: Source, text: Text | None, rows: Sequence[Row] = ()) -> tuple[Flag, ...]:
    """S032 (order of reading turned), S033 (look-alike letters), S034 (invisible characters), each at most once.

    Args:
        source: what was read.
        text: its text.
        rows: the lines of its tables; the cells are looked at like the text.
    """
    flags = []
    for code, find in (("S032", _turned), ("S033", _look_alikes), ("S034", _hidden)):
        places = [(place, found) for place in _places(text, rows, _SIGNS[code]) for found in find(place.words)]
        if places:
            flags.append(_flag(code, source, places))
    return tuple(flags)


def visible(words: str) -> str:
    """Words with every character that is not seen, or turns others around, written as its number.

    Example:
        >>> visible("Ali\\u202eyev")
        'Ali[U+202E]yev'
    """
    return "".join(char if char.isprintable() and not _HIDDEN.match(char) else f"[U+{ord(char):04X}]" for char in words)


def _places(text: Text | None, rows: Sequence[Row], sign: re.Pattern[str]) -> Iterator[_Place]:
    """The text and the cells that hold a sign of trouble."""
    if text is not None and (sign.search(text.text) or (sign is _SIGNS["S033"] and _is_mostly_latin(text.text))):
        yield _Place(text.text, text=text)
    if rows and sign.search("\n".join("\t".join(row.cells) for row in rows)):
        for row in rows:
            for column, cell in enumerate(row.cells):
                if sign.search(cell):
                    yield _Place(cell, row=row, column=column)


def _is_mostly_latin(words: str) -> bool:
    """Whether a text in Latin letters holds a few of another script: words wholly of look-alikes may be among them."""
    if words.isascii() or not _OTHER_SCRIPT.search(words):
        return False
    counts = _counts(words)
    return 0 < counts["Cyrillic"] + counts["Greek"] <= counts["Latin"] * _RARE * 2


def _counts(words: str) -> dict[str, int]:
    """How many letters of each script there are."""
    return {name: sum(map(len, runs.findall(words))) for name, runs in _RUNS}


_SIGNS = {
    "S032": _TURNS,
    "S033": re.compile(f"{_MIXED.pattern}|{_STYLED.pattern}"),
    "S034": _HIDDEN,
}
"""What a text must hold to be looked at closely."""


def _flag(code: str, source: Source, places: Sequence[tuple[_Place, _Found]]) -> Flag:
    first, found = places[0]
    return flag(
        code,
        spans=[_span(source, *each) for each in places[:_SPANS]],
        sources=(source.id,),
        path=source.path or source.id,
        count=len(places),
        place=_where(first, found),
        example=visible(first.words[found.start : found.end][:_SHOWN]),
        why=found.why,
    )


def _span(source: Source, place: _Place, found: _Found) -> Span:
    if place.row is not None:
        return Span(source=source.id, quote=place.words, sheet=place.row.sheet, cell=_cell(place))
    quote = place.words[found.start : found.end]
    sha256 = place.text.sha256 if place.text else None
    return Span(source=source.id, quote=quote, text_sha256=sha256, start=found.start, end=found.end)


def _where(place: _Place, found: _Found) -> str:
    if place.row is not None:
        return f"{place.row.sheet} {_cell(place)}"
    pages = place.text.pages if place.text else ()
    if pages:
        return f"page {sum(page <= found.start for page in pages)}"
    return f"line {place.words.count(chr(10), 0, found.start) + 1}"


def _cell(place: _Place) -> str:
    """A1 notation of a cell."""
    letters, column = "", place.column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{place.row.line if place.row else 0}"


def _look_alikes(words: str) -> Iterator[_Found]:
    """Words that mix scripts by letters that look alike, letters of another style, and words wholly of look-alikes."""
    end = 0
    for match in _MIXED.finditer(words):
        if match.start() < end:
            continue
        start, end = _word_around(words, match.start())
        why = _mixture(words[start:end])
        if why:
            yield _Found(start, end, why)
    if not _WIDE_SCRIPT.search(words):
        for match in _STYLED.finditer(words):
            name = "full-width" if match[0] < "\U0001d400" else "mathematical"
            yield _Found(match.start(), match.end(), f"{name} letters")
    yield from _strangers(words)


def _word_around(words: str, at: int) -> tuple[int, int]:
    begun = at
    while begun and _WORD.fullmatch(words[begun - 1]):
        begun -= 1
    found = _WORD.match(words, begun)
    return begun, found.end() if found else at + 1


def _mixture(word: str) -> str | None:
    """What is wrong with a word of two scripts; None where nothing is."""
    counts = {name: len(pattern.findall(word)) for name, pattern in _SCRIPTS}
    usual = max(counts, key=lambda name: counts[name])
    others = {name: pattern for name, pattern in _SCRIPTS if counts[name] and name != usual}
    strange = [char for char in word if any(pattern.match(char) for pattern in others.values())]
    # As many of the one as of the other: "Ом" in "SMSом" is an ending, "Aли" begins with a letter of another keyboard.
    is_even = any(counts[name] == counts[usual] for name in others)
    own = [char for char in word if char in LOOK_ALIKE and char not in strange]
    if not all(char in LOOK_ALIKE for char in strange) and not (is_even and len(own) == counts[usual]):
        return None
    if _is_abbreviation_with_ending(word):
        return None
    return f"{' and '.join(others)} letters in a {usual} word"


def _is_abbreviation_with_ending(word: str) -> bool:
    """Capitals of one script, and an ending in small letters of another ("NATOда")."""
    capitals = len(word) - len(word.lstrip("".join({char for char in word if char.isupper()})))
    head, tail = word[:capitals], word[capitals:]
    return len(head) > 1 and bool(tail) and tail.islower() and not _MIXED.search(head) and not _MIXED.search(tail)


def _strangers(words: str) -> Iterator[_Found]:
    """Words wholly of look-alikes, in a text that has no other word of their script."""
    counts = _counts(words)
    usual = max(counts, key=lambda name: counts[name])
    for name, pattern in _SCRIPTS:
        # Latin words stand in texts of every script, and what is written in them is meant.
        if name in (usual, "Latin") or not 0 < counts[name] <= counts[usual] * _RARE:
            continue
        found = [match for match in re.finditer(rf"(?:{pattern.pattern})+", words) if _is_whole(words, match)]
        if all(char in LOOK_ALIKE for match in found for char in match[0]):
            for match in found:
                if len(match[0]) > 1 or name != "Greek":
                    yield _Found(match.start(), match.end(), f"a word of {name} letters in a {usual} text")


def _is_whole(words: str, match: re.Match[str]) -> bool:
    """Whether no letter of another script is beside it."""
    before, after = words[match.start() - 1 : match.start()], words[match.end() : match.end() + 1]
    return not before.isalpha() and not after.isalpha()


def _hidden(words: str) -> Iterator[_Found]:
    """Invisible characters inside words, and tags anywhere."""
    emoji = [match.span() for match in _FLAGS.finditer(words)]
    for match in _HIDDEN.finditer(words):
        at, char = match.start(), match[0]
        if any(start <= at < end for start, end in emoji):
            continue
        before, after = _beside(words, at)
        is_tag = char >= "\U000e0000"
        is_inside = before.isalpha() and after.isalpha() and not _WIDE_SCRIPT.match(before)
        is_joined = bool(_JOINED.match(before) or _JOINED.match(after))
        # Between Arabic letters joiners have a use, a direction mark has none; at a change of direction it has.
        is_useless = char in "\u200e\u200f" and not _direction_changes(before, after) if is_inside else False
        if is_tag or (is_inside and (is_useless or (not is_joined and char not in "\u200e\u200f"))):
            start, end = _word_around(words, at)
            yield _Found(start, max(end, at + 1), unicodedata.name(char, f"U+{ord(char):04X}").lower())


def _beside(words: str, at: int) -> tuple[str, str]:
    """The next characters before and behind that are seen."""
    before, after = at - 1, at + 1
    while before >= 0 and _HIDDEN.match(words[before]):
        before -= 1
    while after < len(words) and _HIDDEN.match(words[after]):
        after += 1
    return words[before : before + 1] if before >= 0 else "", words[after : after + 1]


def _direction_changes(before: str, after: str) -> bool:
    """Whether two letters are written in different directions, so that a mark between them has a use."""
    return (unicodedata.bidirectional(before) in ("R", "AL")) != (unicodedata.bidirectional(after) in ("R", "AL"))


def _turned(words: str) -> Iterator[_Found]:
    """Controls that make a reader see letters or figures in another order than they are stored in."""
    for line in re.finditer(r"[^\n\r\u2029]+", words):
        if _TURNS.search(line[0]):
            yield from _turned_in_line(line[0], line.start())


def _turned_in_line(line: str, offset: int) -> Iterator[_Found]:
    opened: list[tuple[int, str]] = []
    for at, char in enumerate(line + "\u2069" * 2):
        if char in _OPENS:
            opened.append((at, _OPENS[char]))
        elif char in _CLOSES and opened:
            start, kind = opened.pop()
            around = opened[-1][1] if opened else ""
            why = _turns(line[start + 1 : at], kind, around)
            if why:
                yield _Found(offset + start, offset + min(at + 1, len(line)), why)


def _turns(inside: str, kind: str, around: str) -> str | None:
    kinds = {unicodedata.bidirectional(char) for char in inside}
    if kind == "RO" and (kinds & {"L", "EN", "AN"}):
        return "letters or figures are shown from right to left"
    if kind == "LO" and (kinds & {"R", "AL"}):
        return "letters are shown from left to right"
    if kind == "L" and around == "R" and kinds & {"L", "EN"}:
        return "parts of a line are shown in another order"
    if kind == "R" and around in ("L", "") and "L" in kinds and not kinds & {"R", "AL"} and len(inside.split()) > 1:
        return "parts of a line are shown in another order"
    return None
