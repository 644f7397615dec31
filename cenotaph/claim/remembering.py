"""Anniversaries, commemorations and apologies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.act import Act, clause_start, object_end, trimmed
from cenotaph.claim.annotate import Annotated
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_SPACES = re.compile(r"\s+")


def anniversaries(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """Anniversaries: "the 36th anniversary of", "marks 36 years since"."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.rules["anniversary_of"].finditer(text):
        years = int(match[1]) if match[1] else _ordinal(match[2], lexicon)
        if years is None:
            continue
        start = match.start()
        article = lexicon.rules["article_before"].search(text[:start])
        start = article.start() if article else start
        of = lexicon.rules["of_what"].match(text[match.end() :])
        end = match.end() + (len(of.group()) if of else 0)
        yield Act("anniversary", offset + start, offset + end, str(years), "anniversary", _marked(times, offset, text))
    for match in lexicon.rules["years_since"].finditer(text):
        if match[1].isdigit():
            yield Act(
                "anniversary",
                offset + match.start(),
                offset + match.end(),
                match[1],
                "years-since",
                _marked(times, offset, text),
            )


def _ordinal(word: str, lexicon: Lexicon) -> int | None:
    low = word.lower()
    whole = lexicon.numbers["ordinal"].get(low)
    if whole is not None:
        return whole
    tens, _, unit = low.partition("-")
    ten, one = lexicon.numbers["ordinal_ten"].get(tens), lexicon.numbers["ordinal"].get(unit, _TEN)
    return ten + one if ten is not None and one < _TEN else None


_TEN = 10


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
        value = _SPACES.sub(" ", commemoration.group()).lower()
        start = clause_start(text, commemoration.start(), lexicon)[0]
        end = object_end(text, commemoration.end(), -1, lexicon)
        start, end = trimmed(text, start, end)
        yield Act("commemoration", offset + start, offset + end, value, "commemoration")
    for lead in lexicon.patterns["cause_lead"].finditer(text):
        gap = lexicon.rules["cause_gap"].match(text, lead.end())
        cause = lexicon.patterns["cause"].match(text, gap.end()) if gap else None
        if cause:
            value = _SPACES.sub(" ", cause.group())
            yield Act("cause", offset + lead.start(), offset + cause.end(), value, "cause")


def apologies(annotated: Annotated, times: Sequence[Time], lexicon: Lexicon) -> Iterator[Act]:
    """Apologies made, and those refused; one that is only asked for was not made."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    for match in lexicon.patterns["apologise"].finditer(text):
        refused = [
            word
            for word in lexicon.patterns["apology_refused"].finditer(text, 0, match.start())
            if not text[word.end() : match.start()].strip()
        ]
        if match.group().lower() in lexicon.sets["apology_open"] and not refused:
            continue
        first = refused[0].start() if refused else match.start()
        start = clause_start(text, first, lexicon, [time.end - offset for time in times])[0]
        low, high = trimmed(text, start, object_end(text, match.end(), -1, lexicon))
        by = _SPACES.sub(" ", text[start:first]).strip(" ,;") or None
        value = _SPACES.sub(" ", match.group()).lower()
        yield Act("apology", offset + low, offset + high, value, "apology", by=by, is_denied=bool(refused))
