"""Shares and their intervals: published values, and laws that every interval keeps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.statistics import Beta, beta_below, beta_quantile, posterior, wilson

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PARAMETERS = st.floats(0.5, 200)
INSIDE = st.floats(0.001, 0.999)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    ],
)  # fmt: skip
def test_wilsons_interval_is_that_of_newcombe(
    successes: int, trials: int, low: float, high: float
) -> None:
    """Source: Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_two_of_two_is_worth_less_than_eighteen_of_twenty() -> None:
    assert round(wilson(2, 2).low, 2) == 0.34
    assert round(wilson(18, 20).low, 2) == 0.70


@pytest.mark.parametrize(
    ("successes", "trials", "mean", "low", "high"),
    [(2, 2, 0.75, 0.29, 0.99), (3, 4, 0.67, 0.28, 0.95)],
)
def test_a_flat_start_gives_the_closed_form(
    successes: int, trials: int, mean: float, low: float, high: float
) -> None:
    after = posterior(successes, trials, base_rate=0.5, weight=2)
    found = (after.mean, after.quantile(0.025), after.quantile(0.975))
    assert tuple(round(value, 2) for value in found) == (mean, low, high)


@given(INSIDE, st.integers(1, 30))
def test_with_one_failure_parameter_the_integral_is_a_power(x: float, a: int) -> None:
    assert beta_below(x, a, 1) == pytest.approx(x**a, rel=1e-12)
    assert beta_below(x, 1, a) == pytest.approx(1 - (1 - x) ** a, rel=1e-10, abs=1e-14)


@given(INSIDE, st.integers(1, 20), st.integers(1, 20))
def test_whole_parameters_give_a_binomial_tail(x: float, a: int, b: int) -> None:
    """Source: DLMF 8.17.5."""
    n = a + b - 1
    tail = math.fsum(math.comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))
    assert beta_below(x, a, b) == pytest.approx(tail, rel=1e-10, abs=1e-14)


@given(INSIDE, PARAMETERS, PARAMETERS)
def test_turned_round_it_is_the_rest(x: float, a: float, b: float) -> None:
    assert beta_below(x, a, b) + beta_below(1 - x, b, a) == pytest.approx(1, abs=1e-10)


@given(INSIDE, PARAMETERS, PARAMETERS)
def test_a_quantile_turns_the_integral_round(likely: float, a: float, b: float) -> None:
    assert beta_below(beta_quantile(likely, a, b), a, b) == pytest.approx(likely, abs=1e-9)


@given(INSIDE, INSIDE, PARAMETERS, PARAMETERS)
def test_quantiles_keep_their_order(one: float, two: float, a: float, b: float) -> None:
    low, high = sorted((one, two))
    assert beta_quantile(low, a, b) <= beta_quantile(high, a, b)


@given(COUNTS)
def test_wilsons_interval_holds_the_share_within_0_and_1(counts: tuple[int, int]) -> None:
    successes, trials = counts
    found = wilson(successes, trials)
    assert 0 <= found.low <= successes / trials <= found.high <= 1


@given(COUNTS)
def test_one_more_success_never_lowers_an_end(counts: tuple[int, int]) -> None:
    successes, trials = counts
    more = wilson(successes + 1, trials + 1)
    assert more.low >= wilson(successes, trials).low
    assert more.high >= wilson(successes, trials).high - 1e-12


@given(COUNTS)
def test_failures_turn_the_interval_round(counts: tuple[int, int]) -> None:
    successes, trials = counts
    found, turned = wilson(successes, trials), wilson(trials - successes, trials)
    assert found.low == pytest.approx(1 - turned.high, abs=1e-12)


@given(COUNTS, st.integers(2, 5))
def test_more_trials_of_the_same_share_narrow_the_interval(
    counts: tuple[int, int], times: int
) -> None:
    successes, trials = counts
    assert wilson(successes * times, trials * times).width < wilson(successes, trials).width


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_wilsons_interval_holds_the_true_share_about_as_often_as_it_says(share: float) -> None:
    """Source: Newcombe (1998): the mean coverage is close to the nominal 95 %."""
    trials = 40
    held = math.fsum(
        math.comb(trials, s) * share**s * (1 - share) ** (trials - s)
        for s in range(trials + 1)
        if wilson(s, trials).low <= share <= wilson(s, trials).high
    )
    assert 0.93 <= held <= 0.97


@given(COUNTS, INSIDE)
def test_the_mean_lies_between_the_base_rate_and_the_share(
    counts: tuple[int, int], rate: float
) -> None:
    successes, trials = counts
    low, high = sorted((rate, successes / trials))
    mean = posterior(successes, trials, base_rate=rate).mean
    assert low - 1e-12 <= mean <= high + 1e-12


def test_no_trials_say_nothing() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)
    assert posterior(0, 0, base_rate=0.3).mean == pytest.approx(0.3)


def test_the_ends_of_the_scale_are_their_own_quantiles() -> None:
    assert (beta_quantile(0, 2, 3), beta_below(0, 2, 3), beta_below(1, 2, 3)) == (0, 0, 1)
    assert beta_quantile(1, 2, 3) == 1


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: wilson(3, 2), "successes must be from 0 to 2"),
        (lambda: wilson(1, 2, confidence=1), "confidence must be above 0"),
        (lambda: posterior(1, 2, base_rate=1), "base rate must lie between"),
        (lambda: beta_quantile(1.1, 1, 1), "from 0 to 1, got 1.1"),
        (lambda: Beta(a=0, b=1), "must be above 0, got 0"),
    ],
)
def test_what_has_no_answer_is_refused(call: object, match: str) -> None:
    assert callable(call)
    with pytest.raises(InvalidValueError, match=match):
        call()
