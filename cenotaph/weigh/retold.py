"""Texts that tell the same in other words or in another language: cut, edited, translated.

Numbers and names prove nothing: every reporter of an event writes them down. But who retells a text keeps its words,
or their meaning, sentence by sentence, and another reporter does not. So the words of the shorter text are looked for
in the sentences of the longer one, rare words counting more; the fewer they are, the more of them must be found.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import structs

from cenotaph.disjoint import DisjointSets
from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import Repeat, day, in_time, site_of
from cenotaph.weigh.runs import neighbours
from cenotaph.weigh.signs import Sign, is_universal, language_of
from cenotaph.weigh.translated import in_one_order

FOUND = 0.47
"""Share of the shorter text's words, by weight, above which it is retold; more for short ones."""

FOUND_IN_TWO = 0.42
"""The same across languages, where no list holds every way to say a thing."""

FOUND_BESIDE_FACTS = 0.28
"""The same where many more words than numbers and names are found: what reporters of one event share by chance are its
figures and the words that go with them."""

WORDS_PER_FACT = 1.5
"""Words found for each number and name found, from which there are many more."""

CHANCE = 0.67
"""Share of what is found that a second place of the other text may hold as well; texts of few words that come again and
again are alike everywhere."""

SHORT = 1.5
"""Added to that share, divided by the number of words found: of ten words six tenths must be found."""

ALIKE = 0.4
"""Share of a sentence's signs that must stand in the other sentence for any of them to count."""

FEWEST_WORDS = 7
"""Words that must be found: a headline of one clause fits any report of its event. What nearly every text holds counts
for less than a word."""

FACTS_KEPT = 0.3
"""Share of the shorter text's numbers and names that must be found as well: alike events are told in alike words."""

FEWEST_FACTS = 2
"""Numbers and names that must be found across languages, where words stand only for their meaning, and for the lowest
share."""

LEAST_TEXTS = 50
"""Texts from which it is learned which words are rare; of fewer all words count nearly alike."""

PASSAGE = 40
"""Sentences that are compared at a time: in a whole book nearly any sentence is found."""

RAREST = 6
"""Signs of each sentence by which texts are paired to be compared, two by two."""

FEWEST_PAIRS = 3
"""Such pairs that two texts must share to be compared: three rare signs of one sentence, or two of each of three."""

REACH = 4
"""Holders of two such signs, in the order of time, that a text is paired with to each side."""

EVIDENCE = 12
"""Words, numbers and names that the reason lists."""

NEVER = -1
"""In place of a sign that no other passage holds."""

Numbers = npt.NDArray[np.int64]


class Passage(NamedTuple):
    """Neighbouring sentences of one text."""

    sentences: Sequence[Sequence[Sign]]
    keys: frozenset[str]  # of all its signs
    words: Mapping[tuple[str, ...], float]  # each word once, and how much it weighs


def retold_repeats(
    texts: Sequence[Text],
    told: Mapping[str, Sequence[Sequence[Sign]]],
    known: Mapping[str, Source],
    joined: DisjointSets[str],
) -> list[Repeat]:
    """Pairs of texts of which one likely retells the other, in a stable order.

    Args:
        texts: in any order.
        told: the signs of each sentence of each text, by source.
        known: sources by id.
        joined: what hangs together for other reasons and is not compared again; what is found is added.

    Limits: a headline is not found, nor a text of a few lines most of which stands in quotation marks. Translations
        from or into a language whose words are not listed by meaning are found by numbers and names alone.
    """
    dated = {text.source: _dated(text, known) for text in texts}
    ordered = in_time(texts, dated)
    codes = [language_of(text) for text in ordered]
    passages = Passages([told[text.source] for text in ordered])
    found = []
    for first, second in passages.candidates(in_several=len(set(codes)) > 1):
        (at, one), (beside, other) = passages.of(first), passages.of(second)
        a, b = ordered[at].source, ordered[beside].source
        if joined.find(a) == joined.find(b):
            continue
        in_two = codes[at] != codes[beside]
        site = site_of(known.get(a))
        is_one_site = site != "" and site == site_of(known.get(b))
        again = _retold(one, other, in_two=in_two, is_one_site=is_one_site)
        reason = "the shorter text tells sentence by sentence what the other tells"
        if in_two and not again:
            is_near = _is_near(dated[a], dated[b])
            again = in_one_order(_printed_facts(one), _printed_facts(other), is_near=is_near)
            reason = "the same numbers and names stand in the same order"
        if again:
            joined.join(a, b)
            where = f"in {codes[at]} and {codes[beside]}" if in_two else "in other words"
            listed = ", ".join(f"“{word}”" for word in again[:EVIDENCE])
            found.append(Repeat(a, b, "translation" if in_two else "retold", f"{where} {reason}: {listed}"))
    return found


def _dated(text: Text, known: Mapping[str, Source]) -> Source:
    """A text's source with the date that the text itself gives where nobody noted another."""
    source = known.get(text.source) or Source(text.source, "read")
    return source if source.published else structs.replace(source, published=text.published)


def _is_near(first: Source, second: Source) -> bool:
    """Whether two sources came out on known days, one day apart at most."""
    a, b = day(first), day(second)
    return a is not None and b is not None and abs(a - b) <= 1


def _printed_facts(passage: Passage) -> list[Sign]:
    """Names and numbers in digits, in order; number words are too often small and few."""
    told = itertools.chain.from_iterable(passage.sentences)
    return [s for s in told if s.kind == "name" or (s.kind == "number" and s.printed[0].isdecimal())]


class Passages:
    """The texts in passages, a long one in several that overlap by half, and how many hold each key.

    What is compared of a passage is put together only where it is compared: most never are.

    Args:
        told: the signs of each sentence of each text.
    """

    def __init__(self, told: Sequence[Sequence[Sequence[Sign]]]) -> None:
        self._sentences = list(itertools.chain.from_iterable(told))
        self._numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        numbers = [[self._numbers[key] for sign in sentence for key in sign.keys] for sentence in self._sentences]
        self._ends = np.cumsum([0, *map(len, numbers)])  # of each sentence's keys
        self._keys = np.fromiter(itertools.chain.from_iterable(numbers), dtype=np.int64, count=self._ends[-1])
        self._parts: list[tuple[int, int, int]] = []  # number of the text, first sentence, behind the last
        begin = 0
        for text, sentences in enumerate(told):
            for at in range(0, max(1, len(sentences) - PASSAGE // 2), PASSAGE // 2):
                self._parts.append((text, begin + at, begin + min(at + PASSAGE, len(sentences))))
            begin += len(sentences)
        once = [np.unique(self._keys[self._ends[first] : self._ends[last]]) for _, first, last in self._parts]
        self._made: dict[int, Passage] = {}
        self._held = np.bincount(np.concatenate([*once, self._keys[:0]]), minlength=len(self._numbers))

    def of(self, number: int) -> tuple[int, Passage]:
        """The number of a passage's text, and the passage."""
        if number not in self._made:
            self._made[number] = self._passage(number)
        return self._parts[number][0], self._made[number]

    def _passage(self, number: int) -> Passage:
        _, first, last = self._parts[number]
        sentences = self._sentences[first:last]
        told = list(itertools.chain.from_iterable(sentences))
        words = dict.fromkeys([sign.keys for sign in told if sign.kind == "word"])
        keys = frozenset(itertools.chain.from_iterable([sign.keys for sign in told]))
        return Passage(sentences, keys, {word: max(map(self._weight, word)) for word in words})

    def _weight(self, key: str) -> float:
        return math.log((max(LEAST_TEXTS, len(self._parts)) + 1) / int(self._held[self._numbers[key]]))

    def candidates(self, *, in_several: bool) -> Iterator[tuple[int, int]]:
        """Pairs of passages of two texts with sentences that share rare signs, two by two, by number.

        Of the passages that share such signs only neighbours in time are paired, so that the cost stays linear.

        Args:
            in_several: whether there are texts in several languages.
        """
        ranks = self._ranks()
        pairs = self._pairs(ranks)
        if in_several:
            universal = np.fromiter((is_universal((key,)) for key in self._numbers), dtype=bool, count=len(ranks))
            pairs = np.concatenate([pairs, self._pairs(np.where(universal, ranks, NEVER))], axis=1)
        counts = [last - first for _, first, last in self._parts]
        owners = np.repeat(np.arange(len(counts)), counts)
        rows = np.concatenate([*(np.arange(first, last) for _, first, last in self._parts), np.arange(0)])
        flat, owners = pairs[rows].ravel(), np.repeat(owners, pairs.shape[1])
        order = np.lexsort((owners, flat))
        flat, owners = flat[order], owners[order]
        kept = flat != NEVER
        kept[1:] &= (flat[1:] != flat[:-1]) | (owners[1:] != owners[:-1])
        for first, second in sorted(neighbours(flat[kept], owners[kept], reach=REACH, fewest=FEWEST_PAIRS)):
            if self._parts[first][0] != self._parts[second][0]:
                yield first, second

    def _ranks(self) -> Numbers:
        """The place of each key among those that several passages hold, the rarest first."""
        keys = list(self._numbers)
        shared = np.array(sorted(np.flatnonzero(self._held > 1).tolist(), key=keys.__getitem__), dtype=np.int64)
        ranks = np.full(len(keys), NEVER)
        ranks[shared[np.argsort(self._held[shared], kind="stable")]] = np.arange(len(shared))
        return ranks

    def _pairs(self, ranks: Numbers) -> Numbers:
        """The rarest signs of each sentence, two by two: one row per sentence, NEVER where there are fewer."""
        sentences = np.repeat(np.arange(len(self._sentences)), np.diff(self._ends))
        ranked = ranks[self._keys]
        shared = ranked != NEVER
        both = np.unique(sentences[shared] << 32 | ranked[shared])
        sentences, ranked = both >> 32, both & 0xFFFFFFFF
        places = np.arange(len(both)) - np.searchsorted(sentences, sentences)
        first = places < RAREST
        rarest = np.full((len(self._sentences), RAREST), NEVER)
        rarest[sentences[first], places[first]] = ranked[first]
        columns = [
            np.where(rarest[:, two] == NEVER, NEVER, rarest[:, one] << 32 | rarest[:, two])
            for one, two in itertools.combinations(range(RAREST), 2)
        ]
        return np.stack(columns, axis=1)


def _retold(one: Passage, other: Passage, *, in_two: bool, is_one_site: bool) -> list[str]:
    """What of the shorter passage stands in sentences of the other, as it is printed; none where it is too little.

    Pages of one site share its furniture, so that the lowest share says nothing of them.
    """
    short, long = sorted((one, other), key=lambda passage: len(passage.words))
    if len(short.keys & long.keys) < FEWEST_WORDS:
        return []
    # What cannot stand in another language is no sign against a translation.
    weights = {keys: weight for keys, weight in short.words.items() if not in_two or is_universal(keys)}
    total = sum(weights.values())
    likely = [weight for keys, weight in weights.items() if not long.keys.isdisjoint(keys)]
    if sum(likely) < FOUND_BESIDE_FACTS * total:
        return []
    told = [sign for sentence in short.sentences for sign in sentence]
    times = Counter(sign.keys for sign in told)
    found = list(itertools.chain.from_iterable(found_again(short.sentences, long.sentences)))
    shares = {keys: signs_found / times[keys] for keys, signs_found in Counter(s.keys for s in found).items()}
    number = sum(shares.get(keys, 0) * min(weight, 1) for keys, weight in weights.items())
    facts, of_facts = (sum(sign.kind != "word" for sign in some) for some in (found, told))
    if number < FEWEST_WORDS or facts < FACTS_KEPT * of_facts or (in_two and facts < FEWEST_FACTS):
        return []
    share = sum(shares.get(keys, 0) * weight for keys, weight in weights.items()) / total
    enough = (FOUND_IN_TWO if in_two else FOUND) + SHORT / number
    if share < enough:
        is_beside = not is_one_site and facts >= FEWEST_FACTS and number >= WORDS_PER_FACT * facts
        is_enough = is_beside and share >= FOUND_BESIDE_FACTS + SHORT / number
        if not is_enough or _is_chance(short.sentences, long.sentences):
            return []
    return list(dict.fromkeys(sign.printed for sign in found))


def found_again(told: Sequence[Sequence[Sign]], other: Sequence[Sequence[Sign]]) -> list[list[Sign]]:
    """Of each sentence the signs that stand in the sentence of another text that is most like it, or the next.

    None of a sentence is found where too few are.
    """
    found: list[list[Sign]] = []
    for at in _places(told, other):
        likeness = _likeness(at)
        best = _best(likeness)
        alike = [sign for sign, where in at if not where.isdisjoint((best, best + 1))]
        found.append(alike if len(alike) >= ALIKE * len(at) else [])
    return found


def _is_chance(told: Sequence[Sequence[Sign]], other: Sequence[Sequence[Sign]]) -> bool:
    """Whether the sentences of a text are nearly as like a second place of another text as the one most like them."""
    first = second = 0
    for at in _places(told, other):
        likeness = _likeness(at)
        best = _best(likeness)
        first += likeness[best]
        second += max((number for place, number in likeness.items() if abs(place - best) > 1), default=0)
    return second > CHANCE * first


def _places(told: Sequence[Sequence[Sign]], other: Sequence[Sequence[Sign]]) -> Iterator[list[tuple[Sign, set[int]]]]:
    """Of each sentence its signs, each with the numbers of the other text's sentences that hold it."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(other):
        for key in {key for sign in sentence for key in sign.keys}:
            places[key].append(number)
    for sentence in told:
        yield [(sign, {place for key in sign.keys for place in places.get(key, ())}) for sign in sentence]


def _likeness(at: Sequence[tuple[Sign, set[int]]]) -> Counter[int]:
    """How many signs of a sentence stand in each sentence of another text or in the next one."""
    return Counter(itertools.chain.from_iterable(where | {place - 1 for place in where} for _, where in at))


def _best(likeness: Counter[int]) -> int:
    return min(likeness, key=lambda place: (-likeness[place], place), default=0)
