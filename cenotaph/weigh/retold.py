"""Texts that tell the same in other words or in another language: cut, edited, translated.

Numbers and names prove nothing: every reporter of an event writes them down. But who retells a text keeps its words,
or their meaning, sentence by sentence, and another reporter does not. So the words of the shorter text are looked for
in the sentences of the longer one, rare words counting more; the fewer they are, the more of them must be found.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import structs

from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import LAST_DAY, Joined, Repeat, day, days
from cenotaph.weigh.runs import Digests, holders, neighbours
from cenotaph.weigh.signs import Sign, is_universal, language_of
from cenotaph.weigh.translated import in_one_order

FOUND = 0.47
"""Share of the shorter text's words, by weight, above which it is retold; more for short ones."""

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
"""Numbers and names that must be found across languages, where words stand only for their meaning."""

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


class Passage(NamedTuple):
    """Neighbouring sentences of one text."""

    text: int  # its number
    sentences: Sequence[Sequence[Sign]]
    keys: frozenset[str]  # of all its signs
    words: Mapping[tuple[str, ...], float]  # each word once, and how much it weighs


def retold_repeats(
    texts: Sequence[Text], told: Mapping[str, Sequence[Sequence[Sign]]], known: Mapping[str, Source], joined: Joined
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
    ordered = sorted(texts, key=lambda text: (days(dated[text.source])[0] or LAST_DAY, text.source))
    codes = [language_of(text) for text in ordered]
    passages, rarest_first = _passages([told[text.source] for text in ordered])
    found = []
    for one, other in _candidates(passages, rarest_first, len(set(codes)) > 1):
        a, b = ordered[one.text].source, ordered[other.text].source
        if joined.top(a) == joined.top(b):
            continue
        in_two = codes[one.text] != codes[other.text]
        again = _retold(one, other, in_two=in_two)
        reason = "the shorter text tells sentence by sentence what the other tells"
        if in_two and not again:
            is_near = _is_near(dated[a], dated[b])
            again = in_one_order(_printed_facts(one), _printed_facts(other), is_near=is_near)
            reason = "the same numbers and names stand in the same order"
        if again:
            joined.join(a, b)
            where = f"in {codes[one.text]} and {codes[other.text]}" if in_two else "in other words"
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


def _passages(told: Sequence[Sequence[Sequence[Sign]]]) -> tuple[list[Passage], list[str]]:
    """Each text as one passage, a long one as several that overlap by half; and shared keys, the rarest first."""
    parts = [
        (number, sentences[at : at + PASSAGE])
        for number, sentences in enumerate(told)
        for at in range(0, max(1, len(sentences) - PASSAGE // 2), PASSAGE // 2)
    ]
    flat = [list(itertools.chain.from_iterable(part)) for _, part in parts]
    keys = [frozenset(itertools.chain.from_iterable([sign.keys for sign in some])) for some in flat]
    held = Counter(itertools.chain.from_iterable(keys))
    every = max(LEAST_TEXTS, len(parts)) + 1
    weights = {key: math.log(every / number) for key, number in held.items()}
    passages = []
    for (number, part), some, of_part in zip(parts, flat, keys, strict=True):
        words = dict.fromkeys([sign.keys for sign in some if sign.kind == "word"])
        weighed = {one: weights[one[0]] if len(one) == 1 else max(map(weights.__getitem__, one)) for one in words}
        passages.append(Passage(number, part, of_part, weighed))
    return passages, sorted((key for key, number in held.items() if number > 1), key=lambda key: (held[key], key))


def _candidates(
    passages: Sequence[Passage], rarest_first: Iterable[str], in_several: bool
) -> Iterator[tuple[Passage, Passage]]:
    """Pairs of passages of two texts with sentences that share rare signs, two by two.

    Of the passages that share such signs only neighbours in time are paired, so that the cost stays linear.
    """
    ranks = {key: rank for rank, key in enumerate(rarest_first)}
    pools = [ranks, {key: rank for key, rank in ranks.items() if is_universal((key,))}][: 1 + in_several]
    pairs: list[Digests] = []
    for passage in passages:
        of_passage: set[int] = set()
        for sentence in passage.sentences:
            keys = set(itertools.chain.from_iterable([sign.keys for sign in sentence]))
            for pool in pools:
                rarest = sorted([pool[key] for key in keys if key in pool])[:RAREST]
                of_passage.update(a << 32 | b for a, b in itertools.combinations(rarest, 2))
        pairs.append(np.array(sorted(of_passage), dtype=np.uint64))
    for first, second in sorted(neighbours(*holders(pairs), reach=REACH, fewest=FEWEST_PAIRS)):
        if passages[first].text != passages[second].text:
            yield passages[first], passages[second]


def _retold(one: Passage, other: Passage, *, in_two: bool) -> list[str]:
    """What of the shorter passage stands in sentences of the other, as it is printed; none where it is too little."""
    short, long = sorted((one, other), key=lambda passage: len(passage.words))
    if len(short.keys & long.keys) < FEWEST_WORDS:
        return []
    # What cannot stand in another language is no sign against a translation.
    weights = {keys: weight for keys, weight in short.words.items() if not in_two or is_universal(keys)}
    total = sum(weights.values())
    likely = [weight for keys, weight in weights.items() if not long.keys.isdisjoint(keys)]
    if sum(likely) < FOUND * total:
        return []
    told = [sign for sentence in short.sentences for sign in sentence]
    times = Counter(sign.keys for sign in told)
    found = _found(short, long)
    shares = {keys: signs_found / times[keys] for keys, signs_found in Counter(s.keys for s in found).items()}
    number = sum(shares.get(keys, 0) * min(weight, 1) for keys, weight in weights.items())
    facts, of_facts = (sum(sign.kind != "word" for sign in some) for some in (found, told))
    if number < FEWEST_WORDS or facts < FACTS_KEPT * of_facts or (in_two and facts < FEWEST_FACTS):
        return []
    share = sum(shares.get(keys, 0) * weight for keys, weight in weights.items()) / total
    enough = share >= FOUND + SHORT / number
    return list(dict.fromkeys(sign.printed for sign in found)) if enough else []


def _found(short: Passage, long: Passage) -> list[Sign]:
    """Signs that stand both in a sentence and in the one of the other text that is most like it, or the next."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(long.sentences):
        for key in {key for sign in sentence for key in sign.keys}:
            places[key].append(number)
    found: list[Sign] = []
    for sentence in short.sentences:
        at = [(sign, {place for key in sign.keys for place in places.get(key, ())}) for sign in sentence]
        likeness = Counter(itertools.chain.from_iterable(where | {place - 1 for place in where} for _, where in at))
        best = min(likeness, key=lambda place: (-likeness[place], place), default=0)
        alike = [sign for sign, where in at if not where.isdisjoint((best, best + 1))]
        found += alike if len(alike) >= ALIKE * len(at) else []
    return found
