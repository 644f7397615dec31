"""The language of a text, and the dates printed in it, by the words of `lang/<code>/reading.toml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from cenotaph.edtf import days_in_month
from cenotaph.lang import languages, load

SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Latn", "a-zA-Z\u00c0-\u024f\u1e00-\u1eff", ("en", "az", "tr")),
    ("Cyrl", "\u0400-\u052f", ("ru", "uk", "az")),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", ("ar", "fa", "az")),
    ("Geor", "\u10a0-\u10ff\u1c90-\u1cbf", ("ka",)),
    ("Armn", "\u0530-\u058f", ("hy",)),
)
"""Script, its letters as a character class, and the languages we have words for that are written in it."""

_SAMPLE = 6_000
_FEWEST_OWN = 5  # letters that one language alone has
_OWN_SHARE = 0.03
_FOREIGN = 0.02  # of the letters beyond a to z: Tatar and Kazakh share many words with Azerbaijani, not all letters
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = r"(?:1[89]|20)\d\d"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class ReadingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language that date, sign and identify a text (`lang/<code>/reading.toml`)."""

    common: tuple[str, ...]  # words that stand in nearly every text
    months: tuple[tuple[str, ...], ...]  # January to December, every form that stands in a printed date
    letters: str = ""  # beyond a to z
    byline: tuple[str, ...] = ()  # what stands in front of an author's name
    stated: tuple[str, ...] = ()  # what stands in front of the day of publication
    papers: tuple[str, ...] = ()  # kinds of paper that bear their day in their title
    titled: tuple[str, ...] = ()  # how they do, with {paper} and {day}


class PrintedDate(NamedTuple):
    """A day or month as printed, and where."""

    edtf: str
    quote: str
    start: int
    end: int


def language_of(text: str) -> str | None:
    """The language most of the common words of `text` belong to, or that alone has its letters; None when neither says.

    Limits: only languages that have a `reading.toml`. Below about 15 words, or where two languages
    come within a fifth of each other, it abstains, unless the letters tell, as in a list of names.

    Example:
        >>> language_of("The witnesses said that the doors of the school had been locked for a week by then.")
        'en'
    """
    sample = text[:_SAMPLE]
    counts = [(len(re.findall(f"[{letters}]", sample)), codes) for _, letters, codes in SCRIPTS]
    most, codes = max(counts, key=lambda each: each[0])
    if most < 20:
        return None
    words = [word.group() for word in _WORD.finditer(folded(sample))]
    scores = sorted(((_share(words, code), code) for code in codes if code in languages("reading")), reverse=True)
    is_told = scores and scores[0][0] >= 0.04 and len(words) >= 8
    if not is_told or (len(scores) > 1 and scores[1][0] > scores[0][0] * 0.8):
        return _by_letters("".join(words), codes)
    return scores[0][1] if _foreign("".join(words), scores[0][1]) < _FOREIGN else None


def _foreign(letters: str, code: str) -> float:
    """The share of letters beyond a to z that a language does not have; 0 where its letters are not known."""
    own = _words(code).letters
    beyond = [letter for letter in letters if letter > "\x7f"]
    return sum(letter not in own for letter in beyond) / len(beyond) if own and beyond else 0.0


def _by_letters(letters: str, codes: Sequence[str]) -> str | None:
    """The language that alone has a part of these letters, and all of them; of a text in one script."""
    least = max(_FEWEST_OWN, _OWN_SHARE * len(letters))
    for code in codes:
        own = set(_words(code).letters) - {
            letter for other in codes if other != code for letter in _words(other).letters
        }
        if sum(letter in own for letter in letters) >= least and _foreign(letters, code) < _FOREIGN / 2:
            return code
    return None


def printed_dates(text: str) -> tuple[PrintedDate, ...]:
    """Full days, and months with a year, printed in `text`, in order; of digits only those that can mean one day.

    Example:
        >>> [date.edtf for date in printed_dates("Ozmara, 4 March 1991. Amended 05/06/1991 and 1991-07-08.")]
        ['1991-03-04', '1991-07-08']
    """
    plain = folded(text.translate(_DIGITS))
    found: list[PrintedDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            edtf = _edtf(match)
            if edtf and not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(PrintedDate(edtf, text[match.start() : match.end()], match.start(), match.end()))
    return tuple(sorted(found, key=lambda date: date.start))


def folded(text: str) -> str:
    """Lower case in which Turkish and Azerbaijani İ and I come out as one letter each; as long as `text`."""
    low = text.replace("İ", "i").lower()
    return low if len(low) == len(text) else "".join(_lower(char) for char in text)


@functools.cache
def bylines() -> tuple[str, ...]:
    """What stands in front of an author's name, in all languages, longest first."""
    every = {start for code in languages("reading") for start in _words(code).byline}
    return tuple(sorted(every, key=lambda start: (-len(start), start)))


def titled_day(line: str) -> str | None:
    """The day that a title gives its paper, as EDTF.

    Example:
        >>> titled_day("Order No. 17 of 12 March 1994, 05:30"), titled_day("The massacre of 12 March 1994")
        ('1994-03-12', None)
    """
    dates = printed_dates(line)
    if len(dates) != 1:
        return None
    shown = folded(f"{line[: dates[0].start]}\0{line[dates[0].end :]}".strip())
    return dates[0].edtf if any(title.fullmatch(shown) for title in _titles()) else None


@functools.cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """Patterns for titles of papers in which the day is shown by one character."""
    found = []
    for code in languages("reading"):
        papers = "|".join(re.escape(paper) for paper in _words(code).papers)
        for shape in _words(code).titled:
            paper = rf"(?:{papers})(?: (?:no\.?|№|n°) ?\d+)?"
            day = r"\0[^\s,.]{0,4}(?: (?:il|года|г\.))?"
            named = re.escape(shape).replace(r"\{paper\}", paper).replace(r"\{day\}", day)
            found.append(re.compile(rf"{named}(?:,? \d\d?[:.]\d\d)?\.?"))
    return tuple(found)


def _lower(char: str) -> str:
    if char == "İ":
        return "i"
    low = char.lower()
    return low if len(low) == 1 else char


def _words(code: str) -> ReadingWords:
    words: ReadingWords = load(code, "reading", ReadingWords)
    return words


@functools.cache
def _common(code: str) -> frozenset[str]:
    return frozenset(_words(code).common)


def _share(words: list[str], code: str) -> float:
    common = _common(code)
    return sum(word in common for word in words) / max(1, len(words))


@functools.cache
def _months() -> dict[str, int]:
    """Every form of every month; a form that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for code in languages("reading"):
        for number, forms in enumerate(_words(code).months, start=1):
            for form in forms:
                found.setdefault(folded(form), set()).add(number)
    return {form: numbers.pop() for form, numbers in sorted(found.items()) if len(numbers) == 1}


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(form) for form in sorted(_months(), key=lambda form: (-len(form), form)))
    month = rf"(?P<month>{names})\.?"
    suffix = r"(?:st|nd|rd|th|[-‑]?(?:cı|ci|cu|cü|го|е|ое))?"
    day = rf"(?P<day>0?[1-9]|[12]\d|3[01]){suffix}"
    return (
        re.compile(rf"(?<![\w-])(?P<year>{_YEAR})-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])"),
        re.compile(rf"(?<![\w.])(?:the )?{day}\.?,? (?:of )?{month}(?:\w{{0,4}})?,? (?P<year>{_YEAR})(?!\d)"),
        re.compile(rf"(?<!\w){month} {day},? (?P<year>{_YEAR})(?!\d)"),
        re.compile(rf"(?<![\d./])(?P<day>\d\d?)\.(?P<number>\d\d?)\.(?P<year>{_YEAR})(?![\d])"),
        re.compile(rf"(?<![\d./])(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>{_YEAR})(?![\d/])"),
        re.compile(rf"(?<!\w)(?<!\d )(?<!\d\. ){month},? (?P<year>{_YEAR})(?!\d)"),
    )


def _edtf(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        # 05/06/1991 is May in one country and June in another; only a number above 12 tells.
        if first > 12 >= second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 >= first or first == second else None
    month = int(parts["number"]) if parts.get("number") else _months()[parts["month"]]
    if not parts.get("day"):
        return f"{year:04}-{month:02}"
    return _day(year, month, int(parts["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    return f"{year:04}-{month:02}-{day:02}"
