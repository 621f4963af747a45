"""`changekit show`: one thing, in the reader's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


def test_an_initiative_is_told_in_swedish(run: Run, example: Callable[[str], Path]) -> None:
    place = ("--workspace", example("lulea"), "--language", "sv")
    told = run("show", "bestallarkompetens", *place).out
    for line in ("Prioritet", "medel", "Belastning", "kommunledning: 0,5", "40 persondagar"):
        assert line in told
    assert "2016-04-29: föreslaget, Uppe i ledningsgruppen" in told
    for raw in ("owner.unit", "[0]", "mandate.", "person_days", "integrated"):
        assert raw not in told


def test_every_field_of_the_example_has_a_swedish_name(
    run: Run, example: Callable[[str], Path]
) -> None:
    folder = example("lulea")
    for file in sorted((folder / "initiatives").glob("*.yaml")):
        told = run("show", file.stem, "--workspace", folder, "--language", "sv").out
        rows = told.splitlines()[3:]
        names = [row.split("  ")[0] for row in rows if row[:1].strip()]
        assert not [name for name in names if re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", name)]


def test_a_workspace_before_the_id_gives_the_command_that_was_meant(
    run: Run, example: Callable[[str], Path]
) -> None:
    folder = example("lulea")
    answer = run("show", folder, "mandat-i-motet", "--language", "en")
    assert answer.code == 2
    assert f"changekit show mandat-i-motet --workspace {folder}" in answer.err
    assert "one id at a time" in run("show", "a", "b", "--language", "en").err


def test_an_address_on_a_page_stays_whole(run: Run) -> None:
    told = run("show", "changekit/plain-letters", "--language", "sv").out
    lines = [line.strip() for line in told.splitlines()]
    assert any(re.fullmatch(r".*<https://www\.isof\.se/\S+>", line) for line in lines)
    assert "<" not in lines
