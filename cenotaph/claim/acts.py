"""Claims that are no counts: dated acts, legal terms, quotations, anniversaries, causes, commemorations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_QUOTED = re.compile(r"[“«]([^“”«»]{12,1500})[”»]|(?<![\w])\"([^\"]{12,1500})\"(?!\w)")
_MIN_WORDS = 5  # shorter quoted words are names, titles or terms
_LEAD = re.compile(
    r"(?:[\s,;]+|(?:that|and|but|then|also|later|when|where|while|which|who|as|after|before)\s+)+", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[,;:]\s|\s(?:when|while|after|before|which|who|but|where|that)\s|\sand\s(?=(?:the|a|an|it|he|she|they)\s)"
)


class Act(NamedTuple):
    """A claim without a number: offsets in the text, half-open."""

    kind: str
    start: int
    end: int
    value: str
    rule: str
    when: Time | None = None
    where: str | None = None
    by: str | None = None
    is_accusation: bool = False


def acts(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """The acts of a sentence: events with a date, legal terms, anniversaries, causes of death, commemorations."""
    yield from _events(annotated, times, lexicon)
    yield from _legal(annotated, lexicon)
    yield from _anniversaries(annotated, times)
    yield from _phrases(annotated, lexicon)


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
        (lexicon.patterns["event_noun"], "event-noun"),
    ):
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            subject = _subject(text, match.start(), [time.end - offset for time in dated])
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
            end = _object_end(text, match.end(), time.start - offset)
            taken.append((match.start(), end))
            begin = subject[0] if rule != "event-noun" else match.start()
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
            named = re.sub(r"\s+", " ", text[subject[0] : match.start()]).strip() if rule != "event-noun" else None
            value = re.sub(r"\s+", " ", text[begin:end]).strip(" ,;")
            low, high = _trim(text, low, high)
            yield Act("event", offset + low, offset + high, value, rule, time, None, named or None)


def _is_force(subject: str, following: str, lexicon: Lexicon) -> bool:
    """Whether troops or the like enter a named place: not "entered the final", not "entered talks"."""
    has_actor = lexicon.patterns["entry_actor"].search(subject) is not None
    is_place = re.match(
        r"\s+(?:the\s+(?:\w+\s+)?(?:city|town|village|capital|palace|building|barracks|station|square|embassy|airport)|(?:the\s+)?[A-Z])",
        following,
    )
    return has_actor and is_place is not None


def _subject(text: str, end: int, dates: Sequence[int] = ()) -> tuple[int, int]:
    """The words in front of a verb back to the start of its clause or the end of a date (`dates`)."""
    head = text[:end]
    cuts = [match.end() for match in _CLAUSE.finditer(head)]
    start = max([*cuts, *(dated for dated in dates if dated < end)], default=0)
    lead = _LEAD.match(head, start)
    return (lead.end() if lead else start), end


def _object_end(text: str, start: int, time_at: int) -> int:
    """Where the act's object ends: at the clause's end or in front of its date."""
    stop = len(text)
    cut = re.search(r"[,;.](?=\s|$)|\s(?:and|when|while|after|before|which|who|but|as|where)\s|\s[—–-]\s", text[start:])
    if cut:
        stop = start + cut.start()
    if start <= time_at < stop:
        before = re.search(r"\s+(?:on|in|at|by|since)?\s*(?:the\s+)?$", text[start:time_at], re.IGNORECASE)
        stop = start + before.start() if before else time_at
    return max(start, min(stop, start + 140))


def _close(text: str, end: int, begin: int) -> bool:
    return 0 <= begin - end <= 3 and not re.search(r"[.;]", text[end:begin])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" ,;\n")), end - (len(piece) - len(piece.rstrip(" ,;\n")))


def _nearest(times: Sequence[Time], start: int, end: int, text: str, offset: int, rule: str) -> Time | None:
    """The date that belongs to words at `start` to `end`: in the same clause, or opening the sentence."""

    def cost(time: Time) -> int:
        low, high = (end, time.start) if time.start >= end else (time.end, start)
        between = text[low - offset : max(low, high) - offset]
        marks = (
            12 * between.count(",")
            + 60 * len(re.findall(r"[;:]|\b(?:but|after|before|since)\b", between))
            + 25 * between.count(" and ")
        )
        opens = time.start - offset < 30 and time.end <= start
        return min(high - low + marks, 70) if opens else high - low + marks + (5 if time.start < start else 0)

    best = min(times, key=lambda time: (cost(time), time.start))
    return best if cost(best) < (90 if rule != "event-noun" else 50) else None


_MAYBE = re.compile(r"\b(?:may|might|could|possible|possibly|alleged)\b", re.IGNORECASE)
_ACCUSED = re.compile(
    r"\b(?:accus|charg|indict|convict|sentenc|jail)\w*\s+[^.;]{2,36}\s(?:of|with|for)\s+(?:committing\s+)?$",
    re.IGNORECASE,
)


def _legal(annotated: Annotated, lexicon: Lexicon) -> Iterator[Act]:
    """Legal terms that a sentence applies to what was done, not those in the name of a museum, day or court."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.patterns["legal"].finditer(text):
        before = text[max(0, match.start() - 48) : match.start()]
        after = text[match.end() : match.end() + 40]
        if re.match(
            r"\s+(?:[A-Z]\w+|museum|memorial|remembrance|day|convention|tribunal|court|studies|scholars?|charges?|case|trials?|suspects?|victims?|survivors?|denial)\b",
            after,
        ):
            continue
        verb = None
        for found in lexicon.patterns["characterise"].finditer(before):
            verb = found
        accused = _ACCUSED.search(before)
        if accused:
            start = match.start() - len(before) + accused.start()
            value = _singular(re.sub(r"\s+", " ", match.group()).lower())
            low = _subject(text, start)[0]
            is_open = accused.group().lower().startswith(("accus", "charg", "indict"))
            yield Act("legal", offset + low, offset + match.end(), value, "legal-accusation", is_accusation=is_open)
            continue
        gap = before[verb.end() :] if verb else ""
        if (
            verb is None
            or gap.count(" ") > 5
            or re.search(r"[;:.]", gap)
            or re.search(r"\b(?:by|in|for|against|during|after)\b", gap)
        ):
            continue
        if match.group().lower() in ("murder", "torture", "manslaughter") and not re.search(
            r"(?:guilty|convicted|charged|accused|indicted|sentenced|tried)\b", verb.group(), re.IGNORECASE
        ):
            continue
        start = match.start() - len(before) + verb.start()
        value = _singular(re.sub(r"\s+", " ", match.group()).lower())
        front = text[max(0, start - 12) : match.start()]
        is_accusation = lexicon.patterns["accuse"].search(front) is not None or _MAYBE.search(front) is not None
        clause = _subject(text, start)[0]
        low = clause if start - clause < 200 else start
        yield Act("legal", offset + low, offset + match.end(), value, "legal-term", is_accusation=is_accusation)
    yield from _violations(text, offset, lexicon)


def _violations(text: str, offset: int, lexicon: Lexicon) -> Iterator[Act]:
    """Breaches of a named instrument: "a violation of the Universal Declaration of Human Rights"."""
    for match in lexicon.patterns["violation"].finditer(text):
        tail = text[match.end() : match.end() + 110]
        instrument = lexicon.patterns["instrument"].search(tail)
        if instrument is None or re.search(r"[;.]|\bby\b|,", tail[: instrument.start()]):
            continue
        end = match.end() + instrument.end()
        more = re.match(r"(?:\s+(?:of|on|for|the|against|and)|\s+[A-Z][\w’']+|\s+(?:human|rights|law))+", text[end:])
        if more:
            end += len(more.group().rstrip())
        end = re.compile(r"(?:\s+(?:of|on|for|the|against|and))+$").sub("", text[:end]).__len__()
        value = "violation of " + re.sub(r"\s+", " ", text[match.end() : end]).strip()
        yield Act("legal", offset + match.start(), offset + end, value, "legal-violation")


def _singular(term: str) -> str:
    return re.sub(
        r"^(crime|act|killing|execution)s\b",
        r"\1",
        re.sub(r"\b(crime|execution|killing|disappearance|breach)s$", r"\1", term),
    )


_ANNIVERSARY = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)\s+(?:\w+\s+){0,1}anniversary|\b([\w-]+)\s+anniversary", re.IGNORECASE
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip

_TENS = {
    "tenth": 10,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "centenary": 100,
}


def _anniversaries(annotated: Annotated, times: Sequence[Time]) -> Iterator[Act]:
    """Anniversaries: "the 36th anniversary of", "marks 36 years since"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in _ANNIVERSARY.finditer(text):
        years = int(match[1]) if match[1] else _ordinal(match[2])
        if years is None:
            continue
        start = match.start()
        article = re.search(r"\bthe\s+$", text[:start], re.IGNORECASE)
        start = article.start() if article else start
        of = re.match(r"\s+of\s+(?:[^,;.:]|(?<=\w)\.(?=\w))+", text[match.end() :])
        end = match.end() + (len(of.group()) if of else 0)
        yield Act("anniversary", offset + start, offset + end, str(years), "anniversary", _marked(times, offset, text))
    for match in re.finditer(
        r"\b(?:mark(?:s|ed|ing)?)\s+(\d{1,3}|[a-z-]+)\s+years\s+(?:since|after|from)\s+[^,;.:]+", text, re.IGNORECASE
    ):
        if match[1].isdigit():
            yield Act(
                "anniversary",
                offset + match.start(),
                offset + match.end(),
                match[1],
                "years-since",
                _marked(times, offset, text),
            )


def _ordinal(word: str) -> int | None:
    low = word.lower()
    tens, _, unit = low.partition("-")
    names = {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    }
    if low in _TENS or low in _ORDINALS:
        return _TENS.get(low) or _ORDINALS[low]
    return names[tens] + _ORDINALS[unit] if tens in names and unit in _ORDINALS else None


def _marked(times: Sequence[Time], offset: int, text: str) -> Time | None:
    """The day on which the anniversary was marked: a time that opens the sentence and leans on the document's date."""
    leaning = [
        t
        for t in times
        if t.edtf and t.anchor and t.anchor.startswith("document") and offset <= t.start < offset + len(text)
    ]
    return leaning[0] if leaning else None


def _phrases(annotated: Annotated, lexicon: Lexicon) -> Iterator[Act]:
    """Commemorations and causes of death, by their phrases."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    commemoration = lexicon.patterns["commemorate"].search(text)
    if commemoration:
        value = re.sub(r"\s+", " ", commemoration.group()).lower()
        start = _subject(text, commemoration.start())[0]
        end = _object_end(text, commemoration.end(), -1)
        start, end = _trim(text, start, end)
        yield Act("commemoration", offset + start, offset + end, value, "commemoration")
    for lead in lexicon.patterns["cause_lead"].finditer(text):
        gap = _CAUSE_GAP.match(text, lead.end())
        cause = lexicon.patterns["cause"].match(text, gap.end()) if gap else None
        if cause:
            value = re.sub(r"\s+", " ", cause.group())
            yield Act("cause", offset + lead.start(), offset + cause.end(), value, "cause")


_CAUSE_GAP = re.compile(r"\s*(?:multiple\s+|severe\s+)?")


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of quoted words between `start` and `end`, marks left out, long enough to be someone's words."""
    for match in _QUOTED.finditer(text, start, end):
        group = 1 if match[1] is not None else 2
        words = match[group]
        if len(re.findall(r"\w+", words)) >= _MIN_WORDS:
            low = match.start(group) + len(words) - len(words.lstrip())
            yield low, match.end(group) - (len(words) - len(words.rstrip()))
