"""A workspace given as plain data, with JSON pointers as places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.files.joining import Joint
from changekit.files.kinds import KINDS
from changekit.files.tables.words import choice_of
from changekit.model.concept import Concept, Tombstone
from changekit.model.decision import Decision
from changekit.model.initiative import Initiative
from changekit.model.measure import Measure
from changekit.model.need import Need
from changekit.model.nodes import as_node
from changekit.model.norm import Norm
from changekit.model.overlay import Layer, Overlay
from changekit.model.process import Process
from changekit.model.profile import Profile
from changekit.model.reading import Log
from changekit.model.records import record_shape
from changekit.model.request import PeerRequest
from changekit.model.rubric import Rubric
from changekit.model.shapes import FAULTY, GoodItems, ListShape, found, read_key
from changekit.model.transfer import TransferCriterion
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.files.joining import Reading
    from changekit.files.packs import Packs
    from changekit.model.records import Record

__all__ = ["read_mapping"]

# Keys of the whole, as Municipality.to_dict writes them: those of one record, those of lists.
_PARTS: Final = {
    "settings": "changekit", "organisation": "organisation", "goals": "goals",
    "context": "context",
}  # fmt: skip
_LISTS: Final[dict[str, tuple[str, type[Record]]]] = {
    "initiatives": ("initiative", Initiative),
    "concepts": ("concept", Concept),
    "measures": ("measure", Measure),
    "scoring": ("profile", Profile),
    "needs": ("need", Need),
    "tombstones": ("tombstone", Tombstone),
    "norms": ("norm", Norm),
    "criteria": ("transfer-criterion", TransferCriterion),
    "rubrics": ("rubric", Rubric),
    "requests": ("request", PeerRequest),
    "overlays": ("overlay", Overlay),
    "layers": ("layer", Layer),
    "processes": ("process", Process),
    "decisions": ("decision", Decision),
}


def read_mapping(
    data: Mapping[str, object],
    *,
    concepts: Iterable[Concept] = (),
    needs: Iterable[Need] = (),
    packs: Packs | None = None,
) -> Reading:
    """Return what plain data holds, under the keys that `Municipality.to_dict` writes.

    Args:
        data: Mappings, lists, texts, numbers, dates.
        concepts: Concepts of packs, which the data may refer to.
        needs: Needs of packs, likewise.
        packs: Where the packs that its settings name are found; None: none of them is looked up.
    """
    log = Log()
    log.means = choice_of
    joint = Joint(log, concepts, needs, packs=packs)
    seen: dict[str, Any] = {}  # Any: nodes
    node: Any = as_node(data)  # Any: whatever was given
    if node.id != "mapping":
        log.add(
            rules.WRONG_KIND, node, expected=Text(sv="en grupp av nycklar", en="a mapping"),
            found=found(node), advice=_keys(),
        )  # fmt: skip
    pairs = node.value if node.id == "mapping" else ()
    # The settings come first, because they name the packs that all else may refer to.
    for key_node, value in sorted(pairs, key=lambda pair: str(pair[0].value) != "settings"):
        key = read_key(key_node, None, log, seen)
        if key in _PARTS:
            joint.take(KINDS[_PARTS[key]], value, (None, key))
        elif key in _LISTS:
            kind, cls = _LISTS[key]
            read = GoodItems(ListShape(record_shape(cls))).read(value, (None, key), log)
            joint.add(kind, () if read is FAULTY else _named(read))
        elif key is not None:
            log.add(rules.UNKNOWN_KEY, key_node, (None, key), key=key, advice=_keys(key))
    return joint.join("?")


def _named(records: tuple[Any, ...]) -> list[Any]:  # Any: records of one kind
    """Return records with ids; an overlay needs none, and is called by its number."""
    return [
        item if item.id is not None else attrs.evolve(item, id=f"overlay-{at}")
        for at, item in enumerate(records, start=1)
    ]


def _keys(wrong: str = "") -> Text:
    known = [*_PARTS, *_LISTS]
    near = closest(wrong, known)
    if near:
        return Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
    shown = ", ".join(known)
    return Text(sv=f"nycklarna är {shown}", en=f"the keys are {shown}")
