"""The checks of a portfolio, and how they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.errors import PluginError
from changekit.findings import Finding, Findings, Place
from changekit.model.frozen import FrozenMap
from changekit.rules import SEVERITIES
from changekit.rules.plugins import CHECK_FAILED
from changekit.services.catalogue import checks as catalogue
from changekit.services.catalogue.evidence.checks import evidence_findings
from changekit.services.catalogue.particulars import check_particulars
from changekit.services.catalogue.persons import check_persons
from changekit.services.catalogue.tailoring import towns as tailoring
from changekit.services.portfolio import (
    aims,
    following,
    goals,
    mandates,
    materials,
    overload,
    people,
    profile_checks,
    ties,
    translations,
)
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from changekit.extension.protocols.checking import Check
    from changekit.model.municipality import Municipality

__all__ = ["BUILT_IN", "check"]

BUILT_IN: Final[Mapping[str, Check]] = FrozenMap(
    {
        "no-goal": goals.no_goal,
        "goal-chain": goals.broken_chains,
        "focus-areas": goals.outside_focus_areas,
        "no-owner": people.no_owner,
        "no-mandate": mandates.no_mandate,
        "unclear-mandate": mandates.unclear_mandates,
        "unconfirmed-mandate": mandates.unconfirmed_mandates,
        "same-aim": aims.duplicate_aims,
        "overload": overload.overloads,
        "role-in-everything": people.role_in_everything,
        "single-point-of-failure": people.single_points,
        "dormant": following.dormant,
        "overdue-follow-up": following.overdue,
        "running-without-start": following.without_start,
        "date-in-the-future": following.in_the_future,
        "done-without-result": following.done_without_result,
        "deadline-passed": following.deadlines_passed,
        "cyclic-links": ties.circles,
        "contradictory-links": ties.contradicting,
        "link-twice": ties.linked_twice,
        "needs-stopped": ties.needs_stopped,
        "both-running": ties.both_running,
        "missing-translation": translations.missing_translations,
        "catalogue": catalogue.check_municipality,
        "evidence": evidence_findings,
        "persons-named": check_persons,
        "particulars": check_particulars,
        "missing-material": materials.missing_material,
        "overlays": tailoring.misfits,
        "layers": tailoring.stale_layers,
        "score-profiles": profile_checks.score_profiles,
    }
)
"""changekit's own checks by name."""


def check(
    municipality: Municipality,
    *,
    as_of: dt.date,
    checks: Mapping[str, Check] = BUILT_IN,
    language: str = "en",
) -> Findings:
    """Return what all checks find, in the order of files and lines.

    A check that breaks is itself a finding; what it had found before, and what the others find,
    is kept.

    Args:
        municipality: What is looked at.
        as_of: The day that counts as today.
        checks: Checks by name, changekit's own by default.
        language: The language in which the findings show themselves.
    """
    found: list[Finding] = []
    for name in sorted(checks):
        try:
            own = BUILT_IN.get(name) is checks[name]
            for item in checks[name](municipality, as_of):
                _promised(item, name, own=own)
                found.append(item)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # it may fail in any way
            why = error.reason if isinstance(error, PluginError) else _told(error)
            found.append(Finding.of(CHECK_FAILED, {"check": name, "why": why}, subject=name))
    return Findings.in_order(found, language=language, notice=municipality.notice)


def _promised(item: object, name: str, *, own: bool) -> None:
    """Refuse what is no finding, or one that nobody could show; CK codes are changekit's own."""
    if not isinstance(item, Finding):
        raise PluginError(name, f"it gave {item!r:.80}, which is no finding")
    code, severity, subject, place, message, hint = (
        getattr(item, field)
        for field in ("code", "severity", "subject", "place", "message", "hint")
    )
    wrong = ""
    if severity not in SEVERITIES:
        wrong = f"severity {severity!r:.40}, which is none of {', '.join(SEVERITIES)}"
    elif not (isinstance(code, str) and code):
        wrong = f"code {code!r:.40}, which is no text"
    elif code.startswith("CK") and not own:
        wrong = f"code {code!r:.40}, and codes that begin with CK are changekit's own"
    elif not (isinstance(message, Text) and isinstance(hint, Text | None)):
        wrong = "a message or hint that is no Text"
    elif not (isinstance(subject, str) and isinstance(place, Place | None)):
        wrong = "a subject that is no text, or a place that is no Place"
    if wrong:
        raise PluginError(name, f"it gave a finding with {wrong}")


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
