"""The linter on single files: where, what, in which order, and its exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cenotaph import cli
from cenotaph.checking import check

sys.path.insert(0, str(Path(__file__).parent / "read"))
from office_builder import docx
from pdf_writer import pdf

WRONG = "Ten people were killed in Vellmar, 7 in Orrin and 4 in Tessaly; in all, 25 people were killed."
FRIDAY = "The troops came to Vellmar on Friday, 20 January 1990, and people say that they stayed for a week."
TABLE = "district,killed,wounded\nVellmar,10,20\nTarnhold,7,30\nKestrel,4,12\nTotal,25,62\n"


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process: exit code, stdout, stderr."""

    def call(*arguments, given: bytes = b""):
        monkeypatch.setattr(sys, "argv", ["cenotaph", *(str(argument) for argument in arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = 0
        try:
            cli.main()
        except SystemExit as done:
            code = done.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_points_are_told_as_linters_do_with_their_words_and_where_to_read(run, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f"Report\n\n{WRONG}\n\n{FRIDAY}\n", encoding="utf-8")
    code, out, err = run("check", path)
    lines = out.splitlines()
    assert code == 1
    assert lines[0].startswith(f"{path}:3:")
    assert ": A001 the parts 10, 7, 4 sum to 21" in lines[0]
    assert any(line.strip().startswith("“") and "25 people" in line for line in lines)
    assert "    Parts and total differ. What it means and how to settle it: cenotaph explain A001" in lines
    assert any(line.startswith(f"{path}:5:") and " D003 " in line for line in lines)
    assert err.strip() == "2 points to check"


def test_several_files_and_standard_input_keep_their_order(run, tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(FRIDAY, encoding="utf-8")
    second.write_text(WRONG, encoding="utf-8")
    code, out, _ = run("check", second, "-", first, given=FRIDAY.encode())
    found = [line.partition(": ")[0].split(":")[0] for line in out.splitlines() if not line.startswith(" ")]
    assert code == 1
    assert found == [str(second), "-", str(first)]


def test_select_and_ignore_choose_codes(run, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f"{WRONG}\n\n{FRIDAY}\n", encoding="utf-8")

    def codes(*options):
        return [flag["code"] for flag in json.loads(run("check", path, "--json", *options)[1])["flags"]]

    assert codes() == ["A001", "D003"]
    assert codes("--select", "D") == ["D003"]
    assert codes("--ignore", "A001,D005") == ["D003"]
    assert codes("--select", "A,D", "--ignore", "D") == ["A001"]
    assert run("check", path, "--select", "T")[0] == 0


def test_mere_information_is_told_when_its_code_is_asked_for(run, tmp_path):
    path = tmp_path / "draft.txt"
    body = "131 people were killed, including 117 Ozmarans, 6 Vexians, 3 Quills and 3 Lamins.\n"
    path.write_text(body, encoding="utf-8")
    assert run("check", path)[0] == 0
    code, out, _ = run("check", path, "--select", "A007")
    assert (code, "A007" in out) == (1, True)


def test_json_gives_place_words_and_title(run, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f"\n{WRONG}", encoding="utf-8")
    (found,) = json.loads(run("check", path, "--json")[1])["flags"]
    assert found["place"]["file"] == str(path)
    assert found["place"]["line"] == 2
    assert found["title"] == "Parts and total differ"
    assert len(found["places"]) == len(found["spans"])
    assert found["spans"][0]["quote"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.txt",), "nowhere.txt is no file"),
        (("--select", "Z9"), "no code begins with 'Z9'"),
        (("--ignore", "q001"), "no code begins with 'Q001'"),
        (("--public",), "--public goes with --against"),
        (("--against", "."), "name the draft"),
        (("x.txt", "--select", "A", "--against", "."), "--against gives none"),
        (("x.txt", "--against", "no-archive"), "does not exist"),
    ],
)
def test_misuse_exits_2_and_says_what_to_do(run, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("check", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_a_code_is_explained_without_an_archive(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("explain", "D003")
    assert code == 0
    assert out.startswith("D003 ")
    assert "To settle:" in out


def test_a_table_whose_total_is_no_sum_is_told_by_its_cell(run, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE, encoding="utf-8")
    code, out, _ = run("check", path)
    assert code == 1
    assert out.startswith(f"{path}!B5: A001 the parts 10, 7, 4 sum to 21; the total says 25")


def test_a_workbook_names_its_sheet(tmp_path):
    from cenotaph.workbook import save_workbook

    path = tmp_path / "counts.xlsx"
    header, *rows = ([int(cell) if cell.isdigit() else cell for cell in line.split(",")] for line in TABLE.split())
    save_workbook(path, [("May", [str(cell) for cell in header], rows)])
    (point,) = check(path)
    assert str(point.place) == f"{path}!May!B5"


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_documents_of_every_kind_are_read(tmp_path, kind):
    words = "Ten people were killed in Vellmar, 7 in Orrin and 4 in Tessaly;", "in all, 25 people were killed."
    made = {
        "html": f"<html><body><article><p>{WRONG}</p></article></body></html>".encode(),
        "docx": docx(f"<w:p><w:r><w:t>{WRONG}</w:t></w:r></w:p>"),
        "pdf": pdf([[(60, 700, words[0]), (60, 686, words[1])]]),
    }
    path = tmp_path / f"draft.{kind}"
    path.write_bytes(made[kind])
    (point,) = check(path, select="A")
    assert point.place.file == str(path)
    assert point.place.line is not None
    assert point.place.page == (1 if kind == "pdf" else None)


def test_a_file_that_is_in_no_archive_is_not_said_to_be_held(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, _ = run("check", "empty.txt")
    assert (code, out.splitlines()[0]) == (1, "empty.txt: F006 the file is empty; get it again from where it came")
    assert "held" not in run("check", "empty.txt", "--json")[1]
    assert "held" not in run("read", "empty.txt")[1]
    assert "held" not in run("match", "empty.txt", "empty.txt")[2]


def test_codes_are_chosen_in_small_letters_too(run, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f"{WRONG}\n\n{FRIDAY}\n", encoding="utf-8")
    assert run("check", path, "--select", "a001")[1] == run("check", path, "--select", "A001")[1] != ""
    assert "A001" not in run("check", path, "--ignore", "a")[1]


def test_a_file_that_cannot_be_read_is_a_point(tmp_path):
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<<")
    assert [point.flag.severity for point in check(path)]
