"""A finished initiative becomes a concept that others can use, and a record of what it took up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.catalogue.completeness import completeness
from changekit.services.catalogue.evidence import evidence_of
from changekit.services.harvest.drafting import Drafting
from changekit.services.harvest.result import Harvest, Missing
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["Harvest", "Missing", "harvest"]


def harvest(
    municipality: Municipality,
    initiative: str,
    *,
    name: str | None = None,
    licence: str | None = None,
    language: str = "en",
) -> Harvest:
    """Return a concept drafted from a finished initiative.

    Nothing is made up: what the workspace does not say is left out and listed as missing.

    Args:
        municipality: Where the initiative was.
        initiative: Its id; its status has to be `done`.
        name: The concept's name, without namespace; the initiative's own by default.
        licence: The licence of the draft, as SPDX names it.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: There is no such initiative.
        InvalidValueError: It is not finished, so that nothing can be said of what it gave.
    """
    known = municipality.initiatives_by_id
    if initiative not in known:
        raise UnknownNameError("initiative", initiative, known=known)
    done = known[initiative]
    if done.status != "done":
        finished = sorted(item.id for item in known.values() if item.status == "done")
        raise InvalidValueError(_not_done(done, finished))
    drafting = Drafting(municipality, done)
    adoption = drafting.adoption()
    concept = drafting.concept(adoption, name=name, licence=licence)
    filled = completeness(concept)
    missing = sorted(
        drafting.missing(concept, filled), key=lambda item: (item.raises is None, item.field)
    )
    return Harvest(
        initiative=done.id,
        concept=concept,
        adoption=adoption if done.reuses else None,
        reuses=done.reuses,
        missing=tuple(missing),
        guessed=drafting.guessed(name=name, licence=licence),
        completeness=filled,
        level=evidence_of(concept).level,
        language=language,
        notice=municipality.notice,
    )


def _not_done(initiative: Initiative, finished: list[str]) -> Text:
    shown = ", ".join(finished[:8]) + (", ..." if len(finished) > 8 else "")
    return Text(
        sv=f"{initiative.id} är inte genomfört (status {initiative.status}); ett koncept skrivs "
        f"av det som är klart: {shown or 'inget ännu'}",
        en=f"{initiative.id} is not finished (status {initiative.status}); a concept is drafted "
        f"from what is done: {shown or 'nothing yet'}",
    )
