"""How well and how fast `find_times` reads expressions of time, on TimeML texts.

    python benchmarks/times.py [FOLDER] [--errors]

FOLDER holds TimeML files (`*.tml`) with TIMEX3 inline; without it, `../shared/data/time/wikiwars-train`,
of which every third file (by number) is held aside and was never looked at while rules were made.
Prints, per part: expressions, F1 of extents (strict: same characters; relaxed: overlap), F1 of values
(relaxed extent and same value, as in TempEval-3), accuracy of values of the matched, characters a second.

Metrics after UzZaman et al., "SemEval-2013 Task 1: TempEval-3". None of the texts is part of the project.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from cenotaph.claim.times import Time, find_times

DEFAULT = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "time" / "wikiwars-train"
_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_VALUE = re.compile(r'\bvalue="([^"]*)"')


@dataclass
class Expression:
    """One expression: where it stands and its TIMEX3 value."""

    start: int
    end: int
    value: str
    quote: str


@dataclass
class Document:
    """One TimeML file: its text without tags, its date, its expressions."""

    name: str
    text: str
    published: str | None
    gold: list[Expression]


@dataclass
class Score:
    """Counts over documents."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    characters: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0

    def line(self, name: str) -> str:
        """The figures as one line."""
        return (
            f"{name:<8} gold {self.gold:>5} found {self.found:>5}  strict F1 {self.f1(self.strict):.3f}"
            f"  relaxed F1 {self.f1(self.relaxed):.3f}  (P {self.relaxed / max(self.found, 1):.3f}"
            f" R {self.relaxed / max(self.gold, 1):.3f})  value F1 {self.f1(self.value):.3f}"
            f"  value accuracy {self.value / max(self.relaxed, 1):.3f}"
            f"  {self.characters / max(self.seconds, 1e-9) / 1000:,.0f} kchar/s"
        )


def read_timeml(path: Path) -> Document:
    """A TimeML file as text and expressions; only what stands inside TEXT counts."""
    raw = path.read_text(encoding="utf-8")
    date = re.search(r"<DCT>.*?value=\"([^\"]*)\"", raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
    gold: list[Expression] = []
    text = ""
    open_tags: list[tuple[int, str]] = []
    for piece in re.split(r"(<[^>]*>)", body[1] if body else raw):
        if piece.startswith("<TIMEX3"):
            value = _VALUE.search(piece)
            open_tags.append((len(text), value[1] if value else ""))
        elif piece == "</TIMEX3>":
            start, value_text = open_tags.pop()
            gold.append(Expression(start, len(text), value_text, text[start:]))
        elif not (piece.startswith("<") and piece.endswith(">")):
            text += html.unescape(piece)
    published = date[1][:10] if date else None
    return Document(path.stem, text, published, sorted(gold, key=lambda e: e.start))


def timex3(found: Time) -> str:
    """The value of a time as TimeML writes it, durations and references included."""
    return found.timex3 or "null"


def expressions(times: tuple[Time, ...]) -> list[Expression]:
    """One expression a date: TimeML marks the two dates of a range one by one."""
    flat = [part for found in times for part in (found.parts or (found,))]
    return [Expression(t.start, t.end, timex3(t), t.quote) for t in flat]


def score(document: Document, total: Score) -> None:
    """Read one document and add its counts."""
    before = time.perf_counter()
    times = find_times(document.text, "en", document.published)
    total.seconds += time.perf_counter() - before
    total.characters += len(document.text)
    found = expressions(times)
    total.gold += len(document.gold)
    total.found += len(found)
    free = list(found)
    for wanted in document.gold:
        match = next((f for f in free if f.start == wanted.start and f.end == wanted.end), None)
        match = match or next((f for f in free if f.start < wanted.end and wanted.start < f.end), None)
        context = document.text[max(0, wanted.start - 40) : wanted.end + 25].replace("\n", " ")
        if match is None:
            total.errors.append(f"MISSED  {document.name[:6]} {wanted.quote!r} = {wanted.value}   | {context}")
            continue
        free.remove(match)
        total.relaxed += 1
        is_strict = match.start == wanted.start and match.end == wanted.end
        total.strict += is_strict
        total.value += match.value == wanted.value
        if not is_strict:
            total.errors.append(f"EXTENT  {document.name[:6]} {wanted.quote!r} read {match.quote!r}   | {context}")
        if match.value != wanted.value:
            read = f"read {match.quote!r} {match.value}"
            total.errors.append(f"VALUE   {document.name[:6]} {wanted.quote!r} = {wanted.value} {read}   | {context}")
    for extra in free:
        context = document.text[max(0, extra.start - 40) : extra.end + 25].replace("\n", " ")
        total.errors.append(f"EXTRA   {document.name[:6]} {extra.quote!r} {extra.value}   | {context}")


def main() -> int:
    """Score a folder and print the figures."""
    parser = argparse.ArgumentParser(description="Score find_times on TimeML texts.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", action="store_true", help="list what was missed or misread in the part for tuning")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.tml")) if options.folder.is_dir() else []
    if not paths:
        print(f"skipped: no TimeML files in {options.folder}")
        return 0
    find_times("20 January 1990")  # compile the patterns outside the measured time
    parts: dict[str, Score] = {}
    is_default = options.folder.resolve() == DEFAULT.resolve()
    for path in paths:
        number = re.match(r"\d+", path.stem)
        aside = is_default and number is not None and int(number[0]) % 3 == 0
        score(read_timeml(path), parts.setdefault("aside" if aside else "tuned" if is_default else "all", Score()))
    for name in sorted(parts, reverse=True):
        print(parts[name].line(name))
        if options.errors and name != "aside":
            print("\n".join(parts[name].errors), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
