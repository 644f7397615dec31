"""The verbs by which people rule: decide, undo. Each checks what is asked and writes one line to the ledger."""

from __future__ import annotations

import getpass
import os
import subprocess
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import edtf, ledger
from cenotaph.archive import Archive
from cenotaph.errors import LedgerError, NotFoundError, UsageError
from cenotaph.ledger import Draft
from cenotaph.record import TABLES, Anchor, Decision, Question, Text
from cenotaph.show import load
from cenotaph.todo import Task, todo

__all__ = ["Task", "decide", "todo", "undo", "writer_here"]

PAIRS = ("same", "different", "unsure")
TWO = (*PAIRS, "join")
CLOSES = ("restrict", "seal", "withdraw")

_RULED_ON: dict[str, tuple[str, ...]] = {
    "accept": ("claims", "flags", "entries"),
    "reject": ("claims", "flags"),
    **dict.fromkeys(PAIRS, ("entries",)),
    "set": ("sources", "claims", "entries", "persons"),
    "join": ("questions",),
    "headline": ("figures", "estimates"),
    **dict.fromkeys(("publish", *CLOSES), ("sources", "claims", "entries", "persons", "flags")),
}
"""Per kind the tables whose rows it can be about."""

SETTABLE: dict[str, tuple[str, ...]] = {
    "sources": ("title", "author", "publisher", "published", "language", "perspective", "rights", "url"),
    "claims": (
        "kind", "low", "high", "qualifier", "whom", "whom_class", "by", "when", "where", "speaker", "modality",
        "as_of", "incident", "question", "party",
    ),
    "entries": (
        "given", "patronymic", "family", "birth", "age", "sex", "place", "date", "kin", "burial", "fate", "incident",
    ),
    "persons": ("name", "fate", "incident"),
}  # fmt: skip
"""Fields that `set` may rule on. What is quoted or printed is never among them."""

_DATES = frozenset({"published", "when", "as_of", "birth", "date"})
_CHOICES = {
    "modality": ("asserted", "denied", "alleged", "hypothetical", "superseded"),
    "qualifier": ("exact", "at_least", "more_than", "at_most", "less_than", "about", "between"),
    "fate": ("killed", "died_later", "missing", "unknown", "alive"),
    "sex": ("f", "m"),
}
_EXTRA = {
    "publish": ("field", "consent", "status", "court"),
    "restrict": ("field",),
    "seal": ("field",),
    "withdraw": ("field",),
}
"""Further values a kind may carry: which field it is about; for a living person the consent, for one named as
perpetrator whether alleged, charged or convicted, and by which court."""


def decide(
    root: str | Path,
    kind: str,
    target: str,
    reason: str,
    *,
    values: Mapping[str, str] | None = None,
    public_reason: str = "",
    writer: str | None = None,
    time: str | None = None,
) -> tuple[Decision, ...]:
    """Rule on something and write the ruling to the ledger.

    Args:
        root: the archive's folder, or one inside it.
        kind: accept, reject, same, different, unsure, set, join, headline, publish, restrict, seal or withdraw.
        target: an id of the built record; for a source also its key or path; for same, different and
            unsure two entries joined by "+", or a pair's id; for join two questions, the one that is kept last.
        reason: why, for the archive's own people.
        values: for `set` what each field is to be; for publish, restrict, seal and withdraw the one
            `field` they are about, if not the whole.
        public_reason: why, in words that may be published.
        writer: who rules; by default as `writer_here` finds.
        time: ISO 8601 in UTC; None takes the clock.

    Returns:
        The lines written; `set` writes one for each field.

    Raises:
        NotFoundError: the built record has no such id; the nearest are named.
        UsageError: the kind cannot be about this target, or a value does not fit its field.
        LedgerError: the ledger cannot be written.
        ArchiveError: the archive has not been built.
    """
    if kind not in _RULED_ON:
        raise UsageError(f"{kind!r} is no ruling", f"there is {', '.join(_RULED_ON)}")
    if not reason.strip():
        raise UsageError("a decision needs a reason", "others will ask why", 'give it with --reason "..."')
    record = _Built(archives.find(Path(root)))
    name = writer_here(record.archive.root, writer)
    rows = [record.find(part, _RULED_ON[kind], kind) for part in record.parts(kind, target)]
    given = dict(values or {})
    _check_values(kind, rows[0][0], given, record.archive)
    if kind == "join":
        _check_join(*(row for _, row in rows))
    drafts = _drafts(record, kind, rows, given, (reason.strip(), public_reason.strip()))
    return ledger.append_many(record.archive.decisions, name, drafts, time)


def undo(root: str | Path, *, writer: str | None = None, reason: str = "", time: str | None = None) -> Decision:
    """Take back this writer's last ruling, by a further line; custody lines and releases are not taken back.

    Called again, it takes back the ruling before.

    Raises:
        UsageError: nothing of this writer's is in force.
    """
    archive = archives.find(Path(root))
    name = ledger.writer_name(writer_here(archive.root, writer))
    standing, _ = ledger.in_force(ledger.read_ledger(archive.decisions))
    own = [decision for decision in standing if decision.writer == name]
    if not own:
        raise UsageError(f"{name} has no ruling that could be taken back", "", "see --as NAME for another writer's")
    return ledger.append(archive.decisions, name, "undo", own[-1].id, reason=reason, time=time)


def writer_here(root: Path, given: str | None = None) -> str:
    """Who rules: `given`, the variable CENOTAPH_WRITER, git's user.name in `root`, or the system's user.

    Raises:
        LedgerError: nobody is named.
    """
    for name in (given, os.environ.get("CENOTAPH_WRITER"), _git_name(root), _user_name()):
        if name and name.strip():
            return ledger.writer_name(name)
    raise LedgerError("nobody is named as the one who rules", "", "give a name with --as NAME")


def _git_name(root: Path) -> str | None:
    try:
        done = subprocess.run(("git", "config", "user.name"), cwd=root, capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return None  # no git here
    name = done.stdout.decode("utf-8", "replace").strip().replace(":", " ")
    return name if name.isprintable() else None


def _user_name() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None  # a system without user names, such as a bare container


class _Built:
    """The derived tables, read when asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._rows: dict[str, dict[str, Any]] = {}

    def rows(self, table: str) -> dict[str, Any]:
        if table not in self._rows:
            record: Any = TABLES[table]
            self._rows[table] = {row.id: row for row in load(self.archive, record, table)}
        return self._rows[table]

    def parts(self, kind: str, target: str) -> list[str]:
        """The one id, or the two that are to be the same; a pair stands for its entries."""
        if kind not in TWO:
            return [target]
        pair = self.rows("pairs").get(target) if target.startswith("pair-") else None
        parts = [pair.entry_a, pair.entry_b] if pair else target.split("+")
        if len(parts) != 2 or parts[0] == parts[1]:
            about, names = ("questions", "name both") if kind == "join" else ("entries", "name both, or the pair's id")
            raise UsageError(f"{kind!r} is about two {about}", f"{target!r} names {len(set(parts))}", names)
        return parts if kind == "join" else sorted(parts)

    def find(self, name: str, tables: tuple[str, ...], kind: str) -> tuple[str, Any]:
        """The table and the row that `name` means."""
        for table in tables:
            row = self.rows(table).get(name) or self._by_other_name(table, name)
            if row is not None:
                return table, row
        for table in TABLES:
            if table not in tables and name in self.rows(table):
                raise UsageError(f"{name} cannot be the target of {kind!r}", f"it rules on {' or '.join(tables)}")
        raise NotFoundError(
            f"nothing is called {name!r}", _nearest(name, self._names(tables)), "cenotaph show lists ids"
        )

    def _by_other_name(self, table: str, name: str) -> Any:
        if table == "sources":
            said = unicodedata.normalize("NFC", name)
            found = [s for s in self.rows(table).values() if said in (s.key, s.path, s.url, *s.paths)]
            return found[0] if len(found) == 1 else None
        if table == "persons" and name.startswith("per-"):
            redirect = self.rows("redirects").get(name)
            return self.rows(table).get(redirect.person) if redirect else None
        return None

    def _names(self, tables: tuple[str, ...]) -> list[str]:
        names = [name for table in tables for name in self.rows(table)]
        if "sources" in tables:
            names += [n for s in self.rows("sources").values() for n in (s.key, s.path) if n]
        return names

    def anchor(self, row: Struct) -> Anchor:
        """The anchor of a row, without words that are sealed."""
        span = ledger.span_of(row)
        if span is None or span.start is None:
            return ledger.anchor_of(row)
        text = next((t for t in self.rows("texts").values() if t.sha256 == span.text_sha256), None)
        return ledger.anchor_of(row, text, self._sealed(text))

    def _sealed(self, text: Text | None) -> list[tuple[int, int]]:
        return [
            (row.span.start, row.span.end)
            for table in ("claims", "entries")
            for row in (self.rows(table).values() if text else ())
            if row.access == "sealed" and text and row.span.text_sha256 == text.sha256
        ]


def _drafts(
    record: _Built, kind: str, rows: list[tuple[str, Any]], values: dict[str, str], reasons: tuple[str, str]
) -> list[Draft]:
    anchors = [record.anchor(row) for _, row in rows]
    extra: dict[str, str] = {}
    # a document is sealed by its digest, and its path is no word of it
    if rows[0][0] != "sources" and (kind == "seal" or any(_is_sealed(row) for _, row in rows)):
        for anchor in anchors:
            _check_silence(anchor.quote, (*reasons, *values.values()))
        extra = ledger.seal(record.archive.keys, anchors[0].quote or "") if kind == "seal" else {}
        anchors = [Anchor(anchor.source, anchor.kind) for anchor in anchors]
    target = "+".join(row.id for _, row in rows)
    other = anchors[1] if len(anchors) > 1 else None
    payloads: list[dict[str, str]] = [{**values, **extra}]
    if kind == "set":
        payloads = [{"field": field, "value": value} for field, value in sorted(values.items())]
    elif kind == "join":
        payloads = [{"value": rows[1][1].id}]
        target = "+".join(sorted(row.id for _, row in rows))
    elif kind == "headline":
        payloads = [{"question": rows[0][1].question}] if rows[0][0] == "figures" else [{}]
    return [Draft(kind, target, payload, *reasons, anchors[0], other) for payload in payloads]


def _check_join(one: Question, kept: Question) -> None:
    """People may say that two questions are one, not that the killed and the injured are."""
    for field in ("incident", "kind", "is_part"):
        if getattr(one, field) != getattr(kept, field):
            said = f"{getattr(one, field)!r} and {getattr(kept, field)!r}"
            raise UsageError(
                "these questions do not count the same", f"{field}: {said}", "put single claims there instead"
            )


def _is_sealed(row: Struct) -> bool:
    return getattr(row, "access", None) == "sealed"


def _check_silence(words: str | None, said: Iterable[str]) -> None:
    """The ledger holds no sealed words, so neither may the reason."""
    runs = _runs(words or "")
    if any(run in _plain(text) for text in said for run in runs):
        raise UsageError(
            "the reason repeats words that are sealed",
            "it is written to the ledger, which is never edited",
            "say why without them",
        )


def _runs(words: str) -> set[str]:
    """The words themselves and every five of them in a row."""
    parts = _plain(words).split()
    return {" ".join(parts[n : n + 5]) for n in range(max(1, len(parts) - 4))} - {""}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _check_values(kind: str, table: str, values: Mapping[str, str], archive: Archive) -> None:
    allowed = SETTABLE[table] if kind == "set" else _EXTRA.get(kind, ())
    if kind == "set" and not values:
        raise UsageError("nothing is set", "", f"name a field: {', '.join(f'{field}=...' for field in allowed)}")
    for field, value in values.items():
        if field not in allowed:
            known = f"there is {', '.join(allowed)}" if allowed else "it takes none"
            raise UsageError(f"{kind!r} on {table} knows no {field!r}", _nearest(field, allowed), known)
        if kind == "set":
            _check_value(field, value, archive)
        elif field == "field" and value not in TABLES[table].__struct_fields__:
            raise UsageError(f"{table} have no field {value!r}", _nearest(value, TABLES[table].__struct_fields__))


def _check_value(field: str, value: str, archive: Archive) -> None:
    incidents = tuple(incident.id for incident in archive.settings.incidents)
    parties = tuple(party.name for party in archive.settings.parties)
    if field == "party" and value and not parties:
        raise UsageError("no party to the conflict is declared", "", "declare it in cenotaph.toml under [[parties]]")
    choices = {"incident": incidents, "party": parties}.get(field, _CHOICES.get(field, ()))
    if field in _DATES and not edtf.is_valid(value):
        raise UsageError(f"{field}: {value!r} is no date in EDTF", "", "write 1990-01-20, 1990-01, 1990~ or 199X")
    if field in ("low", "high") and value and not value.isdecimal():
        raise UsageError(f"{field}: {value!r} is no number", "", "write digits; nothing for no bound stated")
    if field == "language" and not value.replace("-", "").isalnum():
        raise UsageError(f"language: {value!r} is no language code", "", 'write "en", "az", "ru"')
    if choices and value and value not in choices:
        raise UsageError(f"{field}: {value!r} is not one of {', '.join(choices)}", "")


def _nearest(name: str, names: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    near = [
        str(found) for found, _, _ in process.extract(name, list(names), scorer=fuzz.ratio, limit=3, score_cutoff=50)
    ]
    return f"the nearest are {', '.join(near)}" if near else ""
