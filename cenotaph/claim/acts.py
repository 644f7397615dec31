"""Claims that are no counts: dated acts of state and of force, and what the other rules of this folder yield."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, object_end, trimmed
from cenotaph.claim.layers import Layers
from cenotaph.claim.legal import STATING, legal
from cenotaph.claim.purposes import purposes
from cenotaph.claim.remembering import anniversaries, apologies, phrases
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_CLOSE = 40  # characters between an act and the date behind it
_PLACE_REACH = 60  # characters behind "entered" in which the place stands
_SPACES = re.compile(r"\s+")
_STOP = re.compile(r"[;.]")
_DATED = re.compile(r"\d{4}|XXXX-\d\d-\d\d")


def acts(layers: Layers, lexicon: Lexicon) -> Iterator[Act]:
    """The acts of a sentence: dated events, legal terms, anniversaries, causes of death, commemorations, apologies."""
    asked = layers.asked
    if not asked.isdisjoint(_EVENTS):
        yield from _events(layers, lexicon)
    yield from legal(layers, lexicon)
    if "anniversary" in asked or "mark" in asked:
        yield from anniversaries(layers, layers.times, lexicon)
    if "commemorate" in asked or "cause_lead" in asked:
        yield from phrases(layers, lexicon)
    if "apologise" in asked:
        yield from apologies(layers, layers.times, lexicon)
    if "purpose" in asked:
        yield from purposes(layers, lexicon)


_EVENTS = ("event", "entry", "event_thing", "event_noun")


def may_act(layers: Layers, lexicon: Lexicon) -> bool:
    """Whether a sentence may hold an act though it holds no word of a predicate."""
    text, asked, rules = layers.sentence.text, layers.asked, lexicon.rules
    if layers.times and (
        ("event" in asked and lexicon.event_verbs.search(text))
        or ("entry" in asked and lexicon.entry_verbs.search(text))
        or ("event_thing" in asked and rules["event_passive"].search(text))
    ):
        return True
    if not asked.isdisjoint(STATING) and rules["instrument_stated"].search(text):
        return True
    return "purpose" in asked and lexicon.patterns["purpose"].search(text) is not None


def _events(layers: Layers, lexicon: Lexicon) -> Iterator[Act]:
    """Acts of state and of force with their date: "declared independence on 18 October 1991"."""
    dated = [time for time in layers.times if time.edtf and time.type in ("date", "time") and _DATED.search(time.edtf)]
    if not dated:
        return
    text = layers.sentence.text
    taken: list[tuple[int, int]] = []
    for pattern, layer, rule in (
        (lexicon.event_verbs, "event", "event-verb"),
        (lexicon.entry_verbs, "entry", "event-entry"),
        (lexicon.rules["event_passive"], "event_thing", "event-passive"),
        (lexicon.patterns["event_noun"], "event_noun", "event-noun"),
    ):
        for match in pattern.finditer(text) if layer in layers.asked else ():
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            act = _event(layers, match, rule, dated, lexicon)
            if act is not None:
                taken.append((match.start(), act[1]))
                yield act[0]


def _event(
    layers: Layers, match: re.Match[str], rule: str, dated: Sequence[Time], lexicon: Lexicon
) -> tuple[Act, int] | None:
    """The act of one verb or noun, and where its object ends in the sentence."""
    text, offset = layers.sentence.text, layers.sentence.start
    subject, _ = clause_start(text, match.start(), lexicon, [time.end - offset for time in dated])
    if not _is_done(text, match, rule, subject, lexicon):
        return None
    time = _nearest(dated, offset + match.start(), offset + match.end(), text, offset, rule, lexicon)
    if time is None:
        return None
    first, last = time.start - offset, time.end - offset
    end = object_end(text, match.end(), first, lexicon)
    begin = subject if rule != "event-noun" else _noun_start(text, match.start(), lexicon)
    is_in_front = 0 <= begin - last <= 3 and not _STOP.search(text[last:begin])
    low = min(begin, first) if is_in_front else begin
    before = lexicon.rules["time_lead_in_front"].search(text[:low]) if low < begin else None
    low = before.start() if before else low
    is_behind = first >= match.start() and not _STOP.search(text[end:first]) and first - end < _CLOSE
    high = max(end, last) if is_behind else end
    has_doer = rule not in ("event-noun", "event-passive")
    named = _SPACES.sub(" ", text[subject : match.start()]).strip() if has_doer else None
    value = lexicon.rules["open_end"].sub("", _SPACES.sub(" ", text[begin:end]).strip(" ,;"))
    low, high = trimmed(text, low, high)
    return Act("event", offset + low, offset + high, value, rule, time, None, named or None), end


def _is_done(text: str, match: re.Match[str], rule: str, subject: int, lexicon: Lexicon) -> bool:
    """Whether words for an act tell one: not "no curfew was imposed", "were to enter", "the left side"."""
    rules = lexicon.rules
    before = text[: match.start()]
    if rule == "event-passive" and rules["none_of"].search(before):
        return False
    if rule == "event-entry" and (
        rules["left_side"].match(text, match.start())
        or not _is_force(text[subject : match.start()], text[match.end() : match.end() + _PLACE_REACH], lexicon)
        or rules["be_before"].search(before)
    ):
        return False
    return not rules["undone"].search(before)


def _noun_start(text: str, at: int, lexicon: Lexicon) -> int:
    """The start of the noun's own words: "The seven-day curfew"."""
    own = lexicon.rules["noun_start"].search(text[:at])
    return own.start() if own else at


def _is_force(subject: str, following: str, lexicon: Lexicon) -> bool:
    """Whether troops or the like enter a named place: not "entered the final", not "entered talks"."""
    has_actor = lexicon.patterns["entry_actor"].search(subject) is not None
    return has_actor and lexicon.rules["entered_place"].match(following) is not None


def _nearest(
    times: Sequence[Time], start: int, end: int, text: str, offset: int, rule: str, lexicon: Lexicon
) -> Time | None:
    """The date that belongs to words at `start` to `end`: in the same clause, or opening the sentence."""

    def cost(time: Time) -> int:
        low, high = (end, time.start) if time.start >= end else (time.end, start)
        between = text[low - offset : max(low, high) - offset]
        is_told = time.end <= start and lexicon.rules["that_before"].search(between) is not None
        told = 70 if is_told else 0  # "said on Sunday that the Guard had entered"
        marks = (
            told
            + 12 * between.count(",")
            + 60 * len(lexicon.rules["clause_between"].findall(between))
            + 25 * len(lexicon.rules["and_between"].findall(between))
        )
        opens = time.start - offset < 30 and time.end <= start
        return min(high - low + marks, 70) + told if opens else high - low + marks + (5 if time.start < start else 0)

    best = min(times, key=lambda time: (cost(time), time.start))
    return best if cost(best) < (90 if rule != "event-noun" else 50) else None
