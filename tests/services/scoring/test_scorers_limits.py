"""What cannot be scored is a named error or a defined answer, for every scorer alike."""

from __future__ import annotations

import math
from typing import Any

import attrs
import numpy
import pytest

from changekit.errors import InvalidDataError, InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Criterion, Profile
from changekit.model.settings import Settings
from changekit.services.scoring import BUILT_IN, Ranking, score
from tests.services.scoring.profiles import fitting

ALL = pytest.mark.parametrize("name", BUILT_IN)
OWN_EYES = {
    "concept-evidence", "goal-alignment", "people-reach", "readiness", "saturation-risk",
}  # fmt: skip
"""Scorers that look at no criterion."""
KNOWN_WITHOUT_VALUES = {"dependency-leverage"}


def town(profile: Profile, *rows: dict[str, Any]) -> Municipality:
    """Return a municipality of initiatives with one profile."""
    return Municipality(
        settings=Settings.from_dict(
            {"name": "Kommunen", "period": {"start": "2024-01-01", "count": 26}}
        ),
        initiatives=tuple(
            Initiative.from_dict({"id": f"i{at}", "title": "I", **row})
            for at, row in enumerate(rows)
        ),
        profiles=(profile,),
    )


def ranking(name: str, *rows: dict[str, Any], profile: Profile | None = None) -> Ranking:
    """Return a ranking by one scorer."""
    return score(town(profile or fitting(name), *rows), method=name)


def middling(name: str) -> dict[str, Any]:
    """Return an initiative whose values are all at the middle of their scales."""
    values = {}
    for item in fitting(name).criteria:
        middle = (item.best + item.worst) / 2
        values[item.id] = round(middle) if item.kind == "ordinal" else middle
    return {"criteria": values}


@ALL
def test_no_initiatives_are_an_error(name: str) -> None:
    with pytest.raises(InvalidValueError, match="no initiatives to score"):
        ranking(name)


@ALL
def test_one_initiative_is_first_with_a_finite_score_or_none(name: str) -> None:
    (item,) = ranking(name, middling(name))
    assert item.rank == 1
    assert item.score is None or math.isfinite(item.score)
    assert (item.score is None) == (name in OWN_EYES)


@ALL
def test_where_all_is_unknown_there_is_no_score_and_no_nan(name: str) -> None:
    found = ranking(name, {}, {})
    for item in found:
        assert item.rank == 1
        assert (item.score is None) == (name not in KNOWN_WITHOUT_VALUES)
        assert item.unknown or name in KNOWN_WITHOUT_VALUES
    assert "NaN" not in found.to_json()
    assert "Infinity" not in found.to_json()


@ALL
def test_weights_that_are_all_nothing_are_an_error_where_criteria_count(name: str) -> None:
    profile = fitting(name)
    nothing = tuple(attrs.evolve(item, weight=0) for item in profile.criteria)
    nothing_counts = attrs.evolve(profile, criteria=nothing)
    if name in OWN_EYES:
        assert len(ranking(name, {}, profile=nothing_counts)) == 1
        return
    with pytest.raises(
        InvalidValueError, match=r"profile 'default'.*(weight|no criterion|unknown)"
    ):
        ranking(name, middling(name), profile=nothing_counts)


@ALL
def test_an_endless_value_is_refused_where_it_is_read(name: str) -> None:
    criteria = fitting(name).criteria
    for value in (math.nan, math.inf):
        with pytest.raises((InvalidValueError, InvalidDataError), match=r"number|finite|scale"):
            ranking(name, {"criteria": {criteria[0].id: value}})


@ALL
def test_an_unknown_option_value_is_named_with_profile_and_method(name: str) -> None:
    options = {
        "choquet": {"capacity": {"benifit": 1}}, "owa": {"attitude": 2}, "moscow": {"inside": "x"},
        "peng": {"roles": {"blue": "green"}}, "rice": {"roles": {"reach": "raech"}},
        "spotis": {"ideal": {"benifit": 1}}, "vikor": {"v": "half"},
        "weighted-product": {"least": 0}, "readiness": {"mandate_share": 2},
    }.get(name)  # fmt: skip
    if options is None:
        return
    profile = fitting(name).to_dict() | {"options": options}
    with pytest.raises(InvalidValueError, match=f"profile 'default', method '{name}'"):
        ranking(name, middling(name), profile=Profile.from_dict(profile))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"best": 1, "worst": 1}, "best must be above worst"),
        ({"best": 1, "worst": 2}, "best must be above worst"),
        ({"best": 2, "worst": 1, "weight": -1}, "weight"),
        ({"best": math.inf, "worst": 1}, "best"),
        ({"best": 2, "worst": 1, "weight": math.nan}, "weight"),
    ],
)
def test_a_criterion_without_a_scale_or_with_a_bad_weight_is_refused(
    facts: dict[str, Any], why: str
) -> None:
    with pytest.raises((InvalidValueError, InvalidDataError), match=why):
        Criterion.from_dict({"id": "benefit", **facts})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"low": [[math.nan]]}, "initiative 'a', criterion 'c': a value is a finite number"),
        ({"high": [[math.inf]]}, "initiative 'a', criterion 'c': a value is a finite number"),
        ({"best": [0.0]}, "criterion 'c': a scale has two finite ends"),
        ({"worst": [-math.inf]}, "criterion 'c': a scale has two finite ends"),
        ({"weights": [-1.0]}, "criterion 'c': a weight is 0 or more"),
        ({"weights": [math.nan]}, "criterion 'c': a weight is 0 or more"),
    ],
)
def test_a_matrix_of_no_numbers_cannot_be_made(change: dict[str, Any], why: str) -> None:
    right: dict[str, Any] = {
        "ids": ("a",), "criteria": ("c",), "low": [[0.5]], "high": [[0.5]], "known": [[True]],
        "stated": [[True]], "best": [1.0], "worst": [0.0], "weights": [1.0], "units": (None,),
    }  # fmt: skip
    assert numpy.isfinite(ScoreMatrix(**right).middle).all()
    with pytest.raises(InvalidValueError, match=why):
        ScoreMatrix(**{**right, **change})


@ALL
def test_a_matrix_of_numbers_alone_is_enough_or_refused_by_name(name: str) -> None:
    found = ranking(name, middling(name), {})
    bare = attrs.evolve(found.matrix, municipality=None, initiatives=())
    if name in OWN_EYES | {"dependency-leverage"}:
        with pytest.raises(InvalidValueError, match=f"method '{name}' looks at the municipality"):
            BUILT_IN[name].score(bare)
        return
    again = BUILT_IN[name].score(bare).score
    assert numpy.allclose(again, BUILT_IN[name].score(found.matrix).score)
