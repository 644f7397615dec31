"""What is kept between runs: names as they were read, and what two names say of each other, whatever else a list holds.

Most of the time of matching goes into reading and comparing names. Both depend on nothing but the names themselves; so
an archive to which a list is added asks again for what is new only. What depends on all entries (how rare a name is,
what agrees by chance, what is learned) is never kept.

The file holds for one version of code, language data and libraries; one that is missing, cut, damaged or of another
version is not used, and everything is asked anew. It holds what the last run used, and nothing else.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.distinct import places_in
from cenotaph.match.name_columns import UNKNOWN, Names, Words
from cenotaph.match.name_couples import NameCouples, taken
from cenotaph.match.sounds import Word
from cenotaph.steps import write_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGEST = 32


class Kept(Struct, frozen=True, eq=False):
    """The names of a run and the couples of them that were compared."""

    names: Names
    couples: NameCouples

    def couples_of(self, names: Names) -> NameCouples:
        """Those couples both of whose names are among `names`, by their numbers there."""
        number = places_in(names.key, self.names.key)
        left, right = number[self.couples.left], number[self.couples.right]
        there = np.flatnonzero((left != UNKNOWN) & (right != UNKNOWN))
        return replace(taken(self.couples, there), left=left[there], right=right[there])


class Memory:
    """What the run before this one kept, and what this one will keep."""

    def __init__(self, earlier: Kept | None = None) -> None:
        """Know what an earlier run kept, if anything."""
        self._earlier = earlier
        self.now: Kept | None = None

    @property
    def names(self) -> Names | None:
        """The names that the earlier run read."""
        return self._earlier.names if self._earlier else None

    def couples_of(self, names: Names) -> NameCouples | None:
        """Those couples of `names` that the earlier run compared."""
        return self._earlier.couples_of(names) if self._earlier else None


class _Column(Struct, frozen=True, array_like=True):
    """A column of numbers."""

    kind: str  # as in NumPy, with the order of bytes
    shape: tuple[int, ...]
    data: bytes


class _File(Struct, frozen=True, array_like=True):
    """The file, behind its digest."""

    word: tuple[Word, ...]
    words: dict[str, _Column]
    names: dict[str, _Column]
    couples: dict[str, _Column]


def read_memory(path: Path, version: str) -> Memory:
    """What is kept in a file that this version of the code wrote; nothing where there is no such file, whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return Memory()
    if _digest(version, data[_DIGEST:]) != data[:_DIGEST]:
        return Memory()
    file = msgspec.msgpack.decode(memoryview(data)[_DIGEST:], type=_File)
    words = Words(word=file.word, **_unpacked(file.words))
    return Memory(Kept(Names(words=words, **_unpacked(file.names)), NameCouples(**_unpacked(file.couples))))


def write_memory(path: Path, version: str, memory: Memory) -> None:
    """Keep what this run used, whole or not at all."""
    if memory.now is None:
        return
    names, couples = memory.now.names, memory.now.couples
    file = _File(tuple(names.words.word), _packed(names.words, "word"), _packed(names, "words"), _packed(couples))
    data = msgspec.msgpack.encode(file)
    write_bytes(path, _digest(version, data) + data)


def _packed(columns: Struct, besides: str = "") -> dict[str, _Column]:
    found = {}
    for name in columns.__struct_fields__:
        if name != besides:
            column = getattr(columns, name)
            kind = _narrow(column).newbyteorder("<")
            found[name] = _Column(kind.str, column.shape, column.astype(kind).tobytes())
    return found


def _unpacked(columns: dict[str, _Column]) -> dict[str, Any]:
    return {name: _wide(np.frombuffer(one.data, one.kind).reshape(one.shape)) for name, one in columns.items()}


def _narrow(column: NDArray[Any]) -> np.dtype[Any]:
    """Numbers of things take half the room where half is enough."""
    fits = column.dtype == np.int64 and column.max(initial=0) < 2**31
    return np.dtype(np.int32) if fits else column.dtype


def _wide(column: NDArray[Any]) -> NDArray[Any]:
    return column.astype(np.int64) if column.dtype.kind == "i" and column.dtype.itemsize == 4 else column


def _digest(version: str, data: bytes) -> bytes:
    return hashlib.sha256(version.encode() + b"\0" + data).digest()
