"""A researcher's key for a person, told by the person's name.

A claims sheet may say of whom a note speaks by the key that the list of names uses for "the same
person" (`judgement`): "person P03". A reader of the record has no use for the key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cenotaph.record import Claim, Entry


def with_names(claims: Sequence[Claim], entries: Sequence[Entry]) -> list[Claim]:
    """The same claims; where a noted claim's `whom` is nothing but keys of the lists, names stand in their place.

    Args:
        claims: any; quoted ones stay as they are, since their words are a source's.
        entries: of all lists. A key is told by the fullest name it stands beside, the first in
            alphabetical order of two equally full ones.
    """
    names: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: (-len(entry.name), entry.name)):
        if entry.judgement and entry.is_named:
            names.setdefault(entry.judgement, entry.name)
    if not names:
        return list(claims)
    key = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    only_keys = re.compile(rf"(?:persons? )?(?:{key})(?:(?:, | and )(?:{key}))*")
    return [
        msgspec.structs.replace(claim, whom=", ".join(names[found] for found in re.findall(key, claim.whom)))
        if claim.basis == "noted" and claim.whom and only_keys.fullmatch(claim.whom)
        else claim
        for claim in claims
    ]
