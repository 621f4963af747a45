"""`changekit report`: which files it writes, and what it says of those it cannot."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from changekit.interfaces.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit code and what stands on standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        main(["report", *arguments])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_the_report_is_one_file_and_json_names_it(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lovisa.html"
    folder = str(checkout / "docs/examples/lovisa")
    code, printed, _ = called(capsys, folder, "--out", str(out), "--moves", "0", "--json")
    assert code == 0
    assert json.loads(printed)["written"] == [{"file": str(out), "guessed": False}]
    assert list(tmp_path.iterdir()) == [out]


def test_without_the_extras_the_command_says_what_they_would_add(
    checkout: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    arguments = ["--for", "management", "--out", str(tmp_path / "m.html"), "--language", "en"]
    folder = str(checkout / "docs/examples/lulea")
    code, printed, told = called(capsys, folder, *arguments, "--moves", "0")
    assert code == 0
    assert {line.rpartition(".")[2] for line in printed.split()} >= {"html", "csv", "svg"}
    assert ".png is written with the extra plot" in told
    assert ".xlsx is written with the extra excel" in told
