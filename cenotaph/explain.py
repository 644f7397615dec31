"""Walk any id of the record back to words, file, digest and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.archive import Archive
from cenotaph.dates_in_words import in_english
from cenotaph.errors import ArchiveError, NotFoundError
from cenotaph.explain_person import Node, called, explain_person
from cenotaph.flags import catalogue
from cenotaph.record import (
    Claim,
    CompanionRole,
    CopyGroup,
    Count,
    Decision,
    Entry,
    Estimate,
    Figure,
    Flag,
    Link,
    Pair,
    Person,
    Place,
    Question,
    Redirect,
    Row,
    Source,
    Span,
    Text,
)
from cenotaph.show import Tables
from cenotaph.wording import count_in_words, interval_in_words, title_of

_ROLES: dict[CompanionRole, str] = {"page_file": "saved beside it", "transcript": "typed from it"}


def explain(path: str | Path, name: str) -> Node:
    """What `name` is and what it rests on, down to quoted words, file digests and decisions.

    What a code means is told outside an archive too.

    Args:
        path: the archive's folder, or one inside it.
        name: any id of the record, a decision ("leyla:12"), a flag or refusal code, a source's key or path, or
            words of the name of one person.

    Raises:
        NotFoundError: nothing is called so.
    """
    try:
        archive = archives.find(Path(path))
    except ArchiveError:
        if name in catalogue():
            return _meaning(name, ())
        raise
    return _Explainer(archive).explain(name)


class _Explainer:
    """Walks the tables of one archive."""

    def __init__(self, archive: Archive) -> None:
        self.rows = Tables(archive)
        self.decisions = ledgers.read_ledger(archive.decisions).decisions

    def explain(self, name: str) -> Node:
        if name in catalogue():
            return self._code(name)
        decision = next((d for d in self.decisions if d.id == name), None)
        if decision is not None:
            return _decision(decision)
        for table, show in self._tables():
            row = self.rows(table).get(name)
            if row is not None:
                return show(row)
        source = next((s for s in self.rows("sources").values() if name in (s.key, s.path) or name in s.paths), None)
        return self._by_name(name) if source is None else self._source(source)

    def _by_name(self, name: str) -> Node:
        """The one person who is called so."""
        found = called(self.rows("persons").values(), name)
        if len(found) == 1:
            return self._person(found[0])
        if not found:
            raise NotFoundError(f"nothing is called {name!r}", "", "cenotaph show claims (or persons, sources, flags)")
        several = "; ".join(f"{one.id} {one.name}" for one in found[:10]) + ("; ..." if len(found) > 10 else "")
        raise NotFoundError(
            f"{len(found):,} people are called {name!r}", several, "give an id of these, or more of the name"
        )

    def _tables(self) -> list[tuple[str, Callable[[Any], Node]]]:
        return [
            ("sources", self._source),
            ("claims", self._claim),
            ("entries", self._entry),
            ("persons", self._person),
            ("redirects", self._redirect),
            ("links", self._link),
            ("pairs", self._pair),
            ("questions", self._question),
            ("figures", self._figure),
            ("flags", self._flag),
            ("estimates", self._estimate),
            ("texts", self._text),
            ("rows", self._row),
            ("places", self._place),
            ("copy_groups", self._copy_group),
        ]

    def _rulings(self, target: str) -> tuple[Node, ...]:
        return tuple(_decision(d) for d in self.decisions if target in (d.target, *d.target.split("+")))

    def _source(self, source: Source) -> Node:
        because = [Node(f"address: {source.url}")] if source.url else []
        because += [Node(f"file: {path}") for path in source.paths]
        around = self.rows("sources").get(source.derived_from or "")
        if around:
            because.append(Node(f"unpacked from {around.path}", (Node(f"source {around.id}"),)))
        because += [Node(f"{_ROLES[c.role]}: {c.path}", (Node(f"sha256 {c.sha256}"),)) for c in source.companions]
        if source.sha256:
            because.append(Node(f"sha256 {source.sha256}, {source.bytes:,} bytes, {source.media_type}"))
        if source.captured:
            because.append(Node(f"first seen {source.captured} by {source.captured_by}"))
        if source.reason:
            because.append(Node(f"{source.status.replace('_', ' ')}: {source.reason}"))
        if source.published_reason:
            between = in_english(source.published_between) or "nothing is known of it"
            dated = in_english(source.published) or f"not settled: {between}"
            because.append(Node(f"dated: {dated}", (Node(source.published_reason),)))
        because += [
            Node(
                f"{e.field}: {e.value}, from {e.rule}" + ("; kept here, shown nowhere" if e.is_private else ""),
                (Node(f"“{e.quote}”"),) if e.quote else (),
            )
            for e in source.evidence
        ]
        claims = sum(claim.source == source.id for claim in self.rows("claims").values())
        entries = sum(entry.source == source.id for entry in self.rows("entries").values())
        because.append(Node(f"{claims:,} statements and {entries:,} namings rest on it"))
        return Node(f"source {source.id}: {title_of(source)}", (*because, *self._rulings(source.id)))

    def _span(self, span: Span) -> Node:
        source = self.rows("sources").get(span.source)
        where = [f"cell {span.sheet}!{span.cell}"] if span.cell else []
        where += [f"page {span.page}"] if span.page else []
        where += [f"characters {span.start}-{span.end}"] if span.start is not None else []
        file = (source.path or source.url) if source else span.source
        digest = (Node(f"sha256 {source.sha256}"),) if source and source.sha256 else ()
        return Node(f"“{span.quote}”", (Node(", ".join([str(file), *where]), digest),))

    def _claim(self, claim: Claim) -> Node:
        count = "" if claim.count is None else f" {count_in_words(claim.count)}"
        because = [self._span(claim.span), Node(f"read by the rule {claim.rule}" if claim.rule else "read")]
        if claim.basis == "noted":
            because.insert(0, Node("our note: a researcher's sheet says so of the source, no words of it are held"))
        facts = {
            "whom": claim.whom,
            "by": claim.by,
            "when": in_english(claim.when),
            "where": claim.where,
            "speaker": claim.speaker,
            "part of": claim.part_of,
            "value": claim.value,
        }
        because += [Node(f"{name}: {value}") for name, value in facts.items() if value]
        if claim.source != claim.span.source:
            because.append(self._name(claim.source))
        figures = [f for f in self.rows("figures").values() if f.claim == claim.id]
        because += [Node(f"figure {f.id} for the question {f.question}") for f in figures]
        return Node(
            f"statement {claim.id}: {claim.kind}{count} ({claim.modality})", (*because, *self._rulings(claim.id))
        )

    def _name(self, source: str) -> Node:
        row = self.rows("sources").get(source)
        return Node(f"source {source}: {title_of(row) if row else 'not in the record'}")

    def _entry(self, entry: Entry) -> Node:
        link = next((row for row in self.rows("links").values() if row.entry == entry.id), None)
        because = [self._span(entry.span), self._name(entry.source)]
        if link is not None:
            because.append(Node(f"person {link.person}, probability {link.probability:.3f}: {link.reason}"))
        return Node(f"entry {entry.id}: {entry.name or 'without a name'}", (*because, *self._rulings(entry.id)))

    def _person(self, person: Person) -> Node:
        told = [person.name or "without a name", *(part for part in (person.fate, person.incident) if part)]
        of_entries = [node for entry in person.entries for node in self._rulings(entry)]
        rulings = [*self._rulings(person.id), *dict.fromkeys(of_entries)]
        return Node(f"person {person.id}: {'; '.join(told)}", (*explain_person(self.rows, person), *rulings))

    def _redirect(self, redirect: Redirect) -> Node:
        return Node(f"{redirect.id} leads to {redirect.person}", (self._person(self.rows("persons")[redirect.person]),))

    def _link(self, link: Link) -> Node:
        says = f"link {link.id}: probability {link.probability:.3f}, {link.reason}"
        return Node(says, (self._entry(self.rows("entries")[link.entry]),))

    def _pair(self, pair: Pair) -> Node:
        judged = f"; judged {pair.judgement} by {pair.judged_by}" if pair.judgement else ""
        both = tuple(self._entry(self.rows("entries")[e]) for e in (pair.entry_a, pair.entry_b))
        says = f"pair {pair.id}: probability {pair.probability:.3f}, {pair.reason}{judged}"
        return Node(says, (*both, *self._rulings(f"{pair.entry_a}+{pair.entry_b}")))

    def _question(self, question: Question) -> Node:
        figures = [f for f in self.rows("figures").values() if f.question == question.id]
        why = (Node(question.reason),) if question.reason else ()
        return Node(f"question {question.id}", (*why, *(self._figure(f) for f in figures)))

    def _figure(self, figure: Figure) -> Node:
        value = count_in_words(Count(figure.low, figure.high, figure.qualifier))
        says = f"figure {figure.id}: {value} ({figure.modality})"
        return Node(says, (self._claim(self.rows("claims")[figure.claim]), *self._rulings(figure.id)))

    def _flag(self, flag: Flag) -> Node:
        because = [self._span(span) for span in flag.spans]
        because += [self._name(source) for source in flag.sources]
        because += [self._claim(self.rows("claims")[c]) for c in flag.claims if c in self.rows("claims")]
        if flag.settled_by:
            because.append(Node(f"settled by {flag.settled_by}: {flag.settled_reason}"))
        return Node(f"{flag.code} {flag.message}", (*because, Node(catalogue()[flag.code].settle)))

    def _estimate(self, estimate: Estimate) -> Node:
        because = [Node(f"list: {name}") for name in estimate.lists]
        because += [Node(f"assumes: {assumption}") for assumption in estimate.assumptions]
        because += [Node(estimate.citation)] if estimate.citation else []
        said = estimate.reason or interval_in_words(estimate)
        return Node(f"estimate {estimate.id} by {estimate.method}: {said}", tuple(because))

    def _text(self, text: Text) -> Node:
        return Node(f"text {text.id}, {len(text.text):,} characters, sha256 {text.sha256}", (self._name(text.source),))

    def _row(self, row: Row) -> Node:
        cells = tuple(Node(f"{name}: {cell}") for name, cell in zip_longest(row.header, row.cells, fillvalue=""))
        return Node(f"row {row.id}: line {row.line} of {row.sheet}, {row.kind}", (self._name(row.source), *cells))

    def _place(self, place: Place) -> Node:
        return Node(f"place {place.id}: {place.name}", tuple(Node(f"written {name}") for name in place.names))

    def _copy_group(self, group: CopyGroup) -> Node:
        root = () if group.root is None else (Node("the earliest", (self._name(group.root),)),)
        members = tuple(self._name(source) for source in group.sources)
        return Node(f"sources that repeat one text {group.id}: {group.reason}", (*members, *root))

    def _code(self, code: str) -> Node:
        here: Iterable[Any] = [f for f in self.rows("flags").values() if f.code == code]
        refused: Iterable[Any] = [e for e in self.rows("estimates").values() if e.refusal == code]
        return _meaning(code, (*(self._flag(f) for f in here), *(self._estimate(e) for e in refused)))


def _meaning(code: str, here: Iterable[Node]) -> Node:
    """What a code means, why it matters and how to settle it, and where it was raised."""
    kind = catalogue()[code]
    because = (Node(kind.what), Node(kind.why), Node(f"To settle: {kind.settle}"), *here)
    return Node(f"{code} {kind.title}", because)


def _decision(decision: Decision) -> Node:
    because = [Node(f"{field}: {value}") for field, value in sorted(decision.payload.items())]
    because += [Node(f"reason: {decision.reason}")] if decision.reason else []
    says = f"decision {decision.id}: {decision.kind} {decision.target}, {decision.time}"
    return Node(says, tuple(because))
