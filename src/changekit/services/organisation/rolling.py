"""What of a unit counts at the units above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from changekit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.organisation import Organisation

__all__ = ["ROLLS", "Roll", "rolled_shares"]

Roll: TypeAlias = Literal["none", "sum", "headcount"]
ROLLS: Mapping[str, str] = {
    "none": "each unit alone",
    "sum": "a unit and all below it, added up",
    "headcount": "what is put on a sub-unit counts by its share of the employees",
}
"""The ways to count a sub-unit at the units above it, and what each means."""


def rolled_shares(
    organisation: Organisation, roll: Roll = "sum"
) -> Mapping[str, Mapping[str, float]]:
    """Return by unit: the unit itself and each unit above it, with the share that counts there.

    Ours: by `sum` everything counts in full, so that the sum over the tree is kept. By
    `headcount` it is the employees below over the employees above: a change that one in ten has
    to carry asks a tenth of the whole. Where either headcount is not known, or the one below is
    the larger, it counts in full, so that nothing looks lighter than it is. A unit that stands
    above itself stops there.

    Args:
        organisation: The units.
        roll: How a sub-unit counts above; `none` leaves each unit with itself.

    Raises:
        UnknownNameError: There is no such way.

    >>> from changekit.model.organisation import Organisation
    >>> tree = Organisation.from_dict(
    ...     {
    ...         "units": [
    ...             {"id": "kommun", "name": "Kommunen", "headcount": 200},
    ...             {"id": "soc", "name": "Soc", "parent": "kommun", "headcount": 50},
    ...         ]
    ...     }
    ... )
    >>> rolled_shares(tree, "headcount")["soc"]
    {'soc': 1.0, 'kommun': 0.25}
    """
    if roll not in ROLLS:
        raise UnknownNameError("roll-up", roll, known=ROLLS)
    units = {unit.id: unit for unit in organisation.units}
    found: dict[str, Mapping[str, float]] = {}
    for unit in organisation.units:
        shares, above = {unit.id: 1.0}, unit.parent
        while roll != "none" and above in units and above not in shares:
            there = units[above].headcount if roll == "headcount" else None
            part = (unit.headcount / there) if there and unit.headcount is not None else 1.0
            shares[above] = min(1.0, part)
            above = units[above].parent
        found[unit.id] = shares
    return found
