"""The public face: every name loads when asked for, and nothing else is offered."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import changekit


def typed_names() -> dict[str, str]:
    """Return what the face imports for type checkers: name to place."""
    tree = ast.parse(Path(changekit.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name: f"{node.module}:{alias.name}"
        for node in imports
        for alias in node.names
    }


@pytest.mark.parametrize("name", changekit.__all__)
def test_every_public_name_loads(name: str) -> None:
    assert getattr(changekit, name) is getattr(changekit, name)


def test_public_names_are_listed_once_and_in_order() -> None:
    assert list(changekit.__all__) == sorted(set(changekit.__all__))
    assert set(changekit.__all__) == set(changekit._PLACES)


def test_type_checkers_see_the_names_where_they_are_loaded_from() -> None:
    places = {
        name: place if ":" in place else ":".join(place.rsplit(".", 1))
        for name, place in changekit._PLACES.items()
    }
    assert typed_names() == places


@pytest.mark.parametrize("name", ["opne", "__wrapped__"])
def test_an_unknown_name_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'changekit' has no attribute '{name}'"):
        getattr(changekit, name)


def test_completion_offers_the_public_names_and_the_version() -> None:
    assert set(dir(changekit)) == {*changekit.__all__, "__version__"}


def test_the_version_is_the_one_in_pyproject(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    assert changekit.__version__ == project["project"]["version"]
