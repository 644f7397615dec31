"""Flags: coded points that do not add up, as a linter codes its findings.

The catalogue is `flags.toml`: per code its severity, title, message template, and for the
reference page what it means, why it matters and how to settle it.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import msgspec
from msgspec.structs import replace

from cenotaph.access import ruled
from cenotaph.dates_in_words import in_words
from cenotaph.errors import NotFoundError
from cenotaph.messages import load_messages
from cenotaph.record import Flag, Ruling, Severity, Span, digest
from cenotaph.wording import kind_in_words, value_in_words


class FlagKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code of the catalogue."""

    severity: Severity
    title: str
    message: str  # English template for the flag's values, as `_Filled` reads it
    what: str
    why: str
    settle: str
    is_list: bool = False  # it tells what there is, one per incident, and is no point to check: not on the points page
    ways: dict[str, str] = {}  # further ways in which the point is met -> the English template of each
    messages: dict[str, str] = {}  # templates in further site languages: "ru", and "ru in_text" for a way


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
    way: str = "",
    **values: object,
) -> Flag:
    """A flag of kind `code`, its message, or that of one of its ways, filled with `values`.

    The id is a digest over the code and what the flag rests on, so that a decision on it holds
    while those stay the same.

    Raises:
        NotFoundError: the catalogue has no such code.
    """
    kind = catalogue().get(code)
    if kind is None:
        raise NotFoundError(f"no flag {code}", "flags.toml does not define it")
    rests_on = [(s.source, s.start, s.end, s.sheet, s.cell, s.quote) for s in spans]
    named = tuple(f"{name}={value}" for name, value in sorted({**values, **({"way": way} if way else {})}.items()))
    return Flag(
        id="flg-" + digest(code, rests_on, tuple(sources), tuple(claims), tuple(entries), named),
        code=code,
        severity=kind.severity,
        message=_Filled("en").format(kind.ways[way] if way else kind.message, **values),
        values=named,
        spans=tuple(spans),
        sources=tuple(sources),
        claims=tuple(claims),
        entries=tuple(entries),
    )


SETTLING = frozenset({"accept", "reject", "set"})
"""Kinds of decision that settle a flag when it is their target: seen, not a point here, or answered."""

LETTERS = {
    "A": "Arithmetic",
    "D": "Dates",
    "T": "Translation and copying",
    "S": "Sources",
    "L": "Lists",
    "F": "Files and fixity",
    "R": "Decisions",
    "E": "Refusals to estimate",
}
"""What the first letter of a code says."""


def settled(flags: Iterable[Flag], rulings: Iterable[Ruling]) -> tuple[Flag, ...]:
    """`flags` as people's decisions leave them: settled, with the decision and its reason, or closed to readers.

    A settled flag stays in the record; of several decisions on one flag the latest is named.
    """
    of_target: dict[str, list[Ruling]] = {}
    for ruling in sorted(rulings, key=lambda ruling: (ruling.time, ruling.decision)):
        of_target.setdefault(ruling.target, []).append(ruling)
    return tuple(_decided(point, of_target.get(point.id, ())) for point in flags)


def _decided(point: Flag, rulings: Sequence[Ruling]) -> Flag:
    point = replace(point, access=ruled(point.access, rulings))
    for ruling in rulings:
        if ruling.kind in SETTLING:
            point = replace(
                point, settled_by=ruling.decision, settled_reason=ruling.reason or ruling.public_reason or None
            )
    return point


class _Filled(string.Formatter):
    """Fills templates as `str.format` does.

    Of its own: `{name:date}` for EDTF dates in words, `{name:figures}` for figures with their thousands set apart,
    `{name:kind}` for a kind of claim in words, `{name:count}` for words in which counts and kinds stand in angle
    brackets: "<≥300> <killed>" is "at least 300 killed", and "<~20>", "<≤5>", "<3–5>" and "<sum 131>" likewise.
    """

    def __init__(self, language: str) -> None:
        self._messages = load_messages(language)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "date":
            return ", ".join(in_words(date, self._messages) for date in str(value).split(", "))
        if format_spec == "count":
            told = _SUM.sub(lambda total: self._messages("count.parts_sum", number=total[1]), str(value))
            told = _COUNT.sub(self._count, told)
            return _KIND.sub(lambda kind: kind_in_words(kind[1], self._messages).lower(), told)
        if format_spec == "kind":
            return kind_in_words(str(value), self._messages).lower()
        if format_spec == "figures":
            return _LONG_FIGURE.sub(lambda figure: f"{int(figure[0]):,}", str(value))
        return str(super().format_field(value, format_spec))

    def _count(self, printed: re.Match[str]) -> str:
        sign, low, high = printed[1], int(printed[2]), int(printed[3] or printed[2])
        bounds = (None if sign == "≤" else low, None if sign == "≥" else high)
        return value_in_words(*bounds, "about" if sign == "~" else "exact", self._messages)


_COUNT = re.compile(r"<([~≥≤]?)(\d+)(?:–(\d+))?>")
_SUM = re.compile(r"<sum (\d+)>")
_KIND = re.compile(r"<([a-z_]+)>")

_LONG_FIGURE = re.compile(r"(?<![\w.,])\d{4,}(?![\w.,]*\d)")


def message(point: Flag, language: str = "en") -> str:
    """The message of a flag in a site language, in English where the catalogue has no other."""
    kind = catalogue().get(point.code)
    values = dict(value.split("=", 1) for value in point.values)
    template = kind.messages.get(f"{language} {values.get('way', '')}".strip()) if kind else None
    return point.message if template is None else _Filled(language).format(template, **values)


def _plain(template: str) -> str:
    """A template without how its values are written."""
    return re.sub(r":(date|figures|kind|count)}", "}", template)


def reference() -> str:
    """The reference page of all flags, as Markdown: per code what it means, why it matters, how to settle it."""
    lines = [
        "# Flags",
        "",
        "A flag is a point to check: something that does not add up, or that could not be done. It is no verdict.",
        "On texts that add up, nothing is said. A decision settles a flag; the figures and words stay as printed.",
        "",
        "This page is generated from `cenotaph/flags.toml`.",
    ]
    codes = sorted(catalogue())
    for letter in sorted({code[0] for code in codes}):
        lines += ["", f"## {letter}: {LETTERS.get(letter, 'Other')}"]
        for code in (code for code in codes if code[0] == letter):
            kind = catalogue()[code]
            said = " or ".join(f"`{_plain(template)}`" for template in (kind.message, *kind.ways.values()))
            lines += [
                "",
                f"### {code}: {kind.title}",
                "",
                f"Severity: {kind.severity}. Message: {said}",
                "",
            ]
            if kind.is_list:
                lines += ["A list, no point to check: it is not on the site's page of points.", ""]
            lines += [f"- What: {kind.what}", f"- Why it matters: {kind.why}", f"- How to settle it: {kind.settle}"]
    return "\n".join(lines) + "\n"
