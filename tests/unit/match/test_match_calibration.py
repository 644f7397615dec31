"""Rulings on doubtful pairs re-scale the others: little at first, never at the ends, and not after they are undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph import table
from cenotaph.match import match
from cenotaph.match.calibration import FEWEST, Calibration, calibrate, calibration_of
from cenotaph.record import Entry, Pair, Ruling, Source, Span

doubtful = st.lists(
    st.tuples(st.floats(0.2, 0.899), st.booleans()),
    max_size=60,
)


def test_below_the_fewest_rulings_nothing_changes() -> None:
    few = calibrate([(0.5, True)] * (FEWEST - 1))
    assert (few.same, few.shift, few.slope, few.is_applied) == (FEWEST - 1, 0.0, 0.0, False)
    assert few.rescaled(0.5) == 0.5


def test_ten_rulings_move_little_and_a_hundred_more() -> None:
    ten, hundred = calibrate([(0.5, True)] * 10), calibrate([(0.5, True)] * 100)
    assert 0.5 < ten.rescaled(0.5) < 0.6
    assert 0.7 < hundred.rescaled(0.5) < 0.85


def test_rulings_that_fit_the_probabilities_leave_them_as_they_are() -> None:
    scale = calibrate([(0.3, True)] * 30 + [(0.3, False)] * 70 + [(0.7, True)] * 70 + [(0.7, False)] * 30)
    for chance in (0.25, 0.5, 0.75):
        assert scale.rescaled(chance) == pytest.approx(chance, abs=0.01)


def test_sure_pairs_stay_sure() -> None:
    scale = calibrate([(0.5, False)] * 500)
    assert scale.rescaled(0.5) < 0.3
    assert scale.rescaled(0.999) > 0.998
    assert scale.rescaled(0.001) > 0.0005


def test_corrections_of_joined_pairs_and_unasked_rulings_do_not_count() -> None:
    assert calibrate([(0.97, False)] * 50 + [(0.03, True)] * 50) == Calibration()


@given(doubtful, st.floats(0.001, 0.998))
def test_the_likelier_pair_stays_the_likelier_one(rulings: list[tuple[float, bool]], chance: float) -> None:
    scale = calibrate(rulings)
    assert scale == calibrate(rulings[::-1])
    assert scale.rescaled(chance) <= scale.rescaled(chance + 0.001)


def person(number: int, name: str, source: str) -> Entry:
    return Entry(
        id=f"ent-{source}-{number:02}",
        source=f"src-{source}",
        span=Span(source=f"src-{source}", quote=name),
        list=f"lst-{source}",
        is_unique=True,
        name=name,
        birth=f"19{30 + number}" if source == "a" else f"19{31 + number}",
    )


def pairs(rulings: list[Ruling]) -> dict[tuple[str, str], Pair]:
    """Sixteen women named on two lists, each under another surname and a year younger: every pair is doubtful."""
    given_names = "Zelda Nadia Yana Uma Petra Olga Mira Lena Kira Jana Irma Hana Gerda Frida Edda Dora".split()  # noqa: SIM905
    fathers = "Kvorn Mell Brin Tarn Lusk Vorn Pell Jask Hord Nebb Drox Fenn Gull Ripp Sork Wenn".split()  # noqa: SIM905
    one = [person(n, f"{name} {fathers[n]} Ozmarova", "a") for n, name in enumerate(given_names)]
    other = [person(n, f"{name} {fathers[n]} Veksiyeva", "b") for n, name in enumerate(given_names)]
    found = match(table.to_table([*one, *other], Entry), table.empty(Source), rulings).pairs
    return {(pair.entry_a, pair.entry_b): pair for pair in table.records(found, Pair)}


def test_rulings_move_the_pairs_nobody_has_looked_at_and_undoing_them_moves_them_back() -> None:
    before = pairs([])
    waiting = [couple for couple in sorted(before) if before[couple].is_waiting]
    assert len(waiting) > FEWEST
    rulings = [Ruling(decision=f"zelda:{n}", kind="same", target="+".join(one)) for n, one in enumerate(waiting[1:])]
    after = pairs(rulings)
    left = waiting[0]
    assert after[left].probability > before[left].probability
    assert after[left].unscaled == before[left].probability
    assert calibration_of(after.values()).same == len(rulings)
    assert calibration_of(after.values()).rescaled(before[left].probability) == after[left].probability
    few = pairs(rulings[: FEWEST - 1])
    assert few[left].probability == before[left].probability
    assert few[left].unscaled is None
    assert pairs([]) == before
