"""What would change if two people of the register were one: why some pairs are worth a look before others."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cenotaph import edtf
from cenotaph.record import Entry, Person
from cenotaph.wording import listing

Systems = Mapping[str, Collection[str]]
"""Entry id -> the declared list systems on which it stands."""

CONTRADICTIONS = {"birth": "two dates of birth", "date": "two dates of death", "sex": "two sexes", "fate": "two fates"}
"""Fields of which one person has one value, and what it is called when pages give two."""


def effects(one: Person, other: Person, known: Mapping[str, Entry], systems: Systems) -> tuple[str, ...]:
    """What a ruling `same` would change, one phrase each, the weightiest first.

    Args:
        one: a person of the register.
        other: another.
        known: entry id -> entry.
        systems: of each entry.
    """
    both = (one, other)
    found = []
    stands_on = [{system for entry in person.entries for system in systems.get(entry, ())} for person in both]
    if one.is_named and other.is_named and all(stands_on) and not stands_on[0] & stands_on[1]:
        found.append(
            f"the estimate of how many were never listed ({listing(stands_on[0] | stands_on[1])} would share one)"
        )
    if all(any(not known[entry].is_mention for entry in person.entries) for person in both):
        found.append("the number of people listed, by one")
    if one.is_named != other.is_named:
        found.append("the name of somebody who has none")
    for field, two in CONTRADICTIONS.items():
        first, second = (_values(person, field, known) for person in both)
        if agree(field, first) and agree(field, second) and not agree(field, first | second):
            found.append(f"a page with {two} ({listing(first)}; {listing(second)})")
    return tuple(found)


def _values(person: Person, field: str, known: Mapping[str, Entry]) -> set[str]:
    """What the entries of a person state for one field, sealed ones left out."""
    return {one.value for one in person.fields if one.field == field and known[one.entry].access != "sealed"}


def agree(field: str, values: Collection[str]) -> bool:
    """Whether all values of a field can hold of one person.

    >>> agree("birth", ["1951", "1951-04-17"]), agree("birth", ["1951", "1952"]), agree("place", ["Ozmara", "Veksiya"])
    (True, False, True)
    """
    if field not in CONTRADICTIONS:
        return True
    if field in ("sex", "fate"):
        return len({*values} - {"unknown"}) < 2
    bounds = [found for value in values if edtf.is_valid(value) and (found := edtf.bounds(value)) is not None]
    starts = [start for start, _ in bounds if start is not None]
    ends = [end for _, end in bounds if end is not None]
    return not starts or not ends or max(starts) <= min(ends)
