"""Names written in two words on one side and in one on the other, anywhere in the name: Ağa Baba, Aghababa."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from cenotaph.match.near import joined, nearness
from cenotaph.match.parts import Name
from cenotaph.match.slips import Nearness
from cenotaph.match.sounds import Word


def with_title(name: Name) -> Name:
    """`name` with the title left out of it for its given name: Aya, Hakim, Amir."""
    if name.title is None or name.given is None:
        return name
    return replace(name, title=None, given=name.title, middle=(name.given, *name.middle))


def with_joins(name: Name, other: Name) -> Name:
    """`name` with those of its words joined that `other` writes as one; itself where there are none."""
    wholes = [word for word in other.words if len(word.plain) > 3]
    while True:
        found = next((made for first, second, made in _neighbours(name) if _is_written(first, second, wholes)), None)
        if found is None:
            return name
        name = found


def _is_written(first: Word, second: Word, wholes: list[Word]) -> bool:
    """Whether one of `wholes` is the two words written as one."""
    return any(
        _may_join(first, second, whole) and nearness(joined(first, second), whole) >= Nearness.ALIKE for whole in wholes
    )


def _neighbours(name: Name) -> list[tuple[Word, Word, Name]]:
    """Every two words that stand beside each other, and the name with these two as one."""
    found = []
    given, father, middle, family = name.given, name.father, name.middle, name.family
    if name.title and given:
        found.append((name.title, given, replace(name, title=None, given=joined(name.title, given))))
    if given and middle:
        found.append((given, middle[0], replace(name, given=joined(given, middle[0]), middle=middle[1:])))
    for at, (one, two) in enumerate(pairwise(middle)):
        whole = (*middle[:at], joined(one, two), *middle[at + 2 :])
        found.append((one, two, replace(name, middle=whole)))
    if father and middle:  # "Ağa Baba oğlu", "bin Ali Hasan"
        found.append((middle[-1], father, replace(name, father=joined(middle[-1], father), middle=middle[:-1])))
        found.append((father, middle[0], replace(name, father=joined(father, middle[0]), middle=middle[1:])))
    if middle and family:
        found.append((middle[-1], family, replace(name, family=joined(middle[-1], family), middle=middle[:-1])))
    return found


def _may_join(first: Word, second: Word, whole: Word) -> bool:
    """Whether two words could be written as the one: cheap, for it is asked of most pairs."""
    long = whole.readings[0].skeleton if whole.readings else ""
    start = first.readings[0].skeleton if first.readings else ""
    end = second.readings[0].skeleton if second.readings else ""
    return first.plain + second.plain == whole.plain or (
        len(long) > 1
        and abs(len(start) + len(end) - len(long)) <= 1
        and any(long[:1] == one[:1] for one in (first.skeletons if start else second.skeletons))
    )
