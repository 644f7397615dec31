"""Texts of one language that repeat each other: runs of words that both hold.

Candidates are texts that hold one run of words; each candidate pair is then compared by all runs of both. Runs that
very many texts hold are no sign of copying where most of what stands around them differs: mastheads, formulas of
a commemoration, the terms of a site. They are left out, and the reason says so.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cenotaph.disjoint import DisjointSets
from cenotaph.record import Source, Text
from cenotaph.weigh.repeats import Repeat, in_time, site_of
from cenotaph.weigh.sentences import prose
from cenotaph.weigh.signs import speech

RUN = 5
"""Words per run: long enough that equal runs are rarely chance, short enough to survive single changed words."""

SHARED = 0.4
"""Share of the shorter text's runs that the other holds too, from which both repeat one text."""

FEWEST_SHARED = 12
"""Runs shared at least: two sentences or so; a shared formula is less."""

PASSAGE = 16
"""Runs shared from which a passage of a sentence or two was taken over, however long the rest is."""

MANY = 50
"""Texts that hold a run from which it may be a formula of the site or the occasion."""

FORMULA = 0.3
"""Share of such runs, in the texts that hold one, below which it is a formula and no copied text."""

EVIDENCE = 24
"""Words of the longest shared passage that the reason quotes."""

PARTS = 8
"""Runs are compared in so many parts by their digest, which bounds the memory that sorting them takes."""

_WORD = re.compile(r"[^\W_]+")

Digests = npt.NDArray[np.uint64]
Marks = npt.NDArray[np.bool_]


class Runs(NamedTuple):
    """The runs of one text: their digests, each once and sorted, and which of them it says in its own voice."""

    digests: Digests
    is_own: Marks  # false where a run stands in quotation marks alone

    def without(self, formulas: Digests) -> Runs:
        """The runs that are no formulas."""
        if not len(formulas):
            return self
        kept = ~np.isin(self.digests, formulas)
        return Runs(self.digests[kept], self.is_own[kept])


def text_repeats(texts: Sequence[Text], known: Mapping[str, Source]) -> tuple[list[Repeat], Digests]:
    """Pairs of texts that share enough runs of words, in a stable order, and the runs left out as formulas.

    Texts that other pairs already join are not compared again; earlier ones are compared first. Pages of one
    publisher share mastheads and footers; between them a shared passage says nothing.

    Args:
        texts: in any order.
        known: sources by id.

    Source: Broder (1997), On the resemblance and containment of documents, DOI 10.1109/SEQUEN.1997.666900; a
        neighbour in the sorted list of a run's holders stands for all of them, as joining pairs brings the rest.
    """
    ordered = in_time(texts, known)
    every = [_runs(*_words(text)) for text in ordered]
    formulas, pairs = _formulas_and_pairs([runs.digests for runs in every])
    plain = [runs.without(formulas) for runs in every]
    sites = [site_of(known.get(text.source)) for text in ordered]
    joined = DisjointSets[str]()
    found = []
    for first, second in pairs:
        a, b = ordered[first], ordered[second]
        if joined.find(a.source) == joined.find(b.source):
            continue
        reason = _reason(plain[first], plain[second])
        if reason is None or (reason == _TAKEN and sites[first] and sites[first] == sites[second]):
            continue
        if len(plain[first].digests) < len(every[first].digests):
            reason += f", runs of words that more than {MANY} sources hold left aside"
        joined.join(a.source, b.source)
        found.append(Repeat(a.source, b.source, "text", reason))
    return found, formulas


_TAKEN = "a passage stands in both word for word"


def _reason(a: Runs, b: Runs) -> str | None:
    """Why two texts repeat each other, or None."""
    shared, fewest = _shared(a, b), min(int(a.is_own.sum()), int(b.is_own.sum()))
    share = shared / max(1, fewest)
    if shared >= FEWEST_SHARED and share >= SHARED:
        return f"{min(share, 1):.0%} of the shorter text stands in the other word for word"
    if shared >= PASSAGE:
        return _TAKEN
    return None


def _shared(a: Runs, b: Runs) -> int:
    """Runs that both hold, without those that stand in both between quotation marks.

    Two reporters who quote one speaker do not copy each other; who quotes another's report does.
    """
    _, at_a, at_b = np.intersect1d(a.digests, b.digests, assume_unique=True, return_indices=True)
    return int((a.is_own[at_a] | b.is_own[at_b]).sum())


def _words(text: Text) -> tuple[list[int], list[bool]]:
    """A digest of each word of a text's own prose, and whether it stands outside quotation marks."""
    digests: list[int] = []
    is_own: list[bool] = []
    for start, end in prose(text):
        at = start
        for quoted in [*speech(text.text, start, end), (end, end)]:
            for part, outside in ((text.text[at : quoted[0]], True), (text.text[slice(*quoted)], False)):
                words = _WORD.findall(part)
                digests.extend(map(_digest, words))
                is_own.extend([outside] * len(words))
            at = quoted[1]
    return digests, is_own


def _runs(words: Sequence[int], is_own: Sequence[bool]) -> Runs:
    """All runs of a text's words."""
    mixed = _mixed(words)
    own = np.array(is_own, dtype=bool)
    marks = np.ones(len(mixed), dtype=bool)
    for offset in range(RUN if len(mixed) else 0):
        marks &= own[offset : offset + len(mixed)]
    digests, back = np.unique(mixed, return_inverse=True)
    outside = np.zeros(len(digests), dtype=bool)
    outside[back[marks]] = True
    return Runs(digests, outside)


def _mixed(words: Sequence[int]) -> Digests:
    """One digest for the run that begins at each word."""
    length = max(0, len(words) - RUN + 1)
    numbers = np.array(words, dtype=np.uint64)
    mixed = np.zeros(length, dtype=np.uint64)
    for offset in range(RUN if length else 0):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + numbers[offset : offset + length]
        mixed ^= mixed >> np.uint64(29)
    return mixed


@functools.lru_cache(maxsize=1 << 18)
def _digest(word: str) -> int:
    """A 64-bit number of a word whatever its case, the same in every process."""
    return int.from_bytes(hashlib.blake2b(word.lower().encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _formulas_and_pairs(every: Sequence[Digests]) -> tuple[Digests, list[tuple[int, int]]]:
    """Runs that are formulas, and pairs of texts (by number) that share another run."""
    frequent = np.zeros(len(every), dtype=np.int64)
    held: list[tuple[Digests, npt.NDArray[np.int64]]] = []
    flat = np.concatenate([*every, np.empty(0, dtype=np.uint64)])
    of_flat = np.repeat(np.arange(len(every)), [len(digests) for digests in every])
    for part in range(PARTS):
        digests, owners = _holders(flat, of_flat, part)
        often = _often(digests)
        np.add.at(frequent, owners[often], 1)
        held.append((digests[often], owners[often]))
    shares = frequent / np.maximum(1, [len(digests) for digests in every])
    formulas = [_rare_around(digests, shares[owners]) for digests, owners in held]
    pairs: set[tuple[int, int]] = set()
    for part in range(PARTS):
        digests, owners = _holders(flat, of_flat, part)
        kept = ~np.isin(digests, formulas[part])
        pairs |= neighbours(digests[kept], owners[kept])
    return np.concatenate(formulas), sorted(pairs)


def _holders(digests: Digests, owners: npt.NDArray[np.int64], part: int) -> tuple[Digests, npt.NDArray[np.int64]]:
    """The digests of one part, sorted, each as often as somebody holds it, and the number of each holder."""
    inside = digests % np.uint64(PARTS) == part
    digests, owners = digests[inside], owners[inside]
    order = np.argsort(digests, kind="stable")
    return digests[order], owners[order]


def _often(digests: Digests) -> Marks:
    """Which places of a sorted list belong to runs that more than MANY texts hold."""
    _, back, counts = np.unique(digests, return_inverse=True, return_counts=True)
    marks: Marks = counts[back] > MANY if len(digests) else np.zeros(0, dtype=bool)
    return marks


def _rare_around(digests: Digests, shares: npt.NDArray[np.float64]) -> Digests:
    """The runs whose holders consist, on the average, of other words than such runs."""
    found, back, counts = np.unique(digests, return_inverse=True, return_counts=True)
    return found[np.bincount(back, weights=shares, minlength=len(found)) / np.maximum(1, counts) < FORMULA]


def neighbours(
    digests: Digests, owners: npt.NDArray[np.int64], *, reach: int = 2, fewest: int = 1
) -> set[tuple[int, int]]:
    """Pairs of owners of at least `fewest` equal digests, by number, in a list sorted by digest.

    Only those are paired that stand `reach` places apart at most among the owners of a digest, so that the cost stays
    linear where a hundred pages repeat one text; the second neighbour bridges a page that only shares a phrase.
    """
    pairs = [np.empty(0, dtype=np.int64)]
    for distance in range(1, reach + 1):
        same = np.flatnonzero(digests[:-distance] == digests[distance:])
        pairs.append(owners[same] << 32 | owners[same + distance])
    found, times = np.unique(np.concatenate(pairs), return_counts=True)
    often = found[times >= fewest]
    return set(zip((often >> 32).tolist(), (often & 0xFFFFFFFF).tolist(), strict=True))


def shared_words(first: Text, second: Text, formulas: Digests) -> str:
    """The beginning of the longest passage that stands in both, as the first text prints it."""
    places = [match.span() for start, end in prose(first) for match in _WORD.finditer(first.text, start, end)]
    words = [_digest(first.text[start:end]) for start, end in places]
    mixed, held = _mixed(words), _mixed(_words(second)[0])
    marks = (np.isin(mixed, held) & ~np.isin(mixed, formulas)).tolist()
    best, length = (0, 0), 0
    for at, is_shared in enumerate(marks):
        length = length + 1 if is_shared else 0
        best = max(best, (length, length - 1 - at))  # of equally long ones the first
    longest, begin = best[0] + RUN - 1, -best[1]
    end = min(begin + longest, begin + EVIDENCE)
    quoted = first.text[places[begin][0] : places[end - 1][1]]
    return " ".join(quoted.split()) + ("…" if longest > EVIDENCE else "")
