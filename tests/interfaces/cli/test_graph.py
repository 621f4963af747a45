"""`changekit graph` answers what waits, what moves, what is lost and what hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

A = "id: a\ntitle: A\nweeks: 10\nvalue: {per_week: 5, unit: ksek}\n"
FILES = {
    "a": A + "links: [{kind: requires, to: b}]\n",
    "b": "id: b\ntitle: B\nweeks: 10\nlinks: [{kind: requires, to: c}]\n",
    "c": "id: c\ntitle: C\nweeks: 10\nlinks: [{kind: follows, to: a}]\n",
}


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / "initiatives" / f"{name}.yaml"
        path.write_text(f"schema: 1\n{text}", "utf-8")


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    """Return a workspace of three initiatives that wait for each other."""
    settings = "schema: 1\nname: Kommunen\nlanguage: en\nas_of: 2026-01-12\n"
    (tmp_path / "changekit.yaml").write_text(settings, "utf-8")
    (tmp_path / "initiatives").mkdir()
    write(tmp_path, **FILES)
    return tmp_path


def test_circles_are_named_with_the_link_whose_removal_costs_least(run: Run, circle: Path) -> None:
    told = run("graph", circle, "--cycles", "--json").json
    assert told["cycles"] == [["a", "b", "c", "a"]]
    assert told["cheapest"] == told["cuts"] == [["c", "a"]]
    assert (told["cost"], told["exact"], told["complete"]) == (1, True, True)
    assert run("graph", circle, "--cycles").out == (
        "a -> b -> c -> a (cheapest to remove: c -> a)\nopens all circles: c -> a\n"
    )


@pytest.mark.parametrize("option", ["--chain", "--bottlenecks", "--reduced"])
def test_what_needs_an_order_names_the_circle(run: Run, circle: Path, option: str) -> None:
    answer = run("graph", circle, option)
    assert answer.code == 2
    assert "a -> b -> c -> a" in answer.err


def test_several_questions_are_answered_at_once(run: Run, example: Callable[[str], Path]) -> None:
    asked = ("--cycles", "--chain", "--clusters", "--coupling", "--bottlenecks")
    told = run("graph", example("lulea"), *asked, "--json").json
    assert {"cycles", "chain", "slack", "clusters", "apart", "coupling", "bottlenecks"} <= {*told}
    assert told["chain"]["weeks"] > 0
    assert all(told["slack"][name] == 0 for name in told["chain"]["initiatives"])
    words = run("graph", example("lulea"), *asked, "--language", "sv").out
    assert "inget väntar på sig självt" in words
    assert "kan planeras var för sig" in words
    assert "veckors marginal" in words


def test_an_impact_tells_who_moves_and_what_is_lost(
    run: Run, example: Callable[[str], Path]
) -> None:
    lulea = example("lulea")
    drop = run("graph", lulea, "--impact", "introduktionskurs", "--json").json["impact"]
    assert "dokumentera-framgangar" in drop["lost"]
    late = run("graph", lulea, "--impact", "introduktionskurs", "--delay", "6", "--json").json
    assert {move["weeks"] for move in late["delay"]["moves"]} == {6}
    words = run("graph", lulea, "--impact", "introduktionskurs", "--delay", "6",
                "--language", "en").out  # fmt: skip
    assert "6 weeks later" in words
    assert "the last end moves" in words


def test_a_reduced_graph_has_no_link_that_others_say(run: Run, circle: Path) -> None:
    write(
        circle,
        a=A + "links: [{kind: requires, to: b}, {kind: requires, to: c}]\n",
        c="id: c\ntitle: C\nlinks: [{kind: requires, to: d}]\n",
        d="id: d\ntitle: D\n",
    )
    assert len(run("graph", circle, "--json").json["links"]) == 4
    assert len(run("graph", circle, "--reduced", "--json").json["links"]) == 3
    assert run("graph", circle, "--reduced", "--format", "dot").out.count("->") == 3


def test_a_delay_without_an_impact_is_refused(run: Run, circle: Path) -> None:
    answer = run("graph", circle, "--delay", "3")
    assert answer.code == 2
    assert "--impact" in answer.err
    assert "unknown initiative 'x'" in run("graph", circle, "--impact", "x").err


def test_weeks_alone_are_refused(run: Run, circle: Path) -> None:
    answer = run("graph", circle, "--weeks", "3", "--language", "sv")
    assert answer.code == 2
    assert "--weeks hör ihop med --if-late" in answer.err
