"""The wheel, not the checkout: installed with plain pip in a new environment it builds an example."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = ("hypothesis", "pytest", "mypy", "selenium", "uv", "hatchling", "ruff")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The Python of a new environment that has the wheel and, beside it, only the run-time dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True)
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    wheel = next(folder.glob("cenotaph-*.whl"))
    command = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps", "--no-index"]
    subprocess.run([*command, wheel], check=True)
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    # the libraries are those of the lock file, found where this environment has them; no network
    (Path(packages) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    blocked = "\n".join(f"sys.modules[{name!r}] = None" for name in FORBIDDEN)
    (Path(packages) / "sitecustomize.py").write_text(f"import sys\n{blocked}\n", encoding="utf-8")
    return python


def _run(python, *arguments, cwd):
    command = [python, "-P", "-m", "cenotaph", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_builds_the_examples_it_carries(installed, tmp_path):
    said = _run(installed, "demo", "shown", cwd=tmp_path)
    assert "Open in a browser" in said
    assert (tmp_path / "shown" / "black-january" / "site" / "index.html").is_file()
    assert (tmp_path / "shown" / "ozmara" / "site" / "index.html").is_file()


def test_it_runs_its_own_code_not_the_checkout(installed, tmp_path):
    code = "import cenotaph.record; print(cenotaph.record.__file__)"
    where = subprocess.run([installed, "-P", "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert str(ROOT / "cenotaph") not in where.stdout


def test_every_library_the_package_imports_is_declared():
    declared = {
        re.match(r"[A-Za-z0-9._-]+", line)[0].lower().replace("-", "_").replace(".", "_")
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    }
    imported = set()
    for path in (ROOT / "cenotaph").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    outside = {name for name in imported if name not in sys.stdlib_module_names and name != "cenotaph"}
    comes_with = {"markupsafe": "jinja2", "PIL": "pillow"}
    assert {comes_with.get(name, name) for name in outside} <= declared
