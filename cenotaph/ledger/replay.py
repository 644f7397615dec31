"""What follows from the decisions: those still in force, their targets found again.

Order. Of two decisions on one matter the later replaces the earlier. One is later than another when
the same writer wrote it later, or when its writer had the other's line at hand (`Decision.seen`).
Two decisions of which neither is later were made unseen: when they say the same, both stand and one
ruling follows; when they contradict each other, neither applies and R002 says so, until either writer
rules again with both files in the folder. One exception: of contradicting rulings on access the most
closed holds meanwhile, because a doubt must not open anything.

`seen` is a lower bound (what was in the folder), and is not carried on from writer to writer: where
it is not known that a ruling was seen, it counts as unseen. So a contradiction may be reported once
too often, and never settled silently.

Matter. A target, and what is said of it: whether it stands (accept, reject), whether two are one
(same, different, unsure; join), one field (set), the headline of one question, the access of one field or
of the whole (restrict, publish, seal, withdraw). Rulings on different matters never meet.

The clock has no say: `time` is for readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from cenotaph.flags import flag
from cenotaph.ledger.anchor import Known
from cenotaph.ledger.chain import Ledger
from cenotaph.ledger.sealed import stands_for
from cenotaph.ledger.witness import named_heads
from cenotaph.record import Anchor, Decision, Flag, Ruling

CLOSED = {"publish": 0, "restrict": 1, "withdraw": 2, "seal": 3}
"""Rulings on access, from open to closed."""

_FAMILY = {
    "accept": "standing",
    "reject": "standing",
    "same": "identity",
    "different": "identity",
    "unsure": "identity",
    "set": "field",
    "join": "join",
    "headline": "headline",
    **dict.fromkeys(CLOSED, "access"),
}

_FOLLOWS_SUCCESSOR = frozenset(_FAMILY) - {"publish", "accept", "reject"}
"""Kinds that hold for the file which took the place of the one ruled on. What was found fit to publish were other
bytes; that a document is sealed, or whose it is, still holds."""


class Replayed(Struct, frozen=True):
    """What the stages take: rulings, and flags on decisions that have no effect."""

    rulings: tuple[Ruling, ...] = ()  # by kind, target, field; at most one per matter
    flags: tuple[Flag, ...] = ()  # R001-R005


class _Attached(Struct, frozen=True):
    decision: Decision
    target: str


def replay(ledger: Ledger, known: Known | None = None) -> Replayed:
    """What follows from the ledger for the ids of today.

    Args:
        ledger: as read; the order of its decisions makes no difference.
        known: the ids and anchors of today. Decisions on tables that are not among them keep their
            target as it stands and are not flagged; so a build may replay before each stage with
            the tables it has so far.

    Returns:
        Rulings and flags: R001 target gone or not told apart, R002 contradiction, R003 sealed words not
        found again, R004 an undo without effect, R005 sealed words in an earlier line.
    """
    today = known or Known()
    decisions, flags = in_force(ledger)
    flags += _words_kept(decisions, ledger.decisions)
    attached: list[_Attached] = []
    lost: list[tuple[Decision, Flag]] = []
    for decision in decisions:
        found, problem = _attach(decision, today)
        attached += [_Attached(decision, target) for target in found]
        lost += [(decision, problem)] if problem else []
    rulings, contradictions = _resolve_all(attached)
    # a ruling on a flag that only this replay makes finds it here, and then is not lost
    made = {one.id for one in (*flags, *contradictions, *(problem for _, problem in lost))}
    on_flags, more = _resolve_all(
        [_Attached(decision, decision.target) for decision, _ in lost if decision.target in made]
    )
    flags += (*contradictions, *more, *(problem for decision, problem in lost if decision.target not in made))
    return Replayed(
        tuple(sorted((*rulings, *on_flags), key=lambda r: (r.kind, r.target, r.field or "", r.decision))),
        tuple(sorted(set(flags), key=lambda f: (f.code, f.message, f.id))),
    )


def in_force(ledger: Ledger) -> tuple[tuple[Decision, ...], tuple[Flag, ...]]:
    """The rulings that no undo takes back, by writer and number, and R004 for undos without effect."""
    by_id = {decision.id: decision for decision in ledger.decisions}
    undos: dict[str, list[Decision]] = {}
    flags: list[Flag] = []
    for decision in sorted(by_id.values(), key=_order):
        if decision.kind == "undo":
            says = _cannot_undo(decision, by_id.get(decision.target))
            if says:
                flags.append(flag("R004", decision=decision.id, target=decision.target, says=says))
            else:
                undos.setdefault(decision.target, []).append(decision)
    undone = _undone(undos)
    standing = [d for d in by_id.values() if d.kind in _FAMILY and d.id not in undone]
    return tuple(sorted(standing, key=_order)), tuple(flags)


def is_later(one: Decision, other: Decision) -> bool:
    """Whether the writer of `one` had `other` before them; never by the clock."""
    if one.writer == other.writer:
        return one.seq > other.seq
    return any(name == other.writer and seq >= other.seq for name, seq, _ in named_heads(one))


def _undone(undos: Mapping[str, Sequence[Decision]]) -> frozenset[str]:
    """Ids of decisions taken back; an undo that was itself taken back takes nothing back."""
    undone: frozenset[str] = frozenset()
    for _ in range(len(undos) + 1):  # an undo is later than its target, so a chain of them ends
        now = frozenset(target for target, takers in undos.items() if any(undo.id not in undone for undo in takers))
        if now == undone:
            break
        undone = now
    return undone


def _cannot_undo(undo: Decision, target: Decision | None) -> str:
    if target is None:
        return "there is no such decision"
    if target.kind in ("captured", "release"):
        return "that a file was seen, and a release, cannot be taken back"
    return "" if is_later(undo, target) else "its writer did not have that decision before them"


def _attach(decision: Decision, known: Known) -> tuple[tuple[str, ...], Flag | None]:
    """The ids of today that a decision is about, and a flag when there is none or it is not told which."""
    if decision.kind == "join":
        return _attach_join(decision, known)
    parts = decision.target.split("+") if _FAMILY[decision.kind] == "identity" else [decision.target]
    anchors = (decision.anchor, decision.other_anchor)
    found: list[tuple[str, ...]] = [
        _find(part, anchor, decision, known) for part, anchor in zip(parts, anchors, strict=False)
    ]
    if len(found) == 1 and len(found[0]) > 1 and decision.kind in CLOSED and decision.kind != "publish":
        # which of several is meant is not told: what closes holds for all of them
        return found[0], None if decision.kind == "seal" else _unattached(decision)
    names = sorted({ids[0] for ids in found if len(ids) == 1})
    if len(names) != (2 if _FAMILY[decision.kind] == "identity" else 1) or len(parts) != len(names):
        return (), _unattached(decision)
    return ("+".join(names),), None


def _attach_join(decision: Decision, known: Known) -> tuple[tuple[str, ...], Flag | None]:
    """The two questions as they were named: once they are one, only one of them is there."""
    parts = decision.target.split("+")
    if any(known.has(part) or not known.judges(part) for part in parts):
        return (decision.target,), None
    return (), _unattached(decision)


def _find(target: str, anchor: Anchor | None, decision: Decision, known: Known) -> tuple[str, ...]:
    if known.has(target) or not known.judges(target):
        return (target,)
    successor = known.now(target)
    if successor and (decision.kind in _FOLLOWS_SUCCESSOR or not target.startswith("src-")):
        return (successor,)
    if decision.kind == "publish" and target.startswith(("src-", "cit-")):
        return ()
    if decision.kind == "seal":
        return known.find_sealed(decision)
    return known.find(anchor) if anchor else ()


def _unattached(decision: Decision) -> Flag:
    if decision.kind == "seal":
        return flag("R003", decision=decision.id, target=decision.target)
    quote = decision.anchor.quote if decision.anchor else None
    words = f"; it was about “{quote}”" if quote else ""
    return flag("R001", decision=decision.id, kind=decision.kind, target=decision.target, words=words)


def _matter(item: _Attached) -> tuple[str, ...]:
    decision = item.decision
    family = _FAMILY[decision.kind]
    target = decision.payload.get("question") or item.target if family == "headline" else item.target
    return (target, family, decision.payload.get("field", "") if family in ("field", "access") else "")


def _says(item: _Attached) -> tuple[str, ...]:
    """What a ruling comes to; two that come to the same do not contradict each other."""
    decision = item.decision
    if decision.kind == "headline":
        return (decision.kind, item.target)
    return (decision.kind, decision.payload.get("value", "")) if decision.kind in ("set", "join") else (decision.kind,)


def _resolve_all(attached: Iterable[_Attached]) -> tuple[list[Ruling], tuple[Flag, ...]]:
    """One ruling per matter, and R002 for each matter that people contradict each other on."""
    matters: dict[tuple[str, ...], list[_Attached]] = {}
    for item in attached:
        matters.setdefault(_matter(item), []).append(item)
    rulings: list[Ruling] = []
    flags: list[Flag] = []
    for matter in sorted(matters):
        chosen, problem = _resolve(matters[matter])
        rulings += [_ruling(chosen)] if chosen else []
        flags += [problem] if problem else []
    return rulings, tuple(flags)


def _resolve(items: Iterable[_Attached]) -> tuple[_Attached | None, Flag | None]:
    """The ruling on one matter, or none and a flag."""
    all_of = sorted(items, key=lambda item: _order(item.decision))
    last = [one for one in all_of if not any(is_later(other.decision, one.decision) for other in all_of)]
    last = last or all_of  # two lines that each name the other were forged; then neither is later
    if len({_says(item) for item in last}) == 1:
        return last[0], None
    rulings = ", ".join(f"{item.decision.id} says {' '.join(_says(item))}" for item in last)
    if last[0].decision.kind in CLOSED:
        chosen = max(last, key=lambda item: CLOSED[item.decision.kind])
        effect = f"until they agree the more closed one holds, {chosen.decision.kind}"
        return chosen, flag("R002", target=chosen.target, rulings=rulings, effect=effect)
    return None, flag("R002", target=_matter(last[0])[0], rulings=rulings, effect="until they agree neither holds")


def _words_kept(decisions: Iterable[Decision], lines: Sequence[Decision]) -> tuple[Flag, ...]:
    """R005: lines that hold, as their anchor or value, the words which a seal in force stands for."""
    seals = [decision for decision in decisions if decision.kind == "seal" and "commitment" in decision.payload]
    held = [
        line
        for line in (lines if seals else ())
        if any(stands_for(seal, words) for words in _words(line) for seal in seals)
    ]
    return tuple(flag("R005", decision=line.id) for line in held)


def _words(line: Decision) -> tuple[str, ...]:
    quotes = [anchor.quote for anchor in (line.anchor, line.other_anchor) if anchor]
    return tuple(words for words in (*quotes, line.payload.get("value")) if words)


def _ruling(item: _Attached) -> Ruling:
    decision = item.decision
    return Ruling(
        decision=decision.id,
        kind=decision.kind,
        target=item.target,
        field=decision.payload.get("field"),
        value=decision.payload.get("value"),
        reason=decision.reason,
        public_reason=decision.public_reason,
        time=decision.time,
    )


def _order(decision: Decision) -> tuple[str, int]:
    return decision.writer, decision.seq
