"""Only what depends on a change is done again."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from cenotaph import archive as archives
from cenotaph import build, check, decide, show, table, undo
from cenotaph.cli import cli
from cenotaph.show import named_by_decision


@pytest.fixture
def archive(ozmara, tmp_path):
    copy = tmp_path / "archive"
    shutil.copytree(ozmara, copy)
    build(copy)
    return copy


def _files(folder):
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_a_build_without_change_does_no_step_and_writes_no_file(archive):
    before = _files(archive)
    built = build(archive)
    assert built.steps == ()
    assert built.captured == 0
    assert _files(archive) == before


def test_a_ruling_on_two_entries_reads_nothing_again(archive):
    pair = next(pair for pair in show(archive, "pairs") if pair.judgement is None)
    decide(archive, "different", f"{pair.entry_a}+{pair.entry_b}", "two people, as their kin say")
    done = build(archive).steps
    assert "match" in done
    assert not {"capture", "read", "claim", "incidents"} & set(done)


def test_a_ruling_on_a_flag_settles_it_and_matches_nobody_again(archive):
    flag = next(flag for flag in show(archive, "flags") if flag.severity != "information")
    decide(archive, "accept", flag.id, "printed so in the source")
    done = build(archive).steps
    assert not {"capture", "read", "claim", "match"} & set(done)
    settled = next(row for row in show(archive, "flags") if row.id == flag.id)
    assert settled.settled_by.startswith("tester:")
    assert settled.settled_reason == "printed so in the source"
    told = CliRunner().invoke(cli, ["show", "flags", str(archive)]).stdout
    assert settled.settled_by in told
    assert "printed so in the source" in told
    rows = json.loads(CliRunner().invoke(cli, ["show", "flags", str(archive), "--json"]).stdout)["flags"]
    assert next(row for row in rows if row["id"] == flag.id)["settled_by"] == settled.settled_by
    page = (archive / "site" / "points.html").read_text(encoding="utf-8")
    assert f"Settled by {settled.settled_by}: printed so in the source" in " ".join(re.sub("<[^>]+>", "", page).split())
    assert flag.id not in {point.flag.id for point in check(archive)}


def test_a_new_file_is_captured_once_and_reads_only_itself(archive):
    (archive / "sources" / "new.txt").write_text("Ten people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    others = {path: path.stat().st_mtime_ns for path in (archive / ".cenotaph" / "readings").rglob("*.msgpack")}
    built = build(archive)
    assert built.captured == 1
    assert {path: path.stat().st_mtime_ns for path in others} == others
    assert build(archive).captured == 0


def test_a_changed_file_is_a_new_source_that_supersedes_the_old(archive):
    path = archive / "sources" / "new.txt"
    path.write_text("Ten people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    build(archive)
    first = next(row for row in show(archive, "sources") if row.path == "sources/new.txt")
    path.write_text("Eleven people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    build(archive)
    second = next(row for row in show(archive, "sources") if row.path == "sources/new.txt")
    assert second.id != first.id
    assert second.supersedes == first.id


def test_a_missing_file_is_a_flag(archive):
    next(path for path in sorted((archive / "sources").rglob("*.html"))).unlink()
    build(archive)
    assert any(flag.code == "F001" for flag in show(archive, "flags"))


def test_a_read_only_copy_builds_elsewhere_and_stays_as_it_is(archive, tmp_path):
    before = _files(archive)
    build(archive, capture=False, output=tmp_path / "out")
    assert _files(archive) == before
    assert (tmp_path / "out" / "site" / "index.html").is_file()


def _record(archive):
    return {
        path.relative_to(archive): path.read_bytes()
        for part in (".cenotaph/tables", "site", "export")
        for path in (archive / part).rglob("*")
        if path.is_file()
    }


def test_after_rulings_and_an_undo_the_record_is_that_of_a_fresh_build(archive):
    claim, person = show(archive, "claims")[0], next(p for p in show(archive, "persons") if p.is_named)
    decide(archive, "reject", claim.id, "misread")
    build(archive)
    decide(archive, "restrict", person.id, "the family asks")
    undo(archive)
    decide(
        archive, "set", "sources/letters/ministry-reply.txt", "as its envelope says", values={"perspective": "state"}
    )
    build(archive)
    grown = _record(archive)
    for part in (".cenotaph", "site", "export"):
        shutil.rmtree(archive / part)
    build(archive)
    assert _record(archive) == grown


def test_an_interrupted_step_is_done_again_even_when_the_ruling_behind_it_was_taken_back(archive, monkeypatch):
    before = _record(archive)
    decide(archive, "reject", show(archive, "claims")[0].id, "misread")
    written = []

    def interrupt(table_, path):
        if path.name == "entries.parquet":
            raise KeyboardInterrupt
        written.append(path.name)
        write(table_, path)

    write = table.write
    monkeypatch.setattr(table, "write", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(archive)
    monkeypatch.undo()
    assert "claims.parquet" in written
    undo(archive)
    build(archive)
    assert _record(archive) == before


@pytest.mark.parametrize("lost", ["site/about.html", "export/csv/claims.csv", ".cenotaph/tables/claims.parquet"])
def test_what_was_deleted_or_damaged_is_made_again(archive, lost):
    before = _record(archive)
    (archive / lost).unlink()
    build(archive)
    assert _record(archive) == before
    (archive / ".cenotaph/tables/persons.parquet").write_bytes(b"junk")
    build(archive)
    assert _record(archive) == before


@pytest.mark.parametrize(("kind", "access"), [("restrict", "restricted"), ("seal", "sealed"), ("withdraw", "sealed")])
def test_a_ruling_on_a_person_holds(archive, kind, access):
    person = next(person for person in show(archive, "persons") if person.is_named and person.access == "public")
    decide(archive, kind, person.id, "the family asks")
    build(archive)
    assert next(row for row in show(archive, "persons") if row.id == person.id).access == access


def test_a_person_is_called_as_ruled(archive):
    person = next(person for person in show(archive, "persons") if person.is_named)
    decide(archive, "set", person.id, "as the family writes it", values={"name": "Aysu Nomgarli", "fate": "missing"})
    build(archive)
    row = next(row for row in show(archive, "persons") if row.id == person.id)
    assert (row.name, row.fate) == ("Aysu Nomgarli", "missing")


def test_consent_that_was_taken_back_no_longer_counts(archive):
    person = next(person for person in show(archive, "persons") if person.is_named)
    decide(archive, "publish", person.id, "a letter", values={"consent": "letter of 3 May"})
    build(archive)
    assert person.id in named_by_decision(archives.find(archive))
    decide(archive, "restrict", person.id, "the letter was withdrawn")
    build(archive)
    assert person.id not in named_by_decision(archives.find(archive))


def test_a_clone_without_the_empty_folder_of_sources_still_builds(tmp_path):
    archives.init(tmp_path / "cited", "Only cited")
    (tmp_path / "cited" / "sources.csv").write_text("url,title\nhttps://nowhere.invalid/a,A page\n", encoding="utf-8")
    (tmp_path / "cited" / "sources").rmdir()
    build(tmp_path / "cited")
    assert [source.status for source in show(tmp_path / "cited", "sources")] == ["cited"]


@pytest.mark.parametrize("state", ["kept", "damaged"])
def test_a_list_that_is_added_is_matched_as_in_a_build_from_the_start(archive, tmp_path, state):
    kept = archive / ".cenotaph" / "steps" / "match.kept"
    if state == "damaged":
        kept.write_bytes(kept.read_bytes()[:-1])
    rows = ["name,birth", "Zelda Placeholder,1931-05-02", "Yorick Placeholder,1932"]
    rows += [f"{person.name},1931" for person in show(archive, "persons")[:5]]
    (archive / "sources" / "further.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert "match" in build(archive).steps
    anew = tmp_path / "anew"
    shutil.copytree(archive, anew, ignore=shutil.ignore_patterns(".cenotaph", "site", "export"))
    build(anew)
    for name in ("persons", "links", "pairs", "redirects"):
        table_of = f".cenotaph/tables/{name}.parquet"
        assert (archive / table_of).read_bytes() == (anew / table_of).read_bytes()
    assert kept.read_bytes() == (anew / ".cenotaph" / "steps" / "match.kept").read_bytes()
    assert not [*(archive / "site").rglob("*.kept"), *(archive / "export").rglob("*.kept")]
