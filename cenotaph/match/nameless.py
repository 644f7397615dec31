"""People without a name: whom of the other lists a grave or an unknown man is, by all that is no name.

The model weighs such a pair as any other: names say nothing, the rest says what it says. But where no
name holds a pair together, two things matter more. What a row states may be frequent, as a big
city is, and what one event gave to many, its day and its town, agrees together and must not count
twice. So how often each value, and each two of them together, stand in the lists is counted for the
very values of the pair (`_Shares`). And a counterpart is sought only in other lists, where each row
has one at most: on a list of one night's victims everybody fits everybody, and nothing comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log
from typing import TYPE_CHECKING

import numpy as np

from cenotaph.match.blocking import Pairs
from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND
from cenotaph.match.further import column_name
from cenotaph.match.keys import mixed, runs
from cenotaph.match.model import Model, Weight, shipped_weights
from cenotaph.match.name_columns import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cenotaph.match.people import People

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Levels = NDArray[np.int8]

BLOCK = 100
"""A value, or two values, that more entries than this share lead to nobody."""
AGREES = {"birth": 4, "age": 3, "sex": 1, "date": 3, "place": 2}
"""The level from which a field agrees. What is nearly the same never speaks for a pair without a name."""
LEAST = {"birth": 3, "birth_in_part": 3, "age": 2, "sex": 1, "date": 2, "date_in_part": 2}
"""The level below which a field contradicts: with no name to outweigh it, such a pair is two people."""
USUAL = {"birth": 0.0001, "age": 0.02, "sex": 0.5, "date": 0.5, "place": 0.2, "burial": 0.5, "ordinal": 0.001}
"""How often a value is shared by chance where too few rows tell; set by judgement, dates and burials with caution."""
USUAL_CELL = 0.2
USUAL_WEIGHT = 20
"""These shares weigh as much as so many rows that state the field."""
OF_EVENTS = ("date", "place", "burial")
"""What an event, and with further columns a home, gives to many: while too few rows tell, half of those who share one
are taken to share another. Birth, age and sex are taken to be everybody's own until the lists show otherwise."""
BURIAL, ORDINAL = 0.6, 0.9
"""How often two entries of one person state the same burial, and the same number where two lists number alike."""
SAME_NUMBERS = 5
"""So many people with a name must stand under numbers on two lists, nine in ten under the same one, for an equal
number to mean something."""
SURE = 0.9
"""Pairs from here on count as people who stand on two lists."""
BEFORE_ALL = 10_000
"""Added to years, so that none is `UNKNOWN`."""
MOST = 29
"""One more than the highest level."""


def nameless_pairs(people: People) -> Pairs:
    """Pairs of an entry without a name and one of another list with which it shares a telling value or two."""
    fields = _fields(people)
    is_asked = ~people.is_named & ~people.is_mention
    found = [np.empty(0, dtype=np.int64)]
    for rows, keys in _keys(fields) if is_asked.any() else ():
        row, _, start, size = runs(rows, keys)
        block = np.repeat(np.arange(len(start)), size)
        asked = np.flatnonzero(is_asked[row] & (size[block] > 1) & (size[block] <= BLOCK))
        many = size[block[asked]]
        nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        one, other = np.repeat(row[asked], many), row[np.repeat(start[block[asked]], many) + nth]
        may = (people.list[one] != people.list[other]) & ~people.is_mention[other]
        found.append(np.unique(np.minimum(one, other)[may] * len(people) + np.maximum(one, other)[may]))
    pair = np.unique(np.concatenate(found))
    return Pairs(pair // max(1, len(people)), pair % max(1, len(people)))


def _fields(people: People) -> dict[str, Numbers]:
    """What entries state, each value as a number; `UNKNOWN` where it is not stated in full."""
    day, date = people.day, people.date
    is_whole = (day[:, 2] != UNKNOWN) & ~people.is_day_filled_in
    return {
        "birth": np.where(is_whole, day @ np.array([10_000, 100, 1]), UNKNOWN),
        "age": np.where(np.isnan(people.born), UNKNOWN, np.nan_to_num(people.born) + BEFORE_ALL).astype(np.int64),
        "sex": people.sex,
        "date": np.where(people.has_date & (date[:, 0] == date[:, 1]), date[:, 0], UNKNOWN),
        "place": people.place,
        "burial": people.burial,
        "ordinal": people.ordinal,
        **{column_name(at): people.cell[:, at] for at in range(len(people.further.compared))},
    }


def _keys(fields: Mapping[str, Numbers]) -> list[tuple[Numbers, NDArray[np.uint64]]]:
    """Values, one or two together, under which rows that may be one person are looked for: rows and keys."""
    single = ["birth", "burial", "ordinal", *(name for name in fields if name not in USUAL)]
    found = []
    for name in single:
        row = np.flatnonzero(fields[name] != UNKNOWN)
        found.append((row, mixed(fields[name][row], name)))
    year = fields["age"]
    # overlapping runs of two years, so that a year more or less parts nobody
    spans = {"even": year // 2, "odd": (year + 1) // 2}
    couples = [(year, spans[span], fields[name], span + name) for span in spans for name in ("date", "place")]
    couples.append((fields["date"], fields["date"], fields["place"], "both"))
    for stated, one, other, kind in couples:
        row = np.flatnonzero((stated != UNKNOWN) & (other != UNKNOWN))
        found.append((row, mixed(mixed(one[row], kind) + other[row].astype(np.uint64), kind)))
    return found


def nameless_chances(pairs: Pairs, level: Levels, people: People, model: Model, alike: Marks, prior: float) -> Shares:
    """The probability that each of `nameless_pairs` is one person, rivals left aside.

    What agrees is divided by how often those very values agree by chance (`_Shares`), what differs counts as in the
    model. Beside strangers stand two of one household, as in the model.

    Args:
        pairs: of an entry without a name and one of another list.
        level: a line for each pair, a column for each comparison; -1 where a side states nothing.
        people: all entries.
        model: what holds for the entries at hand.
        alike: whether the two lists of each pair number their people alike (`number_alike`).
        prior: the probability that any two entries, named or not, are one person.
    """
    shares = _Shares(_fields(people), people.list, pairs)
    size = len(pairs.left)
    for_one, for_kin = np.zeros(size), np.zeros(size)
    agreed: dict[str, Marks] = {}
    of_kin: dict[str, Shares] = {}
    for at, name in enumerate(model.names):
        own, weights, kin = level[:, at], model.weights(name), model.kin(name)
        agreed[name] = agrees = own >= (AGREES.get(name, MOST) if at < len(COMPARISONS) else AGREED)
        m, u = (np.where(agrees, _table(weights, value)[own + 1], 1.0) for value in (_m, _u))
        chance = shares.of(name, agrees, u, is_near=own == AGREES["age"])
        chance = np.where(own == SOUND, u, chance)  # a person's own number, counted as such
        differs = np.where(agrees, 0.0, _table(weights, _against)[own + 1])
        of_kin[name] = np.log(kin * m + (1 - kin) * chance)
        for_one += np.log(m / chance) + differs
        for_kin += np.log(m) - of_kin[name] + differs
    for name, m_of in (("burial", BURIAL), ("ordinal", ORDINAL)):
        stated, equal = shares.stated(name)
        agrees = stated & equal & (alike | (name != "ordinal"))
        chance = shares.of(name, agrees, np.where(agrees, USUAL[name], 1.0))
        for_one += np.where(agrees, np.log(m_of / chance), 0.0)
        against = np.where(stated & ~equal & alike & (name == "ordinal"), np.log(1 - ORDINAL), 0.0)
        for_one, for_kin = for_one + against, for_kin + against
    start = shipped_weights()
    kin_there = log(start.relatives_per_entry) + of_kin["date"] + of_kin["place"]
    too_many = np.maximum(0.0, kin_there - np.log(shares.companions(start.relatives_per_entry)))
    for_kin += np.where(agreed["date"] & agreed["place"], too_many, 0.0)
    odds = prior / (1 - prior) * np.exp(for_one)
    beside_kin = start.persons_per_entry / start.relatives_per_entry * np.exp(for_kin)
    found: Shares = 1 / (1 + 1 / odds + 1 / beside_kin)
    for name, least in LEAST.items():
        own = level[:, COMPARISONS.index(name)]
        found[(own != UNKNOWN) & (own < least)] = 0.0
    return found


def _m(weight: Weight) -> float:
    return weight.m


def _u(weight: Weight) -> float:
    return weight.u


def _against(weight: Weight) -> float:
    return min(0.0, log(weight.m / weight.u))


def _table(weights: Mapping[int, Weight], value: Callable[[Weight], float]) -> Shares:
    """What a level is worth, by the level + 1; nothing for a level that is not known."""
    table = np.zeros(MOST + 1)
    for level, weight in weights.items():
        table[level + 1] = value(weight)
    return table


class _Shares:
    """How often the values that two entries share are shared by chance, counted inside the lists of the two."""

    def __init__(self, fields: Mapping[str, Numbers], lists: Numbers, pairs: Pairs) -> None:
        self._fields, self._lists, self._pairs = fields, lists, pairs
        self._agreed: list[tuple[str, Marks]] = []

    def stated(self, name: str) -> tuple[Marks, Marks]:
        """Whether both sides of each pair state a field, and whether they state the same."""
        a, b = (self._fields[name][side] for side in self._pairs)
        return (a != UNKNOWN) & (b != UNKNOWN), a == b

    def of(self, name: str, agrees: Marks, usual: Shares, is_near: Marks | None = None) -> Shares:
        """The share of others who have the value on which each pair agrees, among those who share what agrees already.

        Args:
            name: the field, asked for once and after those it may hang on.
            agrees: which pairs agree in it.
            usual: how often any two agree in it by chance; 1 where a pair does not.
            is_near: where it agrees within a year.
        """
        if name not in self._fields or not agrees.any():
            return usual
        alone, any_two = self._share(name, None, USUAL.get(name, USUAL_CELL))
        found = np.maximum(usual, alone)
        if is_near is not None and name == "age":
            found = np.where(is_near, np.maximum(found, np.minimum(1.0, 3 * alone)), found)
        for before, agreed in self._agreed:
            is_of_event = before in OF_EVENTS and name not in ("birth", "age", "sex")
            together, _ = self._share(name, before, 0.5 if is_of_event else any_two)
            found = np.where(agreed & agrees, np.maximum(found, together), found)
        self._agreed.append((name, agrees))
        return np.where(agrees, found, usual)

    def companions(self, expected: float) -> Shares:
        """How many others of one list share the day and the place of an entry: its relatives there are not more.

        Args:
            expected: so many, where too few rows tell.
        """
        group = _numbered(_numbered(self._lists, self._fields["date"]), self._fields["place"])
        others = np.where(group == UNKNOWN, 0.0, _counts(group) - 1)
        known = int((group != UNKNOWN).sum())
        usual = (float(others.sum()) + USUAL_WEIGHT * expected) / (known + USUAL_WEIGHT)
        found: Shares = usual + np.maximum(others[self._pairs.left], others[self._pairs.right])
        return found

    def _share(self, name: str, given: str | None, expected: float) -> tuple[Shares, float]:
        """The larger of the shares in the two lists, as counted there, and how often any two entries share a value.

        Args:
            name: the field.
            given: only those who share this field as well.
            expected: how often any two share a value, where too few rows tell.
        """
        value = self._fields[name]
        group = self._lists if given is None else _numbered(self._lists, self._fields[given])
        stated = value != UNKNOWN
        group = np.where(stated & (group != UNKNOWN), group, UNKNOWN)
        of_group, of_value = _counts(group), _counts(np.where(group == UNKNOWN, UNKNOWN, _numbered(group, value)))
        known = group != UNKNOWN
        met = float((of_value[known] - 1).sum())  # two by two: how many of a group's pairs share the value
        any_two = (met + USUAL_WEIGHT * expected) / (float((of_group[known] - 1).sum()) + USUAL_WEIGHT)
        own: Shares = (np.maximum(of_value - 1, 0) + USUAL_WEIGHT * any_two) / (
            np.maximum(of_group - 1, 0) + USUAL_WEIGHT
        )
        return np.maximum(own[self._pairs.left], own[self._pairs.right]), any_two


def _numbered(one: Numbers, other: Numbers) -> Numbers:
    """A number for each two values together; `UNKNOWN` where one is missing."""
    both = np.unique(one * (other.max(initial=0) + 2) + other + 1, return_inverse=True)[1]
    return np.where((one == UNKNOWN) | (other == UNKNOWN), UNKNOWN, both)


def _counts(value: Numbers) -> Shares:
    """How many rows have the value that each row has."""
    times = np.bincount(value + 1).astype(np.float64)
    found: Shares = times[value + 1]
    return found


def number_alike(asked: Pairs, pairs: Pairs, chance: Shares, people: People) -> Marks:
    """Whether the lists of each pair of `asked` number their people alike, told by people who stand on both."""
    numbered = (people.ordinal[pairs.left] != UNKNOWN) & (people.ordinal[pairs.right] != UNKNOWN)
    sure = pairs.at(np.flatnonzero((chance >= SURE) & numbered))
    lists = _lists_of(sure, people)
    same = people.ordinal[sure.left] == people.ordinal[sure.right]
    found, place = np.unique(lists, return_inverse=True)
    both, equal = np.bincount(place, minlength=len(found)), np.bincount(place, weights=same, minlength=len(found))
    is_alike: Marks = np.isin(_lists_of(asked, people), found[(both >= SAME_NUMBERS) & (equal * 10 >= both * 9)])
    return is_alike


def _lists_of(pairs: Pairs, people: People) -> Numbers:
    one, other = people.list[pairs.left], people.list[pairs.right]
    return np.minimum(one, other) * len(people.lists) + np.maximum(one, other)


def nameless_remarks(pairs: Pairs, people: People, alike: Marks) -> dict[tuple[str, str], str]:
    """What pairs share beside the fields that are always compared, in words."""
    found: dict[tuple[str, str], str] = {}
    for values, asked, words in (
        (people.burial, np.ones(len(alike), dtype=bool), "the same burial"),
        (people.ordinal, alike, "the same number on both lists"),
    ):
        a, b = values[pairs.left], values[pairs.right]
        for place in np.flatnonzero(asked & (a == b) & (a != UNKNOWN)).tolist():
            couple = people.ids[int(pairs.left[place])], people.ids[int(pairs.right[place])]
            found[couple] = f"{found[couple]}; {words}" if couple in found else words
    return found
