"""Text spoilt before it was saved: read in a wrong encoding once, or typed for a font that draws other letters.

"É™" stands for "ə" and "Ð\x90Ð»Ð¸" for "Али" where a program took UTF-8 for a Western encoding; "Àçÿð" for "Азяр" where
it took windows-1251 for one; "Азярбайъан" for "Azərbaycan" where Azerbaijani was typed with a Russian keyboard for a
font that draws я as ə. What it probably is, is named; the text stays as it is, since only people can say for certain.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.flags import flag
from cenotaph.letter_pairs import likelihood, models
from cenotaph.read.disguised import visible
from cenotaph.record import Flag, Row, Source, Text

_TAKEN_FOR = ("cp1252", "cp1251", "cp1254", "cp1256", "latin_1", "mac_roman")
_FEWEST = 2  # spoilt words; one may be a brand, a formula, an example
_SHOWN = 60
_TOKEN = re.compile(r"[^ \t\n\r,;|]+")  # not every white space: of spoilt letters some are
_WESTERN = "\u00c0-\u00ff\u00b8\u00a8\u0178\u0152\u0153\u0160\u0161\u017d\u017e\u0192"
_WESTERN_WORD = re.compile(rf"(?<![^\W\d_])[{_WESTERN}]{{4,}}(?![^\W\d_])")
_SWAPPED = re.compile(r"(?<![^\W\d_])[а-яё][А-ЯЁ]{3,}(?![^\W\d_])")
_CYRILLIC_WORD = re.compile(r"(?<![^\W\d_])[А-Яа-яЁё]{2,}(?![^\W\d_])")
_SPOILT_SHARE = 0.3
_OLD_FONT = str.maketrans("абвгджзийклмнопрстуфхцчшщъьэюяыеАБВГДЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЭЮЯЫЕ",
                          "abvqdjziyklmnoprstufxüçşhcğgöəıeABVQDJZİYKLMNOPRSTUFXÜÇŞHCĞGÖƏIE")  # fmt: skip
_OLD_FONT_WORDS = frozenset((
    "вя", "иля", "цчцн", "эюря", "щямин", "щяр", "даща", "щям", "дя", "тяряфиндян", "илдя", "щаггында", "азярбайъан",
    "азярбайжан", "дювлят",
    "сонра", "мцстягил", "няфяр", "щялак", "эцн", "шящид", "бюйцк", "цзря", "щеч", "юз", "эяря",
    "цч",
    "оьлу", "гызы", "кянд", "шящяр", "рус", "онун",
))  # fmt: skip
_OLD_FONT_SIGN = re.compile(r"(?<!\w)(?:вя|иля|цчцн|няфяр|щямин|азярбай[жъ]ан)(?!\w)", re.IGNORECASE)
_OLD_FONT_OWN = _OLD_FONT_WORDS - {"сонра", "гызы", "рус", "онун", "дя"}
"""Words that no language writes so: they tell the old font; the others only add to it."""


class _Spoilt(NamedTuple):
    """Words that look spoilt, and what the first of them probably is."""

    words: int
    example: str
    meant: str
    way: str


def spoilt_flags(source: Source, text: Text | None, rows: Sequence[Row] = ()) -> tuple[Flag, ...]:
    """S035 where words of a text or of cells look as if read in a wrong encoding, or typed for an old font."""
    words = "\n".join(part for part in (text.text if text else "", *("\t".join(row.cells) for row in rows)) if part)
    if words.isascii():
        return ()
    found = next((each for each in (_twice(words), _western(words), _swapped(words), _old_font(words)) if each), None)
    if found is None:
        return ()
    return (
        flag(
            "S035",
            sources=(source.id,),
            path=source.path or source.id,
            count=found.words,
            damage=found.way,
            example=visible(found.example[:_SHOWN]),
            meant=visible(found.meant[:_SHOWN]),
        ),
    )


def _twice(words: str) -> _Spoilt | None:
    """UTF-8 that was taken for an encoding of one byte a letter."""
    best: _Spoilt | None = None
    for encoding in _TAKEN_FOR:
        found = [(match[0], meant) for match in _candidates(words, encoding) if (meant := _undone(match[0], encoding))]
        if len(found) >= _FEWEST and (best is None or len(found) > best.words):
            best = _Spoilt(len(found), *found[0], f"UTF-8 read as {encoding}")
    return best


def _candidates(words: str, encoding: str) -> Iterator[re.Match[str]]:
    lead, _ = _lead_and_rest(encoding)
    return (match for match in _TOKEN.finditer(words) if lead.search(match[0])) if lead.search(words) else iter(())


def _undone(token: str, encoding: str) -> str | None:
    """A word with its UTF-8 read as such; None unless every letter beyond ASCII comes from it."""
    _, table = _lead_and_rest(encoding)
    data = bytearray()
    for char in token:
        byte = table.get(char)
        if byte is None:
            return None
        data.append(byte)
    try:
        meant = data.decode("utf-8").strip("«»“”\"'().:!?")
    except UnicodeDecodeError:
        return None
    beyond = [char for char in meant if char > "\x7f"]
    return meant if beyond and all(char.isalpha() or char in "’–—«»“”„" for char in beyond) else None


@functools.cache
def _lead_and_rest(encoding: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for two characters that begin a letter of UTF-8, and the byte each character was."""
    table = {}
    for byte in range(256):
        # What an encoding leaves open, browsers show as the control character of that number.
        char = bytes((byte,)).decode(encoding, "replace")
        table[chr(byte) if char == "\ufffd" else char] = byte
    lead = "".join(re.escape(char) for char, byte in table.items() if 0xC2 <= byte <= 0xEF)
    rest = "".join(re.escape(char) for char, byte in table.items() if 0x80 <= byte <= 0xBF)
    return re.compile(f"[{lead}][{rest}]"), table


def _western(words: str) -> _Spoilt | None:
    """A Cyrillic encoding that was taken for a Western one: words of nothing but accented letters."""
    found = [match[0] for match in _WESTERN_WORD.finditer(words)]
    if len(found) < _FEWEST:
        return None
    sample = " ".join(found[:200])
    for encoding in ("cp1252", "latin_1"):
        try:
            data = sample.encode(encoding)
        except UnicodeEncodeError:
            continue
        meant = data.decode("cp1251", "replace")
        return _Spoilt(len(found), found[0], meant.split(" ")[0], f"windows-1251 read as {encoding}")
    return None


def _swapped(words: str) -> _Spoilt | None:
    """KOI8-R taken for windows-1251, or the reverse: small and capital letters exchanged, and the letters too."""
    found = [match[0] for match in _SWAPPED.finditer(words)]
    if len(found) < _FEWEST:
        return None
    small = [word for word in _CYRILLIC_WORD.findall(words) if word != word.upper()]
    if len(found) < _SPOILT_SHARE * len(small):
        return None
    sample = found[:100]
    usual = _best([word.capitalize() for word in sample])
    for was, taken in (("KOI8-R", "windows-1251"), ("windows-1251", "KOI8-R")):
        meant = [word.encode(taken, "replace").decode(was, "replace") for word in sample]
        if _best(meant) > usual:
            return _Spoilt(len(found), sample[0], meant[0], f"{was} read as {taken}")
    return None


def _best(words: Sequence[str]) -> float:
    return max(sum(likelihood(word, model) for word in words) for model in models())


def _old_font(words: str) -> _Spoilt | None:
    """Azerbaijani in Latin letters, typed for a font that draws them in the places of Cyrillic ones."""
    if not _OLD_FONT_SIGN.search(words):
        return None
    every = [match[0] for match in _CYRILLIC_WORD.finditer(words)]
    known = [word for word in every if word.lower() in _OLD_FONT_WORDS]
    own = [word for word in known if word.lower() in _OLD_FONT_OWN]
    if len({word.lower() for word in own}) < 3 or len(known) < 0.03 * len(every):
        return None
    return _Spoilt(len(every), own[0], own[0].translate(_OLD_FONT), "Azerbaijani Latin letters of an old font")
