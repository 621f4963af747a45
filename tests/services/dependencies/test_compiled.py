"""The compiled graph finds what networkx finds, on graphs of any shape."""

from __future__ import annotations

from itertools import pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.dependencies import Before, DependencyGraph

Pairs = list[tuple[int, int, int]]


@st.composite
def acyclic(draw: st.DrawFn) -> tuple[int, Pairs, list[int]]:
    """Draw a graph without circles: its size, (first, then, lag) triples, and durations."""
    count = draw(st.integers(1, 12))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    found = draw(st.lists(st.tuples(ends, st.integers(0, 5)), max_size=30))
    shuffled = draw(st.permutations(range(count)))
    pairs = [
        (shuffled[min(pair)], shuffled[max(pair)], lag) for pair, lag in found if len({*pair}) > 1
    ]
    weeks = draw(st.lists(st.integers(0, 30), min_size=count, max_size=count))
    return count, pairs, weeks


def as_networkx(count: int, pairs: Pairs) -> networkx.MultiDiGraph[int]:
    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((first, then) for first, then, _ in pairs)
    return graph


@given(acyclic())
def test_the_order_of_work_puts_everything_after_what_it_waits_for(
    drawn: tuple[int, Pairs, list[int]],
) -> None:
    count, pairs, weeks = drawn
    order = Before.of(count, pairs).sweep(weeks).order.tolist()
    place = {node: at for at, node in enumerate(order)}
    assert sorted(order) == list(range(count))
    assert all(place[first] < place[then] for first, then, _ in pairs)
    layers = networkx.topological_generations(as_networkx(count, pairs))
    assert order == [node for layer in layers for node in sorted(layer)]


@given(acyclic())
def test_the_longest_chain_is_as_long_as_the_one_of_networkx(
    drawn: tuple[int, Pairs, list[int]],
) -> None:
    count, pairs, weeks = drawn
    before = Before.of(count, pairs)
    # Durations as weights of links, from a source before everything to a sink behind it.
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for node in range(count):
        graph.add_edge(-1, node, weight=0)
        graph.add_edge(node, count, weight=weeks[node])
    for first, then, lag in pairs:
        known = graph.get_edge_data(first, then, {"weight": -1})["weight"]
        graph.add_edge(first, then, weight=max(known, weeks[first] + lag))
    chain = before.longest(weeks)
    sweep = before.sweep(weeks)
    assert sweep.finish[list(chain)].max() == networkx.dag_longest_path_length(graph)
    assert sweep.start[chain[0]] == 0
    links = {(first, then) for first, then, _ in pairs}
    assert all(link in links for link in pairwise(chain))


@given(acyclic(), st.data())
def test_reach_is_what_networkx_calls_descendants_and_ancestors(
    drawn: tuple[int, Pairs, list[int]], data: st.DataObject
) -> None:
    count, pairs, _ = drawn
    node = data.draw(st.integers(0, count - 1))
    before, graph = Before.of(count, pairs), as_networkx(count, pairs)
    assert {*before.reach(node).nonzero()[0].tolist()} == networkx.descendants(graph, node)
    backward = before.reach(node, backward=True)
    assert {*backward.nonzero()[0].tolist()} == networkx.ancestors(graph, node)


@given(st.integers(1, 7), st.data())
def test_circles_are_the_elementary_ones_of_networkx(count: int, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    graph = networkx.DiGraph(data.draw(st.lists(ends, max_size=12)))
    found = DependencyGraph.from_graph(graph).cycles(limit=10_000)
    wanted = {frozenset(path) for path in networkx.simple_cycles(graph)}
    assert {frozenset(map(int, path)) for path in found.paths} == wanted
    assert len(found) == sum(1 for _ in networkx.simple_cycles(graph))
    assert found.complete
    assert [len(path) for path in found.paths] == sorted(len(path) for path in found.paths)
    # Without the links that are named, nothing waits for itself any more.
    graph.remove_edges_from([(int(source), int(target)) for source, target in found.cuts])
    assert networkx.is_directed_acyclic_graph(graph)


@given(acyclic(), st.data())
def test_the_order_does_not_depend_on_the_order_of_the_input(
    drawn: tuple[int, Pairs, list[int]], data: st.DataObject
) -> None:
    count, pairs, _ = drawn
    names = [f"n{node:02d}" for node in range(count)]
    one: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    one.add_nodes_from(names)
    one.add_edges_from((names[then], names[first]) for first, then, _ in pairs)
    two: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    two.add_nodes_from(data.draw(st.permutations(names)))
    two.add_edges_from(data.draw(st.permutations(list(one.edges()))))
    left, right = DependencyGraph.from_graph(one), DependencyGraph.from_graph(two)
    assert left.order() == right.order()
    assert left.to_dict() == right.to_dict()
    assert left.to_text("graphml") == right.to_text("graphml")
