"""Score a built invented archive against its truth.

    python tests/gold/invented_score.py ARCHIVE          prints every figure
    python tests/gold/invented_score.py ARCHIVE --misses  and what was missed, invented or confused
    python tests/gold/invented_score.py ARCHIVE --floors  as they are pinned in floors.json

`ARCHIVE` is a built copy of `examples/ozmara`; the truth stands in `tests/gold/invented/`. It was written from the
documents, before the tool was run on them.

How claims are compared: a claim is found when the same source yields one of the same kind with the same low and
high. Claims without a count are found by kind and by words in common. Claims marked `optional` (a headline that
repeats the text, a table's cells, one named victim) may be found or not: they count neither way.
"""

from __future__ import annotations

import csv
import json
import operator
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from invented_truth import (
    CORPUS,
    Built,
    Score,
    corpus_digest,
    read_built,
    share,
    truth_claims,
    truth_json,
    truth_rows,
)

from cenotaph.record import Claim, Entry, Flag

LINTED = re.compile(r"[ADT]0|S00|L00")
"""Codes that speak of contradictions; the others say what the tool could not do, and are not scored for precision."""


def score(built: Built) -> list[Score]:
    """Every figure, in the order of the stages."""
    return [
        *score_documents(built),
        *score_claims(built),
        *score_entries(built),
        *score_persons(built),
        *score_flags(built),
        score_estimate(built),
    ]


def score_documents(built: Built) -> list[Score]:
    """Status of every document, and its date where nobody told it in sources.csv."""
    by_path = {source.path: source for source in built.sources}
    told = set()
    with (CORPUS / "sources.csv").open(encoding="utf-8", newline="") as file:
        told = {row["path"] for row in csv.DictReader(file) if row["date"]}
    status, dates = Counter[str](), Counter[str]()
    bad_status, bad_dates = [], []
    for row in truth_rows("documents.csv"):
        source = by_path.get(row["path"])
        found = source.status if source else "absent"
        status[str(found == row["status"])] += 1
        if found != row["status"]:
            bad_status.append(f"{row['path']}: {found}, not {row['status']}")
        if row["path"] in told or source is None:
            continue
        verdict = _date_verdict(source.published, row["published"])
        dates[verdict] += 1
        if verdict in ("wrong", "abstained"):
            bad_dates.append(f"{row['path']}: {source.published}, not {row['published'] or 'a date'}")
    dated = dates["right"] + dates["wrong"] + dates["abstained"]
    stated = dates["right"] + dates["wrong"]
    return [
        share("document_status", status["True"], status.total(), bad_status),
        share("document_date_right", dates["right"], dated, bad_dates),
        share("document_date_not_wrong", dates["right"], stated, bad_dates),
    ]


def _date_verdict(found: str | None, true: str) -> str:
    if not true:
        return "wrong" if found else "rightly none"
    return "right" if found == true else ("wrong" if found else "abstained")


def score_claims(built: Built) -> list[Score]:
    """Precision, recall and attributes of the quoted claims, with and without a count."""
    truths, founds = defaultdict(list), defaultdict(list)
    for true in truth_claims():
        truths[true["source"]].append(true)
    for found in built.claims:
        if found.basis == "quoted":
            founds[built.paths.get(found.source, "")].append(found)
    pairs: list[tuple[dict[str, Any], Claim]] = []
    for path in sorted({*truths, *founds}):
        pairs.extend(matched_claims(truths[path], founds[path]))
    scores: list[Score] = []
    languages = {source.path: source.language or "" for source in built.sources}
    counted = [pair for pair in pairs if _is_counted(pair[0])]
    plain = [pair for pair in pairs if not _is_counted(pair[0])]
    for name, some, is_counted in (("count", counted, True), ("other", plain, False)):
        scores += _precision_recall(f"claims_{name}", some, truths, founds, is_counted=is_counted)
    english = {path for path, language in languages.items() if path and language.startswith("en")}
    true_english = [claim for path in sorted(english) for claim in truths[path]]
    found_english = [claim for path in sorted(english) for claim in founds[path]]
    some = [pair for pair in counted if pair[0]["source"] in english]
    scores += _precision_recall("claims_count_en", some, {"": true_english}, {"": found_english}, is_counted=True)
    scores += [_attribute(name, counted) for name in ("when", "where", "speaker", "modality", "incident")]
    return [*scores, _furniture(built)]


def _is_counted(true: Mapping[str, Any]) -> bool:
    return true["low"] is not None or true["high"] is not None


def matched_claims(truths: Sequence[dict[str, Any]], founds: Sequence[Claim]) -> list[tuple[dict[str, Any], Claim]]:
    """Pairs of one document: each claim at most once, those with words in common first, required before optional."""
    candidates = []
    for number, true in enumerate(truths):
        for place, found in enumerate(founds):
            bounds = (found.count.low, found.count.high) if found.count else (None, None)
            words = _words_in_common(true.get("quote"), found.span.quote)
            fits = found.kind == true["kind"] and bounds == (true["low"], true["high"])
            if fits and (_is_counted(true) or words >= 0.5):
                candidates.append((-words, "optional" in true, number, place))
    pairs, used_truths, used_founds = [], set(), set()
    for _, _, number, place in sorted(candidates):
        if number not in used_truths and place not in used_founds:
            used_truths.add(number)
            used_founds.add(place)
            pairs.append((truths[number], founds[place]))
    return pairs


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold()))


def _words_in_common(one: str | None, other: str | None) -> float:
    """Words in common as a share of the shorter quote."""
    a, b = _words(one), _words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _precision_recall(
    name: str,
    pairs: Sequence[tuple[dict[str, Any], Claim]],
    truths: Mapping[str, Sequence[dict[str, Any]]],
    founds: Mapping[str, Sequence[Claim]],
    *,
    is_counted: bool,
) -> list[Score]:
    needed = [t for some in truths.values() for t in some if _is_counted(t) == is_counted and "optional" not in t]
    kinds = {true["kind"] for true in truth_claims()}
    given = [c for some in founds.values() for c in some if (c.count is not None) == is_counted and c.kind in kinds]
    paired_truths = {id(true) for true, _ in pairs}
    paired_founds = {found.id for _, found in pairs}
    optional = {found.id for true, found in pairs if "optional" in true}
    right = sum("optional" not in true for true, _ in pairs)
    given = [claim for claim in given if claim.id not in optional]
    missed = [_shown(true) for true in needed if id(true) not in paired_truths]
    extra = [_shown_claim(claim) for claim in given if claim.id not in paired_founds]
    recall = share(f"{name}_recall", right, len(needed), missed)
    precision = share(f"{name}_precision", right, len(given), extra)
    total = precision.value + recall.value
    f1 = round(2 * precision.value * recall.value / total, 4) if total else 0.0
    return [precision, recall, Score(f"{name}_f1", f1, len(needed))]


def _shown(true: Mapping[str, Any]) -> str:
    return f"{true['source']}: {true['kind']} {true['low']}-{true['high']} {true.get('quote')!r}"


def _shown_claim(claim: Claim) -> str:
    bounds = f"{claim.count.low}-{claim.count.high}" if claim.count else ""
    return f"{claim.source}: {claim.kind} {bounds} {claim.span.quote[:120]!r}"


def _attribute(name: str, pairs: Sequence[tuple[dict[str, Any], Claim]]) -> Score:
    """How often one attribute of a found claim is right, where the truth states it (a speaker: everywhere)."""
    fits = {"when": _same_date, "where": _same_words, "speaker": _same_words}.get(name, operator.eq)
    known = [(t, f) for t, f in pairs if t[name] is not None or (name == "speaker" and "optional" not in t)]
    wrong = [
        f"{true['source']}: {getattr(found, name)!r}, not {true[name]!r} in {found.span.quote[:80]!r}"
        for true, found in known
        if not fits(true[name], getattr(found, name))
    ]
    return share(f"claims_{name}", len(known) - len(wrong), len(known), wrong)


def _same_date(true: str, found: str | None) -> bool:
    """The same EDTF; a clock time may state its offset or leave it out."""
    return re.sub(r"(?<=T\d\d:\d\d:\d\d)([+-]\d\d:\d\d|Z)$", "", found or "") == true


def _same_words(true: str | None, found: str | None) -> bool:
    """Both silent, or one's telling words among the other's: "the doctor" is "a doctor on duty at the hospital"."""
    if not true or not found:
        return not true and not found
    small = {"the", "a", "an", "of", "at", "in", "some", "по", "данным"}
    a, b = _words(true) - small, _words(found) - small
    return bool(a & b)


def _furniture(built: Built) -> Score:
    """No claim may be read from page furniture."""
    bait = truth_json("never_counted.json")["quotes"]
    taken = [claim for claim in built.claims if any(words in claim.span.quote for words in bait)]
    return share("furniture_left_alone", len(bait) - len(taken), len(bait), map(_shown_claim, taken))


def aligned_entries(built: Built) -> tuple[dict[str, str], list[str], list[Entry]]:
    """Entry id -> true person, truth lines without an entry, and entries of the five lists that no truth line has."""
    lines = truth_rows("entries.csv")
    paths = {line["list"] for line in lines}
    by_line = {(line["list"], line["line"]): line["person"] for line in lines}
    by_ordinal = {(line["list"], line["ordinal"]): line["person"] for line in lines if line["ordinal"]}
    known: dict[str, str] = {}
    strangers, met = [], set()
    for entry in built.entries:
        path = built.paths.get(entry.span.source, "")
        if path not in paths or entry.is_mention:
            continue
        row = re.sub(r"\D", "", entry.span.cell or "")
        ordinal = (path, (entry.ordinal or "").removesuffix(".0"))
        person = by_ordinal.get(ordinal) or by_line.get((path, row))
        if person is None:
            strangers.append(entry)
            continue
        known[entry.id] = person
        met.add(ordinal if ordinal in by_ordinal else (path, row))
    lost = [
        f"{line['list']}:{line['line']}"
        for line in lines
        if (line["list"], line["ordinal"]) not in met and (line["list"], line["line"]) not in met
    ]
    return known, lost, strangers


def score_entries(built: Built) -> list[Score]:
    """Lines of the five lists found as entries, entries that are no line, and people named in prose."""
    known, lost, strangers = aligned_entries(built)
    lines = truth_rows("entries.csv")
    named = [(row["source"], row["name"]) for row in truth_rows("mentions.csv")]
    said = {(built.paths.get(entry.source, ""), entry.name) for entry in built.entries if entry.is_mention}
    heard = [pair for pair in named if any(path == pair[0] and _same_words(pair[1], name) for path, name in said)]
    extra = [f"{entry.span.cell} {entry.name}" for entry in strangers]
    return [
        share("entries_found", len(lines) - len(lost), len(lines), lost),
        share("entries_true", len(known), len(known) + len(strangers), extra),
        share("mentions_found", len(heard), len(named), [f"{a}: {b}" for a, b in named if (a, b) not in heard]),
    ]


def score_persons(built: Built) -> list[Score]:
    """Pairwise and B-cubed precision and recall over the lines of the five lists, and one-to-one inside each list."""
    known, _, _ = aligned_entries(built)
    found = {entry: built.person_of.get(entry, entry) for entry in known}
    names = {entry.id: f"{entry.name or '(no name)'} [{built.paths[entry.span.source]}]" for entry in built.entries}
    true_pairs, found_pairs = _pairs(known), _pairs(found)
    both = true_pairs & found_pairs
    shown = [
        " + ".join(names[entry] for entry in sorted(pair)) for pair in sorted(found_pairs - true_pairs, key=sorted)
    ]
    lost = [" + ".join(names[entry] for entry in sorted(pair)) for pair in sorted(true_pairs - found_pairs, key=sorted)]
    lists = defaultdict(list)
    for entry in built.entries:
        if entry.is_unique and entry.id in found:
            lists[entry.list, found[entry.id]].append(entry.id)
    double = [" + ".join(names[entry] for entry in some) for some in lists.values() if len(some) > 1]
    cubed = [_b_cubed(found, known), _b_cubed(known, found)]
    return [
        share("persons_pair_precision", len(both), len(found_pairs), shown),
        share("persons_pair_recall", len(both), len(true_pairs), lost),
        Score("persons_b_cubed_precision", cubed[0], len(known)),
        Score("persons_b_cubed_recall", cubed[1], len(known)),
        Score("one_to_one_kept", float(not double), len(lists), tuple(double)),
    ]


def _clusters(member_of: Mapping[str, str]) -> dict[str, set[str]]:
    clusters = defaultdict(set)
    for entry, person in member_of.items():
        clusters[person].add(entry)
    return clusters


def _pairs(member_of: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for some in _clusters(member_of).values() for a in some for b in some if a != b}


def _b_cubed(inside: Mapping[str, str], measured: Mapping[str, str]) -> float:
    """The mean, over entries, of the share of its cluster in `inside` that is with it in `measured` (Bagga 1998)."""
    clusters = _clusters(inside)
    shares = []
    for entry, person in inside.items():
        some = clusters[person]
        shares.append(sum(measured[other] == measured[entry] for other in some) / len(some))
    return round(sum(shares) / len(shares), 4) if shares else 0.0


def score_flags(built: Built) -> list[Score]:
    """Planted points that a flag names, and flags on contradictions that are true."""
    truth = truth_json("flags.json")
    given = [(flag.code, _flag_paths(built, flag), flag.message) for flag in built.flags]
    found = [p for p in truth["planted"] if any(c == p["code"] and set(p["sources"]) & s for c, s, _ in given)]
    missed = [f"{point['code']} {point['why']}" for point in truth["planted"] if point not in found]
    right, false = 0, []
    for code, paths, message in given:
        if not LINTED.match(code):
            continue
        if any(code == point["code"] and set(point["sources"]) & paths for point in truth["planted"]):
            right += 1
        elif not any(
            code == point["code"] and (not point["sources"] or set(point["sources"]) & paths)
            for point in truth["arguable"]
        ):
            false.append(f"{code} {message} {sorted(paths)}")
    groups = [frozenset(built.paths.get(source, "") for source in group) for group in built.copy_groups]
    copied = _pairs({f"{number}|{path}": str(number) for number, some in enumerate(groups) for path in some})
    copied_pairs = {frozenset(item.partition("|")[2] for item in pair) for pair in copied}
    true_pairs = {frozenset((a, b)) for some in truth["copy_groups"] for a in some for b in some if a != b}
    return [
        share("flags_planted_found", len(found), len(truth["planted"]), missed),
        share("flags_true", right, right + len(false), false),
        share("copies_found", len(copied_pairs & true_pairs), len(true_pairs)),
        share(
            "copies_true",
            len(copied_pairs & true_pairs),
            len(copied_pairs),
            sorted(" + ".join(sorted(pair)) for pair in copied_pairs - true_pairs),
        ),
    ]


def _flag_paths(built: Built, flag: Flag) -> set[str]:
    claims = {claim.id: claim.source for claim in built.claims}
    entries = {entry.id: entry.source for entry in built.entries}
    ids = {*flag.sources, *(span.source for span in flag.spans)}
    ids |= {claims[claim] for claim in flag.claims if claim in claims}
    ids |= {entries[entry] for entry in flag.entries if entry in entries}
    return {built.paths.get(source, "") for source in ids}


def score_estimate(built: Built) -> Score:
    """Whether every interval for everyone killed at the market holds the true number."""
    true = truth_json("total.json")["people"]
    given = [e for e in built.estimates if e.low is not None and e.incident == "reed-market" and e.stratum == "all"]
    outside = [
        f"{e.method}: {e.low} to {e.high or 'no upper limit'}"
        for e in given
        if (e.low is not None and e.low > true) or (e.high is not None and e.high < true)
    ]
    return share("estimate_covers_truth", len(given) - len(outside), len(given), outside)


def score_held_back(archive: Path) -> Score:
    """Contacts and living private people that neither the preview nor its exports print."""
    secrets = truth_json("held_back.json")["strings"]
    printed = [
        (secret, path.relative_to(archive).as_posix())
        for folder in ("site", "export")
        for path in sorted((archive / folder).rglob("*"))
        if path.is_file() and path.suffix != ".parquet"
        for secret in secrets
        if secret in path.read_text(encoding="utf-8", errors="replace")
    ]
    kept = len(secrets) - len({secret for secret, _ in printed})
    return share("held_back", kept, len(secrets), [f"{secret} in {path}" for secret, path in printed])


def floors(figures: Sequence[Score]) -> str:
    """The scores as JSON for `floors.json`."""
    digest = corpus_digest()
    return json.dumps({f"invented_{f.name}": {"value": f.value, "corpus_sha256": digest} for f in figures}, indent=1)


def main(arguments: Sequence[str]) -> None:
    """Print the scores of a built archive."""
    archive = Path(arguments[0])
    built = read_built(archive)
    figures = [*score(built), score_held_back(archive)]
    if "--floors" in arguments:
        print(floors(figures))  # noqa: T201
        return
    for figure in figures:
        print(f"{figure.name:28} {figure.value:7.4f}  of {figure.out_of}")  # noqa: T201
        for miss in figure.misses if "--misses" in arguments else ():
            shown = re.sub(r"(src|cit)-[0-9a-f]{16}", lambda match: built.paths.get(match[0], match[0]), miss)
            print(f"      {shown}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
