"""How a concept is carried out: steps, enablers, cost, parameters, materials, who it touches."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, is_id, is_inner_file, is_link
from changekit.model.organisation import Enabler
from changekit.model.quantities import Amount
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "AppliesTo", "Contact", "Economics", "Implementation", "Material", "NeededEnabler",
    "Parameter", "Step", "Touched",
]  # fmt: skip

Group: TypeAlias = Literal[
    "recipients", "residents", "staff", "first-line-managers", "managers", "top-managers",
    "politicians", "partners",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class Step(Record):
    """One step of carrying a concept out."""

    name: str = attrs.field(validator=is_id, metadata=about("A name that overlays can point at"))
    text: Text = attrs.field(metadata=about("What is done"))
    roles: tuple[str, ...] = attrs.field(default=(), metadata=about("Sorts of role that do it"))
    effort: Amount | None = attrs.field(
        default=None, metadata=about("What it takes", unit="the unit in it")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class NeededEnabler(Record):
    """Something that has to be there for a concept to work; a scalar is its kind alone."""

    shorthand: ClassVar[str | None] = "kind"

    kind: Enabler = attrs.field(metadata=about("What kind of enabler"))
    text: Text | None = attrs.field(default=None, metadata=about("What exactly is needed"))


@attrs.frozen(kw_only=True)
class Implementation(Record):
    """How a concept is carried out, and what it needs."""

    steps: tuple[Step, ...] = attrs.field(default=(), metadata=about("The steps in order"))
    enablers: tuple[NeededEnabler, ...] = attrs.field(
        default=(), metadata=about("What has to be there")
    )
    text: Text | None = attrs.field(default=None, metadata=about("The rest in words"))


@attrs.frozen(kw_only=True)
class Economics(Record):
    """What a concept costs and gives."""

    text: Text | None = attrs.field(default=None, metadata=about("In words"))
    cost: Amount | None = attrs.field(
        default=None, metadata=about("What it costs", unit="the unit in it")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Parameter(Record):
    """Something about a concept that each municipality sets for itself."""

    name: str = attrs.field(validator=is_id, metadata=about("The name"))
    title: Text | None = attrs.field(default=None, metadata=about("What it means"))
    range: tuple[float, ...] = attrs.field(
        default=(), metadata=about("Lowest and highest", unit="its own")
    )
    default: float | None = attrs.field(
        default=None, metadata=about("Where nothing is set", unit="its own")
    )
    value: float | None = attrs.field(
        default=None, metadata=about("What an overlay has set", unit="its own")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of its values"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that the range has two ends in order, and that the values lie within it."""
        if not self.range:
            return
        if len(self.range) != 2 or self.range[0] > self.range[1]:
            told = Text(
                sv="inställningen {name!r}: range ska vara [lägst, högst], fann {got}",
                en="parameter {name!r}: range must be [lowest, highest], got {got}",
            )
            raise InvalidValueError(told.format(name=self.name, got=list(self.range)))
        low, high = self.range
        for what, found in (("default", self.default), ("value", self.value)):
            if found is not None and not low <= found <= high:
                told = Text(
                    sv="inställningen {name!r}: {what} ska vara {low:g} till {high:g}, "
                    "fann {got:g}",
                    en="parameter {name!r}: {what} must be {low:g} to {high:g}, got {got:g}",
                )
                raise InvalidValueError(
                    told.format(name=self.name, what=what, low=low, high=high, got=found)
                )


@attrs.frozen(kw_only=True)
class Touched(Record):
    """A group of people whom a concept touches; a scalar is the group alone."""

    shorthand: ClassVar[str | None] = "group"

    group: Group = attrs.field(metadata=about("Which group"))
    how: Text | None = attrs.field(default=None, metadata=about("What becomes different for it"))


@attrs.frozen(kw_only=True)
class Material(Record):
    """A template, slides or the like that goes with a concept."""

    title: Text = attrs.field(metadata=about("What it is called"))
    file: str | None = attrs.field(
        default=None, validator=is_inner_file, metadata=about("A file in the pack")
    )
    url: str | None = attrs.field(default=None, validator=is_link, metadata=about("Where it lies"))
    language: str | None = attrs.field(default=None, metadata=about("Its language code"))
    licence: str | None = attrs.field(
        default=None, metadata=about("Its licence, as SPDX names it")
    )
    rights_holder: str | None = attrs.field(
        default=None, metadata=about("The body that holds the rights")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
    kind: Literal["template", "slides", "guide", "tool", "data", "other"] = attrs.field(
        default="other", metadata=about("What sort of material it is")
    )
    used_in: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Programmes or groups that have used it")
    )


@attrs.frozen(kw_only=True)
class Contact(Record):
    """A function that answers questions; never a person."""

    function: Text = attrs.field(metadata=about("The function"))
    mailbox: str | None = attrs.field(default=None, metadata=about("Its mailbox"))
    url: str | None = attrs.field(default=None, validator=is_link, metadata=about("Its page"))


@attrs.frozen(kw_only=True)
class AppliesTo(Record):
    """The processes and case types that a concept is for."""

    processes: tuple[str, ...] = attrs.field(default=(), metadata=about("Processes"))
    case_types: tuple[str, ...] = attrs.field(default=(), metadata=about("Case types"))
