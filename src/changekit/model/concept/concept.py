"""A change concept: a change that worked, written down so that others can use it."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.concept.doing import (
    AppliesTo,
    Contact,
    Economics,
    Implementation,
    Material,
    Parameter,
    Touched,
)
from changekit.model.concept.evidence import Adoption, Claim, Evidence
from changekit.model.concept.place import MunicipalityName
from changekit.model.concept.relation import ConceptRelation
from changekit.model.fields import Matches, about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.model.transfer import Condition
from changekit.model.versions import is_version
from changekit.text import Text

__all__ = ["Concept", "Provenance"]

SeedSupport: TypeAlias = Literal["reported-outcome", "done", "planned", "mentioned"]
is_digest = Matches(
    r"sha256:[0-9a-f]{64}",
    Text(sv="sha256: och 64 hexadecimala siffror", en="sha256: and 64 hexadecimal digits"),
)


@attrs.frozen(kw_only=True)
class Provenance(Record):
    """Who wrote a concept down, and under which licence."""

    municipality: MunicipalityName | None = attrs.field(default=None, metadata=about("Who"))
    maintainer_role: Text | None = attrs.field(
        default=None, metadata=about("The role that keeps it")
    )
    licence: str = attrs.field(metadata=about("The licence, as SPDX names it"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
    source_digest: str | None = attrs.field(
        default=None,
        validator=is_digest,
        metadata=about("`sha256:` and the digest of the source as it was read"),
    )


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
    superseded_by: str | None = attrs.field(
        default=None,
        metadata=about("The heir of a superseded concept", refers="concept", versioned=True),
    )
    reason: Text | None = attrs.field(
        default=None, metadata=about("Why it was withdrawn or superseded")
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
    touches: tuple[Touched, ...] = attrs.field(default=(), metadata=about("Whom it touches"))
    conditions: tuple[Condition, ...] = attrs.field(
        default=(), metadata=about("What has to be so elsewhere for it to work there")
    )
    evidence: tuple[Evidence, ...] = attrs.field(default=(), metadata=about("What was observed"))
    claim: Claim | None = attrs.field(
        default=None, metadata=about("Where its author claims less than the evidence gives")
    )
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

    def __attrs_post_init__(self) -> None:
        """Check that the end of a concept's life says what comes after it, or why."""
        if self.status == "superseded" and self.superseded_by is None:
            raise InvalidValueError(
                Text(
                    sv=f"{self.id}: det som ersatts måste ha superseded_by",
                    en=f"{self.id}: what is superseded must have superseded_by",
                )
            )
        if self.status == "withdrawn" and self.reason is None:
            raise InvalidValueError(
                Text(
                    sv=f"{self.id}: det som dragits tillbaka måste ha reason",
                    en=f"{self.id}: what is withdrawn must have reason",
                )
            )

    @property
    def namespace(self) -> str:
        """What its id begins with, before the `/`."""
        return self.id.partition("/")[0]

    @property
    def in_use(self) -> bool:
        """Whether it may be taken up: neither superseded nor withdrawn."""
        return self.status in ("draft", "active")
