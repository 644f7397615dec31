"""Lists come one after another: an id that a person once had leads to that person ever after."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph import table
from cenotaph.match import Matched, match
from cenotaph.match.persons import person_id
from cenotaph.record import Entry, Person, Redirect, Ruling, Source, Span

NAMES = (
    "Zelda Quorn", "Quorn Zelda", "Зелда Кворн", "Zelda Quorm", "Vaqif Şamil oğlu Ozmarov", "Вагиф Озмаров",
    "Vagif Ozmarov", "Vaqif Nadir oğlu Ozmarov", "Yorick Mell", "Nadia Placeholder", "",
)  # fmt: skip
row = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from([None, "1931-05-02", "1931", "1940-01-09"]),
    st.sampled_from([None, "34", "35"]),
    st.sampled_from([None, "Ozmara", "Veksiya"]),
)
lists = st.lists(st.tuples(st.booleans(), st.lists(row, min_size=1, max_size=6)), min_size=2, max_size=4)
judgements = st.lists(
    st.tuples(st.sampled_from(["same", "different", "unsure"]), st.integers(0, 11), st.integers(0, 11)), max_size=4
)


def listed(number: int, is_unique: bool, rows: Sequence[tuple[str, str | None, str | None, str | None]]) -> list[Entry]:
    source = f"src-{number}"
    return [
        Entry(
            id=f"ent-{number}-{line:02}",
            source=source,
            span=Span(source=source, quote=name, sheet="list", cell=f"A{line}"),
            list=f"lst-{number}",
            is_unique=is_unique,
            name=name,
            is_named=bool(name),
            birth=birth,
            age=age,
            place=place,
        )
        for line, (name, birth, age, place) in enumerate(rows)
    ]


def built(entries: Sequence[Entry], rulings: Sequence[Ruling] = ()) -> Matched:
    sources = [
        Source(id=one, status="read", captured=f"2001-01-0{one[-1]}T00:00:00Z")
        for one in sorted({e.source for e in entries})
    ]
    return match(table.to_table(entries, Entry), table.to_table(sources, Source), rulings)


def of_ids(matched: Matched) -> dict[str, Person]:
    """Every id, present and former, and the person it leads to."""
    persons = {one.id: one for one in table.records(matched.persons, Person)}
    return persons | {one.id: persons[one.person] for one in table.records(matched.redirects, Redirect)}


def ruled(judged: Sequence[tuple[str, int, int]], entries: Sequence[Entry]) -> list[Ruling]:
    couples = [(kind, *sorted((a % len(entries), b % len(entries)))) for kind, a, b in judged]
    return [
        Ruling(decision=f"zelda:{n}", kind=kind, target=f"{entries[a].id}+{entries[b].id}")
        for n, (kind, a, b) in enumerate(couples)
        if a != b
    ]


@settings(deadline=None, max_examples=8)
@given(lists, judgements)
def test_an_id_leads_to_the_person_of_its_entry_whatever_is_added_or_ruled(
    given_lists: list, judged: list[tuple[str, int, int]]
) -> None:
    entries: list[Entry] = []
    shown: set[str] = set()
    for number, (is_unique, rows) in enumerate(given_lists, 1):
        entries += listed(number, is_unique, rows)
        for rulings in ((), ruled(judged, entries)):
            leads = of_ids(built(entries, rulings))
            shown |= {person.id for person in leads.values()}
            assert shown <= leads.keys()
            for entry in entries:
                assert entry.id in leads[person_id(entry.id)].entries


@settings(deadline=None, max_examples=8)
@given(lists)
def test_an_id_under_which_a_list_was_shown_keeps_its_page(given_lists: list) -> None:
    entries: list[Entry] = []
    shown: set[str] = set()
    for number, (is_unique, rows) in enumerate(given_lists, 1):
        entries += listed(number, is_unique, rows)
        matched = built(entries)
        shown |= {one.id for one in table.records(matched.persons, Person)}
        pages = {one.id for one in table.records(matched.redirects, Redirect) if one.was_shown}
        assert shown <= pages | {one.id for one in table.records(matched.persons, Person)}
