"""Dates of a draft: what the archive's sources date to that day, and who dates the same otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.draft.answer import Answer, Beside
from cenotaph.draft.assumed import in_year_meant
from cenotaph.draft.names import Named
from cenotaph.draft.reading import Draft, without_year
from cenotaph.draft.voices import Archive, Said, to_print
from cenotaph.record import Claim, Incident, Span
from cenotaph.script import word_key
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.words import has_any, language_of, words
from cenotaph.wording import kind_in_words

LONGEST = 31
"""Days of a period that is still asked for; a year or a decade dates no act."""

STEM = 5
"""Letters by which forms of one word are taken for one."""

SHARED_WORDS = 2
"""Words of what a source dates that must stand in the draft's sentence for both to tell of one act."""

SHARE_SAME = 0.5
"""Share of the words of the shorter, from which a source that gives the same day is taken to tell of it."""

BESIDE = 28
"""Code points between a date and the word that says whose birth or death it is."""

SHARE_OTHER = 0.6
"""Share of the source's own words, from which one that gives another day is taken to contradict the draft."""


class Dated(Struct, frozen=True):
    """A statement of the archive that is dated, and the words that say what it is about."""

    claim: Claim
    told: tuple[frozenset[str], ...]  # the stems of its words; of a note also those of the act alone


def day_answers(draft: Draft, named: Sequence[Named], seen: Archive) -> list[Answer]:
    """An answer for each day or month that a draft names, once where it tells of no act; its own day is left out."""
    if draft.text is None:
        return []
    from cenotaph.claim.times import find_times

    text = draft.text
    dated = [Dated(c, _about(c)) for c in seen.contents.claims if c.when and edtf.is_valid(c.when) and c.when[0] != "X"]
    runs = sentences(text)
    found: list[Answer] = []
    asked: set[str] = set()
    for time in find_times(text.text, text.language, text.published):
        run = next(((start, end) for start, end in runs if start <= time.start < end), None)
        when = in_year_meant(time.edtf, draft.years)
        if run is None or when is None or not _is_near(when):
            continue
        span = Span(text.source, time.quote, text.sha256, time.start, time.end)
        lived = _lived(span, when, text.text, run, text.language, named, seen)
        if when == text.published and not (lived.same or lived.other):
            continue
        answer = _answer(span, when, run, draft, dated, lived, seen)
        if answer.says_so or answer.otherwise or when not in asked:
            found.append(answer)
        asked.add(when)
    return found


class Lived(Struct, frozen=True):
    """What the register has of the birth and death of whom a date is told."""

    same: list[Said]
    vaguer: list[Said]  # only the year of a day
    other: list[Said]


def _lived(
    span: Span, when: str, text: str, run: tuple[int, int], language: str | None, named: Sequence[Named], seen: Archive
) -> Lived:
    """The births and deaths of the person named last in front of a date of one sentence.

    Another day contradicts only where a word for a birth, or for a death, stands beside the date and no other does.
    """
    start, end = span.start or 0, span.end or 0
    told = [one for one in named if one.people and one.is_within((run[0], start))]
    found = Lived([], [], [])
    if not told:
        return found
    beside = text[max(run[0], start - BESIDE) : start], text[end : min(run[1], end + BESIDE)]
    forms = words(language_of(language)).life
    meant = [name for name in ("birth", "death") if any(has_any(part, forms.get(name, ())) for part in beside)]
    for _, _, person in told[-1].people:
        for entry in (seen.entries[one] for one in person.entries if one in seen.entries):
            is_dead = entry.fate in ("killed", "died_later")
            for name, day in (("birth", entry.birth), ("death", entry.date if is_dead else None)):
                if day and edtf.is_valid(day) and name in (meant or (name,)):
                    said = Said(f"{seen.date(day)}: {name} of {entry.name or 'somebody'}", entry)
                    if edtf.overlaps(day, when):
                        (found.same if _is_near(day) else found.vaguer).append(said)
                    elif meant == [name]:
                        found.other.append(said)
    return found


def _answer(
    span: Span,
    when: str,
    run: tuple[int, int],
    draft: Draft,
    dated: Sequence[Dated],
    lived: Lived,
    seen: Archive,
) -> Answer:
    acts = [c for c in draft.claims if run[0] <= (c.span.start or 0) < run[1] and _overlaps(c.when, when)]
    own = [_stems(act.span.quote) for act in acts if act.count is None]
    kinds = {act.kind for act in acts}
    day = [one for one in dated if _overlaps(one.claim.when, when)]
    other_days = [one for one in dated if not _overlaps(one.claim.when, when)]
    here = [one.claim for one in day if any(_is_same(told, stems) for told in one.told for stems in own)]
    apart = [one.claim for one in other_days if any(_is_like(told, stems) for told in one.told for stems in own)]
    others = [
        one.claim
        for one in day
        if one.claim not in here and one.claim.count is None and one.claim.when == when
        if one.claim.kind in kinds or one.claim.kind == "event"
        if not (one.claim.value or "").isdecimal()  # an age, a number of a decree: no act of that day
    ]
    within = _within(when, seen.contents.settings.incidents)
    says_so = seen.voices([*lived.same, *_said(here, seen)])
    otherwise = seen.voices([*lived.other, *_said(apart, seen)])
    dated_so = Beside("counts others", f"dated to {seen.date(when)}", seen.voices(_said(others, seen)))
    return Answer(
        what="date",
        place=draft.place(span),
        words=span.quote,
        taken_as=seen.date(when),
        says_so=says_so,
        fits=seen.voices(lived.vaguer),
        otherwise=otherwise,
        beside=(dated_so,) if others else (),
        remarks=(
            *without_year(when, draft),
            *(f"in the time of: {title}" for title in (within if not says_so else ())),
        ),
        attribution=to_print(seen.date(when), says_so, otherwise, lambda voice: voice.value.partition(": ")[0]),
        is_known=bool(within),
    )


def _is_near(when: str) -> bool:
    bounds = edtf.ends(when)
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return False
    return edtf.day_number(bounds[1]) - edtf.day_number(bounds[0]) < LONGEST


def _overlaps(first: str | None, second: str) -> bool:
    return first is not None and edtf.overlaps(first, second)


def _is_same(stems: frozenset[str], own: frozenset[str]) -> bool:
    shared = len(stems & own)
    return shared >= SHARED_WORDS and shared >= SHARE_SAME * min(len(stems), len(own))


def _is_like(stems: frozenset[str], own: frozenset[str]) -> bool:
    shared = len(stems & own)
    return shared >= SHARED_WORDS and shared >= SHARE_OTHER * len(stems)


def _about(claim: Claim) -> tuple[frozenset[str], ...]:
    """The words that say what a claim is about; those of a count are no act of their own."""
    if claim.count is not None:
        return ()
    if claim.basis == "quoted":
        return (_stems(claim.span.quote),)
    return _stems(claim.whom or ""), _stems(f"{claim.whom or ''} {claim.value or ''}")


def _stems(text: str) -> frozenset[str]:
    """Words of four letters or more without digits, cut to their stem; names of months are left to the dates."""
    words = re.findall(r"[^\W\d_]{4,}", word_key(text))
    return frozenset(word[:STEM] for word in words) - _months()


def _months() -> frozenset[str]:
    from cenotaph.lang import languages
    from cenotaph.weigh.words import months

    return frozenset(word_key(name)[:STEM] for code in languages("checks") for name in months(code))


def _said(claims: Sequence[Claim], seen: Archive) -> list[Said]:
    return [Said(_value(claim, seen), claim) for claim in claims]


def _value(claim: Claim, seen: Archive) -> str:
    noted = ": ".join(part for part in (claim.whom, claim.value) if part)
    told = noted if claim.basis == "noted" else claim.span.quote
    return f"{seen.date(claim.when)}: {told or kind_in_words(claim.kind, seen.messages).lower()}"


def _within(when: str, incidents: Sequence[Incident]) -> list[str]:
    """Titles of declared incidents in whose time it lies; those of many months say little of a day."""
    return [
        incident.title
        for incident in incidents
        if incident.start and _is_near(period := edtf.from_to(incident.start, incident.end) or "")
        if edtf.overlaps(period, when)
    ]
