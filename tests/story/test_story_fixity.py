"""Two thousand random damages to a small archive: each is named with its path, and nothing else is."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec import structs

from cenotaph import archive as archives
from cenotaph.archive import Archive
from cenotaph.build import build
from cenotaph.capture import find_files
from cenotaph.checking import altered_in, check
from cenotaph.decide import decide
from cenotaph.ledger import check_fixity, read_ledger
from cenotaph.ledger.line import decode, encode
from cenotaph.public import release
from cenotaph.publish.output import note_written
from cenotaph.record import Flag
from cenotaph.show import show

DAMAGES = 2_000
POSIX = os.name == "posix"


class Damage(NamedTuple):
    """What was done, to which files, and which codes may name it."""

    kind: str
    paths: tuple[str, ...]  # each must be named; relative to the archive, of the ledger the bare name
    codes: frozenset[str]
    also: tuple[str, ...] = ()  # what may be named besides


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Archive:
    """An archive with copies, a saved page, a scan with its transcript, two writers, and one edition."""
    folder = tmp_path_factory.mktemp("fixity")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CENOTAPH_HOME", str(folder / "home"))
        made = archives.init(folder / "archive", "Nowhere")
        write_sources(made.sources)
        build(made.root, jobs=1, writer="leyla")
        for source in show(made.root, "sources")[:3]:
            decide(made.root, "publish", source.id, reason="it was printed", writer="murad")
        decide(made.root, "restrict", show(made.root, "sources")[3].id, reason="not yet", writer="leyla")
        build(made.root, jobs=1, writer="leyla")
        release(made.root, note="The first edition.", writer="leyla")
        decide(made.root, "seal", show(made.root, "sources")[4].id, reason="asked for", writer="leyla")
        build(made.root, jobs=1, writer="leyla")
    return made


def write_sources(folder: Path) -> None:
    words = "Twelve people were killed in Vellmar on {} May 1987, the town clerk said."
    for number in range(1, 9):
        path = folder / "letters" / f"letter-{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(words.format(number), encoding="utf-8")
    (folder / "copies").mkdir()
    shutil.copy(folder / "letters" / "letter-1.txt", folder / "copies" / "letter-1.txt")
    (folder / "\u041f\u0438\u0441\u044c\u043c\u043e caf\u00e9.txt").write_text(
        words.format("9 or 10"), encoding="utf-8"
    )
    (folder / "page.html").write_text(
        f"<!doctype html><p>{words.format(20)}</p><img src='page_files/a.png'>", encoding="utf-8"
    )
    (folder / "page_files").mkdir()
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    (folder / "page_files" / "a.png").write_bytes(picture)
    (folder / "page_files" / "style.css").write_bytes(b"p { color: black }")
    (folder / "list.png").write_bytes(picture + b"a scan")
    (folder / "list.png.txt").write_text(words.format(21), encoding="utf-8")


def named(made: Archive, is_inner: bool) -> tuple[Flag, ...]:
    """What `check` says of files and ledger; of what was written too, unless only the inner half is asked for."""
    ledger = read_ledger(made.decisions)
    if is_inner:
        return check_fixity(made, find_files(made.sources, {}, rehash=True), ledger)
    return altered_in(made, ledger)


@contextmanager
def undone(*paths: Path) -> Iterator[None]:
    """Put files back as they were, whatever was done to them meanwhile."""
    before = {path: path.read_bytes() for path in paths}
    folders = {path.parent: set(path.parent.iterdir()) for path in paths}
    try:
        yield
    finally:
        for folder, inside in folders.items():
            for stray in set(folder.iterdir()) - inside:
                shutil.rmtree(stray) if stray.is_dir() and not stray.is_symlink() else stray.unlink()
        for path, data in before.items():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)
            path.write_bytes(data)


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def lengthen(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(chance.randint(1, 9)))


def insert(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    at = chance.randrange(len(data))
    path.write_bytes(data[:at] + b"\x00" + data[at:])


def remove(path: Path, _chance: random.Random) -> None:
    path.unlink()


def rename(path: Path, _chance: random.Random) -> None:
    path.rename(path.with_name(f"renamed {path.name}"))


def change_case(path: Path, _chance: random.Random) -> None:
    path.rename(path.with_name(path.name.swapcase()))


def to_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def link_inside(path: Path, _chance: random.Random) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


def link_outside(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.symlink_to(Path(__file__))


def link_hard(path: Path, _chance: random.Random) -> None:
    path.with_name(".nfs-other-name").hardlink_to(path)  # the other name is one that is passed over


SOURCE_DAMAGES: dict[str, tuple[Callable[[Path, random.Random], None], set[str]]] = {
    "flipped": (flip, {"F010"}),
    "cut": (cut, {"F010"}),
    "lengthened": (lengthen, {"F010"}),
    "a byte put in": (insert, {"F010"}),
    "missing": (remove, {"F001", "F012"}),
    "renamed": (rename, {"F011"}),
    "only its case changed": (change_case, {"F011"}),
    "a folder in its place": (to_folder, {"F014", "F012"}),
}
if POSIX:
    SOURCE_DAMAGES |= {
        "a link to elsewhere inside": (link_inside, {"F014"}),
        "a link to elsewhere outside": (link_outside, {"F004"}),
        "a second name on the disk": (link_hard, {"F015"}),
    }


@contextmanager
def harmed_source(made: Archive, chance: random.Random) -> Iterator[Damage]:
    files = sorted(path for path in made.sources.rglob("*") if path.is_file())
    path = chance.choice(files)
    shown = path.relative_to(made.root).as_posix()
    kind = chance.choice([*SOURCE_DAMAGES, "swapped", "written over with another"])
    if kind in SOURCE_DAMAGES:
        with undone(path):
            work, codes = SOURCE_DAMAGES[kind]
            work(path, chance)
            yield Damage(kind, (shown,), frozenset(codes))
        return
    other = chance.choice([each for each in files if each.read_bytes() != path.read_bytes()])
    with undone(path, other):
        mine, theirs = path.read_bytes(), other.read_bytes()
        path.write_bytes(theirs)
        shown_other = other.relative_to(made.root).as_posix()
        if kind == "swapped":
            other.write_bytes(mine)
        paths = (shown, shown_other) if kind == "swapped" else (shown,)
        yield Damage(kind, paths, frozenset({"F013"}), (shown_other,))


def drop(lines: list[bytes], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines) - 1)]


def drop_tail(lines: list[bytes], chance: random.Random) -> None:
    del lines[-chance.randint(1, len(lines) - 1) :]


def reorder(lines: list[bytes], chance: random.Random) -> None:
    first, second = sorted(chance.sample(range(len(lines)), 2))
    lines[first], lines[second] = lines[second], lines[first]


def double(lines: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    lines.insert(chance.randrange(len(lines) + 1), lines[at])


def edit(lines: list[bytes], chance: random.Random) -> None:
    """A word changed as an editor would, the line's own digest left."""
    at = chance.randrange(len(lines))
    lines[at] = lines[at].replace(b'"time":"2', b'"time":"1', 1)


def forge(lines: list[bytes], chance: random.Random) -> None:
    """A line made anew, its own digest and all."""
    at = chance.randrange(len(lines))
    decision = decode(lines[at])
    assert decision is not None
    lines[at] = encode(structs.replace(decision, reason=f"forged {chance.random()}"))


def slip_in(lines: list[bytes], chance: random.Random) -> None:
    """A valid line of a made-up decision between two others."""
    at = chance.randrange(1, len(lines))
    decision, before = decode(lines[at]), lines[at - 1]
    assert decision is not None
    forged = structs.replace(decision, kind="reject", reason="slipped in", prev=sha256(before).hexdigest())
    lines.insert(at, encode(forged))


def garble(lines: list[bytes], chance: random.Random) -> None:
    lines.insert(
        chance.randrange(len(lines) + 1), chance.choice([b"", b"{}", b"garbage", chance.randbytes(9).hex().encode()])
    )


LINE_DAMAGES = {
    "a line dropped": (drop, {"F051"}),
    "the tail dropped": (drop_tail, {"F054", "F051"}),
    "lines reordered": (reorder, {"F052"}),
    "a line doubled": (double, {"F053"}),
    "a line edited": (edit, {"F050"}),
    "a line made anew": (forge, {"F050", "F054", "F059"}),
    "a line put in": (slip_in, {"F053", "F050", "F054"}),
    "garbage put in": (garble, {"F050"}),
}
FILE_DAMAGES = {
    "flipped": (flip, {"F050", "F051", "F054", "F056", "F057"}),
    "cut": (cut, {"F054", "F055", "F056", "F057"}),
    "missing": (remove, {"F055"}),
    "renamed": (lambda path, _: path.rename(path.with_name(f"conflict {path.name}")), {"F057", "F055"}),
}


@contextmanager
def harmed_ledger(made: Archive, chance: random.Random) -> Iterator[Damage]:
    path = made.decisions / chance.choice(["leyla.jsonl", "murad.jsonl"])
    kind = chance.choice([*LINE_DAMAGES, *FILE_DAMAGES, "its note or copy flipped"])
    if kind == "its note or copy flipped":
        path = chance.choice(sorted(path for path in made.decisions.iterdir() if path.suffix != ".jsonl"))
        with undone(path):
            flip(path, chance)
            yield Damage(kind, (path.name,), frozenset({"F057"}))
        return
    with undone(path):
        if kind in FILE_DAMAGES:
            work, codes = FILE_DAMAGES[kind]
            work(path, chance)
        else:
            change, codes = LINE_DAMAGES[kind]
            lines = path.read_bytes().splitlines()
            before = list(lines)
            while lines == before:
                lines = list(before)
                change(lines, chance)
            path.write_bytes(b"".join(line + b"\n" for line in lines))
        others = (f"conflict {path.name}", "leyla:", "murad:", "leyla.jsonl", "murad.jsonl", "sources/")
        yield Damage(f"ledger: {kind}", (path.name,), frozenset(codes), others)


@contextmanager
def harmed_written(made: Archive, chance: random.Random) -> Iterator[Damage]:
    folder, code = chance.choice([(made.public, "F016"), (made.site, "F017"), (made.export, "F017")])
    path = chance.choice(sorted(each for each in folder.rglob("*") if each.is_file()))
    kind = chance.choice(["flipped", "cut", "missing", "a stray page", "page and list changed together"])
    shown = path.relative_to(made.root).as_posix()
    is_list = path.name in ("manifest.json", "edition.json")
    codes = {code, "F018"}
    if kind == "a stray page" and folder != made.export:
        path = folder / "sources" / "src-stray.html"
        path.write_bytes(b"words that were taken back")
        try:
            yield Damage(f"{folder.name}/: {kind}", (path.relative_to(made.root).as_posix(),), frozenset({code}))
        finally:
            path.unlink()
    elif kind == "page and list changed together" and folder == made.public and not is_list:
        listed = next(each for each in (made.public / "data" / "manifest.json", made.public / "manifest.json")
                      if path.is_relative_to(each.parent))  # fmt: skip
        with undone(path, listed):
            flip(path, chance)
            note_written(listed.parent, [(path.relative_to(listed.parent).as_posix(), path.read_bytes())])
            yield Damage(f"public/: {kind}", (listed.name,), frozenset({"F018"}))
    else:
        kind = kind if kind in ("flipped", "cut", "missing") else "flipped"
        with undone(path):
            {"flipped": flip, "cut": cut, "missing": remove}[kind](path, chance)
            # a list that lost a name makes strays of the files it named; that is told of them
            yield Damage(f"{folder.name}/: {kind}", (path.name if is_list else shown,), frozenset(codes),
                         (f"{folder.name}/",) if is_list else ())  # fmt: skip


HARMS = {harmed_source: 1000, harmed_ledger: 700, harmed_written: 300}


def all_damages(made: Archive) -> Iterator[tuple[Damage, tuple[Flag, ...]]]:
    """Each damage and what is said of it while it is there."""
    chance = random.Random(1990)
    order = [harm for harm, number in HARMS.items() for _ in range(number)]
    chance.shuffle(order)
    for harm in order:
        with harm(made, chance) as damage:
            yield damage, named(made, is_inner=harm is not harmed_written)


def is_told(damage: Damage, flags: tuple[Flag, ...]) -> bool:
    """Whether every path is named under a code that fits, with a reason, and no other file is blamed."""
    words = [(flag.code, flag.message) for flag in flags]
    fits = all(any(code in damage.codes and path in said for code, said in words) for path in damage.paths)
    blamed = (*damage.paths, *damage.also)
    return fits and all(any(path in said for path in blamed) for _, said in words)


def test_nothing_is_said_of_the_whole_archive(whole):
    assert named(whole, is_inner=False) == ()
    assert [point for point in check(whole.root) if point.flag.code.startswith("F") and point.flag.code != "F006"] == []


def test_every_random_damage_is_named_with_its_path_and_nothing_else_is(whole):
    assert sum(HARMS.values()) == DAMAGES
    missed: list[object] = []
    kinds: Counter[str] = Counter()
    for damage, flags in all_damages(whole):
        kinds[damage.kind] += 1
        if not is_told(damage, flags):
            missed.append((damage, [(flag.code, flag.message) for flag in flags]))
    assert missed == []
    assert sum(kinds.values()) == DAMAGES
    assert min(kinds.values()) >= 3
    assert named(whole, is_inner=False) == ()
