"""Which entries are worth comparing: those that share a key of two words' sounds, or of one word and a date.

A key that many entries share would make millions of pairs and says little: it is split by a third
thing where it can, else left out, for pairs that are one person share other keys too. The keys are
used from the rarest on, until the budget of pairs is spent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from cenotaph.match.profile import Profile
from cenotaph.match.sounds import Word

ALL_PAIRS = 400
"""Up to so many named entries every pair is compared."""
BLOCK_PAIRS = 2_500
"""A key whose entries make more pairs than this is split, or left out."""
PAIRS_PER_ENTRY = 60
"""Budget of candidate pairs."""

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
    found: set[Index] = set()
    budget = PAIRS_PER_ENTRY * len(named)
    for key in sorted(blocks, key=lambda key: (len(blocks[key]), key)):
        for block in _split(blocks[key], everyone):
            found.update(_pairs_of(block, everyone))
        if len(found) >= budget:
            break
    return sorted(found)


def _may_be_one(a: Profile, b: Profile) -> bool:
    return not (a.is_unique and a.list == b.list)


def _pairs_of(block: Sequence[int], everyone: Sequence[Profile]) -> Iterator[Index]:
    return ((i, j) for i, j in combinations(block, 2) if _may_be_one(everyone[i], everyone[j]))


def _pair_count(block: Sequence[int], everyone: Sequence[Profile]) -> int:
    """How many pairs a block makes; those within a unique list are none."""
    sizes: dict[str, int] = {}
    for index in block:
        if everyone[index].is_unique:
            sizes[everyone[index].list] = sizes.get(everyone[index].list, 0) + 1
    return (len(block) * (len(block) - 1) - sum(n * (n - 1) for n in sizes.values())) // 2


def _split(block: list[int], everyone: Sequence[Profile]) -> list[list[int]]:
    if len(block) < 2:
        return []
    if _pair_count(block, everyone) <= BLOCK_PAIRS:
        return [block]
    parts: dict[tuple[str, int], list[int]] = {}
    for index in block:
        profile = everyone[index]
        if profile.born is not None:
            for year in (int(profile.born) // 2, (int(profile.born) + 1) // 2):
                parts.setdefault(("born", year), []).append(index)
    return [
        sorted(set(parts[key]))
        for key in sorted(parts)
        if len(parts[key]) > 1 and _pair_count(sorted(set(parts[key])), everyone) <= BLOCK_PAIRS
    ]


def _keys(profile: Profile) -> list[str]:
    """The keys of one entry: every two words of its name, each word with its birth and its date."""
    words = profile.name.words[:6]
    sounds = [_skeletons(word) for word in words]
    keys = {
        "+".join(sorted((one, other)))
        for left, right in combinations(sounds, 2)
        for one in left
        for other in right
        if one and other
    }
    extras = []
    if profile.day is not None and profile.day[2] is not None:
        extras.append("b{}-{}-{}".format(*profile.day))
    if profile.date is not None and profile.date[1] - profile.date[0] <= 3:
        extras.extend(f"d{day}" for day in range(profile.date[0], profile.date[1] + 1))
    keys |= {f"{extra}+{sound}" for extra in extras for word in sounds for sound in word}
    if len(words) == 1:
        keys |= {f"only+{sound}" for sound in sounds[0]}
    keys |= {f"word+{word.plain}" for word in words if len(word.plain) > 3}
    return sorted(keys)


def _skeletons(word: Word) -> tuple[str, ...]:
    """The skeletons of a word, its vowel in front where it has one consonant only."""
    found: dict[str, None] = {}
    for reading in word.readings[:2]:
        found[reading.skeleton if len(reading.skeleton) > 1 else reading.strict] = None
    return tuple(found)
