"""Published statistics: reproduced, or said to be worked out later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.services.statistics.oracles import LATER, STATISTICS, run_statistics

if TYPE_CHECKING:
    from pathlib import Path

WILSON = """
id: none-of-four
citation: Worked by hand. The upper end is z2 / (n + z2), with z2 = 0.6744897502 squared for half.
method: wilson
given: {successes: 0, n: 4, confidence: 0.5}
expected: {lower: 0, upper: 0.1021196}
tolerance: 1.0e-7
"""


def test_an_interval_is_reproduced(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WILSON, "utf-8")
    (item,) = run_statistics(tmp_path).files
    assert (item.reproduced, item.total, len(item.findings)) == (2, 2, 0)


def test_a_method_that_comes_later_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(WILSON.replace("wilson", "icc"), "utf-8")
    (tmp_path / "b.yaml").write_text(WILSON.replace("wilson", "wilsen"), "utf-8")
    first, second = run_statistics(tmp_path).files
    assert "'icc' is not worked out by this version" in first.findings[0].line()
    assert "did you mean 'wilson'?" in second.findings[0].line()
    assert (first.reproduced, first.total) == (0, 2)


@pytest.mark.outside_data
def test_published_statistics_are_reproduced_or_come_later(outside_data: Path) -> None:
    files = run_statistics(outside_data / "published-answers" / "statistics").files
    assert {it.oracle.method for it in files} <= {*STATISTICS, *LATER}
    known = [it for it in files if it.oracle.method in STATISTICS]
    assert known
    assert all(it.reproduced == it.total for it in known)
