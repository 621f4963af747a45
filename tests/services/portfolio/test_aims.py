"""Aims: work without a goal, and the same aim in two units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.services.portfolio import alignment, check, shared_aims

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker

TITLES = (
    "Klarspråk i beslutsbrev", "Klarspråk i beslutsbreven", "Nytt intranät", "Digital ansökan",
    "Gemensam bemanning", "Trygg skolväg", "Mindre matsvinn", "Elevhälsa enligt ny lag",
    "Starta restaurang", "Sammanslagning av arbetslag",
)  # fmt: skip


def ten() -> list[dict[str, Any]]:  # Any: plain data
    return [
        {"id": f"i{n}", "title": title, "owner": f"unit{n}", "goals": ["g"] if n > 2 else []}
        for n, title in enumerate(TITLES)
    ]


def test_requirement_08_ten_initiatives_three_without_goal_two_with_the_same_aim(
    make: Maker, today: dt.date
) -> None:
    town = make(*ten(), goals={"goals": [{"id": "g", "title": "Nära medborgaren"}]})
    result = alignment(town)
    assert (result.total, len(result.without_goal), len(result.duplicates)) == (10, 3, 1)
    assert result.unaligned == pytest.approx(0.3)
    assert "30%" in str(result)
    found = check(town, as_of=today)
    assert len(found.of("CK301")) == 3
    assert "3 of 10 open initiatives (30%)" in found.of("CK302")[0].message.to("en")
    (pair,) = found.of("CK312")
    assert (pair.subject, "i1 (unit1)" in pair.message.to("en")) == ("i0", True)


def pair(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"id": "a", "title": "Ett", "owner": "soc", **first},
        {"id": "b", "title": "Två", "owner": "vuxen", **second},
    ]


SAME_CONCEPT = {"reuses": "changekit/x@1", "mandate": {"measure": "svarstid"}}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"title": "Kortare ledtider"}, {"title": "Kortare ledtid"}, "title"),
        ({"title": {"en": "Shorter leads"}}, {"title": {"en": "Shorter lead"}}, "title"),
        (
            {"mandate": {"purpose": "Färre väntar på besked"}},
            {"mandate": {"purpose": "Färre väntar på beskedet"}},
            "purpose",
        ),
        (SAME_CONCEPT, SAME_CONCEPT, "reuses"),
    ],
    ids=["title", "english-title", "purpose", "concept-and-measure"],
)
def test_one_aim_in_two_units_is_found(
    make: Maker, first: dict[str, Any], second: dict[str, Any], why: str
) -> None:
    assert [found.why for found in shared_aims(make(*pair(first, second)))] == [why]


SAME = {"title": "Kortare ledtid"}
GOALS = {"goals": [{"id": "g", "title": "Nära medborgaren"}]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"goals": ["g"]}, {"goals": ["g"]}),
        (
            {"goals": ["g"], "mandate": {"purpose": "Nära medborgarna"}},
            {"goals": ["g"], "mandate": {"purpose": "Nära medborgarna"}},
        ),
        ({**SAME, "owner": "vuxen"}, SAME),
        ({**SAME, "owner": None}, SAME),
        ({**SAME, "status": "stopped"}, SAME),
        ({**SAME, "links": [{"kind": "alternative-to", "to": "b"}]}, SAME),
        ({"title": "Etapp 1"}, {"title": "Etapp 2"}),
        (
            {"reuses": "changekit/x", "mandate": {"measure": "svarstid"}},
            {"reuses": "changekit/x", "mandate": {"measure": "ledtid"}},
        ),
        ({"reuses": "changekit/x"}, {"reuses": "changekit/x"}),
        ({"mandate": {"measure": "svarstid"}}, {"mandate": {"measure": "svarstid"}}),
    ],
    ids=[
        "shared-goal-alone", "purpose-repeats-the-goal", "one-unit", "no-owner", "stopped",
        "alternatives", "other-number", "other-measure", "no-measure", "no-concept",
    ],
)  # fmt: skip
def test_what_is_no_duplicate(make: Maker, first: dict[str, Any], second: dict[str, Any]) -> None:
    goals = {"goals": [*GOALS["goals"], {"id": "h", "title": "Nära medborgarna"}]}
    assert shared_aims(make(*pair(first, second), goals=goals)) == ()


def test_without_open_initiatives_no_share_is_given(make: Maker) -> None:
    result = alignment(make({"id": "a", "status": "done"}))
    assert (result.total, result.unaligned) == (0, None)
    assert result.to_dict()["duplicates"] == []


def test_one_aim_in_many_units_is_one_finding_that_names_the_first_few(
    make: Maker, today: dt.date
) -> None:
    same = {"mandate": {"purpose": "Bättre bemötande i receptionen"}}
    rows = [
        {"id": f"i{n}", "title": title, "owner": f"unit{n}", **same}
        for n, title in enumerate(["Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"])
    ]
    (found,) = check(make(*rows), as_of=today).of("CK312")
    assert "i1 (unit1), i2 (unit2), i3 (unit3), i4 (unit4) and 2 more" in found.message.to("en")
