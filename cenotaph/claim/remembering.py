"""Anniversaries and commemorations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, object_end, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

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


def anniversaries(annotated: Annotated, times: Sequence[Time]) -> Iterator[Act]:
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


def phrases(annotated: Annotated, lexicon: Lexicon) -> Iterator[Act]:
    """Commemorations and causes of death, by their phrases."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    commemoration = lexicon.patterns["commemorate"].search(text)
    if commemoration:
        value = re.sub(r"\s+", " ", commemoration.group()).lower()
        start = clause_start(text, commemoration.start())[0]
        end = object_end(text, commemoration.end(), -1)
        start, end = trimmed(text, start, end)
        yield Act("commemoration", offset + start, offset + end, value, "commemoration")
    for lead in lexicon.patterns["cause_lead"].finditer(text):
        gap = _CAUSE_GAP.match(text, lead.end())
        cause = lexicon.patterns["cause"].match(text, gap.end()) if gap else None
        if cause:
            value = re.sub(r"\s+", " ", cause.group())
            yield Act("cause", offset + lead.start(), offset + cause.end(), value, "cause")


_CAUSE_GAP = re.compile(r"\s*(?:multiple\s+|severe\s+)?")
