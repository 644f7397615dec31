"""The names of the files in a ZIP, which most programs write in an encoding that they do not state."""

from __future__ import annotations

import functools
import re
import string
import struct
import zipfile
import zlib
from collections.abc import Sequence

from msgspec import Struct

from cenotaph.encoding import decode
from cenotaph.lang import languages, load

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field: version, CRC-32 of the plain name, the name in UTF-8
_OEM = ("cp866", "cp857", "cp850", "cp852")
"""What Windows and DOS wrote names in, in the regions we serve; asked before the encodings of texts."""

_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœ"
_WORD = re.compile(r"[^\s\x21-\x40\x5b-\x60\x7b-\x7e]+")
_FEWEST = 0.5  # of the words: fewer that some language can spell show that the encoding is another


class _Letters(Struct, frozen=True):
    """The part of `lang/<code>/reading.toml` that says with which letters a language is written."""

    letters: str = ""


def names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The name of each member: as marked, else UTF-8 when all names fit, else in the encoding that spells them best.

    Source: PKWARE, APPNOTE.TXT 6.3.10, 4.4.4 and Appendix D (code page 437 unless marked); what programs write
    instead is the code page of their system.
    """
    raw = [_raw(info) for info in infos]
    encoding = _encoding([name for name, info in zip(raw, infos, strict=True) if not info.flag_bits & _UTF8_FLAG])
    return [
        _stated(info, name) or (info.orig_filename if info.flag_bits & _UTF8_FLAG else name.decode(encoding, "replace"))
        for info, name in zip(infos, raw, strict=True)
    ]


def _raw(info: zipfile.ZipInfo) -> bytes:
    """The bytes of a name, which `zipfile` has decoded."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437", "replace")


def _stated(info: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The name in UTF-8 that stands beside the plain one, when it was made for it."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        value, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(value) > 5 and struct.unpack_from("<I", value, 1)[0] == zlib.crc32(raw):
            return value[5:].decode("utf-8", "replace")
    return None


def _encoding(raw: Sequence[bytes]) -> str:
    foreign = b"\n".join(dict.fromkeys(name for name in raw if not name.isascii()))[: 32 * 1024]
    if not foreign:
        return "cp437"
    guess = decode(foreign, is_whole=False)
    if guess.encoding == "utf-8":
        return "utf-8"
    every = [*_OEM, guess.encoding]
    shares = [_spelt(foreign.decode(each, "replace")) for each in every]
    best = max(range(len(every)), key=lambda at: (shares[at], -at))
    return every[best] if shares[best] >= _FEWEST else "cp437"


def _spelt(text: str) -> float:
    """Of the words with letters beyond ASCII, the largest share that one language can spell.

    In a wrong encoding capitals follow small letters, or scripts mix.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    low = [word.replace("İ", "i").lower() for word in words if word[1:] == word[1:].lower() or word == word.upper()]
    return max(sum(alphabet.issuperset(word) for word in low) / max(1, len(words)) for alphabet in _alphabets())


@functools.cache
def _alphabets() -> tuple[frozenset[str], ...]:
    """The letters of each language beyond a to z; those of Latin script with a to z."""
    every = [_WESTERN, *(load(code, "reading", _Letters).letters for code in languages("reading"))]
    latin = frozenset(string.ascii_lowercase)
    return tuple(frozenset(each) | (latin if max(each) < "\u0300" else frozenset()) for each in every if each)
