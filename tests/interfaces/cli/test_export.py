"""`changekit export`: the catalogue of a workspace or a pack, printed or written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from changekit.services.catalogue.exporting import read_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


def test_a_pack_is_printed_and_read_back(run: Run) -> None:
    printed = run("export", "changekit/core", "--format", "json")
    catalogue = read_json(printed.out)
    assert printed.code == 0
    assert "changekit/frontline-empowerment" in catalogue.by_id
    assert json.loads(run("export", "changekit/core", "--json").json["text"])["needs"]


def test_a_workspace_is_exported_with_its_packs_or_without(
    run: Run, example: Callable[[str], Path]
) -> None:
    whole = read_json(run("export", example("lulea")).out)
    own = read_json(run("export", example("lulea"), "--own").out)
    assert "changekit/frontline-empowerment" in whole.by_id
    assert "changekit/frontline-empowerment" not in own.by_id


def test_a_file_is_written_and_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "katalog.md"
    words = ("export", "changekit/core", "--format", "markdown", "--out", out, "--language", "sv")
    assert run(*words, "--json").json["written"] == [{"file": str(out), "guessed": []}]
    assert out.read_text("utf-8").startswith("# Katalog över förändringskoncept\n")
    out.write_text("ours", "utf-8")
    refused = run(*words)
    assert (refused.code, out.read_text("utf-8")) == (2, "ours")
    assert run(*words, "--overwrite").code == 0
    assert out.read_text("utf-8") != "ours"


def test_what_the_export_is_made_of_is_never_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    file = tmp_path / "concepts" / "x.yaml"
    file.write_text("schema: 1\nid: a/x\nversion: 1.0.0\ntitle: X\n", "utf-8")
    before = file.read_bytes()
    assert run("export", tmp_path, "--out", file, "--overwrite").code == 2
    assert file.read_bytes() == before


def test_an_unknown_format_lists_those_there_are(run: Run) -> None:
    answer = run("export", "changekit/core", "--format", "xml")
    assert (answer.code, answer.out) == (2, "")
    assert "csv, json, markdown, skos" in answer.err
