"""Lines that a decision vouches for: what is missing of a file though nothing in the file shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cenotaph.flags import flag
from cenotaph.ledger.head import Head
from cenotaph.ledger.line import file_name
from cenotaph.record import Decision, Flag


def named_heads(decision: Decision) -> tuple[tuple[str, int, str], ...]:
    """Writer, number and (beginning of the) digest of every line that `decision` vouches for.

    That is the last line of each other writer whose file was at hand (`Decision.seen`), and for a
    release the last line of all (its payload's `heads`, a line each).
    """
    heads = decision.payload.get("heads", "").splitlines() if decision.kind == "release" else []
    found = []
    for head in (*decision.seen, *heads):
        parts = head.rsplit(":", 2)
        if len(parts) == 3 and parts[1].isdecimal():
            found.append((parts[0], int(parts[1]), parts[2]))
    return tuple(found)


def absent_lines(
    decisions: Sequence[Decision],
    digests: Mapping[str, str],
    editions: Mapping[str, tuple[Decision, str]],
    noted: Mapping[str, Head],
    broken: Mapping[str, int],
) -> list[Flag]:
    """F051, F054, F055: lines that are vouched for and are not there.

    Args:
        decisions: those that stand.
        digests: decision id -> sha256 of its raw line.
        editions: name of a copy of a release line -> the release and the digest of its line.
        noted: name of a note of a writer's last line -> what it says.
        broken: how many lines of each file are not what was written; a line missing from such a file
            is one of those, and they are told already.

    Returns:
        One flag per file, on the last of its lines that are missing, by writer.
    """
    last = {decision.writer: decision.seq for decision in decisions}
    worst: dict[str, tuple[int, str]] = {}
    for witness, name, seq, start in _vouched(decisions, editions, noted):
        found = digests.get(f"{name}:{seq}")
        is_there = found is not None and start and found.startswith(start)
        unread = broken.get(file_name(name), 0)
        is_told = found is None and unread > 0 and seq <= last.get(name, 0) + unread
        if not is_there and not is_told and seq >= worst.get(name, (0, ""))[0]:
            worst[name] = (seq, witness)
    return [
        _absent(name, *worst[name], last.get(name), f"{name}:{worst[name][0]}" in digests) for name in sorted(worst)
    ]


def _vouched(
    decisions: Sequence[Decision], editions: Mapping[str, tuple[Decision, str]], noted: Mapping[str, Head]
) -> Iterator[tuple[str, str, int, str]]:
    """Who vouches, and writer, number and digest of the line; of two for one line the stronger comes last."""
    for name in sorted(noted):
        yield name, noted[name].writer, noted[name].seq, noted[name].digest
    for decision in decisions:
        for name, seq, start in named_heads(decision):
            yield decision.id, name, seq, start
    for copy in sorted(editions):
        decision, line = editions[copy]
        yield copy, decision.writer, decision.seq, line
        for name, seq, start in named_heads(decision):
            yield copy, name, seq, start


def _absent(writer: str, seq: int, witness: str, last: int | None, is_another: bool) -> Flag:
    file = file_name(writer)
    if last is None:
        return flag("F055", file=file, says=f"{witness} was written with it at hand, up to number {seq} of {writer}")
    if is_another:
        return flag("F054", file=file, says=f"number {seq} is not the line that {witness} names")
    if seq > last:
        return flag("F054", file=file, says=f"{witness} names number {seq} of {writer}, and the file ends before it")
    return flag("F051", file=file, says=f"number {seq}, which {witness} names, is missing")
