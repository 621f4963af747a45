"""What a caller of `Plan.what_if` asks, as changes of the same form as a what-if file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from changekit.model.calendar import as_day
from changekit.model.initiative import Initiative
from changekit.model.what_if import Added, WhatIf, WhatIfChange
from changekit.services.planning.asked import MOST_WEEKS, by_name, names_of, number, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.model.municipality import Municipality

    Day: TypeAlias = "dt.date | str"
    Size: TypeAlias = "float | Mapping[str, object]"
    New: TypeAlias = "Initiative | Mapping[str, object] | str"
    Changes: TypeAlias = (
        "WhatIf | Path | Mapping[str, object] | Iterable[WhatIfChange | Mapping[str, object]]"
    )
    import datetime as dt

__all__ = ["Asked", "changes_of", "given_changes"]

SIZES = ("capacity", "hours", "limit")


@attrs.frozen(kw_only=True)
class Asked:
    """The arguments of `Plan.what_if`, as they were given."""

    drop: str | Iterable[str] = ()
    delay: Mapping[str, int] | None = None
    capacity: Mapping[str, Size] | None = None
    move: Mapping[str, Day] | None = None
    add: New | Iterable[New] = ()
    hours: Mapping[str, Size] | None = None
    limit: Mapping[str, Size] | None = None
    deadline: Mapping[str, Day | None] | None = None
    pause: str | Iterable[str] = ()
    resume: str | Iterable[str] | Mapping[str, Day | None] = ()
    changes: Changes = ()


def changes_of(
    asked: Asked, municipality: Municipality, *, language: str = "en"
) -> tuple[WhatIfChange, ...]:
    """Return what is asked as changes, whatever is added first.

    Raises:
        InvalidValueError: A value is none that can be.
        InvalidDataError: A mapping says something that cannot be read.
    """
    found = [*_added(asked.add)]
    for verb in SIZES:
        found += _sizes(verb, getattr(asked, verb))
    found += [WhatIfChange(drop=name) for name in sorted(names_of(asked.drop))]
    found += [WhatIfChange(pause=name) for name in sorted(names_of(asked.pause))]
    found += _dated(asked)
    for name, weeks in _by_id("delay", asked.delay):
        found.append(WhatIfChange(delay=name, weeks=_weeks(name, weeks)))
    return (*found, *given_changes(asked.changes, municipality, language=language))


def given_changes(
    changes: Changes, municipality: Municipality, *, language: str = "en"
) -> tuple[WhatIfChange, ...]:
    """Return changes that were given as records, as plain data, or as a file.

    Raises:
        UnreadableFileError: There is no such file.
        InvalidDataError: A mapping or a file says something that cannot be read.
    """
    from changekit.files.what_if import read_what_if, what_if_of

    if isinstance(changes, Path):
        changes = read_what_if(changes, municipality, language=language)
    if isinstance(changes, WhatIf):
        return changes.changes
    if isinstance(changes, Mapping):
        return what_if_of(changes, municipality, language=language).changes
    items = list(changes)
    read = [item for item in items if isinstance(item, WhatIfChange)]
    if len(read) == len(items):
        return tuple(read)
    plain: list[object] = [
        item.to_dict() if isinstance(item, WhatIfChange) else item for item in items
    ]
    return what_if_of({"changes": plain}, municipality, language=language).changes


def _added(add: Any) -> Iterator[WhatIfChange]:  # Any: one, or several
    several = not isinstance(add, str | Mapping | Initiative)
    for new in add if several else [add]:
        if isinstance(new, Initiative):
            yield WhatIfChange(add=Added(initiative=new))
        else:
            yield WhatIfChange.from_dict({"add": new})


def _by_id(what: str, given: object) -> list[tuple[str, Any]]:  # Any: values of any kind
    by_name(what, given or {})
    assert isinstance(given, Mapping | None)  # noqa: S101  # as just tested
    return sorted((given or {}).items())


def _sizes(verb: str, given: object) -> Iterator[WhatIfChange]:
    for name, size in _by_id(verb, given):
        if isinstance(size, Mapping):
            yield WhatIfChange.from_dict({verb: name, **size})
            continue
        what = f"{verb} of {name!r}"
        amount = whole(what, size, low=1) if verb == "limit" else number(what, size, low=0)
        fields: dict[str, Any] = {verb: name, "amount": amount}  # Any: of several types
        yield WhatIfChange(**fields)


def _dated(asked: Asked) -> Iterator[WhatIfChange]:
    for name, day in _by_id("move", asked.move):
        yield WhatIfChange(move=name, start=as_day(day, f"move of {name!r}"))
    for name, day in _by_id("deadline", asked.deadline):
        last = None if day is None else as_day(day, f"deadline of {name!r}")
        yield WhatIfChange(deadline=name, date=last)
    resume = asked.resume
    again = resume if isinstance(resume, Mapping) else dict.fromkeys(names_of(resume))
    for name, day in sorted(again.items()):
        start = None if day is None else as_day(day, f"resume of {name!r}")
        yield WhatIfChange(resume=name, start=start)


def _weeks(name: str, weeks: object) -> Any:  # Any: Weeks is an int
    return whole(f"delay of {name!r}", weeks, low=-MOST_WEEKS, high=MOST_WEEKS)
