"""Every reader keeps its rules on files changed by chance: damage, bad programs, random trees, random members.

By default the same few hundred inputs each time; HYPOTHESIS_PROFILE=explore tries some thousands of new ones, and
`python tests/fuzz/fuzz_run.py` as many as one has time for.
"""

from __future__ import annotations

import importlib
import os
import sys
import time

import pytest
from fuzz_mutate import TESTS, changed, changed_inside, load, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cenotaph.read.formats import read_bytes

contract = load(TESTS / "contract" / "test_contract_readers.py")
sys.path.append(str(TESTS / "hostile"))  # its modules import each other by name
hostile_bytes, make_office, make_tables = (
    importlib.import_module(name) for name in ("hostile_bytes", "make_office", "make_tables")
)
IS_EXPLORING = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
SLOWEST = 20.0  # seconds for one small input, on a machine that does much else
SMALL = 60_000  # bytes of a sample: larger ones cost time and show nothing new

SAMPLES = {
    name: [(data, source.path.rpartition("/")[2]) for data, source in contract.samples(reader) if len(data) <= SMALL]
    for name, reader in contract.READERS.items()
}
"""The valid files of each reader."""


ENDINGS = sorted({ending for reader in contract.READERS.values() for ending in reader.EXTENSIONS})


def tries(usual: int) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=usual * 40 if IS_EXPLORING else usual, suppress_health_check=checks)


def keeps_the_rules(data: bytes, name: str) -> None:
    """Read `data` and hold what came out to the rules of every reading."""
    source = contract.source_of(data, name)
    start = time.monotonic()
    contract.check(read_bytes(data, source, contract.LIMITS), source)
    assert time.monotonic() - start < SLOWEST


@pytest.mark.parametrize("reader", sorted(name for name, files in SAMPLES.items() if files))
def test_a_changed_file_is_named_or_read(reader):
    files = SAMPLES[reader]

    @tries(20)
    @given(st.sampled_from(files), st.randoms(use_true_random=False), st.sampled_from((changed, changed_inside)))
    def holds(file, chosen, change):
        data, name = file
        keeps_the_rules(change(data, chosen, [other for other, _ in files]), name)

    holds()


OFFICE = {
    "docx": lambda inside: make_office.docx(inside)(),
    "odt": lambda inside: make_office.odt(inside)(),
    "ods": make_tables.open_sheet,
    "xlsx": make_tables.workbook,
}
"""How random XML is packed as each kind of office file."""


@pytest.mark.parametrize("kind", sorted(OFFICE))
def test_a_random_tree_in_an_office_file_is_named_or_read(kind):
    @tries(40)
    @given(st.randoms(use_true_random=False))
    def holds(chosen):
        keeps_the_rules(OFFICE[kind]("".join(tree(chosen) for _ in range(3))), f"in.{kind}")

    holds()


@tries(60)
@given(
    st.lists(
        st.builds(
            hostile_bytes.Member,
            name=st.binary(max_size=30),
            data=st.binary(max_size=200),
            method=st.sampled_from((0, 8, 9, 12, 14, 93, 99)),
            size=st.none() | st.integers(0, 2**32 - 1),
            crc=st.none() | st.integers(0, 2**32 - 1),
            flags=st.integers(0, 2**16 - 1),
            attributes=st.integers(0, 2**32 - 1),
            system=st.integers(0, 255),
            extra=st.binary(max_size=20),
            same_place=st.booleans(),
        ),
        max_size=6,
    ),
    st.binary(max_size=20),
)
def test_a_zip_of_random_members_is_named_or_read(members, comment):
    keeps_the_rules(hostile_bytes.zip_of(members, comment=comment), "in.zip")


@tries(60)
@given(st.binary(max_size=2_000), st.sampled_from(ENDINGS))
def test_bytes_at_random_under_any_name_are_named_or_read(data, ending):
    keeps_the_rules(data, f"in{ending}")
