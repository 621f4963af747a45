"""Files hold one idea, functions fit on a screen, and modules say what they hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FILE_LIMIT = 400
FUNCTION_LIMIT = 40

PACKAGE = sorted(CHECKOUT.glob("src/**/*.py")) + sorted(CHECKOUT.glob("plugins/*/src/**/*.py"))
TESTS = sorted(CHECKOUT.glob("tests/**/*.py")) + sorted(CHECKOUT.glob("plugins/*/tests/**/*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def length(function: Function) -> int:
    """Return the lines of a function. Ours: its docstring is for readers and does not count."""
    has_docstring = ast.get_docstring(function) is not None
    docstring = function.body[0] if has_docstring else None
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if docstring is not None:
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def test_a_docstring_does_not_count_as_lines_of_its_function() -> None:
    tree = ast.parse('def f():\n    """One\n\n    two."""\n    return 1\n')
    assert [length(node) for node in tree.body if isinstance(node, Function)] == [2]


@pytest.mark.parametrize("path", PACKAGE + TESTS, ids=shown)
def test_a_file_stays_under_the_limit(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LIMIT, f"{shown(path)} has {lines} lines: split it"


@pytest.mark.parametrize("path", PACKAGE, ids=shown)
def test_functions_stay_under_the_limit_and_modules_have_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    long = {node.name: length(node) for node in functions if length(node) > FUNCTION_LIMIT}
    assert long == {}
    assert ast.get_docstring(tree), f"{shown(path)} does not say what it holds"
