"""What the groups that methods put initiatives in are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.scoring.ratios import QUADRANTS
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATEGORIES", "GROUPS"]

CATEGORIES: Mapping[str, Text] = {
    "wont": Text(sv="inte nu", en="won't have this time"),
    "could": Text(sv="kan", en="could have"),
    "should": Text(sv="bör", en="should have"),
    "must": Text(sv="måste", en="must have"),
}
"""MoSCoW's categories by id, the lowest first."""
GROUPS: Mapping[str, Text] = {
    **QUADRANTS,
    **CATEGORIES,
    "compromise": Text(sv="kompromissmängden", en="compromise set"),
    "outside": Text(sv="utanför", en="outside"),
    "comparable": Text(sv="jämförbar", en="comparable"),
    "incomparable": Text(sv="ojämförbar", en="incomparable"),
}
"""What people call a group, by its id."""
