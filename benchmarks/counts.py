"""How well counts of people, and who says them of when and where, are read: on MUC-4 and on passages.

    python benchmarks/counts.py [FOLDER ...] [--misses] [--sample N]

FOLDER holds reports and keys of the Message Understanding Conference 4 (files `key*` beside the
reports), or passages (`*.json`, form below). Without one: MUC-4 of ../shared/data/muc4 (no part of the
project; skipped where absent) and `tests/gold/passages`.

MUC-4: 1,500 reports of attacks in Latin America with filled templates. Of its folder `dev` each fifth
report is held aside: no rule was made on it; tst1 and tst2 are only reported. A template joins HUM TGT:
NUMBER and HUM TGT: EFFECT OF INCIDENT by the quoted description. Per report the key is the set of
(killed or injured, number) with an exact number; alternatives separated by "/" each count as right, but
as one. Ours is the set of (killed or injured, low) of asserted, alleged or superseded claims of kinds
killed, died_later, injured with an exact or hedged count, named people apart. n >= 2 leaves out single
people, whom templates give by name. Optional templates and "?" effects may be found or not. Templates
hold attacks only, one event each: a right count of a battle, an accident, a past event or a total is a
false alarm here, so precision is a lower bound by a wide margin.

Passages: a list of {"id", "language", "published" (EDTF or null), "text", "claims", "distractors"};
a claim is {"kind", "number" (its words in the text), "low", "high", "when", "where", "speaker",
"modality"}, a distractor the words of a number that counts no victim. A count is right where a claim of
its kind on its words has its low and high. Date, place and speaker are scored on counts that are right:
F1 of what is stated. A date must mean the same days; of places and speakers each word must be the same
up to an ending of three letters, and the one may say more than the other ("the ministry" is not "the
ministry of health", but "Dr Ilva Nobody" is "Ilva Nobody").

The peer, a regular expression for a number next to a word for killing or wounding, runs beside ours.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cenotaph import edtf
from cenotaph.claim import find_claims
from cenotaph.count import find_numbers
from cenotaph.errors import ValueFormatError
from cenotaph.record import Claim

ROOT = Path(__file__).resolve().parent.parent
MUC4 = ROOT.parent / "shared" / "data" / "muc4"
PASSAGES = ROOT / "tests" / "gold" / "passages"
_KINDS = {"killed": "killed", "died_later": "killed", "injured": "injured"}
Item = tuple[str, frozenset[int]]


def documents(folder: Path, part: str = "all") -> dict[str, str]:
    """Text of each report by its id, without the line that names it; `part` is all, tuned or aside."""
    found: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(("key", "text")):
            continue
        parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n", path.read_text("latin-1"), flags=re.MULTILINE)
        found.update(zip(parts[1::2], parts[2::2], strict=True))
    if part != "all":
        found = {key: text for key, text in found.items() if (int(key[-4:]) % 5 == 0) == (part == "aside")}
    return found


def keys(folder: Path) -> dict[str, list[tuple[Item, bool]]]:
    """Per report the killed and injured with their numbers, and whether the template may be left out."""
    found: dict[str, list[tuple[Item, bool]]] = defaultdict(list)
    for path in sorted(folder.glob("key*")):
        for template in re.split(r"\n(?=0\.\s)", path.read_text("latin-1")):
            slots = _slots(template)
            report = re.search(r"(?:DEV|TST\d)-MUC\d-\d{4}", slots.get("0", ""))
            if report is None:
                continue
            found[report.group()] += []
            optional = "OPTIONAL" in slots.get("1", "")
            effects = _by_description(slots.get("23", ""))
            numbers = _by_description(slots.get("21", ""))
            for description, effect in effects.items():
                kinds = {"DEATH": "killed", "INJURY": "injured"}
                values = [kinds[e.strip(" ?")] for e in effect.split("/") if e.strip(" ?") in kinds]
                if not values or description not in numbers:
                    continue
                counts = frozenset(int(n) for n in re.findall(r"(?<![\d-])\d+(?![\d-])", numbers[description]))
                if counts:
                    item = (values[0], counts)
                    loose = optional or "?" in effect or len(values) > 1 or "NO " in effect
                    if (item, loose) not in found[report.group()]:
                        found[report.group()].append((item, loose))
    return found


def _slots(template: str) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    for line in template.splitlines():
        head = re.match(r"(\d+)\.\s+[A-Z ]+: .{0,24}?\s{2,}(.*)|(\d+)\.\s+[A-Z :]+?\s{2,}(.*)", line)
        number = re.match(r"(\d+)\.", line)
        if number:
            current = number[1]
            found[current] = line[34:].strip() if len(line) > 34 else (head[2] or head[4] or "") if head else ""
        elif current and line.startswith(" "):
            found[current] += "\n" + line.strip()
    return found


def _by_description(slot: str) -> dict[str, str]:
    """Value by the quoted words it is given for."""
    found = {}
    for line in slot.splitlines():
        value, _, rest = line.partition(":")
        described = re.search(r'"([^"]*)"', rest)
        if described:
            found[described[1]] = value.strip()
    return found


def ours(claims: tuple[Claim, ...]) -> set[tuple[str, int]]:
    """What we read, in the same form."""
    found = set()
    for claim in claims:
        kind = _KINDS.get(claim.kind)
        count = claim.count
        if kind is None or count is None or claim.modality in ("denied", "hypothetical") or claim.value is not None:
            continue
        number = count.low if count.low is not None else count.high
        if number and count.qualifier != "between":
            found.add((kind, number))
    return found


_NUMBER = r"(?P<number>\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?)"
_PEER = [
    re.compile(
        rf"\b{_NUMBER}(?:\s+[\w-]+){{0,3}}?\s+(?:were\s+|was\s+)?(?P<word>killed|dead|died|wounded|injured)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<word>killed|killing|wounded|wounding|injured|injuring)\s+(?:at\s+least\s+)?{_NUMBER}\b", re.IGNORECASE
    ),
]


def peer(text: str) -> set[tuple[str, int]]:
    """What the regular expression reads, in the same form as `ours`."""
    found = set()
    for pattern in _PEER:
        for match in pattern.finditer(text):
            numbers = [n.count.low for n in find_numbers(match["number"], "en") if n.count and n.count.low]
            kind = "killed" if match["word"].lower()[:2] in ("ki", "de", "di") else "injured"
            found.update((kind, number) for number in numbers)
    return found


def score(folder: Path, part: str, least: int, reader: str = "ours") -> tuple[float, float, float, list[str]]:
    """Recall, precision and F over all reports of a part, and what was missed or taken wrongly."""
    wanted, hit, taken, right = 0, 0, 0, 0
    notes: list[str] = []
    expected = keys(folder)
    for report, text in documents(folder, part).items():
        read = ours(find_claims(text, "en")) if reader == "ours" else peer(text)
        found = {pair for pair in read if pair[1] >= least}
        items = [(item, loose) for item, loose in expected.get(report, []) if max(item[1]) >= least]
        seen: set[tuple[str, int]] = set()
        for (kind, numbers), loose in items:
            pairs = {(kind, number) for number in numbers} & found
            seen |= pairs
            if not loose:
                wanted += 1
                hit += bool(pairs)
                if not pairs:
                    notes.append(f"missed {report} {kind} {sorted(numbers)}")
        taken += len(found)
        right += len(seen)
        notes.extend(f"extra  {report} {kind} {number}" for kind, number in sorted(found - seen))
    recall, precision = hit / max(wanted, 1), right / max(taken, 1)
    return recall, precision, 2 * recall * precision / max(recall + precision, 1e-9), notes


def sample(folder: Path, size: int) -> Iterator[str]:
    """Claims picked by a fixed seed, with their sentences, to be judged by hand."""
    every = []
    for report, text in documents(folder).items():
        for claim in find_claims(text, "en"):
            start = max(0, (claim.span.start or 0) - 160)
            context = " ".join(text[start : (claim.span.end or 0) + 120].split())
            every.append((report, claim, context))
    for report, claim, context in random.Random(20).sample(every, min(size, len(every))):
        count = claim.count
        number = f"{count.low}..{count.high} {count.qualifier}" if count else claim.value
        yield (
            f"{report} {claim.kind} {number} whom={claim.whom} by={claim.by} when={claim.when} "
            f"where={claim.where} speaker={claim.speaker} {claim.modality} [{claim.rule}]\n    {context}\n"
        )


def report_muc4(folder: Path, options: list[str]) -> None:
    """Print the figures of a folder of MUC-4."""
    for part in ("tuned", "aside") if folder.name == "dev" else ("all",):
        texts = documents(folder, part).values()
        began = time.process_time()
        for text in texts:
            find_claims(text, "en")
        speed = sum(map(len, texts)) / (time.process_time() - began) / 1000
        print(f"{folder.name} {part}: {len(texts)} reports, {speed:.0f} thousand characters a second")
        for least in (1, 2):
            for reader in ("ours", "peer"):
                recall, precision, f_measure, notes = score(folder, part, least, reader)
                print(f"  n >= {least} {reader}: recall {recall:.3f}  precision {precision:.3f}  F {f_measure:.3f}")
                if "--misses" in options and reader == "ours" and part != "aside":
                    print("\n".join(notes))


class Tally:
    """What is wanted, found and right of one thing."""

    def __init__(self) -> None:
        self.wanted = self.found = self.right = 0

    def add(self, wanted: object, found: object, *, is_right: bool) -> None:
        """One claim's value, where it is stated and where it is read."""
        self.wanted += wanted is not None
        self.found += found is not None
        self.right += is_right and wanted is not None

    @property
    def f_measure(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(self.wanted + self.found, 1)

    def line(self) -> str:
        """The figures in words."""
        return f"{self.f_measure:.3f} ({self.right} of {self.wanted}, {self.found} read)"


def report_passages(path: Path, options: list[str]) -> dict[str, float]:
    """Print the figures of one file of passages, and give them by name."""
    tallies = {name: Tally() for name in ("count", "when", "where", "speaker")}
    modal = {"denied": [0, 0], "alleged": [0, 0], "hypothetical": [0, 0], "superseded": [0, 0]}
    distractors = [0, 0]
    notes: list[str] = []
    for passage in json.loads(path.read_text(encoding="utf-8")):
        text = passage["text"]
        free = [c for c in find_claims(text, passage["language"], passage["published"]) if c.count is not None]
        for wanted in passage["claims"]:
            found = _match(wanted, text, free)
            tallies["count"].wanted += 1
            if wanted.get("modality") in modal:
                modal[wanted["modality"]][0] += 1
            if found is None:
                notes.append(f"missed {passage['id']} {wanted['kind']} {wanted['number']!r}")
                continue
            free.remove(found)
            tallies["count"].right += 1
            tallies["count"].found += 1
            if wanted.get("modality") in modal:
                modal[wanted["modality"]][1] += found.modality == wanted["modality"]
            if found.modality != wanted.get("modality", "asserted"):
                notes.append(
                    f"modality {passage['id']} {wanted['number']!r} {wanted.get('modality')} read {found.modality}"
                )
            for name, same in (("when", _same_days), ("where", _same_words), ("speaker", _same_words)):
                value = getattr(found, name)
                is_right = same(wanted.get(name), value)
                tallies[name].add(wanted.get(name), value, is_right=is_right)
                if not is_right and (value or wanted.get(name)):
                    notes.append(f"{name} {passage['id']} {wanted['number']!r} {wanted.get(name)!r} read {value!r}")
        tallies["count"].found += len(free)
        notes.extend(
            f"extra  {passage['id']} {c.kind} {c.count.low}..{c.count.high} {c.span.quote!r}" for c in free if c.count
        )
        distractors[0] += len(passage["distractors"])
        distractors[1] += sum(_is_taken(words, text, free, passage["language"]) for words in passage["distractors"])
    print(f"{path.stem}: " + "  ".join(f"{name} {tally.line()}" for name, tally in tallies.items()))
    marked = "  ".join(f"{name} {right} of {all_}" for name, (all_, right) in modal.items())
    print(f"    {marked}  distractors taken {distractors[1]} of {distractors[0]}")
    if "--misses" in options:
        print("\n".join(notes))
    figures = {name: tally.f_measure for name, tally in tallies.items()}
    return figures | {
        "denied": modal["denied"][1] / max(modal["denied"][0], 1),
        "left": 1 - distractors[1] / max(distractors[0], 1),
    }


def _match(wanted: dict[str, Any], text: str, free: list[Claim]) -> Claim | None:
    """Our claim of the same kind and count on the same words."""
    places = [m.span() for m in re.finditer(re.escape(wanted["number"]), text)]
    for claim in free:
        count, start, end = claim.count, claim.span.start or 0, claim.span.end or 0
        if claim.kind != wanted["kind"] or count is None or (count.low, count.high) != (wanted["low"], wanted["high"]):
            continue
        if any(a < end and start < b for a, b in places):
            return claim
    return None


def _is_taken(words: str, text: str, extra: list[Claim], language: str) -> bool:
    """Whether a claim that nothing in the text states was made of a number that counts no victim."""
    values = {v for n in find_numbers(words, language) if n.count for v in (n.count.low, n.count.high)}
    values |= {int(digits) for digits in re.findall(r"\d+", words)}
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}", text)]
    for claim in extra:
        assert claim.count is not None
        start, end = claim.span.start or 0, claim.span.end or 0
        is_value = not values or bool(values & {claim.count.low, claim.count.high})
        if is_value and any(a < end and start < b for a, b in places):
            return True
    return False


def _same_days(wanted: str | None, found: str | None) -> bool:
    if wanted is None or found is None or wanted == found:
        return wanted == found
    try:
        return edtf.bounds(wanted) == edtf.bounds(found)
    except ValueFormatError:
        return False


_SMALL = frozenset({"the", "a", "an", "of", "mr", "mrs", "ms", "dr", "in"})


def _same_words(wanted: str | None, found: str | None) -> bool:
    """Whether two names are one up to endings, and one may say more than the other."""
    if wanted is None or found is None:
        return wanted is found
    one, other = sorted((_words(wanted), _words(found)), key=len)
    if not one:
        return False
    is_same = all(any(_is_form(word, word_) for word_ in other) for word in one)
    return is_same and (
        len(one) == len(other) or len(one) >= 2 or _is_form(one[0], other[0]) or _is_form(one[0], other[-1])
    )


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.lower()) if word not in _SMALL]


def _is_form(one: str, other: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (same >= 3 and max(len(one), len(other)) - same <= 3)


def main() -> None:
    """Print the figures of each folder."""
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("--") and not a.isdigit()]
    if "--sample" in options:
        print("\n".join(sample(folders[0], int(sys.argv[sys.argv.index("--sample") + 1]))))
        return
    for folder in folders or [*(MUC4 / name for name in ("dev", "tst1", "tst2")), PASSAGES]:
        if not folder.is_dir():
            print(f"skipped: {folder.name} is not there")
        elif any(folder.glob("key*")):
            report_muc4(folder, options)
        else:
            for path in sorted(folder.glob("*.json")):
                report_passages(path, options)


if __name__ == "__main__":
    main()
