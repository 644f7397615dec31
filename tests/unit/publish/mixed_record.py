"""An invented record of which some is public, some restricted and some sealed; what is hidden follows from `salt`."""

from __future__ import annotations

from msgspec.structs import replace
from ozmara_record import (
    CITED,
    CLAIMS,
    COPY,
    ENTRIES,
    FIGURES,
    FLAGS,
    LETTER,
    LINKS,
    LIST,
    NEWS,
    PAIRS,
    PERSONS,
    QUESTIONS,
    SETTINGS,
    SHEET,
    SOURCES,
    TABLE_ROWS,
    make_record,
    text_id,
)

from cenotaph.archive import Settings
from cenotaph.flags import flag
from cenotaph.publish import Edition, Record
from cenotaph.record import (
    Companion,
    CopyGroup,
    Count,
    Entry,
    Estimate,
    Evidence,
    FieldValue,
    Figure,
    Link,
    NameForm,
    Pair,
    Place,
    Question,
    Redirect,
    Sheet,
    Source,
    Span,
    Text,
    digest,
)

MARK = "Qz"
"""Stands in every hidden value and in no public one."""


def hidden_value(name: str, salt: str) -> str:
    """A hidden value: other words of another length for every salt."""
    return f"{MARK}{name}{salt}{len(salt) * 'x'}{MARK}"


class Mixed:
    """The tables of the mixed record, and its hidden values."""

    def __init__(self, salt: str) -> None:
        self.salt = salt
        self.news = "src-" + digest("news", salt) if salt else NEWS
        self.page = (
            f"At least 40 people were killed. {self.say('telephone')} spoke of the night. "
            f"The Ministry of Records denied that more than 12 had died, said {self.say('witness')}. Mira Talvenko, 13."
        )

    def say(self, name: str) -> str:
        return hidden_value(name, self.salt)

    def span(self, quote: str, text: str | None = None, source: str | None = None) -> Span:
        text = text or self.page
        start = text.index(quote)
        return Span(
            source=source or self.news,
            quote=quote,
            text_sha256=text_id(text),
            start=start,
            end=start + len(quote),
            page=len(self.salt) + 1,
        )

    def record(self, edition: Edition | None = None) -> Record:
        return make_record(edition, self.settings(), **self.tables())

    def settings(self) -> Settings:
        return replace(
            SETTINGS,
            sheets=(Sheet(path=self.say("path"), type="claims"),),
            list_systems={self.say("system"): (self.say("path"),)},
        )

    def tables(self) -> dict[str, object]:
        claims = self.claims()
        return {
            **TABLE_ROWS,
            "sources": self.sources(),
            "texts": (
                Text("txt-1", self.news, text_id(self.page), self.page, "en", transcriber=self.say("transcriber")),
            ),
            "claims": claims,
            "entries": self.entries(),
            "persons": self.persons(),
            "redirects": (Redirect(self.say("former"), "per-01"),),
            "links": (
                *(
                    replace(k, reason=self.say("reason") if k.entry in {"ent-01", "ent-02", "ent-03"} else "")
                    for k in LINKS
                ),
                Link(self.say("link"), "ent-99", "per-99", 1.0, self.say("reason")),
            ),
            "pairs": (
                PAIRS[0],
                replace(PAIRS[1], reason=self.say("pair")),
                Pair(self.say("pair"), "ent-01", "ent-99", 0.5, self.say("pair")),
            ),
            "places": (*TABLE_ROWS["places"], Place(self.say("place"), self.say("place"), (self.say("where"),))),
            "questions": (
                *(replace(q, within=(*q.within, self.say("question"))) for q in QUESTIONS),
                Question(self.say("question"), "mill-quarter", self.say("kind"), self.say("whom")),
            ),
            "figures": self.figures(),
            "copy_groups": (CopyGroup(self.say("group"), (CITED, COPY, self.letter), self.say("reason"), self.letter),),
            "flags": self.flags(claims),
            "estimates": (
                Estimate(
                    self.say("estimate"),
                    None,
                    self.say("stratum"),
                    "Chao",
                    (LIST,),
                    len(self.salt),
                    5.0,
                    4.0,
                    6.0,
                    0.95,
                ),
                Estimate(
                    "est-2",
                    "mill-quarter",
                    "named",
                    "Chao",
                    (LIST, self.news),
                    5,
                    61.4,
                    44.0,
                    98.2,
                    0.95,
                    is_headline=True,
                ),
            ),
        }

    @property
    def letter(self) -> str:
        return "src-" + digest("letter", self.salt)

    def sources(self) -> tuple[Source, ...]:
        technical = {
            "path": self.say("path"),
            "paths": (self.say("path"),),
            "captured_by": self.say("writer"),
            "reason": self.say("reason"),
        }
        kept = [replace(s, access="public", **technical) for s in SOURCES if s.id != LETTER]
        news = replace(
            kept[0],
            id=self.news,
            sha256=digest("news", self.salt, length=64),
            bytes=len(self.page),
            media_type=self.say("type"),
            captured=self.say("time"),
            derived_from=self.letter,
            evidence=(Evidence("position", self.say("position"), "exif-gps-2", self.say("position"), is_private=True),),
        )
        # The list has no table name but its file's; our sheet was unpacked into a part that nobody opened.
        kept[1] = replace(kept[1], path=f"{self.say('file')}.csv", paths=(f"{self.say('file')}.csv",))
        kept[2] = replace(
            kept[2],
            sha256=digest("sheet", self.salt, length=64),
            bytes=len(self.salt),
            path=self.say("packet"),
            paths=(self.say("packet"),),
            companions=(Companion(self.say("beside"), digest("beside", self.salt), len(self.salt), "page_file"),),
        )
        part = replace(
            SOURCES[-1],
            id="src-" + digest("part", self.salt),
            title=self.say("part"),
            path=f"{self.say('packet')}/{self.say('inside')}",
            paths=(f"{self.say('packet')}/{self.say('inside')}",),
            evidence=(Evidence("comment", self.say("kept"), "document-comment", self.say("kept"), is_private=True),),
            derived_from=SHEET,
        )
        letter = replace(
            SOURCES[-1], id=self.letter, title=self.say("title"), url=f"https://{MARK}.example/{self.salt}"
        )
        return (news, *kept[1:], letter, part)

    def claims(self):
        own = [
            replace(
                CLAIMS[0],
                source=self.news,
                span=self.span("At least 40 people were killed"),
                note=self.say("note"),
                by=f"General {self.say('name')}",
            ),
            replace(
                CLAIMS[1],
                source=self.news,
                span=self.span(
                    f"The Ministry of Records denied that more than 12 had died, said {self.say('witness')}"
                ),
                value=f"said {self.say('witness')}",
                part_of=self.say("claim"),
            ),
            *(replace(claim, note=self.say("note")) for claim in CLAIMS[3:6]),
        ]
        public = [replace(claim, access="public") for claim in own]
        telephone = self.span(self.say("telephone"))
        hidden = [
            replace(
                CLAIMS[2],
                id=self.say("claim"),
                source=self.news,
                span=telephone,
                value=self.say("value"),
                access="sealed",
            ),
            replace(
                CLAIMS[2],
                id=self.say("witness"),
                source=self.news,
                span=self.span(self.say("witness")),
                access="restricted",
            ),
            replace(
                CLAIMS[2],
                id=self.say("inside"),
                source=self.news,
                span=self.span(self.say("telephone")[2:-2]),
                access="public",
                value=None,
            ),
            replace(
                CLAIMS[6],
                id=self.say("letter"),
                source=self.letter,
                access="public",
                whom=self.say("whom"),
                span=self.span(self.say("letter"), f"{self.say('letter')} and more", self.letter),
                count=Count(len(self.salt), None),
            ),
        ]
        return (*public, *hidden)

    def entries(self):
        mention = replace(ENTRIES[1], source=self.news, span=self.span("Mira Talvenko, 13"), list=self.news)
        public = [ENTRIES[0], mention, ENTRIES[3], ENTRIES[4], ENTRIES[6], ENTRIES[7]]
        kept = [
            replace(e, access="public", note=self.say("note"), kin=self.say("kin"), judgement=self.say("judgement"))
            for e in public
        ]
        cyrillic = replace(
            ENTRIES[2],
            name=self.say("name"),
            span=replace(ENTRIES[2].span, quote=self.say("name")),
            birth=self.say("birth"),
        )
        living = replace(
            ENTRIES[5], source=self.news, name=self.say("witness"), span=self.span(self.say("witness")), access="public"
        )
        other = replace(
            ENTRIES[5],
            id="ent-99",
            source=self.letter,
            name=self.say("name"),
            access="public",
            span=self.span(self.say("letter"), f"{self.say('letter')} and more", self.letter),
        )
        return tuple(self.in_file(entry) for entry in (*kept, cyrillic, living, other))

    def in_file(self, entry: Entry) -> Entry:
        """An entry of the list, in a table that is called like the file."""
        return replace(entry, span=replace(entry.span, sheet=self.say("file"))) if entry.span.source == LIST else entry

    def persons(self):
        hidden_form = NameForm(self.say("name"), "ent-03", "Cyrl", "ru")
        fields = (FieldValue("kin", self.say("kin"), "ent-01"), FieldValue("birth", self.say("birth"), "ent-03"))
        mira = PERSONS[0]
        mira = replace(
            mira,
            names=(hidden_form, *(form for form in mira.names if form.entry != "ent-03")),
            fields=(*fields, *(f for f in mira.fields if f.entry != "ent-03" and f.field != "kin")),
            weakest_link=0.5 + len(self.salt) / 100,
        )
        others = [replace(p, access="public") for p in (mira, *PERSONS[1:3], *PERSONS[4:])]
        living = replace(
            PERSONS[3], name=self.say("witness"), names=(NameForm(self.say("witness"), "ent-06"),), fields=()
        )
        unlisted = replace(
            PERSONS[3], id="per-99", name=self.say("name"), names=(), fields=(), entries=("ent-99",), access="public"
        )
        return (*others, living, unlisted)

    def figures(self) -> tuple[Figure, ...]:
        group = self.say("group")
        kept = [
            replace(
                f,
                access="public",
                source=self.news if f.source == NEWS else f.source,
                copy_group=group if f.copy_group else None,
                headline_by=self.say("decision"),
            )
            for f in FIGURES[:4]
        ]
        letter = replace(FIGURES[4], claim=self.say("letter"), source=self.letter, access="public")
        return (*kept, replace(kept[0], id=self.say("figure"), access="restricted", low=len(self.salt)), letter)

    def flags(self, claims):
        kept = replace(FLAGS[1], access="public", settled_by=self.say("decision"), settled_reason=self.say("reason"))
        on_hidden = replace(flag("A002", spans=[claims[1].span], total=self.say("total"), named="4"), access="public")
        of_files = replace(FLAGS[1], id=self.say("flag"), code="F001", message=self.say("path"), access="public")
        closed = replace(FLAGS[1], id=self.say("flag2"), message=self.say("message"))
        return (kept, on_hidden, of_files, closed)


__all__ = ["MARK", "SHEET", "Mixed", "hidden_value"]
