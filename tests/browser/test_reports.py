"""The reports in a real browser: accessible, narrow enough for a phone, silent, and one page.

The page is put into a frame of the wanted width, because a browser window cannot be as narrow as
a phone. A probe in the page opens everything that is folded, runs axe-core, and hands what it
finds to the outer page, whose content the browser then prints.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

from changekit.interfaces.report import write_management_report, write_report
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.writing import management_html
from changekit.model.decision import Decision
from changekit.model.quantities import Weeks
from changekit.workspace import Workspace

pytestmark = pytest.mark.browser

Facts: TypeAlias = dict[str, Any]  # what the probe reports, as JSON
EXAMPLES = Path(__file__).resolve().parents[2] / "docs/examples"
CHROMIUM = os.environ.get("CHANGEKIT_CHROMIUM", "chromium")
AXE = os.environ.get("CHANGEKIT_AXE", "")
WIDTHS = {"desktop": 1280, "phone": 360, "narrowest": 320}
PAGES = ("report-sv", "management-sv", "management-en", "small-en", "moved-sv", "clash-en")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
LISTEN = """<script>
window.troubles = [];
const trouble = words => troubles.push(String(words));
addEventListener("error", event => trouble(event.message || event.target.outerHTML), true);
addEventListener("unhandledrejection", event => trouble(event.reason));
console.error = (...words) => trouble(words.join(" "));
</script>"""
PROBE = """<script>
addEventListener("load", async () => {
  const page = document.documentElement;
  const asked = performance.getEntriesByType("resource").map(entry => entry.name);
  const folded = page.scrollWidth;
  document.querySelectorAll("details").forEach(item => { item.open = true; });
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  const found = await axe.run(document, {runOnly: {type: "tag", values}});
  const nodes = item => item.nodes.slice(0, 3).map(node => node.html);
  const violations = found.violations.map(item => [item.id, nodes(item)]);
  const facts = {violations, asked, troubles, folded, passed: found.passes.length};
  facts.open = page.scrollWidth;
  facts.width = page.clientWidth;
  parent.document.getElementById("facts").textContent = JSON.stringify(facts);
});
</script>"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages to look at, by name."""
    folder = tmp_path_factory.mktemp("pages")
    for language in ("sv", "en"):
        opened = Workspace.open(EXAMPLES / "eskilstuna", language=language)
        plan = opened.plan(moves=50)
        write_management_report(opened, folder / f"management-{language}.html", plan=plan)
        if language == "sv":
            write_report(opened, folder / "report-sv.html", plan=plan)
    small = Workspace.open(EXAMPLES / "lovisa", language="en")
    write_report(small, folder / "small-en.html")
    _changed(folder)
    return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in PAGES}


def _changed(folder: Path) -> None:
    """Write the report of a town that keeps to an earlier plan, and of one whose rules clash."""
    opened = Workspace.open(EXAMPLES / "lulea", language="sv")
    earlier = opened.plan(moves=50)
    town = opened.municipality
    late, other = [item for item in town.initiatives if item.id in earlier.starts][:2]
    decision = Decision.from_dict(
        {"date": "2016-04-29", "body": "Ledningsgruppen", "initiative": other.id, "do": "stop"}
    )
    slower = [attrs.evolve(it, weeks=Weeks(40)) if it is late else it for it in town.initiatives]
    changed = attrs.evolve(town, initiatives=tuple(slower), decisions=(decision,))
    slipped = attrs.evolve(opened, municipality=changed)
    write_report(slipped, folder / "moved-sv.html", replanned=slipped.replan(earlier, moves=50))
    write_report(Workspace.open(EXAMPLES / "ekby", language="en"), folder / "clash-en.html")


def run(folder: Path, *arguments: str) -> str:
    """Return what the browser prints."""
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments],
        capture_output=True, encoding="utf-8", check=True, timeout=300,
    )  # fmt: skip
    return done.stdout


def probed(page: str, width: int, folder: Path) -> Facts:
    """Return what the probe finds in a page at a width."""
    axe = Path(AXE).read_text(encoding="utf-8")
    inside = page.replace("<head>", f"<head>{LISTEN}", 1)
    inside = inside.replace("</body>", f"<script>{axe}</script>{PROBE}</body>", 1)
    outer = folder / "outer.html"
    outer.write_text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>t</title><body>'
        f'<iframe title="page" width="{width}" height="800" style="border:0" '
        f'srcdoc="{html.escape(inside)}"></iframe><pre id="facts"></pre></body></html>',
        encoding="utf-8",
    )
    printed = run(folder, "--virtual-time-budget=100000", "--dump-dom", outer.as_uri())
    found = re.search(r'<pre id="facts">(.*?)</pre>', printed, re.DOTALL)
    assert found, printed[-2000:]
    assert found[1], "the probe did not end"
    facts: Facts = json.loads(html.unescape(found[1]))
    return facts


def test_the_browser_and_the_checker_are_there() -> None:
    assert shutil.which(CHROMIUM), "make test-browser says what to install"
    assert Path(AXE).is_file(), "make test-browser fetches axe-core"


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_report_is_accessible_fits_and_is_silent(
    pages: dict[str, str], name: str, width: int, tmp_path: Path
) -> None:
    facts = probed(pages[name], width, tmp_path)
    assert facts["violations"] == []
    assert facts["passed"] > 10
    assert facts["width"] == width
    assert (facts["folded"] <= width, facts["open"] <= width) == (True, True)
    assert facts["troubles"] == []
    assert facts["asked"] == []


PLANTED = {
    "grey-on-white": ('<p style="color:#bbb;background:#fff">dim</p>', "color-contrast"),
    "image-without-words": ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
    "nameless-link": ('<a href="#x"></a>', "link-name"),
    "field-without-words": ('<input type="text">', "label"),
}


@pytest.mark.parametrize(("markup", "rule"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_found(
    pages: dict[str, str], markup: str, rule: str, tmp_path: Path
) -> None:
    page = pages["management-sv"].replace("</main>", f"{markup}</main>", 1)
    assert rule in [name for name, _ in probed(page, 1280, tmp_path)["violations"]]


def test_a_missing_language_is_found(pages: dict[str, str], tmp_path: Path) -> None:
    page = pages["management-sv"].replace('<html lang="sv">', "<html>", 1)
    names = [name for name, _ in probed(page, 1280, tmp_path)["violations"]]
    assert names == ["html-has-lang"]


def test_a_planted_overflow_is_found(pages: dict[str, str], tmp_path: Path) -> None:
    wide = '<div style="width:900px">x</div></main>'
    page = pages["management-sv"].replace("</main>", wide, 1)
    assert probed(page, 360, tmp_path)["open"] > 360


def test_a_planted_error_and_a_planted_request_are_found(
    pages: dict[str, str], tmp_path: Path
) -> None:
    script = '<script>console.error("planted"); missing();</script>'
    script += '<img alt="x" src="http://example.org/x.png">'
    facts = probed(
        pages["management-sv"].replace("</main>", f"{script}</main>", 1), 1280, tmp_path
    )
    assert "planted" in facts["troubles"]
    assert any("missing" in trouble for trouble in facts["troubles"])
    assert facts["asked"] == ["http://example.org/x.png"]


@pytest.mark.parametrize("name", ["management-sv", "management-en"])
def test_the_page_for_management_is_one_page_on_paper(
    pages: dict[str, str], name: str, tmp_path: Path
) -> None:
    assert printed_pages(pages[name], tmp_path) == 1


def crowd() -> dict[str, Any]:  # Any: plain data
    """Return a town in which everything that the page counts is many and has a long name."""
    units = [
        {"id": f"u{at}", "name": f"{WORDY} nummer {at}", "capacity": 1, "limit": 2}
        for at in range(9)
    ]
    roles = [
        {"id": f"r{at}", "title": f"{WORDY} nummer {at}", "capacity_hours_per_week": 4}
        for at in range(9)
    ]
    rows = [
        {
            "id": f"i{at}", "title": f"{WORDY} {WORDY} {at}", "status": "proposed", "weeks": 9,
            "owner": {"unit": f"u{at % 9}"}, "load": [{"unit": f"u{at % 9}", "amount": 0.6}],
            "roles": [{"role": f"r{at % 7}", "hours_per_week": 3}] if at % 3 else [],
            "links": [{"kind": "requires", "to": f"i{at - 1}"}] if at % 11 == 5 else [],
            "deadline": "2011-05-01" if at % 13 == 7 else None,
        }
        for at in range(150)
    ]  # fmt: skip
    settings = {"name": WORDY, "period": {"start": "2011-01-03", "count": 60}, "language": "sv",
                "as_of": "2011-01-03", "built_from": {"document": "artikel.txt"}}  # fmt: skip
    freezes = [{"from": "2011-06-20", "to": "2011-08-14"}]
    organisation = {"units": units, "roles": roles, "freezes": freezes}
    return {"settings": settings, "organisation": organisation, "initiatives": rows}


WORDY = "Samhällsbyggnadsförvaltningens gemensamma utveckling"


def test_even_the_page_of_a_crowded_town_is_one_page(tmp_path: Path) -> None:
    town = Workspace.from_dict(crowd(), plugins={})
    page = management_html(Material(workspace=town, plan=town.plan(moves=0)))
    assert printed_pages(page, tmp_path) == 1


def test_the_page_stays_one_where_files_have_errors_and_required_work_is_left_out(
    tmp_path: Path,
) -> None:
    crowded = crowd()
    rows = [{**row, "mandatory": at % 2 == 0} for at, row in enumerate(crowded["initiatives"])]
    wrong = {"id": "wrong", "titel": WORDY, "status": "decided"}
    town = Workspace.from_dict({**crowded, "initiatives": [*rows, wrong]}, plugins={})
    known = Material(workspace=town, plan=town.plan(moves=0))
    assert known.file_errors
    assert len(known.required_out) > 2
    assert printed_pages(management_html(known), tmp_path) == 1


def test_two_pages_are_counted_as_two(pages: dict[str, str], tmp_path: Path) -> None:
    longer = '<p style="break-before:page">more</p></main>'
    assert printed_pages(pages["management-sv"].replace("</main>", longer), tmp_path) == 2


def test_what_is_folded_is_printed(pages: dict[str, str], tmp_path: Path) -> None:
    """A table may break elsewhere where it is folded, which makes a page more or less."""
    folded = pages["small-en"]
    opened = folded.replace("<details>", "<details open>")
    hidden = folded.replace("details::details-content", "details::no-such-content")
    whole = printed_pages(opened, tmp_path)
    assert abs(printed_pages(folded, tmp_path) - whole) <= 1
    assert printed_pages(hidden, tmp_path) < whole - 2


def printed_pages(page: str, folder: Path) -> int:
    """Return how many sheets of A4 a page takes."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    target = folder / "page.pdf"
    run(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}",
        (folder / "page.html").as_uri())  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page[^s]", target.read_bytes()))
