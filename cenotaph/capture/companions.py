"""Files that belong to another: the folder a browser saves beside a page, the text typed from a scan."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.belonging import belonging
from cenotaph.capture.files import HeldFile
from cenotaph.record import Companion


def companions(files: Sequence[HeldFile]) -> dict[str, tuple[Companion, ...]]:
    """What belongs to which file: path of a page or a scan -> its companions, by path (`cenotaph.belonging`)."""
    beside = belonging({file.path: file.media_type for file in files})
    found: dict[str, list[Companion]] = {}
    for file in files:
        to = beside.get(file.path)
        if to is not None and file.sha256 is not None:
            found.setdefault(to.path, []).append(Companion(file.path, file.sha256, file.bytes, to.role))
    return {path: tuple(sorted(group, key=lambda each: each.path)) for path, group in found.items()}
