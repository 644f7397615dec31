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

from cenotaph.match.forms import forms
from cenotaph.match.sounds import Word, name_words, plain_form, read_word
from cenotaph.script import script_of


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

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in the order given, father, middle, family."""
        found = (self.given, self.father, *self.middle, self.family, *self.other_families)
        return tuple(word for word in found if word is not None)


class _SmallWords(Struct, frozen=True):
    titles: frozenset[str]
    longest_title: int  # words
    name_titles: frozenset[str]
    behind: frozenset[str]
    parents: frozenset[str]
    given_kunyas: frozenset[str]
    birth: frozenset[str]
    joins_behind: dict[str, str]
    after: frozenset[str]
    before: frozenset[str]
    female: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    every: frozenset[str]  # all of them, of those of several words the first


def _plain_words(text: str) -> str:
    return " ".join(map(plain_form, text.split()))


@functools.cache
def _small_words() -> _SmallWords:
    def every(field: str) -> frozenset[str]:
        return frozenset(_plain_words(word) for words in name_words().values() for word in getattr(words, field))

    titles = every("titles") - every("name_titles")
    fields = (
        "titles", "name_titles", "titles_behind", "parents", "birth_names", "father_after", "father_before",
        "articles", "joins", "joins_behind",
    )  # fmt: skip
    return _SmallWords(
        titles=titles,
        longest_title=max(title.count(" ") for title in titles) + 1,
        name_titles=every("name_titles"),
        behind=every("titles_behind"),
        parents=every("parents"),
        given_kunyas=every("given_kunyas"),
        birth=every("birth_names"),
        joins_behind={plain_form(a): b for words in name_words().values() for a, b in words.joins_behind.items()},
        after=every("father_after"),
        before=every("father_before"),
        female=every("female_words"),
        articles=every("articles") - {""},
        joins=every("joins"),
        every=frozenset(phrase.partition(" ")[0] for field in fields for phrase in every(field)),
    )


_SPLIT = re.compile(r"[\s\-‐‑–/.·،]+")
_COMMA = "،"
_TIED = re.compile("ة$")  # spoken as t where another word follows: هبة الله
_BRACKETS = re.compile(r"[(\[«\"“].*?[)\]»\"”]")
_PLAIN_FATHER = re.compile(
    r"^(.{2,}?)(?:i?[yj]?[aeo]v[yi](?:t?c|tsc)h|i?[yj]?[aeo]wi(?:cz|tsch)|i?[yj]?[eo]vna|i?y?[iy]vna|i?nichna|"
    r"овна|евна|ович|евич|йович|авич|(?:ин)?ична|і?[иі]вна|овіч|авіч|евіч|[ае]уна|(?<=иль|лук|зьм|фом|кит|авв)ич)$"
)
_PLAIN_FAMILY = re.compile(
    r"^(?!عبد)(.{2,}?)("
    r"i?y?e[vw]a?|o[vw]a?|i?eff|off|ski[yi]?|ska?ya|skij|zad[ea]h?|shvili|dze|enko|yan(?:ts)?|ian(?:ts|i)?|"
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
    words = text.split()
    if not patronymic and (family_kind := _kind_of_ordinary(words)) is not None:
        return Name(
            given=read_word(words[0], language),
            middle=tuple(read_word(word, language) for word in words[1:-1]) if len(words) > 2 else (),
            family=read_word(family_stem(words[-1]), language),
            is_family_sure=family_kind == _Kind.FAMILY,
            sex=sex_of_family(words[-1]),
        )
    small = _small_words()
    bare = _BRACKETS.sub(" ", text) if _BRACKETS.sub(" ", text).strip() else text
    remarks = [match.group() for match in _BRACKETS.finditer(text)] if bare is not text else []
    bare, born = _birth_name(bare, small)
    first, comma, rest = bare.partition(_COMMA if _COMMA in bare else ",")
    if comma and all(plain_form(word) in small.behind for word in rest.split()):  # "Zelda Quorn, Jr.", ", M.D."
        bare, comma = first, ""
    has_comma = bool(comma and first.strip() and rest.strip())
    pieces, title = _without_titles(_pieces(f"{rest} {first}" if has_comma else bare), small, least=2)
    words = _words(pieces, small)
    kunya = words.pop(0) if _takes_kunya(pieces, words, small) else None
    whole = len(words)
    father, words, sex = _take_father(words, small, language)
    is_family_first = father is not None and len(words) > 1 and _ends_with_father(bare, whole, small)
    if patronymic:
        father = read_word(_father_stem(patronymic) or patronymic, language)
    if not words:
        return Name(father=father, sex=sex)
    place, sure = _family_place(words, has_comma)
    if is_family_first and not sure:
        place, sure = 0, True
    surname = words[place] if place is not None else None
    particles = _particles(pieces, surname, small) if surname and len(pieces) > whole else ""
    others = [word for index, word in enumerate(words) if index != place]
    twin = _twin(words, place, _doubled(bare)) if place is not None and len(words) > 2 else None
    if twin is not None:
        others.remove(twin)
    aside = [*([twin] if twin else []), *born, *_names_aside(remarks, small)]
    kunya = kunya or next((word for remark in remarks for word in _kunya_aside(remark, small)), None)
    return Name(
        given=read_word(others[0], language) if others else None,
        father=father,
        middle=tuple(read_word(word, language) for word in others[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=sure,
        sex=sex or (sex_of_family(surname) if surname else None),
        other_families=tuple(read_word(family_stem(word), language) for word in aside),
        kunya=read_word(kunya, language) if kunya else None,
        whole_family=particles + plain_form(surname) if surname and particles else None,
        title=read_word(title, language) if title else None,
    )


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
    capitals = sum(word.isupper() for word in words)
    return kinds[-1] if capitals in (0, len(words)) or kinds[-1] == _Kind.FAMILY else None


@functools.lru_cache(maxsize=500_000)
def _kind(word: str) -> _Kind:
    plain, small = plain_form(word), _small_words()
    is_small = (
        not word.isalpha()
        or len(plain) < 2
        or plain in small.every
        or _father_stem(word) is not None
        or any(len(end) > 3 and plain.endswith(end) for end in small.after)
        or plain.startswith("ابو")
    )
    if is_small:
        return _Kind.SMALL
    is_family = _PLAIN_FAMILY.match(plain) is not None and not forms(read_word(word)).own
    return _Kind.FAMILY if is_family else _Kind.NAME


def _particles(pieces: list[str], surname: str, small: _SmallWords) -> str:
    """The particles in front of a surname, written as one: "de la"."""
    plain = [plain_form(piece) for piece in pieces]
    name = plain_form(surname)
    if name not in plain:
        return ""
    end = start = plain.index(name)
    while start > 0 and plain[start - 1] in small.articles:
        start -= 1
    return "".join(plain[start:end])


def _birth_name(text: str, small: _SmallWords) -> tuple[str, list[str]]:
    """A name without "née X" behind it, and X."""
    words = text.split()
    for index in range(2, len(words) - 1):
        for size in (2, 1):
            if _plain_words(" ".join(words[index : index + size])) in small.birth and index + size < len(words):
                return " ".join(words[:index]), words[index + size : index + size + 1]
    return text, []


def _names_aside(remarks: list[str], small: _SmallWords) -> list[str]:
    """Surnames in brackets: "(née Orlova)", "(Orlova)"."""
    found = []
    for remark in remarks:
        pieces = _pieces(remark)
        for size in range(min(2, len(pieces) - 1), 0, -1):
            if " ".join(map(plain_form, pieces[:size])) in small.birth:
                pieces = pieces[size:]
                break
        if len(pieces) == 1 and len(plain_form(pieces[0])) > 2:
            found.append(pieces[0])
    return found


def _kunya_aside(remark: str, small: _SmallWords) -> list[str]:
    pieces = _pieces(remark)
    is_kunya = len(pieces) > 1 and plain_form(pieces[0]) in small.parents
    return _words(pieces, small)[:1] if is_kunya else []


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
    small = _small_words()
    pieces, title = _without_titles(_pieces(given), small, least=1)
    father, names, sex = _take_father(_words(pieces, small), small, language)
    if patronymic:
        inside, rest, sex_of_word = _take_father(_words(_pieces(patronymic), small), small, language)
        stem = _father_stem(rest[0]) or rest[0] if rest else None
        father, sex = inside or (read_word(stem, language) if stem else None), sex or sex_of_word
    bare, born = _birth_name(family, small)
    surnames = _words(_pieces(_BRACKETS.sub(" ", bare)), small) or _words(_pieces(family), small)
    surname = "".join(surnames)
    particles = _particles(_pieces(bare), surnames[-1], small) if surnames else ""
    remarks = [match.group() for match in _BRACKETS.finditer(family)]
    aside = [*(surnames if len(surnames) == 2 else []), *born, *_names_aside(remarks, small)]
    read = [read_word(word, language) for word in names]
    return Name(
        given=read[0] if read else None,
        father=father,
        middle=tuple(read[1:]),
        family=read_word(family_stem(surname), language) if surname else None,
        is_family_sure=True,
        sex=sex or sex_of_family(surname),
        other_families=tuple(read_word(family_stem(word), language) for word in aside),
        whole_family=particles + plain_form(surname) if particles else None,
        title=read_word(title, language) if title else None,
    )


def _pieces(text: str) -> list[str]:
    """The words of a name as they stand, a lone Arabic letter with the word before, from which it was split."""
    bare = text.replace("'", "").replace("’", "").replace("ʼ", "").replace("ʿ", "").replace("ʾ", "").replace("`", "")
    found: list[str] = []
    for piece in _SPLIT.split(bare):
        plain = plain_form(piece)
        if found and len(plain) == 1 and script_of(plain) == "Arab" and len(plain_form(found[-1])) > 1:
            found[-1] += piece
        elif plain:
            found.append(piece)
    return found


def _without_titles(pieces: list[str], small: _SmallWords, least: int) -> tuple[list[str], str | None]:
    """A name without the titles in front of it and behind it, and the last one that could also be a name.

    Such a title is left out only while `least` words remain, and never where it is the name of the father that
    follows: "Hacı Vaqif Ozmarov" is Vaqif, "Hacı Ozmarov" and "Hacı Vaqif oğlu Ozmarov" are Hacı.
    """
    plain = [plain_form(piece) for piece in pieces]
    start, end, title = 0, len(pieces), None
    while end - start > 1:
        size = next((n for n in range(min(small.longest_title, end - start - 1), 0, -1)
                     if " ".join(plain[start : start + n]) in small.titles), 0)  # fmt: skip
        if size:
            start += size
        elif (
            plain[start] in small.name_titles and end - start > least and not _has_father(plain[start + 1 : end], small)
        ):
            title, start = pieces[start], start + 1
        else:
            break
    while end - start > 2 and plain[end - 1] in small.behind:
        end -= 1
    if end - start > 2 and plain[start + 1] in small.behind:  # "Ahmet Bey Ozmarov"
        return [pieces[start], *pieces[start + 2 : end]], title
    return pieces[start:end], title


def _has_father(plain: list[str], small: _SmallWords) -> bool:
    """Whether words begin with a father's name, or are that and a surname, so that the given name stands before."""
    return len(plain) > 1 and (plain[1] in small.after or (len(plain) < 3 and _father_stem(plain[0]) is not None))


def _words(pieces: list[str], small: _SmallWords) -> list[str]:
    """The words of a name without articles; "Abd" and "Abu" joined with the next, "al-Din" with the one before."""
    joined: list[str] = []
    pending = ""
    for index, piece in enumerate(pieces):
        plain = plain_form(piece)
        if plain in small.joins and index + 1 < len(pieces):
            pending += "abd'" if plain.startswith("abd") else "saint" if plain == "st" else piece
        elif plain in small.articles and index + 1 < len(pieces) and (index > 0 or len(pieces) > 2):
            continue
        elif plain in small.joins_behind and joined and not pending and script_of(joined[-1]) == script_of(piece):
            joined[-1] = _TIED.sub("ت", joined[-1]) + small.joins_behind[plain]
        else:
            joined.append(pending + (piece.removeprefix("ال") if pending and len(piece) > 4 else piece))
            pending = ""
    return joined


def _takes_kunya(pieces: list[str], words: list[str], small: _SmallWords) -> bool:
    """Whether a name begins with "father of X" and a given name and another remain; Abu Bakr is a given name."""
    if len(words) < 3 or plain_form(words[0]) in small.given_kunyas:
        return False
    first = plain_form(pieces[0])
    return first in small.parents or (first.startswith("ابو") and len(first) > 5)


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
    for index, word in enumerate(words[1:-1], 1):  # written as one: "Eldar Həsənoğlu Ozmarov"
        plain = plain_form(word)
        after = next(
            (end for end in small.after if len(end) > 3 and plain.endswith(end) and len(plain) > len(end) + 2), ""
        )
        if after:
            sex = "f" if after in small.female else "m"
            return read_word(word[: len(word) - len(after)], language), words[:index] + words[index + 1 :], sex
    for index, word in enumerate(words[1:], 1):
        stem = _father_stem(word)
        if stem and len(words) > 2:
            sex = "f" if plain_form(word).endswith(("na", "на")) else "m"
            return read_word(stem, language), words[:index] + words[index + 1 :], sex
    return None, words, None


def _ends_with_father(text: str, count: int, small: _SmallWords) -> bool:
    """Whether the father's name comes last, as in "Ozmarov Vaqif Şamil oğlu": then the surname comes first."""
    words = _words(_pieces(text), small)
    return count > 2 and (plain_form(words[-1]) in small.after or _father_stem(words[-1]) is not None)


def _father_stem(word: str) -> str | None:
    match = _PLAIN_FATHER.match(plain_form(word))
    return match[1] if match else None


@functools.lru_cache(maxsize=200_000)
def family_stem(word: str) -> str:
    """A surname without the ending that varies with sex and language: Məmmədova and Mammadov are one."""
    plain = plain_form(word)
    match = _PLAIN_FAMILY.match(plain)
    if match is None or match[2].startswith(_LASTING):  # Петренко is not Петров
        return word
    if len(match[1]) < 3:  # Əliyeva: nothing but the ending of a woman goes
        return word[:-1] if _FEMALE_FAMILY.search(plain) and plain[-1] in "aа" else word
    return word[: len(word) - len(match[2])] if plain_form(word[: len(word) - len(match[2])]) == match[1] else match[1]


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


def _family_place(words: list[str], has_comma: bool) -> tuple[int | None, bool]:
    """Which word is the surname, and whether more than its place says so."""
    last = len(words) - 1
    if has_comma:
        return last, True
    endings = [index for index, word in enumerate(words) if _PLAIN_FAMILY.match(plain_form(word))]
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
