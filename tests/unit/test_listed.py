"""How the tables of an archive are read is shown, overruled and, where the overruling points at nothing, named."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cenotaph import archive, build
from cenotaph.cli import cli
from cenotaph.errors import CenotaphError
from cenotaph.listed import laid_out, lists, misdeclared
from cenotaph.read.reading import Limits
from cenotaph.read.tables import rows_of
from cenotaph.record import Sheet, Source

SOURCE = Source(id="src-1", status="read", path="sources/a.xlsx", paths=("sources/a.xlsx",))
ROWS = rows_of(
    [
        (1, ["Anun", "Tari", "x"]),
        (2, ["Vayr", "Tiv", "y"]),
        (3, ["Nadia Placeholder", "1950", "z"]),
        (4, ["Total", "1"]),
    ],
    SOURCE,
    "Dead",
    Limits(),
)
SHEET = Sheet(path="sources/a.xlsx", type="list", header=2, columns={"name": "Vayr"})


def test_a_declared_header_holds():
    laid = laid_out(ROWS, [SOURCE], [SHEET])
    (shown,) = lists(laid, {SOURCE.id: SOURCE}, [SHEET], [])
    assert (shown.kind, shown.header, shown.data, shown.total, shown.note, shown.headers) == ("people", 2, 1, 1, 1, 1)
    assert [str(column) for column in shown.used] == ["name = A 'Vayr' (declared in cenotaph.toml)"]
    assert shown.ignored == ("Tiv", "y")


def test_what_points_at_nothing_is_named_with_the_nearest():
    wrong = [
        Sheet(path="sources/a.xlsx", type="list", sheet="Daed"),
        Sheet(path="sources/a.xlsx", type="list", header=9),
    ]
    found = misdeclared(ROWS, {SOURCE.id: SOURCE}, wrong)
    assert [flag.code for flag in found] == ["L026", "L027"]
    assert "sources/a.xlsx has no sheet Daed; it has Dead; did you mean Dead?" in found[0].message
    assert "sources/a.xlsx, sheet Dead, has no line 9" in found[1].message


def test_the_tables_of_an_archive_are_shown(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "list.csv").write_text(
        "The dead of Ozmara;;\nFull name;Born;Phone\nNadia Placeholder;1950;1\nTotal;;1\n", encoding="utf-8"
    )
    (tmp_path / "cenotaph.toml").write_text('title = "A"\n', encoding="utf-8")
    build(tmp_path)
    done = CliRunner().invoke(cli, ["show", "lists", str(tmp_path), "--json"])
    (shown,) = json.loads(done.output)["lists"]
    assert (shown["sheet"], shown["kind"], shown["header"], shown["entries"]) == ("list", "people", 2, 1)
    assert shown["used"][0] == {"field": "name", "column": "A", "heading": "Full name", "why": "by its heading"}
    assert shown["ignored"] == ["Phone"]
    plain = CliRunner().invoke(cli, ["show", "lists", str(tmp_path)])
    assert "name = A 'Full name' (by its heading)" in plain.output


def test_settings_name_the_nearest_field(tmp_path):
    (tmp_path / "sources").mkdir()
    sheet = '[[sheets]]\npath = "sources/a.csv"\ntype = "list"\nheader = -1\n[sheets.columns]\nbirht = "Born"\n'
    text = f'title = "A"\n{sheet}'
    (tmp_path / "cenotaph.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CenotaphError) as raised:
        archive.load(tmp_path)
    said = str(raised.value)
    assert "columns of sources/a.csv: no such field; did you mean birth?" in said
    assert "line 7" in said
    assert "line 5" in said
