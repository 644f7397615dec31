"""Read the decisions and name whatever was done to their files past the program.

What is checked, per file: each line against its own digest, each line against the digest that the
next one keeps, the numbers 1, 2, 3, ... without gap. Between files: each decision names the heads
of the other files its writer had at hand (`seen`), and a release the heads of all; a named line
that is not there shows a tail cut off or a file gone.

What damage does: a line that fails its own digest, stands twice or belongs elsewhere is not
applied; all others are, in the order of their numbers. Damage to files is a flag, never an
exception: the record is still built from what is left.

Limits: whoever can write the folder can replace the last lines of a file that nobody has seen
since; a line seen by another writer or fixed by a release cannot be replaced unnoticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from cenotaph.flags import flag
from cenotaph.ledger.line import SUFFIX, decode, file_name, line_digest
from cenotaph.record import Decision, Flag

TORN = ".torn-"
"""In the name of a file that keeps a torn line: "leyla.torn-1f2e3d4c"."""


class Ledger(Struct, frozen=True):
    """All decisions and what is wrong with their files."""

    decisions: tuple[Decision, ...] = ()  # by writer, then number; only lines that are as written
    problems: tuple[Flag, ...] = ()  # F05x
    digests: dict[str, str] = {}  # decision id -> sha256 of its raw line


class _Line(Struct, frozen=True):
    position: int  # 1-based line of the file
    digest: str
    decision: Decision | None  # None: not as written


def read_ledger(folder: Path) -> Ledger:
    """The decisions of an archive.

    Args:
        folder: `decisions/`; that it does not exist means that nothing was decided.

    Returns:
        The decisions by writer and number, whatever order the files come in, and the flags
        F050-F058 on damage.
    """
    problems: list[Flag] = []
    chains: dict[str, list[_Line]] = {}
    files = [(path.name, _read(path, problems)) for path in _files(folder) if path.name.casefold().endswith(SUFFIX)]
    owned = sorted((not _is_own(name, lines), name, _writer(name, lines), lines) for name, lines in files)
    for is_foreign, name, writer, lines in owned:
        if is_foreign and writer:
            problems.append(flag("F057", file=name, says=f"it is {writer}'s, whose file is {file_name(writer)}"))
        if writer not in chains:  # a second copy of a file is not applied: the one of the right name came first
            chain = _chain(name, writer, lines, problems)
            chains |= {writer: chain} if chain else {}
    problems += _vouched(chains, {name for name, lines in files if any(line.decision is None for line in lines)})
    problems += [
        flag("F058", file=path.name, says="holds the bytes of a line that was not whole")
        for path in _files(folder)
        if TORN in path.name
    ]
    kept = [line for writer in sorted(chains) for line in chains[writer]]
    decisions = tuple(line.decision for line in kept if line.decision)
    digests = {line.decision.id: line.digest for line in kept if line.decision}
    return Ledger(decisions, tuple({p.id: p for p in problems}.values()), digests)


def heads(ledger: Ledger) -> dict[str, tuple[int, str]]:
    """Per writer the number and the sha256 of the last line, sorted by writer."""
    last = {decision.writer: decision for decision in ledger.decisions}
    return {writer: (last[writer].seq, ledger.digests[last[writer].id]) for writer in sorted(last)}


def named_heads(decision: Decision) -> tuple[tuple[str, int, str], ...]:
    """Writer, number and (beginning of the) digest of every line that `decision` vouches for."""
    named = (
        [*decision.seen, *decision.payload.get("heads", "").splitlines()]
        if decision.kind == "release"
        else decision.seen
    )
    found = []
    for head in named:
        parts = head.rsplit(":", 2)
        if len(parts) == 3 and parts[1].isdecimal():
            found.append((parts[0], int(parts[1]), parts[2]))
    return tuple(found)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []


def _writer(file: str, lines: list[_Line]) -> str:
    """Whose file it is: the writer it is named after, if a line is theirs, else the one who wrote most of it."""
    writers = Counter(line.decision.writer for line in lines if line.decision)
    named = sorted(writer for writer in writers if file_name(writer).casefold() == file.casefold())
    return named[0] if named else min(writers, key=lambda writer: (-writers[writer], writer), default="")


def _is_own(file: str, lines: list[_Line]) -> bool:
    return file_name(_writer(file, lines)).casefold() == file.casefold()


def _read(path: Path, problems: list[Flag]) -> list[_Line]:
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(flag("F057", file=path.name, says=f"it cannot be read ({error.strerror or error})"))
        return []
    raws = data.split(b"\n")
    torn = raws.pop()
    if torn:
        says = "the line has no end and is not applied"
        problems.append(flag("F056", file=path.name, line=len(raws) + 1, says=says))
    if raws and all(raw.endswith(b"\r") for raw in raws):
        problems.append(flag("F057", file=path.name, says="its line ends were converted to those of Windows"))
        raws = [raw[:-1] for raw in raws]
    return [_Line(position, line_digest(raw), decode(raw)) for position, raw in enumerate(raws, 1)]


def _chain(file: str, writer: str, lines: list[_Line], problems: list[Flag]) -> list[_Line]:
    """The lines that stand, by number; every other is named."""
    candidates: dict[int, list[_Line]] = {}
    vouched = {line.decision.prev for line in lines if line.decision}
    for line in lines:
        if line.decision is None:
            says = "the line is not what was written and is not applied"
            problems.append(flag("F050", file=file, line=line.position, says=says))
        elif line.decision.writer != writer:
            says = f"the line was written for {line.decision.writer} and is not applied"
            problems.append(flag("F053", file=file, line=line.position, says=says))
        else:
            candidates.setdefault(line.decision.seq, []).append(line)
    chain = []
    for seq in sorted(candidates):
        # of several lines with one number, the one whose digest a later line keeps is the real one
        chosen = next((line for line in candidates[seq] if line.digest in vouched), candidates[seq][0])
        chain.append(chosen)
        for line in candidates[seq]:
            if line is not chosen:
                says = f"number {seq} of {writer} is at line {chosen.position}; this line is not applied"
                problems.append(flag("F053", file=file, line=line.position, says=says))
    broken = [line.position for line in lines if line.decision is None]
    problems.extend(_links(file, chain, broken))
    return chain


def _links(file: str, chain: list[_Line], broken: list[int]) -> Iterable[Flag]:
    """What does not hold between each line that stands and the next."""
    expected, before, position = 1, "", 0
    for line in chain:
        decision = line.decision
        if decision is None:
            continue
        between = sum(position < other < line.position for other in broken)
        if decision.seq - expected > between:
            yield flag("F051", file=file, says=_gap(expected, decision.seq - 1))
        if decision.seq == expected and decision.prev != before:
            says = f"it is not the line that number {decision.seq} was written after"
            yield flag("F050", file=file, line=max(position, 1), says=says)
        if line.position < position:
            says = f"number {decision.seq} stands before number {expected - 1}"
            yield flag("F052", file=file, line=line.position, says=says)
        expected, before, position = decision.seq + 1, line.digest, line.position


def _gap(first: int, last: int) -> str:
    return f"number {first} is missing" if first == last else f"numbers {first} to {last} are missing"


def _vouched(chains: Mapping[str, list[_Line]], broken: Collection[str]) -> list[Flag]:
    """Lines that a decision names and that are not there: a tail cut off, a file gone, a file rewritten.

    Of what is missing of one file the last line named is told. In a file with broken lines (`broken`, by
    name) a line that is missing before its end is one of those, and they are told already.
    """
    digests = {
        (writer, line.decision.seq): line.digest for writer, chain in chains.items() for line in chain if line.decision
    }
    last = {writer: max(line.decision.seq for line in chains[writer] if line.decision) for writer in chains}
    worst: dict[str, tuple[int, str]] = {}
    for writer in sorted(chains):
        for witness in (line.decision for line in chains[writer] if line.decision):
            for name, seq, start in named_heads(witness):
                found = digests.get((name, seq))
                is_there = found is not None and start and found.startswith(start)
                is_told = found is None and seq <= last.get(name, seq) and file_name(name) in broken
                if not is_there and not is_told and seq >= worst.get(name, (0, ""))[0]:
                    worst[name] = (seq, witness.id)
    return [_absent(name, *worst[name], last.get(name), (name, worst[name][0]) in digests) for name in sorted(worst)]


def _absent(writer: str, seq: int, witness: str, last: int | None, is_another: bool) -> Flag:
    file = file_name(writer)
    if last is None:
        return flag("F055", file=file, says=f"{witness} was written with it at hand, up to number {seq} of {writer}")
    if is_another:
        return flag("F054", file=file, says=f"number {seq} is not the line that {witness} names")
    if seq > last:
        return flag("F054", file=file, says=f"{witness} names number {seq} of {writer}, and the file ends before it")
    return flag("F051", file=file, says=f"number {seq}, which {witness} names, is missing")
