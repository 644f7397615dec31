"""How fast and how well files are read: files a second, words kept, words of the page around them.

    python benchmarks/read.py [--reports N]

Three sets. The agency reports of MUC-4 (../shared/data, not part of the project; left out where
absent): files a second in this process, and the share of paragraphs (lines between blank lines)
that come out whole. The layouts under `tests/cases/read/html_layout_*`, each with the paragraphs
of its article and words of its furniture: how many of both come out. The pages of
`examples/ozmara`: pages a second. trafilatura, where installed, runs over the same pages in the
same run, once as it comes and once in favour of recall; the last column is our ratio to it.

Limits: the layouts are invented and were partly fitted to; the paragraphs of MUC-4 count as not
whole where their dateline or signature is told apart, so their first and last are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cenotaph.read import read_file

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "muc4" / "dev"
LAYOUTS = ROOT / "tests" / "cases" / "read"
PAGES = ROOT / "examples" / "ozmara" / "sources" / "news"
REPORT = re.compile(r"^(DEV-MUC3-\d{4}) .*$", re.MULTILINE)
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n)+")
Extract = Callable[[Path], str]


def ours(path: Path) -> str:
    """What we take for the words of a page."""
    text = read_file(path).text
    return "\n".join(text.text[b.start : b.end] for b in text.blocks if b.kind != "furniture") if text else ""


def peers() -> dict[str, Extract]:
    """The ways of trafilatura over a page; empty where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        return {}

    def extract(path: Path, favor_recall: bool) -> str:
        page = path.read_bytes().decode("utf-8", "replace")
        return trafilatura.extract(page, favor_recall=favor_recall, include_comments=False, with_metadata=True) or ""

    return {"trafilatura": lambda path: extract(path, False), "trafilatura, recall": lambda path: extract(path, True)}


def reports(folder: Path, number: int) -> list[Path]:
    """The first reports of MUC-4 as files of their own."""
    found: list[Path] = []
    for origin in sorted(DATA.glob("dev-muc3-*")):
        text = origin.read_text(encoding="latin-1")
        starts = list(REPORT.finditer(text))
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            path = folder / f"{start[1].lower()}.txt"
            path.write_text(text[start.end() : end.start() if end else len(text)].strip("\n") + "\n", encoding="utf-8")
            found.append(path)
    return found[:number]


def measure_reports(paths: Sequence[Path]) -> str:
    """Files a second, and the share of paragraphs that come out whole."""
    begun = time.process_time()
    readings = [read_file(path) for path in paths]
    seconds = time.process_time() - begun
    whole = every = dated = 0
    for reading in readings:
        if reading.text is None:
            continue
        dated += reading.text.published is not None
        stating = {
            (block.start, block.end) for block in reading.text.blocks if block.kind in ("paragraph", "list_item")
        }
        inner = list(PARAGRAPH.finditer(reading.text.text + "\n"))[1:-1]
        spans = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.start() + len(m[0].rstrip())) for m in inner]
        whole += sum(span in stating for span in spans)
        every += len(spans)
    return (
        f"MUC-4    {len(paths):,} reports, {len(paths) / seconds:,.0f} files a processor second; "
        f"{whole:,} of {every:,} inner paragraphs whole ({whole / max(1, every):.1%}); {dated / len(paths):.1%} dated"
    )


def measure_layouts(name: str, extract: Extract) -> str:
    """Of the layouts' expected paragraphs and furniture, how many come out."""
    kept = wanted = taken = furniture = 0
    for case in sorted(LAYOUTS.glob("html_layout_*")):
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        words = _squeezed(extract(next(case.glob("in.*"))))
        kept += sum(_squeezed(each) in words for each in expected["text_has"])
        taken += sum(_squeezed(each) in words for each in expected["text_lacks"])
        wanted += len(expected["text_has"])
        furniture += len(expected["text_lacks"])
    return f"Layouts  {name:<20} {kept}/{wanted} paragraphs, {taken}/{furniture} pieces of furniture"


def pages_a_second(extract: Extract) -> float:
    """Pages of the example read in a second; the first page, which loads libraries, is read before."""
    paths = sorted(PAGES.glob("*.html"))
    extract(paths[0])
    begun = time.process_time()
    for path in paths:
        extract(path)
    return len(paths) / (time.process_time() - begun)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def main() -> None:
    """Measure, and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=1300)
    number = arguments.parse_args().reports
    if DATA.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            print(measure_reports(reports(Path(folder), number)))
    else:
        print(f"MUC-4    left out: {DATA} is not here")
    others = peers()
    if not others:
        print("Peer     left out: trafilatura is not installed")
    for name, extract in {"ours": ours, **others}.items():
        print(measure_layouts(name, extract))
    speed = pages_a_second(ours)
    print(f"Pages    {'ours':<20} {speed:,.0f} a processor second")
    for name, extract in others.items():
        theirs = pages_a_second(extract)
        print(f"Pages    {name:<20} {theirs:,.0f} a processor second; ours {speed / theirs:.2f} of it")


if __name__ == "__main__":
    main()
