"""What a sentence tells of the figures before it: that they are false, not to be confirmed, or revised.

"Это неправда.", "Адвокат возразил, что ничего подобного не было", "Подтвердить эти данные не удалось", "Позже
ведомство уточнило свои данные: 112".
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.record import Claim, Modality

_NEAR = 3  # words between a verb of denying and "this"


def modality_of_before(seen: Seen, said: Sequence[Speech], *, is_counting: bool) -> Modality | None:
    """How surely the figures of the sentence before are known by this one, null where it tells nothing of them."""
    if _is_open(seen, seen.cue("denied_before")):
        return "denied"
    is_denial = any(speech.is_denial for speech in said) and not is_counting
    if is_denial and any(_is_beside(mark, said) for mark in seen.cue("this")):
        return "denied"
    if _is_open(seen, seen.cue("doubted_before")):
        return "alleged"
    return None


def _is_open(seen: Seen, marks: Sequence[Mark]) -> bool:
    """Whether a cue speaks of what stands before the sentence: no number stands in front of it."""
    return bool(marks) and not any(phrase.first < marks[0].first for phrase in seen.phrases)


def _is_beside(this: Mark, said: Sequence[Speech]) -> bool:
    return any(
        speech.is_denial and min(abs(this.first - speech.last), abs(speech.first - this.last)) <= _NEAR
        for speech in said
    )


def is_revised(seen: Seen, claim: Claim, new: Claim) -> bool:
    """Whether a sentence says that `new` takes the place of an earlier claim."""
    one, other = claim.count, new.count
    if claim.kind != new.kind or one is None or other is None or claim.modality != "asserted" or one == other:
        return False
    if one.high == 0 or new.part_of is not None or new.modality != "asserted":
        return False
    if seen.cue("revised_before"):
        return claim.speaker == new.speaker or claim.speaker is None or new.speaker is None
    return False
