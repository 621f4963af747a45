"""Importing the package and asking for help load next to nothing, seen without a clock."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# What the help text of the command line does without.
MACHINERY = {"importlib.metadata", "jinja2", "networkx", "numpy", "pluggy", "rich", "yaml"}

IMPORTING_BY_NAME = {
    "__init__.py",  # the public names
    "extension/manager.py",  # the plugins
    "interfaces/cli/main.py",  # the commands
    "rules/__init__.py",  # the areas of rules
    "testing/records.py",  # the modules of the model
}

SLOW = {
    "attr",
    "attrs",
    "click",
    "importlib.metadata",
    "jinja2",
    "networkx",
    "numpy",
    "pluggy",
    "rich",
    "typing",
    "yaml",
}


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a statement loads in a fresh interpreter."""
    program = (
        "import sys; before = set(sys.modules)\n"
        f"{statement}\n"
        "loaded = sorted(set(sys.modules) - before); import json; print(json.dumps(loaded))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_none_of_the_slow_modules() -> None:
    loaded = loaded_by("import changekit")
    assert "changekit" in loaded
    assert loaded & SLOW == set()


def test_importing_the_package_loads_no_other_module_of_ours() -> None:
    ours = {name for name in loaded_by("import changekit") if name.startswith("changekit.")}
    assert ours == set()


def test_asking_for_the_version_is_what_loads_the_metadata() -> None:
    assert "importlib.metadata" in loaded_by("import changekit; changekit.__version__")


@pytest.mark.parametrize("call", [["--help"], ["nonsense"]], ids=["help", "misspelt"])
def test_asking_for_help_loads_no_plugin_and_no_machinery(call: list[str]) -> None:
    loaded = loaded_by(
        f"from changekit.interfaces.cli import main\ntry: main({call})\nexcept SystemExit: pass"
    )
    assert "click" in loaded
    assert loaded & MACHINERY == set()
    assert [name for name in loaded if name.startswith("changekit.extension")] == []


def test_modules_are_imported_by_name_only_where_that_is_the_point(checkout: Path) -> None:
    """Import contracts cannot see such imports, so each place is named here."""
    package = checkout / "src/changekit"
    found = {
        file.relative_to(package).as_posix()
        for file in package.glob("**/*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        if "import_module" in (getattr(node, "id", ""), getattr(node, "attr", ""))
    }
    assert found <= IMPORTING_BY_NAME
