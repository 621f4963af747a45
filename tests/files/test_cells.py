"""Cells: numbers, days, choices and lists as people write them in spreadsheets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.files.tables.cells import formula_error, number_of, plain_text, ready_for
from changekit.files.tables.days import day_of, may_be_swapped
from changekit.files.tables.fields import field_shape, is_period
from changekit.files.tables.headings import FIELDS, field_of, heading_of
from changekit.files.tables.notation import NOTATIONS, as_json, link_node, pieces
from changekit.files.tables.words import choice_of
from changekit.model.initiative import STATUSES

DAY = dt.date(2025, 9, 1)


def read(field: str, cell: Any, holds: str = "initiatives") -> Any:
    return ready_for(field_shape(field, holds))(cell)[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,5", 2.5), ("2.5", 2.5), ("1 200", 1200), ("1\u00a0200,5", 1200.5), ("-3", -3),
        ("\u22123", -3), ("1.250.000", 1250000), ("1.250,5", 1250.5), ("1,250.5", 1250.5),
        ("1'200", 1200), ("1e3", 1000.0), ("12,000", 12.0), ("7", 7),
        ("12 %", None), ("2,5,3", None), ("1_000", None), ("inf", None), ("nan", None), ("", None),
        ("\u0661", None), ("1 20", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-01", "2025-9-1", "2025/09/01", "20250901", "1/9 2025", "1.9.2025", "01-09-2025",
        "2025-v36", "2025-W36", "v. 36 2025", "v36 2025", "vecka 36, 2025", "2025 v 36",
        "1 september 2025", "1 sep 2025", "2025-09-01 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    "text", ["2025-02-30", "v54 2025", "31/31 2025", "snart", "2025", "1 x 2025"]
)
def test_what_is_no_day_gives_none(text: str) -> None:
    assert day_of(text) is None


def test_the_day_stands_first_unless_only_the_other_order_is_a_day() -> None:
    assert day_of("1/2 2025") == dt.date(2025, 2, 1)
    assert day_of("1/31 2025") == dt.date(2025, 1, 31)


def test_only_a_slash_with_two_possible_months_is_ambiguous() -> None:
    cases = ["1/2 2025", "31/1 2025", "1.2.2025", "2/2 2025", "2025-01-02"]
    assert [may_be_swapped(text) for text in cases] == [True, False, False, False, False]


@given(st.dates(min_value=dt.date(1, 1, 5)))
def test_every_day_reads_back_in_each_notation(day: dt.date) -> None:
    year, week, _ = day.isocalendar()
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.day}.{day.month}.{day.year:04d}") == day
    assert day_of(f"{year:04d}-W{week:02d}") == day - dt.timedelta(day.weekday())


@given(st.text())
def test_no_text_makes_the_readers_of_cells_raise(text: str) -> None:
    day_of(text)
    number_of(text)
    may_be_swapped(text)
    formula_error(text)
    link_node(text, "requires")
    as_json(text)
    for piece, _ in NOTATIONS.values():
        for part in pieces(text, ids=True):
            piece(part)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Pågående", "running"), ("pågår", "running"), ("Klar", "done"), ("AVSLUTAD", "done"),
        ("Beslutad", "decided"), ("planerad", "decided"), ("vilande", "paused"),
        ("Avbruten", "stopped"), ("idé", "idea"), ("Föreslagen", "proposed"), ("done", "done"),
    ],
)  # fmt: skip
def test_words_for_a_status_are_known(word: str, status: str) -> None:
    assert choice_of(word, STATUSES) == status


@pytest.mark.parametrize(
    ("cell", "priority"),
    [("hög", "high"), ("Medel", "medium"), ("låg", "low"), (1.0, "high"), ("2", "medium"),
     ("Prio 3", "low"), ("högre", "högre")],
)  # fmt: skip
def test_words_and_numbers_for_a_priority_are_known(cell: Any, priority: str) -> None:
    assert read("priority", cell) == priority


@pytest.mark.parametrize("cell", ["Ja", "x", "X", "1", 1.0, True, "true", "yes"])
def test_a_yes_is_a_yes(cell: Any) -> None:
    assert read("mandatory", cell) is True


@pytest.mark.parametrize("cell", ["Nej", "0", 0.0, False, "false", "no"])
def test_a_no_is_a_no(cell: Any) -> None:
    assert read("mandatory", cell) is False


def test_what_is_neither_stays_as_it_is_for_the_finding() -> None:
    assert read("mandatory", "kanske") == "kanske"


def test_typed_cells_become_what_the_field_wants() -> None:
    assert read("id", 12.0) == "12"
    assert read("weeks", 12.0) == 12
    assert read("deadline", dt.datetime(2025, 9, 1, 12, 30)) == DAY  # noqa: DTZ001  # as Excel has it
    assert read("deadline", DAY) == DAY
    assert read("title", DAY) == "2025-09-01"
    assert plain_text(True) == "true"


def test_an_amount_takes_its_unit_of_money_along() -> None:
    assert read("cost", "1 200 tkr") == {"amount": 1200, "unit": "ksek"}
    assert read("cost", "2,5 mkr") == {"amount": 2.5, "unit": "msek"}
    assert read("cost", "okänd") == "unknown"
    assert read("cost", "tre") == "tre"


def test_a_tie_may_say_why_and_how_long_after() -> None:
    assert link_node("it-stod +2 (samma vy)", "requires") == {
        "kind": "requires", "to": "it-stod", "lag_weeks": 2, "why": "samma vy",
    }  # fmt: skip
    assert link_node("it-stod", "follows") == {"kind": "follows", "to": "it-stod"}


@pytest.mark.parametrize(
    ("at", "text", "data"),
    [
        (("initiatives", "load"), "kontakt:0,5", {"unit": "kontakt", "amount": 0.5}),
        (("initiatives", "load"), "soc: 1/1/2", {"unit": "soc", "profile": [1, 1, 2]}),
        (("initiatives", "load"), "soc", None),
        (("initiatives", "roles"), "soc-chef:4", {"role": "soc-chef", "hours_per_week": 4}),
        (("initiatives", "roles"), "soc-chef:4 h", {"role": "soc-chef", "hours_per_week": 4}),
        (("initiatives", "roles"), "soc-chef", {"role": "soc-chef"}),
        (("initiatives", "roles"), "soc-chef:ofta", None),
        (("initiatives", "history"), "2025-09-01 pågår (på väg)",
         {"date": DAY, "status": "running", "note": "på väg"}),
        (("initiatives", "history"), "i höstas", None),
        (("units", "services"), "bistand: Bistånd", {"id": "bistand", "title": "Bistånd"}),
        (("units", "services"), "Bistånd", None),
        (("units", "peaks"), "2025-09-01..2025-09-14:1,5 (start)",
         {"from": DAY, "to": dt.date(2025, 9, 14), "load": 1.5, "why": "start"}),
        (("units", "peaks"), "hösten", None),
    ],
)  # fmt: skip
def test_records_have_a_short_notation(
    at: tuple[str, str], text: str, data: dict[str, Any] | None
) -> None:
    assert NOTATIONS[at][0](text) == data


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ansvarig enhet", "owner.unit"), ("Förvaltning", "owner.unit"), ("Namn", "title"),
        ("Benämning", "title"), ("Prio", "priority"), ("Startdatum", "earliest"),
        ("Klart senast", "deadline"), ("SYFTE", "mandate.purpose"), ("Dnr", "mandate.decision"),
        ("Varaktighet", "weeks"), ("Title", "title"), ("Titel (en)", "title.en"), ("Färg", None),
    ],
)  # fmt: skip
def test_usual_headings_are_known(heading: str, field: str | None) -> None:
    assert field_of(heading, "initiatives") == field


@pytest.mark.parametrize("holds", sorted(FIELDS))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_our_own_headings_read_back_as_their_field(holds: str, language: str) -> None:
    wrong = {
        field: heading
        for field in FIELDS[holds]
        if field_of(heading := heading_of(field, holds, language=language), holds) != field
    }
    assert wrong == {}


@pytest.mark.parametrize("holds", sorted(FIELDS))
def test_every_field_with_a_heading_has_a_shape(holds: str) -> None:
    assert [field for field in FIELDS[holds] if field_shape(field, holds) is None] == []


def test_parts_of_a_field_are_found_by_their_dotted_path() -> None:
    good = ["criteria.x.amount", "title.sv", "origin.cohort", "source.title.en"]
    assert [field for field in good if field_shape(field, "initiatives") is None] == []
    assert [field_shape(field, "initiatives") for field in ("links.to", "a.b")] == [None, None]
    assert field_shape("capacity.2011-08", "units") is not None
    assert [is_period(text) for text in ("2011-08", "2011-W53", "2011-13", "2011", "x")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_json_in_a_cell_is_read_and_broken_json_is_text() -> None:
    assert as_json('[{"to": "x"}]') == [{"to": "x"}]
    assert as_json("[x]") is None
    assert as_json("[" * 100_000 + "]" * 100_000) is None
