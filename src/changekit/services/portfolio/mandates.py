"""Mandates: those that are missing, unclear, or worded by those who carry them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.model.initiative import CLARITY_FIELDS
from changekit.rules import portfolio as rules
from changekit.services.portfolio.open_work import OPEN, STATUS_NAMES, in_words, initiative_finding
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.findings import Finding
    from changekit.model.municipality import Municipality

__all__ = ["no_mandate", "unclear_mandates", "unconfirmed_mandates"]

FIELDS = {
    "purpose": Text(sv="syfte (purpose)", en="purpose"),
    "scope": Text(sv="avgränsning (scope)", en="scope"),
    "measure": Text(sv="mått (measure)", en="measure"),
    "owner": Text(sv="ansvarig roll (owner)", en="owner"),
    "deadline": Text(sv="slutdag (deadline)", en="deadline"),
    "decision": Text(sv="beslut (decision)", en="decision"),
}
_SELF_DEFINED = {
    "managers": Text(sv="cheferna", en="the managers"),
    "staff": Text(sv="medarbetarna", en="the staff"),
}


def no_mandate(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find what is decided, running or paused although nobody asked for it in writing.

    Ours: a proposal needs no mandate yet.
    """
    for item in municipality.initiatives:
        if item.mandate is None and item.status in ("decided", "running", "paused"):
            yield initiative_finding(
                municipality, rules.NO_MANDATE, item,
                status=STATUS_NAMES[item.status], fields=in_words(FIELDS.values()),
            )  # fmt: skip


def unclear_mandates(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find open initiatives whose mandate lacks some of the six fields of a clear one."""
    for item in municipality.initiatives:
        if item.mandate and item.mandate.missing and item.status in OPEN:
            share = f"{item.mandate.clarity:.2f}"
            yield initiative_finding(
                municipality, rules.UNCLEAR_MANDATE, item, field="mandate",
                filled=len(CLARITY_FIELDS) - len(item.mandate.missing),
                total=len(CLARITY_FIELDS),
                share=Text(sv=share.replace(".", ","), en=share),
                missing=in_words(FIELDS[name] for name in item.mandate.missing),
            )  # fmt: skip


def unconfirmed_mandates(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find mandates that those who carry them out worded, until they are confirmed."""
    for item in municipality.initiatives:
        mandate = item.mandate
        if mandate is None or item.status not in OPEN:
            continue
        confirmed = mandate.confirmed is not None and mandate.confirmed <= as_of
        if mandate.defined_by in _SELF_DEFINED and not confirmed:
            yield initiative_finding(
                municipality, rules.UNCONFIRMED_MANDATE, item, field="mandate",
                who=_SELF_DEFINED[mandate.defined_by],
            )  # fmt: skip
