"""The dependency graph: what comes first, what waits, and what breaks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import attrs
import networkx
import numpy

from changekit.errors import CyclicDependencyError, InvalidValueError, UnknownNameError
from changekit.figures import Drawn
from changekit.services.dependencies.circles import (
    Contradiction,
    Cycles,
    contradictions,
    cycles,
)
from changekit.services.dependencies.compiled import Before
from changekit.services.dependencies.impacts import Chain, Impact, Move
from changekit.services.dependencies.links import (
    BINDING,
    Node,
    Tie,
    from_networkx,
    typical_weeks,
)
from changekit.services.dependencies.showing import link_table, plain_node, plain_tie
from changekit.services.dependencies.writing import EXPORTERS
from changekit.tables import Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.extension.protocols.showing import Exporter
    from changekit.figures import Network
    from changekit.model.initiative import LinkKind

__all__ = ["DependencyGraph"]


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
    def before(self) -> Before:
        """What comes before what, compiled, over positions in `ids`."""
        number = self._number
        return self._compiled(
            (number[tie.target], number[tie.source], tie.lag_weeks)
            for tie in self.links
            if tie.kind in BINDING
        )

    @cached_property
    def _required(self) -> Before:
        number = self._number
        return self._compiled(
            (number[tie.target], number[tie.source], 0)
            for tie in self.links
            if tie.kind == "requires"
        )

    def _compiled(self, pairs: Iterable[tuple[int, int, int]]) -> Before:
        return Before.of(len(self.nodes), list(pairs))

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

    def _at(self, initiative: str) -> int:
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
        order = self.before.sweep(self._weeks).order
        if len(order) < len(self.nodes):
            raise CyclicDependencyError(self.cycles().paths[0])
        return tuple(self.ids[at] for at in order)

    def cycles(self, *, limit: int = 100) -> Cycles:
        """Return the circles of initiatives that wait for each other, the shortest first.

        Args:
            limit: How many to list at most.
        """
        binding = [(tie.source, tie.target) for tie in self.links if tie.kind in BINDING]
        done = set(self.before.sweep(self._weeks).order.tolist())
        return cycles([pair for pair in binding if self._number[pair[0]] not in done], limit=limit)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the links that cannot all be meant."""
        return contradictions(self.links)

    def longest_chain(self) -> Chain:
        """Return the chain of links that takes most weeks, lags included.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        self.order()
        chain = self.before.longest(self._weeks)
        finish = self.before.sweep(self._weeks).finish
        return Chain(
            initiatives=tuple(self.ids[at] for at in chain),
            weeks=int(finish[chain[-1]]) if chain else 0,
            assumed=tuple(self.ids[at] for at in chain if self.nodes[at].assumed),
        )

    def waits_for(self, initiative: str, *, directly: bool = False) -> tuple[str, ...]:
        """Return what has to come before an initiative, in the order of ids.

        Args:
            initiative: The one that waits.
            directly: Name only those that it links to itself.
        """
        at = self._at(initiative)
        if directly:
            return tuple(self.ids[i] for i in sorted(set(self.before.first[self.before.into(at)])))
        return self._names(self.before.reach(at, backward=True))

    def unlocks(self, initiative: str, *, alone: bool = False) -> tuple[str, ...]:
        """Return what waits for an initiative, directly or through others, in the order of ids.

        Args:
            initiative: The one that is waited for.
            alone: Name only those that wait for nothing but it.
        """
        at = self._at(initiative)
        if not alone:
            return self._names(self.before.reach(at))
        only = numpy.bincount(self.before.then, minlength=len(self.ids))
        own = numpy.bincount(self.before.then[self.before.first == at], minlength=len(self.ids))
        return tuple(name for name in self._names((own > 0) & (own == only)) if name != initiative)

    def if_dropped(self, initiative: str) -> Impact:
        """Return what follows if an initiative is not done."""
        at = self._at(initiative)
        lost = self._names(self._required.reach(at))
        gone = {initiative, *lost}
        near = [tie for tie in self.links if (tie.source in gone) != (tie.target in gone)]
        return Impact(
            initiative=initiative,
            lost=lost,
            freed=_ends(near, gone, kinds={"follows"}),
            without_help=tuple(
                sorted({t.target for t in near if t.kind == "enables" and t.source in gone})
            ),
            possible=tuple(
                sorted(
                    {
                        tie.target if tie.source in gone else tie.source
                        for tie in near
                        if tie.kind in ("conflicts", "alternative-to")
                    }
                )
            ),
        )

    def if_late(self, initiative: str, weeks: int) -> tuple[Move, ...]:
        """Return who starts how much later if an initiative takes longer, by its links alone.

        Everything is taken to start as early as its links allow; what has slack takes it up.

        Args:
            initiative: The one that is late.
            weeks: By how many weeks, 0 or more.

        Raises:
            CyclicDependencyError: Some initiatives wait for each other.
        """
        if weeks < 0:
            msg = f"weeks late must be 0 or more, got {weeks}"
            raise InvalidValueError(msg)
        at = self._at(initiative)
        self.order()
        longer = list(self._weeks)
        longer[at] += weeks
        shift = self.before.sweep(longer).start - self.before.sweep(self._weeks).start
        return tuple(
            Move(initiative=self.ids[node], weeks=int(shift[node]))
            for node in numpy.flatnonzero(shift > 0)
        )

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return groups of initiatives that are linked in any way, the largest first.

        Initiatives without links are left out.
        """
        whole: networkx.Graph[str] = networkx.Graph()
        whole.add_edges_from((tie.source, tie.target) for tie in self.links)
        groups = [tuple(sorted(group)) for group in networkx.connected_components(whole)]
        return tuple(
            sorted((g for g in groups if len(g) > 1), key=lambda group: (-len(group), group))
        )

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

    def figure(self) -> Network:
        """Return the initiatives that have links as boxes and arrows."""
        from changekit.services.dependencies.drawing import network

        return network(self)

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


def _ends(ties: Iterable[Tie], gone: set[str], *, kinds: set[str]) -> tuple[str, ...]:
    """Return those that still stand and have a link of some kind to one that is gone."""
    return tuple(sorted({t.source for t in ties if t.kind in kinds and t.target in gone}))
