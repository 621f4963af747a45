"""Search: concepts found by words in Swedish or English, narrowed by filters, each explained."""

from __future__ import annotations

from changekit.services.catalogue.searching.fields import FIELDS
from changekit.services.catalogue.searching.filters import Filters
from changekit.services.catalogue.searching.matching import Match

__all__ = ["FIELDS", "Filters", "Match"]
