"""The line that shows while a plan is made, and Ctrl-C that takes the best plan so far."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from changekit.extension.protocols.planning import tell
from changekit.interfaces.cli.progress import best_words, watched, whole

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


@pytest.mark.parametrize(
    ("language", "shown"), [("sv", "7\N{NO-BREAK SPACE}055"), ("en", "7,055")]
)
def test_thousands_are_parted_as_the_language_does(language: str, shown: str) -> None:
    assert whole(7054.6, language) == shown


def test_the_gap_is_rounded_up_and_unknown_is_not_said_to_be_zero() -> None:
    assert best_words(1000, 1060.01, "en").endswith("at most 5.7 % below the best possible")
    assert best_words(1000, 1060.01, "sv").endswith("högst 5,7 % under det bästa möjliga")
    assert "%" not in best_words(1000, None, "en")


def test_a_watcher_shows_the_bound_once_it_is_told() -> None:
    with watched("en") as (progress, cancel):
        tell(progress, 0.5, 90.0)
        assert getattr(progress, "bound", 0) is None
        tell(progress, 0.6, 95.0, bound=100.0)
        assert getattr(progress, "bound", 0) == 100
        assert not cancel()


def test_a_plain_callback_is_told_the_share_and_the_best_alone() -> None:
    told: list[tuple[float, float]] = []
    tell(lambda share, best: told.append((share, best)), 0.5, 90.0, bound=100.0)
    tell(None, 0.5, 90.0)
    assert told == [(0.5, 90.0)]


def test_on_a_terminal_the_best_value_shows_and_one_ctrl_c_gives_the_best_plan_so_far() -> None:
    command = ["plan", str(EXAMPLES / "lulea"), "--moves", "100000000", "--language", "en"]
    seen, code = run_on_terminal(command, interrupt_after=b"best value")
    assert code == 0
    assert b"best value" in seen
    assert b"15 initiatives: 3 running" in seen


def run_on_terminal(command: list[str], *, interrupt_after: bytes) -> tuple[bytes, int]:
    """Run changekit on a terminal of its own, and press Ctrl-C once it has said something."""
    ours, theirs = os.openpty()
    start = "import sys; from changekit.interfaces.cli import main; main(sys.argv[1:])"
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "150", "CHANGEKIT_PLUGINS": ""}
    running = subprocess.Popen(  # the interpreter that runs this test
        [sys.executable, "-c", start, *command], stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    seen, pressed = b"", False
    while part := _read(ours):
        seen += part
        if interrupt_after in seen and not pressed:
            pressed = True
            running.send_signal(signal.SIGINT)
    os.close(ours)
    return seen, running.wait(timeout=120)


def _read(terminal: int) -> bytes:
    """Return what is there to read, nothing once the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
