"""A change concept: a change that worked, written down so that others can use it."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from changekit.model.fields import Matches, about, between, is_id
from changekit.model.organisation import Enabler
from changekit.model.quantities import Amount, Range
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "Adoption", "AppliesTo", "Concept", "ConceptRelation", "Contact", "Economics", "Evidence",
    "Implementation", "Material", "MunicipalityName", "Need", "Needs", "Parameter", "Period",
    "Provenance", "Step",
]  # fmt: skip

RelationKind: TypeAlias = Literal[
    "requires", "enhances", "conflicts", "supersedes", "part-of", "alternative-to", "derived-from"
]
SeedSupport: TypeAlias = Literal["reported-outcome", "done", "planned", "mentioned"]
is_version = Matches(r"\d+\.\d+\.\d+", "a version as in 1.0.0")


@attrs.frozen(kw_only=True)
class MunicipalityName(Record):
    """A municipality, by name and code."""

    name: Text = attrs.field(metadata=about("What it is called"))
    country: str | None = attrs.field(default=None, metadata=about("ISO 3166 code, such as SE"))
    code: str | None = attrs.field(default=None, metadata=about("Its code in that country"))


@attrs.frozen(kw_only=True)
class Period(Record):
    """Days from the first to the last, both included; either may be unknown."""

    from_: dt.date | None = attrs.field(default=None, metadata=about("First day", key="from"))
    to: dt.date | None = attrs.field(default=None, metadata=about("Last day"))
    note: Text | None = attrs.field(default=None, metadata=about("The period in words"))


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
class Implementation(Record):
    """How a concept is carried out, and what it needs."""

    steps: tuple[Step, ...] = attrs.field(default=(), metadata=about("The steps in order"))
    enablers: tuple[Enabler, ...] = attrs.field(default=(), metadata=about("What has to be there"))
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
    unit: str | None = attrs.field(default=None, metadata=about("The unit of its values"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class ConceptRelation(Record):
    """A tie to another concept, with its reason."""

    kind: RelationKind = attrs.field(metadata=about("What kind of tie"))
    to: str = attrs.field(metadata=about("The other concept", refers="concept", versioned=True))
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Evidence(Record):
    """One observation of what a concept did, and who says so."""

    outcome: str = attrs.field(metadata=about("What was observed"))
    design: str = attrs.field(metadata=about("How, such as before-after or testimony"))
    reported_by: Literal["adopter", "supplier", "independent"] = attrs.field(
        metadata=about("Who says so")
    )
    text: Text | None = attrs.field(default=None, metadata=about("What was said, in words"))
    n: int | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("How many it rests on", unit="people or cases"),
    )
    before: Amount | None = attrs.field(
        default=None, metadata=about("The value before", unit="the unit beside it")
    )
    after: Amount | None = attrs.field(
        default=None, metadata=about("The value after", unit="the unit beside it")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of the values"))
    scale: Range | None = attrs.field(
        default=None, metadata=about("The ends of the scale", unit="its own")
    )
    period: Period | None = attrs.field(default=None, metadata=about("When"))
    municipality: MunicipalityName | None = attrs.field(default=None, metadata=about("Where"))
    source: Source = attrs.field(metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Adoption(Record):
    """A municipality that took a concept up."""

    municipality: MunicipalityName = attrs.field(metadata=about("Who"))
    period: Period | None = attrs.field(default=None, metadata=about("When"))
    reach: Text | None = attrs.field(default=None, metadata=about("Whom it reached"))
    effectiveness: Text | None = attrs.field(default=None, metadata=about("What it did"))
    adoption: Text | None = attrs.field(default=None, metadata=about("Which units took it up"))
    implementation: Text | None = attrs.field(
        default=None, metadata=about("How it was carried out")
    )
    maintenance: Text | None = attrs.field(default=None, metadata=about("Whether it lasted"))
    target_met: bool | None = attrs.field(
        default=None, metadata=about("Whether its own target was met; null where nobody says")
    )
    source: Source = attrs.field(metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Material(Record):
    """A template, slides or the like that goes with a concept."""

    title: Text = attrs.field(metadata=about("What it is called"))
    file: str | None = attrs.field(default=None, metadata=about("A file in the pack"))
    url: str | None = attrs.field(default=None, metadata=about("Where it lies"))
    language: str | None = attrs.field(default=None, metadata=about("Its language code"))
    licence: str | None = attrs.field(
        default=None, metadata=about("Its licence, as SPDX names it")
    )
    rights_holder: str | None = attrs.field(
        default=None, metadata=about("The body that holds the rights")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Contact(Record):
    """A function that answers questions; never a person."""

    function: Text = attrs.field(metadata=about("The function"))
    mailbox: str | None = attrs.field(default=None, metadata=about("Its mailbox"))
    url: str | None = attrs.field(default=None, metadata=about("Its page"))


@attrs.frozen(kw_only=True)
class AppliesTo(Record):
    """The processes and case types that a concept is for."""

    processes: tuple[str, ...] = attrs.field(default=(), metadata=about("Processes"))
    case_types: tuple[str, ...] = attrs.field(default=(), metadata=about("Case types"))


@attrs.frozen(kw_only=True)
class Provenance(Record):
    """Who wrote a concept down, and under which licence."""

    municipality: MunicipalityName | None = attrs.field(default=None, metadata=about("Who"))
    maintainer_role: Text | None = attrs.field(
        default=None, metadata=about("The role that keeps it")
    )
    licence: str = attrs.field(metadata=about("The licence, as SPDX names it"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Concept(Record):
    """A documented change that others can reuse, as in `concepts/*.yaml`."""

    id: str = attrs.field(
        validator=is_id, metadata=about("`namespace/name`, never reused", defines="concept")
    )
    version: str = attrs.field(validator=is_version, metadata=about("Its version, as in 1.0.0"))
    status: Literal["draft", "active", "superseded", "withdrawn"] = attrs.field(
        default="active", metadata=about("Whether it is to be used")
    )
    title: Text = attrs.field(metadata=about("What it is called"))
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Needs it answers", refers="need")
    )
    problem: Text | None = attrs.field(default=None, metadata=about("What was wrong"))
    effect: Text | None = attrs.field(default=None, metadata=about("What it does (EMMIE: effect)"))
    mechanism: Text | None = attrs.field(
        default=None, metadata=about("Why it works (EMMIE: mechanism)")
    )
    moderators: Text | None = attrs.field(
        default=None, metadata=about("Where it works better or worse (EMMIE: moderators)")
    )
    implementation: Implementation | None = attrs.field(
        default=None, metadata=about("How it is done (EMMIE: implementation)")
    )
    economics: Economics | None = attrs.field(
        default=None, metadata=about("What it costs and gives (EMMIE: economics)")
    )
    parameters: tuple[Parameter, ...] = attrs.field(default=(), metadata=about("What can be set"))
    relations: tuple[ConceptRelation, ...] = attrs.field(
        default=(), metadata=about("Ties to others")
    )
    evidence: tuple[Evidence, ...] = attrs.field(default=(), metadata=about("What was observed"))
    seed_support: SeedSupport | None = attrs.field(
        default=None, metadata=about("What its source really says about it")
    )
    materials: tuple[Material, ...] = attrs.field(default=(), metadata=about("What goes with it"))
    contact: Contact | None = attrs.field(default=None, metadata=about("Who answers questions"))
    applies_to: AppliesTo | None = attrs.field(default=None, metadata=about("What it is for"))
    adoptions: tuple[Adoption, ...] = attrs.field(default=(), metadata=about("Who took it up"))
    provenance: Provenance | None = attrs.field(default=None, metadata=about("Who wrote it down"))
    tags: tuple[str, ...] = attrs.field(default=(), metadata=about("Free words to find it by"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Need(Record):
    """Something that a municipality may need, in the one vocabulary of needs."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="need"))
    title: Text = attrs.field(metadata=about("What it is called"))
    description: Text | None = attrs.field(default=None, metadata=about("What it means"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Needs(Record):
    """The vocabulary of needs, as in `needs.yaml`."""

    needs: tuple[Need, ...] = attrs.field(default=(), metadata=about("The needs"))
