"""Scoring: which initiatives are worth most, by what is declared to count, and why.

Ours: an unknown value counts as the middle of its range, or of the declared scale where no range
is given; the interval beside the score says what it would be at the worst and the best end. An
initiative of which nothing is known gets no score, the whole scale as interval, and the last
rank. Scales are declared and not taken from the data, so that no initiative's score depends on
which others there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import ChangekitError, PluginError, UnknownNameError
from changekit.extension.protocols.scoring import (
    ScoreMatrix,
    Scorer,
    Scores,
    UnsoundScoresError,
)
from changekit.services.scoring.compiling import (
    PRIORITY,
    compile_matrix,
    profile_of,
    value_findings,
)
from changekit.services.scoring.explaining import Explanation, Part, UnknownEffect
from changekit.services.scoring.functions import FunctionScorer, as_scorers, scorer
from changekit.services.scoring.heard import as_heard, matrix_of
from changekit.services.scoring.known import BUILT_IN
from changekit.services.scoring.ranking import Ranked, Ranking, ranked
from changekit.services.scoring.ratios import (
    COST_OF_DELAY,
    QUADRANTS,
    VALUE_EFFORT,
    WSJF,
    Ratio,
)
from changekit.services.scoring.robustness import MethodComparison, Robustness, compare_methods
from changekit.services.scoring.sums import WEIGHTED_SUM, WeightedSum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.municipality import Municipality

__all__ = [
    "BUILT_IN", "COST_OF_DELAY", "PRIORITY", "QUADRANTS", "VALUE_EFFORT", "WEIGHTED_SUM", "WSJF",
    "Explanation", "FunctionScorer", "MethodComparison", "Part", "Ranked", "Ranking", "Ratio",
    "Robustness", "ScoreMatrix", "Scorer", "Scores", "UnknownEffect", "WeightedSum", "as_scorers",
    "compare_methods", "compile_matrix", "profile_of", "score", "scorer", "value_findings",
]  # fmt: skip


def score(
    municipality: Municipality,
    *,
    profile: str = "default",
    method: str | None = None,
    scorers: Mapping[str, Scorer] = BUILT_IN,
    voice: str | None = None,
    scenario: str | None = None,
    language: str = "en",
) -> Ranking:
    """Return all initiatives of a municipality in the order of their scores.

    Args:
        municipality: What was read; it may have no profile, and is then scored by `PRIORITY`.
        profile: The id of a score profile.
        method: The name of a scorer, in place of the one that the profile names.
        scorers: Scorers by name.
        voice: One of the profile's voices, whose weights count in place of the profile's.
        scenario: One of the profile's scenarios, instead of how it is.
        language: The language in which the ranking shows itself.

    Raises:
        UnknownNameError: There is no such profile, scorer, voice or scenario.
        InvalidDataError: Values lie outside their declared scales; `findings` names each.
        InvalidValueError: There are no initiatives, or the profile does not fit the method.
        PluginError: A scorer failed, or did not keep to what `Scores` promises.

    >>> from changekit.model.initiative import Initiative
    >>> from changekit.model.municipality import Municipality
    >>> from changekit.model.settings import Settings
    >>> rows = [
    ...     {"id": "a", "title": "A", "priority": "low"},
    ...     {"id": "b", "title": "B", "priority": "high"},
    ...     {"id": "c", "title": "C"},
    ... ]
    >>> ranking = score(
    ...     Municipality(
    ...         settings=Settings.from_dict({"name": "Kommunen"}),
    ...         initiatives=tuple(Initiative.from_dict(row) for row in rows),
    ...     )
    ... )
    >>> [(item.id, item.rank, item.score) for item in ranking], ranking.assumed
    ([('b', 1, 1.0), ('a', 2, 0.0), ('c', 3, None)], True)
    """
    chosen, assumed = profile_of(municipality, profile)
    name = method or chosen.method
    if name not in scorers:
        raise UnknownNameError("method", name, known=scorers)
    heard = as_heard(chosen, voice) if voice is not None else chosen
    matrix = matrix_of(municipality, heard, scenario)
    return Ranking(
        profile=chosen.id,
        method=name,
        items=ranked(matrix, _scores(name, scorers[name], matrix)),
        assumed=assumed,
        voice=voice,
        scenario=scenario,
        language=language,
        notice=municipality.notice,
        scorer=scorers[name],
        matrix=matrix,
    )


def _scores(name: str, given: Scorer, matrix: ScoreMatrix) -> Scores:
    """Return what a scorer gives, its failures under its name."""
    try:
        scores = given.score(matrix)
    except UnsoundScoresError as error:
        raise PluginError(name, str(error)) from error
    except ChangekitError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(name, f"{type(error).__name__}: {error}") from error
    given_scores: object = scores  # a plugin may return anything
    if not isinstance(given_scores, Scores) or len(scores.score) != len(matrix.ids):
        msg = f"it has to return Scores of {len(matrix.ids)} initiatives, got {scores!r:.80}"
        raise PluginError(name, msg)
    return scores
