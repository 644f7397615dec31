"""From bytes to characters: which encoding a text is in, and how sure that is.

In this order: byte order mark, the pattern of UTF-16 without a mark, what the file declares,
UTF-8 when every byte fits, and at last a guess among the encodings that people of the regions we
serve have used: the one in which most words are spelt as a language of `lang/` spells them, and
where several do equally, the choice of `charset_normalizer`.
"""

from __future__ import annotations

import codecs
import functools
import re
import string

from msgspec import Struct

from cenotaph.lang import languages, load

# fmt: off
CANDIDATES = (
    "cp1251", "cp1252", "cp1254", "cp1256", "koi8_r", "koi8_u", "cp866", "iso8859_5", "iso8859_6", "iso8859_9",
    "cp1250", "mac_cyrillic",
)
# fmt: on
"""Encodings a guess chooses from: Cyrillic, Turkish and Azerbaijani Latin, Arabic, Western and Central European."""

WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœ"
"""Letters of French, German, Spanish and their neighbours, for which there is no language folder."""


class _Letters(Struct, frozen=True):
    """The part of `lang/<code>/reading.toml` that says how a language is written."""

    common: tuple[str, ...]
    letters: str = ""


_SPLIT = re.compile(r"[\s\x21-\x40\x5b-\x60\x7b-\x7e«»“”„‘’‚…–—•№°،؛؟\u00a0\u200c]+")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_GUESS_BYTES = 32 * 1024


class Decoded(Struct, frozen=True):
    """A text and how its encoding was found."""

    text: str  # line ends are "\n"; NUL is U+FFFD, so that a reader sees that something stood there
    encoding: str  # Python's name of it, e.g. "utf-8", "cp1251"
    rule: str  # mark, pattern, declared, fits, guess, last-resort
    is_certain: bool  # False: another encoding would also have given letters
    damaged: int = 0  # bytes that are no character of this encoding, each now U+FFFD
    is_binary: bool = False  # so many control characters that this is no text


def decode(data: bytes, declared: str | None = None, is_whole: bool = True) -> Decoded:
    """The characters of `data`.

    Args:
        data: the bytes of a text.
        declared: the encoding the file itself states, if any; believed when the bytes fit it.
        is_whole: False when `data` was cut somewhere, so that half a character at the end is no damage.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, "mark", True, is_whole)
    wide = _wide(data)
    if wide:
        return _decoded(data, wide, "pattern", True, is_whole)
    named = _known(declared)
    if named and _fits(data, named, is_whole):
        return _decoded(data, named, "declared", True, is_whole)
    if _fits(data, "utf-8", is_whole):
        return _decoded(data, "utf-8", "fits", True, is_whole)
    if _is_mostly_utf8(data):
        return _decoded(data, "utf-8", "fits", False, is_whole)
    guess = _guess(data)
    if guess:
        return _decoded(data, guess, "guess", False, is_whole)
    return _decoded(data, "cp1252", "last-resort", False, is_whole)


def _decoded(data: bytes, encoding: str, rule: str, is_certain: bool, is_whole: bool) -> Decoded:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=is_whole)
    damaged = text.count("\ufffd")
    control = len(_CONTROL.findall(text))
    nul = text.count("\x00")
    return Decoded(
        text=text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"),
        encoding=encoding,
        rule=rule,
        is_certain=is_certain,
        damaged=damaged + nul,
        is_binary=control > max(16, len(text) // 20) or damaged > max(8, len(text) // 5),
    )


def _fits(data: bytes, encoding: str, is_whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    # A page that says "latin-1" means Windows-1252 (WHATWG Encoding Standard, 4.2); a mark-less UTF-16 was ruled out.
    same = {"iso8859-1": "cp1252", "ascii": "utf-8", "iso8859-9": "cp1254"}
    if name.startswith(("utf-16", "utf-32")):
        return None
    return same.get(name, name) if name in same or _is_text(name) else None


def _is_text(name: str) -> bool:
    try:
        return isinstance(b"".decode(name), str)
    except (LookupError, ValueError, AssertionError):
        return False


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every second byte repeats one of a few values."""
    sample = data[:4096]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.15 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.15 and odd < half * 0.02:
        return "utf-16-be"
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Damaged UTF-8: many well-formed multi-byte characters and few bytes that fit none."""
    text = data[: _GUESS_BYTES * 8].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    wide = sum(1 for c in text if c > "\x7f") - wrong
    return wide > 0 and wrong <= wide // 10


def _guess(data: bytes) -> str | None:
    """The encoding in which most words are spelt as some language spells them; among equals the library's choice."""
    from charset_normalizer import from_bytes

    sample = _sample(data)
    best = from_bytes(sample, cp_isolation=list(CANDIDATES), threshold=0.4).best()
    shares = {encoding: share for encoding in CANDIDATES if (share := _spelt(sample, encoding)) is not None}
    if not shares:
        return best.encoding if best else None
    chosen = best.encoding if best else None
    return max(
        shares, key=lambda each: (round(shares[each][0], 2), shares[each][1], each == chosen, -CANDIDATES.index(each))
    )


def _sample(data: bytes) -> bytes:
    """A part of the text that holds letters beyond ASCII, cut at spaces."""
    first = next((at for at, byte in enumerate(data) if byte > 0x7F), 0)
    start = data.rfind(b" ", 0, first) + 1
    return data[start : start + _GUESS_BYTES].rpartition(b" ")[0] or data[start : start + _GUESS_BYTES]


def _spelt(sample: bytes, encoding: str) -> tuple[float, int] | None:
    """Of the words with letters beyond ASCII, the share that one language can spell and how many are common in it.

    None where the bytes do not fit. A word that mixes scripts, or in which a capital follows a small letter, is spelt
    in no language.
    """
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    words = [word for word in _SPLIT.split(text) if not word.isascii()]
    if not words:
        return None
    low = [word.replace("İ", "i").lower() if _is_cased(word) else "" for word in words]
    found = []
    for letters, common in _alphabets():
        spelt = sum(word != "" and all(char in letters for char in word) for word in low)
        found.append((spelt / len(words), sum(word in common for word in low)))
    return max(found)


def _is_cased(word: str) -> bool:
    return word[1:] == word[1:].lower() or word == word.upper()


@functools.cache
def _alphabets() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Letters and common words of each language with letters beyond a to z; Latin script with a to z."""
    latin = frozenset(string.ascii_lowercase)
    every = [load(code, "reading", _Letters) for code in languages("reading")]
    return tuple(
        (frozenset(each.letters) | (latin if max(each.letters) < "\u0300" else frozenset()), frozenset(each.common))
        for each in [*every, _Letters((), WESTERN)]
        if each.letters
    )
