"""The real example: facts and notes from public pages, nothing quoted, nothing invented."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from cenotaph import show
from cenotaph.show import Filter

EXAMPLE = Path(__file__).parents[2] / "examples" / "black-january"


def _rows(name):
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_page_is_cited_and_none_is_held(black_january):
    cited = show(black_january, "sources", Filter(kind="cited"))
    assert len(cited) == 163
    assert sum(source.published is None for source in cited) == 55
    assert all(source.sha256 is None for source in cited)


def test_every_row_of_the_sheet_is_one_noted_claim_of_the_page_it_names(black_january):
    claims = show(black_january, "claims")
    keys = {source.id: source.key for source in show(black_january, "sources")}
    assert {claim.basis for claim in claims} == {"noted"}
    assert sorted(keys[claim.source] for claim in claims) == sorted(r["source_id"] for r in _rows("sources/claims.csv"))
    assert len(claims) == 459


def test_names_are_28_people_and_four_graves_without_a_name(black_january):
    persons = [person for person in show(black_january, "persons") if person.incident == "january-killings"]
    named = [person for person in persons if person.is_named]
    assert len(named) == 28
    assert len(persons) - len(named) == 4
    entries = {entry.id: entry for entry in show(black_january, "entries")}
    members = [entries[entry] for person in named for entry in person.entries]
    assert len(members) == 66
    assert len({entry.source for entry in members}) == 29


def test_people_remembered_for_another_event_stand_apart(black_january):
    apart = [person for person in show(black_january, "persons") if person.incident != "january-killings"]
    assert len(apart) == 7


def test_every_entry_is_in_exactly_one_person(black_january):
    members = [entry for person in show(black_january, "persons") for entry in person.entries]
    assert sorted(members) == sorted(entry.id for entry in show(black_january, "entries"))


def test_the_researchers_note_is_no_claims_words(black_january):
    notes = {row["note"] for row in _rows("sources/claims.csv") if len(row["note"]) > 20}
    assert not notes & {claim.span.quote for claim in show(black_january, "claims")}


def test_the_text_that_prints_147_and_parts_that_sum_to_131_is_flagged(black_january):
    flags = [flag for flag in show(black_january, "flags") if flag.code == "A001"]
    assert any("131" in flag.message and "147" in flag.message for flag in flags)


def test_an_age_that_does_not_fit_is_no_matter_of_the_persons_page(black_january):
    point = next(flag for flag in show(black_january, "flags") if flag.code == "D004")
    assert point.severity == "information"
    pages = list((black_january / "site" / "persons").glob("*.html"))
    assert len(pages) > 28
    assert not any("completed years" in page.read_text(encoding="utf-8") for page in pages)


def test_flags_by_code_are_those_read_by_hand(black_january):
    counted = Counter(flag.code for flag in show(black_january, "flags"))
    assert {code: number for code, number in counted.items() if code[0] in "ADLST"} == {
        "A001": 4, "A003": 2, "A004": 1, "A005": 1, "A007": 1, "D001": 1, "D002": 2, "D004": 1, "D007": 1,
        "L003": 1, "S002": 5, "S003": 1, "S004": 1, "T001": 1, "T002": 1,
    }  # fmt: skip


def test_a_second_build_of_the_same_sources_has_no_figure_of_its_own(black_january):
    assert not any(figure.is_headline for figure in show(black_january, "figures"))
    assert not any(estimate.is_headline for estimate in show(black_january, "estimates"))


def page_of(archive, name):
    """The words of a person's page, markup left out."""
    (person,) = (one for one in show(archive, "persons") if one.name == name)
    return re.sub(r"<[^>]+>", " ", (archive / "site" / "persons" / f"{person.id}.html").read_text(encoding="utf-8"))


def test_sources_of_one_title_are_told_apart_by_who_issued_them(black_january):
    text = page_of(black_january, "Fərizə Çoban qızı Allahverdiyeva")
    for issuer in ("Couple (Wikipedia (ka))", "Couple (translated copy) (Wikipedia (ru) copy in Portuguese)"):
        assert issuer in text
    assert "Birthday of a victim (" not in text


def test_a_spelling_has_all_languages_in_which_it_is_written(black_january):
    text = " ".join(page_of(black_january, "Fərizə Çoban qızı Allahverdiyeva").split())
    assert "Fariza Choban kyzy Nabiyeva French, Portuguese, Latin" in text
    assert "Georgian, Georgian" not in text


def test_a_year_and_a_day_of_it_are_not_stated_differently(ozmara):
    text = " ".join(page_of(ozmara, "Xorquvanov Ağacavad Qəzənfər oğlu").split())
    assert "Born 1951 " in text
    assert "17 April 1951" in text


def test_a_rule_set_tells_of_the_dead_first(black_january):
    page = (black_january / "site" / "research" / "rules-airwars.html").read_text(encoding="utf-8")
    kinds = re.findall(r'<th scope="row"><a[^>]*><bdi>(\w+)', page.split("Killings in Baku")[1].split("</section>")[0])
    assert kinds.index("Injured") > max(at for at, kind in enumerate(kinds) if kind == "Killed")
