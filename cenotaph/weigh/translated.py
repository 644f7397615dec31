"""Texts of several languages that repeat each other: the same numbers and names in the same order.

Whoever translates keeps the order of a text; who reports on the same event with the same figures does not. So equal
figures alone are no sign, and a text with few numbers is left undecided.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import Repeat, day
from cenotaph.weigh.sentences import prose

FEWEST_NUMBERS = 5
"""Numbers in the same order that both texts must print; fewer coincide by chance among reports of one event."""

FEWEST_FACTS = 8
"""Numbers and names in the same order; of texts a day apart at most, the numbers alone are enough."""

NUMBERS_KEPT = 0.75
"""Share of the shorter text's numbers that stand in the other in the same order."""

ORDER_KEPT = 0.65
"""Share of the numbers and names that both print that stand in the same order in both."""

DENSE = 0.5
"""Share of the numbers, from the first that both print to the last, that must stand in the other in the same order.
A long list of numbered lines holds nearly any numbers in order; so it must hold them close together."""

OFTEN = 20
"""Times that a text may print a fact for its places to be compared; what stands everywhere tells nothing of order."""

SHARED_PAIRS = 2
"""Pairs of neighbouring numbers that two texts must share to be compared at all."""

EVIDENCE = 8
"""Facts that the reason lists."""

_LEAST_NAME = 3  # consonants, below which too many words sound alike
_FACT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)|\d+)|[^\W\d_a-zа-я][^\W\d_]{3,}")
_CLASSES = {
    **dict.fromkeys("bpvfw", "p"),
    **dict.fromkeys("td", "t"),
    **dict.fromkeys("kgqxh", "k"),
    **dict.fromkeys("szSZCJcj", "s"),
    **dict.fromkeys("mn", "n"),
    "l": "l",
    "r": "r",
}


class Letters(Struct, frozen=True):
    """The part of `lang/<code>/names.toml` that says how letters sound."""

    script: str
    letters: dict[str, tuple[str, ...]]


class Fact(Struct, frozen=True):
    """A number or a name of a text, comparable across languages."""

    key: str  # the number's digits; "=" and the consonant classes of a name's beginning
    printed: str

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.key[0] != "="


def translated_repeats(texts: Sequence[Text], known: Mapping[str, Source]) -> Iterator[Repeat]:
    """Pairs of texts in two languages of which one is likely the other's translation, in a stable order.

    Args:
        texts: in any order; those without a language are left out.
        known: sources by id.

    Limits: a text with fewer than five numbers in digits is not recognised; neither is one that the translator
        put into another order.
    """
    ordered = [text for text in sorted(texts, key=lambda text: text.source) if text.language]
    if len({_code(text) for text in ordered}) < 2:
        return
    facts = [_facts(text) for text in ordered]
    days = [day(Source(text.source, "read", published=_published(text, known))) for text in ordered]
    for first, second in _candidates(ordered, facts):
        a, b = ordered[first], ordered[second]
        same = _same_order(facts[first], facts[second])
        is_near = _is_near(days[first], days[second])
        if _is_translation(same, facts[first], facts[second], FEWEST_NUMBERS if is_near else FEWEST_FACTS):
            told = ", ".join(f"“{facts[first][at].printed}”" for at, _ in same[:EVIDENCE])
            reason = f"in {a.language} and {b.language} the same numbers and names stand in the same order: {told}"
            yield Repeat(a.source, b.source, "translation", reason)


def _published(text: Text, known: Mapping[str, Source]) -> str | None:
    source = known.get(text.source)
    return (source.published if source else None) or text.published


def _is_near(first: int | None, second: int | None) -> bool:
    """Whether two known days are one day apart at most."""
    return first is not None and second is not None and abs(first - second) <= 1


def _candidates(texts: Sequence[Text], facts: Sequence[Sequence[Fact]]) -> list[tuple[int, int]]:
    """Pairs of texts, by number, in two languages that print two numbers one behind the other, or one apart.

    Of the texts that share such numbers only neighbours are paired, two places to each side and the first of each
    other language, so that the cost stays linear.
    """
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, of_text in enumerate(facts):
        printed = [fact.key for fact in of_text if fact.is_number]
        for key in dict.fromkeys(itertools.chain(itertools.pairwise(printed), zip(printed, printed[2:], strict=False))):
            holders[key].append(number)
    codes = [_code(text) for text in texts]
    pairs: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        firsts: dict[str, int] = {}
        for at, number in enumerate(numbers if len({codes[n] for n in numbers}) > 1 else ()):
            near = [*numbers[max(0, at - 2) : at], *firsts.values()]
            pairs.update({(other, number) for other in near if codes[other] != codes[number]})
            firsts.setdefault(codes[number], number)
    return sorted(pair for pair, shared in pairs.items() if shared >= SHARED_PAIRS)


def _code(text: Text) -> str:
    return (text.language or "").partition("-")[0].lower()


def _is_translation(
    same: Sequence[tuple[int, int]], first: Sequence[Fact], second: Sequence[Fact], fewest_facts: int
) -> bool:
    both = {fact.key for fact in first} & {fact.key for fact in second}
    shared = min(sum(fact.key in both for fact in facts) for facts in (first, second))
    if len(same) < max(fewest_facts, ORDER_KEPT * shared):
        return False
    # Within a clause languages order names and numbers as they like; the numbers among themselves keep their order.
    a, b = ([fact for fact in facts if fact.is_number] for facts in (first, second))
    kept = _same_order(a, b)
    if len(kept) < max(FEWEST_NUMBERS, NUMBERS_KEPT * min(len(a), len(b))):
        return False
    return all(len(kept) >= DENSE * (last - begin + 1) for begin, last in zip(kept[0], kept[-1], strict=True))


def _same_order(first: Sequence[Fact], second: Sequence[Fact]) -> list[tuple[int, int]]:
    """Places in both of the longest list of facts that stand in the same order in both.

    Source: Hunt and Szymanski (1977), A fast algorithm for computing longest common subsequences,
        DOI 10.1145/359581.359603: cheap where few facts are printed twice.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(second) - 1, -1, -1):
        places[second[at].key].append(at)
    ends: list[int] = []  # the last place in `second` of the best list of each length
    chains: list[tuple[tuple[int, int], object]] = []  # its places in both, and the chain before it
    for at, fact in enumerate(first):
        held = places.get(fact.key, ())
        for place in held if len(held) <= OFTEN else ():
            length = bisect_left(ends, place)
            chain = ((at, place), chains[length - 1] if length else None)
            ends[length : length + 1] = [place]
            chains[length : length + 1] = [chain]
    found: list[tuple[int, int]] = []
    link: object = chains[-1] if chains else None
    while isinstance(link, tuple):
        found.append(link[0])
        link = link[1]
    return found[::-1]


def _facts(text: Text) -> list[Fact]:
    """Numbers in digits and capitalised words of a text's prose, in order."""
    found = []
    code = _code(text)
    for start, end in prose(text):
        for match in _FACT.finditer(text.text, start, end):
            printed = match.group()
            if match[1]:
                found.append(Fact(re.sub(r"\D", "", printed).lstrip("0") or "0", printed))
            elif printed[0].isupper():
                sounds = _sounds(printed, code)
                if len(sounds) >= _LEAST_NAME:
                    found.append(Fact("=" + sounds[:_LEAST_NAME], printed))
    return found


@functools.lru_cache(maxsize=1 << 16)
def _sounds(word: str, language: str) -> str:
    """The consonant classes of a word, doubled ones once: names keep them in every script and case ending.

    >>> _sounds("Вексия", "ru"), _sounds("Veksiya", "tr"), _sounds("Ozmara", "en"), _sounds("Озмаре", "ru")
    ('pks', 'pks', 'snr', 'snr')
    """
    table, longest = _letters(language)
    low = unicodedata.normalize("NFC", word.replace("İ", "i").lower())
    said, at = [], 0
    while at < len(low):
        piece = next((low[at : at + n] for n in range(longest, 0, -1) if low[at : at + n] in table), None)
        said.append(table[piece] if piece else unicodedata.normalize("NFD", low[at])[0])
        at += len(piece or low[at])
    classes = "".join(_CLASSES.get(sound, "") for sound in "".join(said))
    return re.sub(r"(.)\1+", r"\1", classes)


@functools.cache
def _letters(language: str) -> tuple[dict[str, str], int]:
    """The usual sound of each group of letters of a language, and the length of the longest group."""
    if language not in languages("names"):
        return {}, 1
    letters = load(language, "names", Letters).letters
    table = {group: sounds[0] for group, sounds in letters.items() if not set("^$") & set(group)}
    return table, max(map(len, table), default=1)
