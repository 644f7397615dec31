"""The two worked examples: a real event from public pages, and an invented archive."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from cenotaph.errors import ArchiveError

EXAMPLES = Path(str(files("cenotaph"))) / "examples"
"""Where the wheel carries the examples; in a checkout they stand beside the package."""

DERIVED = shutil.ignore_patterns(".cenotaph", "site", "export", "public")


def examples() -> Path:
    """The folder that holds the examples.

    Raises:
        ArchiveError: this installation has none.
    """
    for place in (EXAMPLES, EXAMPLES.parent.parent / "examples"):
        if place.is_dir():
            return place
    raise ArchiveError("this installation carries no examples", "", "install the wheel, or work in a checkout")


def copy_examples(folder: Path) -> tuple[Path, ...]:
    """Copy the examples' raw files into `folder`; rulings made there before stay."""
    copied = []
    for example in sorted(place for place in examples().iterdir() if (place / "cenotaph.toml").is_file()):
        target = folder / example.name
        shutil.copytree(example, target, ignore=DERIVED, dirs_exist_ok=True)
        copied.append(target)
    return tuple(copied)
