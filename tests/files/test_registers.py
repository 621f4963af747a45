"""Registers: a spreadsheet becomes a workspace without errors, and without people."""

from __future__ import annotations

import contextlib
import importlib.util
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import (
    CannotWriteError,
    ChangekitError,
    InvalidDataError,
    UnreadableFileError,
)
from changekit.files.folder import read_folder
from changekit.files.registers import Proposal, propose, write_workspace
from changekit.files.registers.persons import like_name, masked

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = "Benämning;Förvaltning;Projektledare;Status;Prio"


@pytest.fixture(scope="session")
def made_up(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the made-up register of 80 initiatives."""
    script = checkout / "docs/tutorials/register/make_register.py"
    spec = importlib.util.spec_from_file_location("make_register", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    target = tmp_path_factory.mktemp("register") / "register.xlsx"
    module.write(target)
    return target


def proposed(folder: Path, text: str) -> Proposal:
    """Return what is proposed for a register in CSV."""
    path = folder / "register.csv"
    path.write_text(text, encoding="utf-8")
    return propose(path)


def fields(proposal: Proposal) -> dict[str, str | None]:
    return {column.heading: column.field for column in proposal.columns}


def test_a_register_of_80_becomes_a_workspace_without_errors(
    made_up: Path, tmp_path: Path
) -> None:
    proposal = propose(made_up)
    written = write_workspace(proposal, tmp_path / "ny")
    reading = read_folder(tmp_path / "ny")
    assert [item.line() for item in reading.findings] == []
    assert len(reading.municipality.initiatives) == 80
    assert {item.priority for item in reading.municipality.initiatives} == {
        "high",
        "medium",
        "low",
    }
    assert [file.file for file in written.files] == [
        "changekit.yaml", "organisation.yaml", "goals.yaml", "initiatives.csv",
    ]  # fmt: skip
    assert all(file.guessed for file in written.files)


def test_no_name_or_address_is_kept_anywhere(made_up: Path, tmp_path: Path) -> None:
    proposal = propose(made_up)
    written = write_workspace(proposal, tmp_path / "ny")
    files = [path.read_text(encoding="utf-8") for path in (tmp_path / "ny").iterdir()]
    told = [repr(proposal), repr(proposal.rows), str(proposal), proposal.to_json(),
            written.to_json(), str(written), *files]  # fmt: skip
    assert [text for text in told if "Efternamn" in text or "example.org" in text] == []


def test_people_become_roles_by_function_and_unit(made_up: Path, tmp_path: Path) -> None:
    write_workspace(propose(made_up), tmp_path / "ny")
    municipality = read_folder(tmp_path / "ny").municipality
    roles = municipality.roles_by_id
    assert "socialforvaltningen-projektledare" in roles
    owners = {item.owner.role for item in municipality.initiatives if item.owner}
    assert owners == set(roles)


def test_the_proposal_says_what_it_found(made_up: Path) -> None:
    proposal = propose(made_up)
    assert (proposal.sheet, proposal.header_row) == ("Register", 3)
    assert {it.word: it.means for it in proposal.priorities} == {
        "hög": "high", "medel": "medium", "låg": "low",
    }  # fmt: skip
    assert sum(it.count for it in proposal.units) == 80
    assert len(proposal.goals) == 3
    assert [item.code for item in proposal.findings] == ["CK601", "CK602", "CK604"]
    assert "utelämnas" in proposal.table().to_text("sv")
    assert proposal.to_dict()["initiatives"] == 80


def test_everything_that_was_guessed_is_told_in_both_languages(
    made_up: Path, tmp_path: Path
) -> None:
    written = write_workspace(propose(made_up), tmp_path / "ny")
    assert [text for text in written.guessed if text.missing() and len(text.languages) != 2] == []
    assert "verklig start" in written.table().to_text("sv")
    assert "actual start" in written.table().to_text("en")
    assert {entry["file"] for entry in written.to_dict()["written"]} == {
        "changekit.yaml", "organisation.yaml", "goals.yaml", "initiatives.csv",
    }  # fmt: skip


def test_a_workspace_is_never_overwritten(made_up: Path, tmp_path: Path) -> None:
    (tmp_path / "changekit.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWriteError, match="is there already"):
        write_workspace(propose(made_up), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["changekit.yaml"]
    assert (tmp_path / "changekit.yaml").read_text(encoding="utf-8") == "mine"


def test_a_register_without_titles_is_refused(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "Status;Prio\nklar;hög\n")
    assert [item.code for item in proposal.findings.errors] == ["CK607"]
    with pytest.raises(InvalidDataError, match="CK607"):
        write_workspace(proposal, tmp_path / "ny")
    assert not (tmp_path / "ny").exists()


def test_an_empty_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="CK104"):
        proposed(tmp_path, "\n")


def test_a_row_without_a_title_is_left_out_with_its_place(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "Titel;Status\na;klar\n;klar\nb;klar\n")
    assert len(proposal.rows) == 2
    assert [(it.code, str(it.place)) for it in proposal.findings] == [
        ("CK606", "register.csv:3:1")
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "field", "personal"),
    [
        ("Projektledare", ["Förnamn Efternamn", "X Y"], None, "names"),
        ("Kontaktperson", ["FE", "GE"], None, "names"),
        ("Ansvarig", ["Förnamn Efternamn", "FE"], None, "names"),
        ("Ansvarig", ["Socialchef", "IT-strateg"], "owner.role", None),
        ("Ansvarig", ["Socialförvaltningen", "Tekniska kontoret"], "owner.unit", None),
        ("Övrigt", ["Förnamn Efternamn", "Namnet Däremot"], None, "names"),
        ("Ansvarig enhet", ["Förnamn Efternamn", "Namnet Däremot"], None, "names"),
        ("Brevlåda", ["a@example.org", "b@example.org"], None, "contact"),
        ("Telefon", ["016-000 00 00", ""], None, "contact"),
        ("Prioritet (1-3)", ["1", "2"], "priority", None),
        ("Prioritering", ["1", "2"], "priority", None),
        ("Startdatum", ["snart", "sen"], None, None),
        ("Slutdatm", ["2026-01-01", ""], "deadline", None),
    ],
)
def test_a_column_is_judged_by_heading_and_cells(
    tmp_path: Path, heading: str, cells: list[str], field: str | None, personal: str | None
) -> None:
    rows = "".join(f"t{at};{cell}\n" for at, cell in enumerate(cells))
    column = proposed(tmp_path, f"Titel;{heading}\n{rows}").columns[1]
    assert (column.field, column.personal) == (field, personal)


def test_two_columns_never_give_one_field(tmp_path: Path) -> None:
    text = "Titel;Namn;Startdatum;Start\na;b;2026-01-05;2026-01-12\n"
    assert fields(proposed(tmp_path, text)) == {
        "Titel": "title", "Namn": None, "Startdatum": "earliest", "Start": None,
    }  # fmt: skip


def test_addresses_and_identity_numbers_are_taken_out_of_texts(tmp_path: Path) -> None:
    text = "Titel;Syfte\na;fråga namn@example.org\nb;811218-9876 vill det\n"
    proposal = proposed(tmp_path, text)
    write_workspace(proposal, tmp_path / "ny")
    register = (tmp_path / "ny" / "initiatives.csv").read_text(encoding="utf-8")
    assert "fråga [...]" in register
    assert "[...] vill det" in register
    assert [item.code for item in proposal.findings] == ["CK603"]


def test_cells_that_cannot_be_read_are_left_empty_with_a_finding(tmp_path: Path) -> None:
    text = (
        "Titel;Prio;Status;Startdatum;Klart senast;Varaktighet\n"
        "a;mycket;väntar;2026-03-01;2026-02-01;20\n"
        "b;hög;klar;i vår;2026-02-30;-3\n"
        "c;hög;pågår;2026-03-01;2026-04-01;12\n"
    )
    written = write_workspace(proposed(tmp_path, text), tmp_path / "ny")
    reading = read_folder(tmp_path / "ny")
    assert [item.line() for item in reading.findings] == []
    first, second, third = (reading.municipality.initiatives_by_id[name] for name in "abc")
    assert (first.priority, first.status, first.deadline) == (None, "proposed", None)
    assert (second.earliest, second.finished, second.weeks) == (None, None, None)
    assert (str(third.started), str(third.deadline)) == ("2026-03-01", "2026-04-01")
    assert [item.code for item in written.findings] == ["CK605"] * 4
    assert "'mycket'" in written.table().to_text("sv")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Nr;Titel\n1;a\n2;b\n", ["1", "2"]),
        ("Nr;Titel\n1;a\n1;b\n", ["a", "b"]),
        ("Nr;Titel\nA 1;Nytt\n;Nytt!\n", ["nytt", "nytt-2"]),
        ("Titel;id-nummer\nÅäö;x\n", ["aao"]),
    ],
)
def test_ids_are_the_register_s_own_or_made_of_titles(
    tmp_path: Path, text: str, ids: list[str]
) -> None:
    write_workspace(proposed(tmp_path, text), tmp_path / "ny")
    reading = read_folder(tmp_path / "ny")
    assert [item.line() for item in reading.findings] == []
    assert [item.id for item in reading.municipality.initiatives] == ids


def test_the_table_is_found_below_a_title_and_with_any_delimiter(tmp_path: Path) -> None:
    text = "Register över allt\n\nBenämning,Förvaltning,Status\nNytt,Kontoret,pågår\n"
    proposal = proposed(tmp_path, text)
    assert (proposal.header_row, len(proposal.rows)) == (3, 1)
    assert fields(proposal)["Förvaltning"] == "owner.unit"


def test_words_that_look_like_names_are_told_from_units_and_roles() -> None:
    words = [
        "Förnamn Efternamn",
        "Efternamn, Förnamn",
        "Sociala Kontoret",
        "Enhetschef Stab",
        "ny väg",
    ]
    assert [like_name(word) for word in words] == [True, True, False, False, False]


@given(st.text())
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_a_name_among_units_does_not_become_a_unit(tmp_path: Path) -> None:
    rows = ["Socialkontoret", "Tekniska kontoret", "Förnamn Efternamn"]
    lines = [f"{unit[:3]};{unit}" for unit in rows]
    proposal = proposed(tmp_path, "Titel;Enhet\n" + "\n".join(lines))
    assert {it.word for it in proposal.units} == {"Socialkontoret", "Tekniska kontoret"}
    assert [item.code for item in proposal.findings] == ["CK603"]
    write_workspace(proposal, tmp_path / "ny")
    assert "Efternamn" not in (tmp_path / "ny/initiatives.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing.csv", "missing.xlsx", "old.xls", "folder.csv"])
def test_a_register_that_cannot_be_opened_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "old.xls").write_bytes(b"x")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableFileError, match=name.split(".", maxsplit=1)[0]):
        propose(tmp_path / name)


@given(data=st.binary(max_size=300), ending=st.sampled_from([".csv", ".xlsx"]))
def test_no_bytes_make_a_proposal_fail_in_another_way(
    data: bytes, ending: str, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(data)
    with contextlib.suppress(ChangekitError):
        propose(path)


def test_ties_by_title_become_ties_by_id_and_others_are_left_out(tmp_path: Path) -> None:
    text = "Nr;Titel;Beroende av\n1;Nytt system;\n2;Ny rutin;Nytt system\n3;Annat;något\n"
    written = write_workspace(proposed(tmp_path, text), tmp_path / "ny")
    reading = read_folder(tmp_path / "ny")
    assert [item.line() for item in reading.findings] == []
    links = [item.links for item in reading.municipality.initiatives]
    assert [[link.to for link in tied] for tied in links] == [[], ["1"], []]
    assert [item.code for item in written.findings] == ["CK605"]


WORDS = """|a|Nytt intranät|hög|pågår|klar|2026-01-05|1/2 2026|12|-1|#REF!|Förnamn Efternamn|
a@example.org|Socialkontoret|=1+1|x, y|2,5|t"""
REGISTER_HEADINGS = """Titel|Nr|Förvaltning|Status|Prio|Mål|Start|Slut|Veckor|Kostnad|Ansvarig|
Roll|
load|Kräver|Timmar|follow_up.last||Färg|overhead_hours|Startad|Avslutad|history|origin.cohort|
value.unit|mandate.measure|reuses|roles|goals|criteria.x|Nytta per vecka"""


@given(
    headings=st.lists(
        st.sampled_from(REGISTER_HEADINGS.replace("\n", "").split("|")), min_size=1, max_size=8
    ),
    rows=st.lists(
        st.lists(st.sampled_from(WORDS.replace("\n", "").split("|")), min_size=8, max_size=8),
        max_size=5,
    ),
)
def test_whatever_the_register_the_workspace_has_no_errors(
    headings: list[str], rows: list[list[str]], tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("r", numbered=True)
    lines = [";".join(row) for row in [["Benämning", *headings], *(["t", *row] for row in rows)]]
    try:
        proposal = proposed(folder, "\n".join(lines))
        write_workspace(proposal, folder / "ny")
    except InvalidDataError:
        return
    assert [item.line() for item in read_folder(folder / "ny").findings.errors] == []


@pytest.mark.parametrize(
    ("numbers", "said"), [(("1", "1"), "samma värde"), (("1 a", "2"), "inte att skriva som id")]
)
def test_a_column_of_numbers_that_are_no_ids_says_that_ids_are_made_of_titles(
    numbers: tuple[str, str], said: str, tmp_path: Path
) -> None:
    rows = "".join(f"{number};Titel {at};Klar\n" for at, number in enumerate(numbers))
    proposal = proposed(tmp_path, f"Nr;Namn;Status\n{rows}")
    column = proposal.columns[0]
    assert (column.field, column.confidence) == (None, "none")
    assert said in column.reason.to("sv")
    assert "titlarna" in column.reason.to("sv")
    assert "titles" in column.reason.to("en")
    written = write_workspace(proposal, tmp_path / "ny")
    told = [text.to("sv") for text in written.guessed]
    assert "id:n gjordes av titlarna" in told
    assert not any("'Nr' är id" in text for text in told)
    town = read_folder(tmp_path / "ny").municipality
    assert [item.id for item in town.initiatives] == ["titel-0", "titel-1"]


def test_a_column_of_numbers_that_differ_holds_the_ids(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, "Nr;Namn;Status\n1;Skola;Klar\n2;Bad;Klar\n")
    assert proposal.columns[0].field == "id"
