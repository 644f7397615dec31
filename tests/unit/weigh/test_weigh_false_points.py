"""Points that must not be told, each beside one of its kind that must: of claims and entries, not of words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cenotaph.flags import flag
from cenotaph.record import Claim, Count, Entry, Link, Ruling, Source, Span
from cenotaph.weigh.access import with_access
from cenotaph.weigh.acts import check_acts
from cenotaph.weigh.lives import check_lives
from cenotaph.weigh.noted_sums import check_noted_sums
from cenotaph.weigh.people import check_lists
from cenotaph.weigh.series import check_cumulative
from cenotaph.weigh.sums import check_named


def claim(number: int, low: int, **fields: object) -> Claim:
    base: dict[str, object] = {
        "id": f"clm-{number}",
        "source": "cit-a",
        "span": Span(source="src-sheet", quote=str(low), sheet="s", cell=f"A{number}"),
        "kind": "killed",
        "count": Count(low, low),
        "whom": "people",
        "when": "1994-03-12",
        "where": "Tarabi",
        "basis": "noted",
        "incident": "flood",
    }
    return Claim(**(base | fields))


def entry(number: int, **fields: object) -> Entry:
    base: dict[str, object] = {
        "id": f"ent-{number}",
        "source": "cit-a",
        "span": Span(source="cit-a", quote=f"Nadia Placeholder {number}", sheet="list", cell=f"A{number}"),
        "list": "lst-a",
        "name": f"Nadia Placeholder {number}",
        "fate": "killed",
        "incident": "flood",
    }
    return Entry(**(base | fields))


def test_the_parts_of_one_total_are_not_held_against_another_of_their_source():
    parts = [claim(number, low, part_of="clm-1") for number, low in ((2, 50), (3, 30), (4, 20))]
    odun = claim(5, 60, where="Odun")
    assert check_noted_sums([claim(1, 100), *parts, odun]) == ()
    (found,) = check_noted_sums([claim(1, 110), *parts, odun])
    assert (found.code, found.claims[0]) == ("A001", "clm-1")


def test_counts_of_no_incident_in_two_sources_are_no_series():
    told = {"where": None, "incident": None, "speaker": "police"}
    earlier = claim(1, 40, as_of="1994-03-12", **told)
    later = claim(2, 12, as_of="1994-03-14", **told)
    (found,) = check_cumulative([earlier, later], {})
    assert found.code == "A008", "one source goes on with its own count"
    elsewhere = claim(2, 12, as_of="1994-03-14", source="cit-b", **told)
    assert check_cumulative([earlier, elsewhere], {}) == ()
    here = {"incident": "flood", "where": None}
    assert (
        len(
            check_cumulative(
                [
                    claim(1, 40, as_of="1994-03-12", speaker="police", **here),
                    claim(2, 12, as_of="1994-03-14", source="cit-b", speaker="police", **here),
                ],
                {},
            )
        )
        == 1
    )


def test_named_people_are_held_against_a_total_of_all_people_alone():
    named = [entry(number) for number in range(5)]
    assert check_named([claim(1, 3, whom="soldiers")], named, []) == ()
    (found,) = check_named([claim(1, 3, whom="soldiers"), claim(2, 4)], named, [])
    assert (found.code, found.claims) == ("A002", ("clm-2",))


@pytest.mark.parametrize(("fate", "codes"), [("killed", ["D006"]), (None, ["D006"]), ("missing", []), ("alive", [])])
def test_the_date_of_a_line_is_a_death_where_its_person_may_have_died(fate, codes):
    lines = [entry(1, birth="1995", date="1994-03-12", fate=fate)]
    assert [flag.code for flag in check_lives(lines, [])] == codes


@pytest.mark.parametrize("kind", ["same", "different"])
def test_lines_that_somebody_ruled_on_are_no_point(kind):
    alike = [entry(n, is_unique=True, birth="1971-03-12", name="Nadia Placeholder") for n in (1, 2)]
    apart = [Link(id=f"lnk-{n}", entry=f"ent-{n}", person=f"per-{n}", probability=1.0, reason="") for n in (1, 2)]
    joined = [Link(id=f"lnk-{n}", entry=f"ent-{n}", person="per-1", probability=1.0, reason="") for n in (1, 2)]
    for links in (apart, joined):
        assert [flag.code for flag in check_lists(alike, links)] == ["L002"]
        assert [flag.code for flag in check_lists(alike, links, [Ruling("odu:1", "unsure", "ent-1+ent-2")])] == ["L002"]
        assert check_lists(alike, links, [Ruling("odu:1", kind, "ent-1+ent-2")]) == ()
    assert check_lists(alike, apart, [Ruling("odu:1", kind, "per-1+per-2")]) == ()


def act(number: int, whom: str, when: str) -> Claim:
    return claim(number, 0, count=None, kind="legal", whom=whom, when=when, source=f"cit-{number}", where=None)


def test_a_short_name_of_an_act_does_not_make_two_acts_one():
    short = act(1, "Declaration of Independence", "1991-08-30")
    ozmara = act(2, "Declaration of Independence of Ozmara", "1991-08-30")
    veksia = act(3, "Declaration of Independence of Veksia", "1991-09-21")
    assert check_acts([ozmara, veksia]) == check_acts([short, ozmara, veksia]) == ()
    assert [flag.code for flag in check_acts([short, veksia])] == ["D007"]


def test_acts_of_one_name_that_lie_years_apart_are_several():
    first = act(1, "Constitution of Ozmara", "1921-08-30")
    assert check_acts([first, act(2, "Constitution of Ozmara", "1995-09-21")]) == ()
    assert len(check_acts([first, act(2, "Constitution of Ozmara", "1921-09-21")])) == 1


def test_a_point_is_as_closed_as_the_claims_whose_words_it_shows():
    words = Span(source="src-a", quote="12 people", text_sha256="0", start=40, end=49)
    about = replace(words, quote="12 people were killed", end=61)
    told = [
        claim(1, 12, source="src-a", span=replace(about, start=3, end=24), access="public"),
        claim(2, 12, source="src-a", span=about, access="sealed"),
    ]
    known = {"src-a": Source("src-a", "read", access="public")}
    point = flag(
        "A005", way="in_text", spans=[words], sources=["src-a"], value=1, kind="killed", own=2, other="injured"
    )
    assert [one.access for one in with_access([point], known, told, [])] == ["sealed"]
    elsewhere = replace(point, spans=(replace(words, start=3, end=12),))
    beside = replace(point, spans=(replace(words, start=61, end=70),))
    assert [one.access for one in with_access([elsewhere, beside], known, told, [])] == ["public", "public"]
    cell = Span(source="src-a", quote="12", sheet="list", cell="B4")
    listed = [entry(1, source="src-a", span=cell, access="sealed")]
    assert [one.access for one in with_access([replace(point, spans=(cell,))], known, [], listed)] == ["sealed"]
