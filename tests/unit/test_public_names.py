"""The public functions are there under their plain names, whatever was imported before."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import cenotaph


@pytest.mark.parametrize("name", sorted(set(cenotaph.__all__) - {"__version__"}))
def test_a_public_name_is_a_documented_function(name):
    function = getattr(cenotaph, name)
    assert callable(function)
    assert function.__doc__


def test_a_verb_stays_a_function_after_the_module_of_its_name_was_imported():
    importlib.import_module("cenotaph.build")
    assert callable(cenotaph.build)


def test_importing_the_package_loads_no_heavy_library():
    code = "import sys, cenotaph.cli; print(sorted({'pyarrow', 'duckdb', 'lxml', 'rich', 'splink'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
