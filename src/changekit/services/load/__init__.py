"""Load: what initiatives ask of each unit and key role in each week, against what they can carry.

Ours: an initiative that names no load counts as one ordinary change (load 1) on its owner's unit,
as in a plan, and is listed in `assumed`. A capacity is what stands in the organisation, less the
peaks of business as usual, never below 0; where nobody said it, nothing can be over it.
"""

from changekit.services.load.filling import load_matrix
from changekit.services.load.matrix import Cell, LoadMatrix, Overload

__all__ = ["Cell", "LoadMatrix", "Overload", "load_matrix"]
