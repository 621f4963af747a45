"""Trees that go in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.rules.references import CYCLIC_TREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.model.goal import Goal
    from changekit.model.organisation import Role, Unit
    from changekit.model.reading import Log

__all__ = ["circles", "note_circles"]


def circles(parents: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Return every circle, from its first member in the order given and back to it.

    >>> circles({"a": "b", "b": "c", "c": "b", "d": None})
    [('b', 'c', 'b')]
    """
    found = []
    done: set[str] = set()
    order = {name: at for at, name in enumerate(parents)}
    for start in parents:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name not in done and name not in path:
            path[name] = None
            name = parents.get(name)
        if name is not None and name in path:
            members = list(path)[list(path).index(name) :]
            first = members.index(min(members, key=order.__getitem__))
            circle = members[first:] + members[:first]
            found.append((*circle, circle[0]))
        done |= path.keys()
    return found


def note_circles(
    units: Iterable[Unit], goals: Iterable[Goal], roles: Iterable[Role], log: Log
) -> None:
    """Note each circle of units, goals and roles where its first member names the next."""
    trees: dict[tuple[str, str], dict[str, str | None]] = {
        ("unit", "parent"): {item.id: item.parent for item in units},
        ("goal", "parent"): {item.id: item.parent for item in goals},
        ("role", "reports_to"): {item.id: item.reports_to for item in roles},
    }
    places = log.places()
    for (kind, key), parents in trees.items():
        for names in circles(parents):
            log.add_at(
                CYCLIC_TREE, places.of(kind, names[0], key), (None, f"{names[0]}.{key}"),
                circle=" -> ".join(names),
            )  # fmt: skip
