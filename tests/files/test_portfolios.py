"""Portfolio files: what they hold, and every fault of every file at once."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from changekit.errors import UnreadableFileError
from changekit.files.portfolios import read_portfolio, read_portfolios

if TYPE_CHECKING:
    from pathlib import Path


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def portfolio() -> dict[str, Any]:  # Any: JSON values
    return {
        "horizon_weeks": 4, "freeze_weeks": [2], "greedy_value": 3,
        "resources": [{"id": "u", "capacity": [1, 1, 1, 1]}],
        "initiatives": [
            {"id": "a", "weeks": 1, "value_per_week": 1, "uses": {"u": 1}, "requires": []},
            {"id": "b", "weeks": 2, "value_per_week": 2, "deadline_week": 4,
             "no_go_live_in_freeze": True, "uses": {"u": 1}, "requires": ["a"]},
        ],
    }  # fmt: skip


def written(folder: Path, name: str, data: object) -> Path:
    path = folder / f"{name}.json.gz"
    path.write_bytes(packed(json.dumps(data).encode()))
    return path


def test_a_portfolio_reads_as_it_is_written(tmp_path: Path) -> None:
    reading = read_portfolio(written(tmp_path, "one", portfolio()))
    assert not reading.findings
    assert reading.portfolio is not None
    assert reading.portfolio.initiatives[1].requires == ("a",)
    assert reading.portfolio.resources[0].capacity == (1, 1, 1, 1)


def test_all_that_does_not_hold_together_is_told_at_once(tmp_path: Path) -> None:
    data = portfolio()
    data["resources"].append({"id": "u", "capacity": [1, -1]})
    data["initiatives"][0] |= {"requires": ["b", "none"], "uses": {"nothing": 1}}
    reading = read_portfolio(written(tmp_path, "bad", data))
    assert reading.portfolio is None
    told = "\n".join(finding.line("en") for finding in reading.findings)
    for words in ("2 weeks instead of 4", "less than 0", "u is there already", "no such resource",
                  "there is no none", "require each other"):  # fmt: skip
        assert words in told
    assert "bad.json.gz#/resources/1/capacity" in told


def test_wrong_types_are_told_with_their_places(tmp_path: Path) -> None:
    data = portfolio()
    data["initiatives"][1]["weeks"] = 0
    data["initiatives"][0]["value_per_week"] = "much"
    data["horizon"] = 3
    reading = read_portfolio(written(tmp_path, "typed", data))
    assert reading.portfolio is None
    assert len(reading.findings) >= 3
    assert all("typed.json.gz#" in finding.line("en") for finding in reading.findings)


@pytest.mark.parametrize(
    "data",
    [b"", b"plain", packed(b"[]"), packed(b"{"), packed(b"{}")[:-9]],
    ids=["empty", "plain", "list", "cut-text", "cut-zip"],
)
def test_a_file_that_is_none_is_a_finding(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json.gz"
    path.write_bytes(data)
    reading = read_portfolio(path)
    assert reading.portfolio is None
    assert [finding.severity for finding in reading.findings] == ["error"]


def test_a_bad_file_spoils_no_other(tmp_path: Path) -> None:
    written(tmp_path, "good", portfolio())
    written(tmp_path, "worse", [])
    folder = read_portfolios(tmp_path)
    assert list(folder.portfolios) == ["good"]
    assert len(folder.findings) == 1


def test_a_folder_without_portfolios_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"no file that ends in \.json\.gz"):
        read_portfolios(tmp_path)
