"""`changekit load`: what changes ask of whom, by command, as the requirements have it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import changekit as ck

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a workspace of plain records."""

    def made(
        initiatives: list[dict[str, Any]],
        organisation: dict[str, Any],
        goals: dict[str, Any] | None = None,
        **settings: Any,
    ) -> Path:
        head = {
            "schema": 1, "name": "Provstad", "language": "sv", "as_of": "2011-01-03",
            "period": {"start": "2011-01-03", "count": 52}, **settings,
        }  # fmt: skip
        (tmp_path / "initiatives").mkdir()
        files = {"changekit": head, "organisation": {"schema": 1, **organisation}}
        files.update({"goals": {"schema": 1, **goals}} if goals else {})
        for row in initiatives:
            files[f"initiatives/{row['id']}"] = {
                "schema": 1, "title": row["id"], "status": "decided", **row,
            }  # fmt: skip
        for name, content in files.items():
            (tmp_path / f"{name}.yaml").write_text(json.dumps(content), "utf-8")
        return tmp_path

    return made


def on(name: str, amount: float = 1, **more: Any) -> dict[str, Any]:
    part = {"unit": "soc", "amount": amount}
    return {"id": name, "load": [part], "owner": {"unit": "soc"}, **more}


def test_requirement_01_four_on_three_are_one_too_much_and_the_plan_moves_one(
    write: Callable[..., Path], run: Run
) -> None:
    rows = [on(name, earliest="2011-02-07", weeks=4, priority="high") for name in "abcd"]
    folder = write(rows, {"units": [{"id": "soc", "name": "Soc", "capacity": 3}]})
    before = run("load", folder, "--period", "week", "--breaches", "--json").json
    assert [(item["period"], item["over"]) for item in before["breaches"]] == [
        (f"2011-W{week:02d}", 1) for week in (6, 7, 8, 9)
    ]
    assert {it["initiative"]: it["part"] for it in before["causers"]} == dict.fromkeys("abcd", 1)
    after = run("load", folder, "--period", "week", "--plan", "--json").json
    assert after["breaches"] == []
    (soc,) = after["units"]
    assert soc["load"][5:13] == [3, 3, 3, 3, 1, 1, 1, 1]
    assert after["before"]["over"] == [4, 0]
    words = run("load", folder, "--breaches").out
    assert "Vem som orsakar överbelastningen" in words
    assert "Räknade förändringsinitiativ: 4, med de datum de själva anger" in words


def test_requirement_06_the_year_of_a_unit_peaks_in_september(
    write: Callable[..., Path], run: Run
) -> None:
    # The weeks whose Thursday is in September 2011 are those from 29 August to 2 October.
    rows = [on("drift", 100, start="2011-01-03", weeks=52),
            on("start", 80, start="2011-08-29", weeks=5)]  # fmt: skip
    folder = write(rows, {"units": [{"id": "soc", "name": "Soc", "capacity": 150}]})
    season = run("load", folder, "--unit", "soc", "--json").json["season"]
    assert (round(season["mean"], 2), season["peak"]) == (106.67, "2011-09")
    assert round(season["peak_ratio"], 2) == 1.69
    assert season["over_capacity"] == ["2011-09"]
    assert season["avoid"] == [{"first": "2011-08-29", "last": "2011-10-02"}]
    words = run("load", folder, "--unit", "soc").out
    assert "Störst i 2011-09, 1,69 gånger snittet. Månader över: 2011-09." in words
    assert "Starta inget mer 2011-08-29–2011-10-02" in words


def test_requirement_14_who_sits_in_everything_is_flagged_with_what_stands_alone(
    write: Callable[..., Path], run: Run
) -> None:
    owner = ["ledare-1", "ledare-1", "ledare-2", "ledare-3", "ledare-4"]
    rows = [
        {"id": f"i{at}", "goals": [f"g{at}"], "start": "2011-01-03", "weeks": 4,
         "owner": {"unit": "stad", "role": owner[at]},
         "roles": [{"role": "ledare-1", "hours_per_week": 4},
                   {"role": f"ledare-{at + 4}", "hours_per_week": 2}]}
        for at in range(5)
    ]  # fmt: skip
    organisation = {
        "units": [{"id": "stad", "name": "Staden"}],
        "roles": [{"id": f"ledare-{at}", "capacity_hours_per_week": 10} for at in range(1, 9)],
    }
    goals = {
        "goals": [{"id": f"g{at}", "title": f"G{at}"} for at in range(5)],
        "groupings": [{"id": f"w{at}", "title": f"W{at}", "goals": [f"g{at}"]} for at in range(5)],
    }
    found = run("load", write(rows, organisation, goals), "--roles", "--json").json
    first = found["roles"][0]
    assert (first["role"], first["in_everything"], len(found["roles"])) == ("ledare-1", True, 8)
    assert (first["sole_owner_of"], first["hours"], first["weeks_over"]) == (["w0", "w1"], 80, 4)
    assert first["single_point_of_failure"]
    assert round(found["gini"], 3) == 0.625


def test_csv_and_xlsx_have_every_cell(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    text = run("load", example("lulea"), "--csv", "--language", "en").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 12 * 20
    assert {"Unit", "Month", "Load", "At go-live", "Saturation"} <= set(rows[0])
    out = tmp_path / "load.csv"
    answer = run("load", example("lulea"), "--matrix", "--period", "quarter", "--out", out)
    assert answer.code == 0
    assert out.read_text("utf-8-sig").startswith("Enhet;2016-Q2;")
    refused = run("load", example("lulea"), "--out", tmp_path / "load.txt")
    assert refused.code == 2
    assert "load.txt: a table is written to a .csv or .xlsx file" in refused.err


@pytest.mark.parametrize("by", ["dominance", "weighted"])
@pytest.mark.parametrize("roll", ["none", "sum"])
def test_every_way_to_count_answers(
    by: str, roll: str, run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("load", example("lulea"), "--by", by, "--roll", roll, "--inventory", "--json")
    assert answer.code == 0
    assert (answer.json["by"], answer.json["roll"]) == (by, roll)
    assert answer.json["inventory"][0]["level"] in {"low", "medium", "high"}


def test_what_names_no_day_is_told_and_counted_on_demand(
    run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("load", example("lulea"), "--language", "en")
    assert "Without a day to start, not counted: 10." in answer.out
    every = run("load", example("lulea"), "--at-once", "--json").json
    assert (every["undated"], every["counted"]) == ([], 14)


def test_a_unit_that_is_not_there_is_refused(run: Run, example: Callable[[str], Path]) -> None:
    answer = run("load", example("lulea"), "--unit", "kansl")
    assert answer.code == 2
    assert "kansli" in answer.err


def test_a_plan_breaks_no_line_but_by_what_was_fixed_before(
    example: Callable[[str], Path],
) -> None:
    for name in ("lulea", "strangnas", "lovisa"):
        ws = ck.open(example(name))
        plan = ws.plan(moves=20)
        fixed = plan.compiled.fixed
        for breach in ws.load(plan, period="week").breaches:
            free = [it.initiative for it in breach.causes if it.initiative not in fixed]
            assert free == [], (name, breach)


def test_a_notebook_shows_the_map_and_the_overview(example: Callable[[str], Path]) -> None:
    found = ck.open(example("lulea"), language="en").load()
    shown = found._repr_html_()
    assert shown.startswith("<svg")
    assert "Saturation, the most saturated unit first" in shown
    assert len(found.plot().axes[0].texts) > 1
    assert repr(found).startswith("<LoadPicture ")


def test_two_tables_are_refused_where_one_is_printed(
    run: Run, example: Callable[[str], Path]
) -> None:
    lulea = example("lulea")
    answer = run("load", lulea, "--csv", "--matrix", "--roles", "--language", "en")
    assert answer.code == 2
    assert "choose one of --matrix, --roles" in answer.err
    assert run("load", lulea, "--matrix", "--roles", "--json").code == 0
