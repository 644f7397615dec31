"""Tables as sources of statements and of people.

A sheet declared as `claims` holds a researcher's notes of what other sources say: each row becomes
a noted claim, whose source is the one the row names and whose span is the cell that carries the
value. It is shown as "our note", never between quotation marks. A list of people gives entries
(`cenotaph.claim.lists`). Any other table gives nothing, and a flag says what it was taken for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import get_args

import msgspec

from cenotaph import edtf
from cenotaph.cells import cell_name
from cenotaph.claim.claimed import Claimed
from cenotaph.claim.columns import Columns, TableKind, read_columns
from cenotaph.claim.lists import Line, entries_of_rows
from cenotaph.claim.marks import marked_rows
from cenotaph.flags import flag
from cenotaph.record import Access, Claim, Count, Flag, Modality, Qualifier, Row, Sheet, Source, Span, digest
from cenotaph.sensitive import topics

MEASURES = frozenset({"years", "year", "days", "day", "months", "month", "hours", "hour", "minutes", "nationalities"})
"""Units of ages, durations and the like: such a number is a value, not a count of people or things."""

TOTAL_OF = {"died_later": "killed"}
"""Those fatally wounded who are listed as a part are a part of the dead, not of all who died later."""

_LONGEST = 18  # digits; of more no table makes a number
_NUMBER = re.compile(r"\d+|\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+")


def claims_of_rows(rows: Sequence[Row], sheet: Sheet | None, source: Source, keys: Mapping[str, str]) -> Claimed:
    """The noted claims or the entries of one held table source.

    Args:
        rows: its rows, all kinds, any order; only rows of kind `data` are read.
        sheet: its declaration in cenotaph.toml; null to find out from the headings whether it lists people.
        source: the held source.
        keys: key of sources.csv -> source id: whose statement a noted row is.

    Returns:
        Claims or entries in the order of sheets and lines. Every data row of a declared or recognised
        table ends as one of them or in a flag: L001 no person in the row, L011 unknown source,
        L012 kind not mapped, L013 no date, L014 no number, L015 filler dates, L016, L018, L019, L020 table of
        another kind, L017 declared column missing, L021 order of day and month open, L022 numbers of days,
        L023 age or sex not understood, L024 nothing but a name, L025 columns told by their cells.
    """
    data = sorted((row for row in rows if row.kind == "data"), key=lambda row: (row.sheet, row.line))
    found = Claimed()
    if sheet is not None and sheet.type == "ignore":
        return found
    for _, group in groupby(data, key=lambda row: (row.sheet, row.header)):
        table = list(group)
        if sheet is not None and sheet.sheet is not None and table[0].sheet != sheet.sheet:
            continue
        found = _joined(found, _claims_of_table(table, sheet, source, keys))
    return marked_rows(found, data)


def _joined(a: Claimed, b: Claimed) -> Claimed:
    return Claimed(a.claims + b.claims, a.entries + b.entries, a.flags + b.flags)


def _claims_of_table(rows: Sequence[Row], sheet: Sheet | None, source: Source, keys: Mapping[str, str]) -> Claimed:
    columns = read_columns(rows, sheet)
    if columns.kind == "claims" and sheet is not None:
        read = _noted_claims([Line(row, columns.fields, source) for row in rows], sheet, keys)
    elif columns.kind == "people":
        read = entries_of_rows(rows, sheet, columns.fields, source, keys)
    elif columns.kind == "ignored" or (columns.kind == "sources" and sheet is not None):
        return Claimed()
    else:
        told = flag(_SAID[columns.kind], sources=(source.id,), sheet=rows[0].sheet, rows=len(rows))
        return Claimed(flags=(told,))
    return msgspec.structs.replace(read, flags=(*_told(columns, rows, source), *read.flags))


_SAID: dict[TableKind, str] = {"other": "L016", "sources": "L018", "claims": "L019", "sideways": "L020"}
"""The flag that says what a table was taken for from which nothing is read."""


def _told(columns: Columns, rows: Sequence[Row], source: Source) -> tuple[Flag, ...]:
    """What is to be said of how the columns were read: L017 declared and not there, L025 told by their cells."""
    found = []
    if columns.missing:
        sheet = f"{source.path or source.id}, sheet {rows[0].sheet},"
        found.append(flag("L017", sources=(source.id,), sheet=sheet, columns=", ".join(columns.missing)))
    if any(column.why == "content" for column in columns.used):
        named = ", ".join(f"{column.field} in {cell_name(column.index, 0)[:-1]}" for column in columns.used)
        found.append(flag("L025", sources=(source.id,), sheet=rows[0].sheet, columns=named))
    return tuple(found)


def _noted_claims(lines: Sequence[Line], sheet: Sheet, keys: Mapping[str, str]) -> Claimed:
    claims: list[Claim] = []
    flags: list[Flag] = []
    seen: Counter[tuple[str, ...]] = Counter()
    parts: set[str] = set()
    for line in lines:
        owner, target = keys.get(line.text("source")), _target(line, sheet)
        if owner is None:
            key = line.text("source") or "(empty)"
            flags.append(flag("L011", spans=(line.span("source"),), sources=(line.source.id,), key=key))
        if target is None:
            kind = line.text("kind") or "(empty)"
            flags.append(flag("L012", spans=(line.span("kind"),), sources=(line.source.id,), kind=kind))
        if owner is None or target is None:
            continue
        claim, problems = _noted_claim(line, sheet, owner, target, seen)
        claims.append(claim)
        flags.extend(problems)
        if target[2]:
            parts.add(claim.id)
    return Claimed(claims=_with_totals(claims, parts), flags=tuple(flags))


def _target(line: Line, sheet: Sheet) -> tuple[str, str | None, bool] | None:
    """Kind, incident and whether it is a part of a total: "killed", "killed/january", "killed/january/part".

    A sheet that maps no kinds uses ours.
    """
    printed = line.text("kind")
    mapped = sheet.kinds.get(printed) if sheet.kinds else printed
    if not mapped:
        return None
    kind, incident, part = [*mapped.split("/"), "", ""][:3]
    return kind, incident or None, part == "part"


def _noted_claim(
    line: Line, sheet: Sheet, owner: str, target: tuple[str, str | None, bool], seen: Counter[tuple[str, ...]]
) -> tuple[Claim, list[Flag]]:
    kind, incident, _ = target
    count, problems = _count(line)
    printed = tuple(c.strip() for i, c in enumerate(line.row.cells) if i not in _ours(line))
    seen[owner, kind, *printed] += 1
    measured = line.text("low") or line.text("high") if count is None else ""
    claim = Claim(
        id="clm-" + digest(owner, *printed, seen[owner, kind, *printed], kind),
        source=owner,
        span=_value_span(line),
        kind=kind,
        count=count,
        whom=line.text("whom") or None,
        whom_class=line.text("whom_class") or None,
        by=line.text("by") or None,
        when=_date(line, "when", problems),
        where=line.text("where") or None,
        speaker=line.text("speaker") or None,
        modality=_modality(line),
        as_of=_date(line, "as_of", problems),
        rule="claims-sheet",
        language=line.text("language") or None,
        basis="noted",
        incident=_incident(line, sheet, incident),
        value=line.text("value") or measured or None,
        note=line.text("note") or None,
        access=_access(line),
    )
    return claim, problems


def _access(line: Line) -> Access:
    """Sealed where the statement touches a sensitive topic in any language."""
    words = "\n".join(line.text(field) for field in ("kind", "value", "whom"))
    return "sealed" if topics(words) else line.source.access


def _ours(line: Line) -> set[int]:
    """Columns that are the researcher's own and no part of the statement: their change keeps the claim's id."""
    return {line.columns[field] for field in ("note", "key") if field in line.columns}


def _incident(line: Line, sheet: Sheet, of_kind: str | None) -> str | None:
    """The incident the row's own cell names, else its kind's, else the sheet's."""
    return sheet.incidents.get(line.text("incident"), of_kind or sheet.incident)


def _value_span(line: Line) -> Span:
    """The cell that carries the value: the number, else the words, else the kind."""
    return line.span(next((field for field in ("low", "high", "value", "whom", "kind") if line.text(field)), "kind"))


def _number(line: Line, field: str, problems: list[Flag]) -> int | None:
    text = line.text(field)
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    if _NUMBER.fullmatch(text) and len(digits) <= _LONGEST:
        return int(digits)
    problems.append(flag("L014", spans=(line.span(field),), sources=(line.source.id,), value=text, column=field))
    return None


def _count(line: Line) -> tuple[Count | None, list[Flag]]:
    """The count, and what is wrong with its cells; null for ages, durations and rows without a number."""
    problems: list[Flag] = []
    unit = line.text("unit") or "persons"
    low, high = _number(line, "low", problems), _number(line, "high", problems)
    if low is not None and high is not None and low > high:
        both = f"{low} to {high}"
        problems.append(flag("L014", spans=(line.span("low"),), sources=(line.source.id,), value=both, column="low"))
        return None, problems
    if problems or (low is None and high is None) or unit in MEASURES:
        return None, problems
    return Count(low=low, high=high, qualifier=_qualifier(line, low, high), unit=unit), problems


def _qualifier(line: Line, low: int | None, high: int | None) -> Qualifier:
    """The qualifier the sheet states, or the one its bounds imply."""
    stated = line.text("qualifier")
    for known in get_args(Qualifier):
        if stated == known:
            qualifier: Qualifier = known
            return qualifier
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    return "exact" if low == high else "between"


def _modality(line: Line) -> Modality:
    stated = line.text("modality")
    for known in get_args(Modality):
        if stated == known:
            modality: Modality = known
            return modality
    return "asserted"


def _date(line: Line, field: str, problems: list[Flag]) -> str | None:
    text = line.text(field)
    if not text or edtf.is_valid(text):
        return text or None
    problems.append(flag("L013", spans=(line.span(field),), sources=(line.source.id,), column=field, count=1))
    return None


def _with_totals(claims: Sequence[Claim], parts: set[str]) -> tuple[Claim, ...]:
    """`claims`, each part tied to the total the same source gives for the same kind and incident.

    Where the source prints no one total, `part_of` is "": a part of a total that is not stated.
    """
    totals: dict[tuple[str, str, str | None], list[str]] = {}
    for claim in claims:
        if claim.id not in parts and claim.count is not None:
            totals.setdefault((claim.source, claim.kind, claim.incident), []).append(claim.id)
    tied = []
    for claim in claims:
        if claim.id in parts:
            kind = TOTAL_OF.get(claim.kind, claim.kind)
            known = totals.get((claim.source, kind, claim.incident), [])
            claim = msgspec.structs.replace(claim, part_of=known[0] if len(known) == 1 else "")  # noqa: PLW2901
        tied.append(claim)
    return tuple(tied)
