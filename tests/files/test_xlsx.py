"""Workbooks as tables: typed cells, exact cells in findings, and files that are broken."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import CannotWriteError
from changekit.files.spreadsheet import tables_to_bytes, tables_to_xlsx
from changekit.files.tables import read_table
from changekit.findings import Findings
from changekit.model.reading import Log
from changekit.model.settings import TableSource
from changekit.optional import excel
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = dt.date(2025, 9, 1)


def workbook(rows: Sequence[Sequence[Any]], merged: tuple[str, ...] = ()) -> bytes:
    """Return a workbook of one sheet; texts are written as texts, formulas as their results."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("Initiativ")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for span in merged:
        page.merge_range(span, "")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                page.write_datetime(line, column, cell, day)
            elif isinstance(cell, tuple):
                page.write_formula(line, column, cell[0], None, cell[1])
            elif isinstance(cell, bool):
                page.write_boolean(line, column, cell)
            elif isinstance(cell, int | float):
                page.write_number(line, column, cell)
            elif cell:
                page.write_string(line, column, cell)
    book.close()
    return target.getvalue()


def taken(folder: Path, data: bytes, **how: Any) -> tuple[tuple[Any, ...], Findings]:
    """Return the records of a workbook, and what was found in it."""
    path = folder / "r.xlsx"
    path.write_bytes(data)
    log = Log()
    records = read_table(path, TableSource(file="r.xlsx", **how), log).records
    return records, Findings.in_order(log.findings)


def codes(findings: Findings) -> list[tuple[str, str]]:
    return [(item.code, str(item.place)) for item in findings]


def test_typed_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nr", "Benämning", "Prio", "Veckor", "Start", "Måste göras", "Timmar", "Deadline"],
        [12, "Nytt", 1, 20.0, DAY, True, 2.5, "v. 36 2025"],
    ]
    (only,), findings = taken(tmp_path, workbook(rows))
    assert (only.id, only.priority, only.weeks, only.earliest) == ("12", "high", 20, DAY)
    assert (only.mandatory, only.hours, only.deadline, len(findings)) == (True, 2.5, DAY, 0)


def test_findings_name_the_sheet_and_the_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "Titel", "Veckor"], ["a", "T", 20], ["b", "T", "tjugo"]]
    _, findings = taken(tmp_path, workbook(rows))
    assert codes(findings) == [("CK112", "r.xlsx!Initiativ!C3")]
    assert (findings[0].place and findings[0].place.line) == 3


def test_a_formula_counts_as_its_result_and_its_error_is_a_finding(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["id", "Titel", "Veckor", "Timmar"],
        ["a", "T", ("=4*5", 20), ("=A1/0", "#DIV/0!")],
    ]
    (only,), findings = taken(tmp_path, workbook(rows))
    assert (only.weeks, only.hours) == (20, None)
    assert codes(findings) == [("CK142", "r.xlsx!Initiativ!D2")]


def test_empty_rows_and_columns_at_the_end_are_nothing(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["id", "Titel", " "],
        ["a", "T", " "],
        [" ", "", ""],
        ["", "", "", ""],
    ]
    records, findings = taken(tmp_path, workbook(rows))
    assert (len(records), len(findings)) == (1, 0)


def test_headings_merged_downwards_are_headings_too(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["id", "Titel", "Tid"],
        ["", "", "Start", "Slut"],
        ["a", "T", DAY, DAY],
    ]
    data = workbook(rows, merged=("A1:A2", "B1:B2", "C1:D1"))
    (only,), findings = taken(tmp_path, data, header_row=2)
    assert (only.id, only.earliest, only.deadline, len(findings)) == ("a", DAY, DAY, 0)


def test_a_heading_merged_over_two_columns_leaves_one_without(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "Titel"], ["a", "T", "x"]]
    _, findings = taken(tmp_path, workbook(rows, merged=("B1:C1",)))
    assert codes(findings) == [("CK145", "r.xlsx!Initiativ!C2")]


def test_a_sheet_that_is_not_there_names_the_closest(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, workbook([["id"]]), sheet="Initiativen")
    assert codes(findings) == [("CK143", "r.xlsx")]
    assert "'Initiativ'" in str(findings[0].hint and findings[0].hint.to("sv"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"\x00" * 600])
def test_what_is_no_workbook_is_a_finding(tmp_path: Path, data: bytes) -> None:
    records, findings = taken(tmp_path, data)
    assert (records, codes(findings)) == ((), [("CK120", "r.xlsx")])


def test_a_file_that_unpacks_to_too_much_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "LIMIT", 20_000)
    data = io.BytesIO(workbook([["id", "Titel"], ["a", "T"]]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * 1_000_000)
    _, findings = taken(tmp_path, data.getvalue())
    assert codes(findings) == [("CK120", "r.xlsx")]
    assert "unpacks" in findings[0].message.to("en")


def test_a_sheet_that_spans_too_many_cells_is_a_finding(tmp_path: Path) -> None:
    packed, changed = io.BytesIO(workbook([["id"], ["a"]])), io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b'r="A2"', b'r="XFD1048576"')
            new.writestr(name, part)
    _, findings = taken(tmp_path, changed.getvalue())
    assert codes(findings) == [("CK120", "r.xlsx")]
    assert "1048576" in findings[0].message.to("en")


@pytest.mark.parametrize("seed", range(25))
def test_bytes_that_changed_never_raise(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(workbook([["id", "Titel", "Start"], ["a", "T", DAY], ["b", 2, True]]))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    taken(tmp_path, bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))


@pytest.mark.parametrize("seed", range(25))
def test_parts_that_changed_never_raise(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    packed, changed = io.BytesIO(workbook([["id", "Titel"], ["a", DAY]])), io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = bytearray(old.read(name))
            if part and chance.random() < 0.3:
                part[chance.randrange(len(part))] = chance.randrange(32, 127)
            new.writestr(name, bytes(part))
    taken(tmp_path, changed.getvalue())


CELLS = st.one_of(
    st.text(max_size=8).filter(lambda text: "\x00" not in text),
    st.integers(-(10**6), 10**6), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["soc:1", "hög", "ja"]),
)  # fmt: skip


@given(row=st.lists(CELLS, min_size=10, max_size=12))
def test_no_typed_cells_make_the_reader_raise(row: list[Any], tmp_path_factory: Any) -> None:
    headings = ["id", "title", "load", "weeks", "start", "mandatory", "cost", "requires", "status",
                "goals"]  # fmt: skip
    taken(tmp_path_factory.getbasetemp(), workbook([headings, row]))


def table(*rows: tuple[Any, ...], title: str = "Plan") -> Table:
    columns = (
        Column("id", Text(sv="Namn", en="Name")), Column("n", Text.plain("n"), "number"),
        Column("share", Text.plain("andel"), "share"), Column("day", Text.plain("dag"), "date"),
    )  # fmt: skip
    return Table(title=Text.plain(title), columns=columns, rows=rows, notice=Text(en="Example"))


def test_tables_are_written_with_real_numbers_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    tables_to_xlsx(path, [table(("a", 1.5, 0.25, DAY), ("=1+1", None, None, None))], language="sv")
    (grid,) = excel.read_grids(path)
    assert grid.name == "Plan"
    assert grid.rows[0] == ["Namn", "n", "andel", "dag"]
    assert grid.rows[1] == ["a", 1.5, 0.25, DAY]
    assert grid.rows[2] == ["'=1+1", "", "", ""]
    assert grid.rows[4][0] == "Example"


def test_the_same_tables_give_the_same_bytes() -> None:
    assert tables_to_bytes([table(("a", 1, 1, DAY))]) == tables_to_bytes([table(("a", 1, 1, DAY))])


def test_sheets_get_names_that_excel_takes(tmp_path: Path) -> None:
    titles = ["Plan: 2025/26 [utkast]", "plan 2025 26 utkast", "x" * 40, "x" * 50, ""]
    tables_to_xlsx(tmp_path / "p.xlsx", [table(title=title) for title in titles])
    names = excel.sheet_names(tmp_path / "p.xlsx")
    assert names == (
        "Plan 2025 26 utkast", "plan 2025 26 utkast 2", "x" * 31, "x" * 29 + " 2", "1",
    )  # fmt: skip


def test_a_target_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").mkdir()
    with pytest.raises(CannotWriteError, match=r"p\.xlsx"):
        tables_to_xlsx(tmp_path / "p.xlsx", [table()])
