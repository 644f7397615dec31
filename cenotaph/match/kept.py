"""What is kept between runs: names as they were read, and what two names say of each other, whatever else a list holds.

Most of the time of matching goes into reading and comparing names. Both depend on nothing but the names themselves; so
an archive to which a list is added asks again for what is new only. What depends on all entries (how rare a name is,
what agrees by chance, what is learned) is never kept.

The file holds for one version of code, language data and libraries; one that is missing, cut, damaged or of another
version is not used, and everything is asked anew. It holds what the last run used, and nothing else.
"""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.distinct import places_in
from cenotaph.match.hashes import scrambled
from cenotaph.match.name_columns import UNKNOWN, Names, Words, content_of
from cenotaph.match.name_couples import NameCouples, one_after_the_other, taken
from cenotaph.match.sounds import Word
from cenotaph.steps import write_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

_STAMP = 36


class Kept(Struct, frozen=True, eq=False):
    """The names of a run and the couples of them that were compared."""

    names: Names
    couples: NameCouples
    learned: NameCouples | None = None  # couples with words that learned others: hashes for numbers, sorted by them


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

    def couples_of(self, names: Names, left: Numbers, right: Numbers) -> NameCouples | None:
        """Those couples of `names` that the earlier run compared; more of them than those of `left` and `right`."""
        if self._earlier is None:
            return None
        kept, number = self._earlier.couples, places_in(names.key, self._earlier.names.key)
        left, right = number[kept.left], number[kept.right]
        there = np.flatnonzero((left != UNKNOWN) & (right != UNKNOWN))
        return replace(taken(kept, there), left=left[there], right=right[there])

    def learned_couples(self, names: Names, left: Numbers, right: Numbers) -> NameCouples | None:
        """Those couples of names with learned words that the earlier run compared while they knew the same."""
        kept = self._earlier.learned if self._earlier else None
        if kept is None:
            return None
        told = content_of(names)
        place = places_in(_key(kept), _couple(told[left], told[right]))
        there = np.flatnonzero(place != UNKNOWN)
        return replace(taken(kept, place[there]), left=left[there], right=right[there])

    def keep(self, names: Names, couples: NameCouples) -> None:
        """Keep names and couples of them."""
        self.now = Kept(names, couples)

    def keep_learned(self, names: Names, couples: NameCouples) -> None:
        """Keep couples of names with learned words, beside those that are kept already."""
        told = content_of(names).view(np.int64)
        own = replace(couples, left=told[couples.left], right=told[couples.right])
        assert self.now is not None, "names are kept first"
        if self.now.learned is not None:
            own = one_after_the_other(self.now.learned, own)
        self.now = replace(self.now, learned=taken(own, np.argsort(_key(own), kind="stable")))


def _key(learned: NameCouples) -> Hashes:
    return _couple(learned.left.view(np.uint64), learned.right.view(np.uint64))


def _couple(left: Hashes, right: Hashes) -> Hashes:
    return scrambled(left + scrambled(right))


class _Column(Struct, frozen=True, array_like=True):
    """A column of numbers."""

    kind: str  # as in NumPy, with the order of bytes
    shape: tuple[int, ...]
    data: bytes


class _File(Struct, frozen=True, array_like=True):
    """The file, behind its stamp."""

    word: tuple[Word, ...]
    words: dict[str, _Column]
    names: dict[str, _Column]
    couples: dict[str, _Column]
    learned: dict[str, _Column]


def read_memory(path: Path, version: str) -> Memory:
    """What is kept in a file that this version of the code wrote; nothing where there is no such file, whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return Memory()
    stamp, packed = data[:_STAMP], memoryview(data)[_STAMP:]
    if _stamp(version, packed) != stamp:
        return Memory()
    file = msgspec.msgpack.decode(packed, type=_File)
    words = Words(word=file.word, **_unpacked(file.words))
    learned = NameCouples(**_unpacked(file.learned)) if file.learned else None
    return Memory(Kept(Names(words=words, **_unpacked(file.names)), NameCouples(**_unpacked(file.couples)), learned))


def write_memory(path: Path, version: str, memory: Memory) -> None:
    """Keep what this run used, whole or not at all."""
    if memory.now is None:
        return
    names, couples, learned = memory.now.names, memory.now.couples, memory.now.learned
    words, of_words = tuple(names.words.word), _packed(names.words, "word")
    file = _File(words, of_words, _packed(names, "words"), _packed(couples), _packed(learned) if learned else {})
    data = msgspec.msgpack.encode(file)
    write_bytes(path, _stamp(version, data) + data)


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
    fits = column.dtype == np.int64 and column.min(initial=0) >= -(2**31) and column.max(initial=0) < 2**31
    return np.dtype(np.int32) if fits else column.dtype


def _wide(column: NDArray[Any]) -> NDArray[Any]:
    return column.astype(np.int64) if column.dtype.kind == "i" and column.dtype.itemsize == 4 else column


def _stamp(version: str, data: bytes | memoryview) -> bytes:
    """What stands in front of the data: of which version they are, and a sum that tells whether they are whole."""
    return hashlib.sha256(version.encode()).digest() + zlib.crc32(data).to_bytes(4, "little")
