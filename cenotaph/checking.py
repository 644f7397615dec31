"""The linter: what does not add up, in an archive or in single files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.archive import Archive
from cenotaph.errors import UsageError
from cenotaph.flags import LETTERS, SETTLING, catalogue, flag, settled
from cenotaph.ledger import Ledger
from cenotaph.record import Flag, Source, Span, Text
from cenotaph.show import load

STDIN = "-"
"""The name under which standard input is read."""


class Place(Struct, frozen=True):
    """Where a passage stands, as a reader finds it."""

    file: str  # as given; "-" is standard input; for an archive, the source's path or address, or the folder
    line: int | None = None  # 1-based, of the extracted text (`cenotaph read FILE` prints it)
    column: int | None = None  # 1-based, in code points
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """As linters print it: "file:line:column", "file!sheet!cell", or the file alone."""
        if self.cell is not None:
            sheet = "" if self.sheet in (None, Path(self.file).stem, "stdin") else f"!{self.sheet}"
            return f"{self.file}{sheet}!{self.cell}"
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"


class Point(Struct, frozen=True):
    """One flag and where a reader finds it."""

    place: Place
    flag: Flag
    quotes: tuple[tuple[Place, str], ...] = ()  # the words it rests on, each with its place


def check(
    paths: str | Path | Sequence[str | Path] = ".", *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Point, ...]:
    """The open points of archives and files: settled ones left out, and mere information unless it is selected.

    Args:
        paths: archives (folders) or files; "-" is standard input. An archive's files and ledger are hashed again.
        select: only codes that begin with one of these; a full code gives points of mere information too.
        ignore: no codes that begin with one of these.

    Raises:
        ArchiveError: a folder is no archive, or has not been built.
        NotFoundError: there is no such file.
        UsageError: no code begins so.
    """
    for code in (*select, *ignore):
        if not any(known.startswith(code) for known in catalogue()):
            letters = ", ".join(f"{letter} ({what})" for letter, what in LETTERS.items())
            raise UsageError(
                f"no code begins with {code!r}", f"they begin with {letters}", "see docs/reference/flags.md"
            )
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = [point for path in given for point in _points(path)]
    return tuple(
        point
        for point in found
        if point.flag.settled_by is None
        and (point.flag.severity != "information" or point.flag.code in select)
        and (not select or point.flag.code.startswith(tuple(select)))
        and not (ignore and point.flag.code.startswith(tuple(ignore)))
    )


def _points(path: str | Path) -> list[Point]:
    if str(path) != STDIN:
        return (
            _archive_points(archives.find(Path(path))) if Path(path).is_dir() else _file_points(Path(path), str(path))
        )
    with tempfile.TemporaryDirectory() as folder:
        return _file_points(from_stdin(Path(folder)), STDIN)


def from_stdin(folder: Path) -> Path:
    """Standard input, kept as a file in `folder`."""
    kept = folder / "stdin"
    kept.write_bytes(sys.stdin.buffer.read())
    return kept


def _archive_points(archive: Archive) -> list[Point]:
    ledger = ledgers.read_ledger(archive.decisions)
    fixity = altered_in(archive, ledger)
    known = {flag.id for flag in fixity}
    if not (archive.derived / "tables").is_dir():  # not built: files and ledger can be checked all the same
        return [Point(Place(str(archive.root)), flag) for flag in fixity]
    flags = [*fixity, *(flag for flag in load(archive, Flag, "flags") if flag.id not in known)]
    sources = {source.id: source for source in load(archive, Source, "sources")}
    is_in_text = any(span.start is not None for flag in flags for span in flag.spans)
    texts = {text.source: text for text in load(archive, Text, "texts")} if is_in_text else {}
    return _placed(flags, sources, texts, str(archive.root))


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


def _file_points(path: Path, shown: str) -> list[Point]:
    from cenotaph.alone import claimed_of_file
    from cenotaph.weigh.checks import Weighing, check_all
    from cenotaph.weigh.table_totals import check_totals

    source, read, text, reading = claimed_of_file(path)
    texts = {} if text is None else {source.id: text}
    claims = sorted(read.claims, key=lambda claim: claim.id)
    entries = sorted(read.entries, key=lambda entry: entry.id)
    weighed = check_all(Weighing({source.id: source}, texts, claims, entries, (), (), (), (), ()))
    flags = {flag.id: flag for flag in (*reading.flags, *read.flags, *weighed, *check_totals(reading.rows))}
    named = msgspec.structs.replace(source, path=shown)
    found = _placed(list(flags.values()), {source.id: named}, texts, shown)
    return sorted(
        found, key=lambda point: (point.place.line or 0, point.place.column or 0, point.flag.code, point.flag.id)
    )


def _placed(flags: Sequence[Flag], sources: dict[str, Source], texts: dict[str, Text], otherwise: str) -> list[Point]:
    found = []
    for one in flags:
        quotes = tuple((_place(span, sources, texts, otherwise), span.quote) for span in one.spans)
        named = next((sources[s] for s in one.sources if s in sources), None)
        place = quotes[0][0] if quotes else Place((named and (named.path or named.url)) or otherwise)
        found.append(Point(place, one, quotes))
    return found


def _place(span: Span, sources: dict[str, Source], texts: dict[str, Text], otherwise: str) -> Place:
    source = sources.get(span.source)
    path = (source and (source.path or source.url)) or otherwise
    text = texts.get(span.source)
    if span.cell is not None or text is None or span.start is None:
        return Place(path, page=span.page, sheet=span.sheet, cell=span.cell)
    line, column = line_and_column(text.text, span.start)
    return Place(path, line, column, span.page)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a code point in the extracted text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
