"""Shares of people counted before: "of whom 19 are children", "of the dead, 71 were men and 52 women", "13 are minors".

A share has no verb of its own. What happened to those it counts is told of the whole: in front of it in
the sentence, in the words with which the sentence opens ("of those arrested,"), or in the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.included import among_group, included
from cenotaph.claim.opening import SUFFERED, Opening, opening_of
from cenotaph.claim.pairs import Pair, counts_people
from cenotaph.claim.parts import may_be_part
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.words import Lexicon
from cenotaph.record import Claim

_NO_PEOPLE = NOT_PEOPLE | {"thing"}
_ENDURING = ("detained", "displaced", "gathered", "deployed")
_DEATHS = ("killed", "died_later")
_LONGEST_GAP = 8  # tokens between a share and the next that leaves its verb out
_NAMES_REACH = 40  # characters in front of a share in which "the names of" stands


def with_shares(annotated: Annotated, pairs: list[Pair], before: Sequence[Claim], words: Lexicon) -> list[Pair]:
    """The pairs of a sentence with the shares of people counted earlier, in order.

    Args:
        annotated: the sentence.
        pairs: its numbers with what happened to those they count.
        before: the claims that the sentence before counted.
        words: the words of the language.
    """
    opening = opening_of(annotated, pairs, before, words)
    if opening is not None and opening.pair is not None:
        pairs = [*pairs, opening.pair]
    pairs = [_of_opening(pair, opening, annotated, words) for pair in pairs]
    pairs = [_never_back(_of_the_dead(pair, pairs, before), pairs, before) for pair in pairs]
    pairs = [_with_complement(annotated, pair, words) for pair in pairs]
    pairs = [pair for pair in pairs if not _only_describes(annotated, pair, pairs, before, words)]
    done = {pair.phrase.first for pair in pairs}
    added = [pair for pair in included(annotated, words) if pair.phrase.first not in done]
    added += [pair for pair in among_group(annotated, words) if pair.phrase.first not in done]
    done |= {pair.phrase.first for pair in added}
    added += _shares(annotated, [*pairs, *added], done, opening, before, words)
    found = sorted([*pairs, *added], key=lambda pair: pair.phrase.first)
    found = sorted([*found, *_gapped(annotated, found, words)], key=lambda pair: pair.phrase.first)
    return _with_inherited(annotated, found, words)


def _shares(
    annotated: Annotated,
    pairs: Sequence[Pair],
    done: set[int],
    opening: Opening | None,
    before: Sequence[Claim],
    words: Lexicon,
) -> list[Pair]:
    """The shares that no verb of their own tells of."""
    found: list[Pair] = []
    told = {pair.phrase.first: pair for pair in pairs if pair.is_subset and counts_people(pair.kind)}
    shared: Pair | None = None
    for phrase in annotated.phrases:
        shared = told.get(phrase.first, shared)
        if phrase.first in done or phrase.noun_class in _NO_PEOPLE:
            continue
        is_next = shared is not None and _goes_on(annotated, shared, phrase, words)
        kind = shared.kind if is_next and shared else _kind_of(annotated, phrase, pairs, opening, before, words)
        if kind is None or not counts_people(kind):
            continue
        last, noun, noun_class = _complement(annotated, _end_of(annotated, phrase), words)
        if noun is None and phrase.noun is not None and not phrase.is_share:
            noun, noun_class = phrase.noun, phrase.noun_class
        shared = Pair(phrase, kind, phrase.first, last, None, noun, noun_class, "share", is_subset=True)
        found.append(shared)
    return found


def _kind_of(
    annotated: Annotated,
    phrase: NumberPhrase,
    pairs: Sequence[Pair],
    opening: Opening | None,
    before: Sequence[Claim],
    words: Lexicon,
) -> str | None:
    """The kind of the whole of which a number without a verb of its own is a share."""
    is_bare = phrase.noun is None
    is_opened = opening is not None and phrase.first >= opening.last and is_bare
    counted = _repeated(annotated, phrase, before)
    end = _end_of(annotated, phrase)
    is_of_whom = phrase.is_subset and is_bare and _is_told(annotated, phrase.last, words)
    has_noun = _complement(annotated, end, words)[1] is not None
    if phrase.is_share or is_of_whom or is_opened:
        is_stated = has_noun or _states(annotated, phrase, words) or _is_named(annotated, phrase, words)
        if not (is_stated or counted or (is_opened and _is_told(annotated, phrase.last, words))):
            return None
        own = counted or _shared_kind(annotated, phrase.first, end, words)
        if (
            own is None
            and not has_noun
            and any(c.kind == "killed" for c in before)
            and _is_named(annotated, phrase, words)
        ):
            return "killed"  # it is the dead whose names are published
        own = own or (opening.kind if opening and is_opened else None) or _antecedent(phrase, pairs, before)
        return own or _cue_kind(annotated, phrase.first, end, words)
    if is_bare and _opens_clause(annotated, phrase, words) and (has_noun or _states(annotated, phrase, words)):
        return _whole_before(phrase, pairs, before)
    return None


def _end_of(annotated: Annotated, phrase: NumberPhrase) -> int:
    """Where a share ends with the number and noun of its whole: "400 of the 1,200 refugees"."""
    if not phrase.is_share:
        return phrase.last
    return next((other.last for other in annotated.phrases if other.first == phrase.last), phrase.last)


def _cue_kind(annotated: Annotated, first: int, last: int, words: Lexicon) -> str | None:
    """The kind of those whom a share names by a word of their group: "three of the victims"."""
    return next(
        (words.words.cues_of[low] for low in annotated.lows[first : last + 1] if low in words.words.cues_of), None
    )


def _of_opening(pair: Pair, opening: Opening | None, annotated: Annotated, words: Lexicon) -> Pair:
    """A pair behind "of the 90 wounded," as a part of those, and as one of those who died later if they died."""
    if opening is None or not counts_people(pair.kind):
        return pair
    if pair.phrase.first < opening.last:
        return pair._replace(is_subset=False)
    verb = pair.verb
    is_dying = verb is not None and any(low in words.sets["die"] for low in annotated.lows[verb.verb : verb.last])
    if opening.kind == "injured" and pair.kind == "killed" and is_dying:
        pair = pair._replace(kind="died_later", rule=f"{pair.rule}-later")
    if opening.kind in _DEATHS and _is_manner(pair):
        pair = pair._replace(kind="killed")
    return pair._replace(is_subset=True)


def _of_the_dead(pair: Pair, pairs: Sequence[Pair], before: Sequence[Claim]) -> Pair:
    """How some of the dead died, where the word alone would say that they were hurt: "12 of those were stabbed"."""
    if not _is_manner(pair) or not pair.phrase.is_share or pair.phrase.head is not None:
        return pair
    return pair._replace(kind="killed") if _antecedent(pair.phrase, pairs, before) in _DEATHS else pair


def _never_back(pair: Pair, pairs: Sequence[Pair], before: Sequence[Claim]) -> Pair:
    """Those of the deported or held who never returned: they died there."""
    if pair.kind != "missing" or not pair.is_subset or pair.verb is None:
        return pair
    is_taken = _antecedent(pair.phrase, [p for p in pairs if p is not pair], before) in ("displaced", "detained")
    return pair._replace(kind="killed") if is_taken and pair.verb.readings[0].role == "subject" else pair


def _is_manner(pair: Pair) -> bool:
    """Whether the verb of a pair is a word of many senses for harm: "stabbed", "beaten"."""
    verb = pair.verb
    return verb is not None and pair.kind == "injured" and all(r.only for r in verb.readings if r.kind == "injured")


def _only_describes(
    annotated: Annotated, pair: Pair, pairs: Sequence[Pair], before: Sequence[Claim], words: Lexicon
) -> bool:
    """Whether the verb of a pair only says who some of the dead were: "of which 19 are displaced persons"."""
    if pair.kind not in _ENDURING or not pair.phrase.is_subset or pair.phrase.noun is not None:
        return False
    last, noun, _ = _complement(annotated, pair.phrase.last, words)
    whole = _antecedent(pair.phrase, [other for other in pairs if other is not pair], before)
    return noun is not None and last >= pair.last and whole is not None and whole not in _ENDURING


def _with_complement(annotated: Annotated, pair: Pair, words: Lexicon) -> Pair:
    """A share of the dead with what they are said to be: "22 of the dead were women"."""
    if pair.noun is not None or not pair.phrase.is_share or pair.verb is not pair.phrase.head:
        return pair
    last, noun, noun_class = _complement(annotated, pair.phrase.last, words)
    return pair if noun is None else pair._replace(last=last, noun=noun, noun_class=noun_class)


def _is_told(annotated: Annotated, at: int, words: Lexicon) -> bool:
    """Whether something is said of those whose number ends here."""
    return at < len(annotated.lows) and annotated.lows[at] in words.sets["be"] | words.sets["have"]


def _states(annotated: Annotated, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether those counted are said to be of an age or a place, or named: "were under 12", "have been identified"."""
    at = annotated.tokens[_end_of(annotated, phrase) - 1].end - annotated.sentence.start
    return words.rules["share_state"].match(annotated.sentence.text, at) is not None


def _is_named(annotated: Annotated, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether the share is of those whose names are told: "published the names of 38 of them"."""
    if not phrase.is_share or phrase.head is not None or phrase.noun is not None:
        return False
    text, start = annotated.sentence.text, phrase.number.start - annotated.sentence.start
    return words.rules["share_named"].search(text, max(0, start - _NAMES_REACH), start) is not None


def _opens_clause(annotated: Annotated, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether a number is the subject of a clause: nothing but "at least", "only" stands in front of it."""
    if phrase.is_governed or (phrase.number.is_article and annotated.lows[phrase.first] not in words.sets["one"]):
        return False
    if phrase.first and annotated.lows[phrase.first - 1] in words.sets["definite"]:
        return False  # "the 12 were members of a commission": all of them
    at = phrase.first
    while at and (annotated.lows[at - 1] in words.sets["determiner"] or annotated.lows[at - 1] in words.sets["adverb"]):
        at -= 1
    return at == 0 or annotated.lows[at - 1] in words.sets["listing"] or annotated.tokens[at - 1].text in _SIGNS


_SIGNS = frozenset(";:–—(")


def _whole_before(phrase: NumberPhrase, pairs: Sequence[Pair], before: Sequence[Claim]) -> str | None:
    """The kind of the people counted last of whom this number may be a part: "57 were held. 13 are minors"."""
    count = phrase.number.count
    inside = [pair for pair in pairs if pair.phrase.first < phrase.first and not pair.is_subset]
    for kind, whole in [
        *((pair.kind, pair.phrase.number.count) for pair in reversed(inside)),
        *((claim.kind, claim.count) for claim in reversed(before) if claim.part_of is None),
    ]:
        if counts_people(kind) and whole is not None:
            return kind if may_be_part(count, whole) else None
    return None


def _antecedent(phrase: NumberPhrase, pairs: Sequence[Pair], before: Sequence[Claim]) -> str | None:
    """The kind of those whom "of whom", "of them" means: counted in front of it, or in the sentence before."""
    inside = [pair.kind for pair in pairs if pair.phrase.first < phrase.first and not pair.is_subset]
    inside = inside or [pair.kind for pair in pairs if pair.phrase.first < phrase.first and not phrase.is_share]
    return inside[-1] if inside else referred(before)


def referred(before: Sequence[Claim]) -> str | None:
    """The kind of those whom "of them" means: the last whole of the sentence before, not a part of it."""
    wholes = [claim for claim in before if claim.part_of is None and claim.rule != "share"]
    return wholes[-1].kind if wholes else before[-1].kind if before else None


def _repeated(annotated: Annotated, phrase: NumberPhrase, before: Sequence[Claim]) -> str | None:
    """The kind of the whole that is named by its number again: "31 of the 118 had not reached the age of 18"."""
    whole = next((other for other in annotated.phrases if other.first == phrase.last), None)
    if whole is None or not phrase.is_share or whole.number.count is None:
        return None
    count = whole.number.count
    return next(
        (c.kind for c in reversed(before) if c.count and (c.count.low, c.count.high) == (count.low, count.high)), None
    )


def _goes_on(annotated: Annotated, shared: Pair, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether a number goes on with the shares before it: "22 of them were women, nine children and one was a monk"."""
    sets = words.sets
    if not _is_next(annotated, shared.last, phrase, words):
        return False
    following = annotated.lows[phrase.last] if phrase.last < len(annotated.lows) else "."
    if phrase.noun is None:
        is_stated = following in sets["be"] or following in sets["preposition"]
        is_how = following.endswith(words.endings["adverb"]) and _ends_item(annotated, phrase.last + 1, words)
        return is_stated or (is_how and shared.kind == "injured")
    return phrase.noun_class is not None and not phrase.is_share and _ends_item(annotated, phrase.last, words)


def _is_next(annotated: Annotated, last: int, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether a number is the next item behind one that ends at `last`: ", ", "in Quill and", "and the other"."""
    gap = annotated.lows[last : phrase.first]
    sets = words.sets
    joint = next((at for at in reversed(range(len(gap))) if gap[at] in sets["listing"]), None)
    if joint is None or len(gap) > _LONGEST_GAP:
        return False
    if not all(low in sets["determiner"] or low in sets["rest"] for low in gap[joint + 1 :]):
        return False
    has_verb = any(low in sets["be"] or low in sets["have"] or low in sets["break"] for low in gap)
    has_predicate = any(last <= predicate.verb < phrase.first for predicate in annotated.predicates)
    has_number = any(last <= other.first < phrase.first for other in annotated.phrases)
    return not (has_verb or has_predicate or has_number)


def _ends_item(annotated: Annotated, at: int, words: Lexicon) -> bool:
    """Whether no verb follows the people that end here."""
    low = annotated.lows[at] if at < len(annotated.lows) else "."
    return low in words.sets["item_end"] or low in words.sets["preposition"] or low in words.sets["relative"]


def _gapped(annotated: Annotated, pairs: Sequence[Pair], words: Lexicon) -> Iterator[Pair]:
    """Shares that leave out all but their number: "the army caused 311 of the deaths and the militia 640"."""
    done = {pair.phrase.first: pair for pair in pairs}
    shared: Pair | None = None
    for phrase in annotated.phrases:
        pair = done.get(phrase.first)
        if pair is not None:
            shared = pair if pair.phrase.is_share and pair.phrase.head is not None else None
        elif shared is not None and phrase.noun is None and _is_gap(annotated, shared.phrase.last, phrase, words):
            shared = Pair(
                phrase,
                shared.kind,
                phrase.first,
                phrase.last,
                None,
                shared.noun,
                shared.noun_class,
                "share-gapped",
                True,
            )
            yield shared


def _is_gap(annotated: Annotated, last: int, phrase: NumberPhrase, words: Lexicon) -> bool:
    """Whether only another subject stands between a share and a number that ends its clause."""
    gap = annotated.lows[last : phrase.first]
    sets = words.sets
    if not 1 < len(gap) <= _LONGEST_GAP or gap[0] not in sets["listing"] | sets["opposing"]:
        return False
    is_verb = any(low in sets["be"] or low in sets["have"] or low in sets["other_verb"] for low in gap)
    has_predicate = any(last <= predicate.verb < phrase.first for predicate in annotated.predicates)
    following = annotated.lows[phrase.last] if phrase.last < len(annotated.lows) else "."
    return (
        not (is_verb or has_predicate)
        and following in sets["item_end"]
        and gap[-1] not in sets["governing"] - sets["for"]
    )


def _with_inherited(annotated: Annotated, pairs: list[Pair], words: Lexicon) -> list[Pair]:
    """Items of a list that a share opens are parts as it is: "14 of them in Quill and eight in Tarn"."""
    found: list[Pair] = []
    for pair in pairs:
        previous = found[-1] if found else None
        is_part = (
            previous is not None
            and previous.is_subset
            and pair.rule == "listed"
            and pair.kind == previous.kind
            and _is_next(annotated, previous.last, pair.phrase, words)
        )
        found.append(pair._replace(is_subset=True) if is_part else pair)
    return found


def _shared_kind(annotated: Annotated, first: int, last: int, words: Lexicon) -> str | None:
    """The kind that "of the dead", "of the wounded" names."""
    for low in annotated.lows[first : last + 1]:
        for phrase, readings in words.predicates.get(low, ()):
            if len(phrase) == 1 and any(reading.role in SUFFERED for reading in readings):
                return readings[0].kind
    return None


def _complement(annotated: Annotated, at: int, words: Lexicon) -> tuple[int, str | None, str | None]:
    """What a share is said to be: "of them were (young) children"."""
    position = at
    tokens = annotated.tokens
    while position < len(tokens) and (
        tokens[position].low in words.sets["be"] or tokens[position].low in words.sets["share_lead"]
    ):
        position += 1
    first = position
    while position < min(len(tokens), first + 4):
        name = words.populations.get(tokens[position].low)
        if name is not None and name != "thing":
            noun = annotated.sentence.text[
                tokens[first].start - annotated.sentence.start : tokens[position].end - annotated.sentence.start
            ]
            return position + 1, " ".join(noun.split()), name
        if tokens[position].low in words.sets["preposition"] or not tokens[position].low[0].isalpha():
            break
        position += 1
    return at, None, None
