"""The page for a management group: plain words, real decisions, and files beside it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from changekit.interfaces.report import slides, write_management_report
from changekit.interfaces.report.decisions import decisions
from changekit.interfaces.report.management import LETTERS, named
from changekit.interfaces.report.management_wording import WORDS
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.slides import figures
from changekit.interfaces.report.writing import management_html
from changekit.model.quantities import Capacity
from changekit.services.planning.why.causes import cause_of
from changekit.services.planning.why.deciding import candidates, relaxed
from changekit.services.planning.why.freeing import freed
from changekit.text import LANGUAGES
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

FORBIDDEN = {
    "sv": r"gap|gräns(värde)?|bound|optimal\w*|metod\w*|motor\w*|algoritm\w*|heuristik\w*|poäng"
    r"|beräkning\w*|modell\w*|frö|drag|kontrollräkn\w*|viktad\w*|sannolikhet\w*|girig\w*",
    "en": r"gap|bound\w*|optimal\w*|methods?|engines?|algorithm\w*|heuristic\w*|scor\w+|solver\w*"
    r"|models?|seed|moves?|weighted|greedy|objective|feasible|probabilit\w*",
}


def text_of(page: str) -> str:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def made(town: Workspace) -> str:
    return text_of(management_html(material(town)))


def material(town: Workspace) -> Material:
    return Material(workspace=town, plan=town.plan())


def test_no_word_of_how_it_was_worked_out(town: Workspace) -> None:
    page = made(town)
    assert re.findall(rf"\b(?:{FORBIDDEN[town.language]})\b", page, re.IGNORECASE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_page_has_such_a_word(language: str) -> None:
    said = " ".join(text.to(language) for text in WORDS.values())
    assert re.findall(rf"\b(?:{FORBIDDEN[language]})\b", said, re.IGNORECASE) == []


def test_all_that_the_page_says_is_there_in_both_languages() -> None:
    assert {name: text.languages for name, text in WORDS.items() if text.missing(LANGUAGES)} == {}


def test_the_page_names_what_starts_what_waits_and_what_is_left_out(data: dict[str, Any]) -> None:
    town = Workspace.from_dict(data, language="sv", plugins={})
    page = made(town)
    known = material(town)
    assert f"{len(known.starting_now)} kan starta nu" in page
    assert f"{len(known.in_state('running'))} pågår redan" in page
    assert "Socialkontoret orkar inte fler förändringar samtidigt." in page
    assert "It-enheten orkar inte fler förändringar samtidigt." in page
    assert "Rollen ledare har inte tid till mer." in page
    assert "Något annat måste bli klart först." in page


def test_what_may_only_start_later_does_not_start_now(data: dict[str, Any]) -> None:
    rows = [
        {**row, "earliest": "2011-03-07"} if row["id"] == "i-kost" else row
        for row in data["initiatives"]
    ]
    town = Workspace.from_dict({**data, "initiatives": rows}, language="sv", plugins={})
    known = material(town)
    assert known.plan.explain("i-kost").state == "starts"
    assert "i-kost" not in known.starting_now
    assert "1 har ett senare datum och kan starta då." in made(town)


def test_every_one_that_waits_or_is_left_out_counts_in_one_group(data: dict[str, Any]) -> None:
    town = Workspace.from_dict(data, language="sv", plugins={})
    known = material(town)
    page = management_html(known)
    waits = text_of(page[page.index('id="waits"') : page.index('id="left-out"')])
    counted = sum(map(int, re.findall(r"(\d+) väntar", waits)))
    alone = len(re.findall(r"väntar till", waits))
    assert counted + alone == len(known.in_state("waits"))


def test_what_starts_without_a_confirmed_mandate_is_named(data: dict[str, Any]) -> None:
    clear = {"purpose": "x", "confirmed": "2010-12-01"}
    rows = [{**row, "mandate": clear} for row in data["initiatives"]]
    town = Workspace.from_dict({**data, "initiatives": rows}, language="en", plugins={})
    assert "Confirm the mandate" not in made(town)
    unclear = Workspace.from_dict(data, language="en", plugins={})
    assert "Confirm the mandate before you start" in made(unclear)


def test_of_a_benefit_that_nobody_knows_the_page_says_nothing(data: dict[str, Any]) -> None:
    rows = [
        {key: value for key, value in row.items() if key != "value"} | {"priority": "high"}
        for row in data["initiatives"]
    ]
    for language in LANGUAGES:
        town = Workspace.from_dict({**data, "initiatives": rows}, language=language, plugins={})
        known = material(town)
        assert any(round(100 * gain.freed.share) >= 1 for gain in decisions(known))
        part = management_html(known).partition('id="decisions"')[2].partition('id="assumed"')[0]
        assert not re.search("nyttan|benefit", part)
        whole = Workspace.from_dict(data, language=language, plugins={})
        assert re.search("nyttan ökar|benefit grows", made(whole))


def test_the_numbers_of_the_page_sum_to_all_initiatives(data: dict[str, Any]) -> None:
    town = Workspace.from_dict(data, language="sv", plugins={})
    page = made(town)
    assert "1 är klart." in page
    known = material(town)
    states = ("running", "starts", "waits", "paused", "left-out", "done")
    assert sum(len(known.in_state(state)) for state in states) == len(known.places)


def test_nothing_starts_now_in_a_plan_that_begins_long_after_today(data: dict[str, Any]) -> None:
    for day, starts in (("2010-12-20", True), ("2010-11-15", False)):
        settings = {**data["settings"], "as_of": day}
        known = material(Workspace.from_dict({**data, "settings": settings}, plugins={}))
        assert known.in_state("starts")
        assert bool(known.starting_now) == starts


def test_a_decision_moves_nothing_later_and_its_gain_is_counted(town: Workspace) -> None:
    known = material(town)
    found = decisions(known)
    assert 1 <= len(found) <= 3
    for gain in found:
        assert gain.freed.fit or gain.freed.earlier
        assert gain.freed.share >= 0
        assert str(len(gain.freed.earlier)) in gain.effect.to("en") or len(gain.freed.earlier) < 2
    shares = [gain.freed.share for gain in found]
    assert shares == sorted(shares, reverse=True)


def test_more_room_lets_in_what_lacked_it(town: Workspace) -> None:
    plan = town.plan()
    assert plan.explain("f-it").state == "left-out"
    organisation = town.municipality.organisation
    units = tuple(
        attrs.evolve(unit, capacity=Capacity(default=1.5)) if unit.id == "it" else unit
        for unit in organisation.units
    )
    more = attrs.evolve(organisation, units=units)
    gain = freed(plan, attrs.evolve(town.municipality, organisation=more))
    assert gain.fit == ("f-it",)
    assert gain.earlier == ()


def test_no_change_frees_nothing(town: Workspace) -> None:
    gain = freed(town.plan(), town.municipality)
    assert (gain.fit, gain.earlier, gain.share) == ((), (), 0.0)


def test_every_decision_that_is_proposed_asks_for_more_of_something(town: Workspace) -> None:
    plan = town.plan()
    for decision in candidates(plan.places.values())[:20]:
        change = relaxed(plan, decision)
        if change is not None:
            assert change[1] != town.municipality
            assert change[1].initiatives == town.municipality.initiatives


def test_a_long_title_is_cut_and_a_long_list_is_counted(data: dict[str, Any]) -> None:
    rows = [{**row, "title": "lång " * 40} for row in data["initiatives"]]
    known = material(Workspace.from_dict({**data, "initiatives": rows}, plugins={}))
    words = named(known, ["d0", "d1", "d2", "d3", "d4"], most=2).to("sv")
    assert words.endswith("och 3 till")
    assert all(len(title) <= LETTERS for title in re.findall("”(.*?)”", words))


def test_the_cause_is_what_closes_the_last_week_before_the_start(town: Workspace) -> None:
    plan = town.plan()
    assert cause_of(plan.explain("e-kraver"))[0] == "dependency"
    assert cause_of(plan.explain("f-it")) == ("unit", "it")


def test_figures_and_the_plan_stand_beside_the_page(town: Workspace, tmp_path: Path) -> None:
    files = write_management_report(town, tmp_path / "page.html")
    assert [file.name for file in files] == [
        "page.html", "page-plan.xlsx", "page-units.svg", "page-units.png", "page-load.svg",
        "page-load.png", "page-plan.svg", "page-plan.png",
    ]  # fmt: skip
    assert all(file.stat().st_size > 500 for file in files)
    assert sorted(files) == sorted(tmp_path.iterdir())


def test_the_plan_for_a_slide_tells_in_words_how_many_it_does_not_draw(
    town: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = figures(material(town))["plan"]
    every = len(whole.table())
    assert str(every) in whole.summary.to("sv")
    assert "visas inte" not in whole.to_svg("sv")
    monkeypatch.setattr(slides, "ROWS", every - 3)
    part = figures(material(town))["plan"]
    assert len(part.table()) == every - 3
    assert f"De {every - 3} främsta av de {every}" in part.summary.to("sv")
    assert "3 more are not shown" in part.summary.to("en")
    assert ">3 till startar eller väntar men visas inte.</text>" in part.to_svg("sv")


def test_without_the_extras_the_rest_is_written(
    town: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    files = write_management_report(town, tmp_path / "page.html")
    assert [file.name for file in files] == [
        "page.html", "page-plan.csv", "page-units.svg", "page-load.svg", "page-plan.svg",
    ]  # fmt: skip


def test_the_page_of_an_empty_municipality_says_so() -> None:
    settings = {"name": "Tomt", "period": {"start": "2011-01-03", "count": 10}}
    data = {"settings": {**settings, "as_of": "2011-01-03", "language": "sv"}}
    page = made(Workspace.from_dict(data, plugins={}))
    for words in ("Inget nytt startar nu.", "Inget behöver vänta.", "inga förändringsinitiativ"):
        assert words in page
    assert "Alla" not in page
