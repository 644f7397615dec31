"""Texts that say themselves whose report they repeat: "Nowhere News reported", where that report is in the archive."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cenotaph.lang import languages, load
from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import Repeat, days
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.signs import CopyWords, Sign, beginning_of, language_of

FEWEST_POINTS = 4
"""What the text must share with the report it names: two points for a figure from ten on, one for a name or a smaller
number. Naming it for one remark makes no copy."""

POINTS_TAKEN = 0.6
"""Share of its points that must stand in the report it names; a text with facts of its own has its own voice."""

TELLING = 10
"""Figures from here on are unlikely to be equal by chance."""

EVIDENCE = 8
"""Figures and names that the reason lists."""

_WORD = re.compile(r"[^\W_]+")
_CAPITALISED = re.compile(r"(?<!\w)(?![a-zа-я\d_])\w[^\W_]*")
_LEAST_SOUNDS = 3  # consonants, below which a publisher's word must be spelled alike


def citing_repeats(
    texts: Sequence[Text], told: Mapping[str, Sequence[Sequence[Sign]]], known: Mapping[str, Source]
) -> Iterator[Repeat]:
    """Pairs of a text and the report it says it takes its facts from, in a stable order.

    A text is joined to the reports of a publisher that it names, in any script, beside "according to", "citing" or the
    like, where they came out no later and most of its figures and names stand in one of them.

    Args:
        texts: in any order.
        told: the signs of each sentence of each text, by source.
        known: sources by id; their publishers are the names looked for.
    """
    ordered = sorted(texts, key=lambda text: text.source)
    reports: defaultdict[tuple[str, ...], list[Text]] = defaultdict(list)
    for text in ordered:
        name = _name(known.get(text.source), language_of(text))
        if name:
            reports[name].append(text)
    by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in reports:
        by_first[name[0]].append(name)
    facts = {text.source: _facts(told[text.source]) for text in ordered}
    for text in ordered:
        own_name = _name(known.get(text.source), language_of(text))
        for name, words in _cited(text, by_first):
            own = {key: fact for key, fact in facts[text.source].items() if key[1:] not in name}
            for report in reports[name] if name != own_name else ():
                both = [fact for key, fact in own.items() if key in facts[report.source]]
                enough = _points(both) >= max(FEWEST_POINTS, POINTS_TAKEN * _points(own.values()))
                if enough and not _is_later(known.get(report.source), known.get(text.source)):
                    listed = ", ".join(fact.printed for fact in both[:EVIDENCE])
                    reason = f"one names the other's publisher, “{words}”, and tells what it tells: {listed}"
                    yield Repeat(text.source, report.source, "citing", reason)


def _facts(told: Iterable[Iterable[Sign]]) -> dict[str, Sign]:
    """Numbers, years left out, and names of a text, each once."""
    signs = (sign for sentence in told for sign in sentence if sign.kind != "word")
    return {sign.keys[0]: sign for sign in signs if sign.kind == "name" or not 1500 <= _value(sign) <= 2100}


def _value(number: Sign) -> int:
    return int(number.keys[0][1:])


def _points(facts: Iterable[Sign]) -> int:
    return sum(2 if fact.kind == "number" and _value(fact) >= TELLING else 1 for fact in facts)


def _name(source: Source | None, language: str) -> tuple[str, ...]:
    """What is compared of a publisher's name, without what stands in brackets."""
    printed = re.sub(r"\([^)]*\)", " ", (source.publisher or "") if source else "")
    return tuple(_heard(word, language) for word in _WORD.findall(printed))


@functools.lru_cache(maxsize=1 << 17)
def _heard(word: str, language: str) -> str:
    """The consonants of a word, which cases and other scripts keep; a word of few as it is."""
    sounds = beginning_of(word, language)
    return sounds if len(sounds) >= _LEAST_SOUNDS else word.lower()


def _cited(text: Text, by_first: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The publishers that a text names as its origin, each once, with the words that do so."""
    code = language_of(text)
    if by_first.keys().isdisjoint(_heard(word, code) for word in set(_CAPITALISED.findall(text.text))):
        return
    cue, seen = _cue(code), set()
    for start, end in sentences(text):
        places = [match.span() for match in _WORD.finditer(text.text, start, end)]
        words = [text.text[first:last] for first, last in places]
        heard = [_heard(word, code) for word in words]
        for at, sounds in enumerate(heard):
            for name in by_first.get(sounds, ()):
                is_name = tuple(heard[at : at + len(name)]) == name and words[at][0].isupper()
                if is_name and name not in seen and cue.search(text.text, start, end):
                    seen.add(name)
                    yield name, " ".join(text.text[places[max(0, at - 4)][0] : places[at + len(name) - 1][1]].split())


@functools.cache
def _cue(language: str) -> re.Pattern[str]:
    code = language if language in languages("copies") else "en"
    words = load(code, "copies", CopyWords).citing
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _is_later(first: Source | None, second: Source | None) -> bool:
    """Whether the first surely came out after the second."""
    begin, end = days(first)[0], days(second)[1]
    return begin is not None and end is not None and begin > end
