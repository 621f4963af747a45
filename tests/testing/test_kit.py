"""The rest of the kit: packs, plugins without what is installed, and the extra it needs."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from changekit.extension.hookspecs import hookimpl
from changekit.testing import check_pack, isolated_plugins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from changekit.extension.protocols.checking import Check

PACK = "schema: 1\nid: a/one\nversion: 1.0.0\ntitle: A\nnamespace: a\nlicence: CC0-1.0\n"
CONCEPT = "schema: 1\nid: a/x\nversion: 1.0.0\ntitle: X\nneeds: [lead-time]\n"


def nothing(municipality: object, as_of: object) -> Iterator[object]:
    return iter(())


class Plugin:
    @hookimpl
    def register_checks(self) -> Mapping[str, Check]:
        return {"nothing": nothing}  # type: ignore[dict-item]  # it gives none


def write(folder: Path, pack: str | None, *concepts: str) -> Path:
    (folder / "concepts").mkdir()
    if pack is not None:
        (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    for at, concept in enumerate(concepts):
        (folder / f"concepts/{at}.yaml").write_text(concept, encoding="utf-8")
    return folder


def test_a_good_pack_passes(tmp_path: Path) -> None:
    assert list(check_pack(write(tmp_path, PACK, CONCEPT))) == []


BAD = {
    "no-pack": (None, [CONCEPT], "pack.yaml: "),
    "no-licence": (PACK.replace("licence: CC0-1.0\n", ""), [CONCEPT], "the key 'licence'"),
    "bad-licence": (PACK.replace("CC0-1.0", "free for all"), [CONCEPT], "as SPDX names it"),
    "no-namespace": (PACK.replace("namespace: a\n", ""), [CONCEPT], "the key 'namespace'"),
    "namespace": (PACK, [CONCEPT.replace("a/x", "b/x")], "with the namespace 'a'"),
    "reference": (PACK, [CONCEPT.replace("lead-time", "led-time")], "did you mean 'lead-time'"),
    "empty": (PACK, [], "holds neither concepts nor needs"),
    "licences": (PACK, [f"{CONCEPT}provenance: {{licence: MIT}}\n"], "and its concepts"),
    "taken": (PACK.replace("a/one", "changekit/core"), [CONCEPT], "belongs to another pack"),
}


@pytest.mark.parametrize(("pack", "concepts", "why"), BAD.values(), ids=BAD)
def test_a_bad_pack_is_caught(
    tmp_path: Path, pack: str | None, concepts: list[str], why: str
) -> None:
    with pytest.raises(AssertionError, match=why):
        check_pack(write(tmp_path, pack, *concepts))


@pytest.mark.installed_plugins
def test_isolated_plugins_are_the_built_in_ones_and_those_given() -> None:
    assert {item.distribution for item in isolated_plugins().status().items} == {"changekit"}
    plugins = isolated_plugins({"mine": Plugin()})
    assert "nothing" in plugins.checks
    assert [it.name for it in plugins.status().items if it.distribution != "changekit"] == ["mine"]


def test_isolated_plugins_do_not_listen_to_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHANGEKIT_PLUGINS", "")
    monkeypatch.setenv("CHANGEKIT_DISABLE", "mine")
    assert "nothing" in isolated_plugins({"mine": Plugin()}).checks


def test_without_hypothesis_the_kit_says_how_to_get_it() -> None:
    program = """
import sys
sys.modules["hypothesis"] = None
from changekit.errors import MissingExtraError
try:
    import changekit.testing
except MissingExtraError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == (
        "changekit.testing needs the extra 'testing': pip install 'changekit[testing]'"
    )
