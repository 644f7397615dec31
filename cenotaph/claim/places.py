"""Where: the places of a sentence, and the one that a claim has in it.

Places are known by form, not from a gazetteer: capitalised words behind a preposition or behind a
verb such as "stormed", with the words for settlements beside them. In a text printed in capitals
only a word for a settlement tells a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.phrases import between
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

_LONGEST_IN_CAPITALS = 5  # words of a place in a text printed in capitals
_FARTHEST = 60  # cost at which a place is no longer that of a claim
_STRUCK = 8  # what is told of an attack is farther than what is told of the people
_LONGEST_LABEL = 3  # tokens of "Upper Tarn:"
_LONGEST_SITE = 5  # tokens of "the old grain market hall"
_OWNER = re.compile(r"['’]s$")


class Place(NamedTuple):
    """A place as a sentence names it; token positions half-open, the preposition left out."""

    first: int
    last: int
    name: str
    lead: str  # the preposition or verb in front


def find_places(annotated: Annotated, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    words, lows = annotated.tokens, annotated.lows
    leads = lexicon.sets["place_preposition"]
    starts = {at + 1 for at, low in enumerate(lows) if low in leads}
    sites = {at + 1 for at, low in enumerate(lows) if low in lexicon.sets["site_preposition"]}
    kinds_of_object = ("deployed", "gathered", "displaced")  # "entered Quill", "fled the Tarn valley"
    starts.update(p.last for p in annotated.predicates if p.takes_subject and p.kind in kinds_of_object)
    starts.update(
        at + 1
        for at, low in enumerate(lows)
        if low in lexicon.sets["fought_for"] and at and _is_event(lows, at, lexicon)
    )
    label = _label_end(annotated, lexicon)
    if not starts and not sites and not label:
        return ()
    counted = {at for phrase in annotated.phrases for at in range(phrase.first, phrase.last)}
    found: list[Place] = []
    behind = label
    if label:
        found.append(Place(0, label, between(words, 0, label), "in"))
    numbered = {at for at in starts if at < len(words) and _is_address(words, at, lexicon)}
    for position in sorted((starts - counted) | numbered | sites):
        if behind <= position < len(words):
            named = position in starts and position not in counted
            last = _place_end(words, position, annotated.is_capitals, lexicon) if named else position
            if position in numbered:
                last = _named_end(words, position + 1, annotated.is_capitals, lexicon)
            if last <= position and position in sites and lows[position - 1] in lexicon.sets["site_preposition"]:
                last = _site_end(words, position, lexicon)
            if last > position:
                found.append(Place(position, last, _place_name(words, position, last, lexicon), lows[position - 1]))
                behind = last
    return tuple(found)


def _is_event(lows: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    return lows[at - 1] in lexicon.sets["event_scene"]


def _label_end(annotated: Annotated, lexicon: Lexicon) -> int:
    """Where the place ends that heads a line of counts: "Upper Tarn: 5 dead, 12 wounded"; 0 where none does."""
    words, sets = annotated.tokens, lexicon.sets
    last = next((at for at, token in enumerate(words[: _LONGEST_LABEL + 1]) if token.text == ":"), 0)
    if not last or last + 1 >= len(words) or not annotated.phrases or annotated.phrases[0].first != last + 1:
        return 0
    for token in words[:last]:
        is_other = token.low in lexicon.predicates or token.low in sets["label_body"] or token.low in sets["no_label"]
        is_other = is_other or token.low in lexicon.populations or token.low in sets["not_place"]
        if is_other or not token.text.istitle() or token.low in sets["no_dateline"]:
            return 0
    return last


def _is_address(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a number is that of a house: "at 17 Harbour Street"."""
    last = _named_end(words, at + 1, False, lexicon) if at + 1 < len(words) else at
    return last > at + 2 and words[at].text.isdigit() and words[last - 1].low in lexicon.sets["place_noun"]


def _site_end(words: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """Where a place without a name ends: "the stadium", "the tannery wall", "a mosque in Quill"; `first` if none."""
    sets = lexicon.sets
    position = first + (words[first].low in sets["article"] or words[first].low in sets["possessive"])
    is_bare = position == first
    found = first
    for at in range(position, min(len(words), position + _LONGEST_SITE)):
        low = words[at].low
        if not low[:1].isalpha() or low in sets["preposition"] or low in lexicon.predicates or low in sets["and"]:
            break
        if low in sets["site"] and (not is_bare or low in sets["bare_site"]):
            found = at + 1
    if found > first and found + 1 < len(words) and words[found].low in sets["site_of"]:
        named = _named_end(words, found + 1, False, lexicon)
        if named > found + 1 and words[found + 1].low not in sets["not_place"]:
            return named  # "the mosque of Quill", "a warehouse in Tarn"
    return found


def _place_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """Where the place that begins at `first` ends; `first` itself where there is none."""
    sets = lexicon.sets
    nouns, bad = sets["place_noun"], sets["not_place"]
    position = first
    while position < len(words) and (
        words[position].low in sets["place_article"]
        or (words[position].low in sets["of"] and position > first)
        or words[position].low in sets["direction"]
        or (words[position].low in nouns and words[position].text.islower())
    ):
        position += 1
    last = _named_end(words, position, capitals, lexicon)
    if last == position:
        is_bare = position > first and words[position - 1].low in sets["bare_place"]
        return position if is_bare and not capitals else first
    if words[position].low in bad or " ".join(t.low for t in words[position:last]) in bad:
        return first
    if all(lexicon.populations.get(t.low, "building") != "building" or t.low in bad for t in words[position:last]):
        return first
    while last < len(words) and (words[last].low in nouns or _is_site_behind(words, last, lexicon)):
        last += 1
        is_of = last + 1 < len(words) and words[last].low in sets["of"] and words[last + 1].text[:1].isupper()
        if is_of and not capitals:
            last = _named_end(words, last + 1, capitals, lexicon)  # "the Vexian town of Mirel"
    if not capitals and last == position + 1 and _is_adjective(words, last, lexicon):
        return first
    if capitals:
        is_noun = [t.low in nouns for t in words[first:last]]
        return last if any(is_noun) and not all(is_noun) else first
    return _with_wider(words, first, last, lexicon)


def _is_site_behind(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on with what stands there: "the Ozmara grain market", "the Tarn brickworks"."""
    if words[at].low in lexicon.sets["site"]:
        return True
    following = words[at + 1].low if at + 1 < len(words) else ""
    is_word = words[at].text[:1].islower() and words[at].low not in lexicon.sets["preposition"]
    is_plain = words[at].low not in lexicon.predicates and words[at].low not in lexicon.populations
    return is_word and is_plain and following in lexicon.sets["site"]


def _with_wider(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Where a place ends behind the wider one that follows a comma: "Quill, Ozmara Province"."""
    sets = lexicon.sets
    following = last + 1
    if first < 2 or last >= len(words) or words[last].text != "," or following >= len(words):
        return last
    further = _named_end(words, following, False, lexicon)
    while further < len(words) and words[further].low in sets["place_noun"]:
        further += 1
    closes = (
        further >= len(words)
        or words[further].text in (",", ".", ";", ")")
        or words[further].low in sets["place_preposition"]
    )
    is_age = further + 1 < len(words) and words[further].text == "," and words[further + 1].text.isdigit()
    if further > following and closes and not is_age and words[following].low not in sets["not_place"]:
        return further
    return last


def _is_adjective(words: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether a name is one of a people or language in front of a noun: "the Azerbaijani movement"."""
    if last >= len(words) or not words[last].text[:1].islower() or words[last].low in lexicon.sets["preposition"]:
        return False
    return words[last - 1].low.endswith(lexicon.endings["people"]) and words[last].low not in lexicon.predicates


def _named_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """The end of a run of capitalised words, small words such as "de" between them."""
    if capitals:
        return _capitals_end(words, first, lexicon)
    sets = lexicon.sets
    position = last = first
    while position < len(words):
        token = words[position]
        if not token.text[:1].isupper():
            behind = _behind_small(words, position, lexicon) if position > first else None
            if behind is None:
                break
            last = behind if token.text == "(" else last
            position = behind
            continue
        if token.low in sets["not_place"] and position > first:
            break
        position += 1
        last = position
        is_owner = token.low.endswith(lexicon.endings["owner"])
        if is_owner and not (position < len(words) and words[position].text[:1].isupper()):
            break
    return last


def _behind_small(words: Sequence[Token], position: int, lexicon: Lexicon) -> int | None:
    """Where a name goes on behind a small word inside it ("Rio de Mirel") or a name in brackets."""
    if position + 1 >= len(words) or not words[position + 1].text[:1].isupper():
        return None
    if words[position].text == "(" and position + 2 < len(words) and words[position + 2].text == ")":
        return position + 3
    return position + 1 if words[position].low in lexicon.sets["inner"] else None


def _capitals_end(words: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """The end of a run of words that may be a name, in a text printed in capitals."""
    sets = lexicon.sets
    position = first
    while position < len(words) and position - first <= _LONGEST_IN_CAPITALS:
        low = words[position].low
        if not words[position].text[:1].isalpha() or low in lexicon.populations or low in lexicon.predicates:
            break
        is_stop = low in sets["preposition"] or low in sets["not_place"] or low in sets["be"] or low in sets["have"]
        if is_stop and low not in sets["of"]:
            break
        position += 1
        if low.endswith(lexicon.endings["owner"]) and not (
            position < len(words) and words[position].text[:1].isupper()
        ):
            break
    return position


def _place_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """The name of a place, what only says that it is a town or village left out: "the town of Mirel" is Mirel."""
    for at in range(first, last - 2):
        is_noun = words[at].low in lexicon.sets["place_noun"] and words[at].text.islower()
        if is_noun and words[at + 1].low in lexicon.sets["of"]:
            return bare_name(words, at + 2, last, lexicon)
    return bare_name(words, first, last, lexicon)


def bare_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """The words of a name without article in front and possessive behind."""
    while first < last and words[first].low in lexicon.sets["no_part_of_name"]:
        first += 1
    return _OWNER.sub("", between(words, first, last))


def place_of(
    annotated: Annotated, places: Sequence[Place], first: int, last: int, kind: str, lexicon: Lexicon
) -> Place | None:
    """The place that a claim at tokens `first` to `last` has in its sentence, None where it states none."""
    leads = lexicon.sets["scene_preposition"]
    more = {"displaced": "scene_left", "deployed": "scene_sent"}.get(kind)
    entering: set[str] | None = None
    lowest: tuple[int, int] | None = None
    chosen = None
    for at, place in enumerate(places):
        is_object = place.first in (last, last + 1)
        is_lead = place.lead in leads or (more is not None and place.lead in lexicon.sets[more])
        is_lead = is_lead or _is_struck(annotated, place, lexicon)
        if not is_lead and not is_object:
            entering = _entering_words(annotated) if entering is None else entering
            if kind in ("displaced", "gathered") or place.lead not in entering:
                continue
        is_attacked = place.lead in lexicon.sets["struck_lead"] and _is_struck(annotated, place, lexicon)
        if place.lead in lexicon.sets["of"] and not is_object and not is_attacked and kind != "displaced":
            continue
        struck = _STRUCK if place.lead not in leads or _is_struck(annotated, place, lexicon) else 0
        cost = (distance(annotated, place.first, place.last, first, last, lexicon) + struck, at)
        if cost[0] < _FARTHEST and (lowest is None or cost < lowest):
            lowest, chosen = cost, place
    return chosen


def _is_struck(annotated: Annotated, place: Place, lexicon: Lexicon) -> bool:
    """Whether an attack or disaster is told of the place: "the bombardment of Quill", "the raid on Tarn"."""
    if place.lead not in lexicon.sets["struck_lead"] or place.first < 2:
        return False
    return annotated.lows[place.first - 2] in lexicon.sets["event_scene"]


def _entering_words(annotated: Annotated) -> set[str]:
    """The last words of predicates that take a place as their object: "stormed", "entered"."""
    return {annotated.lows[p.last - 1] for p in annotated.predicates if p.takes_subject}


_OPENING = 12  # the most that words which open a sentence are away from what follows


def distance(annotated: Annotated, one_first: int, one_last: int, first: int, last: int, lexicon: Lexicon) -> int:
    """How far apart two runs of tokens stand; clause marks and other predicates make it farther."""
    sets = lexicon.sets
    if one_first >= last:
        low, high, penalty = last, one_first, 0
    elif one_last <= first:
        low, high, penalty = one_last, first, 2
    else:
        return 0
    cost = high - low + penalty
    for word in annotated.lows[low:high]:
        if word in (";", ":"):
            cost += 40
        elif word == ",":
            cost += 3
        elif word in sets["opposing"]:
            cost += 20
        elif word in sets["joining_clause"]:
            cost += 4
    cost += sum(6 for phrase in annotated.phrases if low <= phrase.first < high and phrase.number.count)
    opens = one_first <= 2 and one_last <= first
    return min(cost, _OPENING) if opens else cost
