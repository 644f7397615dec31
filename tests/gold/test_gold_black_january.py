"""The worked example: every row of its two sheets becomes a noted claim or an entry, under the incident meant."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from cenotaph import archive, edtf
from cenotaph.capture import read_cited
from cenotaph.claim import claims_of_rows
from cenotaph.claim.claimed import Claimed
from cenotaph.read import read_file
from cenotaph.record import Source

EXAMPLE = Path(__file__).parents[2] / "examples" / "black-january"


def sheet_rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / "sources" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def noted() -> dict[str, Claimed]:
    settings = archive.load(EXAMPLE).settings
    cited, flags = read_cited(EXAMPLE / "sources.csv", settings.default_access)
    assert flags == ()
    keys = {source.key: source.id for source in cited if source.key}
    found = {}
    for sheet in settings.sheets:
        source = Source(
            id="src-" + Path(sheet.path).stem,
            status="read",
            path=sheet.path,
            media_type="text/csv",
            access="public",
        )
        rows = read_file(EXAMPLE / sheet.path, source).rows
        found[Path(sheet.path).name] = claims_of_rows(rows, sheet, source, keys)
    return found


def test_every_row_is_a_noted_claim_or_an_entry(noted: dict[str, Claimed]) -> None:
    assert len(noted["claims.csv"].claims) == len(sheet_rows("claims.csv")) == 459
    assert len(noted["names.csv"].entries) == len(sheet_rows("names.csv")) == 81
    assert [claimed.flags for claimed in noted.values()] == [(), ()]


def test_nothing_pretends_to_be_quoted(noted: dict[str, Claimed]) -> None:
    claims = noted["claims.csv"].claims
    assert {claim.basis for claim in claims} == {"noted"}
    assert all(claim.source.startswith("cit-") and claim.span.source.startswith("src-") for claim in claims)
    assert all(claim.when is None or edtf.is_valid(claim.when) for claim in claims)


def test_incidents_of_all_sides_hold_statements(noted: dict[str, Claimed]) -> None:
    declared = {incident.id for incident in archive.load(EXAMPLE).settings.incidents}
    held = Counter(claim.incident for claim in noted["claims.csv"].claims)
    assert set(held) == {*declared, ""}
    by_whom = {claim.whom: claim.incident for claim in noted["claims.csv"].claims}
    assert by_whom["refugees from Armenia in Azerbaijan"] == "azerbaijanis-from-armenia"
    assert by_whom["Armenians displaced from Azerbaijan"] == "armenians-from-azerbaijan"
    assert by_whom["all killed in a week of ethnic clashes incl. the entry"] == ""


def test_people_of_other_events_stand_apart(noted: dict[str, Claimed]) -> None:
    entries = noted["names.csv"].entries
    in_scope = [entry for entry in entries if entry.incident == "january-killings"]
    assert len({entry.judgement for entry in in_scope if entry.is_named}) == 28
    assert sum(not entry.is_named for entry in in_scope) == 4
    assert len([entry for entry in in_scope if entry.is_named]) == 66
    assert len({entry.source for entry in in_scope if entry.is_named}) == 29
    assert len({entry.judgement for entry in entries if entry.incident == ""}) == 7


def test_sheets_are_the_ones_noted() -> None:
    noted = EXAMPLE.parents[2] / "shared" / "data" / "black-january"
    if not noted.is_dir():
        pytest.skip("the researcher's sheets are not beside the checkout")
    for name in ("sources/claims.csv", "sources/names.csv", "sources.csv"):
        assert (EXAMPLE / name).read_bytes() == (noted / Path(name).name).read_bytes()
