"""Places behind prepositions: "в Озмаре", "под Тарном", "в городе Озмара", "в Тарнском районе", "на площади Свободы".

Each preposition stands with one case; the name is given in its base form. A name that no case of the
preposition fits is printed as it stands. Names of months and of bodies that speak are no places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.bases import base_adjective, base_name, base_noun, printed
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon

_ADJECTIVES = 3  # words in front of a noun for a place
_SHORT = 5  # letters of an acronym
_NO_LABEL = ("speaker_head", "predicate", "population", "total", "say")  # words in front of a colon that name no place
_NAMES = 3  # words of a name behind a noun
_QUOTED = 7  # words of a name in quotation marks, with the marks
_NUMBER = frozenset({"№", "n", "номер"})
_OPENING = frozenset('«“"„')
_CLOSING = frozenset('»”"“')


class Place(NamedTuple):
    """A place as a sentence names it; word positions half-open; the name in its base form."""

    first: int
    last: int
    name: str
    is_origin: bool = False  # "from Ozmara": of those who were driven out
    is_site: bool = False  # a common noun, as "на складе": a name beside it says more


class _Signs(NamedTuple):
    """Where the words stand that tell places apart."""

    seen: Seen
    lexicon: Lexicon
    settlements: dict[int, Mark]  # "город": left out of the name
    parts: dict[int, Mark]  # "район", "площадь": part of the name
    sites: dict[int, Mark]  # "склад", "шахта": a place without any name
    barred: frozenset[int]  # words that are no places
    is_upper: bool  # all of the sentence is in capitals


def free_places(seen: Seen, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    leads: dict[int, tuple[bool, list[str]]] = {}
    marks = [(mark, group, case) for group, case in lexicon.leads for mark in seen.cue(group)]
    inside = {at for mark, _, _ in marks for at in range(mark.first + 1, mark.last)}  # of "в районе"
    for mark, group, case in marks:
        if mark.last not in inside:
            leads.setdefault(mark.last, (group.startswith("origin"), []))[1].append(case)
    names_no_place = [mark for group in ("not_place", "function") for mark in seen.cue(group)]
    barred = {at for mark in names_no_place for at in range(mark.first, mark.last)}
    barred |= {at for mark in seen.cue("speaker_head") for at in range(mark.first, mark.last) if _is_body(seen, at)}
    signs = _Signs(
        seen, lexicon, {mark.first: mark for mark in seen.cue("place_noun")},
        {mark.first: mark for mark in seen.cue("place_kept")}, {mark.first: mark for mark in seen.cue("place_site")},
        frozenset(barred), seen.sentence.text.isupper(),
    )  # fmt: skip
    offices = {mark.last for mark in seen.cue("local_office")}
    found: list[Place] = list(_dateline(signs))
    for first in range(found[-1].last if found else 0, len(seen.words)):
        if found and first < found[-1].last:
            continue
        if first in leads:
            found.extend(_behind(signs, first, leads[first][1], is_origin=leads[first][0]))
        elif first in offices and _is_capital(signs, first) and not _is_person(signs, first):
            found.append(Place(first, first + 1, _base(signs, first, first + 1, ["genitive"]), is_site=True))
        elif first in signs.settlements and seen.words[first].text[:1].islower() and not _is_person(signs, first + 1):
            found.extend(_behind(signs, first, ["genitive"], is_origin=False))
    return tuple(_named_sites(found, seen))


def _named_sites(found: Sequence[Place], seen: Seen) -> Iterator[Place]:
    """Places, a site with the name directly behind it as one: "рынок в Квилле" is in Квилл."""
    site: Place | None = None
    for place in found:
        if site is not None and (place.is_site or place.first - site.last > 1):
            yield site
            site = None
        if place.is_site:
            site = place
            continue
        if site is not None and _is_called(seen, site):
            text, offset = seen.sentence.text, seen.sentence.start
            behind = text[seen.words[site.last].start - offset : seen.words[place.last - 1].end - offset]
            yield place._replace(first=site.first, name=f"{site.name} {behind}")
        else:
            yield place if site is None else place._replace(first=site.first)
        site = None
    if site is not None:
        yield site


def _is_called(seen: Seen, site: Place) -> bool:
    """Whether a site has a number or a name of its own: "колония № 7 под Тарном", "завод «Никто» в Тарне"."""
    return any(word.low in _OPENING or word.low in _NUMBER for word in seen.words[site.first : site.last])


def _is_body(seen: Seen, at: int) -> bool:
    return seen.words[at].text[:1].isupper()


def _dateline(signs: _Signs) -> Iterator[Place]:
    """The place in front of the day with which a dispatch begins: "ОЗМАРА, 3 марта — ..."."""
    words = signs.seen.words
    last = 0
    while last < min(len(words), _NAMES) and words[last].text[:1].isupper() and last not in signs.barred:
        last += 1
    is_alone = signs.seen.sentence.start == 0 and last == len(words) - 1 and words[last].low == "."
    if is_alone and 0 < last < _NAMES and words[0].low not in signs.lexicon.known and not signs.seen.cue("predicate"):
        yield Place(0, last, " ".join(_title(word.text) for word in words[:last]))  # "Озмара. 3 марта. Погибли ..."
    if not 0 < last < len(words) - 1 or words[last].low not in (",", ".", ":"):
        return
    if words[last].low == ":":  # an item of a table in words: "Озмара: погибло 14"
        leads = (group for group, _ in signs.lexicon.leads)
        if not any(mark.first < last for group in (*_NO_LABEL, *leads) for mark in signs.seen.cue(group)):
            yield Place(0, last, " ".join(_title(word.text) for word in words[:last]))
        return
    if any(time.start == words[last + 1].start for time in signs.seen.times):
        rest = range(last + 1, len(words))
        behind = next((at for at in rest if words[at].low in ("—", "–", "-", "/", "(", ".")), None)
        if behind is not None and behind - last < 2 * _SHORT:
            yield Place(0, last, " ".join(_title(word.text) for word in words[:last]))


def _title(text: str) -> str:
    return text.capitalize() if len(text) > _SHORT - 2 and text.isupper() else text


def _behind(signs: _Signs, first: int, cases: list[str], *, is_origin: bool) -> Iterator[Place]:
    """The places that one preposition has: "в Озмаре и Тарне"."""
    words = signs.seen.words
    position = first
    while True:
        place = _one(signs, position, cases)
        if place is None:
            return
        yield place._replace(is_origin=is_origin)
        position = place.last + 1
        joined = any(mark.first == place.last and mark.last == position for mark in signs.seen.cue("joiner"))
        if not joined or position >= len(words) or not _is_capital(signs, position):
            return


def _is_capital(signs: _Signs, at: int) -> bool:
    """Whether a word may be a name of a place."""
    if at >= len(signs.seen.words) or at in signs.barred:
        return False
    text = signs.seen.words[at].text
    if not text[:1].isupper() or len(text) == 1:
        return False
    is_acronym = text.isupper() and len(text) <= _SHORT and not signs.is_upper
    return not is_acronym or any(mark.first == at for mark in signs.seen.cue("place_short"))


def _one(signs: _Signs, first: int, cases: list[str]) -> Place | None:
    """One place behind a preposition: with a noun for a place, or a bare name."""
    words = signs.seen.words
    skipped = {mark.first for mark in signs.seen.cue("place_skip")}
    while first in skipped:  # "в одном только Квилльском уезде"
        first += 1
    noun = first
    nouns = signs.settlements.keys() | signs.parts.keys() | signs.sites.keys()
    while noun < min(len(words), first + _ADJECTIVES) and noun not in nouns:
        if noun in signs.barred or not signs.lexicon.is_adjective(words[noun].low):
            break
        noun += 1
    if noun in signs.settlements and not (noun in signs.sites and _called(signs, noun + 1) > noun + 1):
        last = signs.settlements[noun].last
        is_named = noun > first and words[first].text[:1].isupper() and not _is_capital(signs, last)
        if is_named:  # "в Нижнем городе", "в Ильмской провинции"
            return _with_noun(signs, first, noun, cases)
        named = _settlement(signs, first, last, cases)
        return named if named is not None or noun not in signs.sites else _site(signs, first, noun, cases)
    is_called = noun in signs.sites and _called(signs, noun + 1) > noun + 1
    named = _with_noun(signs, first, noun, cases) if noun in signs.parts and not is_called else None
    if named is not None:
        return named
    if noun in signs.sites:
        return _site(signs, first, noun, cases)
    return _bare(signs, _first_capital(signs, first, noun), cases)


def _first_capital(signs: _Signs, first: int, last: int) -> int:
    """The first word with a capital behind adjectives of a place: "в осаждённой Озмаре"."""
    return next((at for at in range(first, last + 1) if _is_capital(signs, at)), first)


def _site(signs: _Signs, first: int, noun: int, cases: list[str]) -> Place | None:
    """A place without a name of its own: "на складе", "в шахте № 5", "у здания таможни", "в тарнской тюрьме"."""
    seen, lexicon = signs.seen, signs.lexicon
    words = seen.words
    case = _fitting(signs, noun, cases)
    known = [base for base in lexicon.bases(words[noun].low, case) if base in lexicon.known]
    if not known and words[noun].low not in lexicon.known:
        return None
    base = known[0] if known else words[noun].low
    front = [
        printed(words[at].text, base_adjective(words[at].low, case, base, lexicon) or words[at].low, words[at].low)
        for at in range(first, noun)
    ]
    last = _site_end(signs, noun)
    is_plain = last == noun + 1 and not front
    if is_plain and any(mark.first == noun for mark in seen.cue("site_named")):
        return None  # "в больнице": of which nobody can say which
    text, offset = seen.sentence.text, seen.sentence.start
    behind = text[words[noun].end - offset : words[last - 1].end - offset].split()
    return Place(
        first, last, " ".join([*front, printed(words[noun].text, base, words[noun].low), *behind]), False, True
    )


def _site_end(signs: _Signs, noun: int) -> int:
    """Where the words end that say which of its kind a place is: its number, whose it is, a name in the genitive."""
    words = signs.seen.words
    last = noun + 1
    if last < len(words) and words[last].low.isdigit() and any(m.first == noun for m in signs.seen.cue("site_number")):
        return last + 1  # "на высоте 204"
    owner = last
    while owner < min(len(words), last + _ADJECTIVES) and signs.lexicon.is_adjective(words[owner].low):
        owner += 1
    is_owned = any(mark.first == noun for mark in signs.seen.cue("site_of"))
    is_noun = owner < len(words) and words[owner].low.isalpha() and owner not in signs.barred
    if is_owned and is_noun and not any(mark.first == owner for mark in signs.seen.predicates):
        return _called(signs, owner + 1)
    called = _called(signs, last)
    if called > last:
        return called
    if last < len(words) and words[last].text[:1].isupper() and any(letter.isdigit() for letter in words[last].text):
        return last + 1  # "на трассе М-9"
    if (
        last + 1 < len(words)
        and any(m.first == last for m in signs.seen.cue("site_link"))
        and _is_capital(signs, last + 1)
    ):
        return last + 2  # "на мосту через Ильм"
    while last < min(len(words), noun + 1 + _NAMES) and _is_capital(signs, last):
        last += 1
    return last


def _is_person(signs: _Signs, first: int) -> bool:
    """Whether two names behind an office are those of its holder: "староста Ефим Никто"."""
    is_pair = _is_capital(signs, first) and _is_capital(signs, first + 1) and not _is_capital(signs, first + 2)
    return is_pair and not signs.lexicon.is_adjective(signs.seen.words[first].low)


def _called(signs: _Signs, at: int) -> int:
    """Where the number or the quoted name of a place ends that begins at a word: "№ 5", "«Глубокая»"."""
    words = signs.seen.words
    if at + 1 < len(words) and words[at].low in _NUMBER and words[at + 1].low.isdigit():
        return at + 2
    if at >= len(words) or words[at].low not in _OPENING:
        return at
    return next((i + 1 for i in range(at + 2, min(len(words), at + _QUOTED)) if words[i].low in _CLOSING), at)


def _settlement(signs: _Signs, first: int, position: int, cases: list[str]) -> Place | None:
    """The name behind "город", which may or may not stand in the case of the noun."""
    words = signs.seen.words
    if position < len(words) and words[position].low == "." and position + 1 < len(words):
        position += 1  # "г. Озмара"
    if position in signs.parts and not _is_capital(signs, position):
        return None
    last = position
    while last < min(len(words), position + _NAMES) and _is_capital(signs, last):
        if last > position and signs.lexicon.is_adjective(words[last].low):
            break  # "в селе Пресково Лидонского района"
        last += 1
    is_adjective = last > position and last in signs.parts and signs.lexicon.is_adjective(words[last - 1].low)
    if last == position or is_adjective:  # "в лагерях Ильмского бассейна"
        return None
    return Place(first, last, _base(signs, position, last, cases))


def _with_noun(signs: _Signs, first: int, noun: int, cases: list[str]) -> Place | None:
    """A noun that is part of a place's name, with adjectives in front or names behind."""
    seen, lexicon = signs.seen, signs.lexicon
    words = seen.words
    case = _fitting(signs, noun, cases)
    base = base_noun(words[noun], case, lexicon, seen.names)
    begin = next((at for at in range(first, noun) if words[at].text[:1].isupper()), noun)
    last = noun + 1
    if last < len(words) and words[last].low == "." and last + 1 < len(words):
        last += 1
    if begin == noun:
        while last < min(len(words), noun + 1 + _NAMES) and _is_capital(signs, last):
            last += 1
        if last == noun + 1:
            return None
    front = [
        printed(words[at].text, base_adjective(words[at].low, case, base, lexicon) or words[at].low, words[at].low)
        for at in range(begin, noun)
    ]
    behind = [_agreeing(signs, at, case, base) for at in range(noun + 1, last)]
    return Place(first, last, " ".join([*front, printed(words[noun].text, base, words[noun].low), *behind]))


def _agreeing(signs: _Signs, at: int, case: str, noun: str) -> str:
    """A word behind a noun for a place: an adjective agrees with it ("на улице Ламповой"), a name does not."""
    word = signs.seen.words[at]
    adjective = (
        base_adjective(word.low, case, noun, signs.lexicon)
        if at + 1 == len(signs.seen.words) or not _is_capital(signs, at + 1)
        else None
    )
    return word.text if adjective is None else printed(word.text, adjective, word.low)


def _bare(signs: _Signs, first: int, cases: list[str]) -> Place | None:
    """A name without a noun: one word with the adjectives in front of it."""
    words = signs.seen.words
    lexicon = signs.lexicon
    last = first
    while last < min(len(words), first + _NAMES) and _is_capital(signs, last):
        last += 1
        low = words[last - 1].low
        is_open = any(lexicon.bases(low, case, is_adjective=True) for case in cases) and low not in lexicon.known
        if not is_open:
            break
    if last == first:
        return None
    is_person = last < len(words) and _is_capital(signs, last) and "prepositional" not in cases and last == first + 1
    return None if is_person else Place(first, last, _base(signs, first, last, cases))


def _base(signs: _Signs, first: int, last: int, cases: list[str]) -> str:
    """A name in its base form; in capitals only where it is an acronym."""
    words = signs.seen.words[first:last]
    case = _fitting(signs, last - 1, cases)
    return " ".join(map(_title, base_name(words, case, signs.lexicon, signs.seen.names)))


def _fitting(signs: _Signs, at: int, cases: list[str]) -> str:
    """The case of the preposition in which a word stands; "в" has two."""
    low = signs.seen.words[at].low
    known = signs.lexicon.known
    for case in cases:
        if any(base in known for base in signs.lexicon.bases(low, case)):
            return case
    return next((case for case in cases if signs.lexicon.bases(low, case)), cases[0])
