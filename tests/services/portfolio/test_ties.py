"""Ties: links that go in circles, contradict each other, or lead to what is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.services.portfolio import check

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker

TIES = ("CK321", "CK322", "CK323", "CK324", "CK325")


def item(name: str, *links: str, **fields: Any) -> dict[str, Any]:
    pairs = (link.split() for link in links)
    return {"id": name, "links": [{"kind": kind, "to": to} for kind, to in pairs], **fields}


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ([item("a", "requires b"), item("b", "requires c"), item("c", "follows a")], ["CK325"]),
        ([item("a", "requires b"), item("b", "requires a")], ["CK325"]),
        ([item("a", "requires b", "conflicts b"), item("b")], ["CK324"]),
        ([item("a", "requires b", "alternative-to b"), item("b")], ["CK324"]),
        ([item("a", "requires b"), item("b", status="stopped")], ["CK321"]),
        ([item("a", "follows b"), item("b", status="stopped")], []),
        ([item("a", "requires b", status="done"), item("b", status="stopped")], []),
        (
            [item("a", "alternative-to b", status="running"), item("b", status="decided")],
            ["CK322"],
        ),
        ([item("a", "alternative-to b", status="running"), item("b")], []),
        (
            [
                item("a", "conflicts b", status="running"),
                item("b", "conflicts a", status="running"),
            ],
            ["CK323"],
        ),
        ([item("a", "requires b"), item("b")], []),
        ([item("a", "requires lost", "conflicts lost", "follows a2")], []),
    ],
    ids=[
        "circle", "two-circle", "requires-conflicts", "requires-alternative", "stopped",
        "follows-stopped", "over", "both-alternatives", "one-alternative", "both-conflicting",
        "sound", "unknown-names",
    ],
)  # fmt: skip
def test_links_that_cannot_hold_are_found(
    make: Maker, today: dt.date, items: list[dict[str, Any]], codes: list[str]
) -> None:
    assert [found.code for found in check(make(*items), as_of=today).of(*TIES)] == codes


def test_a_circle_is_named_as_a_path(make: Maker, today: dt.date) -> None:
    items = [item("a", "requires b"), item("b", "requires c"), item("c", "requires a")]
    (found,) = check(make(*items), as_of=today).of("CK325")
    assert "a -> b -> c -> a" in found.message.to("en")
    assert found.severity == "error"


def test_a_link_that_is_there_twice_is_found_once(make: Maker, today: dt.date) -> None:
    items = [item("a", "requires b", "requires b", "follows b", "enables c"), item("b"), item("c")]
    (found,) = check(make(*items), as_of=today).of("CK350")
    assert "requires to b is there 2 times" in found.message.to("en")
    assert found.subject is not None
