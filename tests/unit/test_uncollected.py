"""Cycles are not looked for during the work, and are again after it, also where it fails."""

from __future__ import annotations

import gc

import pytest

from cenotaph.uncollected import uncollected


@uncollected
def is_looked_for(*, fails: bool = False) -> bool:
    if fails:
        raise ValueError("nothing to match")
    return gc.isenabled()


def test_cycles_are_looked_for_again_after_the_work() -> None:
    assert gc.isenabled()
    assert not is_looked_for()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="nothing to match"):
        is_looked_for(fails=True)
    assert gc.isenabled()


def test_who_has_paused_it_keeps_it_paused() -> None:
    gc.disable()
    try:
        assert not is_looked_for()
        assert not gc.isenabled()
    finally:
        gc.enable()
