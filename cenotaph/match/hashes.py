"""Numbers of 64 bits that stand for texts and for other numbers, the same on every machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]


def text_hash(text: str) -> int:
    """A number of 64 bits that stands for a text, the same everywhere; two texts with one number do not occur."""
    return bytes_hash(text.encode("utf-8", "surrogatepass"))


def bytes_hash(data: bytes) -> int:
    """A number of 64 bits that stands for bytes, likewise."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def scrambled(value: Hashes) -> Hashes:
    """Numbers that look drawn at random, one for each number.

    Source: the finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014, 10.1145/2660193.2660195).
    """
    mixed = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
