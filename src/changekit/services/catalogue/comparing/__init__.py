"""What differs between two editions of a catalogue, and whether versions fit what changed."""

from __future__ import annotations

from changekit.services.catalogue.comparing.bumps import Bump, Reason, required_bump
from changekit.services.catalogue.comparing.changes import Change, RelationChanges
from changekit.services.catalogue.comparing.comparison import CatalogueDiff, diff
from changekit.services.catalogue.comparing.edition import Edition
from changekit.services.catalogue.comparing.fields import FieldChange

__all__ = [
    "Bump", "CatalogueDiff", "Change", "Edition", "FieldChange", "Reason", "RelationChanges",
    "diff", "required_bump",
]  # fmt: skip
