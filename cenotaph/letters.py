"""The parts of a letter, a mail or an agency report that are no statements: head, salutation, close and signature.

Told by the words of `lang/<code>/letters.toml`, all languages together, and by where a line stands.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import BlockKind
from cenotaph.wrapping import Run

_TOP = 8  # runs in which addressee and reference stand
_ADDRESS = 3  # lines above a salutation that are the addresses of both sides
_END = 8  # runs in which close and signature stand
_NAMES = 4  # lines of names and offices under a close
_LINE = 60  # characters of a salutation, a close, a signature
_FIELD = re.compile(r"([^\W\d_][\w -]{0,24}?)\s*:\s*")
_OPENS = re.compile(r"[^.?]*[,!:]|[^.,!?:;]*")  # "Dear Mother," and "Sir", not "Dear Mother wrote to me."
_HEAD_FIELD = re.compile(r"(?:x-[\w-]+|[a-z]+-[a-z-]+|cc|bcc|received|references|importance|attachments?)\Z")


class LetterWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which the parts of a letter are known (`lang/<code>/letters.toml`)."""

    mail_from: tuple[str, ...] = ()
    mail_to: tuple[str, ...] = ()
    mail_date: tuple[str, ...] = ()
    mail_subject: tuple[str, ...] = ()
    mail_wrote: tuple[str, ...] = ()  # ends the line above a mail that is answered: "On Monday X wrote:"
    mail_original: tuple[str, ...] = ()  # stands above it between dashes
    mail_forwarded: tuple[str, ...] = ()  # stands above a mail that is sent on
    salutation: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()


class Mark(NamedTuple):
    """The role of a run, and how many letters at its head are a label and no part of it ("Subject: ")."""

    kind: BlockKind
    label: int = 0


def letter_parts(runs: Sequence[Run]) -> dict[int, Mark]:
    """The runs, by their place in the sequence, that are part of a letter's frame; empty for what is no letter."""
    low = [" ".join(run.text.lower().split()) for run in runs]
    found = _mail_heads(runs, low)
    is_letter = bool(found)
    for at, line in enumerate(low):
        if at in found or runs[at].lines > 1 or len(line) > _LINE:
            continue
        if _starts(line, "dated") and any(char.isdigit() for char in line):
            found[at] = Mark("dateline")
        elif at < _TOP and (_starts(line, "reference") or _is_addressee(line)):
            found[at] = Mark("furniture")
    greetings = _salutations(runs, low)
    if greetings:
        above = [at for at in range(greetings[0]) if at not in found and not any(map(str.isdigit, low[at][-4:]))]
        if len(above) >= _ADDRESS and all(len(low[at]) <= _LINE for at in above) and not low[0].startswith("#"):
            found.update((at, Mark("furniture")) for at in above)
        found.update((at, Mark("furniture")) for at in greetings)
        is_letter = True
    found.update(_closing(runs, low, is_letter, found))
    return found


def mail_value(line: str, field: str) -> str | None:
    """What stands behind the label of a mail's head line, when `line` is the one for `field` (from, to, date, subject).

    Example:
        >>> mail_value("From: A. Nobody <nobody@post.invalid>", "from")
        'A. Nobody <nobody@post.invalid>'
    """
    match = _FIELD.match(line)
    if match is None or " ".join(match[1].lower().split()) not in _words(f"mail_{field}"):
        return None
    return line[match.end() :].strip()


def names_quoted(line: str) -> str | None:
    """What a line says of the mail under it: "wrote", "original" (both: it is answered) or "forwarded" (it is sent on).

    Example:
        >>> names_quoted("-----Original Message-----"), names_quoted("On 3 March 1991, X wrote:")
        ('original', 'wrote')
    """
    low = " ".join(line.lower().split())
    bare = low.strip(" -_*:=")
    if low.endswith(_words("mail_wrote")) and re.search(r"\d|@", low):
        return "wrote"
    if bare.startswith(_words("mail_forwarded")) and (len(bare) <= _LINE or low[0] == "-"):
        return "forwarded"
    return "original" if bare in _words("mail_original") and low[0] in "-_*=" else None


def _mail_heads(runs: Sequence[Run], low: Sequence[str]) -> dict[int, Mark]:
    """Two or more lines of a mail's head that follow each other, one of them a sender, a day or a subject."""
    marks = [_mail_line(run.text, line) for run, line in zip(runs, low, strict=True)]
    found: dict[int, Mark] = {}
    first = 0
    for at in range(len(runs) + 1):
        if at < len(runs) and marks[at] is not None:
            continue
        group = {place: mark for place, mark in enumerate(marks[first:at], start=first) if mark is not None}
        if len(group) > 1 and any(mark.kind != "furniture" for mark in group.values()):
            found.update(group)
        first = at + 1
    return found


def _mail_line(line: str, low: str) -> Mark | None:
    match = _FIELD.match(line)
    if match is None or len(line) > 1000:
        return None
    name = " ".join(match[1].lower().split())
    has_value = match.end() < len(line)
    if name in _words("mail_from"):
        return Mark("byline")
    if name in _words("mail_date"):
        return Mark("dateline") if re.search(r"\d", low) else Mark("furniture")
    if name in _words("mail_subject"):
        return Mark("headline", match.end()) if has_value else Mark("furniture")
    return Mark("furniture") if name in _words("mail_to") or _HEAD_FIELD.match(name) else None


def _salutations(runs: Sequence[Run], low: Sequence[str]) -> list[int]:
    """A short line of greeting in front of the first long paragraph."""
    found = []
    for at, run in enumerate(runs[: _TOP + 4]):
        if run.lines > 1 or len(run.text) > 2 * _LINE:
            break
        if len(run.text) <= _LINE and _starts(low[at], "salutation") and _OPENS.fullmatch(low[at]):
            found.append(at)
    return found


def _closing(runs: Sequence[Run], low: Sequence[str], is_letter: bool, found: dict[int, Mark]) -> dict[int, Mark]:
    """The close and the names under it; in a letter also names that stand under it without a close."""
    marks: dict[int, Mark] = {}
    under = len(runs)
    for at in range(1, len(runs)):
        is_late = at >= len(runs) - _END and _starts(low[at], "closing", "signed")
        if len(low[at]) <= _LINE and (is_late or _is_close(low[at])):
            # "Yours faithfully," is a form of words; "Your D." names who writes.
            marks[at] = Mark("furniture" if low[at].endswith(",") or _is_close(low[at]) else "byline")
            under = at + 1
        elif at == under and at - max(marks) <= _NAMES and _is_name_line(runs[at]) and at not in found:
            marks[at] = Mark("byline")
            under = at + 1
    if is_letter and not marks:
        tail = len(runs)
        while tail > max(1, len(runs) - _NAMES) and _is_name_line(runs[tail - 1]) and tail - 1 not in found:
            tail -= 1
        marks.update((at, Mark("byline")) for at in range(tail, len(runs)))
    return marks


def _is_close(line: str) -> bool:
    return line.strip(" .!,") in _words("closing")


def _is_name_line(run: Run) -> bool:
    """Whether a line under a letter can be a name, an office or an address: short, and no sentence."""
    words = run.text.split()
    is_closed = run.text.endswith((".", "!", "?", ":", ";")) and len(words) > 3
    return (
        run.lines == 1 and len(run.text) <= _LINE and len(words) <= 9 and not is_closed and run.text[0] not in "-_=>*"
    )


def _is_addressee(line: str) -> bool:
    return _starts(line, "addressee") and not line.endswith((".", "?", "!"))


def _starts(line: str, *subjects: str) -> bool:
    """Whether a line begins with one of the words of some subjects, and that word ends there."""
    if not any(line.startswith(_words(subject)) for subject in subjects):
        return False
    return any(
        line.startswith(word) and (not word[-1].isalnum() or not line[len(word) : len(word) + 1].isalnum())
        for subject in subjects
        for word in _words(subject)
    )


@functools.cache
def _words(subject: str) -> tuple[str, ...]:
    every = [load(code, "letters", LetterWords) for code in languages("letters")]
    return tuple(sorted({word for words in every for word in getattr(words, subject)}))
