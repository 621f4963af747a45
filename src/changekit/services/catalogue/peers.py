"""Peer requests: who asks, what was answered, and who has done what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.tables import Column, Shown, Table
from changekit.text import Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.concept import Concept, MunicipalityName
    from changekit.model.request import PeerRequest
    from changekit.services.catalogue.collection import Catalogue

__all__ = ["Peer", "PeerRequests", "RequestMatch", "match_requests"]

MOST_FOUND = 5
"""Ours: a request that names no need is met with so many concepts found by its words."""


@attrs.frozen(kw_only=True)
class Peer:
    """A municipality that has taken up concepts that a request is about.

    Attributes:
        key: Its country and code, else its name, which tell it from others.
        concepts: The concepts, by id.
    """

    key: str
    name: Text
    concepts: tuple[str, ...]


@attrs.frozen(kw_only=True)
class RequestMatch:
    """One request: its answers, and the peers who have experience of what it asks for.

    Attributes:
        asked_by: Who asks; None where the request does not say.
        answered: How many of its questions have an answer.
        concepts: Concepts that answer a need of the request, or are found by its words.
        adopters: Who has taken up any of these concepts.
        all_adopters: How many others have taken up any concept of the catalogue.
    """

    id: str
    title: Text
    asked_by: Text | None
    status: str
    questions: int
    answered: int
    concepts: tuple[str, ...]
    adopters: tuple[Peer, ...]
    all_adopters: int

    @property
    def share_answered(self) -> float | None:
        """The share of questions with an answer, from 0 to 1; None without questions."""
        return self.answered / self.questions if self.questions else None

    def to_dict(self, language: str) -> dict[str, Any]:  # Any: JSON values
        """Return the request as JSON values."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            "asked_by": self.asked_by.to(language) if self.asked_by else None,
            "status": self.status,
            "questions": self.questions,
            "answered": self.answered,
            "share_answered": self.share_answered,
            "concepts": list(self.concepts),
            "adopters": [
                {"id": peer.key, "name": peer.name.to(language), "concepts": list(peer.concepts)}
                for peer in self.adopters
            ],
            "all_adopters": self.all_adopters,
        }


@attrs.frozen(kw_only=True, repr=False)
class PeerRequests(Shown):
    """The requests of a workspace and its packs, by id."""

    items: tuple[RequestMatch, ...]
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each request."""
        columns = (
            Column("id", Text.plain("id")),
            Column("title", Text(sv="Förfrågan", en="Request")),
            Column("asked_by", Text(sv="Vem som frågar", en="Who asks")),
            Column("answered", Text(sv="Besvarade frågor", en="Questions answered")),
            Column("share", Text(sv="Andel", en="Share"), "share"),
            Column("concepts", Text(sv="Koncept", en="Concepts"), "number"),
            Column("adopters", Text(sv="Har gjort det", en="Have done it")),
        )
        rows = tuple(
            (
                it.id, it.title, it.asked_by,
                Text(sv=f"{it.answered} av {it.questions}", en=f"{it.answered} of {it.questions}"),
                it.share_answered, len(it.concepts), _adopters(it),
            )
            for it in self.items
        )  # fmt: skip
        title = Text(sv="Förfrågningar till andra kommuner", en="Requests to other municipalities")
        return Table(title=title, columns=columns, rows=rows, notice=self._told())

    def _told(self) -> Text | None:
        """Return what stands under the table: that nobody asks, before what every output says."""
        if self.items:
            return self.notice
        none = _NONE if self.notice is None else Text(sv="{none} {notice}", en="{none} {notice}")
        return none.format(none=_NONE, notice=self.notice or "")

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the requests as JSON values."""
        return {"requests": [item.to_dict(self.language) for item in self.items]}


_NONE = Text(
    sv="Inga förfrågningar. De skrivs i requests/ID.yaml i arbetsmappen eller kommer med paket.",
    en="No requests. They are written in requests/ID.yaml of the workspace or come with packs.",
)


def _adopters(item: RequestMatch) -> Text:
    found, every = len(item.adopters), item.all_adopters
    names = Text(
        {
            code: join_words((peer.name.to(code) for peer in item.adopters), language=code)
            for code in ("sv", "en")
        }
    )
    counted = Text(sv=f"{found} av {every}", en=f"{found} of {every}")
    if not found:
        return counted
    return Text(sv="{counted}: {names}", en="{counted}: {names}").format(
        counted=counted, names=names
    )


def match_requests(
    requests: Iterable[PeerRequest],
    catalogue: Catalogue,
    *,
    language: str = "en",
    notice: Text | None = None,
) -> PeerRequests:
    """Return what is known of each request: answers, fitting concepts, and who adopted these.

    A request meets the concepts that answer one of its needs and those that its answers point
    at. One that names no need meets those that its title and questions find.
    """
    every = _peers(catalogue.concepts)
    items = [
        _match(request, catalogue, every) for request in sorted(requests, key=lambda item: item.id)
    ]
    return PeerRequests(items=tuple(items), language=language, notice=notice)


def _match(
    request: PeerRequest, catalogue: Catalogue, every: dict[str, tuple[Text, list[str]]]
) -> RequestMatch:
    concepts = _concepts(request, catalogue)
    asker = _key(request.municipality) if request.municipality else None
    others = {key: peer for key, peer in every.items() if key != asker}
    peers = []
    for key, (name, adopted) in sorted(others.items()):
        shared = tuple(item for item in adopted if item in concepts)
        if shared:
            peers.append(Peer(key=key, name=name, concepts=shared))
    return RequestMatch(
        id=request.id,
        title=request.title,
        asked_by=request.municipality.name if request.municipality else None,
        status=request.status,
        questions=len(request.questions),
        answered=sum(bool(question.answers) for question in request.questions),
        concepts=concepts,
        adopters=tuple(peers),
        all_adopters=len(others),
    )


def _concepts(request: PeerRequest, catalogue: Catalogue) -> tuple[str, ...]:
    named = {
        answer.concept.partition("@")[0]
        for question in request.questions
        for answer in question.answers
        if answer.concept
    }
    wanted = set(request.needs)
    fitting = {item.id for item in catalogue.concepts if wanted & set(item.needs)}
    if not wanted:
        texts = [request.title, *(question.text for question in request.questions)]
        words = " ".join(text.to(code) for text in texts for code in text.languages)
        fitting = {hit.id for hit in catalogue.search(words, limit=MOST_FOUND)}
    return tuple(sorted(fitting | named & set(catalogue.by_id)))


def _peers(concepts: Iterable[Concept]) -> dict[str, tuple[Text, list[str]]]:
    """Return by key: the name of each municipality that adopted something, and what."""
    found: dict[str, tuple[Text, list[str]]] = {}
    for concept in concepts:
        for adoption in concept.adoptions:
            who = adoption.municipality
            _, adopted = found.setdefault(_key(who), (who.name, []))
            if concept.id not in adopted:
                adopted.append(concept.id)
    return found


def _key(who: MunicipalityName) -> str:
    return f"{who.country}-{who.code}" if who.country and who.code else str(who.name)
