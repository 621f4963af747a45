"""Graphs of 116,000 nodes and 300,000 links, beside networkx and other libraries in one run.

Run with `make bench`. 290 chains of work in each of 400 blocks, few links across: the shape of
what 290 municipalities would plan together. rustworkx and scipy stand beside it where they can be
imported, here or by the Python that CHANGEKIT_PEERS_PLAN names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import networkx
import numpy
import pytest

from changekit.optional.fast import AVAILABLE
from changekit.services.dependencies import CompiledGraph, compile_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Ints = NDArray[numpy.int64]

pytestmark = pytest.mark.bench
BLOCKS, WIDE, LINKS = 400, 290, 300_000
NODES = BLOCKS * WIDE

PEER = """
import json, sys, time
import numpy
first, then, weeks = (numpy.load(sys.argv[1])[key] for key in ("first", "then", "weeks"))
count = len(weeks)
told = {}
def best(name, call, rounds=3):
    spent = []
    for _ in range(rounds):
        began = time.process_time(); result = call(); spent.append(time.process_time() - began)
    told[name] = min(spent)
    return result
try:
    import rustworkx
except ImportError:
    pass
else:
    pairs = list(zip(first.tolist(), then.tolist()))
    def build():
        graph = rustworkx.PyDiGraph()
        graph.add_nodes_from(range(count))
        graph.add_edges_from_no_data(pairs)
        return graph
    graph = best("rustworkx build", build)
    best("rustworkx order", lambda: rustworkx.topological_sort(graph))
    best("rustworkx chain", lambda: rustworkx.dag_longest_path_length(graph))
    best("rustworkx parts", lambda: rustworkx.weakly_connected_components(graph))
    best("rustworkx circles", lambda: rustworkx.is_directed_acyclic_graph(graph))
    best("rustworkx after one", lambda: rustworkx.descendants(graph, 0))
try:
    import scipy.sparse, scipy.sparse.csgraph as csgraph
except ImportError:
    pass
else:
    def build():
        ones = numpy.ones(len(first), numpy.int8)
        return scipy.sparse.csr_matrix((ones, (first, then)), (count, count))
    graph = best("scipy build", build)
    best("scipy parts", lambda: csgraph.connected_components(graph, connection="weak"))
    best("scipy circles", lambda: csgraph.connected_components(graph, connection="strong"))
    best("scipy after one", lambda: csgraph.breadth_first_order(graph, 0))
print(json.dumps(told))
"""


def tell(line: str) -> None:
    """Print a figure; `make bench` shows what tests print."""
    sys.stdout.write(f"{line}\n")


@pytest.fixture(scope="module")
def arrays() -> tuple[Ints, Ints, Ints]:
    """Return both ends of links, and weeks: within blocks of 290, one in 200 across."""
    dice = numpy.random.default_rng(1)
    block = dice.integers(0, BLOCKS, LINKS)
    ends = numpy.sort(dice.integers(0, WIDE, (LINKS, 2)), axis=1)
    ends[:, 1] += ends[:, 0] == ends[:, 1]
    ends = numpy.minimum(ends, WIDE - 1)
    ends[:, 0] -= ends[:, 0] == ends[:, 1]
    across = numpy.where(dice.random(LINKS) < 0.005, 1, 0)
    first = block * WIDE + ends[:, 0]
    then = numpy.minimum(block + across, BLOCKS - 1) * WIDE + ends[:, 1]
    return first, then, dice.integers(1, 60, NODES)


def fewest(call: Callable[[], Any], rounds: int = 3) -> float:
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        spent.append(time.process_time() - began)
    return min(spent)


def four(graph: CompiledGraph) -> tuple[Any, ...]:
    """Ask for order, longest chain, parts and circles: labels, as networkx gives them."""
    return graph.order(), graph.longest_chain(), graph.components(), graph.acyclic


def peers(path: str, arrays: tuple[Ints, Ints, Ints]) -> dict[str, float]:
    first, then, weeks = arrays
    numpy.savez(path, first=first, then=then, weeks=weeks)
    told: dict[str, float] = {}
    for python in (sys.executable, os.environ.get("CHANGEKIT_PEERS_PLAN")):
        if python:
            done = subprocess.run(
                [python, "-c", PEER, path], capture_output=True, text=True, check=True
            )
            told = {**json.loads(done.stdout), **told}
    return told


def test_graphs_beside_networkx(arrays: tuple[Ints, Ints, Ints], tmp_path: Any) -> None:
    first, then, weeks = arrays
    pairs = list(zip(first.tolist(), then.tolist(), strict=True))

    def build() -> networkx.DiGraph[int]:
        made: networkx.DiGraph[int] = networkx.DiGraph()
        made.add_nodes_from(range(NODES))
        made.add_edges_from(pairs)
        return made

    began = time.process_time()
    four(CompiledGraph.of(NODES, first, then, weeks=weeks))
    CompiledGraph.of(NODES, first, then).reduction()
    tell(f"\nnumba {'on' if AVAILABLE else 'off'}; first run {time.process_time() - began:.2f} s")
    graph = build()
    peer = {
        "build": fewest(build, 2),
        "order": fewest(lambda: list(networkx.topological_sort(graph))),
        "chain": fewest(lambda: networkx.dag_longest_path(graph), 2),
        "parts": fewest(lambda: list(networkx.weakly_connected_components(graph))),
        "circles": fewest(lambda: networkx.is_directed_acyclic_graph(graph), 2),
    }
    made: list[CompiledGraph] = []

    def ours() -> None:
        made.append(CompiledGraph.of(NODES, first, then, weeks=weeks))
        four(made[-1])

    arrays_all = fewest(ours)
    fresh = [CompiledGraph.of(NODES, first, then, weeks=weeks) for _ in range(4)]
    own = {
        "build": fewest(lambda: CompiledGraph.of(NODES, first, then, weeks=weeks)),
        "order": fewest(lambda: fresh.pop().order(), 1),
        "chain": fewest(lambda: fresh.pop().longest_chain(), 1),
        "parts": fewest(lambda: fresh.pop().components(), 1),
        "circles": fewest(lambda: fresh.pop().acyclic, 1),
    }
    others = peers(str(tmp_path / "graph.npz"), arrays)
    for name, seconds in own.items():
        beside = ", ".join(f"{k} {1e3 * v:.1f}" for k, v in others.items() if k.endswith(name))
        ratio = peer[name] / seconds
        tell(
            f"{name:<10} {1e3 * seconds:8.2f} ms   networkx {1e3 * peer[name]:8.1f} ms   "
            f"{ratio:6.0f} times   {beside}"
        )
    whole = sum(peer.values())
    tell(f"arrays: build and four {1e3 * arrays_all:.1f} ms, {whole / arrays_all:.0f} times")

    def compiled() -> CompiledGraph:
        graph.__networkx_cache__.clear()
        return compile_graph(graph)

    taken = fewest(compiled)
    again = fewest(lambda: compile_graph(graph))
    ready = [compiled() for _ in range(3)]
    asked = fewest(lambda: four(ready.pop()))
    tell(f"networkx graph: compiled in {1e3 * taken:.0f} ms, from its cache {1e3 * again:.0f} ms")
    four_peer = whole - peer["build"]
    tell(f"then four {1e3 * asked:.1f} ms, networkx {1e3 * four_peer:.0f} ms, "
         f"{four_peer / asked:.0f} times")  # fmt: skip
    one = made[-1]
    reduction = fewest(one.reduction)
    tell(f"reduction {1e3 * reduction:.0f} ms, {one.reduction().ahead.ends.size} links left")
    node = max(one.bottlenecks(), key=lambda found: found.after).node
    tell(
        f"impact of one {1e3 * fewest(lambda: one.impact_of(node, delay=8)):.2f} ms "
        f"({len(one.impact_of(node, delay=8))} move); after one "
        f"{1e3 * fewest(lambda: one.descendants(node)):.2f} ms, networkx "
        f"{1e3 * fewest(lambda: networkx.descendants(graph, node)):.1f} ms"
    )
    tell(f"bottlenecks {1e3 * fewest(one.bottlenecks, 1):.0f} ms")
    assert one.acyclic
    assert len(one.longest_chain()[0]) > 1
    wanted = {frozenset(part) for part in networkx.weakly_connected_components(graph)}
    assert {frozenset(part) for part in one.components()} == wanted
