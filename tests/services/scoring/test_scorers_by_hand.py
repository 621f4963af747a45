"""Each scorer on declared scales, worked by hand, with its groups, parts and options."""

from __future__ import annotations

from typing import Any

import pytest

from changekit.errors import InvalidValueError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Profile
from changekit.model.settings import Settings
from changekit.services.scoring import Ranking, score

A = {"id": "a", "best": 10, "worst": 0}
B = {"id": "b", "best": 0, "worst": 20, "direction": "min"}


def ranked(
    rows: dict[str, dict[str, Any]],
    *criteria: dict[str, Any],
    method: str,
    **rest: Any,  # Any: plain fields of records
) -> Ranking:
    """Return initiatives in order, by values of criteria."""
    profile = {"id": "default", "method": method, "criteria": list(criteria), **rest}
    return score(
        Municipality(
            settings=Settings.from_dict({"name": "Kommunen"}),
            initiatives=tuple(
                Initiative.from_dict({"id": name, "title": name, "criteria": values})
                for name, values in rows.items()
            ),
            profiles=(Profile.from_dict(profile),),
        )
    )


def scores(ranking: Ranking) -> dict[str, float | None]:
    """Return the scores by id."""
    return {item.id: item.score for item in ranking}


def test_a_weighted_product_multiplies_places_from_a_hundredth_to_one() -> None:
    ranking = ranked(
        {"x": {"a": 5, "b": 5}, "y": {"a": 0, "b": 0}}, A, B, method="weighted-product"
    )
    # Places 0.5 and 0.75 count as 0.505 and 0.7525; the worst as 0.01; weights are halves.
    wanted = {"x": (0.505 * 0.7525) ** 0.5, "y": 0.01**0.5}
    assert scores(ranking) == pytest.approx(wanted)
    parts = ranking.by_id["y"].contributions
    # From the worst of both, 0.01, to 0.1 by b alone.
    assert parts == pytest.approx({"a": 0.0, "b": 0.09, "base": 0.01})


def test_the_least_of_a_weighted_product_is_an_option() -> None:
    ranking = ranked({"x": {"a": 0}}, A, method="weighted-product", options={"least": 0.2})
    assert scores(ranking) == pytest.approx({"x": 0.2})


def test_topsis_stands_between_the_declared_ends() -> None:
    ranking = ranked({"x": {"a": 10, "b": 20}, "y": {"a": 6, "b": 4}}, A, B, method="topsis")
    near, far = (0.4**2 + 0.2**2) ** 0.5, (0.6**2 + 0.8**2) ** 0.5
    assert scores(ranking) == pytest.approx({"x": 0.5, "y": far / (near + far)})
    # Both arrive in either order: a gives (0.5 + 0.5) / 2 whichever comes first.
    assert ranking.by_id["x"].contributions == pytest.approx({"a": 0.5, "b": 0, "base": 0})


def test_vikor_names_the_compromise_set() -> None:
    rows = {"x": {"a": 10, "b": 20}, "y": {"a": 5, "b": 10}, "z": {"a": 0, "b": 0}}
    ranking = ranked(rows, A, B, method="vikor")
    # All lose 0.5 in sum; y at most 0.25 in one, the others 0.5: Q is 0, 0.5 and 0.5.
    assert scores(ranking) == pytest.approx({"x": 0.5, "y": 1.0, "z": 0.5})
    # C1: 0.5 - 0 is 1 / (3 - 1); C2: y is first by the worst loss.
    groups = {item.id: item.group for item in ranking}
    assert groups == {"x": "outside", "y": "compromise", "z": "outside"}
    assert "compromise set" in ranking.table().to_text("en")


def test_vikor_takes_in_who_is_too_near_the_first() -> None:
    rows = {"x": {"a": 10}, "y": {"a": 8}, "z": {"a": 0}}
    groups = {item.id: item.group for item in ranked(rows, A, method="vikor")}
    assert groups == {"x": "compromise", "y": "compromise", "z": "outside"}


def test_spotis_measures_to_the_ideal_that_the_profile_wants() -> None:
    rows = {"x": {"a": 6, "b": 5}, "y": {"a": 10, "b": 5}}
    ranking = ranked(rows, A, B, method="spotis", options={"ideal": {"a": 6}})
    # b is a quarter of its scale from the best: 0.5 x 0.75; a is at its ideal, or 4/10 from it.
    assert scores(ranking) == pytest.approx({"x": 0.875, "y": 0.675})
    assert ranking.by_id["y"].contributions == pytest.approx({"a": 0.3, "b": 0.375})


def test_an_unknown_value_may_be_the_ideal_itself() -> None:
    (item,) = ranked({"x": {"b": 0}}, A, B, method="spotis", options={"ideal": {"a": 6}})
    # Middle 5 is 1/10 away; at most 6/10 away; at best on it.
    assert (item.low, item.score, item.high) == pytest.approx((0.7, 0.95, 1.0))


def test_owa_leans_to_the_worst_side_or_to_the_best() -> None:
    rows = {"x": {"a": 8, "b": 16}}  # places 0.8 and 0.2
    for options, wanted in (
        ({"weights": [3, 1]}, 0.65),
        ({"attitude": 0}, 0.2),
        ({"attitude": 0.5}, 0.5),
        ({"attitude": 1}, 0.8),
        # (1 - 0.25) / 0.25 = 3: the best counts (1/2)^3, the worst the rest.
        ({"attitude": 0.25}, 0.8 / 8 + 0.2 * 7 / 8),
    ):
        assert scores(ranked(rows, A, B, method="owa", options=options)) == pytest.approx(
            {"x": wanted}
        )


def test_a_choquet_integral_takes_capacities_and_the_compact_form() -> None:
    rows = {"x": {"a": 8, "b": 16}}
    whole = {"capacity": {"a": 0.6, "b": 0.7, "a+b": 1}}
    compact = {"single": {"a": 0.6, "b": 0.7}, "pairs": {"b, a": -0.3}}
    for options in (whole, compact):
        # 0.2 x 1 + (0.8 - 0.2) x 0.6
        assert scores(ranked(rows, A, B, method="choquet", options=options)) == pytest.approx(
            {"x": 0.56}
        )


def test_promethee_ii_gives_each_criterion_its_net_flow() -> None:
    usual = [{**A, "preference": "usual", "weight": 3}, {**B, "preference": "usual"}]
    rows = {"x": {"a": 3, "b": 9}, "y": {"a": 1, "b": 9}, "z": {"a": 2, "b": 0}}
    ranking = ranked(rows, *usual, method="promethee2")
    # a: x beats two, y none, z one of two; b: z beats both.
    parts = {item.id: dict(item.contributions) for item in ranking}
    assert parts["x"] == pytest.approx({"a": 0.75, "b": -0.125})
    assert parts["y"] == pytest.approx({"a": -0.75, "b": -0.125})
    assert parts["z"] == pytest.approx({"a": 0.0, "b": 0.25})


def test_promethee_i_keeps_the_flows_apart_and_names_who_is_incomparable() -> None:
    own = [{**A, "preference": "usual"}, {**B, "preference": "u", "indifference": 5}]
    rows = {"x": {"a": 9, "b": 20}, "y": {"a": 5, "b": 13}, "z": {"a": 1, "b": 9}}
    ranking = ranked(rows, *own, method="promethee1")
    parts = {item.id: dict(item.contributions) for item in ranking}
    # x: a beats both (0.5), b loses to both; y: one of two on either side; z: as x turned round.
    assert parts == {
        "x": pytest.approx({"plus": 0.5, "minus": -0.5}),
        "y": pytest.approx({"plus": 0.5, "minus": -0.25}),
        "z": pytest.approx({"plus": 0.25, "minus": -0.5}),
    }
    text = ranking.table().to_text("en")
    assert "Positive flow" in text
    assert {item.group for item in ranking} == {"comparable"}


def test_whom_nobody_prefers_and_who_prefers_nobody_is_incomparable_with_extremes() -> None:
    own = [{**it, "preference": "u", "indifference": q} for it, q in ((A, 5), (B, 10))]
    rows = {"x": {"a": 10, "b": 20}, "y": {"a": 5, "b": 10}, "z": {"a": 0, "b": 0}}
    ranking = ranked(rows, *own, method="promethee1")
    # x and z have 0.25 of both flows; y is within indifference of both and has none of either.
    assert scores(ranking) == {"x": 0.0, "y": 0.0, "z": 0.0}
    assert {item.group for item in ranking} == {"incomparable"}


def test_a_preference_without_its_threshold_is_refused_by_name() -> None:
    for kind, missing in (("u", "indifference"), ("v", "strict"), ("gaussian", "spread")):
        with pytest.raises(InvalidValueError, match=f"criterion 'a': preference {kind!r} needs "
                                                    f"{missing!r}"):  # fmt: skip
            ranked({"x": {"a": 1}}, {**A, "preference": kind}, method="promethee2")
    with pytest.raises(InvalidValueError, match="strict must be at least indifference"):
        ranked({"x": {"a": 1}}, {**A, "indifference": 3, "strict": 1}, method="promethee2")


def test_electre_iii_scores_by_the_mean_place_and_names_who_is_incomparable() -> None:
    rows = {"x": {"a": 9, "b": 2}, "y": {"a": 5, "b": 10}, "z": {"a": 1, "b": 19}}
    assert scores(ranked(rows, A, B, method="electre3")) == {"x": 1.0, "y": 0.5, "z": 0.0}
    with pytest.raises(InvalidValueError, match="criterion 'a': indifference <= strict < veto"):
        ranked(rows, {**A, "strict": 3, "veto": 2}, method="electre3")
    unsure = ranked({**rows, "w": {"a": 3}}, A, B, method="electre3").by_id["w"]
    assert (unsure.low, unsure.high) == (0.0, 1.0)


RICE = (
    {"id": "reach", "best": 500, "worst": 0},
    {"id": "impact", "best": 3, "worst": 0.25},
    {"id": "sure", "best": 1, "worst": 0.5},
    {"id": "effort", "best": 0, "worst": 10, "direction": "min"},
)


def test_rice_multiplies_and_divides_and_parts_are_named_by_option() -> None:
    rows = {"x": {"reach": 200, "impact": 2, "sure": 0.8, "effort": 4}}
    options = {"roles": {"confidence": "sure"}}
    ranking = ranked(rows, *RICE, method="rice", options=options)
    assert scores(ranking) == pytest.approx({"x": 200 * 2 * 0.8 / 4})
    with pytest.raises(InvalidValueError, match="no criterion is 'confidence'"):
        ranked(rows, *RICE, method="rice")
    with pytest.raises(InvalidValueError, match="criterion 'a' plays no part"):
        ranked(rows, *RICE, A, method="rice", options=options)
    turned = {"id": "effort", "best": 10, "worst": 0}
    with pytest.raises(InvalidValueError, match="'effort' is effort, which needs direction min"):
        ranked(rows, *RICE[:3], turned, method="rice", options=options)


MOSCOW = {"id": "moscow", "best": 4, "worst": 1, "kind": "ordinal"}


def test_moscow_orders_by_category_first_and_reports_the_share_of_must() -> None:
    rows = {
        "poor-must": {"moscow": 4, "a": 0},
        "good-should": {"moscow": 3, "a": 10},
        "poor-should": {"moscow": 3, "a": 1},
        "never": {"moscow": 1, "a": 10},
        "open": {"a": 5},
    }
    ranking = ranked(rows, MOSCOW, A, method="moscow")
    assert scores(ranking) == pytest.approx(
        {"poor-must": 6.0, "good-should": 5.0, "poor-should": 4.1, "open": 3.5, "never": 1.0}
    )
    assert ranking.by_id["open"].group is None
    assert ranking.group_shares == {"must": 0.25, "should": 0.5, "wont": 0.25}
    assert ranking.to_dict()["groups"]["must"] == 0.25
    assert "måste" in ranking.table().to_text("sv")


def test_moscow_takes_no_category_between_and_no_other_scale() -> None:
    with pytest.raises(InvalidValueError, match="initiative 'x': 'moscow' must be 1, 2, 3 or 4"):
        ranked({"x": {"moscow": 2.5}}, MOSCOW, method="moscow")
    with pytest.raises(InvalidValueError, match="declare worst 1"):
        ranked({"x": {"moscow": 2}}, {**MOSCOW, "best": 5}, method="moscow")
    with pytest.raises(InvalidValueError, match="unknown criterion 'moscow'"):
        ranked({"x": {"a": 2}}, A, method="moscow")
    assert scores(ranked({"x": {"moscow": 2}}, MOSCOW, method="moscow")) == {"x": 2.0}


def test_peng_keeps_its_three_sums_apart() -> None:
    own = [{"id": name, "best": 1000, "worst": 0, "unit": "ksek"} for name in ("green", "red")]
    cost = {"id": "price", "best": 0, "worst": 900, "direction": "min", "unit": "ksek"}
    rows = {"x": {"green": 300, "red": 500, "price": 400}, "y": {"green": 100, "price": 50}}
    options = {"roles": {"cost": ["price"]}}
    ranking = ranked(rows, *own, cost, method="peng", options=options)
    assert scores(ranking) == {"x": 400.0, "y": 550.0}
    assert dict(ranking.by_id["x"].contributions) == {"green": 300, "red": 500, "cost": -400}
    assert (ranking.by_id["y"].low, ranking.by_id["y"].high) == (50.0, 1050.0)
    assert "Grön nytta" in ranking.table().to_text("sv")
    with pytest.raises(InvalidValueError, match="sums need one unit"):
        ranked(rows, own[0], {**own[1], "unit": "eur"}, {**cost, "id": "cost"}, method="peng")
    with pytest.raises(InvalidValueError, match="there is no benefit"):
        ranked(rows, cost, method="peng", options=options)
