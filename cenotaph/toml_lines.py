"""On which line of a TOML file each value stands: what `tomllib` does not tell and a good error needs.

The file is known to be valid TOML (`tomllib` read it first), so this only walks it. A place in the
file is a tuple of keys and list positions: `("incidents", 0, "start")` is `start` of the first
`[[incidents]]`.
"""

from __future__ import annotations

import re
import tomllib

Place = tuple[str | int, ...]

_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


def line_numbers(text: str) -> dict[Place, int]:
    """The 1-based line of every key, table and list element of `text`, by its place.

    Args:
        text: a valid TOML document.
    """
    return _Walk(text).walk()


class _Walk:
    """One pass over a valid document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.lengths: dict[Place, int] = {}  # how many [[tables]] a list of tables has so far
        self._line, self._counted = 1, 0

    def walk(self) -> dict[Place, int]:
        table: Place = ()
        while self._skip_blank() < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> Place:
        is_list = self.text.startswith("[[", self.at)
        line = self._line_here()
        self.at += 2 if is_list else 1
        keys = self._key()
        self._skip_blank()
        self.at += 2 if is_list else 1
        place = self._resolve((), keys[:-1])
        if is_list:
            place = (*place, keys[-1])
            self.lines.setdefault(place, line)
            position = self.lengths.get(place, 0)
            self.lengths[place] = position + 1
            place = (*place, position)
        else:
            place = self._resolve(place, keys[-1:])
        self.lines.setdefault(place, line)
        return place

    def _pair(self, table: Place) -> None:
        line = self._line_here()
        place: Place = table
        for key in self._key():
            place = (*place, key)
            self.lines.setdefault(place, line)
        self._skip_blank()
        self.at += 1  # the equals sign
        self._skip_blank()
        self._value(place)

    def _value(self, place: Place) -> None:
        if self.text.startswith("[", self.at):
            self._array(place)
        elif self.text.startswith("{", self.at):
            self._inline_table(place)
        elif found := _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at):
            self.at = found.end()

    def _array(self, place: Place) -> None:
        self.at += 1
        position = 0
        while not self._closes("]"):
            self.lines.setdefault((*place, position), self._line_here())
            self._value((*place, position))
            position += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while not self._closes("}"):
            self._pair(place)

    def _closes(self, end: str) -> bool:
        self._skip_blank()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip_blank()
        if self.text.startswith(end, self.at):
            self.at += 1
            return True
        return False

    def _key(self) -> tuple[str, ...]:
        parts = []
        while True:
            self._skip_blank()
            found = _KEY.match(self.text, self.at)
            assert found, "the document is valid"
            key = found.group()
            parts.append(key if key[0] not in "\"'" else tomllib.loads(f"key = {key}")["key"])
            self.at = found.end()
            self._skip_blank()
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _resolve(self, place: Place, keys: tuple[str, ...]) -> Place:
        """`keys` below `place`, where a key that is a list of tables means its last table."""
        for key in keys:
            place = (*place, key)
            if place in self.lengths:
                place = (*place, self.lengths[place] - 1)
        return place

    def _skip_blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line
