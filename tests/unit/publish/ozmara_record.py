"""An invented record, made by hand: everything in it is made up. Shared by the tests of the publish stage."""

from __future__ import annotations

from cenotaph import table
from cenotaph.archive import Settings
from cenotaph.flags import flag
from cenotaph.publish import Edition, Record
from cenotaph.record import (
    TABLES,
    Block,
    Claim,
    CopyGroup,
    Count,
    Entry,
    Estimate,
    Evidence,
    FieldValue,
    Figure,
    Incident,
    Link,
    NameForm,
    Pair,
    Person,
    Place,
    Question,
    Row,
    Sheet,
    Source,
    Span,
    Text,
    digest,
)

PAGE = (
    "The night at the mill\n"
    "On 3 March 1931 soldiers entered the mill quarter of Ozmara. At least 40 people were killed, "
    "among them Mira Talvenko, 13. Her neighbour Odo Harnwick told us of the night on the telephone. "
    "The Ministry of Records denied that more than 12 had died."
)
SETTINGS = Settings(
    title="The Mill Quarter Record",
    description="An invented archive of the invented Province of Ozmara.\n\nIt exists so that pages can be tested.",
    notice="Everything here is invented.",
    contact="Write to the Mill Quarter Society, Invented Street 1, Ozmara.",
    incidents=(
        Incident(
            id="mill-quarter",
            title="The Mill Quarter",
            start="1931-03-03",
            end="1931-03-05",
            places=("Ozmara", "the mill quarter"),
            also=("the Night at the Mill",),
            anniversary="XXXX-03-03",
        ),
        Incident(id="river-villages", title="The River Villages", start="1931-02", places=("Ustrava",)),
        Incident(id="quarry", title="The Quarry", start="1932-07-14", anniversary="XXXX-07-14"),
    ),
    sheets=(Sheet(path="sources/secret-sheet.csv", type="claims"),),
    rule_sets=("acled", "airwars", "iraq-body-count", "ucdp"),
)


def text_id(text: str) -> str:
    return digest(text, length=64)


def quoted(source: str, quote: str, text: str = PAGE, page: int | None = None) -> Span:
    start = text.index(quote)
    return Span(source=source, quote=quote, text_sha256=text_id(text), start=start, end=start + len(quote), page=page)


def cell(source: str, quote: str, at: str, sheet: str = "names") -> Span:
    return Span(source=source, quote=quote, sheet=sheet, cell=at)


NEWS, LIST, SHEET, CITED, COPY, LETTER = (
    "src-aaaa01",
    "src-aaaa02",
    "src-aaaa03",
    "cit-aaaa04",
    "cit-aaaa05",
    "src-aaaa06",
)
LETTER_TEXT = "Dear cousin, 17 of our street are buried behind the brick works. Yana Ollikover is safe with us."

SOURCES = (
    Source(
        id=NEWS,
        status="read",
        key="n1",
        path="sources/news/night.html",
        paths=("sources/news/night.html",),
        sha256=digest("night", length=64),
        media_type="text/html",
        bytes=2048,
        title="The night at the mill",
        author="P. Quillon",
        publisher="Nowhere News",
        published="1931-03-09",
        language="en",
        url="https://nowhere-news.example/night",
        captured="2026-01-05T10:00:00Z",
        captured_by="tester",
        evidence=(Evidence("title", "The night at the mill", "meta-property", "<title>"),),
    ),
    Source(
        id=LIST,
        status="read",
        path="sources/lists/memory.csv",
        paths=("sources/lists/memory.csv",),
        sha256=digest("list", length=64),
        media_type="text/csv",
        bytes=900,
        title="Memory list of the Mill Quarter",
        publisher="Mill Quarter Society",
        published="1951",
        language="en",
        captured="2026-01-05T10:00:01Z",
        captured_by="tester",
    ),
    Source(
        id=SHEET,
        status="read",
        path="sources/our-notes.csv",
        paths=("sources/our-notes.csv",),
        sha256=digest("sheet", length=64),
        media_type="text/csv",
        bytes=500,
        title="Our notes",
        captured="2026-01-06T10:00:01Z",
        captured_by="tester",
    ),
    Source(
        id=CITED,
        status="cited",
        key="s1",
        title="Twenty years after the mill",
        publisher="Ozmara Observer",
        published="1951-03-03",
        language="en",
        url="https://observer.example/twenty",
        perspective="provincial press",
    ),
    Source(id=COPY, status="cited", key="s2", title="The mill remembered", publisher="Copy Courier", language="en"),
    Source(
        id=LETTER,
        status="in_part",
        path="sources/letters/letter.txt",
        paths=("sources/letters/letter.txt",),
        sha256=digest("letter", length=64),
        media_type="text/plain",
        bytes=120,
        title="رسالة من أوزمارا",
        language="ar",
        reason="the second page is missing",
        captured="2026-01-07T10:00:01Z",
        captured_by="tester",
    ),
)


def _claim(id_: str, source: str, span: Span, kind: str, **values: object) -> Claim:
    return Claim(
        id=id_, source=source, span=span, kind=kind, **{"language": "en", "incident": "mill-quarter", **values}
    )  # type: ignore[arg-type]


CLAIMS = (
    _claim(
        "clm-01",
        NEWS,
        quoted(NEWS, "At least 40 people were killed"),
        "killed",
        count=Count(40, None, "at_least"),
        whom="people",
        when="1931-03-03",
        where="the mill quarter",
        by="soldiers",
    ),
    _claim(
        "clm-02",
        NEWS,
        quoted(NEWS, "The Ministry of Records denied that more than 12 had died"),
        "killed",
        count=Count(12, None, "more_than"),
        whom="people",
        speaker="Ministry of Records",
        modality="denied",
        when="1931-03-03",
    ),
    _claim(
        "clm-03",
        NEWS,
        quoted(NEWS, "Her neighbour Odo Harnwick told us of the night on the telephone"),
        "quote",
        value="told us of the night",
    ),
    _claim(
        "clm-04",
        CITED,
        cell(SHEET, "killed,150,150,exact", "A2", "our-notes"),
        "killed",
        count=Count(150, 150),
        whom="inhabitants",
        when="1931-03-03/1931-03-05",
        where="Ozmara",
        basis="noted",
        note="period given as several days",
    ),
    _claim(
        "clm-05",
        COPY,
        cell(SHEET, "killed,150,150,exact", "A3", "our-notes"),
        "killed",
        count=Count(150, 150),
        whom="inhabitants",
        when="1931-03-03/1931-03-05",
        where="Ozmara",
        basis="noted",
    ),
    _claim(
        "clm-06",
        CITED,
        cell(SHEET, "event,mill bell", "A4", "our-notes"),
        "event",
        value="the mill bell rang until morning",
        when="1931-03-04T02:30",
        basis="noted",
        speaker="the miller's widow",
    ),
    _claim(
        "clm-07",
        LETTER,
        quoted(LETTER, "17 of our street are buried behind the brick works", LETTER_TEXT),
        "buried",
        count=Count(17, 17),
        whom="our street",
        language="ar",
    ),
)


def _entry(id_: str, span: Span, name: str, **values: object) -> Entry:
    source = str(values.pop("source", span.source))
    basis = {"list": "lst-1" if span.cell else source, "language": "en", "script": "Latn", "incident": "mill-quarter"}
    return Entry(id=id_, source=source, span=span, name=name, **{**basis, **values})  # type: ignore[arg-type]


ENTRIES = (
    _entry(
        "ent-01",
        cell(LIST, "Mira Talvenko", "B2"),
        "Mira Talvenko",
        ordinal="1",
        birth="1918",
        fate="killed",
        date="1931-03-03",
        place="Ozmara",
        burial="Brick Works",
        kin="daughter of Ilse Talvenko",
        note="check birth",
    ),
    _entry("ent-02", quoted(NEWS, "Mira Talvenko, 13"), "Mira Talvenko", age="13", is_mention=True, fate="killed"),
    _entry(
        "ent-03",
        cell(LIST, "Мира Тальвенко", "B3"),
        "Мира Тальвенко",
        ordinal="2",
        birth="1917-05",
        script="Cyrl",
        language="ru",
        fate="killed",
    ),
    _entry("ent-04", cell(LIST, "Bartol Eskelund", "B4"), "Bartol Eskelund", ordinal="3", fate="missing"),
    _entry(
        "ent-05", cell(LIST, "(unknown)", "B5"), "", ordinal="4", is_named=False, fate="killed", burial="Brick Works"
    ),
    _entry("ent-06", quoted(NEWS, "Odo Harnwick"), "Odo Harnwick", is_mention=True, fate="alive"),
    _entry("ent-07", cell(LIST, "يانا أوليكوفر", "B6"), "يانا أوليكوفر", script="Arab", language="ar", fate="killed"),
    _entry("ent-08", cell(LIST, "Şəhla Ørnvik", "B7"), "Şəhla Ørnvik", ordinal="6", fate="killed", date="1931-03"),
)


def _person(id_: str, *entries: Entry, **values: object) -> Person:
    names = tuple(NameForm(e.name, e.id, e.script, e.language) for e in entries if e.is_named)
    kept = ("birth", "age", "place", "date", "burial", "fate", "kin")
    fields = tuple(FieldValue(f, getattr(e, f), e.id) for e in entries for f in kept if getattr(e, f))
    fates = {e.fate for e in entries}
    defaults: dict[str, object] = {
        "name": entries[0].name,
        "is_named": bool(names),
        "fate": fates.pop() if len(fates) == 1 else None,
        "incident": "mill-quarter",
    }
    return Person(id=id_, names=names, fields=fields, entries=tuple(e.id for e in entries), **{**defaults, **values})  # type: ignore[arg-type]


PERSONS = (
    _person("per-01", *ENTRIES[:3], weakest_link=0.96),
    _person("per-02", ENTRIES[3]),
    _person("per-03", ENTRIES[4]),
    _person("per-04", ENTRIES[5]),
    _person("per-05", ENTRIES[6]),
    _person("per-06", ENTRIES[7]),
)
LINKS = tuple(
    Link(id=f"lnk-{e}", entry=e, person=p.id, probability=0.96 if len(p.entries) > 1 else 1.0, reason="the names agree")
    for p in PERSONS
    for e in p.entries
)
PAIRS = (
    Pair("pair-1", "ent-01", "ent-02", 0.99, "the names agree letter by letter", "same", "tester:3"),
    Pair("pair-2", "ent-01", "ent-03", 0.96, "the names agree across scripts"),
)
QUESTIONS = (
    Question("mill-quarter/killed/people", "mill-quarter", "killed", "people", is_assumed=True),
    Question(
        "mill-quarter/killed/inhabitants/ozmara",
        "mill-quarter",
        "killed",
        "inhabitants",
        "Ozmara",
        "1931-03-03/1931-03-05",
        ("mill-quarter/killed/people",),
    ),
    Question("mill-quarter/buried/street", "mill-quarter", "buried", "our street"),
)


def _figure(id_: str, question: int, claim: Claim, **values: object) -> Figure:
    assert claim.count is not None
    source = next(s for s in SOURCES if s.id == claim.source)
    return Figure(
        id=id_,
        question=QUESTIONS[question].id,
        claim=claim.id,
        source=claim.source,
        low=claim.count.low,
        high=claim.count.high,
        qualifier=claim.count.qualifier,
        speaker=claim.speaker,
        published=source.published,
        modality=claim.modality,
        basis=claim.basis,
        **values,
    )  # type: ignore[arg-type]


FIGURES = (
    _figure("fig-01", 0, CLAIMS[0]),
    _figure("fig-02", 0, CLAIMS[1]),
    _figure("fig-03", 1, CLAIMS[3], copy_group="cpy-1"),
    _figure("fig-04", 1, CLAIMS[4], copy_group="cpy-1"),
    _figure("fig-05", 2, CLAIMS[6]),
)
FLAGS = (
    flag("A002", spans=[CLAIMS[1].span], sources=[NEWS], claims=["clm-02"], total="12", named="40"),
    flag("A007", sources=[CITED], claims=["clm-04", "clm-05"], parts="1 + 2", sum="3", total="4", residual="1"),
)
TABLE_ROWS = {
    "sources": SOURCES,
    "texts": (
        Text("txt-1", NEWS, text_id(PAGE), PAGE, "en", "1931-03-09", (), (Block("paragraph", 0, len(PAGE)),)),
        Text("txt-2", LETTER, text_id(LETTER_TEXT), LETTER_TEXT, "ar"),
    ),
    "rows": (Row("row-1", LIST, "names", 2, "data", ("no", "name"), ("1", "Mira Talvenko")),),
    "claims": CLAIMS,
    "entries": ENTRIES,
    "persons": PERSONS,
    "redirects": (),
    "links": LINKS,
    "pairs": PAIRS,
    "places": (Place("plc-1", "Ozmara", ("Ozmara", "the mill quarter", "Brick Works")),),
    "questions": QUESTIONS,
    "figures": FIGURES,
    "copy_groups": (CopyGroup("cpy-1", (CITED, COPY), "declared as one text", CITED),),
    "flags": FLAGS,
    "estimates": (
        Estimate(
            "est-1",
            "mill-quarter",
            "all",
            "Chao",
            (LIST, NEWS),
            5,
            refusal="E001",
            reason="too few people stand on several lists",
        ),
        Estimate(
            "est-2",
            "mill-quarter",
            "named",
            "Chao",
            (LIST, NEWS),
            5,
            point=61.4,
            low=44.0,
            high=98.2,
            level=0.95,
            assumptions=("the lists are independent",),
            citation="Chao 1987",
        ),
    ),
}
EDITION = Edition(number=1, time="2026-03-03T09:00:00Z", reason="First edition.")


def make_record(edition: Edition | None = None, settings: Settings = SETTINGS, **tables: object) -> Record:
    """The invented record; tables given by name (sequences of records) stand in place of its own."""
    rows = {**TABLE_ROWS, **tables}
    made = {name: table.to_table(rows[name], kind) for name, kind in TABLES.items()}  # type: ignore[call-overload]
    return Record(settings=settings, edition=edition, **made)
