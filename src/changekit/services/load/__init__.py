"""Load: what initiatives ask of each unit and key role in each week, against what they can carry.

Ours: an initiative that names no load counts as one ordinary change (load 1) on its owner's unit,
as in a plan, and is listed in `assumed`. A capacity is what stands in the organisation, less the
peaks of business as usual, never below 0; where nobody said it, nothing can be over it.
"""

from changekit.services.load.asking import Asked, asked_for, still_settling, weeks_to_show
from changekit.services.load.breaches import Breach, Breaches, Cause
from changekit.services.load.collisions import Collision, Collisions
from changekit.services.load.comparing import LoadDifference
from changekit.services.load.filling import load_matrix
from changekit.services.load.impact import Impact, Way
from changekit.services.load.inventory import Inventory
from changekit.services.load.key_roles import KeyRoles
from changekit.services.load.matrix import Cell, LoadMatrix, Overload
from changekit.services.load.periods import Period
from changekit.services.load.picture import LoadPicture
from changekit.services.load.picturing import load
from changekit.services.load.seasons import Season, seasonal

__all__ = [
    "Asked", "Breach", "Breaches", "Cause", "Cell", "Collision", "Collisions", "Impact",
    "Inventory", "KeyRoles", "LoadDifference", "LoadMatrix", "LoadPicture", "Overload", "Period",
    "Season", "Way", "asked_for", "load", "load_matrix", "seasonal", "still_settling",
    "weeks_to_show",
]  # fmt: skip
