"""The dependency graph: what comes first, what waits, and what breaks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import attrs
import networkx
import numpy

from changekit.errors import CyclicDependencyError, UnknownNameError
from changekit.figures import Drawn
from changekit.services.dependencies.circles import (
    Contradiction,
    Cycles,
    contradictions,
    cycles,
)
from changekit.services.dependencies.compiled import CompiledGraph
from changekit.services.dependencies.coupling import Couplings, apart, couplings
from changekit.services.dependencies.impacts import Chain, Delay, Impact, Move, delayed, dropped
from changekit.services.dependencies.links import (
    BINDING,
    Node,
    Tie,
    from_networkx,
    typical_weeks,
)
from changekit.services.dependencies.needless import needless
from changekit.services.dependencies.showing import link_table, plain_node, plain_tie
from changekit.services.dependencies.writing import EXPORTERS
from changekit.tables import Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from changekit.extension.protocols.showing import Exporter
    from changekit.figures import Network
    from changekit.model.initiative import LinkKind
    from changekit.services.dependencies.bottlenecks import Bottleneck

__all__ = ["DependencyGraph"]

REMOVAL = {"requires": 10, "follows": 1}


def _by_id(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: node.id))


def _in_order(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(ties, key=lambda tie: (tie.source, tie.target, tie.kind)))


@attrs.frozen(kw_only=True, slots=False, repr=False)
class DependencyGraph(Drawn, Shown):
    """Initiatives and their links.

    A link goes from the initiative that has it (`source`) to the one that it names (`target`).
    `requires` and `follows` say that the target comes first; `enables`, `conflicts` and
    `alternative-to` say nothing of order. Weeks that nobody said are taken as `assumed_weeks`.

    Attributes:
        nodes: In the order of their ids.
        links: Between known initiatives, in the order of source, target and kind.
        dangling: Links that name an initiative that is not there.
        notice: What every output on an example says.
    """

    nodes: tuple[Node, ...] = attrs.field(converter=_by_id)
    links: tuple[Tie, ...] = attrs.field(default=(), converter=_in_order)
    dangling: tuple[Tie, ...] = attrs.field(default=(), converter=_in_order)
    language: str = "en"
    notice: Text | None = None

    @classmethod
    def of(
        cls,
        nodes: Iterable[Node],
        ties: Iterable[Tie],
        *,
        language: str = "en",
        notice: Text | None = None,
    ) -> Self:
        """Return the graph of nodes and links, those that name nothing known set aside."""
        kept = tuple(nodes)
        known = {node.id for node in kept}
        links: list[Tie] = []
        dangling: list[Tie] = []
        for tie in ties:
            (links if tie.source in known and tie.target in known else dangling).append(tie)
        return cls(nodes=kept, links=links, dangling=dangling, language=language, notice=notice)

    @classmethod
    def from_graph(
        cls,
        graph: networkx.DiGraph[Any],  # Any: labels of any kind
        *,
        kind: LinkKind = "requires",
        language: str = "en",
    ) -> Self:
        """Return the dependency graph of any directed networkx graph.

        Its edges point at what comes first; where yours point the other way, hand over
        `graph.reverse()`. Nodes may have `title`, `kind`, `status` and `weeks`, edges `kind`,
        `reason` and `lag_weeks`.

        Args:
            graph: Labels become ids as text.
            kind: The kind of edges that do not name one.
            language: The language in which the result shows itself.

        Raises:
            InvalidValueError: Labels are not distinct as text, or an attribute is not allowed.

        >>> paint = networkx.DiGraph([("paint", "plaster"), ("plaster", "build")])
        >>> DependencyGraph.from_graph(paint).order()
        ('build', 'plaster', 'paint')
        """
        nodes, ties = from_networkx(graph, kind=kind)
        return cls.of(nodes, ties, language=language)

    @cached_property
    def graph(self) -> networkx.MultiDiGraph[str]:
        """The graph as networkx has it, not to be changed; take a `.copy()` for that.

        Nodes have `title`, `kind`, `status` and `weeks`, edges `kind`, `reason` and `lag_weeks`.
        """
        made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in self.nodes:
            made.add_node(
                node.id, title=node.title.to(self.language), kind=node.kind, status=node.status,
                weeks=node.weeks,
            )  # fmt: skip
        for tie in self.links:
            reason = tie.reason.to(self.language) if tie.reason else None
            made.add_edge(
                tie.source, tie.target, kind=tie.kind, reason=reason, lag_weeks=tie.lag_weeks
            )
        frozen: networkx.MultiDiGraph[str] = networkx.freeze(made)
        return frozen

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all initiatives, in order."""
        return tuple(node.id for node in self.nodes)

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.ids)}

    @cached_property
    def before(self) -> CompiledGraph:
        """What comes before what, compiled, with the weeks that each takes."""
        return self._compiled(BINDING)

    @cached_property
    def required(self) -> CompiledGraph:
        """What must be done before what, compiled: `requires` links alone."""
        return self._compiled({"requires"})

    def _compiled(self, kinds: Collection[str]) -> CompiledGraph:
        number = self._number
        kept = [tie for tie in self.links if tie.kind in kinds]
        return CompiledGraph.of(
            len(self.nodes), [number[tie.target] for tie in kept],
            [number[tie.source] for tie in kept], lag=[tie.lag_weeks for tie in kept],
            weeks=self._weeks, labels=self.ids,
        )  # fmt: skip

    @cached_property
    def assumed_weeks(self) -> int:
        """How long an initiative is taken to last that does not say so."""
        return typical_weeks(self.nodes)

    @cached_property
    def _weeks(self) -> tuple[int, ...]:
        return tuple(
            0 if node.over else self.assumed_weeks if node.weeks is None else node.weeks
            for node in self.nodes
        )

    def number(self, initiative: str) -> int:
        """Return the position of an initiative in `ids`.

        Raises:
            UnknownNameError: There is no such initiative.
        """
        if initiative not in self._number:
            raise UnknownNameError("initiative", initiative, known=self.ids)
        return self._number[initiative]

    def _names(self, flags: Any) -> tuple[str, ...]:  # Any: a numpy array of booleans
        return tuple(self.ids[at] for at in numpy.flatnonzero(flags))

    def order(self) -> tuple[str, ...]:
        """Return all initiatives, each after what it requires or follows.

        Those that wait for nothing come first, then those that wait for these alone, and so on;
        of equals in the order of their ids.

        Raises:
            CyclicDependencyError: Some wait for each other; `path` names the shortest circle.
        """
        if not self.before.acyclic:
            raise CyclicDependencyError(self.cycles().paths[0])
        return self.before.order()

    def cycles(self, *, limit: int = 100) -> Cycles:
        """Return the circles of initiatives that wait for each other, the shortest first.

        Ours: to take away a `requires` link costs 10 and a `follows` link 1, because the second
        is a wish about order alone; parallel links are taken away together.

        Args:
            limit: How many to list at most.
        """
        costs: dict[tuple[str, str], int] = {}
        layer = self.before.sweep.layer
        for tie in self.links:
            if tie.kind in BINDING and layer[self._number[tie.source]] < 0:
                pair = (tie.source, tie.target)
                costs[pair] = costs.get(pair, 0) + REMOVAL[tie.kind]
        return cycles(costs, limit=limit, costs=costs)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the links that cannot all be meant."""
        return contradictions(self.links)

    def longest_chain(self) -> Chain:
        """Return the chain of links that takes most weeks, lags included.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        self.order()
        chain, weeks = self.before.longest_chain()
        unsaid = (name for name in chain if self.nodes[self._number[name]].assumed)
        return Chain(initiatives=chain, weeks=weeks, assumed=tuple(unsaid))

    def slack(self) -> dict[str, int]:
        """Return by id how many weeks late it can be before the last end is later.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        self.order()
        return self.before.slack()

    def bottlenecks(self, *, top: int = 10) -> tuple[Bottleneck, ...]:
        """Return the initiatives through which most pairs are ordered, most first.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        self.order()
        return self.before.bottlenecks(top=top)

    def needless(self) -> tuple[Tie, ...]:
        """Return links of order that other links say already.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        self.order()
        return needless(self)

    def reduced(self) -> Self:
        """Return the graph without the links that others say already.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        gone = set(map(id, self.needless()))
        return attrs.evolve(self, links=[tie for tie in self.links if id(tie) not in gone])

    def couplings(self, *, limit: int = 100) -> Couplings:
        """Return pairs that share a key role or a unit although no link joins them.

        Args:
            limit: How many pairs to list at most.
        """
        return couplings(self, limit=limit)

    def waits_for(self, initiative: str, *, directly: bool = False) -> tuple[str, ...]:
        """Return what has to come before an initiative, in the order of ids.

        Args:
            initiative: The one that waits.
            directly: Name only those that it links to itself.
        """
        behind, at = self.before.behind, self.number(initiative)
        if directly:
            return self.before.named(behind.ends[behind.of(at)])
        return self._names(behind.reach(at))

    def unlocks(self, initiative: str, *, alone: bool = False) -> tuple[str, ...]:
        """Return what waits for an initiative, directly or through others, in the order of ids.

        Args:
            initiative: The one that is waited for.
            alone: Name only those that wait for nothing but it.
        """
        ahead, at = self.before.ahead, self.number(initiative)
        if not alone:
            return self._names(ahead.reach(at))
        waits = numpy.diff(self.before.behind.at)
        near = ahead.ends[ahead.of(at)]
        return self.before.named(near[(waits[near] == 1) & (near != at)])

    def if_dropped(self, initiative: str) -> Impact:
        """Return what follows if an initiative is not done, and what value is lost each week."""
        return dropped(self, initiative)

    def if_late(self, initiative: str, weeks: int) -> tuple[Move, ...]:
        """Return who starts how much later if an initiative takes longer, by its links alone.

        Everything is taken to start as early as its links allow; what has slack takes it up.

        Args:
            initiative: The one that is late.
            weeks: By how many weeks, 0 or more.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        return self.if_delayed(initiative, weeks).moves

    def if_delayed(self, initiative: str, weeks: int) -> Delay:
        """Return who starts later as in `if_late`, the last end, and what value is lost.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        return delayed(self, initiative, weeks)

    def clusters(self, *, sharing: bool = False) -> tuple[tuple[str, ...], ...]:
        """Return groups of initiatives that are linked in any way, the largest first.

        Initiatives that are alone are left out.

        Args:
            sharing: Take those that load the same unit or need the same key role as linked:
                groups that can be planned apart from each other.
        """
        return apart(self, sharing=sharing)

    def to_text(
        self,
        format: str = "mermaid",  # noqa: A002  # the option's name
        *,
        exporters: Mapping[str, Exporter] = EXPORTERS,
    ) -> str:
        """Return the graph as text: `mermaid`, `dot`, `graphml`, `json`, or what a plugin offers.

        Raises:
            UnknownNameError: There is no such format.
        """
        if format not in exporters:
            raise UnknownNameError("format", format, known=exporters)
        return exporters[format](self.graph)

    def figure(self, *, chain: bool = False) -> Network:
        """Return the initiatives that have links as boxes and arrows.

        Args:
            chain: Set off the longest chain, with the slack of all that hang together with it.

        Raises:
            CyclicDependencyError: The chain is wanted, and some initiatives wait for each other.
        """
        from changekit.services.dependencies.drawing import network

        return network(self, chain=chain)

    def table(self) -> Table:
        """Return one row for each link."""
        return link_table(self.links, self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return nodes, links, circles and contradictions as JSON values."""
        say = self.language
        return {
            "nodes": [plain_node(node, say) for node in self.nodes],
            "links": [plain_tie(tie, say) for tie in self.links],
            "cycles": [list(path) for path in self.cycles().paths],
            "contradictions": [item.to_dict(say) for item in self.contradictions()],
        }
