from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from cenotaph.errors import StorageError, ValueFormatError
from cenotaph.estimate import estimate
from cenotaph.estimate.chao import bound_by_frequency
from cenotaph.estimate.histories import histories

CASES = Path(__file__).parents[4] / "shared/data/estimation/cases.json"

# People by the lists they stand on, Kosovo, 20 March to 22 June 1999: Ball, Betts, Scheuren, Dudukovich, Asher (2002).
KOSOVO = {
    "1000": 1131, "0100": 845, "0010": 936, "0001": 306, "1100": 177, "1010": 228, "0110": 217, "1001": 106,
    "0101": 31, "0011": 123, "1110": 181, "1101": 18, "1011": 42, "0111": 32, "1111": 27,
}  # fmt: skip


def test_kosovo_bound_lies_under_what_the_near_census_found():
    (bound,) = estimate(KOSOVO)
    assert bound.method == "chao"
    assert bound.n_obs == 4400
    assert bound.point == pytest.approx(4400 + (3218**2 - 1131**2 - 845**2 - 936**2 - 306**2) / 2 / 883, abs=0.01)
    assert 4400 < bound.low < bound.point < 10401
    assert bound.high is None
    assert bound.refusal is None
    assert not bound.is_headline


def test_two_lists_give_chapman_and_the_bound_of_equal_value():
    bound, chapman = estimate({"10": 90, "01": 40, "11": 10})
    assert (bound.method, chapman.method) == ("chao", "chapman")
    assert chapman.point == pytest.approx(101 * 51 / 11 - 1, abs=0.001)
    assert bound.point == chapman.point
    variance = 101 * 51 * 90 * 40 / (11**2 * 12)
    spread = math.exp(1.959964 * math.sqrt(math.log1p(variance / (chapman.point - 140) ** 2)))
    assert chapman.low == pytest.approx(140 + (chapman.point - 140) / spread, abs=0.01)
    assert chapman.high == pytest.approx(140 + (chapman.point - 140) * spread, abs=0.01)


def test_frequency_bound_agrees_with_the_published_lower_limit():
    # Four Dutch cities 1995, van der Heijden et al. (2003); the Rcapture manual: "at least 8000" at 95 per cent.
    point, low = bound_by_frequency(1645, 183, 1880)
    assert point == pytest.approx(9273.5, abs=0.1)
    assert 8000 <= low < 8200


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"10": 40, "01": 30, "11": 3}, "E001"),
        ({"10": 40, "01": 30}, "E001"),
        ({"1": 40}, "E002"),
        ({"10": 40, "00": 0}, "E002"),
        ({"10": 40, "11": 30}, "E003"),
        ({"100": 40, "010": 30, "001": 20, "110": 6}, "E001"),
    ],
)
def test_refuses_with_a_code_and_plain_words(counts, code):
    rows = estimate(counts)
    assert {row.refusal for row in rows} == {code}
    assert all(row.point is None and row.low is None and row.reason for row in rows)


def test_reads_csv_and_json(tmp_path):
    (tmp_path / "t.csv").write_text("grave,press,people\n1,0,90\n0,1,40\n1,1,10\n", encoding="utf-8")
    (tmp_path / "t.json").write_text(
        json.dumps({"lists": ["grave", "press"], "counts": {"10": 90, "01": 40, "11": 10}}), encoding="utf-8"
    )
    assert estimate(tmp_path / "t.csv") == estimate(str(tmp_path / "t.json"))
    assert estimate(tmp_path / "t.csv")[0].lists == ("grave", "press")


@pytest.mark.parametrize(
    "content", ["", "a,people\nx,3\n", "a,b,people\n1,0,3\n1,3\n", "a,b,people\n1,0,many\n", "a,b,people\n1,0,-3\n"]
)
def test_a_wrong_table_is_named_as_such(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueFormatError):
        estimate(path)


def test_a_missing_file_is_named_as_such(tmp_path):
    with pytest.raises(StorageError):
        estimate(tmp_path / "none.csv")


@pytest.mark.parametrize("counts", [{}, {"1": 2, "10": 3}, {"12": 3}, {"00": 4, "11": 2}, {"11": True}, {"11": 1.5}])
def test_wrong_histories_are_refused(counts):
    with pytest.raises(ValueFormatError):
        estimate(counts)


@pytest.mark.skipif(not CASES.is_file(), reason="the published tables are not beside this checkout")
def test_published_tables_have_their_observed_people_and_bounds_under_their_estimates():
    checked = 0
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        if not case["counts"] or case.get("kind"):
            continue
        assert histories(case["counts"]).observed == case["observed"], case["name"]
        bound = next(row for row in estimate(case["counts"]) if row.method in ("chao", "none"))
        upper = [run["hi"] for run in case.get("published", []) + case.get("reference_runs", []) if run.get("hi")]
        if bound.low is not None and upper:
            assert bound.low <= max(upper), case["name"]
            checked += 1
    assert checked >= 8
