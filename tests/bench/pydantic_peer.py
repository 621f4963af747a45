"""The records of changekit as pydantic models, with the same keys, patterns and limits.

The peer parses with CSafeLoader and validates with these. It is spared what changekit does on
top: places, keys that stand twice, personal identity numbers, ids that stand twice, references.
"""

from __future__ import annotations

import datetime as dt
import math
import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import attrs
import pydantic

from changekit.model.fields import ID_PATTERN, About, Between, Matches
from changekit.model.quantities import Amount, Capacity
from changekit.text import Text

__all__ = ["model_of"]

_CONFIG = pydantic.ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)
_LANGUAGE = Annotated[str, pydantic.StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
_WORDING = Annotated[str, pydantic.StringConstraints(pattern=r"\S")]
_VERSION = r"(@\^?[0-9]+(\.[0-9]+){0,2})?"
_MODELS: dict[type[Any], Any] = {}


def model_of(cls: type[Any]) -> Any:
    """Return a record class as a pydantic model, or as what may stand for it."""
    if cls not in _MODELS:
        attrs.resolve_types(cls, include_extras=True)
        fields: dict[str, Any] = {}
        for field in attrs.fields(cls):
            about: About = field.metadata["about"]
            kind = _kind(field.type, about, field.validator)
            required = field.default is attrs.NOTHING
            default = ... if required else None
            fields[field.name] = (
                kind if required else kind | None,
                pydantic.Field(default, alias=about.key),
            )
        _MODELS[cls] = pydantic.create_model(cls.__name__, __config__=_CONFIG, **fields)
    model = _MODELS[cls]
    short = getattr(cls, "shorthand", None)
    return _WORDING | model if short else model


def _kind(kind: Any, about: About, validator: object) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (only,) = (part for part in inside if part is not types.NoneType)
        return _kind(only, about, validator) | None
    if origin is tuple:
        return types.GenericAlias(tuple, (_kind(inside[0], about, validator), ...))
    if origin is Mapping:
        return types.GenericAlias(dict, (_WORDING, _kind(inside[1], about, validator)))
    if origin is Literal:
        return kind
    return _plain(getattr(kind, "__supertype__", kind), about, validator)


def _plain(kind: Any, about: About, validator: object) -> Any:
    if kind is Text:
        return _WORDING | dict[_LANGUAGE, _WORDING]
    if kind is Amount:
        return float | Literal["unknown"] | model_of(Amount)
    if kind is Capacity or not (attrs.has(kind) or kind in (str, int, float, bool, dt.date)):
        return Any
    if kind is str:
        return _words(about, validator)
    if kind in (int, float) and isinstance(validator, Between):
        high = validator.high if math.isfinite(validator.high) else None
        return Annotated[kind, pydantic.Field(ge=validator.low, le=high)]
    return kind if kind in (int, float, bool, dt.date) else model_of(kind)


def _words(about: About, validator: object) -> Any:
    pattern = r"\S"
    if about.defines or about.refers:
        pattern = f"^{ID_PATTERN}{_VERSION if about.versioned else ''}$"
    elif isinstance(validator, Matches):
        pattern = f"^({validator.pattern})$"
    return Annotated[str, pydantic.StringConstraints(pattern=pattern)]
