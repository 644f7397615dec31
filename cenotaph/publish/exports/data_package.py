"""datapackage.json: what every file and column is (Frictionless Data Package), derived from `cenotaph.record`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from msgspec import Struct

from cenotaph import table
from cenotaph.publish.contents import Record
from cenotaph.publish.exports import PUBLISHED
from cenotaph.record import TABLES, Assessment, Coverage

NAME = "datapackage"
ORDER = 90

_KEYS = {"sources": "source", "claims": "claim", "entries": "entry", "persons": "person", "questions": "question"}


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`datapackage.json` over all files made before."""
    settings = record.settings
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "cenotaph-record",
        "title": settings.title,
        "description": settings.description,
        "resources": [_resource(path, data) for path, data in sorted(made.items())],
    }
    if record.edition is not None:
        package |= {"version": str(record.edition.number), "created": record.edition.time}
    if not settings.description:
        del package["description"]
    return {"datapackage.json": (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")}


def _resource(path: str, data: bytes) -> dict[str, Any]:
    name = path.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]
    form = path.rsplit(".", 1)[-1]
    resource: dict[str, Any] = {
        "name": f"{name}-{form}" if form != "csv" else name,
        "path": path,
        "format": form,
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
    }
    kind = _record(path)
    if kind is not None:
        resource["description"] = (kind.__doc__ or "").strip().split("\n")[0]
    if form == "csv" and kind is not None:
        resource |= {
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
            "schema": _schema(name, kind),
        }
    return resource


def _record(path: str) -> type[Struct] | None:
    """What one row of a file is: of a published table, or of what is worked out from them for publication."""
    folder, _, file = path.rpartition("/")
    name = file.split(".", maxsplit=1)[0]
    if folder == "rule_sets":
        return Assessment
    return Coverage if name == "coverage" else TABLES[name] if name in PUBLISHED else None


def _schema(name: str, kind: type[Struct]) -> dict[str, Any]:
    """The columns of a table, their types, its key, and the tables that its columns point to."""
    shape = table.schema(kind)
    columns = [{"name": field.name, "type": _type(field.type)} for field in shape]
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for target, column in _KEYS.items()
        if target != name and column in shape.names
    ]
    schema: dict[str, Any] = {"fields": columns, "missingValues": [""]}
    if "id" in shape.names:
        schema["primaryKey"] = "id"
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "array"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    return "boolean" if pa.types.is_boolean(kind) else "string"
