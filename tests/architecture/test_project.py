"""The project file, the pins and the extras say the same thing."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Project: TypeAlias = dict[str, Any]  # a TOML table holds anything
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+")


@pytest.fixture
def project(checkout: Path) -> Project:
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    table: Project = tomllib.loads(text)["project"]
    return table


@pytest.fixture
def pins(checkout: Path) -> list[str]:
    lines = (checkout / ".ci/constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def package(requirement: str) -> str:
    """Return the package that a requirement or a pin names, spelt in one way."""
    name = re.split(r"[\[<>=!~ ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pins_name_a_package_and_a_version_and_nothing_else(pins: list[str]) -> None:
    assert [line for line in pins if not PIN.fullmatch(line)] == []
    assert [package(pin) for pin in pins] == sorted({package(pin) for pin in pins})


def test_every_package_that_is_asked_for_is_pinned(project: Project, pins: list[str]) -> None:
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    asked = {package(name) for name in [*project["dependencies"], *extras]}
    assert asked - {package(pin) for pin in pins} == {"changekit"}


def test_all_means_every_extra_that_users_may_want(project: Project) -> None:
    extras = project["optional-dependencies"]
    wanted = ",".join(sorted(set(extras) - {"all", "dev"}))
    assert extras["all"] == [f"changekit[{wanted}]"]


def test_every_extra_has_its_adapter_and_every_adapter_its_extra(
    project: Project, checkout: Path
) -> None:
    adapters = {file.stem for file in (checkout / "src/changekit/optional").glob("[a-z]*.py")}
    assert adapters == set(project["optional-dependencies"]) - {"all", "dev", "testing"}


def test_the_licence_travels_with_the_package(project: Project, checkout: Path) -> None:
    assert project["license"] == "MIT"
    text = (checkout / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 the changekit contributors\n")
