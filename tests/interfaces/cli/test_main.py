"""The command line as a program: help, versions, and ends that are not errors of the user."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import click
import pytest

from changekit.interfaces.cli.main import COMMANDS, cli
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(option: str, run: Run) -> None:
    answer = run(option)
    assert answer.code == 0
    assert all(f"  {name}" in answer.out for name in COMMANDS)


def calls() -> list[list[str]]:
    """Return the words of every command, those of groups too."""
    top = click.Context(cli)
    found = {name: cli.get_command(top, name) for name in COMMANDS}
    words = []
    for name, command in found.items():
        inside = command.commands if isinstance(command, click.Group) else ()
        words += [[name, below] for below in inside] or [[name]]
    return words


@pytest.mark.parametrize("words", calls(), ids=" ".join)
def test_every_command_has_help_that_names_the_options_of_all(words: list[str], run: Run) -> None:
    answer = run(*words, "--help")
    assert answer.code == 0
    assert all(option in answer.out for option in ("--json", "--language", "--strict", "--as-of"))


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("changekit ")


def test_a_fault_of_ours_is_told_without_a_traceback(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Workspace) -> NoReturn:
        raise ZeroDivisionError("oj")

    monkeypatch.setattr(Workspace, "graph", broken)
    answer = run("graph", small)
    assert (answer.code, answer.out) == (2, "")
    assert "ZeroDivisionError: oj" in answer.err
    assert "fault in changekit" in answer.err
    assert "Traceback" not in answer.err


def test_an_interrupted_command_ends_with_130(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Workspace) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "graph", interrupted)
    assert run("graph", small).code == 130


def test_a_reader_that_has_enough_is_no_error_and_output_is_utf_8(
    example: Callable[[str], Path],
) -> None:
    words = [sys.executable, "-m", "changekit", "score", str(example("eskilstuna"))]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "CHANGEKIT_PLUGINS": ""},
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stderr is not None
        first = program.stdout.readline()
        program.stdout.close()
        errors = program.stderr.read()
    assert "Rangordning" in first.decode("utf-8")
    assert b"Traceback" not in errors
    assert b"Exception ignored" not in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan", "WS/nej"], "det finns ingen sådan mapp"),
        (["plan", "WS", "--explain", "aa"], "känner inte till förändringsinitiativet 'aa'"),
        (
            ["plan", "WS", "--engine", "x"],
            "planeringsmotorn 'x'; det som finns: auto, cp-sat",
        ),
        (["plan", "WS", "--out", "WS/nej/p.csv"], "dess mapp finns inte"),
        (["init", "WS"], "skrivs inte över"),
        (["init", "WS/ny", "--from", "WS/organisation.yaml"], "slutar på .xlsx eller .csv"),
    ],
)
def test_errors_are_told_in_swedish_where_that_is_asked_for_or_the_systems(
    words: list[str], said: str, run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [word.replace("WS", str(small)) for word in words]
    assert said in run(*given, "--language", "sv").err
    assert said in run(*given, "--language=sv").err
    assert said not in run(*given).err
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    assert said in run(*given).err
