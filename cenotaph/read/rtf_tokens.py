"""Rich text (RTF) as bytes: its tokens, its code pages, its tables of fonts and styles.

Source: Rich Text Format (RTF) Specification, version 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from cenotaph.encoding import decode

OPEN, CLOSE, WORD, BYTES = "{", "}", "word", "bytes"

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_BRACE = re.compile(rb"\\bin([0-9]{1,10}) ?|\\[^a-zA-Z]|[{}]", re.DOTALL)
_CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{1,5})")
_FONT = re.compile(rb"\\f([0-9]{1,6})(?![0-9])")
_CHARSET = re.compile(rb"\\fcharset([0-9]{1,3})")
_OWN_PAGE = re.compile(rb"\\cpg([0-9]{1,5})")
_STYLE = re.compile(rb"\{\s*\\s([0-9]{1,6})(?![0-9])([^{}]{0,2000})")
_STYLE_NAME = re.compile(r"(?:\\[a-z]+-?\d* ?|^)([^\\;]+);?\s*$", re.IGNORECASE)
_HIGH = re.compile(rb"(?:\\'[89a-fA-F][0-9a-fA-F])+")
_ESCAPED = re.compile(rb"\\'([0-9a-fA-F]{2})|\\[a-zA-Z]+-?[0-9]* ?|[{}]")
_SAMPLE = 400_000

# fmt: off
_CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_arabic", 84: "mac_hebrew",
    85: "mac_greek", 86: "mac_turkish", 89: "mac_cyrillic", 88: "mac_latin2", 128: "cp932", 129: "cp949",
    130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 179: "cp1256", 180: "cp1256", 181: "cp1255", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}
"""The encoding of a font by its character set (specification, "Font Table"); 0 and 1 say nothing of the bytes."""
# fmt: on


class Token(NamedTuple):
    """One token: a brace, a control word with its number, or bytes of the text."""

    kind: str  # OPEN, CLOSE, WORD or BYTES
    word: str = ""  # of a control word; a control symbol is its one character
    number: int | None = None
    data: bytes = b""
    is_escaped: bool = False  # the bytes are one that was written as two hexadecimal digits


class Encoding(NamedTuple):
    """How the bytes of a file become letters."""

    default: str  # Python's name of the encoding where no font says otherwise
    is_certain: bool
    fonts: dict[int, str]  # number of a font -> its encoding, of fonts that state one
    symbols: dict[int, str]  # number of a font whose letters are signs -> its name


class Tokens:
    """The tokens of a file, from which whole groups can be taken out unread.

    Args:
        data: the whole file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def __iter__(self) -> Iterator[Token]:
        """Every token up to the end; white space between lines is none."""
        data, match = self._data, _TOKEN.match
        while (found := match(data, self.at)) is not None:
            self.at = found.end()
            word, number, escaped, symbol, brace, plain = found.groups()
            if plain is not None:
                yield Token(BYTES, data=plain)
            elif word is not None:
                name = word.decode("ascii")
                value = None if number is None else int(number)
                if name == "bin":
                    self.at += max(0, value or 0)
                else:
                    yield Token(WORD, name, value)
            elif brace is not None:
                yield _OPEN if brace == b"{" else _CLOSE
            elif escaped is not None:
                yield Token(BYTES, data=bytes.fromhex(escaped.decode("ascii")), is_escaped=True)
            elif symbol is not None:
                yield Token(WORD, symbol.decode("latin-1"))

    def rest_of_group(self) -> bytes:
        """What is left of the innermost open group, its closing brace left to be read; binary data passed over."""
        start = self.at
        level = 0
        while (found := _BRACE.search(self._data, self.at)) is not None:
            brace = found.group()
            if found[1] is not None:
                self.at = found.end() + int(found[1])
            elif brace == b"}" and level == 0:
                self.at = found.start()
                return self._data[start : self.at]
            else:
                self.at = found.end()
                level += (brace == b"{") - (brace == b"}")
        self.at = len(self._data)
        return self._data[start:]

    def left(self) -> bytes:
        """What follows, white space and NUL left out."""
        return self._data[self.at :].strip(b" \t\r\n\0\x1a")


_OPEN = Token(OPEN)
_CLOSE = Token(CLOSE)


def encoding_of(data: bytes) -> Encoding:
    """How the bytes of a file become letters.

    A file states a code page and a character set for each font. Programs of the time before Unicode left both at
    "Western" and wrote Cyrillic or Arabic bytes, so where most bytes beyond ASCII stand in runs as no Western word has
    them, the stated Western page is not believed.
    """
    fonts, symbols = _fonts(data)
    head = data[:4096]
    stated = _CODE_PAGE.search(head)
    named = _page(int(stated[1])) if stated else None
    usual = named or next((page for word, page in _FAMILIES if word in head), "cp1252")
    if not data[:_SAMPLE].isascii() and _is_utf8(data[:_SAMPLE]):
        return Encoding("utf-8", False, {}, symbols)
    if usual not in ("cp1252", "mac_roman") or not _is_foreign(data[:_SAMPLE]):
        return Encoding(usual, True, fonts, symbols)
    guess = decode(_plain(data[:_SAMPLE]))
    is_guess = not guess.is_binary and guess.encoding.startswith(("cp", "koi8", "iso8859", "mac"))
    return Encoding(guess.encoding if is_guess else usual, False, fonts, symbols)


_FAMILIES = ((b"\\mac", "mac_roman"), (b"\\pca", "cp850"), (b"\\pc", "cp437"))


def style_names(group: bytes) -> dict[int, str]:
    """The names of the paragraph styles in a style sheet, in small letters."""
    found = {}
    for match in _STYLE.finditer(group):
        name = _STYLE_NAME.search(match[2].decode("latin-1"))
        if name:
            found[int(match[1])] = name[1].strip().lower()
    return found


def _fonts(data: bytes) -> tuple[dict[int, str], dict[int, str]]:
    start = data.find(b"\\fonttbl", 0, 200_000)
    if start < 0:
        return {}, {}
    tokens = Tokens(data)
    tokens.at = start
    every: dict[int, str] = {}
    symbols: dict[int, str] = {}
    for part in tokens.rest_of_group().split(b";"):
        font, charset, page = _FONT.search(part), _CHARSET.search(part), _OWN_PAGE.search(part)
        if font is None:
            continue
        number = int(font[1])
        encoding = (_page(int(page[1])) if page else None) or (_CHARSETS.get(int(charset[1])) if charset else None)
        if encoding and _is_known(encoding):
            every[number] = encoding
        if charset and int(charset[1]) == 2:
            symbols[number] = (
                "Symbol" if part.rstrip().endswith(b"Symbol") else part.rpartition(b" ")[2].decode("latin-1")
            )
    return every, symbols


def _page(number: int) -> str | None:
    name = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 20866: "koi8_r", 28595: "iso8859_5"}.get(number)
    name = name or f"cp{number}"
    return name if _is_known(name) else None


def _is_known(encoding: str) -> bool:
    try:
        return isinstance(b"a".decode(encoding), str)
    except (LookupError, ValueError, AssertionError):
        return False


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _is_foreign(data: bytes) -> bool:
    """Whether most escaped bytes beyond ASCII stand three or more together, as in no Western language."""
    runs = [len(run) // 4 for run in _HIGH.findall(data)]
    return sum(length for length in runs if length >= 3) * 2 > sum(runs) > 8


def _plain(data: bytes) -> bytes:
    """The bytes of the text, control words left out; for guessing only."""
    return _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode("ascii")) if match[1] else b" ", data)


def moment(packed: bytes) -> str:
    """A time as Word packs it into 32 bits (specification, "Date and time"), as ISO 8601; empty when it is none."""
    if not re.fullmatch(rb"-?[0-9]{1,12}", packed):
        return ""
    bits = int(packed) & 0xFFFFFFFF
    minute, hour, day, month = bits & 63, bits >> 6 & 31, bits >> 11 & 31, bits >> 16 & 15
    try:
        return dt.datetime(1900 + (bits >> 20 & 511), month, day, hour, minute).isoformat(timespec="minutes")  # noqa: DTZ001 - the file states no zone
    except ValueError:
        return ""
