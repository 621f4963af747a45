"""The links that open all circles cost least, where that can be known."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.dependencies import DependencyGraph, compile_graph
from changekit.services.dependencies.circles import cycles
from changekit.services.dependencies.feedback import cheapest_cuts

ENDS = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.dictionaries(ENDS, st.integers(1, 9), max_size=8))
def test_no_other_links_that_open_all_circles_cost_less(costs: dict[tuple[int, int], int]) -> None:
    cuts, exact = cheapest_cuts(costs)
    assert exact
    graph = networkx.DiGraph(list(costs))
    wanted = min(
        sum(costs[link] for link in gone)
        for count in range(len(costs) + 1)
        for gone in combinations(costs, count)
        if networkx.is_directed_acyclic_graph(networkx.restricted_view(graph, [], gone))
    )
    assert sum(costs[link] for link in cuts) == wanted


def test_a_knot_of_many_is_opened_and_says_that_less_may_do() -> None:
    ring = [(node, (node + step) % 40) for node in range(40) for step in (1, 7)]
    found = cycles(ring, limit=10)
    assert (found.exact, found.complete) == (False, False)
    graph = networkx.DiGraph(ring)
    graph.remove_edges_from(found.cuts)
    assert networkx.is_directed_acyclic_graph(graph)
    # None of them can be put back.
    for link in found.cuts:
        again = graph.copy()
        again.add_edge(*link)
        assert not networkx.is_directed_acyclic_graph(again)


def test_of_very_many_links_the_circles_through_the_cuts_are_listed() -> None:
    graph = networkx.gnp_random_graph(400, 0.02, seed=1, directed=True)
    found = compile_graph(graph).cycles(limit=5)
    assert (len(found), found.complete, found.exact) == (5, False, False)
    assert all(set(found.cuts) & set(pairwise(path)) for path in found.paths)
    graph.remove_edges_from(found.cuts)
    assert networkx.is_directed_acyclic_graph(graph)


def test_a_wish_about_order_is_given_up_before_a_need() -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edge("a", "b", kind="requires")
    graph.add_edge("b", "c", kind="follows")
    graph.add_edge("c", "a", kind="requires")
    found = DependencyGraph.from_graph(graph).cycles()
    assert found.cuts == found.cheapest == (("b", "c"),)
    assert (found.cost, found.exact) == (1, True)
    assert found.to_dict()["cuts"] == [["b", "c"]]
