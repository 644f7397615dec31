"""The words of tables of people in every language: headings, totals, sexes, fates, and what stands where a name should.

The words are data (`lang/<code>/lists.toml`). The readers ask which line holds headings; finding claims asks what each
column holds. Both ask here, so that they agree.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.script import word_key

NAME_FIELDS = ("name", "given", "patronymic", "grandfather", "family")
"""The fields a name may be spread over."""

UNDER = " › "
"""Between the heading of a group of columns and that of one of them, where a header stands on two lines."""

LONGEST_HEADING = 80
"""Characters; a longer cell is a sentence."""

_APART = re.compile(r"\s*[/|\n()\[\],]\s*|\s+[-–—]\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.'’ʼ`-]*\w)?\.?")
_LONGEST_NAME = 7
_OLDEST = 120

_OVER = frozenset({"birth", "date", "burial"})
"""Fields of headings that give a word under them its meaning: under "Born" a "Date" is the day of birth, and a "Place"
is not the one of death."""


class ListWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/lists.toml`: headings and fixed words of one language's tables of people."""

    unnamed: tuple[str, ...]  # whole cells that stand where a name should
    unnamed_starts: tuple[str, ...]  # a cell that begins so names nobody
    headers: dict[str, tuple[str, ...]]  # field -> headings
    sex: dict[str, tuple[str, ...]]
    fate: dict[str, tuple[str, ...]]
    other_headers: tuple[str, ...] = ()  # headings of columns that no field takes and that are not compared
    further: dict[str, tuple[str, ...]] = {}  # kind -> headings of columns that no field takes and that are compared
    date_words: tuple[str, ...] = ()  # headings such as "year", which mean what stands over them
    of_people: tuple[str, ...] = ()  # headings of a date or place that only tables of people have
    totals: tuple[str, ...] = ()  # how a line begins that adds up the others
    notes: tuple[str, ...] = ()  # how a remark below a table begins
    about: tuple[str, ...] = ()  # in front of or behind a date or an age that is not exact
    date_ends: tuple[str, ...] = ()  # words around a date that say no more than that it is one: "born", "г.р."
    ages: dict[str, tuple[str, ...]] = {}  # units: years, months, weeks, days; young: words in place of an age


class _NameWords(Struct, frozen=True):
    """The part of `lang/<code>/names.toml` that tells the small words inside names."""

    father_after: tuple[str, ...] = ()
    father_before: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


class Words(Struct, frozen=True):
    """The words of all languages, by their key."""

    unnamed: frozenset[str]
    starts: frozenset[str]
    longest_start: int  # words
    headers: dict[str, str]
    further: dict[str, str]
    sex: dict[str, str]
    fate: dict[str, str]
    of_people: frozenset[str]
    totals: frozenset[str]
    notes: frozenset[str]
    about: frozenset[str]
    date_ends: frozenset[str]
    ages: dict[str, str]


@functools.cache
def words() -> Words:
    """Every language's words; a word has the meaning of the first that has it: English, then by code."""
    codes = sorted(languages("lists"), key=lambda code: (code != "en", code))
    read = [load(code, "lists", ListWords) for code in codes]
    headers = _inverted([one.headers for one in read])
    starts = _keys(word for one in read for word in one.unnamed_starts)
    for one in read:
        for heading in one.date_words:
            headers.setdefault(word_key(heading), "date_word")
        for heading in (*one.other_headers, *(heading for kind in one.further.values() for heading in kind)):
            headers.setdefault(word_key(heading), "other")
    return Words(
        unnamed=_keys(word for one in read for word in one.unnamed),
        starts=starts,
        longest_start=max(len(start.split()) for start in starts),
        headers=headers,
        further=_inverted([one.further for one in read]),
        sex=_inverted([one.sex for one in read]),
        fate=_inverted([one.fate for one in read]),
        of_people=_keys(word for one in read for word in one.of_people),
        totals=_keys(word for one in read for word in one.totals),
        notes=_keys(word for one in read for word in one.notes),
        about=_keys(word for one in read for word in one.about),
        date_ends=_keys(word for one in read for word in one.date_ends),
        ages=_inverted([one.ages for one in read]),
    )


def sexes(cells: frozenset[str]) -> dict[str, str]:
    """What each cell of a column of sexes means, by its key; one that is understood in two ways is left out.

    Those languages are asked that know most of the cells: "k" is a man in Azerbaijani, beside "q", and a woman in
    Turkish, beside "e".

    >>> sorted(sexes(frozenset({"K", "E"})).items()), sexes(frozenset({"K"}))
    ([('e', 'm'), ('k', 'f')], {})
    """
    keys = {word_key(cell) for cell in cells} - {""}
    by_language = [_inverted([load(code, "lists", ListWords).sex]) for code in languages("lists")]
    known = [len(keys & each.keys()) for each in by_language]
    asked = [each for each, count in zip(by_language, known, strict=True) if count == max(known)]
    found: dict[str, str] = {}
    for key in sorted(keys):
        meant = {each[key] for each in asked if key in each} or {each[key] for each in by_language if key in each}
        if len(meant) == 1:
            found[key] = meant.pop()
    return found


def is_age(text: str) -> bool:
    """Whether a cell says an age: a number of years, months or days a person can have, or a word for the young or old.

    >>> is_age("about 30"), is_age("6 aylıq"), is_age("40 лет"), is_age("infant"), is_age("1950"), is_age("teacher")
    (True, True, True, True, False, False)
    """
    numbers = re.findall(r"\d+", text)
    if numbers:
        # of a number of five thousand digits Python makes no number at all
        return all(len(number) < 5 and int(number) <= _OLDEST for number in numbers)
    return any(word in words().ages for word in word_key(text).split()) or word_key(text) in words().ages


def says_something(cell: str) -> bool:
    """Whether a cell holds more than a mark, or a word, for what is not known.

    >>> says_something("12.05.62"), says_something("unknown"), says_something("--")
    (True, False, False)
    """
    key = word_key(cell)
    return bool(key) and key not in words().unnamed


def _keys(found: Iterable[str]) -> frozenset[str]:
    return frozenset(word_key(word) for word in found)


def _inverted(tables: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in tables:
        for field, texts in table.items():
            for text in texts:
                found.setdefault(word_key(text), field)
    return found


def heading_field(cell: str) -> str | None:
    """What a heading says its column holds: a field of a list, or "other"; null when it is no heading we know.

    A heading in two languages ("Ad / Name"), with a remark in brackets ("Name (in full)") or under another
    ("Born / Year", as two header lines are joined) is read by its parts.

    >>> heading_field("Doğum tarixi"), heading_field("Born / Place"), heading_field("Sahib / Owner")
    ('birth', 'other', None)
    """
    return None if len(cell) > LONGEST_HEADING * 2 else _heading_field(cell)


@functools.lru_cache(maxsize=20_000)
def _heading_field(cell: str) -> str | None:
    known = words().headers
    group, mark, below = cell.partition(UNDER)
    if mark and (both := [heading_field(group), known.get(word_key(below)) or heading_field(below)])[1] is not None:
        return _meaning([field for field in both if field is not None])
    whole = known.get(word_key(cell))
    if whole is not None:
        return "other" if whole == "date_word" else whole
    bare = _BRACKETS.sub(" ", cell)
    if bare != cell and (field := heading_field(bare)) is not None:
        return field
    parts = [key for part in _APART.split(cell) if (key := word_key(part))]
    found = [known[key] for key in parts if key in known]
    if not found or (len(found) < len(parts) and "," in cell):
        return None
    return _meaning(found)


PRIVATE_KINDS = frozenset({"identity", "telephone", "mail", "address", "street", "house", "postcode", "mother"})
"""Kinds of further columns that lead to a person, or name somebody who may live: no page and no export shows them."""

_NUMBERED = re.compile(r"(.*\D) (\d+)")


def further_column(heading: str) -> str | None:
    """What a column that no field took is compared as: its kind, else its heading; null where it is not compared.

    Two columns of one kind keep the numbers they have: "Address 1", "Address 2".

    >>> further_column("Phone"), further_column("Adres 2"), further_column("Shoe size"), further_column("Remarks")
    ('telephone', 'address 2', 'shoe size', None)
    """
    key = word_key(heading.rpartition(UNDER)[2])
    numbered = _NUMBERED.fullmatch(key)
    bare, number = (numbered[1], " " + numbered[2]) if numbered else (key, "")
    parts = [key, bare, *(word_key(part) for part in _APART.split(heading))]
    kind = next((words().further[part] for part in parts if part in words().further), None)
    if kind is not None:
        return kind + number
    return key if key and heading_field(heading) in (None, "place", "region") else None


def _meaning(found: Sequence[str]) -> str:
    """What the last of several headings means under, or beside, the first."""
    upper, lower = found[0], found[-1]
    if len(found) > 1 and upper in _OVER:
        if lower in ("date_word", "date"):
            return upper
        if lower in ("place", "region"):
            return {"burial": "burial", "date": lower}.get(upper, "other")
        if lower == "other":
            return "other"  # a day, a month, a remark
    if len(found) > 1 and lower == "date_word":
        return "other" if upper in (*NAME_FIELDS, "date_word") else upper
    return "other" if lower == "date_word" else lower


def is_total(cell: str) -> bool:
    """Whether a cell says that its line adds up the others: "Total:", "Cəmi 35 nəfər".

    >>> is_total("Итого:"), is_total("Total 137"), is_total("Totalov Sabir")
    (True, True, False)
    """
    key = word_key(cell)
    bare = " ".join(word for word in key.split() if not word.isdigit())
    return bare in words().totals or (bare != key and bare.partition(" ")[0] in words().totals)


def begins_total(cell: str) -> bool:
    """Whether a cell begins with a word for a total, whatever follows."""
    return word_key(" ".join(cell[:LONGEST_HEADING].split()[:2])).partition(" ")[0] in _total_starts()


@functools.cache
def _total_starts() -> frozenset[str]:
    return frozenset(word.partition(" ")[0] for word in words().totals)


def begins_note(cell: str) -> bool:
    """Whether a cell begins as a remark below a table does: "Note:", "* as told by kin"."""
    start = cell.lstrip()
    return start.startswith(("*", "†")) or (":" in start and word_key(start.partition(":")[0]) in words().notes)


def is_named(name: str) -> bool:
    """Whether a cell names a person.

    >>> is_named("(unknown person)"), is_named("TK TK"), is_named("İlham Allahverdiyev")
    (False, False, True)
    """
    parts = [word for word in word_key(name).split() if not word.isdigit()]
    key, known = " ".join(parts), words()
    if not key or key in known.unnamed:
        return False
    return not any(" ".join(parts[:count]) in known.starts for count in range(1, known.longest_start + 1))


def looks_like_name(cell: str) -> bool:
    """Whether a cell is written as a name is: one to seven words of letters, each with a capital where there are any.

    Words such as "oğlu", "bin" and "de" keep their small letter.

    >>> looks_like_name("Placeholder Nadia Ozmar qızı"), looks_like_name("Tavri village"), looks_like_name("Sch. No. 5")
    (True, False, False)
    """
    if len(cell) > LONGEST_HEADING:
        return False
    found = [word.strip(",()\"'«»“”") for word in cell.split()]
    if not 1 <= len(found) <= _LONGEST_NAME or not all(map(_NAME_WORD.fullmatch, found)):
        return False
    return all(not word[0].islower() or word_key(word) in _small_words() for word in found) and not found[0].islower()


@functools.cache
def _small_words() -> frozenset[str]:
    every = [load(code, "names", _NameWords) for code in languages("names")]
    return _keys(w for e in every for group in (e.father_after, e.father_before, e.articles, e.joins) for w in group)
