"""Look into a built archive: its tables, filtered, as records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import edtf, table
from cenotaph.archive import Archive
from cenotaph.errors import ArchiveError, NotFoundError
from cenotaph.record import TABLES, Claim, CopyGroup, Entry, Figure, Flag, Pair, Question, Row, Source

if TYPE_CHECKING:
    import pyarrow as pa

    from cenotaph.publish import Edition, Record

RecordT = TypeVar("RecordT", bound=Struct)


class Filter(Struct, frozen=True):
    """Which rows to show; `None` means all."""

    incident: str | None = None
    kind: str | None = None  # of a claim or question, the code of a flag, the status of a source
    speaker: str | None = None  # any part of the speaker's name, letter case ignored
    source: str | None = None  # id, key or path of a source
    until: str | None = None  # EDTF; only what was published, or happened, no later


def show(path: str | Path, what: str, chosen: Filter | None = None) -> list[Struct]:
    """The rows of one table of a built archive.

    Args:
        path: the archive's folder, or one inside it.
        what: a table of `cenotaph.record.TABLES`, or of `MADE`, which are made of these.
        chosen: which rows; a filter that a table has no field for leaves it as it is.

    Raises:
        NotFoundError: there is no such table.
        ArchiveError: the archive has not been built.
    """
    archive = archives.find(Path(path))
    if what in MADE:
        rows = MADE[what](archive)
    elif what in TABLES:
        rows = load(archive, TABLES[what], what)
    else:
        raise NotFoundError(f"nothing is called {what!r}", "", f"try one of: {', '.join([*TABLES, *MADE])}")
    keep = _filters(archive, chosen or Filter())
    return [row for row in rows if all(fits(row) for fits in keep)]


def _lists(archive: Archive) -> list[Any]:
    from cenotaph.listed import lists

    sources = {source.id: source for source in load(archive, Source, "sources")}
    rows, entries = load(archive, Row, "rows"), load(archive, Entry, "entries")
    return list(lists(rows, sources, archive.settings.sheets, entries))


def _held_back(archive: Archive) -> list[Any]:
    from cenotaph.held_back import held_back

    return held_back(archive)


def _coverage(archive: Archive) -> list[Any]:
    from cenotaph.coverage import coverage

    sources, claims = load(archive, Source, "sources"), load(archive, Claim, "claims")
    entries, groups = load(archive, Entry, "entries"), load(archive, CopyGroup, "copy_groups")
    return list(coverage(archive.settings.incidents, sources, claims, entries, groups))


def _calibration(archive: Archive) -> list[Any]:
    from cenotaph.match.calibration import calibration_of

    return [calibration_of(load(archive, Pair, "pairs"))]


def _proposed(archive: Archive) -> list[Any]:
    from cenotaph.proposed import proposed

    return proposed(archive)


MADE: dict[str, Callable[[Archive], list[Any]]] = {
    "lists": _lists,  # how each table of the sources is read
    "held-back": _held_back,  # what waits for a ruling, and why
    "coverage": _coverage,  # from which side, in which language and when sources speak of each incident
    "calibration": _calibration,  # how rulings on pairs of names re-scale the probabilities of others; one row
    "proposed-incidents": _proposed,  # what the statements suggest where no incident is declared
}
"""Tables that are made of the others when they are asked for."""


def load(archive: Archive, record: type[RecordT], name: str) -> list[RecordT]:
    """All rows of one derived table.

    Raises:
        ArchiveError: the archive has not been built.
    """
    return table.records(load_table(archive, name), record)


class Tables:
    """The tables of a built archive, each loaded when it is first asked for: few questions need them all.

    Args:
        archive: a built archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._rows: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str) -> dict[str, Any]:
        """The rows of the table `name` by id, in their order."""
        if name not in self._rows:
            record: Any = TABLES[name]
            self._rows[name] = {row.id: row for row in load(self._archive, record, name)}
        return self._rows[name]


def load_table(archive: Archive, name: str) -> pa.Table:
    """One derived table as it stands.

    Raises:
        ArchiveError: the archive has not been built.
    """
    place = archive.derived / "tables" / f"{name}.parquet"
    if not place.is_file():
        raise ArchiveError(f"{archive.root} has not been built", "", f"cenotaph build {archive.root}")
    return table.read(place, TABLES[name])


def record_of(archive: Archive, edition: Edition | None = None) -> Record:
    """The whole record of a built archive.

    Raises:
        ArchiveError: the archive has not been built.
    """
    from cenotaph.publish import Record

    tables = {name: load_table(archive, name) for name in TABLES}
    named, opened = named_by_decision(archive), opened_by_decision(archive)
    return Record(
        settings=archive.settings, edition=edition, named_by_decision=named, opened_by_decision=opened, **tables
    )


def named_by_decision(archive: Archive) -> tuple[str, ...]:
    """Ids of living persons a ruling allows to be named, and of claims whose alleged perpetrator may be shown.

    Such a ruling is of kind `publish` and states the consent; or whether the person is alleged,
    charged or convicted, and by which court. A later ruling that closes takes it back.
    """
    return tuple(sorted(target for target, payload in _published(archive) if _states_ground(payload)))


def opened_by_decision(archive: Archive) -> tuple[str, ...]:
    """Ids of what a ruling of kind `publish` lets be shown, words on sensitive topics included."""
    return tuple(sorted(target for target, payload in _published(archive) if not payload.get("field")))


def _published(archive: Archive) -> list[tuple[str, Mapping[str, str]]]:
    """What a ruling in force opens, its target found again, with what the decision states."""
    from cenotaph import ledger

    read = ledger.read_ledger(archive.decisions)
    if not any(decision.kind == "publish" for decision in read.decisions):
        return []
    stated = {decision.id: decision.payload for decision in read.decisions}
    known = ledger.Known({name: load_table(archive, name) for name in TABLES})
    rulings = ledger.replay(read, known).rulings
    return [(ruling.target, stated[ruling.decision]) for ruling in rulings if ruling.kind == "publish"]


def _states_ground(payload: Mapping[str, str]) -> bool:
    return bool(payload.get("consent") or (payload.get("status") and payload.get("court")))


def _filters(archive: Archive, chosen: Filter) -> list[Callable[[Any], bool]]:
    keep: list[Callable[[Any], bool]] = []
    asked = _questions(archive) if chosen.incident is not None or chosen.kind is not None else {}
    if chosen.incident is not None:
        incident = _declared(archive, chosen.incident)
        keep.append(lambda row: getattr(_asked(row, asked), "incident", incident) == incident)
    if chosen.kind is not None:
        kind = chosen.kind
        keep.append(lambda row: _kind(_asked(row, asked)) in (kind, None))
    if chosen.speaker is not None:
        speaker = chosen.speaker.casefold()
        keep.append(lambda row: not hasattr(row, "speaker") or speaker in (row.speaker or "").casefold())
    if chosen.source is not None:
        wanted = source_ids(archive, chosen.source)
        keep.append(lambda row: not _sources_of(row) or bool(wanted & _sources_of(row)))
    if chosen.until is not None:
        last = edtf.bounds(chosen.until)
        keep.append(lambda row: _is_by(row, last))
    return keep


def _questions(archive: Archive) -> dict[str, Question]:
    return {row.id: row for row in load(archive, Question, "questions")}


def _asked(row: Any, questions: Mapping[str, Question]) -> Any:
    """What has the incident and kind of a row: of a figure the question that it answers."""
    return questions.get(row.question, row) if isinstance(row, Figure) else row


def _declared(archive: Archive, incident: str) -> str:
    known = [declared.id for declared in archive.settings.incidents]
    if incident not in known:
        raise NotFoundError(f"no incident {incident!r}", "", f"declared are: {', '.join(known) or 'none'}")
    return incident


def source_ids(archive: Archive, name: str) -> set[str]:
    """The ids of the sources that `name` (an id, a key, a path) means.

    Raises:
        NotFoundError: there is none.
    """
    rows = load(archive, Source, "sources")
    found = {row.id for row in rows if name in (row.id, row.key, row.path) or name in row.paths}
    if not found:
        raise NotFoundError(f"no source {name!r}", "", "cenotaph show sources lists them")
    return found


def _kind(row: Any) -> str | None:
    for field in ("kind", "code", "status"):
        value = getattr(row, field, None)
        if value is not None:
            return str(value)
    return None


def _sources_of(row: Any) -> set[str]:
    if isinstance(row, Source):
        return {row.id}
    if isinstance(row, Flag):
        return {*row.sources, *(span.source for span in row.spans)}
    own = getattr(row, "source", None)
    return {own} if isinstance(own, str) else set(getattr(row, "sources", ()))


def _is_by(row: Any, last: Any) -> bool:
    for field in ("published", "when", "date"):
        value = getattr(row, field, None)
        bounds = edtf.bounds(value) if value else None
        if bounds is not None and bounds[0] is not None and last is not None:
            return bool(bounds[0] <= last[1])
    return True
