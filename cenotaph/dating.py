"""When a source was published: what its file states, weighed against what its text tells; an answer, or none.

A stage each finds the signs: `read` those of the file and its head (metadata, address, dateline, mail header),
`claim` those of the text (an anniversary marked "today", the latest day told as past). Here they meet. What people
told goes before all of it. A day of capture or of change never dates a source, it only says before when it came
out; two strong signs that contradict each other date nothing, and a flag says so, since "yesterday" would be read
from the wrong day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.own_day import DaySign, OwnDay, agree, fitting_years, own_day
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.read.published import ENOUGH, TOLD, settle
from cenotaph.record import Evidence, Flag, Source, Span, Text

FEW_DAYS = 3
"""Days by which an address, a page's own data and a text may differ: a page is put up days after it was written."""

REISSUED = 365
"""Days between the day a text states and the day its file was made from which the file is a scan or a new edition."""

LEEWAY = 1
"""Days: the other side of midnight in another place."""

MOST_YEARS = 20
"""A day without its year that fits more years than this tells nothing."""

SIGN_WEIGHTS: dict[str, float] = {
    "today-date": 0.8,  # "today, 4 March 2021": as good as a dateline
    "today-anniversary": 0.7,  # leans on the number and on the event's date, both of which may be misprinted
    "day-without-year": 0.6,  # the year follows from what the text tells and the day of capture
    "year-anniversary": 0.6,
}
"""How far each sign of a text is to be trusted beside `cenotaph.read.published.WEIGHTS`."""

_PAGE = ("json-ld", "meta-property", "meta-name", "time-element")
_IN_TEXT = ("dateline", "byline", "dateline-short-year", "time-first", "titled", "signed")
_WITH_ITS_TEXT = (*_IN_TEXT, "mail-header", "chat-lines")  # a page's date may be put on later, these are not
_OVER_TEXT = ("dateline", "dateline-short-year", "byline")
_FILE_MADE = ("pdf-metadata", "document-property")
_NAMES = {
    TOLD: "people told it",
    "json-ld": "the page's data for search engines",
    "meta-property": "the page's head",
    "meta-name": "the page's head",
    "mail-header": "the head of the mail",
    "chat-lines": "the lines of the chat",
    "front-matter": "the head of the file",
    "time-element": "the day the page shows",
    "dateline": "a dateline",
    "dateline-short-year": "a dateline, its year in two digits",
    "url-path": "the address",
    "byline": "the line of who wrote it",
    "titled": "its title",
    "time-first": "the first day the page shows",
    "recorded": "the file's own record",
}


class DocumentDate(Struct, frozen=True):
    """When a source was published, as far as the signs settle it."""

    published: str | None  # EDTF
    earliest: str | None  # first and last possible day, EDTF; null: open
    latest: str | None
    reason: str  # why this date, or why none
    candidates: tuple[Evidence, ...] = ()  # every sign, the weightiest first
    flags: tuple[Flag, ...] = ()

    @property
    def between(self) -> str | None:
        """The days between which it was published, as an EDTF interval; null where neither is known."""
        return f"{self.earliest or '..'}/{self.latest or '..'}" if self.earliest or self.latest else None


class _Answer(NamedTuple):
    """A date and what it rests on, on the way to `DocumentDate`."""

    value: str | None
    why: str
    flags: tuple[Flag, ...] = ()
    ends: tuple[str | None, str | None] = (None, None)  # narrower than what text and capture say


def document_date(source: Source, text: Text, told: str | None = None) -> DocumentDate:
    """The day a source was published.

    Args:
        source: with its evidence, and the day it was captured.
        text: its text; language and blocks are used.
        told: EDTF, the date that people gave in sources.csv or by a decision.

    Returns:
        The date with its reason, or none with the days between which it must lie. Yields D008 and S061 to S064.

    Example:
        >>> words = "TODAY Ozmara marks the 30th anniversary of the shooting of 4 March 1991."
        >>> text = Text("txt-1", "src-1", "", words, language="en")
        >>> document_date(Source("src-1", "read"), text).published
        '2021-03-04'
    """
    captured = _captured(source)
    own = own_day(text.text, text.language, text.blocks, captured)
    evidence = [e for e in source.evidence if e.field == "published"]
    last = _last_possible(evidence, captured, own)
    if told is not None:
        answer = _Answer(told, _NAMES[TOLD], _told_too_late(told, own, text))
    else:
        answer = _stated(source, evidence, own, text, last)
    published = answer.value
    ends = edtf.ends(published)
    earliest, latest = answer.ends
    earliest, latest = earliest or (own.latest.first if own.latest else None), latest or last
    if ends is not None:
        earliest, latest = (format_day(day) if day else None for day in ends)
    elif earliest and latest and earliest > latest:
        earliest = latest = None  # what it tells and when it was seen cannot both be right
    ranked = (*evidence, *_as_evidence(own, earliest, latest))
    ordered = tuple(sorted(dict.fromkeys(ranked), key=lambda e: (-e.weight, e.rule, e.value, e.quote)))
    flags = answer.flags if told is not None else (*answer.flags, *_after_capture(source, evidence, captured))
    return DocumentDate(published, earliest, latest, answer.why, ordered, flags)


def _captured(source: Source) -> str | None:
    """The first day on which it is known to have been there: when it was captured here, or by a crawler before."""
    days = [source.captured[:10]] if source.captured else []
    days += [e.value[:10] for e in source.evidence if e.field == "captured"]
    return min((day for day in days if _is_day(day)), default=None)


def told_by_people(source: Source) -> str | None:
    """The date that sources.csv gave a source, by the evidence that reading kept of it."""
    told = [e.value for e in source.evidence if e.field == "published" and e.rule == TOLD and edtf.is_valid(e.value)]
    return told[0] if told else None


def with_date(source: Source, found: DocumentDate) -> Source:
    """A source with the date that holds for it, the days between which it lies, the reason and the text's own signs."""
    signs = tuple(e for e in found.candidates if e not in source.evidence)
    return replace(
        source,
        published=found.published,
        published_between=found.between,
        published_reason=found.reason,
        evidence=(*source.evidence, *signs),
    )


def _stated(source: Source, evidence: Sequence[Evidence], own: OwnDay, text: Text, last: str | None) -> _Answer:
    """What the file states, unless its address or its text contradicts it; else what the text says of its day."""
    settled = settle(evidence, replace(source, published=None))
    if settled.flags:
        return _Answer(None, "the places that usually state its date contradict each other")
    if settled.published is None:
        return _from_text(own, last)
    value, rule = settled.published, _rule_of(settled.published, evidence)
    parted = _parted(value, evidence, own, source)
    if parted is not None:
        if parted.value is None:
            return parted
        value, rule = parted.value, _rule_of(parted.value, evidence)
    flags = parted.flags if parted is not None else ()
    late = _told_too_late(value, own, text, REISSUED if rule in _WITH_ITS_TEXT else LEEWAY)
    if late:
        return _Answer(None, f"{_NAMES.get(rule, rule)} gives {value}, but the text tells a later day as past", late)
    line = _other_line(value, rule, evidence)
    if line is not None:
        spans = _spans(text, line.quote)
        point = flag("S063", spans=spans, sources=(source.id,), told=line.value, stated=value)
        why = f"{_NAMES.get(rule, rule)} gives {value}, but {_NAMES[line.rule]} gives {line.value}"
        return _Answer(None, why, (*flags, point))
    other = _other_today(value, rule, own)
    if other is not None:
        spans = (_span(text, other.start, other.end),)
        point = flag("S063", spans=spans, sources=(source.id,), told=other.edtf, stated=value)
        why = f"{_NAMES.get(rule, rule)} gives {value}, but {other.says}"
        return _Answer(None, why, (*flags, point))
    finer = _finer(value, own)
    why = f"{_NAMES.get(rule, rule)} gives {value}" + (f"; {finer.says}" if finer else "")
    value = finer.edtf if finer else value
    return _Answer(value, why, (*flags, *_made_apart(source, value, rule, evidence)))


def _rule_of(value: str, evidence: Sequence[Evidence]) -> str:
    best = max((e for e in evidence if e.value == value), key=lambda e: e.weight, default=None)
    return best.rule if best else ""


def _from_text(own: OwnDay, last: str | None) -> _Answer:
    """The day that the text's own signs give, where they agree."""
    signs = [sign for sign in own.signs if sign.kind != "day-without-year" and not _is_after(sign.edtf, last)]
    if signs and not agree(signs):
        return _Answer(None, "the text speaks of several days as its own")
    best = max(signs, key=lambda sign: (SIGN_WEIGHTS[sign.kind], len(sign.edtf), -sign.start), default=None)
    if best is not None and best.kind != "year-anniversary":
        return _Answer(best.edtf, best.says)
    first = best.edtf if best else own.latest.first if own.latest else None
    until = best.edtf if best else last
    for sign in own.signs:
        fitting = _fitting(sign, first, until)
        if len(fitting) == 1:
            return _Answer(fitting[0], f"{sign.says}; no other year fits what it tells")
    if best is not None:
        return _Answer(best.edtf, best.says)
    return _Answer(None, "nothing states when it was published" if not own.signs else "its day is told without a year")


def _fitting(sign: DaySign, first: str | None, last: str | None) -> tuple[str, ...]:
    """The days that a day without a year can be, where both ends are known and the years are few."""
    low, high = (edtf.bounds(end) if end else None for end in (first, last))
    if sign.kind != "day-without-year" or not low or not high or low[0] is None or high[1] is None:
        return ()
    found = fitting_years(sign, low[0], high[1])
    return found if len(found) <= MOST_YEARS else ()


def _finer(value: str, own: OwnDay) -> DaySign | None:
    """A sign of the text that makes a month or a year a day."""
    signs = [sign for sign in own.signs if sign.kind in ("today-date", "today-anniversary")]
    fitting = [sign for sign in signs if sign.edtf.startswith(value) and len(sign.edtf) > len(value)]
    return fitting[0] if fitting and agree(fitting) else None


def _parted(value: str, evidence: Sequence[Evidence], own: OwnDay, source: Source) -> _Answer | None:
    """What holds where the address and the page's own data state days far apart: what the text says, or nothing."""
    stated = sorted((e for e in evidence if e.rule in _PAGE and _is_day(e.value)), key=lambda e: -e.weight)
    address = [e.value for e in evidence if e.rule == "url-path" and _is_day(e.value)]
    if not stated or not address or _apart(stated[0].value, address[0]) <= FEW_DAYS:
        return None
    said = [e.value for e in evidence if e.rule in _IN_TEXT]
    said += [sign.edtf for sign in own.signs if sign.kind in ("today-date", "today-anniversary")]
    backed = [day for day in (stated[0].value, address[0]) if any(_apart(day, each) <= FEW_DAYS for each in said)]
    taken = backed[0] if len(backed) == 1 else None
    point = flag("S061", sources=(source.id,), address=address[0], stated=stated[0].value, taken=taken or "neither")
    if taken is None:
        ends = sorted((stated[0].value, address[0]))
        why = f"the address gives {address[0]}, the page's own data {stated[0].value}, and nothing decides between them"
        return _Answer(None, why, (point,), (ends[0], ends[1]))
    return _Answer(taken if taken != value else value, "", (point,))


def _other_today(value: str, rule: str, own: OwnDay) -> DaySign | None:
    """A day that the text calls its own and that is far from the day stated.

    An anniversary on the very day that is stated, in another year, is a misprinted number: D005 says so. One in a
    text under a dateline is marked near that day, not on it.
    """
    for sign in own.signs:
        if sign.kind not in ("today-date", "today-anniversary") or _apart(value, sign.edtf) <= FEW_DAYS:
            continue
        if sign.kind == "today-date" or (rule not in _IN_TEXT and value[4:10] != sign.edtf[4:10]):
            return sign
    return None


def _other_line(value: str, rule: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """A dateline or byline far from the day that the page states: an older text put up again."""
    lines = [e for e in evidence if e.rule in _OVER_TEXT and _is_day(e.value)]
    is_other = rule in (*_PAGE, "url-path") and lines and all(_apart(value, e.value) > FEW_DAYS for e in lines)
    return lines[0] if is_other else None


def _told_too_late(value: str, own: OwnDay, text: Text, slack: int = LEEWAY) -> tuple[Flag, ...]:
    """D008, where the text tells as past a day that lies more than so many days after the date.

    A dateline and the head of a mail were written with their text: days soon after are rather plans, read as past.
    """
    told = own.latest_exact
    if told is None or not _is_after(told.first, value, slack):
        return ()
    spans = (_span(text, told.start, told.end),)
    return (flag("D008", spans=spans, sources=(text.source,), published=value, date=told.first),)


def _made_apart(source: Source, value: str, rule: str, evidence: Sequence[Evidence]) -> tuple[Flag, ...]:
    """S062, where the text states its day and the file was made long after, or before."""
    made = [e.value for e in evidence if e.rule in _FILE_MADE and _is_day(e.value)]
    if rule not in _IN_TEXT or not made or -LEEWAY <= _days_behind(made[0], value) <= REISSUED:
        return ()
    return (flag("S062", sources=(source.id,), made=made[0], stated=value),)


def _after_capture(source: Source, evidence: Sequence[Evidence], captured: str | None) -> tuple[Flag, ...]:
    """S064, where a place that usually states the date states one after the file was there."""
    late = [e for e in evidence if e.weight >= ENOUGH and edtf.is_valid(e.value) and _is_after(e.value, captured)]
    if not late or captured is None:
        return ()
    return (flag("S064", sources=(source.id,), stated=late[0].value, captured=captured),)


def _last_possible(evidence: Sequence[Evidence], captured: str | None, own: OwnDay) -> str | None:
    """The last day on which it can have come out: it was captured, and changed, after that."""
    changed = max((e.value for e in evidence if e.rule == "modified" and _is_day(e.value)), default=None)
    if changed is not None and own.latest is not None and changed < own.latest.first:
        changed = None
    return min((day for day in (captured, changed) if day is not None), default=None)


def _as_evidence(own: OwnDay, earliest: str | None, latest: str | None) -> list[Evidence]:
    """The signs of the text as candidates; a day without a year as one of those that fit."""
    found = []
    for sign in own.signs:
        fitting = _fitting(sign, earliest, latest) if sign.kind == "day-without-year" else (sign.edtf,)
        value = fitting[0] if len(fitting) == 1 else f"[{','.join(fitting)}]" if fitting else sign.edtf
        weight = SIGN_WEIGHTS[sign.kind] if len(fitting) == 1 else 0.0
        found.append(Evidence("published", value, sign.kind, " ".join(sign.quote.split())[:300], weight))
    return found


def _is_day(value: str) -> bool:
    ends = edtf.ends(value)
    return ends is not None and ends[0] is not None and ends[0] == ends[1]


def _ends(value: str) -> tuple[Day | None, Day | None]:
    return (edtf.ends(value)) or (None, None)


def _is_after(value: str, limit: str | None, slack: int = LEEWAY) -> bool:
    """Whether all of a date lies after all of another, by more than so many days."""
    first, last = _ends(value)[0], _ends(limit)[1] if limit else None
    return first is not None and last is not None and day_number(first) > day_number(last) + slack


def _apart(one: str, other: str) -> int:
    """Days between two dates, 0 where they share one or nothing is known of one."""
    return max(0, _days_behind(one, other), _days_behind(other, one))


def _days_behind(one: str, other: str) -> int:
    """By how many days the first day of one date lies behind the last of another; negative before it."""
    first, last = _ends(one)[0], _ends(other)[1]
    return day_number(first) - day_number(last) if first is not None and last is not None else 0


def _span(text: Text, start: int, end: int) -> Span:
    page = sum(1 for offset in text.pages if offset <= start) or None if text.pages else None
    return Span(text.source, text.text[start:end], text.sha256, start, end, page)


def _spans(text: Text, quote: str) -> tuple[Span, ...]:
    """Where a quoted line stands in the text, if it does."""
    start = text.text.find(quote)
    return (_span(text, start, start + len(quote)),) if quote and start >= 0 else ()
