"""Records to Arrow and back."""

from __future__ import annotations

import typing

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from cenotaph import record, table
from cenotaph.errors import TableError


def _values(kind: object) -> st.SearchStrategy:
    if kind is str:
        return st.text(max_size=8)
    if kind is int:
        return st.integers(-(2**62), 2**62)
    if kind is float:
        return st.floats(allow_nan=False)
    if kind is bool:
        return st.booleans()
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(_values(inner[0]), max_size=3).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _records(kind)
    return st.one_of(*(st.none() if part is type(None) else _values(part) for part in inner))


def _records(kind: type[Struct]) -> st.SearchStrategy:
    return st.builds(kind, **{name: _values(hint) for name, hint in typing.get_type_hints(kind).items()})


@pytest.mark.parametrize("name", record.TABLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_records_come_back_equal(name, data):
    kind = record.TABLES[name]
    rows = data.draw(st.lists(_records(kind), max_size=3))
    assert table.records(table.to_table(rows, kind), kind) == rows


def test_equal_tables_are_equal_bytes_and_come_back(tmp_path):
    rows = [record.Redirect("per-a", "per-b"), record.Redirect("per-c", "per-d")]
    built = table.to_table(rows, record.Redirect)
    for name in ("one", "two"):
        table.write(built, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert table.records(table.read(tmp_path / "one", record.Redirect), record.Redirect) == rows


def test_a_table_of_another_record_is_refused():
    with pytest.raises(TableError, match="no table of Claim"):
        table.check(table.empty(record.Redirect), record.Claim)


def test_a_value_outside_its_vocabulary_is_refused():
    bad = table.to_table([record.Source(id="src-1", status="burnt")], record.Source)
    with pytest.raises(TableError, match="row 0 is no Source"):
        table.records(bad, record.Source)


def test_a_value_of_the_wrong_type_is_refused():
    with pytest.raises(TableError, match="wrong type"):
        table.to_table([record.Redirect(id=7, person="per-a")], record.Redirect)


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(TableError, match="bad"):
        table.read(tmp_path / "bad.parquet", record.Redirect)


class _Marker(Struct, frozen=True):
    name: str
    place: record.Span | None = None
    height: float | None = None


def test_the_schema_flattens_a_nested_record_and_knows_what_may_be_missing():
    schema = table.empty(_Marker).schema
    assert schema.names == ["name", *(f"place_{field}" for field in record.Span.__struct_fields__), "height"]
    assert schema.field("name") == pa.field("name", pa.string(), nullable=False)
    assert schema.field("height") == pa.field("height", pa.float64())
    assert schema.field("place_start").nullable


def test_digests_of_parts_that_join_alike_differ():
    assert record.digest("ab", "c") != record.digest("a", "bc")
    assert record.digest("ab", "c") == record.digest("ab", "c")
