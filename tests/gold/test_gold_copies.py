"""Copy groups reach their floors on invented reports that were reworded, cut, translated, wrapped and quoted."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def copies() -> ModuleType:
    """The benchmark that plants and scores them."""
    spec = importlib.util.spec_from_file_location("copies", HERE.parents[1] / "benchmarks" / "copies.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["copies"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "hosts"), [("develop", "set_aside"), ("set_aside", "develop")])
def test_copy_groups_reach_their_floors(name, hosts, copies):
    reaches_floors(name, copies.score(copies.invented(name, hosts)))


@pytest.mark.parametrize("name", ["newsroom_develop", "newsroom_report", "newsroom_second"])
def test_copies_as_newsrooms_make_them_reach_their_floors(name, copies):
    reaches_floors(name, copies.score(copies.newsroom(name)))


def reaches_floors(name, made):
    for figure in ("precision", "recall", "f1"):
        floor = FLOORS[f"copies_{name}_{figure}"]
        data = (HERE / "copies" / f"{name}.toml").read_bytes().replace(b"\r\n", b"\n")
        assert floor["corpus_sha256"] == hashlib.sha256(data).hexdigest()
        assert getattr(made, figure) >= floor["value"], (figure, made)


def test_a_pair_wrongly_joined_or_missed_would_be_seen(copies):
    planted = copies.invented("develop", "set_aside")
    one, two = sorted(planted.truth)[:2]
    assert copies.score(planted._replace(truth=planted.truth - {one})).precision < 1
    assert copies.score(planted._replace(truth=planted.truth | {(one[0], "none")})).recall < 1
    assert two != one
