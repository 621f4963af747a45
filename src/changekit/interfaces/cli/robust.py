"""What `changekit score` answers on how far a ranking holds: weights, values, and methods."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.interfaces.cli.terminal import shown, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.services.scoring import MethodComparison, Ranking
    from changekit.services.scoring.robustness import MethodCheck, Robustness
    from changekit.workspace import Workspace

__all__ = ["Answer", "answers"]

Answer: TypeAlias = "tuple[str, object, str]"
"""The key of an answer in JSON, the answer as JSON values, and what people read."""


def answers(
    opened: Workspace,
    ranking: Ranking,
    asked: Mapping[str, Any],  # Any: what click gives
) -> Iterator[Answer]:
    """Give what was asked on how far a ranking holds.

    Args:
        opened: The workspace.
        ranking: The ranking.
        asked: The command's options by name; those not given are None or false.
    """
    if asked["robustness"]:
        found = ranking.robustness(
            draws=asked["draws"], seed=asked["seed"], weights=asked["weights"]
        )
        yield "robustness", found.to_dict(), _told(found)
    if asked["methods"]:
        names = [name.strip() for name in asked["methods"].split(",") if name.strip()]
        compared = opened.compare_methods(ranking.method, *names, profile=ranking.profile)
        yield "methods", compared.to_dict(), f"{_told(compared)}\n\n{_agreement(compared)}"
    if asked["check_method"]:
        from changekit.services.scoring.robustness import check_method

        checked = check_method(ranking, seed=asked["seed"])
        yield "checks", checked.to_dict(), _told(checked)


def _told(result: Robustness | MethodComparison | MethodCheck) -> str:
    """Return the sentences first, then the table where there is one."""
    words = "\n".join(textwrap.wrap(result.text.to(result.language), width() or 10**6))
    return f"{words}\n\n{shown(result)}" if len(result.table()) else words


def _agreement(compared: MethodComparison) -> str:
    return compared.agreement().to_text(compared.language)
