"""The import contracts see every forbidden edit, and let pass what is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = "Imports run downwards, and every module has its floor"
HEAVY = "Heavy packages are reached through their adapters alone"
SERVICES = "Services know the services below them, and no sibling"
GROUND = "Nouns, findings and figures need no machinery"

FORBIDDEN = {
    "model-imports-networkx": ("model", "import networkx", GROUND),
    "findings-import-numpy-late": ("findings", "def f():\n    import numpy", GROUND),
    "sibling-services": ("services.load", "import changekit.services.dependencies", SERVICES),
    "lower-service-imports-higher": (
        "services.scoring",
        "import changekit.services.planning",
        SERVICES,
    ),
    "upward-import": ("model", "import changekit.services", FLOORS),
    "upward-import-late": ("tables", "def f():\n    import changekit.model", FLOORS),
    "polars-outside-its-adapter": ("tables", "import polars", HEAVY),
    "ortools-late": ("services.planning", "def f():\n    import ortools", HEAVY),
    "adapter-of-another-package": ("optional.plot", "import polars", HEAVY),
    "module-without-a-floor": ("sundries", '"""Odds and ends."""', FLOORS),
    "service-without-a-place": ("services.sundries", '"""Odds and ends."""', SERVICES),
}

TYPING_ONLY = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import changekit.services.planning
"""


@pytest.fixture
def copy(tmp_path: Path, checkout: Path) -> Path:
    """Return a folder with a copy of the package, to be spoilt."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(checkout / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    return tmp_path / "src"


def append(source: Path, module: str, text: str) -> None:
    """Add lines to a module, which is made when there is none."""
    path = source / "changekit" / Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    before = file.read_text(encoding="utf-8") if file.exists() else '"""New."""\n'
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")


def lint(source: Path) -> tuple[int, set[str]]:
    """Return the exit code of the check, and the contracts that it calls broken."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--config", "../pyproject.toml"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines()
    return done.returncode, {
        contract
        for contract in (FLOORS, HEAVY, SERVICES, GROUND)
        if any(line.startswith(f"{contract} BROKEN") for line in lines)
    }


def test_the_package_as_it_is_keeps_every_contract(copy: Path) -> None:
    assert lint(copy) == (0, set())


def test_an_upward_import_for_type_checkers_alone_is_allowed(copy: Path) -> None:
    append(copy, "services.planning", "")
    append(copy, "model", TYPING_ONLY)
    assert lint(copy) == (0, set())


@pytest.mark.parametrize(("module", "text", "contract"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_edit_breaks_its_contract(
    copy: Path, module: str, text: str, contract: str
) -> None:
    for name in ("services.dependencies", "services.planning"):
        append(copy, name, "")
    append(copy, module, text)
    code, broken = lint(copy)
    assert code == 1
    assert contract in broken
