"""Columns say of all entries and pairs at once what the plain rules say of one: held on random invented names."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations
from math import log

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cenotaph import edtf
from cenotaph.match import blocking
from cenotaph.match.blocking import Pairs, candidate_pairs
from cenotaph.match.cluster import cluster
from cenotaph.match.compared import weigh_pairs
from cenotaph.match.distinct import distinct_lines
from cenotaph.match.evidence import COMPARISONS, compare_profiles
from cenotaph.match.groups import Apart, Tied, group
from cenotaph.match.keys import DAYS
from cenotaph.match.levels import compared_levels, compared_names, couples_of, rarity
from cenotaph.match.name_columns import MOST_WORDS, blocking_sounds
from cenotaph.match.near import nearness
from cenotaph.match.parts import Name, read_name
from cenotaph.match.people import People, people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.match.profile import (
    FILLED_IN,
    Profile,
    Rarity,
    age_in_years,
    date_of,
    day_of,
    placeholders,
    places_of,
)
from cenotaph.match.slips import Nearness
from cenotaph.record import DeclaredPlace, Entry, Span

GAZETTEER = gazetteer_by_sound([DeclaredPlace(name="Ozmara", former=("Port Placeholder",))])
GIVEN = (
    "Zelda", "Zelde", "Zeldaa", "Yorick", "Vaqif", "Вагиф", "Vagif", "Амина", "Amin", "Amina", "Ağa Cavad", "Agajavad",
    "Abu Hasan Omar", "عمر", "محمد", "محمود", "عبد الكريم", "كريم", "Mahammad", "Zahid", "Zahir", "Z.", "გიორგი",
    "Giorgi", "Саша", "Oleksandr", "Abd al-Karim", "Seyid", "Hacı Vaqif", "Нина", "Brian", "Արամ",
    "Halit", "Khalid", "Gamal", "Джамал", "علاء", "عالء", "Алина", "Алена", "محمدرضا", "Mohammad Reza",
    "Mohammad Hossein", "Mrs. Zelda", "Thos.",
)  # fmt: skip
MIDDLE = ("", "", "", "Şamil oğlu", "Nadir oğlu", "Шамильевич", "ibn Nadir", "حسن", "حسن علي", "Quorn", "M.", "Samir")
FAMILY = (
    "", "Quorn", "Qorn", "Quornn", "Ozmarov", "Озмарова", "Ozmarova", "Mell", "Mell-Quorn", "(née Orlova) Ozmar",
    "كورن", "المصري", "al-Masri", "Zelda", "Petrenko", "OZMAR", "Wexford", "Wexfort", "Weksford", "Quorn Sr.",
    "Quorn Jr.", "Ozmarov Jr.",
    "Isaev", "Isakov", "Kaya", "Kayalı", "De Luca", "Deluca", "Benquorn", "ibn Quorn", "Samiroglu",
    "Alozmari", "al-Ozmari",
)  # fmt: skip
people = st.builds(
    lambda number, given, middle, family, turned, spot, fields: Entry(
        id=f"ent-{number:05}",
        source=spot,
        span=Span(source=spot, quote=""),
        list=f"lst-{spot}",
        name=" ".join(part for part in ((family, given, middle) if turned else (given, middle, family)) if part),
        **fields,
    ),
    st.integers(0, 99_999),
    st.sampled_from(GIVEN),
    st.sampled_from(MIDDLE),
    st.sampled_from(FAMILY),
    st.booleans(),
    st.sampled_from("ab"),
    st.fixed_dictionaries(
        {
            "is_unique": st.booleans(),
            "is_named": st.sampled_from((True, True, True, False)),
            "birth": st.sampled_from(
                (None, "1931-05-02", "1931-02-05", "1931", "1931-05", "1932-05-02", "1971-05-02", "1940-01-01")
            ),
            "age": st.sampled_from((None, "19", "20", "58", "18 months")),
            "sex": st.sampled_from((None, "f", "m")),
            "date": st.sampled_from((None, "1990-01-20", "1990-01-19/1990-01-20", "1990-01", "1990", "soon")),
            "place": st.sampled_from((None, "Ozmara", "Port Placeholder", "Hill of Ozmara", "Veksiya")),
            "family": st.sampled_from((None, None, "Ozmarov")),
            "given": st.sampled_from((None, None, "Zelda")),
        }
    ),
)
crowds = st.lists(people, max_size=30, unique_by=lambda one: one.id)


def plain_profiles(entries: Sequence[Entry]) -> list[Profile]:
    """Each entry read on its own."""
    births = [(one, day_of(one.birth)) for one in entries]
    whole = Counter(one.list for one, day in births if day and day[2])
    first = Counter(one.list for one, day in births if day and day[1:] == (1, 1))
    guessed = _plain_placeholders(births)
    fills_in = {one for one in whole if first[one] >= FILLED_IN and first[one] * 100 >= 2 * whole[one]}
    sums: dict[str, list[float]] = {}
    for one, day in births:
        age = age_in_years(one.age)
        if day and age is not None:
            sums.setdefault(one.list, []).append(day[0] + age)
    known = {one: statistics.median(years) + 0.5 for one, years in sums.items()}
    dated = [edtf.day_of_number(date[0])[0] + 0.5 for one in entries if (date := date_of(one.date))]
    usual = statistics.median(known.values()) if known else statistics.median(dated) if dated else 0.0
    return [_plain_profile(one, known.get(one.list, usual), one.list in fills_in, one.id in guessed) for one in entries]


def _plain_placeholders(births: Sequence[tuple[Entry, tuple[int, int | None, int | None] | None]]) -> set[str]:
    """The entries whose birth, or whose age where they state no birth, their list gives to those it knows none of."""
    values: dict[str, dict[tuple[int, ...], list[str]]] = {}
    for one, day in births:
        age = age_in_years(one.age)
        value = day if day and None not in day else (int(age),) if day is None and age is not None else None
        if value is not None:
            values.setdefault(one.list, {}).setdefault(value, []).append(one.id)
    return {
        one
        for of_list in values.values()
        for value in placeholders({value: len(ids) for value, ids in of_list.items()})
        for one in of_list[value]
    }


def _plain_profile(one: Entry, reference: float, fills_in: bool, is_guessed: bool) -> Profile:
    name = read_name(one.name, one.language, one.given, one.patronymic, one.family) if one.is_named else Name()
    day, age, date = day_of(one.birth), age_in_years(one.age), date_of(one.date)
    year = edtf.day_of_number(date[0])[0] if date is not None and date[1] - date[0] < 400 else reference
    return Profile(
        entry=one.id,
        list=one.list,
        source=one.source,
        is_unique=one.is_unique,
        name=name,
        day=day,
        is_day_filled_in=day is not None and (is_guessed or (fills_in and day[1:] == (1, 1))),
        is_year_filled_in=is_guessed,
        age=age,
        born=day[0] + 0.5 if day else year - age if age is not None else None,
        sex=one.sex or name.sex,
        date=date,
        places=places_of(one.place, GAZETTEER),
    )


def plain_rarity(everyone: Sequence[Profile]) -> Rarity:
    """Words counted entry by entry."""
    return Rarity(
        len(everyone),
        Counter(p.name.given.key for p in everyone if p.name.given),
        Counter(p.name.family.key for p in everyone if p.name.family),
        Counter(word.key for p in everyone for word in p.name.between),
        Counter(word.plain for p in everyone for word in p.name.words),
    )


def plain_keys(profile: Profile) -> set[str]:
    """The blocking keys of one entry as texts."""
    words = profile.name.words[:MOST_WORDS]
    sounds = [blocking_sounds(word) for word in words]
    keys = {"+".join(sorted((x, y))) for one, other in combinations(sounds, 2) for x in one for y in other if x and y}
    usual = [sound[0] for sound in sounds if sound and sound[0]]
    keys |= {"+".join(sorted(three)) for three in combinations(usual, 3)}
    extras = []
    if profile.day is not None and profile.day[2] is not None:
        birth = "b{}-{}-{}".format(*profile.day)
        extras.append(birth)
        keys |= {f"{birth}+place+{place}" for place in profile.places}
        keys |= {f"{birth}+initial+{word.plain[:1]}" for word in words}
    if profile.date is not None and profile.date[1] - profile.date[0] < DAYS:
        extras.extend(f"d{day}" for day in range(profile.date[0], profile.date[1] + 1))
    keys |= {f"{extra}+{sound}" for extra in extras for word in sounds for sound in word}
    if profile.born is not None:
        spans = (2 * (int(profile.born) // 2), 2 * ((int(profile.born) + 1) // 2) - 1)
        keys |= {f"year+{span}+{sound}" for span in spans for word in sounds for sound in word}
    if len(words) == 1:
        keys |= {f"only+{sound}" for sound in sounds[0]}
    return keys | {f"word+{word.plain}" for word in words if len(word.plain) > 3}


def plain_blocks(everyone: Sequence[Profile]) -> dict[str, list[int]]:
    """Who shares a key; a year is one only where somebody states no more."""
    blocks: dict[str, list[int]] = {}
    for index, profile in enumerate(everyone):
        for key in plain_keys(profile) if profile.name.words else ():
            blocks.setdefault(key, []).append(index)
    return {
        key: block
        for key, block in blocks.items()
        if not key.startswith("year+") or any(None in (everyone[one].day or (None,)) for one in block)
    }


def may_be_one(one: Profile, other: Profile) -> bool:
    return not (one.is_unique and other.is_unique and one.list == other.list)


def plain_pairs(everyone: Sequence[Profile], blocks: dict[str, list[int]]) -> tuple[set[tuple[int, int]], set[int]]:
    """Candidate pairs, block by block, and the entries that have none."""
    weight: dict[tuple[int, int], float] = {}
    for key in sorted(blocks, key=lambda key: (len(blocks[key]), key)):
        for part in _plain_split(key, blocks[key], everyone):
            for i, j in combinations(part, 2):
                if may_be_one(everyone[i], everyone[j]):
                    weight[i, j] = weight.get((i, j), 0.0) + log(len(everyone) / len(part))
    kept: set[tuple[int, int]] = set()
    for index in range(len(everyone)):
        for side in (0, 1):
            own = [pair for pair in weight if pair[side] == index]
            own.sort(key=lambda pair: (-round(weight[pair], 6), pair))
            kept.update(own[: blocking.KEPT])
    alone = {one for block in blocks.values() for one in block}.difference(*weight)
    return kept, alone


def _plain_split(key: str, block: list[int], everyone: Sequence[Profile]) -> list[list[int]]:
    if key.startswith("word+"):
        return [block] if len(block) <= blocking.RARE else []
    if len(block) <= blocking.BLOCK:
        return [block]
    parts: dict[int, list[int]] = {}
    for index in block:
        born = everyone[index].born
        if born is not None:
            for run in (2 * (int(born) // 2), 2 * ((int(born) + 1) // 2) - 1):
                parts.setdefault(run, []).append(index)
    return [part for part in parts.values() if len(part) <= blocking.BLOCK]


def columns(entries: Sequence[Entry]) -> People:
    return people_of(entries, GAZETTEER)


@settings(deadline=None, max_examples=60)
@given(crowds)
def test_columns_hold_what_each_entry_says(entries: list[Entry]) -> None:
    everyone = plain_profiles(sorted(entries, key=lambda one: one.id))
    found = columns(entries)
    assert [found.profile(row) for row in range(len(found))] == everyone


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=crowds)
def test_pairs_are_those_of_the_blocks(monkeypatch: pytest.MonkeyPatch, entries: list[Entry]) -> None:
    for limit, value in {"ALL_PAIRS": 2, "BLOCK": 6, "RARE": 3, "KEPT": 3}.items():
        monkeypatch.setattr(blocking, limit, value)
    everyone = plain_profiles(sorted(entries, key=lambda one: one.id))
    left, right = candidate_pairs(columns(entries))
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    assert found == sorted(found)
    if sum(bool(one.name.words) for one in everyone) > blocking.ALL_PAIRS:
        blocks = plain_blocks(everyone)
        kept, alone = plain_pairs(everyone, blocks)
        assert kept <= set(found)
        crowds = [set(block) for key, block in blocks.items() if not key.startswith("word+") and len(block) > 6]
        more = set(found) - kept
        for a, b in more:
            assert may_be_one(everyone[a], everyone[b])
            assert alone & {a, b}
            assert any({a, b} <= crowd for crowd in crowds)
        for one in alone - {one for pair in more for one in pair}:
            for crowd in crowds:  # its nearest may all stand on its own list, but only where that names nobody twice
                assert one not in crowd or any(not may_be_one(everyone[one], everyone[n]) for n in crowd - {one})


@settings(deadline=None, max_examples=150)
@given(crowds)
def test_levels_are_those_of_each_pair(entries: list[Entry]) -> None:
    everyone = plain_profiles(sorted(entries, key=lambda one: one.id))
    common, plain_common = rarity(found := columns(entries)), plain_rarity(everyone)
    pairs = Pairs(*np.triu_indices(len(everyone), 1))
    names = compared_names(*couples_of(pairs, found), found.names, common)
    for a, b, line in zip(*pairs, compared_levels(pairs, found, names, common).tolist(), strict=True):
        levels = compare_profiles(everyone[a], everyone[b], plain_common).levels
        assert tuple(None if level == -1 else level for level in line) == levels


def test_a_last_surname_left_out_is_no_slip_of_the_pen_however_common_the_two_are() -> None:
    names = [f"{given} Hasan {family}" for family in ("Zarnouq al-Ozmari", "Zarnouq") for given in GIVEN[:6]]
    entries = [
        Entry(id=f"ent-{place:05}", source=name, span=Span(source=name, quote=""), list=name, name=name, is_named=True)
        for place, name in enumerate(names)
    ]
    everyone = plain_profiles(entries)
    common, plain_common = rarity(found := columns(entries)), plain_rarity(everyone)
    pairs = Pairs(np.array([0]), np.array([6]))
    family = COMPARISONS.index("family")
    assert compare_profiles(everyone[0], everyone[6], plain_common).levels[family] == Nearness.NEAR
    assert (
        compared_levels(pairs, found, compared_names(*couples_of(pairs, found), found.names, common), common)[0, family]
        == Nearness.NEAR
    )


@settings(deadline=None, max_examples=100)
@given(people, people)
def test_nearness_does_not_depend_on_which_word_comes_first(one: Entry, other: Entry) -> None:
    for a in read_name(one.name).words:
        for b in read_name(other.name).words:
            assert nearness(a, b) == nearness(b, a)


rows = st.integers(0, 11)
ties = st.dictionaries(
    st.tuples(rows, rows).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(st.sampled_from((0.3, 0.9, 0.95, 0.99)), st.booleans()),
    max_size=14,
)
ruled = st.sets(st.tuples(rows, rows).filter(lambda pair: pair[0] < pair[1]), max_size=2)


def as_pairs(couples: Sequence[tuple[int, int]]) -> Pairs:
    found = np.array(sorted(couples), dtype=np.int64).reshape(-1, 2)
    return Pairs(found[:, 0], found[:, 1])


numbers = st.lists(st.sampled_from((-1, -1, 0, 1)), min_size=12, max_size=12)
NONE = [-1] * 12


@settings(deadline=None, max_examples=300)
@given(ties, ruled, ruled, numbers, numbers)
@example({(0, 1): (0.9, False)}, set(), set(), [0, 0, *NONE[2:]], NONE)
@example({(0, 1): (0.9, False)}, set(), set(), NONE, [0, 1, *NONE[2:]])
@example({(0, 1): (0.9, False)}, set(), set(), NONE, [0, 0, *NONE[2:]])
def test_groups_are_those_of_the_plain_clusters(
    pairs: dict, must: set, cannot: set, unique: list[int], keys: list[int]
) -> None:
    cannot -= must
    order = sorted(pairs)
    chance = np.array([pairs[one][0] for one in order])
    against = np.array([pairs[one][1] for one in order], dtype=bool)
    key = np.array(keys)
    lines, sheet = Apart(np.array(unique), np.arange(12)), Apart(np.where(key == -1, -1, 0), key)
    found = group(Tied(as_pairs(order), chance, against, as_pairs(must), as_pairs(cannot), (lines, sheet)))
    apart: dict[int, dict[Hashable, Hashable]] = {
        row: {number: row} for row, number in enumerate(unique) if number != -1
    }
    for row, own in enumerate(keys):
        apart.setdefault(row, {}).update({"sheet": own} if own != -1 else {})
    forbidden = [one for one in order if pairs[one][1]]
    plain = cluster(range(12), {one: pairs[one][0] for one in order}, must, cannot, apart, forbidden)
    assert found.tolist() == [next(members[0] for members in plain if row in members) for row in range(12)]


def test_the_same_whatever_the_order() -> None:
    entries = [
        Entry(id=f"ent-{n}", source="a", span=Span(source="a", quote=""), list="a", name=f"{given} {family}")
        for n, (given, family) in enumerate((one, other) for one in GIVEN[:6] for other in FAMILY[1:6])
    ]
    one, other = weigh_pairs(entries), weigh_pairs(entries[::-1])
    assert one.probability == other.probability
    assert one.against == other.against


@given(lines=st.lists(st.tuples(*[st.integers(-1, 2000)] * 3), max_size=30))
def test_distinct_lines_are_all_there_and_each_once(lines: list[tuple[int, int, int]]) -> None:
    table = np.array(lines, dtype=np.int64).reshape(len(lines), 3)
    row, place = distinct_lines(table)
    assert np.array_equal(table[row][place], table)
    assert len(row) == len(set(lines))


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("6 месяцев", 0.5), ("6 місяців", 0.5), ("6 aylıq", 0.5), ("6 aylık", 0.5), ("٦ أشهر", 0.5), ("6 ամսական", 0.5),
        ("۶ ماهه", 0.5), ("6-month-old", 0.5), ("6mo", 0.5), ("26 недель", 0.5), ("13 weeks", 0.25), ("35 м", 35.0),
        ("40 лет", 40.0), ("40 yaşında", 40.0), ("13,5", 13.5), ("121", None), ("infant", None),
    ],
)  # fmt: skip
def test_units_of_ages_are_those_of_every_language(printed: str, years: float | None) -> None:
    assert age_in_years(printed) == years
