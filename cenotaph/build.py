"""The main path: from sources and decisions to the public record.

`build` reads like the paragraph it is: sources, texts and rows, claims and entries, persons and
links, questions, figures and flags, estimates, the site. Each step is done only when something it
depends on has changed (`cenotaph.steps`); nothing here computes, it only hands tables on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.archive import Archive
from cenotaph.errors import StorageError
from cenotaph.ledger import Known, Ledger
from cenotaph.ledger.lock import locked
from cenotaph.record import TABLES, Flag, Row, Ruling, Source, Text
from cenotaph.steps import Steps, code_digest, write_bytes

if TYPE_CHECKING:
    import pyarrow as pa

    from cenotaph.capture import Custody, HeldFile

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how many of its parts are done, and how many there are."""

FLAGS = (
    "captured_flags", "read_flags", "dated_flags", "claimed_flags", "matched_flags", "weighed_flags", "estimated_flags",
)  # fmt: skip
"""The tables of flags the stages give; the last step unites them."""


JUDGEMENTS = ("same", "different", "unsure")
"""Rulings on two entries; only matching takes them."""


MATCH_CODE = ("match", "lang", "script.py")
CAPTURE_CODE = ("capture", "lang", "encoding.py", "media_types.py")


class Built(Struct, frozen=True):
    """What a build did."""

    archive: Archive
    steps: tuple[str, ...]  # names of the steps that were done, in order; empty when nothing had changed
    captured: int  # files that got their custody line now


def build(  # one parameter an option of the command
    path: str | Path = ".",
    *,
    capture: bool = True,
    output: str | Path | None = None,
    jobs: int | None = None,
    writer: str | None = None,
    progress: Progress | None = None,
) -> Built:
    """Build the record of an archive and its private preview.

    Args:
        path: the archive's folder, or one inside it.
        capture: append a custody line for each new file first; False for read-only copies.
        output: where to put what is derived; by default the archive itself.
        jobs: worker processes; by default the number of processors.
        writer: who captures; by default the name decisions are written under.
        progress: called while a stage works.

    Returns:
        Which steps were done. The tables stand in `.cenotaph/tables/`, the preview in `site/` and `export/`.

    Raises:
        ArchiveError, SettingsError: the folder is no archive, or cenotaph.toml is wrong.
        LedgerError: another build of this archive is running.
    """
    archive = archives.find(Path(path))
    if output is not None:
        archive = msgspec.structs.replace(archive, output=Path(output).resolve())
    tell = progress or _tell_nobody
    with _alone(archive):
        files = _files(archive)
        captured = _take_custody(archive, files, writer) if capture else 0
        ledger = ledgers.read_ledger(archive.decisions)
        steps = Steps(archive.derived)
        _sources(steps, archive, files, ledger)
        _texts(steps, archive, jobs or os.cpu_count() or 1, tell)
        _described(steps, archive, ledger)
        _claims(steps, archive, jobs or os.cpu_count() or 1, tell)
        _incidents(steps, archive, ledger)
        _persons(steps, archive, ledger)
        _figures(steps, archive, ledger)
        _estimates(steps, archive, ledger)
        _flags(steps, ledger, ledgers.check_fixity(archive, files, ledger))
        _site(steps, archive)
    return Built(archive, tuple(steps.did), captured)


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


@contextmanager
def _alone(archive: Archive) -> Iterator[None]:
    """Keep a second build of the same archive out."""
    path = archive.derived / "build.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        way_out = "build a read-only copy with --no-capture --output FOLDER"
        raise StorageError(f"{path.parent} cannot be written", error.strerror or str(error), way_out) from error
    with file, locked(file, path, wait=1.0):
        yield


def _files(archive: Archive) -> tuple[HeldFile, ...]:
    """The files under sources/; one whose size and time are those of the last run is not read again."""
    from cenotaph.capture import HeldFile, find_files

    path = archive.derived / "files.json"
    code = code_digest(CAPTURE_CODE)
    try:
        known, last = msgspec.json.decode(path.read_bytes(), type=tuple[str, tuple[HeldFile, ...]])
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        known, last = "", ()
    same_code = known == code  # else a file's media type may be told otherwise today
    files = find_files(archive.sources, {file.path: file for file in last} if same_code else {})
    if files != last or not same_code:
        write_bytes(path, msgspec.json.encode((code, files)))
    return files


def _custody(ledger: Ledger) -> tuple[Custody, ...]:
    from cenotaph.capture import Custody

    return tuple(
        Custody(line.payload["sha256"], line.payload["path"], int(line.payload["bytes"]), line.time, line.writer)
        for line in ledger.decisions
        if line.kind == "captured"
    )


def _take_custody(archive: Archive, files: Sequence[HeldFile], writer: str | None) -> int:
    """Append one line for each file the ledger does not know; nothing when there is none."""
    from cenotaph.capture import custody_of, without_custody
    from cenotaph.decide import writer_here

    new = without_custody(files, _custody(ledgers.read_ledger(archive.decisions)))
    if new:
        drafts = [ledgers.Draft("captured", payload=custody_of(file)) for file in new]
        ledgers.append_many(archive.decisions, writer_here(archive.root, writer), drafts)
    return len(new)


def _rulings(steps: Steps, ledger: Ledger, **known: str) -> tuple[Ruling, ...]:
    """What people ruled, as far as it can be attached to the tables there are so far.

    Args:
        steps: the build so far.
        ledger: as read.
        known: name of a table in the record -> name of the step's table that stands for it.
    """
    if all(decision.kind in ("captured", "release") for decision in ledger.decisions):
        return ()
    return ledgers.replay(ledger, Known({name: steps.table(table) for name, table in known.items()})).rulings


def _on(rulings: Sequence[Ruling], *prefixes: str) -> list[Ruling]:
    """The rulings on ids that begin so: a step must not be done again for a ruling it does not take."""
    return [ruling for ruling in rulings if ruling.target.startswith(prefixes)]


def _sources(steps: Steps, archive: Archive, files: Sequence[HeldFile], ledger: Ledger) -> None:
    from cenotaph import table
    from cenotaph.capture import capture, read_cited

    custody = _custody(ledger)
    access = archive.settings.default_access

    def compute() -> tuple[pa.Table, ...]:
        cited, flags = read_cited(archive.cited, access)
        captured = capture(files, custody, cited, access)
        every = [*archive.flags, *flags, *table.records(captured.flags, Flag)]
        return captured.sources, table.to_table(every, Flag)

    seen = [(file.path, file.bytes, file.sha256, file.media_type, file.problem) for file in files]
    known = archive.cited.read_bytes().hex() if archive.cited.is_file() else None
    steps.step(
        "capture",
        compute,
        outputs=("captured_sources", "captured_flags"),
        code=CAPTURE_CODE,
        settings=(seen, custody, known, access, archive.flags),
    )


def _texts(steps: Steps, archive: Archive, jobs: int, tell: Progress) -> None:
    from cenotaph.per_source import READ_CODE
    from cenotaph.read import Limits, recogniser

    settings = archive.settings
    spoken = settings.source_languages or tuple(dict.fromkeys((*settings.languages, "en")))
    limits = Limits(recognition=spoken if settings.recognition else ())

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph import table
        from cenotaph.listed import laid_out
        from cenotaph.per_source import readings
        from cenotaph.read import describe

        captured = table.records(steps.table("captured_sources"), Source)
        sources, found, flags = readings(
            archive.root, archive.derived, captured, jobs, limits, lambda done, total: tell("read", done, total)
        )
        return (
            describe(sources, found),
            table.to_table([reading.text for reading in found if reading.text is not None], Text),
            table.to_table(laid_out([row for reading in found for row in reading.rows], sources, settings.sheets), Row),
            table.to_table([*flags, *(flag for reading in found for flag in reading.flags)], Flag),
        )

    steps.step(
        "read",
        compute,
        inputs=("captured_sources",),
        outputs=("read_sources", "read_texts", "rows", "read_flags"),
        code=READ_CODE,
        settings=(limits, recogniser(limits)),
    )


def _described(steps: Steps, archive: Archive, ledger: Ledger) -> None:
    """What people ruled on sources goes before what was found out about them; then each is dated by all its signs."""
    from cenotaph.per_source import DATE_CODE

    rulings = _on(_rulings(steps, ledger, sources="read_sources"), "src-", "cit-")

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph import table
        from cenotaph.per_source import dated
        from cenotaph.read import ruled_sources

        described = ruled_sources(table.records(steps.table("read_sources"), Source), rulings)
        spoken = {source.id: source.language for source in described}
        texts = [_spoken(text, spoken[text.source]) for text in table.records(steps.table("read_texts"), Text)]
        decided = {r.target: r.value for r in rulings if r.kind == "set" and r.field == "published"}
        sources, flags = dated(archive.derived, described, texts, decided)
        known = {source.id: source.published for source in sources}
        texts = [msgspec.structs.replace(text, published=known[text.source]) for text in texts]
        return table.to_table(sources, Source), table.to_table(texts, Text), table.to_table(flags, Flag)

    steps.step(
        "describe",
        compute,
        inputs=("read_sources", "read_texts"),
        outputs=("sources", "texts", "dated_flags"),
        code=DATE_CODE,
        settings=rulings,
    )


def _spoken(text: Text, language: str | None) -> Text:
    """A text in the language that holds for its source."""
    return msgspec.structs.replace(text, language=language or text.language)


def _claims(steps: Steps, archive: Archive, jobs: int, tell: Progress) -> None:
    from cenotaph.per_source import CLAIM_CODE

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph import table
        from cenotaph.listed import misdeclared
        from cenotaph.per_source import claimed
        from cenotaph.record import Claim, Entry

        rows = table.records(steps.table("rows"), Row)
        sources = {source.id: source for source in table.records(steps.table("sources"), Source)}
        sheets = archive.settings.sheets
        found = claimed(
            archive.derived,
            table.records(steps.table("texts"), Text),
            rows,
            sources,
            sheets,
            jobs,
            lambda done, total: tell("claim", done, total),
        )
        return (
            table.to_table([claim for one in found for claim in one.claims], Claim),
            table.to_table([entry for one in found for entry in one.entries], Entry),
            table.to_table([*misdeclared(rows, sources, sheets), *(flag for one in found for flag in one.flags)], Flag),
        )

    steps.step(
        "claim",
        compute,
        inputs=("sources", "texts", "rows"),
        outputs=("found_claims", "found_entries", "claimed_flags"),
        code=(*CLAIM_CODE, "listed.py"),
        settings=archive.settings.sheets,
    )


def _found(steps: Steps, ledger: Ledger) -> tuple[Ruling, ...]:
    """The rulings, attached to what was found in the sources, rejected claims included."""
    found = {"claims": "found_claims", "entries": "found_entries"}
    return _rulings(steps, ledger, sources="sources", texts="texts", rows="rows", **found)


def _incidents(steps: Steps, archive: Archive, ledger: Ledger) -> None:
    rulings = [ruling for ruling in _on(_found(steps, ledger), "clm-", "ent-") if ruling.kind not in JUDGEMENTS]

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph.claim import assign_incidents

        claims, entries, sources = (steps.table(name) for name in ("found_claims", "found_entries", "sources"))
        return assign_incidents(claims, entries, sources, archive.settings.incidents, rulings, archive.settings.places)

    steps.step(
        "incidents",
        compute,
        inputs=("found_claims", "found_entries", "sources"),
        outputs=("claims", "entries"),
        code=("claim", "lang"),
        settings=(archive.settings.incidents, rulings, archive.settings.places),
    )


def _persons(steps: Steps, archive: Archive, ledger: Ledger) -> None:
    rulings = _on(_found(steps, ledger), "ent-", "per-")

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph.match import match
        from cenotaph.match.kept import read_memory, write_memory

        kept, version = steps.folder / "steps" / "match.kept", code_digest(MATCH_CODE)
        memory = read_memory(kept, version)
        found = match(steps.table("entries"), steps.table("sources"), rulings, archive.settings.places, memory)
        write_memory(kept, version, memory)
        return found

    steps.step(
        "match",
        compute,
        inputs=("entries", "sources"),
        outputs=("persons", "links", "pairs", "redirects", "places", "samples", "matched_flags"),
        code=MATCH_CODE,
        settings=(rulings, archive.settings.places),
    )


def _figures(steps: Steps, archive: Archive, ledger: Ledger) -> None:
    found = _found(steps, ledger)
    rulings = [*_on(found, "clm-", "fig-", "flg-"), *(ruling for ruling in found if ruling.kind == "join")]
    inputs = ("sources", "texts", "claims", "entries", "persons", "links", "rows")
    settings = archive.settings

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph.weigh import weigh

        sources, texts, claims, entries, persons, links, rows = (steps.table(name) for name in inputs)
        declared = settings.incidents, rulings, settings.places, settings.parties
        return weigh(sources, texts, claims, entries, persons, links, *declared, rows)

    steps.step(
        "weigh",
        compute,
        inputs=inputs,
        outputs=("questions", "figures", "copy_groups", "weighed_flags"),
        code=("weigh", "lang"),
        settings=(settings.incidents, rulings, settings.places, settings.parties),
    )


def _estimates(steps: Steps, archive: Archive, ledger: Ledger) -> None:
    rulings = [ruling for ruling in _found(steps, ledger) if ruling.kind == "headline"]
    inputs = ("entries", "persons", "links", "sources", "pairs", "samples")
    settings = archive.settings

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph.estimate import Doubt, estimate_unlisted

        entries, persons, links, sources, pairs, samples = (steps.table(name) for name in inputs)
        return estimate_unlisted(
            entries, persons, links, sources, settings.list_systems, settings.incidents, rulings, Doubt(pairs, samples)
        )

    steps.step(
        "estimate",
        compute,
        inputs=inputs,
        outputs=("estimates", "estimated_flags"),
        code=("estimate",),
        settings=(settings.list_systems, settings.incidents, rulings),
    )


def _flags(steps: Steps, ledger: Ledger, fixity: Sequence[Flag]) -> None:
    """Unite the flags of all stages with those of files and ledger; a ruling on a flag settles it."""
    from cenotaph import table
    from cenotaph.flags import settled

    def compute() -> tuple[pa.Table, ...]:
        found = [flag for name in FLAGS for flag in table.records(steps.table(name), Flag)]
        found += fixity
        names = [name for name in TABLES if name != "flags"]
        known = {name: steps.table(name) for name in names}
        known |= {
            "claims": steps.table("found_claims"),
            "entries": steps.table("found_entries"),
            "flags": table.to_table(found, Flag),
        }
        replayed = ledgers.replay(ledger, Known(known))
        unique = {flag.id: flag for flag in [*found, *replayed.flags]}
        decided = settled(unique.values(), replayed.rulings)
        return (table.to_table(sorted(decided, key=lambda flag: (flag.code, flag.message, flag.id)), Flag),)

    decided = [decision.id for decision in ledger.decisions if decision.kind not in ("captured", "release")]
    steps.step(
        "flags",
        compute,
        inputs=(*FLAGS, "found_claims", "found_entries", *(name for name in TABLES if name != "flags")),
        outputs=("flags",),
        code=("ledger",),
        settings=(decided, [ledger.digests[name] for name in decided], fixity),
    )


def _published(archive: Archive) -> list[Path]:
    """Every file of the preview, by the manifests; the manifests themselves where they are lost."""
    from cenotaph.publish.output import MANIFEST, read_manifest

    found = []
    for folder in (archive.site, archive.export):
        found += [folder / MANIFEST, *(folder / path for path in read_manifest(folder))]
    return found


def _site(steps: Steps, archive: Archive) -> None:
    from cenotaph.show import named_by_decision, opened_by_decision, record_of

    def compute() -> tuple[pa.Table, ...]:
        from cenotaph.publish import publish

        publish(record_of(archive), archive.site, archive.export, "preview")
        return ()

    steps.step(
        "publish",
        compute,
        inputs=tuple(TABLES),
        files=_published(archive),
        code=("publish", "lang", "rule_sets"),
        settings=(archive.settings, named_by_decision(archive), opened_by_decision(archive)),
    )
