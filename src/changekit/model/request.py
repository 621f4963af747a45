"""Peer requests: what a municipality asks of others, openly."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from changekit.model.concept.doing import Contact
from changekit.model.concept.place import MunicipalityName
from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["PeerAnswer", "PeerQuestion", "PeerRequest"]


@attrs.frozen(kw_only=True)
class PeerAnswer(Record):
    """What another municipality answered."""

    municipality: MunicipalityName = attrs.field(metadata=about("Who answered"))
    text: Text | None = attrs.field(default=None, metadata=about("The answer"))
    concept: str | None = attrs.field(
        default=None,
        metadata=about("A concept that it points at", refers="concept", versioned=True),
    )
    date: dt.date | None = attrs.field(default=None, metadata=about("When"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class PeerQuestion(Record):
    """One question of a request."""

    id: str = attrs.field(validator=is_id, metadata=about("A name within the request"))
    text: Text = attrs.field(metadata=about("The question"))
    answers: tuple[PeerAnswer, ...] = attrs.field(default=(), metadata=about("The answers"))


@attrs.frozen(kw_only=True)
class PeerRequest(Record):
    """An open request to other municipalities, as in `requests/*.yaml`."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="request"))
    title: Text = attrs.field(metadata=about("What it is about"))
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Needs that it is about", refers="need")
    )
    status: Literal["open", "closed"] = attrs.field(
        default="open", metadata=about("Whether answers are still wanted")
    )
    municipality: MunicipalityName | None = attrs.field(default=None, metadata=about("Who asks"))
    published: dt.date | None = attrs.field(default=None, metadata=about("When it was published"))
    questions: tuple[PeerQuestion, ...] = attrs.field(default=(), metadata=about("The questions"))
    contact: Contact | None = attrs.field(default=None, metadata=about("Where answers go"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
