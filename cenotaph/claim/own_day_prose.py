"""The sentences of a text in which it may speak of its own day, each with its times read alone."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.own_day_words import Cues
from cenotaph.claim.sentences import sentences
from cenotaph.claim.times import Time, find_times
from cenotaph.claim.times_tokens import lexicon
from cenotaph.folding import fold
from cenotaph.record import Block

YEAR = re.compile(r"(?<![\d.,:/])(?:1[5-9]\d\d|20\d\d)(?!\d|[.,:/]\d\d\d)")
_PROSE = ("headline", "paragraph", "list_item")
_WEEKDAY_REACH = 24  # characters behind a day in which its weekday stands
_QUOTE_MARKS = re.compile(r"[“”«»„‟\"]")


class Sentence:
    """A sentence of prose, its times found when first asked for."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        block: Block,
        language: str | None,
        quotations: tuple[int, ...] = (),
    ) -> None:
        self.start, self.end, self.block = start, end, block
        self.quotations = quotations
        self.text = text[start:end]
        self.low = fold(self.text, language)
        self.language = language
        self._times: tuple[Time, ...] | None = None

    @property
    def times(self) -> tuple[Time, ...]:
        """Its times read alone, so that a day without a year stays one."""
        if self._times is None:
            found = find_times(self.text, self.language)
            self._times = tuple(t for t in found if t.type in ("date", "time") and t.edtf and t.anchor is None)
        return self._times

    def is_quoted(self, at: int) -> bool:
        """Whether a place in it stands within quotation marks that its paragraph opened and has not closed."""
        return bisect.bisect_right(self.quotations, self.start + at) % 2 == 1

    def is_told(self, known: Cues) -> bool:
        """Whether it tells of what has happened and of nothing to come."""
        return known.past.search(self.low) is not None and known.future.search(self.low) is None


def prose_sentences(text: str, runs: Sequence[Block], language: str | None) -> Iterator[Sentence]:
    """The sentences of headlines, paragraphs and list items, in order."""
    short = frozenset(word for word in lexicon(language).words.months if len(word) <= 4)
    for block in runs:
        if block.kind in _PROSE:
            quotations = _quotations(text, block.start, block.end)
            for found in sentences(text, block.start, block.end, block.start, short):
                yield Sentence(text, found.start, found.end, block, language, quotations)


def _quotations(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where quotations begin and end within a paragraph, in turn; one that is not closed runs to its end."""
    turns: list[int] = []
    for mark in _QUOTE_MARKS.finditer(text, start, end):
        is_open = len(turns) % 2 == 1
        opens = not is_open if mark.group() == '"' else mark.group() in "“«„"
        if opens != is_open:
            turns.append(mark.start())
    return tuple(turns)


def classed(words: str, language: str | None, name: str) -> tuple[tuple[int, int, int], ...]:
    """Every weekday or month that some words name, in whatever form: start, end and number."""
    known = lexicon(language)
    named = (match for match in known.scan.finditer(known.fold(words)) if match.lastgroup in ("word", "phrase"))
    classes = ((match.start(), match.end(), known.entries.get(" ".join(match[0].split()), {})) for match in named)
    return tuple((start, end, found[name]) for start, end, found in classes if name in found)


def weekday_near(sentence: Sentence, start: int, time: Time) -> int | None:
    """The weekday in front of a day, in it, or right behind it; Monday is 0."""
    window = sentence.text[start : time.end + _WEEKDAY_REACH]
    for first, _, weekday in classed(window, sentence.language, "weekday"):
        at = start + first
        if at < time.end or re.fullmatch(r"[\s,(]{1,3}", sentence.text[time.end : at]):
            return weekday
    return None
