"""The version rules as data: patterns of fields, and the step that a change of each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.services.catalogue.comparing.fields import FieldChange, How
from changekit.services.catalogue.comparing.naming import names_of
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "LEVELS", "RULES", "Level", "VersionRule", "rule_of"]

Level: TypeAlias = Literal["none", "patch", "minor", "major"]
LEVELS: Final[tuple[Level, ...]] = ("none", "patch", "minor", "major")
Record: TypeAlias = Mapping[str, Any]  # Any: plain data
Test: TypeAlias = Callable[[FieldChange, Record, Record], bool]

KINDS: Final[Mapping[str, Text]] = {
    "steps": Text(sv="steget", en="the step"),
    "enablers": Text(sv="förutsättningen", en="the enabler"),
    "parameters": Text(sv="parametern", en="the parameter"),
    "relations": Text(sv="relationen", en="the relation"),
    "conditions": Text(sv="villkoret", en="the condition"),
    "evidence": Text(sv="iakttagelsen", en="the observation"),
    "adoptions": Text(sv="införandet", en="the adoption"),
    "materials": Text(sv="materialet", en="the material"),
    "needs": Text(sv="behovet", en="the need"),
    "touches": Text(sv="gruppen", en="the group"),
    "tags": Text(sv="nyckelordet", en="the tag"),
}
"""What the items of lists are called in reasons."""
WORDS: Final = frozenset({
    "title", "text", "why", "note", "how", "description", "problem", "effect", "mechanism",
    "moderators", "reason", "reach", "effectiveness", "adoption", "maintenance", "target",
    "function", "maintainer_role", "rights_holder",
})  # fmt: skip
"""Fields that hold wording."""
AROUND: Final = frozenset({"source", "contact", "provenance", "tags"})
"""Fields that say where something comes from or whom to ask, not what it is."""


@attrs.frozen(kw_only=True)
class VersionRule:
    """Which step of the version a change needs.

    Attributes:
        path: The field; `*` stands for any one name, `**` at the end for all below.
        how: The ways to change that it is about; none: all of them.
        level: The step.
        why: The reason in words, with `{what}`, `{name}` and `{path}` filled in.
        where: What else has to be so, if anything.
    """

    path: str
    level: Level
    why: Text
    how: tuple[How, ...] = ()
    where: Test | None = None

    def fits(self, change: FieldChange, old: Record, new: Record) -> bool:
        """Tell whether the rule is about a change."""
        if self.how and change.how not in self.how:
            return False
        if not _alike(self.path.split("."), change.path):
            return False
        return self.where is None or self.where(change, old, new)


def _alike(pattern: Sequence[str], path: Sequence[str]) -> bool:
    if pattern and pattern[-1] == "**":
        return len(path) >= len(pattern) - 1 and _alike(pattern[:-1], path[: len(pattern) - 1])
    return len(pattern) == len(path) and all(
        part in ("*", step) for part, step in zip(pattern, path, strict=True)
    )


def _requires(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # as every test
    return change.path[1].startswith("requires ")


def _is_around(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # same
    keys = (
        step for at, step in enumerate(change.path) if not at or change.path[at - 1] not in KINDS
    )
    return not AROUND.isdisjoint(keys)


def _is_wording(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # same
    """Tell whether the words of a text changed, or it came in another language."""
    if change.path[-1] in WORDS:
        return change.how == "changed"
    return len(change.path) > 1 and change.path[-2] in WORDS


def _is_item(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # same
    return len(change.path) > 1 and change.path[-2] in KINDS


def _tighter(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # same
    """Tell whether a range lets fewer values in than before."""
    if change.new is None:
        return False
    if change.old is None:
        return True
    return bool(change.new[0] > change.old[0] or change.new[-1] < change.old[-1])


def _condition(change: FieldChange, record: Record) -> Record:
    conditions = record.get("conditions", [])
    there = dict(zip(names_of(conditions), conditions, strict=True))
    found: Record = there.get(change.path[1], {})
    return found


def _blocking(change: FieldChange, old: Record, new: Record) -> bool:  # noqa: ARG001  # same
    """Tell whether a condition blocks, as it is now."""
    return bool(_condition(change, new).get("blocking"))


def _stricter(change: FieldChange, old: Record, new: Record) -> bool:
    """Tell whether a blocking condition may stop somebody whom it did not stop before."""
    if len(change.path) < 3 or not _blocking(change, old, new):
        return False
    what = change.path[2]
    if what == "countries":  # without any it holds for all
        return bool(_condition(change, new).get("countries"))
    return what in ("inhabitants", "enabler", "blocking") and change.how != "removed"


_AWAY = Text(sv="{what} {name} har tagits bort", en="{what} {name} is taken away")
_NEW = Text(sv="{what} {name} har tillkommit", en="{what} {name} is new")
_NEEDED = Text(sv="{what} {name} måste nu finnas", en="{what} {name} has to be there now")
_FIELD_AWAY = Text(sv="{path} har tagits bort", en="{path} is taken away")
_FIELD_NEW = Text(sv="{path} har tillkommit", en="{path} is new")
_CHANGED = Text(sv="{path} har ändrats", en="{path} is changed")
_WORDING = Text(sv="ordalydelsen i {path} har ändrats", en="the wording of {path} is changed")
_AROUND = Text(sv="uppgiften {path} har ändrats", en="the note {path} is changed")
_ORDER = Text(sv="ordningen i {path} är en annan", en="the order of {path} is another")
_TIGHTER = Text(sv="{path} släpper in färre värden", en="{path} lets fewer values in")
_STRICTER = Text(
    sv="villkoret i {path} kan stoppa den som uppfyllde det förut",
    en="the condition in {path} may stop somebody who met it before",
)
_STATUS = Text(sv="konceptet har fått en annan status", en="its status is another")
_ID = Text(sv="id:t är ett annat", en="its id is another")
_MEANS = Text(sv="{path} betyder något annat nu", en="{path} means something else now")

RULES: Final[tuple[VersionRule, ...]] = (
    VersionRule(path="version", level="none", why=_CHANGED),
    VersionRule(path="id", level="major", why=_ID),
    VersionRule(path="status", level="minor", why=_STATUS),
    VersionRule(path="superseded_by", level="minor", why=_CHANGED),
    VersionRule(path="implementation.steps.*", how=("removed",), level="major", why=_AWAY),
    VersionRule(path="implementation.enablers.*", how=("removed",), level="major", why=_AWAY),
    VersionRule(path="implementation.enablers.*", how=("added",), level="major", why=_NEEDED),
    VersionRule(path="parameters.*", how=("removed",), level="major", why=_AWAY),
    VersionRule(path="parameters.*.range", level="major", why=_TIGHTER, where=_tighter),
    VersionRule(path="parameters.*.unit", level="major", why=_MEANS),
    VersionRule(path="relations.*", how=("added",), level="major", why=_NEEDED, where=_requires),
    VersionRule(path="relations.*.to", level="major", why=_CHANGED, where=_requires),
    VersionRule(path="relations.*.to", level="patch", why=_CHANGED),
    VersionRule(path="conditions.*", how=("added",), level="major", why=_NEEDED, where=_blocking),
    VersionRule(path="conditions.*.**", level="major", why=_STRICTER, where=_stricter),
    VersionRule(path="provenance.licence", how=("changed",), level="major", why=_CHANGED),
    VersionRule(path="materials.*.licence", how=("changed",), level="minor", why=_CHANGED),
    VersionRule(path="implementation.steps", how=("order",), level="minor", why=_ORDER),
    VersionRule(path="**", how=("order",), level="patch", why=_ORDER),
    VersionRule(path="**", level="patch", why=_AROUND, where=_is_around),
    VersionRule(path="**", level="patch", why=_WORDING, where=_is_wording),
    VersionRule(path="**", how=("added",), level="minor", why=_NEW, where=_is_item),
    VersionRule(path="**", how=("added",), level="minor", why=_FIELD_NEW),
    VersionRule(path="**", how=("removed",), level="minor", why=_AWAY, where=_is_item),
    VersionRule(path="**", how=("removed",), level="minor", why=_FIELD_AWAY),
    VersionRule(path="**", level="minor", why=_CHANGED),
)
"""Ours: the first that fits counts; the last ones fit everything."""


def rule_of(change: FieldChange, old: Record, new: Record) -> VersionRule:
    """Return the rule that a change falls under.

    Args:
        change: One field that differs.
        old: The whole record before, as plain data.
        new: The whole record after.
    """
    return next(rule for rule in RULES if rule.fits(change, old, new))
