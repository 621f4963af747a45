"""The concept catalogue: what others have done that worked, found and shown."""

from __future__ import annotations

from changekit.services.catalogue.collection import Catalogue
from changekit.services.catalogue.completeness import Completeness, completeness
from changekit.services.catalogue.hits import Hit, Hits
from changekit.services.catalogue.overview import Overview, overview
from changekit.services.catalogue.page import ConceptPage
from changekit.services.catalogue.peers import PeerRequests, match_requests
from changekit.services.catalogue.searching import Filters, Match
from changekit.services.catalogue.searching.facets import Facets

__all__ = [
    "Catalogue", "Completeness", "ConceptPage", "Facets", "Filters", "Hit", "Hits", "Match",
    "Overview", "PeerRequests", "completeness", "match_requests", "overview",
]  # fmt: skip
