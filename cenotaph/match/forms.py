"""Which given names are one: forms in other languages, short and pet forms; and which are names of their own.

Sasha is Aleksandr or Aleksandra, Hanna is Anna, Mehmet is Muhammad: no rule of sounds tells, so
lists do (`lang/<code>/given_names.toml`). They also tell a slip of the pen from another name: two
usual names one letter apart, Zahid and Zahir, are two names.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.match.sounds import Word, plain_form, read_word


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
    """
    return not forms(a).whole.isdisjoint(forms(b).whole)


def are_two_names(a: Word, b: Word) -> bool:
    """Whether both words are usual names, and not one.

    >>> are_two_names(read_word("Zahid"), read_word("Zahir")), are_two_names(read_word("Zahid"), read_word("Zahidd"))
    (True, False)
    """
    one, other = forms(a), forms(b)
    return bool(one.own and other.own) and one.whole.isdisjoint(other.whole)


def are_two_spelled(a: Word, b: Word) -> bool:
    """Whether two words that may sound alike are two usual names of one language as they are spelled.

    >>> are_two_spelled(read_word("Alan"), read_word("Ellen")), are_two_spelled(read_word("Alan"), read_word("Allen"))
    (True, False)
    """
    spelled = _spelled()
    one, other = spelled.get(a.plain), spelled.get(b.plain)
    if one is None or other is None or a.script != b.script or one.languages.isdisjoint(other.languages):
        return False
    return one.names.isdisjoint(other.names)


class Spelled(Struct, frozen=True):
    """What the lists say of one spelling."""

    languages: frozenset[str]  # in which it is a usual name, the first form of one, or has short forms
    names: frozenset[str]  # that name, the first of its line of forms, and what it is short for


@functools.cache
def _spelled() -> dict[str, Spelled]:
    """What the lists say of each spelling, in lower case without accents."""
    lists = {code: load(code, "given_names", GivenNames) for code in languages("given_names")}
    usual: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for code, one in lists.items():
        firsts = [line.split()[0] for line in one.same]
        for name in map(plain_form, (*one.usual.split(), *firsts, *one.short)):
            usual.setdefault(name, set()).add(code)
        for line in (*one.same, *(f"{name} {its_forms}" for name, its_forms in one.short.items())):
            first, *others = map(plain_form, line.split())
            for form in (first, *others):
                names.setdefault(form, set()).update((first, form))
    return {name: Spelled(frozenset(codes), frozenset(names.get(name, ())) | {name}) for name, codes in usual.items()}


Numbers = dict[str, frozenset[int]]


@functools.cache
def _listed() -> tuple[Numbers, Numbers]:
    """The numbers of the names that each key is itself, and of those that it is a short form of."""
    lists = {code: load(code, "given_names", GivenNames) for code in languages("given_names")}
    own: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    count = 0
    for code, line in ((code, line) for code, one in lists.items() for line in one.same):
        for key in (key for form in line.split() for key in _keys_of_listed(form, code)):
            own.setdefault(key, set()).add(count)
        count += 1
    for code, name in ((code, name) for code, one in lists.items() for name in (*one.short, *one.usual.split())):
        keys = _keys_of_listed(name, code)
        if keys[0] not in own:
            for key in keys:
                own.setdefault(key, set()).add(count)
            count += 1
    for code, one in lists.items():
        for name, its_forms in one.short.items():
            for form in its_forms.split():
                short.setdefault(_keys_of_listed(form, code)[0], set()).update(own[_keys_of_listed(name, code)[0]])
    return _frozen(own), _frozen(short)


def _frozen(numbers: dict[str, set[int]]) -> Numbers:
    return {key: frozenset(values) for key, values in numbers.items()}


_ENGLISH = re.compile("[cgkszCGKSZ]h|oo|ou|ee")


def _keys_of_listed(name: str, code: str) -> tuple[str, ...]:
    """The key of a listed name, and those of the stems its patronymic has: Николай, Никола(евич), Дмитр(ович).

    A name is read as its list's language does, Cafer as Jafar, but for spellings that only English has.
    """
    stems = (name, name[:-1], name[:-2])[: 3 if name.endswith("ий") else 2 if name.endswith("й") else 1]
    words = [read_word(stem, None if _ENGLISH.search(stem) else code) for stem in stems]
    return tuple(dict.fromkeys(word.key if word.has_short_vowels else word.plain for word in words))
