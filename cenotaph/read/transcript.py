"""A text that a person typed from a scan, a recording or a film: its words become that source's text."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import structs

from cenotaph.media_types import media_type_of
from cenotaph.read import plain
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.record import Source

_TRANSCRIBER = re.compile(
    r"\s*(?:transcribed|typed) by:?\s+(?P<name>\S[^\n]{0,100})|\s*transcriber:\s*(?P<named>[^\n]{1,100})", re.IGNORECASE
)


def with_transcript(found: Reading, path: Path, source: Source, limits: Limits) -> Reading:
    """The reading of a source whose words a person typed into the text file at `path`."""
    try:
        kind, data = media_type_of(path), path.read_bytes()
    except OSError as error:
        return not_readable(source, f"its transcript cannot be opened ({error.strerror or error})", "check your right")
    typed = plain.read(data, structs.replace(source, media_type=kind), limits)
    if typed.text is None:
        return found
    named = _TRANSCRIBER.match(typed.text.text)
    who = (named["name"] or named["named"]).strip() if named else source.captured_by
    text = structs.replace(typed.text, method="transcribed", transcriber=who)
    return structs.replace(typed, text=text, evidence=(*found.evidence, *typed.evidence))
