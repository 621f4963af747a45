"""Results draw themselves: the same figures that their tables hold, as a chart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import networkx
import pytest

from changekit.errors import CyclicDependencyError
from changekit.figures import Drawn, Gantt, HeatMap, Network, RankBars
from changekit.services.dependencies import DependencyGraph
from changekit.services.load import load_matrix
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def town() -> Workspace:
    row: dict[str, Any] = {"status": "decided", "weeks": 8, "owner": {"unit": "soc"}}
    rows = [{**row, "id": f"i{at}", "title": f"Nummer {at}"} for at in range(5)]
    rows[4]["links"] = [{"kind": "requires", "to": "i0", "why": "bygger vidare"}]
    data = {
        "settings": {
            "name": "Provstad", "period": {"start": "2011-01-03", "count": 40},
            "as_of": "2011-01-03",
        },
        "organisation": {
            "units": [
                {"id": "soc", "name": "Socialkontoret", "capacity": 2},
                {"id": "it", "name": "It-enheten", "capacity": 2},
                {"id": "tom", "name": "Tom"},
            ],
            "freezes": [
                {"from": "2011-06-20", "to": "2011-08-14", "units": ["it"]},
                {"from": "2011-04-18", "to": "2011-04-24"},
            ],
        },
        "initiatives": rows,
    }  # fmt: skip
    return Workspace.from_dict(data, plugins={})


DRAWN: dict[str, tuple[Callable[[Workspace], Drawn], type]] = {
    "plan": (lambda town: town.plan(), Gantt),
    "ranking": (lambda town: town.score(), RankBars),
    "graph": (lambda town: town.graph(), Network),
    "load": (lambda town: load_matrix(town.municipality, {"i0": (0, 8)}), HeatMap),
}


@pytest.mark.parametrize(("make", "kind"), DRAWN.values(), ids=list(DRAWN))
def test_a_result_draws_itself_in_its_language(
    town: Workspace, make: Callable[[Workspace], Drawn], kind: type
) -> None:
    result = make(town)
    assert isinstance(result.figure(), kind)
    assert len(result.plot().axes[0].texts) > 1


def test_every_planned_initiative_is_a_bar_in_its_unit(town: Workspace) -> None:
    plan = town.plan()
    chart = plan.figure()
    assert len(chart.bars) == len(plan.starts)
    assert {bar.group.to("sv") for bar in chart.bars} == {"Socialkontoret"}
    waiting = [bar for bar in chart.bars if bar.state == "waits"]
    assert all(bar.earliest is not None and bar.earliest < bar.start for bar in waiting)


def test_a_freeze_of_another_unit_is_not_drawn(town: Workspace) -> None:
    assert town.plan().figure().freezes == ((dt.date(2011, 4, 18), dt.date(2011, 4, 24)),)


def test_a_month_shows_its_heaviest_week_and_unknown_capacity_stays_unknown(
    town: Workspace,
) -> None:
    weeks = {"i0": (0, 8), "i1": (2, 1), "i2": (2, 1)}
    chart = load_matrix(town.municipality, weeks).figure()
    assert [row.to("sv") for row in chart.rows] == ["Socialkontoret", "It-enheten"]
    january = chart.cells[0][0]
    assert (january.load, january.capacity) == (3.0, 2.0)
    assert chart.cells[1][0].load == 0


def test_what_comes_first_stands_to_the_left() -> None:
    graph = DependencyGraph.from_graph(
        networkx.DiGraph([("paint", "plaster"), ("plaster", "build"), ("sell", "build")])
    )
    layers = {node.id: node.layer for node in graph.figure().nodes}
    assert layers == {"build": 0, "plaster": 1, "sell": 1, "paint": 2}


def test_the_longest_chain_is_set_off_with_the_slack_of_all_that_hangs_together_with_it() -> None:
    graph = networkx.DiGraph([("paint", "plaster"), ("plaster", "build"), ("sell", "build")])
    graph.add_edge("eat", "cook")
    figure = DependencyGraph.from_graph(graph).figure(chain=True)
    assert figure.chain == ("build", "plaster", "paint")
    weeks = DependencyGraph.from_graph(graph).assumed_weeks
    slack = {node.id: node.slack for node in figure.nodes}
    assert slack == {"build": 0, "paint": 0, "plaster": 0, "sell": weeks}
    assert "build, plaster, paint" in figure.summary.to("en")


def test_where_nothing_is_linked_the_chain_is_one_box_and_an_empty_graph_has_none() -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    assert DependencyGraph.from_graph(graph).figure(chain=True).chain == ()
    graph.add_node("alone")
    assert DependencyGraph.from_graph(graph).figure(chain=True).chain == ("alone",)


def test_a_circle_has_no_longest_chain() -> None:
    graph = DependencyGraph.from_graph(networkx.DiGraph([("a", "b"), ("b", "a")]))
    with pytest.raises(CyclicDependencyError, match="wait for each other"):
        graph.figure(chain=True)


def test_a_circle_is_drawn_all_the_same() -> None:
    graph = DependencyGraph.from_graph(networkx.DiGraph([("a", "b"), ("b", "c"), ("c", "a")]))
    figure = graph.figure()
    assert len(figure.links) == 3
    assert figure.to_svg().startswith("<svg")


def test_initiatives_without_links_are_not_drawn(town: Workspace) -> None:
    assert [node.id for node in town.graph().figure().nodes] == ["i0", "i4"]
