"""Roles: who sits in everything, and what hangs on one role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.services.portfolio import check

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker

LEADERS = [f"ledare-{n}" for n in range(8)]
ROLES = {"roles": [{"id": name} for name in LEADERS]}


def wholes(owners: dict[int, str]) -> dict[str, Any]:
    return {
        "goals": [{"id": f"g{n}", "title": f"Mål {n}"} for n in range(5)],
        "groupings": [
            {"id": f"w{n}", "title": f"Helhet {n}", "goals": [f"g{n}"], "role": owners.get(n)}
            for n in range(5)
        ],
    }


def eight_leaders() -> list[dict[str, Any]]:
    """One leader sits in all five focus areas, the others in one each."""
    return [
        {
            "id": f"i{n}", "goals": [f"g{n % 5}"], "owner": {"unit": "stad", "role": LEADERS[n]},
            "roles": [LEADERS[0], LEADERS[(n + 1) % 8]],
        }
        for n in range(1, 8)
    ]  # fmt: skip


def test_a_leader_in_all_five_wholes_is_found(make: Maker, today: dt.date) -> None:
    town = make(*eight_leaders(), goals=wholes({}), organisation=ROLES)
    (found,) = check(town, as_of=today).of("CK314")
    assert found.subject == "ledare-0"
    assert "7 of 7 open initiatives (100%), 5 of 5 focus areas" in found.message.to("en")


def test_who_leaves_two_wholes_without_owner_is_a_single_point(
    make: Maker, today: dt.date
) -> None:
    owners = {0: LEADERS[0], 1: LEADERS[0], 2: LEADERS[2], 3: LEADERS[3], 4: LEADERS[4]}
    town = make(*eight_leaders(), goals=wholes(owners), organisation=ROLES)
    (found,) = check(town, as_of=today).of("CK315")
    assert found.subject == "ledare-0"
    assert "2 focus areas (w0 and w1)" in found.message.to("en")


def solo(count: int, *, units: int) -> list[dict[str, Any]]:
    return [
        {"id": f"i{n}", "owner": {"unit": f"unit{n % units}", "role": LEADERS[0]}}
        for n in range(count)
    ]


def test_who_is_alone_in_three_initiatives_of_two_units_is_a_single_point(
    make: Maker, today: dt.date
) -> None:
    assert check(make(*solo(3, units=2), organisation=ROLES), as_of=today).of("CK315")
    assert not check(make(*solo(3, units=1), organisation=ROLES), as_of=today).of("CK315")
    assert not check(make(*solo(2, units=2), organisation=ROLES), as_of=today).of("CK315")


def test_in_a_small_portfolio_nobody_sits_in_everything(make: Maker, today: dt.date) -> None:
    assert not check(make(*solo(4, units=1), organisation=ROLES), as_of=today).of("CK314")
    assert check(make(*solo(5, units=1), organisation=ROLES), as_of=today).of("CK314")


def test_open_work_without_an_owner_is_found(make: Maker, today: dt.date) -> None:
    town = make({"id": "a"}, {"id": "b", "status": "done"}, {"id": "c", "status": "idea"})
    assert [item.subject for item in check(town, as_of=today).of("CK326")] == ["a"]
