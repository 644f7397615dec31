"""What a figure counts: population, place and period as comparable values, and when one lies within another.

A population is a set of marks: `civilian`, `soldier`, `armenians`; the more marks, the narrower. Words that
only say "people" or repeat the kind ("dead", "arrested") leave no mark; words that are not understood stay as
marks of their own, so that two populations are never taken for one because a word is unknown.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.lang import languages, load
from cenotaph.record import Claim, DeclaredPlace
from cenotaph.weigh.nouns import is_noun_of, says_nothing_new
from cenotaph.weigh.words import cardinals


class PopulationWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/populations.toml` holds."""

    anyone: tuple[str, ...] = ()  # words that narrow nothing: people, dead, victims
    link: tuple[str, ...] = ()  # words between others: of, the, and
    cut: tuple[str, ...] = ()  # from here on nothing more is said of who they are: "by", "who were"
    within: tuple[str, ...] = ()  # from here on some of them are named: "including", "mostly"
    among: tuple[str, ...] = ()  # followed by a number, the larger count this one is a part of: "among 131"
    others: tuple[str, ...] = ()  # "districts", "surroundings": a place and more
    join: tuple[str, ...] = ()  # "and", between places
    classes: dict[str, tuple[str, ...]] = {}  # mark -> its words


class Scope(Struct, frozen=True):
    """Who, where and when; each null or empty where it is not stated."""

    population: tuple[str, ...] = ()  # marks, sorted
    place: str | None = None  # as first printed
    places: tuple[str, ...] = ()  # comparable names of all places it reaches over, sorted
    period: str | None = None  # EDTF


@functools.cache
def _words() -> PopulationWords:
    """The words of all languages together: a sheet is often kept in another language than its sources."""
    known = [load(code, "populations", PopulationWords) for code in languages("populations")]
    merged: dict[str, tuple[str, ...]] = {}
    for one in known:
        for mark, forms in one.classes.items():
            merged[mark] = merged.get(mark, ()) + forms
    lists = {
        name: tuple(word for one in known for word in getattr(one, name))
        for name in ("anyone", "link", "cut", "within", "among", "others", "join")
    }
    return PopulationWords(classes=merged, **lists)


class ClaimWords(Struct, frozen=True):
    """The part of `lang/<code>/claims.toml` that sorts nouns for people into classes."""

    populations: dict[str, tuple[str, ...]] = {}


NO_MARK = frozenset({"person", "unknown", "thing", "group_word"})
"""Classes of the claim readers that narrow nothing."""


@functools.cache
def _sets() -> tuple[frozenset[str], dict[str, str]]:
    """Words that leave no mark, and the mark of every word that leaves one."""
    known = _words()
    marks = {form: mark for mark, forms in sorted(known.classes.items()) for form in forms}
    silent = {*known.anyone, *known.link, *NO_MARK}
    for code in languages("claims"):
        for mark, forms in sorted(load(code, "claims", ClaimWords).populations.items()):
            for form in forms:
                if mark == "person":
                    silent.add(form)
                elif mark not in NO_MARK and form not in silent and " " not in form:
                    marks.setdefault(form, mark)
    return frozenset(silent - marks.keys()), marks


@functools.cache
def _class_marks() -> frozenset[str]:
    return frozenset(_sets()[1].values())


@functools.lru_cache(maxsize=65536)
def population(
    whom: str | None, whom_class: str | None = None, unit: str = "persons", language: str | None = None
) -> tuple[str, ...]:
    """The marks of a population.

    Args:
        whom: in the source's own words.
        whom_class: its class where a reader found one; `unknown` says nothing.
        unit: of the count; other units than persons are a mark of their own.
        language: of the words (BCP 47).

    >>> population("peaceful residents"), population("civilians, mostly Armenians"), population("dead")
    (('civilian',), ('civilian',), ())
    >>> population("мирных жителей", "civilian", language="ru"), population("kişinin", "person", language="tr")
    (('civilian',), ())
    """
    marks: set[str] = set()
    silent, classes = _sets()
    if unit not in ("persons", "people", ""):
        marks.add(classes.get(unit, unit))
    if whom_class and whom_class not in silent:
        marks.add(classes.get(whom_class, whom_class))
    printed = _plain(whom or "")
    known = _words()
    inside = re.split(_boundary(known.within), printed, maxsplit=1)
    for word in _tokens(re.split(_boundary(known.cut), inside[0], maxsplit=1)[0]):
        if word not in silent and not says_nothing_new(word, whom_class, language):
            marks.add(classes.get(word, word))
    if len(inside) > 1:
        marks |= _wider(inside[1], marks)
    return tuple(sorted(marks))


def _wider(rest: str, marks: set[str]) -> set[str]:
    """Marks for people who are counted in though the words in front leave them out: "civilians incl. soldiers"."""
    _, classes = _sets()
    named = {classes[word] for word in _tokens(rest) if word in classes} & {"soldier", "police", "fighter"}
    return {f"with-{mark}" for mark in named - marks}


@functools.lru_cache(maxsize=65536)
def places(where: str | None) -> tuple[str, ...]:
    """Comparable names of the places a claim reaches over: "Baku and districts" -> baku, districts.

    "Haftoni, Lankaran" is one place within another and stays one name; three or more names, or names joined by
    "and", are several.
    """
    if not where or not where.strip():
        return ()
    printed = _plain(where)
    pieces = re.split(rf"\s*(?:{_boundary(_words().join)}|;)\s*", printed)
    if len(pieces) > 1 or printed.count(",") > 1:
        pieces = [part for piece in pieces for part in piece.split(",")]
    found = set()
    for piece in pieces:
        name = " ".join(word for word in re.findall(r"[^\W_]+|,", piece) if word not in _words().link)
        if name:
            found.add("other places" if set(_tokens(name)) & set(_words().others) else name)
    return tuple(sorted(found))


def known_places(declared: Sequence[DeclaredPlace] = ()) -> Gazetteer:
    """The declared places by every name of theirs, as `places` compares names."""
    return Gazetteer(declared, lambda text: " ; ".join(places(text)))


def scope_of(claim: Claim, gazetteer: Gazetteer | None = None) -> Scope:
    """The scope a claim states; all names of a place that `gazetteer` knows are one."""
    unit = claim.count.unit if claim.count else "persons"
    return _scope(claim.whom, claim.whom_class, unit, claim.language, claim.when, claim.where, gazetteer)


@functools.lru_cache(maxsize=65536)
def _scope(
    whom: str | None,
    whom_class: str | None,
    unit: str,
    language: str | None,
    when: str | None,
    printed: str | None,
    gazetteer: Gazetteer | None,
) -> Scope:
    period = as_period(when)
    where = printed.strip() if printed and printed.strip() else None
    reach = places(where)
    if gazetteer is not None and reach:
        reach = tuple(sorted({_called(name, gazetteer) for name in reach}))
    marks = population(whom, whom_class, unit, language)
    # "residents of Baku" killed in Baku are the people of that place, not a population of its own; police officers
    # killed in a police station are.
    named = {word for name in reach for word in _tokens(name)} - _class_marks()
    return Scope(tuple(mark for mark in marks if mark not in named), where, reach, period)


@functools.lru_cache(maxsize=65536)
def as_period(when: str | None) -> str | None:
    """A time as questions are told apart by it; null where it is no EDTF.

    Days that are listed and leave none out are the period they make.

    >>> as_period("{1994-03-11,1994-03-12}"), as_period("{1994-03-11,1994-03-13}"), as_period("in spring")
    ('1994-03-11/1994-03-12', '{1994-03-11,1994-03-13}', None)
    """
    if not when or not edtf.is_valid(when):
        return None
    if not when.startswith("{"):
        return when
    listed = when[1:-1].split(",")
    bounds = [edtf.bounds(day.strip()) if re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", day) else None for day in listed]
    days = sorted({edtf.day_number(first) for first, _ in filter(None, bounds) if first})
    if None in bounds or len(days) < 2 or days[-1] - days[0] != len(days) - 1:
        return when
    return "/".join(edtf.format_day(edtf.day_of_number(number)) for number in (days[0], days[-1]))


def _called(name: str, gazetteer: Gazetteer) -> str:
    """A comparable name, or that of the declared place it is a name of; "grove , tarn" part by part."""
    parts = (place.name if (place := gazetteer.place(part)) else part for part in name.split(" , "))
    return " , ".join(" ".join(places(part)) or part for part in parts)


def kind_of(claim: Claim) -> str:
    """The kind without a sheet's mark for parts ("killed:part")."""
    return claim.kind.partition(":")[0]


def event_of(claim: Claim, gazetteer: Gazetteer | None = None) -> tuple[object, ...]:
    """What tells claims of one event from those of another: the incident, or without one the places and the period."""
    if claim.incident is not None:
        return (claim.incident,)
    scope = scope_of(claim, gazetteer)
    return (None, scope.places, scope.period)


def names_someone(claim: Claim) -> bool:
    """Whether a claim of one person tells who that was by name, as "Odu Tarabi, 11, was killed" does.

    A number in words is no name, and a single word may as well say of which people somebody was, "one Veksian", but
    where a text tells a person's name and age.
    """
    count = claim.count
    if count is None or not (count.low == count.high == 1) or count.unit not in ("persons", "people") or not claim.whom:
        return False
    printed = re.findall(r"[^\W\d_]+", claim.whom)
    is_name = len(printed) > 1 or (bool(printed) and claim.value == claim.whom)
    return is_name and all(word[0] != word[0].lower() for word in printed) and not _known(printed, claim.language)


def _known(printed: list[str], language: str | None) -> bool:
    silent, classes = _sets()
    numbers = cardinals((language or "en").partition("-")[0].lower())
    return any(word.lower() in silent or word.lower() in classes or word.lower() in numbers for word in printed)


THINGS = frozenset({"building", "vehicle", "grave", "thing"})
"""Classes of nouns that name nobody."""


def names_people(word: str, language: str) -> bool:
    """Whether a folded word of a language is a noun for people.

    >>> names_people("villagers", "en"), names_people("of", "en"), names_people("sakinləri", "az")
    (True, False, True)
    """
    if language in languages("statements"):
        return is_noun_of(word, language, THINGS)
    silent, classes = _sets()
    return word in silent - set(_words().link) or classes.get(word, "thing") not in THINGS


def is_within(inner: Scope, outer: Scope) -> bool:
    """Whether everything `inner` counts is counted by `outer` too; a scope lies within itself."""
    return (
        _population_within(inner.population, outer.population)
        and _places_within(inner.places, outer.places)
        and _period_within(inner.period, outer.period)
    )


@functools.lru_cache(maxsize=65536)
def _population_within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    if any(mark.startswith("with-") for mark in (*inner, *outer)):
        return inner == outer
    return set(outer) <= set(inner)


@functools.lru_cache(maxsize=65536)
def _places_within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    if not outer:
        return True
    return bool(inner) and all(name in outer or tail(name) in outer for name in inner)


def tail(name: str) -> str:
    """The place that a "place , within" name ends in."""
    return name.rpartition(",")[2].strip()


@functools.lru_cache(maxsize=65536)
def _period_within(inner: str | None, outer: str | None) -> bool:
    if outer is None or inner == outer:
        return True
    return inner is not None and edtf.contains(outer, inner)


@functools.lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """`text` as a part of a readable id: lower case, letters and digits of any script, hyphens between."""
    return "-".join(_tokens(_plain(text)))


@functools.lru_cache(maxsize=65536)
def period_slug(period: str) -> str:
    """An EDTF period as a part of a readable id, fit for addresses and file names."""
    if period.startswith(("[", "{")):
        kind = "one-of" if period[0] == "[" else "all-of"
        return "-".join([kind, *(period_slug(member) for member in period[1:-1].split(","))])
    if "/" in period:
        start, _, end = period.partition("/")
        return f"{period_slug(start) or 'unknown'}--{period_slug(end) or 'unknown'}"
    if period == "..":
        return "open"
    marks = {"~": "-about", "?": "-perhaps", "%": "-perhaps-about"}
    return "".join(marks.get(sign, sign if sign.isalnum() or sign == "-" else "") for sign in period)


def _plain(text: str) -> str:
    """Lower case, accents of Latin letters kept apart from nothing else: "Bakı" stays "bakı"."""
    return " ".join(unicodedata.normalize("NFC", text).replace("İ", "i").lower().split())


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@functools.lru_cache(maxsize=64)
def _boundary(options: tuple[str, ...]) -> str:
    inside = "|".join(re.escape(o).replace(r"\ ", r"\s+") for o in sorted(set(options), key=lambda o: (-len(o), o)))
    return rf"(?<!\w)(?:{inside})(?!\w)" if inside else r"(?!)"
