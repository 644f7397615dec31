"""Where the files found inside a file are put: under their digest, within limits, never under a name they bring."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from cenotaph.media_types import SAMPLE, media_type
from cenotaph.read.reading import Limits, Part
from cenotaph.record import Evidence

_CHUNK = 256 * 1024
_PACKED_WELL = 64 * 2**20  # bytes up to which nobody minds how well a file was packed
_RATIO = 250  # a log of equal lines packs to a 200th; deflate cannot do more than a 1,032nd


class Shelf:
    """Takes the parts of one file.

    Args:
        folder: where the bytes go, each file named by its digest; None to look at them and keep nothing.
        limits: how many parts, and how many bytes of them, one file may have.
    """

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._names: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._room = limits.unpacked
        self._count = 0

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken: too many parts, or too many bytes."""
        return self._room <= 0 or self._count >= self._limits.parts

    def put(
        self,
        name: str,
        content: bytes | IO[bytes],
        *,
        url: str | None = None,
        evidence: Iterable[Evidence] = (),
        packed: int | None = None,
    ) -> Part:
        """Keep one part.

        Args:
            name: what the file around it calls it; made safe and unique here.
            content: its bytes, or a stream of them.
            url: the address it was captured at.
            evidence: what the file around it says of it.
            packed: how many bytes it takes in the file around it, where that can be told.

        Returns:
            The part, with its digest; with a problem and no digest when it is too large.

        Raises:
            Whatever reading from `content` raises; nothing is left behind then, and the name is free again.
        """
        told = self._unique(name)
        self._count += 1
        if self._count > self._limits.parts:
            why = f"it is one of more than {self._limits.parts:,} files; unpack them into a folder beside it"
            return Part(told, problem=why, url=url, evidence=tuple(evidence))
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        most = self._room if packed is None else min(self._room, max(_PACKED_WELL, packed * _RATIO))
        try:
            kept = self._keep(stream, PurePosixPath(told).name, most)
        except BaseException:
            self._names.discard(told.casefold())
            self._count -= 1
            raise
        if kept is None:
            why = f"with it, more than {self._limits.unpacked / 2**20:,.0f} MB would be unpacked"
            if most < self._room:
                why = f"it unpacks to more than {_RATIO} times its size, as files made to do harm do"
            why += "; unpack it into a folder beside it"
            return Part(told, problem=why, url=url, evidence=tuple(evidence))
        sha256, size, kind = kept
        return Part(told, sha256, size, kind, url=url, evidence=tuple(evidence))

    def refuse(self, name: str, problem: str) -> Part:
        """A part that is named and not unpacked, for a reason in plain words."""
        self._count += 1
        return Part(self._unique(name), problem=problem)

    def _keep(self, stream: IO[bytes], name: str, most: int) -> tuple[str, int, str] | None:
        """Digest, size and media type of what the stream gives; None when there is no room for it."""
        state, size, head, tail = hashlib.sha256(), 0, b"", b""
        draft = None if self._folder is None else self._folder / f"{os.getpid()}-{self._count}.part"
        file = None if draft is None else draft.open("wb")
        try:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    return None
                state.update(chunk)
                head, chunk_after = (head, chunk) if len(head) == SAMPLE else _filled(head, chunk)
                tail = (tail + chunk_after)[-SAMPLE:]
                if file is not None:
                    file.write(chunk)
            if file is not None and draft is not None and self._folder is not None:
                file.close()
                draft.replace(place_of(self._folder, state.hexdigest()))
        finally:
            if file is not None:
                file.close()
            if draft is not None:
                draft.unlink(missing_ok=True)
        self._room -= size
        return state.hexdigest(), size, media_type(head, tail, name)

    def _unique(self, name: str) -> str:
        """`name` without what leads elsewhere, and unlike every name before it, capitals aside."""
        bare = safe_name(name)
        path = PurePosixPath(bare)
        # Counted on from the last one: a file with 20,000 parts of one name must not be searched through for each.
        tried, number = bare, self._numbers.get(bare.casefold(), 1)
        while tried.casefold() in self._names:
            number += 1
            tried = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._numbers[bare.casefold()] = number
        self._names.add(tried.casefold())
        return tried


def place_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this digest stand on a shelf."""
    return folder / sha256


def safe_name(name: str) -> str:
    """A path inside a file with "/" as separator, relative, without "..", drive letters and control characters.

    Example:
        >>> safe_name("..\\\\..\\\\etc/passwd"), safe_name("C:\\\\a\\\\b.txt"), safe_name("")
        ('etc/passwd', 'a/b.txt', 'unnamed')
    """
    steps = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").split("/")
    told = ("".join(char for char in step if char.isprintable()).strip() for step in steps)
    kept = [step[:200] for step in told if step.strip(". ") and not (len(step) == 2 and step[1] == ":")]
    return "/".join(kept[-20:]) or "unnamed"


def _filled(head: bytes, chunk: bytes) -> tuple[bytes, bytes]:
    """`head` filled up to the size of a sample, and what of `chunk` comes after it."""
    missing = SAMPLE - len(head)
    return head + chunk[:missing], chunk[missing:]
