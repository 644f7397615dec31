"""Copy groups against planted copies: pair precision, recall and F1.

    python benchmarks/copies.py [--reports 300] [--misses]

Four sets. The invented one (`tests/gold/copies`, two files: rules were made on `develop.toml` alone) holds originals,
the same texts reworded and translated by hand, and independent reports of the same events with the same figures. The
newsroom's (`newsroom_develop.toml`, `newsroom_report.toml`) was written before its writer had read a rule: texts cut to
two sentences, edited, translated, merged, quoted, brought up to date, reduced to a headline, and nothing made by
machine; `newsroom_second.toml` is a second one, of six other incidents. The last takes news reports of
`../shared/data/muc4/dev` (never copied here; skipped where absent); every sixth is copied by machine, and pairs among
the untouched ones that share a text of their own count as false, though some of them are real copies.

By machine a text is cut to a third, wrapped in another report, given a headline, quoted in part (two sentences of
it in another report), told with one word in ten changed, and told with its sentences in another order and one word
in five changed.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import re
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cenotaph.blocks import blocks
from cenotaph.record import Source, Text
from cenotaph.weigh.copies import copy_groups

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "gold" / "copies"
REPORTS = ROOT.parent / "shared" / "data" / "muc4" / "dev"

Pair = tuple[str, str]


class Planted(NamedTuple):
    """Sources with their texts, and the pairs that repeat one text by construction."""

    sources: list[Source]
    texts: list[Text]
    truth: set[Pair]


class Score(NamedTuple):
    """How many pairs were found and true; which were missed, and which are false."""

    precision: float
    recall: float
    f1: float
    missed: list[Pair]
    false: list[Pair]


def reports() -> list[str]:
    """The texts of all news reports, in order, without their headers."""
    found = []
    for path in sorted(REPORTS.glob("dev-muc3-*")):  # beside them lie the keys, which are nobody's reports
        for report in re.split(r"\n(?=DEV-MUC3-\d{4})", path.read_text(encoding="latin-1")):
            body = re.sub(r"\ADEV-MUC3-\d{4}\s*\([^)]*\)", "", report.strip())
            if len(body) > 400:
                found.append(body.strip())
    return found


def text(name: str, body: str, language: str = "en", published: str | None = None) -> Text:
    """A text with blocks and digest."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    return Text(f"txt-{name}", name, sha256, body, language=language, published=published, blocks=blocks(body))


def mechanical(body: str, host: str, draw: random.Random) -> dict[str, str]:
    """Copies of a text by machine, by what was done; `host` is a report in which parts of it are put."""
    words, sentences = body.split(), re.split(r"(?<=[.!?])\s+", body)
    start = draw.randrange(max(1, len(words) * 2 // 3))
    first, *rest = re.split(r"(?<=[.!?])\s+", host)
    part = draw.randrange(max(1, len(sentences) - 2))
    shuffled = draw.sample(sentences, len(sentences))
    return {
        "cut": " ".join(words[start : start + len(words) // 3]),
        "wrapped": "\n\n".join([first, body, " ".join(rest[:2])]),
        "headline": f"A headline of another paper\n\n{body}",
        "quoted": "\n\n".join([first, " ".join(sentences[part : part + 2]), " ".join(rest)]),
        "changed": " ".join(_changed(words, 0.1, draw)),
        "reordered": " ".join(_changed(" ".join(shuffled).split(), 0.2, draw)),
    }


def _changed(words: Sequence[str], share: float, draw: random.Random) -> list[str]:
    return [f"{word}ix" if draw.random() < share else word for word in words]


def news(bodies: list[str], hosts: list[str]) -> Planted:
    """News reports, every sixth copied by machine; `hosts` stand nowhere else in the set."""
    draw = random.Random(6)
    texts, truth = [], set()
    for number, body in enumerate(bodies):
        texts.append(text(f"{number:04}", body))
        if number % 6 == 0:
            copies = mechanical(body, hosts[number % len(hosts)], draw)
            texts += [text(f"{number:04}-{how}", copy) for how, copy in copies.items()]
            truth |= _pairs([f"{number:04}", *(f"{number:04}-{how}" for how in copies)])
    return Planted([Source(id=t.source, status="read") for t in texts], texts, truth)


def invented(name: str, host_name: str) -> Planted:
    """The reports of one file, its originals copied by machine into hosts of the other, and its translations cut."""
    draw = random.Random(6)
    told, others = ([*tomllib.loads((INVENTED / f"{n}.toml").read_text())["report"]] for n in (name, host_name))
    hosts = [report for report in others if report["how"] == "independent"]
    sources, texts, truth = [], [], set()
    groups: dict[tuple[str, str], list[str]] = {}
    for number, report in enumerate(told):
        source = f"{report['story']}-{report['origin']}-{number:02}-{report['how']}"
        bodies = {source: report["body"].strip()}
        if report["how"] == "original":
            host = next(r for r in hosts if r["language"] == report["language"])
            hosts.remove(host)  # no two originals are put into one host, which would make one group of their copies
            made = mechanical(bodies[source], host["body"].strip(), draw)
            bodies |= {f"{source}-{how}": copy for how, copy in made.items()}
        if report["how"] == "translated":
            paragraphs = bodies[source].split("\n\n")
            bodies[f"{source}-cut"] = "\n\n".join(paragraphs[:2])
        for one, body in bodies.items():
            publisher = report["publisher"] if one == source else f"Paper {len(texts)}"
            sources.append(Source(id=one, status="read", published=report["published"], publisher=publisher))
            texts.append(text(one, body, report["language"], report["published"]))
            groups.setdefault((report["story"], report["origin"]), []).append(one)
    for members in groups.values():
        truth |= _pairs(members)
    return Planted(sources, texts, truth)


def newsroom(name: str) -> Planted:
    """The reports of one file of the newsroom's; texts of a story that share a letter of `origin` repeat one text."""
    told = tomllib.loads((INVENTED / f"{name}.toml").read_text(encoding="utf-8"))["report"]
    named = {f"{r['story']}-{r['origin']}-{number:02}-{r['how']}": r for number, r in enumerate(told)}
    sources = [Source(n, "read", published=r["published"], publisher=r["publisher"]) for n, r in named.items()]
    texts = [text(n, r["body"].strip(), r["language"], r["published"]) for n, r in named.items()]
    truth = {
        (a, b)
        for a, b in _pairs([*named])
        if named[a]["story"] == named[b]["story"] and not {*named[a]["origin"]}.isdisjoint(named[b]["origin"])
    }
    return Planted(sources, texts, truth)


def _pairs(names: Sequence[str]) -> set[Pair]:
    return set(itertools.combinations(sorted(names), 2))


def score(planted: Planted) -> Score:
    """Precision, recall and F1 of the pairs that stand in one copy group."""
    groups = copy_groups(planted.sources, planted.texts)
    found = {pair for group in groups for pair in _pairs(group.sources)}
    right = len(found & planted.truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(planted.truth))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return Score(precision, recall, f1, sorted(planted.truth - found), sorted(found - planted.truth))


def say(name: str, planted: Planted, *, misses: bool = False) -> None:
    """Print the figures of one set."""
    start = time.process_time()
    made = score(planted)
    seconds = time.process_time() - start
    print(f"{name}: {len(planted.texts)} texts, {len(planted.truth)} true pairs, {seconds:.2f} s;", end=" ")
    print(f"precision {made.precision:.3f}, recall {made.recall:.3f}, F1 {made.f1:.3f}")
    for pair in made.missed if misses else ():
        print("    missed", *pair)
    for pair in made.false if misses else ():
        print("    false ", *pair)


def main(wanted: int, *, misses: bool = False) -> None:
    """Print the figures of every set; what was set aside by its totals alone."""
    say("invented, rules made on it", invented("develop", "set_aside"), misses=misses)
    say("invented, set aside", invented("set_aside", "develop"))
    say("newsroom, rules made on it", newsroom("newsroom_develop"), misses=misses)
    say("newsroom, set aside", newsroom("newsroom_report"))
    say("newsroom, second hand", newsroom("newsroom_second"))
    if not REPORTS.is_dir():
        print(f"skipped: {REPORTS} is not there")
        return
    every = reports()
    for half, name in enumerate(("news, limits chosen on it", "news, set aside")):
        say(name, news(every[half::2][:wanted], every[1 - half :: 2][-wanted:]), misses=misses and half == 0)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=300)
    arguments.add_argument("--misses", action="store_true")
    given = arguments.parse_args()
    main(given.reports, misses=given.misses)
