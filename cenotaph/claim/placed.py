"""Where a claim is: the one of a sentence's places that is its own.

The nearest place behind a word such as "in" is taken; one that is attacked, or whose people are
counted, only where no nearer one stands. Of "the brickworks at Quill" the brickworks are meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.place_ends import bare_name
from cenotaph.claim.places import BRACKETED, NAMED_BY_EVENT, Place
from cenotaph.claim.words import Lexicon

_FARTHEST = 60  # cost at which a place is no longer that of a claim
_FAR = 400  # tokens between two runs behind which what stands between them makes no difference
_STRUCK = 8  # what is told of an attack is farther than what is told of the people
_NAMED = 4  # in the name of the event
_AFTERWARDS = frozenset({"gathered", "buried", "honoured", "commemoration", "anniversary"})  # not at its place
_OF_PEOPLE = 16  # whose people are counted, farther still: "fourteen inmates of Camp Lido"
_SPEAKERS = 20  # where those speak who tell it
_NOT_LEFT = 10  # of people who fled, another place than the one behind "from"
_CARED_FOR = 30  # where the wounded lie
_OF_OTHERS = 30  # where those are who are told of in a clause of their own
_REACHED = 6  # tokens of "to the old railhead at"
_OPENS = 2  # tokens in front of a place that opens a sentence
_OPENING = 12  # the most that words which open a sentence are away from what follows
_LEADS_OF_KIND = {
    "displaced": "scene_left",
    "deployed": "scene_sent",
    "gathered": "scene_sent",
    "detained": "scene_taken",
}
_WORN = frozenset({"killed", "injured", "casualty"})


def place_of(
    annotated: Annotated, places: Sequence[Place], first: int, last: int, kind: str, lexicon: Lexicon
) -> Place | None:
    """The place that a claim at tokens `first` to `last` has in its sentence, None where it states none."""
    lowest: tuple[int, int] | None = None
    chosen = None
    for at, place in enumerate(places):
        is_far = place.last + _FARTHEST < first or last + _FARTHEST < place.first
        if is_far and place.first > _OPENS:  # of those farther off only one that opens the sentence may be meant
            continue
        added = _added_cost(annotated, place, first, last, kind, lexicon)
        if added is None or _is_of_part(annotated, place, last):
            continue
        cost = (distance(annotated, place.first, place.last, first, last, lexicon) + added, at)
        if cost[0] < _FARTHEST and (lowest is None or cost < lowest):
            lowest, chosen = cost, at
    return None if chosen is None else _narrower(annotated, places, chosen, lexicon)


def _is_of_part(annotated: Annotated, place: Place, last: int) -> bool:
    """Whether a place behind a claim is told of a part of those counted: "90 were held, of whom 12 are in Quill"."""
    if place.first < last or place.first - last > _FARTHEST:
        return False
    lows, sets = annotated.lows, annotated.lexicon.sets
    parts = [
        p.last
        for p in annotated.phrases
        if last <= p.first < place.first and (p.is_share or _is_of_whom(lows, p.first, sets))
    ]
    if not parts:
        return False
    return any(parts[0] <= p.last <= place.first for p in annotated.predicates) or not sets["who"].isdisjoint(
        lows[parts[0] : place.first]
    )


def _is_of_whom(lows: Sequence[str], first: int, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether "of whom" stands in front of a number."""
    return first > 1 and lows[first - 1] in sets["relative"] and lows[first - 2] in sets["of"]


def _added_cost(annotated: Annotated, place: Place, first: int, last: int, kind: str, lexicon: Lexicon) -> int | None:
    """How much less likely than by its distance a place is that of a claim; None where it cannot be."""
    sets = lexicon.sets
    if place.is_followed and first >= place.last:
        return _STRUCK
    if place.lead in (BRACKETED, NAMED_BY_EVENT):
        return _cost_without_lead(place, last, kind)
    if place.lead in sets["of"]:
        return _cost_behind_of(annotated, place, first, last, kind, lexicon)
    is_struck = _is_struck(annotated, place, lexicon)
    may_be = kind not in _AFTERWARDS if is_struck else _may_be_scene(annotated, place, first, last, kind, lexicon)
    if not may_be:
        return None  # "decorated for repelling the raid on Quill"
    is_scene = place.lead in sets["scene_preposition"]
    if is_of_care(annotated, place, kind, lexicon):
        return _CARED_FOR
    if is_speakers(annotated, place, first, lexicon):
        return _SPEAKERS
    if kind == "displaced":
        is_left = place.lead in sets["scene_left"] or place.lead in _entering_words(annotated)  # "fled Quill"
        return 0 if is_left else _NOT_LEFT
    return 0 if is_scene else _STRUCK


def _cost_without_lead(place: Place, last: int, kind: str) -> int | None:
    """The same for a place in brackets, which is of the count in front alone, and in the name of an event."""
    if place.lead == BRACKETED:
        return 0 if last <= place.first <= last + 2 else None
    if kind == "displaced" and place.is_followed:
        return None  # "fled Quill for Zarn, where"
    return _NAMED if kind not in _AFTERWARDS else None


def is_of_care(annotated: Annotated, place: Place, kind: str, lexicon: Lexicon) -> bool:
    """Whether a place is one where the wounded lie and the dead are brought: "twelve died in the infirmary"."""
    sets, lows = lexicon.sets, annotated.lows
    is_care = kind in _WORN and place.lead in sets["scene_preposition"] and lows[place.last - 1] in sets["care_site"]
    return is_care and not _is_struck(annotated, place, lexicon)


def _cost_behind_of(
    annotated: Annotated, place: Place, first: int, last: int, kind: str, lexicon: Lexicon
) -> int | None:
    """The same for a place behind "of", which is one of the claim's where it is struck, left or its people's."""
    if kind == "displaced":
        return 0
    is_town = annotated.lows[place.first - 2] in lexicon.sets["settlement"] and place.last <= first
    if is_town or _is_struck(annotated, place, lexicon):
        return _STRUCK  # "the hamlet of Reedmouth was set on fire"
    return _OF_PEOPLE if _is_of_people(annotated, place, first, last, lexicon) else None


def _may_be_scene(annotated: Annotated, place: Place, first: int, last: int, kind: str, lexicon: Lexicon) -> bool:
    """Whether what stands in front of a place makes it one where something happened."""
    sets, lows = lexicon.sets, annotated.lows
    if kind == "displaced" and _is_reached(lows, place, lexicon):
        return False
    is_left = place.lead in sets["scene_left"]
    if is_left and place.first > 1 and lows[place.first - 2] in sets["told_of_place"]:
        return True  # "the count from Old Ferry"
    if place.lead in sets["scene_preposition"]:
        is_unnamed = place.last <= first and place.name == place.name.lower()
        # "a leaflet handed out at the gates spoke of"
        return not is_unnamed or lexicon.say.keys().isdisjoint(lows[place.last : first])
    if first < place.first and place.last < last and place.lead in sets["scene_sent"]:
        return True  # "led to the Ridge Road and shot"
    if kind == "detained" and is_left and (place.first < last or lows[place.first - 2] in sets["of_origin"]):
        return False  # "12 men from Quill were held", "hailing from Quill"
    more = _LEADS_OF_KIND.get(kind)
    if (more is not None and place.lead in sets[more]) or (place.first in (last, last + 1) and not is_left):
        return True
    is_entered = place.lead in sets["struck_verb"] or place.lead in _entering_words(annotated)
    return is_entered and kind not in ("displaced", "gathered")


def _is_reached(lows: Sequence[str], place: Place, lexicon: Lexicon) -> bool:
    """Whether people came to a place: "into Quill", "trekked to the railhead at Mile 12"."""
    sets = lexicon.sets
    if place.lead in sets["scene_reached"]:
        return True
    if place.lead not in sets["site_of"]:
        return False
    before = lows[max(0, place.first - _REACHED) : place.first - 1]
    return (
        len(before) > 1
        and any(low in sets["scene_sent"] or low in sets["scene_reached"] for low in before)
        and not any(low in lexicon.predicates or not low[:1].isalpha() for low in before)
    )


def is_speakers(annotated: Annotated, place: Place, first: int, lexicon: Lexicon) -> bool:
    """Whether who says a claim at token `first` stands between it and the place: "police in Quill said that"."""
    lows = annotated.lows
    if first < place.first:
        return place.last < len(lows) and lows[place.last] in lexicon.say  # "..., police in Quill said"
    near = range(place.last, min(first, place.last + _FARTHEST))
    be = lexicon.sets["be"]
    verbs = [at for at in near if lows[at] in lexicon.say or (lows[at] in lexicon.put and lows[at - 1] not in be)]
    return bool(verbs) and lows[verbs[0] - 1] != "," and "," not in lows[verbs[0] + 1 : verbs[0] + 2]


def _narrower(annotated: Annotated, places: Sequence[Place], at: int, lexicon: Lexicon) -> Place:
    """The place that the chosen one says more of: of "the quarry in Tarn" the quarry."""
    place = places[at]
    if at == 0 or place.lead not in lexicon.sets["site_of"]:
        return place
    before = places[at - 1]
    is_joined = before.last + 1 == place.first
    is_scene = before.lead in lexicon.sets["scene_preposition"] or before.lead in lexicon.sets["struck_verb"]
    if not is_joined or not (is_scene or _is_struck(annotated, before, lexicon)):
        return place
    if not annotated.tokens[before.last - 1].text[:1].islower():
        return before
    name = bare_name(annotated.tokens, before.first, place.last, lexicon)  # "German garrison post at Dolna-Ves"
    return before._replace(last=place.last, name=name)


def names_only_part(annotated: Annotated, places: Sequence[Place], where: str, lexicon: Lexicon) -> bool:
    """Whether a place is told as one of several: "in Quill alone", "3 dead (Brod village)"."""
    lows = annotated.lows
    if lexicon.sets["alone"].isdisjoint(lows) and BRACKETED not in lows:
        return False
    return any(
        p.name in where and (p.lead == BRACKETED or (p.last < len(lows) and lows[p.last] in lexicon.sets["alone"]))
        for p in places
    )


def _is_of_people(annotated: Annotated, place: Place, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the people counted are those of the place: "fourteen inmates of Camp Lido were killed"."""
    if not (first < place.first <= last + 1):
        return False
    return annotated.lows[place.first - 2] in lexicon.sets["people_of_place"]


def _is_struck(annotated: Annotated, place: Place, lexicon: Lexicon) -> bool:
    """Whether an attack or disaster is told of the place: "the bombardment of Quill", "the raid on Tarn"."""
    if place.lead not in lexicon.sets["struck_lead"] or place.first < 2:
        return False
    return annotated.lows[place.first - 2] in lexicon.sets["event_scene"]


def _entering_words(annotated: Annotated) -> set[str]:
    """The last words of predicates that take a place as their object: "stormed", "entered"."""
    return {annotated.lows[p.last - 1] for p in annotated.predicates if p.takes_subject}


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
    opens = one_first <= _OPENS and one_last <= first
    if cost >= _FAR:
        return _OPENING if opens else cost
    for word in annotated.lows[low:high]:
        if word in (";", ":"):
            cost += 40
        elif word == ",":
            cost += 3
        elif word in sets["opposing"]:
            cost += 20
        elif word in sets["joining_clause"]:
            cost += 4
        elif word in sets["who"] and one_first >= last:
            cost += _OF_OTHERS
    cost += sum(6 for phrase in annotated.phrases if low <= phrase.first < high and phrase.number.count)
    return min(cost, _OPENING) if opens else cost
