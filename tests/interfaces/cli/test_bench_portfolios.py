"""`changekit bench planning --portfolio`: one plan for each file, checked, with its gap."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from tests.bench.made_portfolio import portfolio

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

BENCH = ("bench", "planning")


def test_each_portfolio_has_a_plan_a_bound_and_a_gap(run: Run, tmp_path: Path) -> None:
    made = portfolio(40, 1, each=40, horizon=104).to_dict()
    (tmp_path / "one.json.gz").write_bytes(gzip.compress(json.dumps(made).encode()))
    (tmp_path / "two.json.gz").write_bytes(b"none")
    answer = run(*BENCH, "--portfolio", tmp_path, "--seconds", "0.2", "--json")
    assert answer.code == 0
    (plan,) = answer.json["instances"]
    assert {"instance", "value", "greedy_value", "bound", "gap", "starts", "seconds", "seed"} <= (
        set(plan)
    )
    assert plan["instance"] == "one"
    assert len(plan["starts"]) == 40
    assert plan["value"] <= plan["bound"]
    assert [finding["file"] for finding in answer.json["findings"]] == ["two.json.gz"]


def test_one_kind_of_folder_has_to_be_named(run: Run, tmp_path: Path) -> None:
    for args in ((), ("--psplib", tmp_path, "--portfolio", tmp_path)):
        answer = run(*BENCH, *args)
        assert answer.code == 2
        assert "give one of --psplib and --portfolio" in answer.err
