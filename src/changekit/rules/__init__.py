"""Every code that a finding can carry, with its wording: one module for each area.

The areas: CK1xx reading files, CK2xx references and structure, CK3xx the portfolio,
CK4xx planning, CK5xx plugins and packs, CK6xx registers taken in from spreadsheets,
CK7xx scores, CK8xx the catalogue.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from changekit.rules._rule import SEVERITIES, Rule, Severity

__all__ = ["SEVERITIES", "Rule", "Severity", "all_rules", "rule_for"]

AREAS = (
    "reading", "references", "portfolio", "planning", "plan_data", "clashes", "plugins",
    "registers", "scoring", "catalogue", "evidence", "tailoring", "projects",
)  # fmt: skip


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes.

    >>> all_rules()["CK101"].slug
    'syntax'
    """
    found = [
        value
        for area in AREAS
        for value in vars(import_module(f"changekit.rules.{area}")).values()
        if isinstance(value, Rule)
    ]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def rule_for(code: str) -> Rule | None:
    """Return the rule of a code, None where changekit has none."""
    return all_rules().get(code)
