"""Whether versions fit what was changed, and whether what went left a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.rules import catalogue as rules
from changekit.services.catalogue.comparing.bumps import made_bump, needed_step, next_version
from changekit.services.catalogue.comparing.version_rules import LEVELS
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.services.catalogue.comparing.bumps import Bump
    from changekit.services.catalogue.comparing.comparison import CatalogueDiff
    from changekit.services.catalogue.comparing.edition import Edition

__all__ = ["bump_findings", "version_findings"]


def version_findings(found: CatalogueDiff, before: Edition, after: Edition) -> Iterator[Finding]:
    """Go through versions that do not fit, of concepts and of the pack itself."""
    buried = {item.id for item in after.tombstones}
    for item in found.changes:
        if item.old_version is not None and item.new_version is not None:
            yield from bump_findings(item.id, item.old_version, item.new_version, item.bump)
        if item.change == "deleted" and item.id not in buried:
            yield Finding.of(rules.DELETED_WITHOUT_TOMBSTONE, subject=item.id)
    if before.name == after.name and before.version and after.version:
        yield from bump_findings(after.name, before.version, after.version, found.bump)


def bump_findings(name: str, old: str, new: str, bump: Bump) -> Iterator[Finding]:
    """Go through what is wrong with one step of a version: at most one thing.

    Ours: while the first number is 0, a minor step is enough for everything, and none is too
    large.

    Args:
        name: What the version is of.
        old: The version before.
        new: The version after.
        bump: The step that the change needs.
    """
    made = made_bump(old, new)
    early = old.startswith("0.")
    needed = needed_step(old, bump.level)
    better = next_version(old, needed)
    values = {
        "old": old, "new": new, "better": better, "needed": STEPS[needed],
        "why": _told(reason.why for reason in bump.decisive),
    }  # fmt: skip
    if made == "down":
        yield Finding.of(rules.VERSION_WENT_DOWN, values, subject=name, path="version")
    elif made == "none" and needed != "none":
        yield Finding.of(rules.CHANGED_WITHOUT_BUMP, values, subject=name, path="version")
    elif LEVELS.index(made) < LEVELS.index(needed):
        yield Finding.of(rules.BUMP_TOO_SMALL, values, subject=name, path="version")
    elif LEVELS.index(made) > LEVELS.index(needed) and not early:
        yield Finding.of(rules.BUMP_TOO_LARGE, values, subject=name, path="version")


STEPS = {
    "none": Text(sv="inget steg", en="no step"),
    "patch": Text(sv="ett rättelsesteg (patch)", en="a patch step"),
    "minor": Text(sv="ett mindre steg (minor)", en="a minor step"),
    "major": Text(sv="ett större steg (major)", en="a major step"),
}
MOST = 3
"""Ours: so many reasons are named; each of them is enough by itself."""


def _told(reasons: Iterable[Text]) -> Text:
    texts = list(reasons)
    more = f" (+{len(texts) - MOST})" if len(texts) > MOST else ""
    return Text({c: "; ".join(text.to(c) for text in texts[:MOST]) + more for c in LANGUAGES})
