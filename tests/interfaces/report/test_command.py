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
    assert json.loads(printed)["written"] == [{"file": str(out), "guessed": []}]
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


@pytest.mark.parametrize("audience", ["everyone", "management"])
@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x"])
def test_a_file_that_is_no_web_page_is_refused_and_not_written(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], audience: str, name: str
) -> None:
    folder = str(checkout / "docs/examples/lulea")
    arguments = ["--for", audience, "--out", str(tmp_path / name), "--language", "en"]
    code, _, told = called(capsys, folder, *arguments, "--moves", "0")
    assert code == 2
    assert "ends in .html or .htm" in told
    assert list(tmp_path.iterdir()) == []


def test_the_short_ending_of_a_web_page_is_allowed(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "R.HTM"
    folder = str(checkout / "docs/examples/lulea")
    assert called(capsys, folder, "--out", str(out), "--moves", "0")[0] == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
