"""Anniversaries, commemorations and apologies in sentences of an inflecting language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cenotaph.claim.act import Act
from cenotaph.claim.inflected.doers import CLAUSE_MARKS, act_of, clause, doer, words_between
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.times import Time

_BEFORE = 3  # words between a number and "anniversary"
_OF_WHAT = 6  # words of what is remembered
_BEHIND = 4  # words between an apology and the verb that refuses or demands it
_YEARS = re.compile(r"(\d{1,3})(?:\D.*)?\Z")


def anniversaries(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """Anniversaries with their number: "36-cı ildönümü", "36-я годовщина", "üzerinden 36 yıl geçti"."""
    for at, word in enumerate(seen.words):
        jubilee = lexicon.jubilee.match(word.low) if word.low[:1].isdigit() else None
        if jubilee is not None:
            run = (at, _of_what_behind(seen, at + 1)) if not lexicon.is_verb_last else (at, at + 1)
            yield act_of(seen, "anniversary", run, jubilee[1], "anniversary")._replace(when=_marked(seen))
    for rule, group in (("anniversary", "anniversary"), ("years-since", "years_since")):
        for mark in seen.cue(group):
            number = _number(seen, mark, lexicon)
            if number is None:
                continue
            at, years = number
            first, last = (at, mark.last) if at < mark.first else (mark.first, mark.last)
            if lexicon.is_verb_last:
                first = _of_what_before(seen, first)
            elif rule == "anniversary":
                last = _of_what_behind(seen, last)
            yield act_of(seen, "anniversary", (first, last), str(years), rule)._replace(when=_marked(seen))


def _number(seen: Seen, mark: Mark, lexicon: Lexicon) -> tuple[int, int] | None:
    """The number of an anniversary and where its words begin: in front of the noun, or inside a phrase."""
    for at in range(mark.last - 1, max(-1, mark.first - _BEFORE - 1), -1):
        low = seen.words[at].low
        digits = _YEARS.match(low)
        if digits is not None:
            return at, int(digits[1])
        if low in CLAUSE_MARKS and at < mark.first:
            return None
        value = _ordinal(low, lexicon)
        if value is not None:
            ten = lexicon.acts.tens.get(seen.words[at - 1].low) if at and value < 10 else None
            return (at - 1, ten + value) if ten is not None else (at, value)
    return None


def _ordinal(low: str, lexicon: Lexicon) -> int | None:
    best = max((stem for stem in lexicon.acts.ordinals if low.startswith(stem)), key=len, default=None)
    return lexicon.acts.ordinals[best] if best is not None and len(low) - len(best) <= len("юю") else None


def _of_what_before(seen: Seen, first: int) -> int:
    """Where the words in front begin that say of what: "katliamın 36. yıl dönümü"."""
    dated = [time for time in seen.times if time.end <= seen.words[first].start]
    low = first
    while low > 0 and first - low < _OF_WHAT and seen.words[low - 1].low not in CLAUSE_MARKS:
        if dated and seen.words[low - 1].start < dated[-1].end:
            break
        low -= 1
    return low


def _of_what_behind(seen: Seen, last: int) -> int:
    """Where the words behind end that say of what: "годовщина обстрела Озмары"."""
    high = last
    verbs = {mark.first for group in ("say", "predicate", "commemoration") for mark in seen.cue(group)}
    while high < len(seen.words) and high - last < _OF_WHAT and seen.words[high].low not in CLAUSE_MARKS | {"."}:
        if high in verbs:
            break
        high += 1
    return high


def _marked(seen: Seen) -> Time | None:
    """The day on which the anniversary was marked: one that leans on the document's date."""
    return next((t for t in seen.times if t.edtf and t.anchor and t.anchor.startswith("document")), None)


def commemorations(seen: Seen) -> Iterator[Act]:
    """What was done in memory: wreaths, silence, ceremonies; one of a sentence."""
    for mark in seen.cue("commemoration")[:1]:
        begin, _ = clause(seen, mark.first, mark.last)
        yield act_of(
            seen, "commemoration", (begin, mark.last), words_between(seen, mark.first, mark.last), "commemoration"
        )


def apologies(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """Apologies made, and those refused; one that is demanded was not made."""
    for mark in seen.cue("apology")[:1]:
        if any(_touches(mark, other) for other in seen.cue("apology_demanded")):
            continue
        near = [other for other in seen.cue("apology_refused") if _touches(mark, other)]
        if not near and lexicon.unreal.search(seen.words[mark.last - 1].low):
            continue
        is_not = any(cue.last == mark.first for cue in (*seen.cue("not_term"), *seen.cue("not")))
        first, last = min([mark.first, *(m.first for m in near)]), max([mark.last, *(m.last for m in near)])
        begin, _ = clause(seen, first, last)
        by = doer(seen, begin, last, lexicon)
        if by is not None and by[0] < begin:
            begin = by[0]
        act = act_of(seen, "apology", (begin, last), words_between(seen, mark.first, mark.last), "apology")
        yield act._replace(
            by=words_between(seen, *by) if by else None, is_denied=bool(near) or is_not or mark.form.is_negative
        )


def _touches(mark: Mark, other: Mark) -> bool:
    """Whether two marks stand close to each other or share a word."""
    if mark.first < other.last and other.first < mark.last:
        return True
    gap = other.first - mark.last if other.first >= mark.last else mark.first - other.last
    return gap <= _BEHIND
