"""Words on both sides of a number that tell together what happened to those it counts.

"Put 13 prisoners to death", "left nine people with burns", "none of the 40 survived": no single word of
these is a predicate. `lang/<code>/frames.toml` gives for each such turn what stands in front of the number
and what behind it, as patterns; a frame is tried only in a sentence that holds one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import cached_property

from msgspec import Struct

from cenotaph.lang import load

_GAP = "{gap}"  # what may stand between people and their verb; a pattern of every file of frames that names it

_OPENING = "{turned_lead}"  # what may stand in front of a turn that opens its sentence

_PASSIVE = "passive"
_FRONTED = "fronted"  # the voice that goes with the passive: "locked in the mill were 60 men"


class Side(Enum):
    """On which side of a number the words of a frame stand."""

    FRONT = auto()
    BEHIND = auto()
    ANYWHERE = auto()
    OPENING = auto()  # in front, at the beginning of the sentence


class FrameWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One turn of phrase of the file; a pattern may hold `{name}`, another of its patterns."""

    kind: str = ""  # empty: the kind counted last
    words: tuple[str, ...] = ()  # of which one must stand in the sentence, in lower case
    front: str = ""  # what ends where the number begins
    behind: str = ""  # what begins where the people end
    at_number: str = ""  # what begins where the number ends, its noun included
    only: tuple[str, ...] = ()  # as of a predicate


class Frames(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/frames.toml`, or one of those it names."""

    frames: tuple[FrameWords, ...] = ()
    patterns: dict[str, str] = {}
    files: tuple[str, ...] = ()  # further files of frames, in the order in which they are tried


class TurnWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that tell a kind only with what stands behind their people: "locked 60 people in the brickworks"."""

    kind: str
    verbs: tuple[str, ...]  # forms as "base third past participle ing"
    behind: str  # what completes them, a pattern that begins at a word
    voices: tuple[str, ...] = ("object", "passive")  # patterns of the file by name: where the people stand
    only: tuple[str, ...] = ()


class Turns(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/turns.toml`.

    Of each voice the patterns `<voice>_front` and `<voice>_behind` are what stands on the two sides of the
    people; in them `{verb}`, `{done}` and `{rest}` are any form of the verb, its past forms, and what completes it.
    """

    turns: tuple[TurnWords, ...]
    quiet: tuple[str, ...] = ()  # words too common for a sentence to be looked at for their sake alone
    asking: tuple[str, ...] = ()  # words that complete them, for which it is looked at
    patterns: dict[str, str] = {}


def load_frames(code: str) -> Frames:
    """All frames of a language, those of the further files included."""
    data = load(code, "frames", Frames)
    further = (frame for name in data.files for frame in load(code, name, Frames).frames)
    return Frames((*data.frames, *further), data.patterns, data.files)


class Frame:
    """A turn of phrase; its patterns are compiled when they are first asked for."""

    def __init__(self, words: FrameWords, patterns: Mapping[str, str], side: Side) -> None:
        self.kind = words.kind
        self.only = words.only
        self.side = side
        self._words = words
        self._patterns = patterns

    @cached_property
    def front(self) -> re.Pattern[str] | None:
        """What ends where the number begins."""
        return _compiled(rf"(?:{self._words.front})$" if self._words.front else "", self._patterns)

    @cached_property
    def behind(self) -> re.Pattern[str] | None:
        """What begins where the people end."""
        return _compiled(self._words.behind, self._patterns)

    @cached_property
    def at_number(self) -> re.Pattern[str] | None:
        """What begins where the number ends, its noun included."""
        return _compiled(self._words.at_number, self._patterns)


def frames_of(data: Frames, turns: Turns | None = None) -> dict[str, tuple[Frame, ...]]:
    """The frames by each of their words, in the order of the files."""
    found: dict[str, list[Frame]] = {}
    entries: list[tuple[FrameWords, Mapping[str, str], Side]] = [
        (turn, data.patterns, _side(turn)) for entry in data.frames for turn in (entry, *_turned(entry))
    ]
    entries += _frames_of_turns(turns, data.patterns) if turns else []
    for entry, patterns, side in entries:
        frame = Frame(entry, patterns, side)
        for word in entry.words:
            found.setdefault(word, []).append(frame)
    return {word: tuple(frames) for word, frames in found.items()}


def _turned(entry: FrameWords) -> tuple[FrameWords, ...]:
    """The same turn opening its sentence, the people behind it: "taken hostage there were six clerks"."""
    if entry.front or entry.at_number or not entry.behind.startswith(_GAP):
        return ()
    front = f"{_OPENING}{entry.behind.removeprefix(_GAP)}{{turned_tail}}"
    return (FrameWords(entry.kind, entry.words, front, only=entry.only),)


def _side(entry: FrameWords) -> Side:
    if not entry.front:
        return Side.BEHIND
    if entry.front.startswith(_OPENING):
        return Side.OPENING
    return Side.ANYWHERE if entry.behind or entry.at_number else Side.FRONT


def _frames_of_turns(turns: Turns, shared: Mapping[str, str]) -> list[tuple[FrameWords, Mapping[str, str], Side]]:
    """For each turn and voice a frame, with the patterns that it names and the side on which its verb stands."""
    found: list[tuple[FrameWords, Mapping[str, str], Side]] = []
    for turn in turns.turns:
        forms = [verb.split() for verb in turn.verbs]
        every = sorted({form for verb in forms for form in verb})
        done = sorted({form for verb in forms for form in verb[2:4]})
        words = {"verb": f"(?:{'|'.join(every)})", "done": f"(?:{'|'.join(done)})", "rest": f"(?:{turn.behind})"}
        patterns = {**shared, **turns.patterns, **words}
        for voice in (*turn.voices, *([_FRONTED] if _PASSIVE in turn.voices else [])):
            front, behind = patterns[f"{voice}_front"], patterns[f"{voice}_behind"]
            triggers = tuple(done if "{done}" in front + behind else every)
            entry = FrameWords(turn.kind, triggers, front, behind, only=turn.only)
            found.append(
                (entry, patterns, _side(entry) if front.startswith(_OPENING) else Side.FRONT if front else Side.BEHIND)
            )
    return found


def asking(frames: Mapping[str, tuple[Frame, ...]], turns: Turns | None = None) -> list[str]:
    """The words of frames for which a sentence is looked at that holds no other word of the lists."""
    quiet = set(turns.quiet) if turns else set()
    return [*(word for word in frames if word not in quiet), *(turns.asking if turns else ())]


def _compiled(pattern: str, patterns: Mapping[str, str]) -> re.Pattern[str] | None:
    return re.compile(_filled(pattern, patterns), re.IGNORECASE) if pattern else None


def _filled(pattern: str, patterns: Mapping[str, str]) -> str:
    """A pattern with those it names in place of their names."""
    return re.sub(r"\{([a-z_]+)\}", lambda match: _filled(patterns[match[1]], patterns), pattern)
