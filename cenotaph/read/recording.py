"""Sound recordings and films: held and described, never opened; their words come in as a text that a person types."""

from __future__ import annotations

from cenotaph.media_types import in_words
from cenotaph.read.reading import Limits, Reading, not_readable, wordless
from cenotaph.read.recognised import name_of
from cenotaph.record import Source

NAME = "sound recording or film"
MEDIA_TYPES = (
    "audio/aac", "audio/aiff", "audio/amr", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav",
    "video/3gpp", "video/flv", "video/matroska", "video/mp4", "video/mpeg", "video/quicktime", "video/vnd.avi",
    "video/webm", "video/x-ms-asf",
)  # fmt: skip
EXTENSIONS = (
    ".3gp", ".aac", ".aiff", ".amr", ".avi", ".flac", ".flv", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4", ".mpg",
    ".oga", ".ogg", ".opus", ".wav", ".webm", ".wma", ".wmv",
)  # fmt: skip


def hold(source: Source, limits: Limits) -> Reading:  # noqa: ARG001 - every reader is called alike
    """What the file is and how large, and the one way to have its words in the record.

    Yields F008. A text typed from it (`speech.mp3.txt` beside `speech.mp3`) is read in its place.
    """
    name = name_of(source)
    size = "" if source.bytes is None else f" of {_size(source.bytes)}"
    what = "what is said and shown" if str(source.media_type).startswith("video/") else "what is said"
    why = f"it is {in_words(source.media_type)}{size}, which is never opened"
    return wordless(not_readable(source, why, f"type {what} into a text file beside it named {name}.txt"))


def _size(count: int) -> str:
    """A number of bytes in words.

    Example:
        >>> _size(900), _size(3_500_000)
        ('900 bytes', '3.5 MB')
    """
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= unit:
            return f"{count / unit:,.1f} {name}"
    return f"{count} bytes"
