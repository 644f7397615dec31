"""Claims of inflecting languages that are no counts: acts of state and of force with their day, causes, purposes.

What law and remembrance yield stands in `legal` and `remembering`. Everything a rule knows of a
language is in `lang/<code>/acts.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act
from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.doers import CLAUSE_MARKS, act_of, clause, doer, words_between
from cenotaph.claim.inflected.legal import legal
from cenotaph.claim.inflected.remembering import anniversaries, apologies, commemorations
from cenotaph.claim.inflected.scene import distance, run_of
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.statements import FATES
from cenotaph.claim.times import Time

_DAY = re.compile(r"\d{4}|XXXX-\d\d-\d\d")
_REACH = 6  # words between what is declared and the verb that declares it
_GOAL_REACH = 3  # words between a verb of entering and the place entered
_FAR = 40  # cost of a date that belongs to other words
_CAUSE_REACH = 14  # words between a cause and the verb of dying
_LEAD_REACH = 2
_LONGEST = 24  # words of a purpose


def acts(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """The acts of a sentence."""
    yield from _events(seen, lexicon)
    yield from legal(seen, lexicon)
    yield from anniversaries(seen, lexicon)
    yield from commemorations(seen)
    yield from apologies(seen, lexicon)
    yield from _causes(seen, lexicon)
    yield from _purposes(seen, lexicon)


def _events(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """Acts of state and of force with their date: "18 Ekim 1991'de bağımsızlığını ilan etti"."""
    dated = [t for t in seen.times if t.edtf and t.type in ("date", "time") and _DAY.search(t.edtf)]
    if not dated:
        return
    taken: list[tuple[int, int]] = []
    for first, last, rule in sorted((*_declared(seen, lexicon), *_entered(seen, lexicon))):
        if any(low < last and first < high for low, high in taken):
            continue
        time = _nearest(seen, dated, first, last)
        if time is None:
            continue
        run = run_of(seen.words, time.start, time.end) or (first, last)
        begin, end = clause(seen, first, last)
        by = doer(seen, begin, last, lexicon)
        low = min(first, by[0]) if by else first
        value = words_between(seen, low, last, without_times=True)
        inside = [at for at in run if begin <= at <= end]
        low, high = min([low, *inside[:1]]), max([last, *inside[1:]])
        taken.append((low, high))
        where = _goal(seen, first, last, lexicon) if rule == "event-entry" else None
        named = words_between(seen, *by) if by else None
        yield act_of(seen, "event", (low, high), value, rule)._replace(when=time, by=named, where=where)


def _nearest(seen: Seen, dated: Sequence[Time], first: int, last: int) -> Time | None:
    """The date of words `first` to `last`."""
    costs = []
    for at, time in enumerate(dated):
        run = run_of(seen.words, time.start, time.end)
        if run is not None:
            costs.append((distance(seen, *run, first, last), at))
    best = min(costs, default=None)
    return dated[best[1]] if best is not None and best[0] < _FAR else None


def _declared(seen: Seen, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """What is declared, signed or lifted with its verb, and verbs that tell an act by themselves."""
    for mark in seen.cue("event"):
        if _is_real(seen, mark, lexicon):
            yield mark.first, mark.last, "event-verb"
    for thing in seen.cue("event_thing"):
        verbs = [
            verb
            for verb in seen.cue("event_done")
            if _is_real(seen, verb, lexicon)
            and 0 <= (verb.first - thing.last if verb.first >= thing.last else thing.first - verb.last) <= _REACH
            and (verb.first >= thing.last or not lexicon.is_verb_last)
            and not _is_parted(seen, thing, verb)
        ]
        if verbs:
            verb = min(verbs, key=lambda v: (abs(v.first - thing.first), v.first))
            yield min(thing.first, verb.first), max(thing.last, verb.last), "event-verb"


def _is_real(seen: Seen, verb: Mark, lexicon: Lexicon) -> bool:
    """Whether a verb tells what was done: not what was not, what may be, or what is yet to come."""
    if verb.form.is_negative or any(mark.last == verb.first for mark in (*seen.cue("not"), *seen.cue("not_term"))):
        return False
    words = seen.words[max(0, verb.first - 1) : verb.last]
    return not any(lexicon.unreal.search(word.low) for word in words)


def _is_parted(seen: Seen, one: Mark, other: Mark) -> bool:
    low, high = min(one.last, other.last), max(one.first, other.first)
    return any(word.low in CLAUSE_MARKS for word in seen.words[low:high])


def _entered(seen: Seen, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Troops that enter a named place: not "the team entered the final"."""
    for verb in seen.cue("entry"):
        if not _is_real(seen, verb, lexicon) or _goal_at(seen, verb, lexicon) is None:
            continue
        begin, end = clause(seen, verb.first, verb.last)
        forces = [mark for mark in seen.cue("force") if begin <= mark.first < end]
        if forces:
            goal = _goal_at(seen, verb, lexicon) or verb.first
            yield min(forces[0].first, verb.first, goal), max(verb.last, forces[0].last, goal + 1), "event-entry"


def _goal_at(seen: Seen, verb: Mark, lexicon: Lexicon) -> int | None:
    """The last word of the place that a verb of entering has: a name or a word for a town, in the case of a goal."""
    near = range(verb.first - _GOAL_REACH, verb.first) if lexicon.is_verb_last else (
        *range(verb.last, verb.last + _GOAL_REACH + 1), *range(verb.first - _GOAL_REACH, verb.first),
    )  # fmt: skip
    towns = {mark.first for group in ("place_noun", "entry_place") for mark in seen.cue(group)}
    leads = {mark.last for mark in seen.cue("goal_lead")}
    forces = {at for mark in seen.cue("force") for at in range(mark.first, mark.last)}
    for at in near:
        if not 0 < at < len(seen.words) or at in forces:
            continue
        word = seen.words[at]
        is_led = lexicon.is_verb_last or at in leads or at - 1 in towns
        if is_led and (at in towns or word.text[:1].isupper()) and lexicon.goal.search(word.low):
            return at
    return None


def _goal(seen: Seen, first: int, last: int, lexicon: Lexicon) -> str | None:
    """The name of the place entered in words `first` to `last`, where it has one and a base form is known."""
    if not lexicon.is_verb_last:
        return None
    for word in seen.words[first:last]:
        base = lexicon.base(word.low, "dative")
        if word.text[:1].isupper() and base is not None:
            return printed(word.text, base, word.low)
    return None


def _causes(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """Causes of death: "kurşun yarası nedeniyle", "güllə yarasından", "от осколочных ранений"."""
    fates = [m for m in seen.cue("predicate") if m.kind in FATES or m.kind == "casualty"]
    for cause in seen.cue("cause_of_death"):
        if lexicon.is_verb_last:
            led = [lead.last for lead in seen.cue("cause_lead") if lead.first in (cause.last, cause.last + 1)]
            is_fixed = not cause.item.parts[-1][1]  # "tankın altında": its last word says it all
            is_source = is_fixed or lexicon.source.search(seen.words[cause.last - 1].low) is not None
            first, last = cause.first, led[0] if led else cause.last
        else:
            led = [lead.first for lead in seen.cue("cause_lead") if 0 <= cause.first - lead.last <= _LEAD_REACH]
            is_source = False
            first, last = led[-1] if led else cause.first, cause.last
        near = [
            fate
            for fate in fates
            if max(fate.first - last, first - fate.last) <= _CAUSE_REACH
            and not any(w.low == ";" for w in seen.words[min(fate.last, last) : max(fate.first, first)])
        ]
        if near and (led or is_source):
            fate = min(near, key=lambda f: (abs(f.first - first), f.first))
            run = (min(first, fate.first), max(last, fate.last))
            yield act_of(seen, "cause", run, cause.kind, "cause")


def _purposes(seen: Seen, lexicon: Lexicon) -> Iterator[Act]:
    """What an act of force or of state was for, as the doer or a speaker puts it; one of a sentence."""
    forces = seen.cue("force") + seen.cue("event_thing")
    for mark in seen.cue("purpose"):
        begin, _ = clause(seen, mark.first, mark.last)
        if lexicon.is_verb_last:
            told = [force for force in forces if force.last <= mark.first or force.first >= mark.last]
            before = [force.last for force in forces if begin <= force.last <= mark.first - 1 and force.first == begin]
            first = max([begin, mark.first - _LONGEST, *before])
            last = mark.last
        else:
            told = [force for force in forces if force.last <= mark.first]
            first, last = mark.first, mark.last
            while (
                last < len(seen.words) and seen.words[last].low not in CLAUSE_MARKS | {"."} and last - first < _LONGEST
            ):
                last += 1
        if told and last - first > mark.last - mark.first:
            yield act_of(seen, "cause", (first, last), words_between(seen, first, last), "purpose")
            return
