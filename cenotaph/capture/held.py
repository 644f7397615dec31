"""From files and custody to the table of sources, and what fixity has to say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import pyarrow as pa
from msgspec import Struct, structs

from cenotaph import table
from cenotaph.capture.companions import companions
from cenotaph.capture.files import HeldFile
from cenotaph.flags import flag
from cenotaph.record import Access, Companion, Flag, Source, digest


class Custody(Struct, frozen=True):
    """A line of the ledger: these bytes stood at this path when this writer first saw them."""

    sha256: str
    path: str
    bytes: int
    time: str  # ISO 8601, UTC
    writer: str


class Captured(NamedTuple):
    """What capture gives: a table of Source and a table of Flag."""

    sources: pa.Table
    flags: pa.Table


def without_custody(files: Iterable[HeldFile], custody: Iterable[Custody]) -> tuple[HeldFile, ...]:
    """The files whose path and digest the ledger does not have yet, in the order given."""
    known = {(line.path, line.sha256) for line in custody}
    return tuple(file for file in files if file.sha256 and (file.path, file.sha256) not in known)


def custody_of(file: HeldFile) -> dict[str, str]:
    """What the ledger keeps of a file that could be read; that others share its bytes only where they do."""
    kept = {"sha256": str(file.sha256), "path": file.path, "bytes": str(file.bytes)}
    if file.link is not None:
        kept["link"] = file.link
    elif file.names > 1:
        kept["names"] = str(file.names)
    return kept


def capture(
    files: Sequence[HeldFile],
    custody: Sequence[Custody],
    cited: Sequence[Source],
    access: Access = "restricted",
) -> Captured:
    """One source per distinct bytes, one per unreadable place, one per page that is only cited.

    Args:
        files: what stands in the tree of sources.
        custody: the ledger's lines on files, in any order.
        cited: what `read_cited` gave; a row with the path of a held file adds what people know of it.
        access: of sources for which `sources.csv` states none.

    Returns:
        Sources sorted by id, flags sorted by id. Yields F001 (missing), F002 (changed), F003 (moved),
        F004 (cannot be opened), F005 (sources.csv names a file that is not there). A file that belongs to another
        (`companions`) is no source of its own.
    """
    lines = sorted(custody, key=lambda line: (line.time, line.writer, line.path, line.sha256))
    beside = companions(files)
    belonging = {companion.path for each in beside.values() for companion in each}
    places: dict[str, list[HeldFile]] = {}
    for file in files:
        if file.path not in belonging:
            places.setdefault(file.sha256 or f"unreadable:{file.path}", []).append(file)
    held = [_source(group, lines, access, beside) for group in places.values()]
    flags = [*_opening_flags(held), *_fixity_flags(files, lines)]
    sources, unmatched = _with_notes(held, cited)
    # a row may tell of a file inside a file, which is known once that is read
    outside = [row for row in unmatched if _place_inside(str(row.path), sources) is None]
    flags.extend(flag("F005", path=row.path) for row in outside)
    ordered = sorted([*sources, *unmatched, *(row for row in cited if row.path is None)], key=lambda s: s.id)
    return Captured(
        table.to_table(ordered, Source),
        table.to_table(sorted({f.id: f for f in flags}.values(), key=lambda f: f.id), Flag),
    )


def source_id(sha256: str) -> str:
    """The id of a held source."""
    return f"src-{sha256[:16]}"


def _source(
    group: Sequence[HeldFile], lines: Sequence[Custody], access: Access, beside: Mapping[str, tuple[Companion, ...]]
) -> Source:
    paths = tuple(sorted(file.path for file in group))
    first = group[0]
    if first.sha256 is None:
        return Source(
            id="src-" + digest("unreadable", first.path),
            status="not_readable",
            path=first.path,
            paths=paths,
            reason=first.problem,
            access=access,
        )
    seen = next((line for line in lines if line.sha256 == first.sha256), None)
    former = (line.sha256 for path in paths for line in reversed(lines) if line.path == path)
    replaced = next((sha256 for sha256 in former if sha256 != first.sha256), None)
    return Source(
        id=source_id(first.sha256),
        # Read decides; until then nothing of it has been read.
        status="not_readable",
        path=paths[0],
        paths=paths,
        sha256=first.sha256,
        media_type=first.media_type,
        bytes=first.bytes,
        supersedes=source_id(replaced) if replaced else None,
        captured=seen.time if seen else None,
        captured_by=seen.writer if seen else None,
        access=access,
        companions=tuple(companion for path in paths for companion in beside.get(path, ())),
    )


def _opening_flags(held: Iterable[Source]) -> list[Flag]:
    return [flag("F004", sources=(s.id,), path=s.path, reason=s.reason) for s in held if s.sha256 is None]


def _fixity_flags(files: Sequence[HeldFile], lines: Sequence[Custody]) -> list[Flag]:
    """Per path the ledger knows: still the same bytes, other bytes, the same bytes elsewhere, or nothing."""
    now = {file.path: file for file in files}
    by_digest: dict[str, list[str]] = {}
    for file in files:
        if file.sha256:
            by_digest.setdefault(file.sha256, []).append(file.path)
    last = {line.path: line for line in lines}
    flags = []
    for path, line in sorted(last.items()):
        if path in now:
            continue
        elsewhere = sorted(by_digest.get(line.sha256, ()))
        if elsewhere:
            flags.append(flag("F003", sources=(source_id(line.sha256),), path=path, now=", ".join(elsewhere)))
        else:
            flags.append(flag("F001", path=path, sha256=line.sha256, time=line.time, writer=line.writer))
    for line in lines:
        present = now.get(line.path)
        if present is not None and present.sha256 and present.sha256 != line.sha256:
            flags.append(flag("F002", sources=(source_id(present.sha256),), path=line.path, sha256=line.sha256))
    return flags


def _with_notes(held: Sequence[Source], cited: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Held sources with what people know of them, and rows of sources.csv whose file is not there."""
    known = {path: index for index, source in enumerate(held) for path in source.paths}
    noted = list(held)
    unmatched = []
    for row in cited:
        if row.path is None:
            continue
        index = next((known[each] for each in _spellings(row.path, held) if each in known), None)
        if index is None:
            unmatched.append(row)
        else:
            noted[index] = _merged(noted[index], row)
    return noted, unmatched


def noted_inside(sources: Sequence[Source], last: bool) -> tuple[list[Source], tuple[Flag, ...]]:
    """What sources.csv says of files inside files, joined to those that were found there.

    Args:
        sources: as captured, and those found inside them so far.
        last: whether nothing more will be found; rows on files that are not there are then named (F005).

    Returns:
        Sources, those cited rows left out that tell of one of the others; and flags.
    """
    inside = [source for source in sources if source.derived_from]
    rows = [source for source in sources if source.status == "cited" and source.path]
    noted, unmatched = _with_notes(inside, rows)
    told = {row.id for row in rows} - {row.id for row in unmatched}
    now = {source.id: source for source in noted}
    flags = [flag("F005", path=row.path) for row in unmatched if last and _place_inside(str(row.path), sources)]
    return [now.get(source.id, source) for source in sources if source.id not in told], tuple(flags)


def _place_inside(path: str, sources: Sequence[Source]) -> str | None:
    """The path of the held file that `path` leads into, if any."""
    held = {
        place for source in sources if source.status != "cited" and not source.derived_from for place in source.paths
    }
    around = (str(parent) for each in _spellings(path, sources) for parent in PurePosixPath(each).parents)
    return next((place for place in around if place in held), None)


def _spellings(path: str, sources: Sequence[Source]) -> list[str]:
    """People write the path from the archive or from its folder of sources; both are understood."""
    tops = {place.partition("/")[0] for source in sources if source.status != "cited" for place in source.paths}
    return [path, *(f"{top}/{path}" for top in sorted(tops))]


_NOTED = ("key", "title", "author", "publisher", "published", "language", "perspective", "rights", "url")


def _merged(source: Source, row: Source) -> Source:
    """`source` with the row's values; of two rows on one file the first holds."""
    values = {name: getattr(source, name) or getattr(row, name) for name in _NOTED}
    return structs.replace(source, **values, access=row.access, evidence=source.evidence + row.evidence)
