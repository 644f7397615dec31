"""Where, when and by whom: what else a sentence says of a claim.

Places are known by form, not from a gazetteer: capitalised words behind a preposition or behind a
verb such as "stormed", with the words for settlements beside them. In a text printed in capitals
only a word for a settlement tells a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated, Predicate
from cenotaph.claim.sentences import Token
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_INNER = frozenset(
    {"of", "de", "la", "las", "el", "los", "del", "al", "di", "da", "du", "des", "and", "-", "the", "’", "'"}
)
_DIRECTIONS = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "upper",
        "lower",
        "old",
        "new",
        "downtown",
        "nearby",
        "neighbouring",
        "neighboring",
        "main",
    ]
)
_CLAUSE_ENDS = frozenset(
    {
        ",",
        ";",
        ":",
        "that",
        "and",
        "but",
        "when",
        "while",
        "after",
        "before",
        "as",
        "(",
        ")",
        '"',
        "“",
        "”",
        "—",
        "–",
        "--",
    }
)


_LEFT_OUT = frozenset({"the", "a", "an", "central", "downtown", "nearby", "neighbouring", "neighboring"})


class Place(NamedTuple):
    """A place as a sentence names it; token positions half-open, the preposition left out."""

    first: int
    last: int
    name: str
    lead: str  # the preposition or verb in front


def is_capitals(annotated: Annotated) -> bool:
    """Whether the sentence is printed in capitals throughout."""
    text = annotated.sentence.text
    return text.upper() == text


def find_places(annotated: Annotated, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places of a sentence in order."""
    words = annotated.tokens
    capitals = is_capitals(annotated)
    leads = lexicon.sets["place_preposition"]
    entering = {p.last for p in annotated.predicates if p.takes_subject and p.kind in ("deployed", "gathered")}
    counted = {at for phrase in annotated.phrases for at in range(phrase.first, phrase.last)}
    found: list[Place] = []
    position = 0
    while position < len(words):
        is_lead = (position > 0 and words[position - 1].low in leads) or position in entering
        if is_lead and position not in counted:
            last = _place_end(words, position, capitals, lexicon)
            if last > position:
                lead = words[position - 1].low
                found.append(Place(position, last, _place_name(words, position, last, lexicon), lead))
                position = last
                continue
        position += 1
    return tuple(found)


def _place_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """Where the place that begins at `first` ends; `first` itself where there is none."""
    nouns, bad = lexicon.sets["place_noun"], lexicon.sets["not_place"]
    position = first
    while position < len(words) and (
        words[position].low in ("the", "a")
        or (words[position].low == "of" and position > first)
        or words[position].low in _DIRECTIONS
        or (words[position].low in nouns and words[position].text.islower())
    ):
        position += 1
    last = _named_end(words, position, capitals, lexicon)
    if last == position:
        is_bare = position > first and words[position - 1].low == "capital"
        return position if is_bare and not capitals else first
    if words[position].low in bad or " ".join(t.low for t in words[position:last]) in bad:
        return first
    if all(t.low in lexicon.populations or t.low in bad for t in words[position:last]):
        return first
    while last < len(words) and words[last].low in nouns:
        last += 1
        if last + 1 < len(words) and words[last].low == "of" and words[last + 1].text[:1].isupper() and not capitals:
            last = _named_end(words, last + 1, capitals, lexicon)  # "the Vexian town of Mirel"
    if not capitals and last == position + 1 and _is_adjective(words, last, lexicon):
        return first
    if capitals and (
        not any(t.low in nouns for t in words[first:last]) or all(t.low in nouns for t in words[first:last])
    ):
        return first
    following = last + 1
    if last < len(words) and words[last].text == "," and following < len(words) and not capitals:
        further = _named_end(words, following, capitals, lexicon)
        while further < len(words) and words[further].low in nouns:
            further += 1
        closes = (
            further >= len(words)
            or words[further].text in (",", ".", ";", ")")
            or words[further].low in lexicon.sets["place_preposition"]
        )
        is_age = further + 1 < len(words) and words[further].text == "," and words[further + 1].text.isdigit()
        if further > following and closes and not is_age and words[following].low not in bad and first > 1:
            return further
    return last


def _is_adjective(words: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether a name is one of a people or language in front of a noun: "the Azerbaijani movement"."""
    if last >= len(words) or not words[last].text[:1].islower() or words[last].low in lexicon.sets["preposition"]:
        return False
    return (
        words[last - 1].low.endswith(("ian", "ani", "ese", "ish", "aqi", "eli", "ican", "an"))
        and words[last].low not in lexicon.predicates
    )


def _named_end(words: Sequence[Token], first: int, capitals: bool, lexicon: Lexicon) -> int:
    """The end of a run of capitalised words, small words such as "de" between them."""
    position = last = first
    while position < len(words):
        token = words[position]
        if capitals:
            stop = lexicon.sets["preposition"] | lexicon.sets["not_place"] | lexicon.sets["be"] | lexicon.sets["have"]
            if not token.text[:1].isalpha() or (token.low in stop and token.low != "of") or position - first > 5:
                break
            if token.low in lexicon.populations or token.low in lexicon.predicates:
                break
        elif not token.text[:1].isupper():
            is_inner = token.low in _INNER and position > first and position + 1 < len(words)
            is_bracket = token.text in "()" and position > first and position + 1 < len(words)
            if (
                is_bracket
                and token.text == "("
                and position + 2 < len(words)
                and words[position + 1].text[:1].isupper()
                and words[position + 2].text == ")"
            ):
                position += 3
                last = position
                continue
            if not (is_inner and token.low not in ("and", "the") and words[position + 1].text[:1].isupper()):
                break
            position += 1
            continue
        elif token.low in lexicon.sets["not_place"] and position > first:
            break
        position += 1
        last = position
        if token.low.endswith("'s") and not (position < len(words) and words[position].text[:1].isupper()):
            break
    return last


def _place_name(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> str:
    """The name of a place, what only says that it is a town or village left out: "the town of Mirel" is Mirel."""
    for at in range(first, last - 2):
        if words[at].low in lexicon.sets["place_noun"] and words[at].text.islower() and words[at + 1].low == "of":
            return _name(words, at + 2, last)
    return _name(words, first, last)


def _name(words: Sequence[Token], first: int, last: int) -> str:
    while first < last and words[first].low in _LEFT_OUT:
        first += 1
    parts = []
    for at in range(first, last):
        gap = at > first and words[at].start > words[at - 1].end
        parts.append((" " if gap else "") + words[at].text)
    return re.sub(r"['’]s$", "", "".join(parts))


def place_of(annotated: Annotated, places: Sequence[Place], first: int, last: int, kind: str) -> Place | None:
    """The place that a claim at tokens `first` to `last` has in its sentence, None where it states none."""
    leads = {
        "in",
        "at",
        "near",
        "on",
        "outside",
        "around",
        "across",
        "throughout",
        "inside",
        "within",
        "into",
        "along",
        "over",
    }
    leads |= {"from", "of"} if kind == "displaced" else {"to"} if kind == "deployed" else set()
    lowest: tuple[int, int] | None = None
    chosen = None
    for at, place in enumerate(places):
        is_object = place.first == last or place.first - 1 == last
        is_entered = kind not in ("displaced", "gathered") and place.lead in _entering_words(annotated)
        if place.lead not in leads and not is_object and not is_entered:
            continue
        if place.lead == "of" and not is_object and kind != "displaced":
            continue
        cost = (_distance(annotated, place.first, place.last, first, last), at)
        if cost[0] < 60 and (lowest is None or cost < lowest):
            lowest, chosen = cost, place
    return chosen


def _entering_words(annotated: Annotated) -> set[str]:
    """The last words of predicates that take a place as their object: "stormed", "entered"."""
    return {annotated.tokens[p.last - 1].low for p in annotated.predicates if p.takes_subject}


def _distance(annotated: Annotated, one_first: int, one_last: int, first: int, last: int) -> int:
    """How far apart two runs of tokens stand; clause marks and other predicates make it farther."""
    if one_first >= last:
        low, high, penalty = last, one_first, 0
    elif one_last <= first:
        low, high, penalty = one_last, first, 2
    else:
        return 0
    cost = high - low + penalty
    for token in annotated.tokens[low:high]:
        if token.text in (";", ":"):
            cost += 40
        elif token.text == ",":
            cost += 3
        elif token.low in ("but", "while", "whereas"):
            cost += 20
        elif token.low in ("and", "after", "when", "where"):
            cost += 4
    cost += sum(6 for phrase in annotated.phrases if low <= phrase.first < high and phrase.number.count)
    opens = one_first <= 2 and one_last <= first
    return min(cost, 12) if opens else cost


def time_of(
    annotated: Annotated, times: Sequence[Time], first: int, last: int, lexicon: Lexicon
) -> tuple[Time | None, Time | None]:
    """The time at which a claim happened and the one for which its count holds, as its sentence states them."""
    words = annotated.tokens
    as_of = None
    lowest: tuple[int, int] | None = None
    chosen = None
    for at, time in enumerate(times):
        run = _run(words, time.start, time.end)
        if run is None or time.edtf is None or time.type == "set" or _leans_wrongly(time):
            continue
        before = words[run[0] - 1].low if run[0] else ""
        earlier = words[run[0] - 2].low if run[0] > 1 else ""
        if before == "of" and earlier == "as":
            as_of = time
            continue
        if _dates_the_saying(words, run, first, lexicon):
            continue
        vague = 30 if "XX" in time.edtf and not time.edtf.startswith("XXXX-") else 0
        cost = (_distance(annotated, run[0], run[1], first, last) + vague, at)
        if lowest is None or cost < lowest:
            lowest, chosen = cost, time
    return chosen, as_of


def _leans_wrongly(time: Time) -> bool:
    """Whether "this year" was read as the year of the story: in a report it is the reporter's."""
    return time.quote.lower().startswith("this ") and (time.anchor or "").startswith("story:")


def _run(words: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    first = next((at for at, token in enumerate(words) if token.end > start), None)
    if first is None or words[first].start >= end:
        return None
    last = first
    while last < len(words) and words[last].start < end:
        last += 1
    return first, last


def _dates_the_saying(words: Sequence[Token], run: tuple[int, int], claim_first: int, lexicon: Lexicon) -> bool:
    """Whether a time tells when something was said: "the ministry said on Monday that", "said today"."""
    position = run[0] - 1
    while position >= 0 and words[position].low in ("on", "in", "at", "late", "early", "also", "by"):
        position -= 1
    if (
        position >= 0
        and words[position].low in lexicon.say
        and not (
            run[0] > claim_first and words[position].low in ("found", "recorded", "counted", "documented", "listed")
        )
    ):
        return True
    following = words[run[1]].low if run[1] < len(words) else ""
    return following in lexicon.say and run[1] < claim_first


def perpetrator(annotated: Annotated, verb: Predicate | None, last: int, lexicon: Lexicon) -> str | None:
    """Who did it, as the sentence names them: the phrase behind "by", or the subject of an active verb."""
    if verb is None or verb.is_toll:
        return None
    words = annotated.tokens
    behind = max(last, verb.last)
    for position in range(behind, min(len(words), behind + 14)):
        if words[position].low == "by":
            named = _actor(words, position + 1, lexicon)
            if named is not None:
                return named
        if words[position].text in (";", ".", ":") or words[position].low in ("but", "while", "who"):
            break
    if verb.is_noun or not verb.takes_object:
        return None
    return _subject_actor(annotated, verb.first, lexicon)


def _actor(words: Sequence[Token], first: int, lexicon: Lexicon) -> str | None:
    """The phrase that begins at `first`, when its head can act."""
    last = first
    while last < len(words) and last - first < 12:
        token = words[last]
        is_inner = token.low in ("of", "the", "a", "an", "de", "and", "their", "its") and last + 1 < len(words)
        if token.text in (",", ";", ".", ":", "(", ")", '"', "[", "]", "--") or (
            token.low in lexicon.sets["preposition"] and not is_inner
        ):
            break
        if token.low == "and" and not _names_actor(words[last + 1 : last + 4], lexicon):
            break
        last += 1
    run = words[first:last]
    return _name(words, first, last) if _names_actor(run, lexicon) else None


def _names_actor(run: Sequence[Token], lexicon: Lexicon) -> bool:
    lows = [token.low for token in run]
    head = lows[: lows.index("of")] if "of" in lows else lows
    if not head or head[-1] in lexicon.sets["means"]:
        return False
    pair = " ".join(head[-2:])
    return head[-1] in lexicon.sets["head"] or pair in lexicon.sets["head"]


def _subject_actor(annotated: Annotated, verb: int, lexicon: Lexicon) -> str | None:
    """The subject of an active verb; of a verb in -ing behind a comma, that of the main clause."""
    words = annotated.tokens
    position = verb - 1
    skipped = (
        lexicon.sets["adverb"] | lexicon.sets["have"] | lexicon.sets["be"] | {"and", ",", "or", "who", "which", "that"}
    )
    while position >= 0 and words[position].low in skipped:
        position -= 1
    last = position + 1
    first = last
    while (
        first > 0
        and words[first - 1].low not in _CLAUSE_ENDS
        and words[first - 1].low not in ("in", "on", "at", "by", "from", "with", "during")
    ):
        first -= 1
    is_object = first > 0 and words[first - 1].low in lexicon.sets["governing"]
    named = None if is_object else _without_number(annotated, first, last)
    if named is not None:
        verbs = [
            at
            for at in range(*named)
            if words[at].low.endswith("ed")
            and at > named[0]
            and words[at].low not in ("armed", "united", "unidentified", "hooded", "masked", "uniformed", "allied")
        ]
        named = (named[0], verbs[0]) if verbs else named
    if named is not None and _names_actor(words[named[0] : named[1]], lexicon):
        return _name(words, *named)
    for start in range(min(verb, len(words))):  # the main clause's subject
        if words[start].low in lexicon.sets["head"] and (
            start == 0 or words[start - 1].low not in ("by", "on", "at", "against")
        ):
            begin = start
            while (
                begin > 0
                and words[begin - 1].text[:1].isalpha()
                and words[begin - 1].low not in lexicon.sets["preposition"]
            ):
                begin -= 1
            finite = any(
                words[at].low.endswith("ed") or words[at].low in lexicon.predicates
                for at in range(start + 1, min(start + 4, verb + 1))
            )
            span = _without_number(annotated, begin, start + 1)
            return _name(words, *span) if finite and span else None
    return None


def _without_number(annotated: Annotated, first: int, last: int) -> tuple[int, int] | None:
    for phrase in annotated.phrases:
        if first <= phrase.first < last:
            starts = [at for at in range(phrase.first, last) if annotated.tokens[at].start >= phrase.number.end]
            first = starts[0] if starts else last
    return (first, last) if first < last else None
