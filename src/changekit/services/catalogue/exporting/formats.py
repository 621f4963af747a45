"""changekit's own formats, and how any exporter is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.errors import ChangekitError, PluginError, UnknownNameError
from changekit.model.frozen import FrozenMap
from changekit.services.catalogue.exporting.as_csv import as_csv
from changekit.services.catalogue.exporting.as_json import as_json
from changekit.services.catalogue.exporting.as_markdown import as_markdown
from changekit.services.catalogue.exporting.as_skos import as_skos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from changekit.extension.protocols.showing import CatalogueExporter
    from changekit.model.concept import Concept, Tombstone
    from changekit.model.need import Need

__all__ = ["EXPORTERS", "exported"]

EXPORTERS: Final[Mapping[str, CatalogueExporter]] = FrozenMap(
    {"csv": as_csv, "json": as_json, "markdown": as_markdown, "skos": as_skos}
)
"""changekit's own formats by name."""


def exported(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone] = (),
    form: str,
    exporters: Mapping[str, CatalogueExporter] = EXPORTERS,
    language: str = "en",
) -> str:
    """Return a catalogue as text in a format that one of the exporters writes.

    Args:
        concepts: The concepts by id.
        needs: The needs that they may answer.
        tombstones: The ids that concepts once had.
        form: The name of the format.
        exporters: The exporters by name.
        language: The language, of a format that has one.

    Raises:
        UnknownNameError: No exporter is called so.
        PluginError: The exporter failed, or gave no text.

    >>> exported((), (), form="csv", language="en").splitlines()[0][:19]
    'id,Version,Status,T'
    """
    if form not in exporters:
        kind = "format"
        raise UnknownNameError(kind, form, known=exporters)
    try:
        text: object = exporters[form](concepts, needs, tombstones=tombstones, language=language)
    except ChangekitError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(form, f"{type(error).__name__}: {error}") from error
    if not isinstance(text, str):
        raise PluginError(form, f"the exporter has to return text, got {text!r:.80}")
    return text
