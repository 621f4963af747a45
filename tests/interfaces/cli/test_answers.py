"""What commands print for people: plans, graphs, searches, and tables that fit the terminal."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("command", ["plan", "score"])
def test_tables_fit_the_terminal(
    command: str,
    width: int,
    run: Run,
    example: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(command, example("orebro")).out.splitlines()
    table = lines[: lines.index("")] if "" in lines else lines
    assert max(map(len, table)) <= width


def test_a_plan_ends_in_its_sum_and_the_day_it_counts_from(
    run: Run, example: Callable[[str], Path]
) -> None:
    out = run("plan", example("lulea"), "--language", "en").out
    assert "\n15 initiatives: 3 running, " in out
    assert "Counted from 2016-05-02." in out
    assert "invented" in out.splitlines()[-1]


def test_a_plan_is_in_the_order_of_starts_with_the_rest_below(
    run: Run, example: Callable[[str], Path]
) -> None:
    rows = run("plan", example("lulea"), "--language", "en").out.split("\n\n")[0].splitlines()[3:]
    states = [row.split("  ")[1].strip() for row in map(collapsed, rows)]
    begun = [row for row, state in zip(rows, states, strict=True) if state in GOING]
    starts = [next(word for word in row.split() if word.startswith("201")) for row in begun]
    assert starts == sorted(starts)
    assert states[-1] == "done"


GOING = ("running", "starts", "waits")


def collapsed(row: str) -> str:
    while "   " in row:
        row = row.replace("   ", "  ")
    return row


def test_a_plan_as_csv_is_csv_and_nothing_else(run: Run, example: Callable[[str], Path]) -> None:
    answer = run("plan", example("lulea"), "--format", "csv")
    assert answer.out.startswith("\ufeff")
    assert answer.out.endswith("\r\n")
    rows = list(csv.reader(answer.out.lstrip("\ufeff").splitlines(), delimiter=";"))
    assert {len(row) for row in rows} == {9}
    assert len(rows) == 16
    assert "påhittade" in answer.err


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_a_plan_is_written_to_a_file_and_its_sum_is_told(
    ending: str, run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    target = tmp_path / f"plan.{ending}"
    answer = run("plan", example("lulea"), "--out", target)
    assert target.stat().st_size > 500
    assert answer.out.splitlines()[-1] == str(target)
    told = run("plan", example("lulea"), "--out", target, "--json")
    assert told.json["written"] == [{"file": str(target), "guessed": []}]
    assert len(told.json["initiatives"]) == 15


def test_explanations_are_typed_and_told(run: Run, example: Callable[[str], Path]) -> None:
    lulea = example("lulea")
    for command in ("plan", "score"):
        told = run(command, lulea, "--explain", "mandat-i-motet", "--json")
        assert told.json["explanation"]["id"] == "mandat-i-motet"
        words = run(command, lulea, "--explain", "mandat-i-motet", "--language", "en")
        assert words.out.count("\n") > 1


@pytest.mark.parametrize(
    ("form", "begins"), [("mermaid", "flowchart"), ("dot", "digraph"), ("graphml", "<graphml")]
)
def test_a_graph_is_printed_so_that_other_tools_read_it(
    form: str, begins: str, run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("graph", example("lulea"), "--format", form)
    assert answer.out.startswith(begins)
    assert "påhittade" in answer.err


def test_a_graph_says_what_breaks_and_what_moves(run: Run, example: Callable[[str], Path]) -> None:
    lulea = example("lulea")
    lost = run("graph", lulea, "--if-dropped", "introduktionskurs", "--json").json["impact"]
    assert "dokumentera-framgangar" in lost["lost"]
    assert "kan inte göras" in run("graph", lulea, "--if-dropped", "introduktionskurs").out
    late = run("graph", lulea, "--if-late", "gemensam-prioritering", "--weeks", "3")
    assert "3 veckor senare" in late.out
    assert (
        "nothing changes"
        in run("graph", lulea, "--if-dropped", "digitala-handlingar", "--language", "en").out
    )


def test_a_search_without_hits_says_so_without_an_empty_table(run: Run) -> None:
    answer = run("search", "qqqq")
    assert "No concept fits 'qqqq'" in answer.out
    assert "---" not in answer.out
    assert run("search", "qqqq", "--json").json["hits"] == []


def test_a_search_is_limited(run: Run) -> None:
    assert len(run("search", "ledare", "--limit", "2", "--json").json["hits"]) == 2


def test_new_workspaces_are_whole_and_never_overwritten(run: Run, tmp_path: Path) -> None:
    for words in ((), ("--workbook",)):
        folder = tmp_path / ("bok" if words else "filer")
        assert run("init", folder, *words, "--name", "Vår kommun").code == 0
        assert run("check", folder, "--json").json["findings"] is not None
        assert run("check", folder).code == 0
        again = run("init", folder, *words)
        assert (again.code, again.out) == (2, "")


def test_a_register_says_what_it_guessed(run: Run, tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("Nr;Titel;Status;Ansvarig\n1;E-arkiv;Pågår;Ada Ek\n", "utf-8")
    answer = run("init", tmp_path / "ws", "--from", register, "--json")
    assert answer.code == 0
    guessed = [item["guessed"] for item in answer.json["written"]]
    assert any("running" in str(words) for words in guessed)
    stored = "".join(file.read_text("utf-8") for file in (tmp_path / "ws").iterdir())
    assert "Ada" not in stored


def test_a_demo_writes_its_report_where_it_says(run: Run, tmp_path: Path) -> None:
    answer = run("demo", tmp_path / "ut", "--example", "lulea", "--language", "en")
    assert answer.out.splitlines()[-1] == f"The report: {tmp_path / 'ut' / 'lulea.html'}"
    assert "<html" in (tmp_path / "ut/lulea.html").read_text("utf-8")


def test_json_holds_no_number_that_json_does_not_know(
    run: Run, example: Callable[[str], Path]
) -> None:
    for command in ("score", "plan", "graph", "check"):
        text = run(command, example("strangnas"), "--json").out
        assert json.loads(text, parse_constant=pytest.fail)


@pytest.mark.parametrize(("language", "said"), [("sv", "filen är tom"), ("en", "is empty")])
def test_a_register_that_cannot_be_taken_in_is_told_once_in_the_language_asked_for(
    language: str, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "tom.csv").write_text("", "utf-8")
    answer = run("init", tmp_path / "ny", "--from", tmp_path / "tom.csv", "--language", language)
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("CK104") == answer.err.count("\n") == 1


def test_without_a_column_of_titles_one_line_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nr.csv").write_text("Nr;Status\n1;Klar\n2;Klar\n", "utf-8")
    answer = run("init", tmp_path / "ny", "--from", tmp_path / "nr.csv", "--language", "en")
    assert answer.code == 2
    lines = answer.err.splitlines()
    assert len(lines) == len(set(lines))
    assert not set("åäö") & set(answer.err)
