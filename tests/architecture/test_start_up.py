"""Importing the package loads next to nothing; no clock is needed to see that."""

from __future__ import annotations

import json
import subprocess
import sys

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
