"""Endings of patronymics and surnames: what is left without them, and the sex they show."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import chain

from cenotaph.match.forms import forms, is_listed
from cenotaph.match.letters import plain_form
from cenotaph.match.sounds import Word, read_word

_PLAIN_FATHER = re.compile(
    r"^(.{2,}?)(?:i?[yj]?[aeo][vw][yi](?:t?ch|tsch|cz?)|i?[yj]?[eo][vw]na|i?y?[iy][vw]na|(?:in)?i(?:t?ch|tsch|cz?)na|"
    r"(?<=il|ly|lj|zm|sm|uk|om|it|vv)[iy](?:t?ch|tsch|cz?)|"
    r"овна|евна|ович|евич|йович|авич|(?:ин)?ична|і?[иі]вна|овіч|авіч|евіч|[ае]уна|(?<=иль|лук|зьм|фом|кит|авв)ич)$"
)
PLAIN_FAMILY = re.compile(
    r"^(?!عبد)(.{2,}?)("
    r"i?y?e[vw]a?|o[vw]a?|i?eff|off|ski[yi]?|ska?ya|skij|zad[ea]h?|(?:s|sc)hvili|chvili|schwili|d[zs]e|enko|yan(?:ts)?|ian(?:ts|i)?|"
    r"ьев[а]?|[иј]?јев[а]?|иев[а]?|ев[а]?|ов[а]?|ёв[а]?|ин[а]?|ск[иа][йя]|заде|зода|швили|дзе|[еє]нко|ян|янц|иани?|"
    r"ოვ[იа]?|ევ[იа]?|ოვა|ევა|იევ[იа]?|იევა|შვილი|ძე|იანი?|"
    r"յան|եան|"
    r"(?<=.{5})وفا?"
    r")$"
)
_LASTING = ("enko", "енко", "єнко", "zad", "заде", "зода", "dze", "дзе", "ძე", "ин")
"""Endings that tell a surname and stay: they do not vary, or Latin letters cannot tell them (Щукина, Medina)."""
_FEMALE_FAMILY = re.compile(r"(?:[oe][vw]a|ska?ya|[ое]ва|ёва|ина|ская|ოვა|ევა)$")
_MALE_FAMILY = re.compile(r"(?:[oe][vw]|[ое]в|ёв|ский|ოვი|ევი)$")


def is_patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do."""
    return father_name(word) is not None


@functools.lru_cache(maxsize=200_000)
def father_name(word: str) -> str | None:
    """The father's name inside a patronymic; null for a word that is none.

    Endings say it in most cases; where several names could have it, one that is a usual name is taken.

    >>> father_name("Яківна"), father_name("Яковлевич"), father_name("Ілліч"), father_name("Озмаров")
    ('яків', 'яков', 'ілля', None)
    """
    plain = plain_form(word)
    match = _PLAIN_FATHER.match(plain)
    stem = _cut(word, match[1]) if match else None
    fathers = [(name, read_word(name)) for name in _fathers(plain, stem)]
    as_spelled = (name for name, word in fathers if is_listed(word))
    as_sounds = (name for name, word in fathers if forms(word).own)
    return next(chain(as_spelled, as_sounds), stem)


def _cut(word: str, plain_stem: str) -> str:
    """The beginning of a word that comes to `plain_stem`: as printed, where its letters can be told apart."""
    start = word[: len(plain_stem)]
    return start if plain_form(start) == plain_stem else plain_stem


def _fathers(plain: str, stem: str | None) -> Iterator[str]:
    """The names a patronymic may be made of, the likelier first; `stem` is what is left of it without an ending."""
    if stem is not None and plain.isascii():
        yield from (stem + last for last in LATIN_LASTS)
        yield stem.removesuffix("l")  # Yakovlevich
    if plain[-1:] not in LAST_OF_FATHERS:
        return
    for ending, lasts in FATHERS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            yield from (plain[: len(plain) - len(ending)] + last for last in lasts)
    if _FATHER_IN_A.search(plain):
        yield from (plain[:-2] + last for last in "ая")


LATIN_LASTS = ("", "a", "ya", "y", "iy", "ey", "o")
"""Last letters that names in Latin letters lose in a patronymic: Ilinichna, Sergeevich, Dmitrievich."""
LAST_OF_FATHERS = ("а", "ч")
FATHERS = (
    ("левич", ("",)), ("левна", ("",)), ("левіч", ("",)), ("леуна", ("",)),
    ("ьевич", ("ий", "ей", "ь", "")), ("ьевна", ("ий", "ей", "ь", "")), ("ьович", ("ь", "ьо")), ("ьовна", ("ь",)),
    ("йович", ("й",)), ("иинична", ("ия",)), ("ьинична", ("ья",)), ("инична", ("а", "я")), ("інична", ("а", "я")),
    ("евич", ("й", "ей", "ь", "ий", "")), ("евна", ("й", "ей", "ь", "ий", "")), ("евіч", ("й", "ь", "ей", "")),
    ("еуна", ("й", "ь", "ей", "")), ("ович", ("", "о", "ий", "ей")), ("овна", ("", "о", "ий", "ей")),
    ("авіч", ("", "о")), ("ауна", ("", "о")), ("івна", ("ів", "", "й", "о", "ь", "а", "я")), ("ишна", ("а", "я")),
    ("ична", ("а", "я")),
)  # fmt: skip
"""Endings of East Slavic patronymics, of men and women, and the last letters of the names they are put on."""
_FATHER_IN_A = re.compile("(?:^ил|иль|^ілл|лук|зьм|^фом|^хом|кит|^савв?|^мин)[иі]ч$")
"""Patronymics in -ич alone, which many surnames end in too: those of Илья, Лука, Кузьма, Фома, Никита, Савва."""


def genitive_stem(word: str) -> str | None:
    """The usual name of which an Armenian or Georgian word is the genitive, as fathers are named; else null.

    >>> genitive_stem("Սահակի"), genitive_stem("გიორგის"), genitive_stem("Սահակյան")
    ('Սահակ', 'გიორგი', None)
    """
    for ending in GENITIVES:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: len(word) - len(ending)]
            return stem if forms(read_word(stem)).own else None
    return None


GENITIVES = ("այի", "ի", "ს")


def armenian_genitive(word: str, surname: str) -> str | None:
    """The same for a word in Latin letters that is no usual name itself, in front of an Armenian surname.

    >>> armenian_genitive("Vardani", "Galstyan"), armenian_genitive("Sami", "Galstyan")
    ('Vardan', None)
    """
    if not (word.endswith("i") and plain_form(surname).endswith(ARMENIANS)) or is_listed(read_word(word)):
        return None
    return word[:-1] if is_listed(read_word(word[:-1])) else None


ARMENIANS = ("yan", "ian")


@functools.lru_cache(maxsize=200_000)
def family_stem(word: str) -> str:
    """A surname without the ending that varies with sex and language: Məmmədova and Mammadov are one."""
    plain = plain_form(word)
    match = PLAIN_FAMILY.match(plain)
    if match is None or match[2].startswith(_LASTING):  # Петренко is not Петров
        return word
    if len(match[1]) < 3:  # Əliyeva: nothing but the ending of a woman goes
        return word[:-1] if _FEMALE_FAMILY.search(plain) and plain[-1] in "aа" else word
    return _cut(word, match[1])


_SON = re.compile("^(?:ben|bin|ibn|ould|بن)(?=...)|(?<=...)(?:oglu|oglou|ogly|qizi|оглы)$")


@functools.lru_cache(maxsize=100_000)
def without_son(family: Word) -> Word:
    """A surname without the "son of" written onto it: Benyahia, Mursaloglu; itself where there is none."""
    bare = _SON.sub("", family.plain)
    return family if bare == family.plain else read_word(bare)


@functools.lru_cache(maxsize=200_000)
def sex_of_family(word: str) -> str | None:
    """The sex an ending of a Slavic-style surname shows."""
    plain = plain_form(word)
    if _FEMALE_FAMILY.search(plain):
        return "f"
    return "m" if _MALE_FAMILY.search(plain) else None
