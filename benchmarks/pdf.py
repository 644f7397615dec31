"""How fast PDFs are read, and whether every line of their tables and lists comes out.

    python benchmarks/pdf.py [FILE...]

Without files, on PDFs of the tests' own writer: prose, tables and numbered lists of invented people over many pages.
Pages a processor second of the whole reader (text, blocks, rows, language, a second program's reading of a sample),
beside PDFium's bare text in the same run; then the lines that were written and the rows that came out.

Limits: the writer sets whole lines at once, as word processors do. A browser prints letter by letter; there the second
program takes most of the time of a short document.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Limits, Reading
from cenotaph.record import Source

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "unit" / "read"))

from pdf_writer import lines, pdf, table

NAMES = ("Nadia Placeholder", "Arvo Testman", "Bela Sample", "Ilva Nobody", "Cyra Mockova", "Dario Mock")
SENTENCE = "In the night of 4 March 1991 the commission of Ozmara counted 42 people who had died on the bridge."
COLUMNS = (60.0, 100.0, 300.0, 360.0)
PAGES = 200


def made() -> dict[str, tuple[bytes, int]]:
    """PDFs by name, and how many people each lists."""
    people = [(str(at), NAMES[at % 6], str(10 + at % 70), "Tavri") for at in range(1, PAGES * 35 + 1)]
    head = ("No", "Full name", "Age", "Place")
    tables = [table([head, *people[at : at + 35]], COLUMNS, top=780) for at in range(0, len(people), 35)]
    items = [
        lines([f"{at}. {name}, aged {age}" for at, name, age, _ in people[at : at + 50]]) for at in range(0, 5000, 50)
    ]
    return {
        "prose": (pdf([lines([f"{SENTENCE} {at} {line}" for line in range(50)]) for at in range(PAGES)]), 0),
        "table": (pdf(tables), len(people)),
        "list": (pdf(items), 5000),
    }


def read(data: bytes) -> Reading:
    """The reading of a PDF."""
    return read_bytes(data, described(data, Source(id="", status="cited", path="a.pdf")), Limits())


def bare(data: bytes) -> int:
    """The pages of a PDF, each of whose text PDFium has read."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Processor seconds of some work."""
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


def main() -> None:
    """Measure, and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", type=Path)
    files = arguments.parse_args().files
    cases = {path.name: (path.read_bytes(), 0) for path in files} if files else made()
    read(pdf([lines([SENTENCE])]))
    for name, (data, people) in cases.items():
        pages, reading = bare(data), read(data)
        ours, theirs = pages / seconds(read, data), pages / seconds(bare, data)
        rows = sum(row.kind == "data" for row in reading.rows)
        told = f"; {rows:,} rows of {people:,} people" if people or rows else ""
        codes = ", ".join(flag.code for flag in reading.flags)
        print(f"{name:<24} {pages:>4} pages, {ours:5,.0f} a second, bare {theirs:5,.0f}{told} {codes}")


if __name__ == "__main__":
    main()
