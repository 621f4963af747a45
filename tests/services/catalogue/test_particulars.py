"""Licences that nobody knows, periods that run backwards, and packs that nobody would find."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.errors import InvalidValueError
from changekit.files.resources import catalog_folder
from changekit.files.scaffolds import new_pack
from changekit.model.concept import Concept
from changekit.services.catalogue.packs import build_pack, verify_pack
from changekit.services.catalogue.particulars import particulars
from tests.files.packs.conftest import write_pack

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {"id": "se-1/x", "version": "1.0.0", "title": "X"}
SOURCE = {"document": "d"}


def lines(**fields: object) -> list[str]:
    found = particulars(Concept.from_dict({**FACTS, **fields}))
    return [item.line("en") for item in found]


@pytest.mark.parametrize(
    ("licence", "meant"),
    [
        ("CCO-1.0", "CC0-1.0"), ("CC0", "CC0-1.0"), ("MIT OR CC-BY-4", "CC-BY-4.0"),
        ("Mit", "MIT"), ("LicenseRef-own", None), ("CC0-1.0", None), ("EUPL-1.2 OR MIT", None),
    ],
)  # fmt: skip
def test_a_licence_that_spdx_has_not_is_met_with_the_closest(
    licence: str, meant: str | None
) -> None:
    said = lines(provenance={"licence": licence})
    assert [f"did you mean {meant}?" in line for line in said] == ([True] if meant else [])


def test_periods_and_tags_that_cannot_be_meant_are_found() -> None:
    back = {"from": "2012-01-01", "to": "2011-01-01"}
    (period,) = lines(
        adoptions=[{"municipality": {"name": "A"}, "period": back, "source": SOURCE}]
    )
    assert "CK535 the period ends 2011-01-01, before it begins 2012-01-01" in period
    (tags,) = lines(tags=["a", "b", "a"])
    assert "CK536 tags stand twice: a" in tags


def test_check_of_a_workspace_finds_them() -> None:
    concept = {**FACTS, "provenance": {"licence": "CC0"}}
    data = {"settings": {"name": "X", "as_of": "2024-01-08"}, "concepts": [concept]}
    found = ck.Workspace.from_dict(data).check(as_of=dt.date(2024, 1, 8))
    assert "CK534" in {item.code for item in found}


def test_verify_notes_an_empty_pack_and_a_concept_without_needs(tmp_path: Path) -> None:
    new_pack(tmp_path / "empty", namespace="se-1", title="T", licence="CC0-1.0")
    (empty,) = verify_pack(tmp_path / "empty")
    assert (empty.code, empty.severity) == ("CK537", "info")
    codes = {item.code for item in verify_pack(write_pack(tmp_path / "p"))}
    assert codes == {"CK538"}


def test_changekits_own_catalogue_is_sound() -> None:
    assert not verify_pack(catalog_folder()).of("CK534", "CK535", "CK536", "CK537", "CK538")


def test_a_pack_is_read_by_the_text_of_its_path(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "p")
    build_pack(folder, tmp_path / "p.zip")
    for path in (folder, tmp_path / "p.zip"):
        assert [item.id for item in ck.read_pack(str(path)).concepts] == ["a/x"]
    with pytest.raises(InvalidValueError, match="as a path, not int"):
        ck.read_pack(5)  # type: ignore[arg-type]  # what is wrong
