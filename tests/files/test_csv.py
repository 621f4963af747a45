"""CSV files: encodings, delimiters, headings, and findings that name the exact cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.files.tables import read_rows, read_table
from changekit.findings import Findings
from changekit.model.initiative import Initiative
from changekit.model.reading import Log
from changekit.model.settings import TableSource

if TYPE_CHECKING:
    from pathlib import Path


def taken(folder: Path, text: str | bytes, **how: Any) -> tuple[tuple[Any, ...], Findings]:
    """Return the records of a CSV file, and what was found in it."""
    path = folder / "r.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    log = Log()
    records = read_table(path, TableSource(file="r.csv", **how), log).records
    return records, Findings.in_order(log.findings)


def codes(findings: Findings) -> list[tuple[str, str]]:
    return [(item.code, str(item.place)) for item in findings]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    text = f"id{delimiter}Titel\r\na{delimiter}Ärendestöd\r\n"
    (only,), findings = taken(tmp_path, text.encode(encoding))
    assert (only.id, only.title.to("sv"), len(findings)) == ("a", "Ärendestöd", 0)


def test_windows_1252_is_read_with_a_warning_that_names_it(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "id;Titel\na;Ärendestöd\n".encode("cp1252"))
    assert only.title.to("sv") == "Ärendestöd"
    assert [(item.code, item.severity) for item in findings] == [("CK123", "warning")]
    assert "Windows-1252" in findings[0].message.to("sv")


def test_a_line_that_names_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "sep=,\nid,Titel\na,En;två\n")
    assert (only.title.to("sv"), len(findings)) == ("En;två", 0)


def test_the_source_may_name_delimiter_and_header_row(tmp_path: Path) -> None:
    text = "Register 2025\n\nid,Titel;x\na,En;två\n"
    (only,), findings = taken(
        tmp_path, text, delimiter=",", header_row=3, columns={"Titel;x": "title"}
    )
    assert (only.title.to("sv"), len(findings)) == ("En;två", 0)


def test_empty_cells_leave_the_key_out(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "id;Titel;Prio;Veckor;Mål\na;T;;-;\n")
    assert only == Initiative.from_dict({"id": "a", "title": "T"})
    assert len(findings) == 0


def test_all_kinds_of_cells_give_what_the_same_yaml_gives(tmp_path: Path) -> None:
    text = (
        "id;title.sv;title.en;Förvaltning;owner.role;Mål;Status;Prio;Veckor;Start;Måste göras;"
        "load;roles;Kostnad (tkr);value.unknown.low;value.unknown.high;value.unit;"
        "criteria.benefit;criteria.urgency;criteria.effort.amount;criteria.effort.unit;"
        "mandate.purpose;requires;follows;history\n"
        "a;T;Te;soc;chef;g1 | g2;Pågår;Hög;20;2025-v36;Ja;"
        "soc:1/2 | kontakt:0,5;chef:4;1 200,5;5;20;ksek;4;okänt;120;person_days;Varför;"
        "b (delar vy);c +2;2025-09-01 beslutad | 2025-10-06 pågår (igång)\n"
    )
    (only,), findings = taken(tmp_path, text)
    assert len(findings) == 0
    assert only == Initiative.from_dict(
        {
            "id": "a", "title": {"sv": "T", "en": "Te"}, "owner": {"unit": "soc", "role": "chef"},
            "goals": ["g1", "g2"], "status": "running", "priority": "high", "weeks": 20,
            "earliest": "2025-09-01", "mandatory": True,
            "load": [{"unit": "soc", "profile": [1, 2]}, {"unit": "kontakt", "amount": 0.5}],
            "roles": [{"role": "chef", "hours_per_week": 4}],
            "cost": {"amount": 1200.5, "unit": "ksek"},
            "value": {"unknown": {"low": 5, "high": 20}, "unit": "ksek"},
            "criteria": {"benefit": 4, "urgency": "unknown",
                         "effort": {"amount": 120, "unit": "person_days"}},
            "mandate": {"purpose": "Varför"},
            "links": [{"kind": "requires", "to": "b", "why": "delar vy"},
                      {"kind": "follows", "to": "c", "lag_weeks": 2}],
            "history": [{"date": "2025-09-01", "status": "decided"},
                        {"date": "2025-10-06", "status": "running", "note": "igång"}],
        }
    )  # fmt: skip


def test_findings_name_the_physical_line_and_the_character(tmp_path: Path) -> None:
    text = 'id;Titel;Veckor;Klart senast\na;"Två\nrader";20;2025-02-30\nb;T;tjugo;\n'
    _, findings = taken(tmp_path, text)
    assert codes(findings) == [("CK114", "r.csv:3:11"), ("CK112", "r.csv:4:5")]


def test_an_ambiguous_date_is_read_day_first_with_a_warning_each_time(tmp_path: Path) -> None:
    records, findings = taken(
        tmp_path, "id;Titel;Slut\na;T;1/2 2025\nb;U;1/2 2025\nc;V;31/1 2025\n"
    )
    assert [item.deadline for item in records] == [
        dt.date(2025, 2, 1), dt.date(2025, 2, 1), dt.date(2025, 1, 31),
    ]  # fmt: skip
    assert codes(findings) == [("CK122", "r.csv:2:5"), ("CK122", "r.csv:3:5")]


def test_a_number_that_may_be_a_thousand_is_a_warning(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "id;Titel;Timmar\na;T;1,200\n")
    assert (only.hours, codes(findings)) == (1.2, [("CK148", "r.csv:2:5")])


def test_an_unknown_heading_is_a_warning_with_the_closest(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, "id;Titel;Priortet\na;T;hög\n")
    assert codes(findings) == [("CK140", "r.csv:1:10")]
    assert "Prioritet" in str(findings[0].hint and findings[0].hint.to("sv"))


def test_a_heading_that_is_mapped_to_null_is_not_read(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, "id;Titel;Färg\na;T;röd\n", columns={"Färg": None})
    assert len(findings) == 0


def test_a_mapped_heading_wins_and_one_that_is_absent_is_an_error(tmp_path: Path) -> None:
    columns = {"Namn": "title", "Titel": "kind", "Startt": "started"}
    (only,), findings = taken(tmp_path, "id;Titel;Namn\na;T;N\n", columns=columns)
    assert (only.kind, only.title.to("sv")) == ("T", "N")
    assert [item.code for item in findings] == ["CK147"]


def test_a_column_mapped_to_no_field_names_the_closest(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, "id;Titel;F\na;T;röd\n", columns={"F": "prioritty"})
    assert codes(findings) == [("CK146", "r.csv:1:10")]
    assert "'priority'" in str(findings[0].hint and findings[0].hint.to("en"))


def test_two_columns_for_one_field_are_an_error_and_the_first_is_read(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "id;Titel;Namn\na;T;N\n")
    assert (only.title.to("sv"), codes(findings)) == ("T", [("CK141", "r.csv:1:10")])


def test_a_cell_beyond_the_headings_is_an_error_once_for_each_column(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, "id;Titel;\na;T;;;\nb;T;;x\nc;T;;y\n")
    assert codes(findings) == [("CK145", "r.csv:3:6")]


def test_a_formula_error_is_an_error_and_the_cell_is_left_out(tmp_path: Path) -> None:
    (only,), findings = taken(tmp_path, "id;Titel;Veckor\na;T;#REFERENS!\n")
    assert (only.weeks, codes(findings)) == (None, [("CK142", "r.csv:2:5")])


def test_a_notation_that_is_not_followed_says_how_to_write(tmp_path: Path) -> None:
    _, findings = taken(tmp_path, "id;Titel;load\na;T;soc\n")
    assert codes(findings) == [("CK149", "r.csv:2:5")]
    assert "unit:load" in str(findings[0].hint and findings[0].hint.to("en"))


def test_words_of_the_municipality_s_own_are_translated(tmp_path: Path) -> None:
    choices = {"owner.unit": {"Socialkontoret": "soc"}, "priority": {"Röd": "high"},
               "goals": {"Nära, öppet": "g1"}}  # fmt: skip
    text = "id;Titel;Enhet;Prio;Mål\na;T;socialkontoret;Röd;Nära, öppet\n"
    (only,), findings = taken(tmp_path, text, choices=choices)
    assert (only.owner.unit, only.priority, only.goals) == ("soc", "high", ("g1",))
    assert len(findings) == 0


def test_a_personal_identity_number_is_refused(tmp_path: Path) -> None:
    records, findings = taken(tmp_path, "id;Titel\na;T 811218-9876\n")
    assert (records, codes(findings)) == ((), [("CK125", "r.csv:2:3")])


def test_text_that_was_kept_from_being_a_formula_reads_back(tmp_path: Path) -> None:
    (only,), _ = taken(tmp_path, "id;Titel\na;'=1+1\n")
    assert only.title.to("sv") == "=1+1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "CK104"),
        ("\n\n", "CK104"),
        (";;\na;b\n", "CK144"),
        ("Färg;Storlek\nröd;rund\n", "CK144"),
    ],
)
def test_a_file_without_headings_is_an_error(tmp_path: Path, text: str, code: str) -> None:
    _, findings = taken(tmp_path, text)
    assert code in [item.code for item in findings]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    log = Log()
    assert read_rows(tmp_path / "x.csv", TableSource(file="x.csv"), log) == []
    assert [(item.code, str(item.place)) for item in log.findings] == [("CK120", "x.csv")]


def test_capacities_stand_in_columns_or_in_rows(tmp_path: Path) -> None:
    for text in (
        "Enhet;Vanligtvis;2011-08;2011-W33\nsoc;3;1,5;0\n",
        "Enhet;Period;Kapacitet\nsoc;;3\nsoc;2011-08;1,5\nsoc;2011-W33;0\n",
    ):
        (tmp_path / "k.csv").write_text(text, encoding="utf-8")
        log = Log()
        found = read_table(tmp_path / "k.csv", TableSource(file="k.csv", holds="capacity"), log)
        assert [item.line() for item in log.findings] == []
        assert found.capacities["soc"].to_dict() == {"default": 3, "2011-08": 1.5, "2011-W33": 0}


def test_a_capacity_without_a_unit_or_with_a_strange_period_is_an_error(tmp_path: Path) -> None:
    text = "Enhet;Period;Kapacitet\n;2011-08;3\nsoc;sommaren;1\n"
    (tmp_path / "k.csv").write_text(text, encoding="utf-8")
    log = Log()
    read_table(tmp_path / "k.csv", TableSource(file="k.csv", holds="capacity"), log)
    assert [item.code for item in log.findings] == ["CK110", "CK149"]


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["hög", "1/2 2025", "soc:1", "[{}]", '{"a": NaN}', "[1]", "ja", "#REF!", "1e999", '"']
    ),
)
FIELD_NAMES = """id title title.sv owner owner.role load roles links requires history cost
cost.unit value.per_week value criteria criteria.x mandate.deadline goals status weeks start
mandatory source source.date origin follow_up.last deliverables assumed"""


@given(data=st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(data: bytes, tmp_path_factory: Any) -> None:
    taken(tmp_path_factory.getbasetemp(), data)


@given(
    headings=st.lists(st.sampled_from(FIELD_NAMES.split()), unique=True, max_size=12),
    rows=st.lists(st.lists(CELL, max_size=14), max_size=4),
)
def test_no_cells_make_the_reader_raise(
    headings: list[str], rows: list[list[str]], tmp_path_factory: Any
) -> None:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in [headings, *rows]]
    text = "\n".join(";".join(row) for row in quoted)
    taken(tmp_path_factory.getbasetemp(), text.encode("utf-8", errors="replace"))
