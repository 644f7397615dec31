"""Where: the places of a sentence.

Places are known by form, not from a gazetteer: capitalised words behind a preposition or behind a
verb such as "stormed", in front of "where" or in the name of an event, with the words for
settlements beside them. In a text printed in capitals only a word for a settlement tells a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.phrases import between
from cenotaph.claim.place_ends import ends_noun, named_end, place_end, place_name, site_end, without_owner
from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon

NAMED_BY_EVENT = ""
"""What leads a place in the name of an event, or in front of "where": nothing."""

BRACKETED = "("
"""What leads a place in brackets behind a count, which is of that count alone."""

_LONGEST_LABEL = 3  # tokens of "Upper Tarn:"
_LONGEST_SITE = 5  # tokens of "the old grain market hall"


class Place(NamedTuple):
    """A place as a sentence names it; token positions half-open, the preposition left out."""

    first: int
    last: int
    name: str
    lead: str  # the preposition or verb in front
    is_followed: bool = False  # what follows happened there: "Camp Ferro, where ..."


_OF_SEVERAL = 6  # tokens of "through six mountain villages of"
_CLOSING = ")"
_TAG = "#"
_AT = "at"
"""The preposition that those of several words are read as."""


def find_places(annotated: Annotated, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    starts, sites = _starts(annotated, lexicon), _sites(annotated, lexicon)
    label = _label_end(annotated, lexicon)
    named = {} if annotated.is_capitals else {**_followed(annotated, lexicon), **_of_events(annotated, lexicon)}
    bracketed = _bracketed(annotated, lexicon)
    if not (starts or sites or label or named or bracketed):
        return ()
    counted = {at for phrase in annotated.phrases for at in range(phrase.first, phrase.last)}
    found: list[Place] = []
    behind = label
    if label:
        found.append(Place(0, label, between(words, 0, label), _AT))
    numbered = {at for at in starts if at < len(words) and _is_address(words, at, lexicon)}
    tags = {at + 1: at + 2 for at in starts if at + 1 < len(words) and words[at].text == _TAG}  # "in #Quill"
    for position in sorted((starts - counted) | numbered | sites | named.keys() | tags.keys() | bracketed.keys()):
        if not behind <= position < len(words):
            continue
        last = position
        if position in numbered:
            last = named_end(words, position + 1, annotated.is_capitals, lexicon)
        elif position in starts and position not in counted:
            last = place_end(words, position, annotated.is_capitals, lexicon)
        if last <= position and position in sites and position not in counted:
            last = site_end(words, position, lexicon)
        lead = _lead(lows, position, lexicon)
        if position in tags:
            last, lead = tags[position], lows[position - 2]
        if position in bracketed:
            last, lead = bracketed[position], BRACKETED
        if last <= position and position in named:
            last, lead = named[position], NAMED_BY_EVENT
        if last > position:
            is_event = last < len(lows) and lows[last] in sets["event_scene"]
            lead = NAMED_BY_EVENT if is_event and lead not in sets["scene_preposition"] else lead
            name = place_name(words, position, last, lexicon)
            found.append(Place(position, last, name, lead, _is_followed(lows, last, lexicon)))
            behind = last
    return tuple(found)


def _sites(annotated: Annotated, lexicon: Lexicon) -> set[int]:
    """Where a place without a name may begin: behind a preposition, behind a verb such as "stormed"."""
    lows, sets = annotated.lows, lexicon.sets
    sites = {at + 1 for at, low in enumerate(lows) if low in sets["site_preposition"] or low in sets["struck_verb"]}
    sites |= {at + 1 for at, low in enumerate(lows) if at and low in sets["of"] and lows[at - 1] in sets["scene_noun"]}
    sites |= {
        at + 1 for at, low in enumerate(lows) if low in sets["struck_lead"] and at and _is_event(lows, at, lexicon)
    }
    return sites | {
        p.last for p in annotated.predicates if p.takes_subject and p.kind == "gathered"
    }  # "packed the hall"


def _lead(lows: Sequence[str], position: int, lexicon: Lexicon) -> str:
    """What stands in front of a place: of "through six villages of Quill district" the first word."""
    sets = lexicon.sets
    lead = lows[position - 1] if position else ""
    if position < 2 or lead not in sets["no_scene_lead"]:
        return lead
    if lows[position - 2] in sets["scene_noun"]:
        return _AT  # "in front of", "close to"
    if lead in sets["of"] and lows[position - 2] in sets["settlements"]:
        before = lows[max(0, position - _OF_SEVERAL) : position - 2]
        return next((low for low in before if low in sets["scene_preposition"]), lead)
    return lead


def _starts(annotated: Annotated, lexicon: Lexicon) -> set[int]:
    """Where a place with a name may begin: behind a preposition, behind a verb such as "stormed"."""
    lows, sets = annotated.lows, lexicon.sets
    leads, verbs = sets["place_preposition"], sets["struck_verb"]
    starts = {at + 1 for at, low in enumerate(lows) if low in leads or low in verbs}
    kinds_of_object = ("deployed", "gathered", "displaced")  # "entered Quill", "fled the Tarn valley"
    starts.update(p.last for p in annotated.predicates if p.takes_subject and p.kind in kinds_of_object)
    starts.update(
        at + 1 for at, low in enumerate(lows) if low in sets["fought_for"] and at and _is_event(lows, at, lexicon)
    )
    return starts


def _bracketed(annotated: Annotated, lexicon: Lexicon) -> dict[int, int]:
    """Places in brackets behind a count, begin to end: "3 dead (Brod village), 18 wounded (Upper Mill)"."""
    words, sets = annotated.tokens, lexicon.sets
    if annotated.is_capitals or BRACKETED not in annotated.lows:
        return {}
    found: dict[int, int] = {}
    bodies = (sets["no_place_end"], sets["label_body"], sets["head"], sets["not_place"], sets["person_title"])
    for phrase in annotated.phrases:
        first = next(
            (at + 1 for at in range(phrase.last, min(len(words), phrase.last + 2)) if words[at].text == BRACKETED), 0
        )
        if not first or first >= len(words) or words[first].text.isupper():
            continue
        last = place_end(words, first, False, lexicon)
        is_closed = first < last < len(words) and words[last].text == _CLOSING
        if is_closed and not any(token.low in group for token in words[first:last] for group in bodies):
            found[first] = last
    return found


def _is_followed(lows: Sequence[str], last: int, lexicon: Lexicon) -> bool:
    behind = last + 1 if last < len(lows) and lows[last] == "," else last
    return behind < len(lows) and lows[behind] in lexicon.sets["where"]


def _followed(annotated: Annotated, lexicon: Lexicon) -> dict[int, int]:
    """Places without a preposition in front of "where" or "was hit", begin to end: "Camp Ferro, where"."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    found: dict[int, int] = {}
    for at, low in enumerate(lows):
        is_struck = low in sets["struck_verb"] and at > 1 and lows[at - 1] in sets["be"]  # "the depot was hit"
        if (low not in sets["where"] and not is_struck) or not at:
            continue
        end = at - 1 if is_struck or lows[at - 1] == "," else at
        first = end
        while first > 0 and end - first < _LONGEST_SITE and _is_inside(words, first - 1, lexicon):
            first -= 1
        if first == end:
            continue
        last = place_end(words, first, False, lexicon)
        last = last if last > first else site_end(words, first, lexicon)
        if last == end and (first > 0 or end - first > 1):
            found[first] = end
    return found


def _is_inside(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word may be part of a place: no sign, no small word but an article, no verb."""
    low, sets = words[at].low, lexicon.sets
    if words[at].text[:1].isupper():
        return low not in sets["not_place"]
    return low[:1].isalpha() and (low in sets["article"] or not ends_noun(low, lexicon))


def _of_events(annotated: Annotated, lexicon: Lexicon) -> dict[int, int]:
    """Places in the name of an event, begin to end: "the Nemo Street mosque attack", "the Quill floods"."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    found: dict[int, int] = {}
    for at, low in enumerate(lows):
        if low not in sets["event_scene"]:
            continue
        end = at
        while end > 0 and at - end < _LONGEST_LABEL and _is_site_word(words, end - 1, lexicon):
            end -= 1
        first = _name_begin(words, end, lexicon)
        if first == end or not _is_name_of_place(words, first, end, lexicon):
            continue
        begin = first + (words[first].low in sets["article"])
        if begin < end and (begin > 0 or _opens_with_name(words, end, at, lexicon)):
            found[begin] = next((i + 1 for i in range(at - 1, begin - 1, -1) if lows[i] in sets["site"]), end)
    return found


def _opens_with_name(words: Sequence[Token], end: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a sentence opens with the name of a place, not with a word that any event may have: "Deadly blast"."""
    is_long = end > 1 or end < at
    is_plain = at + 1 < len(words) and words[at].text[:1].islower() and not words[at + 1].text[:1].isupper()
    return is_long and is_plain and words[0].low not in lexicon.sets["no_name_opening"]


def _name_begin(words: Sequence[Token], end: int, lexicon: Lexicon) -> int:
    """Where a run of capitalised words begins that ends at `end`: "Plaza of the Fountains" is one."""
    first = end
    while first > 0:
        small = first - 1
        while small > 0 and first < end and words[small].low in lexicon.sets["name_link"]:
            small -= 1
        is_name = words[small].text[:1].isupper()
        if not is_name or without_owner(words[small].low) in lexicon.sets["not_place"]:
            return first
        first = small
    return first


def _is_site_word(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    low, sets = words[at].low, lexicon.sets
    if not words[at].text[:1].islower():
        return False
    if low in sets["site"] or low in sets["place_noun"] or low in sets["kind_of_site"]:
        return True
    is_next = at + 1 < len(words) and (words[at + 1].low in sets["site"] or words[at + 1].low in sets["kind_of_site"])
    return is_next and _is_inside(words, at, lexicon) and low not in sets["article"]


def _is_name_of_place(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a run of capitalised words is no body, no people, no language and no person with a title."""
    sets = lexicon.sets
    lows = [without_owner(token.low) for token in words[first:last]]
    if (
        lows[0] in sets["person_lead"]
        or lows[0] in sets["person_title"]
        or any(low in sets["not_place"] for low in lows)
    ):
        return False
    if len(lows) == 1 and lows[0].endswith(lexicon.endings["people"]) and lows[0] not in sets["place_noun"]:
        return False
    bodies = (sets["no_place_end"], sets["label_body"], sets["head"])
    return not any(low in group for low in lows for group in bodies) and any(
        low not in lexicon.populations for low in lows
    )


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
    last = named_end(words, at + 1, False, lexicon) if at + 1 < len(words) else at
    return last > at + 2 and words[at].text.isdigit() and words[last - 1].low in lexicon.sets["place_noun"]
