"""Every hook is used by a built-in or an example, and the listing shows what became of each."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from changekit.extension.hookspecs import HOOKS
from changekit.extension.manager import BUILT_IN, Plugins

if TYPE_CHECKING:
    from pathlib import Path


def examples(checkout: Path) -> dict[str, Path]:
    """Return the folders of the example plugins by the names that their entry points have."""
    found: dict[str, Path] = {}
    for file in checkout.glob("plugins/*/pyproject.toml"):
        points = tomllib.loads(file.read_text(encoding="utf-8"))["project"]["entry-points"]
        found |= {name: file.parent for group in points.values() for name in group}
    return found


def test_every_hook_is_used_by_a_built_in_or_an_example(checkout: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in checkout.glob("plugins/*/src/*/*.py")]
    unused = [
        hook
        for hook in HOOKS
        if hook not in BUILT_IN and not any(f"def {hook}(" in source for source in sources)
    ]
    assert unused == []


def test_every_example_has_a_readme_tests_and_its_own_distribution(checkout: Path) -> None:
    assert set(examples(checkout)) == {"broken", "elections", "meetings", "reach", "schools"}
    for folder in examples(checkout).values():
        assert (folder / "README.md").is_file()
        assert list((folder / "tests").glob("test_*.py"))


@pytest.mark.installed_plugins
def test_the_listing_shows_each_installed_example_while_everything_else_works(
    checkout: Path, tmp_path: Path
) -> None:
    points = metadata.entry_points()
    groups = ("changekit", "changekit.packs")
    there = {point.name for group in groups for point in points.select(group=group)}
    run = subprocess.run(
        [sys.executable, "-m", "changekit", "plugins", "--json"],
        capture_output=True, check=True, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    listed = {item["name"]: item for item in json.loads(run.stdout)["plugins"]}
    keys = {"name", "version", "hooks", "status", "error", "milliseconds"}
    assert all(keys <= item.keys() for item in listed.values())
    expected = {
        "broken": "broken",
        "elections": "ok",
        "meetings": "ok",
        "reach": "ok",
        "schools": "ok",
    }
    for name in expected.keys() & there:
        assert listed[name]["status"] == expected[name]
        assert bool(listed[name]["error"]) == (expected[name] == "broken")
    own = {"core", "dependencies", "planning", "portfolio", "scoring"}
    assert {listed[name]["status"] for name in own} == {"ok"}
    plan = [sys.executable, "-m", "changekit", "plan", str(checkout / "docs/examples/lovisa")]
    done = subprocess.run([*plan, "--json"], capture_output=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout)["initiatives"]


def test_no_test_sees_what_happens_to_be_installed() -> None:
    left = [item for item in Plugins().status().items if item.distribution != "changekit"]
    assert {item.status for item in left} <= {"disabled"}
