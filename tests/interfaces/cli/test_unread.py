"""A plan of files with faults says what it leaves out, and claims no more than it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

FAULTY = "schema: 1\nid: a\ntitle: A\nstatus: decided\nweeks: many\n"
CIRCLE = "schema: 1\nid: {}\ntitle: T\nstatus: decided\nlinks: [{{kind: requires, to: {}}}]\n"


def test_a_plan_says_how_many_are_left_out_for_faults(run: Run, small: Path) -> None:
    (small / "initiatives" / "a.yaml").write_text(FAULTY, "utf-8")
    swedish = " ".join(run("plan", small).out.split())
    assert "utelämnade för fel i sina filer: 1" in swedish
    assert "Ingen plan ger mer nytta" not in swedish
    english = " ".join(run("plan", small, "--language", "en").out.split())
    assert "left out for faults in their files: 1" in english


def test_a_faulty_record_is_no_unknown_initiative(run: Run, small: Path) -> None:
    (small / "initiatives" / "a.yaml").write_text(FAULTY, "utf-8")
    answer = run("plan", small, "--explain", "a", "--language", "en")
    assert answer.code == 2
    assert "the record has faults" in answer.err
    assert "changekit check" in answer.err


def test_a_circle_is_not_called_the_best_plan(run: Run, small: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        path = small / "initiatives" / f"{name}.yaml"
        path.write_text(CIRCLE.format(name, other), "utf-8")
    assert "Ingen plan ger mer nytta" not in run("plan", small).out
