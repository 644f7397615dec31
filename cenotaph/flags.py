"""Flags: coded points that do not add up, as a linter codes its findings.

The catalogue is `flags.toml`: per code its severity, title, message template, and for the
reference page what it means, why it matters and how to settle it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from importlib.resources import files

import msgspec

from cenotaph.errors import NotFoundError
from cenotaph.record import Flag, Ruling, Severity, Span, digest


class FlagKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code of the catalogue."""

    severity: Severity
    title: str
    message: str  # English template, `str.format` with the flag's values
    what: str
    why: str
    settle: str
    messages: dict[str, str] = {}  # the template in further site languages, by BCP 47 code


@functools.cache
def catalogue() -> dict[str, FlagKind]:
    """Every code and its kind, in the order of the file."""
    return msgspec.toml.decode(files("cenotaph").joinpath("flags.toml").read_bytes(), type=dict[str, FlagKind])


def flag(
    code: str,
    *,
    spans: Sequence[Span] = (),
    sources: Sequence[str] = (),
    claims: Sequence[str] = (),
    entries: Sequence[str] = (),
    **values: object,
) -> Flag:
    """A flag of kind `code`, its message filled with `values`.

    The id is a digest over the code and what the flag rests on, so that a decision on it holds
    while those stay the same.

    Raises:
        NotFoundError: the catalogue has no such code.
    """
    kind = catalogue().get(code)
    if kind is None:
        raise NotFoundError(f"no flag {code}", "flags.toml does not define it")
    rests_on = [(s.source, s.start, s.end, s.sheet, s.cell, s.quote) for s in spans]
    named = tuple(f"{name}={value}" for name, value in sorted(values.items()))
    return Flag(
        id="flg-" + digest(code, rests_on, tuple(sources), tuple(claims), tuple(entries), named),
        code=code,
        severity=kind.severity,
        message=kind.message.format(**values),
        values=named,
        spans=tuple(spans),
        sources=tuple(sources),
        claims=tuple(claims),
        entries=tuple(entries),
    )


def settle(flags: Iterable[Flag], rulings: Iterable[Ruling]) -> list[Flag]:
    """The same flags; those that a ruling accepts bear who settled them and why."""
    accepted = {ruling.target: ruling for ruling in rulings if ruling.kind == "accept"}
    return [
        msgspec.structs.replace(
            each, settled_by=accepted[each.id].decision, settled_reason=accepted[each.id].public_reason or None
        )
        if each.id in accepted
        else each
        for each in flags
    ]
