"""What an initiative asks of a unit: the same each week, a profile, or phase by phase."""

from __future__ import annotations

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, between
from changekit.model.quantities import Load, Weeks
from changekit.model.records import Record
from changekit.text import Text

__all__ = ["Phases", "UnitLoad"]


@attrs.frozen(kw_only=True)
class Phases(Record):
    """Loads by phase: the weeks before go-live, the week of go-live, and the weeks after it."""

    preparation: Load = attrs.field(
        default=Load(0), validator=between(0),
        metadata=about("Load in each week before go-live", unit="load"),
    )  # fmt: skip
    go_live: Load = attrs.field(
        default=Load(0), validator=between(0),
        metadata=about("Load in the last week, in which it goes live", unit="load"),
    )  # fmt: skip
    settling: Load = attrs.field(
        default=Load(0), validator=between(0),
        metadata=about("Load in each week of settling in, after go-live", unit="load"),
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class UnitLoad(Record):
    """What an initiative asks of one unit: the same each week, a profile, or by phase.

    Settling in lasts beyond the weeks of the initiative, and takes up the unit all the same.
    """

    unit: str = attrs.field(metadata=about("The unit that is touched", refers="unit"))
    amount: Load | None = attrs.field(
        default=None, validator=between(0), metadata=about("Load in each week", unit="load")
    )
    profile: tuple[float, ...] = attrs.field(
        default=(), metadata=about("Loads in turn, stretched over the weeks", unit="load")
    )
    phases: Phases | None = attrs.field(
        default=None, metadata=about("Loads before, at and after go-live")
    )
    settling_weeks: Weeks = attrs.field(
        default=Weeks(0),
        validator=between(0, 520),
        metadata=about("How long the unit settles in after go-live; with phases", unit="weeks"),
    )

    def __attrs_post_init__(self) -> None:
        """Check that the load is given in one way, and is not negative."""
        ways = (self.amount is not None) + bool(self.profile) + (self.phases is not None)
        if ways != 1:
            raise InvalidValueError(
                Text(
                    sv=f"belastningen på {self.unit!r} är antingen amount, profile eller phases",
                    en=f"the load on {self.unit!r} is either an amount, a profile or phases",
                )
            )
        if any(not 0 <= step < 1e6 for step in self.profile):
            got = list(self.profile)
            raise InvalidValueError(
                Text(
                    sv=f"belastningen på {self.unit!r} ska vara 0 eller mer, fann {got}",
                    en=f"the load on {self.unit!r} must be 0 or more, got {got}",
                )
            )
        settles = self.phases is not None and self.phases.settling > 0
        if settles != (self.settling_weeks > 0):
            raise InvalidValueError(
                Text(
                    sv=f"belastningen på {self.unit!r}: phases.settling och settling_weeks hör "
                    "ihop, ge båda eller ingen",
                    en=f"the load on {self.unit!r}: phases.settling and settling_weeks belong "
                    "together, give both or none",
                )
            )

    def over(self, weeks: int) -> tuple[float, ...]:
        """Return the load in each week from the start; those of settling in come after.

        Ours: a profile is stretched in equal parts, so that week w of W takes the step at
        floor(w * steps / W). Go-live is the last of the W weeks.

        >>> UnitLoad(unit="soc", profile=(1, 2)).over(5)
        (1, 1, 1, 2, 2)
        >>> by_phase = Phases(preparation=1, go_live=3, settling=0.5)
        >>> UnitLoad(unit="soc", phases=by_phase, settling_weeks=2).over(3)
        (1, 1, 3, 0.5, 0.5)
        """
        if self.phases is not None:
            before, after = (self.phases.preparation,), (self.phases.settling,)
            return before * (weeks - 1) + (self.phases.go_live,) + after * self.settling_weeks
        steps = self.profile or (self.amount or 0,)
        return tuple(steps[week * len(steps) // weeks] for week in range(weeks))
