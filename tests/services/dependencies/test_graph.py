"""Dependencies: what comes first, what waits, what breaks, and how it is written."""

from __future__ import annotations

import json
from typing import Any

import networkx
import pytest

from changekit.errors import CyclicDependencyError, InvalidValueError, UnknownNameError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.settings import Settings
from changekit.services.dependencies import DependencyGraph, dependencies
from changekit.text import Text


def graph_of(links: str, **facts: dict[str, Any]) -> DependencyGraph:
    """Return the graph of links written as `a requires b, c follows b`."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in facts}
    for link in filter(None, links.split(", ")):
        source, kind, target, *lag = link.split()
        found.setdefault(source, []).append(
            {"kind": kind, "to": target, "lag_weeks": int(lag[0]) if lag else 0, "why": "so it is"}
        )
        found.setdefault(target, [])
    rows = [
        {"id": name, "title": name.upper(), "weeks": 10, "links": ties, **facts.get(name, {})}
        for name, ties in found.items()
    ]
    return dependencies(
        Municipality(
            settings=Settings(name=Text.plain("Kommunen")),
            initiatives=tuple(Initiative.from_dict(row) for row in rows),
        )
    )


def test_an_edge_goes_from_the_initiative_that_has_the_link() -> None:
    graph = graph_of("a requires b 2")
    assert isinstance(graph.graph, networkx.MultiDiGraph)
    assert list(graph.graph.edges(data=True)) == [
        ("a", "b", {"kind": "requires", "reason": "so it is", "lag_weeks": 2})
    ]
    assert graph.graph.nodes["b"] == {
        "title": "B", "kind": None, "status": "proposed", "weeks": 10,
    }  # fmt: skip
    with pytest.raises(networkx.NetworkXError, match="Frozen"):
        graph.graph.add_node("c")
    assert graph.to_dict()["links"] == [
        {"source": "a", "target": "b", "kind": "requires", "reason": "so it is", "lag_weeks": 2}
    ]


def test_only_requires_and_follows_say_what_comes_first() -> None:
    graph = graph_of("a requires b, c follows b, b enables d, b conflicts e, b alternative-to f")
    assert graph.order() == ("b", "d", "e", "f", "a", "c")
    assert graph.unlocks("b") == ("a", "c")
    assert graph.waits_for("d") == ()


def test_waiting_goes_through_others_and_unlocking_can_be_alone() -> None:
    graph = graph_of("a requires b, b requires c, a requires d")
    assert graph.waits_for("a") == ("b", "c", "d")
    assert graph.waits_for("a", directly=True) == ("b", "d")
    assert graph.unlocks("c") == ("a", "b")
    assert graph.unlocks("c", alone=True) == ("b",)
    assert graph.unlocks("b", alone=True) == ()


def test_the_longest_chain_counts_weeks_lags_and_says_what_it_assumed() -> None:
    graph = graph_of("a requires b 3, b requires c, d requires c", b={"weeks": None})
    chain = graph.longest_chain()
    assert (chain.initiatives, chain.weeks, chain.assumed) == (("c", "b", "a"), 33, ("b",))


def test_what_is_done_takes_no_more_weeks() -> None:
    graph = graph_of("a requires b", b={"status": "done", "weeks": None})
    assert graph.longest_chain().weeks == 10
    assert graph.longest_chain().assumed == ()


def test_a_circle_is_named_as_a_path_with_the_link_that_opens_most() -> None:
    graph = graph_of("a requires b, b requires c, c requires a, c requires b, d requires a")
    with pytest.raises(CyclicDependencyError, match="b -> c -> b") as error:
        graph.order()
    assert error.value.path == ("b", "c", "b")
    found = graph.cycles()
    assert found.paths == (("b", "c", "b"), ("a", "b", "c", "a"))
    assert found.cuts == (("b", "c"),)
    assert graph.waits_for("d") == ("a", "b", "c")
    assert graph.to_dict()["cycles"] == [["b", "c", "b"], ["a", "b", "c", "a"]]


def test_an_initiative_that_requires_itself_is_a_circle_of_one() -> None:
    assert graph_of("a requires a").cycles().paths == (("a", "a"),)


def test_endlessly_many_circles_are_cut_to_the_shortest() -> None:
    everything = networkx.complete_graph(12, networkx.DiGraph())
    found = DependencyGraph.from_graph(everything).cycles(limit=20)
    assert not found.complete
    assert {len(path) for path in found.paths} == {3}
    assert len(found) == 20


@pytest.mark.parametrize(
    ("links", "kind", "names"),
    [
        ("a requires b, b requires a", "requires-each-other", ("a", "b")),
        ("a requires b, b conflicts a", "requires-and-conflicts", ("a", "b")),
        ("a requires b, a alternative-to b", "requires-alternative", ("a", "b")),
        ("a requires x, x requires b, b alternative-to a", "requires-alternative", ("a", "b")),
        ("a requires b, a requires c, c alternative-to b", "requires-both-alternatives",
         ("a", "b", "c")),
        ("a requires b, b follows a", "follows-against-requires", ("a", "b")),
    ],
)  # fmt: skip
def test_contradictory_links_are_found(links: str, kind: str, names: tuple[str, ...]) -> None:
    (found,) = graph_of(links).contradictions()
    assert (found.kind, found.initiatives) == (kind, names)
    assert set(found.text.languages) == {"sv", "en"}


def test_links_that_agree_are_no_contradiction() -> None:
    links = "a requires b, a follows b, a conflicts c, b enables a, c alternative-to d"
    assert graph_of(links).contradictions() == ()


def test_dropping_one_loses_what_requires_it_and_frees_what_follows() -> None:
    graph = graph_of(
        "a requires x, b requires a, f follows a, x enables h, g conflicts b, i alternative-to x"
    )
    impact = graph.if_dropped("x")
    assert impact.lost == ("a", "b")
    assert impact.freed == ("f",)
    assert impact.without_help == ("h",)
    assert impact.possible == ("g", "i")
    assert graph.if_dropped("b").lost == ()


def test_being_late_moves_the_chain_and_slack_takes_its_part() -> None:
    graph = graph_of("a requires x, b requires a, b requires long", long={"weeks": 23})
    # b starts in week 23 because of `long`; x and a take 20, so 3 of 5 weeks are slack.
    moves = graph.if_late("x", 5)
    assert [(move.initiative, move.weeks) for move in moves] == [("a", 5), ("b", 2)]
    assert graph.if_late("x", 0) == ()
    with pytest.raises(InvalidValueError, match="weeks late must be 0 or more, got -1"):
        graph.if_late("x", -1)


def test_clusters_are_what_is_linked_in_any_way() -> None:
    graph = graph_of("a requires b, c conflicts b, d enables e", lonely={})
    assert graph.clusters() == (("a", "b", "c"), ("d", "e"))


def test_links_to_nothing_known_are_kept_aside() -> None:
    row = {"id": "a", "title": "A", "links": [{"kind": "requires", "to": "gone"}]}
    graph = dependencies(
        Municipality(
            settings=Settings(name=Text.plain("Kommunen")),
            initiatives=(Initiative.from_dict(row),),
        )
    )
    assert (graph.links, graph.dangling[0].target, graph.order()) == ((), "gone", ("a",))


def test_unknown_names_are_refused_with_the_closest() -> None:
    graph = graph_of("mottagning requires it-stod")
    for call in (graph.waits_for, graph.unlocks, graph.if_dropped):
        with pytest.raises(UnknownNameError, match="did you mean 'mottagning'"):
            call("motagning")
    with pytest.raises(UnknownNameError, match="unknown format 'mermaids'"):
        graph.to_text("mermaids")


HOSTILE = 'He said "x]; end" <script>alert(1)</script> #quot; & \\ `b` | \n click n0 "js"\x00'


def test_no_title_breaks_out_of_its_label() -> None:
    graph = graph_of("a requires b", a={"title": HOSTILE})
    lines = graph.to_text("mermaid").splitlines()
    assert len(lines) == 4
    label = lines[1].removeprefix('  n0["').removesuffix('"]')
    assert not set(label) & set("\"'<>`[]|\\\x00")
    dot = graph.to_text("dot").splitlines()
    assert len(dot) == 7
    assert dot[3].replace("\\\\", "").replace('\\"', "").count('"') == 4
    xml = networkx.parse_graphml(graph.to_text("graphml"))
    assert xml.nodes["a"]["title"].startswith('He said "x]; end" <script>')
    assert json.loads(graph.to_text("json"))["nodes"][0]["title"] == HOSTILE


def test_graphml_reads_back_as_the_same_graph() -> None:
    graph = graph_of("a requires b 2, b enables c, a follows b")
    read = networkx.parse_graphml(graph.to_text("graphml"), force_multigraph=True)
    again = DependencyGraph.from_graph(networkx.MultiDiGraph(read))
    assert (again.nodes, again.links) == (graph.nodes, graph.links)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"weeks": -1}, "node 'a', weeks must be a whole number of 0 or more, got -1"),
        ({"weeks": 1.5}, "got 1.5"),
    ],
)
def test_a_foreign_graph_is_checked(facts: dict[str, Any], message: str) -> None:
    graph: networkx.DiGraph[Any] = networkx.DiGraph()
    graph.add_node("a", **facts)
    with pytest.raises(InvalidValueError, match=message):
        DependencyGraph.from_graph(graph)


def test_a_foreign_graph_has_distinct_labels_and_known_kinds() -> None:
    with pytest.raises(InvalidValueError, match="two nodes of the graph are both called '1'"):
        DependencyGraph.from_graph(networkx.DiGraph([(1, "1")]))
    odd: networkx.DiGraph[str] = networkx.DiGraph()
    odd.add_edge("a", "b", kind="needs")
    with pytest.raises(InvalidValueError, match=r"kind must be one of requires, .*, got 'needs'"):
        DependencyGraph.from_graph(odd)


def test_an_empty_graph_has_an_answer_for_everything() -> None:
    graph = DependencyGraph.of([], [])
    assert graph.order() == ()
    assert graph.longest_chain().weeks == 0
    assert len(graph.cycles()) == len(graph.clusters()) == 0
    assert graph.to_text("mermaid") == "flowchart LR\n"
