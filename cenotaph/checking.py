"""The linter: what does not add up, in an archive or in single files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.archive import Archive
from cenotaph.flags import SETTLING, flag, settled
from cenotaph.ledger import Ledger
from cenotaph.record import Flag, Source, Text
from cenotaph.show import load


class Point(Struct, frozen=True):
    """One flag and where a reader finds it: "path:line:column", "path!cell" or the archive's folder."""

    where: str
    flag: Flag


def check(
    paths: str | Path | Sequence[str | Path] = ".", *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Point, ...]:
    """The open points of archives and files, settled ones and mere information left out.

    Args:
        paths: archives (folders) or files. An archive's files and ledger are hashed again.
        select: only codes that begin with one of these.
        ignore: no codes that begin with one of these.

    Raises:
        ArchiveError: a folder is no archive, or has not been built.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = [point for path in given for point in _points(Path(path))]
    return tuple(
        point
        for point in found
        if point.flag.settled_by is None
        and point.flag.severity != "information"
        and (not select or point.flag.code.startswith(tuple(select)))
        and not (ignore and point.flag.code.startswith(tuple(ignore)))
    )


def _points(path: Path) -> list[Point]:
    return _archive_points(archives.find(path)) if path.is_dir() else _file_points(path)


def _archive_points(archive: Archive) -> list[Point]:
    ledger = ledgers.read_ledger(archive.decisions)
    fixity = altered_in(archive, ledger)
    known = {flag.id for flag in fixity}
    if not (archive.derived / "tables").is_dir():  # not built: files and ledger can be checked all the same
        return [Point(str(archive.root), flag) for flag in fixity]
    flags = [*fixity, *(flag for flag in load(archive, Flag, "flags") if flag.id not in known)]
    sources = {source.id: source for source in load(archive, Source, "sources")}
    is_in_text = any(span.start is not None for flag in flags for span in flag.spans)
    texts = {text.source: text for text in load(archive, Text, "texts")} if is_in_text else {}
    return [Point(_where(flag, sources, texts, str(archive.root)), flag) for flag in flags]


def altered_in(archive: Archive, ledger: Ledger) -> tuple[Flag, ...]:
    """Everything of an archive that is not as it was captured, decided, released or written, by code and message.

    Every file of sources/, every line of the ledger, and what stands in public/, site/ and export/ is hashed again. A
    point that a person settled is marked so.
    """
    from cenotaph.capture import find_files

    files = find_files(archive.sources, {}, rehash=True)
    found = [
        *ledgers.check_fixity(archive, files, ledger),
        *_altered_public(archive, ledger),
        *_altered_preview(archive),
    ]
    if any(decision.kind in SETTLING for decision in ledger.decisions):
        return settled(found, ledgers.replay(ledger).rulings)
    return tuple(found)


def _altered_public(archive: Archive, ledger: Ledger) -> list[Flag]:
    from cenotaph.publish.output import altered
    from cenotaph.publish.site import OWNED, OWNED_DATA
    from cenotaph.release import unsigned_public

    found = [flag("F018", says=says) for says in unsigned_public(archive.public, ledger)]
    for folder, owned in ((archive.public, OWNED), (archive.public / "data", OWNED_DATA)):
        top = folder.relative_to(archive.root).as_posix()
        found += [flag("F016", path=f"{top}/{path}", says=says) for path, says in altered(folder, owned)]
    return found


def _altered_preview(archive: Archive) -> list[Flag]:
    from cenotaph.publish.output import altered
    from cenotaph.publish.site import OWNED, OWNED_DATA

    return [
        flag("F017", path=f"{folder.name}/{path}", says=says)
        for folder, owned in ((archive.site, OWNED), (archive.export, OWNED_DATA))
        for path, says in altered(folder, owned)
    ]


def _file_points(path: Path) -> list[Point]:
    from cenotaph.alone import claimed_of_file
    from cenotaph.weigh import check_claims

    source, found, text, reading = claimed_of_file(path)
    flags = [*reading.flags, *found.flags]
    if text is not None:
        flags += check_claims(text, found.claims)
    texts = {} if text is None else {source.id: text}
    return [Point(_where(flag, {source.id: source}, texts, str(path), shown=str(path)), flag) for flag in flags]


def _where(
    flag: Flag, sources: dict[str, Source], texts: dict[str, Text], otherwise: str, shown: str | None = None
) -> str:
    span = next(iter(flag.spans), None)
    if span is None:
        named = next((sources[s] for s in flag.sources if s in sources), None)
        return shown or (named and (named.path or named.url)) or otherwise
    source = sources.get(span.source)
    path = shown or (source and (source.path or source.url)) or otherwise
    if span.cell is not None:
        return f"{path}!{span.cell}"
    text = texts.get(span.source)
    if text is None or span.start is None:
        return path
    line, column = line_and_column(text.text, span.start)
    return f"{path}:{line}:{column}"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a code point in the extracted text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
