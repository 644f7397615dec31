"""Each folder here is one file and what must come out of it; `why.md` says what it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cenotaph.read import Reading, read_file
from cenotaph.read.about import best
from cenotaph.read.formats import described
from cenotaph.record import Source

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))


def blocks_of(reading: Reading) -> list[list[str]]:
    """Kind and words of each block, trailing blanks of lines left out."""
    text = reading.text.text
    words = ([block.kind, text[block.start : block.end]] for block in reading.text.blocks)
    return [[kind, "\n".join(line.rstrip() for line in run.split("\n"))] for kind, run in words]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_gives_what_is_expected(case):
    (file,) = case.glob("in.*")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    reading = read_file(file)
    assert (case / "why.md").is_file()
    assert reading.status == expected["status"], reading.reason
    assert expected.get("reason", "") in (reading.reason or "")
    found = seen(file, reading)
    assert {name: found[name] for name in expected if name in found} == {
        name: value for name, value in expected.items() if name in found
    }
    for block in expected.get("blocks_have", ()):
        assert block in found["blocks"]
    for words in expected.get("text_has", ()):
        assert words in reading.text.text
    for words in expected.get("text_lacks", ()):
        assert not [run for kind, run in found["blocks"] if kind != "furniture" and words in run]


def seen(file: Path, reading: Reading) -> dict[str, object]:
    """What came out, by the names that expected.json uses."""
    text = reading.text
    known = described(file.read_bytes(), Source(id="", status="cited", path=file.name))
    return {
        **{field: best(reading.evidence, field) for field in ("title", "author", "publisher")},
        "media_type": known.media_type,
        "published": text and text.published,
        "language": text and text.language,
        "pages": text and len(text.pages),
        "blocks": text and blocks_of(reading),
        "rows": [[row.sheet, row.line, row.kind, list(row.cells)] for row in reading.rows],
        "parts": [[part.name, part.media_type, part.problem] for part in reading.parts],
        "flags": [flag.code for flag in reading.flags],
    }
