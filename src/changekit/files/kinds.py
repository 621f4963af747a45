"""Which file of a workspace holds what, and how the top of each file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.model.concept import Concept, Tombstones
from changekit.model.decision import Decisions
from changekit.model.fields import About
from changekit.model.goal import Goals
from changekit.model.initiative import Initiative
from changekit.model.measure import Measure
from changekit.model.need import Needs
from changekit.model.nodes import MapNode
from changekit.model.norm import Norms
from changekit.model.organisation import Organisation
from changekit.model.overlay import Layer, Overlay
from changekit.model.pack import Pack
from changekit.model.process import Process
from changekit.model.profile import Profiles
from changekit.model.records import Entry, Record, RecordShape, record_shape
from changekit.model.request import PeerRequest
from changekit.model.rubric import Rubric
from changekit.model.settings import Settings
from changekit.model.shapes import FAULTY, ListShape, NumberShape
from changekit.model.transfer import Context, TransferCriteria
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log

__all__ = ["IN_PACKS", "KINDS", "PACK", "SCHEMA", "SHARED", "FileKind", "in_file"]

SCHEMA: Final = 1
"""The version of every file kind that this changekit writes."""
KNOWN_SCHEMAS: Final = (1,)


@attrs.frozen(kw_only=True)
class FileKind:
    """One sort of file.

    Attributes:
        name: What it is called, as in the name of its JSON Schema.
        where: The file, or the folder whose files are of this kind.
        holds: The record that the file is; of a folder, the record that each file holds.
        many: Whether `where` is a folder of records.
        defines: The kinds of record that are defined there.
        needed: What a file holds at least.
    """

    name: str
    where: str
    holds: type[Record]
    many: bool = False
    defines: tuple[str, ...] = ()
    needed: str

    def records(self, node: Any, log: Log) -> list[Any]:  # Any: a node, and records
        """Return the records of a file in such a folder: one, a list, or a list under the key."""
        shape = record_shape(self.holds)
        if node.id == "sequence":
            nodes = [_without_schema(item, log, needed=False) for item in node.value]
            read = [
                shape.read(item, (None, at), log)
                for at, item in enumerate(nodes)
                if item is not None
            ]
        elif node.id == "mapping" and _is_list(node, self.where):
            top = in_file(node, log)
            return [] if top is None else list(self._items(top, log))
        else:
            top = in_file(node, log)
            read = [shape.read(top, None, log)] if top is not None else []
            if node.id != "mapping":
                log.excuse(self.defines)
        return [record for record in read if record is not FAULTY]

    def _items(self, node: Any, log: Log) -> Any:  # Any: a node, and records
        listed = self.listed.read_parts(node, None, log).get(self.where, FAULTY)
        if listed is FAULTY:
            log.excuse(self.defines)
            return ()
        return listed

    @property
    def listed(self) -> RecordShape:
        """How a file is read that holds several such records in a list under a key."""
        records = Entry(
            name=self.where, key=self.where, shape=ListShape(record_shape(self.holds)),
            about=About(doc="The records"), required=True, default=(),
        )  # fmt: skip
        return RecordShape(self.holds, {self.where: records})


KINDS: Final = {
    kind.name: kind
    for kind in (
        FileKind(
            name="changekit", where="changekit.yaml", holds=Settings,
            needed="schema: 1, name: ...",
        ),
        FileKind(
            name="organisation", where="organisation.yaml", holds=Organisation,
            defines=("unit", "role", "service"), needed="schema: 1, units: [...]",
        ),
        FileKind(
            name="goals", where="goals.yaml", holds=Goals, defines=("goal", "grouping"),
            needed="schema: 1, goals: [...]",
        ),
        FileKind(
            name="scoring", where="scoring.yaml", holds=Profiles, defines=("profile",),
            needed="schema: 1, profiles: [...]",
        ),
        FileKind(
            name="needs", where="needs.yaml", holds=Needs, defines=("need",),
            needed="schema: 1, needs: [...]",
        ),
        FileKind(
            name="initiative", where="initiatives", holds=Initiative, many=True,
            defines=("initiative",), needed="schema: 1, id: ..., title: ...",
        ),
        FileKind(
            name="concept", where="concepts", holds=Concept, many=True, defines=("concept",),
            needed="schema: 1, id: ..., version: ..., title: ...",
        ),
        FileKind(
            name="measure", where="measures", holds=Measure, many=True, defines=("measure",),
            needed="schema: 1, id: ..., title: ..., unit: ..., better: ...",
        ),
        FileKind(
            name="norms", where="norms.yaml", holds=Norms, defines=("norm",),
            needed="schema: 1, norms: [...]",
        ),
        FileKind(
            name="tombstones", where="tombstones.yaml", holds=Tombstones,
            defines=("tombstone", "concept"), needed="schema: 1, tombstones: [...]",
        ),
        FileKind(
            name="transfer", where="transfer.yaml", holds=TransferCriteria,
            defines=("transfer-criterion",), needed="schema: 1, criteria: [...]",
        ),
        FileKind(
            name="rubric", where="rubrics", holds=Rubric, many=True, defines=("rubric",),
            needed="schema: 1, id: ..., version: ..., scale: ...",
        ),
        FileKind(
            name="request", where="requests", holds=PeerRequest, many=True,
            defines=("request",), needed="schema: 1, id: ..., title: ...",
        ),
        FileKind(
            name="overlay", where="overlays", holds=Overlay, many=True, defines=("overlay",),
            needed="schema: 1, patch: [...]",
        ),
        FileKind(
            name="layer", where="layers", holds=Layer, many=True, defines=("layer",),
            needed="schema: 1, id: ..., entries: ...",
        ),
        FileKind(
            name="context", where="context.yaml", holds=Context, needed="schema: 1",
        ),
        FileKind(
            name="decisions", where="decisions.yaml", holds=Decisions, defines=("decision",),
            needed="schema: 1, decisions: [...]",
        ),
        FileKind(
            name="process", where="processes", holds=Process, many=True, defines=("process",),
            needed="schema: 1, id: ..., title: ...",
        ),
    )
}  # fmt: skip
"""Every sort of file in a workspace, by name."""

IN_PACKS: Final = (
    "needs", "tombstones", "norms", "transfer", "concept", "rubric", "request", "overlay",
    "layer",
)  # fmt: skip
"""The sorts of file that a pack may hold beside `pack.yaml`, by name."""

SHARED: Final = (
    "concept", "need", "tombstone", "norm", "transfer-criterion", "rubric", "request", "overlay",
    "layer",
)  # fmt: skip
"""The kinds of record that packs bring."""

PACK: Final = FileKind(
    name="pack", where="pack.yaml", holds=Pack, defines=("pack",),
    needed="schema: 1, id: ..., version: ..., title: ..., namespace: ..., licence: ...",
)  # fmt: skip
"""What makes a folder a pack; a workspace has none."""


def in_file(node: Any, log: Log) -> Any:  # Any: nodes, or None
    """Return the node of a file without its `schema`; None where that version is not known."""
    return _without_schema(node, log, needed=True)


def _without_schema(node: Any, log: Log, *, needed: bool) -> Any:  # Any: nodes, or None
    if node.id != "mapping":
        return node  # the shape that reads it says what was expected
    marked = [pair for pair in node.value if pair[0].id == "scalar" and pair[0].value == "schema"]
    if not marked:
        if needed:
            log.add(
                rules.MISSING_KEY,
                node,
                (None, "schema"),
                key="schema",
                what=Text(sv=f"talet {SCHEMA}", en=f"the number {SCHEMA}"),
            )
        return node
    for key, _ in marked[1:]:
        first = log.place(marked[0][0].start_mark).line or "?"
        log.add(rules.DUPLICATE_KEY, key, (None, "schema"), key="schema", first=first)
    version = NumberShape(whole=True).read(marked[0][1], (None, "schema"), log)
    if version is not FAULTY and version not in KNOWN_SCHEMAS:
        known = ", ".join(map(str, KNOWN_SCHEMAS))
        log.add(rules.SCHEMA_VERSION, marked[0][1], (None, "schema"), found=version, known=known)
        return None
    return MapNode([pair for pair in node.value if pair not in marked], node.start_mark)


def _is_list(node: Any, key: str) -> bool:  # Any: a node
    names = {pair[0].value for pair in node.value if pair[0].id == "scalar"}
    return key in names and "id" not in names
