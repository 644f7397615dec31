"""Contact data and living private people, blanked in whatever a view holds.

Statements are cut out of their text, so the word that makes a contact of some digits, or a
neighbour of a name, often stands outside their quote. Therefore each text and each line of a table
is read whole, and what is found there is blanked in all that is said on its authority; besides,
every word of the record is looked at by itself, so that nothing slips through by another field.
"""

from __future__ import annotations

import email.utils
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pyarrow.compute as pc
from msgspec import Struct
from msgspec.structs import replace

from cenotaph import table
from cenotaph.contacts import BLANK, contacts, is_contact_heading, without_contacts
from cenotaph.living import folded_name, private_passages
from cenotaph.publish.contents import Audience, Contents, Record
from cenotaph.publish.hiding import living
from cenotaph.record import (
    Claim,
    CopyGroup,
    Entry,
    Estimate,
    FieldValue,
    Figure,
    Flag,
    Link,
    Pair,
    Person,
    Place,
    Question,
    Row,
    Source,
    Span,
    Text,
)
from cenotaph.sensitive import topics

RecordT = TypeVar("RecordT", bound=Struct)
Clean = Callable[[str], str]

_SHORTEST = 4
_WORDS: dict[type[Struct], tuple[str, ...]] = {
    Source: ("title", "author", "publisher", "perspective", "rights", "reason", "key"),
    Claim: ("whom", "by", "where", "speaker", "value", "note"),
    Entry: ("ordinal", "name", "given", "patronymic", "family", "age", "place", "kin", "burial", "details", "note"),
    Link: ("reason",),
    Pair: ("reason",),
    Place: ("name", "names"),
    Question: ("population", "place", "reason"),
    Figure: ("speaker", "party"),
    CopyGroup: ("reason",),
    Flag: ("message", "values", "settled_reason"),
    Estimate: ("stratum", "assumptions", "reason"),
}
"""The fields that hold words; the others hold ids, codes and dates. Spans, texts, names and addresses have rules."""

_CELL_FIELDS = ("place", "details", "kin", "burial", "note")
_MAIL_NAMES = ("mail-from", "mail-to", "mail-cc", "mail-bcc", "mail-reply-to", "mail-sender")
_KEPT_NAMES = ("participant", "owner", "person shown", "editor", "last_editor")
_REMARKS = ("details", "note", "burial", "kin", "place")
_CANDIDATE = r"@|＠|\d[^\w]*\d|\d+[^\w]*\d+|(?i:\[at\]|\(at\)|t\.me|vk\.com|ok\.ru)"


class Private(Struct, frozen=True):
    """What must not be printed of each source."""

    of_source: Mapping[str, tuple[str, ...]]  # words of its text, the longest first
    of_line: Mapping[tuple[str, str, int], tuple[str, ...]]  # words of one line of one sheet of a source
    short: Mapping[str, frozenset[str]]  # names of one word of who wrote or took part, folded
    touched: frozenset[str]  # sources in whose statements, not only in their furniture, such words stand

    def words(self, span: Span) -> tuple[str, ...]:
        """The words to blank in what is stated at `span`."""
        own = self.of_source.get(span.source, ())
        if span.cell is None:
            return own
        digits = re.sub(r"\D", "", span.cell.split(":", maxsplit=1)[0])
        return own + self.of_line.get((span.source, span.sheet or "", int(digits or 0)), ())


def find_private(record: Record, contents: Contents) -> Private:
    """The contact data and living private people of every text and every table line of `record`.

    Args:
        record: for its texts and rows, which a public view leaves out of its contents.
        contents: the same record, before anything is taken out.

    Whom a list or a text names as dead or missing keeps their name though another source calls a
    namesake a witness; so does whom a decision allows to be named, and an author.
    """
    spared = _spared(contents)
    of_source: dict[str, set[str]] = defaultdict(set)
    touched = set()
    lives = {entry for person in living(contents) for entry in person.entries}
    for entry in contents.entries:
        if entry.id in lives and entry.is_mention and " " in entry.name:
            of_source[entry.span.source] |= {entry.name, entry.span.quote}
    for source in contents.sources:
        of_source[source.id] |= {name for name in kept_names(source) if " " in name and folded_name(name) not in spared}
    for text in table.records(record.texts, Text):
        for passage in private_passages(text.text, spared):
            of_source[text.source].add(passage.words)
            if passage.is_stated(text):
                touched.add(text.source)
    of_line: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for row in _candidate_rows(record):
        for words in _of_row(row):
            of_line[row.source, row.sheet, row.line].add(words)
            touched.add(row.source)
    return Private(
        of_source={source: _longest_first(words) for source, words in sorted(of_source.items())},
        short=_short_names(contents, spared),
        of_line={line: _longest_first(words) for line, words in sorted(of_line.items())},
        touched=frozenset(touched),
    )


def _short_names(contents: Contents, spared: frozenset[str]) -> dict[str, frozenset[str]]:
    names = {source.id: {folded_name(name) for name in kept_names(source)} for source in contents.sources}
    return {source: frozenset(some - spared) for source, some in names.items() if some - spared}


def kept_names(source: Source) -> set[str]:
    """Names of people that a file keeps beside its words: who wrote in a chat or a mail, whose camera it was.

    >>> from cenotaph.record import Evidence
    >>> mail = Evidence("mail-to", '"Nobody, Nadia" <n@post.invalid>, Odo Harnwick <o@post.invalid>', "", "")
    >>> sorted(kept_names(Source("src-1", "read", evidence=(mail,))))
    ['Nobody, Nadia', 'Odo Harnwick']
    """
    found = set()
    for evidence in source.evidence:
        if evidence.field in _MAIL_NAMES or (evidence.field == "author" and evidence.rule == "mail-header"):
            found |= {name for name, _ in email.utils.getaddresses([evidence.value])}
            found |= {evidence.value} if evidence.field == "author" else set()
        elif evidence.field in _KEPT_NAMES and evidence.is_private:
            found.add(evidence.value)
    return {name.strip() for name in found if name.strip()}


def _known_by_one_word(claim: Claim, private: Private) -> tuple[str, ...]:
    """The speaker, if somebody who wrote there is called so; elsewhere one word may be anything."""
    names = private.short.get(claim.span.source, frozenset())
    return (claim.speaker,) if claim.speaker and folded_name(claim.speaker) in names else ()


def _spared(contents: Contents) -> frozenset[str]:
    lives = {entry for person in living(contents) for entry in person.entries}
    names = {entry.name for entry in contents.entries if entry.id not in lives}
    names |= {source.author for source in contents.sources if source.author}
    ruled = set(contents.named_by_decision)
    for claim in contents.claims:
        words = " ".join(filter(None, (claim.by, claim.speaker))).split() if claim.id in ruled else []
        names |= {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)}
    return frozenset(folded_name(name) for name in names if name)


def _candidate_rows(record: Record) -> Iterable[Row]:
    """Rows that may hold contact data, told quickly: by a heading, or by a sign that they need."""
    rows = record.rows
    if not rows.num_rows:
        return ()
    cells = pc.binary_join(rows["cells"], "\n")
    headings = pc.binary_join(rows["header"], "\n")
    told = [heading for heading in pc.unique(headings).to_pylist() if heading and _has_heading(heading)]
    wanted = pc.or_(
        pc.match_substring_regex(cells, _CANDIDATE).combine_chunks() if rows.num_rows else cells,
        pc.is_in(headings, value_set=_strings(told)).combine_chunks(),
    )
    return table.records(rows.filter(pc.fill_null(wanted, False)), Row)


def _strings(values: list[str]) -> Any:
    import pyarrow as pa

    return pa.array(values, pa.string())


@functools.lru_cache(maxsize=1024)
def _has_heading(headings: str) -> bool:
    return any(is_contact_heading(heading) for heading in headings.split("\n"))


def _of_row(row: Row) -> Iterable[str]:
    for index, cell in enumerate(row.cells):
        heading = row.header[index] if index < len(row.header) else ""
        if cell.strip() and is_contact_heading(heading) and any(c.isdigit() or c == "@" for c in cell):
            yield cell.strip()
        for contact in contacts(cell):
            yield cell[contact.start : contact.end]


def _longest_first(words: set[str]) -> tuple[str, ...]:
    return tuple(sorted((w for w in words if len(w) >= _SHORTEST), key=lambda w: (-len(w), w)))


def without_private(contents: Contents, private: Private, audience: Audience) -> Contents:
    """`contents` with contact data and living private people blanked in every word.

    In public a source in whose statements such words stand shows nothing that depends on its bytes.
    """
    of_entry = {entry.id: private.words(entry.span) for entry in contents.entries}
    of_claim = {claim.id: private.words(claim.span) + _known_by_one_word(claim, private) for claim in contents.claims}
    closed = private.touched if audience == "public" else frozenset()
    opened = frozenset(contents.opened_by_decision)
    plain = _cleaner(())
    return replace(
        contents,
        sources=tuple(_source(source, private, closed) for source in contents.sources),
        texts=tuple(_text(text, private) for text in contents.texts),
        rows=tuple(_row(row, private) for row in contents.rows),
        claims=tuple(_statement(claim, of_claim[claim.id], closed) for claim in contents.claims),
        entries=tuple(_entry(entry, of_entry[entry.id], closed, opened) for entry in contents.entries),
        persons=tuple(_person(person, of_entry, opened) for person in contents.persons),
        links=tuple(_told(link, _cleaner(of_entry.get(link.entry, ()))) for link in contents.links),
        pairs=tuple(
            _told(pair, _cleaner(of_entry.get(pair.entry_a, ()) + of_entry.get(pair.entry_b, ())))
            for pair in contents.pairs
        ),
        places=tuple(_told(place, plain) for place in contents.places),
        questions=tuple(_told(question, plain) for question in contents.questions),
        figures=tuple(_told(f, _cleaner(of_claim.get(f.claim, ()))) for f in contents.figures),
        copy_groups=tuple(_told(group, plain) for group in contents.copy_groups),
        flags=tuple(_flag(flag, private, closed) for flag in contents.flags),
        estimates=tuple(_told(estimate, plain) for estimate in contents.estimates),
    )


@functools.lru_cache(maxsize=256)
def _cleaner(words: tuple[str, ...]) -> Clean:
    def clean(text: str) -> str:
        for word in words:
            if word in text:
                text = text.replace(word, BLANK)
        return _plain(text)

    return clean


@functools.lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return without_contacts(text)


def _told(record: RecordT, clean: Clean) -> RecordT:
    """`record` with the words of all its plain fields cleaned."""
    changed: dict[str, Any] = {}
    for name in _WORDS[type(record)]:
        value = getattr(record, name)
        if isinstance(value, str):
            new: Any = clean(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            new = tuple(clean(item) for item in value)
        else:
            continue
        if new != value:
            changed[name] = new
    return replace(record, **changed) if changed else record


def _span(span: Span, clean: Clean, closed: frozenset[str]) -> Span:
    """A blanked quote has no offsets left; in public none has them whose source has a hidden part."""
    quote = clean(span.quote)
    if quote == span.quote and span.source not in closed:
        return span
    return Span(source=span.source, quote=quote, sheet=span.sheet, cell=span.cell)


StatementT = TypeVar("StatementT", Claim, Entry)


def _statement(statement: StatementT, words: tuple[str, ...], closed: frozenset[str]) -> StatementT:
    clean = _cleaner(words)
    told = _told(statement, clean)
    span = _span(statement.span, clean, closed)
    return told if span is statement.span else replace(told, span=span)


def _entry(entry: Entry, words: tuple[str, ...], closed: frozenset[str], opened: frozenset[str]) -> Entry:
    """A line of a table stands alone: an address in it is somebody's, and its remarks speak of the person."""
    told = _statement(entry, words, closed)
    changed: dict[str, str | None] = {}
    for name in _CELL_FIELDS:
        value = getattr(told, name)
        if value and not entry.is_mention:
            changed[name] = without_contacts(value, is_cell=True)
    for name in _REMARKS:
        value = changed.get(name, getattr(told, name))
        if value and entry.id not in opened and topics(value):
            changed[name] = None
    return replace(told, **changed) if changed else told


def _person(person: Person, of_entry: Mapping[str, tuple[str, ...]], opened: frozenset[str]) -> Person:
    names = tuple(replace(f, text=_cleaner(of_entry.get(f.entry, ()))(f.text)) for f in person.names)
    every = tuple(sorted({word for entry in person.entries for word in of_entry.get(entry, ())}))
    fields = [field for field in (_field(field, of_entry, opened) for field in person.fields) if field is not None]
    return replace(person, name=_cleaner(every)(person.name), names=names, fields=tuple(fields))


def _field(field: FieldValue, of_entry: Mapping[str, tuple[str, ...]], opened: frozenset[str]) -> FieldValue | None:
    value = _cleaner(of_entry.get(field.entry, ()))(field.value)
    if field.field in _REMARKS:
        value = without_contacts(value, is_cell=True)
        if field.entry not in opened and topics(value):
            return None
    return field if value == field.value else replace(field, value=value)


def _source(source: Source, private: Private, closed: frozenset[str]) -> Source:
    clean = _cleaner(private.of_source.get(source.id, ()))
    told = _told(source, clean)
    told = replace(
        told,
        path=_plain(told.path) if told.path else None,
        paths=tuple(_plain(path) for path in told.paths),
        url=_address(told.url),
        evidence=tuple(replace(e, value=clean(e.value), quote=clean(e.quote)) for e in told.evidence),
    )
    if source.id not in closed:
        return told
    return replace(told, sha256=None, bytes=None, media_type=None, captured=None, captured_by=None)


def _address(url: str | None) -> str | None:
    """A web address as it is, unless it leads to a mailbox."""
    return _plain(url) if url and any(contact.kind == "mail" for contact in contacts(url)) else url


def _text(text: Text, private: Private) -> Text:
    """A text whose hidden words are dots, as many as they had characters, so that every span still fits."""
    shown = text.text
    for word in private.of_source.get(text.source, ()):
        if word in shown:
            shown = shown.replace(word, _dots(word))
    return text if shown == text.text else replace(text, text=shown)


def _dots(words: str) -> str:
    return "[" + "…" * (len(words) - 2) + "]"


def _row(row: Row, private: Private) -> Row:
    words = private.of_line.get((row.source, row.sheet, row.line), ())
    return replace(row, cells=tuple(map(_cleaner(words), row.cells))) if words else row


def _flag(flag: Flag, private: Private, closed: frozenset[str]) -> Flag:
    sources = sorted({span.source for span in flag.spans} | set(flag.sources))
    words = _longest_first({word for span in flag.spans for word in private.words(span)}) + tuple(
        word for source in sources for word in private.of_source.get(source, ())
    )
    clean = _cleaner(words)
    told = _told(flag, clean)
    spans = tuple(_span(span, _cleaner(private.words(span)), closed) for span in flag.spans)
    return replace(told, spans=spans)
