"""The decisions: what people ruled, a line each, never edited.

    decisions/leyla.jsonl      one append-only file per writer; a line is a decision, JSON, UTF-8
    decisions/leyla.head       the number and digest of its last line, to show when its tail is cut off
    decisions/leyla.edition-1  a copy of the line that released an edition, to show when a file is cut before it
    .keys/1f2e3d4c.key         keys of sealed words, outside the ledger, made to be destroyed

`append` writes, `read_ledger` reads and names all damage, `replay` says what follows. A change of
mind is a new line. Replay knows no clock: what is before what is told by the numbers of one writer's
lines and by which lines of others a writer had at hand (`Decision.seen`), never by the time of day.
"""

from __future__ import annotations

from cenotaph.ledger.anchor import Known, anchor_of, span_of
from cenotaph.ledger.append import Draft, append, append_many, keep_edition
from cenotaph.ledger.chain import Ledger, heads, read_ledger
from cenotaph.ledger.fixity import check_fixity
from cenotaph.ledger.line import KINDS, file_name, writer_name
from cenotaph.ledger.replay import Replayed, in_force, replay
from cenotaph.ledger.sealed import open_sealed, seal
from cenotaph.ledger.signature import edition_number, fingerprint, is_signed, sign, verify_release
from cenotaph.ledger.witness import named_heads

__all__ = [
    "KINDS",
    "Draft",
    "Known",
    "Ledger",
    "Replayed",
    "anchor_of",
    "append",
    "append_many",
    "check_fixity",
    "edition_number",
    "file_name",
    "fingerprint",
    "heads",
    "in_force",
    "is_signed",
    "keep_edition",
    "named_heads",
    "open_sealed",
    "read_ledger",
    "replay",
    "seal",
    "sign",
    "span_of",
    "verify_release",
    "writer_name",
]
