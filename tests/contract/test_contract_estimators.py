"""Every estimator of the folder passes the same list of checks."""

from __future__ import annotations

import importlib
import inspect
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.estimate.histories import Histories, histories
from cenotaph.estimate.method import Estimated, Refused
from cenotaph.estimate.methods import methods

METHODS = {method.NAME: method for method in methods()}


def sizes(method) -> range:
    return range(method.FEWEST, (method.MOST or 5) + 1)


def tables(size: int) -> st.SearchStrategy[Histories]:
    cells = ["".join(d) for d in _digits(size) if "1" in d]
    return st.lists(st.integers(0, 60), min_size=len(cells), max_size=len(cells)).map(
        lambda counts: histories(dict(zip(cells, counts, strict=True)))
    )


def _digits(size: int):
    return [format(i, f"0{size}b") for i in range(2**size)]


def test_the_folder_holds_estimators():
    assert {"chao", "chapman"} <= set(METHODS)


@pytest.mark.parametrize("name", METHODS)
class TestEstimator:
    def test_documents_its_source_and_limits(self, name):
        doc = inspect.getdoc(METHODS[name])
        assert "Source:" in doc
        assert "Limits:" in doc
        assert re.search(r"\b(19|20)\d\d\b", METHODS[name].CITATION)

    def test_is_found_under_its_own_name(self, name):
        module = importlib.import_module(f"cenotaph.estimate.{name.replace('-', '_')}")
        assert name == module.NAME

    def test_refuses_without_overlap(self, name):
        for size in sizes(METHODS[name]):
            alone = {"".join("1" if i == j else "0" for j in range(size)): 30 for i in range(size)}
            result = METHODS[name].estimate_total(histories(alone), 0)
            assert isinstance(result, Refused)
            assert result.code == "E001"

    @given(data=st.data())
    @settings(max_examples=60, deadline=None)
    def test_never_falls_below_those_seen(self, name, data):
        table = data.draw(st.sampled_from(list(sizes(METHODS[name]))).flatmap(tables))
        result = METHODS[name].estimate_total(table, 0)
        if isinstance(result, Estimated):
            assert table.observed <= result.low <= result.point
            assert result.high is None or result.point <= result.high
            assert result.assumptions

    @given(data=st.data())
    @settings(max_examples=40, deadline=None)
    def test_does_not_depend_on_the_order_of_lists_or_cells(self, name, data):
        size = data.draw(st.sampled_from(list(sizes(METHODS[name]))))
        table = data.draw(tables(size))
        order = data.draw(st.permutations(range(size)))
        moved = {"".join(history[i] for i in order): count for history, count in reversed(table.counts)}
        other = histories(moved or {"0" * size: 0}, tuple(f"renamed {i}" for i in range(size)))
        assert METHODS[name].estimate_total(table, 0) == METHODS[name].estimate_total(other, 0)

    def test_same_seed_same_answer(self, name):
        table = histories({format(i, f"0{METHODS[name].FEWEST}b"): 40 for i in range(1, 2 ** METHODS[name].FEWEST)})
        assert METHODS[name].estimate_total(table, 3) == METHODS[name].estimate_total(table, 3)
