"""The invented archive: its truth holds together, and the whole path reaches its pinned floors on it."""

from __future__ import annotations

import csv
import html
import importlib.util
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


truth = load(HERE / "invented_truth.py")
score = load(HERE / "invented_score.py")
make_lists = load(HERE / "invented" / "make_lists.py")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text)))


def words_of(path: Path) -> str:
    if path.suffix == ".pdf" and path.read_bytes().startswith(b"%PDF"):
        import pypdfium2

        pdf = pypdfium2.PdfDocument(path)
        return plain(" ".join(page.get_textpage().get_text_range() for page in pdf))
    data = path.read_bytes()
    if data.startswith(b"\x89PNG"):
        return ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1251")
    return plain(text) if b"<html" in data[:200] or b"<HTML" in data[:200] else re.sub(r"\s+", " ", text)


def test_every_true_claim_stands_in_its_document() -> None:
    texts = {path: words_of(truth.CORPUS / path) for path in {claim["source"] for claim in truth.truth_claims()}}
    lacking = [c for c in truth.truth_claims() if c.get("quote") and c["quote"] not in texts[c["source"]]]
    assert lacking == []


def test_truth_names_every_held_document() -> None:
    held = {p.relative_to(truth.CORPUS).as_posix() for p in (truth.CORPUS / "sources").rglob("*") if p.is_file()}
    assert {row["path"] for row in truth.truth_rows("documents.csv")} == held
    assert len(held) >= 30


def test_true_dates_and_kinds_are_ours() -> None:
    from cenotaph import edtf

    kinds = (truth.CORPUS.parents[1] / "cenotaph" / "claim" / "kinds.toml").read_text(encoding="utf-8")
    for claim in truth.truth_claims():
        assert f"[{claim['kind']}]" in kinds
        assert claim["when"] is None or edtf.is_valid(claim["when"]), claim


def test_bait_stands_on_pages_and_in_no_true_claim() -> None:
    pages = " ".join(words_of(path) for path in sorted((truth.CORPUS / "sources").rglob("*.html")))
    for bait in truth.truth_json("never_counted.json")["quotes"]:
        assert bait in pages
        assert not any(bait in (claim.get("quote") or "") for claim in truth.truth_claims())


def test_contacts_to_hold_back_stand_in_documents() -> None:
    texts = " ".join(words_of(p) for p in sorted((truth.CORPUS / "sources").rglob("*")) if p.suffix in {".txt", ".csv"})
    for contact in truth.truth_json("held_back.json")["strings"]:
        assert contact in texts


def test_lists_are_the_ones_whose_truth_is_known(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    lists, told = tmp_path / "lists", tmp_path / "truth"
    lists.mkdir()
    told.mkdir()
    make_lists.main(lists, told)
    for made in sorted(told.iterdir()):
        assert made.read_bytes() == (truth.TRUTH / made.name).read_bytes()
    for made in sorted(lists.iterdir()):
        held = truth.CORPUS / "sources" / "lists" / made.name
        if made.suffix != ".xlsx":
            assert made.read_bytes() == held.read_bytes()
            continue
        cells = [list(load_workbook(path).active.iter_rows(values_only=True)) for path in (made, held)]
        assert cells[0] == cells[1]


def test_planted_people_stand_on_the_lists_as_meant() -> None:
    lines = Counter(row["person"] for row in truth.truth_rows("entries.csv"))
    assert lines["T001"] == 5
    assert lines["T006"] == 3  # twice on one list
    assert all(count == 1 for person, count in lines.items() if person.startswith("U"))
    total = truth.truth_json("total.json")
    assert total["people"] == len(truth.truth_rows("people.csv")) == 190
    assert total["listed"] == len({person for person in lines if person.startswith("T")})


def test_every_page_says_that_it_is_invented() -> None:
    for path in sorted((truth.CORPUS / "sources").rglob("*.html")):
        text = words_of(path)
        if text:
            assert re.search(r"invented|вымышлен|uydurma|kurmaca|خيالية|which does not exist", text), path
    assert "invented" in (truth.CORPUS / "cenotaph.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import cenotaph

    archive = tmp_path_factory.mktemp("invented") / "ozmara"
    shutil.copytree(truth.CORPUS, archive, ignore=shutil.ignore_patterns(".cenotaph", "site", "export", "public"))
    cenotaph.build(archive, jobs=2)
    return archive


@pytest.fixture(scope="module")
def scores(built: Path) -> dict[str, float]:
    figures = [*score.score(truth.read_built(built)), score.score_held_back(built)]
    return {f"invented_{figure.name}": figure.value for figure in figures}


@pytest.mark.slow
def test_scores_reach_their_floors(scores: dict[str, float]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    pinned = {name: floor for name, floor in floors.items() if name.startswith("invented_")}
    assert set(pinned) == set(scores)
    assert {floor["corpus_sha256"] for floor in pinned.values()} == {truth.corpus_digest()}
    below = {name: (scores[name], floor["value"]) for name, floor in pinned.items() if scores[name] < floor["value"]}
    assert below == {}


@pytest.mark.slow
def test_one_to_one_holds_and_no_line_is_lost(scores: dict[str, float]) -> None:
    assert scores["invented_one_to_one_kept"] == 1.0
    assert scores["invented_entries_found"] == 1.0


@pytest.mark.slow
def test_contacts_and_living_private_people_are_held_back(scores: dict[str, float]) -> None:
    assert scores["invented_held_back"] == 1.0


@pytest.mark.slow
def test_every_page_of_the_site_carries_the_notice(built: Path) -> None:
    notice = "Everything in this archive is invented: places, people, sources and figures."
    pages = sorted((built / "site").rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if notice not in page.read_text(encoding="utf-8")] == []


@pytest.mark.slow
def test_scorer_sees_what_is_wrong(built: Path, tmp_path: Path) -> None:
    """The scores fall when claims are dropped, persons split, and a contact is printed."""
    import msgspec

    good = truth.read_built(built)
    one = msgspec.structs.replace(good, claims=[], person_of={}, flags=[])
    worse = {figure.name: figure.value for figure in score.score(one)}
    assert worse["claims_count_recall"] == 0.0
    assert worse["persons_pair_recall"] == 0.0
    assert worse["flags_planted_found"] == 0.0
    (tmp_path / "site").mkdir()
    secret = truth.truth_json("held_back.json")["strings"][0]
    (tmp_path / "site" / "index.html").write_text(f"<p>{secret}</p>", encoding="utf-8")
    assert score.score_held_back(tmp_path).value < 1.0


def test_csv_of_truth_has_no_stray_columns() -> None:
    for path in sorted(truth.TRUTH.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            assert all(None not in row and None not in row.values() for row in csv.DictReader(file)), path
