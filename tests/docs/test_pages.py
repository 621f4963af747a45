"""Every command and session in the pages prints what they say it prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
RUNS = re.compile(r"^```(?:console|pycon)$", re.MULTILINE)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [
    str(page.relative_to(ROOT))
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if RUNS.search(page.read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_is_really_printed(page: str, pages: ModuleType, tmp_path: Path) -> None:
    steps = list(pages.run_page(ROOT / page, tmp_path))
    assert steps
    wrong = [
        f"{page}:{step.line}: {step.source}\nprinted:\n{step.printed}"
        for step in steps
        if not step.holds
    ]
    assert wrong == []


def test_the_tutorials_and_the_readme_are_among_the_pages_that_run() -> None:
    wanted = {"README.md", "docs/tutorials/first-steps.md", "docs/tutorials/register.md"}
    assert wanted <= set(PAGES)


def test_dots_stand_for_any_text_and_for_any_lines(pages: ModuleType) -> None:
    assert pages.matches("plan of ... weeks", "plan of 20 weeks")
    assert pages.matches("first\n...\nlast", "first\na\nb\nlast")
    assert not pages.matches("first\nlast", "first\na\nlast")
    assert not pages.matches("first", "")


def test_a_page_that_is_wrong_is_seen_and_can_be_put_right(
    pages: ModuleType, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo $?\n1\n```\n\n```pycon\n>>> 1 + 1\n3\n```\n", "utf-8")
    steps = list(pages.run_page(page, tmp_path))
    assert [step.holds for step in steps] == [False, False]
    pages.rewrite(page, steps)
    assert page.read_text("utf-8").count("\n0\n") == 1
    assert page.read_text("utf-8").count("\n2\n") == 1


def test_blocks_that_are_not_run_only_install_or_make() -> None:
    texts = [
        page.read_text("utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    ]
    blocks = "".join("".join(SHELL.findall(text)) for text in texts)
    allowed = ("make ", "pip install ", "changekit demo", "changekit init ")
    assert [line for line in blocks.splitlines() if not line.startswith(allowed)] == []


def test_no_page_is_left_out_of_the_list_of_pages() -> None:
    index = (ROOT / "docs/index.md").read_text("utf-8")
    listed = {(ROOT / "docs" / to).resolve() for to in re.findall(r"\]\(([^)#]+)\)", index)}
    pages = {
        page
        for page in (ROOT / "docs").rglob("*.md")
        if page.parent.name not in ("changes", "docs", "examples") and "examples" not in page.parts
    }
    assert sorted(str(page.relative_to(ROOT)) for page in pages - listed) == []
