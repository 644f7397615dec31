"""Quoted words in texts of inflecting languages, with who said them.

The marks are those of `cenotaph.claim.quoted`; who speaks is named by a verb of saying outside them, in
the sentences that hold or touch the quotation.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.doers import doer, words_between
from cenotaph.claim.inflected.looking import see
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.voice import speeches
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.quoted import quotations
from cenotaph.claim.sentences import Sentence

_DASH = re.compile("[—–-]")  # words opened by a dash end with another
_NEAR = 14  # words between a quotation and the verb that says whose it is
_BACK = 3  # sentences in which "he added" finds who
_ROLE = 3  # words of a role in front of a name: "очевидец Иван Никто"
_STOPS = frozenset({".", ";", ":", ",", "«", "»", '"', "“", "”", "„", "—", "–", "-", "!", "?", "…", "(", ")"})


class Quoted(NamedTuple):
    """Words that somebody is quoted with: offsets in the text, half-open, and what was seen around them."""

    start: int
    end: int
    speaker: str
    seen: Seen


def quoted_words(text: str, bounds: tuple[int, int], passed: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Quoted]:
    """The quotations of a block that have a speaker; `passed` are the block's sentences."""
    start, end = bounds
    starts, ends = [s.start for s in passed], [s.end for s in passed]
    for low, closing in quotations(text, start, end, _DASH):
        high = closing - (text[closing - 1] in ",;")
        first = bisect.bisect_left(ends, low - 1)
        around = passed[first : bisect.bisect_left(starts, high + 2)]
        if not around:
            continue
        joined = Sentence(around[0].start, around[-1].end, start, text[around[0].start : around[-1].end])
        seen = see(joined, (), lexicon)
        speaker = _speaker(seen, low, high, lexicon)
        if speaker is None and _goes_back(seen, low, high):
            speaker = _former(passed[max(0, first - _BACK) : first], lexicon)
        if speaker:
            yield Quoted(low, high, speaker, seen)


def _speaker(seen: Seen, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Who says the words from offset `start` to `end`: the subject of the nearest verb of saying outside them."""
    inside = [at for at, word in enumerate(seen.words) if start <= word.start < end]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    outside = [
        (_gap(mark, first, last), mark.first, mark)
        for group in ("quote_say", "say")
        for mark in seen.cue(group)
        if mark.last <= first or mark.first >= last
    ]
    for gap, _, mark in sorted(outside):
        if gap > _NEAR:
            return None
        named = _subject(seen, mark, (first, last), lexicon)
        if named:
            return named
    return _according(speeches(seen, lexicon), first, last) or _between_dashes(seen, first, last)


def _goes_back(seen: Seen, start: int, end: int) -> bool:
    """Whether outside the words quoted somebody named before is said to speak: "he added", "in his words"."""
    groups = ("quote_say", "say", "pronoun_according")
    words = [seen.words[mark.first] for group in groups for mark in seen.cue(group)]
    return any(not start <= word.start < end for word in words)


def _former(passed: Sequence[Sentence], lexicon: Lexicon) -> str | None:
    """Who was named last as doing something, in the sentences just before."""
    for sentence in reversed(passed):
        seen = see(sentence, (), lexicon)
        by = doer(seen, 0, len(seen.words), lexicon)
        if by is not None:
            return words_between(seen, *by)
    return None


def _gap(mark: Mark, first: int, last: int) -> int:
    return first - mark.last if mark.last <= first else mark.first - last


def _subject(seen: Seen, verb: Mark, quotation: tuple[int, int], lexicon: Lexicon) -> str | None:
    """The subject of a verb of saying: between it and the quotation, on its other side, or in front of both."""
    first, last = quotation
    if verb.first >= last:  # "...", deyə prezident bildirib; «...», — сказал президент
        runs = [(last, verb.first), (verb.last, len(seen.words)), (0, first)]
    else:  # Президент заявил: «...»; Nazir deyib: "..."
        runs = [(0, verb.first), (verb.last, first), (last, len(seen.words))]
    if lexicon.is_verb_last and verb.first >= last and verb.first - last <= 1:
        runs = [(0, first), (verb.last, len(seen.words))]  # Bakan X, "..." dedi; "..." dedi Bakan X
    for low, high in runs:
        named = _named(seen, low, high, lexicon, is_last=high == verb.first)
        if named:
            return named
    return None


def _named(seen: Seen, low: int, high: int, lexicon: Lexicon, *, is_last: bool) -> str | None:
    """A speaker in words `low` to `high`, of the one sentence that touches the quotation or its verb."""
    while low < high and seen.words[low].low in _STOPS:
        low += 1
    while low < high and seen.words[high - 1].low in _STOPS:
        high -= 1
    stops = [at for at in range(low, high) if seen.words[at].low in (".", "!", "?", ";", "»", "”")]
    if stops:
        low, high = (stops[-1] + 1, high) if is_last else (low, stops[0])
    while low < high and any(mark.first == low for mark in seen.cue("says_lead")):
        low += 1
    by = doer(seen, low, high, lexicon)
    if by is not None:
        return words_between(seen, *by)
    return _private(seen, low, high)


def _private(seen: Seen, low: int, high: int) -> str | None:
    """A name in small and capital letters with the role in front of it: "очевидец Иван Никто"."""
    named = [at for at in range(low, high) if seen.words[at].text[:1].isupper()]
    if not named:
        roles = [mark for mark in seen.cue("witness") if low <= mark.first and mark.last <= high]
        return words_between(seen, roles[0].first, roles[0].last) if roles else None
    first, last = named[0], named[0] + 1
    others = {mark.first for mark in seen.cue("speaker_head")}  # "told Radio Nowhere"
    while last < high and seen.words[last].text[:1].isupper() and last not in others:
        last += 1
    while first > low and named[0] - first < _ROLE and seen.words[first - 1].low not in _STOPS:
        first -= 1
    return words_between(seen, first, last)


def _between_dashes(seen: Seen, first: int, last: int) -> str | None:
    """The speaker whom the words quoted break off to name: «..., — вспоминает учительница Ильва Никто. — ...»."""
    for mark in (*seen.cue("quote_say"), *seen.cue("say")):
        if first < mark.first < last and seen.words[mark.first - 1].low in ("—", "–"):
            end = next((at for at in range(mark.last, last) if seen.words[at].low in _STOPS), last)
            return _private(seen, mark.last, end)
    return None


def _according(said: Sequence[Speech], first: int, last: int) -> str | None:
    """The speaker of "по словам X", "X-ın sözlərinə görə" beside a quotation."""
    outside = [s for s in said if s.speaker and (s.last <= first or s.first >= last)]
    return outside[0].speaker if outside else None
