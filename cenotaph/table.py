"""Records to Arrow and back, checked at every border.

One row of a table is one record. A nested `Struct` field is flattened (`span.quote` becomes
`span_quote`), a tuple of structs becomes a list of Arrow structs. Files are Parquet, written so
that equal tables are equal bytes.
"""

from __future__ import annotations

import functools
import os
import types
import typing
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
import pyarrow as pa
from msgspec import Struct

from cenotaph.errors import TableError

RecordT = TypeVar("RecordT", bound=Struct)

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@functools.cache
def schema(record: type[Struct]) -> pa.Schema:
    """The Arrow schema of `record`: plain fields as they are, nested records flattened with their name in front."""
    fields: list[pa.Field] = []
    for name, kind, nested in _fields(record):
        if nested is None:
            fields.append(pa.field(name, _arrow_type(kind), nullable=_is_optional(kind)))
        else:
            fields.extend(pa.field(f"{name}_{inner.name}", inner.type) for inner in schema(nested))
    return pa.schema(fields)


def to_table(records: Iterable[RecordT], record: type[RecordT]) -> pa.Table:
    """A table with one row per record, in the order given."""
    rows = list(records)
    shape = schema(record)
    columns: dict[str, Any] = {field.name: [] for field in shape}
    try:
        for name, kind, nested in _fields(record):
            values = [getattr(row, name) for row in rows]
            item = _item_struct(kind)
            if nested is not None:
                for inner, _, _ in _fields(nested):
                    columns[f"{name}_{inner}"] = [None if v is None else getattr(v, inner) for v in values]
            elif item is not None:
                columns[name] = _lists_of_structs(values, item)
            else:
                columns[name] = [list(v) if isinstance(v, tuple) else v for v in values]
        return pa.table([pa.array(columns[f.name], type=f.type) for f in shape], schema=shape)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"a {record.__name__} has a value of the wrong type", str(error)) from error


def _lists_of_structs(values: list[tuple[Struct, ...]], item: type[Struct]) -> pa.ListArray:
    """A column of lists of nested records, made field by field and not record by record."""
    every = [one for own in values for one in own]
    fields = [pa.field(name, _arrow_type(kind)) for name, kind, _ in _fields(item)]
    inner = [pa.array([getattr(one, field.name) for one in every], field.type) for field in fields]
    ends = pa.array(accumulate(map(len, values), initial=0), pa.int32())
    return pa.ListArray.from_arrays(ends, pa.StructArray.from_arrays(inner, fields=fields))


def records(table: pa.Table, record: type[RecordT]) -> list[RecordT]:
    """The rows of `table` as records, types checked.

    Raises:
        TableError: a column is missing or a value does not fit its field.
    """
    check(table, record)
    fields = _fields(record)
    columns = [_values(table, name, nested) for name, _, nested in fields]
    names = [name for name, _, _ in fields]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    try:
        return msgspec.convert(rows, list[record])  # type: ignore[valid-type]  # a type known only here
    except msgspec.ValidationError:
        for index, row in enumerate(rows):
            try:
                msgspec.convert(row, record)
            except msgspec.ValidationError as error:
                raise TableError(f"row {index} is no {record.__name__}", str(error)) from error
        raise


def _values(table: pa.Table, name: str, nested: type[Struct] | None) -> list[Any]:
    """The values of a field, row by row; a nested record as the dictionary of its fields, null where all are."""
    if nested is None:
        values: list[Any] = table.column(name).to_pylist()
        return values
    inner = [field for field, _, _ in _fields(nested)]
    columns = (table.column(f"{name}_{field}").to_pylist() for field in inner)
    return [
        None if all(one is None for one in own) else dict(zip(inner, own, strict=True))
        for own in zip(*columns, strict=True)
    ]


def check(table: pa.Table, record: type[Struct]) -> pa.Table:
    """`table` itself, when its columns are those of `record`.

    Raises:
        TableError: otherwise.
    """
    if not table.schema.equals(schema(record)):
        raise TableError(
            f"this is no table of {record.__name__}",
            f"expected {schema(record).names}, found {table.schema.names}",
        )
    return table


def empty(record: type[Struct]) -> pa.Table:
    """A table of `record` without rows."""
    return schema(record).empty_table()


def write(table: pa.Table, path: Path) -> None:
    """Write `table` as Parquet, whole or not at all."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        pq.write_table(table, part, compression="zstd", write_statistics=True, store_schema=True)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def read(path: Path, record: type[Struct]) -> pa.Table:
    """The table of `record` in a Parquet file.

    Raises:
        TableError: the file is damaged or was written by another version.
    """
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowInvalid) as error:
        raise TableError(f"{path} cannot be read", str(error)) from error
    return check(table, record)


@functools.cache
def _fields(record: type[Struct]) -> tuple[tuple[str, Any, type[Struct] | None], ...]:
    hints = typing.get_type_hints(record)
    found = []
    for name in record.__struct_fields__:
        bare = _without_none(hints[name])
        nested = bare if isinstance(bare, type) and issubclass(bare, Struct) else None
        found.append((name, hints[name], nested))
    return tuple(found)


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind)


def _without_none(kind: Any) -> Any:
    if not _is_optional(kind):
        return kind
    return next(arg for arg in get_args(kind) if arg is not type(None))


def _item_struct(kind: Any) -> type[Struct] | None:
    bare = _without_none(kind)
    if get_origin(bare) is tuple:
        item = get_args(bare)[0]
        if isinstance(item, type) and issubclass(item, Struct):
            return item
    return None


def _arrow_type(kind: Any) -> pa.DataType:
    bare = _without_none(kind)
    if get_origin(bare) is Literal:
        return pa.string()
    if get_origin(bare) is tuple:
        item = _item_struct(bare)
        if item is None:
            return pa.list_(_arrow_type(get_args(bare)[0]))
        return pa.list_(pa.struct([(n, _arrow_type(k)) for n, k, _ in _fields(item)]))
    return _PLAIN[bare]
