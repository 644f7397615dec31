"""The view: a record in which nothing stands that its audience may not see.

Everything else of this stage works on a view, so that a page or an export cannot show by mistake
what is not there. A preview is without what is sealed. The public view is without everything that
is not public, without technical metadata and without remarks of our own, and its ids are digests
over what is public, so that no published byte depends on a hidden one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from cenotaph.publish.contents import Audience, Contents, Record, to_contents, to_record
from cenotaph.publish.file_names import without_file_names
from cenotaph.publish.hiding import Hidden, blank_span, blank_words, hidden, shows
from cenotaph.publish.identity import with_public_ids
from cenotaph.publish.private import find_private, without_private
from cenotaph.record import (
    Claim,
    CopyGroup,
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
    Source,
    Text,
)
from cenotaph.rules import DOUBTED

StatementT = TypeVar("StatementT", Claim, Entry)

_INTERNAL_FLAGS = ("F", "R")
"""Points on files and on decisions are the archive's own business; they name paths and writers."""


def view(record: Record, audience: Audience) -> Record:
    """`record` without what `audience` may not see.

    Args:
        record: all tables of a build.
        audience: "preview" drops what is sealed and blanks contact data and living people;
            "public" also drops everything that is not public.

    Returns:
        For a preview, rows in their order and under their ids; a public view is sorted by its own ids.
    """
    contents = to_contents(record, without=() if audience == "preview" else ("texts", "rows", "redirects"))
    seen = _seen(contents, hidden(contents, audience), audience)
    seen = without_private(seen, find_private(record, contents), audience)
    if audience == "public":
        seen = with_public_ids(without_file_names(seen, contents.sources))
    return to_record(seen)


def _redirects(contents: Contents, persons: set[str], entries: set[str]) -> tuple[Redirect, ...]:
    """Former ids of persons that are shown, without those made of an entry that is not."""
    return tuple(r for r in contents.redirects if r.person in persons and (r.entry is None or r.entry in entries))


def _seen(contents: Contents, what: Hidden, audience: Audience) -> Contents:
    is_public = audience == "public"
    ruled = frozenset(contents.named_by_decision)
    claims = tuple(c for c in (_claim(c, what, ruled, is_public=is_public) for c in contents.claims) if c)
    entries = tuple(e for e in (_entry(e, what, is_public=is_public) for e in contents.entries) if e)
    claim_ids, entry_ids = {c.id for c in claims}, {e.id for e in entries}
    pairs = tuple(p for p in contents.pairs if {p.entry_a, p.entry_b} <= entry_ids)
    persons, links = _persons_and_links(contents, {e.id: e for e in entries}, pairs, what, is_public=is_public)
    figures = _figures(contents, claim_ids, what, audience)
    settings = replace(contents.settings, sheets=(), list_systems={}) if is_public else contents.settings
    flags = _flags(contents, claim_ids, entry_ids, what, audience)
    return Contents(
        settings=settings,
        edition=contents.edition,
        opened_by_decision=contents.opened_by_decision,
        set_aside=_set_aside(contents.flags, flags, claim_ids),
        sources=tuple(_source(s, what, is_public=is_public) for s in contents.sources if s.id not in what.sources),
        texts=tuple(_text(t, is_public=is_public) for t in contents.texts if _is_whole(t.source, what)),
        rows=tuple(r for r in contents.rows if _is_whole(r.source, what)),
        claims=claims,
        entries=entries,
        persons=persons,
        redirects=_redirects(contents, {p.id for p in persons}, entry_ids),
        links=links,
        pairs=tuple(replace(p, judged_by=_anonymous(p.judged_by)) for p in pairs) if is_public else pairs,
        places=_places(contents.places, claims, entries, contents) if is_public else contents.places,
        questions=_questions(
            contents.questions,
            figures,
            {c.id: c for c in claims},
            _partly_hidden(contents, claim_ids, what, audience),
            is_public=is_public,
        ),
        figures=figures,
        copy_groups=_copy_groups(contents.copy_groups, what),
        flags=flags,
        estimates=_estimates(contents.estimates, is_public=is_public),
    )


def _text(text: Text, *, is_public: bool) -> Text:
    """Who typed a transcript is a living person; the public reads that it was typed, not by whom."""
    return replace(text, transcriber=None) if is_public else text


def _is_whole(source: str, what: Hidden) -> bool:
    return source not in what.sources and source not in what.passages


def _source(source: Source, what: Hidden, *, is_public: bool) -> Source:
    gone = what.sources
    source = replace(
        source,
        evidence=tuple(evidence for evidence in source.evidence if not evidence.is_private),
        supersedes=None if source.supersedes in gone else source.supersedes,
        derived_from=None if source.derived_from in gone else source.derived_from,
    )
    if any(what.leads_through(path) for path in source.paths):
        # the same bytes stand in a file that is hidden too; what is said of them there may be that file's words
        paths = tuple(path for path in source.paths if not what.leads_through(path))
        source = replace(source, path=paths[0] if paths else None, paths=paths, evidence=())
    if what.has_part(source.id):
        source = replace(
            source, sha256=None, bytes=None, media_type=None, captured=None, captured_by=None, evidence=(), reason=None
        )
        source = replace(source, published_between=None, published_reason=None)
    if is_public:
        source = replace(source, path=None, paths=(), evidence=(), companions=(), captured_by=None, reason=None)
        source = replace(source, published_between=None, published_reason=None)
    strings = what.strings(source.id)
    words = {name: blank_words(value, strings) for name in _SOURCE_WORDS if (value := getattr(source, name))}
    return replace(source, **words)


_SOURCE_WORDS = ("title", "author", "publisher", "rights", "perspective")
_CLAIM_WORDS = ("whom", "by", "where", "speaker", "value", "note")
_ENTRY_WORDS = ("name", "given", "patronymic", "family", "place", "kin", "burial", "details", "note")


def _claim(claim: Claim, what: Hidden, ruled: frozenset[str], *, is_public: bool) -> Claim | None:
    if claim.id in what.claims:
        return None
    seen = _blanked(claim, _CLAIM_WORDS, what)
    if seen is None:
        return None
    seen = replace(seen, part_of=None if seen.part_of in what.claims else seen.part_of)
    if is_public:
        may_name = seen.by is not None and (claim.id in ruled or not names_somebody(seen.by))
        seen = replace(seen, note=None, by=seen.by if may_name else None)
    return seen


def _entry(entry: Entry, what: Hidden, *, is_public: bool) -> Entry | None:
    if entry.id in what.entries:
        return None
    seen = _blanked(entry, _ENTRY_WORDS, what)
    if seen is None:
        return None
    seen = replace(seen, cells=()) if seen.cells else seen  # numbers of papers, telephones, homes: for matching alone
    # Kin are mostly alive; they are named only by a decision, which a list of the dead is not.
    return replace(seen, note=None, judgement=None, kin=None) if is_public else seen


def _blanked(statement: StatementT, fields: tuple[str, ...], what: Hidden) -> StatementT | None:
    span = blank_span(statement.span, what)
    if span is None:
        return None
    strings = what.strings(statement.span.source)
    if not strings:
        return statement if span is statement.span else replace(statement, span=span)
    words = {name: blank_words(value, strings) for name in fields if (value := getattr(statement, name))}
    return replace(statement, span=span, **words)


def names_somebody(words: str) -> bool:
    """Whether words may name a private person: any that are not plainly a group of people.

    A perpetrator is shown only as a group ("interior troops"). Two capitalised words in a row, or nothing
    but capitalised words, may be a name; so may anything in a script without capitals. A name is then left
    out, and so are some groups: the quotation still says what the source says.
    """
    tokens = [token for token in re.findall(r"\w+", words) if not token.isdigit()]
    is_capital = [token[0].isupper() and not token.isupper() for token in tokens]
    has_plain = any(token.islower() and token.lower() != token.upper() for token in tokens)
    in_a_row = any(a and b for a, b in pairwise(is_capital))
    return in_a_row or not has_plain


def _persons_and_links(
    contents: Contents, entries: dict[str, Entry], pairs: tuple[Pair, ...], what: Hidden, *, is_public: bool
) -> tuple[tuple[Person, ...], tuple[Link, ...]]:
    persons, partly = [], set()
    for person in contents.persons:
        members = tuple(entry for entry in person.entries if entry in entries)
        if person.id in what.persons or not members:
            continue
        if len(members) < len(person.entries):
            partly.add(person.id)
        persons.append(_person(person, members, entries, is_public=is_public))
    shown = {person.id for person in persons}
    best = _best_pairs(pairs)
    links = []
    for link in contents.links:
        if link.person not in shown or link.entry not in entries:
            continue
        if link.person not in partly:
            links.append(link)
        elif link.entry in best:  # what tied it to a hidden entry may not be told; what ties it to a shown one may
            probability, reason = best[link.entry]
            links.append(replace(link, probability=probability, reason=reason))
    weakest: dict[str, float] = {}
    for link in links:
        weakest[link.person] = min(link.probability, weakest.get(link.person, 1.0))
    return (
        tuple(
            replace(p, weakest_link=weakest.get(p.id) if len(p.entries) > 1 else None) if p.id in partly else p
            for p in persons
        ),
        tuple(links),
    )


def _best_pairs(pairs: tuple[Pair, ...]) -> dict[str, tuple[float, str]]:
    best: dict[str, tuple[float, str]] = {}
    for pair in pairs:
        for entry in (pair.entry_a, pair.entry_b):
            best[entry] = max((pair.probability, pair.reason), best.get(entry, (0.0, "")))
    return best


def _person(person: Person, members: tuple[str, ...], entries: dict[str, Entry], *, is_public: bool) -> Person:
    """A person as the entries that are shown name them."""
    kept = set(members)
    hides_kin = is_public
    names = tuple(
        replace(form, text=entries[form.entry].name) if entries[form.entry].name != form.text else form
        for form in person.names
        if form.entry in kept and entries[form.entry].name
    )
    fields = tuple(field for field in person.fields if field.entry in kept and not (hides_kin and field.field == "kin"))
    seen = replace(person, names=names, fields=fields, entries=members)
    if len(members) == len(person.entries):
        return seen
    texts = sorted({form.text for form in names}, key=lambda text: (-sum(f.text == text for f in names), text))
    fates = {field.value for field in fields if field.field == "fate"}
    incidents = {entries[member].incident for member in members}
    return replace(
        seen,
        name=person.name if person.name in texts else (texts[0] if texts else ""),
        is_named=bool(texts) and any(entries[member].is_named for member in members),
        fate=fates.pop() if len(fates) == 1 else None,
        incident=incidents.pop() if len(incidents) == 1 else None,
    )


def _figures(contents: Contents, claims: set[str], what: Hidden, audience: Audience) -> tuple[Figure, ...]:
    homes = {claim.id: claim.span.source for claim in contents.claims}
    groups = {group.id for group in contents.copy_groups if len(set(group.sources) - what.sources) > 1}
    partly = _partly_hidden(contents, claims, what, audience)
    figures = []
    for figure in contents.figures:
        if not _is_seen(figure, claims, what, audience):
            continue
        speaker = figure.speaker and blank_words(figure.speaker, what.strings(homes[figure.claim]))
        by = figure.headline_by if audience == "preview" else _anonymous(figure.headline_by)
        group = figure.copy_group if figure.copy_group in groups else None
        moved = figure.moved_by if audience == "preview" else _anonymous(figure.moved_by)
        seen = replace(figure, speaker=speaker, headline_by=by, moved_by=moved, copy_group=group)
        if figure.question in partly:  # what else was said, and by whom, may not be told
            seen = replace(seen, standing="superseded" if figure.modality == "superseded" else "current")
        figures.append(seen if speaker == figure.speaker else replace(seen, party=None, means=None))
    return tuple(figures)


def _is_seen(figure: Figure, claims: set[str], what: Hidden, audience: Audience) -> bool:
    return shows(figure.access, audience) and figure.claim in claims and figure.source not in what.sources


def _partly_hidden(contents: Contents, claims: set[str], what: Hidden, audience: Audience) -> frozenset[str]:
    """Questions of which some figure is not seen."""
    return frozenset(f.question for f in contents.figures if not _is_seen(f, claims, what, audience))


def _anonymous(decision: str | None) -> str | None:
    """That a decision stands behind something, without the name of who wrote it down."""
    return decision if decision in {None, "sheet"} else "decision"


def _questions(
    questions: tuple[Question, ...],
    figures: tuple[Figure, ...],
    claims: dict[str, Claim],
    partly: frozenset[str],
    *,
    is_public: bool,
) -> tuple[Question, ...]:
    asked = {figure.question for figure in figures}
    assumed = {f.question for f in figures if not (claims[f.claim].where and claims[f.claim].when)}
    return tuple(
        replace(
            question,
            within=tuple(wider for wider in question.within if wider in asked),
            is_assumed=question.is_assumed and (not is_public or question.id in assumed),
            reason="" if question.id in partly else question.reason,
        )
        for question in questions
        if question.id in asked
    )


def _copy_groups(groups: tuple[CopyGroup, ...], what: Hidden) -> tuple[CopyGroup, ...]:
    seen = []
    for group in groups:
        sources = tuple(source for source in group.sources if source not in what.sources)
        if len(sources) < 2:
            continue
        is_whole = sources == group.sources and not any(what.has_part(source) for source in sources)
        root = group.root if group.root in sources else None
        is_told = is_whole and not any(words in group.reason for words in what.anywhere)
        seen.append(replace(group, sources=sources, root=root, reason=group.reason if is_told else ""))
    return tuple(seen)


def _flags(
    contents: Contents, claims: set[str], entries: set[str], what: Hidden, audience: Audience
) -> tuple[Flag, ...]:
    """The points that rest on nothing hidden."""
    seen = []
    strings = [*what.anywhere, *(string for source in sorted(what.passages) for string in what.strings(source))]
    paths = _paths(contents) if audience == "public" else ()
    for flag in contents.flags:
        if not shows(flag.access, audience) or (audience == "public" and flag.code.startswith(_INTERNAL_FLAGS)):
            continue
        rests_on = {span.source for span in flag.spans} | set(flag.sources)
        if rests_on & what.sources or set(flag.claims) - claims or set(flag.entries) - entries:
            continue
        spans = [blank_span(span, what) for span in flag.spans]
        if any(new is None or new.quote != old.quote for new, old in zip(spans, flag.spans, strict=True)):
            continue
        if any(string in flag.message for string in (*strings, *paths)):
            continue
        flag = replace(flag, spans=tuple(span for span in spans if span))  # noqa: PLW2901
        if audience == "public":
            flag = replace(flag, settled_by=_anonymous(flag.settled_by), settled_reason=None)  # noqa: PLW2901
        seen.append(flag)
    return tuple(seen)


def _set_aside(flags: Iterable[Flag], shown: Iterable[Flag], claims: set[str]) -> tuple[str, ...]:
    """Shown claims on which a point of doubt is open that is not shown: no range may hold their figures."""
    seen = {flag.id for flag in shown}
    open_doubts = (flag for flag in flags if flag.code in DOUBTED and not flag.settled_by and flag.id not in seen)
    hidden_doubts = {flag.claims[0] for flag in open_doubts if flag.claims}
    return tuple(sorted(hidden_doubts & claims))


def _paths(contents: Contents) -> tuple[str, ...]:
    """Where files stand, those that belong to another included."""
    own = {path for source in contents.sources for path in source.paths}
    return tuple(sorted(own | {each.path for source in contents.sources for each in source.companions}))


def _estimates(estimates: tuple[Estimate, ...], *, is_public: bool) -> tuple[Estimate, ...]:
    return tuple(estimate for estimate in estimates if estimate.is_headline or not is_public)


def _places(
    places: tuple[Place, ...], claims: tuple[Claim, ...], entries: tuple[Entry, ...], contents: Contents
) -> tuple[Place, ...]:
    """Places with the names that something public gives them."""
    said = {claim.where for claim in claims} | {entry.place for entry in entries} | {e.burial for e in entries}
    said |= {place for incident in contents.settings.incidents for place in incident.places}
    said |= {place.name for place in contents.settings.places}
    seen = []
    for place in places:
        names = tuple(name for name in place.names if name in said)
        name = place.name if place.name in said else (names[0] if names else "")
        if name:
            seen.append(replace(place, name=name, names=names, former=tuple(n for n in place.former if n in names)))
    return tuple(seen)
