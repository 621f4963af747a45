"""Tailoring: overlays laid on concepts, which layer set what, drift, and layers."""

from __future__ import annotations

from changekit.services.catalogue.tailoring.drift import Drift, DriftItem
from changekit.services.catalogue.tailoring.explaining import Explanation, Setting
from changekit.services.catalogue.tailoring.fields import digest, fields_of
from changekit.services.catalogue.tailoring.layers import CombinedLayers, combine
from changekit.services.catalogue.tailoring.resolving import tailor
from changekit.services.catalogue.tailoring.tailored import Tailored
from changekit.services.catalogue.tailoring.towns import combined, misfits, stale_layers, tailored

__all__ = [
    "CombinedLayers", "Drift", "DriftItem", "Explanation", "Setting", "Tailored", "combine",
    "combined", "digest", "fields_of", "misfits", "stale_layers", "tailor", "tailored",
]  # fmt: skip
