"""`sources.csv`: what people know of each source, held or only cited."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from cenotaph import edtf
from cenotaph.encoding import decode
from cenotaph.flags import flag
from cenotaph.media_types import delimiter
from cenotaph.record import Access, Evidence, Flag, Source, digest

COLUMNS: dict[str, tuple[str, ...]] = {
    "key": ("key", "id", "source_id", "source", "no", "number"),
    "path": ("path", "file", "filename", "file_name"),
    "url": ("url", "address", "link", "web", "website"),
    "title": ("title", "title_own_words", "headline", "name"),
    "author": ("author", "authors", "by", "writer"),
    "publisher": ("publisher", "outlet", "newspaper", "site", "organisation", "organization"),
    "published": ("published", "date", "source_date_edtf", "source_date", "publication_date", "date_edtf"),
    "language": ("language", "lang", "languages"),
    "perspective": ("perspective", "side", "point_of_view"),
    "rights": ("rights", "licence", "license", "copyright"),
    "access": ("access", "visibility"),
    "copy_of": ("copy_of", "copy", "repeats", "reprint_of", "translation_of"),
}
"""Our field and the column names understood for it, lower case, spaces and hyphens as "_"."""

_ORIGIN = "sources.csv"


def read_cited(path: Path, access: Access = "restricted") -> tuple[tuple[Source, ...], tuple[Flag, ...]]:
    """The rows of `sources.csv` as sources, in the order of the file.

    Args:
        path: the file; when it is absent there are no rows.
        access: of rows that state none.

    Returns:
        Sources of status "cited", and flags. A row with a `path` tells of a held file: `capture` gives its values to
        that file's source. A value that is not understood is kept as evidence of rule "sources.csv" and flagged:
        S010 (a column no field is known for), S011 (a row that names nothing), S012 (a date that is no EDTF),
        S013 (a key twice), S014 (an access that is none of ours), S015 (the file cannot be read as a table).
    """
    if not path.is_file():
        return (), ()
    try:
        data = path.read_bytes()
    except OSError as error:
        return (), (flag("S015", path=path.name, why=error.strerror or str(error)),)
    text = decode(data).text
    mark = delimiter(text.split("\n")[:200]) or ","
    lines = _lines(text, mark)
    header = next(lines, (1, []))[1]
    fields = [_field(name) for name in header]
    if not any(field in ("key", "path", "url", "title") for field in fields):
        return (), (flag("S015", path=path.name, why="its first line names no column path, url, key or title"),)
    flags = [
        flag("S010", column=name) for name, field in zip(header, fields, strict=True) if name.strip() and not field
    ]
    sources = []
    for line, cells in lines:
        values, evidence = _values(header, fields, cells)
        if not any(cell.strip() for cell in cells):
            continue
        sources.append(_source(line, values, evidence, access, flags))
    flags.extend(_repeated_keys(sources))
    return tuple(sources), tuple(flags)


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the 1-based line of the file on which it ends; a quote left open swallows no later record."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    for cells in reader:
        yield reader.line_num, cells


def _field(name: str) -> str | None:
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    return next((field for field, names in COLUMNS.items() if plain in names), None)


def _values(header: list[str], fields: list[str | None], cells: list[str]) -> tuple[dict[str, str], list[Evidence]]:
    """Values by field, the first non-empty column of several; all others as evidence under the column's own name."""
    values: dict[str, str] = {}
    evidence = []
    for index, cell in enumerate(cells):
        value = cell.strip()
        field = fields[index] if index < len(fields) else None
        if value and field and field not in values:
            values[field] = value
        elif value:
            column = header[index].strip() if index < len(header) and header[index].strip() else f"column {index + 1}"
            evidence.append(Evidence(field=column, value=value, rule=_ORIGIN, quote=value))
    return values, evidence


def _source(line: int, values: dict[str, str], evidence: list[Evidence], access: Access, flags: list[Flag]) -> Source:
    key, url, path, title = (values.get(name) for name in ("key", "url", "path", "title"))
    row = "cit-" + digest(key or "", url or "", path or "", title or "")
    if not (url or path or title):
        flags.append(flag("S011", sources=(row,), line=line))
    published = values.get("published")
    if published and not edtf.is_valid(published):
        flags.append(flag("S012", sources=(row,), line=line, value=published))
        evidence.append(Evidence(field="published", value=published, rule=_ORIGIN, quote=published))
        published = None
    if "copy_of" in values:
        evidence.append(Evidence("copy_of", values["copy_of"], _ORIGIN, values["copy_of"]))
    stated = values.get("access", "").lower()
    if stated and stated not in get_args(Access):
        flags.append(flag("S014", sources=(row,), line=line, value=values["access"]))
        stated = "sealed"  # whatever was meant, it was not "open"; the flag says what to write
    return Source(
        id=row,
        status="cited",
        key=key,
        path=_plain_path(path),
        title=title,
        author=values.get("author"),
        publisher=values.get("publisher"),
        published=published,
        language=values.get("language"),
        perspective=values.get("perspective"),
        rights=values.get("rights"),
        url=url,
        access=next((each for each in get_args(Access) if each == stated), access),
        evidence=tuple(evidence),
    )


def _plain_path(path: str | None) -> str | None:
    return re.sub(r"^(?:\./)+", "", path.replace("\\", "/")) if path else None


def _repeated_keys(sources: list[Source]) -> list[Flag]:
    seen: dict[str, Source] = {}
    flags = []
    for source in sources:
        if source.key and source.key in seen and seen[source.key].id != source.id:
            flags.append(flag("S013", sources=(seen[source.key].id, source.id), key=source.key))
        elif source.key:
            seen[source.key] = source
    return flags
