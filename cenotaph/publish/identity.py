"""Published ids: digests over what is published, so that they tell nothing of what is not.

The ids of a build are digests over whole files and over the earliest entry, hidden or not. Here
each is minted anew from public fields. Among records that are equal in those, the rest of their
public content decides the order; records that are equal in everything are interchangeable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.publish.contents import Contents
from cenotaph.record import Claim, Entry, Flag, Pair, Person, Source, Span, digest

RecordT = TypeVar("RecordT", bound=Struct)
Ids = dict[str, str]


def with_public_ids(contents: Contents) -> Contents:
    """`contents` of a public view under ids made from itself, every table sorted by id."""
    sources = _source_ids(contents)
    claims = _statement_ids("clm", contents.claims, sources)
    entries = _statement_ids("ent", contents.entries, sources)
    lists = {entry.list: _list_id(entry, sources) for entry in contents.entries}
    persons = {person.id: _person_id(person, entries) for person in contents.persons}
    groups = {g.id: "cpy-" + digest("copy group", sorted(sources[s] for s in g.sources)) for g in contents.copy_groups}
    ids = sources | claims | entries | lists | persons
    return Contents(
        settings=contents.settings,
        edition=contents.edition,
        set_aside=tuple(sorted(claims[claim] for claim in contents.set_aside)),
        sources=_sorted(_source(source, sources) for source in contents.sources),
        claims=_sorted(_claim(claim, ids) for claim in contents.claims),
        entries=_sorted(_entry(entry, ids) for entry in contents.entries),
        persons=_sorted(_person(person, ids) for person in contents.persons),
        links=_sorted(
            replace(k, id="lnk-" + digest(entries[k.entry]), entry=entries[k.entry], person=persons[k.person])
            for k in contents.links
        ),
        pairs=_sorted(_pair(pair, entries) for pair in contents.pairs),
        places=_sorted(replace(p, id="plc-" + digest("place", p.name, sorted(p.names))) for p in contents.places),
        questions=_sorted(contents.questions),
        figures=_sorted(
            replace(
                f,
                id="fig-" + digest(f.question, claims[f.claim]),
                claim=claims[f.claim],
                source=sources[f.source],
                copy_group=groups.get(f.copy_group or ""),
            )
            for f in contents.figures
        ),
        copy_groups=_sorted(
            replace(
                g,
                id=groups[g.id],
                sources=tuple(sorted(sources[s] for s in g.sources)),
                root=sources[g.root] if g.root else None,
            )
            for g in contents.copy_groups
        ),
        flags=_sorted(_flag(flag, ids) for flag in contents.flags),
        estimates=_sorted(
            replace(e, id="est-" + digest(e.method, e.stratum, e.incident, names), lists=names)
            for e in contents.estimates
            for names in [tuple(ids.get(name, name) for name in e.lists)]
        ),
    )


def _sorted(records: object) -> tuple:  # type: ignore[type-arg]
    return tuple(sorted(records, key=lambda record: (record.id, msgspec.json.encode(record))))  # type: ignore[call-overload]


def _mint(prefix: str, records: Sequence[RecordT], basis: Callable[[RecordT], tuple[object, ...]]) -> Ids:
    """An id for each record: digest of its basis and which of several with that basis it is.

    `records` come in an order that depends on public content alone.
    """
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    ids = {}
    for record in records:
        key = basis(record)
        ids[record.id] = f"{prefix}-" + digest(prefix, *key, seen[key])  # type: ignore[attr-defined]
        seen[key] += 1
    return ids


def _source_ids(contents: Contents) -> Ids:
    said: dict[str, list[bytes]] = defaultdict(list)
    statements: tuple[Claim | Entry, ...] = (*contents.claims, *contents.entries)
    for statement in statements:
        said[statement.source].append(_content(statement))
        said[statement.span.source].append(_content(statement))

    def basis(source: Source) -> tuple[object, ...]:
        bare = replace(source, id="", supersedes=None, derived_from=None)
        return (msgspec.json.encode(bare).decode(),)

    ordered = sorted(contents.sources, key=lambda s: (basis(s), sorted(said[s.id])))
    held = [source for source in ordered if source.status != "cited"]
    cited = [source for source in ordered if source.status == "cited"]
    return _mint("src", held, basis) | _mint("cit", cited, basis)


def _content(statement: Claim | Entry) -> bytes:
    """All that is public of a statement but ids, which are what is being made."""
    bare = replace(statement, id="", source="", span=replace(statement.span, source=""))
    bare = replace(bare, part_of=None) if isinstance(bare, Claim) else replace(bare, list="")
    return msgspec.json.encode(bare)


def _statement_ids(prefix: str, statements: Sequence[Claim | Entry], sources: Ids) -> Ids:
    def basis(s: Claim | Entry) -> tuple[object, ...]:
        kind = s.kind if isinstance(s, Claim) else s.name
        return (sources[s.source], sources[s.span.source], s.span.sheet, s.span.cell, s.span.quote, kind)

    ordered = sorted(statements, key=lambda s: (sources[s.source], _content(s)))
    return _mint(prefix, ordered, basis)


def _list_id(entry: Entry, sources: Ids) -> str:
    if entry.list in sources:
        return sources[entry.list]
    return "lst-" + digest(sources[entry.span.source], entry.span.sheet)


def _person_id(person: Person, entries: Ids) -> str:
    return "per-" + digest("person", min(entries[entry] for entry in person.entries))


def _source(source: Source, ids: Ids) -> Source:
    return replace(
        source,
        id=ids[source.id],
        supersedes=ids.get(source.supersedes or ""),
        derived_from=ids.get(source.derived_from or ""),
    )


def _span(span: Span, ids: Ids) -> Span:
    return replace(span, source=ids[span.source])


def _claim(claim: Claim, ids: Ids) -> Claim:
    return replace(
        claim,
        id=ids[claim.id],
        source=ids[claim.source],
        span=_span(claim.span, ids),
        part_of=ids.get(claim.part_of or ""),
    )


def _entry(entry: Entry, ids: Ids) -> Entry:
    return replace(
        entry,
        id=ids[entry.id],
        source=ids[entry.source],
        span=_span(entry.span, ids),
        list=ids[entry.list],
    )


def _person(person: Person, ids: Ids) -> Person:
    names = [replace(form, entry=ids[form.entry]) for form in person.names]
    fields = [replace(field, entry=ids[field.entry]) for field in person.fields]
    return replace(
        person,
        id=ids[person.id],
        names=tuple(sorted(names, key=msgspec.json.encode)),
        fields=tuple(sorted(fields, key=msgspec.json.encode)),
        entries=tuple(sorted(ids[entry] for entry in person.entries)),
    )


def _pair(pair: Pair, entries: Ids) -> Pair:
    first, second = sorted((entries[pair.entry_a], entries[pair.entry_b]))
    return replace(pair, id="pair-" + digest(first, second), entry_a=first, entry_b=second)


def _flag(flag: Flag, ids: Ids) -> Flag:
    spans = tuple(_span(span, ids) for span in flag.spans)
    sources = tuple(ids[source] for source in flag.sources)
    claims = tuple(ids[claim] for claim in flag.claims)
    entries = tuple(ids[entry] for entry in flag.entries)
    rests_on = msgspec.json.encode((spans, sources, claims, entries)).decode()
    id_ = "flg-" + digest(flag.code, rests_on, flag.message)
    return replace(flag, id=id_, spans=spans, sources=sources, claims=claims, entries=entries)
