"""The catalogue as JSON, without any loss: what was written is read back equal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from changekit.errors import InvalidDataError
from changekit.model.concept import Concept, Tombstone
from changekit.model.need import Need
from changekit.services.catalogue.collection import Catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["as_json", "read_json"]

KIND: Final = "changekit-catalogue"
SCHEMA: Final = 1


def as_json(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone],
    language: str,  # noqa: ARG001  # every language is there
) -> str:
    """Return the catalogue as JSON text, every record as it is written in its file."""
    whole = {
        "kind": KIND,
        "schema": SCHEMA,
        "concepts": [item.to_dict() for item in concepts],
        "needs": [item.to_dict() for item in needs],
        "tombstones": [item.to_dict() for item in tombstones],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_json(text: str) -> Catalogue:
    """Return the catalogue that was written as JSON.

    Raises:
        InvalidDataError: The text is no such catalogue, or a record in it is wrong.

    >>> read_json(as_json((), (), tombstones=(), language="en")).concepts
    ()
    """
    try:
        whole = json.loads(text)
    except ValueError as error:
        msg = f"this is no catalogue that changekit wrote: it is not JSON ({error})"
        raise InvalidDataError(msg) from error
    if not isinstance(whole, dict) or (whole.get("kind"), whole.get("schema")) != (KIND, SCHEMA):
        msg = f"this is no catalogue that changekit wrote: no kind {KIND!r} with schema {SCHEMA}"
        raise InvalidDataError(msg)
    return Catalogue.of(
        map(Concept.from_dict, whole.get("concepts", ())),
        map(Need.from_dict, whole.get("needs", ())),
        tombstones=map(Tombstone.from_dict, whole.get("tombstones", ())),
    )
