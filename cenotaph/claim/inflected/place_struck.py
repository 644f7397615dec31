"""Places that an attack or a disaster is said to have met, where cases tell it: "Ozmara'ya düzenlenen saldırıda".

The name stands in front of a word for what was done to it, in the case of a goal or an object, and is a place
only where a sentence tells no other.
"""

from __future__ import annotations

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.words import Lexicon

_BETWEEN = 3  # words between the name and what was done: "Ozmara'ya dün sabah düzenlenen"
_LONGEST = 4  # words of a name
_CASES = ("goal", "accusative")


def struck_places(seen: Seen, lexicon: Lexicon) -> list[Place]:
    """The places of a sentence to which something was done."""
    found = []
    for mark in seen.cue("struck"):
        for at in range(mark.first - 1, max(-1, mark.first - 2 - _BETWEEN), -1):
            place = _ending_at(seen, at, lexicon)
            if place is not None:
                found.append(place)
                break
            if seen.words[at].low == ",":
                break
    return found


def _ending_at(seen: Seen, at: int, lexicon: Lexicon) -> Place | None:
    """The name that ends with a word in the case of a goal or an object, set off where the language does so."""
    word = seen.words[at]
    is_set_off = "'" in word.low or "’" in word.low
    if not word.text[:1].isupper() or (lexicon.words.sets_off_names and not is_set_off):
        return None
    if any(time.start < word.end and word.start < time.end for time in seen.times):
        return None
    heads = (*seen.cue("speaker_head"), *seen.cue("person_title"), *seen.cue("actor"))
    base = next((b for case in _CASES if (b := lexicon.base(word.low, case))), None)
    if base is None or any(mark.first <= at < mark.last for mark in heads):
        return None
    first = at
    while first > 0 and at - first < _LONGEST and _may_lead(seen, first - 1):
        first -= 1
    words = [other.text for other in seen.words[first:at]]
    return Place(first, at + 1, " ".join([*words, printed(word.text, base, word.low)]))


def _may_lead(seen: Seen, at: int) -> bool:
    """Whether a word is an earlier part of a name."""
    word = seen.words[at]
    is_opening = at == 0 and any(mark.first == 0 for mark in seen.cue("not_place"))
    return word.text[:1].isupper() and "'" not in word.low and "’" not in word.low and not is_opening
