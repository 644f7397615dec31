"""Where and by whom: what else a sentence of an inflecting language says of a claim.

A place is a name in a case of place ("Ozmarada", "в Озмаре" behind a preposition) or a name beside a
noun for a settlement in such a case ("Ozmara şəhərində", "в городе Озмара"). The name is given in its
base form.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.place import Place, free_places
from cenotaph.claim.inflected.place_last import last_places
from cenotaph.claim.inflected.seen import Mark, Seen, Word
from cenotaph.claim.inflected.words import Lexicon

_NEAR = 60
_ACTOR_REACH = 10
_TAKEN_FROM = frozenset({"displaced", "detained", "missing"})
"""Kinds that happen where people are taken from: "из Озмары увезли восьмерых"."""
_SITE = 8  # for a place without a name, where another one has one


def find_places(seen: Seen, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    return last_places(seen, lexicon) if lexicon.is_verb_last else free_places(seen, lexicon)


def _text(seen: Seen, first: int, last: int) -> str:
    return " ".join(word.text for word in seen.words[first:last])


def place_of(
    seen: Seen, places: Sequence[Place], clause: tuple[int, int], kind: str, *, is_verb_last: bool = False
) -> Place | None:
    """The place of what a clause tells, None where the sentence states none."""
    allowed = [place for place in places if not place.is_origin or kind in _TAKEN_FROM]
    if is_verb_last:
        allowed = [place for place in allowed if not is_of_next(seen, place.first, place.last, clause)]
    best = min(
        (
            (distance(seen, place.first, place.last, *clause) + (_SITE if place.is_site else 0), at)
            for at, place in enumerate(allowed)
        ),
        default=None,
    )
    return allowed[best[1]] if best is not None and best[0] < _NEAR else None


def is_of_next(seen: Seen, first: int, last: int, clause: tuple[int, int]) -> bool:
    """Whether words behind a clause stand in the next one, which counts others: "4 kişi öldü, Kvil'de 3 kişi ..."."""
    is_parted = first >= clause[1] and any(word.low in (",", ";") for word in seen.words[clause[1] : first])
    return is_parted and any(phrase.first >= last for phrase in seen.phrases)


def run_of(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """Offsets of the text as word positions, half-open."""
    first = bisect.bisect_right(words, start, key=lambda word: word.end)
    last = bisect.bisect_left(words, end, key=lambda word: word.start)
    return (first, last) if first < last else None


def distance(seen: Seen, one_first: int, one_last: int, first: int, last: int) -> int:
    """How far apart two runs of words stand; clause marks and other numbers make it farther."""
    if one_first >= last:
        low, high, extra = last, one_first, 2
    elif one_last <= first:
        low, high, extra = one_last, first, 0
    else:
        return 0
    cost = seen.costs[high] - seen.costs[low] + extra
    opens = one_first <= 2 and one_last <= first
    return min(cost, 12) if opens else cost


def perpetrator(seen: Seen, pair: Pair, lexicon: Lexicon) -> str | None:
    """Who did it, as the sentence names them: "X tərəfindən", "солдатами", the subject of an active verb."""
    if pair.predicate is None:
        return None
    actors = seen.cue("actor")
    if not lexicon.is_verb_last:
        return _free_perpetrator(seen, pair, actors, lexicon)
    for agent in seen.cue("agent_behind"):
        near = [actor for actor in actors if actor.last == agent.first]
        if near:
            return _noun_phrase(seen, near[0])
    if pair.predicate.role != "act":
        for actor in actors:
            if lexicon.has_case(seen.words[actor.last - 1].low, "instrumental"):
                return _noun_phrase(seen, actor)
        return None
    oblique = ("genitive", "dative", "accusative", "locative", "ablative", "instrumental")
    for actor in actors:
        if pair.phrase.first <= actor.first < pair.phrase.last:
            continue
        if not lexicon.has_case(seen.words[actor.last - 1].low, *oblique):
            return _noun_phrase(seen, actor)
    return None


def _noun_phrase(seen: Seen, actor: Mark) -> str:
    """The actor with the names in front of it; a word that opens the sentence may be none."""
    first = actor.first
    is_common = any(mark.first == 0 for mark in seen.cue("not_place"))
    while first > 0 and seen.words[first - 1].text[:1].isupper() and (first > 1 or not is_common):
        first -= 1
    return _text(seen, first, actor.last)


def _free_perpetrator(seen: Seen, pair: Pair, actors: Sequence[Mark], lexicon: Lexicon) -> str | None:
    """Who did it where order is free: "от рук боевиков", "солдатами", or the subject of an active verb beside it."""
    predicate = pair.predicate
    assert predicate is not None
    counted = range(pair.phrase.first, pair.phrase.last)
    best: tuple[int, Mark] | None = None
    for actor in actors:
        word = seen.words[actor.last - 1]
        is_led = any(mark.last in (actor.first, actor.first - 1) for mark in seen.cue("agent_front"))
        if predicate.role == "act":
            fits = word.low in lexicon.known and not is_led
            fits = fits and not any(mark.last == actor.first for mark in seen.cue("preposition"))
        else:
            fits = is_led or lexicon.has_case(word.low, "agent")
        gap = distance(seen, actor.first, actor.last, predicate.first, predicate.last)
        if fits and actor.first not in counted and gap < _ACTOR_REACH and (best is None or gap < best[0]):
            best = (gap, actor)
    return _free_phrase(seen, best[1], lexicon) if best is not None else None


def _free_phrase(seen: Seen, actor: Mark, lexicon: Lexicon) -> str:
    """The actor with the adjectives in front of it and the names behind it, as printed."""
    first, last = actor.first, actor.last
    numbers = {at for phrase in seen.phrases for at in range(phrase.first, phrase.last)}
    while first > 0 and first - 1 not in numbers and lexicon.is_adjective(seen.words[first - 1].low):
        first -= 1
    while last < len(seen.words) and seen.words[last].text[:1].isupper() and last not in numbers:
        last += 1
    return " ".join(word.text for word in seen.words[first:last])
