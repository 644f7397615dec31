"""Each folder beside this file holds entries and the persons they are.

`in.csv`: one entry per line; `list` is the list or text that names the person, `kind` is list, unique or mention.
`rulings.csv`, where there is one: what people said of two entries. `expected.json`: the persons, each with its
entries, and the pairs that wait for somebody to look.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cenotaph import table
from cenotaph.match import match
from cenotaph.record import Entry, Pair, Person, Ruling, Source, Span
from cenotaph.script import script_of

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/in.csv"))
STATED = ("given", "patronymic", "family", "birth", "age", "sex", "place", "date")


def rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entry(row: dict[str, str]) -> Entry:
    source = f"src-{row['list']}"
    return Entry(
        id=row["id"],
        source=source,
        span=Span(source=source, quote=row["name"]),
        list=source if row["kind"] == "mention" else f"lst-{row['list']}",
        is_mention=row["kind"] == "mention",
        is_unique=row["kind"] == "unique",
        name=row["name"],
        is_named=bool(row["name"]),
        script=script_of(row["name"]) if row["name"] else None,
        **{field: row[field] for field in STATED if row.get(field)},
    )


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned round"])
@pytest.mark.parametrize("case", CASES)
def test_the_persons_of_a_case_are_as_expected(case: str, turned: bool) -> None:
    entries = [entry(row) for row in rows(HERE / case / "in.csv")]
    rulings = [
        Ruling(decision=f"zelda:{n}", kind=row["kind"], target=f"{row['a']}+{row['b']}")
        for n, row in enumerate(rows(HERE / case / "rulings.csv"), 1)
    ]
    matched = match(table.to_table(entries[::-1] if turned else entries, Entry), table.empty(Source), rulings)
    found = {
        "persons": sorted(list(person.entries) for person in table.records(matched.persons, Person)),
        "waiting": sorted([p.entry_a, p.entry_b] for p in table.records(matched.pairs, Pair) if p.is_waiting),
    }
    assert found == json.loads((HERE / case / "expected.json").read_text(encoding="utf-8"))
