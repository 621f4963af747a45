"""The organisation at work: units and whom they serve, roles and what they sit in, overhead.

Ours: what counts is what is still to be done: initiatives that are neither done nor stopped; for
overhead all count, because what is over shows what running the work takes.
"""

from changekit.services.organisation.modes import ModeShare, Overhead, overhead
from changekit.services.organisation.roles import RoleLoad, RoleMatrix, gini, role_matrix
from changekit.services.organisation.rolling import ROLLS, Roll, rolled_shares
from changekit.services.organisation.units import INTERNAL, UnitPicture, unit_picture

__all__ = [
    "INTERNAL",
    "ROLLS",
    "ModeShare",
    "Overhead",
    "RoleLoad",
    "RoleMatrix",
    "Roll",
    "UnitPicture",
    "gini",
    "overhead",
    "role_matrix",
    "rolled_shares",
    "unit_picture",
]  # fmt: skip
