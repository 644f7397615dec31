"""Every language reads the sentences that its folder gives as examples; a further one needs its folder alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cenotaph
from cenotaph.claim import find_claims
from cenotaph.folding import fold
from cenotaph.lang import languages

LANG = Path(cenotaph.__file__).parent / "lang"
CASE = Path(__file__).parents[1] / "cases" / "language" / "a_folder_makes_a_language"
STATED = ("when", "where", "speaker", "by", "modality", "value")


def problems(folder: Path) -> list[str]:
    """What the tool reads otherwise than the examples of a language's folder say."""
    found = []
    for example in tomllib.loads((folder / "examples.toml").read_text(encoding="utf-8"))["example"]:
        claims = list(find_claims(example["text"], folder.name, example.get("published")))
        for wanted in example["claims"]:
            hit = next((claim for claim in claims if is_same(wanted, claim)), None)
            if hit is None:
                found.append(f"missed {wanted} in {example['text']}")
                continue
            claims.remove(hit)
            found += [
                f"{name} {wanted[name]!r} read {getattr(hit, name)!r} in {example['text']}"
                for name in STATED
                if name in wanted and getattr(hit, name) != wanted[name]
            ]
        found += [f"extra {claim.kind} {claim.span.quote!r} in {example['text']}" for claim in claims]
    return found


def is_same(wanted: dict, claim) -> bool:
    count = claim.count
    read = (count.low, count.high) if count is not None else (None, None)
    return claim.kind == wanted["kind"] and read == (wanted.get("low"), wanted.get("high"))


@pytest.mark.parametrize("code", sorted({*languages("claims"), *languages("statements")}))
def test_a_language_reads_its_examples(code):
    assert problems(LANG / code) == []


@pytest.mark.parametrize("path", sorted(LANG.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_word_list_says_where_it_comes_from(path):
    head = path.read_text(encoding="utf-8")[:900]
    assert head.startswith("# ")
    assert "Origin:" in head


@pytest.mark.parametrize("code", languages("statements"))
def test_words_are_written_folded(code):
    words = tomllib.loads((LANG / code / "statements.toml").read_text(encoding="utf-8"))
    groups = [*words["populations"].values(), *words.get("cues", {}).values()]
    groups += [phrases for predicates in words["predicates"].values() for phrases in predicates.values()]
    wrong = [phrase for group in groups for phrase in group if fold(phrase, code) != phrase]
    assert wrong == []


def test_a_folder_of_data_makes_a_language(tmp_path):
    """The package with one folder more, in a process of its own."""
    shutil.copytree(LANG.parent, tmp_path / "cenotaph", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CASE / "qtz", tmp_path / "cenotaph" / "lang" / "qtz")
    code = (
        "import json, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from test_contract_languages import problems; import cenotaph;"
        "print(json.dumps([str(cenotaph.__file__), problems(Path(cenotaph.__file__).parent / 'lang' / 'qtz')]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        check=False, capture_output=True, text=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    where, found = json.loads(done.stdout)
    assert Path(where).is_relative_to(tmp_path)
    assert found == []


def test_without_its_folder_the_language_says_nothing():
    assert find_claims("Minu 12 sooli morvis ze Ozmarane.", "qtz") == ()
