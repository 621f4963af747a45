"""The reference pages say what the code says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import changekit
from changekit import errors
from changekit.extension.hookspecs import HOOKS
from changekit.rules import all_rules

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headings(name: str) -> list[str]:
    return re.findall(r"^## (.+)$", (DOCS / "reference" / name).read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", generator().PAGES, ids=str)
def test_a_reference_page_is_what_the_code_says_now(name: str) -> None:
    written = (DOCS / "reference" / name).read_text("utf-8")
    assert written == generator().PAGES[name](), "run: python docs/generate.py"


def test_every_code_error_hook_and_public_name_has_a_heading() -> None:
    assert headings("findings.md") == [f"{r.code} {r.slug}" for r in all_rules().values()]
    slugs = {getattr(errors, name).slug for name in errors.__all__}
    assert set(headings("errors.md")) == slugs
    assert headings("hooks.md") == list(HOOKS)
    assert headings("api.md") == sorted(changekit.__all__)


def test_every_code_in_docs_and_code_is_a_known_code() -> None:
    root = DOCS.parent
    files = [*DOCS.rglob("*.md"), *(root / "src").rglob("*.py"), *(root / "tests").rglob("*.py")]
    codes = {
        (code, str(file.relative_to(root)))
        for file in [*files, root / "README.md"]
        for code in re.findall(r"\bCK\d{3}\b", file.read_text("utf-8"))
    }
    assert {(code, file) for code, file in codes if code not in all_rules()} == set()


def test_every_link_between_pages_leads_somewhere() -> None:
    links = [
        (file, target)
        for file in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text("utf-8"))
        if "://" not in target
    ]
    assert links
    assert [(str(f), to) for f, to in links if not (f.parent / to).exists()] == []
