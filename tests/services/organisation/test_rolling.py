"""What of a unit counts above it: all of it, or by employees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import UnknownNameError
from changekit.model.organisation import Organisation
from changekit.services.organisation import ROLLS, rolled_shares


def tree(parents: list[int | None], heads: list[int | None]) -> Organisation:
    return Organisation.from_dict(
        {
            "units": [
                {"id": f"u{at}", "name": "U", "parent": None if up is None else f"u{up}",
                 "headcount": heads[at]}
                for at, up in enumerate(parents)
            ]
        }
    )  # fmt: skip


def test_employees_below_over_employees_above_is_the_share_by_headcount() -> None:
    shares = rolled_shares(tree([None, 0, 1], [200, 50, 5]), "headcount")
    assert shares["u2"] == {"u2": 1.0, "u1": 0.1, "u0": 0.025}


def test_an_unknown_headcount_counts_in_full_and_never_more() -> None:
    shares = rolled_shares(tree([None, 0, 0], [10, None, 30]), "headcount")
    assert (shares["u1"]["u0"], shares["u2"]["u0"]) == (1.0, 1.0)


def test_a_circle_of_units_ends() -> None:
    assert rolled_shares(tree([1, 0], [None, None]))["u0"] == {"u0": 1.0, "u1": 1.0}


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown roll-up 'sums', did you mean 'sum'"):
        rolled_shares(tree([None], [None]), "sums")  # type: ignore[arg-type]  # wrong on purpose


@given(st.data(), st.sampled_from(sorted(ROLLS)))
def test_shares_lie_between_nothing_and_all_and_reach_what_is_above(
    data: st.DataObject, roll: str
) -> None:
    count = data.draw(st.integers(1, 8))
    parents = [
        data.draw(st.none() | st.integers(0, at - 1)) if at else None for at in range(count)
    ]
    heads = [data.draw(st.none() | st.integers(0, 99)) for _ in range(count)]
    made = tree(parents, heads)
    shares = rolled_shares(made, roll)  # type: ignore[arg-type]  # drawn from the known ways
    for unit in shares:
        assert shares[unit][unit] == 1.0
        assert all(0 <= share <= 1 for share in shares[unit].values())
        inside = {name for name in shares if unit in shares[name]}
        assert inside == (made.below(unit) if roll != "none" else {unit})
