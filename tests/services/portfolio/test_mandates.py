"""Mandates: missing fields are named and counted, and self-made ones wait to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.services.portfolio import check

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker

CLEAR = {
    "purpose": "Kortare väntan", "scope": "Kansliet", "measure": "ledtid", "owner": "kanslichef",
    "deadline": "2011-12-31", "decision": "KS 2011/4",
}  # fmt: skip


def order(without: str = "", **fields: Any) -> dict[str, Any]:
    filled = {name: value for name, value in CLEAR.items() if name not in without.split()}
    return {"id": "order", "owner": "kansli", "mandate": {**filled, **fields}}


def test_requirement_09_four_of_six_fields_give_067_and_a_flag_until_confirmed(
    make: Maker, today: dt.date
) -> None:
    town = make(order("measure decision", defined_by="managers"))
    mandate = town.initiatives[0].mandate
    assert mandate is not None
    assert mandate.clarity == pytest.approx(0.67, abs=0.005)
    found = check(town, as_of=today)
    (unclear,) = found.of("CK310")
    assert "4 of 6 fields are filled (0.67), missing: measure and decision" in unclear.message.to(
        "en"
    )
    assert "(0,67)" in unclear.message.to("sv")
    assert len(found.of("CK311")) == 1
    confirmed = make(order("measure decision", defined_by="managers", confirmed="2011-05-01"))
    assert not check(confirmed, as_of=today).of("CK311")


@pytest.mark.parametrize(
    ("fields", "flagged"),
    [
        ({"defined_by": "managers"}, True),
        ({"defined_by": "staff"}, True),
        ({"defined_by": "managers", "confirmed": "2011-06-02"}, True),
        ({"defined_by": "managers", "confirmed": "2011-06-01"}, False),
        ({"defined_by": "politicians"}, False),
        ({"defined_by": "law"}, False),
        ({}, False),
    ],
    ids=["managers", "staff", "tomorrow", "today", "politicians", "law", "nobody-said"],
)
def test_who_words_their_own_mandate_waits_for_others_to_confirm_it(
    make: Maker, today: dt.date, fields: dict[str, Any], flagged: bool
) -> None:
    assert bool(check(make(order(**fields)), as_of=today).of("CK311")) is flagged


def test_a_clear_mandate_is_no_finding(make: Maker, today: dt.date) -> None:
    assert not check(make(order()), as_of=today).of("CK309", "CK310", "CK311")


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("idea", False), ("proposed", False), ("decided", True), ("running", True),
        ("paused", True), ("done", False), ("stopped", False),
    ],
)  # fmt: skip
def test_what_is_under_way_needs_a_mandate(
    make: Maker, today: dt.date, status: str, wanted: bool
) -> None:
    found = check(make({"id": "x", "status": status}), as_of=today).of("CK309")
    assert bool(found) is wanted


def test_what_is_over_needs_no_clear_mandate_any_more(make: Maker, today: dt.date) -> None:
    over = {**order("measure", defined_by="managers"), "status": "stopped"}
    assert not check(make(over), as_of=today).of("CK310", "CK311")
