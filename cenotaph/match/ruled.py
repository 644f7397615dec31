"""What people ruled on persons themselves: how one is called, what happened, who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from cenotaph.access import ruled
from cenotaph.record import Person, Redirect, Ruling

FIELDS = ("name", "fate", "incident")
"""Fields of a person that a ruling of kind `set` may fill; all others are what entries say."""


def rule_on_persons(
    persons: Iterable[Person], redirects: Iterable[Redirect], rulings: Sequence[Ruling]
) -> list[Person]:
    """The same persons as rulings leave them.

    Args:
        persons: as matched.
        redirects: former ids; a ruling on one holds for the person it leads to.
        rulings: those whose target is a person; others are passed over.
    """
    now = {redirect.id: redirect.person for redirect in redirects}
    of: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        if ruling.target.startswith("per-") and "+" not in ruling.target:
            of.setdefault(now.get(ruling.target, ruling.target), []).append(ruling)
    return [_ruled(person, of) for person in persons]


def _ruled(person: Person, of: Mapping[str, Sequence[Ruling]]) -> Person:
    own = of.get(person.id, ())
    values = {ruling.field: ruling.value or None for ruling in own if ruling.kind == "set" and ruling.field in FIELDS}
    if "name" in values and values["name"] is None:
        del values["name"]  # a person is not made nameless by an empty value
    return replace(person, access=ruled(person.access, own), **values) if own else person
