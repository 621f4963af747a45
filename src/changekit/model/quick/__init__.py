"""The quick way to read what is well written, and to keep what was read.

The shapes of `changekit.model.shapes` read anything and note every fault. Most files have none:
for them functions are made once for each class that read the same values and give up at the
first thing that is off, so that the shapes read the file again from its start and say what it is.
Tests hold both ways equal.
"""

from __future__ import annotations

from changekit.model.quick.nodes import OffError, quick_reader
from changekit.model.quick.rows import Packer, packer, shape_packer

__all__ = [
    "OffError", "Packer", "packer", "quick_reader", "shape_packer",
]  # fmt: skip
