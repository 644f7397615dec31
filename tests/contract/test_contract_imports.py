"""Imports go down only, and stages never import each other."""

from __future__ import annotations

import ast
from pathlib import Path

import cenotaph

PACKAGE = Path(cenotaph.__file__).parent
STAGES = ("capture", "read", "claim", "match", "weigh", "estimate", "publish")
HEAVY = {
    "babel", "cryptography", "duckdb", "icalendar", "jinja2", "lxml", "nh3", "openpyxl", "pyarrow", "pypdfium2",
    "rich", "scipy", "splink", "trafilatura",
}  # fmt: skip
DOOR = {
    "",
    "__main__",
    "adding",
    "alone",
    "build",
    "checking",
    "cli",
    "dating",
    "decide",
    "demo",
    "diff",
    "doctor",
    "draft",
    "explain",
    "explain_person",
    "held_back",
    "listed",
    "matching",
    "per_source",
    "proposed",
    "unpacked",
    "public",
    "reference",
    "release",
    "serving",
    "show",
    "summary",
    "todo",
}
"""Modules that may use stages; everything else in the package is below them."""


def _imports(path: Path, *, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_only else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "cenotaph":
                found |= {f"cenotaph.{alias.name}" for alias in node.names}
    return found


def _modules() -> list[tuple[Path, str]]:
    return [(path, path.relative_to(PACKAGE).parts[0].removesuffix(".py")) for path in sorted(PACKAGE.rglob("*.py"))]


def _owner(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def test_stages_never_import_each_other_or_the_door():
    for path, owner in _modules():
        if owner not in STAGES:
            continue
        used = {_owner(name) for name in _imports(path) if name.startswith("cenotaph.")}
        assert not used & (set(STAGES) - {owner}), path
        assert not used & (DOOR - {""}), path


def test_what_lies_below_the_stages_imports_no_stage_and_no_door():
    for path, owner in _modules():
        if owner in STAGES or owner in DOOR or owner == "__init__":
            continue
        used = {_owner(name) for name in _imports(path) if name.startswith("cenotaph.")}
        assert not used & set(STAGES), path
        assert not used & (DOOR - {""}), path


def test_no_module_of_the_command_line_imports_a_heavy_library_when_loaded():
    for path, owner in _modules():
        if owner == "cli":
            used = {name.split(".")[0] for name in _imports(path, top_only=True)}
            assert not used & HEAVY, path
            assert not any(
                name.startswith("cenotaph.") and _owner(name) in STAGES for name in _imports(path, top_only=True)
            ), path


def test_every_module_a_stage_is_made_of_is_in_the_keys_of_the_steps():
    """A changed line in a shared module must make the steps that use it run again."""
    from cenotaph.per_source import CLAIM_CODE, READ_CODE
    from cenotaph.steps import COMMON

    keyed = {name.removesuffix(".py") for name in (*COMMON, *READ_CODE, *CLAIM_CODE)}
    only_types = {"archive", "errors"}
    for path, owner in _modules():
        if owner in STAGES or owner in keyed:
            used = {_owner(name) for name in _imports(path) if name.startswith("cenotaph.")} - {"", *STAGES}
            assert used <= keyed | only_types, path
