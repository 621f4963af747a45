"""What the groups that methods put initiatives in are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.scoring.ratios import QUADRANTS
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["CATEGORIES", "GROUPS", "heading", "part_title"]

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
PARTS: Mapping[str, Text] = {
    "green": Text(sv="Grön nytta", en="Green benefit"),
    "yellow": Text(sv="Gul nytta", en="Yellow benefit"),
    "red": Text(sv="Röd nytta", en="Red benefit"),
    "cost": Text(sv="Kostnad", en="Cost"),
    "plus": Text(sv="Positivt flöde", en="Positive flow"),
    "minus": Text(sv="Negativt flöde", en="Negative flow"),
}


def heading(groups: Iterable[str]) -> Text:
    """Return what the column of groups is called.

    >>> heading(["quick-win"]).to("en"), heading(["must"]).to("en")
    ('Quadrant', 'Group')
    """
    if set(groups) <= QUADRANTS.keys():
        return Text(sv="Kvadrant", en="Quadrant")
    return Text(sv="Grupp", en="Group")


def part_title(name: str) -> Text:
    """Return what people call a part of a score.

    >>> part_title("green").to("sv"), part_title("benefit").to("sv")
    ('Grön nytta', 'benefit')
    """
    return PARTS.get(name, Text.plain(name))
