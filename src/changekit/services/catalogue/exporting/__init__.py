"""The catalogue as text for other tools: JSON, CSV, Markdown, SKOS, and what plugins bring."""

from __future__ import annotations

from changekit.services.catalogue.exporting.as_json import read_json
from changekit.services.catalogue.exporting.formats import EXPORTERS, exported

__all__ = ["EXPORTERS", "exported", "read_json"]
