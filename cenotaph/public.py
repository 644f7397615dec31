"""What leaves the archive: an edition's public site, and the open data in one format."""

from __future__ import annotations

from pathlib import Path

from cenotaph import archive as archives
from cenotaph.build import build
from cenotaph.errors import NotFoundError
from cenotaph.record import TABLES, Decision
from cenotaph.show import record_of
from cenotaph.steps import write_bytes


def release(
    path: str | Path = ".", *, number: int | None = None, note: str = "", writer: str | None = None
) -> tuple[Decision, Path]:
    """Fix an edition by a signed decision and write its public site.

    The archive is built first. When that changes anything, nothing is released: a person should
    have seen what goes out.

    Args:
        path: the archive's folder, or one inside it.
        number: of the edition; by default the next.
        note: what the edition changes, for its readers.
        writer: who releases.

    Returns:
        The decision and the folder `public/`.

    Raises:
        UsageError: the build changed something, nothing is public, or the number is taken.
        LedgerError: the ledger is damaged.
    """
    from cenotaph.publish import Edition, publish, view
    from cenotaph.release import release as fix_edition

    built = build(path, writer=writer)
    archive = built.archive
    public = view(record_of(archive), "public")

    def write_public(decision: Decision) -> None:
        edition = Edition(int(decision.payload["number"]), decision.time, decision.public_reason)
        publish(record_of(archive, edition), archive.public, archive.public / "data", "public")

    decision = fix_edition(
        archive.root,
        {name: getattr(public, name) for name in TABLES},
        write_public,
        number=number,
        note=note,
        writer=writer,
        stale="it has been built again just now" if built.steps else "",
    )
    return decision, archive.public


def export(path: str | Path, format_name: str, to: str | Path | None = None, *, public: bool = False) -> list[Path]:
    """Write the open data of a built archive in one format.

    Args:
        path: the archive's folder, or one inside it.
        format_name: the name of an exporter, e.g. "csv".
        to: the folder to write; by default the archive's `export/`.
        public: only what is public; otherwise all that the private preview shows.

    Returns:
        The files written.

    Raises:
        NotFoundError: there is no such format.
        ArchiveError: the archive has not been built.
    """
    from cenotaph.publish import view
    from cenotaph.publish.exports import exporters
    from cenotaph.publish.output import note_written

    archive = archives.find(Path(path))
    names = [exporter.NAME for exporter in exporters()]
    if format_name not in names:
        raise NotFoundError(f"no format {format_name!r}", "", f"try one of: {', '.join(names)}")
    record = view(record_of(archive), "public" if public else "preview")
    made: dict[str, bytes] = {}
    for exporter in exporters():
        files = exporter.export(record, made)
        made |= files
        if format_name == exporter.NAME:
            break
    folder = archive.export if to is None else Path(to)
    for name, data in files.items():
        write_bytes(folder / name, data)
    note_written(folder, files.items())
    return [folder / name for name in files]
