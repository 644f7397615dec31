"""Which reader reads a file: every module of this folder that declares `MEDIA_TYPES`.

A new format is one new file beside this one; nothing is registered anywhere.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path
from typing import cast

from msgspec import structs

from cenotaph.media_types import BINARY, in_words, media_type
from cenotaph.media_types import SAMPLE as SAMPLE_BYTES
from cenotaph.read.reading import Limits, Reader, Reading, not_readable
from cenotaph.record import Source, digest

WAYS_OUT: dict[str, str] = {
    "image": "type what it shows into a text file beside it, named like it with .txt at the end",
    "audio": "type what is said into a text file beside it, named like it with .txt at the end",
    "video": "type what is said and shown into a text file beside it, named like it with .txt at the end",
    "application/zip": "unpack it into a folder of the same name beside it",
    "application/x-7z-compressed": "unpack it into a folder of the same name beside it",
    "application/vnd.rar": "unpack it into a folder of the same name beside it",
    "application/gzip": "unpack it beside it",
    "application/x-encrypted-office": "open it with its password and save a copy without one beside it",
    "application/vnd.ms-excel": "save a copy as XLSX or CSV beside it",
    "application/vnd.oasis.opendocument.spreadsheet": "save a copy as XLSX or CSV beside it",
    BINARY: "find out which program made it, and save a copy as text or PDF beside it",
}
"""What a person can do about a file no reader reads, by media type or its first part."""


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


def read_bytes(data: bytes, source: Source, limits: Limits) -> Reading:
    """What some bytes say.

    Never raises for what is in the bytes: a reader that fails is a reading that is not readable.
    """
    if not data:
        return not_readable(source, "the file is empty", "get it again from where it came")
    reader = reader_of(source.media_type)
    if reader is None:
        kind = in_words(source.media_type)
        return not_readable(source, f"there is no reader for it: it is {kind}", _way_out(source.media_type))
    try:
        return reader.read(data, source, limits)
    except MemoryError:
        return not_readable(
            source, f"it needed more than {limits.memory / 2**30:g} GB of memory", "split it into parts"
        )
    except RecursionError:
        return not_readable(source, "its parts are nested too deeply", "save a copy as plain text beside it")
    except Exception as error:  # noqa: BLE001 - the border to parsers, which raise whatever damaged bytes make them raise
        why = f"the reader for {reader.NAME} failed on it ({type(error).__name__}: {str(error)[:200]})"
        return not_readable(source, why, "it may be damaged: get it again, or save a copy as text or PDF beside it")


def read_path(path: Path, source: Source, limits: Limits) -> Reading:
    """What the file at `path` says; a file that cannot be opened is not readable, with its reason."""
    try:
        data = path.read_bytes()
    except MemoryError:
        return not_readable(source, f"it needs more than {limits.memory / 2**30:g} GB of memory", "split it into parts")
    except OSError as error:
        return not_readable(
            source, f"the system cannot open it ({error.strerror or error})", "check your right to read it"
        )
    return read_bytes(data, source, limits)


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
    if source is None:
        source = Source(id="src-" + digest("path", path.name), status="not_readable", path=path.name)
        try:
            data = path.read_bytes()
        except OSError as error:
            why = f"the system cannot open it ({error.strerror or error})"
            return not_readable(source, why, "check the path and your right to read it")
        source = described(data, source)
        return read_bytes(data, source, limits)
    return read_path(path, source, limits)


def described(data: bytes, source: Source) -> Source:
    """`source` with the id, digest, size and media type of `data`."""
    import hashlib

    sha256 = hashlib.sha256(data).hexdigest()
    name = source.path or ""
    kind = media_type(data[:SAMPLE_BYTES], data[max(SAMPLE_BYTES, len(data) - SAMPLE_BYTES) :], name)
    return structs.replace(source, id=f"src-{sha256[:16]}", sha256=sha256, bytes=len(data), media_type=kind)


def _way_out(media_type: str | None) -> str:
    kind = media_type or BINARY
    first = kind.partition("/")[0]
    return WAYS_OUT.get(kind) or WAYS_OUT.get(first) or "save a copy as PDF, text or HTML beside it"
