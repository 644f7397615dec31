"""Capture histories: how many people stand on exactly which lists, the only thing an estimator sees."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from cenotaph.errors import StorageError, ValueFormatError


class Histories(Struct, frozen=True):
    """How many people stand on exactly which lists."""

    lists: tuple[str, ...]  # names of the list systems, in the order of the digits
    counts: tuple[tuple[str, int], ...]  # ("101", 12): 12 people on the first and third list only; sorted, no zeros

    @property
    def observed(self) -> int:
        """People on at least one list."""
        return sum(count for _, count in self.counts)

    @property
    def overlap(self) -> int:
        """People on more than one list."""
        return sum(count for history, count in self.counts if history.count("1") > 1)

    def only_on(self) -> tuple[int, ...]:
        """Per list, the people who stand on it and on no other."""
        by_history = dict(self.counts)
        size = len(self.lists)
        return tuple(by_history.get("".join("1" if i == j else "0" for j in range(size)), 0) for i in range(size))

    def on_exactly(self, lists: int) -> int:
        """People on exactly `lists` lists."""
        return sum(count for history, count in self.counts if history.count("1") == lists)

    def contained(self) -> Iterator[tuple[str, str]]:
        """Pairs (inner, outer) of lists where everyone on the inner one stands on the outer one too."""
        for i, inner in enumerate(self.lists):
            members = [(history, count) for history, count in self.counts if history[i] == "1"]
            for j, outer in enumerate(self.lists):
                if i != j and members and all(history[j] == "1" for history, _ in members):
                    yield inner, outer


def histories(counts: Mapping[str, int], lists: tuple[str, ...] = ()) -> Histories:
    """Checked histories of a mapping such as `{"10": 7, "01": 9, "11": 12}`.

    The cell of people on no list ("00") is what is sought, so it may only be absent or zero.

    Raises:
        ValueFormatError: keys that are no digits 0 and 1, of different lengths, or a count below zero.
    """
    sizes = {len(history) for history in counts}
    if not counts or len(sizes) != 1 or any(set(history) - {"0", "1"} for history in counts):
        raise ValueFormatError(
            "this is no table of capture histories",
            "each key must be as many digits 0 or 1 as there are lists",
            'give for instance {"10": 7, "01": 9, "11": 12}',
        )
    size = sizes.pop()
    if lists and len(lists) != size:
        raise ValueFormatError("names and histories differ", f"{len(lists)} lists are named, histories have {size}")
    for history, count in counts.items():
        if isinstance(count, bool) or not isinstance(count, int) or count < 0 or (count and "1" not in history):
            raise ValueFormatError(
                f"history {history} has the count {count!r}",
                "counts are whole numbers of people seen; those on no list are what is estimated",
            )
    kept = tuple(sorted((history, count) for history, count in counts.items() if count))
    return Histories(lists=lists or tuple(f"list {i + 1}" for i in range(size)), counts=kept)


def read_histories(path: Path) -> Histories:
    """Histories of a JSON or CSV file.

    JSON: `{"101": 12, ...}`, or `{"lists": [...], "counts": {...}}`. CSV: one column of 0 and 1 per list, and
    a last column with the number of people; the header names the lists.

    Raises:
        StorageError: the file cannot be read.
        ValueFormatError: it holds no capture histories.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read", str(error)) from error
    try:
        if path.suffix.lower() == ".json":
            return _from_json(json.loads(text))
        return _from_csv(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ValueFormatError):
            raise
        raise ValueFormatError(f"{path} holds no capture histories", str(error)) from error


def _from_json(data: dict[str, object]) -> Histories:
    counts = data.get("counts", data)
    names = data.get("lists", ())
    if not isinstance(counts, dict) or not isinstance(names, list | tuple):
        raise ValueFormatError("this is no table of capture histories", "`counts` is no mapping or `lists` no list")
    return histories(counts, tuple(str(name) for name in names))


def _from_csv(text: str) -> Histories:
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows or len(rows[0]) < 2:
        raise ValueFormatError("this is no table of capture histories", "it needs a column per list and one of counts")
    header, *lines = rows
    counts: dict[str, int] = {}
    for number, row in enumerate(lines, start=2):
        if len(row) != len(header):
            raise ValueFormatError(f"line {number} has {len(row)} cells", f"the header has {len(header)}")
        history = "".join(cell.strip() for cell in row[:-1])
        counts[history] = counts.get(history, 0) + int(row[-1])
    return histories(counts, tuple(name.strip() for name in header[:-1]))
