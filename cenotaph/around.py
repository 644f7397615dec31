"""Which files lie around a file: the mail of an attachment, the ZIP of that mail."""

from __future__ import annotations

from collections.abc import Iterable

from cenotaph.record import Source


def around(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """The sources around each source that lies inside others, by id.

    Args:
        sources: all of an archive.

    Returns:
        Id of a source -> ids of every source it was found inside, however deep, at all the places where its bytes
        stand; the sources that lie in no other are left out.

    Example:
        >>> mail = Source("src-mail", "read", path="sources/a.eml", paths=("sources/a.eml",))
        >>> both = ("sources/a.eml/list.csv", "sources/list.csv")
        >>> around([mail, Source("src-list", "read", path="sources/list.csv", paths=both)])
        {'src-list': frozenset({'src-mail'})}
    """
    held = [source for source in sources if source.path]
    at = {path: source.id for source in held for path in (source.path, *source.paths) if path}
    next_to: dict[str, set[str]] = {}
    for source in held:
        found = {at[place] for path in (source.path, *source.paths) if path for place in above(path) if place in at}
        if source.derived_from:
            found.add(source.derived_from)
        if found - {source.id}:
            next_to[source.id] = found - {source.id}
    return {source: frozenset(_all_of(source, next_to)) for source in next_to}


def is_inside(path: str, container: str) -> bool:
    """Whether a path leads through a file."""
    return path.startswith(f"{container}/")


def above(path: str) -> Iterable[str]:
    """The paths that a path leads through, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _all_of(source: str, next_to: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [source]
    while waiting:
        for each in next_to.get(waiting.pop(), ()):
            if each not in found and each != source:
                found.add(each)
                waiting.append(each)
    return found
