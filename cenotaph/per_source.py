"""Read each source, and find its claims, once: what was done is kept under the digest of what it was done from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from cenotaph.capture import noted_inside
from cenotaph.claim import Claimed, claims_of_rows, claims_of_text
from cenotaph.dating import DocumentDate, document_date, told_by_people, with_date
from cenotaph.read import Limits, Reading, place_of, read_sources, recogniser
from cenotaph.record import Flag, Row, Sheet, Source, Text, digest
from cenotaph.steps import code_digest, write_bytes
from cenotaph.unpacked import item_of, unopened, unpacked

ResultT = TypeVar("ResultT", bound=Struct)
Tell = Callable[[int, int], None]

READ_CODE = ("read", "lang", "encoding.py", "encoding_guess.py", "letter_pairs.py", "media_types.py")
CLAIM_CODE = ("claim", "lang")
DATE_CODE = ("dating.py", *READ_CODE, *CLAIM_CODE)

_FEW_CHARACTERS = 300_000
"""Below this much text, finding claims here costs less than starting worker processes (about a second)."""


class Kept(Generic[ResultT]):
    """Results on disk, one file each, under a key that names everything they depend on."""

    def __init__(self, folder: Path, result: type[ResultT]) -> None:
        self.folder = folder
        self.result = result
        self.used: set[str] = set()

    def get(self, key: str) -> ResultT | None:
        """The result kept under `key`; a damaged file counts as none."""
        self.used.add(key)
        try:
            return msgspec.msgpack.decode(self._path(key).read_bytes(), type=self.result)
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put(self, key: str, result: ResultT) -> None:
        """Keep a result."""
        self.used.add(key)
        write_bytes(self._path(key), msgspec.msgpack.encode(result))

    def forget_unused(self) -> None:
        """Remove what this run did not ask for."""
        for path in self.folder.glob("*/*.msgpack"):
            if path.stem not in self.used:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.msgpack"


class Read(NamedTuple):
    """What reading gave."""

    sources: list[Source]  # those captured, and those found inside them, by id
    readings: list[Reading]  # one per source that is held, in their order
    flags: tuple[Flag, ...]


def readings(root: Path, derived: Path, sources: Sequence[Source], jobs: int, limits: Limits, tell: Tell) -> Read:
    """Read every held source, then what was found inside it, then what was found inside that.

    Args:
        root: the archive.
        derived: its folder for what is derived; the files found inside files stand in `parts/` there.
        sources: as captured.
        jobs: how many workers at most.
        limits: what one file may cost.
        tell: told how many are read, of how many known so far.
    """
    kept = Kept(derived / "readings", Reading)
    shelf = derived / "parts"
    shelf.mkdir(parents=True, exist_ok=True)
    code = _reading_code(limits)
    every, found, flags = list(sources), dict[str, Reading](), tuple[Flag, ...]()
    asked = [source for source in every if source.status != "cited"]
    while asked:
        keys = {source.id: digest(source, code, length=32) for source in asked}
        for source in asked:
            if source.sha256 is None:
                found[source.id] = unopened(source)
            elif (reading := kept.get(keys[source.id])) is not None and _stands(reading, shelf):
                found[source.id] = reading

        def done(reading: Reading, keys: Mapping[str, str] = keys, known: int = len(every)) -> None:
            if reading.is_kept:
                kept.put(keys[reading.source], reading)
            found[reading.source] = reading
            tell(len(found), known)

        items = [item_of(source, root, shelf) for source in asked if source.id not in found]
        read_sources(items, jobs, limits, done, shelf)
        every, new = unpacked(every, [(source, found[source.id]) for source in asked], limits)
        every, flags = noted_inside(every, last=not new)
        asked = [source for source in every if source.id in new]
    kept.forget_unused()
    _clear(shelf, every)
    every.sort(key=lambda source: source.id)
    return Read(every, [found[source.id] for source in every if source.id in found], flags)


def _reading_code(limits: Limits) -> str:
    """What every reading depends on beside its source: the limits, the code, the program that recognises words."""
    return digest(limits, code_digest(READ_CODE), recogniser(limits), length=32)


def _stands(reading: Reading, shelf: Path) -> bool:
    """Whether the files found inside a file are still there; derived things may be deleted at any time."""
    return all(part.sha256 is None or place_of(shelf, part.sha256).is_file() for part in reading.parts)


def _clear(shelf: Path, sources: Sequence[Source]) -> None:
    """Remove what no source stands for any more."""
    inside = [source for source in sources if source.derived_from]
    used = {source.sha256 for source in inside} | {each.sha256 for source in inside for each in source.companions}
    for path in shelf.iterdir():
        if path.name not in used:
            path.unlink(missing_ok=True)


def dated(
    derived: Path, sources: Sequence[Source], texts: Sequence[Text], ruled: Mapping[str, str | None]
) -> tuple[list[Source], tuple[Flag, ...]]:
    """The sources with the dates that hold for them, in their order, and what does not add up about those.

    Args:
        derived: the archive's folder for what is derived.
        sources: as people ruled on them.
        texts: of those that have one; the others keep the date they have.
        ruled: id of a source -> the date that people decided; null where they decided that it is not known.
    """
    kept = Kept(derived / "dated", DocumentDate)
    code = code_digest(DATE_CODE)
    by_source = {text.source: text for text in texts}
    found: list[Source] = []
    flags: list[Flag] = []
    for source in sources:
        text = by_source.get(source.id)
        if text is None or (source.id in ruled and ruled[source.id] is None):
            found.append(source)
            continue
        told = ruled[source.id] if source.id in ruled else told_by_people(source)
        key = digest(source.evidence, source.captured, source.url, text, told, code, length=32)
        date = kept.get(key) or document_date(source, text, told)
        kept.put(key, date)
        found.append(with_date(source, date))
        flags.extend(date.flags)
    kept.forget_unused()
    return found, tuple(flags)


def claimed(
    derived: Path,
    texts: Sequence[Text],
    rows: Sequence[Row],
    sources: Mapping[str, Source],
    sheets: Sequence[Sheet],
    jobs: int,
    tell: Tell,
) -> list[Claimed]:
    """What each text and each table says, in the order of `texts`, then of `rows`."""
    kept = Kept(derived / "claimed", Claimed)
    asked = [(text, sources[text.source]) for text in texts]
    keys = [digest(text, source, code_digest(CLAIM_CODE), length=32) for text, source in asked]
    found = [kept.get(key) for key in keys]
    missing = [index for index, result in enumerate(found) if result is None]
    for index, result in zip(missing, _find_claims([asked[i] for i in missing], jobs), strict=True):
        kept.put(keys[index], result)
        found[index] = result
        tell(index + 1, len(asked))
    kept.forget_unused()
    return [result for result in found if result is not None] + _claimed_of_tables(rows, sources, sheets)


def _find_claims(asked: Sequence[tuple[Text, Source]], jobs: int) -> Iterator[Claimed]:
    if jobs == 1 or sum(len(text.text) for text, _ in asked) < _FEW_CHARACTERS:
        yield from (claims_of_text(text, source) for text, source in asked)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_claims_of_one, asked, chunksize=max(1, min(32, len(asked) // (4 * jobs))))


def _claims_of_one(asked: tuple[Text, Source]) -> Claimed:
    return claims_of_text(*asked)


def _claimed_of_tables(rows: Sequence[Row], sources: Mapping[str, Source], sheets: Sequence[Sheet]) -> list[Claimed]:
    keys = {source.key: source.id for source in sources.values() if source.key}
    tables: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        tables.setdefault((row.source, row.sheet), []).append(row)
    return [
        claims_of_rows(lines, declared(sheets, sources[source], name), sources[source], keys)
        for (source, name), lines in tables.items()
    ]


def declared(sheets: Sequence[Sheet], source: Source, name: str) -> Sheet | None:
    """The declaration in cenotaph.toml for one sheet of a source: by path, and by name where it names one."""
    # one name has two spellings in Unicode, and copying between systems changes one into the other
    paths = {unicodedata.normalize("NFC", path) for path in source.paths}
    fitting = [s for s in sheets if unicodedata.normalize("NFC", s.path) in paths and s.sheet in (None, name)]
    return max(fitting, key=lambda sheet: sheet.sheet is not None, default=None)
