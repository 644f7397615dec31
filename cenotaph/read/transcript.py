"""A text that a person typed from a scan, a recording or a film: its words become that source's text."""

from __future__ import annotations

import re
from typing import IO

from msgspec import structs

from cenotaph.media_types import SAMPLE, media_type
from cenotaph.read import plain
from cenotaph.read.reading import Limits, Reading
from cenotaph.record import Source

_TRANSCRIBER = re.compile(
    r"\s*(?:transcribed|typed) by:?\s+(?P<name>\S[^\n]{0,100})|\s*transcriber:\s*(?P<named>[^\n]{1,100})", re.IGNORECASE
)


def with_transcript(found: Reading, transcript: IO[bytes], source: Source, limits: Limits) -> Reading:
    """The reading of a source whose words a person typed into a text file.

    Raises:
        OSError: the text file cannot be read.
    """
    data = transcript.read()
    kind = media_type(data[:SAMPLE], data[max(SAMPLE, len(data) - SAMPLE) :], "transcript.txt")
    typed = plain.read(data, structs.replace(source, media_type=kind), limits)
    if typed.text is None:
        return found
    named = _TRANSCRIBER.match(typed.text.text)
    who = (named["name"] or named["named"]).strip() if named else source.captured_by
    text = structs.replace(typed.text, method="transcribed", transcriber=who)
    return structs.replace(typed, text=text, evidence=(*found.evidence, *typed.evidence))
