"""The claim stage: who did what to whom, when, where, how many, according to whom.

Takes texts and rows, gives claims (each with the words it was read in) and entries (people as one
list or text names them). Rules and word lists only: the same text gives the same claims everywhere.
"""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from cenotaph.blocks import blocks
from cenotaph.claim.claimed import Claimed
from cenotaph.claim.explained import Annotation, Explained, explained, meaning
from cenotaph.claim.incidents import assign_incidents
from cenotaph.claim.inflected.explained import explained_inflected
from cenotaph.claim.inflected.reader import read_inflected
from cenotaph.claim.marks import marked
from cenotaph.claim.private import restricted, without_homes
from cenotaph.claim.prose import read_text
from cenotaph.claim.sheets import claims_of_rows
from cenotaph.claim.times import Time, find_times, timex3
from cenotaph.language_guess import likely_language
from cenotaph.record import Claim, Source, Text

__all__ = [
    "Annotation",
    "Claimed",
    "Explained",
    "Time",
    "assign_incidents",
    "claims_of_rows",
    "claims_of_text",
    "explain_text",
    "find_claims",
    "find_times",
    "meaning",
    "timex3",
]


def find_claims(text: str, language: str | None = None, published: str | None = None) -> tuple[Claim, ...]:
    """The claims of a bare text, in the order of their words.

    Args:
        text: plain text as copied or typed; headline, credit and furniture lines are told apart first
            (`cenotaph.blocks`) and only headline, paragraphs and list items are read.
        language: BCP 47; found out where not given, English where its words do not tell. A language without data
            gives no claims.
        published: EDTF, the day of the text, on which "yesterday" leans.

    Returns:
        Claims whose `source` is "text:" + sha256 of the text in UTF-8; for each
        `text[span.start:span.end] == span.quote`.

    Limits:
        Rules read what is said in common ways; a sentence they do not know yields nothing. They
        state nothing of their own: a claim repeats what the text says, true or not.

    >>> [(c.kind, c.count.low, c.span.quote) for c in find_claims("Gunmen killed 12 people in Ozmara.")]
    [('killed', 12, 'killed 12 people')]
    """
    bare = _bare(text, language, published)
    inflected, _ = read_inflected(bare)
    return tuple(reading.claim for reading in inflected or read_text(bare)[0])


def explain_text(text: str, language: str | None = None, published: str | None = None) -> tuple[Explained, ...]:
    """The claims of a bare text as `find_claims` gives them, each with its sentence, annotations and rules."""
    bare = _bare(text, language, published)
    inflected, _ = read_inflected(bare)
    return tuple(map(explained_inflected, inflected)) or tuple(map(explained, read_text(bare)[0]))


def claims_of_text(text: Text, source: Source) -> Claimed:
    """The quoted claims and the named people of one held source.

    Args:
        text: the text as stored, with its blocks; without blocks they are read from the lines. One too short to tell
            its language is read in the language that its letters and few words fit best.
        source: whose text it is; its access holds for every claim that no rule closes further: one that touches a
            sensitive topic is sealed, one that touches contact data or a living private person restricted.

    Returns:
        Claims, entries (mentions), and no flags of its own. Those read in recognised or typed words say so.
    """
    text = text if text.language else replace(text, language=likely_language(text.text))
    inflected, named = read_inflected(text, source.access)
    readings, entries = read_text(text, source.access)
    # one of the two reads a language, the other gives nothing
    claims = (*(reading.claim for reading in inflected), *(reading.claim for reading in readings))
    found = without_homes(Claimed(claims, (*named, *entries)), text)
    return marked(restricted(found, text, source), text)


def _bare(text: str, language: str | None, published: str | None) -> Text:
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(
        id=f"txt-{sha256[:16]}",
        source=f"text:{sha256}",
        sha256=sha256,
        text=text,
        language=language or likely_language(text) or "en",
        published=published,
        blocks=blocks(text),
    )
