"""Track records: who counts, how much, and what a few successes are worth."""

from __future__ import annotations

from typing import Any

import pytest

from changekit.model.concept import Adoption, Concept
from changekit.services.catalogue.recommending import Facts, TrackRecord, track_record
from changekit.services.catalogue.recommending.record import base_rate, similarity

HERE = Facts(country="SE", inhabitants=80_000)


def adoption(met: bool | None = True, **fields: Any) -> dict[str, Any]:
    place = {
        "name": "Alby", "country": fields.pop("country", "SE"),
        "inhabitants": fields.pop("inhabitants", 80_000),
    }  # fmt: skip
    return {"municipality": place, "target_met": met, "source": "example", **fields}


def concept(*adoptions: dict[str, Any]) -> Concept:
    return Concept.from_dict(
        {"id": "se-1/x", "version": "1.0.0", "title": "X", "adoptions": list(adoptions)}
    )


def record(*adoptions: dict[str, Any], rate: float = 0.5) -> TrackRecord:
    return track_record(concept(*adoptions), HERE, rate=rate)


def test_those_who_do_not_say_are_counted_apart() -> None:
    found = record(adoption(), adoption(met=False), adoption(met=None))
    assert (found.successes, found.adoptions, found.unknown) == (1, 2, 1)


def test_a_suppliers_word_counts_for_a_failure_alone() -> None:
    found = record(adoption(verified_by="supplier"), adoption(met=False, verified_by="supplier"))
    assert (found.successes, found.adoptions, found.unknown) == (0, 1, 1)


def test_only_successes_are_met_with_a_warning() -> None:
    assert record(adoption()).failures_missing
    assert not record(adoption(), adoption(met=False)).failures_missing
    assert not record().failures_missing


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, 1.0),
        ({"inhabitants": 40_000}, 0.5),
        ({"inhabitants": 160_000}, 0.5),
        ({"country": "FI"}, 0.5),
        ({"inhabitants": None}, 0.5),
        ({"country": None}, 1.0),
    ],
)
def test_those_unlike_this_municipality_count_less(fields: Any, counts: float) -> None:
    assert similarity(Adoption.from_dict(adoption(**fields)), HERE) == counts


def test_the_effective_number_is_the_sum_of_what_each_counts() -> None:
    found = record(adoption(), adoption(met=False, inhabitants=40_000))
    assert (found.effective, found.alike) == (1.5, 1.0)
    assert found.similar.width > found.interval.width


def test_the_base_rate_is_that_of_all_adoptions_and_never_certain() -> None:
    assert base_rate([]) == 0.5
    assert base_rate([concept(adoption()), concept(adoption(met=False), adoption())]) == 0.6


def test_what_is_expected_starts_from_the_base_rate() -> None:
    assert record(rate=0.3).mean == pytest.approx(0.3)
    two = record(adoption(), adoption(), rate=0.5)
    assert two.mean == pytest.approx((0.5 * 4 + 2) / 6)
    assert two.expected.low < two.mean < two.expected.high


def test_two_of_two_stand_below_eighteen_of_twenty() -> None:
    lucky = record(*[adoption()] * 2)
    proven = record(*[adoption()] * 18, *[adoption(met=False)] * 2)
    assert round(lucky.interval.low, 2) == 0.34
    assert round(proven.interval.low, 2) == 0.70
