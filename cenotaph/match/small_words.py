"""The small words of names: titles, articles, words that make one name with the next, "son of", "Abu".

What stands here turns printed words into words of names; which of them is the surname `parts` tells.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from msgspec import Struct

from cenotaph.match.endings import armenian_genitive, father_name, genitive_stem, is_patronymic
from cenotaph.match.forms import is_listed, languages_listing
from cenotaph.match.letters import name_words, plain_form
from cenotaph.match.sounds import CUT, Word, read_word
from cenotaph.script import script_of


class SmallWords(Struct, frozen=True):
    """The small words of all languages, in plain letters."""

    titles: frozenset[str]
    longest_title: int  # words
    title_starts: frozenset[str]
    title_ends: frozenset[str]
    name_titles: frozenset[str]
    foreign_names: dict[str, tuple[frozenset[str], frozenset[str]]]  # titles -> whose, and whose given names they are
    behind: frozenset[str]
    parents: frozenset[str]
    given_kunyas: frozenset[str]
    birth: frozenset[str]
    aliases: frozenset[str]
    joins_behind: dict[str, str]
    after: frozenset[str]
    before: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    joins_read: dict[str, str]
    whole_joins: frozenset[str]
    first_articles: frozenset[str]
    generations: dict[str, int]
    every: frozenset[str]  # all of them, of those of several words the first


def plain_words(text: str) -> str:
    """The words of a phrase in plain letters, one blank between them."""
    return " ".join(map(plain_form, _NUMBER.sub(" ", text).split()))


@functools.cache
def small_words() -> SmallWords:
    """The small words of all languages."""

    def every(field: str) -> frozenset[str]:
        return frozenset(plain_words(word) for words in name_words().values() for word in getattr(words, field))

    def told(field: str) -> dict[str, Any]:
        return {
            plain_form(word): what for words in name_words().values() for word, what in getattr(words, field).items()
        }

    # with the article a word is a title: السيد is Mr., Sayed a name
    bare = frozenset(title for title in every("titles") if not title.startswith("ال"))
    given = frozenset(title for title in bare if is_listed(read_word(title)))  # Hakim, İmam, Şahid
    name_titles = every("name_titles") | given
    titles = every("titles") - name_titles
    fields = (
        "titles", "title_starts", "name_titles", "titles_behind", "parents", "birth_names", "aliases",
        "father_after", "father_before", "articles", "joins", "joins_behind",
    )  # fmt: skip
    return SmallWords(
        titles=titles,
        longest_title=max(title.count(" ") for title in titles) + 1,
        title_starts=every("title_starts"),
        title_ends=every("title_ends"),
        name_titles=name_titles,
        foreign_names=_foreign_names(given),
        behind=every("titles_behind"),
        parents=every("parents"),
        given_kunyas=every("given_kunyas"),
        birth=every("birth_names"),
        aliases=every("aliases"),
        joins_behind=told("joins_behind"),
        after=every("father_after"),
        before=every("father_before"),
        female=every("female_words"),
        male=every("male_words"),
        articles=every("articles") - {""},
        joins=every("joins"),
        joins_read=told("joins_read"),
        whole_joins=every("whole_joins"),
        first_articles=every("first_articles"),
        generations=told("generations"),
        every=frozenset(phrase.partition(" ")[0] for field in fields for phrase in every(field)),
    )


def _foreign_names(titles: frozenset[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Titles of languages that letters show, which languages of another script have as given names: Bayan, بيان."""
    words, found = name_words(), {}
    for title in titles:
        own = frozenset(
            code for code, one in words.items() if title in map(plain_words, (*one.titles, *one.name_titles))
        )
        scripts = {words[code].script for code in own}
        others = frozenset(
            code for code in languages_listing(read_word(title)) if code in words and words[code].script not in scripts
        )
        if others and all(words[code].marks for code in own):
            found[title] = own, others
    return found


_SPLIT = re.compile(r"[\s\-‐‑–/.·،]+")
_MARKS = re.compile("['’ʼʿʾ`]")
_CUT = re.compile(r"(?<![^\W])[^\W\d_]{2,5}\.(?=\s*[^\W\d_]{2})|(?<!\w)[^\W\d_]{2,4}\.$")
_LIKE_L = re.compile("(?<=[A-Za-z])1(?=[a-z])")  # as readers of print take l for it
_NUMBER = re.compile(r"(?<!\w)\d+(?:st|nd|rd|th|[-‐–]?(?:й|я|го|ой|ый|ий))?(?!\w)")
_SHORTENED = re.compile(r"(?<!\w)\w{1,2}(?:[-/]\w{1,3})+(?!\w)")
"""Words that nothing but their first and last letters are left of: к-н, г-жа, L/Cpl."""
_TIED = re.compile("ة$")  # spoken as t where another word follows: هبة الله


def particles_of(pieces: list[str], surname: str, small: SmallWords) -> str:
    """The particles in front of a surname, written as one: "de la"."""
    plain = [plain_form(piece) for piece in pieces]
    name = plain_form(surname)
    if name not in plain:
        return ""
    end = start = plain.index(name)
    while start > 0 and plain[start - 1] in small.articles:
        start -= 1
    return "".join(plain[start:end])


def birth_name(text: str, small: SmallWords) -> tuple[str, list[str]]:
    """A name without "née X" behind it, and X."""
    words = text.split()
    for index in range(2, len(words) - 1):
        for size in (2, 1):
            if plain_words(" ".join(words[index : index + size])) in small.birth and index + size < len(words):
                return " ".join(words[:index]), words[index + size : index + size + 1]
    return text, []


def also_called(text: str, small: SmallWords) -> tuple[str, list[str]]:
    """A name without "alias X" behind it, and X."""
    words = text.split()
    for index in range(1, len(words) - 1):
        if plain_form(words[index]) in small.aliases:
            return " ".join(words[:index]), [" ".join(words[index + 1 :])]
    return text, []


def names_aside(remarks: list[str], small: SmallWords) -> list[str]:
    """Surnames in brackets: "(née Orlova)", "(Orlova)"."""
    found = []
    for remark in remarks:
        pieces = pieces_of(remark)
        for size in range(min(2, len(pieces) - 1), 0, -1):
            if " ".join(map(plain_form, pieces[:size])) in small.birth:
                pieces = pieces[size:]
                break
        if len(pieces) == 1 and len(plain_form(pieces[0])) > 2:
            found.append(pieces[0])
    return found


def is_kunya(text: str, small: SmallWords) -> bool:
    """Whether a text is "father of X" or "mother of X" and no more."""
    pieces = pieces_of(text)
    return len(pieces) > 1 and plain_form(pieces[0]) in small.parents and len(words_of(pieces, small)) == 1


def kunya_aside(remark: str, small: SmallWords) -> list[str]:
    """The name behind "Abu" in brackets: "(Abu Hasan)"."""
    return words_of(pieces_of(remark), small) if is_kunya(remark, small) else []


_LATIN_LOOKS = str.maketrans("ABCEHIKMOPTXaceiopxy", "АВСЕНІКМОРТХасеіорху")
_CYRILLIC_LOOKS = {other: one for one, other in _LATIN_LOOKS.items()}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")


def is_mixed(text: str) -> bool:
    """Whether a text has Latin and Cyrillic letters."""
    return not text.isascii() and _CYRILLIC.search(text) is not None and _LATIN.search(text) is not None


def _unmixed(piece: str) -> str:
    """A word in one alphabet, where some of its letters were typed in the other that look the same."""
    if not is_mixed(piece):
        return piece
    for looks, others in ((_LATIN_LOOKS, _LATIN), (_CYRILLIC_LOOKS, _CYRILLIC)):
        if not others.search(changed := piece.translate(looks)):
            return changed
    return piece


def pieces_of(text: str) -> list[str]:
    """The words of a name as they stand, a lone Arabic letter with the word before, from which it was split."""
    bare = _CUT.sub(lambda cut: cut[0][:-1] + CUT, _NUMBER.sub(" ", _LIKE_L.sub("l", _MARKS.sub("", text))))
    bare = _SHORTENED.sub(
        lambda short: short[0] if plain_form(short[0]) not in small_words().titles else plain_form(short[0]), bare
    )
    found: list[str] = []
    for piece in map(_unmixed, _SPLIT.split(bare)):
        plain = plain_form(piece)
        if found and len(plain) == 1 and script_of(plain) == "Arab" and len(plain_form(found[-1])) > 1:
            found[-1] += piece
        elif plain:
            found.append(piece)
    return found


def without_titles(pieces: list[str], small: SmallWords, least: int) -> tuple[list[str], str | None]:
    """A name without the titles in front of it and behind it, and the last one that could also be a name.

    Such a title is left out only while `least` words remain, and never where it is the name of the father that
    follows: "Hacı Vaqif Ozmarov" is Vaqif, "Hacı Ozmarov" and "Hacı Vaqif oğlu Ozmarov" are Hacı.
    """
    plain = [plain_form(piece) for piece in pieces]
    start, end, title = 0, len(pieces), None
    while end - start > 1:
        size = _title_size(plain[start:end], small)
        if size:
            start += size
        elif (
            plain[start] in small.name_titles
            and end - start > least
            and not _has_father(plain[start + 1 : end], small)
            and not _is_foreign(plain[start], pieces[start + 1], small)
        ):
            title, start = pieces[start], start + 1
        else:
            break
    while end - start > 1 and plain[end - 1] in (small.generations if end - start < 3 else small.behind):
        end -= 1
    if end - start > 2 and plain[start + 1] in small.behind:  # "Ahmet Bey Ozmarov"
        return [pieces[start], *pieces[start + 2 : end]], title
    return pieces[start:end], title


def sex_of_titles(pieces: list[str], kept: list[str], small: SmallWords) -> str | None:
    """The sex that the titles left out of a name tell: Mrs, السيدة, bey."""
    left_out = {plain_form(piece) for piece in pieces}.difference(map(plain_form, kept))
    if not left_out.isdisjoint(small.female):
        return "f"
    return None if left_out.isdisjoint(small.male) else "m"


def _is_foreign(title: str, following: str, small: SmallWords) -> bool:
    """Whether a title is a given name by the one behind it, which is of a language that has both: Bayan Khalil."""
    if title not in small.foreign_names:
        return False
    own, others = small.foreign_names[title]
    listing = languages_listing(read_word(following))
    return own.isdisjoint(listing) and not others.isdisjoint(listing)


def _title_size(plain: list[str], small: SmallWords) -> int:
    """Of how many words the title is that a name begins with, and that leaves one: "гвардии сержант милиции"."""
    last = len(plain) - 1
    first = next((at for at in range(last) if plain[at] not in small.title_starts), last)
    for at in range(first, -1, -1):  # what belongs to a title may be one: генерал, генерал-майор
        size = next((n for n in range(min(small.longest_title, last - at), 0, -1)
                     if " ".join(plain[at : at + n]) in small.titles), 0)  # fmt: skip
        if size:
            end = at + size
            return next((n for n in range(end, last) if plain[n] not in small.title_ends), last)
    return 0


def are_titles(text: str, small: SmallWords) -> bool:
    """Whether a text is nothing but titles: "Jr.", "M. D.", "капитан милиции"."""
    if all(plain_form(word) in small.behind for word in text.split()):
        return True
    plain = [plain_form(piece) for piece in pieces_of(text)]
    return _title_size([*plain, ""], small) == len(plain)


def _has_father(plain: list[str], small: SmallWords) -> bool:
    """Whether words begin with a father's name, or are that and a surname, so that the given name stands before."""
    return len(plain) > 1 and (plain[1] in small.after or (len(plain) < 3 and is_patronymic(plain[0])))


def words_of(pieces: list[str], small: SmallWords) -> list[str]:
    """The words of a name without articles; "Abd" and "Abu" joined with the next, "al-Din" with the one before."""
    joined: list[str] = []
    pending = ""
    for index, piece in enumerate(pieces):
        plain = plain_form(piece)
        is_whole = plain in small.whole_joins and index > 0 and plain_form(pieces[index - 1]) in small.articles
        if plain in small.joins and index + 1 < len(pieces) and not is_whole:
            pending += "abd'" if plain.startswith("abd") else small.joins_read.get(plain, piece)
        elif plain in small.articles and index + 1 < len(pieces) and (index > 0 or len(pieces) > 2):
            pending += plain if not index and plain in small.first_articles else ""
        elif plain in small.joins_behind and joined and not pending and script_of(joined[-1]) == script_of(piece):
            joined[-1] = _TIED.sub("ت", joined[-1]) + small.joins_behind[plain]
        else:
            joined.append(pending + (piece.removeprefix("ال") if pending and len(piece) > 4 else piece))
            pending = ""
    return joined


def takes_kunya(pieces: list[str], words: list[str], small: SmallWords) -> bool:
    """Whether a name begins with "father of X" and a given name and another remain; Abu Bakr is a given name."""
    if len(words) < 3 or plain_form(words[0]) in small.given_kunyas:
        return False
    first = plain_form(pieces[0])
    return first in small.parents or (first.startswith("ابو") and len(first) > 5)


def take_father(words: list[str], small: SmallWords, language: str | None) -> tuple[Word | None, list[str], str | None]:
    """The father's name where a word says so, the other words, and the sex that word shows."""
    for index, word in enumerate(words):
        plain = plain_form(word)
        if plain in small.after and index > 0:
            sex = "f" if plain in small.female else "m"
            father = genitive_stem(words[index - 1]) or words[index - 1]
            return read_word(father, language), words[: index - 1] + words[index + 1 :], sex
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
        stem = father_name(word)
        if stem and len(words) > 2:
            sex = "f" if plain_form(word).endswith(("na", "на")) else "m"
            return read_word(stem, language), words[:index] + words[index + 1 :], sex
    for index, word in enumerate(words[1:-1], 1):
        stem = genitive_stem(word) or armenian_genitive(word, words[-1])
        if stem:
            return read_word(stem, language), words[:index] + words[index + 1 :], None
    return None, words, None


def ends_with_father(text: str, count: int, small: SmallWords) -> bool:
    """Whether the father's name comes last, as in "Ozmarov Vaqif Şamil oğlu": then the surname comes first."""
    words = words_of(pieces_of(text), small)
    return count > 2 and (plain_form(words[-1]) in small.after or is_patronymic(words[-1]))


def generation_of(text: str, small: SmallWords) -> int | None:
    """Which bearer of one name in a family a name says its bearer is: 1 for Sr., 2 for Jr. and II, 3 for III.

    A word in front of a title belongs to that: "гвардии ст. лейтенант" is no elder of a name.
    """
    words = [plain_form(word) for word in text.replace(",", " ").split()]
    told = [one for one, behind in zip(words[1:], (*words[2:], ""), strict=False) if behind not in small.titles]
    return next((small.generations[word] for word in reversed(told) if word in small.generations), None)
