"""What a profile tells a method beside criteria and weights, read with errors that say where."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import attrs

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix
from changekit.text import closest

__all__ = ["Options"]


@attrs.frozen
class Options:
    """The options of one profile, as one method reads them.

    A profile may hold options of several methods; each reads its own and leaves the others.
    """

    matrix: ScoreMatrix
    method: str

    def __contains__(self, name: str) -> bool:
        """Return whether the profile says anything of an option."""
        return self.matrix.options.get(name) is not None

    def refuse(self, what: str) -> NoReturn:
        """Say what does not fit, after the profile and the method.

        Raises:
            InvalidValueError: Always.
        """
        msg = f"profile {self.matrix.profile!r}, method {self.method!r}: {what}"
        raise InvalidValueError(msg)

    def number(self, name: str, default: float, *, low: float, high: float) -> float:
        """Return an option that is a number within two ends, or the default."""
        value = self.matrix.options.get(name)
        if value is None:
            return default
        number = _number(value)
        if number is None or not low <= number <= high:
            self.refuse(
                f"option {name!r} must be a number from {low:g} to {high:g}, got {value!r}"
            )
        return number

    def text(self, name: str, default: str, *, allowed: Sequence[str] = ()) -> str:
        """Return an option that is a text, or the default."""
        value = self.matrix.options.get(name)
        if value is None:
            return default
        if not isinstance(value, str) or (allowed and value not in allowed):
            wanted = f"one of {', '.join(allowed)}" if allowed else "a text"
            self.refuse(f"option {name!r} must be {wanted}, got {value!r}")
        return value

    def numbers(self, name: str, *, count: int) -> list[float]:
        """Return an option that is a list of so many numbers of 0 or more, some above 0."""
        value = self.matrix.options.get(name)
        items = list(value) if isinstance(value, list | tuple) else []
        found = [_number(item) for item in items]
        fine = [item for item in found if item is not None and item >= 0]
        if len(fine) != count or len(found) != count or not sum(fine) > 0:
            wanted = f"a list of {count} numbers of 0 or more, not all 0"
            self.refuse(f"option {name!r} must be {wanted}, got {value!r}")
        return fine

    def by_name(self, name: str) -> dict[str, Any]:  # Any: plain values
        """Return an option that is a mapping; empty where the profile says nothing."""
        value = self.matrix.options.get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.refuse(f"option {name!r} must be a mapping, got {value!r}")
        return {str(key): item for key, item in value.items()}

    def numbers_by_name(self, name: str) -> dict[str, float]:
        """Return an option that maps names to numbers."""
        found = {}
        for key, value in self.by_name(name).items():
            number = _number(value)
            if number is None:
                self.refuse(f"option {name!r}: {key!r} must be a number, got {value!r}")
            found[key] = number
        return found

    def criterion(self, name: str, *, option: str) -> int:
        """Return the column of a criterion that an option names."""
        if name not in self.matrix.criteria:
            known = ", ".join(self.matrix.criteria) or "none"
            near = closest(name, self.matrix.criteria)
            hint = f", did you mean {near!r}?" if near else ""
            self.refuse(f"option {option!r}: unknown criterion {name!r}{hint} (known: {known})")
        return self.matrix.criteria.index(name)

    def roles(
        self, wanted: Sequence[str], *, optional: Sequence[str] = ()
    ) -> dict[str, tuple[int, ...]]:
        """Return the columns that play each part: as `roles` says, else by their ids.

        Every criterion has to play a part, so that none is left out unseen.
        """
        given = self.by_name("roles")
        self._known(given, wanted)
        found: dict[str, tuple[int, ...]] = {}
        for role in wanted:
            names = given.get(role, role if role in self.matrix.criteria else ())
            names = [names] if isinstance(names, str) else list(names)
            found[role] = tuple(self.criterion(str(it), option="roles") for it in names)
            if not names and role not in optional:
                self.refuse(f"no criterion is {role!r}: call one so, or name it in option 'roles'")
        used = [column for columns in found.values() for column in columns]
        for column, name in enumerate(self.matrix.criteria):
            if used.count(column) != 1:
                got = "no part" if column not in used else "several parts"
                self.refuse(f"criterion {name!r} plays {got}; parts are {', '.join(wanted)}")
        return found

    def _known(self, given: Mapping[str, object], wanted: Sequence[str]) -> None:
        for role, names in given.items():
            if role not in wanted:
                self.refuse(f"option 'roles': {role!r} is none of {', '.join(wanted)}")
            if not isinstance(names, str | list | tuple):
                self.refuse(f"option 'roles': {role!r} must name criteria, got {names!r}")


def _number(value: object) -> float | None:
    """Return a finite number, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None
