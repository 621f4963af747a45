"""How well the concept is supported that an initiative reuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.scoring.municipal.judging import Judged, as_scores, known, town_of, unknown
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.concept import Concept
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["CONCEPT_EVIDENCE", "ConceptEvidence"]

PARTS = ("evidence",)
MOST = 5.0


@attrs.frozen(kw_only=True)
class ConceptEvidence:
    """The evidence level of the reused concept, from 1 to 5.

    Level 0 says that nothing is known, which is no score, and so does reusing no concept.
    """

    name: str = "concept-evidence"
    title: Text = Text(sv="Stöd för konceptet", en="Evidence of the concept")
    formula: Text = Text(
        sv="evidensnivån 1 till 5 för det förändringskoncept som återanvänds; vikterna används "
        "inte",
        en="the evidence level, 1 to 5, of the concept that is reused; weights are not used",
    )
    source: str = (
        "Nesta Standards of Evidence (2013), levels 1 to 5, as the catalogue derives them"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return levels; where no concept is reused, or nothing is known of it, there is none.

        Raises:
            InvalidValueError: The matrix holds numbers alone.
        """
        # Only this scorer needs the catalogue, which takes a while to load.
        from changekit.services.catalogue.evidence import evidence_of

        town = town_of(matrix, self.name)
        levels: dict[str, int] = {}
        judged = []
        for item in matrix.initiatives:
            concept = _concept(town, item)
            if concept and concept.id not in levels:
                levels[concept.id] = evidence_of(concept).shown
            judged.append(_judged(item, levels[concept.id] if concept else 0))
        return as_scores(judged, PARTS)


def _concept(town: Municipality, item: Initiative) -> Concept | None:
    """Return the concept that is reused, or the heir of one that is gone."""
    name = item.reused_concept
    seen: set[str] = set()
    while name and name not in town.concepts_by_id and name not in seen:
        seen.add(name)
        name = town.heirs.get(name)
    return town.concepts_by_id.get(name) if name else None


def _judged(item: Initiative, level: int) -> Judged:
    if level:
        return Judged(parts={"evidence": known(float(level))})
    missing = "evidence" if item.reuses else "reuses"
    return Judged(parts={"evidence": unknown(0, MOST)}, unknown=(missing,), scored=False)


CONCEPT_EVIDENCE = ConceptEvidence()
