"""A rule: a code, how severe it is, and how it is worded in each language."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from changekit.text import Text

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@attrs.frozen(kw_only=True)
class Rule:
    """One thing that can be wrong.

    Attributes:
        code: `CK` and three digits, never reused.
        slug: The heading of the code in the reference of findings.
        severity: `error` where data cannot be used, `warning` where somebody should act,
            `info` where somebody may want to know.
        message: What was found, with `{names}` that are filled in.
        hint: What is allowed, or what to do next.
    """

    code: str
    slug: str
    severity: Severity
    message: Text
    hint: Text | None = None


def rule(  # a rule is these seven things
    code: str,
    slug: str,
    severity: Severity,
    *,
    sv: str,
    en: str,
    hint_sv: str = "",
    hint_en: str = "",
) -> Rule:
    """Return a rule from its wordings."""
    hint = Text(sv=hint_sv, en=hint_en) if hint_en else None
    return Rule(code=code, slug=slug, severity=severity, message=Text(sv=sv, en=en), hint=hint)
