"""The note of a writer's last line, in a file of its own: a file that was cut short shows against it.

    leyla.head    leyla:12:<sha256 of line 12>:<digest of what stands before>

It is written after the line is on the disk, so it is never ahead of the file; when it could not be written it is
behind, which does no harm. It stands outside the file it vouches for, as the copies of release lines do: a disk error,
an editor, a copying program or a merge that takes the tail off one file leaves the other.

Limits: whoever changes both files on purpose is shown by neither. Against that stand the heads in the other writers'
lines and in releases.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cenotaph.flags import flag
from cenotaph.ledger.line import SUFFIX, file_name
from cenotaph.ledger.lock import to_disk
from cenotaph.record import Flag, digest

HEAD = ".head"
"""How the name of a note ends: "leyla.head"."""


class Head(Struct, frozen=True):
    """What one note says."""

    writer: str
    seq: int
    digest: str  # sha256 of the raw line


def note_head(folder: Path, writer: str, seq: int, line: str) -> None:
    """Write down a writer's last line, once it is on the disk.

    Args:
        folder: `decisions/`.
        writer: whose line it is.
        seq: its number.
        line: the sha256 of the raw line.
    """
    path = folder / (file_name(writer).removesuffix(SUFFIX) + HEAD)
    part = path.with_name(path.name + ".part")
    said = f"{writer}:{seq}:{line}"
    with suppress(OSError):  # a note that is behind does no harm, and the decision itself stands
        with part.open("wb") as file:
            file.write(f"{said}:{digest(said)}\n".encode())
            to_disk(file)
        part.replace(path)


def noted_heads(folder: Path, problems: list[Flag]) -> dict[str, Head]:
    """All notes of a ledger by file name; one that is not as written is named (F057) and not followed."""
    found: dict[str, Head] = {}
    for path in sorted(folder.glob("*" + HEAD)) if folder.is_dir() else []:
        head = _read(path)
        if head is None:
            says = "this note of a writer's last line is not what was written; the next decision writes it anew"
            problems.append(flag("F057", file=path.name, says=says))
        else:
            found[path.name] = head
    return found


def _read(path: Path) -> Head | None:
    """What a note says; None when it is not what was written."""
    try:
        said, _, check = path.read_bytes().decode().removesuffix("\n").rpartition(":")
        writer, seq, line = said.rsplit(":", 2)
        is_own = file_name(writer).removesuffix(SUFFIX) + HEAD == path.name
        return Head(writer, int(seq), line) if check == digest(said) and is_own else None
    except (OSError, ValueError):
        return None
