"""No contact data and no living private person stands in anything that is written, whatever field it came by."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from ozmara_record import CLAIMS, EDITION, ENTRIES, NEWS, PERSONS, SOURCES, TABLE_ROWS, make_record

from cenotaph.contacts import BLANK
from cenotaph.publish import publish, view
from cenotaph.publish.contents import to_contents
from cenotaph.record import Evidence

CODES = frozenset({
    "id", "source", "sha256", "text_sha256", "media_type", "entry", "person", "entry_a", "entry_b", "status", "access",
    "kind", "rule", "code", "severity", "script", "language", "birth", "date", "published", "captured", "when", "as_of",
    "fate", "sex", "url", "claim", "question", "incident", "copy_group", "root", "list", "period", "within", "part_of",
    "supersedes", "derived_from", "qualifier", "modality", "basis", "whom_class", "unit", "settled_by", "headline_by",
    "standing", "means", "moved_by",
    "judged_by", "judgement", "method", "lists", "refusal", "citation", "entries", "claims", "sources", "cell", "sheet",
    "field", "captured_by", "key", "header",
})  # fmt: skip
"""Fields that hold ids, codes and dates: everything else is words, and a contact may be among them."""

MAILS = st.from_regex(r"[a-z]{3,8}[.][a-z]{3,8}@[a-z]{3,9}\.(invalid|example|test)", fullmatch=True)
PHONES = st.one_of(
    st.from_regex(r"\+[1-9][0-9]{1,2} [0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True),
    st.from_regex(r"\(0[1-9][0-9]\) [0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True),
    st.from_regex(r"0[1-9][0-9] [0-9]{3} [0-9]{2} [0-9]{2}", fullmatch=True),
)


def planted(value: Any, secret: str) -> Any:
    """`value` with `secret` behind every string that is words."""
    if isinstance(value, str):
        return f"{value} {secret}"
    if isinstance(value, tuple):
        return tuple(planted(item, secret) for item in value)
    if isinstance(value, Struct):
        changed = {
            field.name: planted(getattr(value, field.name), secret)
            for field in msgspec.structs.fields(value)
            if field.name not in CODES and getattr(value, field.name) is not None
        }
        return replace(value, **changed)
    return value


def written(folder: Path) -> str:
    """All that stands in a folder, its file names and what its Parquet files unpack to included."""
    told = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if path.suffix == ".parquet":
            rows = pq.read_table(io.BytesIO(data)).to_pylist()
            data = json.dumps(rows, ensure_ascii=False, default=str).encode()
        told.append(f"{path.name}\n{data.decode('utf-8', 'replace')}")
    return "\n".join(told)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mail=MAILS, phone=PHONES)
def test_no_contact_planted_in_any_words_is_written(
    mail: str, phone: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for secret in (mail, phone):
        rows = {name: tuple(planted(row, secret) for row in some) for name, some in TABLE_ROWS.items()}
        opened = {
            name: tuple(replace(row, access="public") if hasattr(row, "access") else row for row in some)
            for name, some in rows.items()
        }
        for audience, tables in (("preview", rows), ("public", opened)):
            folder = tmp_path_factory.mktemp(audience)
            publish(make_record(EDITION, **tables), folder / "site", folder / "export", audience)  # type: ignore[arg-type]
            assert secret not in written(folder)


def test_that_test_finds_what_is_not_a_contact(tmp_path: Path) -> None:
    rows = {name: tuple(planted(row, "zzqx") for row in some) for name, some in TABLE_ROWS.items()}
    publish(make_record(EDITION, **rows), tmp_path / "site", tmp_path / "export", "preview")
    assert written(tmp_path).count("zzqx") > 50


def seen(audience: str = "preview", **tables: Any) -> Any:
    return to_contents(view(make_record(**tables), audience))  # type: ignore[arg-type]


def test_the_neighbour_is_blanked_where_the_text_calls_her_so_and_where_only_the_name_stands() -> None:
    contents = seen()
    quotes = [claim.span.quote for claim in contents.claims if claim.kind == "quote"]
    assert quotes == [f"Her neighbour {BLANK} told us of the night on the telephone"]
    assert "Odo Harnwick" not in next(text.text for text in contents.texts if text.source == NEWS)


def test_a_blanked_text_keeps_its_length_so_that_other_quotes_keep_their_place() -> None:
    before = next(text for text in TABLE_ROWS["texts"] if text.source == NEWS)
    after = next(text for text in seen().texts if text.source == NEWS)
    assert len(after.text) == len(before.text)
    first = CLAIMS[0].span
    assert after.text[first.start : first.end] == first.quote


def test_the_dead_keep_their_name_though_another_source_calls_a_namesake_a_witness() -> None:
    claims = [replace(CLAIMS[0], speaker="the witness Mira Talvenko")]
    assert seen(claims=claims, figures=(), flags=()).claims[0].speaker == "the witness Mira Talvenko"


def test_remarks_on_sensitive_topics_are_left_out_in_any_language_and_the_name_stays() -> None:
    for remark in ("she was pregnant", "была беременна", "hamilə idi", "hamileydi", "كانت حاملا"):
        entries = [replace(ENTRIES[0], details=remark), *ENTRIES[1:]]
        found = next(entry for entry in seen(entries=entries).entries if entry.id == "ent-01")
        assert (found.name, found.details) == ("Mira Talvenko", None)
    plain = [replace(ENTRIES[0], details="a weaver at the mill"), *ENTRIES[1:]]
    assert next(e for e in seen(entries=plain).entries if e.id == "ent-01").details == "a weaver at the mill"


def test_a_ruling_lets_a_sensitive_remark_be_shown() -> None:
    entries = [replace(ENTRIES[0], details="she was pregnant"), *ENTRIES[1:]]
    record = msgspec.structs.replace(make_record(entries=entries), opened_by_decision=("ent-01",))
    found = next(e for e in to_contents(view(record, "preview")).entries if e.id == "ent-01")
    assert found.details == "she was pregnant"


def test_a_street_with_a_number_is_held_back_in_a_cell_of_a_list_of_people_only() -> None:
    entries = [replace(ENTRIES[0], place="7 Quince Lane, Ozmara"), *ENTRIES[1:]]
    claims = [replace(CLAIMS[0], where="7 Quince Lane")]
    contents = seen(entries=entries, claims=claims, figures=(), flags=())
    assert next(e for e in contents.entries if e.id == "ent-01").place == f"{BLANK}, Ozmara"
    assert contents.claims[0].where == "7 Quince Lane"


def test_who_was_wounded_has_no_page_unless_another_source_says_that_they_died() -> None:
    wounded = replace(ENTRIES[3], fate="injured")
    fields = tuple(replace(f, value="injured") if f.field == "fate" else f for f in PERSONS[1].fields)
    entries = [*ENTRIES[:3], wounded, *ENTRIES[4:]]
    persons = [PERSONS[0], replace(PERSONS[1], fate="injured", fields=fields), *PERSONS[2:]]
    assert "per-02" not in {person.id for person in seen(entries=entries, persons=persons).persons}
    died = (*fields, replace(fields[0], field="fate", value="killed"))
    persons[1] = replace(persons[1], fate=None, fields=died)
    assert "per-02" in {person.id for person in seen(entries=entries, persons=persons).persons}


def test_in_public_a_source_whose_statements_hold_a_contact_shows_no_digest() -> None:
    tables = {
        name: tuple(replace(row, access="public") if hasattr(row, "access") else row for row in some)
        for name, some in TABLE_ROWS.items()
    }
    contents = to_contents(view(make_record(EDITION, **tables), "public"))
    news = next(source for source in contents.sources if source.title == "The night at the mill")
    assert news.sha256 is None
    assert all(c.span.start is None for c in contents.claims if c.span.source == news.id)


def test_who_takes_part_in_a_chat_or_writes_a_mail_is_named_in_nothing_said_there() -> None:
    kept = (
        Evidence("participant", "Ilvana Testperson", "chat-sender", "Ilvana Testperson:", is_private=True),
        Evidence("mail-to", "Toor Testperson <toor@post.invalid>", "mail-header", "to", is_private=True),
        Evidence("participant", "Mira Talvenko", "chat-sender", "Mira Talvenko:", is_private=True),
        Evidence("participant", "mayor", "chat-sender", "mayor:", is_private=True),
    )
    sources = [replace(s, evidence=kept) if s.id == NEWS else s for s in SOURCES]
    said = "Ilvana Testperson told Toor Testperson and the mayor of Mira Talvenko"
    here = replace(CLAIMS[0], speaker=said)
    other = next(claim for claim in CLAIMS if claim.span.source != NEWS)
    contents = seen(sources=sources, claims=[here, replace(other, speaker=said)], figures=(), flags=())
    told = {claim.id: claim.speaker for claim in contents.claims}
    # one among the dead keeps the name, and one word alone may be anything
    assert told[here.id] == f"{BLANK} told {BLANK} and the mayor of Mira Talvenko"
    assert told[other.id] == said


def test_who_takes_part_under_one_name_is_no_speaker_by_that_name() -> None:
    kept = (Evidence("participant", "Ilvana", "chat-sender", "Ilvana:", is_private=True),)
    sources = [replace(s, evidence=kept) if s.id == NEWS else s for s in SOURCES]
    claims = [replace(CLAIMS[0], speaker="ilvana"), replace(CLAIMS[1], speaker="the baker of Ilvana Street")]
    contents = seen(sources=sources, claims=claims, figures=(), flags=())
    assert {claim.speaker for claim in contents.claims} == {BLANK, "the baker of Ilvana Street"}
