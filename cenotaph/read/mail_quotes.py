"""Which lines of a mail are its writer's own, and which are those of a mail it answers, or a signature."""

from __future__ import annotations

import re
from typing import NamedTuple

from cenotaph.letters import mail_value, names_quoted

_FIELDS = ("from", "to", "date", "subject")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_QUOTED = re.compile(r"\s{0,3}(?:[A-Za-zА-Яа-я]{0,3})?>")
_SIGNATURE = re.compile(r"--\s*\Z|__\s*\Z")
_LONGEST_ATTRIBUTION = 4  # lines over which "On ... wrote:" is broken
_RULE = re.compile(r"\s*[-_=*]{5,}\s*\Z")


class Stretch(NamedTuple):
    """Lines that are all the writer's own, or all not."""

    start: int  # code points, half-open
    end: int
    is_own: bool


def stretches(text: str, is_forward: bool) -> list[Stretch]:
    r"""A mail's text parted into the writer's own words and others, in order and without gaps.

    Args:
        text: of the body.
        is_forward: the subject says that a mail is sent on: its words are then what this mail brings, and are its own.

    Returns:
        What is answered, the lines that name it, and what stands under a signature's mark are not own. A mail that
        would have no words of its own left keeps those it brings.

    Example:
        >>> [s.is_own for s in stretches("Yes.\n\nOn 3 March 1991, X wrote:\n> Did anybody come?\n", False)]
        [True, False]
    """
    lines = [match.group() for match in _LINE.finditer(text) if match.group()]
    own = _own(lines, is_forward)
    if not is_forward and not any(mine and line.strip() for mine, line in zip(own, lines, strict=True)):
        own = _own(lines, is_forward=True)
        if not any(mine and line.strip() for mine, line in zip(own, lines, strict=True)):
            own = [True] * len(lines)
    found: list[Stretch] = []
    at = 0
    for line, mine in zip(lines, own, strict=True):
        if found and found[-1].is_own == mine:
            found[-1] = found[-1]._replace(end=at + len(line))
        else:
            found.append(Stretch(at, at + len(line), mine))
        at += len(line)
    return found


def _own(lines: list[str], is_forward: bool) -> list[bool]:
    own = [is_forward or not _QUOTED.match(line) for line in lines]
    has_marks = not all(own)
    at = 0
    while at < len(lines):
        size = _heading(lines, at)
        if size is None:
            if _SIGNATURE.match(lines[at].rstrip("\n")) and own[at]:
                at = _under_signature(lines, own, at)
            at += 1
            continue
        kind, length = size
        for place in range(at, at + length):
            own[place] = False
        after = _filled(lines, at + length)
        is_marked = has_marks and kind == "wrote" and after < len(lines) and not own[after]
        if not is_marked and not is_forward and kind != "forwarded":
            own[at:] = [False] * (len(lines) - at)
            break
        at += length
    return own


def _heading(lines: list[str], at: int) -> tuple[str, int] | None:
    """The lines from `at` on that name another mail: what they say of it, and how many they are."""
    if not lines[at].strip() or _QUOTED.match(lines[at]):
        return None
    kind = names_quoted(lines[at])
    fields = _fields(lines, at + 1 if kind in ("original", "forwarded") else at)
    if kind is None and lines[at].rstrip().endswith(":") and re.search(r"\d|@", lines[at]):
        after = _filled(lines, at + 1)
        kind = "wrote" if after < len(lines) and _QUOTED.match(lines[after]) else None
    if kind is not None:
        return kind, 1 + (fields if kind != "wrote" else 0)
    if fields >= 3:
        return "original", fields
    for size in range(2, _LONGEST_ATTRIBUTION + 1):
        run = lines[at : at + size]
        if len(run) < size or not run[-1].strip() or _QUOTED.match(run[-1]):
            return None
        if names_quoted("".join(run)) == "wrote" and re.search(r"\d|@", lines[at]):
            return "wrote", size
    return None


def _fields(lines: list[str], at: int) -> int:
    """How many lines from `at` on are the head of a mail; empty ones above and below it, and rules, are counted."""
    start = at
    while at < len(lines) and (not lines[at].strip() or _RULE.match(lines[at])):
        at += 1
    found = 0
    while (place := _filled(lines, at)) < len(lines) and place - at <= 1 and _is_field(lines[place]):
        at, found = place + 1, found + 1
    return at - start if found >= 2 else 0


def _filled(lines: list[str], at: int) -> int:
    """The first line from `at` on that holds something."""
    return next((place for place in range(at, len(lines)) if lines[place].strip()), len(lines))


def _is_field(line: str) -> bool:
    return any(mail_value(line.strip(" *\t\n"), field) is not None for field in _FIELDS)


def _under_signature(lines: list[str], own: list[bool], at: int) -> int:
    """Mark a signature as not own, up to a mail that stands under it; the last place marked."""
    while at < len(lines) and own[at] and _heading(lines, at) is None:
        own[at] = False
        at += 1
    return at - 1
