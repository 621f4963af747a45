"""The quick way to read a file that is one record, for files in which nothing is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.files.kinds import KNOWN_SCHEMAS
from changekit.model.nodes import MapNode
from changekit.model.quick import OffError, quick_reader
from changekit.model.shapes import NumberShape

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.files.kinds import FileKind
    from changekit.findings import Place
    from changekit.model.gist import Gist

__all__ = ["read_quickly"]

_VERSION = NumberShape(whole=True)


def read_quickly(
    kind: FileKind,
    node: Any,  # Any: the node of a whole file
    place: Callable[[Any], Place],  # Any: a mark of the file
) -> Gist | None:
    """Return what a file says that is one record and has no fault; None where it may have one.

    Args:
        kind: What the file holds.
        node: What it says.
        place: Gives the place of a mark of the file.
    """
    if node.id != "mapping" or not node.value:
        return None
    (key, version), *rest = node.value
    if key.value != "schema" or version.id != "scalar":
        return None
    if _VERSION.parse(version) not in KNOWN_SCHEMAS:
        return None
    try:
        gist = quick_reader(kind.holds)(MapNode(rest, node.start_mark), place)
    except OffError:
        return None
    # An overlay needs no id, and is called as its file.
    return gist if getattr(gist.record, "id", None) is not None else None
