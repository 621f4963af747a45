"""The report: one file, whole, in order for people and screen readers, the same every time."""

from __future__ import annotations

import os
import re
from html import unescape
from html.parser import HTMLParser
from importlib import metadata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from changekit.extension.hookspecs import hookimpl
from changekit.extension.protocols.showing import Section
from changekit.figures import RankBar, RankBars
from changekit.interfaces.report import write_report
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.wording import WORDS
from changekit.interfaces.report.writing import management_html, report_html
from changekit.tables import Column, Table
from changekit.text import LANGUAGES, Text
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


class Outline(HTMLParser):
    """Headings, ids, references and addresses of a page, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.asked: list[str] = []
        self.outside: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in values.items():
            words = (value or "").split()
            if name == "id":
                self.ids += words
            elif name == "aria-labelledby":
                self.asked += words
            elif name == "href" and words:
                (self.asked if words[0][0] == "#" else self.outside).append(words[0].lstrip("#"))
            elif name in ("src", "srcset", "data", "action", "poster"):
                self.outside += words

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [values for name, values in self.tags if name == tag]


def written(town: Workspace, folder: Path) -> str:
    (file,) = write_report(town, folder / "report.html")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def page(town: Workspace, tmp_path: Path) -> str:
    return written(town, tmp_path)


def test_the_report_needs_nothing_but_itself(page: str) -> None:
    assert Outline(page).outside == []
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page


def test_headings_go_down_one_step_at_a_time_from_one_title(page: str) -> None:
    headings = Outline(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_every_id_is_there_once_and_every_reference_leads_somewhere(page: str) -> None:
    outline = Outline(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.asked) <= set(outline.ids)


def test_the_page_has_its_language_landmarks_and_a_way_past_the_contents(
    town: Workspace, page: str
) -> None:
    outline = Outline(page)
    assert outline.all("html") == [{"lang": town.language}]
    assert [len(outline.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert outline.all("a")[0]["href"] == "#main"


def test_what_can_be_wider_than_the_screen_scrolls_by_keyboard_and_has_a_name(page: str) -> None:
    outline = Outline(page)
    regions = [tag for tag in outline.all("div") if "scroll" in str(tag.get("class", ""))]
    assert len(regions) == len(outline.all("table")) + len(outline.all("svg"))
    assert all(tag["tabindex"] == "0" and tag["aria-label"] for tag in regions)


def test_every_figure_stands_beside_the_same_figures_as_a_table(page: str) -> None:
    outline = Outline(page)
    assert len(outline.all("figure")) == len(outline.all("svg"))
    after = re.findall(r"</figure>\s*<details class=\"sheet\">", page)
    assert len(after) == len(outline.all("figure"))


def test_every_table_has_a_caption_and_scoped_headings(page: str) -> None:
    outline = Outline(page)
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert {tag.get("scope") for tag in outline.all("th")} == {"col", "row"}


def test_every_initiative_is_explained(town: Workspace, page: str) -> None:
    ids = set(Outline(page).ids)
    assert {f"i-{item.id}" for item in town.municipality.initiatives} <= ids
    entries = re.findall(r'<li id="i-[^"]+">.*?</ul></li>', page, re.DOTALL)
    assert all("<li>" in entry.removeprefix("<li") for entry in entries)


def test_texts_of_a_municipality_are_escaped_everywhere(page: str) -> None:
    assert "<b>" not in page
    assert "&lt;b&gt;&amp;" in page


def test_an_example_says_that_it_is_one(town: Workspace, page: str) -> None:
    notice = town.municipality.notice
    assert notice is not None
    assert notice.to(town.language) in unescape(page)


def test_nothing_unknown_is_shown_as_a_programmers_word(page: str) -> None:
    words = re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    assert not re.findall(r"\b(None|nan|NaN|True|False|inf|undefined)\b|Text\(|\{\w*\}", words)


def test_the_report_is_the_same_to_the_byte_whatever_the_order_of_its_data(
    data: dict[str, Any], tmp_path: Path
) -> None:
    turned = {**data, "initiatives": list(reversed(data["initiatives"]))}
    pages = [
        written(Workspace.from_dict(given, plugins={}), tmp_path) for given in (data, turned, data)
    ]
    assert pages[0] == pages[2]
    # Findings name the place of each row, which is another one now.
    place = re.compile(
        r'<section aria-labelledby="findings">.*?</section>|/initiatives/\d+', re.DOTALL
    )
    assert place.sub("", pages[0]) == place.sub("", pages[1])


def test_all_that_the_pages_say_is_there_in_both_languages() -> None:
    assert {name: text.languages for name, text in WORDS.items() if text.missing(LANGUAGES)} == {}


def test_an_empty_municipality_has_a_report_too(tmp_path: Path) -> None:
    settings = {"name": "Tomt", "period": {"start": "2011-01-03", "count": 10}}
    empty = Workspace.from_dict({"settings": {**settings, "as_of": "2011-01-03"}}, plugins={})
    assert Outline(written(empty, tmp_path)).headings.count(1) == 1


class Greeting:
    """A plugin that adds a section with words, a figure and a table."""

    @hookimpl
    def register_renderers(self) -> dict[str, Any]:  # Any: a renderer
        return {"greeting": self.section, "nothing": lambda _town, _day: None}

    def section(self, _town: object, _day: object) -> Section:
        title = Text(sv="Hälsning <i>", en="Greeting <i>")
        bar = RankBar(label=title, value=1.0, low=1.0, high=1.0)
        table = Table(title=title, columns=(Column("a", title),), rows=(("x",),))
        return Section(
            title=title,
            words=(title,),
            figures=(RankBars(title=title, summary=title, bars=(bar,)),),
            tables=(table,),
        )


class Broken:
    """A plugin whose renderer fails."""

    @hookimpl
    def register_renderers(self) -> dict[str, Any]:  # Any: a renderer
        return {"broken": self.section}

    def section(self, _town: object, _day: object) -> Section:
        raise KeyError("gone")


def test_a_plugin_adds_a_section_and_a_broken_one_harms_nothing_else(
    data: dict[str, Any], tmp_path: Path
) -> None:
    plugins = {"greeting": Greeting(), "broken": Broken()}
    page = written(Workspace.from_dict(data, language="en", plugins=plugins), tmp_path)
    assert '<h2 id="plugin-greeting">Greeting &lt;i&gt;</h2>' in page
    assert "Plugin broken could not show its part: KeyError" in page
    assert 'id="plugin-nothing"' not in page
    assert '<h2 id="explanations">' in page


def test_the_report_of_four_hundred_initiatives_can_be_sent_by_mail(
    checkout: Path, tmp_path: Path
) -> None:
    town = Workspace.open(checkout / "docs/examples/eskilstuna", plugins={})
    (file,) = write_report(town, tmp_path / "r.html", plan=town.plan(moves=0))
    assert file.stat().st_size < 3_000_000


def scrubbed(page: str) -> str:
    """Return a page without what changes with every version of changekit."""
    return page.replace(metadata.version("changekit"), "VERSION")


@pytest.mark.parametrize("kind", ["report", "management"])
def test_the_pages_are_as_they_were_last_looked_at(
    town: Workspace, kind: str, checkout: Path
) -> None:
    """After a wanted change: CHANGEKIT_UPDATE_GOLDEN=1 pytest tests/interfaces/report."""
    made = {"report": report_html, "management": management_html}[kind]
    page = scrubbed(made(Material(workspace=town, plan=town.plan())))
    golden = checkout / "tests/golden/report" / f"{kind}-{town.language}.html"
    if os.environ.get("CHANGEKIT_UPDATE_GOLDEN"):
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")
