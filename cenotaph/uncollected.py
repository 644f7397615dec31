"""Work without the search for cycles of objects.

Names, entries and persons are trees of values and hold no cycle. Yet whenever Python has made some hundred
thousand of them, it walks through all there are: a fifth of the time of matching a long archive.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def uncollected(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """`work`, during which no cycles are looked for; what is no longer held is freed at once all the same."""

    @wraps(work)
    def paused(*args: Given.args, **named: Given.kwargs) -> Result:
        if not gc.isenabled():
            return work(*args, **named)
        gc.disable()
        try:
            return work(*args, **named)
        finally:
            gc.enable()

    return paused
