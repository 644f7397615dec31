"""When and by whom: what else a sentence says of a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.place_ends import bare_name
from cenotaph.claim.placed import distance
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.sentences import Token
from cenotaph.claim.story import AFTER
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_TIMES = 8  # in front of a claim, and behind it
_VAGUE = 30  # a month or year is taken only where no day stands near
_EVENT_REACH = 4  # tokens of "Wednesday's air raid"
_EVENT_PLACE = 6  # tokens of "Upper Lake Tarn of"
_TOLL_REACH = 9  # tokens of "rose to at least 57 late on"
_OWN_CLAUSE = frozenset({"detained", "died_later", "buried"})  # whose day is not that of those told in front
_HEARER_REACH = 9  # tokens of "told a news briefing in the capital late on"
_AGENT_REACH = 14  # tokens behind a verb in which "by" stands
_LONGEST_AGENT = 12  # tokens


def time_of(
    annotated: Annotated, times: Sequence[Time], first: int, last: int, lexicon: Lexicon,
    *, is_later: bool = False, is_sum: bool = False,
) -> tuple[Time | None, Time | None]:  # fmt: skip
    """The time at which a claim happened and the one for which its count holds, as its sentence states them.

    Args:
        annotated: the sentence.
        times: those of its times that may be the claim's.
        first: where the claim begins, as token positions.
        last: where it ends, half-open.
        lexicon: of the language.
        is_later: whether it is a burial or the like, which has not the day of the event it goes back to.
        is_sum: whether it is a toll, which has the day of the event where its sentence names one.
    """
    words, lows = annotated.tokens, annotated.lows
    as_of = None
    found: list[tuple[int, int, Time, tuple[int, int]]] = []  # cost and order, which differ; time and its tokens
    for at, time in enumerate(_nearest(times, words[min(first, len(words) - 1)].start)):
        run = _run(words, time.start, time.end)
        if run is None or time.edtf is None or time.type == "set" or _leans_wrongly(time, lexicon):
            continue
        if run[0] > 1 and f"{lows[run[0] - 2]} {lows[run[0] - 1]}" in lexicon.sets["as_of_lead"]:
            as_of = time
            continue
        if is_later and _is_of_event(words, run, time, lexicon):
            continue
        if not is_later and _is_of_other_clause(annotated, time, run, first, last, lexicon):
            continue
        if _is_not_of_claim(annotated, time, run, first, last, lexicon):
            continue
        vague = _VAGUE if "XX" in time.edtf and not time.edtf.startswith("XXXX-") else 0
        found.append((distance(annotated, run[0], run[1], first, last, lexicon) + vague, at, time, run))
    if len(found) > 1 and not is_later and (is_sum or not lexicon.sets["recovered"].isdisjoint(lows)):
        # "pulled 15 bodies from the ruins on Wednesday after an air strike on Tuesday"
        found = [one for one in found if _is_of_event(words, one[3], one[2], lexicon)] or found
    return (min(found)[2] if found else None), as_of


def _nearest(times: Sequence[Time], start: int) -> Sequence[Time]:
    """Of many times those around an offset: a table without marks is one sentence, and no time in it is far off."""
    if len(times) <= 2 * _MOST_TIMES:
        return times
    at = sum(time.start < start for time in times)
    return times[max(0, at - _MOST_TIMES) : at + _MOST_TIMES]


def _is_not_of_claim(
    annotated: Annotated, time: Time, run: tuple[int, int], first: int, last: int, lexicon: Lexicon
) -> bool:
    """Whether a time tells when something was said or counted, or stands behind a semicolon."""
    lows = annotated.lows
    if _dates_the_saying(annotated, run, first, lexicon) or (last <= run[0] and ";" in lows[last : run[0]]):
        return True
    return "/" not in (time.edtf or "") and _dates_the_toll(annotated, run, lexicon)


def _leans_wrongly(time: Time, lexicon: Lexicon) -> bool:
    """Whether "this year" was read as the year of the story: in a report it is the reporter's."""
    leans = (time.anchor or "").startswith("story:")
    return leans and time.quote.lower().partition(" ")[0] in lexicon.sets["this"]


def _run(words: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    first = next((at for at, token in enumerate(words) if token.end > start), None)
    if first is None or words[first].start >= end:
        return None
    last = first
    while last < len(words) and words[last].start < end:
        last += 1
    return first, last


def _dates_the_saying(annotated: Annotated, run: tuple[int, int], claim_first: int, lexicon: Lexicon) -> bool:
    """Whether a time tells when something was said: "the ministry said on Monday that", "said today"."""
    sets, lows = lexicon.sets, annotated.lows
    position = run[0] - 1
    while position >= 0 and lows[position] in sets["time_lead"]:
        position -= 1
    if position >= 0 and lows[position] in lexicon.say:
        is_found = run[0] > claim_first and lows[position] in sets["found_then"]
        if not is_found:
            return True
    if position >= 0 and (lows[position] in sets["document_done"] or _is_of_document(lows, run[0], lexicon)):
        return True
    if _is_said_to(annotated, position, claim_first, lexicon):
        return True
    following = lows[run[1]] if run[1] < len(lows) else ""
    return following in lexicon.say and run[1] < claim_first


def _is_of_document(lows: Sequence[str], first: int, lexicon: Lexicon) -> bool:
    """Whether a time is that of a paper: "an inquest of 1970", "a dispatch dated 3 October"."""
    sets = lexicon.sets
    return first > 1 and lows[first - 1] in sets["document_lead"] and lows[first - 2] in sets["document_noun"]


def _is_said_to(annotated: Annotated, position: int, claim_first: int, lexicon: Lexicon) -> bool:
    """Whether those to whom something was said stand in front of a time: "told a news briefing on Monday"."""
    sets, lows = lexicon.sets, annotated.lows
    start = position
    while (
        position >= 0
        and start - position < _HEARER_REACH
        and (
            lows[position] in sets["hearer"]
            or lows[position] in sets["hearer_lead"]
            or lows[position] in sets["article"]
            or annotated.tokens[position].text[:1].isupper()
        )
    ):
        position -= 1
    is_said = 0 <= position < start and any(
        lows[position] in group for group in (lexicon.say, sets["issued"], sets["document_done"])
    )
    is_noun = position > 0 and lows[position] in sets["noun_say"] and lows[position - 1] in sets["noun_follows"]
    return is_said and not is_noun and not (position < claim_first <= start)  # "the count from Quill on Monday"


def _is_of_other_clause(
    annotated: Annotated, time: Time, run: tuple[int, int], first: int, last: int, lexicon: Lexicon
) -> bool:
    """Whether a time stands in another clause than the claim: with an arrest behind it, with who says it before."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    if last <= run[0]:
        gap = lows[last : run[0]]
        joined = any(low in sets["that"] and at and gap[at - 1] in sets["and"] for at, low in enumerate(gap))
        return joined or any(
            p.kind in _OWN_CLAUSE and p.takes_subject and last <= p.first and p.last <= run[0]
            for p in annotated.predicates
        )
    if not _DAY.match(time.edtf or "") or _is_of_event(words, run, time, lexicon):
        return False  # "in 2029 experts blamed the government for an attack that killed 87"
    for at in range(run[1], first):
        if lows[at] in lexicon.say and lows[at] not in sets["found_then"] and lows[at + 1] not in _SIGNS:
            is_told = any(run[1] <= p.first and p.last <= at for p in annotated.predicates)
            return not is_told and sets["event_scene"].isdisjoint(lows[run[1] : at])
    return False


def _is_of_event(words: Sequence[Token], run: tuple[int, int], time: Time, lexicon: Lexicon) -> bool:
    """Whether a time is that of an attack or disaster named beside it: "Wednesday's raid", "the January shootings"."""
    if time.rule == AFTER:
        return True
    lows = [token.low for token in words[: run[1] + _EVENT_REACH]]
    events = lexicon.sets["event_scene"]
    behind = lows[run[1] : run[1] + _EVENT_REACH]
    end = next((at for at, low in enumerate(behind) if low in lexicon.sets["preposition"]), len(behind))
    is_owned = lows[run[1] - 1].endswith(lexicon.endings["possessive"]) or run[1] - run[0] == 1
    is_behind = (run[0] > 1 and lows[run[0] - 2] in events) or (run[0] > 0 and lows[run[0] - 1] in events)
    is_behind = is_behind or _is_behind_place(words, run[0], lexicon)
    return is_behind or (is_owned and not events.isdisjoint(behind[:end]))


def _is_behind_place(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether an attack with its place stands in front of a time: "the raid on Lake Tarn of 3 November"."""
    sets = lexicon.sets
    first = at - 1
    if first < 1 or words[first].low not in sets["of_day"]:
        return False
    while first > 0 and at - first < _EVENT_PLACE and words[first - 1].text[:1].isupper():
        first -= 1
    first -= first > 0 and words[first - 1].low in sets["article"]
    return (
        first > 1
        and first < at - 1
        and words[first - 1].low in sets["struck_lead"]
        and words[first - 2].low in sets["event_scene"]
    )


def _dates_the_toll(annotated: Annotated, run: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether a time tells when a toll rose or stood, not when people died: "rose to 57 on Monday"."""
    toll = next((p for p in annotated.predicates if p.is_toll and p.last <= run[0]), None)
    if toll is None:
        is_until = run[0] > 0 and annotated.lows[run[0] - 1] in lexicon.sets["by"]
        return is_until and any(p.is_toll for p in annotated.predicates)  # "by Tuesday the dead numbered nine"
    return not lexicon.sets["toll_change"].isdisjoint(annotated.lows[max(toll.last, run[0] - _TOLL_REACH) : run[0]])


def perpetrator(annotated: Annotated, verb: Predicate | None, last: int, lexicon: Lexicon) -> str | None:
    """Who did it, as the sentence names them: the phrase behind "by", or the subject of an active verb."""
    if verb is None or verb.is_toll:
        return None
    words = annotated.tokens
    behind = max(last, verb.last)
    for position in range(behind, min(len(words), behind + _AGENT_REACH)):
        if words[position].low in lexicon.sets["by"]:
            named = _actor(words, position + 1, lexicon)
            if named is not None:
                return named
        if words[position].text in (";", ".", ":") or words[position].low in lexicon.sets["agent_stop"]:
            break
    if verb.is_noun or not verb.takes_object:
        return None
    return _subject_actor(annotated, verb.first, lexicon)


_SIGNS = frozenset({",", ";", ".", ":", "(", ")", '"', "[", "]", "--"})


def _actor(words: Sequence[Token], first: int, lexicon: Lexicon) -> str | None:
    """The phrase that begins at `first`, when its head can act."""
    sets = lexicon.sets
    last = first
    while last < len(words) and last - first < _LONGEST_AGENT:
        token = words[last]
        is_inner = token.low in sets["inner_of_agent"] and last + 1 < len(words)
        if token.text in _SIGNS or (token.low in sets["preposition"] and not is_inner):
            break
        if token.low in sets["and"] and not _names_actor(words[last + 1 : last + 4], lexicon):
            break
        last += 1
    return bare_name(words, first, last, lexicon) if _names_actor(words[first:last], lexicon) else None


def _names_actor(run: Sequence[Token], lexicon: Lexicon) -> bool:
    lows = [token.low for token in run]
    of = next((at for at, low in enumerate(lows) if low in lexicon.sets["of"]), len(lows))
    head = lows[:of]
    if not head or head[-1] in lexicon.sets["means"]:
        return False
    return head[-1] in lexicon.sets["head"] or " ".join(head[-2:]) in lexicon.sets["head"]


def _subject_actor(annotated: Annotated, verb: int, lexicon: Lexicon) -> str | None:
    """The subject of an active verb; of a verb in -ing behind a comma, that of the main clause."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    position = verb - 1
    while position >= 0 and (
        lows[position] in sets["subject_gap"]
        or lows[position] in sets["adverb"]
        or lows[position] in sets["have"]
        or lows[position] in sets["be"]
    ):
        position -= 1
    last = position + 1
    first = last
    while first > 0 and lows[first - 1] not in sets["subject_start"]:
        first -= 1
    is_object = first > 0 and lows[first - 1] in sets["governing"]
    named = None if is_object else _without_number(annotated, first, last)
    if named is not None:
        verbs = [at for at in range(named[0] + 1, named[1]) if _is_past(lows[at], lexicon)]
        named = (named[0], verbs[0]) if verbs else named
    if named is not None and _names_actor(words[named[0] : named[1]], lexicon):
        return bare_name(words, *named, lexicon)
    return _main_subject(annotated, verb, lexicon)


def _is_past(low: str, lexicon: Lexicon) -> bool:
    return low.endswith(lexicon.endings["past"]) and low not in lexicon.sets["adjective_in_ed"]


def _main_subject(annotated: Annotated, verb: int, lexicon: Lexicon) -> str | None:
    """The first phrase in front of a verb that can act and has a verb of its own."""
    words, lows, sets = annotated.tokens, annotated.lows, lexicon.sets
    for start in range(min(verb, len(words))):
        if lows[start] not in sets["head"] or (start and lows[start - 1] in sets["no_actor_lead"]):
            continue
        begin = start
        while begin > 0 and words[begin - 1].text[:1].isalpha() and lows[begin - 1] not in sets["preposition"]:
            begin -= 1
        is_finite = any(
            low.endswith(lexicon.endings["past"]) or low in lexicon.predicates
            for low in lows[start + 1 : min(start + 4, verb + 1)]
        )
        span = _without_number(annotated, begin, start + 1)
        return bare_name(words, *span, lexicon) if is_finite and span else None
    return None


def _without_number(annotated: Annotated, first: int, last: int) -> tuple[int, int] | None:
    for phrase in annotated.phrases:
        if first <= phrase.first < last:
            starts = [at for at in range(phrase.first, last) if annotated.tokens[at].start >= phrase.number.end]
            first = starts[0] if starts else last
    return (first, last) if first < last else None
