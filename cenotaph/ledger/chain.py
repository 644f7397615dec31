"""Read the decisions and name whatever was done to their files past the program.

What is checked, per file: each line against its own digest, each line against the digest that the
next one keeps, the numbers 1, 2, 3, ... without gap. Between files: each decision names the heads
of the other files its writer had at hand (`seen`), and a release the heads of all; a named line
that is not there shows a tail cut off or a file gone. A copy of each release line stands in a file of
its own, so that a file cut in front of the release is shown too; and so does a note of each writer's last line.

What damage does: a line that fails its own digest, stands twice or belongs elsewhere is not
applied; all others are, in the order of their numbers. Damage to files is a flag, never an
exception: the record is still built from what is left.

Limits: whoever can write the folder can replace the last lines of a file that nobody has seen
since, and the note of the last one with it (`cenotaph.ledger.head`); a line seen by another writer or
fixed by a release cannot be replaced unnoticed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from cenotaph.errors import LedgerError
from cenotaph.flags import flag
from cenotaph.ledger.head import noted_heads
from cenotaph.ledger.line import SUFFIX, decode, file_name, line_digest
from cenotaph.ledger.lock import locked
from cenotaph.ledger.witness import absent_lines
from cenotaph.record import Decision, Flag

TORN = ".torn-"
"""In the name of a file that keeps a torn line: "leyla.torn-1f2e3d4c"."""

EDITION = ".edition-"
"""In the name of a copy of a release line: "leyla.edition-1". It stands outside the file that it vouches for."""


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
    noted = noted_heads(folder, problems)  # before the lines: one that is appended meanwhile is in these then too
    chains: dict[str, list[_Line]] = {}
    files = [(path.name, _read(path, problems)) for path in _files(folder) if path.name.casefold().endswith(SUFFIX)]
    owned = sorted((not _is_own(name, lines), name, _writer(name, lines), lines) for name, lines in files)
    for is_foreign, name, writer, lines in owned:
        if is_foreign and writer:
            problems.append(flag("F057", file=name, says=f"it is {writer}'s, whose file is {file_name(writer)}"))
        if writer not in chains:  # a second copy of a file is not applied: the one of the right name came first
            chain = _chain(name, writer, lines, {head.digest for head in noted.values()}, problems)
            chains |= {writer: chain} if chain else {}
    kept = [line for writer in sorted(chains) for line in chains[writer]]
    decisions = tuple(line.decision for line in kept if line.decision)
    digests = {line.decision.id: line.digest for line in kept if line.decision}
    editions = _editions(folder, problems)
    broken = {name: sum(line.decision is None for line in lines) for name, lines in files}
    problems += absent_lines(decisions, digests, editions, noted, broken)
    problems += [
        flag("F058", file=path.name, says="holds the bytes of a line that was not whole")
        for path in _files(folder)
        if TORN in path.name
    ]
    return Ledger(decisions, tuple({p.id: p for p in problems}.values()), digests)


def heads(ledger: Ledger) -> dict[str, tuple[int, str]]:
    """Per writer the number and the sha256 of the last line, sorted by writer."""
    last = {decision.writer: decision for decision in ledger.decisions}
    return {writer: (last[writer].seq, ledger.digests[last[writer].id]) for writer in sorted(last)}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.name) if folder.is_dir() else []


def _writer(file: str, lines: list[_Line]) -> str:
    """Whose file it is: the writer it is named after, if a line is theirs, else the one who wrote most of it."""
    writers = Counter(line.decision.writer for line in lines if line.decision)
    named = sorted(writer for writer in writers if file_name(writer).casefold() == file.casefold())
    return named[0] if named else min(writers, key=lambda writer: (-writers[writer], writer), default="")


def _is_own(file: str, lines: list[_Line]) -> bool:
    return file_name(_writer(file, lines)).casefold() == file.casefold()


def _editions(folder: Path, problems: list[Flag]) -> dict[str, tuple[Decision, str]]:
    """The copies of release lines that stand beside the files: name of the copy -> the line and its digest."""
    found = {}
    for path in _files(folder):
        if EDITION not in path.name:
            continue
        raw = _bytes(path, problems).strip(b"\r\n")
        decision = decode(raw)
        if decision is None:
            problems.append(flag("F057", file=path.name, says="the copy of a release is not what was written"))
        else:
            found[path.name] = (decision, line_digest(raw))
    return found


def _bytes(path: Path, problems: list[Flag]) -> bytes:
    """The bytes of a file; one that ends within a line is read again when no program is writing to it."""
    try:
        data = path.read_bytes()
        if data and not data.endswith(b"\n") and path.name.casefold().endswith(SUFFIX):
            with path.open("rb") as file, locked(file, path):
                data = file.read()
    except LedgerError:
        pass  # another program writes for seconds on end; what is torn now is told as such
    except OSError as error:
        problems.append(flag("F057", file=path.name, says=f"it cannot be read ({error.strerror or error})"))
        return b""
    return data


def _read(path: Path, problems: list[Flag]) -> list[_Line]:
    raws = _bytes(path, problems).split(b"\n")
    torn = raws.pop()
    if torn:
        says = "the line has no end and is not applied"
        problems.append(flag("F056", file=path.name, line=len(raws) + 1, says=says))
    if raws and all(raw.endswith(b"\r") for raw in raws):
        problems.append(flag("F057", file=path.name, says="its line ends were converted to those of Windows"))
        raws = [raw[:-1] for raw in raws]
    return [_Line(position, line_digest(raw), decode(raw)) for position, raw in enumerate(raws, 1)]


def _chain(file: str, writer: str, lines: list[_Line], noted: set[str], problems: list[Flag]) -> list[_Line]:
    """The lines that stand, by number; every other is named."""
    candidates: dict[int, list[_Line]] = {}
    vouched = noted | {line.decision.prev for line in lines if line.decision}
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
        # of several lines with one number, the one whose digest a later line or the note of the last one keeps is real
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
    for line, decision in ((line, line.decision) for line in chain if line.decision):
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
