"""What is still open, and findings about it with their places and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule

__all__ = [
    "OPEN",
    "STATUS_NAMES",
    "counted",
    "in_words",
    "initiative_finding",
    "listed",
    "open_initiatives",
]

OPEN = ("proposed", "decided", "running", "paused")
"""Statuses of work that somebody can still do something about. Ours: an idea is no case yet."""

STATUS_NAMES = {
    "idea": Text(sv="en idé", en="an idea"),
    "proposed": Text(sv="föreslaget", en="proposed"),
    "decided": Text(sv="beslutat", en="decided"),
    "running": Text(sv="pågående", en="running"),
    "paused": Text(sv="pausat", en="paused"),
    "done": Text(sv="klart", en="done"),
    "stopped": Text(sv="stoppat", en="stopped"),
}


def open_initiatives(municipality: Municipality) -> tuple[Initiative, ...]:
    """Return the initiatives that are proposed, decided, running or paused."""
    return tuple(item for item in municipality.initiatives if item.status in OPEN)


def initiative_finding(
    municipality: Municipality,
    rule: Rule,
    item: Initiative,
    *,
    field: str = "",
    path: str = "",
    **values: object,
) -> Finding:
    """Return a finding about an initiative, placed at one of its fields."""
    return Finding.of(
        rule,
        values,
        subject=item.id,
        place=municipality.place("initiative", item.id, field),
        path=path or field,
    )


def counted(count: int, *, one: Text, many: Text) -> Text:
    """Return a number with its noun, as in `1 text` and `2 texts`."""
    return Text({code: f"{count} {(one if count == 1 else many).to(code)}" for code in LANGUAGES})


def in_words(items: Iterable[Text | str]) -> Text:
    """Return texts as a list in running text, in each of changekit's languages.

    >>> in_words([Text(sv="mått", en="measure"), "a", "b"]).to("sv")
    'mått, a och b'
    """
    texts = list(items)
    return Text(
        {
            code: join_words(
                (text.to(code) if isinstance(text, Text) else text for text in texts),
                language=code,
            )
            for code in LANGUAGES
        }
    )


def listed(ids: Iterable[str], *, most: int = 5) -> Text:
    """Return ids as a list in running text, the last of many only counted.

    >>> listed("abcdefg", most=2).to("en")
    'a, b and 5 more'
    """
    names = list(ids)
    if len(names) <= most + 1:
        return in_words(names)
    more = len(names) - most
    return in_words([*names[:most], Text(sv=f"{more} till", en=f"{more} more")])
