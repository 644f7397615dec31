"""Which entries are worth comparing: those that share a key of two words' sounds, or of one word and a date.

A key that many entries share would make millions of pairs and says little: it is split by year of
birth where it can, else left out, for two entries of one person share other keys too. Of the pairs
that remain each entry keeps those that share the rarest keys, so that the number of pairs grows
with the number of entries and not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from cenotaph.match.profile import Profile
from cenotaph.match.sounds import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]

ALL_PAIRS = 400
"""Up to so many named entries every pair is compared."""
BLOCK = 150
"""A key that more entries than this share is split, or left out."""
ONE_WORD = "word+"
RARE = 20
"""One word alone makes a key only where so few share it: of a common one it says too little."""
KEPT = 10
"""So many pairs are kept for each entry, those that share the rarest keys."""

Index = tuple[int, int]


def candidate_pairs(everyone: Sequence[Profile]) -> list[Index]:
    """Pairs of positions in `everyone`, the smaller first, sorted; never two entries of one unique list."""
    named = [index for index, profile in enumerate(everyone) if profile.name.words]
    if len(named) <= ALL_PAIRS:
        return [(i, j) for i, j in combinations(named, 2) if _may_be_one(everyone[i], everyone[j])]
    blocks: dict[str, list[int]] = {}
    for index in named:
        for key in _keys(everyone[index]):
            blocks.setdefault(key, []).append(index)
    whole = [
        part
        for key in sorted(blocks)
        if not (key.startswith(ONE_WORD) and len(blocks[key]) > RARE)
        for part in _split(blocks[key], everyone)
    ]
    left, right, weight = _pairs_of(whole, everyone)
    return _best(left, right, weight, len(everyone))


def _may_be_one(a: Profile, b: Profile) -> bool:
    return not (a.is_unique and a.list == b.list)


def _split(block: list[int], everyone: Sequence[Profile]) -> list[list[int]]:
    if len(block) < 2:
        return []
    if len(block) <= BLOCK:
        return [block]
    parts: dict[int, list[int]] = {}
    for index in block:
        born = everyone[index].born
        if born is not None:  # two overlapping runs of years, so that one year more or less does not part two entries
            for run in {2 * (int(born) // 2), 2 * ((int(born) + 1) // 2) - 1}:
                parts.setdefault(run, []).append(index)
    return [parts[run] for run in sorted(parts) if 1 < len(parts[run]) <= BLOCK]


def _pairs_of(blocks: Sequence[Sequence[int]], everyone: Sequence[Profile]) -> tuple[Numbers, Numbers, Shares]:
    """Every pair within a block once, with the sum of how rare the shared keys are."""
    import numpy as np

    numbers = {name: n for n, name in enumerate(sorted({profile.list for profile in everyone}))}
    unique = np.array([numbers[p.list] if p.is_unique else -1 - i for i, p in enumerate(everyone)], dtype=np.int64)
    by_size: dict[int, list[Sequence[int]]] = {}
    for block in blocks:
        by_size.setdefault(len(block), []).append(block)
    codes, weights = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for size in sorted(by_size):
        members = np.array(by_size[size], dtype=np.int64)
        first, second = np.triu_indices(size, 1)
        a, b = members[:, first].ravel(), members[:, second].ravel()
        may = unique[a] != unique[b]
        codes.append(a[may] * len(everyone) + b[may])
        weights.append(np.full(int(may.sum()), log(len(everyone) / size)))
    found, place = np.unique(np.concatenate(codes), return_inverse=True)
    total: Shares = np.bincount(place, weights=np.concatenate(weights), minlength=len(found)).astype(np.float64)
    return found // len(everyone), found % len(everyone), total


def _best(left: Numbers, right: Numbers, weight: Shares, size: int) -> list[Index]:
    """The pairs that are among the best of either side; equals by position, so that the choice is total."""
    import numpy as np

    keep = np.zeros(len(left), dtype=bool)
    for one, other in ((left, right), (right, left)):
        order = np.lexsort((other, -np.round(weight, 6), one))
        ranked = one[order]
        starts = np.searchsorted(ranked, np.arange(size))
        keep[order[np.arange(len(order)) - starts[ranked] < KEPT]] = True
    return list(zip(left[keep].tolist(), right[keep].tolist(), strict=True))


def _keys(profile: Profile) -> list[str]:
    """The keys of one entry: every two and three words of its name, each word with its birth and its date."""
    words = profile.name.words[:6]
    sounds = [_skeletons(word) for word in words]
    keys = {
        "+".join(sorted((one, other)))
        for left, right in combinations(sounds, 2)
        for one in left
        for other in right
        if one and other
    }
    usual = [sound[0] for sound in sounds if sound and sound[0]]
    keys |= {"+".join(sorted(three)) for three in combinations(usual, 3)}
    extras = []
    if profile.day is not None and profile.day[2] is not None:
        birth = "b{}-{}-{}".format(*profile.day)
        extras.append(birth)
        keys |= {f"{birth}+place+{place}" for place in profile.places}
        keys |= {f"{birth}+initial+{word.plain[:1]}" for word in words}
    if profile.date is not None and profile.date[1] - profile.date[0] <= 3:
        extras.extend(f"d{day}" for day in range(profile.date[0], profile.date[1] + 1))
    keys |= {f"{extra}+{sound}" for extra in extras for word in sounds for sound in word}
    if len(words) == 1:
        keys |= {f"only+{sound}" for sound in sounds[0]}
    keys |= {f"{ONE_WORD}{word.plain}" for word in words if len(word.plain) > 3}
    return sorted(keys)


def _skeletons(word: Word) -> tuple[str, ...]:
    """The skeletons of a word, its vowel in front where it has one consonant only."""
    found: dict[str, None] = {}
    for reading in word.readings[:2]:
        found[reading.skeleton if len(reading.skeleton) > 1 else reading.strict] = None
    return tuple(found)
