"""A plan as a calendar file: when each initiative runs, and the week in which it goes live."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from changekit.optional.calendar import Event, calendar_file
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.planning import Placed, Plan

__all__ = ["plan_calendar"]

RUNS = Text(sv="Pågår", en="Runs")
LIVE = Text(sv="Driftstart", en="Go-live")
GOES_LIVE = Text(sv="Driftstart: {title}", en="Go-live: {title}")
WEEK = dt.timedelta(days=4)
"""Ours: a go-live is shown from the Monday of its week to the Friday on which it is done."""


def plan_calendar(plan: Plan) -> bytes:
    """Return a plan as a calendar file, by start.

    Each initiative with dates has two events: the time that it takes, and the week in which it
    goes live. What is left out or paused has none.

    Raises:
        MissingExtraError: The extra `calendar` is not installed.
    """
    town = plan.compiled.municipality
    events = [
        event
        for place in plan.in_state("running", "starts", "waits", "done")
        for event in _events(plan, place)
    ]
    name = town.settings.name.to(plan.language)
    return calendar_file(events, name=name, made=plan.as_of)


def _events(plan: Plan, place: Placed) -> Iterator[Event]:
    if place.start is None or place.end is None:
        return
    language = plan.language
    item = plan.compiled.items[place.id].initiative
    title = item.title.to(language)
    text = "\n".join(reason.text.to(language) for reason in place.why)
    if plan.notice is not None:
        text = f"{text}\n{plan.notice.to(language)}"
    yield Event(
        id=f"{place.id}@changekit", title=title, first=place.start, last=place.end,
        text=text, categories=(RUNS.to(language),),
    )  # fmt: skip
    yield Event(
        id=f"{place.id}-live@changekit", title=GOES_LIVE.format(title=title).to(language),
        first=max(place.start, place.end - WEEK), last=place.end, text=text,
        categories=(LIVE.to(language),),
    )  # fmt: skip
