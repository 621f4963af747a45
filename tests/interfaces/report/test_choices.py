"""What could be otherwise: clashes, worth of capacity, what decisions cost, and what moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from changekit.interfaces.report import write_report
from changekit.interfaces.report.choices import TRIED
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.wording import WORDS
from changekit.interfaces.report.writing import management_html, report_html
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def page_of(data: dict[str, Any], language: str = "sv") -> str:
    town = Workspace.from_dict(data, language=language, plugins={})
    return report_html(Material(workspace=town, plan=town.plan(moves=20)))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    assert found, f"no section {name}"
    return found[0]


def decided(data: dict[str, Any], count: int) -> dict[str, Any]:
    facts = {"date": "2011-01-03", "body": {"sv": "Ledningsgruppen", "en": "The group"}}
    rows = [{**facts, "initiative": f"d{at}", "do": "stop", "reference": f"KS {at}"}
            for at in range(count)]  # fmt: skip
    return {**data, "decisions": rows}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_plan_says_its_value_and_how_far_it_is_from_the_best_possible(
    data: dict[str, Any], language: str
) -> None:
    town = Workspace.from_dict(data, language=language, plugins={})
    plan = town.plan(moves=20)
    told = section(report_html(Material(workspace=town, plan=plan)), "plan")
    assert WORDS["quality"].to(language).split("{")[0] in told
    assert plan.quality().to(language) in told


def test_rules_that_clash_stand_with_their_places_and_what_alone_would_end_it(
    checkout: Path,
) -> None:
    town = Workspace.open(checkout / "docs/examples/ekby", language="en", plugins={})
    plan = town.plan(moves=0)
    told = section(report_html(Material(workspace=town, plan=plan)), "plan")
    assert plan.clashes
    for clash in plan.clashes:
        assert all(str(rule.place) in told for rule in clash.rules)
    assert "What would solve it" in told
    assert "CK450" not in told  # said once


def test_what_more_capacity_is_worth_has_a_section(town: Workspace) -> None:
    plan = town.plan(moves=20)
    page = report_html(Material(workspace=town, plan=plan))
    worth = plan.worth_of_capacity()
    assert len(worth)
    told = section(page, "worth")
    assert all(item.name.to(town.language) in told for item in worth.items[:15])


def test_what_decisions_cost_has_a_section_only_where_something_was_decided(
    data: dict[str, Any],
) -> None:
    assert 'id="overrides"' not in page_of(data)
    told = section(page_of(decided(data, 2)), "overrides")
    assert "KS 0" in told
    assert "KS 1" in told


def test_many_decisions_are_counted_and_the_command_is_named(data: dict[str, Any]) -> None:
    base = data["initiatives"][3]
    more = [{**base, "id": f"d{at}"} for at in range(6, TRIED + 1)]
    rich = {**data, "initiatives": [*data["initiatives"], *more]}
    told = section(page_of(decided(rich, TRIED + 1)), "overrides")
    assert f"{TRIED + 1} beslut" in told
    assert "changekit plan --overrides" in told


def test_what_moved_since_the_last_plan_stands_with_its_causes(
    data: dict[str, Any], tmp_path: Path
) -> None:
    earlier = Workspace.from_dict(data, plugins={}).plan(moves=20)
    rows = [{**row, "weeks": 25} if row["id"] == "a-pagar" else row for row in data["initiatives"]]
    later = Workspace.from_dict({**data, "initiatives": rows}, language="sv", plugins={})
    replanned = later.replan(earlier, moves=20)
    assert replanned.moves
    (file,) = write_report(later, tmp_path / "r.html", replanned=replanned)
    told = section(file.read_text(encoding="utf-8"), "moved")
    assert "<svg" in told
    assert all(move.cause.text.to("sv").split(",")[0] in told for move in replanned.moves)
    assert 'id="moved"' not in page_of(data)


def test_where_nothing_moved_that_is_said_without_a_picture(data: dict[str, Any]) -> None:
    town = Workspace.from_dict(data, language="sv", plugins={})
    replanned = town.replan(town.plan(moves=20), moves=20)
    page = report_html(Material(workspace=town, plan=replanned.plan, replanned=replanned))
    assert replanned.moves == ()
    assert "<svg" not in section(page, "moved")


def test_the_page_for_management_says_how_much_more_any_plan_could_give(
    data: dict[str, Any],
) -> None:
    town = Workspace.from_dict(data, language="en", plugins={})
    plan = town.plan(moves=20)
    known = Material(
        workspace=town, plan=attrs.evolve(plan, status="feasible", bound=1.0701 * plan.objective)
    )
    assert "No plan can give more than 8% more benefit" in management_html(known)
    unknown = Material(workspace=town, plan=attrs.evolve(plan, bound=None, status="feasible"))
    assert "No plan can give more" not in management_html(unknown)
    kept = town.replan(plan, moves=20)
    told = management_html(Material(workspace=town, plan=kept.plan, replanned=kept))
    assert "Nothing has changed since the last plan" in told
