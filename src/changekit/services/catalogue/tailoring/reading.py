"""A patched concept, read anew: what is wrong with it stands where the overlay says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from changekit.model.concept import Concept
from changekit.model.nodes import as_node
from changekit.model.reading import KIND_NAMES, Log
from changekit.model.records import record_shape
from changekit.model.shapes import FAULTY
from changekit.rules.references import BAD_REFERENCE
from changekit.services.catalogue.tailoring.fields import Value, item_names, related

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from changekit.findings import Finding
    from changekit.services.catalogue.tailoring.operations import Operation

__all__ = ["Fault", "reread"]

Fault = tuple["Finding", "Operation", str]
"""What reading found, the operation that brought it, and the path of the field."""


def reread(
    plain: Value, steps: Sequence[Operation], known: Mapping[str, Collection[str]]
) -> tuple[Concept | None, tuple[Fault, ...]]:
    """Return the concept that patched data describes, or what is wrong with it.

    Args:
        plain: The data.
        steps: What was done to it, at least one thing.
        known: By kind of record: the ids that references may name; others are not judged.
    """
    log = Log()
    for kind, names in known.items():
        log.know(kind, (name for name in names if name != plain["id"]))
    log.excuse(kind for kind in KIND_NAMES if kind not in known)
    record: Any = record_shape(Concept).read(as_node(plain), None, log)
    log.settle()
    faults = []
    for finding in log.findings:
        path = _dotted(plain, finding.place.file if finding.place else "")
        step = next((item for item in steps if related(path, item.path)), None)
        if step is None and finding.code == BAD_REFERENCE.code:
            continue  # the pack itself refers there
        faults.append((finding, step or steps[0], path))
    return (None if record is FAULTY or faults else record), tuple(faults)


def _dotted(plain: Value, pointer: str) -> str:
    """Return the path that a JSON pointer into the data means."""
    path: list[str] = []
    kind = ""
    node = plain
    for part in pointer.removeprefix("#").split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list):
            names = item_names(node, kind)
            if names is None:
                break
            path.append(names[int(key)])
            node = node[int(key)]
        elif isinstance(node, Mapping) and key in node:
            kind = f"{kind}.{key}" if kind else key
            path.append(key)
            node = node[key]
        else:
            break
    return ".".join(path)
