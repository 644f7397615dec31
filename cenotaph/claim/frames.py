"""Words on both sides of a number that tell together what happened to those it counts.

"Put 13 prisoners to death", "left nine people with burns", "none of the 40 survived": no single word of
these is a predicate. `lang/<code>/frames.toml` gives for each such turn what stands in front of the number
and what behind it, as patterns; a frame is tried only in a sentence that holds one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct


class FrameWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One turn of phrase of the file; a pattern may hold `{name}`, another of its patterns."""

    kind: str = ""  # empty: the kind counted last
    words: tuple[str, ...] = ()  # of which one must stand in the sentence, in lower case
    front: str = ""  # what ends where the number begins
    behind: str = ""  # what begins where the people end
    at_number: str = ""  # what begins where the number ends, its noun included
    only: tuple[str, ...] = ()  # as of a predicate


class Frames(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/frames.toml`."""

    frames: tuple[FrameWords, ...]
    patterns: dict[str, str] = {}


class Frame(Struct, frozen=True):
    """A turn of phrase with its patterns compiled."""

    kind: str
    only: tuple[str, ...]
    front: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    at_number: re.Pattern[str] | None


def frames_of(data: Frames) -> dict[str, tuple[Frame, ...]]:
    """The frames by each of their words, in the order of the file."""
    found: dict[str, list[Frame]] = {}
    for entry in data.frames:
        front = _compiled(rf"(?:{entry.front})$" if entry.front else "", data.patterns)
        behind, at_number = (_compiled(pattern, data.patterns) for pattern in (entry.behind, entry.at_number))
        frame = Frame(entry.kind, entry.only, front, behind, at_number)
        for word in entry.words:
            found.setdefault(word, []).append(frame)
    return {word: tuple(frames) for word, frames in found.items()}


def _compiled(pattern: str, patterns: Mapping[str, str]) -> re.Pattern[str] | None:
    filled = re.sub(r"\{([a-z_]+)\}", lambda match: patterns[match[1]], pattern)
    return re.compile(filled, re.IGNORECASE) if pattern else None
