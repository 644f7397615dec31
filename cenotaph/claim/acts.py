"""Claims that are no counts: dated acts of state and of force, and what the other rules of this folder yield."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, object_end, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.legal import legal, states_instrument
from cenotaph.claim.purposes import purposes, speaks_of_purpose
from cenotaph.claim.remembering import anniversaries, phrases
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon


def acts(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """The acts of a sentence: events with a date, legal terms, anniversaries, causes of death, commemorations."""
    yield from _events(annotated, times, lexicon)
    yield from legal(annotated, times, lexicon)
    yield from anniversaries(annotated, times)
    yield from phrases(annotated, lexicon)
    yield from purposes(annotated, lexicon)


def may_act(text: str, lexicon: Lexicon, *, is_dated: bool) -> bool:
    """Whether a sentence may hold an act though it holds no word of a predicate."""
    if is_dated and (
        lexicon.event_verbs.search(text) or lexicon.entry_verbs.search(text) or passive_event(lexicon).search(text)
    ):
        return True
    return states_instrument(text, lexicon) or speaks_of_purpose(text, lexicon)


@functools.cache
def _passive_of(things: re.Pattern[str], done: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{things.pattern})(?:\s+(?!(?:was|were|is|are)\b)[\w’'-]+){{0,5}}?\s+(?:was|were|(?:has|have|had)\s+been)\s+"
        rf"(?:\w+ly\s+)?(?:{done.pattern})",
        re.IGNORECASE,
    )


def passive_event(lexicon: Lexicon) -> re.Pattern[str]:
    """Acts told by what was done: "a curfew was imposed", "the case was closed"."""
    return _passive_of(lexicon.patterns["event_thing"], lexicon.patterns["event_done"])


def _events(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """Acts of state and of force with their date: "declared independence on 18 October 1991"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    dated = [
        time
        for time in times
        if time.edtf and time.type in ("date", "time") and re.search(r"\d{4}|XXXX-\d\d-\d\d", time.edtf)
    ]
    if not dated:
        return
    taken: list[tuple[int, int]] = []
    for pattern, rule in (
        (lexicon.event_verbs, "event-verb"),
        (lexicon.entry_verbs, "event-entry"),
        (passive_event(lexicon), "event-passive"),
        (lexicon.patterns["event_noun"], "event-noun"),
    ):
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if rule == "event-passive" and _NONE.search(text[: match.start()]):
                continue
            if rule == "event-entry" and _LEFT_SIDE.search(text[match.start() : match.end() + 14]):
                continue
            subject = clause_start(text, match.start(), [time.end - offset for time in dated])
            if rule == "event-entry" and not _is_force(
                text[subject[0] : match.start()], text[match.end() : match.end() + 60], lexicon
            ):
                continue
            if rule == "event-entry" and re.search(
                r"\b(?:is|are|was|were|be|been|being)\s*$", text[: match.start()], re.IGNORECASE
            ):
                continue
            if re.search(r"\b(?:to|would|could|will|may|might|not|n't)\s*$", text[: match.start()], re.IGNORECASE):
                continue
            time = _nearest(dated, offset + match.start(), offset + match.end(), text, offset, rule)
            if time is None:
                continue
            end = object_end(text, match.end(), time.start - offset)
            taken.append((match.start(), end))
            begin = subject[0] if rule != "event-noun" else _noun_start(text, match.start())
            low = min(begin, time.start - offset) if _close(text, time.end - offset, begin) else begin
            before = (
                re.search(r"\b(?:on|in|at|since|by)\s+(?:the\s+)?$", text[:low], re.IGNORECASE) if low < begin else None
            )
            low = before.start() if before else low
            high = (
                max(end, time.end - offset)
                if time.start - offset >= match.start()
                and not re.search(r"[;.]", text[end : time.start - offset])
                and time.start - offset - end < 40
                else end
            )
            has_doer = rule not in ("event-noun", "event-passive")
            named = re.sub(r"\s+", " ", text[subject[0] : match.start()]).strip() if has_doer else None
            value = re.sub(r"\s+(?:on|in|from)$", "", re.sub(r"\s+", " ", text[begin:end]).strip(" ,;"))
            low, high = trimmed(text, low, high)
            yield Act("event", offset + low, offset + high, value, rule, time, None, named or None)


_LEFT_SIDE = re.compile(r"^(?:left|LEFT)(?!\s+(?:the|their|its|THE|THEIR|ITS)\s|\s+[A-Z][a-z])")
_TOLD_THAT = re.compile(r"\bthat\s", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|never|without|any)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _noun_start(text: str, at: int) -> int:
    """The start of the noun's own words: "The seven-day curfew"."""
    own = re.search(r"(?:\b(?:the|an?)\s+)?[\w-]*$", text[:at], re.IGNORECASE)
    return own.start() if own else at


def _is_force(subject: str, following: str, lexicon: Lexicon) -> bool:
    """Whether troops or the like enter a named place: not "entered the final", not "entered talks"."""
    has_actor = lexicon.patterns["entry_actor"].search(subject) is not None
    is_place = re.match(
        r"\s+(?:(?:the|their|its)\s+(?:\w+\s+)?(?:city|town|village|capital|palace|building|barracks|station|square|embassy"
        r"|airport|river|bridge|border|harbour|port|base|bases|garrison|quarter|university|hospital|region|province)\b"
        r"|(?:the\s+)?[A-Z])",
        following,
    )
    return has_actor and is_place is not None


def _close(text: str, end: int, begin: int) -> bool:
    return 0 <= begin - end <= 3 and not re.search(r"[.;]", text[end:begin])


def _nearest(times: Sequence[Time], start: int, end: int, text: str, offset: int, rule: str) -> Time | None:
    """The date that belongs to words at `start` to `end`: in the same clause, or opening the sentence."""

    def cost(time: Time) -> int:
        low, high = (end, time.start) if time.start >= end else (time.end, start)
        between = text[low - offset : max(low, high) - offset]
        told = (
            70 if time.end <= start and _TOLD_THAT.search(between) else 0
        )  # "said on Sunday that the Guard had entered"
        marks = (
            told
            + 12 * between.count(",")
            + 60 * len(re.findall(r"[;:]|\b(?:but|after|before|since)\b", between))
            + 25 * between.count(" and ")
        )
        opens = time.start - offset < 30 and time.end <= start
        return min(high - low + marks, 70) + told if opens else high - low + marks + (5 if time.start < start else 0)

    best = min(times, key=lambda time: (cost(time), time.start))
    return best if cost(best) < (90 if rule != "event-noun" else 50) else None
