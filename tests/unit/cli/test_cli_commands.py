"""The commands: exit codes, clean errors, JSON with the field names of the records."""

from __future__ import annotations

import json
import sys

import pytest

from cenotaph import cli
from cenotaph.cli.looking import COLUMNS
from cenotaph.cli.output import say_table
from cenotaph.record import TABLES, Claim, Source


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process: exit code, stdout, stderr."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["cenotaph", *(str(argument) for argument in arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as done:
            code = done.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_help_names_every_command(run):
    code, out, _ = run("--help")
    assert code == 0
    for name in ("init", "add", "build", "check", "demo", "todo", "decide", "undo", "doctor", "show", "explain",
                 "export", "diff", "release", "serve", "read", "claims", "match", "estimate"):  # fmt: skip
        assert f"  {name} " in out


def test_a_new_archive_builds_and_says_what_it_found(run, tmp_path):
    assert run("init", tmp_path / "mine", "--title", "Vellmar 1987")[0] == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("Twelve people were killed in Vellmar on 3 May 1987, the town clerk said.\n", encoding="utf-8")
    code, out, _ = run("add", letter, "--to", tmp_path / "mine")
    assert (code, out.strip()) == (0, "sources/letter.txt")
    code, out, _ = run("build", tmp_path / "mine")
    assert code == 0
    assert out.startswith("Vellmar 1987\nHeld")
    assert "1 read, 0 in part, 0 not readable" in out
    assert "PRIVATE" in out


def test_a_command_outside_an_archive_says_what_to_do(run, tmp_path):
    code, _, err = run("build", tmp_path)
    assert code == 2
    assert err.startswith("cenotaph: ")
    assert "init" in err
    assert "Traceback" not in err


def test_an_unknown_command_is_misuse(run):
    assert run("bild")[0] == 2


def test_show_sources_as_json_has_the_fields_of_the_record(run, ozmara):
    code, out, _ = run("show", "sources", ozmara, "--json")
    rows = json.loads(out)["sources"]
    assert code == 0
    assert set(rows[0]) == set(Source.__struct_fields__)
    assert {row["status"] for row in rows} >= {"read", "not_readable"}
    assert all(row["reason"] for row in rows if row["status"] == "not_readable")


def test_show_claims_as_json_nests_the_span(run, ozmara):
    _, out, _ = run("show", "claims", ozmara, "--json", "--kind", "killed")
    rows = json.loads(out)["claims"]
    assert rows
    assert set(rows[0]) == set(Claim.__struct_fields__)
    assert all(row["kind"] == "killed" and row["span"]["quote"] for row in rows)


def test_show_filters_by_source_path(run, ozmara):
    _, out, _ = run("show", "sources", ozmara, "--jsonl")
    path = next(row["path"] for row in map(json.loads, out.splitlines()) if row["status"] == "read")
    _, out, _ = run("show", "sources", ozmara, "--jsonl", "--source", path)
    assert [json.loads(line)["path"] for line in out.splitlines()] == [path]


def test_show_of_a_source_that_is_not_there_is_a_clean_error(run, ozmara):
    code, _, err = run("show", "claims", ozmara, "--source", "nowhere")
    assert code == 2
    assert "nowhere" in err


def columns(out: str) -> list[dict[str, str]]:
    """A table as it is printed into a pipe."""
    header, *rows = (line.split("\t") for line in out.splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_figures_are_shown_in_words_and_keep_the_id_to_rule_by(run, black_january):
    rows = columns(run("show", "figures", black_january)[1])
    assert len(rows) == len(json.loads(run("show", "figures", black_january, "--json")[1])["figures"])
    shown = next(row for row in rows if row["speaker"] == "Human Rights Watch" and row["value"] == "more than 100")
    assert shown["id"].startswith("fig-")
    assert shown["counts"] == "killed, civilians, Baku, 19–20 January 1990"
    assert shown["source"] == "Bestref, quoting HRW 1995"


def test_figures_can_be_chosen_by_what_their_question_asks(run, black_january):
    def counted(*options):
        return {row["counts"] for row in columns(run("show", "figures", black_january, *options)[1])}

    assert counted("--incident", "pogrom-baku")
    assert all("Baku" in one for one in counted("--incident", "pogrom-baku"))
    assert {one.split(",")[0] for one in counted("--kind", "missing")} == {"missing"}
    assert counted("--incident", "pogrom-baku", "--kind", "missing") == set()


def test_an_id_is_not_broken_on_a_narrow_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    say_table(("id", *"abcd"), [["flg-14233560a1b6b341", *["a long message " * 5] * 4]])
    assert "flg-14233560a1b6b341" in capsys.readouterr().out


def test_a_denied_figure_is_not_shown_as_said(run, ozmara):
    rows = columns(run("show", "figures", ozmara)[1])
    assert {row["modality"] for row in rows if "commandant" in row["speaker"] and row["value"] == "200"} == {"denied"}


def test_questions_are_shown_in_words_and_keep_the_id_to_join_by(run, black_january):
    rows = {row["id"]: row for row in columns(run("show", "questions", black_january)[1])}
    shown = rows["january-killings/killed/civilian/baku/1990-01-19--1990-01-20"]
    assert shown["period"] == "19–20 January 1990"
    assert shown["people"] == "civilians"
    assert int(shown["figures"]) > 1
    part = rows["january-killings/detained-part/people/baku/1990-01-19--1990-01-20"]
    assert part["people"] == "people, as a part of a total"


def test_pairs_are_shown_by_name(run, ozmara):
    rows = columns(run("show", "pairs", ozmara)[1])
    assert all(row["id"].startswith("pair-") for row in rows)
    assert "Nigar Şahin Cəlvəndova" in {name for row in rows for name in (row["name_a"], row["name_b"])}


def test_coverage_is_shown_as_it_is_exported(run, black_january):
    shown = json.loads(run("show", "coverage", black_january, "--json")[1])["coverage"]
    exported = json.loads((black_january / "export" / "json" / "coverage.json").read_text(encoding="utf-8"))
    assert shown == exported
    assert {row["incident"] for row in shown} >= {"january-killings", "pogrom-baku"}
    assert columns(run("show", "coverage", black_january, "--incident", "pogrom-baku")[1])


@pytest.mark.parametrize("what", COLUMNS)
def test_every_table_can_be_shown(run, ozmara, what):
    code, out, err = run("show", what, ozmara)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split("\t") == list(COLUMNS[what])


@pytest.mark.parametrize("what", TABLES)
def test_every_id_can_be_explained(run, ozmara, what):
    _, out, _ = run("show", what, ozmara, "--jsonl")
    first = json.loads(out.splitlines()[0])
    code, out, err = run("explain", first["id"], ozmara)
    assert code == 0, err
    assert out.strip()


def test_a_claim_is_explained_down_to_its_words_and_its_files_digest(run, ozmara):
    _, out, _ = run("show", "claims", ozmara, "--jsonl")
    claim = next(row for row in map(json.loads, out.splitlines()) if row["basis"] == "quoted")
    _, out, _ = run("explain", claim["id"], ozmara)
    assert " ".join(claim["span"]["quote"].split()) in out
    assert "sha256" in out


def test_an_explanation_tells_dates_in_words(run, black_january):
    figure = columns(run("show", "figures", black_january, "--incident", "january-killings")[1])[0]["id"]
    _, out, _ = run("explain", figure, black_january)
    assert "when: " in out
    assert "1990-" not in out.split("when: ")[1].splitlines()[0]
    assert "birth: 12 June 1962 (4 namings); 1962 (3 namings)" in run("explain", "Ilham", black_january)[1]


def test_a_code_is_explained(run, ozmara):
    code, out, _ = run("explain", "A001", ozmara)
    assert code == 0
    assert out.startswith("A001 ")


def test_check_of_an_archive_with_points_exits_1(run, ozmara):
    code, out, _ = run("check", ozmara, "--json")
    assert code == 1
    flags = json.loads(out)["flags"]
    assert {"code", "severity", "message", "spans"} <= set(flags[0])


def test_check_of_a_text_that_adds_up_exits_0(run, tmp_path):
    text = tmp_path / "fine.txt"
    text.write_text("Twelve people were killed in Vellmar on 3 May 1987.\n", encoding="utf-8")
    assert run("check", text)[0] == 0


def test_check_of_a_text_names_line_and_column(run, tmp_path):
    text = tmp_path / "sums.txt"
    text.write_text(
        "The commission published its report on 4 June 1987.\n\n"
        "Ten people were killed in Vellmar, 7 in Orrin and 4 in Tessaly; in all, 25 people were killed.\n",
        encoding="utf-8",
    )
    code, out, _ = run("check", text, "--select", "A001")
    assert code == 1
    assert out.startswith(f"{text}:3:")


def test_decide_and_undo_write_lines(run, ozmara, tmp_path):
    import shutil

    archive = tmp_path / "copy"
    shutil.copytree(ozmara, archive)
    _, out, _ = run("show", "flags", archive, "--jsonl")
    flag = json.loads(out.splitlines()[0])["id"]
    code, out, err = run("decide", "accept", flag, "--reason", "printed so", "--in", archive, "--as", "leyla")
    assert code == 0, err
    assert out.startswith("leyla:1: accept")
    code, out, _ = run("undo", archive, "--as", "leyla")
    assert code == 0
    assert "took back leyla:1" in out


def test_a_decision_on_nothing_is_refused(run, ozmara):
    code, _, err = run("decide", "accept", "clm-0000000000000000", "--reason", "x", "--in", ozmara)
    assert code == 2
    assert "clm-0000000000000000" in err


def test_read_of_a_bad_file_says_why_and_exits_3(run, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    code, out, _ = run("read", tmp_path / "bad.pdf")
    assert code == 3
    assert "not readable" in out


def test_claims_of_a_file(run, tmp_path):
    text = tmp_path / "news.txt"
    text.write_text("At least 12 people were killed in Vellmar on 3 May 1987, police said.\n", encoding="utf-8")
    _, out, _ = run("claims", text, "--json")
    claim = json.loads(out)["claims"][0]
    assert claim["kind"] == "killed"
    assert claim["count"] == {"low": 12, "high": None, "qualifier": "at_least", "unit": "persons"}
    assert claim["when"] == "1987-05-03"
    assert run("claims", text, "--explain")[0] == 0


def test_match_says_the_pairs_and_apart_from_them_how_it_read_the_lists(run, tmp_path):
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text("name,age\nNadia Placeholder,30\nThomas Invented,41\n", encoding="utf-8")
    b.write_text("Ad,Yaş\nNadia Placeholder,30\n", encoding="utf-8")
    code, out, err = run("match", a, b)
    (pair,) = columns(out)
    assert (code, pair["row_a"], pair["row_b"], pair["name_b"]) == (0, "1", "1", "Nadia Placeholder")
    assert "a.csv: name from 'name', age from 'age'" in err
    said = json.loads(run("match", a, b, "--json")[1])
    assert {one["row_a"] for one in said["pairs"]} == {"1"}
    assert (said["only_a"], said["only_b"]) == (["2"], [])
    assert said["notes"] == err.splitlines()
    code, out, _ = run("match", a, b, "--csv", tmp_path / "out.csv")
    assert (code, out) == (0, "")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("row_a,row_b,probability,name_a")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a.csv",), "only a.csv was given"),
        (("a.csv", "b.csv", "--dedupe"), "on several lines"),
        (("a.csv", "b.csv", "--columns", "name"), "is not FIELD=HEADING"),
        (("a.csv", "b.csv", "--columns", "name=Nope"), "its columns are name, age"),
        (("a.csv", "."), "is no file"),
        (("a.csv", "empty.csv"), "the file is empty"),
    ],
)
def test_misuse_of_match_says_what_to_do(run, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("name,age\nNadia Placeholder,30\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    code, out, err = run("match", *arguments)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("option", ["--csv", "--xlsx"])
def test_pairs_are_never_written_over_a_list(run, tmp_path, option):
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (a, b):
        path.write_text("name,age\nNadia Placeholder,30\n", encoding="utf-8")
    code, _, err = run("match", a, b, option, tmp_path / "." / "b.csv")
    assert (code, "is one of the lists" in err) == (2, True)
    assert b.read_text(encoding="utf-8").startswith("name,age")
    assert run("match", a, b, option, tmp_path / "out")[0] == 0


def test_estimate_refuses_lists_without_overlap(run, tmp_path):
    table = tmp_path / "lists.json"
    table.write_text('{"10": 30, "01": 20}', encoding="utf-8")
    code, out, _ = run("estimate", table)
    assert code == 0
    assert "refused" in out


def test_doctor_finds_the_libraries(run):
    code, out, _ = run("doctor")
    assert code == 0
    assert "ok  splink" in out


def test_diff_of_an_archive_with_itself_is_empty(run, ozmara):
    assert run("diff", ozmara, ozmara)[:2] == (0, "No difference.\n")


def test_export_writes_what_it_says(run, ozmara, tmp_path):
    code, out, err = run("export", "csv", ozmara, "--to", tmp_path / "data")
    assert code == 0, err
    assert "claims.csv" in out
    assert (tmp_path / "data" / "csv" / "claims.csv").is_file()


def test_todo_says_what_waits_and_how_to_settle_it(run, ozmara):
    code, out, _ = run("todo", ozmara)
    assert code == 0
    assert "cenotaph decide" in out


def test_commands_are_printed_as_they_work_where_one_stands(run, ozmara, monkeypatch):
    monkeypatch.chdir(ozmara.parent)
    _, out, _ = run("build", "ozmara")
    assert "cenotaph show claims ozmara" in out
    _, out, _ = run("todo", "ozmara")
    assert '--reason "WHY" --in ozmara' in out
    monkeypatch.chdir(ozmara)
    assert "--in" not in run("todo")[1]


def test_beside_an_archive_the_way_into_it_is_told(run, ozmara, monkeypatch):
    monkeypatch.chdir(ozmara.parent)
    code, _, err = run("todo")
    assert code == 2
    assert "cd black-january" in err
