"""The plan as a file: CSV that Swedish Excel opens by itself, XLSX with real numbers, JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from changekit.errors import CannotWriteError, InvalidValueError
from changekit.interfaces.report import write_plan
from changekit.interfaces.report.spreadsheets import workbook
from changekit.tables import Column, Table
from changekit.text import Text
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_csv_is_what_the_excel_of_the_language_opens(town: Workspace, tmp_path: Path) -> None:
    write_plan(town.plan(), tmp_path / "plan.csv")
    raw = (tmp_path / "plan.csv").read_bytes()
    swedish = town.language == "sv"
    assert raw.startswith(b"\xef\xbb\xbf") == swedish
    rows = list(
        csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";" if swedish else ",")
    )
    assert len(rows) == 1 + len(town.municipality.initiatives)
    assert {len(row) for row in rows} == {len(rows[0])}


def test_xlsx_holds_days_as_days_and_runs_nothing(town: Workspace, tmp_path: Path) -> None:
    plan = town.plan()
    file = tmp_path / "plan.xlsx"
    write_plan(plan, file)
    sheet = CalamineWorkbook.from_path(file).sheet_names[0]
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name(sheet).to_python()
    notice, blank, head, *body = rows
    assert town.municipality.notice is not None
    assert notice[0] == town.municipality.notice.to(town.language)
    assert set(blank) == {""}
    assert head == [column.title.to(town.language) for column in plan.table().columns]
    assert [row[0] for row in body] == list(plan.places)
    assert body[0][4] == dt.date(2010, 12, 6)
    with zipfile.ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_workbook_has_sheets_for_load_causes_and_worth_of_capacity(
    town: Workspace, tmp_path: Path
) -> None:
    write_plan(town.plan(), tmp_path / "plan.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "plan.xlsx")
    wanted = {
        "sv": ["Plan", "Belastning", "Vad kapacitet är värd"],
        "en": ["Plan", "Load", "Worth of capacity"],
    }[town.language]
    assert [name for name in book.sheet_names if name in wanted] == wanted
    assert town.municipality.notice is not None
    for name in wanted:
        assert book.get_sheet_by_name(name).to_python()[0][0] == town.municipality.notice.to(
            town.language
        )


def test_a_workbook_of_an_impossible_plan_has_the_rules_that_clash_and_who_overloads(
    checkout: Path, tmp_path: Path
) -> None:
    ekby = Workspace.open(checkout / "docs/examples/ekby", language="en", plugins={})
    plan = ekby.plan(moves=0)
    write_plan(plan, tmp_path / "plan.xlsx")
    names = CalamineWorkbook.from_path(tmp_path / "plan.xlsx").sheet_names
    assert [name for name in names if name.startswith("Clash")] == [
        f"Clash {at}" for at in range(1, len(plan.clashes) + 1)
    ]


def test_a_plan_beside_an_earlier_one_has_a_sheet_of_moves(
    data: dict[str, Any], tmp_path: Path
) -> None:
    earlier = Workspace.from_dict(data, plugins={}).plan(moves=20)
    rows = [{**row, "weeks": 25} if row["id"] == "a-pagar" else row for row in data["initiatives"]]
    later = Workspace.from_dict({**data, "initiatives": rows}, language="en", plugins={})
    replanned = later.replan(earlier, moves=20)
    write_plan(replanned.plan, tmp_path / "plan.xlsx", replanned=replanned)
    book = CalamineWorkbook.from_path(tmp_path / "plan.xlsx")
    body = book.get_sheet_by_name("Moves").to_python()[3:]
    assert [row[0] for row in body] == [move.id for move in replanned.moves]


def test_equal_plans_are_equal_files(town: Workspace, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for file in files:
        write_plan(town.plan(), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    columns = (Column("a", Text.plain("=A1")), Column("n", Text.plain("n"), "number"))
    table = Table(title=Text.plain("t"), columns=columns, rows=(("=1+1", 2.5), ("@x", None)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook([table], language="sv")))
    assert book.get_sheet_by_index(0).to_python() == [["'=A1", "n"], ["'=1+1", 2.5], ["'@x", ""]]


def test_json_is_what_the_plan_gives(town: Workspace, tmp_path: Path) -> None:
    plan = town.plan()
    write_plan(plan, tmp_path / "plan.json")
    found: dict[str, Any] = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert found == json.loads(plan.to_json())


def test_another_ending_is_refused_and_nothing_is_written(town: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match=r"plan\.pdf: a plan is written to a \.csv"):
        write_plan(town.plan(), tmp_path / "plan.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_that_says_so(
    town: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(CannotWriteError, match="its folder is not there"):
        write_plan(town.plan(), tmp_path / "nowhere" / "plan.csv")
