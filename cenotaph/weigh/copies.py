"""Copy groups: sources that repeat one text, so that they count as one voice.

Held texts are compared by runs of five words. For sources that are only cited there is no text: a group is
proposed only where people declared a copy ("Wikipedia (ru) copy") or where one agency issued one piece in
several languages on one day. Equal figures alone make no group; independence is then simply not known.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from cenotaph import edtf
from cenotaph.record import CopyGroup, Source, Text, digest
from cenotaph.weigh.sentences import PROSE

SHINGLE = 5
"""Words per run: long enough that equal runs are rarely chance, short enough to survive single changed words."""

SHARED = 0.4
"""Share of the shorter text's runs that the other holds too, from which both repeat one text."""

FEWEST_SHARED = 12
"""Runs shared at least: two sentences or so; a shared quotation or formula is less."""

PASSAGE = 20
"""Runs shared from which a passage of two or three sentences was taken over, however long the rest is."""

SAMPLE = 4
"""One run in so many, chosen by its digest, serves to find candidates; all of them serve to compare."""

EDITION_NUMBERS = 5
"""Numbers in digits that two languages must share; fewer coincide by chance among reports of one event."""

EDITION_SHARE = 0.7
"""Share of all their numbers that editions have in common."""

_LONGEST_NUMBER = 18  # digits; more are no number of people
_QUOTED = re.compile(r"“[^”]{20,}”|«[^»]{20,}»|„[^“”]{20,}[“”]|\"[^\"\n]{20,400}\"")
_DECLARED = re.compile(
    r"^(?P<base>.+?)[\s,;-]+(?:\w+\s)?(?:copy|copies|mirror|reprint|repost|republished)\b", re.IGNORECASE
)
_EDITION = re.compile(r"^(?P<base>.+?)\s*\((?P<language>[a-z]{2,3})\)\s*$")

Runs = npt.NDArray[np.uint64]


def copy_groups(sources: Sequence[Source], texts: Sequence[Text]) -> list[CopyGroup]:
    """Groups of sources that repeat one text, in a stable order.

    Args:
        sources: held and cited.
        texts: texts of held sources.

    Returns:
        Groups of two or more; sources by date, then id. `root` is the earliest where one is earlier than all others.

    Source: Broder (1997), On the resemblance and containment of documents; sampling by digest as in Manku, Jain
        and Das Sarma (2007).
    Limits: a translation is found only where it prints the same numbers within a day of its origin.
    """
    known = {source.id: source for source in sources}
    pairs = _declared_pairs(sources) | _edition_pairs(texts, known) | _text_pairs(texts, known)
    groups = []
    for members in _joined(pairs):
        reasons = sorted({reason for pair, reason in pairs.items() if pair[0] in members})
        ordered = sorted(members, key=lambda s: (*_earliest(known.get(s)), s))
        groups.append(
            CopyGroup(
                id="cpy-" + digest(*sorted(members)),
                sources=tuple(ordered),
                reason="; ".join(reasons[:3]),
                root=_root(ordered, known),
            )
        )
    return sorted(groups, key=lambda group: group.id)


def _text_pairs(texts: Sequence[Text], known: Mapping[str, Source]) -> dict[tuple[str, str], str]:
    """Pairs of sources whose texts share enough runs of words, smaller id first, and why.

    Pages of one publisher share mastheads and footers; between them a shared passage says nothing.
    """
    runs = {text.source: _runs(text) for text in sorted(texts, key=lambda text: text.source)}
    sites = {source: _site(known.get(source)) for source in runs}
    found: dict[tuple[str, str], str] = {}
    for first, second in sorted(_candidates(runs)):
        shared = len(np.intersect1d(runs[first], runs[second], assume_unique=True))
        share = shared / max(1, min(len(runs[first]), len(runs[second])))
        if shared >= FEWEST_SHARED and share >= SHARED:
            found[first, second] = "the texts share most of their words in the same order"
        elif shared >= PASSAGE and not (sites[first] and sites[first] == sites[second]):
            found[first, second] = "the texts share a passage word for word"
    return found


def _site(source: Source | None) -> str:
    """Who issues a source: its publisher, else the host of its address, else what stands before its title."""
    if source is None:
        return ""
    before, colon, _ = (source.title or "").partition(": ")
    named = (source.publisher or "").strip() or urlsplit(source.url or "").netloc or (before if colon else "")
    return named.lower()


def _runs(text: Text) -> Runs:
    """Digests of all runs of five words of a text's own prose, each once, sorted.

    Words between quotation marks are left out: two reporters who quote one speaker do not copy each other.
    """
    numbers: list[int] = []
    for part in _prose(text):
        numbers.extend(_number(word) for word in re.findall(r"[^\W_]+", _QUOTED.sub(" ", part).lower()))
    if len(numbers) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    words = np.array(numbers, dtype=np.uint64)
    size = len(words) - SHINGLE + 1
    mixed = np.zeros(size, dtype=np.uint64)
    for offset in range(SHINGLE):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + words[offset : offset + size]
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _prose(text: Text) -> list[str]:
    return [text.text[b.start : b.end] for b in text.blocks if b.kind in PROSE] if text.blocks else [text.text]


@functools.lru_cache(maxsize=1 << 18)
def _number(word: str) -> int:
    """A 64-bit number of a word, the same in every process."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _candidates(runs: Mapping[str, Runs]) -> Counter[tuple[str, str]]:
    """Pairs that share sampled runs, and how many.

    Only neighbours in a run's list of sources are paired, so that the cost stays linear where a hundred pages
    repeat one text; joining the pairs brings the rest together.
    """
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for source, values in runs.items():
        for value in values[values % np.uint64(SAMPLE) == 0].tolist():
            holders[value].append(source)
    pairs: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        pairs.update(itertools.pairwise(names))
    return pairs


def _edition_pairs(texts: Sequence[Text], known: Mapping[str, Source]) -> dict[tuple[str, str], str]:
    """Pairs of texts in two languages, of nearly one day, that print the same numbers: editions of one text."""
    numbers = {text.source: _printed_numbers(text) for text in texts}
    dated: defaultdict[tuple[int, int], list[Text]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: text.source):
        source = known.get(text.source)
        day = _day(source.published if source and source.published else text.published)
        if day is None or text.language is None or len(numbers[text.source]) < EDITION_NUMBERS:
            continue
        for value in numbers[text.source]:
            if value >= 100:
                # Every number is looked up on its day and the next, so that editions a day apart meet.
                dated[day, value].append(text)
                dated[day + 1, value].append(text)
    found: dict[tuple[str, str], str] = {}
    for key in sorted(dated):
        for first, second in itertools.pairwise(dated[key]):
            if first.language is None or second.language is None or first.language[:2] == second.language[:2]:
                continue
            a, b = numbers[first.source], numbers[second.source]
            if len(a & b) >= EDITION_NUMBERS and len(a & b) >= EDITION_SHARE * len(a | b):
                pair = (first.source, second.source)
                found[pair] = "the texts print the same numbers in several languages within a day"
    return found


def _printed_numbers(text: Text) -> frozenset[int]:
    """Numbers from 10 on that a text prints in digits, years left out."""
    found = set()
    for part in _prose(text):
        for match in re.finditer(r"(?<![\d.,])(\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d+)(?![\d]|[.,]\d)", part):
            digits = re.sub(r"\D", "", match.group())
            value = int(digits) if len(digits) <= _LONGEST_NUMBER else 0
            if value >= 10 and not (1500 <= value <= 2100 and len(match.group()) == 4):
                found.add(value)
    return frozenset(found)


def _day(published: str | None) -> int | None:
    bounds = edtf.bounds(published) if published and edtf.is_valid(published) else None
    return edtf.day_number(bounds[0]) if bounds and bounds[0] and bounds[0] == bounds[1] else None


def _declared_pairs(sources: Sequence[Source]) -> dict[tuple[str, str], str]:
    """Pairs of cited sources whose publisher or title says that one is a copy or an edition of the other."""
    copies: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    editions: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.id):
        publisher = (source.publisher or "").strip()
        declared = _DECLARED.match(publisher)
        title = re.sub(r"\([^)]*\)", "", source.title or "").strip().lower()
        if publisher and title:
            copies[(declared["base"] if declared else publisher).strip(" ,").lower(), title].append(source)
        edition = _EDITION.match(publisher)
        if edition and source.published and _is_day(source.published):
            editions[edition["base"].lower(), source.published].append(source)
    found: dict[tuple[str, str], str] = {}
    for (base, _), members in copies.items():
        if any(_DECLARED.match(m.publisher or "") for m in members):
            found.update(_chain(members, f"declared a copy in sources.csv: {base}"))
    for (base, day), members in editions.items():
        if len({m.language for m in members}) == len(members):
            found.update(_chain(members, f"editions of one agency on one day in several languages: {base}, {day}"))
    return found


def _is_day(published: str) -> bool:
    bounds = edtf.bounds(published) if edtf.is_valid(published) else None
    return bounds is not None and bounds[0] is not None and bounds[0] == bounds[1]


def _chain(members: Sequence[Source], reason: str) -> dict[tuple[str, str], str]:
    ids = [member.id for member in members]
    return dict.fromkeys(itertools.pairwise(ids), reason)


def _joined(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Sets of all that hang together, in a stable order."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for first, second in sorted(pairs):
        a, b = sorted((top(first), top(second)))
        parent[b] = a
    members: defaultdict[str, set[str]] = defaultdict(set)
    for name in sorted(parent):
        members[top(name)].add(name)
    return [frozenset(members[name]) for name in sorted(members)]


def _earliest(source: Source | None) -> tuple[bool, tuple[int, int, int]]:
    """Sort key by the first possible day of publication, unknown ones last."""
    bounds = edtf.bounds(source.published) if source and source.published and edtf.is_valid(source.published) else None
    if bounds is None or bounds[0] is None:
        return True, (9999, 12, 31)
    return False, bounds[0]


def _root(ordered: Sequence[str], known: Mapping[str, Source]) -> str | None:
    """The first source, where its last possible day lies before the first possible day of every other."""
    first = known.get(ordered[0])
    bounds = edtf.bounds(first.published) if first and first.published and edtf.is_valid(first.published) else None
    if bounds is None or bounds[1] is None:
        return None
    others = [_earliest(known.get(source)) for source in ordered[1:]]
    return ordered[0] if all(not unknown and bounds[1] < day for unknown, day in others) else None
