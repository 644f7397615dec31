"""Texts that say themselves whose report they repeat: "Nowhere News reported", where that report is in the archive."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import Repeat, days
from cenotaph.weigh.sentences import prose, sentences

FEWEST_FIGURES = 2
"""Figures that the text must share with the report it names; naming it for one remark makes no copy."""

FIGURES_TAKEN = 0.6
"""Share of its figures that must stand in the report it names; a text with figures of its own has its own voice."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d{2,9})(?![\d]|[.,]\d)")
_STEM = 2  # letters at the end of a longer word that cases change


class CopyWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/copies.toml` holds."""

    citing: tuple[str, ...] = ()  # in a sentence that names a publisher: its report is passed on


def citing_repeats(texts: Sequence[Text], known: Mapping[str, Source]) -> Iterator[Repeat]:
    """Pairs of a text and the report it says it takes its figures from, in a stable order.

    A text is joined to the reports of a publisher that it names beside "according to", "citing" or the like, where
    they came out no later and most of its figures stand in one of them.

    Args:
        texts: in any order.
        known: sources by id; their publishers are the names looked for.
    """
    ordered = sorted(texts, key=lambda text: text.source)
    reports: defaultdict[tuple[str, ...], list[Text]] = defaultdict(list)
    for text in ordered:
        name = _name(known.get(text.source))
        if name:
            reports[name].append(text)
    by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in reports:
        by_first[name[0]].append(name)
    figures: dict[str, frozenset[int]] = {}
    for text in ordered:
        own = _name(known.get(text.source))
        for name, words in _cited(text, by_first):
            if name == own:
                continue
            for report in reports[name]:
                for one in (text, report):
                    if one.source not in figures:
                        figures[one.source] = _figures(one)
                both = figures[text.source] & figures[report.source]
                enough = len(both) >= max(FEWEST_FIGURES, FIGURES_TAKEN * len(figures[text.source]))
                if enough and not _is_later(known.get(report.source), known.get(text.source)):
                    told = ", ".join(str(figure) for figure in sorted(both)[:8])
                    reason = f"one names the other's publisher, “{words}”, and prints its figures {told}"
                    yield Repeat(text.source, report.source, "citing", reason)


def _name(source: Source | None) -> tuple[str, ...]:
    """The stems of a publisher's name, without what stands in brackets."""
    printed = re.sub(r"\([^)]*\)", " ", (source.publisher or "") if source else "")
    return tuple(_stem(word) for word in _WORD.findall(printed))


def _stem(word: str) -> str:
    low = word.lower()
    return low[:-_STEM] if len(low) >= 5 else low


def _cited(text: Text, by_first: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The publishers that a text names as its origin, each once, with the words that do so."""
    if by_first.keys().isdisjoint(map(_stem, _WORD.findall(text.text))):
        return
    cue = _cue((text.language or "en").partition("-")[0].lower())
    seen = set()
    for start, end in sentences(text):
        places = [match.span() for match in _WORD.finditer(text.text, start, end)]
        words = [text.text[first:last] for first, last in places]
        stems = [_stem(word) for word in words]
        for at, stem in enumerate(stems):
            for name in by_first.get(stem, ()):
                is_name = tuple(stems[at : at + len(name)]) == name and words[at][0].isupper()
                if is_name and name not in seen and cue.search(text.text, start, end):
                    seen.add(name)
                    yield name, _around(text.text, places[max(0, at - 4)][0], places[at + len(name) - 1][1])


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


@functools.cache
def _cue(language: str) -> re.Pattern[str]:
    code = language if language in languages("copies") else "en"
    words = load(code, "copies", CopyWords).citing
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _figures(text: Text) -> frozenset[int]:
    """Numbers from 10 on that a text prints in digits, years left out."""
    printed = (match.group() for start, end in prose(text) for match in _NUMBER.finditer(text.text, start, end))
    values = (int(re.sub(r"\D", "", number)) for number in printed)
    return frozenset(value for value in values if value >= 10 and not 1500 <= value <= 2100)


def _is_later(first: Source | None, second: Source | None) -> bool:
    """Whether the first surely came out after the second."""
    begin, end = days(first)[0], days(second)[1]
    return begin is not None and end is not None and begin > end
