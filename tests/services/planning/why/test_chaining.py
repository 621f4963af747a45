"""What would release what an initiative waits for: step by step back to what people can change."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given, settings

from changekit.services.planning import plan
from tests.services.planning.changes.test_replanning import MONDAY, town
from tests.services.planning.test_laws import municipalities

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality


def test_the_chain_ends_at_the_capacity_that_holds_the_first_one() -> None:
    needs = {"links": [{"kind": "requires", "to": "b"}], "load": [], "owner": None}
    result = plan(
        town(1, a={"value": {"per_week": 9}}, b={}, c=needs), as_of=MONDAY, moves=20
    )  # fmt: skip
    assert dict(result.starts) == {"a": 0, "b": 4, "c": 8}
    place = result.explain("c")
    assert place.released_by is not None
    assert place.released_by.changes[0].subject == "b"
    (step,) = place.chain
    assert (step.id, step.release.changes[0].type) == ("b", "capacity")
    assert "B: Can start on 2011-01-24 with 1 more capacity for Socialkontoret" in str(place)
    assert place.to_dict()["chain"][0]["id"] == "b"


def test_what_is_released_by_something_else_has_no_chain() -> None:
    result = plan(town(1, a={}, b={}), as_of=MONDAY, moves=20)
    assert all(result.explain(name).chain == () for name in "ab")


@settings(max_examples=30)
@given(municipalities())
def test_no_step_stands_twice_and_each_gives_the_weeks_that_the_next_needs(
    municipality: Municipality,
) -> None:
    result = plan(municipality, as_of=dt.date(2011, 1, 19), moves=10)
    for name in result.places:
        place = result.explain(name)
        ids = [name, *(step.id for step in place.chain)]
        assert len(set(ids)) == len(ids)
        released = [place.released_by, *(step.release for step in place.chain)]
        for wanted, step in zip(released, place.chain, strict=False):
            assert wanted is not None
            start, weeks = result.places[step.id].start, wanted.changes[0].amount
            assert wanted.changes[0].subject == step.id
            assert start is None or (start - step.release.start).days >= 7 * (weeks or 0)
