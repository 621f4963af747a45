"""Profiles as one voice, the whole group or a scenario would have them, and ranks by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring.compiling import compile_matrix
from changekit.services.scoring.kernels.ordering import competition_ranks
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.municipality import Municipality
    from changekit.model.profile import Profile, Scenario, Voice

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = [
    "as_heard", "as_weighed", "group_weights", "in_scenario", "matrix_of", "ranks_of", "shares_of",
]  # fmt: skip


def as_weighed(profile: Profile, weights: Mapping[str, float], where: str) -> Profile:
    """Return a profile with other weights on some of its criteria.

    Raises:
        UnknownNameError: A weight is given to a criterion that the profile does not have.
        InvalidValueError: A weight is below 0, or all of them are 0.
    """
    known = [criterion.id for criterion in profile.criteria]
    for name, weight in weights.items():
        if name not in known:
            raise UnknownNameError("criterion", name, known=known)
        if not weight >= 0 or weight == float("inf"):
            msg = Text(
                sv=f"{where}: vikten på {name!r} ska vara 0 eller mer, fann {weight:g}",
                en=f"{where}: the weight of {name!r} must be 0 or more, got {weight:g}",
            )
            raise InvalidValueError(msg)
    criteria = tuple(
        attrs.evolve(criterion, weight=weights.get(criterion.id, criterion.weight))
        for criterion in profile.criteria
    )
    if not sum(criterion.weight for criterion in criteria) > 0:
        msg = Text(sv=f"{where}: alla vikter är 0, så inget räknas",
                   en=f"{where}: all weights are 0, so nothing counts")  # fmt: skip
        raise InvalidValueError(msg)
    return attrs.evolve(
        profile, criteria=criteria, weighting=None if weights else profile.weighting
    )


def as_heard(profile: Profile, name: str) -> Profile:
    """Return a profile with the weights of one voice.

    A voice that weighs anything has to weigh every criterion, with 0 where it counts for nothing:
    weights of several people's scales are not mixed. A voice without weights has the profile's.

    Raises:
        UnknownNameError: There is no such voice, or it weighs what is no criterion.
        InvalidValueError: It leaves a criterion out, or its weights cannot be used.
    """
    voices = {voice.id: voice for voice in profile.voices}
    if name not in voices:
        raise UnknownNameError("voice", name, known=voices)
    weights = voices[name].weights
    found = as_weighed(profile, weights, f"profile {profile.id!r}, voice {name!r}")
    left = [item.id for item in profile.criteria if weights and item.id not in weights]
    if left:
        msg = Text(
            sv=f"rösten {name!r} väger inte {left[0]!r}: skriv 0 om det inte räknas",
            en=f"the voice {name!r} does not weigh {left[0]!r}: write 0 if it does not count",
        )
        raise InvalidValueError(msg)
    return found


def shares_of(voices: tuple[Voice, ...]) -> tuple[float, ...]:
    """Return how much each voice counts, in all 1.

    Raises:
        InvalidValueError: None of them counts for anything.
    """
    total = sum(voice.importance for voice in voices)
    if not total > 0:
        msg = Text(sv="ingen röst räknas: minst en behöver importance över 0",
                   en="no voice counts: at least one needs an importance above 0")  # fmt: skip
        raise InvalidValueError(msg)
    return tuple(voice.importance / total for voice in voices)


def group_weights(profile: Profile) -> Mapping[str, float]:
    """Return the mean of what the voices weigh, each one's weights made to sum to 1.

    Source: Forman & Peniwati (1998), European Journal of Operational Research 108(1), 165-169:
    the weighted arithmetic mean of individual priorities.
    """
    mean = {criterion.id: 0.0 for criterion in profile.criteria}
    for voice, counts in zip(profile.voices, shares_of(profile.voices), strict=True):
        own = as_heard(profile, voice.id).criteria
        total = sum(criterion.weight for criterion in own)
        for criterion in own:
            mean[criterion.id] += counts * criterion.weight / total
    return mean


def matrix_of(municipality: Municipality, profile: Profile, scenario: str | None) -> ScoreMatrix:
    """Return what is known of every initiative, as it is or in one of the profile's scenarios.

    Raises:
        UnknownNameError: There is no such scenario.
    """
    if scenario is None:
        return compile_matrix(municipality, profile)
    known = {item.id: item for item in profile.scenarios}
    if scenario not in known:
        raise UnknownNameError("scenario", scenario, known=known)
    return in_scenario(municipality, profile, known[scenario])


def in_scenario(municipality: Municipality, profile: Profile, scenario: Scenario) -> ScoreMatrix:
    """Return what is known of every initiative in another future.

    What the scenario does not name stays as it is. Its values are in the units of the criteria,
    and known.

    Raises:
        UnknownNameError: It names an initiative or a criterion that does not exist.
        InvalidValueError: A value lies outside its declared scale, or the weights are unusable.
    """
    where = f"profile {profile.id!r}, scenario {scenario.id!r}"
    then = as_weighed(profile, scenario.weights, where)
    matrix = compile_matrix(municipality, then)
    criteria = {criterion.id: criterion for criterion in then.criteria}
    for initiative, values in scenario.values.items():
        if initiative not in matrix.ids:
            raise UnknownNameError("initiative", initiative, known=matrix.ids)
        row = matrix.ids.index(initiative)
        for name, value in values.items():
            if name not in criteria:
                raise UnknownNameError("criterion", name, known=criteria)
            low, high = sorted((criteria[name].best, criteria[name].worst))
            if not low <= value <= high:
                msg = Text(
                    sv=f"{where}: {initiative}: {name} ska vara {low:g} till {high:g}, "
                    f"fann {value:g}",
                    en=f"{where}: {initiative}: {name} must be {low:g} to {high:g}, got {value:g}",
                )
                raise InvalidValueError(msg)
            if name in matrix.criteria:
                matrix = matrix.with_value(row, matrix.criteria.index(name), value)
    return matrix


def ranks_of(scores: Scores) -> tuple[int, ...]:
    """Return ranks from 1, the best; ties share one, and so does what has no score: the last."""
    ranks = numpy.full(len(scores.score), int(scores.scored.sum()) + 1)
    ranks[scores.scored] = competition_ranks(scores.score[scores.scored])
    return tuple(ranks.tolist())
