"""Two entries compared field by field: the level each comparison reaches, and its reason in words."""

from __future__ import annotations

from math import prod

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.compare import Middle, NameComparison, Nearness, compare_parts, nearness, reason_of
from cenotaph.match.further import nearness_of_cells
from cenotaph.match.parts import Name
from cenotaph.match.profile import Profile, Rarity, rarity_step
from cenotaph.match.sounds import Word

AGREED = 10
"""Levels of a name part from here on say that it agrees: 10 + how rare it is (`profile.rarity_step`), 10 to 18 for
spellings of the same, 20 to 28 for the same sounds or letters."""
SOUND = 20

COMPARISONS = (
    "given", "middle", "family", "birth", "birth_in_part", "age", "sex", "date", "date_in_part", "place", "context",
    "order",
)  # fmt: skip
"""What is always compared, in the order of a `Levels` tuple; behind it stand the further columns of the lists.

Days, and births and dates of which a side states less than a day, are two comparisons: that two years agree says
more of lists that print years than of lists that print days, where those of one person mostly agree to the day."""

Levels = tuple[int | None, ...]
"""One level per comparison; null where a side states nothing."""


class Compared(Struct, frozen=True):
    """A pair compared."""

    names: NameComparison
    levels: Levels
    columns: tuple[str, ...] = ()  # the further columns, whose levels stand last


def compare_profiles(a: Profile, b: Profile, rarity: Rarity) -> Compared:
    """The level of every comparison of one pair of entries."""
    names = in_either_order(a.name, b.name)
    names = _without_common_slips(a, b, names, rarity)
    given = (
        _part_level(names.given, rarity.given(a.name.given), rarity.given(b.name.given))
        if a.name.given and b.name.given
        else None
    )
    family = (
        _part_level(names.family, rarity.family(a.name.family), rarity.family(b.name.family))
        if a.name.family and b.name.family
        else None
    )
    if family == 0 and "f" in (a.sex, b.sex):
        family = 4  # a woman's surname may be her husband's
    levels: Levels = (
        given,
        _middle_level(names, rarity),
        family,
        birth_level(a, b),
        birth_in_part_level(a, b),
        age_level(a, b),
        None if a.sex is None or b.sex is None else int(a.sex == b.sex),
        date_level(a, b),
        date_in_part_level(a, b),
        place_level(a, b),
        _context_level(a, b, names),
        1 if names.is_swapped and a.name.is_family_sure and b.name.is_family_sure else None,
        *(cell_level(at, a, b, rarity) for at in range(len(rarity.columns))),
    )
    return Compared(names=names, levels=levels, columns=tuple(column.name for column in rarity.columns))


def in_either_order(a: Name, b: Name) -> NameComparison:
    """Two names, tried with given name and surname exchanged also where both lists have a column for each."""
    straight = compare_parts(a, b)
    if not (a.is_family_sure and b.is_family_sure and a.given and a.family and b.given and b.family):
        return straight
    if max(straight.given or 0, straight.family or 0) > Nearness.WEAK:
        return straight
    if max(nearness(a.given, b.family), nearness(a.family, b.given)) < Nearness.ALIKE:
        return straight
    turned = compare_parts(a, replace(b, given=b.family, family=b.given))
    fits = min(turned.given or 0, turned.family or 0) >= Nearness.NEAR
    return replace(turned, is_swapped=True) if fits else straight


def _without_common_slips(a: Profile, b: Profile, names: NameComparison, rarity: Rarity) -> NameComparison:
    """One letter apart is a slip of the pen only while one of the spellings is rare: Zahid and Zahir are two names."""
    if Nearness.NEAR not in (names.given, names.family):
        return names
    given = _common_slip(names.given, a.name.given, b.name.given, rarity)
    family = _common_slip(names.family, a.name.family, b.name.family, rarity)
    return replace(names, given=given, family=family)


def _common_slip(near: Nearness | None, a: Word | None, b: Word | None, rarity: Rarity) -> Nearness | None:
    if near != Nearness.NEAR or a is None or b is None or a.script != b.script:
        return near
    is_slip = nearness(a, b) == Nearness.NEAR  # or else a last surname is left out, which says less but is no slip
    return Nearness.WEAK if is_slip and rarity.is_common(a) and rarity.is_common(b) else near


def _part_level(near: Nearness | None, share_a: float, share_b: float) -> int | None:
    if near is None or near < Nearness.ALIKE:
        return near
    step = rarity_step(max(share_a, share_b))
    return (SOUND if near >= Nearness.SOUND else AGREED) + step


def _middle_level(names: NameComparison, rarity: Rarity) -> int | None:
    if names.middle is None or names.middle < Middle.ONE:
        return names.middle
    share = prod((rarity.between(word) for word in names.agreed), start=1.0)
    return AGREED + rarity_step(share)


def birth_level(a: Profile, b: Profile) -> int | None:
    """How two printed days of birth compare; null unless both are printed, or where a filled-in day differs.

    Returns:
        4 the same day, 3 day and month exchanged or one figure apart, 2 the same year, 1 a year apart, 0 otherwise.
    """
    if a.day is None or b.day is None or None in a.day or None in b.day:
        return None
    if a.day == b.day:
        return 4
    if a.is_day_filled_in or b.is_day_filled_in:
        return None
    if a.day[0] == b.day[0] and (a.day[1], a.day[2]) == (b.day[2], b.day[1]):
        return 3
    if _is_one_figure_apart(a.day, b.day):
        return 3
    return 2 if a.day[0] == b.day[0] else int(abs(a.day[0] - b.day[0]) == 1)


def birth_in_part_level(a: Profile, b: Profile) -> int | None:
    """How two printed births compare of which one, or both, are no day; null too where a filled-in day is the other.

    Returns:
        3 the same as far as stated, 2 the same year, 1 a year apart, 0 otherwise.
    """
    if a.day is None or b.day is None or (None not in a.day and None not in b.day):
        return None
    if a.is_day_filled_in or b.is_day_filled_in:
        return None
    if all(x == y for x, y in zip(a.day, b.day, strict=True) if x is not None and y is not None):
        return 3
    return 2 if a.day[0] == b.day[0] else int(abs(a.day[0] - b.day[0]) == 1)


def _is_one_figure_apart(a: tuple[int | None, ...], b: tuple[int | None, ...]) -> bool:
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differing) != 1:
        return False
    x, y = differing[0]
    return sum(one != other for one, other in zip(f"{x or 0:04}", f"{y or 0:04}", strict=True)) == 1


def age_level(a: Profile, b: Profile) -> int | None:
    """4 the same age, 3 a year apart at most, 2 two years, 1 up to five, 0 more; null where births compare.

    Null too where a birth or an age that stands for an unknown one does not fit.
    """
    if a.day is not None and b.day is not None and (a.day == b.day or not (a.is_day_filled_in or b.is_day_filled_in)):
        return None
    if a.born is None or b.born is None:
        return None
    apart = abs(a.born - b.born)
    if a.age is not None and a.age == b.age and apart <= 1.5:
        return 4
    if a.is_year_filled_in or b.is_year_filled_in:
        return 3 if apart <= 1.1 else None
    return 3 if apart <= 1.1 else 2 if apart <= 2.1 else 1 if apart <= 5.1 else 0


def date_level(a: Profile, b: Profile) -> int | None:
    """Of two days 3 the same, 2 up to three days apart, 1 up to a month, 0 more; null unless both are days."""
    if a.date is None or b.date is None or not (_is_a_day(a.date) and _is_a_day(b.date)):
        return None
    return _nearness_of_dates(a.date, b.date)


def date_in_part_level(a: Profile, b: Profile) -> int | None:
    """`date_level` of two dates of which one, or both, are longer than a day; 3 where they have a day in common."""
    if a.date is None or b.date is None or (_is_a_day(a.date) and _is_a_day(b.date)):
        return None
    return _nearness_of_dates(a.date, b.date)


def _is_a_day(date: tuple[int, int]) -> bool:
    return date[0] == date[1]


def _nearness_of_dates(a: tuple[int, int], b: tuple[int, int]) -> int:
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return 3 if gap <= 0 else 2 if gap <= 3 else 1 if gap <= 31 else 0


def place_level(a: Profile, b: Profile) -> int | None:
    """2 the same place or one within the other's words, 1 a word shared, 0 none."""
    return words_level(a.places, b.places) if a.places and b.places else None


def words_level(a: frozenset[str], b: frozenset[str]) -> int:
    """2 where all words of one are among the other's, 1 where they share some, 0 where none."""
    return 2 if a <= b or b <= a else int(not a.isdisjoint(b))


def cell_level(at: int, a: Profile, b: Profile, rarity: Rarity) -> int | None:
    """How two cells of a further column compare.

    Returns:
        0 different, 1 a slip of the pen apart; where they agree 20 for a number that is a person's own, else 10 and how
        rare the cell is. Null where a side states nothing, or where lists write different things anyway.
    """
    column, one, other = rarity.columns[at], a.cells[at], b.cells[at]
    if one is None or other is None:
        return None
    if one == other:
        return agreement_of_cells(at, one, rarity)
    near = nearness_of_cells(one, other)
    return near if near or column.may_differ else None


def agreement_of_cells(at: int, key: str, rarity: Rarity) -> int:
    """The level of two equal cells of a further column."""
    column = rarity.columns[at]
    return SOUND if column.is_own and key not in column.doubled else AGREED + rarity_step(rarity.cell(at, key))


def _context_level(a: Profile, b: Profile, names: NameComparison) -> int | None:
    """1 where one source names somebody in full and, elsewhere, by a part of that name."""
    if a.source != b.source or a.is_unique or b.is_unique:
        return None
    if (a.name.given is None or a.name.family is None) == (b.name.given is None or b.name.family is None):
        return None
    parts = [part for part in (names.given, names.family) if part is not None]
    return 1 if parts and min(parts) >= Nearness.ALIKE and len(parts) < 2 else None


BIRTH_IN_WORDS = (
    "the years of birth are far apart", "born a year apart", "born in the same year",
    "the births are one figure apart", "born on the same day",
)  # fmt: skip
BIRTH_IN_PART_IN_WORDS = (*BIRTH_IN_WORDS[:3], "the births agree as far as stated")
AGE_IN_WORDS = (
    "the ages do not fit", "the ages fit within five years", "the ages fit within two years", "the ages fit",
    "the same age",
)  # fmt: skip
SEX_IN_WORDS = ("a woman and a man", "")
DATE_IN_WORDS = (
    "the dates are far apart", "the dates are within a month", "the dates are within three days", "the same date",
)  # fmt: skip
DATE_IN_PART_IN_WORDS = (*DATE_IN_WORDS[:3], "the dates agree")
PLACE_IN_WORDS = ("the places differ", "the places share a word", "the same place")
IN_WORDS = {
    "birth": BIRTH_IN_WORDS,
    "birth_in_part": BIRTH_IN_PART_IN_WORDS,
    "age": AGE_IN_WORDS,
    "sex": SEX_IN_WORDS,
    "date": DATE_IN_WORDS,
    "date_in_part": DATE_IN_PART_IN_WORDS,
    "place": PLACE_IN_WORDS,
}
"""What each level of a comparison is called, for those that look at no name."""
CELLS_IN_WORDS = ("another", "nearly the same")
NAMED = {
    "identity": "identity number",
    "telephone": "telephone number",
    "mail": "mail address",
    "house": "house number",
    "cause": "cause of death",
    "mother": "mother's name",
    "birthplace": "place of birth",
}
"""Kinds of columns in words; any other is called as its heading is."""


def reason(compared: Compared) -> str:
    """A comparison in words, field by field, the name first."""
    names = compared.names
    is_nameless = names.given is None and names.middle is None and names.family is None
    said = ["a name is missing" if is_nameless else reason_of(names)]
    for comparison, level in zip(COMPARISONS, compared.levels, strict=False):  # behind them stand further columns
        if level is not None and comparison in IN_WORDS and IN_WORDS[comparison][level]:
            said.append(IN_WORDS[comparison][level])
    if compared.levels[COMPARISONS.index("context")]:
        said.append("one source names both")
    for column, level in zip(compared.columns, compared.levels[len(COMPARISONS) :], strict=True):
        if level is not None:
            said.append(f"{'the same' if level >= AGREED else CELLS_IN_WORDS[level]} {NAMED.get(column, column)}")
    return "; ".join(said)
