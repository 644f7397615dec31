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


@pytest.mark.parametrize("name", ["match.model", "read.html", "estimate.draws", "build"])
@pytest.mark.parametrize("first", ["pass", "cenotaph.match; cenotaph.read; cenotaph.estimate; cenotaph.build"])
def test_what_lives_in_a_module_of_a_verbs_name_is_imported_under_another_name(name, first):
    code = f"import cenotaph; {first}; import cenotaph.{name} as inside; assert inside.annotations"
    code += f"; assert callable(cenotaph.{name.partition('.')[0]})"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_loads_no_heavy_library():
    code = "import sys, cenotaph.cli; print(sorted({'pyarrow', 'duckdb', 'lxml', 'rich', 'splink'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
