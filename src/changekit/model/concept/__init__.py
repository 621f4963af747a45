"""A change concept in its full form: identity, doing, evidence, relations."""

from __future__ import annotations

from changekit.model.concept.concept import (
    Concept,
    Provenance,
)
from changekit.model.concept.doing import (
    AppliesTo,
    Contact,
    Economics,
    Implementation,
    Material,
    NeededEnabler,
    Parameter,
    Step,
    Touched,
)
from changekit.model.concept.evidence import (
    Adoption,
    Certainty,
    Claim,
    Design,
    Effect,
    Evidence,
    EvidenceKind,
)
from changekit.model.concept.place import (
    MunicipalityName,
    OrganisationForm,
    Period,
)
from changekit.model.concept.relation import (
    ConceptRelation,
    RelationKind,
    Tombstone,
    Tombstones,
)

__all__ = [
    "Adoption", "AppliesTo", "Certainty", "Claim", "Concept", "ConceptRelation", "Contact",
    "Design", "Economics", "Effect", "Evidence", "EvidenceKind", "Implementation", "Material",
    "MunicipalityName", "NeededEnabler", "OrganisationForm", "Parameter", "Period",
    "Provenance", "RelationKind", "Step", "Tombstone", "Tombstones", "Touched",
]  # fmt: skip
