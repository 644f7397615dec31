"""Parquet: one file for each table, equal bytes for equal tables."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from cenotaph.publish.contents import Record
from cenotaph.publish.exports import PUBLISHED

NAME = "parquet"
ORDER = 10


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`parquet/<table>.parquet` for every published table."""
    del made
    return {f"parquet/{name}.parquet": to_parquet(getattr(record, name)) for name in PUBLISHED}


def to_parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    import pyarrow.parquet as pq

    out = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), out, compression="zstd", store_schema=True)
    data: bytes = out.getvalue().to_pybytes()
    return data
