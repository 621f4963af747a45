"""For each of the library's scorers a profile that it takes."""

from __future__ import annotations

from typing import Any

from changekit.model.profile import Profile
from changekit.services.scoring import BUILT_IN
from changekit.testing.towns import PROFILE

__all__ = ["FITTING", "fitting"]

BENEFIT = {"id": "benefit", "best": 5, "worst": 0, "weight": 0.5}
URGENCY = {"id": "urgency", "best": 10, "worst": 0, "weight": 0.25}
EFFORT = {"id": "effort", "best": 0, "worst": 100, "direction": "min", "weight": 0.25}


def _profile(*criteria: dict[str, Any], **rest: Any) -> Profile:  # Any: plain fields
    return Profile.from_dict(
        {"id": "default", "method": "weighted-sum", "criteria": list(criteria), **rest}
    )


def _money(name: str, **rest: Any) -> dict[str, Any]:  # Any: plain fields
    return {"id": name, "best": 1000, "worst": 0, "unit": "ksek", **rest}


THREE = (BENEFIT, URGENCY, EFFORT)
MOSCOW = {"id": "moscow", "best": 4, "worst": 1, "kind": "ordinal"}
FITTING: dict[str, Profile] = {
    "owa": _profile(*THREE, options={"attitude": 0.3}),
    "choquet": _profile(
        *THREE,
        options={
            "single": {"benefit": 0.6, "urgency": 0.4, "effort": 0.1},
            "pairs": {"benefit,urgency": -0.3, "urgency+effort": 0.2},
        },
    ),
    "rice": _profile(
        {"id": "reach", "best": 500, "worst": 0},
        {"id": "impact", "best": 3, "worst": 0.25},
        {"id": "confidence", "best": 1, "worst": 0.5},
        EFFORT,
    ),
    "peng": _profile(
        _money("green"), _money("yellow"), _money("red"),
        _money("cost", best=0, worst=2000, direction="min"),
    ),
    "moscow": _profile(MOSCOW, *THREE),
    "promethee2": _profile(
        {**BENEFIT, "preference": "level", "indifference": 0.5, "strict": 2},
        {**URGENCY, "preference": "linear", "indifference": 1, "strict": 4},
        {**EFFORT, "preference": "gaussian", "spread": 20},
    ),
    "electre3": _profile(
        {**BENEFIT, "indifference": 0.5, "strict": 1, "veto": 3},
        {**URGENCY, "indifference": 1, "strict": 4},
        EFFORT,
    ),
}  # fmt: skip


def fitting(name: str) -> Profile:
    """Return a profile whose criteria and options fit a scorer."""
    assert name in BUILT_IN
    return FITTING.get(name, PROFILE)
