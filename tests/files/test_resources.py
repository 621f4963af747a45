"""What comes with changekit is found, and its catalogue has no faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.errors import UnknownNameError
from changekit.files import resources
from changekit.files.resources import (
    catalog_folder,
    example_folder,
    examples_folder,
    read_catalogue,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_the_catalogue_holds_concepts_and_needs_and_no_faults() -> None:
    catalogue = read_catalogue()
    assert [item.line() for item in catalogue.findings] == []
    assert len(catalogue.concepts) >= 15
    assert {need for item in catalogue.concepts for need in item.needs} <= {
        need.id for need in catalogue.needs
    }


def test_the_examples_are_found_by_name() -> None:
    assert example_folder("eskilstuna") == examples_folder() / "eskilstuna"
    with pytest.raises(UnknownNameError, match="did you mean 'eskilstuna'"):
        example_folder("eskilstunna")


def test_what_is_in_the_wheel_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "_bundled/catalog"
    packed.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE_FOLDER", tmp_path)
    assert catalog_folder() == packed
    assert examples_folder().parts[-2:] == ("docs", "examples")
