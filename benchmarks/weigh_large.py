"""A hundred thousand invented claims weighed: time, memory, and how the cost grows.

    python benchmarks/weigh_large.py [--claims 100000] [--incidents 3000] [--profile]

Half of the claims are noted in a researcher's sheet, half stand in invented texts of twenty sentences, of which
every tenth repeats another one. Everything is made up. Each size is weighed in a process of its own, so that its
memory is its own; times are CPU seconds of one core, for the whole stage, tables in and tables out. The last line
tells by which power of the number of claims the cost grew over the last doubling; n log n is 1.06 there.

Aim: 100,000 claims in 20 seconds and 1 GB.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import math
import pstats
import random
import resource
import subprocess
import sys
import time

from cenotaph import table
from cenotaph.record import Block, Claim, Count, Entry, Incident, Link, Person, Source, Span, Text
from cenotaph.weigh import weigh

KINDS = ("killed", "injured", "missing", "detained")
VERBS = {"killed": "were killed", "injured": "were injured", "missing": "went missing", "detained": "were detained"}
WHOM = ("people", "civilians", "soldiers", "children", "residents")
SPEAKERS = (None, "the ministry", "doctors", "eyewitnesses", "a local paper")
PER_TEXT = 20


def incidents(number: int) -> list[Incident]:
    """Invented incidents, one to a place and a day."""
    days = [f"{1990 + n % 30}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(number)]
    return [Incident(f"incident-{n}", f"Incident {n}", day, day, (f"Ozmara {n}",)) for n, day in enumerate(days)]


def source(name: str, number: int) -> Source:
    """An invented source, dated some time after its incident."""
    published = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    perspective = ("family", "official", "press")[number % 3]
    return Source(
        name,
        "cited" if name.startswith("cit") else "read",
        title=f"Report {number}",
        publisher=f"News of Vexia {number % 97}",
        published=published,
        language="en",
        perspective=perspective,
        access="public",
    )


def noted(number: int, declared: list[Incident], draw: random.Random) -> list[Claim]:
    """Rows of a researcher's sheet."""
    found = []
    for row in range(number):
        one = draw.randrange(len(declared))
        low = draw.randrange(1, 400)
        incident = declared[one]
        where = draw.choice((f"Ozmara {one}", f"Lime Street {draw.randrange(5)}, Ozmara {one}", None))
        found.append(
            Claim(
                id=f"clm-n{row:07}",
                source=f"cit-{draw.randrange(2000):05}",
                span=Span("src-sheet", str(low), sheet="claims", cell=f"D{row + 2}"),
                kind=draw.choice(KINDS),
                count=Count(low, low if draw.random() < 0.8 else None, "exact"),
                whom=draw.choice(WHOM),
                when=draw.choice((incident.start, (incident.start or "")[:7], None)),
                where=where,
                speaker=draw.choice(SPEAKERS),
                basis="noted",
                incident=incident.id,
                access="public",
            )
        )
    return found


def written(number: int, declared: list[Incident], draw: random.Random) -> tuple[list[Text], list[Claim]]:
    """Texts of `PER_TEXT` sentences, each with one claim; every tenth text repeats the one before."""
    texts: list[Text] = []
    claims: list[Claim] = []
    told: list[tuple[int, str, tuple[str, str]]] = []
    for count in range(number // PER_TEXT):
        one = draw.randrange(len(declared))
        if count % 10 != 9 or not told:
            told = [(draw.randrange(2, 400), draw.choice(KINDS), sentence_around(draw)) for _ in range(PER_TEXT)]
        body, spans = "", []
        for low, kind, (before, behind) in told:
            sentence = f"{before} {low} people {VERBS[kind]} {behind}."
            spans.append((len(body), len(body) + len(sentence)))
            body += sentence + " "
        name = f"src-{count:05}"
        sha256 = hashlib.sha256(body.encode()).hexdigest()
        block = Block("paragraph", 0, len(body))
        texts.append(Text(f"txt-{count:05}", name, sha256, body, "en", published="2001-02-03", blocks=(block,)))
        for row, ((start, end), (low, kind, _)) in enumerate(zip(spans, told, strict=True)):
            span = Span(name, body[start:end], sha256, start, end)
            stated = Count(low, low)
            claims.append(
                Claim(f"clm-q{count:05}{row:02}", name, span, kind, stated, "people", incident=declared[one].id)
            )
    return texts, claims


def sentence_around(draw: random.Random) -> tuple[str, str]:
    """Invented words to stand before and behind what a sentence states."""
    words = ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(14)]
    return " ".join(words[:6]).capitalize(), " ".join(words[6:])


def measure(number: int, incident_count: int, is_profiled: bool) -> tuple[float, int]:
    """CPU seconds and peak memory in MB of one weighing."""
    draw = random.Random(7)
    declared = incidents(incident_count)
    texts, quoted = written(number // 2, declared, draw)
    claims = noted(number - len(quoted), declared, draw) + quoted
    sources = [source(f"cit-{n:05}", n) for n in range(2000)] + [source(text.source, n) for n, text in enumerate(texts)]
    tables = (table.to_table(sources, Source), table.to_table(texts, Text), table.to_table(claims, Claim))
    empty = (table.empty(Entry), table.empty(Person), table.empty(Link))
    profile = cProfile.Profile()
    if is_profiled:
        profile.enable()
    start = time.process_time()
    weighed = weigh(*tables, *empty, declared, ())
    seconds = time.process_time() - start
    profile.disable()
    if is_profiled:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(30)
    sizes = (
        f"{weighed.questions.num_rows} questions, {weighed.copy_groups.num_rows} groups, {weighed.flags.num_rows} flags"
    )
    print(sizes, file=sys.stderr)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Weigh three sizes, each double the one before, and tell how the cost grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--incidents", type=int, default=3000)
    parser.add_argument("--profile", action="store_true", help="Where the time of the largest size goes.")
    parser.add_argument("--alone", action="store_true", help="Only this size, in this process.")
    chosen = parser.parse_args()
    if chosen.alone or chosen.profile:
        print(*measure(chosen.claims, chosen.incidents, chosen.profile))
        return
    seconds = []
    for size in (chosen.claims // 4, chosen.claims // 2, chosen.claims):
        command = [sys.executable, __file__, "--alone", f"--claims={size}", f"--incidents={chosen.incidents}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        taken, memory = done.stdout.split()
        seconds.append(float(taken))
        print(f"{size:,} claims: {seconds[-1]:.1f} s, {memory} MB; {done.stderr.strip()}")
    print(f"the cost grew by the power {math.log2(seconds[-1] / seconds[-2]):.2f} over the last doubling")


if __name__ == "__main__":
    main()
