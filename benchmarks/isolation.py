"""What it costs to read files in a worker that is shut in, instead of in this process.

    python benchmarks/isolation.py [--files N] [--rounds N]

A folder of invented files is made: pages with menus and margins (HTML), reports of some pages (PDF), letters (text)
and lists of people (CSV). Each round reads all of them in this process, libraries loaded before, and then with one
worker, its start included; what comes out must be the same. Printed are, over all rounds, the median of what a worker
adds to one document, the ratio of the two times for the folder, and how long a worker takes to start.

Limits: both ways share the machine with whatever else runs; the fastest round of each way is compared. A folder of
text files alone costs more in proportion, since reading one takes less than handing it over.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from cenotaph.read import Item, Limits, Reading, read_sources
from cenotaph.read.formats import described_file, load_libraries, read_path
from cenotaph.read.worker_process import WorkerProcess

WORDS = [
    *("nobody", "came", "to", "the", "market", "of", "Vellmar", "that", "evening", "and", "lamps", "stayed", "dark"),
    *("while", "soldiers", "stood", "at", "bridge", "witnesses", "from", "harbour", "said", "seven", "people", "were"),
    *("carried", "hospital", "before", "morning", "shift", "began"),
]


def paragraph(chosen: random.Random, words: int) -> str:
    """Some invented sentences."""
    found = [
        " ".join(chosen.choice(WORDS) for _ in range(chosen.randrange(8, 22))).capitalize()
        for _ in range(max(1, words // 15))
    ]
    return ". ".join(found) + "."


def page(chosen: random.Random) -> bytes:
    """A news page with what stands around an article."""
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(25))
    body = "".join(f"<p>{paragraph(chosen, 60)}</p>" for _ in range(chosen.randrange(8, 25)))
    return (
        f"<!doctype html><html lang=en><head><title>{paragraph(chosen, 8)}</title><meta charset=utf-8></head><body>"
        f"<nav><ul>{menu}</ul></nav><article><h1>Ozmara remembers</h1><p>4 March 2001</p>{body}</article>"
        f"<aside>{menu}</aside><footer>Nowhere News</footer></body></html>"
    ).encode()


def report(chosen: random.Random) -> bytes:
    """A PDF of some pages."""
    number = chosen.randrange(2, 6)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(number))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {number} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n in range(number):
        lines = [paragraph(chosen, 15)[:95] for _ in range(40)]
        shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
        stream = f"BT /F1 10 Tf 60 760 Td {shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for at, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{at} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def letter(chosen: random.Random) -> bytes:
    """A letter of some paragraphs."""
    return "\n\n".join(["Ozmara, 4 March 1991", *(paragraph(chosen, 60) for _ in range(6))]).encode()


def people(chosen: random.Random) -> bytes:
    """A list of some people."""
    lines = [f"{n},Nadia Placeholder {chosen.randrange(10_000)},{chosen.randrange(1, 90)},Vellmar" for n in range(150)]
    return "\n".join(["No,Name,Age,Place", *lines]).encode()


MAKERS = (("html", page, 4), ("pdf", report, 2), ("txt", letter, 3), ("csv", people, 1))
"""Extension, maker, and how many of ten files."""


def make(folder: Path, number: int) -> list[Item]:
    """The files, the same in every run."""
    chosen = random.Random(1990)
    kinds = [(extension, maker) for extension, maker, share in MAKERS for _ in range(share)]
    found = []
    for n in range(number):
        extension, maker = kinds[n % len(kinds)]
        path = folder / f"{n:04d}.{extension}"
        path.write_bytes(maker(chosen))
        found.append(Item(path, described_file(path)))
    return found


def here(items: list[Item]) -> tuple[dict[str, float], dict[str, Reading]]:
    """Seconds for each file in this process, and the readings."""
    seconds, readings = {}, {}
    for path, source, _ in items:
        begun = time.perf_counter()
        readings[source.id] = read_path(path, source, Limits())
        seconds[source.id] = time.perf_counter() - begun
    return seconds, readings


def there(items: list[Item]) -> tuple[float, dict[str, float], dict[str, Reading]]:
    """Seconds for all files with one worker, seconds from one answer to the next, and the readings."""
    seconds, readings = {}, {}
    begun = last = time.perf_counter()

    def done(reading: Reading) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[reading.source], readings[reading.source] = now - last, reading
        last = now

    read_sources(items, 1, Limits(), done)
    return time.perf_counter() - begun, seconds, readings


def processor() -> float:
    """Seconds of processor time of this process and those that it has ended; other work on the machine adds little."""
    return sum(os.times()[:4])


def start(kinds: tuple[str, ...]) -> float:
    """Seconds until a worker is ready."""
    begun = time.perf_counter()
    worker = WorkerProcess(Limits(), kinds=kinds)
    worker.prepare()
    worker.wait_until_ready()
    found = time.perf_counter() - begun
    worker.stop()
    return found


def main() -> None:
    """Measure, and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        items = make(Path(folder), given.files)
        kinds = tuple(sorted({str(item.source.media_type) for item in items}))
        begun = time.perf_counter()
        load_libraries(kinds)
        loaded = time.perf_counter() - begun
        here(items[:20])
        added, alone, worked, busy_here, busy_there = [], [], [], [], []
        for _ in range(given.rounds):
            busy = [processor()]
            single, readings = here(items)
            busy.append(processor())
            whole, each, others = there(items)
            busy_there.append(processor() - busy[1])
            busy_here.append(busy[1] - busy[0])
            assert readings == others
            alone.append(sum(single.values()))
            worked.append(whole)
            # the first answer waits for the worker to start, which is told of apart
            added.append(statistics.median(each[i.source.id] - single[i.source.id] for i in items[1:]))
        starts = sorted(start(kinds) for _ in range(5))
    print(f"Files      {len(items)}: {', '.join(f'{share * 10} % {name}' for name, _, share in MAKERS)}")
    print(f"In process {min(alone):.2f} s, {1000 * min(alone) / len(items):.1f} ms a file")
    print(f"Worker     {min(worked):.2f} s, {1000 * min(worked) / len(items):.1f} ms a file, its start included")
    print(f"Added      {1000 * statistics.median(added):.1f} ms to a document (median); aim: at most 15")
    print(f"Folder     {min(worked) / min(alone):.2f} times as long; aim: at most 1.3")
    both = min(worked) / (min(alone) + loaded)
    print(f"           {both:.2f} times, were the libraries loaded in this process too ({1000 * loaded:.0f} ms)")
    print(f"Processor  {min(busy_there) / min(busy_here):.2f} times as busy, all processes together")
    print(f"Start      {1000 * starts[2]:.0f} ms until a worker is ready, its libraries loaded")


if __name__ == "__main__":
    main()
