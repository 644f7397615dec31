"""Which reader reads a file: every module of this folder that declares `MEDIA_TYPES`.

A new format is one new file beside this one; nothing is registered anywhere.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import io
import pkgutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Protocol, cast

from msgspec import structs

from cenotaph.media_types import BINARY, in_words, media_type, media_type_of
from cenotaph.media_types import SAMPLE as SAMPLE_BYTES
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.shelf import Shelf
from cenotaph.read.transcript import with_transcript
from cenotaph.record import Source, digest

WAYS_OUT: dict[str, str] = {
    "image": "type what it shows into a text file beside it, named like it with .txt at the end",
    "application/x-7z-compressed": "unpack it into a folder of the same name beside it",
    "application/vnd.rar": "unpack it into a folder of the same name beside it",
    "application/vnd.ms-outlook": "open it in Outlook and save it as EML, or print it to PDF, beside it",
    "application/vnd.ms-tnef": "ask for the mail in plain form, or unpack it beside it with a TNEF program",
    "application/x-encrypted-office": "open it with its password and save a copy without one beside it",
    BINARY: "find out which program made it, and save a copy as text or PDF beside it",
}
"""What a person can do about a file no reader reads, by media type or its first part."""


class Reader(Protocol):
    """A module of this folder that reads one format, in one of three ways.

    `read(data, source, limits) -> Reading` is given the bytes; `unpack(file, source, limits, shelf) -> Reading` the
    open file, and puts the files it finds inside on the shelf; `hold(source, limits) -> Reading` tells of a file that
    is never opened.
    """

    NAME: str
    MEDIA_TYPES: tuple[str, ...]
    EXTENSIONS: tuple[str, ...]


@functools.cache
def readers() -> tuple[Reader, ...]:
    """Every reader of this folder, by the name of its module."""
    package = importlib.import_module("cenotaph.read")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"cenotaph.read.{name}") for name in names]
    return tuple(cast("Reader", module) for module in modules if hasattr(module, "MEDIA_TYPES"))


def reader_of(media_type: str | None) -> Reader | None:
    """The reader for a media type, if there is one."""
    return next((reader for reader in readers() if media_type in reader.MEDIA_TYPES), None)


def load_libraries(media_types: Iterable[str]) -> None:
    """Load what the readers of these media types will import; one that is missing is told of when it is used."""
    for reader in dict.fromkeys(reader_of(kind) for kind in media_types):
        for name in getattr(reader, "LIBRARIES", ()):
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def read_bytes(data: bytes, source: Source, limits: Limits, shelf: Shelf | None = None) -> Reading:
    """What some bytes say.

    Never raises for what is in the bytes: a reader that fails is a reading that is not readable.
    """
    try:
        return read_stream(io.BytesIO(data), source, limits, shelf)
    except MemoryError:
        return too_little_memory(source, limits)


def read_stream(
    file: IO[bytes], source: Source, limits: Limits, shelf: Shelf | None = None, slowly: bool = False
) -> Reading:
    """What an open file says; `read_bytes` for what need not fit into memory.

    Args:
        file: the bytes, from their start.
        source: what is known of it.
        limits: how much it may cost.
        shelf: where the files inside it go.
        slowly: by the reader's second way, `read_slowly`, where it has one; after the first was killed.

    Raises:
        MemoryError: the limit on memory was reached.
    """
    if source.bytes == 0 or (source.bytes is None and not file.read(1)):
        return not_readable(source, "the file is empty", "get it again from where it came")
    file.seek(0)
    reader: Any = reader_of(source.media_type)
    if reader is None:
        kind = in_words(source.media_type)
        return not_readable(source, f"there is no reader for it: it is {kind}", _way_out(source.media_type))
    try:
        if hasattr(reader, "hold"):
            return cast("Reading", reader.hold(source, limits))
        if hasattr(reader, "unpack"):
            return cast("Reading", reader.unpack(file, source, limits, shelf or Shelf(None, limits)))
        read = reader.read_slowly if slowly and hasattr(reader, "read_slowly") else reader.read
        return cast("Reading", read(file.read(), source, limits))
    except MemoryError:
        raise
    except RecursionError:
        return not_readable(source, "its parts are nested too deeply", "save a copy as plain text beside it")
    except BaseException as error:
        # the border to parsers, which raise whatever damaged bytes make them raise; a panic of one written in Rust
        # is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        why = f"the reader for {reader.NAME} failed on it ({type(error).__name__}: {str(error)[:200]})"
        return not_readable(source, why, "it may be damaged: get it again, or save a copy as text or PDF beside it")


def read_open(
    file: IO[bytes],
    source: Source,
    limits: Limits,
    shelf: Shelf | None = None,
    transcript: IO[bytes] | None = None,
    slowly: bool = False,
) -> Reading:
    """What an open file says, and what a person typed from it.

    Args:
        file: its bytes, which must be those `source` was captured from.
        source: what is known of it.
        limits: how much it may cost.
        shelf: where the files inside it go.
        transcript: a text that a person typed from it, whose words are then its text.
        slowly: by the reader's second way, where it has one.

    Raises:
        MemoryError: the limit on memory was reached.
        OSError: the system cannot read from it.
    """
    if _is_another(file, source):
        reason = "its bytes are not those that were captured: it changed meanwhile; build again"
        return structs.replace(not_readable(source, reason), is_kept=False)
    found = read_stream(file, source, limits, shelf, slowly)
    return found if transcript is None else with_transcript(found, transcript, source, limits)


def read_path(path: Path, source: Source, limits: Limits) -> Reading:
    """What the file at `path` says, read in this process; one that cannot be opened is not readable, with its reason.

    Args:
        path: the file; its bytes must be those `source` was captured from.
        source: what is known of it.
        limits: how much it may cost.
    """
    try:
        with path.open("rb") as file:
            return read_open(file, source, limits)
    except MemoryError:
        return too_little_memory(source, limits)
    except OSError as error:
        return cannot_open(source, error)


def cannot_open(source: Source, error: OSError) -> Reading:
    """The reading of a file that the system does not open; it is tried again in the next build."""
    why = f"the system cannot open it ({error.strerror or error})"
    return structs.replace(not_readable(source, why, "check your right to read it"), is_kept=False)


def too_little_memory(source: Source, limits: Limits) -> Reading:
    """The reading of a file that needs more memory than one may take."""
    return not_readable(source, f"it needed more than {limits.memory / 2**30:g} GB of memory", "split it into parts")


def _is_another(file: IO[bytes], source: Source) -> bool:
    """Whether a file that is about to be read has other bytes than those captured; one never opened is not asked."""
    if source.sha256 is None or hasattr(reader_of(source.media_type), "hold"):
        return False
    found = hashlib.file_digest(cast("io.BufferedReader", file), "sha256").hexdigest()
    file.seek(0)
    return found != source.sha256


def read_file(path: Path, source: Source | None = None) -> Reading:
    """What one file says, read in this process.

    Args:
        path: the file.
        source: what is known of it; without, it is described by its own bytes.

    Example:
        >>> read_file(Path("no such file.txt")).status
        'not_readable'
    """
    limits = Limits()
    try:
        return read_path(path, source or described_file(path), limits)
    except OSError as error:
        return cannot_open(unopened_file(path), error)


def described_file(path: Path) -> Source:
    """What the bytes of a file tell of it.

    Raises:
        OSError: the system cannot open it.
    """
    with path.open("rb") as file:  # a film need not fit into memory
        sha256, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    return Source(
        id=f"src-{sha256[:16]}",
        status="not_readable",
        path=path.name,
        sha256=sha256,
        bytes=size,
        media_type=media_type_of(path),
    )


def unopened_file(path: Path) -> Source:
    """What is known of a file whose bytes cannot be had: its name."""
    return Source(id="src-" + digest("path", path.name), status="not_readable", path=path.name)


def described(data: bytes, source: Source) -> Source:
    """`source` with the id, digest, size and media type of `data`."""
    sha256 = hashlib.sha256(data).hexdigest()
    name = source.path or ""
    kind = media_type(data[:SAMPLE_BYTES], data[max(SAMPLE_BYTES, len(data) - SAMPLE_BYTES) :], name)
    return structs.replace(source, id=f"src-{sha256[:16]}", sha256=sha256, bytes=len(data), media_type=kind)


def _way_out(media_type: str | None) -> str:
    kind = media_type or BINARY
    first = kind.partition("/")[0]
    return WAYS_OUT.get(kind) or WAYS_OUT.get(first) or "save a copy as PDF, text or HTML beside it"
