"""The nouns of the public record, each declared once.

A record is a frozen `msgspec.Struct`. Its Arrow schema (`cenotaph.table`), its JSON form
and its reference page are derived from the declaration here; nothing restates a field.

Conventions, true of every record:

- dates are EDTF strings (ISO 8601-2), never `datetime`; instants of the ledger are ISO 8601 in UTC;
- offsets are Unicode code points, half-open: `text[start:end] == quote`;
- sequences are tuples, so that a frozen record stays frozen;
- `None` means "not stated", never "zero" or "no";
- `access` is one of `public`, `restricted`, `sealed`; see `ACCESS`.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct

Access = Literal["public", "restricted", "sealed"]
Status = Literal["read", "in_part", "not_readable", "cited"]
Basis = Literal["quoted", "noted"]
Modality = Literal["asserted", "denied", "alleged", "hypothetical", "superseded"]
Qualifier = Literal["exact", "at_least", "more_than", "at_most", "less_than", "about", "between"]
Severity = Literal["error", "warning", "information"]
Judgement = Literal["same", "different", "unsure"]
Aspect = Literal["perspective", "language", "year", "copy group"]
Standing = Literal["current", "early", "superseded"]
Means = Literal["eyewitness", "hospital", "morgue", "records", "investigation", "official", "media", "unnamed"]
BlockKind = Literal[
    "headline", "byline", "dateline", "paragraph", "list_item", "table", "caption", "credit", "furniture"
]
RowKind = Literal["header", "data", "blank", "total", "note"]
Method = Literal["extracted", "recognised", "transcribed"]
CopyBasis = Literal["text", "retold", "translation", "citing", "declared", "figures"]
CompanionRole = Literal["page_file", "transcript"]

ACCESS: tuple[Access, ...] = ("public", "restricted", "sealed")
"""From open to closed: on the public site; in the private preview only; nowhere."""


def digest(*parts: object, length: int = 16) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of `parts`, unambiguously joined.

    Each part is written as its length in UTF-8 bytes, a colon and the bytes, so that
    ("ab", "c") and ("a", "bc") differ. Ids are made from it; it is no security measure.
    """
    state = hashlib.sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()[:length]


class Span(Struct, frozen=True):
    """Where words stand: a run of a source's text, or one cell of a table."""

    source: str  # id of the held source in which the words are read
    quote: str  # the exact words; for a cell, the whole cell as printed
    text_sha256: str | None = None  # digest of the stored text; null for a cell
    start: int | None = None  # code points, half-open
    end: int | None = None
    page: int | None = None  # 1-based page of a paged source
    sheet: str | None = None  # sheet or table name, for a cell
    cell: str | None = None  # A1 notation; row 1 is the first line of the file


class Evidence(Struct, frozen=True):
    """One candidate value for one thing known of a source, with the words or the field it came from."""

    field: str  # a field of Source: title, author, publisher, published, language, ...
    value: str
    rule: str  # name of the rule, e.g. "meta-property", "json-ld", "url-path", "byline"
    quote: str  # what was read, as it stands in the file
    weight: float = 0.0  # rank among candidates, 0 to 1; a field may abstain though candidates exist
    is_private: bool = False  # a camera's position, an editor's comment: kept for the archive, in no view of the record


class Companion(Struct, frozen=True):
    """A file that belongs to a source and is none of its own: a file of a saved page's folder, a typed transcript."""

    path: str  # relative to the archive, "/" as separator
    sha256: str
    bytes: int
    role: CompanionRole


class Source(Struct, frozen=True):
    """A document, held (we have its bytes) or only cited (a row of sources.csv)."""

    id: str  # "src-" + first 16 hex digits of sha256 when held; "cit-" + digest(key, url, path, title) when cited
    status: Status
    key: str | None = None  # the id people gave it in sources.csv
    path: str | None = None  # relative to the archive, "/" as separator; the first of `paths`
    paths: tuple[str, ...] = ()  # every place where the same bytes stand, sorted
    sha256: str | None = None
    media_type: str | None = None  # by content, not by name
    bytes: int | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF; null when the candidates do not settle it
    published_between: str | None = None  # EDTF interval: the first and last day on which it can have come out
    published_reason: str | None = None  # what the date rests on, or why there is none; in our words
    language: str | None = None  # BCP 47
    perspective: str | None = None  # as people tagged it; a decision revises it
    rights: str | None = None
    url: str | None = None
    reason: str | None = None  # why it is in_part or not_readable, in plain words, and what to do
    supersedes: str | None = None  # id of the source that stood at this path before
    derived_from: str | None = None  # id of the source this one was unpacked from
    captured: str | None = None  # when first seen (ISO 8601, UTC), from the ledger
    captured_by: str | None = None
    access: Access = "restricted"
    evidence: tuple[Evidence, ...] = ()
    companions: tuple[Companion, ...] = ()  # by path; the transcript's words are this source's text


class Recognised(Struct, frozen=True):
    """One word that a machine read from a picture, and how sure it was."""

    start: int  # code points, half-open
    end: int
    confidence: float  # 0 to 1, as the recognising program states it


class Block(Struct, frozen=True):
    """A run of a text that has one role on its page."""

    kind: BlockKind
    start: int  # code points, half-open
    end: int


class Text(Struct, frozen=True):
    """The text of one source, stored as extracted and never normalised."""

    id: str  # "txt-" + first 16 hex digits of sha256
    source: str
    sha256: str  # of the text in UTF-8
    text: str
    language: str | None = None
    published: str | None = None  # EDTF of the document, as far as known; the anchor of relative times
    pages: tuple[int, ...] = ()  # offset at which each page starts; empty when unpaged
    blocks: tuple[Block, ...] = ()  # in order, not overlapping
    method: Method = "extracted"  # recognised: by a machine from a picture; transcribed: typed by a person
    transcriber: str | None = None  # who typed it, as the transcript or the ledger names them
    words: tuple[Recognised, ...] = ()  # of a recognised text, in order


class Row(Struct, frozen=True):
    """One line of one table, as printed."""

    id: str  # "row-" + digest(source, sheet, line)
    source: str
    sheet: str  # sheet name, or the file's stem
    line: int  # 1-based line or row of the file (of the sheet), counting header and blank lines
    kind: RowKind
    header: tuple[str, ...] = ()  # column names that hold for this row, as printed
    cells: tuple[str, ...] = ()  # as printed; same length as header for a data row
    method: Method = "extracted"  # how its words were read
    confidence: float | None = None  # of the least sure recognised word in it; null when none was recognised


class Count(Struct, frozen=True):
    """How many, as a source words it. People and things only: never ages, ordinals or durations."""

    low: int | None  # null: no lower bound stated ("at most", "up to")
    high: int | None  # null: no upper bound stated ("at least", "more than", "over")
    qualifier: Qualifier = "exact"
    unit: str = "persons"  # persons, soldiers, vehicles, buildings, ...


class Claim(Struct, frozen=True):
    """One thing one source says: who did what to whom, when, where, how many, according to whom."""

    id: str  # "clm-" + digest(source, quote, nth occurrence of the quote, kind)
    source: str  # whose statement it is; with `span.source`, where we read it
    span: Span
    kind: str  # a term of claim/kinds.toml
    count: Count | None = None
    whom: str | None = None  # the population in the source's own words
    whom_class: str | None = None  # civilian, soldier, police, child, woman, official, fighter, unknown, ...
    by: str | None = None  # alleged perpetrator, as the source names it
    when: str | None = None  # EDTF
    where: str | None = None  # as the source names it
    speaker: str | None = None  # the chain "agency, citing the ministry"; null: the text's own voice
    modality: Modality = "asserted"
    part_of: str | None = None  # id of the claim whose count this one is a part of
    as_of: str | None = None  # EDTF; the day for which the source says the count holds
    rule: str = ""  # name of the rule that read it
    language: str | None = None
    basis: Basis = "quoted"
    incident: str | None = None  # id of a declared incident, where the sheet or a rule assigns it
    value: str | None = None  # what is stated where it is no count: a name, a legal term, a cause, quoted words
    note: str | None = None  # a researcher's remark: ours, never a source's words, never matched on
    access: Access = "restricted"
    method: Method = "extracted"  # how the words of the span were read
    confidence: float | None = None  # of the least sure recognised word in the span; null when none was recognised


class Cell(Struct, frozen=True):
    """A cell of a list in a column that no field takes."""

    column: str  # its kind ("identity", "telephone", "address" ...), else its heading in small letters
    value: str  # as printed


class Entry(Struct, frozen=True):
    """One person as one list or one text names them."""

    id: str  # "ent-" + digest(list, printed cells or quote, nth equal line)
    source: str  # whose list or text it is
    span: Span
    list: str  # id of the list: "lst-" + digest(source, sheet) for a table, or the source for mentions in prose
    is_mention: bool = False  # named in prose: one person may be named many times
    is_unique: bool = False  # the list is marked unique: no two of its entries are one person
    ordinal: str | None = None  # number or position as printed
    name: str = ""  # as printed, original script; empty when the person is unnamed
    is_named: bool = True  # False for "unknown", "name withheld", a numbered infant
    given: str | None = None
    patronymic: str | None = None
    family: str | None = None
    script: str | None = None  # ISO 15924: Latn, Cyrl, Arab, Geor, Armn
    language: str | None = None
    birth: str | None = None  # EDTF
    age: str | None = None  # as printed
    sex: str | None = None  # f or m; null: not stated
    place: str | None = None
    date: str | None = None  # EDTF, of death or of the event
    kin: str | None = None
    burial: str | None = None
    details: str | None = None  # what else the line says, as printed
    cells: tuple[Cell, ...] = ()  # of columns that no field takes, for matching alone: never shown nor published
    fate: str | None = None  # killed, died_later, missing, unknown, alive
    incident: str | None = None
    judgement: str | None = None  # a researcher's own key for "the same person", when the sheet has such a column
    note: str | None = None  # a researcher's remark: never shown as a source's words, never matched on
    access: Access = "restricted"
    method: Method = "extracted"  # how the words of the span were read
    confidence: float | None = None  # of the least sure recognised word in the span; null when none was recognised


class NameForm(Struct, frozen=True):
    """One spelling of a person's name and the entry that prints it."""

    text: str
    entry: str
    script: str | None = None
    language: str | None = None


class FieldValue(Struct, frozen=True):
    """One value that one entry states for one field of a person; values may contradict each other."""

    field: str  # birth, age, sex, place, date, burial, fate, kin, details
    value: str
    entry: str


class Person(Struct, frozen=True):
    """The cluster of entries that are one human being."""

    id: str  # "per-" + digest of the earliest captured member entry
    name: str  # the form shown first; empty for a person without a name
    is_named: bool = True
    names: tuple[NameForm, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    entries: tuple[str, ...] = ()  # entry ids, sorted
    fate: str | None = None  # null when the entries disagree
    incident: str | None = None
    weakest_link: float | None = None  # lowest probability that holds the cluster together; null for one entry
    access: Access = "restricted"


class Redirect(Struct, frozen=True):
    """An id that a person has without its earlier entries, and the person with them."""

    id: str  # "per-" + digest of an entry that is not the earliest captured of its person
    person: str
    entry: str | None = None  # the entry whose id it comes from
    was_shown: bool = True  # false: no build, rulings apart, can have shown a person under it


class Link(Struct, frozen=True):
    """Why one entry belongs to one person."""

    id: str  # "lnk-" + digest(entry)
    entry: str
    person: str
    probability: float  # of the strongest pair that ties it to its person; 1.0 for a single entry
    reason: str  # per field, in words


class Pair(Struct, frozen=True):
    """Two entries compared; the smaller id first."""

    id: str  # "pair-" + digest(entry_a, entry_b)
    entry_a: str
    entry_b: str
    probability: float
    reason: str
    judgement: Judgement | None = None
    judged_by: str | None = None  # a decision id, or "sheet" for a researcher's key
    is_waiting: bool = False  # unsure: a person should look
    unscaled: float | None = None  # the probability before people's rulings re-scaled it; null where they did not


class Sample(Struct, frozen=True):
    """An entry that one of the clusterings drawn to carry doubt on gives to another person than the register does."""

    draw: int  # from 0
    entry: str
    person: str  # the id of the person its entries would be


class Place(Struct, frozen=True):
    """One place and the names sources give it."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()  # of the names, those declared to be former ones


class Question(Struct, frozen=True):
    """What is counted: incident, kind, population, place, period."""

    id: str  # a readable slug, e.g. "black-january/killed/civilian/baku/1990-01-19--1990-01-20"
    incident: str | None
    kind: str
    population: str | None = None
    place: str | None = None
    period: str | None = None  # EDTF
    within: tuple[str, ...] = ()  # ids of questions whose scope contains this one
    is_assumed: bool = False  # some claim came here though it states no place or time
    is_part: bool = False  # counts parts of a total that the same sources give: never a rival of that total
    reason: str = ""  # why these claims answer one question, and what was assumed, in our words


class Figure(Struct, frozen=True):
    """One value for one question from one source."""

    id: str  # "fig-" + digest(claim)
    question: str
    claim: str
    source: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    speaker: str | None = None
    published: str | None = None  # EDTF, of the source
    as_of: str | None = None
    modality: Modality = "asserted"
    basis: Basis = "quoted"
    copy_group: str | None = None
    is_headline: bool = False  # chosen by a decision
    headline_by: str | None = None  # that decision's id
    party: str | None = None  # the party to the conflict that speaks, as declared or ruled; null: none is known
    means: Means | None = None  # how who speaks knows it, as far as the source says so
    standing: Standing = "current"  # superseded: the same voice later gave another value; early: see weighing
    moved_by: str | None = None  # the decision that put it to this question
    access: Access = "restricted"


class CopyGroup(Struct, frozen=True):
    """Sources that repeat one text."""

    id: str
    sources: tuple[str, ...]
    reason: str
    root: str | None = None  # where dates allow
    basis: tuple[CopyBasis, ...] = ()  # what it rests on; "figures" alone: likely, for no text of its sources is held


class Flag(Struct, frozen=True):
    """A coded point that does not add up, or that could not be done, with the words it rests on."""

    id: str  # "flg-" + digest(code, ids of what it rests on)
    code: str  # a code of flags.toml
    severity: Severity
    message: str  # English; other languages from flags.toml and `values`
    values: tuple[str, ...] = ()  # the template's values, "name=value"
    spans: tuple[Span, ...] = ()
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    settled_by: str | None = None  # decision id
    settled_reason: str | None = None
    access: Access = "restricted"


class Estimate(Struct, frozen=True):
    """One method's interval for one stratum, or a refusal with its code."""

    id: str
    incident: str | None
    stratum: str
    method: str
    lists: tuple[str, ...]
    n_obs: int  # distinct persons on at least one list
    point: float | None = None  # total, listed and unlisted
    low: float | None = None
    high: float | None = None
    level: float | None = None
    assumptions: tuple[str, ...] = ()
    refusal: str | None = None  # an E0xx code
    reason: str | None = None
    citation: str | None = None
    is_headline: bool = False  # chosen by a decision


class Assessment(Struct, frozen=True):
    """What one published rule set makes of the figures of one question. The rule set speaks, not the archive."""

    id: str  # "asm-" + digest(rule set, question)
    rule_set: str
    question: str
    incident: str | None
    kind: str
    population: str | None = None
    place: str | None = None
    period: str | None = None  # EDTF
    grade: str | None = None  # a grade of the rule set, where it has grades
    low: int | None = None
    best: int | None = None
    high: int | None = None
    voices: int = 0  # sources, those that repeat one text counted once
    sources: int = 0
    figures: tuple[str, ...] = ()  # those it rests on
    left_out: tuple[str, ...] = ()  # "figure: why"
    reason: str = ""  # how it came about, in words


class Coverage(Struct, frozen=True):
    """How many sources of one kind speak of one incident; none says what is absent. A count, no verdict."""

    incident: str
    aspect: Aspect
    value: str  # empty: not stated
    sources: int
    voices: int  # those that repeat one text counted once
    statements: int  # claims and namings


class Anchor(Struct, frozen=True):
    """What a decision's target looked like when it was ruled on, to find it again after a re-reading."""

    source: str | None = None
    kind: str | None = None
    quote: str | None = None
    before: str | None = None  # 32 characters in front
    after: str | None = None  # 32 characters behind


class Decision(Struct, frozen=True):
    """One line of the ledger: what one person ruled, or that a file was first seen."""

    writer: str
    seq: int  # 1, 2, 3, ... within the writer's file
    time: str  # ISO 8601, UTC, seconds
    kind: str  # a key of cenotaph.ledger.KINDS: captured, accept, reject, same, different, set, seal, ...
    target: str = ""  # an id; for same/different two ids joined by "+", the smaller first
    payload: dict[str, str] = {}
    reason: str = ""  # for the archive's own people
    public_reason: str = ""  # may be published
    anchor: Anchor | None = None
    prev: str = ""  # sha256 of the raw previous line of this writer, "" for the first
    other_anchor: Anchor | None = None  # of the second id, for same/different/unsure
    seen: tuple[str, ...] = ()  # heads of the other writers when this was ruled: "name:seq:first 16 digits of sha256"

    @property
    def id(self) -> str:
        """Writer and number, e.g. "leyla:12"."""
        return f"{self.writer}:{self.seq}"


class Ruling(Struct, frozen=True):
    """What follows from replaying the ledger: one decision still in force, its target found again."""

    decision: str  # decision id
    kind: str
    target: str  # the id as it is today
    field: str | None = None  # for kind "set"
    value: str | None = None
    reason: str = ""
    public_reason: str = ""
    time: str = ""


class Incident(Struct, frozen=True):
    """An event declared in cenotaph.toml; all declared incidents are equal in rank."""

    id: str
    title: str
    start: str | None = None  # EDTF; the period claims are assigned by
    end: str | None = None
    places: tuple[str, ...] = ()  # names under which sources put it
    also: tuple[str, ...] = ()  # other names of the incident
    anniversary: str | None = None  # EDTF set, e.g. "XXXX-01-20"


class DeclaredPlace(Struct, frozen=True):
    """A place declared in cenotaph.toml under [[places]]: all names that sources give it are one place."""

    name: str  # the one that is shown
    also: tuple[str, ...] = ()  # its names in other languages and spellings that do not sound alike
    former: dict[str, str] = {}  # a former name -> until when it held (EDTF)


class Party(Struct, frozen=True):
    """A party to the conflict, declared in cenotaph.toml under [[parties]]: nobody is taken for one otherwise."""

    name: str  # as it is shown
    speakers: tuple[str, ...] = ()  # words that stand in what a source calls a speaker or perpetrator of this party
    publishers: tuple[str, ...] = ()  # words that stand in the name of a publisher that speaks for it


class Sheet(Struct, frozen=True):
    """How a table in sources/ is to be read, declared in cenotaph.toml under [[sheets]]."""

    path: str  # relative to the archive
    type: Literal["claims", "list", "sources", "ignore"]
    sheet: str | None = None  # sheet name, when the file has several
    columns: dict[str, str] = {}  # our field -> the sheet's column name
    kinds: dict[str, str] = {}  # the sheet's kind -> "kind" or "kind/incident"
    incident: str | None = None  # where every row belongs, unless a column says otherwise
    incidents: dict[str, str] = {}  # the value of the incident column -> incident id ("" = none declared)
    unique: bool = False  # no two rows are one person
    fate: str | None = None  # what the list says happened, when no column does: killed, missing, ...
    header: int | None = None  # the line of the sheet that names the columns, counted from 1; 0: none does
    date_order: Literal["dmy", "mdy", "ymd"] | None = None  # of dates in figures, where the columns do not prove it


LIST_FIELDS = (
    "name", "given", "patronymic", "grandfather", "family", "birth", "age", "sex", "place", "region", "date", "burial",
    "kin", "fate", "ordinal", "language", "source", "details", "judgement", "incident", "note",
)  # fmt: skip
"""What a column of a list may hold; `source` is the key of sources.csv whose list the row repeats,
`region` what a place lies in, printed behind it, `grandfather` a name printed behind the father's."""

CLAIM_COLUMNS = {
    "source": "source_id",
    "kind": "kind",
    "low": "low",
    "high": "high",
    "qualifier": "qualifier",
    "unit": "unit",
    "whom": "whom",
    "value": "value_text",
    "when": "when",
    "where": "where",
    "speaker": "speaker",
    "note": "note",
}
"""The columns of a claims sheet that declares none."""

CLAIM_FIELDS = (*CLAIM_COLUMNS, "key", "whom_class", "by", "as_of", "modality", "language", "incident")
"""What a column of a claims sheet may hold."""


TABLES: dict[str, type[Struct]] = {
    "sources": Source,
    "texts": Text,
    "rows": Row,
    "claims": Claim,
    "entries": Entry,
    "persons": Person,
    "redirects": Redirect,
    "links": Link,
    "pairs": Pair,
    "places": Place,
    "questions": Question,
    "figures": Figure,
    "copy_groups": CopyGroup,
    "flags": Flag,
    "estimates": Estimate,
}
"""Every derived table by name, and what one of its rows is."""
