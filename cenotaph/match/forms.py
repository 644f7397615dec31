"""Which given names are one: forms in other languages, short and pet forms; and which are names of their own.

Sasha is Aleksandr or Aleksandra, Hanna is Anna, Mehmet is Muhammad: no rule of sounds tells, so
lists do (`lang/<code>/given_names.toml`). They also tell a slip of the pen from another name: two
usual names one letter apart, Zahid and Zahir, are two names.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import NamedTuple

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.match.letters import plain_form
from cenotaph.match.sounds import Word, keys_of, plain_of, read_word
from cenotaph.script import script_of
from cenotaph.uncollected import uncollected


class GivenNames(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/given_names.toml`."""

    usual: str  # usual given names, each one of its own, blanks between them
    same: tuple[str, ...]  # per line the forms of one name, in any language, blanks between them
    short: dict[str, str]  # a name -> its short and pet forms, blanks between them


class Forms(Struct, frozen=True):
    """The names a word may stand for, by number."""

    own: frozenset[int]  # the word is that name itself
    whole: frozenset[int]  # or a short form of it


NO_NAMES: frozenset[int] = frozenset()


@functools.lru_cache(maxsize=200_000)
def forms(word: Word) -> Forms:
    """The names `word` may stand for, in any language."""
    own, short = _listed()
    keys = word.stricts if word.has_short_vowels else (word.plain,)
    itself = NO_NAMES.union(*(own.get(key, NO_NAMES) for key in keys))
    return Forms(itself, itself.union(*(short.get(key, NO_NAMES) for key in keys)))


def is_one_name(a: Word, b: Word) -> bool:
    """Whether two words are forms of one name: the same in another language, or a short form and its name.

    >>> is_one_name(read_word("Саша"), read_word("Oleksandr")), is_one_name(read_word("Саша"), read_word("Алексей"))
    (True, False)

    Two names of their own that are both short for a third are two: Gocha and Gia, of Giorgi.
    """
    one, other = forms(a), forms(b)
    if one.whole.isdisjoint(other.whole):
        return False
    are_both_own = one.own and other.own
    return not (are_both_own and one.own.isdisjoint(other.whole) and other.own.isdisjoint(one.whole))


def are_two_names(a: Word, b: Word) -> bool:
    """Whether both words are usual names, and not one.

    >>> are_two_names(read_word("Zahid"), read_word("Zahir")), are_two_names(read_word("Zahid"), read_word("Zahidd"))
    (True, False)
    """
    one, other = forms(a), forms(b)
    return bool(one.own and other.own) and not is_one_name(a, b)


def are_short_alone(a: Word, b: Word) -> bool:
    """Whether two names of their own have no more in common than a short form."""
    one, other = forms(a).own, forms(b).own
    return bool(one and other) and one.isdisjoint(other)


def are_two_spelled(a: Word, b: Word) -> bool:
    """Whether two words that may sound alike are two usual names of one language as they are spelled.

    Two scripts are compared where a list has the spellings of both names in the two.

    >>> are_two_spelled(read_word("Alan"), read_word("Ellen")), are_two_spelled(read_word("Alan"), read_word("Allen"))
    (True, False)
    >>> are_two_spelled(read_word("سمر"), read_word("Samer")), are_two_spelled(read_word("سمر"), read_word("Samar"))
    (True, False)
    """
    one, other = _spelling(a), _spelling(b)
    if one is None or other is None:
        return False
    if a.script == b.script:
        is_in_one_list = not one.languages.isdisjoint(other.languages)
    else:
        is_in_one_list = any(
            (language, a.script) in other.across for language, script in one.across if script == b.script
        )
    return is_in_one_list and one.names.isdisjoint(other.names)


def is_listed(word: Word) -> bool:
    """Whether a word is a usual given name as it is spelled, not only as it sounds: Simon, and not Seaman."""
    return _spelling(word) is not None


def languages_listing(word: Word) -> frozenset[str]:
    """The languages in which a word is a usual given name as it is spelled."""
    found = _spelling(word)
    return frozenset() if found is None else found.languages


class Spelled(Struct, frozen=True):
    """What the lists say of one spelling."""

    languages: frozenset[str]  # in which it is a usual name, the first form of one, or has short forms
    across: frozenset[tuple[str, str]]  # languages and scripts in which a list has it beside this spelling
    names: frozenset[str]  # that name, the first of its line of forms and of the lines that one stands on


def _spelling(word: Word) -> Spelled | None:
    """What the lists say of a word as it is spelled, or else of the one that has a for its e: Resid, of Rəşid."""
    found = _spelled(word.plain, word.key)
    if found is not None or word.plain in _by_plain().names:  # Tere is Teresa's, and no other spelling of Tara
        return found
    return _spelled(word.plain.replace("e", "a"), word.key)


@functools.lru_cache(maxsize=200_000)
def _spelled(plain: str, key: str) -> Spelled | None:
    """What the lists say of a word without accents and its key, for Şirin is not Sirin; null where nothing."""
    listed = _by_plain()
    met = [one for one in listed.usual.get(plain, ()) if (plain, key) in _spellings(one.name, one.language)]
    if not met:
        return None
    return Spelled(
        languages=frozenset(one.language for one in met if one.is_first),
        across=frozenset((one.language, script) for one in met for script in one.scripts),
        names=frozenset().union({plain}, *(listed.names.get(name, ()) for name in listed.names.get(plain, ()))),
    )


NO_SCRIPTS: frozenset[str] = frozenset()


class Usual(NamedTuple):
    """A usual name as listed."""

    name: str
    language: str
    is_first: bool  # a usual name, the first of its line, or any form of a line that begins in Arabic letters
    scripts: frozenset[str]  # of its line


class ByPlain(Struct, frozen=True):
    """The lists by words without accents: which of them sound alike is read only of those that are asked for."""

    usual: dict[str, list[Usual]]
    names: dict[str, set[str]]  # a form -> itself, and the first of each line it stands on


@functools.cache
def _lists() -> dict[str, GivenNames]:
    return {code: load(code, "given_names", GivenNames) for code in languages("given_names")}


def _groups(one: GivenNames) -> list[list[str]]:
    """The names of a list that are forms of one, the name itself first; those that stand alone too."""
    short = ([name, *its_forms.split()] for name, its_forms in one.short.items())
    return [*(line.split() for line in one.same), *short, *([name] for name in one.usual.split())]


@functools.cache
@uncollected
def _by_plain() -> ByPlain:
    usual: dict[str, list[Usual]] = {}
    names: dict[str, set[str]] = {}
    for code, one in _lists().items():
        plain = plain_of({form for group in _groups(one) for form in group})
        for name in (*one.usual.split(), *one.short):
            usual.setdefault(plain[name], []).append(Usual(name, code, True, NO_SCRIPTS))
        for line in map(str.split, one.same):
            written = [script_of(form) or "" for form in line]
            scripts = frozenset(written)
            for place, form in enumerate(line):
                if place == 0 or len(scripts) > 1:
                    is_first = place == 0 or written[0] == "Arab"
                    usual.setdefault(plain[form], []).append(Usual(form, code, is_first, scripts))
        for group in _groups(one):
            for form in group[1:] and group:
                names.setdefault(plain[form], set()).update((plain[group[0]], plain[form]))
    return ByPlain(usual, names)


@functools.lru_cache(maxsize=200_000)
def _spellings(name: str, code: str) -> frozenset[tuple[str, str]]:
    """A listed name as it may be met: read as its language does, or as any other, with its accents or without."""
    words = read_word(name), read_word(name, code), read_word(plain_form(name))
    return frozenset((word.plain, word.key) for word in words)


Numbers = dict[str, frozenset[int]]


@functools.cache
@uncollected
def _listed() -> tuple[Numbers, Numbers]:
    """The numbers of the names that each key is itself, and of those that it is a short form of."""
    own: dict[str, set[int]] = defaultdict(set)
    short: dict[str, set[int]] = defaultdict(set)
    lists = [(one, _keys_of_list(code, one)) for code, one in _lists().items()]
    count = 0
    for one, keys in lists:
        for line in one.same:
            for form in line.split():
                own[keys[form]].add(count)
                for stem in _stems(form):
                    own[keys[stem]].add(count)
            count += 1
    for one, keys in lists:
        for name in (*one.short, *one.usual.split()):
            if keys[name] not in own:
                for stem in (name, *_stems(name)):
                    own[keys[stem]].add(count)
                count += 1
    for one, keys in lists:
        for name, its_forms in one.short.items():
            numbers = own[keys[name]]
            for form in its_forms.split():
                short[keys[form]] |= numbers
    return _frozen(own), _frozen(short)


def _frozen(numbers: dict[str, set[int]]) -> Numbers:
    return {key: frozenset(values) for key, values in numbers.items()}


_ENGLISH = re.compile("[cgkszCGKSZ]h|oo|ou|ee")


def _keys_of_list(code: str, one: GivenNames) -> dict[str, str]:
    """The keys of all listed names, and of the stems that their patronymics have.

    A name is read as its list's language does, Cafer as Jafar, but for spellings that only English has.
    """
    names = {form for group in _groups(one) for form in group}
    names.update([stem for name in names for stem in _stems(name)])
    english = set(filter(_ENGLISH.search, names))
    return keys_of(english, None) | keys_of(names - english, code)


def _stems(name: str) -> tuple[str, ...]:
    """What is left of a name in its patronymic, where it loses letters: Никола(евич), Дмитр(ович)."""
    return (name[:-1], name[:-2])[: 1 + name.endswith("ий")] if name[-1] == "й" else ()
