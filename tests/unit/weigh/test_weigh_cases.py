"""Every case folder raises what its name says, with its message, and nothing else."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from cenotaph import table as tables
from cenotaph.flags import catalogue
from cenotaph.record import Claim, Count, DeclaredPlace, Entry, Flag, Incident, Link, Person, Source, Span, Text
from cenotaph.weigh import weigh

CASES = Path(__file__).parents[2] / "cases" / "weigh"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def text_of(given: dict) -> Text:
    body = given["text"].strip("\n")
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    return Text(
        id="txt-" + sha256[:16],
        source=given["source"],
        sha256=sha256,
        text=body,
        language=given.get("language"),
        published=given.get("published"),
    )


def claim_id(source: str, quote: str) -> str:
    return f"clm-{source}-{quote}"


def claim_of(number: int, given: dict, texts: dict[str, Text]) -> Claim:
    source, basis = given["source"], given.get("basis", "quoted")
    quote = given.get("quote", f"row {number}")
    span = Span(source="src-sheet", quote=quote, sheet="claims", cell=f"D{number + 2}")
    if basis == "quoted":
        start = texts[source].text.index(quote)
        span = Span(source=source, quote=quote, text_sha256=texts[source].sha256, start=start, end=start + len(quote))
    low, high = given.get("low", given.get("count")), given.get("high", given.get("count"))
    part_of = given.get("part_of")
    return Claim(
        id=claim_id(source, quote) if basis == "quoted" else f"clm-{number:03}",
        source=source,
        span=span,
        kind=given["kind"],
        count=None if low is None and high is None else Count(low, high, given.get("qualifier", "exact")),
        whom=given.get("whom"),
        when=given.get("when"),
        where=given.get("where"),
        speaker=given.get("speaker"),
        part_of=claim_id(source, part_of) if part_of else part_of,
        value=given.get("value"),
        basis=basis,
        incident=given.get("incident"),
        as_of=given.get("as_of"),
        modality=given.get("modality", "asserted"),
        language=given.get("language"),
    )


def entry_of(number: int, given: dict) -> Entry:
    known = {name: value for name, value in given.items() if name != "person"}
    span = Span(source=given["source"], quote=given["name"], sheet="list", cell=f"A{number + 2}")
    return Entry(**{"id": f"ent-{number:03}", "span": span, "list": "lst-list"} | known)


def weighed(folder: Path):
    given = tomllib.loads((folder / "in.toml").read_text(encoding="utf-8"))
    texts = {t["source"]: text_of(t) for t in given.get("texts", [])}
    claims = [claim_of(i, c, texts) for i, c in enumerate(given.get("claims", []))]
    entries = [entry_of(i, e) for i, e in enumerate(given.get("entries", []))]
    links = [
        Link(id=f"lnk-{i}", entry=entries[i].id, person=e["person"], probability=1.0, reason="")
        for i, e in enumerate(given.get("entries", []))
        if "person" in e
    ]
    stated = {s["id"]: s for s in given.get("sources", [])}
    ids = sorted({*texts, *stated, *(c.source for c in claims), *(e.source for e in entries)})
    sources = [
        Source(
            id=name,
            status="read" if name in texts else "cited",
            perspective=stated.get(name, {}).get("perspective"),
            published=stated.get(name, {}).get("published", texts[name].published if name in texts else None),
        )
        for name in ids
    ]
    return weigh(
        tables.to_table(sources, Source),
        tables.to_table(list(texts.values()), Text),
        tables.to_table(claims, Claim),
        tables.to_table(entries, Entry),
        tables.empty(Person),
        tables.to_table(links, Link),
        msgspec.convert(given.get("incidents", []), list[Incident]),
        (),
        msgspec.convert(given.get("places", []), list[DeclaredPlace]),
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder):
    found = [[flag.code, flag.message] for flag in tables.records(weighed(folder).flags, Flag)]
    assert sorted(found) == sorted(json.loads((folder / "out.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_name_tells_what_it_shows(folder):
    code, _, what = folder.name.partition("_")
    codes = {given for given, _ in json.loads((folder / "out.json").read_text(encoding="utf-8"))}
    assert code in catalogue()
    assert (code in codes) == (not what.startswith("adds_up"))
    assert (folder / "why.md").read_text(encoding="utf-8").strip()


def test_every_code_of_this_stage_has_cases_in_both_directions():
    weighed_codes = {code for code in catalogue() if code[0] in "ADT"} | {
        "S001",
        "S002",
        "S003",
        "S004",
        "L002",
        "L003",
        "L004",
    }
    for code in sorted(weighed_codes):
        names = [folder.name for folder in FOLDERS if folder.name.startswith(code)]
        raised = [name for name in names if "adds_up" not in name]
        assert raised, f"{code} has no case that raises it"
        assert len(raised) < len(names), f"{code} has no case that stays silent"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_quote_stands_in_its_text(folder):
    given = tomllib.loads((folder / "in.toml").read_text(encoding="utf-8"))
    texts = {t["source"]: text_of(t).text for t in given.get("texts", [])}
    for flag in tables.records(weighed(folder).flags, Flag):
        for span in flag.spans:
            if span.start is not None:
                assert texts[span.source][span.start : span.end] == span.quote
