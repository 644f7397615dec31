"""The parts of a person's name and the role each plays: given name, father's name, surname.

Nothing is taken from the order alone where the name itself says more: a word before "oğlu" or
after "ibn" is the father's, a word that ends in -ov, -zadə or -shvili is a surname wherever it
stands. Titles are left out; "Abd" and "Abu" make one name with the next word; articles drop.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.match.sounds import Word, name_words, plain_form, read_word


class Name(Struct, frozen=True):
    """A name in its parts; every part may be absent."""

    given: Word | None = None
    father: Word | None = None  # only where the name says so: oğlu, qızı, -ovich, ibn, a column of its own
    middle: tuple[Word, ...] = ()  # what stands between, in order; for Arabic names father and grandfather
    family: Word | None = None  # without the ending that varies with sex
    is_family_sure: bool = False  # by its ending, its capitals, a comma or a column of its own
    sex: str | None = None  # f or m, where an ending or "daughter of" shows it

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in the order given, father, middle, family."""
        found = (self.given, self.father, *self.middle, self.family)
        return tuple(word for word in found if word is not None)


class _SmallWords(Struct, frozen=True):
    titles: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    female: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]


@functools.cache
def _small_words() -> _SmallWords:
    def every(field: str) -> frozenset[str]:
        return frozenset(plain_form(word) for words in name_words().values() for word in getattr(words, field))

    return _SmallWords(
        titles=every("titles"),
        after=every("father_after"),
        before=every("father_before"),
        female=every("female_words"),
        articles=every("articles") - {""},
        joins=every("joins"),
    )


_SPLIT = re.compile(r"[\s\-‐‑–/.·،]+")
_BRACKETS = re.compile(r"[(\[«\"“].*?[)\]»\"”]")
_PLAIN_FATHER = re.compile(
    r"^(.{2,}?)(?:i?y?[eo]vich|i?y?[eo]vitch|i?y?[eo]vna|i?nichna|овна|евна|ович|евич|ична|івна|йович)$"
)
_PLAIN_FAMILY = re.compile(
    r"^(?!عبد)(.{2,}?)("
    r"i?y?e[vw]a?|o[vw]a?|i?eff|off|ski[yi]?|ska?ya|skij|zad[ea]h?|shvili|dze|enko|yan(?:ts)?|ian(?:ts)?|"
    r"ьев[а]?|иев[а]?|ев[а]?|ов[а]?|ёв[а]?|ин[а]?|ск[иа][йя]|заде|зода|швили|дзе|енко|ян|янц|"
    r"ოვ[იа]?|ევ[იа]?|ოვა|ევა|იევ[იа]?|იევა|შვილი|ძე|იანი?|"
    r"յան|եան|"
    r"(?<=.{5})وفا?"
    r")$"
)
_FEMALE_FAMILY = re.compile(r"(?:[oe][vw]a|ska?ya|[ое]ва|ёва|ина|ская|ოვა|ევა)$")
_MALE_FAMILY = re.compile(r"(?:[oe][vw]|[ое]в|ёв|ский|ოვი|ევი)$")


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
    if given and family:
        return _from_columns(given, patronymic, family, language)
    small = _small_words()
    bare = _BRACKETS.sub(" ", text) if _BRACKETS.sub(" ", text).strip() else text
    first, comma, rest = bare.partition(",")
    has_comma = bool(comma and first.strip() and rest.strip())
    words = _words(f"{rest} {first}" if has_comma else bare)
    whole = len(words)
    father, words, sex = _take_father(words, small, language)
    is_family_first = father is not None and len(words) > 1 and _ends_with_father(bare, whole, small)
    if patronymic:
        father = read_word(_father_stem(patronymic) or patronymic, language)
    if not words:
        return Name(father=father, sex=sex)
    place, sure = (0, True) if is_family_first and not has_comma else _family_place(words, has_comma)
    surname = words[place] if place is not None else None
    others = [word for index, word in enumerate(words) if index != place]
    return Name(
        given=read_word(others[0], language) if others else None,
        father=father,
        middle=tuple(read_word(word, language) for word in others[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=sure,
        sex=sex or (sex_of_family(surname) if surname else None),
    )


def _from_columns(given: str, patronymic: str | None, family: str, language: str | None) -> Name:
    small = _small_words()
    father, names, sex = _take_father(_words(given), small, language)
    if patronymic:
        inside, rest, sex_of_word = _take_father(_words(patronymic), small, language)
        stem = _father_stem(rest[0]) or rest[0] if rest else None
        father, sex = inside or (read_word(stem, language) if stem else None), sex or sex_of_word
    surname = "".join(_words(family))
    read = [read_word(word, language) for word in names]
    return Name(
        given=read[0] if read else None,
        father=father,
        middle=tuple(read[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=True,
        sex=sex or sex_of_family(surname),
    )


def _words(text: str) -> list[str]:
    """The words of a name without titles and articles, "Abd" and "Abu" joined with the next."""
    small = _small_words()
    pieces = [
        piece for piece in _SPLIT.split(text.replace("'", "").replace("’", "").replace("ʼ", "")) if plain_form(piece)
    ]
    kept = [piece for piece in pieces if plain_form(piece) not in small.titles]
    pieces = kept or pieces
    joined: list[str] = []
    pending = ""
    for index, piece in enumerate(pieces):
        plain = plain_form(piece)
        if plain in small.joins and index + 1 < len(pieces):
            pending += "abd'" if plain.startswith("abd") else piece
        elif plain in small.articles and index + 1 < len(pieces) and len(pieces) > 1:
            continue
        else:
            joined.append(pending + (piece.removeprefix("ال") if pending and len(piece) > 4 else piece))
            pending = ""
    return joined


def _take_father(
    words: list[str], small: _SmallWords, language: str | None
) -> tuple[Word | None, list[str], str | None]:
    """The father's name where a word says so, the other words, and the sex that word shows."""
    for index, word in enumerate(words):
        plain = plain_form(word)
        if plain in small.after and index > 0:
            sex = "f" if plain in small.female else "m"
            return read_word(words[index - 1], language), words[: index - 1] + words[index + 1 :], sex
        if plain in small.before and 0 < index < len(words) - 1:
            sex = "f" if plain in small.female else "m"
            return read_word(words[index + 1], language), words[:index] + words[index + 2 :], sex
    for index, word in enumerate(words[1:], 1):
        stem = _father_stem(word)
        if stem and len(words) > 2:
            sex = "f" if plain_form(word).endswith(("na", "на")) else "m"
            return read_word(stem, language), words[:index] + words[index + 1 :], sex
    return None, words, None


def _ends_with_father(text: str, count: int, small: _SmallWords) -> bool:
    """Whether the father's name comes last, as in "Ozmarov Vaqif Şamil oğlu": then the surname comes first."""
    words = _words(text)
    return count > 2 and (plain_form(words[-1]) in small.after or _father_stem(words[-1]) is not None)


def _father_stem(word: str) -> str | None:
    match = _PLAIN_FATHER.match(plain_form(word))
    return match[1] if match else None


def family_stem(word: str) -> str:
    """A surname without the ending that varies with sex and language: Məmmədova and Mammadov are one."""
    match = _PLAIN_FAMILY.match(plain_form(word))
    if match is None or len(match[1]) < 3:
        return word
    return word[: len(word) - len(match[2])] if plain_form(word[: len(word) - len(match[2])]) == match[1] else match[1]


def sex_of_family(word: str) -> str | None:
    """The sex an ending of a Slavic-style surname shows."""
    plain = plain_form(word)
    if _FEMALE_FAMILY.search(plain):
        return "f"
    return "m" if _MALE_FAMILY.search(plain) else None


def _family_place(words: list[str], has_comma: bool) -> tuple[int | None, bool]:
    """Which word is the surname, and whether more than its place says so."""
    last = len(words) - 1
    if has_comma:
        return last, True
    endings = [index for index, word in enumerate(words) if _PLAIN_FAMILY.match(plain_form(word))]
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
