"""Methods compared: how far they agree, on whom, and what is refused."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import score
from changekit.services.scoring.kernels.agreement import kendall, spearman
from changekit.services.scoring.robustness import compare_methods, compared
from changekit.text import LANGUAGES
from tests.services.scoring.robustness.conftest import town

if TYPE_CHECKING:
    from changekit.services.scoring.robustness import MethodComparison

# c is good in the middle, so that what weighs the worst criterion prefers it.
VALUES: list[list[Any]] = [[1.0, 0.1], [0.2, 1.0], [0.5, 0.5], [0.4, 0.1], [0.0, 0.2], [0.1, 0.1]]


def comparison(**asked: Any) -> MethodComparison:
    return compare_methods(town(VALUES), methods=["weighted-sum", "vikor", "topsis"], **asked)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12),
)
def test_tau_b_is_what_counting_pairs_gives(points: list[tuple[int, int]]) -> None:
    same = apart_a = apart_b = 0
    for (a1, b1), (a2, b2) in combinations(points, 2):
        same += int(numpy.sign(a1 - a2) * numpy.sign(b1 - b2))
        apart_a += a1 != a2
        apart_b += b1 != b2
    a, b = ([point[at] for point in points] for at in (0, 1))
    if apart_a and apart_b:
        assert kendall(a, b) == pytest.approx(same / (apart_a * apart_b) ** 0.5)
        ranks = [[sum(y < x for y in v) + sum(y == x for y in v) / 2 for x in v] for v in (a, b)]
        assert spearman(a, b) == pytest.approx(numpy.atleast_2d(numpy.corrcoef(ranks))[0, 1])
    else:
        assert kendall(a, b) is None
        assert spearman(a, b) is None


def test_the_ranks_are_those_of_each_method_alone() -> None:
    found = comparison()
    for method in found.methods:
        alone = score(town(VALUES), method=method)
        assert {item.id: item.ranks[method] for item in found.items} == {
            item.id: item.rank for item in alone
        }
    assert [(pair.first, pair.second) for pair in found.pairs] == list(
        combinations(found.methods, 2)
    )
    own = compared([score(town(VALUES)), score(town(VALUES), method="topsis")])
    assert own.pairs[0].kendall is not None


def test_who_is_first_by_all_is_robust_and_who_is_so_by_some_is_contested() -> None:
    found = comparison(top=2)
    every = set(found.methods)
    for item in found.items:
        inside = {method for method, rank in item.ranks.items() if rank <= 2}
        assert set(item.inside) == inside
        assert (item in found.robust) == (inside == every)
        assert (item in found.contested) == (bool(inside) and inside != every)
        assert (item.best, item.worst) == (min(item.ranks.values()), max(item.ranks.values()))
    shared = found.pairs[0].shared
    assert shared == sum({"weighted-sum", "vikor"} <= set(it.inside) for it in found.items)


def test_it_says_on_whom_the_methods_agree() -> None:
    found = comparison(top=3, language="sv")
    assert found.text.missing(LANGUAGES) == ()
    assert found.text.to("sv").startswith("Bland de 3 främsta av 6 med alla 3 metoderna")
    assert found.table().columns[2].id == "weighted-sum"
    assert len(found.agreement()) == 3
    data = json.loads(json.dumps(found.to_dict()))
    assert set(data["robust"]) | set(data["contested"]) <= set(found.by_id)
    none = compare_methods(town([[1.0, 0.0], [0.0, 1.0]]), methods=["weighted-sum", "topsis"])
    assert len(none) == 2


def test_what_is_not_scored_is_never_among_the_first() -> None:
    nothing = "unknown"
    values: list[list[Any]] = [[nothing, nothing], [0.1, 0.1]]
    found = compare_methods(town(values), methods=["weighted-sum", "topsis"], top=2)
    assert found.by_id["a"].inside == ()


@pytest.mark.parametrize(
    ("methods", "top", "match"),
    [
        (["topsis"], None, "two methods or more, got topsis"),
        ([], None, "two methods or more, got none"),
        (["topsis", "topsis"], None, "two methods or more"),
        (["topsis", "vikor"], 7, "top must be 1 to 6, got 7"),
    ],
)
def test_what_is_no_comparison_is_refused(methods: list[str], top: int | None, match: str) -> None:
    # `compared` counts before it looks at anything else.
    with pytest.raises(InvalidValueError, match=match):
        compare_methods(town(VALUES), methods=methods, top=top)


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(UnknownNameError, match="topsis"):
        compare_methods(town(VALUES), methods=["topsi", "vikor"])
