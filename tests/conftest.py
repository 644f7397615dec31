"""What all tests share: both examples, copied and built once."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from cenotaph.demo import copy_examples

os.environ["CENOTAPH_WRITER"] = "tester"

# Every run tries the same examples, so that a change is judged by what it changed. To look for new
# ones: HYPOTHESIS_PROFILE=explore make test
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory) -> dict[str, Path]:
    """Both examples by folder name, copied from their raw files and built."""
    from cenotaph.build import build

    folder = tmp_path_factory.mktemp("examples")
    archives = copy_examples(folder)
    for archive in archives:
        build(archive, jobs=2)
    return {archive.name: archive for archive in archives}


@pytest.fixture(scope="session")
def black_january(built_examples) -> Path:
    """The built archive of January 1990."""
    return built_examples["black-january"]


@pytest.fixture(scope="session")
def ozmara(built_examples) -> Path:
    """The built invented archive."""
    return built_examples["ozmara"]
