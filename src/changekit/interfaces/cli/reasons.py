"""What `changekit score` answers beside the ranking: reasons, voices and scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.interfaces.cli.terminal import fitted, shown, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from changekit.services.scoring import Ranking
    from changekit.services.scoring.comparing import Comparison
    from changekit.tables import Table

__all__ = ["Answer", "answers"]

Answer: TypeAlias = "tuple[str, object, str]"
"""The key of an answer in JSON, the answer as JSON values, and what people read."""


def answers(ranking: Ranking, asked: Mapping[str, Any]) -> Iterator[Answer]:  # Any: click's
    """Give what was asked of a ranking, in the order in which the options are listed.

    Args:
        ranking: The ranking.
        asked: The command's options by name; those not given are None or false.
    """
    language = ranking.language
    initiative, top = asked["explain"], asked["top"]
    if initiative is not None:
        explanation = ranking.explain(initiative)
        yield "explanation", explanation.to_dict(), str(explanation.table().to_text(language))
    if asked["steps"]:
        yield _steps(ranking, initiative)
    if asked["compare"]:
        comparison = ranking.why(*asked["compare"])
        yield "comparison", comparison.to_dict(), _told(comparison)
    if top is not None:
        flips, unknowns = ranking.flips(top), ranking.unknowns(top)
        yield "flips", flips.to_dict(), shown(flips)
        yield "unknowns", unknowns.to_dict(), shown(unknowns)
    if asked["voices"]:
        voices = ranking.voices()
        yield "voices", voices.to_dict(), shown(voices)
    if asked["scenarios"]:
        scenarios = ranking.scenarios() if top is None else ranking.scenarios(top)
        both = (shown(scenarios), _fitted([scenarios.regrets()], language))
        yield "scenarios", scenarios.to_dict(), "\n\n".join(both)


def _steps(ranking: Ranking, initiative: str | None) -> Answer:
    from changekit.services.scoring.steps import one_of

    tables = ranking.steps()
    if initiative is not None:
        tables = one_of(tables, initiative)
    language = ranking.language
    plain = [
        {"title": table.title.to(language), "columns": table.to_columns(language)}
        for table in tables
    ]
    return "steps", plain, _fitted(tables, language)


def _told(comparison: Comparison) -> str:
    rest = [item.text.to(comparison.language) for item in comparison.sentences[1:]]
    return "\n".join([shown(comparison), "", *rest])


def _fitted(tables: Sequence[Table], language: str) -> str:
    return "\n\n".join(fitted(table, language, width()) for table in tables)
