"""The view: nothing that may not be shown leaves it, and nothing published depends on what is hidden."""

from __future__ import annotations

import string
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mixed_record import MARK, Mixed
from msgspec.structs import replace
from ozmara_record import (
    CITED,
    CLAIMS,
    COPY,
    EDITION,
    ENTRIES,
    LETTER,
    LIST,
    NEWS,
    PERSONS,
    SHEET,
    SOURCES,
    TABLE_ROWS,
    make_record,
)

from cenotaph.publish import Record, publish, view
from cenotaph.publish.contents import Contents, to_contents
from cenotaph.publish.hiding import BLANK
from cenotaph.publish.view import names_somebody
from cenotaph.record import TABLES, Cell, Companion, CopyGroup, Evidence, Redirect, Source


def contents(record: Record, audience: str) -> Contents:
    return to_contents(view(record, audience))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(**but: object) -> Record:
    """The invented record with everything public but for the tables given."""
    tables = {
        name: tuple(replace(row, access="public") if hasattr(row, "access") else row for row in rows)
        for name, rows in TABLE_ROWS.items()
    }
    return make_record(EDITION, **{**tables, **but})


def marked(table: str, access: str, *ids: str) -> tuple[object, ...]:
    return tuple(replace(row, access=access if row.id in ids else "public") for row in TABLE_ROWS[table])


SALT = st.text(string.ascii_letters + string.digits, min_size=1, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(salt=SALT)
def test_no_published_byte_depends_on_a_hidden_value(salt: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = []
    for one in ("", salt):
        folder = tmp_path_factory.mktemp("public")
        publish(Mixed(one).record(EDITION), folder, folder / "data", "public")
        written.append(tree(folder))
    assert written[0] == written[1]
    assert not any(MARK.encode() in data or MARK.encode() in path.encode() for path, data in written[1].items())


def test_the_hidden_values_of_that_test_are_there_to_be_seen(tmp_path: Path) -> None:
    publish(Mixed("abc").record(), tmp_path / "site", tmp_path / "export", "preview")
    everything = b"".join(tree(tmp_path).values())
    for name in (
        "witness",
        "name",
        "note",
        "path",
        "title",
        "kin",
        "reason",
        "decision",
        "stratum",
        "file",
        "part",
        "inside",
    ):
        assert Mixed("abc").say(name).encode() in everything, name


def test_public_keeps_what_is_public() -> None:
    seen = contents(Mixed("abc").record(), "public")
    assert {source.title for source in seen.sources} == {source.title for source in SOURCES if source.id != LETTER}
    assert {person.name for person in seen.persons} == {
        "Mira Talvenko",
        "Bartol Eskelund",
        "",
        "يانا أوليكوفر",
        "Şəhla Ørnvik",
    }
    assert sorted(figure.low or 0 for figure in seen.figures) == [12, 40, 150, 150]
    assert [len(group.sources) for group in seen.copy_groups] == [2]
    assert [flag.code for flag in seen.flags] == ["A007"]
    assert [estimate.stratum for estimate in seen.estimates] == ["named"]
    assert not seen.texts
    assert not seen.rows


def test_a_quote_is_blanked_where_hidden_words_stand() -> None:
    seen = contents(Mixed("abc").record(), "public")
    denied = next(claim for claim in seen.claims if claim.modality == "denied")
    assert denied.span.quote == f"The Ministry of Records denied that more than 12 had died, said {BLANK}"
    assert denied.value == f"said {BLANK}"
    assert denied.span.start is None
    assert denied.span.text_sha256 is None


def test_a_source_with_a_hidden_part_shows_nothing_that_depends_on_its_bytes() -> None:
    seen = contents(Mixed("abc").record(), "public")
    news = next(source for source in seen.sources if source.title == "The night at the mill")
    whole = next(source for source in seen.sources if source.title == "Memory list of the Mill Quarter")
    assert (news.sha256, news.bytes, news.media_type, news.captured) == (None, None, None, None)
    assert news.url == "https://nowhere-news.example/night"
    assert news.status == "read"
    assert whole.sha256 is None  # one of its lines, the spelling in another script, is restricted


def test_preview_drops_what_is_sealed_and_keeps_what_is_restricted() -> None:
    seen = contents(Mixed("abc").record(), "preview")
    quotes = {claim.span.quote for claim in seen.claims}
    assert Mixed("abc").say("witness") in quotes
    assert not any(Mixed("abc").say("telephone") in quote for quote in quotes)
    assert not any(text.source == Mixed("abc").news for text in seen.texts)
    assert {person.id for person in seen.persons} >= {"per-01", "per-02"}


def test_preview_has_no_page_for_the_living_unless_a_decision_names_them() -> None:
    assert "per-04" not in {person.id for person in contents(make_record(), "preview").persons}
    allowed = msgspec.structs.replace(make_record(), named_by_decision=("per-04",))
    assert "per-04" in {person.id for person in contents(allowed, "preview").persons}


def test_a_former_id_made_of_a_sealed_entry_is_in_no_view() -> None:
    entries = [replace(e, access="sealed") if e.id == "ent-02" else e for e in ENTRIES]
    redirects = (Redirect("per-former", "per-01", "ent-02"), Redirect("per-other", "per-01"))
    record = make_record(entries=entries, redirects=redirects)
    assert [r.id for r in to_contents(view(record, "preview")).redirects] == ["per-other"]
    assert to_contents(view(record, "public")).redirects == ()


def test_preview_without_sealed_values_is_the_record_itself() -> None:
    record = msgspec.structs.replace(make_record(), named_by_decision=("per-04",))
    seen = view(record, "preview")
    assert {name: getattr(seen, name) == getattr(record, name) for name in TABLES} == dict.fromkeys(TABLES, True)


@pytest.mark.parametrize("access", ["restricted", "sealed"])
def test_what_rests_on_a_closed_source_is_gone(access: str) -> None:
    seen = contents(opened(sources=marked("sources", access, NEWS)), "public")
    assert {claim.basis for claim in seen.claims if claim.language == "en"} == {"noted"}
    assert not [person for person in seen.persons if person.name == "Odo Harnwick"]
    assert not [question for question in seen.questions if question.population == "people"]
    assert [flag.code for flag in seen.flags] == ["A007"]
    mira = next(person for person in seen.persons if person.name == "Mira Talvenko")
    assert len(mira.entries) == 2


def test_a_noted_claim_needs_its_page_and_our_sheet_to_be_public() -> None:
    for closed in (SHEET, "cit-aaaa04"):
        seen = contents(opened(sources=marked("sources", "restricted", closed)), "public")
        assert not [claim for claim in seen.claims if claim.kind == "event"]


def test_a_person_who_is_not_public_is_named_nowhere() -> None:
    seen = contents(opened(persons=marked("persons", "restricted", "per-04")), "public")
    assert not [entry for entry in seen.entries if entry.name == "Odo Harnwick"]
    assert not [claim for claim in seen.claims if "Odo" in claim.span.quote]
    assert [claim.span.quote for claim in seen.claims if claim.kind == "quote"] == [
        f"Her neighbour {BLANK} told us of the night on the telephone"
    ]


def test_a_person_among_the_dead_may_be_closed_too() -> None:
    assert "Şəhla Ørnvik" in {entry.name for entry in contents(opened(), "public").entries}
    seen = contents(opened(persons=marked("persons", "restricted", "per-06")), "public")
    assert "Şəhla Ørnvik" not in {entry.name for entry in seen.entries}
    assert "Şəhla Ørnvik" not in {person.name for person in seen.persons}


def test_a_person_is_told_from_what_is_shown_only() -> None:
    seen = contents(opened(entries=marked("entries", "restricted", "ent-01", "ent-02")), "public")
    mira = next(person for person in seen.persons if person.names and person.names[0].script == "Cyrl")
    assert mira.name == "Мира Тальвенко"
    assert [(field.field, field.value) for field in mira.fields] == [("birth", "1917-05"), ("fate", "killed")]
    assert mira.weakest_link is None
    assert not [link for link in seen.links if link.person == mira.id]


def test_the_link_of_a_shown_entry_is_told_by_what_ties_it_to_shown_ones() -> None:
    seen = contents(opened(entries=marked("entries", "restricted", "ent-03")), "public")
    mira = next(person for person in seen.persons if person.name == "Mira Talvenko")
    assert mira.weakest_link == 0.99
    assert {link.reason for link in seen.links if link.person == mira.id} == {"the names agree letter by letter"}


def test_kin_remarks_paths_and_writers_are_never_public() -> None:
    seen = contents(opened(), "public")
    assert not [entry for entry in seen.entries if entry.kin or entry.note or entry.judgement]
    assert not [field for person in seen.persons for field in person.fields if field.field == "kin"]
    assert not [claim for claim in seen.claims if claim.note]
    assert not [s for s in seen.sources if s.path or s.paths or s.captured_by or s.evidence or s.reason]
    assert {pair.judged_by for pair in seen.pairs} == {"decision", None}
    assert not seen.settings.sheets


@pytest.mark.parametrize("audience", ["public", "preview"])
def test_cells_kept_for_matching_are_in_no_view_no_page_and_no_export(audience: str, tmp_path: Path) -> None:
    cells = (Cell("identity", "883201977"), Cell("address", "Limestreet Twelve"))
    record = make_record(entries=[replace(entry, cells=cells) for entry in ENTRIES])
    assert all(entry.cells == () for entry in contents(record, audience).entries)
    publish(record, tmp_path / "site", tmp_path / "site" / "data", audience)  # type: ignore[arg-type]
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not any(b"883201977" in data or b"Limestreet" in data for data in written)


def test_mail_addresses_are_never_public() -> None:
    claims = [replace(CLAIMS[3], value="write to mira@ozmara.example now", access="public")]
    sources = [replace(s, author="P. Quillon <p.q@nowhere.example>", access="public") for s in SOURCES]
    seen = contents(opened(claims=claims, sources=sources, figures=(), flags=()), "public")
    assert [claim.value for claim in seen.claims] == [f"write to {BLANK} now"]
    assert {source.author for source in seen.sources} == {f"P. Quillon <{BLANK}>"}


def test_published_ids_do_not_depend_on_the_order_of_rows() -> None:
    turned = {name: tuple(reversed(rows)) for name, rows in TABLE_ROWS.items()}
    turned = {
        n: tuple(replace(r, access="public") if hasattr(r, "access") else r for r in rows) for n, rows in turned.items()
    }
    assert contents(opened(), "public") == contents(make_record(EDITION, **turned), "public")


def test_equal_lines_of_one_list_stay_several_people() -> None:
    unknown = [
        replace(ENTRIES[4], id=f"ent-u{n}", span=replace(ENTRIES[4].span, cell=None), ordinal=None, access="public")
        for n in range(4)
    ]
    persons = [
        replace(PERSONS[2], id=f"per-u{n}", entries=(f"ent-u{n}",), fields=(), access="public") for n in range(4)
    ]
    tables = dict.fromkeys(("claims", "figures", "questions", "flags", "links", "pairs"), ())
    seen = contents(opened(entries=unknown, persons=persons, **tables), "public")
    assert len({person.id for person in seen.persons}) == 4
    assert len({entry.id for entry in seen.entries}) == 4


def test_ids_that_refer_to_each_other_still_do() -> None:
    seen = contents(opened(), "public")
    sources, claims = {s.id for s in seen.sources}, {c.id for c in seen.claims}
    entries, persons = {e.id for e in seen.entries}, {p.id for p in seen.persons}
    assert {c.source for c in seen.claims} | {e.span.source for e in seen.entries} <= sources
    assert {f.claim for f in seen.figures} <= claims
    assert {e for p in seen.persons for e in p.entries} == entries
    assert {(link.entry in entries, link.person in persons) for link in seen.links} == {(True, True)}
    assert {f.copy_group for f in seen.figures if f.copy_group} == {g.id for g in seen.copy_groups}
    assert not sources & {NEWS, LIST, SHEET}


@pytest.mark.parametrize("words", ["interior troops", "soldiers of the KGB", "the army", "NKVD units", "an armed mob"])
def test_a_group_is_shown_as_the_perpetrator(words: str) -> None:
    assert not names_somebody(words)


@pytest.mark.parametrize(
    "words", ["Odo Harnwick", "Harnwick", "Colonel Odo Harnwick of the army", "Одо Харнвик", "أودو", "Soviet Army"]
)
def test_what_may_be_a_name_is_not_shown_as_the_perpetrator(words: str) -> None:
    assert names_somebody(words)


def test_the_name_of_a_closed_person_stands_in_no_other_source_either() -> None:
    copied = replace(CLAIMS[3], value="heard from Odo Harnwick", access="public")
    titled = [
        replace(s, title="Odo Harnwick remembers", access="public") if s.id == LIST else replace(s, access="public")
        for s in SOURCES
    ]
    tables = {"claims": [copied], "figures": (), "flags": (), "questions": (), "sources": titled}
    seen = contents(opened(persons=marked("persons", "restricted", "per-04"), **tables), "public")
    assert [claim.value for claim in seen.claims] == [f"heard from {BLANK}"]
    assert f"{BLANK} remembers" in {source.title for source in seen.sources}


def test_a_name_that_a_shown_person_bears_too_stays() -> None:
    namesake = replace(ENTRIES[7], name="Odo Harnwick", access="public")
    entries = [replace(e, access="public") for e in ENTRIES[:7]] + [namesake]
    seen = contents(opened(entries=entries, persons=marked("persons", "restricted", "per-04")), "public")
    assert [entry.name for entry in seen.entries if "Odo" in entry.name] == ["Odo Harnwick"]


def test_a_sealed_quote_is_blanked_where_another_source_copies_it() -> None:
    sealed = replace(CLAIMS[2], access="sealed")
    copy = replace(CLAIMS[5], value=f"It says: {sealed.span.quote}.", access="public")
    for audience in ("preview", "public"):
        seen = contents(opened(claims=[sealed, copy], figures=(), flags=(), questions=()), audience)
        assert [claim.value for claim in seen.claims] == [f"It says: {BLANK}."]


def test_a_point_that_names_a_file_is_not_public() -> None:
    point = replace(TABLE_ROWS["flags"][1], message="sources/lists/memory.csv is odd", access="public")
    assert contents(opened(flags=[point]), "public").flags == ()
    doubt = replace(point, code="A005", claims=())  # told of a text alone
    assert contents(opened(flags=[doubt]), "public").flags == ()


def test_a_living_person_is_named_in_public_only_by_a_decision() -> None:
    assert "Odo Harnwick" not in {person.name for person in contents(opened(), "public").persons}
    for id_ in ("per-04", "ent-06"):
        allowed = msgspec.structs.replace(opened(), named_by_decision=(id_,))
        assert "Odo Harnwick" in {person.name for person in contents(allowed, "public").persons}


def test_a_perpetrator_is_named_in_public_only_by_a_decision() -> None:
    claims = [replace(CLAIMS[0], by="Colonel Odo Harnwick", access="public")]
    tables = {"figures": (), "flags": (), "questions": ()}
    record = opened(claims=claims, persons=(), entries=(), links=(), pairs=(), **tables)
    assert [claim.by for claim in contents(record, "public").claims] == [None]
    ruled = msgspec.structs.replace(record, named_by_decision=("clm-01",))
    assert [claim.by for claim in contents(ruled, "public").claims] == ["Colonel Odo Harnwick"]


PRIVATE = Evidence("comment", "ask the widow first", "document-comment", "Odo Harnwick: ask the widow", is_private=True)


def with_sources(**but: object) -> Record:
    """The opened record with the list changed."""
    return opened(
        sources=[replace(s, access="public", **but) if s.id == LIST else replace(s, access="public") for s in SOURCES]
    )


def listed(record: Record, audience: str) -> Source:
    return next(s for s in contents(record, audience).sources if s.title == "Memory list of the Mill Quarter")


def test_a_reason_of_copies_that_quotes_sealed_words_is_blanked() -> None:
    sealed = replace(CLAIMS[2], access="sealed")
    group = CopyGroup("cpy-1", (CITED, COPY), f"both print “{sealed.span.quote}”", CITED)
    for audience in ("preview", "public"):
        seen = contents(opened(claims=[sealed], figures=(), flags=(), questions=(), copy_groups=[group]), audience)
        assert [one.reason for one in seen.copy_groups] == [""]


def test_a_source_that_keeps_something_private_shows_no_digest_in_public_and_nothing_of_it_anywhere() -> None:
    record = with_sources(evidence=(PRIVATE,))
    assert listed(with_sources(), "public").sha256 is not None
    assert listed(record, "public").sha256 is None
    preview = listed(record, "preview")
    assert (preview.evidence, preview.sha256 is None) == ((), False)


@pytest.mark.parametrize(
    ("access", "audience"), [("restricted", "public"), ("sealed", "public"), ("sealed", "preview")]
)
def test_a_file_around_what_is_hidden_shows_no_digest(access: str, audience: str) -> None:
    path = "sources/lists/memory.csv/inside.txt"
    inside = Source("src-in", "read", path=path, paths=(path,), derived_from=LIST, sha256="0" * 64, access=access)  # type: ignore[arg-type]
    whole = [replace(s, access="public") for s in SOURCES]
    assert listed(opened(sources=whole), audience).sha256 is not None
    seen = listed(opened(sources=[*whole, inside]), audience)
    assert (seen.sha256, seen.bytes, seen.captured) == (None, None, None)


def test_a_path_through_a_sealed_file_is_in_no_view() -> None:
    around = Source("src-mail", "read", path="sources/widow.eml", paths=("sources/widow.eml",), access="sealed")
    paths = ("sources/lists/memory.csv", "sources/widow.eml/list.csv")
    changed = [
        replace(s, paths=paths, path=paths[1], access="restricted", derived_from="src-mail") if s.id == LIST else s
        for s in SOURCES
    ]
    seen = listed(opened(sources=[*changed, around]), "preview")
    assert (seen.path, seen.paths, seen.derived_from) == (paths[0], paths[:1], None)


def test_a_table_called_like_its_file_has_no_name_in_public() -> None:
    named = [
        replace(e, span=replace(e.span, sheet="memory"), access="public") if e.span.source == LIST else e
        for e in ENTRIES
    ]
    at = named[0].span
    values = ("line=4", "sheet=memory")
    says = "line 4 of memory says nothing of a person"
    point = replace(TABLE_ROWS["flags"][1], code="L001", message=says, values=values, spans=(at,), access="public")
    seen = contents(opened(entries=named, flags=[point]), "public")
    assert {entry.span.sheet for entry in seen.entries if entry.span.cell} == {None}
    assert [flag.message for flag in seen.flags] == [f"line 4 of {BLANK} says nothing of a person"]
    assert [flag.values for flag in seen.flags] == [("line=4", f"sheet={BLANK}")]
    kept = contents(opened(), "public")  # its tables are called "names", which the file is not
    assert {entry.span.sheet for entry in kept.entries if entry.span.cell} == {"names"}


def test_a_point_that_names_a_file_beside_another_is_not_public() -> None:
    beside = Companion("sources/widow_files/a.css", "0" * 64, 4, "page_file")
    point = replace(TABLE_ROWS["flags"][1], message="sources/widow_files/a.css is odd", access="public")
    sources = [replace(s, companions=(beside,), access="public") for s in SOURCES]
    assert contents(opened(flags=[point], sources=sources), "public").flags == ()
