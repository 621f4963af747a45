"""Missing translations: one finding for each file, with the first place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.findings import Place
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.reading import Places
from changekit.model.settings import Settings
from changekit.services.portfolio import check

if TYPE_CHECKING:
    import datetime as dt


def town(*rows: dict[str, Any], language: str = "sv") -> Municipality:
    """Return initiatives that stand in the lines of one file, and one more in another."""
    spots = {
        ("initiative", row["id"]): (lambda line: Place("register.csv", line, 1), at, {"title": at})
        for at, row in enumerate(rows, start=2)
    }
    return Municipality(
        settings=Settings.from_dict({"name": "Kommunen", "language": language}),
        initiatives=tuple(Initiative.from_dict(row) for row in rows),
        places=Places(spots),
    )


BOTH: dict[str, Any] = {"id": "both", "title": {"sv": "Ett", "en": "One"}}


def test_all_missing_texts_of_a_file_are_one_finding(today: dt.date) -> None:
    rows: list[dict[str, Any]] = [
        BOTH,
        {"id": "a", "title": "Två"},
        {"id": "b", "title": {"en": "Three"}},
    ]
    (found,) = check(town(*rows), as_of=today).of("CK327")
    assert found.place == Place("register.csv", 3, 1)
    assert "2 texts without translation: English (1) and Swedish (1)" in found.message.to("en")
    assert found.severity == "info"


def test_a_text_without_a_language_is_in_the_municipality_s_own(today: dt.date) -> None:
    (found,) = check(town({"id": "a", "title": "Plan"}, language="en"), as_of=today).of("CK327")
    assert "1 text without translation: Swedish (1)" in found.message.to("en")


def test_the_short_form_of_a_link_needs_no_second_language(today: dt.date) -> None:
    links = [{"kind": "follows", "to": "x", "why": "samma personer"}]
    assert not check(town({**BOTH, "links": links}), as_of=today).of("CK327")


def test_what_stands_in_no_file_of_the_workspace_is_left_out(today: dt.date) -> None:
    elsewhere = Municipality(
        settings=Settings.from_dict({"name": "Kommunen"}),
        initiatives=(Initiative.from_dict({"id": "a", "title": "Plan"}),),
    )
    assert not check(elsewhere, as_of=today).of("CK327")
