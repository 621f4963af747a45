"""What both pages say first: errors in the files, and required work that does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from changekit.interfaces.report.material import Material
from changekit.interfaces.report.writing import management_html, report_html
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = {"report": report_html, "management": management_html}
REQUIRED = {
    "sv": "Lagkrav/obligatoriskt som inte får plats: ”Förändringen f-it”.",
    "en": "Required but does not fit: “The change f-it”.",
}


@pytest.fixture(params=PAGES.values(), ids=list(PAGES))
def page_of(request: pytest.FixtureRequest) -> Callable[[Material], str]:
    made: Callable[[Material], str] = request.param
    return made


def opened(data: dict[str, Any], language: str = "sv", **changes: Any) -> Material:  # Any: data
    town = Workspace.from_dict({**data, **changes}, language=language, plugins={})
    return Material(workspace=town, plan=town.plan())


def words_of(page: str) -> str:
    page = re.sub(r"<(style|title|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def with_errors(data: dict[str, Any], count: int) -> list[dict[str, Any]]:  # Any: data
    """Return the initiatives, some of them with a misspelt key."""
    wrong = [{"id": f"x{at}", "titel": "Ny", "status": "decided"} for at in range(count)]
    return [*data["initiatives"], *wrong]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_errors_in_the_files_are_told_at_the_very_top(
    data: dict[str, Any], page_of: Callable[[Material], str], language: str
) -> None:
    known = opened(data, language, initiatives=with_errors(data, 2))
    assert known.file_errors >= 2
    page = words_of(page_of(known))
    told = known.alert.to(language)
    assert told.startswith(f"{known.file_errors} ")
    assert "changekit check" in told
    title = page.index("Provstad" if language == "sv" else "Testtown")
    assert title < page.index(told) < page.index("2011")


def test_without_errors_in_the_files_nothing_is_told_of_them(
    data: dict[str, Any], page_of: Callable[[Material], str]
) -> None:
    assert "fel i filerna:" not in words_of(page_of(opened(data)))


def test_that_all_fit_is_not_claimed_where_nothing_could_be_read(
    data: dict[str, Any], page_of: Callable[[Material], str]
) -> None:
    page = words_of(page_of(opened(data, initiatives=with_errors({"initiatives": []}, 1))))
    assert "Alla" not in page
    assert "Inget förändringsinitiativ kunde läsas." in page


def test_that_all_fit_is_claimed_only_of_what_was_read(
    data: dict[str, Any], page_of: Callable[[Material], str]
) -> None:
    fits = {"initiatives": data["initiatives"][:4]}
    assert "Alla får plats i planen." in words_of(page_of(opened(data, **fits)))
    page = words_of(page_of(opened(data, initiatives=with_errors(fits, 1))))
    assert "Alla får plats" not in page
    assert "Alla som kunde läsas får plats i planen." in page


def required(data: dict[str, Any], language: str = "sv") -> Material:
    """Return a town in which what cannot be carried is required by law."""
    rows = [
        {**row, "mandatory": True} if row["id"] == "f-it" else row for row in data["initiatives"]
    ]
    return opened(data, language, initiatives=rows)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_required_and_does_not_fit_is_named_first(
    data: dict[str, Any], language: str
) -> None:
    page = management_html(required(data, language))
    part = words_of(page[page.index('id="left-out"') : page.index('id="decisions"')])
    assert part.index(REQUIRED[language]) < 40
    assert REQUIRED[language] not in words_of(management_html(opened(data, language)))


def test_errors_of_the_plan_stand_open_before_anything_else_in_its_section(
    data: dict[str, Any],
) -> None:
    page = report_html(required(data))
    part = page[page.index('<h2 id="plan">') :]
    assert 0 < part.index("CK401") < part.index("<figure>")
    assert "<details" not in part[: part.index("CK401")]
