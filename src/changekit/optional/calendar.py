"""Calendar files (iCalendar, RFC 5545), written by the package icalendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from changekit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Event", "calendar_file"]


@attrs.frozen(kw_only=True)
class Event:
    """Something that takes whole days.

    Attributes:
        id: The same for the same event in every file, so that a calendar moves it.
        last: The last day, itself included.
        categories: By which a calendar shows or hides events.
    """

    id: str
    title: str
    first: dt.date
    last: dt.date
    text: str = ""
    categories: tuple[str, ...] = ()


def calendar_file(events: Iterable[Event], *, name: str, made: dt.date) -> bytes:
    """Return events as a calendar file; they keep nobody busy.

    Args:
        events: In the order in which they are written.
        name: What a calendar program calls them.
        made: The day that the file says it was made on.

    Raises:
        MissingExtraError: The extra `calendar` is not installed.
    """
    try:
        import icalendar
    except ImportError:
        raise MissingExtraError("calendar", "writing a calendar file") from None
    book = icalendar.Calendar()
    book.add("prodid", "-//changekit//changekit//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    stamp = dt.datetime(made.year, made.month, made.day, tzinfo=dt.UTC)
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", event.id)
        entry.add("dtstamp", stamp)
        entry.add("summary", event.title)
        entry.add("dtstart", event.first)
        entry.add("dtend", event.last + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        if event.text:
            entry.add("description", event.text)
        if event.categories:
            entry.add("categories", list(event.categories))
        book.add_component(entry)
    return bytes(book.to_ical())
