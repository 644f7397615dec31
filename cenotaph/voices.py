"""Whose voice a source speaks with, where texts repeat each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from cenotaph.record import CopyGroup


def groups_of_sources(groups: Iterable[CopyGroup]) -> dict[str, list[CopyGroup]]:
    """The copy groups of each source that is in one; in several stands a text that was merged from others."""
    found: defaultdict[str, list[CopyGroup]] = defaultdict(list)
    for group in groups:
        for source in group.sources:
            found[source].append(group)
    return dict(found)


def voices_of(sources: Collection[str], groups: Mapping[str, Sequence[CopyGroup]]) -> dict[str, str]:
    """The voice of each of the sources that say one thing: the id of its copy group, else its own.

    A merged text is no voice beside those it was merged from: it speaks with a group of which another source says the
    same, else with the first of its own.
    """
    plain = {groups[source][0].id for source in sources if len(groups.get(source, ())) == 1}
    found = {}
    for source in sources:
        own = [group.id for group in groups.get(source, ())]
        found[source] = next((group for group in own if group in plain), own[0] if own else source)
    return found
