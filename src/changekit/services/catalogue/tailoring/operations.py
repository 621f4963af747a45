"""What an overlay does to one concept, as single operations: one path, one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.findings import Place
from changekit.model.plain import Plain
from changekit.services.catalogue.tailoring.fields import Value, name_of
from changekit.services.catalogue.tailoring.walking import MISSING, Found, PathError, find
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.model.overlay import Overlay

__all__ = ["How", "Operation", "OperationError", "apply", "operations", "thawed"]

How: TypeAlias = Literal["base", "set", "replace", "add", "remove"]
"""How a layer sets a field; `base` is what the pack itself says."""

_BESIDE: Final = re.compile(r"(?P<path>.+) (?P<side>before|after) (?P<name>.+)")
_NEVER: Final = {
    "id": Text(sv="ett id ändras aldrig", en="an id never changes"),
    "version": Text(
        sv="versionen säger vilken utgåva som anpassas", en="the version says what is tailored"
    ),
}


@attrs.frozen(kw_only=True)
class Operation:
    """One change of one field.

    Attributes:
        path: The field; of an item that is added, where it will stand.
        value: What it is to hold, as plain data that cannot change.
        beside: The name of an item before or after which a new one goes.
        forced: Whether what an earlier overlay made of the field counts for nothing.
        why: The reason that the patch gives.
    """

    how: How
    path: str
    value: Value = None
    place: Place | None = attrs.field(default=None, eq=False)
    beside: tuple[Literal["before", "after"], str] | None = None
    in_list: str | None = None
    forced: bool = False
    why: Text | None = None


class OperationError(Exception):
    """An operation that cannot be done, with the reason and advice."""

    def __init__(self, operation: Operation, error: PathError) -> None:
        super().__init__(str(error))
        self.operation, self.why, self.advice = operation, error.why, error.advice


def operations(overlay: Overlay, names: Iterable[str], plain: Value) -> tuple[Operation, ...]:
    """Return what an overlay does to one concept: its patches in order, then its values.

    Args:
        overlay: The overlay.
        names: The ids by which it may mean the concept.
        plain: The concept as plain data, which says what is a list.

    Raises:
        OperationError: Something is added to a list and has no name.
    """
    ids = set(names)
    found: list[Operation] = []
    for patch in overlay.patch:
        if patch.at.partition("@")[0] in ids:
            own = [_operation("replace", path, value) for path, value in patch.replace.items()]
            for path, value in patch.add.items():
                own += _added(path, value, plain)
            own += (_operation("remove", path.value, path) for path in patch.remove)
            found += (attrs.evolve(item, why=patch.why) for item in own)
    for name, values in overlay.set.items():  # last, so that a range may have become another
        if name in ids:
            found += (
                _operation("set", f"parameters.{key}.value", value)
                for key, value in values.items()
            )
    return tuple(found)


def _operation(how: How, path: str, value: Plain) -> Operation:
    kept = None if how == "remove" else value.value
    return Operation(how=how, path=path, value=kept, place=value.place)


def _added(path: str, value: Plain, plain: Value) -> Iterator[Operation]:
    """Go through what is added: one operation for each item where the path is a list."""
    beside: Any = None  # Any: a side and a name
    match = _BESIDE.fullmatch(path)
    if match:
        path, beside = match["path"], (match["side"], match["name"])
    whole = Operation(how="add", path=path, value=value.value, place=value.place, beside=beside)
    try:
        found = find(plain, path)
    except PathError:
        yield whole  # what is wrong with the path is told when it is applied
        return
    if not found.is_list:
        yield whole
        return
    items = value.value if isinstance(value.value, tuple) else (value.value,)
    names = [name_of(item, found.kind) for item in items]
    if not any(isinstance(item, str | Mapping) for item in items):
        yield whole  # a list of numbers is one value
        return
    for item, name in zip(items, names, strict=True):
        if name is None:
            raise OperationError(whole, _NAMELESS)
        yield attrs.evolve(whole, path=f"{path}.{name}", value=item, in_list=path)
        if beside is not None:  # the next stands after this one, in the order given
            whole = attrs.evolve(whole, beside=("after", name))


_NAMELESS = PathError(
    Text(sv="det nya saknar namn", en="what is added has no name"),
    Text(
        sv="ge det namnet som listans andra delar har, såsom name",
        en="give it the name that the other items of the list have, such as name",
    ),
)


def apply(plain: Value, steps: Iterable[Operation]) -> list[OperationError]:
    """Carry operations out on plain data, in place and in order; return those that cannot be.

    Where there are any, the data is half changed and of no use.
    """
    errors = []
    for step in steps:
        try:
            _apply_one(plain, step)
        except PathError as error:
            errors.append(OperationError(step, error))
    return errors


def _apply_one(plain: Value, step: Operation) -> None:
    if step.path in _NEVER:
        raise PathError(
            _NEVER[step.path],
            Text(sv="gör ett eget koncept med derived-from", en="make a concept of your own"),
        )
    if step.in_list is not None:
        _add_item(plain, step, find(plain, step.in_list))
        return
    found = find(plain, step.path)
    if step.how == "set":
        _refuse_outside_range(found, step)
    there = found.value is not MISSING
    if step.how == "add" and there and not step.forced:
        raise PathError(
            Text(sv="där står redan något", en="something stands there already"),
            Text(sv="skriv det under replace", en="write it under replace"),
        )
    if step.how in ("replace", "remove") and not there and not step.forced:
        raise PathError(
            Text(sv="där står inget", en="nothing stands there"),
            Text(sv="skriv det under add", en="write it under add")
            if step.how == "replace"
            else Text(sv="ta bort raden", en="drop the line"),
        )
    _store(found, step)


def _store(found: Found, step: Operation) -> None:
    holder = found.holder
    if found.missing and step.how != "remove":
        holder = found.ground
        for key in found.missing:
            holder = holder.setdefault(key, {})
    if step.how != "remove":
        holder[found.key] = thawed(step.value)
    elif isinstance(holder, list):
        holder.pop(int(found.key))
        found = attrs.evolve(found, named=found.named[:-1])
    elif not found.missing:
        holder.pop(found.key, None)
    if found.renamed():
        raise PathError(
            Text(sv="det är vad delen heter", en="that is what the item is called by"),
            Text(sv="ta bort delen och lägg till en ny", en="remove the item and add a new one"),
        )


def _add_item(plain: Value, step: Operation, found: Found) -> None:
    if found.value is MISSING:
        _store(found, Operation(how="add", path=str(step.in_list), value=()))
        found = find(plain, str(step.in_list))
    items = found.value
    names = [name_of(item, found.kind) for item in items]
    name = step.path.removeprefix(f"{step.in_list}.")
    if name in names:
        if not step.forced:
            raise PathError(
                Text(sv="namnet finns redan i listan", en="the list has that name already"),
                Text(sv="skriv det under replace", en="write it under replace"),
            )
        items[names.index(name)] = thawed(step.value)
        return
    at = len(items)
    if step.beside is not None:
        side, other = step.beside
        if other not in names:
            find(plain, f"{step.in_list}.{other}")  # which says what is wrong
        at = names.index(other) + (side == "after")
    items.insert(at, thawed(step.value))


def _refuse_outside_range(found: Found, step: Operation) -> None:
    ends = found.holder.get("range") if isinstance(found.holder, dict) else None
    if not isinstance(ends, list) or len(ends) != 2:
        return  # what is wrong with it is told when the concept is read anew
    if not all(isinstance(end, int | float) for end in ends):
        return
    if not ends[0] <= step.value <= ends[1]:
        low, high = f"{ends[0]:g}", f"{ends[1]:g}"
        raise PathError(
            Text(sv=f"{step.value:g} ligger utanför", en=f"{step.value:g} is out of range"),
            Text(sv=f"skriv ett tal från {low} till {high}", en=f"write {low} to {high}"),
        )


def thawed(value: Value) -> Value:
    """Return plain data as lists and mappings that can be changed."""
    return Plain(value=value).to_dict()
