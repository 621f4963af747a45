"""The concept catalogue: what others have done that worked, found and shown."""

from __future__ import annotations

from changekit.services.catalogue.collection import Catalogue
from changekit.services.catalogue.hits import Hit, Hits
from changekit.services.catalogue.index import Match
from changekit.services.catalogue.page import ConceptPage

__all__ = ["Catalogue", "ConceptPage", "Hit", "Hits", "Match"]
