"""What is lost, what moves, what is said twice, and what hangs together without a link."""

from __future__ import annotations

from typing import Any

import pytest

from changekit.errors import CyclicDependencyError, InvalidValueError, UnknownNameError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.settings import Settings
from changekit.services.dependencies import DependencyGraph, Node, Tie, Worth, dependencies
from changekit.services.dependencies import coupling as couplings
from changekit.text import Text


def graph_of(*rows: dict[str, Any]) -> DependencyGraph:
    """Return the graph of initiatives of 10 weeks each."""
    read = [Initiative.from_dict({"title": row["id"], "weeks": 10, **row}) for row in rows]
    settings = Settings(name=Text.plain("Kommunen"))
    return dependencies(Municipality(settings=settings, initiatives=tuple(read)))


def links(*written: str) -> list[dict[str, str]]:
    return [dict(zip(("kind", "to"), link.split(), strict=True)) for link in written]


def worth(amount: float, unit: str = "ksek") -> dict[str, Any]:
    return {"per_week": amount, "unit": unit}


def test_dropping_loses_the_value_of_all_that_needs_it() -> None:
    graph = graph_of(
        {"id": "a", "value": worth(5)},
        {"id": "b", "value": {"unknown": {"low": 1, "high": 3}, "unit": "ksek"},
         "links": links("requires a")},
        {"id": "c", "value": worth(7, "hours"), "links": links("requires b")},
        {"id": "d", "links": links("requires a")},
        {"id": "e", "status": "done", "value": worth(99), "links": links("requires a")},
    )  # fmt: skip
    impact = graph.if_dropped("a")
    assert impact.lost == ("b", "c", "d", "e")
    assert impact.value_per_week == (
        Worth(low=7, high=7, unit="hours"), Worth(low=6, high=8, unit="ksek"),
    )  # fmt: skip
    assert impact.unknown_value == ("d",)
    assert [str(sum_) for sum_ in impact.value_per_week] == ["7 hours", "6-8 ksek"]


def test_a_delay_costs_each_as_many_weeks_of_value_as_it_ends_later() -> None:
    graph = graph_of(
        {"id": "a", "value": worth(5)},
        {"id": "b", "value": worth(2), "links": links("follows a", "requires long")},
        {"id": "long", "weeks": 13, "value": worth(1)},
    )
    delay = graph.if_delayed("a", 4)
    assert [(move.initiative, move.weeks) for move in delay.moves] == [("b", 1)]
    assert delay.value == (Worth(low=22, high=22, unit="ksek"),)  # 4 weeks of 5, 1 week of 2
    assert delay.last_end == 1
    assert delay.to_dict()["moves"] == ({"initiative": "b", "weeks": 1},)
    assert graph.if_delayed("a", 0).value == ()
    with pytest.raises(InvalidValueError, match="weeks late must be 0 or more, got -1"):
        graph.if_delayed("a", -1)
    with pytest.raises(UnknownNameError, match="unknown initiative 'x'"):
        graph.if_delayed("x", 1)


def test_slack_is_nothing_on_the_longest_chain() -> None:
    graph = graph_of({"id": "a"}, {"id": "b", "weeks": 4}, {"id": "c", "links": links(
        "requires a", "requires b")})  # fmt: skip
    assert graph.slack() == {"a": 0, "b": 6, "c": 0}


def test_links_that_a_longer_way_says_are_needless() -> None:
    graph = graph_of(
        {"id": "a"},
        {"id": "b", "links": links("requires a")},
        {"id": "c", "links": links("requires b", "requires a", "follows a", "enables a")},
        {"id": "d", "links": links("follows c", "follows a", "requires a")},
    )
    found = [(tie.source, tie.kind, tie.target) for tie in graph.needless()]
    # d only follows c, which may be left out: so what it says of `a` says something new, once.
    assert found == [("c", "follows", "a"), ("c", "requires", "a"), ("d", "follows", "a")]
    assert len(graph.reduced().links) == len(graph.links) - 3
    assert graph.reduced().needless() == ()
    assert graph.reduced().order() == graph.order()


def test_a_link_with_weeks_between_says_something_of_its_own() -> None:
    nodes = [Node(id=name, title=Text.plain(name)) for name in "abc"]
    pairs = [("b", "a", 0), ("c", "b", 0), ("c", "a", 30)]
    ties = [Tie(source=s, target=t, kind="requires", lag_weeks=lag) for s, t, lag in pairs]
    assert DependencyGraph.of(nodes, ties).needless() == ()
    again = [*ties, Tie(source="b", target="a", kind="requires")]
    assert len(DependencyGraph.of(nodes, again).needless()) == 1


def test_what_shares_a_role_or_a_unit_without_a_link_is_named() -> None:
    graph = graph_of(
        {"id": "a", "owner": "soc", "roles": ["jurist"]},
        {"id": "b", "load": [{"unit": "soc", "amount": 1}], "roles": ["jurist"]},
        {"id": "c", "owner": "soc", "links": links("enables a")},
        {"id": "d", "owner": "soc", "status": "done"},
        {"id": "e", "owner": "skola"},
    )
    found = graph.couplings()
    assert [(pair.initiatives, pair.roles, pair.units) for pair in found.pairs] == [
        (("a", "b"), ("jurist",), ("soc",)), (("b", "c"), (), ("soc",)),
    ]  # fmt: skip
    assert (found.total, found.complete) == (2, True)
    assert len(graph.couplings(limit=1).pairs) == 1


def test_of_too_many_pairs_those_with_the_rarest_in_common_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(couplings, "PAIRS", 5)
    rows = [{"id": f"i{at}", "owner": "soc" if at else "it", "roles": ["jurist"] * (at < 2)}
            for at in range(6)]  # fmt: skip
    found = graph_of(*rows).couplings()
    assert [pair.initiatives for pair in found.pairs] == [("i0", "i1")]
    assert not found.complete


def test_groups_that_share_nothing_can_be_planned_apart() -> None:
    graph = graph_of(
        {"id": "a", "owner": "soc"},
        {"id": "b", "owner": "soc", "links": links("requires c")},
        {"id": "c"},
        {"id": "d", "owner": "skola", "roles": ["jurist"]},
        {"id": "e", "roles": ["jurist"]},
        {"id": "f", "owner": "it"},
    )
    assert graph.clusters() == (("b", "c"),)
    assert graph.clusters(sharing=True) == (("a", "b", "c"), ("d", "e"))


def test_what_asks_for_an_order_names_the_circle() -> None:
    graph = graph_of(
        {"id": "a", "links": links("requires b")}, {"id": "b", "links": links("requires a")}
    )
    for call in (graph.slack, graph.needless, graph.reduced, graph.bottlenecks):
        with pytest.raises(CyclicDependencyError, match="a -> b -> a"):
            call()


def test_a_bottleneck_is_what_most_is_ordered_through() -> None:
    graph = graph_of(
        {"id": "a"}, {"id": "b"}, {"id": "hub", "links": links("requires a", "requires b")},
        {"id": "x", "links": links("requires hub")}, {"id": "y", "links": links("requires hub")},
    )  # fmt: skip
    first = graph.bottlenecks()[0]
    assert (first.node, first.before, first.after, first.pairs, first.slack) == ("hub", 2, 2, 8, 0)
