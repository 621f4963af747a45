"""What is wrong with a municipality's own data: findings, each with its place."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, Self, overload

import attrs

from changekit.rules import SEVERITIES, Rule, Severity, rule_for
from changekit.tables import Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Finding", "Findings", "Place"]


@attrs.frozen(order=True)
class Place:
    """Where something stands: a file with line and column, a cell, or a JSON pointer.

    >>> str(Place("goals.yaml", 4, 7)), str(Place("register.xlsx!Initiativ!F12", 12, 6, cell=True))
    ('goals.yaml:4:7', 'register.xlsx!Initiativ!F12')
    """

    file: str
    line: int = 0
    column: int = 0
    cell: bool = False

    def __str__(self) -> str:
        """Return the place as an editor understands it."""
        if self.cell or not self.line:
            return self.file
        return (
            f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
        )


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is wrong, where it stands, and what to do about it."""

    code: str
    severity: Severity
    subject: str = ""
    place: Place | None = None
    path: str = ""
    message: Text
    hint: Text | None = None

    @classmethod
    def of(
        cls,
        rule: Rule,
        values: Mapping[str, object] | None = None,
        *,
        subject: str = "",
        place: Place | None = None,
        path: str = "",
    ) -> Self:
        """Return the finding of a rule, its wording filled in with values."""
        values = values or {}
        hint = rule.hint.format(**values) if rule.hint else None
        return cls(
            code=rule.code,
            severity=rule.severity,
            subject=subject,
            place=place,
            path=path,
            message=rule.message.format(**values),
            hint=hint or None,
        )

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What stays the same when lines move: code, subject, file and path."""
        file = self.place.file if self.place else ""
        return (self.code, self.subject, file.split("!")[0], self.path)

    def line(self, language: str = "en") -> str:
        """Return `place: path: code message (hint)` in a language."""
        hint = f" ({self.hint.to(language)})" if self.hint else ""
        where = [str(part) for part in (self.place, self.subject or self.path) if part]
        return ": ".join([*where, f"{self.code} {self.message.to(language)}{hint}"])

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the finding under the keys that `changekit check --json` prints."""
        return {
            "code": self.code,
            "severity": self.severity,
            "subject": self.subject,
            "file": self.place.file if self.place else None,
            "line": self.place.line or None if self.place else None,
            "column": self.place.column or None if self.place else None,
            "path": self.path,
            "message": self.message.to(language),
            "hint": self.hint.to(language) if self.hint else None,
        }

    @property
    def rule(self) -> Rule | None:
        """The rule behind the code, None for a code that a plugin brought."""
        return rule_for(self.code)


@attrs.frozen(kw_only=True, repr=False)
class Findings(Shown):
    """All findings at once, in the order of files and lines.

    Indexing and iterating give the findings; a slice gives `Findings`.
    """

    items: tuple[Finding, ...] = ()
    notice: Text | None = None
    language: str = "en"

    @classmethod
    def in_order(
        cls, items: Iterable[Finding], *, language: str = "en", notice: Text | None = None
    ) -> Self:
        """Return findings sorted by file, line and column; those without a place come last."""
        ordered = sorted(items, key=_order)
        return cls(items=tuple(ordered), language=language, notice=notice)

    def __len__(self) -> int:
        """Return how many findings there are."""
        return len(self.items)

    def __iter__(self) -> Iterator[Finding]:
        """Go through the findings in order."""
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Findings: ...
    def __getitem__(self, index: int | slice) -> Finding | Findings:
        """Return one finding, or the findings of a slice."""
        if isinstance(index, slice):
            return attrs.evolve(self, items=self.items[index])
        return self.items[index]

    def of(self, *codes: str) -> Findings:
        """Return the findings with these codes."""
        return attrs.evolve(self, items=tuple(item for item in self if item.code in codes))

    def at_least(self, severity: Severity) -> Findings:
        """Return the findings that are as severe as this, or more."""
        worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return attrs.evolve(self, items=tuple(i for i in self if i.severity in worst))

    @property
    def errors(self) -> Findings:
        """The findings of severity error."""
        return self.at_least("error")

    def new_since(self, baseline: Iterable[tuple[str, str, str, str]]) -> Findings:
        """Return the findings that a baseline does not hold; lines may have moved.

        A baseline that holds a key twice covers two findings of that key.

        Args:
            baseline: Keys as `Finding.key` gives them.
        """
        left = Counter(baseline)
        new = []
        for item in self:
            if left[item.key] > 0:
                left[item.key] -= 1
            else:
                new.append(item)
        return attrs.evolve(self, items=tuple(new))

    def joined(self, others: Iterable[Finding]) -> Findings:
        """Return these findings and others, in order."""
        every = Findings.in_order([*self, *others])
        return attrs.evolve(self, items=every.items)

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        found = Counter(item.severity for item in self)
        return {severity: found[severity] for severity in SEVERITIES}

    def table(self) -> Table:
        """Return one row for each finding."""
        columns = (
            Column("place", Text(sv="Plats", en="Place")),
            Column("severity", Text(sv="Grad", en="Severity")),
            Column("code", Text(sv="Kod", en="Code")),
            Column("subject", Text(sv="Gäller", en="Subject")),
            Column("message", Text(sv="Vad", en="What")),
            Column("hint", Text(sv="Råd", en="Advice")),
        )
        rows = tuple(
            (
                str(item.place or ""),
                SEVERITY_NAMES[item.severity],
                item.code,
                item.subject or item.path,
                item.message,
                item.hint or "",
            )
            for item in self
        )
        title = Text(sv="Iakttagelser", en="Findings")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the findings as JSON values."""
        return {"findings": [item.to_dict(self.language) for item in self]}

    def to_text(self, format: Literal["text", "github"] = "text") -> str:  # noqa: A002  # the option's name
        """Return one line for each finding, for people or as annotations of a code host."""
        if format == "github":
            return "\n".join(_annotation(item, self.language) for item in self)
        return "\n".join(
            f"{SEVERITY_NAMES[item.severity].to(self.language)}: {item.line(self.language)}"
            for item in self
        )


SEVERITY_NAMES: dict[Severity, Text] = {
    "error": Text(sv="fel", en="error"),
    "warning": Text(sv="varning", en="warning"),
    "info": Text(sv="upplysning", en="info"),
}


def _order(item: Finding) -> tuple[bool, str, int, int, str, str, str, str]:
    place = item.place or Place("")
    return (
        item.place is None,
        place.file.split("!")[0],
        place.line,
        place.column,
        item.code,
        sort_key(item.subject),
        item.subject,
        json.dumps(item.message.to_dict(), ensure_ascii=False),
    )


def _annotation(item: Finding, language: str) -> str:
    kind = {"error": "error", "warning": "warning", "info": "notice"}[item.severity]
    parts = []
    if item.place:
        parts = [f"file={item.place.file.split('!')[0]}"]
        parts += [f"line={item.place.line}"] if item.place.line else []
        parts += [f"col={item.place.column}"] if item.place.column else []
    hint = f" ({item.hint.to(language)})" if item.hint else ""
    text = f"{item.message.to(language)}{hint}"
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(raw, escaped)
    properties = ",".join([*parts, f"title={item.code}"])
    return f"::{kind} {properties}::{text}"
