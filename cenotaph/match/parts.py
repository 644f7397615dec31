"""The parts of a person's name and the role each plays: given name, father's name, surname.

Nothing is taken from the order alone where the name itself says more: a word before "oğlu" or
after "ibn" is the father's, a word that ends in -ov, -zadə or -shvili is a surname wherever it
stands. Titles are left out; "Abd" and "Abu" make one name with the next word; articles drop.
"""

from __future__ import annotations

import functools
import re
from enum import IntEnum

from msgspec import Struct

from cenotaph.match.endings import (
    PLAIN_FAMILY,
    armenian_genitive,
    family_stem,
    father_name,
    genitive_stem,
    is_patronymic,
    sex_of_family,
)
from cenotaph.match.forms import forms
from cenotaph.match.letters import plain_form
from cenotaph.match.small_words import (
    SmallWords,
    also_called,
    are_titles,
    birth_name,
    ends_with_father,
    generation_of,
    is_kunya,
    is_mixed,
    kunya_aside,
    names_aside,
    particles_of,
    pieces_of,
    sex_of_titles,
    small_words,
    take_father,
    takes_kunya,
    without_titles,
    words_of,
)
from cenotaph.match.sounds import Word, read_word


class Name(Struct, frozen=True):
    """A name in its parts; every part may be absent."""

    given: Word | None = None
    father: Word | None = None  # only where the name says so: oğlu, qızı, -ovich, ibn, a column of its own
    middle: tuple[Word, ...] = ()  # what stands between, in order; for Arabic names father and grandfather
    family: Word | None = None  # without the ending that varies with sex
    is_family_sure: bool = False  # by its ending, its capitals, a comma or a column of its own
    sex: str | None = None  # f or m, where an ending or "daughter of" shows it
    other_families: tuple[Word, ...] = ()  # the other half of a doubled surname, the name at birth
    kunya: Word | None = None  # "Abu Hasan" in front of a name or in brackets
    whole_family: str | None = None  # the surname with its particle, written as one: deluca, vanderberg
    title: Word | None = None  # a title left out that could be the first half of the given name: Ağa, Mir, Seyid
    generation: int | None = None  # which bearer of the name in one family: 1 for Sr., 2 for Jr. and II, 3 for III
    printed_family: str | None = None  # the surname in plain letters, where an ending was taken from it

    @property
    def between(self) -> tuple[Word, ...]:
        """The father's name and the names between given name and surname."""
        return (*((self.father,) if self.father else ()), *self.middle)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in the order given, father, middle, family."""
        found = (self.given, self.father, *self.middle, self.family, *self.other_families)
        return tuple(word for word in found if word is not None)


_COMMA = "،"
_BRACKETS = re.compile(r"[(\[«\"“].*?[)\]»\"”]")
_BRACKET_MARKS = '()[]«»"“” '


LONGEST_NAME = 256
"""Characters; of a longer cell, which is a text and no name, no more is read: comparing words costs by their square."""


@functools.lru_cache(maxsize=200_000)
def read_name(
    text: str,
    language: str | None = None,
    given: str | None = None,
    patronymic: str | None = None,
    family: str | None = None,
) -> Name:
    """A printed name in its parts.

    Args:
        text: the whole name as printed.
        language: BCP 47, where known.
        given: the given name, where the list prints it in a column of its own.
        patronymic: the father's name or patronymic, likewise.
        family: the surname, likewise.
    """
    text = text[:LONGEST_NAME]
    given, patronymic, family = (one and one[:LONGEST_NAME] for one in (given, patronymic, family))
    if given and family:
        return _from_columns(given, patronymic, family, language)
    words = text.split()
    if not patronymic and (family_kind := _kind_of_ordinary(words)) is not None:
        return Name(
            given=read_word(words[0], language),
            middle=tuple(read_word(word, language) for word in words[1:-1]) if len(words) > 2 else (),
            family=read_word(family_stem(words[-1]), language),
            is_family_sure=family_kind == _Kind.FAMILY,
            sex=sex_of_family(words[-1]),
            printed_family=_printed(words[-1]),
        )
    small = small_words()
    if (of_two := _of_two_syllables(words, small)) is not None:
        given, family = of_two
        return Name(given=read_word(given, language), family=read_word(family, language), is_family_sure=True)
    return _from_text(text, patronymic, language, small)


def _from_text(text: str, patronymic: str | None, language: str | None, small: SmallWords) -> Name:
    """A name that more than its words explains: titles, a comma, brackets, "son of"."""
    said = _without_asides(text, small)
    printed = pieces_of(f"{said.rest} {said.first}")
    pieces, title = without_titles(printed, small, least=2)
    words = words_of(pieces, small)
    kunya = words.pop(0) if takes_kunya(pieces, words, small) else None
    kunya = kunya or next((word for remark in said.remarks for word in kunya_aside(remark, small)), None)
    whole = len(words)
    father, words, sex = take_father(words, small, language)
    is_family_first = father is not None and len(words) > 1 and ends_with_father(said.bare, whole, small)
    if patronymic:
        father = read_word(father_name(patronymic) or patronymic, language)
    if not words:
        return Name(father=father, sex=sex)
    place, sure = _family_place(words, bool(said.rest))
    if is_family_first and not sure:
        place, sure = 0, True
    surname = words[place] if place is not None else None
    particles = particles_of(pieces, surname, small) if surname and len(pieces) > whole else ""
    others = [word for index, word in enumerate(words) if index != place]
    twin = _twin(words, place, _doubled(said.bare)) if place is not None and len(words) > 2 else None
    if twin is not None:
        others.remove(twin)
    if said.rest and twin is None and len(words) > 2 and len(words_of(pieces_of(said.first), small)) == 2:
        twin = words[-2]  # "Quorn Field, Zelda Anne"
    aside = [*([twin] if twin else []), *said.born, *names_aside(said.remarks, small)]
    return Name(
        given=read_word(others[0], language) if others else None,
        father=father,
        middle=tuple(read_word(word, language) for word in others[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=sure,
        sex=sex or (sex_of_family(surname) if surname else None) or sex_of_titles(printed, pieces, small),
        other_families=tuple(read_word(family_stem(word), language) for word in aside),
        kunya=read_word(kunya, language) if kunya else None,
        whole_family=particles + plain_form(surname) if surname and particles else None,
        title=read_word(title, language) if title else None,
        generation=generation_of(text, small),
        printed_family=_printed(surname),
    )


class _Said(Struct, frozen=True):
    """A printed name without what stands aside of it."""

    bare: str  # the name itself
    first: str  # what stands in front of the comma, where the surname does so; else all
    rest: str  # what stands behind it
    remarks: list[str]  # what stands in brackets, and behind "alias"
    born: list[str]  # what stands behind "née"


def _without_asides(text: str, small: SmallWords) -> _Said:
    """A name apart from brackets, "alias X" and "née X", with its surname in front where a comma or capitals say so."""
    bare = _BRACKETS.sub(" ", text) if _BRACKETS.sub(" ", text).strip() else text
    remarks = [match.group() for match in _BRACKETS.finditer(text)] if bare is not text else []
    bare, also = also_called(bare, small)
    remarks += also
    if is_kunya(bare, small) and (whole_names := [remark for remark in remarks if len(pieces_of(remark)) > 1]):
        bare, remarks = whole_names[0].strip(_BRACKET_MARKS), [bare]  # "Umm Hasan (Zahra Quorn)"
    bare, born = birth_name(_parted_by_capitals(bare), small)
    first, comma, rest = bare.partition(_COMMA if _COMMA in bare else ",")
    if comma and are_titles(rest, small):  # "Zelda Quorn, Jr.", ", M.D."
        return _Said(first, first, "", remarks, born)
    return (
        _Said(bare, first, rest, remarks, born)
        if first.strip() and rest.strip()
        else _Said(bare, bare, "", remarks, born)
    )


def _parted_by_capitals(text: str) -> str:
    """A name with a comma behind surnames of several words in capitals, which go in front: "QUORN FIELD Zelda"."""
    words = text.split()
    capitals = [word.isupper() and len(plain_form(word)) > 1 for word in words]
    count = sum(capitals)
    if not 1 < count < len(words) or "," in text:
        return text
    if all(capitals[:count]):
        return f"{' '.join(words[:count])}, {' '.join(words[count:])}"
    if all(capitals[-count:]):
        return f"{' '.join(words[-count:])}, {' '.join(words[:-count])}"
    return text


_TWO_SYLLABLES = re.compile(r"([A-Z][a-z]+)[-‐‑]([a-z]+)")


def _of_two_syllables(words: list[str], small: SmallWords) -> tuple[str, str] | None:
    """Given name and surname where one word is a given name of two syllables: "Kim Min-ho", "Hsiao-ching Chang"."""
    if len(words) != 2:
        return None
    for given, family in ((words[1], words[0]), (words[0], words[1])):
        match = _TWO_SYLLABLES.fullmatch(given)
        if match and plain_form(match[1]) not in small.every and family.isalpha():
            return match[1] + match[2], family
    return None


def _printed(surname: str | None) -> str | None:
    """A surname in plain letters, where an ending was taken from it."""
    return plain_form(surname) if surname and family_stem(surname) != surname else None


class _Kind(IntEnum):
    """What one word of a name may be by itself."""

    SMALL = 0  # not letters alone, or a word or an ending that the words beside it must explain
    NAME = 1
    FAMILY = 2  # ends as surnames do


def _kind_of_ordinary(words: list[str]) -> _Kind | None:
    """The kind of the last word where every word is a name by itself and the last is the surname; else null.

    Most names are so, and read at a fraction of the cost.
    """
    if len(words) < 2:
        return None
    kinds = [_kind(word) for word in words]
    if _Kind.SMALL in kinds or _Kind.FAMILY in kinds[:-1]:
        return None
    if len(words) > 2 and any(armenian_genitive(word, words[-1]) for word in words[1:-1]):
        return None
    capitals = sum(word.isupper() for word in words)
    return kinds[-1] if capitals in (0, len(words)) or kinds[-1] == _Kind.FAMILY else None


@functools.lru_cache(maxsize=500_000)
def _kind(word: str) -> _Kind:
    plain, small = plain_form(word), small_words()
    is_small = (
        not word.isalpha()
        or is_mixed(word)
        or len(plain) < 2
        or plain in small.every
        or is_patronymic(word)
        or genitive_stem(word) is not None
        or any(len(end) > 3 and plain.endswith(end) for end in small.after)
        or plain.startswith("ابو")
    )
    if is_small:
        return _Kind.SMALL
    is_family = PLAIN_FAMILY.match(plain) is not None and not forms(read_word(word)).own
    return _Kind.FAMILY if is_family else _Kind.NAME


_DOUBLED = re.compile(r"(?<!\S)(\w{3,})[-‐‑–](\w{3,})(?!\S)")


def _doubled(text: str) -> frozenset[tuple[str, str]]:
    """The two halves of every word with one hyphen."""
    return frozenset((plain_form(match[1]), plain_form(match[2])) for match in _DOUBLED.finditer(text))


def _twin(words: list[str], place: int, doubled: frozenset[tuple[str, str]]) -> str | None:
    """The word that makes a doubled surname with the one at `place`."""
    if place > 0 and (plain_form(words[place - 1]), plain_form(words[place])) in doubled:
        return words[place - 1]
    if place + 1 < len(words) and (plain_form(words[place]), plain_form(words[place + 1])) in doubled:
        return words[place + 1]
    return None


def _from_columns(given: str, patronymic: str | None, family: str, language: str | None) -> Name:
    small = small_words()
    printed = pieces_of(given)
    pieces, title = without_titles(printed, small, least=1)
    father, names, sex = take_father(words_of(pieces, small), small, language)
    if patronymic:
        inside, rest, sex_of_word = take_father(words_of(pieces_of(patronymic), small), small, language)
        stem = father_name(rest[0]) or rest[0] if rest else None
        father, sex = inside or (read_word(stem, language) if stem else None), sex or sex_of_word
    bare, born = birth_name(family, small)
    surnames = _surnames(_BRACKETS.sub(" ", bare), small) or _surnames(family, small)
    surname = "".join(surnames)
    particles = particles_of(pieces_of(bare), surnames[-1], small) if surnames else ""
    remarks = [match.group() for match in _BRACKETS.finditer(family)]
    aside = [*(surnames if len(surnames) == 2 else []), *born, *names_aside(remarks, small)]
    read = [read_word(word, language) for word in names]
    return Name(
        given=read[0] if read else None,
        father=father,
        middle=tuple(read[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=True,
        sex=sex or sex_of_family(surname) or sex_of_titles(printed, pieces, small),
        other_families=tuple(read_word(family_stem(word), language) for word in aside),
        whole_family=particles + plain_form(surname) if particles else None,
        title=read_word(title, language) if title else None,
        generation=generation_of(f"{given} {family}", small),
        printed_family=_printed(surname),
    )


def _surnames(text: str, small: SmallWords) -> list[str]:
    """The words of a surname, without Jr. behind it."""
    pieces = pieces_of(text)
    while len(pieces) > 1 and plain_form(pieces[-1]) in small.generations:
        pieces.pop()
    return words_of(pieces, small)


def _family_place(words: list[str], has_comma: bool) -> tuple[int | None, bool]:
    """Which word is the surname, and whether more than its place says so."""
    last = len(words) - 1
    if has_comma:
        return last, True
    endings = [index for index, word in enumerate(words) if PLAIN_FAMILY.match(plain_form(word))]
    if len(words) > 1:  # Brian and Марина end as surnames do
        endings = [index for index in endings if not forms(read_word(words[index])).own]
    if last == 0:
        return (0, True) if endings else (None, False)
    if last in endings:
        return last, True
    if endings:
        return endings[0], True
    capitals = [i for i, word in enumerate(words) if word.isupper() and len(word) > 1]
    if len(capitals) == 1:
        return capitals[0], True
    return last, False
