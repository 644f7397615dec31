"""Clauses of a sentence of an inflecting language, and who did in them what is told.

A doer is a word for an office, a body or troops in the base form, with the names beside it
("президент Ильва Никто", "Veksiya Parlamentosu"), or a name that opens the clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.act import Act
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.words import Lexicon

CLAUSE_MARKS = frozenset({",", ";", ":", "(", ")", "«", "»", '"', "“", "”", "„", "—", "–"})
_OBLIQUE = ("genitive", "dative", "accusative", "locative", "ablative", "instrumental")
_OBJECT = ("genitive", "accusative", "locative", "ablative")  # of a name, whose last vowel may look like a dative's
_MOST = 4  # words of a name beside an office


def clause(seen: Seen, first: int, last: int) -> tuple[int, int]:
    """The clause around words `first` to `last`: between commas, dashes, quotation marks, and words such as "ki"."""
    openers = {mark.last for mark in seen.cue("opens_clause")}
    low, high = first, last
    while low > 0 and seen.words[low - 1].low not in CLAUSE_MARKS and low not in openers:
        low -= 1
    while high < len(seen.words) and seen.words[high].low not in CLAUSE_MARKS and high + 1 not in openers:
        high += 1
    if high < len(seen.words) or high == low:
        return low, high
    while high > last and seen.words[high - 1].low in (".", "!", "?", "…"):
        high -= 1
    return low, high


def stretch(seen: Seen, at: int) -> tuple[int, int]:
    """The words between semicolons around a word."""
    low = high = at
    while low > 0 and seen.words[low - 1].low != ";":
        low -= 1
    while high < len(seen.words) and seen.words[high].low != ";":
        high += 1
    return low, high


def doer(seen: Seen, first: int, last: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Word positions of who did what words `first` to `last` tell; None where they name nobody."""
    groups = ("doer", "speaker_head") if lexicon.is_verb_last else ("doer",)  # there in the base form alone
    adjuncts = {mark.first for group in ("agent_behind", "according_behind") for mark in seen.cue(group)}
    for mark in sorted((mark for group in groups for mark in seen.cue(group)), key=lambda m: (m.first, -m.last)):
        is_oblique = lexicon.is_verb_last and lexicon.has_case(seen.words[mark.last - 1].low, *_OBLIQUE)
        if first <= mark.first and mark.last <= last and mark.last not in adjuncts and not is_oblique:
            return _with_names(seen, mark.first, mark.last, (first, last), lexicon)
    position = first
    dated = set(_dated(seen))
    while position < last and (position in dated or seen.words[position].low in CLAUSE_MARKS):
        position += 1
    end = position
    while end < last and end not in dated and seen.words[end].text[:1].isupper() and end - position < _MOST:
        end += 1
    if end == position or not _is_name(seen, position, end, lexicon):
        return None
    return position, end


def _is_name(seen: Seen, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether capitalised words may be the name of who acts: in the base form, and none that only opens a sentence."""
    closing = seen.words[last - 1]
    if lexicon.is_verb_last and lexicon.has_case(closing.low, "locative", "ablative", "genitive"):
        return False
    barred = ("place_lead", "not_name", "predicate", "population", "legal", "opens_clause", "event_thing", "subset")
    marked = {at for group in barred for mark in seen.cue(group) for at in range(mark.first, mark.last)}
    return not any(at in marked for at in range(first, last))


def _with_names(seen: Seen, first: int, last: int, bounds: tuple[int, int], lexicon: Lexicon) -> tuple[int, int]:
    """An office with the capitalised words on both sides."""
    dated = set(_dated(seen))
    while first > bounds[0] and first - 1 not in dated and seen.words[first - 1].text[:1].isupper():
        first -= 1
    begin = last
    while last < bounds[1] and last - begin < _MOST and last not in dated and seen.words[last].text[:1].isupper():
        if lexicon.is_verb_last and lexicon.has_case(seen.words[last].low, *_OBJECT):
            break
        last += 1
    return first, last


def _dated(seen: Seen) -> Iterator[int]:
    """The word positions inside expressions of time."""
    for time in seen.times:
        for at, word in enumerate(seen.words):
            if word.start < time.end and time.start < word.end:
                yield at


def words_between(seen: Seen, first: int, last: int, *, without_times: bool = False) -> str:
    """The words from `first` to `last` as printed, stops at both ends left out."""
    left_out = set(_dated(seen)) if without_times else set()
    kept = [at for at in range(first, last) if at not in left_out]
    while kept and seen.words[kept[0]].low in CLAUSE_MARKS:
        kept.pop(0)
    while kept and (seen.words[kept[-1]].low in CLAUSE_MARKS or seen.words[kept[-1]].low == "."):
        kept.pop()
    return " ".join(seen.words[at].text for at in kept)


def act_of(seen: Seen, kind: str, run: tuple[int, int], value: str, rule: str) -> Act:
    """An act on words `run`, its offsets counted in the text."""
    return Act(kind, seen.words[run[0]].start, seen.words[run[1] - 1].end, value, rule)
