"""Every bad file is answered as it should be, in time, and the next file is read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hostile_case import GOOD
from hostile_set import GROUPS, faults, read_all, write


def test_there_are_many_of_them_and_no_two_have_one_name():
    names = [case.name for cases in GROUPS.values() for case in cases]
    assert len(names) >= 150
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_bad_file_is_answered_and_the_next_is_read(group, tmp_path):
    folder, derived = tmp_path / "in" / "sources", tmp_path / "in" / "derived"
    folder.mkdir(parents=True)
    derived.mkdir()
    sources = write(folder, GROUPS[group])
    before = sorted(folder.iterdir())
    answers = read_all(folder, derived, sources)
    wrong = {case.name: list(faults(case, answers[case.name])) for case in GROUPS[group]}
    assert {name: found for name, found in wrong.items() if found} == {}
    good = [answer for name, answer in answers.items() if name.startswith("good-")]
    assert len(good) == len(GROUPS[group])
    assert all(answer.own.status == "read" and GOOD in answer.words for answer in good)
    assert sorted(folder.iterdir()) == before
    assert _strays(tmp_path, folder, derived) == []


def _strays(around: Path, folder: Path, derived: Path) -> list[Path]:
    """What stands where nothing was to be written; parts are named by their digest and nothing else."""
    known = {folder, derived, derived / "parts", derived / "readings", folder.parent}
    found = [path for path in around.rglob("*") if path not in known and folder not in path.parents]
    kept = re.compile(r"parts/[0-9a-f]{64}|readings/[0-9a-f]{2}(/[0-9a-f]+\.msgpack)?")
    strays = [path for path in found if not kept.fullmatch(path.relative_to(derived.parent / "derived").as_posix())]
    return strays + [path for path in (Path("/tmp/escaped.txt"), Path.cwd() / "escaped.txt") if path.exists()]
