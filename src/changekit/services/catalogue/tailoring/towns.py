"""A municipality's concepts with its overlays laid on them, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.errors import UnknownNameError
from changekit.rules.references import BAD_REFERENCE
from changekit.services.catalogue.tailoring.layers import combine, layer_findings
from changekit.services.catalogue.tailoring.resolving import tailor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from changekit.findings import Finding
    from changekit.model.municipality import Municipality
    from changekit.services.catalogue.tailoring.layers import Combine, CombinedLayers
    from changekit.services.catalogue.tailoring.tailored import Tailored

__all__ = ["combined", "misfits", "stale_layers", "tailored"]


def tailored(municipality: Municipality, *, language: str = "en") -> Tailored:
    """Return a municipality's concepts with the overlays of its packs, then its own, laid on."""
    town = municipality
    return tailor(
        town.concepts,
        town.overlays,
        origins={name: held for (kind, name), held in town.origins.items() if kind == "concept"},
        heirs=town.heirs,
        known={
            "need": [need.id for need in town.needs],
            "transfer-criterion": [item.id for item in town.criteria],
        },
        places=town.places,
        language=language,
    )


def combined(
    municipality: Municipality,
    how: Combine = "mean",
    *,
    names: Iterable[str] = (),
    language: str = "en",
) -> CombinedLayers:
    """Return a municipality's layers, or those named, and what they come to together.

    Raises:
        UnknownNameError: There is no such layer, or no such way to combine them.
        InvalidValueError: There are no layers.
    """
    known = {layer.id: layer for layer in municipality.layers}
    chosen = tuple(dict.fromkeys(names)) or tuple(known)
    for name in chosen:
        if name not in known:
            raise UnknownNameError("layer", name, known=known)
    titles = {item.id: item.title for item in tailored(municipality).concepts}
    return combine([known[name] for name in chosen], how, titles=titles, language=language)


def misfits(
    municipality: Municipality,
    as_of: dt.date,  # noqa: ARG001  # every check takes a day
) -> Iterator[Finding]:
    """Go through what does not fit between overlays and concepts, and what has drifted.

    Ids that point at nothing were found when the files were read. What an overlay of a pack says
    has no place in the workspace.
    """
    for finding in tailored(municipality).findings:
        if finding.code == BAD_REFERENCE.code:
            continue
        brought = ("overlay", finding.subject) in municipality.from_packs
        yield attrs.evolve(finding, place=None) if brought else finding


def stale_layers(
    municipality: Municipality,
    as_of: dt.date,  # noqa: ARG001  # every check takes a day
) -> Iterator[Finding]:
    """Go through the layers that were made on another catalogue than the workspace uses."""
    own = [
        layer for layer in municipality.layers
        if ("layer", layer.id) not in municipality.from_packs
    ]  # fmt: skip
    yield from layer_findings(own, municipality.origins.values(), municipality.places)
