"""The compiled graph finds what networkx finds, on graphs of any shape, with numba and without."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import CyclicDependencyError, InvalidValueError, UnknownNameError
from changekit.optional.fast import jit
from changekit.services.dependencies import CompiledGraph, DependencyGraph, compile_graph
from changekit.services.dependencies.loops import groups, passes, rows, whole

if TYPE_CHECKING:
    from collections.abc import Callable

Drawn = tuple[networkx.DiGraph, list[int]]  # type: ignore[type-arg]  # of numbers


@st.composite
def acyclic(draw: st.DrawFn) -> Drawn:
    """Draw a graph without circles, with lags, and durations."""
    count = draw(st.integers(1, 12))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    found = draw(st.lists(st.tuples(ends, st.integers(0, 5)), max_size=30))
    shuffled = draw(st.permutations(range(count)))
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(draw(st.permutations(range(count))))
    for pair, lag in found:
        if len({*pair}) > 1:
            graph.add_edge(shuffled[min(pair)], shuffled[max(pair)], lag_weeks=lag)
    return graph, draw(st.lists(st.integers(0, 30), min_size=count, max_size=count))


@st.composite
def directed(draw: st.DrawFn) -> networkx.DiGraph[int]:
    """Draw any directed graph, circles and self-links included."""
    count = draw(st.integers(1, 10))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(draw(st.lists(ends, max_size=25)))
    return graph


def with_ends(graph: networkx.DiGraph[int], weeks: list[int]) -> networkx.DiGraph[int]:
    """Return durations as weights of links, with a source before and a sink behind everything."""
    made: networkx.DiGraph[int] = networkx.DiGraph()
    for node in graph:
        made.add_edge(-1, node, weight=0)
        made.add_edge(node, -2, weight=weeks[node])
    for first, then, facts in graph.edges(data=True):
        made.add_edge(first, then, weight=weeks[first] + facts["lag_weeks"])
    return made


@given(acyclic())
def test_order_and_generations_are_those_of_networkx(drawn: Drawn) -> None:
    graph, weeks = drawn
    made = compile_graph(graph, weeks=dict(enumerate(weeks)))
    layers = [sorted(layer) for layer in networkx.topological_generations(graph)]
    assert made.generations() == tuple(map(tuple, layers))
    assert made.order() == tuple(node for layer in layers for node in layer)


@given(acyclic())
def test_the_longest_chain_is_as_long_as_the_one_of_networkx(drawn: Drawn) -> None:
    graph, weeks = drawn
    chain, length = compile_graph(graph, weeks=dict(enumerate(weeks))).longest_chain()
    assert length == networkx.dag_longest_path_length(with_ends(graph, weeks))
    assert all(graph.has_edge(*link) for link in pairwise(chain))
    lags = sum(graph.edges[link]["lag_weeks"] for link in pairwise(chain))
    assert sum(weeks[node] for node in chain) + lags == length


@given(acyclic(), st.integers(1, 9))
def test_slack_is_what_a_delay_may_be_before_the_last_end_moves(drawn: Drawn, more: int) -> None:
    graph, weeks = drawn
    made = compile_graph(graph, weeks=dict(enumerate(weeks)))
    slack, end = made.slack(), made.longest_chain()[1]
    assert all(slack[node] == 0 for node in made.longest_chain()[0])
    for node in graph:
        longer = dict(enumerate(weeks))
        longer[node] += slack[node] + more
        assert compile_graph(graph, weeks=longer).longest_chain()[1] == end + more


@given(acyclic(), st.integers(0, 40), st.data())
def test_a_delay_moves_what_a_plan_made_anew_would_move(
    drawn: Drawn, delay: int, data: st.DataObject
) -> None:
    graph, weeks = drawn
    node = data.draw(st.sampled_from(sorted(graph)))
    made = compile_graph(graph, weeks=dict(enumerate(weeks)))
    longer = dict(enumerate(weeks))
    longer[node] += delay
    shift = compile_graph(graph, weeks=longer).sweep.start - made.sweep.start
    assert made.impact_of(node, delay=delay) == {
        int(at): int(shift[at]) for at in numpy.flatnonzero(shift)
    }


@given(acyclic())
def test_the_reduction_is_that_of_networkx(drawn: Drawn) -> None:
    graph, _ = drawn
    wanted = networkx.transitive_reduction(graph)
    assert compile_graph(graph).reduction().links() == tuple(sorted(wanted.edges))


@given(directed(), st.data())
def test_reach_parts_and_knots_are_those_of_networkx(
    graph: networkx.DiGraph[int], data: st.DataObject
) -> None:
    made = compile_graph(graph)
    node = data.draw(st.sampled_from(sorted(graph)))
    assert set(made.descendants(node)) == networkx.descendants(graph, node)
    assert set(made.ancestors(node)) == networkx.ancestors(graph, node)
    parts = sorted(networkx.weakly_connected_components(graph), key=lambda g: (-len(g), min(g)))
    assert made.components() == tuple(tuple(sorted(part)) for part in parts)
    knots = {frozenset(g) for g in networkx.strongly_connected_components(graph) if len(g) > 1}
    assert set(map(frozenset, made.knots())) == knots
    assert made.acyclic == networkx.is_directed_acyclic_graph(graph)


@given(directed())
def test_circles_are_those_of_networkx_and_the_cuts_open_them_all(
    graph: networkx.DiGraph[int],
) -> None:
    found = compile_graph(graph).cycles(limit=10_000)
    wanted = {frozenset(path) for path in networkx.simple_cycles(graph)}
    if found.complete:
        assert {frozenset(path) for path in found.paths} == wanted
    assert all(
        link in set(pairwise(path)) for path, link in zip(found.paths, found.cheapest, strict=True)
    )
    path = compile_graph(graph).circle()
    assert all(graph.has_edge(*link) for link in pairwise(path))
    assert bool(path) == bool(wanted)
    graph.remove_edges_from(found.cuts)
    assert networkx.is_directed_acyclic_graph(graph)


@given(st.integers(1, 7), st.data())
def test_circles_of_a_dependency_graph_are_the_elementary_ones(
    count: int, data: st.DataObject
) -> None:
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    graph = networkx.DiGraph(data.draw(st.lists(ends, max_size=12)))
    found = DependencyGraph.from_graph(graph).cycles(limit=10_000)
    wanted = {frozenset(path) for path in networkx.simple_cycles(graph)}
    assert {frozenset(map(int, path)) for path in found.paths} == wanted
    assert len(found) == sum(1 for _ in networkx.simple_cycles(graph))
    assert found.complete
    assert [len(path) for path in found.paths] == sorted(len(path) for path in found.paths)
    graph.remove_edges_from([(int(source), int(target)) for source, target in found.cuts])
    assert networkx.is_directed_acyclic_graph(graph)


@given(acyclic(), st.data())
def test_the_order_does_not_depend_on_the_order_of_the_input(
    drawn: Drawn, data: st.DataObject
) -> None:
    graph, _ = drawn
    names = {node: f"n{node:02d}" for node in graph}
    one: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    one.add_nodes_from(names.values())
    one.add_edges_from((names[then], names[first]) for first, then in graph.edges)
    two: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    two.add_nodes_from(data.draw(st.permutations(sorted(names.values()))))
    two.add_edges_from(data.draw(st.permutations(list(one.edges()))))
    left, right = DependencyGraph.from_graph(one), DependencyGraph.from_graph(two)
    assert left.order() == right.order()
    assert left.to_dict() == right.to_dict()
    assert left.to_text("graphml") == right.to_text("graphml")


@settings(deadline=None)  # the first call compiles
@given(directed(), st.data())
def test_a_compiled_loop_finds_what_the_plain_one_finds(
    graph: networkx.DiGraph[int], data: st.DataObject
) -> None:
    made = compile_graph(graph)
    ahead, count = made.ahead, len(made)
    numbers = st.lists(st.integers(0, 20), min_size=count, max_size=count)
    weeks, ranks = whole(data.draw(numbers)), whole(data.draw(numbers))
    node = data.draw(st.integers(0, count - 1))
    layer, start, known = passes.swept(ahead.at, ahead.ends, ahead.lags, weeks)
    order = passes.in_layers(layer, known)
    links = whole(range(ahead.ends.size))
    same(rows.by_end, count, ahead.ends, links)
    given = whole(numpy.lexsort((ahead.ends, made.firsts)))
    assert numpy.array_equal(rows.in_order(count, made.firsts, ahead.ends), given)
    same(rows.packed, count, made.firsts, ahead.ends, ahead.lags, links)
    same(rows.turned, ahead.at, ahead.ends, ahead.lags)
    same(passes.swept, ahead.at, ahead.ends, ahead.lags, weeks)
    same(passes.in_layers, layer, known)
    same(passes.tails, order, ahead.at, ahead.ends, ahead.lags, weeks)
    same(passes.lightest, order, ahead.at, ahead.ends, ranks)
    same(passes.reached, ahead.at, ahead.ends, node)
    same(groups.parts, ahead.at, ahead.ends)
    same(groups.knots, ahead.at, ahead.ends)
    same(groups.shortest_circle, ahead.at, ahead.ends, node)
    if made.acyclic:
        same(groups.needed, layer, ahead.at, ahead.ends)
        same(passes.moved, order, ahead.at, ahead.ends, ahead.lags, weeks, start, node, 7)


def same(loop: Callable[..., Any], *arguments: Any) -> None:
    plain, fast = loop(*arguments), compiled(loop)(*arguments)
    for one, other in zip(listed(plain), listed(fast), strict=True):
        assert numpy.array_equal(one, other)
        assert numpy.asarray(one).dtype == numpy.asarray(other).dtype


def listed(found: Any) -> list[Any]:
    return list(found) if isinstance(found, tuple) else [found]


KEPT: dict[Any, Any] = {}


def compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    return KEPT.setdefault(loop, jit(loop))  # type: ignore[no-any-return]  # it is a loop


@given(acyclic())
def test_bottlenecks_count_the_pairs_that_are_ordered_through_them(drawn: Drawn) -> None:
    graph, _ = drawn
    found = compile_graph(graph).bottlenecks(top=100)
    for item in found:
        before = networkx.ancestors(graph, item.node)
        after = networkx.descendants(graph, item.node)
        assert (item.before, item.after) == (len(before), len(after))
    pairs = [item.pairs for item in found]
    assert pairs == sorted(pairs, reverse=True)


def test_of_many_nodes_the_largest_bottleneck_is_found() -> None:
    left, right = range(1_500), range(1_501, 3_001)
    made = CompiledGraph.of(3_001, [*left, *[1_500] * 1_500], [*[1_500] * 1_500, *right])
    (found,) = made.bottlenecks(top=1)
    assert (found.node, found.before, found.after) == (1_500, 1_500, 1_500)


def test_a_graph_is_compiled_again_when_its_edges_change_and_not_before() -> None:
    graph = networkx.DiGraph([("a", "b"), ("b", "c")])
    made = compile_graph(graph)
    assert compile_graph(graph) is made
    graph.remove_edge("a", "b")
    graph.add_edge("c", "a")  # as many nodes and edges as before
    assert compile_graph(graph).order() == ("b", "c", "a")
    graph.nodes["b"]["weeks"] = 9
    graph.edges["b", "c"]["lag_weeks"] = 2
    assert compile_graph(graph).longest_chain() == (("b", "c", "a"), 13)


def test_a_view_follows_the_graph_that_it_looks_at() -> None:
    graph = networkx.DiGraph([("a", "b"), ("b", "c")])
    view = graph.subgraph(["a", "b", "c"])
    assert compile_graph(view).order() == ("a", "b", "c")
    graph.add_edge("a", "c")
    graph.remove_edge("a", "b")
    assert compile_graph(view).order() == ("a", "b", "c")
    assert compile_graph(view).links() == (("a", "c"), ("b", "c"))
    turned: Any = networkx.reverse_view(graph)  # type: ignore[type-var]  # as documented
    assert compile_graph(turned).order() == ("c", "a", "b")


def test_edges_can_point_at_what_comes_first() -> None:
    graph = networkx.DiGraph([("paint", "plaster"), ("plaster", "build")])
    made = compile_graph(graph, points_at="first")
    assert made.order() == ("build", "plaster", "paint")
    assert made.links() == (("build", "plaster"), ("plaster", "paint"))


def test_parallel_links_become_one_with_the_largest_lag() -> None:
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    graph.add_edge("a", "b", lag_weeks=2)
    graph.add_edge("a", "b", lag_weeks=5)
    made = compile_graph(graph)
    assert (made.longest_chain(), made.merged) == ((("a", "b"), 7), 1)
    arrays = CompiledGraph.of(2, [0, 0], [1, 1], lag=[2, 5])
    assert (arrays.longest_chain(), arrays.merged) == (((0, 1), 7), 1)


def test_labels_of_several_kinds_keep_the_order_of_the_graph() -> None:
    graph = networkx.DiGraph([("b", 1), (1, ("x", 2))])
    assert compile_graph(graph).order() == ("b", 1, ("x", 2))


def test_a_graph_becomes_a_networkx_graph_again() -> None:
    graph = networkx.DiGraph([("a", "b")])
    graph.nodes["a"]["weeks"] = 4
    graph.edges["a", "b"]["lag_weeks"] = 3
    again = compile_graph(graph).to_networkx()
    assert dict(again.nodes(data="weeks")) == {"a": 4, "b": 1}
    assert list(again.edges(data="lag_weeks")) == [("a", "b", 3)]
    assert compile_graph(again).longest_chain() == (("a", "b"), 8)


def test_a_graph_with_labels_of_any_kind_is_written_in_every_format() -> None:
    made = compile_graph(networkx.DiGraph([("b", 1), (1, ("x", 2))]))
    assert made.to_text("mermaid").count("-->") == 2
    assert '"1" -> "(\'x\', 2)"' in made.to_text("dot")
    assert set(networkx.parse_graphml(made.to_text("graphml"))) == {"b", "1", "('x', 2)"}
    nodes = json.loads(made.to_text("json"))["nodes"]
    assert [node["id"] for node in nodes] == ["b", 1, "('x', 2)"]
    with pytest.raises(UnknownNameError, match="unknown format 'png'"):
        made.to_text("png")


def test_an_order_of_a_circle_is_an_error_that_names_the_path() -> None:
    made = compile_graph(networkx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    asked: tuple[Callable[[], Any], ...] = (
        made.order, made.generations, made.longest_chain, made.slack, made.reduction,
        made.bottlenecks, lambda: made.impact_of("a", delay=1),
    )  # fmt: skip
    for call in asked:
        with pytest.raises(CyclicDependencyError, match="a -> b -> c -> a"):
            call()
    with pytest.raises(CyclicDependencyError, match="1 -> 1"):
        compile_graph(networkx.DiGraph([(1, 1)])).order()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": [0, 5], "then": [1, 1]}, "link 1: 5 -> 1, but nodes are numbered 0 to 2"),
        ({"first": [0, -1], "then": [1, 1]}, "link 1: -1 -> 1"),
        ({"first": [0], "then": [1, 2]}, "then must have 1 items, got 2"),
        ({"first": [0.5], "then": [1]}, "first must be whole numbers"),
        ({"first": [0], "then": [1], "lag": [-3]}, "link 0: lag must be 0 or more, got -3"),
        ({"first": [], "then": [], "weeks": [1, -2, 3]}, "node 1: weeks must be 0 or more"),
        ({"first": [], "then": [], "weeks": [1, 2]}, "weeks must have 3 items, got 2"),
        ({"first": [], "then": [], "labels": ["a", "b", "a"]}, "labels must be 3 different ones"),
    ],
)
def test_arrays_that_are_no_graph_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        CompiledGraph.of(3, **arguments)


def test_attributes_and_names_that_cannot_be_are_refused() -> None:
    graph = networkx.DiGraph([("a", "b")])
    with pytest.raises(UnknownNameError, match="unknown node 'c'"):
        compile_graph(graph).descendants("c")
    with pytest.raises(UnknownNameError, match="unknown node 'c'"):
        compile_graph(graph, weeks={"c": 1})
    with pytest.raises(InvalidValueError, match="weeks late must be 0 or more, got -1"):
        compile_graph(graph).impact_of("a", delay=-1)
    graph.edges["a", "b"]["lag_weeks"] = -1
    with pytest.raises(InvalidValueError, match="edge 'a' -> 'b': lag must be a whole number"):
        compile_graph(graph)
    graph.nodes["a"]["weeks"] = 1.5
    with pytest.raises(InvalidValueError, match=r"node 'a': weeks must be .*, got 1\.5"):
        compile_graph(graph)
    undirected: Any = networkx.Graph([("a", "b")])
    with pytest.raises(InvalidValueError, match="undirected Graph"):
        compile_graph(undirected)


def test_an_empty_graph_answers_everything() -> None:
    made = compile_graph(networkx.DiGraph())
    assert (made.order(), made.generations(), made.longest_chain()) == ((), (), ((), 0))
    assert (made.components(), made.knots(), made.circle(), made.bottlenecks()) == ((),) * 4
    assert (made.slack(), made.links(), len(made.cycles())) == ({}, (), 0)


def test_what_is_no_graph_and_no_direction_is_refused_in_words() -> None:
    wrong: Any = [1, 2]
    with pytest.raises(InvalidValueError, match=r"such as networkx\.DiGraph, not list"):
        compile_graph(wrong)
    wrong = "x"
    with pytest.raises(UnknownNameError, match="unknown value 'x'; known: first, next"):
        compile_graph(networkx.DiGraph(), points_at=wrong)
