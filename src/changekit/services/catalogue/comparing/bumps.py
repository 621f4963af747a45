"""Which change of a concept needs which step of its version, and why.

Ours, after Semantic Versioning 2.0.0 (semver.org): what may leave somebody who has taken the
concept up without what they build on is major, what gives them more or says more is minor,
wording, sources and contacts are a patch. While the first number is 0, minor is enough for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.services.catalogue.comparing.fields import FieldChange, compared
from changekit.services.catalogue.comparing.version_rules import KINDS, LEVELS, Level, rule_of
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Concept

__all__ = [
    "Bump",
    "Reason",
    "made_bump",
    "needed_bump",
    "needed_step",
    "next_version",
    "required_bump",
]

Made: TypeAlias = Literal["none", "patch", "minor", "major", "down"]
OPENED: Final = ("implementation", "economics", "applies_to", "claim", "provenance")
"""Groups of fields that are looked into where they come or go as a whole."""


@attrs.frozen(kw_only=True)
class Reason:
    """Why a step of the version is needed: the field, and what became of it."""

    path: str
    level: Level
    why: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the reason as JSON values."""
        return {"path": self.path, "bump": self.level, "why": self.why.to(language)}


@attrs.frozen(kw_only=True)
class Bump:
    """The step of a version that a change needs.

    Attributes:
        level: The least step that fits: none, patch, minor or major.
        reasons: Every change that calls for a step, the greatest first.
    """

    level: Level = "none"
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, reasons: Iterable[Reason]) -> Bump:
        """Return the step that the greatest of the reasons calls for."""
        found = sorted(reasons, key=lambda it: (-LEVELS.index(it.level), it.path))
        return cls(level=found[0].level if found else "none", reasons=tuple(found))

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons that call for the whole step."""
        return tuple(item for item in self.reasons if item.level == self.level)

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the step as JSON values."""
        return {
            "needed": self.level,
            "reasons": [item.to_dict(language) for item in self.reasons],
        }


def required_bump(old: Concept, new: Concept) -> Bump:
    """Return the least step of the version that fits what became of a concept.

    >>> from changekit.model.concept import Concept
    >>> def concept(title: str, *steps: str) -> Concept:
    ...     named = [{"name": name, "text": "..."} for name in steps]
    ...     facts = {"id": "a/b", "version": "1.0.0", "title": title}
    ...     return Concept.from_dict({**facts, "implementation": {"steps": named}})
    >>> required_bump(concept("Old", "a"), concept("New", "a")).level
    'patch'
    >>> bump = required_bump(concept("Old", "a", "b"), concept("Old", "b"))
    >>> bump.level, bump.reasons[0].why.to("en")
    ('major', 'the step a is taken away')
    """
    before, after = old.to_dict(), new.to_dict()
    return needed_bump(compared(before, after), before, after)


def needed_bump(
    changes: Iterable[FieldChange],
    old: Mapping[str, Any],  # Any: plain data
    new: Mapping[str, Any],  # Any: same
) -> Bump:
    """Return the step that changes of one record call for.

    Args:
        changes: What differs between the two.
        old: The record before, as plain data.
        new: The record after.
    """
    return Bump.of(
        reason
        for change in changes
        for part in _opened(change)
        if (reason := _reason(part, old, new)) is not None
    )


def _opened(change: FieldChange) -> Iterator[FieldChange]:
    """Go through what a group that came or went as a whole held, else the change itself."""
    if len(change.path) == 1 and change.path[0] in OPENED and change.how in ("added", "removed"):
        for part in compared(change.old or {}, change.new or {}):
            yield attrs.evolve(part, path=(*change.path, *part.path))
    else:
        yield change


def _reason(
    change: FieldChange,
    old: Mapping[str, Any],  # Any: plain data
    new: Mapping[str, Any],  # Any: same
) -> Reason | None:
    rule = rule_of(change, old, new)
    if rule.level == "none":
        return None
    what = KINDS.get(change.path[-2] if len(change.path) > 1 else "", Text.plain(change.name))
    why = rule.why.format(what=what, name=change.path[-1], path=change.name)
    return Reason(path=change.name, level=rule.level, why=why)


def made_bump(old: str, new: str) -> Made:
    """Return the step from one version to another.

    >>> made_bump("1.0.0", "1.2.0"), made_bump("1.2.0", "1.1.9")
    ('minor', 'down')
    """
    before, after = _numbers(old), _numbers(new)
    if before == after:
        return "none"
    if after < before:
        return "down"
    steps: tuple[Made, ...] = ("major", "minor", "patch")
    return next(step for step, a, b in zip(steps, before, after, strict=True) if a != b)


def next_version(old: str, level: Level) -> str:
    """Return the version after a step.

    >>> next_version("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = _numbers(old)
    if level == "major":
        return f"{major + 1}.0.0"
    if level == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if level == "patch" else old


def needed_step(old: str | None, level: Level) -> Level:
    """Return the step that a change calls for from a version on.

    Source: Semantic Versioning 2.0.0, item 4: while the first number is 0, anything may change.
    Ours: a minor step is then enough.

    >>> needed_step("0.3.0", "major"), needed_step("1.3.0", "major"), needed_step(None, "major")
    ('minor', 'major', 'major')
    """
    return "minor" if level == "major" and old is not None and old.startswith("0.") else level


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
