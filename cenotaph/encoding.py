"""From bytes to characters: which encoding a text is in, and how sure that is.

In this order: byte order mark, the pattern of UTF-16 without a mark, UTF-8 where every byte fits, what the file
declares, and at last a guess among the encodings that people of the regions we serve have used
(`cenotaph.encoding_guess`).
Where some lines are UTF-8 and others are not, each line is read in its own encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from msgspec import Struct, structs

from cenotaph.encoding_guess import denies, guess

_WIDE_PAGES = frozenset((0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x1E, 0x20, 0x21, 0x10, 0xFB, 0xFE))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONVINCING = 3  # characters of several bytes, which no other encoding gives by chance
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(Struct, frozen=True):
    """A text and how its encoding was found."""

    text: str  # line ends are "\n"; NUL is U+FFFD, so that a reader sees that something stood there
    encoding: str  # Python's name of it, e.g. "utf-8", "cp1251"
    rule: str  # mark, pattern, declared, fits, guess, last-resort
    is_certain: bool  # False: another encoding would also have given letters
    damaged: int = 0  # bytes that are no character of this encoding, each now U+FFFD
    is_binary: bool = False  # so many control characters that this is no text
    denied: str | None = None  # the encoding the file states, where its letters make words in another one only
    mixed: str | None = None  # the encoding of the lines that are not in `encoding`
    mixed_lines: tuple[int, ...] = ()  # their 1-based numbers


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
    is_utf8 = _fits(data, "utf-8", is_whole)
    if named and named != "utf-8" and not is_utf8 and _fits(data, named, is_whole):
        better = denies(data, named)
        if better is None:
            return _decoded(data, named, "declared", True, is_whole)
        return structs.replace(_decoded(data, better.encoding, "guess", True, is_whole), denied=named)
    if is_utf8:
        return _decoded(data, "utf-8", "declared" if named == "utf-8" else "fits", True, is_whole)
    lines = data.split(b"\n")
    foreign = _foreign_lines(lines, is_whole)
    if foreign is None:
        found = guess(data)
        if found is None:
            return _decoded(data, "cp1252", "last-resort", False, is_whole)
        return _decoded(data, found.encoding, "guess", found.is_sure, is_whole)
    return _mixed(data, lines, foreign, is_whole)


def _foreign_lines(lines: Sequence[bytes], is_whole: bool) -> list[int] | None:
    """Which lines of a text with UTF-8 in it are in another encoding; None for a text without UTF-8.

    A line that is UTF-8 but for a byte or two is damaged and not foreign.
    """
    foreign, wide = [], 0
    for at, line in enumerate(lines):
        if line.isascii():
            continue
        text = line.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(char > "\x7f" for char in text) - wrong
        is_cut = not is_whole and at == len(lines) - 1
        if wrong and wrong > right // 4 and not (is_cut and wrong == 1):
            foreign.append(at)
        else:
            wide += right
    return foreign if wide >= _CONVINCING else None


def _mixed(data: bytes, lines: Sequence[bytes], foreign: Sequence[int], is_whole: bool) -> Decoded:
    """UTF-8 with some lines in another encoding, or with damage."""
    found = guess(b"\n".join(lines[at] for at in foreign)) if foreign else None
    if found is None:
        return _decoded(data, "utf-8", "fits", False, is_whole)
    others = {at: lines[at].decode(found.encoding, "replace").encode("utf-8") for at in foreign}
    whole = b"\n".join(others.get(at, line) for at, line in enumerate(lines))
    decoded = _decoded(whole, "utf-8", "fits", found.is_sure, is_whole)
    return structs.replace(decoded, mixed=found.encoding, mixed_lines=tuple(at + 1 for at in foreign))


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
    """UTF-16 without a mark: nearly all bytes in one place of two are the few that alphabets begin with."""
    sample = data[:4096]
    if len(sample) < 6 or len(data) % 2:
        return None
    half = len(sample) // 2
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        shared = sum(byte in _WIDE_PAGES for byte in high)
        # Control characters stand in no text in one byte a letter, and blanks and digits in nearly every other.
        controls = sum(byte < 0x09 for byte in high)
        if shared >= 0.9 * half and controls >= 0.3 * half and sum(byte < 0x09 for byte in low) <= 0.05 * half:
            return encoding
    return None
