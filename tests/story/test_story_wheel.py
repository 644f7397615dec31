"""The wheel, not the checkout: installed with plain pip in a new environment it builds an example."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
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
    done = subprocess.run([python, "-P", "-m", "cenotaph", *arguments], capture_output=True, text=True, cwd=cwd)
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


def test_its_dependencies_are_declared_and_met(installed, tmp_path):
    code = (
        "import importlib.metadata as m, re\n"
        "for line in m.requires('cenotaph'):\n"
        "    m.version(re.match(r'[A-Za-z0-9._-]+', line)[0])\n"
    )
    subprocess.run([installed, "-P", "-c", code], check=True, cwd=tmp_path)
